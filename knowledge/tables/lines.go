package tables

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// maxLines is how many lines of an outlet are remembered, and lineSlack how many more may
// stand there until what is too much is forgotten. An article has about ten that may be
// repeated, so that one that stands in every tenth article is seen again before it is
// forgotten, and forgetting comes every 25 articles.
const maxLines, lineSlack = 1024, 256

// outletLines counts lines, the one seen last at the end.
type outletLines struct {
	order []uint32
	times map[uint32]uint8
}

// appendLines encodes lines as 4 bytes of fingerprint and 1 of times, in order.
func appendLines(b []byte, l *outletLines) []byte {
	for _, line := range l.order {
		b = append(binary.LittleEndian.AppendUint32(b, line), l.times[line])
	}
	return b
}

func decodeLines(b []byte) (*outletLines, error) {
	if len(b)%5 != 0 {
		return nil, fmt.Errorf("lines of an outlet: %w", errEncoding)
	}
	l := &outletLines{order: make([]uint32, 0, len(b)/5), times: make(map[uint32]uint8, len(b)/5)}
	for ; len(b) > 0; b = b[5:] {
		line := binary.LittleEndian.Uint32(b)
		l.order = append(l.order, line)
		l.times[line] = b[4]
	}
	return l, nil
}

func (l *outletLines) count(lines []uint32) {
	for _, line := range lines {
		if l.times[line] == 0 {
			l.order = append(l.order, line)
		}
		l.times[line] = min(l.times[line]+1, 254)
	}
}

// trim forgets what is too much: lines that came once, then those that came least often,
// the oldest first. It follows from the articles and their order alone, so that articles
// are worked out alike in whatever transactions they are stored.
func (l *outletLines) trim() {
	if len(l.order) <= maxLines+lineSlack {
		return
	}
	for least := uint8(1); len(l.order) > maxLines; least++ {
		excess := len(l.order) - maxLines
		l.order = slices.DeleteFunc(l.order, func(line uint32) bool {
			if excess > 0 && l.times[line] <= least {
				excess--
				delete(l.times, line)
				return true
			}
			return false
		})
	}
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
func (s *Store) Repeated(ctx context.Context, sources []string) (map[string]map[uint32]int, error) {
	repeated := make(map[string]map[uint32]int, len(sources))
	err := s.view(ctx, "repeated", func(tx *sql.Tx) error {
		for chunk := range slices.Chunk(sources, idsPerQuery) {
			args := make([]any, len(chunk))
			for i, name := range chunk {
				args[i] = Text(name)
			}
			err := Each(ctx, tx, func(rows *sql.Rows) error {
				var name string
				var blob []byte
				if err := rows.Scan(&name, &blob); err != nil {
					return err
				}
				l, err := decodeLines(blob)
				if err != nil {
					return err
				}
				times := make(map[uint32]int, len(l.times))
				for line, n := range l.times {
					times[line] = int(n)
				}
				repeated[name] = times
				return nil
			}, "SELECT s.name, l.lines FROM sources s JOIN outlet_lines l ON l.source = s.id WHERE s.name IN ("+marks(len(args))+")", args...)
			if err != nil {
				return err
			}
		}
		return nil
	})
	return repeated, err
}
