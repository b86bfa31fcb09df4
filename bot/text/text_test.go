package text

import (
	"testing"
	"time"
)

// TestPrinter says sentences with their arguments in the form that a number takes.
func TestPrinter(t *testing.T) {
	var p Printer
	for want, got := range map[string]string{
		"“storm” is not followed here any more.": p.Say("follow.ended", "topic", "storm"),
		"1 more quote":                           p.Say("answer.more_quotes", "n", 1),
		"0 more quotes":                          p.Say("answer.more_quotes", "n", 0),
		"Searched: 1,200 articles, up to today.": p.Say("store.searched", "n", 1200, "day", "today"),
		"Latest news from {source}":              p.Say("latest.heading_of"),
		"10 November 2020":                       p.Date("2020-11-10"),
		"November 2020":                          p.Date("2020-11"),
		"2020":                                   p.Date("2020"),
		"8 July":                                 p.DayOfMonth(time.Date(2021, 7, 8, 0, 0, 0, 0, time.UTC)),
		"a, b and c":                             p.And([]string{"a", "b", "c"}),
		"a":                                      p.And([]string{"a"}),
		"German":                                 p.Named("de"),
		"nl":                                     p.Named("nl"),
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
