package summary

import (
	"fmt"
	"strings"
	"testing"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

func figuresIn(s, language string) []figure {
	a := &knowledge.Article{Text: s, Language: language}
	return figures(a, knowledge.Range{End: len(s)}, text.AppendTerms(nil, s, language))
}

func TestFigures(t *testing.T) {
	for _, c := range []struct{ language, text, want string }{
		{"en", "The fire has burned 23,448 acres and destroyed 12 homes.", "23448 acr, 12 home"},
		{"en", "The plan costs $4.5 billion, and the state pays $300.", "4500000000 $, 300 $"},
		{"en", "Turnout was 61.4%, and 40 percent voted by mail.", "61.4 %, 40 %"},
		{"en", "An 8.8-magnitude earthquake struck; another of magnitude 7.1 followed.", "8.8 magnitud, 7.1 magnitud"},
		{"en", "It was a 4.5 and then a Category 3 storm.", ""},
		{"en", "In 2025, on July 4, it happened.", ""},
		{"en", "She lives on the 10th floor with a 5G network.", ""},
		{"en", "The 2nd ship carried a 3D printer to the 100m races.", ""},
		{"en", "It costs $25bn, after $2.5m or $3 bn.", "25000000000 $, 2500000 $, 3000000000 $"},
		{"en", "Rates of 4.375% and 0.125 percent followed $1.234 billion.", "4.375 %, 0.125 %, 1234000000 $"},
		{"en", "They sold 12 $300 phones.", "300 $"},
		{"en", "He left 11 Downing Street with 12 Labour members.", "12 labour"},
		{"en", "At least 24 people were killed and 30 people were injured.", "24 dead, 30 peopl"},
		{"en", "The storm killed 24 and left 3 people missing.", "24 dead, 3 peopl"},
		{"en", "The death toll rose to 24 on Friday.", "24 dead"},
		{"en", "There were 24 confirmed deaths in Jamaica, and 31 dead in Haiti.", "24 dead, 31 dead"},
		{"en", "The toll road has 24 exits and 12 people work there.", "24 exit, 12 peopl"},
		{"en", "The death toll is 40% higher.", "40 %"},
		{"de", "Mindestens 24 Menschen starben, 30 Menschen wurden verletzt.", "24 dead, 30 mensch"},
		{"fr", "Le bilan est de 24 morts et 30 personnes blessées.", "24 dead, 30 person"},
		{"es", "Murieron 24 personas y hay 30 heridos.", "24 dead, 30 her"},
		{"ru", "Погибли 24 человека.", "24 dead"},
		{"de", "Der Zins stieg auf 4,375 %, für 1.274 Häuser.", "4.375 %, 1274 haus"},
		{"de", "Es waren 4.375 %.", ""},
		{"de", "Der Umbau kostet 4,5 Millionen Euro, 12 Prozent mehr.", "12 %"},
		{"fr", "Le chantier a coûté 300 €, soit 12 % de plus.", "300 €, 12 %"},
	} {
		var got []string
		for _, f := range figuresIn(c.text, c.language) {
			got = append(got, fmt.Sprintf("%s %s", (&quotedFigure{figure: f}).quoted().Value, f.noun))
		}
		if joined := strings.Join(got, ", "); joined != c.want {
			t.Errorf("%s: got %q, want %q", c.text, joined, c.want)
		}
	}
}

// TestRoundedFigures compares figures that one may be the other, rounded, and others.
func TestRoundedFigures(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"1,300 cases", "1,274 cases", true}, {"100 people", "119 people", false}, {"13 dead", "14 dead", false}, {"30 people", "28 people", false},
		{"$25 billion in damage", "$24.8 billion in damage", true}, {"$25 billion in damage", "$27 billion in damage", false},
		{"61.4% of votes", "61% of votes", true}, {"61.4% of votes", "61.9% of votes", false}, {"magnitude 8.8 quake", "magnitude 8.7 quake", false},
		{"20 dead", "21 dead", false}, {"40 dead", "42 dead", false}, {"60 dead", "63 dead", false}, {"100 dead", "105 dead", false},
		{"100 dead", "104 dead", false}, {"110 dead", "112 dead", false}, {"40% of votes", "42% of votes", false}, {"40% of votes", "40.2% of votes", true},
		{"magnitude 6.0 quake", "magnitude 6.1 quake", false}, {"magnitude 17.0 quake", "magnitude 17.2 quake", false},
		{"magnitude 7.0 quake", "magnitude 7.2 quake", false}, {"$17.0 million in damage", "$17.2 million in damage", false},
		{"$1.3 million in damage", "$1,274,000 in damage", true}, {"$25bn in damage", "$24.8 billion in damage", true},
	} {
		a, b := figuresIn("It told of "+c.a+".", "en"), figuresIn("It told of "+c.b+".", "en")
		if len(a) != 1 || len(b) != 1 || a[0].noun != b[0].noun {
			t.Fatalf("%s, %s: %v, %v", c.a, c.b, a, b)
		}
		if got := a[0].same(&b[0]); got != c.same {
			t.Errorf("%s and %s: the same %t, want %t", c.a, c.b, got, c.same)
		}
	}
}
