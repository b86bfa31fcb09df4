package text

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/feature/plural"
)

// TestPrinter says sentences with their arguments in the form that a number takes.
func TestPrinter(t *testing.T) {
	var p Printer
	for want, got := range map[string]string{
		"“storm” is not followed here any more.": p.Say("follow.ended", "topic", "storm"),
		"1 more quote":               p.Say("answer.more_quotes", "n", 1),
		"0 more quotes":              p.Say("answer.more_quotes", "n", 0),
		"1,200 articles up to today": p.Say("store.all", "n", 1200, "day", "today"),
		"Latest news from {source}":  p.Say("latest.heading_of"),
		"10 November 2020":           p.Date("2020-11-10"),
		"November 2020":              p.Date("2020-11"),
		"2020":                       p.Date("2020"),
		"8 July":                     p.DayOfMonth(time.Date(2021, 7, 8, 0, 0, 0, 0, time.UTC)),
		"a, b and c":                 p.And([]string{"a", "b", "c"}),
		"a":                          p.And([]string{"a"}),
		"German":                     p.Named("de"),
		"nl":                         p.Named("nl"),
	} {
		if got != want {
			t.Errorf("said %q, want %q", got, want)
		}
	}
}

// TestLanguage reads IETF tags and locales of POSIX.
func TestLanguage(t *testing.T) {
	for tag, want := range map[string]string{"pt-BR": "pt", "pt_BR.UTF-8": "pt", "DE": "de", "es-419": "es", "C.UTF-8": "", "nl": "", "": "", "ruthless": ""} {
		if got := Language(tag); got != want {
			t.Errorf("Language(%q) = %q, want %q", tag, got, want)
		}
	}
	if got := For("nl", "fr-CA").Language(); got != "fr" {
		t.Errorf("of Dutch and French the bot speaks %q", got)
	}
}

// TestCatalogues compares the languages: all say the same sentences with the same
// arguments, and have a wording for each form of a whole number.
func TestCatalogues(t *testing.T) {
	english := catalogues[English]().sentences
	for _, code := range Languages() {
		c := catalogues[code]()
		want := pluralForms(c)
		for _, key := range Keys() {
			s, has := c.sentences[key]
			if !has {
				t.Errorf("%s lacks %q", code, key)
				continue
			}
			if got, want := s.arguments(), english[key].arguments(); !slices.Equal(got, want) {
				t.Errorf("%s: %q takes %q, and in English %q", code, key, got, want)
			}
			if len(english[key]) > 1 && len(s) == 1 {
				t.Errorf("%s: %q counts in English alone", code, key)
			}
			if len(s) > 1 && !slices.Equal(slices.Sorted(maps.Keys(s)), want) {
				t.Errorf("%s: %q has the plural forms %v, want %v", code, key, slices.Sorted(maps.Keys(s)), want)
			}
			for _, w := range s {
				for _, p := range w {
					if strings.ContainsAny(p.text, "{}%") || p.text == "" && p.argument == "" {
						t.Errorf("%s: %q is not well written: %q", code, key, w)
					}
				}
			}
		}
		for key := range c.sentences {
			if _, has := english[key]; !has {
				t.Errorf("%s says %q, which English does not", code, key)
			}
		}
		for _, list := range []Key{"date.months", "date.months_alone", "date.months_short", "date.months_short_alone"} {
			if n := len(strings.Fields(For(code).Say(list))); n != 12 {
				t.Errorf("%s: %s are %d", code, list, n)
			}
		}
	}
}

// pluralForms are those that whole numbers take in a language, and plural.Other.
func pluralForms(c *catalogue) []plural.Form {
	taken := map[plural.Form]bool{plural.Other: true}
	for n := range 200 {
		taken[plural.Cardinal.MatchPlural(c.tag, n, 0, 0, 0, 0)] = true
	}
	return slices.Sorted(maps.Keys(taken))
}

