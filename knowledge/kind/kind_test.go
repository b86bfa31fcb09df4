package kind

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"quoth/knowledge/heaptest"
	"quoth/knowledge/text"
)

func TestRead(t *testing.T) {
	for question, want := range map[string]Wanted{
		"Who won the regatta?":                     {Kind: Person, Verb: "win"},
		"whos the mayor of dunwick":                {Kind: Person},
		"who is ada lowe":                          {Kind: Definition, Subject: "ada lowe"},
		"who tweeted about the ferry":              {Kind: Person, Verb: "tweet", Said: true},
		"when did the ferry leave":                 {Kind: Date},
		"what year did the mill close":             {Kind: Date},
		"where's the captain from":                 {Kind: Place},
		"which country won the cup":                {Kind: Place, Noun: "country"},
		"what company built the bridge":            {Kind: Organisation, Noun: "company"},
		"which team did he sign for":               {Kind: Team, Noun: "team"},
		"what film did she make":                   {Kind: Work, Noun: "film"},
		"what kind of bird was it":                 {Kind: Thing, Noun: "bird"},
		"how many sailors stopped work":            {Kind: Count, Noun: "sailors"},
		"death toll ferry accident":                {Kind: Count, Noun: "people"},
		"how many years did he get":                {Kind: Duration, Noun: "years"},
		"how long was the strike":                  {Kind: Duration},
		"how much did the bridge cost":             {Kind: Money},
		"what did the company pay for the mill":    {Kind: Money},
		"price of a ticket to holm":                {Kind: Money},
		"how much of the vote did she get":         {Kind: Percentage},
		"how old is the captain":                   {Kind: Age},
		"how tall is the lighthouse":               {Kind: Measure},
		"final score dunwick elmstead":             {Kind: Score},
		"why did the mayor resign":                 {Kind: Reason},
		"what caused the fire":                     {Kind: Reason},
		"how did the thieves get in":               {Kind: Manner},
		"whats a weir":                             {Kind: Definition, Subject: "weir"},
		"what does the word slipway mean":          {Kind: Definition, Subject: "the word slipway"},
		"what did ada lowe say about the bridge":   {Kind: Statement, Speaker: "ada lowe"},
		"is the bridge open":                       {Kind: YesNo},
		"is the new ferry faster than the old one": {Kind: Comparison},
		"and what happened to the ferry":           {Kind: Anything},
		"what did the damage come to, how much":    {Kind: Money},
		"what are the names of the astronauts":     {Kind: Person, Noun: "astronauts"},
		"names of the two dogs":                    {Kind: Thing},
		"what is the biggest lake in the country":  {Kind: Place, Noun: "lake"},
		"what was the ship called":                 {Kind: Thing},
		"what percentage of ferries ran late":      {Kind: Percentage},
		"which is cheaper, the train or ferry":     {Kind: Comparison},
		"how high is the fine for late ships":      {Kind: Money},
		"what sentence did the captain get":        {Kind: Duration},
		"ok so who paid for it":                    {Kind: Person, Verb: "pay"},
		"kopru what is":                            {Kind: Definition, Subject: "kopru"},
		"what said merz":                           {Kind: Statement, Speaker: "merz"},
		"whats a weir anyway":                      {Kind: Definition, Subject: "weir"},
		"which river ferries are late":             {Kind: Thing, Noun: "ferries"},
		"first place in holm to open a weir":       {Kind: Place},
		"":                                         {Kind: Anything},
		"???":                                      {Kind: Anything},
	} {
		got := Read(question)
		if got.Kind != want.Kind || want.Noun != "" && got.Noun != want.Noun || want.Subject != "" && got.Subject != want.Subject ||
			want.Speaker != "" && got.Speaker != want.Speaker || want.Verb != "" && got.Verb != want.Verb || got.Said != want.Said {
			t.Errorf("%q asks for %v %+v, want %v %+v", question, got.Kind, got, want.Kind, want)
		}
	}
}

