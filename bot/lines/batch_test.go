package lines

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"strings"
	"testing"

	"quoth/knowledge/heaptest"
)

// endless is a line without an end.
type endless struct{}

var words = strings.Repeat("word ", 10_000)

func (endless) Read(p []byte) (int, error) {
	return copy(p, words), nil
}

// TestLongLine has a line of a batch be far longer than any: it takes no memory, it is an error
// by itself, and the line behind it is answered.
func TestLongLine(t *testing.T) {
	size := int64(60 << 20)
	if os.Getenv("LONG_TESTS") != "" {
		size = 300 << 20
	}
	in := io.MultiReader(strings.NewReader(`{"id":1,"question":"`), io.LimitReader(endless{}, size), strings.NewReader("\"}\n{\"id\":2}\n"))
	var out strings.Builder
	peak := heaptest.Peak(func() {
		if err := Batch(context.Background(), in, &out, func(_ Question, id json.RawMessage) (any, error) { return id, nil }); err != nil {
			t.Error(err)
		}
	})
	if got := out.String(); got != `{"id":null,"error":"the line is longer than 8 MB"}`+"\n2\n" {
		t.Errorf("it is answered with %q", got)
	}
	if peak > 48<<20 {
		t.Errorf("it took %d MB of memory", peak>>20)
	}
}
