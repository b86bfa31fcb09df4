package postgres_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver pgx

	"quoth/knowledge"
	"quoth/knowledge/postgres"
	"quoth/knowledge/postgrestest"
)

func put(t *testing.T, s knowledge.Store, n int) {
	t.Helper()
	err := s.Write(t.Context(), func(w knowledge.Writer) error {
		e := &knowledge.Entry{Article: knowledge.Article{Title: strings.Repeat("T", n), Source: "S", Text: "Text."}, Terms: []string{"text"}}
		e.Seal = knowledge.SealOf(&e.Article)
		_, err := w.Put(t.Context(), e)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func execute(t *testing.T, address, statement string) {
	t.Helper()
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

// TestOpenTogether has processes make the schema at the same time: one does.
func TestOpenTogether(t *testing.T) {
	address := postgrestest.Empty(t)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			s, err := postgres.Open(t.Context(), address, postgres.Options{})
			if err != nil {
				t.Error(err)
				return
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

// TestOpenWhileRead brings a database of an older program to this one's schema while somebody reads
// for long, as pg_dump does: others read meanwhile, and change something, and it is done at last.
func TestOpenWhileRead(t *testing.T) {
	address := postgrestest.Empty(t)
	steps, err := filepath.Glob("migrations/*.sql")
	if err != nil || len(steps) == 0 {
		t.Fatal(steps, err)
	}
	const older = 2 // the next step changes versions
	execute(t, address, "CREATE TABLE schema_version (version BIGINT NOT NULL); INSERT INTO schema_version VALUES ("+fmt.Sprint(older)+")")
	for _, step := range steps[:older] {
		statements, err := os.ReadFile(step)
		if err != nil {
			t.Fatal(err)
		}
		execute(t, address, string(statements))
	}
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	dump, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer dump.Rollback()
	query := func(db interface {
		QueryRowContext(context.Context, string, ...any) *sql.Row
	}, query string) (n int) {
		t.Helper()
		if err := db.QueryRowContext(t.Context(), query).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	query(dump, "SELECT count(*) FROM versions")
	opened := make(chan error, 1)
	go func() {
		s, err := postgres.Open(t.Context(), address, postgres.Options{})
		if err == nil {
			err = s.Close()
		}
		opened <- err
	}()
	for query(db, "SELECT count(*) FROM pg_locks WHERE relation = 'versions'::regclass AND NOT granted") == 0 {
		select {
		case err := <-opened:
			t.Fatalf("it was opened without waiting (%v)", err)
		default:
		}
	}
	query(db, "SELECT count(*) FROM versions")
	execute(t, address, "UPDATE writer SET turn = turn + 1")
	if err := dump.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := <-opened; err != nil {
		t.Error(err)
	}
	if version := query(db, "SELECT version FROM schema_version"); version != len(steps) {
		t.Errorf("the schema is %d, not %d", version, len(steps))
	}
}

func TestOpenFails(t *testing.T) {
	address := postgrestest.Address(t)
	execute(t, address, "UPDATE schema_version SET version = 999")
	host := address[strings.Index(address, "?"):]
	for address, want := range map[string]error{
		address:                                  knowledge.ErrNewerSchema,
		"postgres://quoth:s3cret@/absent" + host: fs.ErrNotExist,
		"postgres://nobody:s3cret@/postgres" + host:                         fs.ErrPermission,
		"postgres://quoth:s3cret@127.0.0.1:1/quoth":                         knowledge.ErrUnreachable,
		"postgres://quoth:s3cret@/quoth?host=/nonexistent&connect_timeout=": nil,
		"postgres://quoth:s3cret@%zz":                                       nil,
	} {
		for _, readOnly := range []bool{false, true} {
			_, err := postgres.Open(t.Context(), address, postgres.Options{ReadOnly: readOnly})
			if err == nil || want != nil && !errors.Is(err, want) {
				t.Errorf("Open fails with %v, want %v", err, want)
			}
			if err != nil && strings.Contains(err.Error(), "s3cret") {
				t.Errorf("the error tells the password: %v", err)
			}
		}
		if name := postgres.Name(address); strings.Contains(name, "s3cret") {
			t.Errorf("the name %q tells the password", name)
		}
	}
}

func TestReadOnly(t *testing.T) {
	address := postgrestest.Address(t)
	put(t, open(t, address, postgres.Options{}), 1)
	s := open(t, address, postgres.Options{ReadOnly: true})
	if stats, err := s.Stats(t.Context()); err != nil || stats.Articles != 1 {
		t.Errorf("Stats = %+v, %v", stats, err)
	}
	if n, err := s.Bytes(t.Context()); err != nil || n == 0 {
		t.Errorf("Bytes = %d, %v", n, err)
	}
	if err := s.SetState(t.Context(), "a", "b"); !errors.Is(err, knowledge.ErrReadOnly) {
		t.Errorf("a change fails with %v", err)
	}
}

// TestPrimaryWanted opens a database whose address says that its server must take changes.
func TestPrimaryWanted(t *testing.T) {
	address := postgrestest.Address(t)
	for n, wanted := range []string{"read-write", "primary"} {
		put(t, open(t, address+"&target_session_attrs="+wanted, postgres.Options{}), n+1)
		s := open(t, address+"&target_session_attrs="+wanted, postgres.Options{ReadOnly: true})
		if stats, err := s.Stats(t.Context()); err != nil || stats.Articles != n+1 {
			t.Errorf("%s: Stats = %+v, %v", wanted, stats, err)
		}
	}
}

// TestWritersTakeTurns holds the lock of the writers in another process's place.
func TestWritersTakeTurns(t *testing.T) {
	address := postgrestest.Address(t)
	one, other := open(t, address, postgres.Options{}), open(t, address, postgres.Options{LockTimeout: time.Millisecond})
	err := one.Write(t.Context(), func(knowledge.Writer) error {
		if err := other.SetState(t.Context(), "a", "b"); !errors.Is(err, knowledge.ErrLocked) {
			t.Errorf("a second writer fails with %v, want ErrLocked", err)
		}
		patient := open(t, address, postgres.Options{})
		ctx, cancel := context.WithCancel(t.Context())
		waiting := make(chan error)
		go func() { waiting <- patient.SetState(ctx, "a", "b") }()
		cancel()
		if err := <-waiting; !errors.Is(err, context.Canceled) {
			t.Errorf("a writer that is cancelled as it waits fails with %v", err)
		}
		_, err := other.State(t.Context(), "a") // readers do not wait
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := one.SetState(t.Context(), "a", "b"); err != nil { // the server may still serve the one that was cancelled
		t.Errorf("when the lock is free: %v", err)
	}
}

// TestWriterStandsStill has a process stop within a change: the server ends the change, and
// the others go on.
func TestWriterStandsStill(t *testing.T) {
	address := postgrestest.Address(t)
	still, other := open(t, address, postgres.Options{IdleTimeout: 50 * time.Millisecond}), open(t, address, postgres.Options{})
	var err error
	for begun := false; !begun; { // this process may be held up before
		err = still.Write(t.Context(), func(knowledge.Writer) error {
			begun = true
			return other.SetState(t.Context(), "a", "b")
		})
	}
	if !errors.Is(err, knowledge.ErrUnreachable) {
		t.Errorf("the change that stood still fails with %v, want ErrUnreachable", err)
	}
	if value, err := other.State(t.Context(), "a"); value != "b" {
		t.Errorf("State = %q, %v", value, err)
	}
}

// TestConnectionsLost ends every connection of a store, as a restart of the server does: what
// was under way fails and stores nothing, and what comes next finds new connections.
func TestConnectionsLost(t *testing.T) {
	address := postgrestest.Address(t)
	s := open(t, address, postgres.Options{})
	put(t, s, 1)
	const end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
	err := s.Write(t.Context(), func(w knowledge.Writer) error {
		e := &knowledge.Entry{Article: knowledge.Article{Title: "T2", Source: "S", Text: "Text."}}
		e.Seal = knowledge.SealOf(&e.Article)
		execute(t, address, end)
		_, err := w.Put(t.Context(), e)
		return err
	})
	if !errors.Is(err, knowledge.ErrUnreachable) {
		t.Errorf("a write that loses its connection fails with %v, want ErrUnreachable", err)
	}
	if stats, err := s.Stats(t.Context()); err != nil || stats.Articles != 1 {
		t.Errorf("afterwards Stats = %+v, %v", stats, err)
	}
	put(t, s, 2)
	if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("Check = %q, %v", found, err)
	}
}

// TestOpenSays opens what can't be opened: one line names the database and what to do.
func TestOpenSays(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing.pem")
	for _, c := range []struct {
		setting   string // at the end of the address
		statement string // that has set the database up
		network   bool   // by way of TCP, without TLS
		want      error
		says      string
	}{
		{setting: "&sslmode=sometimes", network: true, says: "check sslmode"},
		{setting: "&connect_timeout=soon", says: "check sslmode and the other settings"},
		{setting: "&sslmode=verify-full&sslrootcert=" + missing, network: true, want: fs.ErrNotExist, says: missing},
		{setting: "&sslmode=require", network: true, want: knowledge.ErrSetUp, says: "check sslmode and sslrootcert"},
		{setting: "&nonsense=1", want: knowledge.ErrSetUp, says: "what follows ? in its address"},
		{setting: "&nonsense=1", network: true, want: knowledge.ErrSetUp, says: "what follows ? in its address"},
		{setting: "&search_path=absent", want: fs.ErrNotExist, says: "CREATE SCHEMA"},
		{statement: "CREATE TABLE articles (id BIGINT)", says: "a database or a schema of its own"},
		{statement: "CREATE TABLE schema_version (rank BIGINT)", says: "a database or a schema of its own"},
		{setting: "&default_transaction_read_only=on", want: knowledge.ErrReadOnly, says: "set to take no changes"},
	} {
		address := postgrestest.Empty(t)
		if c.statement != "" {
			execute(t, address, c.statement)
		}
		if c.network {
			_, through := postgrestest.NewProxy(t, address)
			address = through
		}
		_, err := postgres.Open(t.Context(), address+c.setting, postgres.Options{})
		if err == nil || c.want != nil && !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("with %q and %q Open fails with %v, want %v and %q in one line", c.setting, c.statement, err, c.want, c.says)
		}
	}
}

// TestPasswordOutOfPlace names passwords that are not percent-encoded: no part of one is taken for
// the host or the name of the database, which are told.
func TestPasswordOutOfPlace(t *testing.T) {
	for _, address := range []string{
		"postgres://quoth:12/s3cret@127.0.0.1:1/quoth",
		"postgres://quoth:12/s3cret@127.0.0.1:1/quoth?connect_timeout=1",
		"postgres://quoth:12@s3cret@127.0.0.1:1/quoth",
		"postgres://quoth:12@s3/cret@127.0.0.1:1/quoth",
		"postgres://quoth:12/34?s3cret@127.0.0.1:1/quoth?connect_timeout=1",
		"postgres://quoth:12#s3cret@127.0.0.1:1/quoth",
		"postgres://quoth:12?s3cret@127.0.0.1:1/quoth",
		"postgres://quoth:%s3cret@127.0.0.1:1/quoth",
	} {
		_, err := postgres.Open(t.Context(), address, postgres.Options{})
		if err == nil {
			t.Fatalf("%s is opened", address)
		}
		for _, part := range []string{"s3", "cret", "34"} {
			if told := err.Error() + postgres.Name(address); strings.Contains(told, part) {
				t.Errorf("of %s is told %q", address, told)
			}
		}
	}
	for address, want := range map[string]string{
		"postgres://quoth:p%40s%2Fs%25@h/a%40b?sslmode=disable": "PostgreSQL database a@b at h port 5432",
		"postgres://quoth@h?user=me@tenant":                     "PostgreSQL database  at h port 5432",
		"postgres://quoth@h/name?sslrootcert=":                  "PostgreSQL database name at h port 5432",
		"postgres:///name?host=/tmp/a@b":                        "PostgreSQL database name at /tmp/a@b port 5432",
	} {
		if name := postgres.Name(address); name != want {
			t.Errorf("%s is called %q, not %q", address, name, want)
		}
	}
}

// TestEncodingOfClients has a database, or its user, set to another encoding than what the program
// writes.
func TestEncodingOfClients(t *testing.T) {
	address := postgrestest.Address(t)
	judge := open(t, address, postgres.Options{})
	execute(t, address, "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET client_encoding = SJIS'; END $$")
	const want = "Zürich – 東京"
	if err := open(t, address, postgres.Options{}).SetState(t.Context(), "a", want); err != nil {
		t.Fatal(err)
	}
	if value, err := judge.State(t.Context(), "a"); value != want {
		t.Errorf("State = %q, %v", value, err)
	}
}

// TestServerEndsStatement has the server end a read that waits, as statement_timeout does.
func TestServerEndsStatement(t *testing.T) {
	address := postgrestest.Address(t)
	s := open(t, address, postgres.Options{})
	admin, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	tx, err := admin.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(t.Context(), "LOCK TABLE articles"); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error)
	go func() {
		_, err := s.Stats(t.Context())
		ended <- err
	}()
	for found := false; !found; {
		const end = "SELECT coalesce(bool_or(pg_cancel_backend(pid)), FALSE) FROM pg_locks WHERE relation = 'articles'::regclass AND NOT granted"
		if err := admin.QueryRowContext(t.Context(), end).Scan(&found); err != nil {
			t.Fatal(err)
		}
	}
	if err := <-ended; !errors.Is(err, knowledge.ErrUnreachable) || !strings.Contains(err.Error(), "statement_timeout") {
		t.Errorf("a read that the server ended fails with %v", err)
	}
}

// TestServerEndsWait has the server end what a writer waits in for its turn, as statement_timeout
// does: the writer is told, and does not wait again.
func TestServerEndsWait(t *testing.T) {
	address := postgrestest.Address(t)
	one, other := open(t, address, postgres.Options{}), open(t, address, postgres.Options{})
	err := one.Write(t.Context(), func(knowledge.Writer) error {
		ended := make(chan error)
		go func() { ended <- other.SetState(t.Context(), "a", "b") }()
		const end = `SELECT coalesce(bool_or(pg_cancel_backend(pid)), FALSE) FROM pg_stat_activity
			WHERE datname = current_database() AND wait_event_type = 'Lock'`
		admin, err := sql.Open("pgx", address)
		if err != nil {
			return err
		}
		defer admin.Close()
		for found := false; !found; {
			if err := admin.QueryRowContext(t.Context(), end).Scan(&found); err != nil {
				return err
			}
		}
		if err := <-ended; !errors.Is(err, knowledge.ErrUnreachable) || !strings.Contains(err.Error(), "statement_timeout") {
			t.Errorf("a write whose wait the server ended fails with %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestWentBack has a database go back to what it was, as when a standby takes over that lacks the
// last changes: numbers are given again, and what a process remembers of the lost ones is not
// taken for what has them now.
func TestWentBack(t *testing.T) {
	address := postgrestest.Address(t)
	s, other := open(t, address, postgres.Options{}), open(t, address, postgres.Options{})
	found := func(stem string) int {
		t.Helper()
		hits, err := s.Search(t.Context(), knowledge.Query{Terms: []knowledge.QueryTerm{{Stem: stem, Weight: 1}}, Limit: 5})
		if err != nil {
			t.Fatal(err)
		}
		return len(hits)
	}
	store := func(s knowledge.Store, title string, terms ...string) {
		t.Helper()
		err := s.Write(t.Context(), func(w knowledge.Writer) error {
			e := &knowledge.Entry{Article: knowledge.Article{Title: title, Source: "S", Text: "Text."}, Terms: terms}
			e.Seal = knowledge.SealOf(&e.Article)
			_, err := w.Put(t.Context(), e)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	store(s, "kept", "kept")
	const tables = "'articles', 'versions', 'index_segments'"
	execute(t, address, `CREATE TABLE numbers AS SELECT name, pg_sequence_last_value(pg_get_serial_sequence(name, 'id')::regclass) AS last FROM unnest(ARRAY[`+tables+`]) name;
		CREATE TABLE blocks AS SELECT id FROM index_blocks`)
	store(s, "lost", "lost")
	if kept, lost := found("kept"), found("lost"); kept != 1 || lost != 1 {
		t.Fatalf("before %d and %d are found", kept, lost)
	}
	execute(t, address, `DELETE FROM articles WHERE id > (SELECT last FROM numbers WHERE name = 'articles');
		DELETE FROM index_segments WHERE id > (SELECT last FROM numbers WHERE name = 'index_segments');
		DELETE FROM index_blocks WHERE id NOT IN (SELECT id FROM blocks);
		SELECT setval(pg_get_serial_sequence(name, 'id'), last) FROM numbers`)
	store(other, "new", "new") // as many words as were lost
	if kept, lost, fresh := found("kept"), found("lost"), found("new"); kept != 1 || lost != 0 || fresh != 1 {
		t.Errorf("of what was kept, lost and stored again %d, %d and %d are found, want 1, 0, 1", kept, lost, fresh)
	}
}
