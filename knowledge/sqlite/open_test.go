package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/tables"
)

// openAt opens a store and closes it at the end of the test.
func openAt(t testing.TB, path string, opts Options) *Store {
	t.Helper()
	s, err := Open(context.Background(), path, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func openNew(t testing.TB) *Store {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "quoth.db"), Options{})
}

// simple is an entry with a given number.
func simple(n int) *knowledge.Entry {
	text := fmt.Sprintf("Common words and word%d.", n)
	a := knowledge.Article{URL: fmt.Sprintf("https://example.com/%d", n), Title: "T", Source: "S", Text: text}
	return &knowledge.Entry{
		Article:   a,
		Seal:      knowledge.SealOf(&a),
		Terms:     []string{"common", fmt.Sprintf("word%d", n)},
		Sentences: []knowledge.Range{{Start: 0, End: len(text)}},
		Signature: []byte("signature"),
	}
}

func putSimple(s *Store, numbers ...int) error {
	ctx := context.Background()
	return s.Write(ctx, func(w knowledge.Writer) error {
		for _, n := range numbers {
			if _, err := w.Put(ctx, simple(n)); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestMigrationsAreNumbered(t *testing.T) {
	if _, err := tables.Migrations(migrationFiles, "migrations"); err != nil {
		t.Error(err)
	}
	for name, files := range map[string][]string{
		"gap":       {"0001_a.sql", "0003_b.sql"},
		"twice":     {"0001_a.sql", "0001_b.sql"},
		"no first":  {"0002_a.sql"},
		"no number": {"first.sql"},
		"not SQL":   {"0001_a.txt"},
	} {
		folder := fstest.MapFS{}
		for _, file := range files {
			folder["m/"+file] = &fstest.MapFile{Data: []byte("SELECT 1;")}
		}
		if all, err := tables.Migrations(folder, "m"); err == nil {
			t.Errorf("%s: %v is taken", name, all)
		}
	}
}

func TestFailedMigrationLeavesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db")
	db, err := openPool(path, time.Second, 1, "_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	steps := []tables.Migration{
		{Number: 1, Name: "0001_a.sql", SQL: "CREATE TABLE a (x)"},
		{Number: 2, Name: "0002_b.sql", SQL: "CREATE TABLE b (x); CREATE TABLE a (x)"},
	}
	if err := migrate(t.Context(), db, path, steps); err == nil || !strings.Contains(err.Error(), "0002_b.sql") {
		t.Errorf("error %v does not name the migration", err)
	}
	var version, tables int
	err = db.QueryRow("SELECT (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)").Scan(&version, &tables)
	if err != nil || version != 1 || tables != 1 {
		t.Errorf("version %d, %d tables, %v; want what the first migration made", version, tables, err)
	}
}

// snapshot reads all files of a folder.
func snapshot(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	files := make(map[string][]byte)
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[path], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestOpenRefusesAndLeavesUntouched(t *testing.T) {
	made := filepath.Join(t.TempDir(), "made.db")
	s := openAt(t, made, Options{})
	if err := putSimple(s, 1, 2, 3); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	sound, err := os.ReadFile(made)
	if err != nil {
		t.Fatal(err)
	}
	newer := bytes.Clone(sound)
	newer[headerUserVersion+2] = 9
	foreign := bytes.Clone(sound)
	foreign[headerApplication] = 1
	for _, c := range []struct {
		name    string
		content []byte // nil for a folder
		want    error  // nil for any
		words   string
	}{
		{"newer schema", newer, knowledge.ErrNewerSchema, "start a newer quoth"},
		{"another program's", foreign, nil, "another program"},
		{"text", []byte("Dear diary, today I wrote a text that is longer than the header of a database, which has 100 bytes."), knowledge.ErrCorrupt, "not a database"},
		{"short text", []byte("hello"), knowledge.ErrCorrupt, "not a database"},
		{"empty", []byte{}, knowledge.ErrCorrupt, "is empty"},
		{"folder", nil, nil, "is a folder"},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := t.TempDir()
			path := filepath.Join(folder, "quoth.db")
			if c.content == nil {
				if err := os.Mkdir(path, 0o755); err != nil {
					t.Fatal(err)
				}
			} else if err := os.WriteFile(path, c.content, 0o644); err != nil {
				t.Fatal(err)
			}
			before := snapshot(t, folder)
			_, err := Open(t.Context(), path, Options{})
			if err == nil || c.want != nil && !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.words) || !strings.Contains(err.Error(), path) {
				t.Errorf("Open: %v, want %v with the path and the words %q", err, c.want, c.words)
			}
			after := snapshot(t, folder)
			if len(before) != len(after) || !bytes.Equal(before[path], after[path]) {
				t.Errorf("Open changed the folder: %d files before, %d after", len(before), len(after))
			}
		})
	}
}

func TestOpenNewerSchemaInWAL(t *testing.T) {
	path := filepath.Join(t.TempDir(), "quoth.db")
	s := openAt(t, path, Options{})
	// The newer program is still at work: its schema stands in the WAL alone.
	if _, err := s.write.Exec("PRAGMA user_version = 999"); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path, Options{}); !errors.Is(err, knowledge.ErrNewerSchema) {
		t.Errorf("Open: %v, want ErrNewerSchema", err)
	}
}

