package discord_test

import (
	"fmt"
	"strings"
	"testing"

	discordtest "quoth/bot/chattest/discord"
)

func TestCommandRegistration(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{})
	g := d.Guild("news")
	global := "/applications/" + d.Bot().ID + "/commands"
	guild := "/applications/" + d.Bot().ID + "/guilds/" + g.ID + "/commands"
	ask := m{"name": "ask", "description": "Ask", "default_member_permissions": "16"}

	send(t, d, "PUT", "/applications/1/commands", []m{ask}).want(403, 20012)
	send(t, d, "PUT", global, []m{ask, {"name": "help", "description": "Help"}}).want(200, 0)
	send(t, d, "PUT", guild, []m{ask}).want(200, 0)
	first := d.Commands("")
	if len(first) != 2 || first[0].Name != "ask" || len(d.Commands(g.ID)) != 1 || d.Commands(g.ID)[0].ID == first[0].ID {
		t.Errorf("registered: %+v", first)
	}
	send(t, d, "PUT", global, []m{ask}).want(200, 0)
	if now := d.Commands(""); len(now) != 1 || now[0].ID != first[0].ID {
		t.Errorf("after the second overwrite: %+v", now)
	}
	send(t, d, "POST", global, ask).want(200, 0)
	made := send(t, d, "POST", global, m{"name": "more", "description": "More"}).want(201, 0).object()
	one := global + "/" + made["id"].(string)
	send(t, d, "PATCH", one, m{"description": "Even more"}).want(200, 0)
	if got := send(t, d, "GET", one, nil).want(200, 0).object(); got["description"] != "Even more" || got["name"] != "more" || got["id"] != made["id"] {
		t.Errorf("after the change: %v", got)
	}
	send(t, d, "DELETE", one, nil).want(204, 0)
	send(t, d, "GET", one, nil).want(404, 10063)
}

func TestCommandForm(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{Limits: discordtest.Limits{Off: true}})
	long := func(n int) string { return strings.Repeat("e", n) }
	option := func(name string, more ...any) m {
		o := m{"type": 3, "name": name, "description": "d"}
		for i := 0; i < len(more); i += 2 {
			o[more[i].(string)] = more[i+1]
		}
		return o
	}
	choices := func(n int) (out []m) {
		for i := range n {
			out = append(out, m{"name": fmt.Sprint("n", i), "value": fmt.Sprint("v", i)})
		}
		return out
	}
	var options []m
	for i := range 26 {
		options = append(options, option(fmt.Sprint("o", i)))
	}
	slash := func(options ...m) m { return m{"name": "ask", "description": "d", "options": options} }
	for name, test := range map[string]struct {
		command m
		right   bool
	}{
		"whole":                  {slash(option("q", "required", true), option("source", "autocomplete", true)), true},
		"long name":              {m{"name": long(33), "description": "d"}, false},
		"capitals":               {m{"name": "Ask", "description": "d"}, false},
		"space":                  {m{"name": "ask me", "description": "d"}, false},
		"no description":         {m{"name": "ask"}, false},
		"long description":       {m{"name": "ask", "description": long(101)}, false},
		"25 options":             {slash(options[:25]...), true},
		"26 options":             {slash(options...), false},
		"option name":            {slash(option("Q")), false},
		"option description":     {slash(option("q", "description", long(101))), false},
		"same option":            {slash(option("q"), option("q")), false},
		"required last":          {slash(option("a"), option("b", "required", true)), false},
		"25 choices":             {slash(option("q", "choices", choices(25))), true},
		"26 choices":             {slash(option("q", "choices", choices(26))), false},
		"choices and completion": {slash(option("q", "choices", choices(1), "autocomplete", true)), false},
		"mixed":                  {slash(option("q"), m{"type": 1, "name": "sub", "description": "d"}), false},
		"subcommands":            {slash(m{"type": 1, "name": "a", "description": "d"}, m{"type": 1, "name": "b", "description": "d"}), true},
		"too large":              {slash(option("q", "choices", []m{{"name": "n", "value": long(101)}})), false},
		"message command":        {m{"name": "Find this quote", "type": 3}, true},
		"described message":      {m{"name": "Find", "type": 3, "description": "d"}, false},
	} {
		got := send(t, d, "PUT", "/applications/"+d.Bot().ID+"/commands", []m{test.command})
		if test.right && got.status != 200 || !test.right && got.code() != 50035 {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
	send(t, d, "PUT", "/applications/"+d.Bot().ID+"/commands", []m{slash(), slash()}).want(400, 50035)
}
