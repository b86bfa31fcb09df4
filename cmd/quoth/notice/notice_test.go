package notice

import (
	"os/exec"
	"strings"
	"testing"
)

// TestNamesWhatIsLinked fails when a module is linked, in a version, whose licence is not
// in NOTICE: go generate ./cmd/quoth/notice writes it anew.
func TestNamesWhatIsLinked(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}", "..").Output()
	if err != nil {
		t.Fatal(err)
	}
	linked := 0
	for module := range strings.FieldsFuncSeq(string(out), func(r rune) bool { return r == '\n' }) {
		if linked++; !strings.Contains(Licences, "\n"+module+"\n") {
			t.Errorf("the licence of %s is missing", module)
		}
	}
	if linked == 0 {
		t.Error("nothing is linked")
	}
	if !strings.Contains(Licences, "the Go programming language") {
		t.Error("the licence of Go is missing")
	}
}
