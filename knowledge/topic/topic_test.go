package topic

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge"
	"quoth/knowledge/heaptest"
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
	return Of(&knowledge.Article{Source: source, Language: lang}, stems(title), stems(body))
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
		{"tsunami OR earthquake", quake, true},
		{"tsunami OR storm", quake, false},
		{"Peru OR Chile earthquake", quake, true},
		{"Peru OR Ecuador earthquake", quake, false},
		{`"strong earthquake" OR tsunami Chile`, quake, true},
		{"earthquake NOT hospital", quake, false},
		{"earthquake AND Chile", quake, true},
		{"source:gazette OR source:“The Herald”", quake, true}, // all of an outlet
		{`source:"The Herald" -hospitals`, quake, false},
		{"source:Gazette", quake, false},
		{"earthquake from:2026", quake, false}, // it has no date
		{"elections Québec", french, true},     // nothing tells the language of the words
		{"électeurs Québec", french, true},
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

func TestCanonical(t *testing.T) {
	for s, want := range map[string]string{
		"  ferry   strike ":                     "ferry strike",
		"lang:EN ferry source:“The Herald”":     `ferry source:"The Herald" lang:en`,
		"ferry since:2026-11 until:2026-12-01":  "ferry from:2026-11 to:2026-12-01",
		"ferry from:2025 from:2026":             "ferry from:2026",
		"source: BBC":                           "source:BBC",
		`feed: "World news" lang:en source:BBC`: `source:BBC feed:"World news" lang:en`,
		"-feed:World ferry":                     "-feed:World ferry",
		"ferry OR boat AND strike NOT bridge":   "ferry OR boat strike -bridge",
		"«cease fire» −drill":                   `"cease fire" -drill`,
		`ferry "on strike`:                      `ferry "on strike"`,
		"Portland OR":                           "Portland",
		"ferry OR source:BBC boat":              "ferry boat source:BBC",
		"source:BBC OR source:AP":               "source:BBC source:AP",
		"war in Ukraine":                        "war in Ukraine",
		"ferry source:BBC source:BBC":           "ferry source:BBC",
	} {
		if got := Canonical(s); got != want {
			t.Errorf("the usual form of %q is %q, want %q", s, got, want)
		}
	}
}

func TestSame(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"le Louvre", "louvre", true},
		{"the ferry strike", "Strike ferry", true},
		{"der Krieg in der Ukraine", "Krieg der Ukraine", true},
		{"ferry OR boat", "boat OR ferry", true},
		{"ferry source:BBC", "the ferry source:bbc", true},
		{`"The Who"`, "WHO", false},
		{"ferry -strike", "ferry strike", false},
		{`"ferry strike"`, "ferry strike", false},
		{"ferry lang:fr", "ferry", false},
		{"ferry", "boat", false},
	} {
		one, err := Parse(c.a, "")
		other, err2 := Parse(c.b, "")
		if err = errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		if got := one.Same(other); got != c.same || other.Same(one) != got {
			t.Errorf("%q and %q are the same: %v, want %v", c.a, c.b, got, c.same)
		}
	}
}

func TestUnread(t *testing.T) {
	for s, want := range map[string]string{
		"ferry strike": "", "Mission: Impossible": "", "at 10:30 train": "", "ferry source:BBC": "", "ferry -strike OR boat": "OR",
		"ferry site:bbc.com": "site:", `title:"ferry strike"`: "title:", "cyclospor*": "cyclospor*", "ferry OR": "OR", "(ferry OR boat)": "(ferry boat)", "ferry from:": "from:",
		"since:brexit": "since:", "war from:yesterday": "from:", "war to:2026-13": "to:", `trains from:"Lyon"`: "from:", "language:English ferry": "language:", "language:en ferry": "",
	} {
		topic, err := Parse(s, "")
		if err != nil {
			t.Fatalf("%s: %v", s, err)
		}
		if got := strings.Join(topic.Unread(), " "); got != want {
			t.Errorf("of %q is read as plain words %q, want %q", s, got, want)
		}
	}
}

func TestLanguage(t *testing.T) {
	for s, want := range map[string]string{"grève lang:fr": "fr true", "Streik der Fährleute": "de true", "Macron": "en false"} {
		topic, err := Parse(s, "")
		if err != nil {
			t.Fatal(err)
		}
		language, known := topic.Language()
		if got := fmt.Sprint(language, " ", known); got != want {
			t.Errorf("%q is read in %s, want %s", s, got, want)
		}
	}
}

