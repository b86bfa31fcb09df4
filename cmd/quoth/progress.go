package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

const (
	// workedShare is how much of the time that an article takes goes by until it is worked
	// out, the rest until it is stored: of 5,058 articles of newspapers on two cores.
	workedShare = .5
	// singleShare is how much of the time that a batch takes in either goes by over its articles
	// one by one, the rest over all of them at the end.
	singleShare = .7
	// foretold is after how long the time left is said: what comes before is too little to tell
	// the speed of.
	foretold = 3 * time.Second
)

// progress is how far files have come into the store, for a person to watch. It goes on with
// each article rather than with each batch. Any goroutine may call it.
type progress struct {
	bar   *progressbar.ProgressBar
	total float64 // bytes of the files; 0 when that is not known
	now   func() time.Time
	begun time.Time

	mu             sync.Mutex
	worked, stored stage
	marks          []mark // since before the last three quarters of what is done, the oldest first
}

// mark is how much of the whole was done at a time.
type mark struct {
	at   time.Time
	part float64
}

// recent says which of what is done counts for the speed: what came after its fourth part.
const recent = 4

// markApart is how much of the whole lies between two marks.
const markApart = .001

// stage is how many bytes of the files came to the end of a step of work.
type stage struct {
	before float64 // in batches that are done
	within float64 // in the batch that is worked on
	size   float64 // of that batch
	share  float64 // of a byte of text in it
}

// begin begins a batch that was read from so many bytes of files and has so many of text.
func (s *stage) begin(bytes, text int) {
	s.within, s.size, s.share = 0, float64(bytes), float64(bytes)/float64(max(text, 1))
}

// add adds an article; one that is worked on once more counts no more than its batch.
func (s *stage) add(text int) { s.within = min(s.within+s.share*float64(text), s.size) }

func (s *stage) end() { s.before, s.within, s.size = s.before+s.size, 0, 0 }

func (s *stage) done() float64 { return s.before + singleShare*s.within }

// newProgress shows a bar over the bytes of files; it is silent where nobody
// watches.
func newProgress(p *Program, quiet bool, paths []string) *progress {
	g := &progress{now: p.now, begun: p.now()}
	if quiet || !term.IsTerminal(int(p.Err.Fd())) {
		// The silent bar of the library turns a spinner in a goroutine that races with Finish.
		g.bar = progressbar.NewOptions64(1, progressbar.OptionSetWriter(io.Discard), progressbar.OptionSetVisibility(false))
		return g
	}
	g.total = fileBytes(paths)
	g.bar = progressbar.NewOptions64(max(int64(g.total), 1), progressbar.OptionSetWriter(p.Err), progressbar.OptionShowBytes(true),
		progressbar.OptionSetPredictTime(false), progressbar.OptionSetDescription("adding"), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	g.bar.RenderBlank()
	return g
}

// fileBytes are those of files; 0 where one of the paths is none: of a folder not all is read,
// and nobody knows how much comes from an address.
func fileBytes(paths []string) (bytes float64) {
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() {
			return 0
		}
		bytes += float64(info.Size())
	}
	return bytes
}

// change changes a stage and shows how far all has come.
func (g *progress) change(f func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	f()
	if g.total == 0 {
		g.bar.Describe(fmt.Sprintf("adding, %.0f kB stored", g.stored.done()/1000))
		return
	}
	g.bar.Set64(int64(g.part() * g.total))
	if left := g.left(); left > 0 {
		g.bar.Describe(fmt.Sprintf("adding, %s left", left.Round(time.Second)))
	}
}

// part is how much of the whole is done.
func (g *progress) part() float64 {
	return min((workedShare*g.worked.done()+(1-workedShare)*g.stored.done())/g.total, 1)
}

// left is how long the rest takes at the speed at which the last three quarters of what is done were done:
// the speed of all of it tells of a load that has changed since, and that of the last moments,
// which the library's own prediction is of, of little. It is 0 where that can't be told.
func (g *progress) left() time.Duration {
	now, part := g.now(), g.part()
	for len(g.marks) > 1 && g.marks[1].part <= part/recent {
		g.marks = g.marks[1:]
	}
	since := mark{at: g.begun}
	if len(g.marks) > 0 && g.marks[0].part <= part/recent {
		since = g.marks[0]
	}
	if n := len(g.marks); n == 0 || part-g.marks[n-1].part >= markApart {
		g.marks = append(g.marks, mark{now, part})
	}
	if now.Sub(g.begun) < foretold || part <= since.part {
		return 0
	}
	return time.Duration(float64(now.Sub(since.at)) * (1 - part) / (part - since.part))
}

// finish takes the bar away.
func (g *progress) finish() {
	g.bar.Finish()
	g.bar.Clear()
}
