package chat

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"quoth/bot"
)

// Key says whose turn a job takes. Servers take turns, within a server its channels, and
// within a channel its conversations; the jobs of one conversation run in their order.
// Names need be unique within the level above alone.
type Key struct {
	Server       string // a channel outside of servers counts as one of its own
	Channel      string
	Conversation string
	Person       string // who asked; "" for nobody
}

// Job is something to do.
type Job struct {
	Key Key
	// Run does it. When it returns a *bot.WaitError, it is run again after that time, and
	// its conversation waits; any other error is logged.
	Run func(ctx context.Context) error
	// Refused is run when the channel has nothing left to do and n of its jobs, of which
	// this is the first, were not taken. nil when nobody is told.
	Refused func(ctx context.Context, n int) error
	// Event is what is handled; nil for none. n is stored with it, so that Refused is run
	// after a restart as well; the others that were not taken are done.
	Event *Event
	// Always is set for a job that is taken however much there is to do.
	Always bool

	since time.Time // that it waits
}

// Bounds are how much a Queue takes. 0 is no bound.
type Bounds struct {
	Workers    int // jobs that run at once; required
	All        int // jobs that are not done, in all
	PerChannel int // of one channel
	PerPerson  int // of one person
}

// A FullError is that a job was not taken.
type FullError struct {
	Person bool // the person has too much to do, and others have not
}

func (e *FullError) Error() string {
	if e.Person {
		return "too many jobs of one person wait"
	}
	return "too many jobs wait"
}

// ErrClosed is that a Queue takes nothing more.
var ErrClosed = errors.New("the queue is closed")

// Queue works on jobs, fairly. Its methods may be called by any number of goroutines.
type Queue struct {
	bounds    Bounds
	supervise *Supervisor

	mu       sync.Mutex
	ctx      context.Context // of the jobs; nil until the queue is started
	closed   bool
	root     node
	people   map[string]int // jobs that are not done
	running  int            // workers at work
	begun    int            // jobs that run, or wait within Yield
	resuming []chan struct{}
	changed  chan struct{} // closed and replaced when a job has ended
}

// node is the queue itself, a server, a channel or a conversation.
type node struct {
	parent   *node
	name     string
	children map[string]*node
	ready    []*node // the children that have something to run, in the order of their turns
	count    int     // jobs below that are not done

	jobs    []Job // of a conversation; the first one may be running or waiting
	refused int   // jobs of a channel that were not taken, and nobody was told
	first   Job   // of those
}

// NewQueue returns a Queue that takes jobs and runs none before it is started.
func NewQueue(b Bounds, s *Supervisor) *Queue {
	return &Queue{bounds: b, supervise: s, people: map[string]int{}, changed: make(chan struct{})}
}

// Start lets jobs run, in a context made of ctx.
func (q *Queue) Start(ctx context.Context) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.ctx = ctx
	q.dispatch()
}

// Add takes a job, or returns a *FullError or ErrClosed. A job whose event was not taken by
// an earlier process is run as Refused.
func (q *Queue) Add(j Job) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return ErrClosed
	}
	defer q.dispatch()
	if n := j.Event.refusals(); n > 0 {
		q.refuse(j, n)
		return nil
	}
	if err := q.full(j); err != nil {
		if j.Refused != nil {
			q.refuse(j, 1)
		}
		return err
	}
	q.add(j)
	return nil
}

// refuse counts a job that stands for n that were not taken. The lock is held.
func (q *Queue) refuse(j Job, n int) {
	c := q.root.child(j.Key.Server).child(j.Key.Channel)
	counted := c.refused > 0
	if !counted {
		c.first = j
	}
	c.refused += n
	c.first.Event.refuse(c.refused)
	if counted {
		j.Event.drop()
	}
	q.notify(c)
}

// full returns an error when a job goes beyond the bounds.
func (q *Queue) full(j Job) error {
	beyond := func(n, bound int) bool { return bound > 0 && n >= bound }
	switch {
	case j.Always:
		return nil
	case j.Key.Person != "" && beyond(q.people[j.Key.Person], q.bounds.PerPerson):
		return &FullError{Person: true}
	case beyond(q.root.count, q.bounds.All), beyond(q.root.at(j.Key.Server).at(j.Key.Channel).jobsLeft(), q.bounds.PerChannel):
		return &FullError{}
	}
	return nil
}

func (q *Queue) add(j Job) {
	j.since = time.Now()
	c := q.root.child(j.Key.Server).child(j.Key.Channel).child(j.Key.Conversation)
	c.jobs = append(c.jobs, j)
	for n := c; n != nil; n = n.parent {
		n.count++
	}
	if j.Key.Person != "" {
		q.people[j.Key.Person]++
	}
	if len(c.jobs) == 1 {
		c.queueUp()
	}
}

// at is the child of that name; nil for none.
func (n *node) at(name string) *node {
	if n == nil {
		return nil
	}
	return n.children[name]
}

func (n *node) jobsLeft() int {
	if n == nil {
		return 0
	}
	return n.count
}

// child is the child of that name, a new one when there is none.
func (n *node) child(name string) *node {
	c := n.children[name]
	if c == nil {
		if n.children == nil {
			n.children = map[string]*node{}
		}
		c = &node{parent: n, name: name}
		n.children[name] = c
	}
	return c
}

// prune drops a node and those above it when they have nothing left to do.
func (n *node) prune() {
	for ; n.parent != nil && n.count == 0; n = n.parent {
		delete(n.parent.children, n.name)
	}
}

