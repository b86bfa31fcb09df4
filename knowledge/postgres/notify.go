package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// channel is where processes tell each other by NOTIFY that alerts are in the outbox. It stands
// in for no look at the outbox: what is told while nobody listens is lost, poolers of connections
// pass nothing on, and some databases that speak the protocol have no NOTIFY.
const channel = "quoth_alerts"

// Enqueued implements tables.Engine. It only spares the others a wait: where it fails they find
// the alerts at their next look.
func (e engine) Enqueued(ctx context.Context) {
	if _, err := e.read.ExecContext(ctx, "SELECT pg_notify('"+channel+"', '')"); err != nil && ctx.Err() == nil {
		e.log.DebugContext(ctx, "postgres: notify failed", "error", e.Explain(ctx, err))
	}
}

// A connection that listens comes again after a pause that doubles with each failure.
const (
	firstRetry = time.Second
	lastRetry  = time.Minute
)

// Awaken implements audience.Awakener, over a connection of its own that ends with ctx. The
// channel gets a value at each connect, too: of what came in before nothing was heard.
func (s *Store) Awaken(ctx context.Context) <-chan struct{} {
	wakes := make(chan struct{}, 1)
	go func() {
		pause := firstRetry
		for ctx.Err() == nil {
			heard, err := s.listen(ctx, wakes)
			if ctx.Err() != nil {
				return
			}
			if heard {
				pause = firstRetry
			}
			s.log.DebugContext(ctx, "postgres: listen failed", "error", explain(ctx, s.name, err), "retry", pause)
			select {
			case <-ctx.Done():
			case <-time.After(pause):
			}
			pause = min(2*pause, lastRetry)
		}
	}()
	return wakes
}

// listen passes on what the channel says until its connection ends. It reports whether there was one.
func (s *Store) listen(ctx context.Context, wakes chan<- struct{}) (heard bool, err error) {
	conn, err := pgx.ConnectConfig(ctx, s.config.Copy())
	if err != nil {
		return false, err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "LISTEN "+channel); err != nil {
		return false, err
	}
	for {
		select {
		case wakes <- struct{}{}:
		default:
		}
		if _, err := conn.WaitForNotification(ctx); err != nil {
			return true, err
		}
	}
}
