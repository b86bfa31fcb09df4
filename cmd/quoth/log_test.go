package main

import (
	"bytes"
	"errors"
	"go/ast"
	"go/token"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func TestPlainLog(t *testing.T) {
	var first, second bytes.Buffer
	w := &redirected{w: &first}
	log := slog.New(&plainLog{w: w, level: slog.LevelWarn})
	log.Info("nobody asked")
	log.With("feed", 3).Warn("a feed is silent", "err", errors.New("no answer"), "stack", "main.go:1")
	w.redirect(&second)
	log.WithGroup("disk").Error("little room", "free", 12)
	if got, want := first.String(), "quoth: a feed is silent (feed 3, err no answer)\n"; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	if got, want := second.String(), "quoth: little room (disk.free 12)\n"; got != want {
		t.Errorf("after the redirection it says %q, want %q", got, want)
	}
}

// TestOneDoor reads the sources: everything that people read goes through a
// terminal.Writer. What takes the streams as files is named here.
func TestOneDoor(t *testing.T) {
	raw := regexp.MustCompile(`\b(p|streams)\.(Out|Err)\b|\bos\.Std(out|err)\b|\bfmt\.Print`)
	files := regexp.MustCompile(`NewWriter\(|StyleOf\(|\.Fd\(\)|In: p\.In, Out: p\.Out|newLog\(|NewSender\(|OptionSetWriter\(p\.Err\)|ServeMCP\(|Streams\{In: os\.Stdin`)
	sources, err := filepath.Glob("*.go")
	if err != nil || len(sources) < 20 {
		t.Fatal(sources, err)
	}
	for _, source := range sources {
		if strings.HasSuffix(source, "_test.go") {
			continue
		}
		data, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			if raw.MatchString(line) && !files.MatchString(line) {
				t.Errorf("%s writes past the door: %s", source, line)
			}
		}
	}
}

// TestLogMessages reads the sources: every message of the log is "package: noun verb", and the
// rest of a record stands in attributes with stable keys, so that records can be searched. A
// part of a message that is no constant stands for a package or a noun.
func TestLogMessages(t *testing.T) {
	message := regexp.MustCompile(`^[a-z]+: [a-z]+( [a-z]+)+$`)
	key := regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)
	first := map[string]int{ // the argument that is the message
		"Debug": 0, "Info": 0, "Warn": 0, "Error": 0, "DebugContext": 1, "InfoContext": 1, "WarnContext": 1, "ErrorContext": 1, "Log": 2, "LogAttrs": 2,
	}
	found := 0
	for _, folder := range []string{"bot", "cmd", "knowledge"} {
		eachSource(t, folder, func(set *token.FileSet, parsed *ast.File) {
			ast.Inspect(parsed, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				method, ok := call.Fun.(*ast.SelectorExpr)
				if !ok || !isLogger(method.X) {
					return true
				}
				at, ok := first[method.Sel.Name]
				if !ok || len(call.Args) <= at {
					return true
				}
				found++
				if text := constant(call.Args[at], "word"); !message.MatchString(text) {
					t.Errorf("%s: the message %q is not \"package: noun verb\"", set.Position(call.Pos()), text)
				}
				for i := at + 1; i < len(call.Args) && call.Ellipsis == 0; i += 2 {
					if text := constant(call.Args[i], ""); !key.MatchString(text) {
						t.Errorf("%s: the attribute %q is no stable key", set.Position(call.Pos()), text)
					}
				}
				return true
			})
		})
	}
	if found < 100 {
		t.Errorf("%d records are found in the sources", found)
	}
}

// isLogger reports whether an expression is named as loggers are.
func isLogger(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Ident:
		return strings.EqualFold(x.Name, "log") || x.Name == "slog" || x.Name == "logger"
	case *ast.SelectorExpr:
		return isLogger(x.Sel)
	}
	return false
}

// constant is the text of an expression, with other in place of what is no constant.
func constant(x ast.Expr, other string) string {
	switch x := x.(type) {
	case *ast.BasicLit:
		if s, err := strconv.Unquote(x.Value); err == nil {
			return s
		}
	case *ast.BinaryExpr:
		return constant(x.X, other) + constant(x.Y, other)
	}
	return other
}
