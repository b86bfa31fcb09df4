package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
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
	for _, adapter := range []string{"discord", "discord/event", "discord/message", "discord/rest", "telegram", "telegram/botapi", "terminal", "lines", "web", "chat", "chat/session"} {
		dir := filepath.Join(moduleRoot(t), "bot", adapter)
		files, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		read := 0
		for _, f := range files {
			if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
				continue
			}
			read++
			set := token.NewFileSet()
			parsed, err := parser.ParseFile(set, filepath.Join(dir, f.Name()), nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(parsed, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.ImportSpec, *ast.Field: // tags and imports are no commands
					return false
				case *ast.BasicLit:
					if s, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING && names[s] {
						t.Errorf("%s names the command %s", set.Position(n.Pos()), n.Value)
					}
				}
				return true
			})
		}
		if read == 0 {
			t.Errorf("no source is read of %s", adapter)
		}
	}
}
