package text

import (
	"slices"
	"testing"
)

func foldedWords(s string) []string {
	var out []string
	for sp := range Words(s) {
		out = append(out, Fold(sp.In(s)))
	}
	return out
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Karabakh": "karabakh", "Biden’s": "biden", "Biden's": "biden", "O’Brien": "obrien", "don't": "dont",
		"they’ll": "they", "U.S.": "usa", "US": "usa", "USA": "usa", "us": "us", "Us": "us", "U.S.'s": "usa", "US's": "usa", "US’s": "usa",
		"WHO": "w.h.o", "who": "who", "Who": "who", "a.m.": "am", "J.R.R.": "jrr", "Ｔｏｋｙｏ": "tokyo",
		"1,000.5": "1000.5", "1.000.000": "1000000", "3,4": "3.4", "25.10.2013": "25.10.2013",
		"Zürich": "zurich", "Łódź": "lodz", "straße": "strasse", "Ægir": "aegir", "синий": "синий", "ещё": "еще",
		"Ελλάδα": "ελλαδα", "İzmir": "izmir", "ﬁnal": "final", "": "", "CO₂": "co2", "한국": "한국",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
		if again := Fold(Fold(in)); again != Fold(in) {
			t.Errorf("Fold twice of %q = %q, once %q", in, again, Fold(in))
		}
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string][]string{
		"The U.S. won.":                    {"the", "usa", "won"},
		"Nagorno-Karabakh's 44-day war":    {"nagorno", "karabakh", "44", "day", "war"},
		"It rose 3.4% to $1,000.5, or €2.": {"it", "rose", "3.4", "to", "1000.5", "or", "2"},
		"on Jan. 5,2020":                   {"on", "jan", "5", "2020"},
		"at 5 p.m. he":                     {"at", "5", "pm", "he"},
		"東京タワー":                            {"東", "京", "タワー"},
		"go 🚀 now 👩‍🔬!":                    {"go", "now"},
		"see example.com/a_b":              {"see", "example", "com", "a", "b"},
		"end.Then":                         {"end", "then"},
		"— ... !":                          nil,
	} {
		if got := foldedWords(in); !slices.Equal(got, want) {
			t.Errorf("words of %q = %q, want %q", in, got, want)
		}
	}
}
