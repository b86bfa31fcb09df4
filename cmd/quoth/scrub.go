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

// scrubNightly checks every stored article against its seal once a night, takes those
// that fail out, and tells the operator.
func (u *upkeep) scrubNightly(ctx context.Context) error {
	tick := time.NewTicker(scrubLook)
	defer tick.Stop()
	for {
		if err := u.scrubWhenDue(ctx); err != nil && ctx.Err() == nil {
			u.log.Error("scrub: check failed", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// scrubWhenDue removes what is older than it is kept, scrubs, and makes the backup of the day,
// when a night has begun since it was done last.
func (u *upkeep) scrubWhenDue(ctx context.Context) error {
	now := u.now()
	last, err := u.store.State(ctx, scrubState)
	if err != nil && !errors.Is(err, knowledge.ErrNotFound) {
		return err
	}
	done, err := time.Parse(time.RFC3339, last)
	if err == nil && done.Before(now) && now.Before(nextNight(done.In(now.Location()))) {
		return nil
	}
	if err := u.removeOld(ctx); err != nil {
		return err
	}
	if err := u.scrub(ctx); err != nil {
		return err
	}
	if err := u.store.SetState(ctx, scrubState, now.UTC().Format(time.RFC3339)); err != nil || u.backups == "" {
		return err
	}
	return u.dailyBackup(ctx)
}

// nextNight is the first scrubHour after t.
func nextNight(t time.Time) time.Time {
	night := time.Date(t.Year(), t.Month(), t.Day(), scrubHour, 0, 0, 0, t.Location())
	if !night.After(t) {
		night = night.AddDate(0, 0, 1)
	}
	return night
}

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
	level := slog.LevelInfo
	if len(done.Broken)+done.Unsealed == 0 {
		level = slog.LevelDebug // as it should be
	}
	u.log.Log(ctx, level, "scrub: articles checked", "versions", done.Versions, "unsealed", done.Unsealed, "broken", len(done.Broken), "elapsed", time.Since(started).Round(time.Second))
	if len(done.Broken) == 0 {
		u.notices.Clear(ctx, scrubState)
		return nil
	}
	u.notices.Raise(ctx, scrubState, fmt.Sprintf("%d of %d stored articles are not what was taken in, and are not shown any more: the disk or the file may be damaged. quoth check --full names them.",
		len(done.Broken), done.Versions))
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
	state := fmt.Sprintf("%d versions of articles were read and %d are not what was taken in", done.Versions, len(done.Broken))
	if done.Unsealed > 0 {
		state += fmt.Sprintf("; %d are not sealed yet, which quoth rework does", done.Unsealed)
	}
	return append(found, finding{What: "seals", OK: len(done.Broken) == 0, State: state})
}

func brokenSeal(a knowledge.Article, state string) finding {
	f := finding{What: "seals", State: fmt.Sprintf("article %d, version %d, %s", a.ID, a.Version, state), Mend: "restore a backup, or store it anew with quoth add"}
	if a.URL != "" {
		f.State = fmt.Sprintf("article %d, version %d, of %q, %s", a.ID, a.Version, knowledge.WithoutUser(a.URL), state)
	}
	return f
}
