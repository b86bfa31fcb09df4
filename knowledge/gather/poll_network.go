package gather

import (
	"context"
	"errors"
	"sync"

	"quoth/knowledge"
)

// network tells feeds that can't be reached from a computer that reaches none:
// when most hosts have failed since the last answer of any, it is not theirs.
type network struct {
	mu      sync.Mutex
	hosts   map[string]bool          // that failed since the last answer
	before  map[int64]knowledge.Feed // the feeds that failed with them, as they were
	needed  int                      // hosts, to take the network for absent
	offline bool
}

// reached notes that a host answered.
func (n *network) reached(ctx context.Context, p *Poller) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.offline {
		p.Log.WarnContext(ctx, "the feeds can be reached again")
	}
	n.hosts, n.before, n.offline = nil, nil, false
	return nil
}

// failed notes that a feed failed, and reports whether that is the network's
// fault. When that is found out, the failures since the last answer are taken
// back.
func (n *network) failed(ctx context.Context, p *Poller, f knowledge.Feed, cause *FetchError) (offline bool, err error) {
	if cause == nil || cause.Kind != Unreachable && cause.Kind != TooSlow {
		return false, n.reached(ctx, p)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.offline {
		return true, nil
	}
	if len(n.hosts) == 0 {
		n.hosts, n.before = map[string]bool{}, map[int64]knowledge.Feed{}
		if n.needed, err = p.mostHosts(ctx); err != nil {
			return false, err
		}
	}
	n.hosts[addressHost(f.URL)] = true
	if n.needed < 2 || len(n.hosts) < n.needed {
		if _, known := n.before[f.ID]; !known {
			n.before[f.ID] = f
		}
		return false, nil
	}
	n.offline = true
	p.Log.WarnContext(ctx, "the feeds can't be reached: this computer seems to be without a network. They are tried again every few minutes")
	next := p.Now().Add(retryOffline)
	for _, was := range n.before {
		if was.NextCheck = next; was.ID == f.ID {
			continue
		}
		if err := p.Store.UpdateFeed(ctx, was); err != nil && !errors.Is(err, knowledge.ErrNotFound) {
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
			hosts[addressHost(f.URL)] = true
		}
	}
	return max(min(len(hosts), 3), len(hosts)/2+1), nil
}
