// Package sandbox parses pages and feeds in child processes of the same program, so that
// whatever foreign bytes do to a parser, they do not end the bot.
//
// A [Pool] starts the program again with an argument for which that calls [Run] and nothing else.
// A child has no environment, may open no file where the system lets it be told so (see
// confine), and parses one document at a time, which comes through its standard input. One
// that ends over a document, or takes too long, is replaced.
package sandbox

import (
	"bufio"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"
	_ "time/tzdata" // for a child, which may open no files of time zones

	"quoth/knowledge/gather/feed"
	"quoth/knowledge/gather/page"
)

// command is the only argument of a child.
const command = "parse-documents"

// maxDocument is the largest document that is handed to a child, in bytes.
const maxDocument = max(page.MaxSize, feed.MaxSize) + 1

// kind is what a document is parsed as.
type kind int

const (
	asPage kind = iota
	asFeed
	asLinks
)

// request comes before the bytes of its document.
type request struct {
	Kind                 kind
	Size                 int
	ContentType, Address string
	Zone                 string // of feed.Origin; "" for none
	Links                string // of feed.Origin
	Now                  time.Time
}

// answer is what a document was parsed to.
type answer struct {
	Page    page.Page
	Channel feed.Channel
	Links   feed.Links
	Failure *failure
}

// known are the errors of the parsers that callers tell apart.
var known = [...]error{page.ErrNotHTML, page.ErrNoText, page.ErrTooLarge, page.ErrTooDeep, page.ErrNotArticle, page.ErrElsewhere, page.ErrHidden, feed.ErrNotFeed, feed.ErrTooLarge}

// failure is an error of a parser on its way between processes.
type failure struct {
	Text string
	Is   []int // indices of known
}

func failureOf(err error) *failure {
	if err == nil {
		return nil
	}
	f := &failure{Text: err.Error()}
	for i, k := range known {
		if errors.Is(err, k) {
			f.Is = append(f.Is, i)
		}
	}
	return f
}

func (f *failure) Error() string { return f.Text }

// Unwrap returns those of the known errors that f is.
func (f *failure) Unwrap() []error {
	var all []error
	for _, i := range f.Is {
		if i >= 0 && i < len(known) {
			all = append(all, known[i])
		}
	}
	return all
}

// err is f as an error, nil for none.
func (f *failure) err() error {
	if f == nil {
		return nil
	}
	return f
}

// Run does the work of a child, with parser, if that is what this process is, and reports
// whether it was. A program calls it before anything else.
func Run(parser feed.Parser) bool {
	if len(os.Args) != 2 || os.Args[1] != command {
		return false
	}
	if err := serve(os.Stdin, os.Stdout, parser); err != nil {
		fmt.Fprintln(os.Stderr, err) // where the parent reads it
		os.Exit(1)
	}
	return true
}

// serve parses the documents that come from in until it ends, after it has given up what
// a parser does not need.
func serve(in io.Reader, out io.Writer, parser feed.Parser) error {
	// The end of the input ends a child, not the signals that the whole group of processes gets.
	signal.Ignore(os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	debug.SetGCPercent(gcPercent)
	debug.SetMemoryLimit(softMemory)
	if err := confine(); err != nil {
		return fmt.Errorf("limiting a child process: %w", err)
	}
	r, w := bufio.NewReader(in), bufio.NewWriter(out)
	decoder, encoder := gob.NewDecoder(r), gob.NewEncoder(w)
	if err := errors.Join(encoder.Encode(true), w.Flush()); err != nil { // it is ready
		return err
	}
	for {
		var q request
		if err := decoder.Decode(&q); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if q.Size < 0 || q.Size > maxDocument {
			return fmt.Errorf("a document of %d bytes", q.Size)
		}
		body := make([]byte, q.Size)
		if _, err := io.ReadFull(r, body); err != nil {
			return err
		}
		a := q.parse(parser, body)
		a.setOffsets()
		if err := errors.Join(a.encode(encoder), w.Flush()); err != nil {
			return err
		}
	}
}

// setOffsets puts times into UTC whose offset gob does not encode.
func (a *answer) setOffsets() {
	set := func(t *time.Time) {
		if _, offset := t.Zone(); offset/60 == -1 {
			*t = t.UTC()
		}
	}
	set(&a.Page.Published)
	for i := range a.Channel.Entries {
		set(&a.Channel.Entries[i].Published)
		set(&a.Channel.Entries[i].Updated)
	}
}

// encode writes the answer, or that it can't be encoded.
func (a *answer) encode(encoder *gob.Encoder) error {
	err := encoder.Encode(a)
	if err != nil {
		err = encoder.Encode(answer{Failure: failureOf(fmt.Errorf("handing over what was parsed: %w", err))})
	}
	return err
}

// parse has parser do what is asked.
func (q *request) parse(parser feed.Parser, body []byte) (a answer) {
	ctx := context.Background() // the parent ends a child that is to stop
	var err error
	switch q.Kind {
	case asPage:
		a.Page, err = parser.Page(ctx, body, q.ContentType, q.Address)
	case asFeed:
		from := feed.Origin{URL: q.Address, ContentType: q.ContentType, Links: q.Links}
		if q.Zone != "" {
			from.Zone, err = time.LoadLocation(q.Zone)
		}
		if err == nil {
			a.Channel, err = parser.Feed(ctx, body, from, q.Now)
		}
	case asLinks:
		a.Links, err = parser.Links(ctx, body, q.ContentType, q.Address)
	default:
		err = fmt.Errorf("a document of the unknown kind %d", q.Kind)
	}
	a.Failure = failureOf(err)
	return a
}