func TestPeriod(t *testing.T) {
	topic, err := Parse("ferry from:2026-11 to:2026-11-15", "")
	if err != nil {
		t.Fatal(err)
	}
	east := time.FixedZone("", 3*3600)
	for published, want := range map[time.Time]bool{
		{}: false, time.Date(2026, 10, 31, 23, 0, 0, 0, time.UTC): false, time.Date(2026, 11, 1, 0, 0, 0, 0, east): true,
		time.Date(2026, 11, 15, 23, 59, 0, 0, time.UTC): true, time.Date(2026, 11, 16, 0, 0, 0, 0, east): false,
	} {
		a := Of(&knowledge.Article{Published: published}, []string{"ferri"}, nil)
		if topic.Match(a) != want {
			t.Errorf("an article of %s matches: %t", published, !want)
		}
	}
	if got := topic.WithoutPeriod(); got != "ferry" {
		t.Errorf("without its period the topic is %q", got)
	}
}

func TestFilter(t *testing.T) {
	stored := []knowledge.Source{{Name: "The Herald"}, {Name: "Süddeutsche"}, {Name: "Gazette"}}
	for s, want := range map[string]knowledge.Filter{
		"ferry":                               {},
		"ferry lang:de":                       {Languages: []string{"de"}},
		"ferry lang:de lang:fr":               {Languages: []string{"de", "fr"}},
		"ferry -lang:de":                      {},
		`ferry source:"the herald"`:           {Sources: []string{"The Herald"}},
		"ferry source:suddeutsche":            {Sources: []string{"Süddeutsche"}},
		"ferry -source:gazette":               {Sources: []string{"The Herald", "Süddeutsche", ""}},
		`ferry feed:"World news" feed:UK`:     {Feeds: []string{"World news", "UK"}},
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
		"the of": ErrNothing, `"who"`: ErrNothing, "-war": ErrNothing, "!!!": ErrNothing, "lang:en -x": ErrNothing,
		"war lang:english": ErrLanguage, "war lang:e": ErrLanguage, "war -lang:中文": ErrLanguage, "war from:2026 to:2025": ErrPeriod, "-source:BBC": ErrNothing,
	} {
		if _, err := Parse(s, ""); !errors.Is(err, want) {
			t.Errorf("Parse(%q) gives %v, want %v", s, err, want)
		}
	}
	if topic, err := Parse(`"WHO"`, ""); err != nil || len(topic.terms) != 1 {
		t.Errorf("an acronym that is spelt as a function word gives %v", err)
	}
	if topic, err := Parse(`"The Who"`, ""); err != nil || len(topic.terms) != 1 {
		t.Errorf("a phrase of function words gives %v", err)
	}
}

func TestMatcherKeepsUp(t *testing.T) {
	m := NewMatcher()
	a := article("S", "en", "Flood in Porto", "A flood reached Porto.")
	a.feed = "world"
	match := func() []int64 {
		got := m.Match(nil, a)
		slices.Sort(got)
		return got
	}
	for id, topic := range []string{"flood", "Porto", "flood", "fire", "flood -porto", "source:s source:S", "source:s -flood", "feed:world", "feed:world source:s flood", "feed:sport OR feed:World"} {
		if err := m.Set(int64(id+1), topic); err != nil {
			t.Fatal(err)
		}
	}
	if got := match(); !slices.Equal(got, []int64{1, 2, 3, 6, 8, 9, 10}) {
		t.Errorf("matches %v, want 1, 2, 3, 6, 8, 9 and 10", got)
	}
	m.Remove(1)
	if err := m.Set(3, "fire"); err != nil {
		t.Fatal(err)
	}
	if err := m.Set(4, "porto"); err != nil {
		t.Fatal(err)
	}
	if got := match(); !slices.Equal(got, []int64{2, 4, 6, 8, 9, 10}) {
		t.Errorf("matches %v after changes, want 2, 4, 6, 8, 9 and 10", got)
	}
	if err := m.Set(11, "the"); !errors.Is(err, ErrNothing) || m.Len() != 9 {
		t.Errorf("a topic of nothing gives %v, %d subscriptions", err, m.Len())
	}
	for id := range int64(12) {
		m.Remove(id)
	}
	if m.Len() != 0 || len(m.topics) != 0 || len(m.waiting) != 0 || len(m.whole) != 0 {
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
			case 2:
				part += " OR " + vocabulary[r.IntN(len(vocabulary))]
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
	for _, s := range []string{`war "cease fire" -football source:"Al Jazeera" lang:en`, `"`, `-"`, "source:", "−x y", "a\x00b\xff", `x OR -y z OR source:"a" from:2020`, `NOT NOT to:2020 t:"a b"`, `source: "`} {
		f.Add(s)
	}
	a := article("Al Jazeera", "en", "War and cease fire", "A cease fire in the war.")
	f.Fuzz(func(t *testing.T, s string) {
		var topic *Topic
		var err error
		heaptest.Within(t, len(s), func() { topic, err = Parse(s, "") })
		if err != nil {
			return
		}
		again, err := Parse(topic.String(), "")
		if err != nil || again.String() != topic.String() || again.Match(a) != topic.Match(a) {
			t.Errorf("%q has the usual form %q, which is read as another topic (%v)", s, topic, err)
		}
	})
}
