package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quoth/knowledge/postgrestest"
)

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
		if strings.Contains(string(said), "s3cret-word") {
			t.Errorf("quoth %s tells the password", strings.Fields(run.args)[0])
		}
	}
}
