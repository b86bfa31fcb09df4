package alert

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"quoth/bot"
	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/attempt"
	"quoth/knowledge/audience"
	"quoth/knowledge/topic"
)

const (
	// sendTime is how long it may take to tell people what is held or has ended.
	sendTime = 30 * time.Second
	// endTime is how much of that is left when the program ends: a container is
	// killed after ten seconds.
	endTime = 8 * time.Second
	// attempts is how often a message is tried before it is given up: with the
	// pauses of retry that is after about a day.
	attempts = 10
	// alertsBefore is in how many of a subscription's newest alerts the first of a
	// changed story is looked for.
	alertsBefore = 1000
	// suspendedNews is for how long an alert that is suspended is tried again: what is
	// older is no news.
	suspendedNews = 3 * 24 * time.Hour
)

// serve delivers the rows of one place.
func (d *Deliverer) serve(ctx context.Context, g *group) {
	defer func() {
		if p := recover(); p != nil {
			d.log.Error("alert: delivery panicked", "panic", fmt.Sprint(p))
		}
	}()
	// What has to be written down is, even when ctx ends in between.
	keep := context.WithoutCancel(ctx)
	turn, cancel := context.WithTimeout(ctx, d.lease/2)
	defer cancel()
	c := d.channels[g.place.Platform]
	queue := compose(g, d.ready(keep, g))
	for len(queue) > 0 && turn.Err() == nil && !c.blockedUntil(g.place, d.now()).After(d.now()) {
		parts, next := d.deliver(ctx, c, g, queue[0])
		if queue = append(parts, queue[1:]...); !next {
			break
		}
	}
	for _, m := range queue {
		d.postpone(keep, m.rows, later(c.blockedUntil(g.place, d.now()), d.now()), "")
	}
}

