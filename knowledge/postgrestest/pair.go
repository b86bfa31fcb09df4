package postgrestest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"testing"
	"time"
)

// Pair is a PostgreSQL server and its synchronous standby, each a cluster of its own: what is
// committed is in the files of both.
type Pair struct{ primary, standby *Cluster }

// NewPair starts a pair for one test and makes a database with this program's schema in it. The
// address names both servers and wants the one that takes changes; reading names the standby
// alone.
func NewPair(t testing.TB) (pair *Pair, address, reading string) {
	t.Helper()
	pair, name, err := startPair(t.Context())
	if errors.Is(err, errMissing) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(stop(&pair.standby), stop(&pair.primary)); err != nil {
			t.Error(err)
		}
	})
	both := url.QueryEscape(pair.primary.folder + "," + pair.standby.folder)
	return pair, "postgres://quoth@/" + name + "?target_session_attrs=read-write&host=" + both, pair.standby.address(name)
}

func startPair(ctx context.Context) (pair *Pair, name string, err error) {
	primary, err := Start(ctx)
	if err != nil {
		return nil, "", err
	}
	pair = &Pair{primary: primary}
	if _, name, err = primary.New(ctx, false); err == nil {
		err = pair.addStandby(ctx)
	}
	if err != nil {
		primary.Stop()
		return nil, "", err
	}
	return pair, name, nil
}

func (p *Pair) addStandby(ctx context.Context) error {
	folder, err := os.MkdirTemp(inMemory(), "quoth-standby-")
	if err != nil {
		return err
	}
	p.standby = &Cluster{folder: folder}
	if err := p.standby.run(ctx, programs(), p.primary.folder); err != nil {
		return p.standby.failed(err)
	}
	for _, statement := range []string{
		"ALTER SYSTEM SET synchronous_standby_names = '*'",
		"ALTER ROLE quoth SET synchronous_commit = on", // what is set for a role goes before what the server was started with
		"SELECT pg_reload_conf()",
	} {
		if _, err := p.primary.admin.ExecContext(ctx, statement); err != nil {
			p.standby.Stop()
			return err
		}
	}
	// Only then does a commit wait for it.
	if err := p.wait(ctx, p.primary, "SELECT EXISTS (SELECT FROM pg_stat_replication WHERE sync_state = 'sync')"); err != nil {
		p.standby.Stop()
		return err
	}
	return nil
}

// wait waits until a server answers a query with true.
func (p *Pair) wait(ctx context.Context, c *Cluster, query string) error {
	for {
		var yes bool
		if err := c.admin.QueryRowContext(ctx, query).Scan(&yes); err != nil {
			return fmt.Errorf("%s: %w", query, err)
		}
		if yes {
			return nil
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// Kill ends the primary as a machine that is lost does: nothing under way is finished.
func (p *Pair) Kill() error { return stop(&p.primary) }

// stop stops a cluster once.
func stop(c **Cluster) error {
	if *c == nil {
		return nil
	}
	stopped := *c
	*c = nil
	return stopped.Stop()
}

// KillStandby ends the standby in the same way. What is committed no longer waits for it.
func (p *Pair) KillStandby() error {
	for _, statement := range []string{"ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()"} {
		if _, err := p.primary.admin.Exec(statement); err != nil {
			return err
		}
	}
	return stop(&p.standby)
}

// Follow has the standby show what it gets and, if on, waits until that is all there is; or keeps
// it at what it shows.
func (p *Pair) Follow(ctx context.Context, on bool) error {
	if !on {
		_, err := p.standby.admin.ExecContext(ctx, "SELECT pg_wal_replay_pause()")
		return err
	}
	if _, err := p.standby.admin.ExecContext(ctx, "SELECT pg_wal_replay_resume()"); err != nil {
		return err
	}
	return p.wait(ctx, p.primary, "SELECT replay_lsn >= pg_current_wal_lsn() FROM pg_stat_replication")
}

// Promote makes the standby the primary, and returns when it takes changes.
func (p *Pair) Promote(ctx context.Context) error {
	if _, err := p.standby.admin.ExecContext(ctx, "SELECT pg_promote()"); err != nil {
		return err
	}
	return p.wait(ctx, p.standby, "SELECT NOT pg_is_in_recovery()")
}
