package topic

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

func article(source, lang, title, body string) *Article {
	stems := func(s string) (out []string) {
		for _, t := range text.AppendTerms(nil, s, lang) {
			if !t.Stop {
				out = append(out, t.Stem)
			}
		}
		return out
	}
	return Of(source, lang, stems(title), stems(body))
}

func TestMatch(t *testing.T) {
	filler := strings.Repeat("Farmers sold their apples at the weekly market square in town. ", 12)
	rescue := strings.Repeat("Rescuers searched collapsed houses through the night with dogs. ", 12)
	quake := article("The Herald", "en", "Earthquake shakes the coast of Chile",
		"A strong earthquake struck near Valparaíso on Monday. Hospitals treated dozens of injured people. "+rescue+filler+"A stadium was closed once.")
	truce := article("The Herald", "en", "A cease-fire holds for a second day", "The cease-fire at the border held on Monday.")
	peace := article("The Herald", "en", "A ceasefire holds for a second day", "The ceasefire at the border held on Monday.")
	french := article("Le Courrier", "fr", "Les élections au Québec", "Les électeurs ont voté lundi.")
	for _, c := range []struct {
		topic string
		a     *Article
		want  bool
	}{
		{"earthquake", quake, true},
		{"earthquakes", quake, true},
		{"Earthquake Chile", quake, true},
		{"earthquake Peru", quake, false},
		{"valparaiso", quake, true},
		{`"strong earthquake"`, quake, true},
		{`"earthquake strong"`, quake, false},
		{`“strong earthquake”`, quake, true},
		{"earthquake -hospital", quake, false},
		{"earthquake -tsunami", quake, true},
		{`earthquake -"strong earthquake"`, quake, false},
		{`earthquake source:"the herald"`, quake, true},
		{"earthquake source:Gazette", quake, false},
		{"earthquake source:Gazette source:“The Herald”", quake, true},
		{`earthquake -source:"the herald"`, quake, false},
		{"earthquake -source:Gazette", quake, true},
		{"earthquake -lang:en", quake, false},
		{"earthquake -lang:fr", quake, true},
		{"earthquake lang:en", quake, true},
		{"earthquake lang:fr", quake, false},
		{"stadium", quake, false},          // named once, far down
		{"market", quake, false},           // often, but never where it would be the subject
		{"earthquake market", quake, true}, // the one is the subject, the other is named often
		{"élection lang:fr", french, true},
		{"québec lang:fr", french, true},
		{"title monday", quake, false},
		{"ceasefire", truce, true}, // one word or two: the same compound
		{"cease-fire", truce, true},
		{"ceasefire", peace, true},
		{"cease-fire", peace, true},
		{`"cease fire"`, peace, false},
		{"border -ceasefire", truce, true}, // what is excluded is as written
		{`"chile strong"`, quake, false},   // the title's end and the text's start are no phrase
	} {
		topic, err := Parse(c.topic, "")
		if err != nil {
			t.Errorf("%s: %v", c.topic, err)
			continue
		}
		if got := topic.Match(c.a); got != c.want {
			t.Errorf("%s matches: %t, want %t", c.topic, got, c.want)
		}
		again, err := Parse(topic.String(), "")
		if err != nil || again.Match(c.a) != c.want {
			t.Errorf("%s: its usual form %q does not mean the same (%v)", c.topic, topic, err)
		}
	}
}

func TestAdmits(t *testing.T) {
	a := article("The Herald", "en", "Horror quakes shake the coast of Chile", "")
	for s, want := range map[string]bool{
		"ferry": true, "ferry -horror": false, "ferry -quake": false, `ferry -"coast of Chile"`: false, `ferry -"coast of Peru"`: true,
		`ferry source:"the herald"`: true, "ferry source:Gazette": false, `ferry -source:"The Herald"`: false,
		"ferry lang:en": true, "ferry lang:fr": false, "ferry -lang:en": false,
	} {
		topic, err := Parse(s, "en")
		if err != nil {
			t.Fatal(err)
		}
		if topic.Admits(a) != want {
			t.Errorf("%s admits the article: %t, want %t", s, !want, want)
		}
	}
}