// ready returns the rows that may go now and puts the others back.
func (d *Deliverer) ready(ctx context.Context, g *group) []audience.Alert {
	now := d.now()
	ready := g.rows[:0:0]
	for _, a := range g.rows {
		s := g.subs[a.Subscription]
		due := now
		if a.Message == "" && a.Attempts == 0 {
			due = later(Due(s, g.settings, a.Created), now)
		}
		if due = AfterQuiet(g.settings, due); due.After(now) {
			d.postpone(ctx, []audience.Alert{a}, due, "")
		} else {
			ready = append(ready, a)
		}
	}
	return ready
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// deliver sends one message and writes down what became of it. It returns the
// parts to send in its stead when it is too long, and whether the place may be
// sent to again.
func (d *Deliverer) deliver(ctx context.Context, c *channel, g *group, m message) (parts []message, next bool) {
	keep := context.WithoutCancel(ctx)
	// What was claimed waits for its turn, and people change their minds.
	s, err := d.store.Subscription(keep, m.rows[0].Subscription)
	switch {
	case errors.Is(err, knowledge.ErrNotFound): // its alerts went with it
		return nil, true
	case err != nil:
		d.fail(keep, m, err)
		return nil, true
	case !d.admits(keep, s): // to whom the bot says nothing any more
		d.giveUp(keep, m, m.rows, errNotAdmitted.Error())
		return nil, true
	case s.Paused || s.Stopped != "":
		d.postpone(keep, m.rows, d.now(), "") // they are held until it goes on
		return nil, true
	case m.edit == audience.LostMessage: // it can't be reached, and stays as it is
		d.settle(keep, m.rows, m.edit)
		return nil, true
	}
	rows := m.rows
	if m.edit != "" { // the rows that are to be edited come with those that stay as they are
		if rows, err = d.store.AlertsIn(keep, s.ID, m.edit); err != nil {
			d.fail(keep, m, err)
			return nil, false
		}
		sortBest(rows)
	}
	if rows, err = d.promoteChanges(keep, s, rows); err != nil {
		d.fail(keep, m, err)
		return nil, false
	}
	ref, unwanted, tried, err := d.send(ctx, c, g, m, s, rows)
	m = d.without(keep, m, unwanted)
	switch {
	case tried:
		return d.conclude(keep, c, g, m, ref, err)
	case errors.Is(err, attempt.ErrSuspended):
		return d.suspend(keep, m, err), true
	case err != nil:
		d.fail(keep, m, err)
	case len(m.rows) > 0:
		d.giveUp(keep, m, m.rows, "the article is not stored any more")
	}
	return nil, true
}

// errNotAdmitted is why an alert is given up that nobody may be told of any more.
var errNotAdmitted = errors.New("who follows it is not admitted")

// admits reports whether the bot answers where a subscription delivers; also when that
// can't be read.
func (d *Deliverer) admits(ctx context.Context, s audience.Subscription) bool {
	admitted, err := d.engine.Admission().Admits(ctx, s.Owner, s.Place, s.Server)
	if err != nil {
		d.log.ErrorContext(ctx, "alert: admission read failed", "error", err)
	}
	return admitted || err != nil
}

// promoteChanges makes a change of a story that was given up before it reached anybody a new
// story.
func (d *Deliverer) promoteChanges(ctx context.Context, s audience.Subscription, rows []audience.Alert) ([]audience.Alert, error) {
	isChange := func(a audience.Alert) bool { return a.Kind == audience.Change }
	if !slices.ContainsFunc(rows, isChange) {
		return rows, nil
	}
	before, err := d.store.AlertsOf(ctx, s.ID, alertsBefore)
	if err != nil {
		return nil, err
	}
	rows = slices.Clone(rows)
	for i, a := range rows {
		if isChange(a) && slices.ContainsFunc(before, func(b audience.Alert) bool {
			return b.Story == a.Story && !isChange(b) && b.Dead && b.Message == ""
		}) {
			rows[i].Kind = audience.NewStory
		}
	}
	return rows, nil
}

// suspend puts a message off over which the program ended again and again, as long as what
// it tells is news. One of several rows is told row by row: one of them is to blame.
func (d *Deliverer) suspend(ctx context.Context, m message, why error) (parts []message) {
	first, until := m.rows[0], attempt.Until(why)
	switch {
	case len(m.rows) > 1 && m.edit == "":
		for i := range m.rows {
			parts = append(parts, message{rows: m.rows[i : i+1]})
		}
	case m.edit == "" && until.Sub(first.Created) < suspendedNews:
		d.log.Error("alert: delivery deferred", "alert", first.ID, "until", until)
		d.postpone(ctx, m.rows, until, why.Error())
		d.notifier.Raise(ctx, fmt.Sprintf("suspended alert %d", first.ID), fmt.Sprintf("Alert %d is put off: %v.", first.ID, why))
		return nil
	default:
		d.log.ErrorContext(ctx, "alert: delivery abandoned", "alert", first.ID, "error", why)
		d.giveUp(ctx, m, m.rows, why.Error())
	}
	if err := d.guard.End(ctx, m.thing()); err != nil {
		d.log.ErrorContext(ctx, "alert: attempts end failed", "error", err)
	}
	return parts
}

// without is a message without alerts that are unwanted. They are removed, so that
// another article of their story may be told.
func (d *Deliverer) without(ctx context.Context, m message, unwanted []audience.Alert) message {
	if len(unwanted) == 0 {
		return m
	}
	off := message{rows: unwanted}.ids()
	if err := d.store.Drop(ctx, off); err != nil {
		d.log.ErrorContext(ctx, "alert: drop failed", "alert", off[0], "error", err)
	}
	m.rows = slices.DeleteFunc(slices.Clone(m.rows), func(a audience.Alert) bool { return slices.Contains(off, a.ID) })
	return m
}

// send makes a message of rows and hands it to the platform; tried is false when it
// did not come to that. What is unwanted is not in it. A panic is a failure of this message, and of no other.
func (d *Deliverer) send(ctx context.Context, c *channel, g *group, m message, s audience.Subscription, rows []audience.Alert) (ref string, unwanted []audience.Alert, tried bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			d.log.Error("alert: send panicked", "alert", rows[0].ID, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			err = attempt.ErrFault
		}
	}()
	sending, cancel := finishing(ctx, d.lease*3/8)
	defer cancel()
	s.Language = cmp.Or(g.settings.Language, s.Language)
	var reply bot.Reply
	var failure error
	err = d.guard.Do(ctx, m.thing(), func() error {
		reply, unwanted, failure = d.writer.write(sending, s, rows)
		return failure
	})
	if err = cmp.Or(err, failure); err != nil || len(reply.Blocks) == 0 {
		return "", unwanted, false, err
	}
	if m.edit == "" {
		reply = afterHold(g, reply)
	}
	reply.Zone = g.settings.TimeZone
	if g.settings.NoPictures {
		reply.Blocks = bot.Undepicted(reply.Blocks)
	}
	out := bot.Message{Reply: reply, Silent: len(rows) > 1 || s.Pace != audience.Now, Nonce: m.nonce(), Mention: s.Mention, Previews: g.settings.Previews, Threads: g.settings.Threads, Topic: outletless(s.Topic)}
	if m.edit == "" {
		out.After = func(ctx context.Context) (string, error) { return d.storyMessage(ctx, s, rows) }
		ref, err = c.Send(sending, g.place, out)
	} else {
		ref, err = m.edit, c.Edit(sending, g.place, m.edit, out)
	}
	return ref, unwanted, true, err
}

