package gather

import (
	"context"
	"errors"
	"sync"

	"quoth/knowledge"
	"quoth/knowledge/gather/fetch"
)

// network tells feeds that can't be reached from a computer that reaches none:
// when most hosts have failed since the last answer of any, it is not theirs.
type network struct {
	sync.Mutex // held from the judgement of a failure until it is kept

	hosts   map[string]bool          // that failed since the last answer
	before  map[int64]knowledge.Feed // the feeds that failed with them, as they were before
	needed  int                      // hosts, to take the network for absent
	offline bool
}

// reached notes that a host answered. The network is locked.
func (p *Poller) reached(ctx context.Context) {
	n := &p.network
	if n.offline {
		p.Log.WarnContext(ctx, "gather: network back")
	}
	n.hosts, n.before, n.offline = nil, nil, false
}

// blame notes that a feed failed, and reports whether that is the network's
// fault. When that is found out, the failures since the last answer are taken
// back. The network is locked.
func (p *Poller) blame(ctx context.Context, f knowledge.Feed, cause error) (offline bool, err error) {
	n := &p.network
	var failure *fetch.Error
	if !errors.As(cause, &failure) || failure.Kind != fetch.Unreachable && failure.Kind != fetch.TooSlow {
		p.reached(ctx)
		return false, nil
	}
	if n.offline {
		return true, nil
	}
	if len(n.hosts) == 0 {
		n.hosts, n.before = map[string]bool{}, map[int64]knowledge.Feed{}
		if n.needed, err = p.mostHosts(ctx); err != nil {
			return false, err
		}
		if n.needed < 2 { // which of the two can't be told
			p.Log.WarnContext(ctx, "gather: only feed unreachable", "feed", f.ID, "name", FeedName(f))
		}
	}
	n.hosts[fetch.HostOf(f.URL)] = true
	if n.needed < 2 || len(n.hosts) < n.needed {
		if _, known := n.before[f.ID]; !known {
			n.before[f.ID] = f
		}
		return false, nil
	}
	n.offline = true
	p.Log.WarnContext(ctx, "gather: network lost")
	next := p.Now().Add(retryOffline)
	for _, was := range n.before {
		if was.ID == f.ID {
			continue
		}
		failed, err := p.Store.Feed(ctx, was.ID)
		if errors.Is(err, knowledge.ErrNotFound) {
			continue
		}
		if err != nil {
			return true, err
		}
		was.NextCheck = next
		if err := p.save(ctx, failed, was); err != nil {
			return true, err
		}
	}
	n.before = nil
	return true, nil
}

// mostHosts is more than half of the hosts of active feeds, or all of a few.
func (p *Poller) mostHosts(ctx context.Context) (int, error) {
	feeds, err := p.Store.Feeds(ctx)
	if err != nil {
		return 0, err
	}
	hosts := map[string]bool{}
	for _, f := range feeds {
		if f.State == knowledge.FeedActive && f.Failures < failuresToPause {
			hosts[fetch.HostOf(f.URL)] = true
		}
	}
	return max(min(len(hosts), 3), len(hosts)/2+1), nil
}