// queueUp gives a conversation a turn after those that have one.
func (n *node) queueUp() {
	for ; n.parent != nil; n = n.parent {
		n.parent.ready = append(n.parent.ready, n)
		if len(n.parent.ready) > 1 {
			return // the parent has its turn already
		}
	}
}

// next takes the conversation whose turn it is out of turn; nil when there is none.
func (q *Queue) next() *node {
	if len(q.root.ready) == 0 {
		return nil
	}
	n := &q.root
	for len(n.ready) > 0 {
		n = n.ready[0]
	}
	c := n
	for ; n.parent != nil; n = n.parent {
		p := n.parent
		p.ready = p.ready[1:]
		if n != c && len(n.ready) > 0 {
			p.ready = append(p.ready, n) // behind its neighbours
		}
	}
	return c
}

// dispatch lets workers go on or begin, as long as there are any. The lock is held.
func (q *Queue) dispatch() {
	for q.ctx != nil && q.running < q.bounds.Workers {
		if len(q.resuming) > 0 {
			close(q.resuming[0])
			q.resuming = q.resuming[1:]
			q.running++
			continue
		}
		if q.closed {
			return
		}
		c := q.next()
		if c == nil {
			return
		}
		q.running++
		q.begun++
		go q.work(c, c.jobs[0]) // read under the lock: others may add to the conversation
	}
}

// work runs the first job of a conversation, which is given to it.
func (q *Queue) work(c *node, j Job) {
	w := &worker{queue: q}
	ctx := bot.WithSince(context.WithValue(q.ctx, workerKey{}, w), j.since)
	err := q.supervise.Catch(func() error { return j.Run(ctx) })
	q.mu.Lock()
	defer q.mu.Unlock()
	q.running--
	q.begun--
	var wait *bot.WaitError
	switch {
	case errors.As(err, &wait):
		time.AfterFunc(wait.For, func() { q.again(c) })
	case err != nil:
		q.supervise.Failed(ctx, "job", err)
		fallthrough
	default:
		q.done(c)
	}
	close(q.changed)
	q.changed = make(chan struct{})
	q.dispatch()
}

// again lets a conversation whose first job had to wait take turns again. Nobody asked for
// that wait, so it does not count.
func (q *Queue) again(c *node) {
	q.mu.Lock()
	defer q.mu.Unlock()
	c.jobs[0].since = time.Now()
	c.queueUp()
	q.dispatch()
}

// done takes the first job of a conversation out. The lock is held.
func (q *Queue) done(c *node) {
	j := c.jobs[0]
	c.jobs = slices.Delete(c.jobs, 0, 1)
	for n := c; n != nil; n = n.parent {
		n.count--
	}
	if p := j.Key.Person; p != "" {
		if q.people[p]--; q.people[p] == 0 {
			delete(q.people, p)
		}
	}
	if len(c.jobs) > 0 {
		c.queueUp()
	}
	q.notify(c.parent)
	c.prune()
}

// notify lets a channel be told what was not taken, once it is empty. The lock is held.
func (q *Queue) notify(channel *node) {
	n, first := channel.refused, channel.first
	if channel.count > 0 || n == 0 {
		return
	}
	channel.refused, channel.first = 0, Job{}
	q.add(Job{Key: first.Key, Run: func(ctx context.Context) error { return first.Refused(ctx, n) }})
}

// Waiting is how many jobs of a conversation wait behind the one that is running.
func (q *Queue) Waiting(k Key) int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return max(0, q.root.at(k.Server).at(k.Channel).at(k.Conversation).jobsLeft()-1)
}

// Len is how many jobs are not done.
func (q *Queue) Len() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.root.count
}

// Load is how much an adapter has to do, and how often its platform refused it.
type Load struct {
	Waiting int    // jobs that are not done
	Refused uint64 // calls that the platform refused because the bot may not write there, since the beginning
}

// Below waits until at most n jobs are not done, or ctx is done.
func (q *Queue) Below(ctx context.Context, n int) error {
	return q.wait(ctx, func() bool { return q.root.count <= n })
}

// Close takes and begins nothing more, and waits until what is running has ended, or ctx
// is done.
func (q *Queue) Close(ctx context.Context) error {
	q.mu.Lock()
	q.closed = true
	q.mu.Unlock()
	return q.wait(ctx, func() bool { return q.begun == 0 })
}

func (q *Queue) wait(ctx context.Context, enough func() bool) error {
	for {
		q.mu.Lock()
		reached, changed := enough(), q.changed
		q.mu.Unlock()
		if reached {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return cmp.Or(context.Cause(ctx), ctx.Err())
		}
	}
}

type workerKey struct{}

// worker is what a running job holds.
type worker struct {
	queue *Queue
	lent  bool
}

// Apart returns a job's context for another goroutine, which holds no worker to lend.
func Apart(ctx context.Context) context.Context {
	return context.WithValue(ctx, workerKey{}, (*worker)(nil))
}

// Yield calls wait, which waits for something outside, and lends the worker of ctx's job
// to others meanwhile. Then it waits for a worker again, before jobs that have not begun.
// It must be called by the goroutine of the job itself. Outside of a job it calls wait.
func Yield(ctx context.Context, wait func() error) error {
	w, _ := ctx.Value(workerKey{}).(*worker)
	if w == nil || w.lent {
		return wait()
	}
	q := w.queue
	w.lent = true
	q.mu.Lock()
	q.running--
	q.dispatch()
	q.mu.Unlock()
	defer func() {
		resume := make(chan struct{})
		q.mu.Lock()
		q.resuming = append(q.resuming, resume)
		q.dispatch()
		q.mu.Unlock()
		<-resume
		w.lent = false
	}()
	return wait()
}
