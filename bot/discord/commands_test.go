package discord_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"quoth/bot/discord/discordtest"
)

const (
	registerAll  = "PUT /applications/{app}/commands"
	registerHere = "PUT /applications/{app}/guilds/{guild}/commands"
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

func TestCommandsAreRegisteredOnce(t *testing.T) {
	w := begin(t, nil).start(1)
	for strings.Count(w.log.String(), "the commands are registered") < 2 {
		time.Sleep(time.Millisecond)
	}
	count := func() int {
		return len(w.Requests(registerAll, registerHere))
	}
	if n := count(); n != 2 {
		t.Errorf("the commands were registered %d times", n)
	}
	w.settle()
	w.restart()
	w.Ready(1)
	w.settle()
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
