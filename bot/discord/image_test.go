package discord_test

import (
	"strings"
	"testing"

	"quoth/bot/alert"
	discordtest "quoth/bot/chattest/discord"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// TestPictures shows the picture of an article beside its words in an answer and in an alert,
// unless the link there has a preview.
func TestPictures(t *testing.T) {
	t.Parallel()
	w := begin(t, nil)
	const picture = "https://img.post.example/kiln.jpg?w=600"
	w.put(knowledge.Article{URL: "https://post.example/kiln", Title: "Brick kiln of Reedham restored", Source: "Harbour Post", Language: "en", Published: day(2024, 5, 5), DateOnly: true,
		Image: picture, Text: "The brick kiln of Reedham was restored for 3 million euros. It opens to visitors in June, the museum said."})
	w.start(1)
	answer := w.ana.Slash(w.general, "ask", map[string]any{"question": "How much did the brick kiln of Reedham cost?"}).Message()
	if answer.Thumbnail() != picture || !strings.Contains(answer.Text(), "3 million") {
		t.Errorf("the answer shows %q: %s", answer.Thumbnail(), answer.Text())
	}
	w.boss.Slash(w.general, "follow", map[string]any{"topic": "lighthouse"}).Message()
	tell := func(address, image, title, text string) discordtest.Message {
		t.Helper()
		w.put(knowledge.Article{URL: "https://post.example/" + address, Title: title, Source: "Harbour Post", Language: "en", Published: w.Now(), Image: image, Text: text})
		d := alert.New(alert.Config{Store: w.store, Engine: w.engine, Now: w.Now})
		d.Add(w.bot.Sender())
		n := len(w.general.Messages())
		for len(w.general.Messages()) == n {
			if _, err := d.Step(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		return w.general.Messages()[n]
	}
	w.Misbehave(discordtest.Fault{Route: post, Status: 400, Body: `{"code":50035,"message":"Invalid Form Body","errors":{"embeds":{"0":{"thumbnail":{"url":{"_errors":[]}}}}}}`})
	if m := tell("mole", picture+"&mole", "Lighthouse of Whitby is painted", "The lighthouse of Whitby is painted white and red this week, the council said."); m.Thumbnail() != "" || !strings.Contains(m.Text(), "painted") {
		t.Errorf("an alert whose picture is refused shows %q: %s", m.Thumbnail(), m.Text())
	}
	w.Misbehave(discordtest.Fault{Route: edit, Status: 400, Body: `{"code":50035,"message":"Invalid Form Body"}`})
	if m := w.ana.Slash(w.general, "ask", map[string]any{"question": "Who restored the brick kiln of Reedham, for how much?"}).Message(); m.Thumbnail() != "" || !strings.Contains(m.Text(), "3 million") {
		t.Errorf("an answer whose picture is refused shows %q: %s", m.Thumbnail(), m.Text())
	}
	if m := tell("lamp", picture+"&lamp", "Lighthouse of Orrin gets a new lamp", "The lighthouse of Orrin gets a new lamp in June, the coast guard said."); m.Thumbnail() != picture+"&lamp" {
		t.Errorf("the alert shows %q: %s", m.Thumbnail(), m.Text())
	}
	place := audience.Place{Platform: "discord", Chat: w.general.ID}
	if err := w.store.SetSettings(t.Context(), place, audience.Person{}, audience.Settings{Previews: true}); err != nil {
		t.Fatal(err)
	}
	if m := tell("sold", picture+"&sold", "Lighthouse of Dunwick is sold", "The lighthouse of Dunwick was sold to a family of painters on Monday."); m.Thumbnail() != "" || !strings.Contains(m.Content, "https://post.example/sold") {
		t.Errorf("with previews the alert shows %q: %s", m.Thumbnail(), m.Text())
	}
	if err := w.store.SetSettings(t.Context(), place, audience.Person{}, audience.Settings{NoPictures: true}); err != nil {
		t.Fatal(err)
	}
	if m := tell("rent", picture+"&rent", "Lighthouse of Aldby is rented", "The lighthouse of Aldby is rented to hikers from June, its keeper said."); m.Thumbnail() != "" || !strings.Contains(m.Text(), "hikers") {
		t.Errorf("without pictures the alert shows %q: %s", m.Thumbnail(), m.Text())
	}
	if m := w.ana.Slash(w.general, "ask", map[string]any{"question": "How much did the brick kiln of Reedham cost?"}).Message(); m.Thumbnail() != "" || !strings.Contains(m.Text(), "3 million") {
		t.Errorf("without pictures the answer shows %q: %s", m.Thumbnail(), m.Text())
	}
	w.boss.Slash(w.general, "settings", map[string]any{"pictures": true}).Message()
	for i, told := range []struct{ address, place, text string }{
		{"blast", "Corham", "The lighthouse of Corham lost its windows in the storm of Sunday night."},
		{"bell", "Ferring", "The lighthouse of Ferring got its old bell back from a museum in Leeds."},
		{"goats", "Selby", "The lighthouse of Selby keeps eleven goats now, which mow the dunes around it."},
	} {
		sign := map[bool]string{true: picture + "&sign"}[i < 2] // the third shows the same, and is none of its own
		if m := tell(told.address, picture+"&sign", "Lighthouse of "+told.place, told.text); m.Thumbnail() != sign {
			t.Errorf("%s: the alert shows %q: %s", told.address, m.Thumbnail(), m.Text())
		}
	}
}
