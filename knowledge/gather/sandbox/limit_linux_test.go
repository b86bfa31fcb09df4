package sandbox

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestLimits looks at what the kernel says of a child.
func TestLimits(t *testing.T) {
	p := newPool(t, Config{Children: 1})
	got, err := p.Page(t.Context(), []byte("process"), "", "")
	if err != nil {
		t.Fatal(err)
	}
	limits, err := os.ReadFile("/proc/" + got.Text + "/limits")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`Max open files +0 +0 `, `Max file size +0 +0 `, `Max cpu time +600 +600 `, `Max core file size +0 +0 `, `Max data size +\d+ +\d+ `} {
		if !regexp.MustCompile(want).Match(limits) {
			t.Errorf("the limits are not %s:\n%s", want, limits)
		}
	}
	if first, err := os.ReadFile("/proc/" + got.Text + "/oom_score_adj"); err != nil || strings.TrimSpace(string(first)) != "1000" {
		t.Errorf("where memory runs out a child is ended by %q, %v", first, err)
	}
}
