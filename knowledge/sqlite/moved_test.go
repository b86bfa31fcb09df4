package sqlite

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// TestFileTakenAway removes, exchanges and empties the file of an open database: nothing
// is confirmed that would be lost.
func TestFileTakenAway(t *testing.T) {
	for name, take := range map[string]func(path string) error{
		"removed": os.Remove,
		"moved":   func(path string) error { return os.Rename(path, path+".old") },
		"emptied": func(path string) error { return os.Truncate(path, 0) },
		"exchanged": func(path string) error {
			return errors.Join(os.Rename(path, path+".old"), os.WriteFile(path, []byte("other"), 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := openNew(t)
			if err := errors.Join(putSimple(s, 1), s.Moved()); err != nil {
				t.Fatal(err)
			}
			if err := take(s.path); err != nil {
				t.Fatal(err)
			}
			_, _, err := s.Subscribe(t.Context(), audience.Subscription{Place: audience.Place{Platform: "test", Chat: "c"}, Topic: "ferry"})
			if err == nil || name != "emptied" && !errors.Is(err, knowledge.ErrMoved) || !errors.Is(s.Moved(), knowledge.ErrMoved) {
				t.Errorf("Subscribe: %v, Moved: %v", err, s.Moved())
			}
		})
	}
}

// TestFilesAreClosed looks at the permissions of what a store writes.
func TestFilesAreClosed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permissions are others there")
	}
	folder := t.TempDir()
	path := filepath.Join(folder, "quoth.db")
	left, young, own := path+scratchMark+"1", path+scratchMark+"2", path+scratchMark+"2025-copy"
	for _, dir := range []string{left, young, own} {
		if err := errors.Join(os.Mkdir(dir, 0o700), os.WriteFile(filepath.Join(dir, "db"), nil, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	openAt(t, path, Options{}).Close()
	for _, dir := range []string{left, own} {
		if err := os.Chtimes(dir, time.Time{}, time.Now().Add(-2*leftoverAge)); err != nil {
			t.Fatal(err)
		}
	}
	s := openAt(t, path, Options{}) // there is a database already
	if err := errors.Join(putSimple(s, 1), s.Backup(t.Context(), filepath.Join(folder, "copy.db"))); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s may be read by others: %v", e.Name(), info.Mode())
		}
	}
	if got := strings.Join(names, " "); got != "copy.db quoth.db quoth.db-shm quoth.db-wal quoth.db.new-2 quoth.db.new-2025-copy" {
		t.Errorf("the folder holds %s", got)
	}
	if _, err := os.Stat(left); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what a killed process left is still there: %v", err)
	}
}

// TestRevisionsAfterWentBack has a database lose its last subscriptions, as when it is restored, and get as many others:
// whoever read those that it lost reads the others too.
func TestRevisionsAfterWentBack(t *testing.T) {
	now := time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)
	s := openAt(t, filepath.Join(t.TempDir(), "quoth.db"), Options{Clock: func() time.Time { return now }})
	subscribe := func(topic string) {
		t.Helper()
		now = now.Add(time.Second)
		if _, _, err := s.Subscribe(t.Context(), audience.Subscription{Place: audience.Place{Platform: "test", Chat: "c"}, Topic: topic}); err != nil {
			t.Fatal(err)
		}
	}
	changes := func(since int64) (topics []string, revision int64) {
		t.Helper()
		err := s.Write(t.Context(), func(w knowledge.Writer) (err error) {
			revision, err = w.SubscriptionChanges(t.Context(), since, func(b audience.Subscription, _ bool) error {
				topics = append(topics, b.Topic)
				return nil
			})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return topics, revision
	}
	subscribe("kept")
	_, kept := changes(0)
	subscribe("lost")
	_, lost := changes(kept)
	for _, after := range [][]string{{"first"}, {"second", "third"}} {
		s.exec(t, "DELETE FROM subscriptions WHERE topic <> 'kept'")
		s.exec(t, "DELETE FROM removed_subscriptions")
		s.exec(t, "UPDATE revision SET last = ?", kept)
		for _, topic := range after {
			subscribe(topic)
		}
		if topics, _ := changes(lost); !slices.Equal(topics, after) {
			t.Errorf("after it went back %q are read, want %q", topics, after)
		}
	}
}
