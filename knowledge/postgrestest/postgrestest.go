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
	log    bytes.Buffer  // what initdb and the server wrote; read when they are gone
	alive  *os.File      // the server's keeper reads it to its end
	gone   chan struct{} // closed when the keeper has ended; nil when it was not started
	admin  *sql.DB
	made   atomic.Int64
	drops  sync.WaitGroup
}

// template is the database that has this program's schema.
const template = "quoth_template"

// keep runs the server until its input ends, or the server does. What stands in $1, $2 and $3 is
// the folder, where the programs are, and the folder of the server whose standby it becomes, if any.
const keep = `set -e
trap 'rm -rf "$1"' EXIT
exec 3<&0
if [ -n "$3" ]; then
	"$2/pg_basebackup" -D "$1/data" -h "$3" -U quoth -R --checkpoint=fast --no-sync
else
	"$2/initdb" -D "$1/data" -U quoth -A trust -E UTF8 --locale=C --no-sync
fi
"$2/postgres" -D "$1/data" -k "$1" -c listen_addresses= -c max_connections=200 -c shared_buffers=64MB \
	-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off 3<&- &
server=$!
(cat <&3; kill -QUIT $server) >/dev/null 2>&1 &
wait $server || :`

// programs is the folder of initdb and postgres; "" where there is none.
func programs() string {
	if path, err := exec.LookPath("initdb"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil { // the others may have no link beside it
			return filepath.Dir(path)
		}
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
	folder, err := os.MkdirTemp(inMemory(), "quoth-postgres-")
	if err != nil {
		return nil, err
	}
	return startIn(ctx, folder, bin)
}

// startIn starts a cluster in an empty folder. Where that fails, the folder is no more.
func startIn(ctx context.Context, folder, bin string) (*Cluster, error) {
	c := &Cluster{folder: folder}
	err := c.run(ctx, bin, "")
	if err == nil {
		err = c.makeTemplate(ctx)
	}
	if err != nil {
		return nil, c.failed(err)
	}
	return c, nil
}

// failed stops a cluster that an error kept from starting, and tells what its server said.
func (c *Cluster) failed(err error) error {
	c.Stop()
	return fmt.Errorf("PostgreSQL did not start: %w\n%s", err, bytes.TrimSpace(c.log.Bytes()))
}

// run starts the server, as the standby of the one in the folder primary where that is not "",
// and returns when it answers.
func (c *Cluster) run(ctx context.Context, bin, primary string) error {
	if err := c.startKeeper(bin, primary); err != nil {
		return err
	}
	var err error
	if c.admin, err = sql.Open("pgx", c.address("postgres")); err != nil {
		return err
	}
	for c.admin.PingContext(ctx) != nil {
		select {
		case <-time.After(20 * time.Millisecond):
		case <-c.gone:
			return errors.New("it ended")
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func (c *Cluster) makeTemplate(ctx context.Context) error {
	if _, err := c.admin.ExecContext(ctx, "CREATE DATABASE "+template); err != nil {
		return err
	}
	store, err := postgres.Open(ctx, c.address(template), postgres.Options{})
	if err != nil {
		return err
	}
	return store.Close()
}

func (c *Cluster) startKeeper(bin, primary string) error {
	keeper := exec.Command("/bin/sh", "-c", keep, "sh", c.folder, bin, primary)
	keeper.Dir, keeper.Stdout, keeper.Stderr = c.folder, &c.log, &c.log
	if err := asAnother(keeper, c.folder); err != nil {
		return err
	}
	input, alive, err := os.Pipe()
	if err != nil {
		return err
	}
	defer input.Close()
	keeper.Stdin, c.alive = input, alive
	if err := keeper.Start(); err != nil {
		return err
	}
	c.gone = make(chan struct{})
	go func() {
		keeper.Wait()
		close(c.gone)
	}()
	return nil
}

// Stop ends the server and removes its folder.
func (c *Cluster) Stop() error {
	c.drops.Wait()
	var errs []error
	if c.admin != nil {
		errs = append(errs, c.admin.Close())
	}
	if c.alive != nil {
		errs = append(errs, c.alive.Close())
	}
	if c.gone != nil {
		<-c.gone
	}
	return errors.Join(append(errs, os.RemoveAll(c.folder))...)
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

// Drop begins to remove a database with what is connected to it. Nobody waits for it: the
// server takes its time to see that a connection has ended.
func (c *Cluster) Drop(name string) {
	c.drops.Go(func() { c.admin.Exec("DROP DATABASE " + name + " WITH (FORCE)") })
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
	t.Cleanup(func() { c.Drop(name) })
	return address
}
