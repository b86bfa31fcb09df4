package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/netip"
	"os"
	"reflect"
	"slices"
	"time"

	"github.com/alecthomas/kong"

	"quoth/bot"
	"quoth/bot/console"
	"quoth/bot/metrics"
	"quoth/bot/terminal"
	"quoth/bot/web"
	"quoth/knowledge"
	"quoth/knowledge/attempt"
	"quoth/knowledge/gather"
	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/gather/hub"
	"quoth/knowledge/gather/sandbox"
	"quoth/knowledge/lease"
)

// Exit statuses of the scripting interface.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// Streams are the program's standard streams.
type Streams struct {
	In  *os.File
	Out *os.File
	Err *os.File

	Yield func() // lets other processes go first, before work in bulk; nil for nothing
}

// Program is one run of the program: its configuration and what was opened for it.
type Program struct {
	Streams
	Settings
	variables []variable // of the environment, which the program knows

	log    *slog.Logger
	store  knowledge.Store
	guard  *attempt.Guard // of the work on foreign bytes, over store
	leases *lease.Keeper  // of a running bot
	now    func() time.Time
	// logged is where log writes to.
	logged *redirected
	// backup makes a backup for /admin; nil when no folder is configured.
	backup func(ctx context.Context) (string, error)

	// allowed and hourly are whom the running bot answers, and how often; the zero values
	// everybody, always.
	allowed *bot.Allowlist
	hourly  int
	keep    retention      // of a running bot
	pages   string         // the address under which people reach its pages, "" for none
	proxies []netip.Prefix // before its pages
	pageKey web.Key        // for links to quotes there
	// outdated wakes the pass that works articles out anew.
	outdated chan struct{}

	restored *restored // at this start; nil for nothing

	linked  bool             // operators get links to the console from the bot
	metrics *metrics.Metrics // of a running bot with pages; nil for none
	hubs    *hub.Subscriber  // of a running bot whose pages hubs of feeds can reach; nil for none

	// fetcher asks the web for /admin feeds; nil where feeds are not changed from a chat.
	fetcher *fetch.Fetcher

	// parser parses foreign pages and feeds, in processes of their own.
	parser *sandbox.Pool
}

// commands is the command line. The order is the help's.
type commands struct {
	Settings

	Run        runCommand        `cmd:"" default:"withargs" help:"Run the bot: every adapter that is configured, and a prompt when on a terminal. This is what quoth does without a command."`
	Ask        askCommand        `cmd:"" help:"Ask a question."`
	Talk       talkCommand       `cmd:"" help:"Say what the bot takes lines of a chat for."`
	Add        addCommand        `cmd:"" help:"Store articles from files."`
	Remove     removeCommand     `cmd:"" help:"Take an article out of what is stored, for good."`
	Feeds      feedsCommand      `cmd:"" help:"The feeds that bring news: list, add, info, pause, resume, remove, import, export."`
	Admitted   admittedCommand   `cmd:"" help:"Whom invitations admitted to a private bot: list, withdraw."`
	Poll       pollCommand       `cmd:"" help:"Poll the feeds that are due, once."`
	Timeline   timelineCommand   `cmd:"" help:"What happened when."`
	Summary    summaryCommand    `cmd:"" help:"The sentences that carry an article or a topic."`
	Compare    compareCommand    `cmd:"" help:"How several outlets tell of one event."`
	Search     searchCommand     `cmd:"" help:"Articles that hold words."`
	Latest     latestCommand     `cmd:"" help:"The newest articles."`
	Sources    sourcesCommand    `cmd:"" help:"The outlets that are stored."`
	Quote      quoteCommand      `cmd:"" help:"A slice of a stored article, with what proves it."`
	Alerts     alertsCommand     `cmd:"" help:"Alerts at this terminal: follow, list, test, deliver, replay."`
	Read       readCommand       `cmd:"" help:"Show what would be stored of a page."`
	Dates      datesCommand      `cmd:"" help:"Find the time expressions of texts."`
	Seeds      seedsCommand      `cmd:"" help:"The starter stories: load or remove them."`
	Check      checkCommand      `cmd:"" help:"Look at database, configuration and versions: what is wrong and how to mend it."`
	Feedback   feedbackCommand   `cmd:"" help:"What people say of quotes: list it, withhold or release an article, clear what is said."`
	Rework     reworkCommand     `cmd:"" help:"Work out anew what an older version of the program worked out; a running bot does it by itself."`
	Backup     backupCommand     `cmd:"" help:"Write a copy of the database to a new file, also while the bot runs."`
	Restore    restoreCommand    `cmd:"" help:"Put a backup in the place of the database, once it was read whole."`
	Move       moveCommand       `cmd:"" help:"Copy a database into another: from a file to PostgreSQL, or back."`
	Keys       keysCommand       `cmd:"" help:"The keys of programs: list, add, remove."`
	Webhooks   webhooksCommand   `cmd:"" help:"Addresses of programs that alerts are brought to: list, add, remove."`
	MCP        mcpCommand        `cmd:"" name:"mcp" help:"Serve an assistant that speaks the Model Context Protocol, on standard input and output."`
	Completion completionCommand `cmd:"" help:"Print a completion script for a shell."`
	Train      trainCommand      `cmd:"" hidden:"" help:"Learn from files of questions how answers are ranked."`
	Version    versionCommand    `cmd:"" help:"Print the version."`
}