// storyMessage is the reference of the message that told of the story of a change; "" for none, and
// where there is more than the change.
func (d *Deliverer) storyMessage(ctx context.Context, s audience.Subscription, rows []audience.Alert) (string, error) {
	if len(rows) != 1 || rows[0].Kind != audience.Change {
		return "", nil
	}
	before, err := d.store.AlertsOf(ctx, s.ID, alertsBefore)
	for _, b := range before {
		if b.Story == rows[0].Story && b.Message != "" {
			return b.Message, err
		}
	}
	return "", err
}

// finishing returns a context for one message: it ends after a time, and endTime
// after ctx does.
func finishing(ctx context.Context, most time.Duration) (context.Context, context.CancelFunc) {
	sending, cancel := context.WithTimeout(context.WithoutCancel(ctx), most)
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(endTime, cancel) })
	return sending, func() {
		stop()
		cancel()
	}
}

// conclude writes down what became of a message, and returns what deliver does.
func (d *Deliverer) conclude(ctx context.Context, c *channel, g *group, m message, ref string, err error) (parts []message, next bool) {
	var gone *bot.GoneError
	var held *bot.HeldError
	var wait *bot.WaitError
	tooLong := errors.Is(err, bot.ErrTooLong)
	switch {
	// An edit that can't be made leaves a message that is right but for the count
	// of outlets.
	case err == nil, errors.Is(err, bot.ErrCannotEdit), tooLong && m.edit != "":
		d.settle(ctx, m.rows, ref)
		if err == nil && m.edit == "" {
			d.release(ctx, g)
		}
		return nil, true
	case tooLong && len(m.rows) > 1:
		half := len(m.rows) / 2
		return []message{{rows: m.rows[:half]}, {rows: m.rows[half:]}}, true
	case tooLong:
		d.bury(ctx, m.rows, err.Error())
		return nil, true
	case errors.As(err, &wait) && wait.Untried:
		until := d.now().Add(wait.For)
		c.block(g.place, until, wait.Global)
		d.postpone(ctx, m.rows, until, "")
	case errors.As(err, &wait):
		pause := wait.For
		if n := m.tried(); n > 0 { // a platform that asks again and again is asked less and less
			pause = max(pause, d.retry(n-1))
		}
		until := d.now().Add(pause)
		c.block(g.place, until, wait.Global)
		d.again(ctx, m, until, err)
	case errors.As(err, &gone) && gone.MovedTo != "":
		if err := d.store.MovePlace(ctx, g.place.Platform, g.place.Chat, gone.MovedTo); err != nil {
			d.fail(ctx, m, fmt.Errorf("the chat moved and its subscriptions could not follow: %w", err))
			break
		}
		d.again(ctx, m, d.now(), err)
	case errors.As(err, &held):
		d.hold(ctx, g, m, string(held.Reason))
	case errors.As(err, &gone):
		d.stop(ctx, g, m, string(gone.Reason))
	default:
		d.fail(ctx, m, err)
	}
	return nil, false
}

