package file

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"quoth/knowledge/lazyregexp"
)

var (
	// fromLine matches the line before each message of an mbox file (RFC 4155, appendix A).
	// The date is asked for, since many programs do not mark lines of a text that begin so.
	fromLine = lazyregexp.New(`^From .*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d \d\d:\d\d`)
	// quotedFrom matches a line of a text that would be taken for one.
	quotedFrom = lazyregexp.New(`^>+From `)
)

// mbox reads the messages of an mbox file.
func (in *input) mbox(r io.Reader) error {
	br := bufio.NewReaderSize(r, 1<<16)
	var message []byte
	n, size := 0, 0 // of the message: its number, and its bytes
	begins, blank := true, true
	end := func() error {
		switch {
		case n == 0:
			return nil
		case size > maxMessage:
			in.refuseItem(n, "the e-mail is larger than %d MB", maxMessage>>20)
			return nil
		}
		return in.newsletter(n, message)
	}
	for {
		line, err := br.ReadSlice('\n') // or a piece of a long one
		if err != nil && err != io.EOF && !errors.Is(err, bufio.ErrBufferFull) {
			in.refuse(0, "%s", streamReason(err))
			return nil
		}
		switch {
		case begins && blank && fromLine.Match(line):
			if err := errors.Join(end(), in.ctx.Err()); err != nil {
				return err
			}
			n, size, message = n+1, 0, message[:0]
		case n > 0:
			if begins && quotedFrom.Match(line) {
				line = line[1:]
			}
			if size += len(line); size <= maxMessage {
				message = append(message, line...)
			}
		case len(bytes.TrimSpace(line)) > 0:
			in.refuse(0, "it is no mbox file: the first line should be such as \"From - Mon May  4 09:30:00 2026\"")
			return nil
		}
		if size > maxSkipped {
			in.refuseItem(n, "no e-mail ends within %d MB; what follows is not read", maxSkipped>>20)
			return nil
		}
		blank, begins = begins && len(bytes.TrimSpace(line)) == 0, err == nil
		if err == io.EOF {
			return end()
		}
	}
}
