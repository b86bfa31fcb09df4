package tables

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// maxLines is how many lines of an outlet are remembered, and lineSlack how many more may
// stand there until what is too much is forgotten. An article has about ten that may be
// repeated, so that one that stands in every tenth article is seen again before it is
// forgotten, and forgetting comes every 25 articles.
const maxLines, lineSlack = 1024, 256

// outletLines counts lines, the one seen last at the end. A map of all of an outlet's would take longer to
// make than all that is looked up in it.
type outletLines struct {
	lines []line
	slots []uint32 // where a line stands in lines, from 1 on: at the lowest bits of its fingerprint, or behind; 0 for none
}

type line struct {
	print uint32 // its fingerprint
	times uint8
}

// lineSize is how many bytes a line takes in a row.
const lineSize = 5

// appendLines encodes lines as 4 bytes of fingerprint and 1 of times, in order.
func appendLines(b []byte, l *outletLines) []byte {
	for _, line := range l.lines {
		b = append(binary.LittleEndian.AppendUint32(b, line.print), line.times)
	}
	return b
}

// eachLine calls f with the lines that appendLines encoded.
func eachLine(b []byte, f func(line)) error {
	if len(b)%lineSize != 0 {
		return fmt.Errorf("lines of an outlet: %w", errEncoding)
	}
	for ; len(b) > 0; b = b[lineSize:] {
		f(line{binary.LittleEndian.Uint32(b), b[lineSize-1]})
	}
	return nil
}

func decodeLines(b []byte) (*outletLines, error) {
	l := &outletLines{lines: make([]line, 0, len(b)/lineSize)}
	err := eachLine(b, func(line line) { l.lines = append(l.lines, line) })
	l.index()
	return l, err
}

// index fills the slots, of which at most a quarter is taken, until half are.
func (l *outletLines) index() {
	size := 64
	for size < 4*len(l.lines) {
		size *= 2
	}
	if len(l.slots) == size {
		clear(l.slots)
	} else {
		l.slots = make([]uint32, size)
	}
	for i, line := range l.lines {
		*l.slot(line.print) = uint32(i + 1)
	}
}

// slot is that of a line, or the empty one in which it belongs.
func (l *outletLines) slot(print uint32) *uint32 {
	for i := int(print); ; i++ {
		s := &l.slots[i&(len(l.slots)-1)]
		if *s == 0 || l.lines[*s-1].print == print {
			return s
		}
	}
}

func (l *outletLines) count(prints []uint32) {
	for _, print := range prints {
		slot := l.slot(print)
		if *slot == 0 {
			l.lines = append(l.lines, line{print: print})
			*slot = uint32(len(l.lines))
			if 2*len(l.lines) > len(l.slots) {
				l.index()
				slot = l.slot(print)
			}
		}
		known := &l.lines[*slot-1]
		known.times = min(known.times+1, 254)
	}
}

// trim forgets what is too much: lines that came once, then those that came least often,
// the oldest first. It follows from the articles and their order alone, so that articles
// are worked out alike in whatever transactions they are stored.
func (l *outletLines) trim() {
	if len(l.lines) <= maxLines+lineSlack {
		return
	}
	for least := uint8(1); len(l.lines) > maxLines; least++ {
		excess := len(l.lines) - maxLines
		l.lines = slices.DeleteFunc(l.lines, func(line line) bool {
			if excess > 0 && line.times <= least {
				excess--
				return true
			}
			return false
		})
	}
	l.index()
}

// countLines counts the lines of an article that is new to the outlet's memory.
func (w *writer) countLines(ctx context.Context, source int64, lines []uint32) error {
	if len(lines) == 0 {
		return nil
	}
	l := w.lines[source]
	if l == nil {
		var blob []byte
		err := w.row(ctx, "SELECT lines FROM outlet_lines WHERE source = ?", []any{source}, &blob)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if l, err = decodeLines(blob); err != nil {
			return err
		}
		w.lines[source] = l
	}
	l.count(lines)
	l.trim()
	return nil
}

// forgetLines forgets the lines of an outlet whose articles are removed.
func (w *writer) forgetLines(ctx context.Context, source int64) error {
	delete(w.lines, source)
	_, err := w.exec(ctx, "DELETE FROM outlet_lines WHERE source = ?", source)
	return err
}

// flushLines writes what was counted.
func (w *writer) flushLines(ctx context.Context) error {
	for source, l := range w.lines {
		if _, err := w.exec(ctx, "INSERT INTO outlet_lines (source, lines) VALUES (?, ?) ON CONFLICT (source) DO UPDATE SET lines = excluded.lines", source, appendLines(nil, l)); err != nil {
			return err
		}
	}
	return nil
}

// Repeated implements knowledge.Library.
func (s *Store) Repeated(ctx context.Context, times map[string]map[uint32]int) error {
	return s.view(ctx, "repeated", func(tx *sql.Tx) error {
		for chunk := range slices.Chunk(slices.Sorted(maps.Keys(times)), idsPerQuery) {
			args := make([]any, len(chunk))
			for i, name := range chunk {
				args[i] = Text(name)
			}
			err := Each(ctx, tx, func(rows *sql.Rows) error {
				var name string
				var blob sql.RawBytes
				if err := rows.Scan(&name, &blob); err != nil {
					return err
				}
				asked := times[name]
				return eachLine(blob, func(line line) {
					if n, ok := asked[line.print]; ok {
						asked[line.print] = n + int(line.times)
					}
				})
			}, "SELECT s.name, l.lines FROM sources s JOIN outlet_lines l ON l.source = s.id WHERE s.name IN ("+marks(len(args))+")", args...)
			if err != nil {
				return err
			}
		}
		return nil
	})
}