// stop ends the subscriptions of a place that is gone.
func (d *Deliverer) stop(ctx context.Context, g *group, m message, reason string) {
	ended, err := d.store.StopPlace(ctx, g.place, reason)
	if err != nil {
		d.fail(ctx, m, fmt.Errorf("the chat is gone and its subscriptions could not be stopped: %w", err))
		return
	}
	d.giveUp(ctx, m, m.rows, reason)
	if len(ended) > 0 {
		if notifier, ok := d.channels[g.place.Platform].Sender.(bot.Notifier); ok {
			telling, cancel := context.WithTimeout(ctx, sendTime)
			notifier.Ended(telling, g.place, reason, ended)
			cancel()
		}
		d.notifier.Raise(ctx, d.daily(fmt.Sprintf("gone %d", ended[0].ID)),
			fmt.Sprintf("%s is gone (%s): subscriptions stopped there: %d.", d.nameOf(g.place), text.Printer{}.Say(text.Key(reason)), len(ended)))
	}
}

// nameOf is how the operator is told of a place: the chats of people are told by their platform alone.
func (d *Deliverer) nameOf(p audience.Place) string {
	if namer, ok := d.channels[p.Platform].Sender.(bot.Namer); ok {
		return namer.Name(p)
	}
	return "A chat on " + p.Platform
}

// fail puts a message that could not be delivered back for another try.
func (d *Deliverer) fail(ctx context.Context, m message, err error) {
	n := m.tried()
	d.log.WarnContext(ctx, "alert: send failed", "alert", m.rows[0].ID, "attempt", n+1, "error", err)
	d.again(ctx, m, d.now().Add(d.retry(n)), err)
}

// tried is how often the rows of a message were tried in vain.
func (m message) tried() int {
	return slices.MaxFunc(m.rows, func(a, b audience.Alert) int { return a.Attempts - b.Attempts }).Attempts
}

// again counts an attempt in vain: what was tried too often is given up, and the
// rest is tried again at a time.
func (d *Deliverer) again(ctx context.Context, m message, at time.Time, err error) {
	var rest, over []audience.Alert
	for _, a := range m.rows {
		if a.Attempts+1 < attempts {
			rest = append(rest, a)
		} else {
			over = append(over, a)
		}
	}
	d.postpone(ctx, rest, at, err.Error())
	d.giveUp(ctx, m, over, err.Error())
	if len(over) > 0 && m.edit == "" {
		d.notifier.Raise(ctx, d.daily("dead"), "Alerts were given up after several attempts. “quoth check” lists them.")
	}
}

// daily is the key of a notice that may come again on another day.
func (d *Deliverer) daily(key string) string { return key + " " + d.now().UTC().Format(time.DateOnly) }

// retry is the pause after the n-th failure (0 for the first): 10 s, four times as
// long each time up to 6 hours, and up to half as much again by chance, so that what failed
// together does not come back together.
func (d *Deliverer) retry(n int) time.Duration {
	pause := min(10*time.Second<<min(2*n, 16), 6*time.Hour)
	return pause + time.Duration(d.random()*float64(pause)/2)
}

func (d *Deliverer) postpone(ctx context.Context, rows []audience.Alert, until time.Time, reason string) {
	if err := d.store.Postpone(ctx, message{rows: rows}.ids(), until, reason); err != nil {
		d.log.ErrorContext(ctx, "alert: postpone failed", "error", err)
	}
}

// settle marks rows as told in the message of that reference.
func (d *Deliverer) settle(ctx context.Context, rows []audience.Alert, ref string) {
	if err := d.store.MarkSent(ctx, message{rows: rows}.ids(), ref, d.now()); err != nil {
		d.log.ErrorContext(ctx, "alert: mark sent failed", "alert", rows[0].ID, "error", err)
	}
}

// giveUp ends the attempts at rows of a message. Of an edit the message stands, and
// so its rows were told.
func (d *Deliverer) giveUp(ctx context.Context, m message, rows []audience.Alert, reason string) {
	if m.edit == "" {
		d.bury(ctx, rows, reason)
	} else if len(rows) > 0 {
		d.settle(ctx, rows, m.edit)
	}
}

func (d *Deliverer) bury(ctx context.Context, rows []audience.Alert, reason string) {
	if err := d.store.Bury(ctx, message{rows: rows}.ids(), reason); err != nil {
		d.log.ErrorContext(ctx, "alert: bury failed", "error", err)
	}
}

// outletless is a topic without the outlets that it is looked for in or not, which places that sort
// alerts by topic don't sort by; as it is, where it has no words.
func outletless(followed string) string {
	t, err := topic.Parse(followed, "")
	if err != nil {
		return followed
	}
	return cmp.Or(t.In(nil), followed)
}
