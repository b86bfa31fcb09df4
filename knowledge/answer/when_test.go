package answer

import (
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
)

// TestWhen reads the time of questions asked on Sunday 20 July 2025.
func TestWhen(t *testing.T) {
	asked := day("2025-07-20").Add(18 * time.Hour)
	for question, want := range map[string]string{
		"what happened on July 8":                     "2025-07-08 2025-07-08",
		"what happened on july 8th":                   "2025-07-08 2025-07-08",
		"what happened on 8 July 2021?":               "2021-07-08 2021-07-08",
		"what happened on august 3":                   "2024-08-03 2024-08-03",
		"who won the world cup in 2022":               "2022-01-01 2022-12-31",
		"what did the mayor say yesterday":            "2025-07-19 2025-07-19",
		"any news since tuesday":                      "2025-07-15 2025-07-20",
		"who won on sunday":                           "2025-07-20 2025-07-20",
		"what happened on friday":                     "2025-07-18 2025-07-18",
		"who won the election last may":               "2025-05-01 2025-05-31",
		"what happened in march":                      "2025-03-01 2025-03-31",
		"what happened in december":                   "2024-12-01 2024-12-31",
		"what happened last week":                     "2025-07-07 2025-07-13",
		"what happened this week":                     "2025-07-14 2025-07-20",
		"storms in summer 2019":                       "2019-06-01 2019-08-31",
		"when is the 2026 world cup":                  "",
		"may he stay":                                 "",
		"did they march":                              "",
		"who is the mayor of Ashford":                 "",
		"what did the president say about the budget": "",
	} {
		w := readWhen(question, "en", asked)
		got := ""
		if w.named {
			got = w.from.Format(time.DateOnly) + " " + w.to.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", question, got, want)
		}
	}
	if w := readWhen("what's the latest on the strike", "en", asked); !w.newest {
		t.Error("the latest is not the newest")
	}
	if w := readWhen("when will the bridge open", "en", asked); !w.coming || w.result {
		t.Error("what will be is not to come")
	}
	if w := readWhen("who won the race", "en", asked); w.coming || !w.result {
		t.Error("who won is no result")
	}
}

// TestNewestState asks what is so, of which the articles of several days tell.
func TestNewestState(t *testing.T) {
	a := open(t,
		knowledge.Article{URL: "https://a.example/41", Title: "Flood in Ashford", Source: "Ashford Echo", Published: day("2024-03-05"), Language: "en",
			Text: "The flood in Ashford has killed 12 people, the county said. Rescuers search the cellars."},
		knowledge.Article{URL: "https://b.example/42", Title: "Flood in Ashford: the third day", Source: "County Wire", Published: day("2024-03-07"), Language: "en",
			Text: "The flood in Ashford has killed 19 people, the county said. The water falls."},
		knowledge.Article{URL: "https://a.example/43", Title: "Ashford chess club", Source: "Ashford Echo", Published: day("2019-03-05"), Language: "en",
			Text: "Nora Lindqvist is the president of the Ashford chess club. It meets on Fridays."},
		knowledge.Article{URL: "https://a.example/44", Title: "Ashford chess club", Source: "Ashford Echo", Published: day("2024-01-05"), Language: "en",
			Text: "Pavel Anders is the president of the Ashford chess club. It meets on Mondays."})
	for question, want := range map[string][2]string{
		"how many people has the flood in Ashford killed so far?": {"19 people", "2024-03-07"},
		"who is the president of the Ashford chess club?":         {"Pavel Anders", "2024-01-05"},
		"when did the flood in Ashford begin?":                    {"", ""},
	} {
		q, got := first(t, a, Question{Text: question, AsOf: day("2024-03-09")})
		on := ""
		if !got.AsOf.IsZero() {
			on = got.AsOf.Format(time.DateOnly)
		}
		if want[0] != "" && !strings.Contains(q.Text, want[0]) || on != want[1] {
			t.Errorf("%s: as of %s, %s: %q", question, on, got.Verdict, q.Text)
		}
	}
	if _, got := first(t, a, Question{Text: "how many people has the flood in Ashford killed so far?", AsOf: day("2024-03-09")}); !got.Differing {
		t.Error("the older figure does not stand beside the newest")
	}
}
