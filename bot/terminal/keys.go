package terminal

import (
	"bytes"
	"io"
)

const (
	keyCtrlC = 0x03
	// keyCancel stands for Ctrl-C in what the line editor reads: the editor
	// takes Ctrl-C itself for the end of the input, and hands a key that it does
	// not know to its callback, with the line. Ctrl-\ sends it as well.
	keyCancel = 0x1c
	// keySearch (Ctrl-R) looks back through what was typed, as in a shell.
	keySearch = 0x12
)

// screen is the keyboard and the screen as one stream, for the line editor.
type screen struct {
	io.Reader
	io.Writer
}

// Read reads keys, with keyCancel for Ctrl-C.
func (s screen) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	for rest := p[:n]; ; {
		at := bytes.IndexByte(rest, keyCtrlC)
		if at < 0 {
			return n, err
		}
		rest[at] = keyCancel
		rest = rest[at+1:]
	}
}
