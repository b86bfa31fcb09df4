package retrieve

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

// memory is an index over a few texts, in memory.
type memory struct {
	texts     []string
	languages []string
}

func (m memory) stems(i int) map[string]bool {
	stems := map[string]bool{}
	for _, t := range text.AppendTerms(nil, m.texts[i], m.languages[i]) {
		if !t.Stop {
			stems[t.Stem] = true
		}
	}
	return stems
}

func (m memory) Search(_ context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
	var hits []knowledge.Hit
	for i := range m.texts {
		stems := m.stems(i)
		if !slices.ContainsFunc(q.All, func(s string) bool { return !stems[s] }) {
			hits = append(hits, knowledge.Hit{ID: int64(i)})
		}
	}
	return hits, nil
}

func (m memory) Frequencies(_ context.Context, stems []string) ([]int, int, error) {
	in := make([]int, len(stems))
	for i := range m.texts {
		held := m.stems(i)
		for j, s := range stems {
			if held[s] {
				in[j]++
			}
		}
	}
	return in, len(m.texts), nil
}

func (m memory) Stems(_ context.Context, least int, f func(string, int) error) error {
	counts := map[string]int{}
	for i := range m.texts {
		for s := range m.stems(i) {
			counts[s]++
		}
	}
	for _, s := range slices.Sorted(func(yield func(string) bool) {
		for s, n := range counts {
			if n >= least && !yield(s) {
				return
			}
		}
	}) {
		if err := f(s, counts[s]); err != nil {
			return err
		}
	}
	return nil
}

func (m memory) Languages(context.Context) (map[string]int, error) {
	counts := map[string]int{}
	for _, l := range m.languages {
		counts[l]++
	}
	return counts, nil
}

// query takes words apart as a caller does.
func query(s, language string) *Query {
	q := &Query{Language: language, LanguageKnown: true}
	for _, t := range text.AppendTerms(nil, s, language) {
		if !t.Stop {
			q.Words = append(q.Words, Word{Span: t.Span, Text: t.In(s), Stem: t.Stem, Name: t.Capital, Number: t.Number, Weight: 1})
		}
	}
	return q
}

var news = memory{
	texts: append([]string{
		"Hurricane Melissa struck Jamaica with winds of 185 mph.",
		"Hurricane Melissa left Jamaica. The hurricane was the strongest in years.",
		"Bryan Kohberger took a plea deal. The deal spares him the death penalty.",
		"Joann closes all its fabric stores. The fabric chain Joann is bankrupt.",
		"Joan Baez sang in Newport.",
		"Four people died of cyclosporiasis in France. The French ministry warned.",
		"The United Nations met in New York about the ceasefire.",
		"UN envoys left Gaza.",
		"Fabric lovers mourn Joann.",
		"What comes after Joann, the fabric store.",
		"He was offered a plea deal.",
		"The plea deal fell through.",
		"Fabric is cheap at Joann.",
		"Joann sells its last fabric.",
		"The Super Bowl is played in February.",
		"Who plays in the Superbowl?",
		"Boeing delivered fewer planes.",
	}, slices.Repeat([]string{"Rain fell on the hills."}, 160)...),
	languages: slices.Repeat([]string{"en"}, 177),
}

// matched is which words of a query a text holds.
func matched(q *Query, s, language string) string {
	m := q.Matcher()
	match := m.Start()
	held := uint64(0)
	for _, t := range text.AppendTerms(nil, s, language) {
		held |= match.Next(&t)
	}
	var words []string
	for i, w := range q.Words {
		if held>>i&1 == 1 {
			words = append(words, w.Text)
		}
	}
	return strings.Join(words, " ")
}

