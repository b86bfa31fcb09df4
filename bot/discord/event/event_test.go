package event

import (
	"encoding/json"
	"maps"
	"testing"

	"github.com/bwmarrin/discordgo"
)

func decode[T any](t *testing.T, data string) *T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(data), &v); err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	return &v
}

func TestWhoIsAddressed(t *testing.T) {
	for _, c := range []struct {
		data        string
		written, to bool
	}{
		{`{"id":"1","channel_id":"2","author":{"id":"3"}}`, true, true},
		{`{"id":"1","channel_id":"2","guild_id":"4","author":{"id":"3"}}`, true, false},
		{`{"id":"1","channel_id":"2","guild_id":"4","author":{"id":"3"},"mentions":[{"id":"9"}]}`, true, true},
		{`{"id":"1","channel_id":"2","guild_id":"4","author":{"id":"3"},"type":19,"referenced_message":{"author":{"id":"9"}}}`, true, true},
		{`{"id":"1","channel_id":"2","guild_id":"4","author":{"id":"3"},"type":19,"referenced_message":{"author":{"id":"5"}}}`, true, false},
		{`{"id":"1","channel_id":"2","guild_id":"4","author":{"id":"3"},"type":19,"referenced_message":{}}`, true, false},
		{`{"id":"1","channel_id":"2","author":{"id":"3"},"type":7}`, false, true},
		{`{"id":"1","channel_id":"2","author":{"id":"3","bot":true}}`, false, true},
		{`{"id":"1","channel_id":"2","author":{"id":"3"},"webhook_id":"6"}`, false, true},
		{`{"id":"1","channel_id":"2","author":{}}`, false, true},
		{`{"author":{"id":"3"}}`, false, true},
		{`{}`, false, true},
	} {
		m := decode[Message](t, c.data)
		if m.Written() != c.written || m.To("9") != c.to {
			t.Errorf("%s: written %v, to the bot %v", c.data, m.Written(), m.To("9"))
		}
	}
}

func TestArgs(t *testing.T) {
	i := decode[Interaction](t, `{"data":{"options":[{"name":"a","value":"words"},{"name":"b","value":12},{"name":"c","value":2.5},
		{"name":"d","value":true},{"name":"e","value":""},{"name":"f"},{"name":"g","value":{}},null]}}`)
	want := map[string]string{"a": "words", "b": "12", "c": "2.5", "d": "true"}
	if args := i.Args(); !maps.Equal(args, want) {
		t.Errorf("the arguments are %v", args)
	}
}

func TestForm(t *testing.T) {
	i := decode[Interaction](t, `{"data":{"components":[null,{"type":18},{"type":18,"component":{"custom_id":"question","value":"who?"}}]}}`)
	if text, ok := i.Typed("question"); text != "who?" || !ok {
		t.Errorf("%q was typed, %v", text, ok)
	}
	if _, ok := i.Typed("topic"); ok {
		t.Error("a field that is not there was filled in")
	}
}

func TestWhereTheBotIs(t *testing.T) {
	for data, want := range map[string][2]bool{ // private, the bot is there
		`{}`:                           {true, true},
		`{"guild_id":"1"}`:             {false, true},
		`{"context":1}`:                {true, true},
		`{"context":2}`:                {false, false},
		`{"context":0,"guild_id":"1"}`: {false, true},
		`{"guild_id":"1","authorizing_integration_owners":{"0":"1"}}`:         {false, true},
		`{"guild_id":"1","authorizing_integration_owners":{"1":"7"}}`:         {false, false},
		`{"guild_id":"1","authorizing_integration_owners":{"0":"1","1":"7"}}`: {false, true},
	} {
		i := decode[Interaction](t, data)
		if got := [2]bool{i.Private(), i.BotIsHere()}; got != want {
			t.Errorf("%s: %v", data, got)
		}
	}
}

func TestPermissions(t *testing.T) {
	for set, want := range map[Permissions]bool{"": false, "x": false, "0": false, "1024": false, "3072": true, "8": true, "3073": true} {
		if set.Has(discordgo.PermissionViewChannel|discordgo.PermissionSendMessages) != want {
			t.Errorf("%q: %v", set, !want)
		}
	}
	const threads = discordgo.PermissionViewChannel | discordgo.PermissionSendMessagesInThreads
	for data, want := range map[string]int64{
		`{}`:                      discordgo.PermissionViewChannel | discordgo.PermissionSendMessages,
		`{"channel":{"type":11}}`: threads,
		`{"channel":{"type":11,"thread_metadata":{"locked":true}}}`: threads | discordgo.PermissionManageThreads,
	} {
		if got := decode[Interaction](t, data).Posting(); got != want {
			t.Errorf("%s: %b", data, got)
		}
	}
	if i := decode[Interaction](t, `{"app_permissions":"3072","member":{"permissions":"1024"}}`); i.BotMayPost() || i.PersonMay(i.Posting()) {
		t.Error("without the right to embed links the bot, and without that to write a person, may write")
	}
	if i := decode[Interaction](t, `{"app_permissions":"19456"}`); !i.BotMayPost() || i.PersonMay(0) {
		t.Error("the bot may not write, or nobody has rights")
	}
}

// TestClosed knows threads that fell asleep from those that somebody closed.
func TestClosed(t *testing.T) {
	for data, want := range map[string]bool{
		`{}`: false,
		`{"thread_metadata":{"archived":false,"locked":true}}`: false,
		`{"thread_metadata":{"archived":true,"locked":true}}`:  true,
		`{"thread_metadata":{"archived":true}}`:                false, // it is not said when
		`{"thread_metadata":{"archived":true,"archive_timestamp":"2024-05-06T12:00:00Z","auto_archive_duration":60,"create_timestamp":"2024-05-06T10:59:00Z"}}`: false,
		`{"thread_metadata":{"archived":true,"archive_timestamp":"2024-05-06T12:00:00Z","auto_archive_duration":60,"create_timestamp":"2024-05-06T11:30:00Z"}}`: true,
		// its last message is of 1 January 2015, long before it was archived
		`{"last_message_id":"1","thread_metadata":{"archived":true,"archive_timestamp":"2024-05-06T12:00:00Z","auto_archive_duration":60}}`: false,
	} {
		if got := decode[Channel](t, data).Closed(); got != want {
			t.Errorf("%s: %v", data, got)
		}
	}
}

func TestRolesOfTheBot(t *testing.T) {
	g := decode[Guild](t, `{"id":"1","roles":[{"id":"2"}],"channels":[{"id":"3"}],"threads":[{"id":"4"}],"members":[{"user":{"id":"8"},"roles":["5"]},{"roles":["6"]},{"user":{"id":"9"},"roles":["7"]}]}`)
	if p, r := g.Places(), g.Member("9").Roles; len(p) != 2 || len(r) != 1 || r[0] != "7" {
		t.Errorf("places %v, roles %v", p, r)
	}
	if _, ok := g.Changed("9"); ok {
		t.Error("roles of a server are a member's")
	}
	g = decode[Guild](t, `{"guild_id":"1","user":{"id":"9"},"roles":["2","3"]}`)
	if r, ok := g.Changed("9"); !ok || len(r.Roles) != 2 {
		t.Errorf("given %v", r)
	}
	if _, ok := g.Changed("8"); ok {
		t.Error("somebody else's roles are the bot's")
	}
}
