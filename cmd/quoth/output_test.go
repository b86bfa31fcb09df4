package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOutputThatCannotBeWritten prints where nothing can be written: a command fails with one
// sentence, and so does its help.
//
// An output that is closed before the program begins is none of these: the Go runtime opens
// /dev/null in its place, for reading and writing. So does who throws the output away with
// Python's DEVNULL or Node's "ignore", and a program can't tell one from the other.
func TestOutputThatCannotBeWritten(t *testing.T) {
	db := filepath.Join(t.TempDir(), "quoth.db")
	outputs := map[string]func() *os.File{"closed": func() *os.File {
		file, err := os.Create(filepath.Join(t.TempDir(), "out"))
		if err != nil {
			t.Fatal(err)
		}
		file.Close()
		return file
	}}
	if _, err := os.Stat("/dev/full"); err == nil {
		outputs["full"] = func() *os.File {
			file, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { file.Close() })
			return file
		}
	}
	for name, output := range outputs {
		for _, line := range []string{"--help", "version", "completion bash", "latest", "ask --json When did the 44-day war end?"} {
			said := filepath.Join(t.TempDir(), "said")
			messages, err := os.Create(said)
			if err != nil {
				t.Fatal(err)
			}
			status := Main(t.Context(), append(strings.Fields(line), "--db", db), Streams{In: os.Stdin, Out: output(), Err: messages})
			messages.Close()
			text, err := os.ReadFile(said)
			if err != nil {
				t.Fatal(err)
			}
			if status != exitFailed || strings.Count(string(text), "\n") != 1 || !strings.HasPrefix(string(text), "quoth: what was to be printed could not be written: ") {
				t.Errorf("%s: quoth %s ends with %d and says %q", name, line, status, text)
			}
		}
	}
}
