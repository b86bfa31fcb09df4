package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"quoth/bot/alert"
	"quoth/knowledge"
	"quoth/knowledge/gather"
)

// upkeepEvery is how often a running bot looks after itself.
const upkeepEvery = 10 * time.Minute

// upkeep looks after a running bot: it drops what has expired, and tells the
// operator of a disk that is nearly full and of feeds that have stopped.
type upkeep struct {
	*Program
	notices *alert.Notifier
	free    func(file string) (uint64, bool)
}

func (u *upkeep) run(ctx context.Context) error {
	tick := time.NewTicker(upkeepEvery)
	defer tick.Stop()
	for {
		u.once(ctx)
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (u *upkeep) once(ctx context.Context) {
	if err := u.store.DropTokens(ctx, u.now()); err != nil && ctx.Err() == nil {
		u.log.Error("dropping what has expired", "err", err)
	}
	if free, ok := u.free(u.DB); ok {
		if free < minFree {
			u.notices.Raise(ctx, "disk", fmt.Sprintf("The disk of the database is nearly full: %d MB are free. Make room, or nothing more can be stored.", free>>20))
		} else {
			u.notices.Clear(ctx, "disk")
		}
	}
	feeds, err := u.store.Feeds(ctx)
	if err != nil {
		if ctx.Err() == nil {
			u.log.Error("looking at the feeds", "err", err)
		}
		return
	}
	for _, f := range feeds {
		key := fmt.Sprintf("feed %d", f.ID)
		if f.State == knowledge.FeedActive || f.Reason == "" {
			u.notices.Clear(ctx, key)
			continue
		}
		u.notices.Raise(ctx, key, fmt.Sprintf("Feed %d (%s) brings nothing any more: %s.", f.ID, gather.FeedName(f), f.Reason))
	}
}

// backupTo returns what makes a backup in a folder and returns its file.
func (p *Program) backupTo(dir string) func(ctx context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return "", err
		}
		file := filepath.Join(dir, "quoth-"+p.now().UTC().Format("20060102-150405")+".db")
		return filepath.Base(file), p.store.Backup(ctx, file)
	}
}
