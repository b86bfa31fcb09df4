package intake

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"quoth/knowledge"
	"quoth/knowledge/zone"
)

const (
	// furniturePrefix names the states that hold which lines of an outlet the operator calls furniture; behind
	// it stands the outlet.
	furniturePrefix = "furniture "
	// maxMarked is how many lines of an outlet may be, and maxMarkedLine how many bytes each may have: what an
	// outlet prints under its articles is some dozen lines, the longest of them half as long.
	maxMarked, maxMarkedLine = 200, 1200
)

var errMarks = errors.New("what is stored of marked lines is unreadable")

// Furniture returns the lines that the operator calls furniture of outlets' pages, by outlet, in the order in which they
// were marked.
func (in *Intake) Furniture(ctx context.Context) (map[string][]string, error) {
	return furniture(ctx, in.store)
}

func furniture(ctx context.Context, store interface {
	States(ctx context.Context, prefix string) (map[string]string, error)
}) (map[string][]string, error) {
	stored, err := store.States(ctx, furniturePrefix)
	if err != nil {
		return nil, fmt.Errorf("looking up what is furniture: %w", err)
	}
	marks := make(map[string][]string, len(stored))
	for source, data := range stored {
		if marks[source], err = decodeMarked(data); err != nil {
			return nil, err
		}
	}
	return marks, nil
}

// prints is the fingerprints of lines that are marked.
func prints(lines []string) map[uint32]bool {
	all := make(map[uint32]bool, len(lines))
	for _, line := range lines {
		all[zone.MarkPrint(line)] = true
	}
	return all
}

// MarkFurniture says whether a line of an outlet is furniture of its pages, wherever it stands; two lines that differ
// in their digits or in the space between their words alone are one. The error is [knowledge.ErrMark] for what can't be
// marked. What is stored of the outlet is worked out anew by the next [Intake.Rework].
func (in *Intake) MarkFurniture(ctx context.Context, source, line string, is bool) error {
	line = strings.Join(strings.Fields(line), " ")
	if line == "" || len(line) > maxMarkedLine {
		return fmt.Errorf("%w: a line has between 1 and %d bytes", knowledge.ErrMark, maxMarkedLine)
	}
	err := in.store.ChangeState(ctx, furniturePrefix+source, func(was string) (string, error) {
		lines, err := decodeMarked(was)
		if err != nil {
			return "", err
		}
		lines = slices.DeleteFunc(lines, func(l string) bool { return zone.MarkPrint(l) == zone.MarkPrint(line) })
		if is {
			lines = append(lines, line)
		}
		switch {
		case len(lines) > maxMarked:
			return "", fmt.Errorf("%w: an outlet has at most %d of them", knowledge.ErrMark, maxMarked)
		case len(lines) == 0:
			return "", nil
		}
		data, err := json.Marshal(lines)
		return string(data), err
	})
	if err != nil {
		return err
	}
	return in.store.Write(ctx, func(w knowledge.Writer) error { return w.Outdate(ctx, source) })
}

// remark is called in the transaction that stores entries which were worked out with marks: whoever changed the marks of
// an outlet since has outdated what was stored of it then, which these were not, and they are stored as outdated.
func remark(ctx context.Context, w knowledge.Writer, entries []*knowledge.Entry, with map[string][]string) error {
	marks, err := furniture(ctx, w)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !slices.Equal(marks[e.Source], with[e.Source]) {
			e.Analysis = 1
		}
	}
	return nil
}

func decodeMarked(data string) (lines []string, err error) {
	if data == "" {
		return nil, nil
	}
	if json.Unmarshal([]byte(data), &lines) != nil {
		return nil, errMarks
	}
	return lines, nil
}
