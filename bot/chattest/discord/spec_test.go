package discord_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	discordtest "quoth/bot/chattest/discord"
)

// specFile is those parts of Discord's own description of its interface (openapi.json of
// discord/discord-api-spec, MIT licence) that the bot and the tests use, without prose.
const specFile = "testdata/spec.json"

func readSpec(t testing.TB) *discordtest.Spec {
	t.Helper()
	spec, err := discordtest.ReadSpec(specFile)
	if err != nil {
		t.Fatal(err)
	}
	return spec
}

func TestSpecRequests(t *testing.T) {
	spec := readSpec(t)
	long := func(n int) string { return strings.Repeat("é", n) }
	button := func(label string) map[string]any {
		return map[string]any{"type": 1, "components": []any{map[string]any{"type": 2, "style": 1, "label": label, "custom_id": "x"}}}
	}
	type m = map[string]any
	for _, test := range []struct {
		name, method, path string
		body               any
		wrong              string // a part of the error; "": right
	}{
		{"message", "POST", "/channels/1/messages", m{"content": long(2000)}, ""},
		{"content", "POST", "/channels/1/messages", m{"content": long(2001)}, "$.content has 2001 characters, must have at most 2000"},
		{"null content", "POST", "/channels/1/messages", m{"content": nil}, ""},
		{"content type", "POST", "/channels/1/messages", m{"content": 1}, "$.content must be string or null"},
		{"title", "POST", "/channels/1/messages", m{"embeds": []any{m{"title": long(257)}}}, "$.embeds[0].title has 257"},
		{"description", "POST", "/channels/1/messages", m{"embeds": []any{m{"description": long(4097)}}}, "$.embeds[0].description has 4097"},
		{"fields", "POST", "/channels/1/messages", m{"embeds": []any{m{"fields": make([]m, 26)}}}, "has 26 elements"},
		{"field without value", "POST", "/channels/1/messages", m{"embeds": []any{m{"fields": []any{m{"name": "n"}}}}}, "$.embeds[0].fields[0].value is required"},
		{"footer", "POST", "/channels/1/messages", m{"embeds": []any{m{"footer": m{"text": long(2049)}}}}, "footer.text has 2049"},
		{"six thousand", "POST", "/channels/1/messages", m{"embeds": []any{m{"description": long(3000)}, m{"description": long(3000)}}}, ""},
		{"six thousand and one", "POST", "/channels/1/messages", m{"embeds": []any{m{"description": long(3000)}, m{"description": long(3001)}}}, "6001 characters in all"},
		{"eleven embeds", "POST", "/channels/1/messages", m{"embeds": make([]m, 11)}, "$.embeds has 11 elements"},
		{"embed link", "POST", "/channels/1/messages", m{"embeds": []any{m{"url": "no address"}}}, "must be an address"},
		{"embed time", "POST", "/channels/1/messages", m{"embeds": []any{m{"timestamp": "yesterday"}}}, "RFC 3339"},
		{"embed color", "POST", "/channels/1/messages", m{"embeds": []any{m{"color": 1 << 24}}}, "$.embeds[0].color is 16777216"},
		{"button", "POST", "/channels/1/messages", m{"components": []any{button(long(80))}}, ""},
		{"label", "POST", "/channels/1/messages", m{"components": []any{button(long(81))}}, "components[0].label has 81"},
		{"empty row", "POST", "/channels/1/messages", m{"components": []any{m{"type": 1, "components": []any{}}}}, "has 0 elements"},
		{"nonce", "POST", "/channels/1/messages", m{"nonce": long(26)}, "$.nonce"},
		{"mentions", "POST", "/channels/1/messages", m{"allowed_mentions": m{"parse": []any{}}}, ""},
		{"mentions kind", "POST", "/channels/1/messages", m{"allowed_mentions": m{"parse": []any{"all"}}}, "$.allowed_mentions.parse[0]"},
		{"mentions twice", "POST", "/channels/1/messages", m{"allowed_mentions": m{"roles": []any{"1", "1"}}}, "stands there twice"},
		{"mentions role", "POST", "/channels/1/messages", m{"allowed_mentions": m{"roles": []any{"x"}}}, "must match"},
		{"no body", "POST", "/channels/1/messages", nil, "is required"},
		{"body of a GET", "GET", "/channels/1", m{}, "takes no body"},
		{"channel", "POST", "/channels/general/messages", m{}, "channel_id is \"general\""},
		{"path", "POST", "/chanels/1/messages", m{}, "no such path"},
		{"method", "PUT", "/channels/1/messages", m{}, "no such method"},
		{"defer", "POST", "/interactions/1/token/callback", m{"type": 5, "data": m{"flags": 64}}, ""},
		{"answer", "POST", "/interactions/1/token/callback", m{"type": 4, "data": m{"content": long(2001)}}, "$.data.content"},
		{"response type", "POST", "/interactions/1/token/callback", m{"type": 3}, "$"},
		{"choices", "POST", "/interactions/1/token/callback", m{"type": 8, "data": m{"choices": []any{m{"name": "a", "value": "a"}}}}, ""},
		{"choice", "POST", "/interactions/1/token/callback", m{"type": 8, "data": m{"choices": []any{m{"name": long(101), "value": "a"}}}}, "choices[0].name has 101"},
		{"26 choices", "POST", "/interactions/1/token/callback", m{"type": 8, "data": m{"choices": make([]m, 26)}}, "has 26 elements"},
		{"modal title", "POST", "/interactions/1/token/callback", m{"type": 9, "data": m{"custom_id": "x", "title": long(46), "components": []any{}}}, "$.data.title has 46"},
		{"edit", "PATCH", "/webhooks/1/token/messages/@original", m{"content": "x"}, ""},
		{"long edit", "PATCH", "/webhooks/1/token/messages/@original", m{"content": long(2001)}, "$.content"},
		{"commands", "PUT", "/applications/1/commands", []any{m{"name": "ask", "description": "d", "default_member_permissions": "16"}}, ""},
		{"permission bits", "PUT", "/applications/1/commands", []any{m{"name": "ask", "default_member_permissions": "many"}}, "default_member_permissions"},
		{"command", "PUT", "/applications/1/commands", []any{m{"name": long(33)}}, "$[0].name has 33"},
		{"option", "PUT", "/applications/1/commands", []any{m{"name": "ask", "options": []any{m{"type": 3, "name": "q", "description": long(101)}}}}, "options[0].description has 101"},
		{"option type", "PUT", "/applications/1/commands", []any{m{"name": "ask", "options": []any{m{"type": 99, "name": "q", "description": "d"}}}}, "options[0].type"},
		{"contexts", "PUT", "/applications/1/commands", []any{m{"name": "ask", "contexts": []any{}}}, "contexts has 0 elements"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var body []byte
			if test.body != nil {
				body, _ = json.Marshal(test.body)
			}
			err := spec.CheckRequest(test.method, test.path, nil, body)
			switch {
			case test.wrong == "" && err != nil:
				t.Errorf("refused: %v", err)
			case test.wrong != "" && err == nil:
				t.Error("allowed")
			case test.wrong != "" && !strings.Contains(err.Error(), test.wrong):
				t.Errorf("refused with %q, which does not say %q", err, test.wrong)
			}
		})
	}
}

// TestSpecRoutes holds the server's routes to Discord's paths.
func TestSpecRoutes(t *testing.T) {
	spec := readSpec(t)
	for _, pattern := range discordtest.Routes() {
		method, path, _ := strings.Cut(pattern, " ")
		if strings.HasPrefix(path, "/oauth2/") {
			continue
		}
		segments := strings.Split(path, "/")
		for i, s := range segments {
			if strings.HasPrefix(s, "{") {
				segments[i] = "1"
			}
		}
		err := spec.CheckRequest(method, strings.Join(segments, "/"), nil, nil)
		if err != nil && !strings.Contains(err.Error(), "has no body") {
			t.Errorf("%s: %v", pattern, err)
		}
	}
}

func TestSpecQuery(t *testing.T) {
	spec := readSpec(t)
	for query, right := range map[string]bool{"limit=50": true, "limit=0": false, "limit=101": false, "before=12": true, "before=x": false, "page=2": false} {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if err := spec.CheckRequest("GET", "/channels/1/messages", values, nil); (err == nil) != right {
			t.Errorf("?%s: %v", query, err)
		}
	}
}
