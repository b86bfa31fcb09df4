package answer

import (
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
)

// region is further news beside the town's.
var region = []knowledge.Article{
	{URL: "https://a.example/4", Title: "Ferry Aurora runs aground off Holm", Source: "Ashford Echo", Published: day("2024-03-05"), Language: "en",
		Text: "The ferry Aurora ran aground off Holm on Monday evening with 214 people aboard. Captain Lena Brandt was taken to a hospital in Karlby. A rudder that jammed is thought to be the cause. The ship was built in Gdynia in 1998."},
	{URL: "https://b.example/4", Title: "Second ferry of the line is checked", Source: "County Wire", Published: day("2024-03-07"), Language: "en",
		Text: "The sister ship of the Aurora is checked in the yard of Karlby. In Norland two ferries of the same type stay in port. Nobody knows yet when they will sail."},
	{URL: "https://b.example/5", Title: "School meals get dearer", Source: "County Wire", Published: day("2024-03-08"), Language: "en",
		Text: "A school meal will cost 4.80 euros in Ashford from August. In Norland pupils pay 3.90 euros. The town names the price of flour as the reason."},
}

// turn is a line of a conversation.
type turn struct {
	line  string
	says  string // what the first quote says; "" when there need not be an answer
	leans bool
}

func TestTalk(t *testing.T) {
	a := open(t, append(append([]knowledge.Article{}, town...), region...)...)
	for name, turns := range map[string][]turn{
		"a pronoun":                   {{"When will the new bridge over the Ash open?", "12 June 2023", false}, {"Where was it built?", "built in Norland", true}, {"and who will cut the ribbon?", "Tomas Okafor", true}},
		"an ellipsis":                 {{"What does a school meal cost in Ashford?", "4.80", false}, {"and in Norland?", "3.90", true}},
		"two ellipses":                {{"What does a school meal cost in Ashford?", "4.80", false}, {"and in Norland?", "3.90", true}, {"and in Ashford?", "4.80", true}},
		"hardly a word":               {{"When did the ferry Aurora run aground?", "Monday evening", false}, {"how many people?", "214", true}, {"where?", "off Holm", true}},
		"a woman":                     {{"Who is the captain of the ferry Aurora?", "Lena Brandt", false}, {"where is she now?", "Karlby", true}},
		"a name in hand":              {{"Who is the captain of the ferry Aurora?", "Lena Brandt", false}, {"when was Brandt born?", "", false}},
		"a definite noun":             {{"What happened to the ferry Aurora?", "ran aground", false}, {"where was the captain taken", "Karlby", true}},
		"a person":                    {{"Which ferry ran aground off Holm?", "Aurora", false}, {"how many people were aboard", "214", true}},
		"a subject of its own":        {{"What happened to the ferry Aurora?", "ran aground", false}, {"What does a school meal cost in Ashford?", "4.80", false}},
		"said to be another":          {{"What happened to the ferry Aurora?", "ran aground", false}, {"different question, why did the mayor resign", "resigned", false}},
		"a topic of its own":          {{"What happened to the ferry Aurora?", "ran aground", false}, {"school meals", "", false}, {"zeppelin", "", false}},
		"what happened to a topic":    {{"ferry Aurora", "ran aground", false}, {"how many people were hurt", "Aurora", true}, {"what was the cause", "rudder", true}},
		"another time":                {{"What does a school meal cost in Ashford?", "4.80", false}, {"something from last year", "", true}, {"in March 2024?", "4.80", true}},
		"a subject that came between": {{"What happened to the ferry Aurora?", "ran aground", false}, {"Who owns the paper mill of Ashford?", "Mill owner", false}, {"how long did it burn", "", true}},
	} {
		t.Run(name, func(t *testing.T) {
			var talk Talk
			for _, turn := range turns {
				q, got := first(t, a, Question{Text: turn.line, Talk: talk})
				if !strings.Contains(shown(q), turn.says) || got.FollowUp != turn.leans {
					t.Errorf("%s: %q, leans on the talk: %t", turn.line, q.Text, got.FollowUp)
				}
				talk = got.Talk
			}
		})
	}
}

