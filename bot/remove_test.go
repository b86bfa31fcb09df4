package bot_test

import (
	"strings"
	"testing"

	"quoth/bot"
	"quoth/knowledge"
)

// TestAdminRemovesArticle takes an article out: no command tells of it any more, and a
// reply that quoted it says so.
func TestAdminRemovesArticle(t *testing.T) {
	k := start(t, ferry...)
	before := k.say(t, "/ask How many ferry sailors stopped work in Portmouth?")
	if !strings.Contains(words(before), "340 sailors") {
		t.Fatalf("before it says %s", words(before))
	}
	var address string
	for _, a := range ferry {
		if strings.Contains(a.Text, "340 sailors") {
			address = a.URL
		}
	}
	admin := func(article string) string {
		r := bot.Request{Person: operator, Place: home, Private: true}
		k.Commands().Parse(&r, "/admin remove article:"+article)
		return words(k.Handle(t.Context(), r))
	}
	if got := admin("#x"); !strings.Contains(got, "No such article") {
		t.Errorf("of none it says %s", got)
	}
	if got := admin(address); !strings.Contains(got, "is removed") {
		t.Errorf("it says %s", got)
	}
	if got := admin(address); !strings.Contains(got, "No such article") {
		t.Errorf("the second time it says %s", got)
	}
	for _, line := range []string{"/ask How many ferry sailors stopped work in Portmouth?", "/search sailors", "/latest", "/timeline ferry"} {
		if got := words(k.say(t, line)); strings.Contains(got, "340 sailors") {
			t.Errorf("%s says %s", line, got)
		}
	}
	after, err := k.Verify(t.Context(), before)
	if err != nil || strings.Contains(words(after), "340 sailors") {
		t.Errorf("what quoted it says %s (%v)", words(after), err)
	}
	if _, err := knowledge.FindArticle(t.Context(), k.store, address); err == nil {
		t.Error("it is stored")
	}
}
