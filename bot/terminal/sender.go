package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"quoth/bot"
	"quoth/knowledge/audience"
)

// Sender shows alerts on a terminal. It may be used by any number of goroutines.
type Sender struct {
	style Style
	sent  atomic.Int64

	mu  sync.Mutex
	out io.Writer
}

// NewSender returns a Sender that writes to out until a prompt takes over.
func NewSender(out io.Writer, style Style) *Sender { return &Sender{out: out, style: style} }

// redirect sets where alerts go, and returns where they went.
func (s *Sender) redirect(out io.Writer) io.Writer {
	s.mu.Lock()
	defer s.mu.Unlock()
	was := s.out
	s.out = out
	return was
}

// Write writes lines of a log where the alerts are shown, above the prompt.
func (s *Sender) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return NewWriter(s.out, Style{}).Write(p)
}

// Platform implements bot.Sender.
func (s *Sender) Platform() string { return Platform }

// Home implements bot.Sender: there is one person, at one place.
func (s *Sender) Home(_ context.Context, p audience.Person) (audience.Place, error) {
	if p != Me {
		return audience.Place{}, errors.New("the terminal has one person alone, terminal:local")
	}
	return Here, nil
}

// Send implements bot.Sender.
func (s *Sender) Send(_ context.Context, _ audience.Place, m bot.Message) (string, error) {
	var b strings.Builder
	if err := Render(&b, m.Reply, s.style); err != nil {
		return "", err
	}
	if len(m.Reply.Actions) > 0 {
		b.WriteString("\n" + s.style.paint(dim, clean(commands(m.Reply.Actions))) + "\n")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := io.WriteString(NewWriter(s.out, s.style), "\n"+b.String()+"\n"); err != nil {
		return "", fmt.Errorf("writing to the terminal: %w", err)
	}
	return fmt.Sprint("line-", s.sent.Add(1)), nil
}

// commands writes actions as what to type for them, since the numbers at the prompt
// are those of the last reply.
func commands(actions []bot.Action) string {
	var all []string
	for _, a := range actions {
		line := a.Label + " /" + a.Command
		for _, name := range slices.Sorted(maps.Keys(a.Args)) {
			if len(a.Args) > 1 {
				line += " " + name + ":" + strconv.Quote(a.Args[name])
			} else {
				line += " " + a.Args[name]
			}
		}
		all = append(all, line)
	}
	return strings.Join(all, "  ·  ")
}

// Edit implements bot.Sender: what is printed stays as it is.
func (s *Sender) Edit(context.Context, audience.Place, string, bot.Message) error {
	return bot.ErrCannotEdit
}
