package answer

import (
	"strings"
	"testing"

	"quoth/knowledge"
)

// TestWholeDay asks for the news of a day as a whole.
func TestWholeDay(t *testing.T) {
	a := open(t, append([]knowledge.Article{
		{URL: "https://c.example/9", Title: "Ferry resumes", Source: "County Wire", Published: day("2023-05-20"), Language: "en",
			Text: "The ferry across the Ash sails again after a week of repairs in the yard. It takes forty cars."},
	}, town...)...)
	for question, want := range map[string]string{
		"what happened on 3 May 2023?":     "A fire destroyed",
		"what happened on may 3":           "A fire destroyed",
		"what's new":                       "The ferry across",
		"what did I miss?":                 "The ferry across",
		"news on 20 may 2023":              "The new bridge over",
		"Was ist neues?":                   "The ferry across",
		"since 19 may":                     "The ferry across",
		"3 May 2023's news":                "A fire destroyed",
		"headlines of may 3":               "A fire destroyed",
		"Was ist am 3. Mai 2023 passiert?": "A fire destroyed",
		"Que s'est-il passé le 3 mai ?":    "A fire destroyed",
		"¿Qué pasó el 3 de mayo?":          "A fire destroyed",
		"Cosa è successo il 3 maggio?":     "A fire destroyed",
		"O que aconteceu em 3 de maio?":    "A fire destroyed",
		"Что случилось 3 мая?":             "A fire destroyed",
		"3 Mayıs'ta ne oldu?":              "A fire destroyed",
		"Was ist heute passiert?":          "The ferry across",
		"what happened yesterday?":         "",
		"what happened on 3 February 2020": "",
	} {
		got, err := a.Ask(t.Context(), Question{Text: question, AsOf: day("2023-05-20").AddDate(0, 0, 1).Add(-1)})
		if err != nil {
			t.Errorf("%s: %v", question, err)
			continue
		}
		found := want == "" && len(got.Quotes) == 0 && got.Verdict == None
		for _, q := range got.Quotes {
			found = found || want != "" && strings.HasPrefix(q.Text, want) && got.Verdict == Answered
		}
		if !found {
			t.Errorf("%s: %s, %d quotes: %+v", question, got.Verdict, len(got.Quotes), got.Quotes)
		}
	}
	for _, question := range []string{"what happened to the bridge on 20 may 2023", "what's new with the mayor", "news of the mill"} {
		if q, err := parse(question, ""); err != nil || q.wholeDay(false) {
			t.Errorf("%s is taken as a question for all news (%v)", question, err)
		}
	}
}
