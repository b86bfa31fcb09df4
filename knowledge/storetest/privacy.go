package storetest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// privacy keeps something of each kind of two persons: what the export of one gives is
// what forgetting removes, of every kind, and the other keeps all.
func privacy(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	for n := 1; n <= 2; n++ { // each has a private chat and follows something in a group
		b := audience.Subscription{Owner: person(n), Place: chat(n), Private: true, Topic: "mine", Pace: audience.Now}
		id, _, err := s.Subscribe(ctx, b)
		check(t, err)
		b.ID = id
		enqueueAll(t, s, b, 2)
		subscribe(t, s, n, 5, fmt.Sprintf("group topic %d", n))
		check(t, s.SetSettings(ctx, chat(n), person(n), audience.Settings{TimeZone: "UTC"}))
		check(t, s.SetState(ctx, audience.AdmittedState("telegram:"+person(n).User), "2024-01-01T00:00:00Z"))
		saveSession(t, s, n, chat(5))
		printed := entry(fmt.Sprintf("https://example.com/printed%d", n), "Gazette", "Storm", "Rain fell.", day(1))
		put(t, s, knowledge.Added, printed)
		check(t, s.SaveReport(ctx, report(n, printed, audience.WrongQuote)))
		check(t, s.SaveSession(ctx, audience.Session{Shown: []audience.ShownReply{{Key: fmt.Sprintf("chat %d", n), Place: chat(n), Reply: []byte{255}, Expires: day(30)}}}))
		for _, who := range []knowledge.Audience{knowledge.ChatAudience(chat(n).Platform, chat(n).Chat), ""} {
			f := knowledge.Feed{URL: fmt.Sprintf("https://example.com/%d%s", n, who), FeedSettings: knowledge.FeedSettings{For: who}}
			_, _, err = s.AddFeed(ctx, f)
			check(t, err)
			e := entry(f.URL+"/a", "S", "T", "A text.", day(1))
			e.For = who
			put(t, s, knowledge.Added, e)
		}
	}
	export := ok[map[string][]map[string]any](t)(s.Export(ctx, person(1)))
	total := 0
	for _, kind := range audience.Kinds() {
		rows := export[string(kind)]
		if len(rows) == 0 && kind != audience.KindArticle {
			t.Errorf("the export has nothing of kind %s", kind)
		}
		total += len(rows)
	}
	for table, rows := range export {
		if !slices.Contains(audience.Kinds(), audience.Kind(table)) {
			t.Errorf("the export has %s, which is no kind", table)
		}
		for _, row := range rows {
			for column, value := range row {
				if column == "user" && value != "person1" && value != "" {
					t.Errorf("the export of person 1 has user %v in %s", value, table)
				}
			}
		}
	}
	if n := ok[int](t)(s.Forget(ctx, person(1))); n != total+1 { // the private article
		t.Errorf("Forget = %d rows, and the export had %d", n, total)
	}
	if export := ok[map[string][]map[string]any](t)(s.Export(ctx, person(1))); len(export) != 0 {
		t.Errorf("after Forget there is %v", export)
	}
	if _, err := s.ArticleByURL(knowledge.Unrestricted(ctx), fmt.Sprintf("https://example.com/1%s/a", knowledge.ChatAudience("telegram", "chat1"))); err == nil {
		t.Error("after Forget the private article is there")
	}
	if got := ok[audience.Settings](t)(s.Settings(ctx, chat(1))); got != (audience.Settings{}) {
		t.Errorf("after Forget the private chat has settings %+v", got)
	}
	for _, key := range []string{"shown 1", "chat 1"} {
		_, err := s.ShownReply(ctx, key, day(1))
		wantNotFound(t, "shown reply "+key, err)
	}
	other := ok[map[string][]map[string]any](t)(s.Export(ctx, person(2)))
	rows := 0
	for _, r := range other {
		rows += len(r)
	}
	if rows != total {
		t.Errorf("person 2 has %d rows left of %d:\n%v", rows, total, other)
	}
	if got := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, day(9), time.Minute, 9)); len(got) != 2 {
		t.Errorf("%d alerts are left, want person 2's 2", len(got))
	}
	if _, err := s.Forget(ctx, audience.Person{}); err == nil {
		t.Error("Forget of nobody succeeds")
	}
}

// saveSession keeps something of every kind of session of a person at a place.
func saveSession(t *testing.T, s knowledge.Store, n int, at audience.Place) {
	t.Helper()
	who := person(n)
	check(t, s.SaveReceipts(context.Background(), []audience.Receipt{{Platform: who.Platform, Account: "bot", Event: fmt.Sprint(n), Received: day(1), Person: who, Place: at}}, nil, day(1)))
	check(t, s.SaveSession(context.Background(), audience.Session{
		Conversation: &audience.Conversation{Person: who, Place: at, Talk: []byte("talk"), Expires: day(30)},
		Pending:      &audience.PendingArgument{Person: who, Place: at, Missing: []byte("missing"), Expires: day(30)},
		Shown:        []audience.ShownReply{{Key: fmt.Sprintf("shown %d", n), Person: who, Place: at, Message: fmt.Sprintf("m%d", n), Answers: fmt.Sprintf("q%d", n), Reply: []byte("reply"), Expires: day(30)}},
		Markers:      []audience.Marker{{Kind: audience.Explained, Platform: who.Platform, Name: who.User, Person: who, Expires: day(30)}},
	}))
}
