package postgres_test

import (
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/postgres"
	"quoth/knowledge/postgrestest"
)

// TestAwaken has one process hear of the alerts that another one puts in, also after its
// connection was cut.
func TestAwaken(t *testing.T) {
	t.Parallel()
	direct := postgrestest.Address(t)
	network, through := postgrestest.NewProxy(t, direct)
	teller, listener := open(t, direct, postgres.Options{}), open(t, through, postgres.Options{})
	subscription, _, err := teller.Subscribe(t.Context(), audience.Subscription{Owner: audience.Person{Platform: "p", User: "u"}, Place: audience.Place{Platform: "p", Chat: "c"}, Topic: "ferry", Pace: audience.Now})
	if err != nil {
		t.Fatal(err)
	}
	wakes := listener.Awaken(t.Context())
	wait := func(why string) {
		t.Helper()
		select {
		case <-wakes:
		case <-time.After(5 * time.Minute):
			t.Fatal("nothing is heard " + why)
		}
	}
	enqueue := func(story int64) {
		t.Helper()
		err := teller.Write(t.Context(), func(w knowledge.Writer) error {
			added, err := w.EnqueueFor(t.Context(), audience.Alert{Story: story, Article: 1, Kind: audience.NewStory}, []int64{subscription})
			if len(added) != 1 && err == nil {
				t.Errorf("%d alerts of story %d were put in", len(added), story)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	wait("once it listens")
	enqueue(1)
	wait("of an alert")
	network.Cut()
	wait("when it listens again")
	enqueue(2)
	wait("of an alert after that")
}
