// Package bot is Quoth's engine: a Request comes in, a Reply goes out. It knows
// no platform.
//
// # From the bottom up
//
// A [Block] is a part of what the bot says: a heading, a quote, a timeline entry,
// a picture. A [Reply] is blocks and the [Action]s that may be taken from it. An
// adapter (packages discord, telegram, terminal and lines) renders blocks within its
// platform's limits, cuts them into pages with [Pages], and decides nothing about
// news.
//
// A [Command] is a row of the one command [Table]: its name, its options with their
// types and descriptions, who may use it, and its handler. Discord's slash
// commands, Telegram's menu, the terminal's completion and every help text are
// made from the table, so that a command added there is on every platform.
//
// The [Engine] takes a Request through the table, in a context that says where it comes
// from ([Request.In]), so that private news is read there alone: it finds the command (plain
// text is a question), checks the arguments and the rights, calls the handler
// when it is the turn of who asks, or takes the same reply of a moment ago, and then
// reads every quote of the Reply from the store again. A quote that is
// not its slice is dropped and logged: that check, [Engine.Verify], is the last
// thing before a Reply leaves, and package alert and the adapters call it again
// for what they kept for later. A quote that can't be read is an error, which
// fails the whole Reply once it has been tried again in vain.
//
// Whom the bot answers at all is a matter of [Admission]: the operators, whom the configuration
// names ([Allowlist]), and whom an invitation admitted. The pages of package web read what is
// stored through the [Library], which checks all that it returns in the same way.
//
// What people may read of an error is decided here: an error made by this package
// for them is shown, any other is logged and becomes one plain sentence.
//
// A [Sender] is the way back: how package alert delivers what nobody asked for
// just now. Each adapter is one; one that is a [Notifier], too, tells people where
// that ended.
package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"runtime"
	"runtime/debug"
	"time"

	"quoth/bot/scheduler"
	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/answer"
	"quoth/knowledge/audience"
	"quoth/knowledge/gather"
	"quoth/knowledge/retrieve"
	"quoth/knowledge/summary"
	"quoth/knowledge/timeline"
	"quoth/knowledge/topic"
)

// Config is what an Engine is made of. Store is required.
type Config struct {
	Store     knowledge.Store
	Log       *slog.Logger                                           // nil: discards
	Now       func() time.Time                                       // nil: time.Now
	Operators []audience.Person                                      // who may use the operator's commands
	Version   string                                                 // of the program
	Backup    func(ctx context.Context) (file string, err error)     // makes a backup for /admin; nil: not configured
	Release   func(ctx context.Context, article int64) (bool, error) // shows a withheld article again for /feedback, false for none; nil: not configured
	Feeds     *gather.Keeper                                         // changes feeds for /admin; nil: from the command line alone
	Allowed   *Allowlist                                             // nil: everybody
	// Console makes a link that brings an operator to the console, once; nil: there is none.
	Console func(ctx context.Context, who audience.Person) (link string, err error)
	// Page is the address of the page that shows an article as it was printed, at some words
	// of it; nil: there are no pages.
	Page   func(a knowledge.Article, words knowledge.Range) string
	Meter  Meter // nil: nothing is counted
	Hourly int   // requests of a person that are answered in an hour, and a fifth of a chat's; 0: any number
}

// Engine answers requests. It may be used by any number of goroutines at the
// same time.
type Engine struct {
	verifier
	now       func() time.Time
	version   string
	backup    func(ctx context.Context) (string, error)
	release   func(ctx context.Context, article int64) (bool, error)
	feeds     *gather.Keeper
	console   func(ctx context.Context, who audience.Person) (link string, err error)
	admission *Admission
	quota     quota

	retriever *retrieve.Retriever
	answers   *answer.Answerer
	timelines *timeline.Maker
	summaries *summary.Summarizer
	commands  Table
	reader    *topic.Reader
	topics    topics

	scheduler *scheduler.Scheduler
	replies   *replies
}

