package summary

import (
	"fmt"
	"slices"
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
		{"en", "At least 24 people were killed and 30 people were injured.", "24 the dead, 30 peopl"},
		{"en", "The storm killed 24 and left 3 people missing.", "24 the dead, 3 peopl"},
		{"en", "The death toll rose to 24 on Friday.", "24 the dead"},
		{"en", "There were 24 confirmed deaths in Jamaica, and 31 dead in Haiti.", "24 the dead, 31 the dead"},
		{"en", "The toll road has 24 exits and 12 people work there.", "24 exit, 12 peopl"},
		{"en", "The death toll is 40% higher.", "40 %"},
		{"de", "Mindestens 24 Menschen starben, 30 Menschen wurden verletzt.", "24 the dead, 30 mensch"},
		{"fr", "Le bilan est de 24 morts et 30 personnes blessées.", "24 the dead, 30 person"},
		{"es", "Murieron 24 personas y hay 30 heridos.", "24 the dead, 30 her"},
		{"ru", "Погибли 24 человека.", "24 the dead"},
		{"de", "Der Zins stieg auf 4,375 %, für 1.274 Häuser.", "4.375 %, 1274 haus"},
		{"de", "Es waren 4.375 %.", ""},
		{"de", "Der Umbau kostet 4,5 Millionen Euro, 12 Prozent mehr.", "12 %"},
		{"en", "There are 3 trillion trees and 2 billion people.", "3000000000000 tree, 2000000000 peopl"},
		{"de", "Es gibt 3 Billionen Bäume und 2 Milliarden Menschen.", "3000000000000 baum, 2000000000 mensch"},
		{"fr", "Il y a 3 billions de feuilles et 2 milliards de personnes.", "3000000000000 feuill, 2000000000 person"},
		{"es", "Hay 3 billones de árboles y 2 mil millones de personas.", "3000000000000 arbol, 2000000000 person"},
		{"it", "Ci sono 12 mila alberi e 2 miliardi di persone.", "12000 alber, 2000000000 person"},
		{"pt", "Há 3 trilhões de árvores e 2 bilhões de pessoas.", "3000000000000 arvor, 2000000000 pesso"},
		{"ru", "Погибли 2 тысячи человек, осталось 3 миллиарда рублей.", "2000 the dead, 3000000000 рубл"},
		{"tr", "Kentte 12 bin ağaç ve 2 milyon insan var.", "12000 agac, 2000000 insan"},
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

// TestMeasures tells what measures from what counts, each in its own language.
func TestMeasures(t *testing.T) {
	for _, c := range []struct {
		language, text string
		want           bool
	}{
		{"en", "The river rose 30 feet.", false},
		{"en", "Police seized 30 guns.", true},
		{"en", "The mine sold 30 ores.", true},
		{"tr", "Gemi 30 ton taşıdı.", false},
		{"it", "La nave perse 30 litri.", false},
		{"de-AT", "Das Schiff verlor 30 Liter.", false},
	} {
		found := figuresIn(c.text, c.language)
		if len(found) != 1 || found[0].counts(c.language) != c.want {
			t.Errorf("%s: %q has the figures %+v, a count is %v", c.language, c.text, found, c.want)
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

// TestDead tells the dead from what else is counted in words that are said of them, in eight languages.
func TestDead(t *testing.T) {
	for language, of := range map[string]struct{ dead, others []string }{
		"en": {[]string{
			"The number of people killed in Elmstead rose to 24.", "The flood killed at least 24 people.", "No fewer than 24 people were killed.", "The storm left 24 people dead.",
			"There are 24 dead Monday in Elmstead.", "24 dead people were found.", "Police confirmed the deaths of 24 people.", "24 people lost their lives.", "24 more deaths were reported.", "The death toll from the storm has risen to at least 24 people.", "There are no survivors in the crash that killed 24 people.", "The quake killed as many as 24 people.", "Killed: 24.", "24 people who were in the building were killed.", "24 people who died were found.", "24 people on a bus near Elmstead have been killed.",
		}, []string{
			"The bridge toll rose to 24 on Monday.", "The winter took its toll as the index fell to 24.", "24 death threats were sent.", "24 death row inmates went home.",
			"They found 24 dead dogs.", "24 people were not killed.", "24 people weren't killed.", "None of the 24 people died.", "24 dogs killed a hen.", "24 people mourned the dead.", "24 people have received death threats.",
			"The death toll did not rise to 24.", "The storm killed 24 of the cows.", "Two people died and the index fell to 24.", "A man was killed while 24 people watched.", "The death of a man angered 24 people.", "They mourned the death of 24-year-old Mira Holt.", "12 of the 24 people were killed.",
			"The death toll, said the shop at number 24.", "About 24 people gathered in London to remember those who died.", "24 people attended the funeral of the killed soldier.",
			"24 people gathered to remember people who were killed.", "24 people whose relatives died gathered.", "24 people remembered those killed.", "24 people said that their friends were killed.",
			"24 people saw a man killed.", "24 people paid tribute to the people killed in the attack.", "24 people watched how soldiers died.", "24 people marched in memory of students found dead.", "The toll of injured rose to 24.", "No people died when 24 people fled.", "The dead 24-year-old was found.",
		}},
		"de": {[]string{
			"Die Zahl der Toten stieg auf 24.", "Es gab 24 Tote in Elmstadt.", "Bei dem Beben starben nach Angaben der Polizei mindestens 24 Menschen.", "24 Menschen kamen ums Leben.", "Das Beben tötete 24 Menschen.", "24 weitere Todesopfer wurden gemeldet.",
		}, []string{
			"Die Opferzahl des Betrugs stieg auf 24.", "Man fand 24 tote Hunde.", "24 Menschen starben nicht.", "24 Menschen gedachten der Toten.", "24 Menschen demonstrierten ums Parlament.", "24 Todesdrohungen gingen ein.", "Die Zahl der Schüler stieg auf 24.", "Die Toten ruhen seit langem auf Platz 24.", "Keiner der 24 Menschen starb.", "In Gaza kämpfen 24 Menschen ums Überleben.", "24 Menschen bangen ums Geld.",
		}},
		"fr": {[]string{
			"Le bilan passe à 24 morts.", "Le nombre de morts est passé à 24.", "24 personnes ont été tuées.", "24 personnes ont perdu la vie.", "Au moins 24 autres morts sont à déplorer.", "Le séisme a tué 24 personnes.", "Pas moins de 24 personnes sont mortes.",
		}, []string{
			"Le bilan de l'entreprise atteint 24 millions.", "Le bilan carbone passe à 24.", "24 chiens morts ont été trouvés.", "24 personnes n'ont pas été tuées.", "24 personnes ont rendu hommage aux morts.", "24 menaces de mort ont été envoyées.", "Le nombre de cas est passé à 24.", "24 personnes ont rendu hommage au policier tué.", "24 personnes ont pleuré les personnes tuées.",
		}},
		"es": {[]string{
			"La cifra de muertos sube a 24.", "Hay 24 muertos en Elmstead.", "24 personas perdieron la vida.", "El terremoto mató a 24 personas.", "24 personas fallecieron.", "No menos de 24 personas murieron.",
		}, []string{
			"La cifra de casos sube a 24.", "24 perros muertos aparecieron.", "24 personas no murieron.", "24 personas recordaron a los muertos.", "24 amenazas de muerte llegaron.", "El balance de la empresa llega a 24.", "24 personas recordaron a los que murieron.", "24 personas lloraron a las personas fallecidas.", "24 personas despidieron al policía muerto.",
		}},
		"it": {[]string{
			"Il bilancio dei morti sale a 24.", "Ci sono 24 morti a Elmstead.", "24 persone sono morte.", "24 persone hanno perso la vita.", "Il sisma ha ucciso 24 persone.", "Non meno di 24 persone sono morte.",
		}, []string{
			"Il bilancio comunale passa a 24.", "Il numero dei casi sale a 24.", "24 cani morti sono stati trovati.", "24 persone non sono morte.", "24 persone hanno ricordato i morti.", "24 minacce di morte sono arrivate.", "24 persone ricordano le persone uccise.",
		}},
		"pt": {[]string{
			"O número de mortos subiu para 24.", "Há 24 mortos em Elmstead.", "24 pessoas morreram.", "24 pessoas perderam a vida.", "O sismo matou 24 pessoas.", "Foram mortas 24 pessoas no centro.",
		}, []string{
			"O número de casos subiu para 24.", "24 cães mortos foram achados.", "24 pessoas não morreram.", "24 pessoas lembraram os mortos.", "24 ameaças de morte chegaram.", "O balanço da empresa chegou a 24.", "24 pessoas lembraram as que morreram.",
		}},
		"ru": {[]string{
			"Число погибших выросло до 24.", "Есть 24 погибших в Элмстеде.", "Убиты 24 человека.", "Погибли не менее 24 человек.", "24 человека погибли.",
		}, []string{
			"Число случаев выросло до 24.", "Нашли 24 погибших тюленя.", "24 человека не погибли.", "24 человека вспомнили погибших.", "24 мёртвых тюленя нашли.", "24 угрозы смерти пришли.", "24 человека пришли на похороны солдат тех, кто погиб.",
		}},
		"tr": {[]string{
			"Ölü sayısı 24'e yükseldi.", "Can kaybı 24'e yükseldi.", "Depremde 24 kişi öldü.", "24 kişi hayatını kaybetti.", "Hayatını kaybedenlerin sayısı 24'e yükseldi.", "Selde 24 ölü var.",
		}, []string{
			"Yaralı sayısı 24'e yükseldi.", "Vaka sayısı 24'e yükseldi.", "Öğrenci sayısı 24 oldu.", "24 kişi işini kaybetti.", "24 kişi hayatını anlattı.", "Gelir kaybı 24'e yükseldi.", "24 ölü balık bulundu.", "24 kişi ölmedi.", "24 kişi aday oldu.", "24 kişi hayatını kazanıyor.", "Evsiz sayısı 24'e yükseldi.", "24 kişi can güvenliği istedi.", "24 can simidi bulundu.",
		}},
	} {
		for want, sentences := range map[bool][]string{true: of.dead, false: of.others} {
			for _, s := range sentences {
				if got := slices.ContainsFunc(figuresIn(s, language), func(f figure) bool { return f.noun == deadNoun && f.value == 24 }); got != want {
					t.Errorf("%s %q: the dead are told %t, want %t", language, s, got, want)
				}
			}
		}
	}
}

// TestFurther tells the count of all from what comes to it.
func TestFurther(t *testing.T) {
	for _, c := range []struct {
		language, text string
		want           bool
	}{
		{"en", "Four other people died.", true}, {"en", "Another 7 people fled.", true}, {"en", "More than 12 people died.", false},
		{"de", "Weitere 4 Menschen starben.", true}, {"de", "Mindestens 4 Menschen starben.", false}, {"fr", "Il y a 4 autres personnes.", true},
		{"es", "Hay otras 4 personas.", true}, {"it", "Ci sono altre 4 persone.", true}, {"pt", "Há outras 4 pessoas.", true},
		{"ru", "Погибли ещё 4 человека.", true}, {"tr", "Orada diğer 4 insan var.", true},
	} {
		found := figuresIn(c.text, c.language)
		if len(found) != 1 || found[0].further != c.want {
			t.Errorf("%s %q: %+v, further %v", c.language, c.text, found, c.want)
		}
	}
}

// TestDifferInContext has figures of the same noun that share two words, and three.
func TestDifferInContext(t *testing.T) {
	two, three := []string{"ad", "runoff"}, []string{"ad", "runoff", "spend"}
	for _, c := range []struct {
		noun   string
		beside []string
		want   bool
	}{{"voter", two, true}, {"$", two, false}, {"%", two, false}, {"$", three, true}} {
		a, b := figure{noun: c.noun, value: 80, step: 1, beside: c.beside}, figure{noun: c.noun, value: 31, step: 1, beside: c.beside}
		if got := a.differ(&b, nil); got != c.want {
			t.Errorf("80 and 31 %s beside %v differ: %v, want %v", c.noun, c.beside, got, c.want)
		}
	}
}
