package telegram

import (
	"encoding/json"
	"strings"
	"testing"
)

// What the server makes of rich messages, as the specification describes them.
func TestRichMessages(t *testing.T) {
	spec := spec(t)
	s := New(t, Config{Limits: Unlimited(), Spec: spec})
	chat := s.Private(s.User("Ana"))
	send := func(html string) map[string]any {
		return map[string]any{"chat_id": chat.ID, "rich_message": map[string]any{"html": html, "skip_entity_detection": true}}
	}
	refused(t, s, "sendRichMessage", send("<p>A <b>1 &amp; 2</b>\n  line<br>B</p>loose<details open><summary>More</summary><blockquote>No <i>ferry</i> for @ana.</blockquote><p><a href=\"https://post.example/\">Post</a></p></details>"), "")
	m := chat.Sent()[0]
	if want := "A 1 & 2 line\nB\nloose\nMore\nNo ferry for @ana.\nPost"; m.Content() != want || m.Text != "" {
		t.Errorf("it reads %q", m.Content())
	}
	if got := m.Marked("blockquote"); len(got) != 1 || got[0] != "No ferry for @ana." || len(m.Marked("mention")) > 0 || len(m.Links()) != 1 {
		t.Errorf("its entities are %+v", m.Rich.Marks)
	}
	data, err := json.Marshal(m.Rich)
	if wrong := spec.Object("RichMessage", data); err != nil || wrong != "" {
		t.Errorf("%s: %v %s", data, err, wrong)
	}
	live := send("For @ana.")
	delete(live["rich_message"].(map[string]any), "skip_entity_detection")
	refused(t, s, "sendRichMessage", live, "")
	if got := chat.Sent()[1].Marked("mention"); len(got) != 1 {
		t.Errorf("it rings for %q", got)
	}

	for html, want := range map[string]string{
		"<p> </p>": "RICH_MESSAGE_CONTENT_REQUIRED",
		"<p>a":     "can't parse rich message: Can't find end tag corresponding to start tag \"p\"",
		"a</p>":    "can't parse rich message: Unmatched end tag \"p\"",
		"<blockquote expandable>a</blockquote><x>b</x>":                          "can't parse rich message: Unsupported start tag \"x\"",
		"<p><blockquote>a</blockquote></p>":                                      "can't parse rich message: \"blockquote\" can't be in \"p\"",
		"<summary>a</summary>":                                                   "can't parse rich message: \"summary\" can't be in \"\"",
		strings.Repeat("<blockquote>", 17) + strings.Repeat("</blockquote>", 17): "can't parse rich message: too many levels",
		strings.Repeat("x", mostRich+1):                                          "message is too long",
		strings.Repeat("<p>x</p>", mostBlocks+1):                                 "message is too long",
	} {
		refused(t, s, "sendRichMessage", send(html), "Bad Request: "+want)
	}
	refused(t, s, "sendRichMessage", map[string]any{"chat_id": chat.ID, "rich_message": map[string]any{}}, "Bad Request: RICH_MESSAGE_CONTENT_REQUIRED")

	edit := send("<p>Other</p>")
	edit["message_id"] = m.ID
	refused(t, s, "editMessageText", edit, "")
	refused(t, s, "editMessageText", edit, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	refused(t, s, "editMessageText", map[string]any{"chat_id": chat.ID, "message_id": m.ID, "text": "Plain"}, "")
	if m := chat.Sent()[0]; m.Text != "Plain" || m.Rich != nil || m.Edits != 2 {
		t.Errorf("it became %+v", m)
	}
}