// New returns an Engine.
func New(c Config) *Engine {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Meter == nil {
		c.Meter = noMeter{}
	}
	retriever := retrieve.New(c.Store) // one, since each remembers the words of the store
	reader := topic.NewReaderWith(c.Store, retriever)
	return &Engine{
		verifier: verifier{store: c.Store, log: c.Log, page: c.Page, meter: c.Meter},
		now:      c.Now, version: c.Version, backup: c.Backup, release: c.Release, feeds: c.Feeds, console: c.Console, quota: quota{hourly: c.Hourly},
		admission: NewAdmission(c.Store, c.Now, c.Operators, c.Allowed),
		retriever: retriever,
		answers:   answer.NewWith(c.Store, retriever, c.Now),
		timelines: timeline.NewWith(c.Store, reader),
		summaries: summary.NewWith(c.Store, reader),
		reader:    reader,
		commands:  commandTable(),
		scheduler: scheduler.New(runtime.GOMAXPROCS(0), turnTime),
		replies:   newReplies(c.Now),
	}
}

// Commands returns the command table.
func (e *Engine) Commands() Table { return e.commands }

// Admission says whom the engine answers.
func (e *Engine) Admission() *Admission { return e.admission }

// Prepare reads what the first to ask and the first to type would wait for.
func (e *Engine) Prepare(ctx context.Context) error {
	return errors.Join(e.retriever.Prepare(ctx), e.prepareCompletion(ctx))
}

// Reader reads what the engine has stored on topics.
func (e *Engine) Reader() *topic.Reader { return e.reader }

// Library is what the engine has stored, to read.
func (e *Engine) Library() Library { return Library{e.verifier} }

