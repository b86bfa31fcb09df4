package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"quoth/knowledge"
)

const (
	// scrubHour is the hour of the operator's night at which a running bot reads all that
	// is stored and checks it.
	scrubHour = 3
	// scrubState is the name of the store's state that holds when that was done last.
	scrubState = "scrubbed"
	// scrubLook is how often the bot looks whether it is time.
	scrubLook = 10 * time.Minute
	// scrubRest is how long the bot rests after every 256 versions, so that whoever asks
	// meanwhile has the disk: a million take five minutes longer.
	scrubRest = 80 * time.Millisecond
)

// nightly is work of the night, which the process does that comes to it first, of those that
// are configured for it.
type nightly struct {
	name  string // of its lease
	state string // holds when it was done last
	do    func(ctx context.Context) error
	one   bool // it is not done again in the night when it failed
}

// nights is the work of the night that this process is configured for, in its order: what is
// older than it is kept is neither checked nor in the backup of the day.
func (u *upkeep) nights() []nightly {
	var work []nightly
	if u.keep.bound != (bound{}) || len(u.keep.outlets) > 0 {
		work = append(work, nightly{name: "retention", state: "old removed", do: u.removeOld})
	}
	work = append(work, nightly{name: "scrub", state: scrubState, do: u.scrub})
	if u.backups != "" {
		work = append(work, nightly{name: "backup", state: "backed up", do: u.dailyBackup, one: true})
	}
	return work
}

