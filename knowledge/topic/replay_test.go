package topic_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
	"quoth/knowledge/topic"
)

// stored is a Reader of a real store that took articles in.
func stored(t *testing.T, articles ...knowledge.Article) *topic.Reader {
	t.Helper()
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	for i := range articles {
		articles[i].URL = fmt.Sprintf("https://x.example/%d", i)
		articles[i].Language = "en"
		if articles[i].Source == "" {
			articles[i].Source = "Echo"
		}
	}
	if _, err := intake.New(intake.Config{Store: store}).Add(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	return topic.NewReader(store)
}

func at(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

// lines are the alerts that a topic brings, a line each.
func lines(t *testing.T, r *topic.Reader, wanted string, from, to string) string {
	t.Helper()
	var since, until time.Time
	if from != "" {
		since, until = at(from), at(to).AddDate(0, 0, 1)
	}
	alerts, whole, err := r.Replay(t.Context(), wanted, since, until, false)
	if err != nil || !whole {
		t.Fatalf("replaying %q: whole %t, %v", wanted, whole, err)
	}
	var b strings.Builder
	for _, a := range alerts {
		kind := "story"
		if a.Update {
			kind = "update"
		}
		fmt.Fprintf(&b, "%s %s: %s | %s\n", a.Article.Published.Format(time.DateOnly), kind, a.Article.Title, a.Sentence.Text)
	}
	return b.String()
}

// bill is a bill on its way, told in four pieces, and what is on other things.
var bill = []knowledge.Article{
	{Title: "Senate passes ferry safety bill", Published: at("2024-03-04"), Text: "The Senate of Norland passed the ferry safety bill by 51 votes to 40 on Monday. The bill asks every ferry to carry rafts for all. Owners had spoken against it for a year."},
	{Title: "Ferry safety bill passes Senate", Published: at("2024-03-04"), Source: "Wire", Text: "By 51 votes to 40 the Senate of Norland passed the ferry safety bill on Monday. Every ferry must carry rafts for all under the bill. Owners had spoken against it."},
	{Title: "What the ferry safety bill says", Published: at("2024-03-05"), Source: "Gazette", Text: "The ferry safety bill that the Senate of Norland passed on Monday asks every ferry to carry rafts for all. Owners spoke against the bill."},
	{Title: "President vetoes ferry safety bill", Published: at("2024-03-07"), Text: "President Ada Moreau vetoed the ferry safety bill of Norland on Thursday and sent the bill back. She called the rafts too dear for small harbours."},
	{Title: "Zoo of Elmstead counts its giraffes", Published: at("2024-03-05"), Text: "The zoo of Elmstead counted nine giraffes on Tuesday. Visitors may feed them at noon."},
	{Title: "Football: Elmstead beat Ashford", Published: at("2024-03-07"), Text: "Elmstead beat Ashford 3-1 on Thursday. Fans who came by ferry were late for the first goal, since a bill for the mooring was not paid."},
}

func TestABillInFourPieces(t *testing.T) {
	r := stored(t, bill...)
	const want = `2024-03-04 story: Senate passes ferry safety bill | The Senate of Norland passed the ferry safety bill by 51 votes to 40 on Monday.
2024-03-07 story: President vetoes ferry safety bill | President Ada Moreau vetoed the ferry safety bill of Norland on Thursday and sent the bill back.
`
	if got := lines(t, r, "ferry safety bill", "", ""); strings.ReplaceAll(got, " update:", " story:") != want {
		t.Errorf("the alerts are\n%s\nwant\n%s", got, want)
	}
	if got := lines(t, r, "ferry safety bill", "2024-03-05", "2024-03-07"); !strings.Contains(got, "vetoes") || strings.Contains(got, "Senate passes") {
		t.Errorf("from 5 March to 7 March the alerts are\n%s", got)
	}
	if got := lines(t, r, "ferry safety bill -veto -vetoes", "", ""); strings.Contains(got, "vetoes") {
		t.Errorf("an excluded word is in\n%s", got)
	}
	if got := lines(t, r, "ferry safety bill source:Wire", "", ""); !strings.Contains(got, "passes Senate") || strings.Count(got, "\n") != 1 {
		t.Errorf("of one outlet the alerts are\n%s", got)
	}
	if _, _, err := r.Replay(t.Context(), "the of", time.Time{}, time.Time{}, false); !topic.Unreadable(err) {
		t.Errorf("a topic without words gives the error %v", err)
	}
}

// TestAResultIsTold has a match announced and then played: both are one story, and the
// result is told all the same, while a piece of trivia is not.
func TestAResultIsTold(t *testing.T) {
	body := " The final of the Norland Cup between Elmstead and Ashford is played at Port Evans, in a stadium for 40,000."
	r := stored(t,
		knowledge.Article{Title: "Elmstead meet Ashford in Norland Cup final", Published: at("2024-05-10"), Text: "Elmstead and Ashford meet in the Norland Cup final on Saturday." + body},
		knowledge.Article{Title: "Norland Cup final: Elmstead meet Ashford", Published: at("2024-05-11"), Source: "Wire", Text: "Ashford and Elmstead meet in the Norland Cup final today." + body},
		knowledge.Article{Title: "Elmstead win Norland Cup after penalties, thousands cheer late goalkeeper hero", Published: at("2024-05-12"), Text: "Elmstead won the Norland Cup final against Ashford on penalties on Saturday, 4-3." + body},
	)
	got := lines(t, r, "Norland Cup", "", "")
	if strings.Count(got, "\n") != 2 || !strings.Contains(got, "meet Ashford in Norland Cup final") || !strings.Contains(got, "win Norland Cup") {
		t.Errorf("the alerts are\n%s", got)
	}
}

// TestMentionsReplayed asks also for what merely mentions the topic.
func TestMentionsReplayed(t *testing.T) {
	const mention = "Choir sings at market place"
	r := stored(t, append(slices.Clone(bill), knowledge.Article{Title: mention, Published: at("2024-03-08"),
		Text: strings.Repeat("The wheel turned and the soup was hot and the bread was fresh and people were glad of it. ", 12) + "He came from Norland."})...)
	for _, mentions := range []bool{false, true} {
		alerts, _, err := r.Replay(t.Context(), "Norland", time.Time{}, time.Time{}, mentions)
		if err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(alerts, func(a topic.Alert) bool { return a.Article.Title == mention }) != mentions {
			t.Errorf("with mentions %t it brings %+v", mentions, alerts)
		}
	}
}

// TestReplayedAgain asks for the same twenty times.
func TestReplayedAgain(t *testing.T) {
	r := stored(t, bill...)
	first := lines(t, r, "ferry safety bill", "", "")
	for range 20 {
		if again := lines(t, r, "ferry safety bill", "", ""); again != first {
			t.Fatalf("first\n%s\nthen\n%s", first, again)
		}
	}
}
