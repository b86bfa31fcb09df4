package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// typed runs the program and returns its status and all that it prints.
func typed(t *testing.T, args ...string) (status int, printed string) {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "printed"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	status = Main(t.Context(), args, Streams{In: f, Out: f, Err: f})
	data, err := os.ReadFile(f.Name())
	if err != nil {
		t.Fatal(err)
	}
	return status, string(data)
}

func TestUsage(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, c := range []struct {
		args   string
		status int
		want   string
	}{
		{"--version", 0, "quoth " + version()},
		{"help", 0, "Usage: quoth"},
		{"help ask", 0, "Usage: quoth ask"},
		{"alrts", 2, "there is no command alrts: did you mean quoth alerts?"},
		{"tmieline ferry", 2, "did you mean quoth timeline?"},
		{"weather", 2, "unexpected argument weather"},
		{"ask --jsn x", 2, "unknown flag --jsn"},
	} {
		if status, printed := typed(t, strings.Fields(c.args)...); status != c.status || !strings.Contains(printed, c.want) {
			t.Errorf("quoth %s ends with %d and prints %q", c.args, status, printed)
		}
	}
}

// A text names the commands of where it is read.
func TestInShell(t *testing.T) {
	for text, want := range map[string]string{
		"No outlet called “x” is stored; /sources lists those that are.": "No outlet called “x” is stored; quoth sources lists those that are.",
		"/follow a topic.":               "quoth alerts follow a topic.",
		"Say which (/unfollow ends one)": "Say which (quoth alerts unfollow ends one)",
		"/alerts resume goes on.":        "/alerts resume goes on.",
		"/settings shows them.":          "/settings shows them.",
		"https://a.example/sources":      "https://a.example/sources",
	} {
		if got := inShell(text); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
	for _, name := range shellCommands {
		if status, printed := typed(t, append(strings.Fields(name), "--help")...); status != exitDone {
			t.Errorf("quoth %s is no command: %s", name, printed)
		}
	}
}
