package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"quoth/bot"
)

// arrows says which of our packages each of our packages may import. A package
// that is not named here may not exist. "" is the module's name for itself.
var arrows = map[string][]string{
	"seeds":                     {},
	"cmd/quoth/notice":          {},
	"cmd/quoth/notice/generate": {},
	"knowledge":                 {"knowledge/audience"},
	"knowledge/audience":        {},
	"knowledge/text":            {"knowledge/cache"},
	"knowledge/dates":           {},
	"knowledge/lazyregexp":      {},
	"knowledge/lexicon":         {},
	"knowledge/kind":            {"knowledge/text", "knowledge/dates", "knowledge/lexicon"},
	"knowledge/zone":            {"knowledge", "knowledge/text", "knowledge/dates", "knowledge/lazyregexp"},
	"knowledge/retrieve":        {"knowledge", "knowledge/text", "knowledge/dates", "knowledge/lexicon"},
	"knowledge/answer":          {"knowledge/parallel", "knowledge", "knowledge/text", "knowledge/dates", "knowledge/lexicon", "knowledge/kind", "knowledge/zone", "knowledge/retrieve", "knowledge/lazyregexp"},
	"knowledge/manner":          {"knowledge/text"},
	"knowledge/timeline":        {"knowledge", "knowledge/text", "knowledge/dates", "knowledge/manner", "knowledge/topic"},
	"knowledge/summary":         {"knowledge", "knowledge/text", "knowledge/dates", "knowledge/manner", "knowledge/topic"},
	"knowledge/story":           {"knowledge", "knowledge/text", "knowledge/dates", "knowledge/lazyregexp"},
	"knowledge/topic":           {"knowledge/parallel", "knowledge", "knowledge/text", "knowledge/dates", "knowledge/zone", "knowledge/retrieve"},
	"knowledge/gather":          {"knowledge", "knowledge/attempt", "knowledge/text", "knowledge/zone", "knowledge/gather/*"},
	"knowledge/gather/fetch":    {"knowledge", "knowledge/lazyregexp"},
	"knowledge/gather/page":     {"knowledge", "knowledge/text", "knowledge/dates", "knowledge/gather/fetch", "knowledge/lazyregexp"},
	"knowledge/gather/feed":     {"knowledge", "knowledge/text", "knowledge/dates", "knowledge/gather/fetch", "knowledge/gather/page", "knowledge/lazyregexp"},
	"knowledge/gather/hub":      {"knowledge"},
	"knowledge/gather/sandbox":  {"knowledge/attempt", "knowledge/gather/page", "knowledge/gather/feed"},
	"knowledge/gather/file":     {"knowledge", "knowledge/text", "knowledge/gather/fetch", "knowledge/gather/page", "knowledge/gather/feed", "knowledge/lazyregexp"},
	"knowledge/attempt":         {"knowledge"},
	"knowledge/lease":           {"knowledge"},
	"knowledge/varint":          {},
	"knowledge/cache":           {},
	"knowledge/parallel":        {},
	"knowledge/index":           {"knowledge/varint"},
	"knowledge/compress":        {},
	"knowledge/tables":          {"knowledge", "knowledge/audience", "knowledge/cache", "knowledge/compress", "knowledge/index", "knowledge/parallel", "knowledge/varint", "knowledge/text"},
	"knowledge/sqlite":          {"knowledge", "knowledge/tables"},
	"knowledge/postgres":        {"knowledge", "knowledge/audience", "knowledge/tables"},
	"knowledge/postgrestest":    {"knowledge/postgres"},
	"knowledge/sqlite/disktest": {},
	"knowledge/heaptest":        {},
	"knowledge/corpus":          {"knowledge"},
	"knowledge/corpus/generate": {"knowledge", "knowledge/corpus"},
	"knowledge/sqlitetest":      {"knowledge/sqlite"},
	"knowledge/storetest":       {"knowledge", "knowledge/audience"},
	"knowledge/intake":          {"knowledge", "knowledge/audience", "knowledge/text", "knowledge/dates", "knowledge/zone", "knowledge/timeline", "knowledge/story", "knowledge/topic"},
	"bot/picture":               {"bot/text", "knowledge", "knowledge/timeline"},
	"bot/intent":                {"bot/text", "knowledge/text", "knowledge/lazyregexp", "knowledge/lexicon"},
	"bot/intent/train":          {"bot/intent"},
	"bot":                       {"bot/scheduler", "bot/text", "bot/picture", "bot/intent", "knowledge", "knowledge/*", "!knowledge/sqlite", "!knowledge/postgres", "!knowledge/tables", "!knowledge/intake"},
	"bot/text":                  {},
	"bot/scheduler":             {},
	"bot/chat":                  {"bot", "bot/chat/limit", "knowledge", "knowledge/audience"},
	"bot/chat/limit":            {"bot"},
	"bot/chat/session":          {"bot", "knowledge", "knowledge/audience"},
	"bot/chat/layout":           {"bot", "bot/text", "knowledge"},
	"bot/alert":                 {"bot/text", "bot", "bot/chat", "knowledge", "knowledge/*", "!knowledge/sqlite", "!knowledge/postgres", "!knowledge/tables", "!knowledge/intake"},
	"bot/telegram":              {"bot/text", "bot", "bot/chat", "bot/chat/*", "bot/intent", "bot/telegram/botapi", "bot/telegram/menu", "bot/telegram/page", "knowledge", "knowledge/audience", "knowledge/lease"},
	"bot/telegram/botapi":       {},
	"bot/telegram/menu":         {"bot", "bot/telegram/botapi", "bot/text"},
	"bot/telegram/markup":       {"bot", "bot/chat/layout", "knowledge/lazyregexp"},
	"bot/telegram/page":         {"bot", "bot/chat/layout", "bot/telegram/botapi", "bot/telegram/markup", "knowledge"},
	"bot/chattest/browser":      {},
	"bot/chattest/budget":       {},
	"bot/chattest/commits":      {},
	"bot/chattest/hostile":      {},
	"bot/chattest/screen":       {},
	"bot/chattest/reply":        {"bot", "bot/chattest/hostile", "knowledge"},
	"bot/chattest/fault":        {},
	"bot/chattest/record":       {},
	"bot/chattest/network":      {},
	"bot/chattest/schema":       {},
	"bot/chattest/signal":       {},
	"bot/chattest/victim":       {},
	"bot/chattest/discord":      {"bot/chattest/*"},
	"bot/chattest/telegram":     {"bot/chattest/*"},
	"bot/lines":                 {"bot/text", "bot", "bot/intent", "knowledge", "knowledge/audience", "knowledge/answer", "knowledge/gather/file"},
	"bot/terminal":              {"bot/text", "bot", "bot/chat/session", "knowledge", "knowledge/audience"},
	"bot/metrics":               {"bot", "bot/chat", "knowledge", "knowledge/answer"},
	"bot/api":                   {"bot", "bot/lines", "bot/webhook", "knowledge", "knowledge/audience", "knowledge/answer", "knowledge/lazyregexp"}, // the shapes are those of lines
	"bot/api/generate":          {"bot/api"},
	"bot/console":               {"bot", "bot/text", "bot/webhook", "knowledge", "knowledge/audience", "knowledge/gather/fetch"},
	"bot/web":                   {"bot/text", "bot", "knowledge", "knowledge/audience", "knowledge/answer"},
	"bot/webhook":               {"bot", "bot/lines", "knowledge", "knowledge/audience", "knowledge/gather/fetch", "knowledge/lazyregexp"},
	"bot/discord":               {"bot/text", "bot", "bot/chat", "bot/chat/*", "bot/discord/*", "bot/intent", "knowledge", "knowledge/audience", "knowledge/lease"},
	"bot/discord/gateway":       {"bot/chat"},
	"bot/discord/command":       {"bot", "bot/chat/layout", "bot/text"},
	"bot/discord/message":       {"bot", "bot/chat/layout", "bot/discord/markdown", "bot/text", "knowledge"},
	"bot/discord/event":         {"bot/discord/markdown"},
	"bot/discord/rest":          {"bot/chat", "bot/chat/limit"},
	"bot/discord/markdown":      {"bot", "bot/chat/layout", "knowledge/lazyregexp"},
	"cmd/quoth":                 {"*", "!bot/chattest/*"},
}

