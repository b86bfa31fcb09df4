package timeline

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"quoth/knowledge"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
	"quoth/knowledge/text"
)

func ranges(s string) (out []knowledge.Range) {
	for _, sp := range text.Sentences(s, "en") {
		out = append(out, knowledge.Range(sp))
	}
	return out
}

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestFacts(t *testing.T) {
	body := "The council approved the tram line on Tuesday. Work began in March 2019 and stopped on 5 May 2020. The mayor was pleased. Nobody objected. Fares may rise in 2026."
	var got []string
	for _, f := range Facts(body, "en", ranges(body), day("2024-06-13")) {
		got = append(got, fmt.Sprintf("%s %s %s %q", f.Date, f.Granularity, f.Basis.Kind, body[f.Basis.Start:f.Basis.End]))
	}
	want := []string{
		`2024-06-11 day resolved "Tuesday"`, `2019-03 month written "March 2019"`, `2020-05-05 day written "5 May 2020"`,
		`2024-06-13 day published ""`, `2026 year written "2026"`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("facts are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, f := range Facts(body, "en", ranges(body), time.Time{}) {
		if f.Basis.Kind != knowledge.Written {
			t.Errorf("without a day of publication there is a fact of basis %s", f.Basis.Kind)
		}
	}
}

// TestFactsOfNews checks what dates a leading sentence of an article of Thursday 2024-06-13.
func TestFactsOfNews(t *testing.T) {
	for _, c := range []struct{ language, text, want string }{
		{"en", "A quake struck at 2:50 a.m. off the coast.", "2024-06-13 published"},
		{"en", "The government is funded through Nov. 21 after the vote.", "2024-06-13 published"},
		{"en", "Talks are to be held on Monday in Geneva.", "2024-06-17 resolved"},
		{"en", "Three weeks ago the toll was half as high.", ""},
		{"en", "He has led the party for three years.", "2024-06-13 published"},
		{"en", "Prices have risen in recent years.", ""},
		{"en", "Two months ago the factory closed.", "2024-04 resolved"},
		{"en", "He took part in the Jan. 6 riot at the Capitol.", "2021-01-06 resolved"},
		{"en", "The mayor, who took office on May 3, resigned on Tuesday.", "2024-05-03 resolved, 2024-06-11 resolved"},
		{"de", "Der Bürgermeister soll am Montag vor Gericht erscheinen.", "2024-06-17 resolved"},
		{"fr", "Le maire a démissionné mardi.", "2024-06-11 resolved"},
		{"ru", "Мэр ушёл в отставку 5 мая.", "2024-05-05 resolved"},
	} {
		var got []string
		for _, f := range Facts(c.text, c.language, []knowledge.Range{{End: len(c.text)}}, day("2024-06-13")) {
			got = append(got, f.Date+" "+string(f.Basis.Kind))
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %q has the facts %q, want %q", c.language, c.text, got, c.want)
		}
	}
}

// open returns a Maker over a real store with articles.
func open(t testing.TB, articles ...knowledge.Article) *Maker {
	t.Helper()
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	err = store.Write(t.Context(), func(w knowledge.Writer) error {
		for _, a := range articles {
			e := &knowledge.Entry{Article: a, Seal: knowledge.SealOf(&a), Sentences: ranges(a.Text)}
			for _, x := range text.AppendTerms(nil, a.Title, "en") {
				e.TitleTerms = append(e.TitleTerms, x.Stem)
			}
			for _, x := range text.AppendTerms(nil, a.Text, "en") {
				e.Terms = append(e.Terms, x.Stem)
			}
			e.Facts = Facts(a.Text, "en", e.Sentences, a.Published)
			if _, err := w.Put(t.Context(), e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return New(store)
}

var tram = []knowledge.Article{
	{URL: "https://x.example/1", Title: "Tram line approved", Source: "Echo", Language: "en", Published: day("2024-06-13"),
		Text: "The council approved the tram line on 11 June 2024. The tram will cost 80 million euros."},
	{URL: "https://x.example/2", Title: "Tram line opens", Source: "Wire", Language: "en", Published: day("2025-09-02"),
		Text: "The tram line opened on Monday with a brass band. The council had approved the tram on 11 June 2024. A first tram plan was dropped in 1998."},
	{URL: "https://x.example/3", Title: "Zoo news", Source: "Echo", Language: "en", Published: day("2024-07-01"),
		Text: "A giraffe was born at the zoo on Sunday. Visitors queued on 30 June 2024."},
}

// changing is a store in which every article changes before its facts are read.
type changing struct{ Library }

func (c changing) Facts(ctx context.Context, ids []int64, from, to string) ([]knowledge.Fact, error) {
	facts, err := c.Library.Facts(ctx, ids, from, to)
	for i := range facts {
		facts[i].Version++
		facts[i].Basis = knowledge.Basis{Kind: knowledge.Written, Range: knowledge.Range{Start: 1 << 20, End: 1<<20 + 4}}
	}
	return facts, err
}

func TestTimelineOfWhatChanged(t *testing.T) {
	entries, err := New(changing{open(t, tram...).store}).Timeline(t.Context(), Request{Topic: "tram line"})
	if err != nil || len(entries) != 0 {
		t.Errorf("of articles that changed since they were read the timeline has %d entries, %v", len(entries), err)
	}
}

func TestTimeline(t *testing.T) {
	m := open(t, tram...)
	ask := func(r Request) []Entry {
		r.Topic = "tram line"
		entries, err := m.Timeline(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		return entries
	}
	all := ask(Request{})
	var dates []string
	for _, e := range all {
		dates = append(dates, e.Date)
		for _, q := range e.Quotes {
			x, err := knowledge.ReadExcerpt(t.Context(), m.store, knowledge.Span{Article: q.Article.ID, Version: q.Article.Version, Range: q.Range})
			stored, unsound := x.Slice(q.Range)
			if err = errors.Join(err, unsound); err != nil || stored != q.Text {
				t.Errorf("%s: a quote is not its slice (%v)", e.Date, err)
			}
			if strings.Contains(q.Text, "giraffe") {
				t.Error("another topic is in the timeline")
			}
		}
	}
	for _, want := range []string{"1998", "2024-06-11", "2025-09-01"} {
		if !strings.Contains(strings.Join(dates, " "), want) {
			t.Errorf("the dates are %v, without %s", dates, want)
		}
	}
	if !strings.HasPrefix(strings.Join(dates, " "), "1998 2024") {
		t.Errorf("the dates are not in order: %v", dates)
	}
	for _, e := range all {
		if e.Date == "2024-06-11" && e.Mentions != 2 {
			t.Errorf("the approval has %d mentions, want 2", e.Mentions)
		}
	}
	if one := ask(Request{Entries: 1}); len(one) != 1 || one[0].Date != "2024-06-11" {
		t.Errorf("the weightiest date is %+v", one)
	}
	for _, e := range ask(Request{From: "2024-06-01", To: "2024-06-30"}) {
		if !strings.HasPrefix(e.Date, "2024-06") {
			t.Errorf("%s lies outside of the period", e.Date)
		}
	}
	if none, err := m.Timeline(t.Context(), Request{Topic: "volcano eruption"}); err != nil || len(none) != 0 {
		t.Errorf("an unknown topic gives %v (%v)", none, err)
	}
	if none, err := m.Timeline(t.Context(), Request{Topic: strings.Repeat("giraffe ", 100)}); err != nil || len(none) != 0 {
		t.Errorf("a pasted text gives %v (%v)", none, err)
	}
	if none, err := m.Timeline(t.Context(), Request{Topic: "the of"}); err != nil || len(none) != 0 {
		t.Errorf("a topic of no words gives %v (%v)", none, err)
	}
}

func FuzzFacts(f *testing.F) {
	f.Add("On 5 May 2020 it rained. Yesterday, too.")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		sentences := ranges(s)
		for _, x := range Facts(s, "en", sentences, day("2024-06-13")) {
			if x.Basis.Kind != knowledge.ByDate && (x.Basis.Empty() || !x.Sentence.Contains(x.Basis.Range)) {
				t.Errorf("%q: the basis %v lies outside of the sentence %v", s, x.Basis.Range, x.Sentence)
			}
			layout := map[knowledge.Granularity]string{knowledge.Day: time.DateOnly, knowledge.Month: "2006-01", knowledge.Year: "2006"}[x.Granularity]
			if _, err := time.Parse(layout, x.Date); err != nil {
				t.Errorf("%q: %v", s, err)
			}
		}
	})
}

func BenchmarkFacts(b *testing.B) {
	body := strings.Repeat("The council approved the tram line on Tuesday. Work began in March 2019 and the mayor was pleased. Nobody said a word against it at the meeting. ", 40)
	sentences := ranges(body)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		Facts(body, "en", sentences, day("2024-06-13"))
	}
}

func TestTimelineReadsMisspelledTopics(t *testing.T) {
	m := open(t, tram...)
	entries, err := m.Timeline(t.Context(), Request{Topic: "girafe zo"})
	if err != nil || len(entries) == 0 || !strings.Contains(entries[0].Quotes[0].Text, "giraffe") && !strings.Contains(entries[0].Quotes[0].Text, "Visitors") {
		t.Errorf("a misspelled topic gives %v, %v", entries, err)
	}
}

func TestTheWrittenDateIsTheBasis(t *testing.T) {
	const s = "Fighting stopped at 13:00 local time on Wednesday, 20 September 2023."
	facts := Facts(s, "en", []knowledge.Range{{End: len(s)}}, time.Date(2023, 9, 20, 0, 0, 0, 0, time.UTC))
	if len(facts) != 1 || facts[0].Date != "2023-09-20" || facts[0].Basis.Kind != knowledge.Written || !strings.Contains(s[facts[0].Basis.Start:facts[0].Basis.End], "20 September 2023") {
		t.Errorf("the facts are %+v", facts)
	}
}

// TestEvents has a match announced, played and remembered, and a second event of its day.
func TestEvents(t *testing.T) {
	m := open(t,
		knowledge.Article{URL: "https://x.example/1", Title: "Elmstead meet Ashford in Norland Cup final", Source: "Echo", Language: "en", Published: day("2024-05-06"),
			Text: "Elmstead will meet Ashford in the Norland Cup final on Saturday, 11 May. The final of the Norland Cup is set for 7 p.m."},
		knowledge.Article{URL: "https://x.example/2", Title: "Norland Cup final: what to know", Source: "Wire", Language: "en", Published: day("2024-05-10"),
			Text: "The Norland Cup final between Elmstead and Ashford is on 11 May. Elmstead and Ashford meet in the Norland Cup final at Port Evans."},
		knowledge.Article{URL: "https://x.example/3", Title: "Elmstead win Norland Cup on penalties", Source: "Echo", Language: "en", Published: day("2024-05-12"),
			Text: "Elmstead won the Norland Cup final against Ashford on penalties on Saturday. Fans of Elmstead danced in the streets around the stadium."},
		knowledge.Article{URL: "https://x.example/4", Title: "Elmstead's win of the Norland Cup", Source: "Wire", Language: "en", Published: day("2024-05-12"),
			Text: "On penalties Elmstead won the Norland Cup final against Ashford on Saturday. Mayor Ada Moreau was carried from the Norland Cup stadium on Saturday with a broken ankle."},
		knowledge.Article{URL: "https://x.example/5", Title: "Norland Cup winners thank their fans", Source: "Gazette", Language: "en", Published: day("2024-05-14"),
			Text: "Elmstead won the Norland Cup final against Ashford on penalties. The Norland Cup itself was shown to schools on Tuesday."},
	)
	entries, err := m.Timeline(t.Context(), Request{Topic: "Norland Cup"})
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	for _, e := range entries {
		s := e.Quotes[0].Text
		if strings.Contains(s, "will meet") || strings.Contains(s, "is on 11 May") {
			t.Errorf("%s: a preview stands for the match: %s", e.Date, s)
		}
		if strings.Contains(s, "penalties") {
			told++
			if e.Date != "2024-05-11" || strings.Join(e.Outlets, " ") != "Echo Gazette Wire" {
				t.Errorf("the result is told under %s, by %v", e.Date, e.Outlets)
			}
		}
	}
	if told != 1 {
		t.Errorf("the result is told %d times in %+v", told, entries)
	}
	if !strings.Contains(fmt.Sprint(entries), "broken ankle") {
		t.Error("the other event of the day is not told")
	}
	dates, err := m.Timeline(t.Context(), Request{Topic: "Norland Cup", PerDate: 2})
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range dates {
		if i > 0 && e.Date == dates[i-1].Date {
			t.Errorf("%s has two entries though sentences were asked for by date", e.Date)
		}
	}
}

// TestRecalledEvents has a disaster that the report on each later event recalls, once in
// its first sentence, on one day a second event that is told in a leaning sentence only, and a day
// years before that is named in passing.
func TestRecalledEvents(t *testing.T) {
	m := open(t,
		knowledge.Article{URL: "https://x.example/1", Title: "Orvale dam breaks", Source: "Echo", Language: "en", Published: day("2024-05-06"),
			Text: "The Orvale dam broke on Sunday and flooded two villages below it. Nobody is missing in Orvale."},
		knowledge.Article{URL: "https://x.example/2", Title: "Orvale dam breaks in the night", Source: "Wire", Language: "en", Published: day("2024-05-06"),
			Text: "Two villages were flooded when the Orvale dam broke on Sunday. They lie just below it."},
		knowledge.Article{URL: "https://x.example/3", Title: "Orvale dam: engineer arrested", Source: "Echo", Language: "en", Published: day("2024-05-12"),
			Text: "A week after the Orvale dam broke and flooded two villages, its chief engineer was in custody on Saturday. " +
				"The police arrested the chief engineer of the Orvale dam on Saturday at his home. " +
				"It was the second visit of inspectors to the Orvale dam on Saturday."},
		knowledge.Article{URL: "https://x.example/4", Title: "Orvale dam to be rebuilt", Source: "Gazette", Language: "en", Published: day("2024-06-03"),
			Text: "Parliament voted on Monday to rebuild the Orvale dam, for 40 million crowns. The Orvale dam flooded two villages when it broke on 5 May. " +
				"Nothing like the Orvale dam was built in Norland since the Ashford dam was finished on 3 March 2011."},
	)
	entries, err := m.Timeline(t.Context(), Request{Topic: "Orvale dam"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Date+" "+e.Quotes[0].Text)
	}
	want := []string{
		"2024-05-05 The Orvale dam broke on Sunday and flooded two villages below it.",
		"2024-05-06 Nobody is missing in Orvale.",
		"2024-05-11 The police arrested the chief engineer of the Orvale dam on Saturday at his home.",
		"2024-06-03 Parliament voted on Monday to rebuild the Orvale dam, for 40 million crowns.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("told is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestComparison has an article that lists other happenings of its kind.
func TestComparison(t *testing.T) {
	quake := []knowledge.Article{
		{URL: "https://x.example/1", Title: "Earthquake strikes Karvonia", Source: "Echo", Language: "en", Published: day("2024-06-13"),
			Text: "An earthquake struck Karvonia on 12 June 2024 and damaged four bridges. Rescuers searched Karvonia for survivors."},
		{URL: "https://x.example/2", Title: "How strong was the earthquake in Karvonia?", Source: "Wire", Language: "en", Published: day("2024-06-14"),
			Text: "The earthquake in Karvonia was the strongest of the year. There were worse ones. An earthquake off Elmstead destroyed the harbour on 3 May 1960. " +
				"An earthquake near Ashford lasted four minutes on 28 March 1964. An earthquake split the Orvale dam on 26 December 2004. " +
				"An earthquake and a wave hit the Norland coast on 11 March 2011. An earthquake shook the islands of Portmouth on 6 February 2023. " +
				"An earthquake in Karvonia had killed nobody on 2 April 2019."},
	}
	entries, err := open(t, quake...).Timeline(t.Context(), Request{Topic: "Karvonia earthquake"})
	if err != nil {
		t.Fatal(err)
	}
	own := 0
	for _, e := range entries {
		switch e.Date {
		case "1960-05-03", "1964-03-28", "2004-12-26", "2011-03-11", "2023-02-06":
			t.Errorf("another earthquake is told: %s", e.Quotes[0].Text)
		case "2019-04-02", "2024-06-12":
			own++
		}
	}
	if own != 2 {
		t.Errorf("of the earthquakes in Karvonia %d are told", own)
	}
}

// TestNewestState has a flood that three outlets report on for three days, and months later one
// article on the end of the matter.
func TestNewestState(t *testing.T) {
	var articles []knowledge.Article
	add := func(source, published, title, text string) {
		articles = append(articles, knowledge.Article{
			URL: fmt.Sprintf("https://x.example/%d", len(articles)), Title: title, Source: source, Language: "en", Published: day(published), Text: text})
	}
	for _, source := range []string{"Echo", "Wire", "Gazette"} {
		add(source, "2024-05-06", "Orvale dam breaks", "The Orvale dam broke on Sunday and flooded two villages. Soldiers reached the Orvale dam on Monday with boats and pumps.")
		add(source, "2024-05-08", "Engineer of Orvale dam arrested", "The police arrested the chief engineer of the Orvale dam on Tuesday at his home. Parliament debated the Orvale dam on Wednesday until midnight.")
	}
	add("Echo", "2024-09-14", "Orvale dam: engineer acquitted", "A court acquitted the engineer of the Orvale dam on Friday. He thanked his lawyers.")
	entries, err := open(t, articles...).Timeline(t.Context(), Request{Topic: "Orvale dam", Entries: 3})
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 3 || entries[2].Date != "2024-09-13" || !strings.Contains(entries[2].Quotes[0].Text, "acquitted") {
		t.Errorf("of three entries the last is not the newest state: %+v", entries)
	}
}

// TestEventsThatNoSentenceTells has a day of which nothing is known but what somebody said, and one
// that a single report tells.
func TestEventsThatNoSentenceTells(t *testing.T) {
	m := open(t,
		knowledge.Article{URL: "https://x.example/1", Title: "Orvale dam: work goes on", Source: "Echo", Language: "en", Published: day("2024-06-20"),
			Text: "Work on the Orvale dam goes on. “I never saw the Orvale dam as empty as on 3 June,” a keeper said. " +
				"Crews filled the Orvale dam with water on 11 June."},
	)
	entries, err := m.Timeline(t.Context(), Request{Topic: "Orvale dam", To: "2024-06-15", Entries: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 || entries[0].Date != "2024-06-11" {
		t.Errorf("the one entry is %+v, want that of 11 June", entries)
	}
}