// Handle answers a request. It always has something to say: an error becomes one
// plain sentence, with the cause in the log.
func (e *Engine) Handle(ctx context.Context, r Request) (reply Reply) {
	ctx = r.In(withRequestID(ctx))
	settings := e.listen(ctx, &r)
	begun := time.Now()
	defer func() {
		if p := recover(); p != nil {
			e.log.ErrorContext(ctx, "bot: handler panicked", "command", r.Command, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			reply = r.sorry("error.broken")
			reply.Err = errPanicked
		}
		e.measure(&r, &reply, time.Since(begun))
	}()
	if !r.admitted && !r.Keyed && e.guarded() {
		if reply, away := e.turnAway(ctx, &r, false); away { // whoever calls Handle has to say something
			return reply
		}
		r.admitted = true
	}
	dispatch := func() (Reply, error) {
		reply, err := e.dispatch(ctx, r)
		r.exact = true // a copy that failed it is not asked again
		return reply, err
	}
	var err error
	if c, known := e.commands.Command(r.Command); known && c.Changes { // a change is made once
		reply, err = dispatch()
	} else {
		reply, err = retry(ctx, dispatch)
	}
	if err == nil {
		reply, err = e.Verify(ctx, reply)
	}
	if settings.NoPictures {
		reply.Blocks = Undepicted(reply.Blocks)
	}
	if err != nil {
		reply = e.explain(ctx, r, err)
		reply.Err = err
	}
	if r.LocalNames {
		reply = e.commands.localise(reply, r.Language)
	}
	reply.Zone, reply.Language = cmp.Or(reply.Zone, settings.TimeZone), cmp.Or(reply.Language, r.printer().Language())
	return reply
}

var errPanicked = errors.New("the handler of the command panicked")

// listen works out in which language a request is answered: that of the place's settings,
// else that of the platform, else English. It returns the settings; without them days
// are written in UTC.
func (e *Engine) listen(ctx context.Context, r *Request) audience.Settings {
	settings, err := e.store.Settings(ctx, r.Place)
	if err != nil {
		e.log.WarnContext(ctx, "bot: settings read failed", "error", err)
	}
	r.voice = &voice{Printer: text.For(settings.Language, r.Language), settings: settings, known: err == nil, chosen: settings.Language != "", outlets: lines(settings.Outlets), feeds: lines(settings.Feeds), languages: lines(settings.Languages)}
	return settings
}

// Printer says what an adapter itself says to a request: in the language in which Handle
// answers it.
func (e *Engine) Printer(ctx context.Context, r Request) text.Printer {
	e.listen(ctx, &r)
	return r.printer()
}

func (e *Engine) dispatch(ctx context.Context, r Request) (Reply, error) {
	if reply, done := e.Understand(ctx, &r); done {
		return reply, nil
	}
	c, ok := e.commands.Command(r.Command)
	if !ok {
		return e.unknown(r), nil
	}
	// What follows brings arguments to their usual form, and those of a button are also in
	// other chats, which got the same reply.
	if r.Args = maps.Clone(r.Args); r.Args == nil {
		r.Args = Args{}
	}
	if err := e.permit(ctx, c, r); err != nil {
		return Reply{}, err
	}
	missing, err := c.check(r.Args)
	if err != nil {
		return Reply{}, err
	}
	if missing != nil {
		return r.ask(c, missing), nil
	}
	notes, refused, err := e.readTopic(ctx, c, &r)
	if err == nil && refused == nil {
		refused, err = e.readOutlet(ctx, c, &r)
	}
	if err != nil {
		return Reply{}, err
	}
	if refused != nil {
		return *refused, nil
	}
	reply, err := e.perform(ctx, c, r)
	if err == nil && c.Access == Everyone && !c.Changes && !c.Personal {
		r.leave(&reply)
	}
	reply.Blocks = append(reply.Blocks, notes...)
	reply.Private = reply.Private || c.Personal
	return reply, err
}

// ask puts the question for a missing argument.
func (r *Request) ask(c *Command, o *Option) Reply {
	question := r.say("command.missing", "option", o.Name, "usage", c.Usage())
	if o.Ask != "" {
		question = r.say(o.Ask)
	}
	return Reply{
		Blocks:  []Block{Text{question}},
		Missing: &Missing{Command: c.Name, Option: o.Name, Args: r.Args},
	}
}

// permit returns a plain error when the person may not use the command here.
func (e *Engine) permit(ctx context.Context, c *Command, r Request) error {
	switch c.Access {
	case Operator:
		if !e.admission.isOperator(r.Person) {
			return Refuse("error.operators_only")
		}
	case Manager:
		if r.Private {
			return nil
		}
		if r.Manager == nil {
			return Refuse("error.managers_only")
		}
		ok, err := r.Manager(ctx)
		if err != nil {
			return fmt.Errorf("asking for rights: %w", err)
		}
		if !ok {
			return Refuse("error.managers_only")
		}
	}
	return nil
}

// explain turns an error into what people read of it.
func (e *Engine) explain(ctx context.Context, r Request, err error) Reply {
	var p plain
	switch {
	case errors.As(err, &p):
		reply := r.sorry(p.key, p.args...)
		reply.Actions = p.offer
		return reply
	case errors.Is(err, ErrBusy):
		e.log.WarnContext(ctx, "bot: request shed", "command", r.Command)
		return r.sorry("error.busy")
	case ctx.Err() != nil, errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled): // the error is what ended ctx, which may be another
		e.log.WarnContext(ctx, "bot: request timed out", "command", r.Command, "error", err)
		return r.sorry("error.too_slow")
	}
	for _, f := range misuses {
		if errors.Is(err, f.fault) {
			return r.sorry(f.said)
		}
	}
	for _, f := range storeFaults {
		if errors.Is(err, f.fault) {
			level := slog.LevelError
			if r.Private && e.admission.isOperator(r.Person) { // who reads the log reads this
				level = slog.LevelDebug
			}
			e.log.Log(ctx, level, "bot: request failed", "command", r.Command, "error", err)
			return r.sorry(f.said)
		}
	}
	e.log.ErrorContext(ctx, "bot: request failed", "command", r.Command, "error", err)
	return r.sorry("error.broken")
}

// fault is an error and what people read of it.
type fault struct {
	fault error
	said  text.Key
}

// misuses are what people can put otherwise.
var misuses = []fault{
	{answer.ErrEmpty, "error.question_empty"},
	{answer.ErrTooLong, "error.question_long"},
	{answer.ErrNoWords, "error.question_no_words"},
	{topic.ErrEmpty, "error.topic_empty"},
	{topic.ErrTooLong, "error.topic_long"},
	{topic.ErrNothing, "error.topic_no_words"},
	{topic.ErrLanguage, "error.topic_language"},
	{topic.ErrPeriod, "error.topic_period"},
}

// storeFaults are the faults of the store that its operator can mend.
var storeFaults = []fault{
	{knowledge.ErrCorrupt, "error.damaged"},
	{knowledge.ErrFull, "error.full"},
	{knowledge.ErrLocked, "error.locked"},
	{knowledge.ErrReadOnly, "error.read_only"},
}

// sorry says why a request could not be met.
func (r *Request) sorry(key text.Key, args ...any) Reply {
	return Reply{Blocks: []Block{Notice{r.say(key, args...)}}, Private: true, Failed: true}
}
