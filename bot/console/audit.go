package console

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"time"
)

const (
	// changePrefix names the states that hold changes; behind it is when, so that they sort.
	changePrefix = "console change "
	// changesKept is how many are kept.
	changesKept = 1000
	// changeTime is how their time is written: of one length.
	changeTime = "2006-01-02T15:04:05.000000000Z"
)

// change is a row of the list of changes. It names no person: an operator is known by the
// platform on which the link was given.
type change struct {
	At   time.Time `json:"at"`
	By   string    `json:"by"`
	What string    `json:"what"`
}

// noting is what keeps the list of changes.
type noting interface {
	SetState(ctx context.Context, name, value string) error
	States(ctx context.Context, prefix string) (map[string]string, error)
}

// note keeps a change.
func (k *Console) note(ctx context.Context, by, what string) error {
	return Note(ctx, k.Store, k.Now(), by, what)
}

// Note keeps a change that was made outside of the console in its list: by whom, and what.
func Note(ctx context.Context, store noting, now time.Time, by, what string) error {
	now = now.UTC()
	data, err := json.Marshal(change{now, by, what})
	if err != nil {
		return err
	}
	if err := store.SetState(ctx, changePrefix+now.Format(changeTime)+" "+rand.Text()[:6], string(data)); err != nil {
		return fmt.Errorf("noting a change: %w", err)
	}
	kept, err := store.States(ctx, changePrefix)
	if err != nil || len(kept) <= changesKept {
		return err
	}
	var names []string
	for name := range kept {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names[:len(names)-changesKept] {
		if err := store.SetState(ctx, changePrefix+name, ""); err != nil {
			return err
		}
	}
	return nil
}

// changes are those that are kept, the newest first.
func (k *Console) changes(ctx context.Context) ([]change, error) {
	kept, err := k.Store.States(ctx, changePrefix)
	if err != nil {
		return nil, err
	}
	var all []change
	for _, data := range kept {
		var c change
		if err := json.Unmarshal([]byte(data), &c); err != nil {
			return nil, fmt.Errorf("reading a change: %w", err)
		}
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b change) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.What, b.What)) })
	return all, nil
}

// audit lists the changes.
func (k *Console) audit(v *visit) error {
	all, err := k.changes(v.r.Context())
	if err != nil {
		return err
	}
	s := section{Columns: []string{"When", "By", "What"}, Empty: "Nothing was changed yet."}
	for _, c := range all {
		s.Rows = append(s.Rows, []cell{{Text: moment(c.At)}, {Text: c.By}, {Text: c.What}})
	}
	return k.show(v, http.StatusOK, page{Title: "Changes", Sections: []section{s}})
}
