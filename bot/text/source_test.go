package text_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"quoth/bot/text"
)

// root is the module's folder, and spoken are the packages in which all that people read
// comes from the catalogue. In cmd/quoth, whose texts are the operator's, keys alone are
// looked at.
const root = "../../"

var spoken = []string{"bot", "bot/alert", "bot/chat", "bot/chat/layout", "bot/chat/limit", "bot/chat/session", "bot/picture", "bot/telegram", "bot/telegram/menu", "bot/telegram/page", "bot/discord", "bot/discord/command", "bot/discord/message", "bot/terminal", "bot/lines", "bot/web"}

// keyed are the functions whose first argument is a key, with names and values of
// arguments behind it; the number is where the key stands.
var keyed = map[string]int{"Say": 0, "say": 0, "Refuse": 0, "sorry": 0, "whisper": 2, "remark": 2}

// source is a file of the program.
type source struct {
	path string
	set  *token.FileSet
	file *ast.File
}

func (s source) at(n ast.Node) string { return s.set.Position(n.Pos()).String() }

// sources parses the files of packages that are no tests.
func sources(t *testing.T, packages ...string) []source {
	t.Helper()
	var all []source
	for _, p := range packages {
		files, err := filepath.Glob(filepath.Join(root, p, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no source in %s: %v", p, err)
		}
		for _, path := range files {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			s := source{path: path, set: token.NewFileSet()}
			if s.file, err = parser.ParseFile(s.set, path, nil, parser.SkipObjectResolution); err != nil {
				t.Fatal(err)
			}
			all = append(all, s)
		}
	}
	return all
}

// literal is the value of a string literal.
func literal(n ast.Node) (string, bool) {
	l, ok := n.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

// callee is the name of what is called: "Say" of p.Say.
func callee(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// TestKeys finds keys that no source names, keys that the catalogue lacks, and calls whose
// arguments are not those of their sentence.
func TestKeys(t *testing.T) {
	used := map[text.Key]bool{}
	// These are put together from a language's code, and read by package text itself.
	for _, key := range text.Keys() {
		if strings.HasPrefix(string(key), "language.") || strings.HasPrefix(string(key), "date.") || strings.HasPrefix(string(key), "list.") {
			used[key] = true
		}
	}
	for _, s := range sources(t, append(slices.Clone(spoken), "cmd/quoth", "bot/intent", "bot/webhook")...) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			if value, ok := literal(n); ok && text.Knows(text.Key(value)) {
				used[text.Key(value)] = true
			}
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			at, ok := keyed[callee(call)]
			if !ok || len(call.Args) <= at {
				return true
			}
			key, ok := literal(call.Args[at])
			switch {
			case !ok || key == "": // chosen elsewhere
			case !text.Knows(text.Key(key)):
				t.Errorf("%s: the catalogue has no sentence %q", s.at(call), key)
			case call.Ellipsis == token.NoPos:
				if given, want := argumentsOf(call.Args[at+1:]), text.Arguments(text.Key(key)); !slices.Equal(given, want) {
					t.Errorf("%s: %q is given %q, and takes %q", s.at(call), key, given, want)
				}
			}
			return true
		})
	}
	for key := range templateKeys(t) {
		if used[key] = true; !text.Knows(key) {
			t.Errorf("a template says %q, which the catalogue lacks", key)
		}
	}
	for _, key := range text.Keys() {
		if !used[key] {
			t.Errorf("nothing says %q", key)
		}
	}
}

// templateKeys are the keys that templates say.
func templateKeys(t *testing.T) map[text.Key]bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "bot/web/templates/*.html"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no templates: %v", err)
	}
	keys := map[text.Key]bool{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`\.Say "([^"]*)"`).FindAllSubmatch(data, -1) {
			keys[text.Key(m[1])] = true
		}
	}
	return keys
}

