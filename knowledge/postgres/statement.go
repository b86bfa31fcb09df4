package postgres

import (
	"strconv"
	"strings"
	"sync"
)

// words are those that PostgreSQL wants otherwise than package tables writes them.
var words = map[string]string{
	"user":      `"user"`, // a reserved word
	"json_each": "json_array_elements_text",
	"BLOB":      "BYTEA",
}

// statement is one of package tables as PostgreSQL reads it: its parameters $1, $2, … are
// the arguments of those positions, from 0. PostgreSQL refuses arguments that it does not need.
type statement struct {
	sql       string
	arguments []int
}

// maxStatements is how many translations are remembered before all are forgotten: several times
// as many as package tables has, since those over lists, and those that name who asks, are many.
const maxStatements = 2000

// translations remembers the translated statements by their source.
type translations struct {
	mu  sync.Mutex
	all map[string]statement
}

// of returns the translation of a statement.
func (t *translations) of(source string) statement {
	t.mu.Lock()
	defer t.mu.Unlock()
	s, known := t.all[source]
	if !known {
		s = translate(source)
		if t.all == nil || len(t.all) >= maxStatements {
			t.all = make(map[string]statement)
		}
		t.all[source] = s
	}
	return s
}

// translate writes placeholders, and the words of another spelling, as PostgreSQL does; what
// stands in quotation marks and comments stays as it is. INDEXED BY and the name after it, of an index that
// SQLite's planner does not find by itself, are left out.
func translate(source string) statement {
	var b strings.Builder
	var arguments []int
	numbers := map[int]int{} // of parameters by argument
	parameter := func(argument int) {
		n, known := numbers[argument]
		if !known {
			arguments = append(arguments, argument)
			n = len(arguments)
			numbers[argument] = n
		}
		b.WriteString("$" + strconv.Itoa(n))
	}
	unnumbered := 0
	for i := 0; i < len(source); {
		switch c := source[i]; {
		case c == '\'' || c == '"':
			end := i + 1 + strings.IndexByte(source[i+1:], c) + 1 // a doubled one begins anew
			b.WriteString(source[i:end])
			i = end
		case strings.HasPrefix(source[i:], "--"):
			line, _, _ := strings.Cut(source[i:], "\n")
			b.WriteString(line)
			i += len(line)
		case c == '?':
			end := i + 1
			for end < len(source) && source[end] >= '0' && source[end] <= '9' {
				end++
			}
			if n, err := strconv.Atoi(source[i+1 : end]); err == nil {
				parameter(n - 1)
			} else {
				parameter(unnumbered)
				unnumbered++
			}
			i = end
		case inWord(c):
			end := i
			for end < len(source) && inWord(source[end]) {
				end++
			}
			if rest, hint := strings.CutPrefix(source[i:], "INDEXED BY "); hint {
				_, rest, _ = strings.Cut(rest, " ")
				i = len(source) - len(rest)
				continue
			}
			word := source[i:end]
			if other, ok := words[word]; ok {
				word = other
			}
			b.WriteString(word)
			i = end
		default:
			b.WriteByte(c)
			i++
		}
	}
	return statement{b.String(), arguments}
}

func inWord(c byte) bool {
	return c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}