// Main runs the program with its arguments and returns the exit status.
func Main(ctx context.Context, args []string, streams Streams) int {
	fail := func(status int, err error) int {
		fmt.Fprintln(terminal.NewWriter(streams.Err, terminal.Style{}), "quoth: "+err.Error())
		return status
	}
	var line commands
	exited := -1
	parser, err := newParser(&line, streams, func(status int) { exited = status })
	if err != nil {
		return fail(exitFailed, err)
	}
	known := variables(parser.Model)
	badEnvironment := loadEnvironment(".env", known)
	args = asTyped(args)
	command, err := parser.Parse(wordsLast(parser, args))
	if exited >= 0 {
		return exited
	}
	if badEnvironment != nil && (err != nil || needsEnvironment(command)) {
		return fail(exitFailed, badEnvironment)
	}
	if near := meant(parser, args); err != nil && near != "" {
		return fail(exitUsage, fmt.Errorf("there is no command %s: did you mean quoth %s?", args[0], near))
	}
	var unwritten outputError
	if errors.As(err, &unwritten) { // help was asked for
		return fail(exitFailed, unwritten)
	}
	if err != nil {
		help := "quoth --help"
		var at *kong.ParseError
		if errors.As(err, &at) {
			if node := at.Context.Selected(); node != nil && slices.Contains(args, node.Name) { // run is meant where none is named
				help = "quoth " + node.Path() + " --help"
			}
		}
		return fail(exitUsage, fmt.Errorf("%w (%s shows how)", err, help))
	}
	out := terminal.NewWriter(bufio.NewWriterSize(output{streams.Out}, 1<<16), terminal.StyleOf(streams.Out))
	log, logged := newLog(streams.Err, line.LogLevel)
	slog.SetDefault(log) // for libraries that log by themselves, as net/http does
	p := &Program{Streams: streams, Settings: line.Settings, variables: known, now: time.Now, log: log, logged: logged, outdated: make(chan struct{}, 1), parser: sandbox.NewPool(sandbox.Config{Log: log})}
	defer p.Close()
	command.BindTo(ctx, (*context.Context)(nil))
	command.BindTo(out, (*io.Writer)(nil))
	err = command.Run(p)
	if flushErr := out.Flush(); err == nil {
		err = flushErr
	}
	var wrong usageError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &wrong):
		return fail(exitUsage, err)
	case errors.Is(err, errSaid):
		return exitFailed
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		return fail(exitFailed, errors.New("stopped before the end; running it again goes on"))
	}
	return fail(exitFailed, err)
}

// needsEnvironment reports whether a command depends on what is configured.
func needsEnvironment(command *kong.Context) bool {
	switch command.Selected().Target.Interface().(type) {
	case versionCommand, completionCommand:
		return false
	}
	return true
}

func newParser(line *commands, streams Streams, exit func(int)) (*kong.Kong, error) {
	return kong.New(line,
		kong.Name("quoth"),
		kong.Description("Ask about the news that is stored and get the exact words that were printed, with the outlet, the date and a link."),
		kong.Writers(terminal.NewWriter(output{streams.Out}, terminal.Style{}), terminal.NewWriter(streams.Err, terminal.Style{})),
		kong.Exit(exit),
		kong.UsageOnError(),
		kong.KindMapper(reflect.String, kong.MapperFunc(asGiven)),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Vars{"db": defaultDB},
	)
}

