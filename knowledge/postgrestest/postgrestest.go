// Package postgrestest gives tests databases in a PostgreSQL of their own. Where none is
// installed they are passed over.
package postgrestest

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver pgx

	"quoth/knowledge/postgres"
)

// Cluster is a PostgreSQL server on a socket in a folder of its own, which goes when Stop is
// called or the process ends, however it ends.
type Cluster struct {
	folder string
	alive  *os.File // the server's keeper reads it to its end
	keeper *exec.Cmd
	admin  *sql.DB
	made   atomic.Int64
}

// template is the database that has this program's schema.
const template = "quoth_template"

// keep runs the server until its input ends. What stands in $1 and $2 is the folder and where
// the programs are.
const keep = `set -e
"$2/initdb" -D "$1/data" -U quoth -A trust -E UTF8 --locale=C --no-sync >"$1/log" 2>&1
"$2/postgres" -D "$1/data" -k "$1" -c listen_addresses= -c max_connections=200 -c shared_buffers=64MB \
	-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off >>"$1/log" 2>&1 &
server=$!
cat >/dev/null || :
kill -QUIT $server 2>/dev/null || :
wait $server 2>/dev/null || :
rm -rf "$1"`

// programs is the folder of initdb and postgres; "" where there is none.
func programs() string {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path)
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb") // where Debian has it
	if len(found) == 0 {
		return ""
	}
	return filepath.Dir(found[len(found)-1])
}

// errMissing means that no PostgreSQL is installed.
var errMissing = errors.New("PostgreSQL is not installed (apt-get install postgresql)")

// Start starts a cluster, which is ready when it is returned.
func Start(ctx context.Context) (*Cluster, error) {
	bin := programs()
	if bin == "" {
		return nil, errMissing
	}
	folder, err := os.MkdirTemp("", "quoth-postgres-")
	if err != nil {
		return nil, err
	}
	c := &Cluster{folder: folder}
	c.keeper = exec.Command("/bin/sh", "-c", keep, "sh", folder, bin)
	c.keeper.Dir = folder
	if err := asAnother(c.keeper, folder); err != nil {
		os.RemoveAll(folder)
		return nil, err
	}
	input, alive, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer input.Close()
	c.keeper.Stdin, c.alive = input, alive
	if err := c.keeper.Start(); err != nil {
		return nil, err
	}
	if c.admin, err = sql.Open("pgx", c.address("postgres")); err != nil {
		return nil, err
	}
	for c.admin.PingContext(ctx) != nil {
		select {
		case <-time.After(20 * time.Millisecond):
		case <-ctx.Done():
			log, _ := os.ReadFile(filepath.Join(folder, "log"))
			return nil, fmt.Errorf("PostgreSQL did not start: %w\n%s", ctx.Err(), bytes.TrimSpace(log))
		}
	}
	if _, err := c.admin.ExecContext(ctx, "CREATE DATABASE "+template); err != nil {
		return nil, err
	}
	store, err := postgres.Open(ctx, c.address(template), postgres.Options{})
	if err != nil {
		return nil, err
	}
	return c, store.Close()
}

// Stop ends the server and removes its folder.
func (c *Cluster) Stop() error {
	return errors.Join(c.admin.Close(), c.alive.Close(), c.keeper.Wait())
}

// address is that of a database.
func (c *Cluster) address(database string) string {
	return "postgres://quoth@/" + database + "?host=" + url.QueryEscape(c.folder)
}

// New makes a database and returns its address: one with this program's schema, or an empty one.
func (c *Cluster) New(ctx context.Context, empty bool) (address, name string, err error) {
	name = fmt.Sprintf("quoth_%d", c.made.Add(1))
	from := template
	if empty {
		from = "template0"
	}
	_, err = c.admin.ExecContext(ctx, "CREATE DATABASE "+name+" TEMPLATE "+from)
	return c.address(name), name, err
}

// Drop removes a database with what is connected to it.
func (c *Cluster) Drop(ctx context.Context, name string) error {
	_, err := c.admin.ExecContext(ctx, "DROP DATABASE "+name+" WITH (FORCE)")
	return err
}

// shared is the cluster of this test binary.
var shared = sync.OnceValues(func() (*Cluster, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	return Start(ctx)
})

// Address is that of a new database with this program's schema, for one test.
func Address(t testing.TB) string { return address(t, false) }

// Empty is the address of a new database without a schema, for one test.
func Empty(t testing.TB) string { return address(t, true) }

func address(t testing.TB, empty bool) string {
	t.Helper()
	c, err := shared()
	if errors.Is(err, errMissing) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	address, name, err := c.New(t.Context(), empty)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Drop(context.Background(), name); err != nil {
			t.Error(err)
		}
	})
	return address
}
