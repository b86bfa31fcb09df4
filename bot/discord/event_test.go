package discord_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	discordtest "quoth/bot/chattest/discord"
)

// taken waits until the bot has done what it was told so far: an event that comes later is
// answered.
func (w *world) taken() {
	w.t.Helper()
	w.ben.Autocomplete(w.general, "ask", "question", "fer", nil).Choices()
	w.settle()
}

// TestEveryEvent hands the bot each kind of event that the gateway knows, whole and in pieces,
// each kind of message and of what may be in one, and each kind of interaction: none stops it or
// is called a fault of the bot's, and only what somebody said to it is answered, once.
func TestEveryEvent(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}).start(1)
	known := spec(t)
	push := func(name string, object any) {
		t.Helper()
		data, err := json.Marshal(object)
		if err != nil {
			t.Fatal(err)
		}
		if !w.Shard(0).Event(name, string(data)) {
			t.Fatalf("there is no connection after %s", name)
		}
	}
	other := w.GuildWithoutBot("elsewhere").ID // whose end would end nothing
	for _, name := range discordtest.Events {
		for _, data := range []any{nil, "x", 1, []any{}, map[string]any{}} {
			push(name, data)
		}
		user := known.Example("UserResponse")
		push(name, map[string]any{"id": other, "guild_id": other, "channel_id": other, "type": 0, "user": user, "user_id": user["id"], "emoji": map[string]any{"name": "🎉"},
			"role": map[string]any{"id": other, "permissions": "0"}, "member": map[string]any{"user": user, "roles": []any{}}, "members": []any{map[string]any{"user": user}}, "threads": []any{map[string]any{"id": other}}, "channels": []any{}, "roles": []any{}})
	}
	w.taken()
	if n := len(w.general.Messages()) + len(w.ana.DM().Messages()); n > 0 {
		t.Errorf("to events that are no messages the bot says %d", n)
	}

	number, said := 0, 0
	home := w.ana.DM()
	first, err := strconv.Atoi(home.ID)
	if err != nil {
		t.Fatal(err)
	}
	tell := func(what string, most int, m map[string]any) {
		t.Helper()
		number++
		if err := known.Fits("MessageResponse", m); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		m["id"], m["channel_id"], m["author"] = fmt.Sprint(first+number), home.ID, map[string]any{"id": w.ana.ID, "username": w.ana.Name}
		push("MESSAGE_CREATE", m)
		w.taken()
		now := len(home.Messages())
		if now > said+most {
			t.Errorf("%s brings %d messages", what, now-said)
		}
		said = now
	}
	kinds, fields := known.Kinds("MessageType"), known.Fields("MessageResponse")
	if len(kinds) < 20 || len(fields) < 30 {
		t.Fatalf("the specification has %d kinds of message, with %d fields", len(kinds), len(fields))
	}
	for _, kind := range kinds {
		m := known.Example("MessageResponse")
		m["type"], m["content"] = json.Number(strconv.Itoa(kind)), question
		most := 0
		if kind == 0 || kind == 19 { // somebody wrote it
			most = 1
		}
		tell("a message of kind "+strconv.Itoa(kind), most, m)
	}
	for _, field := range fields {
		m := known.Example("MessageResponse", field)
		m["type"] = json.Number("0")
		tell("a message with "+field, 1, m)
	}

	for _, kind := range known.Kinds("InteractionTypes") {
		data := []map[string]any{nil, {}, {"name": "nothing", "type": 99, "options": []any{map[string]any{"name": "x", "type": 1}}}}
		switch discordgo.InteractionType(kind) {
		case discordgo.InteractionApplicationCommand, discordgo.InteractionApplicationCommandAutocomplete:
			for _, c := range known.Kinds("ApplicationCommandType") {
				data = append(data, map[string]any{"id": "1", "name": "ask", "type": c, "target_id": "1"})
			}
		case discordgo.InteractionMessageComponent, discordgo.InteractionModalSubmit:
			for _, c := range known.Kinds("MessageComponentTypes") {
				field := map[string]any{"type": c, "custom_id": "x"}
				data = append(data, map[string]any{"custom_id": "x", "component_type": c, "values": []any{"x"}, "components": []any{field, map[string]any{"type": 18, "component": field}}})
			}
		}
		for _, d := range data {
			w.ana.Interact(w.general, kind, d).Response()
		}
	}
	w.settle()
	w.works("after all of that")
	if log := w.log.String(); strings.Contains(log, "level=ERROR") || strings.Contains(log, "panic") {
		t.Errorf("the log:\n%s", log)
	}
}
