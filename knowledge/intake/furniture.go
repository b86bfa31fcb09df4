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

// Furniture returns the lines that the operator calls furniture of an outlet's pages, in the order in which they
// were marked.
func (in *Intake) Furniture(ctx context.Context, source string) ([]string, error) {
	stored, err := in.store.States(ctx, furniturePrefix)
	if err != nil {
		return nil, err
	}
	return decodeMarked(stored[source])
}

// MarkFurniture says whether a line of an outlet is furniture of its pages, wherever it stands; two lines that differ
// in their digits alone are one. The error is [knowledge.ErrMark] for what can't be marked. What is stored of the outlet is worked out anew by the next [Intake.Rework].
func (in *Intake) MarkFurniture(ctx context.Context, source, line string, is bool) error {
	line = strings.TrimSpace(line)
	if line == "" || len(line) > maxMarkedLine || strings.Contains(line, "\n") {
		return fmt.Errorf("%w: a line has between 1 and %d bytes, and no line break", knowledge.ErrMark, maxMarkedLine)
	}
	err := in.store.ChangeState(ctx, furniturePrefix+source, func(was string) (string, error) {
		lines, err := decodeMarked(was)
		if err != nil {
			return "", err
		}
		lines = slices.DeleteFunc(lines, func(l string) bool { return zone.Fingerprint(l) == zone.Fingerprint(line) })
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

// furniture is the fingerprints of the lines that are marked, by outlet.
func (in *Intake) furniture(ctx context.Context) (map[string]map[uint32]bool, error) {
	stored, err := in.store.States(ctx, furniturePrefix)
	if err != nil {
		return nil, fmt.Errorf("looking up what is furniture: %w", err)
	}
	marked := make(map[string]map[uint32]bool, len(stored))
	for source, data := range stored {
		lines, err := decodeMarked(data)
		if err != nil {
			return nil, err
		}
		marked[source] = make(map[uint32]bool, len(lines))
		for _, l := range lines {
			marked[source][zone.Fingerprint(l)] = true
		}
	}
	return marked, nil
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