// asGiven takes a string of the command line byte by byte, where kong takes it through JSON,
// which has no place for the names of files that are not UTF-8.
func asGiven(ctx *kong.DecodeContext, target reflect.Value) error {
	token, err := ctx.Scan.PopValue("string")
	if err == nil {
		target.SetString(fmt.Sprint(token.Value))
	}
	return err
}

// errSaid is a failure whose message was printed already.
var errSaid = errors.New("failed")

// usageError is a wrong use of the program.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// output is standard output, which may be full or closed. One that was closed before the program
// began is no such: Go's runtime opens the null device in its place.
type output struct{ file *os.File }

// Write implements io.Writer. Its errors are an outputError.
func (o output) Write(p []byte) (int, error) {
	n, err := o.file.Write(p)
	if err != nil {
		return n, outputError{err}
	}
	return n, nil
}

// outputError is that something could not be printed.
type outputError struct{ cause error }

func (e outputError) Error() string {
	cause := e.cause
	var failed *fs.PathError
	if errors.As(cause, &failed) { // the file is no file of the person's
		cause = failed.Err
	}
	return "what was to be printed could not be written: " + cause.Error()
}

func (e outputError) Unwrap() error { return e.cause }

// messages is where people read messages and progress: standard error.
func (p *Program) messages() io.Writer { return terminal.NewWriter(p.Err, terminal.Style{}) }

// Close closes what was opened.
func (p *Program) Close() {
	p.closeStore()
	if p.parser != nil {
		p.parser.Close()
	}
}

func (p *Program) closeStore() {
	if p.store != nil {
		if err := p.store.Close(); err != nil {
			p.log.Error("store: close failed", "error", err)
		}
		p.store = nil
	}
}

// open opens the database. An empty one is filled with the starter stories when
// seeds is set and it never had them.
func (p *Program) open(ctx context.Context, seeds bool) error {
	if err := p.openStore(ctx, false); err != nil {
		return err
	}
	if seeds {
		return p.seedOnce(ctx)
	}
	return nil
}

// openToRead is open for a command that can do its work in a database that may
// not be written, or has no room to be: that is opened to read only.
func (p *Program) openToRead(ctx context.Context, seeds bool) error {
	cause := p.open(ctx, seeds)
	if !errors.Is(cause, knowledge.ErrReadOnly) && !errors.Is(cause, knowledge.ErrFull) && !errors.Is(cause, fs.ErrPermission) {
		return cause
	}
	p.closeStore()
	if p.openReadOnly(ctx) != nil {
		return cause
	}
	if stats, err := p.store.Stats(ctx); err != nil || stats.Articles == 0 { // what there is to read had no room
		return cause
	}
	return nil
}

// openReadOnly opens a database that is there, and changes nothing.
func (p *Program) openReadOnly(ctx context.Context) error { return p.openStore(ctx, true) }

// engine opens the store, to read at least, and returns the bot over it.
func (p *Program) engine(ctx context.Context) (*bot.Engine, error) {
	if err := p.openToRead(ctx, true); err != nil {
		return nil, err
	}
	return p.newEngine()
}

// writingEngine is engine for a command that stores.
func (p *Program) writingEngine(ctx context.Context) (*bot.Engine, error) {
	if err := p.open(ctx, true); err != nil {
		return nil, err
	}
	return p.newEngine()
}

func (p *Program) newEngine() (*bot.Engine, error) {
	operators, err := p.operators()
	if err != nil {
		return nil, err
	}
	operators = append(operators, terminal.Me, console.Me) // who can run the program can read its database
	var feeds *gather.Keeper
	if p.fetcher != nil {
		feeds = &gather.Keeper{Store: p.store, Fetch: p.fetcher.Fetch, Parser: p.parser, Permit: fetch.NewRobots(p.fetcher).Permit}
	}
	var meter bot.Meter
	if p.metrics != nil {
		meter = p.metrics
	}
	return bot.New(bot.Config{Page: p.page(), Meter: meter, Console: p.consoleLink(), Store: p.store, Log: p.log, Now: p.now, Operators: operators, Version: version(), Backup: p.backup, Release: p.release, Feeds: feeds, Allowed: p.allowed, Hourly: p.hourly}), nil
}

// page makes the addresses of articles on the pages; nil where chats get none: nobody can open
// a page that is closed.
func (p *Program) page() func(knowledge.Article, knowledge.Range) string {
	if p.pages == "" || !p.allowed.Names(web.Audience) {
		return nil
	}
	return web.Page(p.pages, p.pageKey)
}
