package lines

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"

	"quoth/knowledge/gather/file"
)

// failure is the line of a row that could not be answered.
type failure struct {
	ID    json.RawMessage `json:"id"`
	Error string          `json:"error"`
}

// maxRow is the longest line of a batch, in bytes: the largest page or feed that is read has as
// many.
const maxRow = 8 << 20

// Batch answers JSON Lines with JSON Lines, in order. A line that handle can't
// answer becomes an error line and does not stop the rest; handle's errors are
// shown as they are.
func Batch[Row any](ctx context.Context, in io.Reader, out io.Writer, handle func(Row, json.RawMessage) (any, error)) error {
	lines := bufio.NewReaderSize(in, 1<<20)
	for {
		line, err := readRow(lines)
		if err != nil && err != io.EOF {
			return err
		}
		if trimmed := bytes.TrimSpace(line); len(trimmed) > 0 {
			if err := Write(out, answerRow(trimmed, handle)); err != nil {
				return err
			}
			if flusher, ok := out.(interface{ Flush() error }); ok && lines.Buffered() == 0 {
				if err := flusher.Flush(); err != nil {
					return err
				}
			}
		}
		if err == io.EOF {
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// readRow reads a line. Of one that is longer than maxRow it returns the beginning, which is
// longer than that, too.
func readRow(r *bufio.Reader) (line []byte, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if len(line) <= maxRow {
			line = append(line, part...)
		}
		if err != bufio.ErrBufferFull {
			return line, err
		}
	}
}

func answerRow[Row any](line []byte, handle func(Row, json.RawMessage) (any, error)) any {
	id := struct {
		ID json.RawMessage `json:"id"`
	}{json.RawMessage("null")}
	var row Row
	if len(line) > maxRow {
		return failure{id.ID, "the line is longer than 8 MB"}
	}
	if err := json.Unmarshal(line, &id); err != nil {
		return failure{json.RawMessage("null"), file.JSONReason("a line", err)}
	}
	if id.ID == nil {
		id.ID = json.RawMessage("null")
	}
	if err := json.Unmarshal(line, &row); err != nil {
		return failure{id.ID, file.JSONReason("a line", err)}
	}
	v, err := handle(row, id.ID)
	if err != nil {
		if errors.Is(err, context.Canceled) {
			err = errors.New("stopped")
		}
		return failure{id.ID, err.Error()}
	}
	return v
}
