// Package storetest is what an implementation of knowledge.Store has to pass.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// Run tests the stores that open returns: each call must return a new, empty
// one, and close it at the end of the test.
func Run(t *testing.T, open func(t *testing.T) knowledge.Store) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, knowledge.Store)
	}{
		{"Empty", empty},
		{"PutAndRead", putAndRead},
		{"Versions", versions},
		{"Identity", identity},
		{"Slice", slice},
		{"Seals", seals},
		{"Compressed", compressed},
		{"Quarantine", quarantine},
		{"Withhold", withhold},
		{"Latest", latest},
		{"Zones", zones},
		{"Facts", facts},
		{"BadEntries", badEntries},
		{"Images", images},
		{"Private", private},
		{"Opened", opened},
		{"Revision", revision},
		{"PrivateMoves", privateMoves},
		{"PrivateForgotten", privateForgotten},
		{"Parts", parts},
		{"Rework", rework},
		{"OutletLines", outletLines},
		{"Rollback", rollback},
		{"RemoveSource", removeSource},
		{"RemoveArticle", removeArticle},
		{"SearchScores", searchScores},
		{"Search", search},
		{"SearchWeights", searchWeights},
		{"SearchTimes", searchTimes},
		{"SearchFilter", searchFilter},
		{"SearchForeignStems", searchForeignStems},
		{"SearchManyBatches", searchManyBatches},
		{"Stories", stories},
		{"JoinStories", joinStories},
		{"JoinTold", joinTold},
		{"JoinDead", joinDead},
		{"MoveArticle", moveArticle},
		{"MoveChange", moveChange},
		{"MoveLast", moveLast},
		{"Signatures", signatures},
		{"Subscriptions", subscriptions},
		{"SubscriptionChanges", subscriptionChanges},
		{"PlacesMoveAndStop", placesMoveAndStop},
		{"Settings", settings},
		{"Privacy", privacy},
		{"Enqueue", enqueue},
		{"Backlog", backlog},
		{"EnqueueFor", enqueueFor},
		{"EnqueueForMany", enqueueForMany},
		{"ChangeWhileWaiting", changeWhileWaiting},
		{"Claim", claim},
		{"ClaimAfterTheClockIsPutBack", claimAfterTheClockIsPutBack},
		{"ClaimIsFair", claimIsFair},
		{"ClaimKeepsDigestsWhole", claimKeepsDigestsWhole},
		{"ClaimAtTheSameTime", claimAtTheSameTime},
		{"Edits", edits},
		{"Holds", holds},
		{"Notices", notices},
		{"Feeds", feeds},
		{"FeedFilter", feedFilter},
		{"Addresses", addresses},
		{"Expect", expect},
		{"Prune", prune},
		{"PageChecks", pageChecks},
		{"Attempts", attempts},
		{"Leases", leases},
		{"LeasesAtTheSameTime", leasesAtTheSameTime},
		{"Sessions", sessions},
		{"SessionsMove", sessionsMove},
		{"Receipts", receipts},
		{"States", states},
		{"Reports", reports},
		{"ReadersDuringWrite", readersDuringWrite},
		{"Cancelled", cancelled},
		{"Backup", backup},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			test.run(t, s)
			if found, err := s.Check(context.Background()); err != nil || len(found) > 0 {
				t.Errorf("Check after the test: %q, %v", found, err)
			}
		})
	}
}

// day is midnight UTC of a day in January 2020.
func day(n int) time.Time { return time.Date(2020, 1, n, 0, 0, 0, 0, time.UTC) }

// entry makes an article of sentences that end with a full stop. The stems are
// the words in lower case.
func entry(url, source, title, text string, published time.Time) *knowledge.Entry {
	e := &knowledge.Entry{
		Article:    knowledge.Article{URL: url, Source: source, Title: title, Text: text, Published: published, Language: "en"},
		TitleTerms: stems(title),
		Terms:      stems(text),
	}
	for start := 0; start < len(text); {
		end := len(text)
		if i := strings.Index(text[start:], "."); i >= 0 {
			end = start + i + 1
		}
		e.Sentences = append(e.Sentences, knowledge.Range{Start: start, End: end})
		for start = end; start < len(text) && text[start] == ' '; start++ {
		}
	}
	return e
}

// sealed seals an entry as it is.
func sealed(e *knowledge.Entry) *knowledge.Entry {
	e.Seal = knowledge.SealOf(&e.Article)
	return e
}

// excerpt reads bytes of an article and checks them against its seal.
func excerpt(ctx context.Context, s knowledge.Store, id int64, version int, r knowledge.Range) (text string, edited bool, err error) {
	x, err := knowledge.ReadExcerpt(ctx, s, knowledge.Span{Article: id, Version: version, Range: r})
	if err != nil {
		return "", false, err
	}
	text, err = x.Slice(r)
	return text, x.Edited, err
}

func stems(s string) []string {
	return strings.Fields(strings.ToLower(strings.ReplaceAll(s, ".", " ")))
}

// write runs f in a transaction that must succeed.
func write(t *testing.T, s knowledge.Store, f func(w knowledge.Writer) error) {
	t.Helper()
	if err := s.Write(context.Background(), f); err != nil {
		t.Fatalf("Write: %v", err)
	}
}

// put stores entries in one transaction and wants that outcome for each.
func put(t *testing.T, s knowledge.Store, want knowledge.Outcome, entries ...*knowledge.Entry) {
	t.Helper()
	write(t, s, func(w knowledge.Writer) error {
		if err := w.Expect(context.Background(), entries); err != nil {
			return err
		}
		for _, e := range entries {
			got, err := w.Put(context.Background(), sealed(e))
			if err != nil {
				return err
			}
			if got != want {
				return fmt.Errorf("Put(%q, %q) = %d, want %d", e.URL, e.Title, got, want)
			}
			if e.ID == 0 || e.Version == 0 {
				return fmt.Errorf("put set number %d and version %d", e.ID, e.Version)
			}
		}
		return nil
	})
}

func ok[T any](t *testing.T) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantNotFound(t *testing.T, what string, err error) {
	t.Helper()
	if !errors.Is(err, knowledge.ErrNotFound) {
		t.Errorf("%s: error %v, want ErrNotFound", what, err)
	}
}

func ids[T any](list []T, id func(T) int64) []int64 {
	all := []int64{}
	for _, v := range list {
		all = append(all, id(v))
	}
	return all
}

func articleID(a knowledge.Article) int64 { return a.ID }
func hitID(h knowledge.Hit) int64         { return h.ID }
func alertID(a audience.Alert) int64      { return a.ID }
