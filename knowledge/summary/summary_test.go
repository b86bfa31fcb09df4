package summary

import (
	"errors"
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

func pick(title, body string, n int) (out []string) {
	for _, r := range Pick(title, body, ranges(body), "en", n) {
		out = append(out, body[r.Start:r.End])
	}
	return out
}

func TestPick(t *testing.T) {
	body := "By A. Writer\n\nPhoto: The harbour at dawn in a picture of the town office.\n\n" +
		"He was pleased about the vote of the council on the new tram line last night. " +
		"The council of Ashford voted on Tuesday to build a tram line to the harbour for 80 million euros. " +
		"The council of Ashford voted on Tuesday to build the tram line to the harbour. " +
		"Shops along the tram line will be paid for the months in which the street is closed. " +
		"A dog barked. " +
		"The first tram is to run to the harbour in 2027, the council said.\n\nRead more: What the tram line means for the shops of the town"
	got := pick("Ashford builds tram line to harbour", body, 3)
	all := strings.Join(got, " | ")
	if len(got) != 3 || !strings.Contains(got[0], "80 million") {
		t.Fatalf("picked %q", all)
	}
	for _, bad := range []string{"By A. Writer", "Photo", "He was pleased", "A dog barked", "Read more"} {
		if strings.Contains(all, bad) {
			t.Errorf("picked %q", bad)
		}
	}
	if strings.Count(all, "voted on Tuesday") != 1 {
		t.Errorf("says the same twice: %q", all)
	}
	if at := strings.Index(body, got[0]); at > strings.Index(body, got[1]) {
		t.Error("the sentences are not in their order")
	}
	for _, n := range []int{0, -1} {
		if got := pick("", body, n); len(got) != 0 {
			t.Errorf("%d sentences are %q", n, got)
		}
	}
	if got := pick("", "", 3); len(got) != 0 {
		t.Errorf("an empty text has %q", got)
	}
}

func TestTopic(t *testing.T) {
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	at := func(day int) time.Time { return time.Date(2024, 5, day, 0, 0, 0, 0, time.UTC) }
	articles := []knowledge.Article{
		{URL: "https://b.example/", Title: "Ferry strike ends", Source: "B", Published: at(9), Text: "The ferry strike in Portmouth ended on Thursday after both sides signed an agreement on pay."},
		{URL: "https://a.example/", Title: "Ferry strike begins", Source: "A", Published: at(2), Text: "Ferry crews in Portmouth began a strike over their pay on Thursday, and 340 sailors stopped work."},
		{URL: "https://c.example/", Title: "Ferry strike begins", Source: "C", Published: at(2), Text: "Ferry crews in Portmouth began a strike over their pay on Thursday, and 340 sailors stopped work."},
		{URL: "https://d.example/", Title: "Cake fair", Source: "A", Published: at(3), Text: "A cake fair drew four hundred bakers to the old market square of Elmstead on Friday."},
	}
	err = store.Write(t.Context(), func(w knowledge.Writer) error {
		for _, a := range articles {
			e := &knowledge.Entry{Article: a, Seal: knowledge.SealOf(&a), Sentences: ranges(a.Text)}
			for _, x := range text.AppendTerms(nil, a.Title+" "+a.Text, "en") {
				e.Terms = append(e.Terms, x.Stem)
			}
			if _, err := w.Put(t.Context(), e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s := New(store)
	account, err := s.Topic(t.Context(), Request{Topic: "ferry strike", Sentences: 4, Now: time.Now()})
	quotes := account.Quotes
	if err != nil || len(quotes) != 2 {
		t.Fatalf("%d quotes (%v): %+v", len(quotes), err, quotes)
	}
	if !strings.Contains(quotes[0].Text, "ended") || !strings.Contains(quotes[1].Text, "began") {
		t.Errorf("the quotes are %q and %q", quotes[0].Text, quotes[1].Text)
	}
	for _, q := range quotes {
		x, err := knowledge.ReadExcerpt(t.Context(), store, knowledge.Span{Article: q.Article.ID, Version: q.Article.Version, Range: q.Range})
		stored, unsound := x.Slice(q.Range)
		if err = errors.Join(err, unsound); err != nil || stored != q.Text || q.Article.Text != "" {
			t.Errorf("a quote is not its slice (%v)", err)
		}
	}
	for _, topic := range []string{"volcano", "the of", ""} {
		if account, err := s.Topic(t.Context(), Request{Topic: topic, Sentences: 4, Now: time.Now()}); err != nil || len(account.Quotes) != 0 {
			t.Errorf("%q has %d quotes (%v)", topic, len(account.Quotes), err)
		}
	}
	if quotes, err := s.Article(t.Context(), quotes[0].Article.ID, 3); err != nil || len(quotes) != 1 {
		t.Errorf("an article has %d quotes (%v)", len(quotes), err)
	}
	if quotes, err := s.Article(t.Context(), 99, 3); err != nil || len(quotes) != 0 {
		t.Errorf("an unknown article has %d quotes (%v)", len(quotes), err)
	}
}

func FuzzPick(f *testing.F) {
	f.Add("A title", "The council voted on Tuesday to build a tram line to the harbour. It was late.", 2)
	f.Fuzz(func(t *testing.T, title, body string, n int) {
		if !utf8.ValidString(body) || n > 100 {
			return
		}
		sentences := ranges(body)
		picked := Pick(title, body, sentences, "en", n)
		if len(picked) > max(n, 0) {
			t.Errorf("%d of at most %d", len(picked), n)
		}
		for i, r := range picked {
			known := false
			for _, s := range sentences {
				known = known || s == r
			}
			if !known || i > 0 && picked[i-1].End > r.Start {
				t.Errorf("%v is no sentence, or out of order", r)
			}
		}
	})
}

func BenchmarkPick(b *testing.B) {
	body := strings.Repeat("The council of Ashford voted on Tuesday to build a tram line. Shops along the street will be paid for it. Nobody was against the plan at the meeting. ", 15)
	sentences := ranges(body)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		Pick("Ashford builds tram line", body, sentences, "en", 3)
	}
}
