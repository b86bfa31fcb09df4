package bot

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestBusyForAll has many ask the same at a time when no turn comes: all are told so when the
// first of them is, but who is patient.
func TestBusyForAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, begun := newReplies(time.Now), time.Now()
		wait := func() (Reply, error) {
			time.Sleep(turnTime)
			return Reply{}, ErrBusy
		}
		var all sync.WaitGroup
		for range 5 {
			all.Go(func() {
				if _, err := s.do(t.Context(), replyKey{}, false, wait, held); !errors.Is(err, ErrBusy) || time.Since(begun) != turnTime {
					t.Errorf("the error after %v is %v", time.Since(begun), err)
				}
			})
		}
		synctest.Wait()
		all.Go(func() {
			reply, err := s.do(t.Context(), replyKey{}, true, func() (Reply, error) { return Reply{Private: true}, nil }, held)
			if !reply.Private || err != nil {
				t.Errorf("who is patient gets %+v, %v", reply, err)
			}
		})
		all.Wait()
	})
}

// TestForgotten has nobody ask for anything after a reply: it is dropped all the same.
func TestForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newReplies(time.Now)
		work := func() (Reply, error) { return Reply{Question: "Who stopped work?"}, nil }
		if _, err := s.do(context.Background(), replyKey{}, false, work, held); err != nil {
			t.Fatal(err)
		}
		time.Sleep(replyKept)
		synctest.Wait()
		if len(s.kept)+len(s.known) > 0 {
			t.Errorf("%d replies are kept, and %d known", len(s.kept), len(s.known))
		}
	})
}

// TestDropped has somebody be forgotten a moment after a reply, while another is worked on.
func TestDropped(t *testing.T) {
	s := newReplies(time.Now)
	if _, err := s.do(t.Context(), replyKey{1}, false, func() (Reply, error) { return Reply{Question: "Who stopped work?"}, nil }, held); err != nil {
		t.Fatal(err)
	}
	_, err := s.do(t.Context(), replyKey{2}, false, func() (Reply, error) {
		s.drop()
		return Reply{}, nil
	}, held)
	if err != nil || len(s.kept) != 1 || s.kept[0].key != (replyKey{2}) || len(s.known) != 1 {
		t.Errorf("%d replies are kept, and %d known, %v", len(s.kept), len(s.known), err)
	}
}

// held says that a reply is of the revision that its key tells.
func held() bool { return true }

// TestMixedReplyIsNotHeld works on a reply that is partly of another revision: who asks at the
// same time gets it, who asks later does not.
func TestMixedReplyIsNotHeld(t *testing.T) {
	s := newReplies(time.Now)
	worked := 0
	for range 2 {
		_, err := s.do(t.Context(), replyKey{}, false, func() (Reply, error) {
			worked++
			return Reply{}, nil
		}, func() bool { return false })
		if err != nil {
			t.Fatal(err)
		}
	}
	if worked != 2 || len(s.known) != 0 {
		t.Errorf("it was worked on %d times, and %d replies are known", worked, len(s.known))
	}
}
