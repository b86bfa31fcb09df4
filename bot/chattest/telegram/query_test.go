package telegram

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func article(id, text string) map[string]any {
	return map[string]any{
		"type": "article", "id": id, "title": "Mill", "description": "1987",
		"input_message_content": map[string]any{"message_text": text, "parse_mode": "HTML"},
	}
}

func TestInline(t *testing.T) {
	s := New(t, Config{})
	ana, bob := s.User("Ana"), s.User("Bob")
	asked := ana.Inline("mill")
	var q struct{ ID, Query string }
	if err := json.Unmarshal(get(t, s, 0)[0].Inline, &q); err != nil || q.Query != "mill" {
		t.Fatalf("the query is %+v, %v", q, err)
	}
	long := article("x", strings.Repeat("a", 4097))
	many := make([]any, 51)
	for i := range many {
		many[i] = article(fmt.Sprint(i), "x")
	}
	for _, test := range []struct {
		results []any
		want    string
	}{
		{many, "Bad Request: RESULTS_TOO_MUCH"},
		{[]any{article("", "x")}, "Bad Request: RESULT_ID_INVALID"},
		{[]any{article(strings.Repeat("é", 33), "x")}, "Bad Request: RESULT_ID_INVALID"},
		{[]any{article("a", "x"), article("a", "y")}, "Bad Request: RESULT_ID_DUPLICATE"},
		{[]any{article("a", " ")}, "Bad Request: MESSAGE_EMPTY"},
		{[]any{article("a", "<b>")}, `Bad Request: can't parse entities: Can't find end tag corresponding to start tag "b"`},
		{[]any{long}, "Bad Request: MESSAGE_TOO_LONG"},
	} {
		refused(t, s, "answerInlineQuery", map[string]any{"inline_query_id": q.ID, "results": test.results}, test.want)
	}
	kept := article("b", "It closed in <b>1987</b>.")
	kept["reply_markup"] = map[string]any{"inline_keyboard": []any{[]any{map[string]any{"text": "More", "callback_data": "m"}}}}
	refused(t, s, "answerInlineQuery", map[string]any{
		"inline_query_id": q.ID, "results": []any{article("a", "first"), kept}, "next_offset": "2",
		"button": map[string]any{"text": "Settings", "start_parameter": "inline"},
	}, "")
	results := asked.Wait()
	if len(results) != 2 || results[1].Text != "It closed in 1987." || asked.Next() != "2" || asked.Button() != (ResultsButton{"Settings", "inline"}) {
		t.Fatalf("results %+v", results)
	}
	refused(t, s, "answerInlineQuery", map[string]any{"inline_query_id": q.ID, "results": []any{}},
		"Bad Request: query is too old and response timeout expired or query ID is invalid")

	sent := asked.Choose(results[1], s.Group("News", false))
	if sent.ViaBot != s.Bot || !slices.Equal(sent.Marked("bold"), []string{"1987"}) {
		t.Errorf("chosen: %+v", sent)
	}
	updates := get(t, s, 0)
	var chosen struct {
		Result string `json:"result_id"`
		Inline string `json:"inline_message_id"`
	}
	if err := json.Unmarshal(updates[len(updates)-1].Chosen, &chosen); err != nil || chosen.Result != "b" || chosen.Inline == "" {
		t.Fatalf("the bot is told %+v, %v", chosen, err)
	}
	bob.Press(sent, "More")
	refused(t, s, "editMessageText", map[string]any{"inline_message_id": chosen.Inline, "text": "There is no more."}, "")
	if now := sent.Chat.Now(sent); now.Text != "There is no more." || s.Unanswered() != 1 {
		t.Errorf("after the edit: %+v", now)
	}
}

func TestOldCallbacks(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	s := New(t, Config{Clock: func() time.Time { return now }})
	ana := s.User("Ana")
	chat := s.Private(ana)
	m := ana.Say(chat, "x")
	first, second, third := ana.PressData(m, "a"), ana.PressData(m, "b"), ana.PressData(m, "c")
	const late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
	first.Expire()
	refused(t, s, "answerCallbackQuery", map[string]any{"callback_query_id": first.q.id}, late)
	refused(t, s, "answerCallbackQuery", map[string]any{"callback_query_id": second.q.id, "text": strings.Repeat("a", 201)}, "Bad Request: MESSAGE_TOO_LONG")
	refused(t, s, "answerCallbackQuery", map[string]any{"callback_query_id": second.q.id}, "")
	now = now.Add(2 * time.Minute)
	refused(t, s, "answerCallbackQuery", map[string]any{"callback_query_id": third.q.id}, late)
}

func TestProfile(t *testing.T) {
	s := New(t, Config{})
	commands := []any{map[string]any{"command": "ask", "description": "Ask about the news"}}
	set := func(fields map[string]any) map[string]any {
		fields["commands"] = commands
		return fields
	}
	refused(t, s, "setMyCommands", set(map[string]any{}), "")
	refused(t, s, "setMyCommands", set(map[string]any{"scope": map[string]any{"type": "all_group_chats"}, "language_code": "de"}), "")
	refused(t, s, "setMyCommands", set(map[string]any{"scope": map[string]any{"type": "chat", "chat_id": 1}}), "Bad Request: chat not found")
	refused(t, s, "setMyCommands", set(map[string]any{"language_code": "german"}), "Bad Request: invalid language code specified")
	refused(t, s, "setMyCommands", map[string]any{"commands": []any{map[string]any{"command": "Ask", "description": "x"}}}, "Bad Request: BOT_COMMAND_INVALID")
	refused(t, s, "setMyCommands", map[string]any{"commands": []any{map[string]any{"command": "ask", "description": ""}}}, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
	want := []Command{{"ask", "Ask about the news"}}
	if got := s.Commands("all_group_chats", "de"); !slices.Equal(got, want) {
		t.Errorf("the menu of groups is %+v", got)
	}
	if got := do[[]Command](t, s, "getMyCommands", nil); !slices.Equal(got, want) {
		t.Errorf("the usual menu is %+v", got)
	}
	refused(t, s, "deleteMyCommands", nil, "")
	if got := do[[]Command](t, s, "getMyCommands", nil); len(got) != 0 {
		t.Errorf("after the deletion: %+v", got)
	}
	refused(t, s, "setMyDescription", map[string]any{"description": "It quotes."}, "")
	refused(t, s, "setMyShortDescription", map[string]any{"short_description": strings.Repeat("a", 121)}, "Bad Request: short_description is too long")
	refused(t, s, "setMyShortDescription", map[string]any{"short_description": "Quotes"}, "")
	if got := do[map[string]string](t, s, "getMyDescription", map[string]any{"language_code": "de"}); got["description"] != "It quotes." || s.ShortDescription("") != "Quotes" {
		t.Errorf("the descriptions are %q and %q", got, s.ShortDescription(""))
	}
}