func TestOpenMissingFolder(t *testing.T) {
	_, err := Open(t.Context(), filepath.Join(t.TempDir(), "none", "quoth.db"), Options{})
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "make it first") {
		t.Errorf("Open: %v", err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), filepath.Join(file, "quoth.db"), Options{})
	if err == nil || !strings.Contains(err.Error(), file+" is not a folder") {
		t.Errorf("Open in a file: %v", err)
	}
	err = openNew(t).Backup(t.Context(), filepath.Join(t.TempDir(), "none", "copy.db"))
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "make it first") {
		t.Errorf("Backup: %v", err)
	}
	_, err = Open(t.Context(), filepath.Join(t.TempDir(), "quoth.db"), Options{ReadOnly: true})
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Open to read only: %v", err)
	}
}

func TestOpenLeavesNothingBeside(t *testing.T) {
	folder := t.TempDir()
	s := openAt(t, filepath.Join(folder, "100% ?#.db"), Options{})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if files := snapshot(t, folder); len(files) != 1 || files[filepath.Join(folder, "100% ?#.db")] == nil {
		t.Errorf("%d files are left, want the database alone", len(files))
	}
}

func TestOpenAtTheSameTime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "quoth.db")
	errs := make(chan error)
	for n := range 6 {
		go func() {
			s, err := Open(context.Background(), path, Options{})
			if err == nil {
				err = errors.Join(putSimple(s, n), s.Close())
			}
			errs <- err
		}()
	}
	for range 6 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if stats, err := openAt(t, path, Options{}).Stats(t.Context()); err != nil || stats.Articles != 6 {
		t.Errorf("%d articles, %v, want 6", stats.Articles, err)
	}
}

