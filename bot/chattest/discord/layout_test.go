package discord_test

import (
	"slices"
	"strings"
	"testing"

	discordtest "quoth/bot/chattest/discord"
)

// TestComponents sends messages of components alone, as Discord takes them, and as it does not.
func TestComponents(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{Limits: discordtest.Limits{Off: true}})
	ch := d.Guild("news").Channel("general")
	const flag = discordtest.FlagComponents
	text := func(s string) m { return m{"type": 10, "content": s} }
	many := func(c m, n int) []m { return slices.Repeat([]m{c}, n) }
	button := m{"type": 2, "style": 2, "label": "more", "custom_id": "more"}
	box := func(inside ...m) []m { return []m{{"type": 17, "components": inside}} }
	for name, body := range map[string]m{
		"content as well":        {"flags": flag, "content": "x", "components": []m{text("x")}},
		"embeds as well":         {"flags": flag, "embeds": []m{{"title": "x"}}, "components": []m{text("x")}},
		"without the flag":       {"components": []m{text("x")}},
		"too much text":          {"flags": flag, "components": many(text(strings.Repeat("x", 2001)), 2)},
		"too many":               {"flags": flag, "components": box(many(text("x"), 40)...)},
		"a box in a box":         {"flags": flag, "components": box(box(text("x"))...)},
		"a section of no button": {"flags": flag, "components": []m{{"type": 9, "components": []m{text("x")}}}},
		"an empty text":          {"flags": flag, "components": []m{text("")}},
		"an empty box":           {"flags": flag, "components": box()},
		"the same button twice":  {"flags": flag, "components": []m{{"type": 1, "components": []m{button, button}}}},
		"an empty gallery":       {"flags": flag, "components": []m{{"type": 12, "items": []m{}}}},
	} {
		t.Run(name, func(t *testing.T) { send(t, d, "POST", messages(ch), body).want(400, 50035) })
	}
	whole := m{"flags": flag, "components": box(text("### Rain"), m{"type": 9, "components": []m{text("It rains.")}, "accessory": button},
		m{"type": 12, "items": []m{{"media": m{"url": "https://a.example/rain.png"}, "description": "rain"}}}, m{"type": 14}), "allowed_mentions": m{"parse": []string{}}}
	id := send(t, d, "POST", messages(ch), whole).want(200, 0).object()["id"].(string)
	got, _ := d.Message(id)
	if got.Text() != "### Rain\nIt rains.\n[more]" || !slices.Equal(got.Pictures(), []string{"https://a.example/rain.png"}) {
		t.Errorf("it says %q, with the pictures %q", got.Text(), got.Pictures())
	}
	send(t, d, "PATCH", messages(ch)+"/"+id, m{"content": "words"}).want(400, 50035)
	old := send(t, d, "POST", messages(ch), m{"content": "words", "allowed_mentions": m{"parse": []string{}}}).want(200, 0).object()["id"].(string)
	send(t, d, "PATCH", messages(ch)+"/"+old, m{"flags": flag, "content": nil, "embeds": nil, "components": []m{text("other words")}, "allowed_mentions": m{"parse": []string{}}}).want(200, 0)
	if now, _ := d.Message(old); now.Text() != "other words" {
		t.Errorf("a message that was edited into components says %q", now.Text())
	}
}