// workNightly does the work of every night.
func (u *upkeep) workNightly(ctx context.Context) error {
	tick := time.NewTicker(scrubLook)
	defer tick.Stop()
	for {
		if err := u.workWhenDue(ctx); err != nil && ctx.Err() == nil {
			u.log.ErrorContext(ctx, "scrub: check failed", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// workWhenDue does the work of the night that was not done since it began. Where another
// process is at some of it, that is waited for.
func (u *upkeep) workWhenDue(ctx context.Context) error {
	for _, n := range u.nights() {
		if due, err := u.due(ctx, n); err != nil {
			return err
		} else if !due {
			continue
		}
		err := u.leases.Only(ctx, n.name, func(ctx context.Context) error {
			if due, err := u.due(ctx, n); err != nil || !due {
				return err
			}
			started := u.now()
			err := n.do(ctx)
			if err != nil && !n.one || ctx.Err() != nil {
				return err
			}
			return errors.Join(err, u.store.SetState(ctx, n.state, started.UTC().Format(time.RFC3339)))
		})
		if err != nil || ctx.Err() != nil {
			return err
		}
	}
	return nil
}

// due reports whether a night has begun since the work was done last.
func (u *upkeep) due(ctx context.Context, n nightly) (bool, error) {
	now := u.now()
	last, err := u.store.State(ctx, n.state)
	if err != nil && !errors.Is(err, knowledge.ErrNotFound) {
		return false, err
	}
	done, err := time.Parse(time.RFC3339, last)
	return err != nil || !done.Before(now) || !now.Before(nextNight(done.In(now.Location()))), nil
}

// nextNight is the first scrubHour after t.
func nextNight(t time.Time) time.Time {
	night := time.Date(t.Year(), t.Month(), t.Day(), scrubHour, 0, 0, 0, t.Location())
	if !night.After(t) {
		night = night.AddDate(0, 0, 1)
	}
	return night
}

// scrub checks every stored article against its seal, takes those that fail out, has what was worked out
// and is damaged worked out anew, and tells the operator.
func (u *upkeep) scrub(ctx context.Context) error {
	started := time.Now()
	done, err := knowledge.Scrub(ctx, u.store, func() error {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(scrubRest):
			return nil
		}
	})
	if err != nil {
		return err
	}
	for _, a := range done.Broken {
		u.log.Error("scrub: article altered", "article", a.ID, "version", a.Version)
		err := u.store.Write(ctx, func(w knowledge.Writer) error {
			_, err := w.Quarantine(ctx, a.ID, a.Version)
			return err
		})
		if err != nil {
			return err
		}
	}
	for _, a := range done.Damaged {
		u.log.Error("scrub: analysis damaged", "article", a.ID, "version", a.Version)
	}
	if err := outdate(ctx, u.store, done.Damaged); err != nil {
		return err
	}
	level := slog.LevelInfo
	if len(done.Broken)+len(done.Damaged)+done.Unsealed == 0 {
		level = slog.LevelDebug // as it should be
	}
	u.log.Log(ctx, level, "scrub: articles checked", "versions", done.Versions, "unsealed", done.Unsealed, "broken", len(done.Broken), "damaged", len(done.Damaged), "elapsed", time.Since(started).Round(time.Second))
	switch {
	case len(done.Broken) > 0:
		u.notices.Raise(ctx, scrubState, fmt.Sprintf("%d of %d stored articles are not what was taken in, and are not shown any more: the disk or the file may be damaged. quoth check --full names them.",
			len(done.Broken), done.Versions))
	case len(done.Damaged) > 0:
		u.notices.Raise(ctx, scrubState, fmt.Sprintf("What was worked out about %d of %d stored articles was damaged, and is worked out anew; the articles are as they were taken in. The disk or the file may be damaged.",
			len(done.Damaged), done.Versions))
	default:
		u.notices.Clear(ctx, scrubState)
	}
	return nil
}

// outdate has articles worked out anew.
func outdate(ctx context.Context, store knowledge.Store, articles []knowledge.Article) error {
	for _, a := range articles {
		if err := store.Write(ctx, func(w knowledge.Writer) error { return w.OutdateArticle(ctx, a.ID) }); err != nil {
			return err
		}
	}
	return nil
}

// watchQuarantine warns once of each article in quarantine.
func (u *upkeep) watchQuarantine(ctx context.Context) error {
	articles, err := u.store.Quarantined(ctx)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, a := range articles {
		key := fmt.Sprintf("quarantine %d %d", a.ID, a.Version)
		known[key] = true
		u.notices.Note(ctx, key, fmt.Sprintf("Article %d is in quarantine: it is not what was taken in.", a.ID))
	}
	notices, err := u.store.Notices(ctx)
	for _, n := range notices {
		if strings.HasPrefix(n.Key, "quarantine ") && !known[n.Key] {
			u.notices.Clear(ctx, n.Key)
		}
	}
	return err
}

// checkQuarantine names the articles in quarantine.
func checkQuarantine(ctx context.Context, p *Program) []finding {
	articles, err := p.store.Quarantined(ctx)
	if err != nil {
		return []finding{{What: "seals", State: err.Error(), Mend: mend(err)}}
	}
	var found []finding
	for _, a := range articles {
		found = append(found, brokenSeal(a, "is in quarantine"))
	}
	return found
}

// checkSeals reads every stored article.
func checkSeals(ctx context.Context, p *Program) []finding {
	done, err := knowledge.Scrub(ctx, p.store, nil)
	if err != nil {
		return []finding{{What: "seals", State: err.Error(), Mend: mend(err)}}
	}
	var found []finding
	for _, a := range done.Broken {
		found = append(found, brokenSeal(a, "is not what was taken in"))
	}
	for _, a := range done.Damaged {
		found = append(found, finding{What: "seals", State: fmt.Sprintf("what was worked out about article %d is damaged; its text is what was taken in", a.ID),
			Mend: "quoth rework --damaged, which a running bot does in the night"})
	}
	state := fmt.Sprintf("%d versions of articles were read and %d are not what was taken in", done.Versions, len(done.Broken))
	if done.Unsealed > 0 {
		state += fmt.Sprintf("; %d are not sealed yet, which quoth rework does", done.Unsealed)
	}
	return append(found, finding{What: "seals", OK: len(done.Broken)+len(done.Damaged) == 0, State: state})
}

func brokenSeal(a knowledge.Article, state string) finding {
	f := finding{What: "seals", State: fmt.Sprintf("article %d, version %d, %s", a.ID, a.Version, state), Mend: "restore a backup, or store it anew with quoth add"}
	if a.URL != "" {
		f.State = fmt.Sprintf("article %d, version %d, of %q, %s", a.ID, a.Version, knowledge.WithoutUser(a.URL), state)
	}
	return f
}
