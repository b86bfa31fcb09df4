package lease

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"quoth/knowledge"
)

// Only does work while this process alone holds a lease: see Share.
func (k *Keeper) Only(ctx context.Context, name string, work func(ctx context.Context) error) error {
	return k.Share(ctx, name, []string{name}, func(ctx context.Context, _ int) error { return work(ctx) })
}

// Share does this process's part of a group's items, which are named by the leases that
// guard them, until ctx is done or work has ended by itself, and returns its error. Work
// begins once its lease is held, and its ctx ends when it is to be handed over or when the
// lease may be lost; the lease is given back when work has returned.
func (k *Keeper) Share(ctx context.Context, group string, items []string, work func(ctx context.Context, i int) error) error {
	defer k.Open(ctx)()
	s := &share{Keeper: k, member: memberOf(group) + k.holder, group: group, items: items, work: work, jobs: map[int]*job{}, ended: make(chan *job)}
	err := s.run(ctx)
	s.release(ctx, s.member)
	return err
}

// Others reports whether another process takes part in a group.
func (k *Keeper) Others(group string) bool {
	v, _ := k.current()
	return slices.ContainsFunc(v.holders, func(h knowledge.Holder) bool { return h.Name != k.holder && takesPart(h, group) })
}

// share is the part of a process in a group's items.
type share struct {
	*Keeper
	group  string
	member string // the lease that says that this process takes part
	items  []string
	work   func(ctx context.Context, i int) error
	jobs   map[int]*job // running, by item
	ended  chan *job
}

// job is the work on an item.
type job struct {
	item    int
	since   time.Time // its lease was taken before
	cancel  context.CancelFunc
	leaving bool // it was cancelled
	err     error
}

// memberOf begins the names of the leases of those that take part in a group.
func memberOf(group string) string { return group + " member " }

func (s *share) run(ctx context.Context) error {
	for {
		v, next := s.current()
		s.step(ctx, v)
		select {
		case <-next:
		case j := <-s.ended:
			s.over(ctx, j)
			if !j.leaving {
				s.stop(ctx)
				return j.err
			}
		case <-ctx.Done():
			s.stop(ctx)
			return nil
		}
	}
}

// stop ends all jobs.
func (s *share) stop(ctx context.Context) {
	for _, j := range s.jobs {
		j.cancel()
	}
	for len(s.jobs) > 0 {
		s.over(ctx, <-s.ended)
	}
}

// over gives the lease of a job back that has ended.
func (s *share) over(ctx context.Context, j *job) {
	j.cancel()
	delete(s.jobs, j.item)
	s.release(ctx, s.items[j.item])
}

func (s *share) release(ctx context.Context, names ...string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTime)
	defer cancel()
	if err := s.store.ReleaseLeases(ctx, s.holder, names...); err != nil {
		s.log.WarnContext(ctx, "lease: release failed", "leases", names, "error", err)
	}
}

// step has as many jobs run as a view says.
func (s *share) step(ctx context.Context, v view) {
	if !v.alive {
		for _, j := range s.jobs {
			s.leave(j)
		}
		return
	}
	held := map[string]string{}
	for _, h := range v.holders {
		for _, name := range h.Leases {
			held[name] = h.Name
		}
	}
	if held[s.member] != s.holder {
		s.take(ctx, v, s.member)
	}
	for _, j := range s.jobs {
		if name := s.items[j.item]; v.read.After(j.since) && held[name] != s.holder && !j.leaving {
			if taken, err := s.take(ctx, v, name); err == nil && len(taken) == 0 {
				s.log.WarnContext(ctx, "lease: item lost", "lease", name)
				s.leave(j)
			}
		}
	}
	part, staying := s.part(v), 0
	for _, i := range s.inOrder() {
		switch j := s.jobs[i]; {
		case j.leaving:
		case staying == part:
			s.leave(j)
		default:
			staying++
		}
	}
	var free, left []string
	for i, name := range s.items {
		switch {
		case s.jobs[i] != nil:
		case held[name] == "" && staying+len(free) < part:
			free = append(free, name)
		case held[name] == s.holder:
			left = append(left, name) // giving it back failed, or the view is from before that
		}
	}
	if len(left) > 0 {
		s.release(ctx, left...)
	}
	if len(free) > 0 {
		taken, _ := s.take(ctx, v, free...)
		for _, name := range taken {
			s.begin(ctx, slices.Index(s.items, name))
		}
	}
}

// inOrder are the items at work, in their order.
func (s *share) inOrder() []int {
	var items []int
	for i := range s.jobs {
		items = append(items, i)
	}
	slices.Sort(items)
	return items
}

// leave has a job end.
func (s *share) leave(j *job) {
	j.leaving = true
	j.cancel()
}

// take takes leases, and returns those that it got: all where nothing can be stored. It takes
// no longer than is left of a life when a renewal is overdue.
func (s *share) take(ctx context.Context, v view, names ...string) ([]string, error) {
	if v.full {
		return names, nil
	}
	ctx, cancel := context.WithTimeout(ctx, s.life/8)
	defer cancel()
	taken, err := s.store.TakeLeases(ctx, s.holder, names...)
	if err != nil && context.Cause(ctx) != context.Canceled {
		s.log.WarnContext(ctx, "lease: take failed", "leases", names, "error", err)
	}
	return taken, err
}

// begin begins the work on an item, whose lease is held.
func (s *share) begin(ctx context.Context, item int) {
	working, cancel := context.WithCancel(ctx)
	j := &job{item: item, since: time.Now(), cancel: cancel}
	s.jobs[item] = j
	go func() {
		j.err = s.work(working, item)
		s.ended <- j
	}()
}

// part is how many items are this process's: as many as every other's or one more. What
// does not go into equal parts is left to those that hold the most.
func (s *share) part(v view) int {
	type member struct {
		name  string
		items int
	}
	members := []member{}
	self := member{s.holder, len(s.jobs)}
	for _, h := range v.holders {
		if h.Name != s.holder && takesPart(h, s.group) {
			m := member{name: h.Name}
			for _, name := range h.Leases {
				if slices.Contains(s.items, name) {
					m.items++
				}
			}
			members = append(members, m)
		}
	}
	members = append(members, self)
	slices.SortFunc(members, func(a, b member) int { return cmp.Or(b.items-a.items, cmp.Compare(a.name, b.name)) })
	part := len(s.items) / len(members)
	if slices.Index(members, self) < len(s.items)%len(members) {
		part++
	}
	return part
}

// takesPart reports whether a holder takes part in a group.
func takesPart(h knowledge.Holder, group string) bool {
	return slices.ContainsFunc(h.Leases, func(name string) bool { return strings.HasPrefix(name, memberOf(group)) })
}