// TestLengths looks at what a platform or a phone gives room for, in characters.
func TestLengths(t *testing.T) {
	for _, code := range Languages() {
		for _, key := range Keys() {
			most := 0
			group, name, _ := strings.Cut(string(key), ".")
			switch {
			case key == "telegram.description":
				most = 512
			case key == "telegram.short_description":
				most = 120
			case group == "command" || group == "option", strings.HasPrefix(name, "private"):
				most = 100
			case key == "discord.find_quote" || key == "discord.ask_about":
				most = 32
			case group == "label" && name != "hush" && name != "nothing_holds" && name != "open_private":
				most = 20
			}
			said := For(code).Say(key)
			if n := utf8.RuneCountInString(said); most > 0 && n > most {
				t.Errorf("%s: %q has %d characters, more than %d: %s", code, key, n, most, said)
			}
		}
	}
}

// TestLater says how long lies between two dates.
func TestLater(t *testing.T) {
	for _, c := range [][4]string{
		{"en", "2020-11-10", "2020-11-11", "1 day later"}, {"en", "2020-11-10", "2020-11-23", "13 days later"}, {"en", "2020-11-10", "2020-11-24", "2 weeks later"},
		{"en", "2020-11-10", "2021-03-11", "4 months later"}, {"en", "2020-11-10", "2021-11-10", "12 months later"}, {"en", "2020-11-10", "2023-05-01", "2 years later"},
		{"en", "2020-11", "2020-11-30", ""}, {"en", "2020-11", "2020-12-01", "1 month later"}, {"en", "2020", "2021-01-01", "1 year later"}, {"en", "2020", "2020-05", ""},
		{"en", "2020-11-10", "2020-11-10", ""}, {"en", "2020-11-10", "2020-11-09", ""}, {"en", "soon", "2020-11-09", ""},
		{"ru", "2020-11-10", "2020-12-01", "3 недели спустя"}, {"de", "2019", "2020", "1 Jahr später"}, {"tr", "2020-01-10", "2020-06-10", "5 ay sonra"},
	} {
		if got := For(c[0]).Later(c[1], c[2]); got != c[3] {
			t.Errorf("%s: from %s to %s it says %q, want %q", c[0], c[1], c[2], got, c[3])
		}
	}
}

// TestForms says counts and dates in the forms of each language.
func TestForms(t *testing.T) {
	first := time.Date(2021, 7, 1, 0, 0, 0, 0, time.UTC)
	for code, want := range map[string][]string{
		"en": {"Stored: 1 article.", "Stored: 22 articles.", "1 July 2021", "July 2021"},
		"de": {"Gespeichert: 1 Artikel.", "Gespeichert: 22 Artikel.", "1. Juli 2021", "Juli 2021"},
		"fr": {"Enregistré : 1 article.", "Enregistré : 22 articles.", "1er juillet 2021", "juillet 2021"},
		"es": {"Guardado: 1 artículo.", "Guardado: 22 artículos.", "1 de julio de 2021", "julio de 2021"},
		"it": {"In archivio: 1 articolo.", "In archivio: 22 articoli.", "1º luglio 2021", "luglio 2021"},
		"pt": {"Guardado: 1 artigo.", "Guardado: 22 artigos.", "1º de julho de 2021", "julho de 2021"},
		"ru": {"Сохранено: 1 статья.", "Сохранено: 22 статьи.", "1 июля 2021", "июль 2021"},
		"tr": {"Kayıtlı: 1 haber.", "Kayıtlı: 22 haber.", "1 Temmuz 2021", "Temmuz 2021"},
	} {
		p := For(code)
		got := []string{p.Say("store.stored_undated", "n", 1), p.Say("store.stored_undated", "n", 22), p.Day(first), p.Date("2021-07")}
		if !slices.Equal(got, want) {
			t.Errorf("%s says %q, want %q", code, got, want)
		}
	}
	if got := For("ru").Say("store.stored_undated", "n", 11); got != "Сохранено: 11 статей." {
		t.Errorf("of eleven Russian says %q", got)
	}
	if got := For("de").Number(1200); got != "1.200" {
		t.Errorf("German writes %q", got)
	}
}
