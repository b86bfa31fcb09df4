package file

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
)

func (in *input) lines(r io.Reader) error {
	br := bufio.NewReaderSize(r, 1<<20)
	for n := 1; ; n++ {
		raw, err := readLine(br)
		if errors.Is(err, bufio.ErrTooLong) {
			in.refuse(n, "the line is longer than %d MB: an article a line is expected", maxLine>>20)
			continue
		}
		if errors.Is(err, errBudget) {
			in.refuse(n, "no line ends within %d MB: an article a line is expected; what follows is not read", maxSkipped>>20)
			return nil
		}
		if err != nil && err != io.EOF {
			in.refuse(n, "%s", streamReason(err))
			return nil
		}
		if raw = bytes.TrimSpace(raw); len(raw) > 0 {
			if n == 1 {
				raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
			}
			if err := in.one(Problem{Line: n}, raw); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err := in.ctx.Err(); err != nil {
			return err
		}
	}
}

// readLine returns the next line without its newline. The slice is valid until
// the next read. A line over maxLine is skipped to its end with bufio.ErrTooLong, one over
// maxSkipped ends the reading with errBudget.
func readLine(br *bufio.Reader) ([]byte, error) {
	first, err := br.ReadSlice('\n')
	if err != bufio.ErrBufferFull {
		return bytes.TrimSuffix(first, []byte("\n")), err
	}
	long := bytes.Clone(first)
	for size := len(first); err == bufio.ErrBufferFull; {
		var more []byte
		more, err = br.ReadSlice('\n')
		if size += len(more); size > maxSkipped {
			return nil, errBudget
		}
		if len(long) <= maxLine {
			long = append(long, more...)
		}
	}
	if len(long) > maxLine && (err == nil || err == io.EOF) {
		return nil, bufio.ErrTooLong
	}
	return bytes.TrimSuffix(long, []byte("\n")), err
}

// one reads the JSON of the article that stands at a place of the file.
func (in *input) one(at Problem, raw []byte) error {
	refuse := func(format string, args ...any) error {
		at.File, at.Reason = in.path, fmt.Sprintf(format, args...)
		in.Refused(at)
		return nil
	}
	if n, bad := invalidUTF8(raw); bad {
		return refuse("byte %d is not UTF-8: save the file as UTF-8", n)
	}
	in.line = record{}
	if err := json.Unmarshal(raw, &in.line); err != nil {
		return refuse("%s", JSONReason("an article", err))
	}
	a, err := in.line.article()
	if err != nil {
		return refuse("%s", err)
	}
	return in.Article(a)
}

// JSONReason says in plain words why JSON could not be decoded into a struct;
// what is the thing that the JSON should be: "an article".
func JSONReason(what string, err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind) && kind.Field == "":
		return fmt.Sprintf("%s should be a JSON object, not %s", what, jsonValue(kind.Value))
	case errors.As(err, &kind):
		return fmt.Sprintf("%q should be %s, not %s", kind.Field, jsonKind(kind.Type), jsonValue(kind.Value))
	case errors.As(err, &syntax):
		return fmt.Sprintf("it is not JSON: %s, at byte %d", syntax, syntax.Offset)
	}
	return "it is not JSON: " + err.Error()
}

// jsonKind is what JSON calls the values of a Go type.
func jsonKind(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Array:
		return "a list of strings"
	}
	return "a number"
}

// jsonValue is a value as an UnmarshalTypeError describes it, with its article.
func jsonValue(value string) string {
	value, _, _ = strings.Cut(value, " ")
	switch value {
	case "array":
		return "a list"
	case "object":
		return "an object"
	case "bool":
		return "true or false"
	}
	return "a " + value
}

// json reads an article, or a list of articles, one at a time.
func (in *input) json(r io.Reader) error {
	item := &budget{r: r, left: maxLine}
	br := bufio.NewReaderSize(item, 1<<16)
	if bom, _ := br.Peek(3); bytes.Equal(bom, []byte("\ufeff")) {
		br.Discard(3)
	}
	d := json.NewDecoder(br)
	first, err := d.Token()
	if err != nil {
		in.refuse(0, "%s", jsonStreamReason(err))
		return nil
	}
	if first == json.Delim('{') {
		// The decoder has eaten the brace; the rest of the object follows it.
		whole, err := io.ReadAll(io.MultiReader(strings.NewReader("{"), d.Buffered(), br))
		if err != nil {
			in.refuse(0, "%s", jsonStreamReason(err))
			return nil
		}
		return in.one(Problem{}, whole)
	}
	if first != json.Delim('[') {
		in.refuse(0, "an article, or a list of articles, is expected")
		return nil
	}
	for n := 1; d.More(); n++ {
		var raw json.RawMessage
		item.left = maxLine
		if err := d.Decode(&raw); err != nil {
			in.Refused(Problem{File: in.path, Item: n, Reason: jsonStreamReason(err)})
			return nil
		}
		if err := in.one(Problem{Item: n}, raw); err != nil {
			return err
		}
		if err := in.ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// errBudget ends the reading of an item that is too long.
var errBudget = errors.New("too long")

// budget reads as many bytes as are left.
type budget struct {
	r    io.Reader
	left int
}

func (b *budget) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errBudget
	}
	n, err := b.r.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

func jsonStreamReason(err error) string {
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, errBudget):
		return fmt.Sprintf("it is longer than %d MB: an article is expected; what follows is not read", maxLine>>20)
	case errors.Is(err, io.EOF):
		return "it is empty"
	case errors.As(err, &syntax):
		// A decoder of a stream does not count all bytes: its offset is wrong.
		return fmt.Sprintf("it is not JSON: %s; what follows is not read", syntax)
	}
	return streamReason(err)
}