// argumentsOf are the names in a list of names and values.
func argumentsOf(args []ast.Expr) []string {
	names := map[string]bool{}
	for i := 0; i < len(args); i += 2 {
		name, _ := literal(args[i])
		names[name] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// machines are files of words that are not the bot's to people, and whose they are.
var machines = map[string]string{
	"bot/smalltalk.go":        "people's, which tell a language",
	"bot/discord/trouble.go":  "for the operator, in the log",
	"bot/telegram/failure.go": "Telegram's",
	"bot/telegram/webhook.go": "Telegram's",
}

// exceptions are strings of several words elsewhere, and what they are for.
var exceptions = map[string]string{
	"the article is not stored any more": "operator",
	"A chat on ":                         "operator",
	"no answer in time":                  "log",
	"the line is longer than 8 MB":       "scripts",
	"discord operator's servers ":        "key of a state",
	"discord commands ":                  "key of a state",
}

// TestNothingIsSaidElsewhere finds words for people outside of the catalogue: a string of
// several words, unless it is for the log, an error or a platform, as the call that it is
// given to or the lists above say; and any word in a block, a label or a refusal.
func TestNothingIsSaidElsewhere(t *testing.T) {
	met := map[string]bool{}
	for _, s := range sources(t, spoken...) {
		if name, _ := filepath.Rel(root, s.path); machines[filepath.ToSlash(name)] != "" {
			continue
		}
		silent := map[ast.Node]bool{}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ImportSpec:
				return false
			case *ast.Field:
				if n.Tag != nil {
					silent[n.Tag] = true
				}
			case *ast.CallExpr:
				if unread(n) {
					for _, arg := range n.Args {
						ast.Inspect(arg, func(n ast.Node) bool { silent[n] = true; return true })
					}
				}
			case *ast.FuncDecl:
				if n.Name.Name == "Error" && n.Recv != nil { // the text of an error
					return false
				}
			case *ast.CompositeLit:
				for _, e := range n.Elts {
					if pair, ok := e.(*ast.KeyValueExpr); ok && named(pair.Key, "what", "route", "What", "Route") { // of a call to a platform
						silent[pair.Value] = true
					}
				}
				for _, said := range shown(n) {
					ast.Inspect(said, func(n ast.Node) bool {
						if c, ok := n.(*ast.CallExpr); ok && sentence(c) {
							return false
						}
						if words, ok := literal(n); ok && word.MatchString(words) {
							t.Errorf("%s: %q stands in a block or on a button: it belongs into the catalogue", s.at(n), words)
						}
						return true
					})
				}
			}
			words, ok := literal(n)
			if !ok || silent[n] || !severalWords.MatchString(words) {
				return true
			}
			if met[words] = true; exceptions[words] == "" {
				t.Errorf("%s: %q is said outside of the catalogue", s.at(n), words)
			}
			return true
		})
	}
	for words := range exceptions {
		if !met[words] {
			t.Errorf("%q is excepted, and nowhere", words)
		}
	}
}

// severalWords is what a sentence looks like: two words side by side, or one as a whole
// sentence. word is one word of it.
var (
	severalWords = regexp.MustCompile(`\p{L}{2,} \p{L}{2,}|^\p{Lu}.*\p{L}[.!?]$`)
	word         = regexp.MustCompile(`\p{L}{2,}`)
)

func named(e ast.Expr, names ...string) bool {
	id, ok := e.(*ast.Ident)
	return ok && slices.Contains(names, id.Name)
}

// sentence reports whether a call says a sentence of the catalogue.
func sentence(c *ast.CallExpr) bool {
	_, ok := keyed[callee(c)]
	return ok
}

// unread reports whether what a call is given is for nobody who talks to the bot: logs,
// errors, supervision's names of jobs.
func unread(c *ast.CallExpr) bool {
	switch callee(c) {
	case "says", "Says", "constError", "webhook": // what a platform says, and what a call to it is for
		return true
	case "Raise", "Note": // what the operator is told
		return true
	case "panic", "Errorf", "MustCompile", "Debug", "Info", "Warn", "Error", "Log", "DebugContext", "InfoContext", "WarnContext", "ErrorContext", "Failed", "Try", "Keep", "background":
		return true
	case "New": // errors.New
		f, ok := c.Fun.(*ast.SelectorExpr)
		return ok && named(f.X, "errors")
	}
	return false
}

// shown are the parts of a composite literal that people read: the words of a block, and
// the labels of what can be pressed.
func shown(c *ast.CompositeLit) []ast.Expr {
	name := ""
	switch f := c.Type.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
	}
	field := map[string]string{"Text": "Text", "Heading": "Text", "Notice": "Text", "Action": "Label", "Folded": "Label", "Picture": "Alt"}[name]
	if field == "" {
		return nil
	}
	var out []ast.Expr
	for i, e := range c.Elts {
		pair, keyed := e.(*ast.KeyValueExpr)
		switch {
		case !keyed && i == 0 && name != "Picture":
			out = append(out, e)
		case keyed:
			if named(pair.Key, field) {
				out = append(out, pair.Value)
			}
		}
	}
	return out
}
