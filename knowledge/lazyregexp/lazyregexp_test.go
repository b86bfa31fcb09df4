package lazyregexp

import (
	"strings"
	"testing"
)

// TestNotWellFormed makes expressions that do not compile: the program of a test says so before
// they are used, and which they are.
func TestNotWellFormed(t *testing.T) {
	for _, expression := range []string{"a(", "a{2,1}", "(?<=a)b", "a{1001}"} {
		func() {
			defer func() {
				if said, _ := recover().(string); !strings.Contains(said, expression) {
					t.Errorf("%s panics with %q", expression, said)
				}
			}()
			New(expression)
		}()
	}
	if !New(`(?i)^\pL+$`).MatchString("Straße") {
		t.Error("an expression does not match")
	}
}
