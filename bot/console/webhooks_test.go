package console

import (
	"net/http"
	"strings"
	"testing"

	"quoth/bot/webhook"
)

// TestWebhooks adds addresses that alerts are brought to, follows topics there, and removes them.
func TestWebhooks(t *testing.T) {
	k := open(t)
	b := k.signedIn(t)
	did := func(status int, said string, args ...string) {
		t.Helper()
		if got, page := b.do(Prefix+"webhooks", args...); got != status || !strings.Contains(page, said) {
			t.Errorf("%v has status %d and lacks %q:\n%s", args, got, said, page)
		}
	}
	did(http.StatusOK, "whsec_", "do", "signed", "name", "desk", "address", "https://desk.example.org/alerts?key=SECRET")
	did(http.StatusOK, "phone (ntfy)", "do", "ntfy", "name", "phone", "address", "https://ntfy.example.org/harbour")
	did(http.StatusBadRequest, "ends with a topic", "do", "ntfy", "name", "other", "address", "https://ntfy.example.org/")
	did(http.StatusBadRequest, "there is a hook of that name", "do", "signed", "name", "desk", "address", "https://desk.example.org/")
	did(http.StatusBadRequest, "not a web address", "do", "signed", "name", "other", "address", "file:///etc/passwd")
	did(http.StatusOK, "is followed in desk", "do", "follow", "name", "desk", "topic", "strike -football")
	did(http.StatusNotFound, "no webhook", "do", "follow", "name", "nobody", "topic", "strike")
	if followed, err := k.store.SubscriptionsAt(t.Context(), webhook.Place("desk")); err != nil || len(followed) != 1 || followed[0].Topic != "strike -football" {
		t.Errorf("followed is %+v, %v", followed, err)
	}
	if _, page := b.get(Prefix + "webhooks"); !strings.Contains(page, "strike -football") || !strings.Contains(page, "desk.example.org") || strings.Contains(page, "SECRET") || strings.Contains(page, "whsec_") {
		t.Errorf("the list is\n%s", page)
	}
	if _, page := b.get(Prefix + "webhooks"); !strings.Contains(page, "Unfollow strike -football") || strings.Count(page, `name="topic"`) != 3 || strings.Count(page, `name="name" value="desk"`) != 3 {
		t.Errorf("a topic is not followed and ended beside its webhook:\n%s", page)
	}
	did(http.StatusOK, "not followed in desk any more", "do", "unfollow", "name", "desk", "topic", "strike -football")
	did(http.StatusOK, "Removed: desk", "do", "remove", "name", "desk")
	did(http.StatusNotFound, "no webhook", "do", "remove", "name", "desk")
	did(http.StatusBadRequest, "no such change", "do", "sell", "name", "phone")
	if _, page := b.get(Prefix + "audit"); !strings.Contains(page, "webhook: follow desk") || !strings.Contains(page, "webhook: add signed desk") || strings.Contains(page, "SECRET") {
		t.Errorf("the changes are\n%s", page)
	}
}
