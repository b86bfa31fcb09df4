package terminal

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"golang.org/x/term"

	"quoth/bot"
	"quoth/bot/chat/session"
	"quoth/bot/text"
	"quoth/knowledge/audience"
)

// Platform is the name of this adapter in a Place and a Person.
const Platform = "terminal"

// Me is the person at the keyboard, and Here is the terminal: there is one of each.
var (
	Me   = audience.Person{Platform: Platform, User: "local"}
	Here = audience.Place{Platform: Platform, Chat: "local"}
)

// Terminal is a conversation over a pair of streams.
type Terminal struct {
	Engine   *bot.Engine
	Sessions *session.Sessions
	Log      *slog.Logger
	In       *os.File
	Out      *os.File
	// Alerts shows alerts above the prompt while it waits; nil for none.
	Alerts *Sender
	// Language is a locale of who types, such as de_DE.UTF-8; "" for English.
	Language string
	// History is the file that the lines typed are kept in; "" keeps none.
	History string

	history *history
	missing *bot.Missing
	actions []bot.Action // what the last reply offered, by number
}

// StyleOf is the style that suits a file: colours and the window's width on a
// terminal (no colours with NO_COLOR set or TERM=dumb, see no-color.org), plain
// lines anywhere else.
func StyleOf(f *os.File) Style {
	if !term.IsTerminal(int(f.Fd())) {
		return Style{}
	}
	width, _, ok := window(f)
	if !ok || width < 20 {
		width = 80
	}
	return Style{Colour: os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb", Width: min(width, 100)}
}

// Run talks until the input ends, ctx is done, or the person leaves. On a
// terminal it is a prompt with history and completion; from a pipe every line is
// a question.
func (t *Terminal) Run(ctx context.Context) error {
	t.history = openHistory(t.History)
	if term.IsTerminal(int(t.In.Fd())) && term.IsTerminal(int(t.Out.Fd())) {
		return t.prompt(ctx)
	}
	return t.pipe(ctx)
}

func (t *Terminal) pipe(ctx context.Context) error {
	lines := bufio.NewScanner(t.In)
	lines.Buffer(nil, 1<<20)
	for n := 0; lines.Scan() && ctx.Err() == nil; {
		line := strings.TrimSpace(lines.Text())
		if line == "" {
			continue
		}
		reply := t.respond(ctx, line)
		if reply.Silent {
			continue
		}
		if n++; n > 1 {
			fmt.Fprintln(t.Out)
		}
		if err := Render(t.Out, reply, StyleOf(t.Out)); err != nil {
			return err
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return errors.New("a line of the input is longer than 1 MB: give one question a line")
	}
	return lines.Err()
}

// respond handles one line. A number is one of the actions that were shown.
func (t *Terminal) respond(ctx context.Context, line string) bot.Reply {
	r := bot.Request{Person: Me, Place: Here, Private: true, Language: text.Language(t.Language)}
	n, err := strconv.Atoi(line)
	switch number := err == nil && len(t.actions) > 0; {
	case number && (n < 1 || n > len(t.actions)):
		return bot.Reply{Blocks: []bot.Block{bot.Notice{Text: t.printer(ctx).Say("terminal.no_choice", "number", n, "n", len(t.actions))}}, Actions: t.actions}
	case number:
		r.Command, r.Args, r.Asker = t.actions[n-1].Command, t.actions[n-1].Args, Me
	default:
		t.Engine.Commands().Parse(&r, line)
		r.Waiting = t.missing
	}
	t.Sessions.Resume(ctx, &r)
	understood, done := t.Engine.Understand(ctx, &r)
	if understood.Silent {
		return bot.Reply{Actions: t.actions, Silent: true}
	}
	reply := understood
	if !done {
		reply = t.Engine.Handle(ctx, r)
	}
	if c, known := t.Engine.Commands().Command(r.Command); known && c.WouldForget(r.Args) && !reply.Failed && t.history != nil {
		if err := t.history.Clear(); err != nil {
			reply.Blocks = append(reply.Blocks, bot.Notice{Text: t.printer(ctx).Say("terminal.not_emptied", "reason", err)})
		}
	}
	t.missing = reply.Missing
	if err := t.Sessions.Save(ctx, session.Sent{Request: r, Reply: reply}); err != nil {
		t.Log.WarnContext(ctx, "session: save failed", "platform", Platform, "error", err)
	}
	return reply
}

// printer says what is said at the prompt itself.
func (t *Terminal) printer(ctx context.Context) text.Printer {
	return t.Engine.Printer(ctx, bot.Request{Place: Here, Language: text.Language(t.Language)})
}

// window is the size of a terminal; ok is false where it is not known, as on a
// serial line.
func window(f *os.File) (width, height int, ok bool) {
	width, height, err := term.GetSize(int(f.Fd()))
	return width, height, err == nil && width > 0 && height > 0
}

func (t *Terminal) prompt(ctx context.Context) error {
	fd := int(t.In.Fd())
	style := StyleOf(t.Out)
	t.greet(ctx)
	ctx, leave := context.WithCancel(ctx)
	defer leave()
	old, err := term.MakeRaw(fd)
	if err != nil {
		return fmt.Errorf("the terminal can't be put into raw mode: %w", err)
	}
	defer term.Restore(fd, old)
	editor := term.NewTerminal(screen{t.In, t.Out}, style.paint(bold, "> "))
	editor.History = t.history
	var back lookup
	editor.AutoCompleteCallback = func(line string, pos int, key rune) (string, int, bool) {
		switch key {
		case keyCancel:
			if line == "" {
				leave()
			}
			return "", 0, true
		case keySearch:
			found := back.older(t.history, line)
			return found, len(found), true
		}
		if found, ok := back.narrowed(t.history, line, pos, key); ok {
			return found, len(found), true
		}
		return t.complete(ctx, editor, line, pos, key)
	}
	if t.Alerts != nil {
		defer t.Alerts.redirect(t.Alerts.redirect(editor))
	}
	lines, failed := make(chan string), make(chan error, 1)
	next := make(chan struct{})
	go func() {
		for range next {
			line, err := editor.ReadLine()
			if err != nil && err != term.ErrPasteIndicator {
				failed <- err
				return
			}
			lines <- line
		}
	}()
	defer close(next)
	for {
		if width, height, ok := window(t.Out); ok {
			editor.SetSize(width, height)
			style = StyleOf(t.Out)
		}
		next <- struct{}{}
		select {
		case <-ctx.Done():
			fmt.Fprint(t.Out, "\r\n")
			return nil
		case err := <-failed:
			fmt.Fprint(t.Out, "\r\n")
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		case line := <-lines:
			line = strings.TrimSpace(line)
			switch line {
			case "":
				continue
			case "/quit", "/exit", "exit", "quit":
				return nil
			}
			term.Restore(fd, old)
			err := t.show(t.respond(ctx, line), style)
			if _, rawErr := term.MakeRaw(fd); err == nil {
				err = rawErr
			}
			if err != nil {
				return err
			}
		}
	}
}

// greet says what is stored and what can be tried.
func (t *Terminal) greet(ctx context.Context) {
	out := NewWriter(t.Out, Style{})
	p := t.printer(ctx)
	stored, tries := t.Engine.Welcome(ctx, p)
	if stored != "" {
		fmt.Fprintln(out, stored)
	}
	fmt.Fprintln(out, p.Say("terminal.how"))
	if len(tries) > 0 {
		fmt.Fprintln(out, p.Say("terminal.for_example", "tries", strings.Join(tries, "  ·  ")))
	}
}

// show writes a reply and what can be done with it from here on, through a pager when it is
// longer than the window.
func (t *Terminal) show(r bot.Reply, style Style) error {
	var b strings.Builder
	if err := Render(&b, r, style); err != nil {
		return err
	}
	if t.actions = r.Actions; len(r.Actions) > 0 {
		var labels []string
		for i, a := range r.Actions {
			labels = append(labels, fmt.Sprintf("%d %s", i+1, a.Label))
		}
		b.WriteString("\n" + style.paint(dim, clean(strings.Join(labels, "  ·  "))) + "\n")
	}
	if _, height, ok := window(t.Out); ok && strings.Count(b.String(), "\n") >= height && t.page(b.String(), style) {
		return nil
	}
	_, err := io.WriteString(NewWriter(t.Out, style), b.String())
	return err
}

// page shows text through $PAGER, or less; it reports whether that worked.
func (t *Terminal) page(text string, style Style) bool {
	command := strings.Fields(os.Getenv("PAGER"))
	if len(command) == 0 {
		command = []string{"less", "-FRX"}
	}
	path, err := exec.LookPath(command[0])
	if err != nil {
		return false
	}
	pager := exec.Command(path, command[1:]...)
	pager.Stdin, pager.Stdout, pager.Stderr = strings.NewReader(NewWriter(nil, style).printable(text)), t.Out, os.Stderr
	return pager.Run() == nil
}

// complete answers the Tab key: commands after "/", then what the option of the
// command takes.
func (t *Terminal) complete(ctx context.Context, editor *term.Terminal, line string, pos int, key rune) (string, int, bool) {
	if key != '\t' {
		return "", 0, false
	}
	head, tail := line[:pos], line[pos:]
	start, choices := t.completions(ctx, head)
	for i := range choices {
		choices[i] = clean(choices[i])
	}
	if len(choices) == 0 {
		return line, pos, true
	}
	common := choices[0]
	for _, c := range choices[1:] {
		common = commonPrefix(common, c)
	}
	if len(choices) == 1 {
		common += " "
	} else if len(common) <= len(head)-start {
		fmt.Fprintln(NewWriter(editor, Style{}), strings.Join(choices, "  "))
	}
	if len(common) < len(head)-start {
		common = head[start:]
	}
	return head[:start] + common + tail, start + len(common), true
}

// completions returns what could stand from start on.
func (t *Terminal) completions(ctx context.Context, head string) (start int, choices []string) {
	if !strings.HasPrefix(head, "/") {
		return 0, nil
	}
	name, rest, typed := strings.Cut(head[1:], " ")
	if !typed {
		for _, c := range t.Engine.Commands() {
			if !c.Hidden && strings.HasPrefix(c.Name, strings.ToLower(name)) {
				choices = append(choices, "/"+c.Name)
			}
		}
		return 0, choices
	}
	c, ok := t.Engine.Commands().Command(name)
	if !ok {
		return 0, nil
	}
	word := rest[strings.LastIndexByte(rest, ' ')+1:]
	start = len(head) - len(word)
	if option, value, ok := strings.Cut(word, ":"); ok {
		if o, known := c.Option(option); known {
			for _, s := range t.Engine.Suggest(ctx, bot.Request{Person: Me, Place: Here, Command: c.Name}, o.Name, value) {
				value := s.Name // which can be read where it is typed
				if strings.ContainsRune(value, ' ') {
					value = `"` + value + `"`
				}
				choices = append(choices, option+":"+value)
			}
		}
		return start, choices
	}
	for _, o := range c.Options {
		if !o.Rest && !o.Native() && strings.HasPrefix(o.Name, word) && word != "" {
			choices = append(choices, o.Name+":")
		}
		if o.Rest {
			at := len(head) - len(rest)
			for _, s := range t.Engine.Suggest(ctx, bot.Request{Person: Me, Place: Here, Command: c.Name}, o.Name, rest) {
				start, choices = at, append(choices, s.Name)
			}
		}
	}
	return start, choices
}

func commonPrefix(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return strings.ToValidUTF8(a[:n], "")
}