func TestLocked(t *testing.T) {
	s := openNew(t)
	other, err := sql.Open("sqlite", fileURI(s.path)+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	tx, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	short := openAt(t, s.path, Options{BusyTimeout: 50 * time.Millisecond})
	err = putSimple(short, 1)
	if !errors.Is(err, knowledge.ErrLocked) || !strings.Contains(err.Error(), "stop the other process") {
		t.Errorf("Write while locked: %v", err)
	}
	if _, err := short.Stats(t.Context()); err != nil {
		t.Errorf("reading while another writes: %v", err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := putSimple(short, 1); err != nil {
		t.Errorf("Write after the lock: %v", err)
	}
}

func TestOpenExclusivelyLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "quoth.db")
	if err := openAt(t, path, Options{}).Close(); err != nil {
		t.Fatal(err)
	}
	other, err := sql.Open("sqlite", fileURI(path)+"?_pragma=locking_mode(EXCLUSIVE)&_txlock=exclusive")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	tx, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	if _, err := Open(t.Context(), path, Options{BusyTimeout: 50 * time.Millisecond}); !errors.Is(err, knowledge.ErrLocked) {
		t.Errorf("Open: %v, want ErrLocked", err)
	}
}

func TestEveryConnectionHasItsSettings(t *testing.T) {
	s := openNew(t)
	for name, db := range map[string]*sql.DB{"read": s.read, "write": s.write} {
		wait := 10000
		if name == "write" {
			wait = int(lookTime.Milliseconds())
		}
		var connections []*sql.Conn
		for range db.Stats().MaxOpenConnections {
			c, err := db.Conn(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			connections = append(connections, c)
			var busy, keys, synchronous int
			var mode string
			for pragma, into := range map[string]any{"busy_timeout": &busy, "foreign_keys": &keys, "synchronous": &synchronous, "journal_mode": &mode} {
				if err := c.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(into); err != nil {
					t.Fatal(err)
				}
			}
			if busy != wait || keys != 1 || synchronous != 1 || mode != "wal" {
				t.Errorf("%s connection %d: busy_timeout %d, foreign_keys %d, synchronous %d, journal_mode %s", name, len(connections), busy, keys, synchronous, mode)
			}
		}
		for _, c := range connections {
			c.Close()
		}
	}
}

func TestForgetLeavesNoTrace(t *testing.T) {
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "quoth.db")
	s := openAt(t, path, Options{})
	who := audience.Person{Platform: "telegram", User: "person-4711-secret"}
	at := audience.Place{Platform: "telegram", Chat: "person-4711-secret"}
	id, _, err := s.Subscribe(ctx, audience.Subscription{Owner: who, Place: at, Private: true, Topic: "t", Pace: audience.Now})
	err = errors.Join(err,
		s.SetSettings(ctx, at, who, audience.Settings{TimeZone: "UTC"}),
		s.SaveSession(ctx, audience.Session{Conversation: &audience.Conversation{Person: who, Place: at, Talk: []byte("t"), Expires: time.Unix(1<<40, 0)},
			Shown: []audience.ShownReply{{Key: "k", Person: who, Place: at, Message: "1", Expires: time.Unix(1<<40, 0)}}}),
		s.Write(ctx, func(w knowledge.Writer) error {
			_, err := w.Enqueue(ctx, audience.Alert{Subscription: id, Story: 1, Kind: audience.NewStory})
			return err
		}))
	if err != nil {
		t.Fatal(err)
	}
	if n, err := s.Forget(ctx, who); err != nil || n != 5 {
		t.Errorf("Forget = %d, %v, want 5 rows", n, err)
	}
	if content, err := os.ReadFile(path + "-wal"); err != nil || bytes.Contains(content, []byte("4711")) {
		t.Errorf("the write-ahead log holds the person's identifier after Forget (%v)", err)
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(ctx, copied); err != nil {
		t.Fatal(err)
	}
	if content, err := os.ReadFile(copied); err != nil || bytes.Contains(content, []byte("4711")) {
		t.Errorf("a copy made after Forget holds the person's identifier (%v)", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if content, err := os.ReadFile(path); err != nil || bytes.Contains(content, []byte("4711")) {
		t.Errorf("the file holds the person's identifier after Forget (%v)", err)
	}
}

// TestCloseWaits closes a store while what reads it is cut off: the last to have the file open
// is the writer, which empties the WAL.
func TestCloseWaits(t *testing.T) {
	for range 6 {
		s := openNew(t)
		if err := putSimple(s, 1); err != nil {
			t.Fatal(err)
		}
		ctx, cut := context.WithCancel(t.Context())
		reading := make(chan struct{})
		ended := make(chan error)
		go func() {
			tx, err := engine{s}.View(ctx)
			close(reading)
			if err == nil {
				<-ctx.Done()
				err = tx.Rollback()
			}
			ended <- err
		}()
		<-reading
		cut()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(s.path + "-wal"); !errors.Is(err, fs.ErrNotExist) {
			t.Fatalf("the WAL is left: %v", err)
		}
		if err := <-ended; err != nil && !errors.Is(err, sql.ErrTxDone) {
			t.Error(err)
		}
	}
}