func TestFilter(t *testing.T) {
	stored := []knowledge.Source{{Name: "The Herald"}, {Name: "Süddeutsche"}, {Name: "Gazette"}}
	for s, want := range map[string]knowledge.Filter{
		"ferry":                               {},
		"ferry lang:de":                       {Language: "de"},
		"ferry lang:de lang:fr":               {},
		"ferry -lang:de":                      {},
		`ferry source:"the herald"`:           {Sources: []string{"The Herald"}},
		"ferry source:suddeutsche":            {Sources: []string{"Süddeutsche"}},
		"ferry -source:gazette":               {Sources: []string{"The Herald", "Süddeutsche", ""}},
		"ferry source:Nowhere":                {Sources: []string{"nowhere"}},
		"ferry source:Gazette -source:Herald": {Sources: []string{"Gazette"}},
	} {
		topic, err := Parse(s, "")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, topic.Filter(stored)); diff != "" {
			t.Errorf("%s, want -, got +:\n%s", s, diff)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for s, want := range map[string]error{
		"": ErrEmpty, " \t\n": ErrEmpty, strings.Repeat("word ", 60): ErrTooLong,
		"the of": ErrNothing, "source:BBC": ErrNothing, "-war": ErrNothing, "!!!": ErrNothing, "lang:en -x": ErrNothing,
		"war lang:english": ErrLanguage, "war lang:e": ErrLanguage, "war -lang:中文": ErrLanguage, "-source:BBC": ErrNothing,
	} {
		if _, err := Parse(s, ""); !errors.Is(err, want) {
			t.Errorf("Parse(%q) gives %v, want %v", s, err, want)
		}
	}
	if topic, err := Parse(`"The Who"`, ""); err != nil || len(topic.terms) != 1 {
		t.Errorf("a phrase of function words gives %v", err)
	}
}

func TestMatcherKeepsUp(t *testing.T) {
	m := NewMatcher()
	a := article("S", "en", "Flood in Porto", "A flood reached Porto.")
	match := func() []int64 {
		got := m.Match(nil, a)
		slices.Sort(got)
		return got
	}
	for id, topic := range []string{"flood", "Porto", "flood", "fire", "flood -porto"} {
		if err := m.Set(int64(id+1), topic); err != nil {
			t.Fatal(err)
		}
	}
	if got := match(); !slices.Equal(got, []int64{1, 2, 3}) {
		t.Errorf("matches %v, want 1, 2 and 3", got)
	}
	m.Remove(1)
	if err := m.Set(3, "fire"); err != nil {
		t.Fatal(err)
	}
	if err := m.Set(4, "porto"); err != nil {
		t.Fatal(err)
	}
	if got := match(); !slices.Equal(got, []int64{2, 4}) {
		t.Errorf("matches %v after changes, want 2 and 4", got)
	}
	if err := m.Set(9, "the"); !errors.Is(err, ErrNothing) || m.Len() != 4 {
		t.Errorf("a topic of nothing gives %v, %d subscriptions", err, m.Len())
	}
	for id := range int64(10) {
		m.Remove(id)
	}
	if m.Len() != 0 || len(m.topics) != 0 || len(m.waiting) != 0 {
		t.Error("a removed subscription leaves something behind")
	}
}

// TestMatcherFindsWhatTopicsMatch compares the matcher with every topic looked at
// by itself, over articles and topics of few words, so that much matches.
func TestMatcherFindsWhatTopicsMatch(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	vocabulary := strings.Fields("ceasefire cease-fire cease fire truce ferry ferries harbour strike storm bridge Nagorno-Karabakh Karabakh port crew")
	text := func(n int) string {
		var all []string
		for range n {
			if r.IntN(3) > 0 { // most of an article is about something else
				all = append(all, fmt.Sprintf("filler%d", r.IntN(500)))
				continue
			}
			all = append(all, vocabulary[r.IntN(len(vocabulary))])
		}
		return strings.Join(all, " ")
	}
	m := NewMatcher()
	topics := map[int64]*Topic{}
	for id := int64(1); id <= 600; id++ {
		var parts []string
		for range 1 + r.IntN(3) {
			part := vocabulary[r.IntN(len(vocabulary))]
			switch r.IntN(6) {
			case 0:
				part = fmt.Sprintf("%q", part+" "+vocabulary[r.IntN(len(vocabulary))])
			case 1:
				part += " -" + vocabulary[r.IntN(len(vocabulary))]
			}
			parts = append(parts, part)
		}
		topic, err := Parse(strings.Join(parts, " "), "")
		if err != nil {
			t.Fatal(err)
		}
		topics[id] = topic
		if err := m.Set(id, topic.String()); err != nil {
			t.Fatal(err)
		}
		if id%5 == 0 {
			m.Remove(id)
			delete(topics, id)
		}
	}
	matched := 0
	for n := range 300 {
		a := article("S", "en", text(4), text(20+r.IntN(250)))
		if n < 80 { // a phrase once, about where the head ends
			var before strings.Builder
			for i := range n {
				fmt.Fprintf(&before, "before%d ", i)
			}
			a = article("S", "en", "Title", before.String()+"port crew storm bridge after")
		}
		got := m.Match(nil, a)
		slices.Sort(got)
		var want []int64
		for id, topic := range topics {
			if topic.Match(a) {
				want = append(want, id)
			}
		}
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("the matcher finds %v, and the topics that match are %v", got, want)
		}
		matched += len(want)
	}
	if matched < 1000 {
		t.Errorf("only %d matches were compared", matched)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`war "cease fire" -football source:"Al Jazeera" lang:en`, `"`, `-"`, "source:", "−x y", "a\x00b\xff"} {
		f.Add(s)
	}
	a := article("Al Jazeera", "en", "War and cease fire", "A cease fire in the war.")
	f.Fuzz(func(t *testing.T, s string) {
		topic, err := Parse(s, "")
		if err != nil {
			return
		}
		again, err := Parse(topic.String(), "")
		if err != nil || again.String() != topic.String() || again.Match(a) != topic.Match(a) {
			t.Errorf("%q has the usual form %q, which is read as another topic (%v)", s, topic, err)
		}
	})
}