// allowed reports whether from may import to.
func allowed(from, to string) bool {
	ok := false
	for _, rule := range arrows[from] {
		rule, not := strings.CutPrefix(rule, "!")
		match := rule == "*" || rule == to
		if prefix, wide := strings.CutSuffix(rule, "/*"); wide {
			match = strings.HasPrefix(to, prefix+"/")
		}
		if match {
			ok = !not
		}
	}
	return ok
}

// TestImportRules reads the imports of every file that is no test.
func TestImportRules(t *testing.T) {
	root := moduleRoot(t)
	module := strings.TrimSuffix(reflect.TypeFor[bot.Engine]().PkgPath(), "bot") // whatever it is called where it is published
	seen := map[string]bool{}
	err := fs.WalkDir(os.DirFS(root), ".", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || file != "." && strings.HasPrefix(d.Name(), ".")):
			return fs.SkipDir
		case !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go"):
			return nil
		}
		from := path.Dir(file)
		if _, known := arrows[from]; !known {
			t.Errorf("%s: the plan has no package %s", file, from)
			return nil
		}
		seen[from] = true
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, file), nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, imported := range parsed.Imports {
			name, _ := strconv.Unquote(imported.Path.Value)
			to, ours := strings.CutPrefix(name, module)
			if ours && !allowed(from, to) {
				t.Errorf("%s: %s may not import %s", file, from, to)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for from := range arrows {
		if !seen[from] {
			t.Errorf("the plan names a package %s that is not there", from)
		}
	}
}

// TestTopLevel holds the top level to what the plan names.
func TestTopLevel(t *testing.T) {
	plan := []string{".ci", ".env.example", ".git", ".github", ".gitignore", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "SECURITY.md", "bot", "cmd", "docs", "go.mod", "go.sum", "knowledge", "seeds"}
	entries, err := os.ReadDir(moduleRoot(t))
	if err != nil {
		t.Fatal(err)
	}
	ignored := []string{".env", "quoth", "quoth.db", "quoth.db-shm", "quoth.db-wal"}
	for _, e := range entries {
		if !slices.Contains(plan, e.Name()) && !slices.Contains(ignored, e.Name()) {
			t.Errorf("the plan names no %s at the top level", e.Name())
		}
	}
}

// moduleRoot is the folder of go.mod.
func moduleRoot(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("there is no go.mod above the test's folder")
		}
		dir = parent
	}
}

// TestTimeZonesAreInside reads that the program brings the time zones, which a small
// container has no files of.
func TestTimeZonesAreInside(t *testing.T) {
	parsed, err := parser.ParseFile(token.NewFileSet(), "main.go", nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	for _, imported := range parsed.Imports {
		if imported.Path.Value == `"time/tzdata"` {
			return
		}
	}
	t.Error("main.go does not import time/tzdata")
}
