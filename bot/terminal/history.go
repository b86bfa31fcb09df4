package terminal

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"strings"
	"unicode"
)

// maxHistory is how many lines are kept from one day to the next.
const maxHistory = 1000

// history is what was typed, oldest first, kept in a file that only its owner
// may read.
type history struct {
	file  string
	lines []string
}

func openHistory(file string) *history {
	h := &history{file: file}
	if file == "" {
		return h
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return h
	}
	for line := range strings.Lines(string(data)) {
		h.lines = append(h.lines, strings.TrimRight(line, "\n"))
	}
	if len(h.lines) > maxHistory {
		h.lines = h.lines[len(h.lines)-maxHistory:]
		h.rewrite()
	}
	return h
}

func (h *history) rewrite() {
	f, err := os.OpenFile(h.file, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	defer w.Flush()
	for _, line := range h.lines {
		w.WriteString(line + "\n")
	}
}

// Add appends a line; a history that can't be written is kept for the session.
func (h *history) Add(line string) {
	if line == "" || len(h.lines) > 0 && h.lines[len(h.lines)-1] == line {
		return
	}
	h.lines = append(h.lines, line)
	if h.file == "" {
		return
	}
	f, err := os.OpenFile(h.file, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return
	}
	defer f.Close()
	f.WriteString(line + "\n")
}

// Clear forgets all lines, also those in the file.
func (h *history) Clear() error {
	h.lines = nil
	if h.file == "" {
		return nil
	}
	if err := os.Truncate(h.file, 0); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// Len is the number of lines.
func (h *history) Len() int { return len(h.lines) }

// At returns a line, 0 for the newest.
func (h *history) At(i int) string { return h.lines[len(h.lines)-1-i] }

// find returns the newest line that holds words, in any case, among those that are older
// than the newest after of them; at is its place, 0 for the newest.
func (h *history) find(words string, after int) (line string, at int, ok bool) {
	words = strings.ToLower(words)
	for at = after; at < h.Len(); at++ {
		if line = h.At(at); strings.Contains(strings.ToLower(line), words) {
			return line, at, true
		}
	}
	return "", 0, false
}

// lookup is a search back through what was typed, key by key.
type lookup struct {
	words string // that are looked for
	line  string // that was found for them
	next  int    // how many of the newest lines were looked at
	open  bool   // it began on an empty line: what is typed then is looked for
}

// older returns the next older line that holds what was typed before the search began; the
// line itself when there is none.
func (l *lookup) older(h *history, line string) string {
	if l.line == "" || line != l.line {
		*l = lookup{words: line, open: line == ""}
	}
	for {
		found, at, ok := h.find(l.words, l.next)
		if !ok {
			return line
		}
		l.next = at + 1
		if found != line {
			l.line = found
			return found
		}
	}
}

// narrowed returns the newest line that holds what was typed since the search began on an empty
// line, with a key that is typed now; ok is false where none does, or no search is on.
func (l *lookup) narrowed(h *history, line string, pos int, key rune) (found string, ok bool) {
	if !l.open || line != l.line || pos != len(line) || !unicode.IsPrint(key) {
		return "", false
	}
	found, at, ok := h.find(l.words+string(key), 0)
	if !ok {
		l.open = false // it goes on with the line that was found
		return "", false
	}
	l.words, l.line, l.next = l.words+string(key), found, at+1
	return found, true
}
