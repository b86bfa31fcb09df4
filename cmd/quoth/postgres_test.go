package main

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver pgx

	"quoth/knowledge/postgrestest"
)

// TestAddInParts adds to a database on a server: other writers get their turn in between, and
// all is stored.
func TestAddInParts(t *testing.T) {
	address := postgrestest.Address(t)
	t.Chdir(t.TempDir())
	const articles = 2*firstPart + 1
	var lines strings.Builder
	for n := range articles {
		fmt.Fprintf(&lines, "{\"url\":\"https://news.example.com/%d\",\"source\":\"Gazette\",\"published\":\"2024-05-01\",\"text\":\"Ferry %d sank on Tuesday.\"}\n", n, n)
	}
	if err := os.WriteFile("news.jsonl", []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	if status := Main(t.Context(), []string{"add", "--quiet", "--db", address, "news.jsonl"}, Streams{In: null, Out: null, Err: null}); status != exitDone {
		t.Fatalf("quoth add ends with %d", status)
	}
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var stored, together int
	if err := db.QueryRowContext(t.Context(), "SELECT sum(n), max(n) FROM (SELECT count(*) AS n FROM articles WHERE source = (SELECT id FROM sources WHERE name = 'Gazette') GROUP BY xmin) AS changes").Scan(&stored, &together); err != nil {
		t.Fatal(err)
	}
	if stored != articles || together == articles {
		t.Errorf("%d of %d articles are stored, %d in one change", stored, articles, together)
	}
}

func TestNextPart(t *testing.T) {
	for _, each := range []time.Duration{time.Microsecond, time.Millisecond, 5 * time.Millisecond, 100 * time.Millisecond, 10 * partTime} {
		n := firstPart
		for range 20 {
			n = nextPart(n, time.Duration(n)*each)
		}
		if took := time.Duration(n) * each; n > batchArticles || n > 1 && took > partTime || n < batchArticles && took < partTime/2 {
			t.Errorf("of articles that take %v each, %d are stored together", each, n)
		}
	}
}

// TestPostgres stores and asks over PostgreSQL, and wants the password nowhere.
func TestPostgres(t *testing.T) {
	address := strings.Replace(postgrestest.Address(t), "quoth@", "quoth:s3cret-word@", 1)
	t.Chdir(t.TempDir())
	t.Setenv("QUOTH_DB", address)
	news := filepath.Join(t.TempDir(), "news.jsonl")
	line := `{"url":"https://news.example.com/ferry","title":"Ferry","source":"Gazette","published":"2024-05-01","text":"The ferry to Norderney sank on Tuesday. Nobody was hurt."}`
	if err := os.WriteFile(news, []byte(line+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	const misread = "the address of the database cannot be read"
	for _, run := range []struct {
		args   string
		status int
		want   string
	}{
		{"add --quiet " + news, exitDone, ""},
		{"add " + news, exitDone, "unchanged"},
		{"ask --json Which ferry sank on Tuesday?", exitDone, "The ferry to Norderney sank on Tuesday."},
		{"check", exitDone, "PostgreSQL database quoth_"},
		{"check --full", exitDone, ""},
		{"check --health", exitDone, "the database can be read"},
		{"backup copy.db", exitFailed, "pg_dump"},
		{"restore " + news, exitFailed, "pg_restore"},
		{"run --backups backups", exitFailed, "pg_dump"},
		{"run --keep 2GB", exitUsage, "give an age"},
		{"move --from " + address + " --to moved.db", exitDone, "1 articles"},
		{"ask --db moved.db --json Which ferry sank on Tuesday?", exitDone, "The ferry to Norderney sank on Tuesday."},
		{"move --from moved.db --to " + address, exitFailed, "give an empty database"},
		{"move --from absent.db --to " + address, exitFailed, "there is no database"},
		{"sources --log-level debug", exitDone, "Gazette"},
		{"sources --db postgres://quoth:s3cret-word@127.0.0.1:1/absent", exitFailed, "cannot be reached"},
		{"sources --db POSTGRES://quoth:s3cret-word@127.0.0.1:1/absent?sslmode=disable", exitFailed, "cannot be reached"},
		{"check --db PostgreSQL://quoth:s3cret-word@127.0.0.1:1/absent", exitFailed, "cannot be reached"},
		{"check --db " + address + "&nonsense=1", exitFailed, "what follows ? in its address"},
		{"sources --db postgres:/quoth:s3cret-word@localhost/quoth", exitUsage, misread},
		{"check --db postgresql+asyncpg://quoth:s3cret-word@localhost/quoth", exitUsage, misread},
		{"check --db postgres:quoth:s3cret-word@localhost/quoth", exitUsage, misread},
		{"add --db mysql://quoth:s3cret-word@localhost/quoth " + news, exitUsage, misread},
		{"add --db user=quoth,password=s3cret-word " + news, exitUsage, misread},
		{"move --from moved.db --to postgres:/quoth:s3cret-word@localhost/quoth", exitUsage, misread},
		{"move --from postgres:/quoth:s3cret-word@localhost/quoth --to moved.db", exitUsage, misread},
	} {
		output, err := os.CreateTemp(t.TempDir(), "output")
		if err != nil {
			t.Fatal(err)
		}
		null, err := os.Open(os.DevNull)
		if err != nil {
			t.Fatal(err)
		}
		status := Main(t.Context(), strings.Fields(run.args), Streams{In: null, Out: output, Err: output})
		said, err := os.ReadFile(output.Name())
		if err != nil {
			t.Fatal(err)
		}
		output.Close()
		null.Close()
		if status != run.status || !strings.Contains(string(said), run.want) {
			t.Errorf("quoth %s ends with %d, want %d, and says %q, which lacks %q", strings.ReplaceAll(run.args, "s3cret-word", "…"), status, run.status, said, run.want)
		}
		if strings.HasPrefix(run.args, "check --db") && strings.Contains(string(said), "To mend it") {
			t.Errorf("quoth check advises twice: %s", said)
		}
		if strings.Contains(string(said), "s3cret-word") {
			t.Errorf("quoth %s tells the password", strings.Fields(run.args)[0])
		}
	}
}
