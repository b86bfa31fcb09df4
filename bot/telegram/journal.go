package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"quoth/bot"
	"quoth/knowledge"
)

const (
	// journalKept is how long it is known what became of an update. Telegram
	// repeats one for a day at most (Bot API, "Getting updates"); a week leaves
	// room for a clock that was wrong.
	journalKept = 7 * 24 * time.Hour
	// mostBegun is how often an update is begun that the program ended over.
	mostBegun = 3
)

// errEndsTheProgram is why an update is given up.
var errEndsTheProgram = errors.New("the program ended over it again and again")

// journal is how far an update got. It stands in the store, so that an update
// that comes again is answered once: what was handled is passed over, and what was
// cut off is handled from its beginning, but for the messages that were sent and the
// change that was made. The one message that was on its way when the program was
// killed counts as sent.
type journal struct {
	b    *Bot
	key  string
	last int // the number of the last message of this handling
	progress
	whose knowledge.Person // whom Reply is for
}

// progress is what of a journal is stored.
type progress struct {
	Begun int  `json:"begun"` // how often, since it was last cut off by a shutdown
	Sent  int  `json:"sent"`  // messages that were sent, or about to be
	Done  bool `json:"done"`
	// Reply is what a command that changed something has to say, until that is
	// said: done once more, it would say that there is nothing left to change.
	Reply *bot.Reply `json:"reply,omitempty"`
}

// journal returns the journal of an update, not read yet.
func (b *Bot) journal(update int64) *journal {
	return &journal{b: b, key: strings.Join([]string{"journal", Platform, number(b.self.ID), number(update)}, "\x1f")}
}

// begin reads what became of the update before, and begins to handle it unless
// that is done.
func (j *journal) begin(ctx context.Context) error {
	t, err := j.b.store.Token(ctx, j.key, j.b.now())
	switch {
	case err == nil:
		err = json.Unmarshal(t.Data, &j.progress)
	case errors.Is(err, knowledge.ErrNotFound):
		err = nil
	}
	if err != nil || j.Done {
		return err
	}
	if j.Begun >= mostBegun {
		return errEndsTheProgram
	}
	j.Begun++
	j.write(ctx)
	return nil
}

// write stores how far it got. Where that can't be stored, people are answered
// all the same: that nothing is sent twice does not hold then.
func (j *journal) write(ctx context.Context) {
	data, _ := json.Marshal(j.progress)
	err := j.b.guard(func() error {
		return j.b.store.PutToken(ctx, knowledge.Token{Key: j.key, Person: j.whose, Data: data, Expires: j.b.now().Add(journalKept)})
	})
	if err != nil && ctx.Err() == nil {
		j.b.logFailure("telegram: what became of an update could not be kept", err)
	}
}

// keep stores the reply to a request that changed something. Nothing is kept of a
// person who just asked for that.
func (j *journal) keep(ctx context.Context, r bot.Request, reply bot.Reply) {
	if j == nil || reply.Failed {
		return
	}
	c, known := j.b.engine.Command(r.Command)
	if !known || !c.Changes {
		return
	}
	j.Reply = &reply
	if !c.Forgets {
		j.whose = r.Person
	}
	j.write(context.WithoutCancel(ctx))
}

// done ends the handling of an update.
func (j *journal) done(ctx context.Context) {
	j.Done, j.Reply, j.whose = true, nil, knowledge.Person{}
	j.write(context.WithoutCancel(ctx))
}

// cutOff leaves the update to be handled after the next start.
func (j *journal) cutOff(ctx context.Context) {
	if j.Begun > 0 { // or else it could not be read
		j.Begun = 0
		j.write(context.WithoutCancel(ctx))
	}
}

type journalKey struct{}

// in returns a context in which every message is one of the journal's.
func (j *journal) in(ctx context.Context) context.Context {
	return context.WithValue(ctx, journalKey{}, j)
}

// journalOf is the journal of a context; nil for none.
func journalOf(ctx context.Context) *journal {
	j, _ := ctx.Value(journalKey{}).(*journal)
	return j
}

// entry is one message of a journal; nil for one of no journal.
type entry struct {
	*journal
	n int
}

// newEntry numbers the next message.
func newEntry(ctx context.Context) *entry {
	j := journalOf(ctx)
	if j == nil {
		return nil
	}
	j.last++
	return &entry{j, j.last}
}

// sent reports whether the message was sent before.
func (e *entry) sent() bool { return e != nil && e.n <= e.Sent }

// send writes down that the message is about to be sent, and returns the context
// to do it with: a call on its way is not cut off with the handling.
func (e *entry) send(ctx context.Context) (context.Context, error) {
	if ctx.Err() != nil || e == nil {
		return ctx, ctx.Err()
	}
	e.Sent = e.n
	e.write(ctx)
	return e.b.inbox.calling, ctx.Err()
}

// refused writes down that the message was not sent after all.
func (e *entry) refused(ctx context.Context) {
	if e != nil {
		e.Sent = e.n - 1
		e.write(context.WithoutCancel(ctx))
	}
}