func TestResolve(t *testing.T) {
	for _, c := range []struct {
		query, language string
		article         int
		want            string // the words of the query that the article holds
		read            string // stems of what was read as another word
	}{
		{"hurricain melisa jamaca", "en", 0, "hurricain melisa jamaca", "hurrican melissa jamaica"},
		{"kohburger plea deel", "en", 2, "kohburger plea deel", "kohberg deal"},
		{"joan fabrics", "en", 3, "joan fabrics", "joann"},
		{"joan baez", "en", 4, "joan baez", ""},
		{"cyclospora france", "en", 5, "cyclospora france", "cyclosporiasi"},
		{"France 4 deaths", "en", 5, "France 4", ""},
		{"French", "en", 5, "French", ""},
		{"cease-fire UN", "en", 6, "cease fire UN", ""},
		{"cease fire talks", "en", 6, "cease fire", ""},
		{"United Nations Gaza", "en", 7, "United Nations Gaza", ""},
		{"Waffenruhe Vereinte Nationen", "de", 6, "Waffenruhe Vereinte Nationen", ""},
		{"Hurrikan Jamaika", "de", 1, "Hurrikan Jamaika", ""},
		{"hurricanne strongesst", "en", 1, "hurricanne strongesst", "hurrican strongest"},
		{"hurricanes Jamaicas", "en", 1, "hurricanes Jamaicas", ""},
		{"suprbowl", "en", 14, "suprbowl", "superbowl"},
		{"superbowl", "en", 14, "superbowl", ""},
		{"xylophone", "en", 0, "", ""},
		{"Bank of England", "en", 16, "", ""},
	} {
		q := query(c.query, c.language)
		if err := New(news).Resolve(t.Context(), q); err != nil {
			t.Fatal(err)
		}
		var read []string
		for _, r := range q.Readings {
			read = append(read, r.Stem)
		}
		if got := strings.Join(read, " "); got != c.read {
			t.Errorf("%q: read as %q, want %q", c.query, got, c.read)
		}
		if got := matched(q, news.texts[c.article], "en"); got != c.want {
			t.Errorf("%q: article %d holds %q, want %q", c.query, c.article, got, c.want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"same", "same", 0}, {"teh", "the", costSwap}, {"melisa", "melissa", costDouble}, {"scholz", "sholz", costStep},
		{"jamaca", "jamaica", costVowel}, {"kat", "cat", costNeighbor + costFirst}, {"москва", "масква", costVowel}, {"abc", "xyz", 21},
	} {
		if got := distance([]rune(c.a), []rune(c.b), 20); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// FuzzDistance checks what holds of any two words.
func FuzzDistance(f *testing.F) {
	f.Add("hurricane", "hurricain")
	f.Add("й", "и")
	f.Fuzz(func(t *testing.T, a, b string) {
		x, y := []rune(a), []rune(b)
		d := distance(x, y, 20)
		if d < 0 || d > 21 || (string(x) == string(y)) != (d == 0) && len(x) < 64 && len(y) < 64 {
			t.Errorf("distance(%q, %q) = %d", a, b, d)
		}
	})
}

func TestInEnglish(t *testing.T) {
	for _, c := range []struct{ language, in, want string }{
		{"en", "Who won?", "Who won?"},
		{"de", "Wie viele Kinder sind krank?", "how many kinder, sind krank"},
		{"de", "In welchem Land war das?", "in which country war das"},
		{"fr", "Combien d'ouvriers ont été blessés ?", "how many ouvriers, ont ete blesses"},
		{"es", "¿Por qué cerró?", "why cerro"},
		{"it", "Quale città?", "which city"},
		{"it", "Chi è il sindaco di Roma?", "who is the mayor di roma"},
		{"pt", "Quantas pessoas?", "how many pessoas,"},
		{"ru", "Когда сгорел театр?", "when сгорел театр"},
		{"tr", "Köprü ne zaman açıldı?", "kopru when acildi"},
	} {
		if got := InEnglish(c.in, c.language); got != c.want {
			t.Errorf("InEnglish(%q, %s) = %q, want %q", c.in, c.language, got, c.want)
		}
	}
}

func TestTablesAreWhole(t *testing.T) {
	for i, line := range strings.Split(strings.TrimSpace(bilingualFile), "\n") {
		if n := strings.Count(line, "|"); n != len(bilingualLanguages) {
			t.Errorf("bilingual.txt: line %d has %d languages: %s", i+1, n, line)
		}
	}
	for language, table := range wordings {
		for _, w := range table {
			for _, part := range strings.Fields(w[0]) {
				if text.Fold(part) != part {
					t.Errorf("%s: %q is not folded", language, w[0])
				}
			}
		}
	}
}

// TestDictionaryFollowsTheStore asks for the dictionary of a store that grows.
func TestDictionaryFollowsTheStore(t *testing.T) {
	small := New(news)
	first, err := small.words(t.Context(), 1000)
	if err != nil {
		t.Fatal(err)
	}
	if same, _ := small.words(t.Context(), 1010); same != first {
		t.Error("it is made anew for a few articles more")
	}
	if other, _ := small.words(t.Context(), 1100); other == first {
		t.Error("it is not made anew for a tenth more")
	}
	synctest.Test(t, func(t *testing.T) {
		large := New(news)
		first, err := large.words(t.Context(), 10*largeStore)
		if err != nil {
			t.Fatal(err)
		}
		if same, _ := large.words(t.Context(), 20*largeStore); same != first {
			t.Error("a question waits for the dictionary of a large store")
		}
		synctest.Wait()
		if other, _ := large.words(t.Context(), 20*largeStore); other == first {
			t.Error("it is not made anew beside the questions")
		}
	})
}

// TestPrepare has no question read the dictionary after Prepare.
func TestPrepare(t *testing.T) {
	news := memory{[]string{"The bridge in Hillford is closed."}, []string{"en"}}
	r := New(news)
	if err := r.Prepare(t.Context()); err != nil || r.dictionary == nil {
		t.Fatalf("nothing is prepared: %v", err)
	}
	prepared := r.dictionary
	if err := r.Resolve(t.Context(), Parse("brigde hillford", "en")); err != nil || r.dictionary != prepared {
		t.Errorf("it is read once more: %v", err)
	}
}

// TestReadNews reads a slip for a name that came up after the dictionary was made: how often it is then is no bound of
// how often it stands beside another word now.
func TestReadNews(t *testing.T) {
	m := memory{texts: slices.Concat(
		slices.Repeat([]string{"Zorbak spoke in Norland."}, 50), slices.Repeat([]string{"Zorbak spoke."}, 250),
		slices.Repeat([]string{"Zorbek sang."}, 3), slices.Repeat([]string{"Rain fell on the hills."}, 1700))}
	m.languages = slices.Repeat([]string{"en"}, len(m.texts))
	r := New(m)
	if err := r.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i := range 37 {
		m.texts[len(m.texts)-1-i] = "Zorbek landed in Norland."
	}
	q := query("zorbik norland", "en")
	if err := r.Resolve(t.Context(), q); err != nil || len(q.Readings) != 1 || q.Readings[0].Stem != "zorbek" {
		t.Errorf("read as %v, %v", q.Readings, err)
	}
}
