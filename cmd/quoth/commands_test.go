package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"quoth/bot"
)

// TestAdaptersNameNoCommand reads the adapters' sources: what a command is stands in
// the one command table, so that a new command behaves everywhere as its row says.
// "/start" is Telegram's own, sent by its button and its links.
func TestAdaptersNameNoCommand(t *testing.T) {
	names := map[string]bool{}
	for _, c := range bot.New(bot.Config{}).Commands() {
		names[c.Name], names["/"+c.Name] = true, c.Name != "start"
	}
	for _, adapter := range []string{"discord", "telegram", "terminal", "lines", "web", "chat"} {
		eachSource(t, "bot/"+adapter, func(set *token.FileSet, parsed *ast.File) {
			ast.Inspect(parsed, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.ImportSpec, *ast.Field: // tags and imports are no commands
					return false
				case *ast.BasicLit:
					s, err := strconv.Unquote(n.Value)
					if word, _, more := strings.Cut(s, " "); more && strings.HasPrefix(word, "/") { // with arguments
						s = word
					}
					if err == nil && n.Kind == token.STRING && names[s] {
						t.Errorf("%s names the command %s", set.Position(n.Pos()), n.Value)
					}
				}
				return true
			})
		})
	}
}

// TestAdaptersAreSmall counts the lines of the packages that take part in a conversation,
// without their tests and what lies below them: transport, decoding and rendering have
// packages of their own, and what all platforms need stands once in package chat.
func TestAdaptersAreSmall(t *testing.T) {
	for folder, most := range map[string]int{"bot/discord": 2800, "bot/telegram": 2800, "bot/chat": 1500} {
		lines := 0
		eachSource(t, folder, func(set *token.FileSet, parsed *ast.File) {
			if file := set.File(parsed.Pos()); filepath.Dir(file.Name()) == filepath.Join(moduleRoot(t), folder) {
				lines += file.LineCount()
			}
		})
		if lines > most || lines == 0 {
			t.Errorf("%s has %d lines, %d at most", folder, lines, most)
		}
	}
}

// eachSource calls f with every file of a folder and those below it that is no test's.
func eachSource(t *testing.T, folder string, f func(*token.FileSet, *ast.File)) {
	t.Helper()
	read := 0
	root := filepath.Join(moduleRoot(t), folder)
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || file != root && strings.HasPrefix(d.Name(), ".")):
			return fs.SkipDir
		case !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go"):
			return nil
		}
		set := token.NewFileSet()
		parsed, err := parser.ParseFile(set, file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		read++
		f(set, parsed)
		return nil
	})
	if err != nil || read == 0 {
		t.Errorf("of %s %d files are read: %v", folder, read, err)
	}
}
