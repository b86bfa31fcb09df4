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

const (
	// upkeepEvery is how often a running bot looks after itself.
	upkeepEvery = 10 * time.Minute
	// noticesKept is how long a notice is kept: the operator is told again of what
	// is still wrong then.
	noticesKept = 30 * 24 * time.Hour
)

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
	u.dropNotices(ctx)
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

// dropNotices ends the notices that were kept for long enough.
func (u *upkeep) dropNotices(ctx context.Context) {
	notices, err := u.store.Notices(ctx)
	if err != nil && ctx.Err() == nil {
		u.log.Error("looking at the notices", "err", err)
	}
	for _, n := range notices {
		if u.now().Sub(n.At) > noticesKept {
			u.notices.Clear(ctx, n.Key)
		}
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
