package bot

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPrintable(t *testing.T) {
	for given, want := range map[string]string{
		"Plain words, 100 % of them: “Größe” – żółw €": "Plain words, 100 % of them: “Größe” – żółw €",
		"two\nlines\tand a tab":                                         "two\nlines and a tab",
		"\x1b[2J\x1b]0;title\x07bell\r\x00":                             " [2J ]0;title bell  ",
		"\u0085c1\u009b31m":                                             " c1 31m",
		"safe\u202etxt.exe\u2066x\u2069\u200f":                          "safetxt.exex",
		"zero\u200bwidth\u2060\ufeff\u00ad\u3164":                       "zerowidth",
		"p\u200das\u200csword":                                          "password",
		"می\u200cخواهم क्\u200dष":                                       "می\u200cخواهم क्\u200dष",
		"👩\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 1\ufe0f⃣":                       "👩\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 1\ufe0f⃣",
		"a\ufe0fb\U000e0101":                                            "ab",
		"葛\U000e0100":                                                   "葛\U000e0100",
		"🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f": "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
		"hi\U000e0068\U000e0069🏴\U000e0068":                             "hi🏴",
		"Việt Nam, e\u0301":                                             "Việt Nam, e\u0301",
		"z" + strings.Repeat("̴", 50) + "a":                             "z" + strings.Repeat("̴", 4) + "a",
		"\u0301\u0301a":                                                 "a",
		"broken \xff\xc3":                                               "broken ?",
		"a\u2028b":                                                      "a b",
		"\ufffe\U0001ffff\ufff9":                                        "",
	} {
		if got := Printable(given); got != want {
			t.Errorf("%q is shown as %q, want %q", given, got, want)
		}
	}
}

func FuzzPrintable(f *testing.F) {
	for _, s := range []string{"Plain.", "\x1b[2J", "🏴\U000e0067\U000e007f", "👩\u200d👧", "a\u0301\u0301\u0301\u0301\u0301", "\xff", "❤\ufe0f\ufe0f", "क्\u200d\u200d"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Printable(s)
		if len(got) > len(s) || !utf8.ValidString(got) || strings.ContainsAny(got, "\x1b\x00\r\u202e\u200b\u009b") {
			t.Errorf("%q is shown as %q", s, got)
		}
		if again := Printable(got); again != got {
			t.Errorf("%q, shown as %q, is shown as %q", s, got, again)
		}
	})
}
