package discord_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	discordtest "quoth/bot/chattest/discord"
)

const (
	registerAll  = "PUT /applications/{app}/commands"
	registerHere = "PUT /applications/{app}/guilds/{guild}/commands"
	lookAll      = "GET /applications/{app}/commands"
	lookHere     = "GET /applications/{app}/guilds/{guild}/commands"
)

// TestCommandsAreRegisteredInTheEnd lets Discord fail for longer than one request is
// tried, and refuse another.
func TestCommandsAreRegisteredInTheEnd(t *testing.T) {
	if testing.Short() {
		t.Skip("takes ten seconds")
	}
	t.Parallel()
	w := begin(t, nil)
	w.Misbehave(discordtest.Fault{Route: registerAll, Status: 502, HTML: true, Times: 6})
	w.Misbehave(discordtest.Fault{Route: registerHere, Status: 400, Body: `{"code":50035,"message":"Invalid Form Body"}`})
	w.start(1)
	if n := len(w.Requests(registerHere)); n != 1 {
		t.Errorf("what was refused was tried %d times", n)
	}
	if !strings.Contains(w.log.String(), "Invalid Form Body") {
		t.Error("the refusal is not in the log")
	}
}

// TestRemovedCommandsComeBack removes a command behind the bot's back: the next start
// registers it again.
func TestRemovedCommandsComeBack(t *testing.T) {
	t.Parallel()
	w := begin(t, nil).start(1)
	w.registered(2)
	before := w.Commands("")
	i := slices.IndexFunc(before, func(c discordtest.Command) bool { return c.Name == "find" })
	req, err := http.NewRequest(http.MethodDelete, "https://discord.com/api/v10/applications/"+w.Bot().ID+"/commands/"+before[i].ID, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bot "+token)
	resp, err := w.Client().Do(req)
	if err != nil || resp.StatusCode != http.StatusNoContent || len(w.Commands("")) != len(before)-1 {
		t.Fatal("the command was not removed", err)
	}
	resp.Body.Close()
	w.restart()
	w.WaitCommand("find")
	w.Await("the rest", func() bool { return len(w.Commands("")) == len(before) })
	if n := len(w.Requests(registerHere)); n != 1 {
		t.Errorf("where nothing was removed the commands were registered %d times", n)
	}
}

func TestCommandsAreRegisteredOnce(t *testing.T) {
	t.Parallel()
	w := begin(t, nil).start(1)
	w.registered(2)
	count := func() int {
		return len(w.Requests(registerAll, registerHere))
	}
	if n := count(); n != 2 {
		t.Errorf("the commands were registered %d times", n)
	}
	w.restart()
	w.registered(4)
	if n := count(); n != 2 {
		t.Errorf("unchanged commands were registered again: %d", n)
	}
	w.ana.Slash(w.general, "sources", nil).Message()
	w.config.Guilds = []string{}
	w.restart()
	w.Await("/admin to be gone", func() bool { return len(w.Commands(w.guild.ID)) == 0 })
	everywhere := w.Commands("")
	for _, c := range everywhere {
		if c.Name == "admin" || c.Name == "more" || c.Name == "start" {
			t.Errorf("/%s is offered to everybody", c.Name)
		}
		data, _ := json.Marshal(c.Permissions)
		if manager := c.Name == "follow" || c.Name == "unfollow"; manager != (string(data) == "16") {
			t.Errorf("/%s is for the rights %s", c.Name, data)
		}
	}
	if len(everywhere) < 15 {
		t.Errorf("%d commands", len(everywhere))
	}
}