// What nothing stored answers leaves no subject, and a follow-up that is not
// answered leaves the talk as it was.
func TestTalkUnanswered(t *testing.T) {
	a := open(t, append(append([]knowledge.Article{}, town...), region...)...)
	_, got := first(t, a, Question{Text: "What is the capital of Mars?"})
	if got.Verdict == Answered || got.Talk.Subject != "" {
		t.Errorf("%s leaves %+v", got.Verdict, got.Talk)
	}
	_, aurora := first(t, a, Question{Text: "When did the ferry Aurora run aground off Holm?"})
	if aurora.Talk.Subject == "" || len(aurora.Talk.Articles) == 0 {
		t.Fatalf("an answer (%s, %.2f) leaves %+v", aurora.Verdict, aurora.Confidence, aurora.Talk)
	}
	if _, got := first(t, a, Question{Text: "and its quarterback?", Talk: aurora.Talk}); got.Verdict == Answered || got.Talk.Subject != aurora.Talk.Subject {
		t.Errorf("a follow-up with the verdict %s leaves %+v", got.Verdict, got.Talk)
	}
	_, none := first(t, a, Question{Text: "Who won the regatta in Valparaiso?", Talk: aurora.Talk, Filter: knowledge.Filter{Sources: []string{"County Wire"}}, Named: true})
	if !none.Talk.Empty() || none.Talk.About("en") != "" {
		t.Errorf("a subject that nothing is stored on leaves %+v", none.Talk)
	}
	if _, got := first(t, a, Question{Text: "in March 2024?", Talk: none.Talk}); !got.FollowUp || !got.From.Equal(time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)) || len(got.Talk.Sources) != 1 {
		t.Errorf("it is asked again within a time as %+v", got)
	}
}

// A follow-up stays within the outlets and dates that were asked for.
func TestTalkFilter(t *testing.T) {
	a := open(t, append(append([]knowledge.Article{}, town...), region...)...)
	f := knowledge.Filter{Sources: []string{"County Wire"}, Since: day("2024-01-01"), Until: day("2025-01-01")}
	_, got := first(t, a, Question{Text: "What does a school meal cost in Ashford?", Filter: f})
	_, next := first(t, a, Question{Text: "and in Norland?", Talk: got.Talk})
	if !next.FollowUp || len(next.Quotes) == 0 {
		t.Fatalf("%+v", next)
	}
	for _, q := range next.Quotes {
		if q.Article.Source != "County Wire" || q.Article.Published.Before(f.Since) {
			t.Errorf("a follow-up quotes %s of %s", q.Article.Source, q.Article.Published.Format(time.DateOnly))
		}
	}
}

// An article in hand that is gone is left out.
func TestTalkGone(t *testing.T) {
	a := open(t, town...)
	q, got := first(t, a, Question{Text: "Where was it built?", Talk: Talk{Subject: "new bridge Ash", Articles: []int64{4711}, Story: 4711}})
	if !got.FollowUp || !strings.Contains(q.Text, "built in Norland") {
		t.Errorf("%t %q", got.FollowUp, q.Text)
	}
}

// TestTalkLanguages goes on in other languages than English.
func TestTalkLanguages(t *testing.T) {
	a := open(t,
		knowledge.Article{URL: "https://de.example/1", Title: "Fähre Aurora läuft vor Holm auf Grund", Source: "Echo", Published: day("2024-03-05"), Language: "de",
			Text: "Die Fähre Aurora ist am Montagabend vor Holm mit 214 Menschen an Bord auf Grund gelaufen. Kapitänin Lena Brandt wurde in ein Krankenhaus in Karlby gebracht. Das Schiff wurde 1998 in Danzig gebaut."},
		knowledge.Article{URL: "https://de.example/2", Title: "Schulessen wird teurer", Source: "Echo", Published: day("2024-03-08"), Language: "de",
			Text: "Ein Schulessen kostet in Ashford ab August 4,80 Euro. In Nordland zahlen die Schüler 3,90 Euro."},
		knowledge.Article{URL: "https://es.example/1", Title: "Dimite la ministra Elena Prado", Source: "Diario", Published: day("2024-03-05"), Language: "es",
			Text: "La ministra Elena Prado dimitió el lunes tras seis años en el cargo. Prado nació en Lugo en 1961. Su sustituto será Jorge Rivas."},
		knowledge.Article{URL: "https://ru.example/1", Title: "Паром «Аврора» сел на мель", Source: "Эхо", Published: day("2024-03-05"), Language: "ru",
			Text: "Паром «Аврора» сел на мель в понедельник вечером, на борту было 214 человек. Судно построено в Гданьске в 1998 году."})
	for name, turns := range map[string][]turn{
		"de, ellipsis": {{"Was kostet ein Schulessen in Ashford?", "4,80", false}, {"und in Nordland?", "3,90", true}},
		"de, pronoun":  {{"Wer ist die Kapitänin der Fähre Aurora?", "Lena Brandt", false}, {"wohin wurde sie gebracht?", "Karlby", true}},
		"es, pronoun":  {{"¿Quién dimitió el lunes?", "Elena Prado", false}, {"¿y dónde nació ella?", "Lugo", true}},
		"ru, ellipsis": {{"Когда паром Аврора сел на мель?", "понедельник", false}, {"а сколько человек там было?", "214", true}},
	} {
		t.Run(name, func(t *testing.T) {
			var talk Talk
			for _, turn := range turns {
				q, got := first(t, a, Question{Text: turn.line, Talk: talk})
				if !strings.Contains(shown(q), turn.says) || got.FollowUp != turn.leans {
					t.Errorf("%s: %q, leans on the talk: %t", turn.line, q.Text, got.FollowUp)
				}
				talk = got.Talk
			}
		})
	}
}
