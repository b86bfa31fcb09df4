package chat

import (
	"context"
	"errors"
	"sync"
	"time"

	"quoth/bot"
)

// Ending is how long handling goes on when an adapter ends. It is read when that begins.
type Ending struct {
	Grace  time.Duration // for what is being handled; the last fifth is left to calls on their way
	Unwind time.Duration // for what was cut off, to end and say how far it got
}

// Start lets receipts be stored and the jobs of queues run, until ctx is done and the time
// of the ending is over. Calls on their way, which calling is for, may last as long. end
// waits for that, or cuts it off when the adapter failed, and stores how far each event got.
func (in *Inbox) Start(ctx context.Context, ending *Ending, queues ...*Queue) (calling context.Context, end func(failed bool)) {
	lasting := context.WithoutCancel(ctx)
	handling, cut := context.WithCancel(lasting)
	calling, hangUp := context.WithCancel(lasting)
	storing, stop := context.WithCancel(lasting)
	context.AfterFunc(ctx, func() {
		time.AfterFunc(ending.Grace*4/5, cut)
		time.AfterFunc(ending.Grace, hangUp)
	})
	var storer sync.WaitGroup
	storer.Go(func() { in.Run(storing) })
	for _, q := range queues {
		q.Start(handling)
	}
	return calling, func(failed bool) {
		if failed {
			cut()
			hangUp()
		}
		unwinding, over := context.WithCancel(lasting)
		context.AfterFunc(calling, func() { time.AfterFunc(ending.Unwind, over) })
		for _, q := range queues {
			q.Close(unwinding)
		}
		last, cancel := context.WithTimeout(lasting, lastTime)
		defer cancel()
		in.Close(last)
		cut()
		hangUp()
		stop()
		storer.Wait()
	}
}

// Handle handles the event with work, which may take d with all its waiting, within a job
// of ctx. The error is a *bot.WaitError when it is to be handled again. Where work fails in
// a way that lasts, apologise says so.
func (e *Event) Handle(ctx context.Context, d time.Duration, work func(ctx context.Context) error, apologise func(ctx context.Context, why error) error) error {
	ctx = e.In(ctx)
	working, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	supervise := e.inbox.supervise
	err := supervise.Catch(func() error {
		if err := e.Begin(working); err != nil {
			return err
		}
		return work(working)
	})
	if errors.Is(err, errElsewhere) {
		return nil
	}
	again := handledAgain(err)
	if err != nil && again == nil && ctx.Err() == nil {
		e.Renumber()
		err = supervise.Catch(func() error { return apologise(ctx, err) })
		if again = handledAgain(err); err != nil && again == nil {
			supervise.Failed(ctx, "apology", err)
		}
	}
	switch {
	case err != nil && ctx.Err() != nil:
		e.CutOff()
		return nil
	case again != nil:
		e.CutOff() // how far it got is stored, however long it waits
		return again
	}
	e.finish(ctx)
	return nil
}

// handledAgain is when an event is handled again that an error ended; nil when it is not.
func handledAgain(err error) error {
	var wait *bot.WaitError
	switch {
	case err == nil:
		return nil
	case errors.As(Translate(err), &wait):
		return wait
	case Classify(err).Class == Cancelled: // its time ended
		return &bot.WaitError{}
	}
	return nil
}
