// Package text holds every sentence that the bot itself says, in eight languages.
//
// A sentence has a [Key] that says what it is, such as "follow.ended". Its wording in a
// language stands in that language's file in locales, a JSON object from keys to
// wordings. A wording is a string with named arguments in braces, "“{topic}” is not
// followed here any more.", or an object of such strings by plural form, of which the
// argument n chooses one: {"one": "{n} article", "other": "{n} articles"}. The forms are
// those that Unicode's CLDR gives the language for whole numbers.
//
// A [Printer] says sentences in one language, and writes its numbers, dates and lists.
// News is never a sentence of this package: it stands in arguments, as it was printed.
package text

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// Key names a sentence: a group and a name, "follow.ended".
type Key string

// English is the language of who has told no other, ISO 639-1.
const English = "en"

// Languages are the languages of the catalogue, ISO 639-1, the usual one first.
func Languages() []string { return []string{English, "de", "fr", "es", "it", "pt", "ru", "tr"} }

// Language is the first of some tags that names a language of the catalogue, "" for none.
// A tag is one of IETF, "pt-BR", or a locale of POSIX, "pt_BR.UTF-8".
func Language(tags ...string) string {
	for _, tag := range tags {
		code, _, _ := strings.Cut(strings.ToLower(tag), "-")
		code, _, _ = strings.Cut(code, "_")
		code, _, _ = strings.Cut(code, ".")
		if slices.Contains(Languages(), code) {
			return code
		}
	}
	return ""
}

// Printer says sentences in one language. The zero Printer speaks English. It may be used
// by any number of goroutines.
type Printer struct{ language string }

// For returns the Printer of the first of some tags that names a language of the
// catalogue (see Language), else the English one.
func For(tags ...string) Printer { return Printer{Language(tags...)} }

// Language is what the Printer speaks, ISO 639-1.
func (p Printer) Language() string {
	if p.language == "" {
		return English
	}
	return p.language
}

func (p Printer) catalogue() *catalogue { return catalogues[p.Language()]() }

// Say writes a sentence. args are names of arguments and their values in turn, as in
// package slog: strings stand as they are, and whole numbers as the language writes them.
// A key that is in no catalogue is written itself.
func (p Printer) Say(key Key, args ...any) string {
	c := p.catalogue()
	s, known := c.sentences[key]
	if !known {
		return string(key)
	}
	return s.wording(c, args).fill(c, args)
}

// Knows reports whether the catalogue has a sentence of that key.
func Knows(key Key) bool {
	_, known := catalogues[English]().sentences[key]
	return known
}

// Number writes a whole number: "1,200".
func (p Printer) Number(n int) string { return p.catalogue().numbers.Sprintf("%d", n) }

// sentence is a sentence in one language: a wording for each plural form, or one alone,
// which stands under plural.Other.
type sentence map[plural.Form]wording

// wording is a text in pieces.
type wording []piece

// piece is a run of a text with the argument that stands behind it, "" for none.
type piece struct{ text, argument string }

// forms are the names of plural forms in the files.
var forms = map[string]plural.Form{"zero": plural.Zero, "one": plural.One, "two": plural.Two, "few": plural.Few, "many": plural.Many, "other": plural.Other}

// UnmarshalJSON reads a string, or an object of strings by plural form.
func (s *sentence) UnmarshalJSON(data []byte) error {
	var plain string
	if json.Unmarshal(data, &plain) == nil {
		*s = sentence{plural.Other: parse(plain)}
		return nil
	}
	var counted map[string]string
	if err := json.Unmarshal(data, &counted); err != nil {
		return err
	}
	*s = sentence{}
	for name, text := range counted {
		form, known := forms[name]
		if !known {
			return fmt.Errorf("%q is no plural form", name)
		}
		(*s)[form] = parse(text)
	}
	return nil
}

// parse cuts a text behind each of its arguments.
func parse(s string) wording {
	var w wording
	for s != "" {
		text, rest, _ := strings.Cut(s, "{")
		name, after, _ := strings.Cut(rest, "}")
		w, s = append(w, piece{text, name}), after
	}
	return w
}

// fill writes a text with its arguments. One that is not given keeps its braces.
func (w wording) fill(c *catalogue, args []any) string {
	var b strings.Builder
	for _, p := range w {
		b.WriteString(p.text)
		if p.argument == "" {
			continue
		}
		switch v := argument(args, p.argument).(type) {
		case nil:
			b.WriteString("{" + p.argument + "}")
		case int:
			b.WriteString(c.numbers.Sprintf("%d", v))
		default:
			fmt.Fprint(&b, v)
		}
	}
	return b.String()
}

// wording is that of the plural form that the argument n takes.
func (s sentence) wording(c *catalogue, args []any) wording {
	if n, ok := argument(args, counted).(int); ok {
		if w, ok := s[plural.Cardinal.MatchPlural(c.tag, max(n, -n), 0, 0, 0, 0)]; ok {
			return w
		}
	}
	return s[plural.Other]
}

// counted is the argument that chooses the plural form.
const counted = "n"

func argument(args []any, name string) any {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return args[i+1]
		}
	}
	return nil
}

// catalogue is all sentences in one language.
type catalogue struct {
	tag       language.Tag
	numbers   *message.Printer
	sentences map[Key]sentence
}

// catalogues are those of the languages by ISO 639-1 code, each read when it is first
// needed. That each file can be read is tested.
var catalogues = func() map[string]func() *catalogue {
	all := map[string]func() *catalogue{}
	for _, code := range Languages() {
		all[code] = sync.OnceValue(func() *catalogue {
			c, err := read(code)
			if err != nil {
				panic(fmt.Sprintf("the built-in sentences can't be read: %v", err))
			}
			return c
		})
	}
	return all
}()

//go:embed locales
var locales embed.FS

// read reads the file of a language.
func read(code string) (*catalogue, error) {
	data, err := locales.ReadFile(path.Join("locales", code+".json"))
	if err != nil {
		return nil, err
	}
	c := &catalogue{tag: language.Make(code)}
	c.numbers = message.NewPrinter(c.tag)
	if err := json.Unmarshal(data, &c.sentences); err != nil {
		return nil, fmt.Errorf("%s: %w", code, err)
	}
	return c, nil
}
