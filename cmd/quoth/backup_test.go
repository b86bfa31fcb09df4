package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/alert"
	"quoth/knowledge/lease"
	"quoth/knowledge/sqlite"
)

func TestNotKept(t *testing.T) {
	made := map[string]time.Time{}
	start := time.Date(2024, 1, 1, 3, 0, 0, 0, time.UTC) // a Monday
	for day := range 60 {
		for _, hour := range []int{0, 12} {
			at := start.AddDate(0, 0, day).Add(time.Duration(hour) * time.Hour)
			made[at.Format("01-02 15")] = at
		}
	}
	gone := notKept(made)
	var kept []string
	for name := range made {
		if !slices.Contains(gone, name) {
			kept = append(kept, name)
		}
	}
	slices.Sort(kept)
	// The last day is Thursday 29 February; Sundays end the weeks before.
	if got := strings.Join(kept, ","); got != "02-11 15,02-18 15,02-23 15,02-24 15,02-25 15,02-26 15,02-27 15,02-28 15,02-29 15" {
		t.Errorf("kept are %s", got)
	}
}

// TestDailyBackup makes backups for two weeks, and leaves what others put there.
func TestDailyBackup(t *testing.T) {
	ctx, dir := t.Context(), filepath.Join(t.TempDir(), "backups")
	file := filepath.Join(t.TempDir(), "quoth.db")
	store, err := sqlite.Open(ctx, file, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	now := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
	log := slog.New(slog.DiscardHandler)
	p := &Program{Settings: Settings{DB: file}, log: log, store: store, now: func() time.Time { return now }}
	p.leases = lease.New(lease.Config{Store: store})
	u := &upkeep{Program: p, backups: dir, notices: alert.New(alert.Config{Store: store, Engine: bot.New(bot.Config{Store: store}), Log: log, Now: p.now}).Notifier()}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, other := range []string{"quoth-20200101-000000.db", "letters.txt"} {
		if err := os.WriteFile(filepath.Join(dir, other), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	other := *u // a process without a folder for backups comes first
	other.backups = ""
	for range 14 {
		for _, process := range []*upkeep{&other, u} {
			if err := process.workWhenDue(ctx); err != nil {
				t.Fatal(err)
			}
		}
		now = now.AddDate(0, 0, 1)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2+8 { // of seven days, and of the Sunday of the first week
		t.Errorf("%d files are there (%v): %v", len(entries), err, entries)
	}
	last := filepath.Join(dir, "quoth-daily-20240514-120000.db")
	if damaged, err := p.verifyFile(ctx, last); err != nil || damaged != 0 {
		t.Errorf("the last backup: %d damaged, %v", damaged, err)
	}
}