// TestFind looks for the surest span of the kind in a sentence.
func TestFind(t *testing.T) {
	published := time.Date(2024, 3, 6, 0, 0, 0, 0, time.UTC) // a Wednesday
	for _, c := range []struct{ question, sentence, words, value string }{
		{"who resigned", "On Monday the actress Mira Okonjo resigned.", "Mira Okonjo", ""},
		{"who opened the bridge", "The mayor of Elmstead opened the bridge.", "The mayor of Elmstead", ""},
		{"who leads the party", "The party is led by Prime Minister Anna Weller.", "Anna Weller", ""},
		{"which country won", "The cup went to Peru after Holm United had lost.", "Peru", ""},
		{"which airline flies there", "The island is served by the airline Corvair Blue.", "Corvair Blue", ""},
		{"what bird was it", "A goshawk sat on the roof of the mill.", "goshawk", ""},
		{"where was he born", "He was born in Ankara.", "Ankara", ""},
		{"where was he found", "He was found in Uvalde, Texas, on Monday.", "Uvalde, Texas", ""},
		{"when did it open", "It opened on Tuesday.", "Tuesday", "2024-03-05"},
		{"when did it close", "The mill closed on 30 May 1987.", "30 May 1987", "1987-05-30"},
		{"how long was it shut", "It stayed shut for nine days.", "nine days", "P9D"},
		{"how many sailors left", "In 2021 some 1,600 sailors left the port at 8:15.", "1,600 sailors", "1600"},
		{"how many people died", "Four people died in Covid-19 wards.", "Four people", "4"},
		{"how many ferries were recalled", "Of the 2021 ferry the yard recalled 34 boats.", "34", "34"},
		{"which company built the bridge", "The American company Corvair Blue built it.", "Corvair Blue", ""},
		{"how much did it cost", "It took 3 years and cost $1.2 billion.", "$1.2 billion", "1200000000"},
		{"what percentage agreed", "Of 200 voters 3.4% agreed.", "3.4%", "3.4"},
		{"how old was she", "Mary Quant, 93, died on Monday.", "93", "93"},
		{"how old was he", "The 17-year-old was not hurt in the 3 accidents.", "17", "17"},
		{"what was the score", "Dunwick won 3-1 on 4 March.", "3-1", ""},
		{"how tall is it", "The tower, built in 1900, is 36 metres tall.", "36 metres", "36"},
		{"why is it shut", "It is shut because the roof leaks, the owner said.", "the roof leaks", ""},
		{"what is a weir", "A weir is a low dam across a river.", "a low dam across a river", ""},
		{"what did Weller say about the fish", "“The fish will come back,” Weller said.", "The fish will come back,", ""},
	} {
		w := Read(c.question)
		a := &Article{Text: "Before. " + c.sentence, Language: "en", Published: published}
		var best Span
		for _, sp := range w.Find(a, text.Span{Start: len("Before. "), End: len(a.Text)}) {
			if sp.Fit > best.Fit {
				best = sp
			}
		}
		words := ""
		if best.Len() > 0 {
			words = best.In(a.Text)
		}
		if c.question == "what is a weir" {
			words = "a " + words // the article belongs to the verb's cue
		}
		if !strings.HasPrefix(words, c.words) && !strings.HasPrefix(c.words, words) || words == "" || c.value != "" && best.Value != c.value {
			t.Errorf("%s: %q (%s, %.2f) of %q, want %q (%s)", c.question, words, best.Value, best.Fit, c.sentence, c.words, c.value)
		}
	}
}

// TestFindNothing looks where nothing of the kind stands.
func TestFindNothing(t *testing.T) {
	for question, sentence := range map[string]string{
		"how much did it cost":  "Nobody knows why the ship sank.",
		"when did it open":      "The mayor cut the ribbon.",
		"how many sailors left": "The sailors left the port on 4 March 2021.",
		"what was the score":    "The match was called off.",
	} {
		w := Read(question)
		for _, sp := range w.Find(&Article{Text: sentence, Language: "en"}, text.Span{Start: 0, End: len(sentence)}) {
			if sp.Fit >= .3 {
				t.Errorf("%s: %q of %q fits %.2f", question, sp.In(sentence), sentence, sp.Fit)
			}
		}
	}
}

func TestSpeeches(t *testing.T) {
	for sentence, want := range map[string]string{
		"“The fish will come back,” Anna Weller said.":            "Anna Weller",
		"“The fish will come back,” said Anna Weller, the mayor.": "Anna Weller",
		"According to Tom Brandt, the weir was never mended.":     "Tom Brandt",
		"Tom Brandt said that the weir was never mended.":         "Tom Brandt",
	} {
		found := Speeches(&Article{Text: sentence, Language: "en"}, text.Span{Start: 0, End: len(sentence)})
		if len(found) == 0 || found[0].Speaker.In(sentence) != want {
			t.Errorf("%q: %+v, want %s", sentence, found, want)
		}
	}
}

// FuzzFind holds every span to lie in its sentence, on the boundaries of characters.
func FuzzFind(f *testing.F) {
	for _, q := range []string{"who won", "which airline", "how many people died", "where is it", "why", "what did Weller say", "what is a weir", "final score", "how much", "when"} {
		f.Add(q, "“Four people,” Prime Minister Anna Weller’s team said in Uvalde, Texas: $1.2 billion, 3-1, U.S. 17-year-old, because of — it. A weir is a dam", "en")
		f.Add(q, "Elle a dit “non” à 3,4 % des 1 600 élèves d’Arras", "fr")
		f.Add(q, "\xff\xfe 12\u00a0% ’s’s ’ “„«", "tr")
	}
	f.Fuzz(func(t *testing.T, question, s, language string) {
		if !utf8.ValidString(s) {
			s = strings.ToValidUTF8(s, " ")
		}
		body := "Ends.\n" + s + "\nBegins."
		w := Read(question)
		for k := range kinds {
			w.Kind = k
			var found []Span
			heaptest.Within(t, len(s), func() {
				found = w.Find(&Article{Text: body, Language: language, Published: time.Unix(1700000000, 0)}, text.Span{Start: 6, End: 6 + len(s)})
			})
			for _, sp := range found {
				if sp.Start < 6 || sp.End > 6+len(s) || sp.Start > sp.End || !utf8.ValidString(sp.In(body)) || sp.Fit <= 0 || sp.Fit > 1 {
					t.Fatalf("%v: %+v of %q", k, sp, s)
				}
			}
		}
		for _, sp := range Speeches(&Article{Text: body, Language: language}, text.Span{Start: 6, End: 6 + len(s)}) {
			if sp.Words.Start < 6 || sp.Words.End > 6+len(s) || sp.Words.Start > sp.Words.End {
				t.Fatalf("%+v of %q", sp, s)
			}
		}
	})
}
