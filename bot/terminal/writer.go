package terminal

import (
	"io"
	"strings"
	"unicode/utf8"

	"quoth/bot"
)

// Writer is the one way to a terminal: it writes what bot.Printable leaves of all that it
// is given, and of the escape sequences at most those that a Style makes. So nothing foreign
// acts on the screen, whoever writes it: replies, logs, errors, lists. What is written
// with one call is read as a whole. It is for one goroutine at a time.
type Writer struct {
	out     io.Writer
	colours bool
	rest    []byte // the beginning of a character whose end is still to come
}

// NewWriter returns a Writer to a terminal, a file or a pipe. The escape sequences of a
// style pass when it has colours: logs and messages are written with the zero Style.
func NewWriter(out io.Writer, style Style) *Writer { return &Writer{out: out, colours: style.Colour} }

// Write implements io.Writer.
func (w *Writer) Write(p []byte) (int, error) {
	all := append(w.rest, p...)
	whole := wholeCharacters(all)
	w.rest = append([]byte{}, all[whole:]...)
	if _, err := io.WriteString(w.out, w.printable(string(all[:whole]))); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Flush passes on what the writer below keeps back.
func (w *Writer) Flush() error {
	if f, ok := w.out.(interface{ Flush() error }); ok {
		return f.Flush()
	}
	return nil
}

// wholeCharacters is how many bytes of b stand before a character whose end is missing.
func wholeCharacters(b []byte) int {
	for i := len(b) - 1; i >= 0 && i >= len(b)-utf8.UTFMax; i-- {
		if utf8.RuneStart(b[i]) {
			if !utf8.FullRune(b[i:]) {
				return i
			}
			break
		}
	}
	return len(b)
}

// printable is bot.Printable that may keep the escape sequences of a Style.
func (w *Writer) printable(s string) string {
	if !w.colours || !strings.Contains(s, "\x1b") {
		return bot.Printable(s)
	}
	var b strings.Builder
	for s != "" {
		at, code := nextStyle(s)
		b.WriteString(bot.Printable(s[:at]))
		b.WriteString(code)
		s = s[at+len(code):]
	}
	return b.String()
}

// nextStyle finds the first escape sequence of a Style in s; the end of s and "" without one.
func nextStyle(s string) (at int, code string) {
	for at = range len(s) {
		if s[at] != '\x1b' {
			continue
		}
		for _, code := range []string{bold, dim, yellow, reset} {
			if strings.HasPrefix(s[at:], code) {
				return at, code
			}
		}
	}
	return len(s), ""
}
