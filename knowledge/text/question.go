package text

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// spoken are the languages in which questions are read, English first.
var spoken = [...]string{"en", "de", "fr", "es", "it", "pt", "ru", "tr"}

// asking holds words with which people ask, folded, by language: of what a question
// is made, the surest sign of its language, since names tell nothing.
var asking = map[string]map[string]bool{
	"en": set("who whos whom whose what whats when where wheres which why how hows is are was were did does do has have will the of"),
	"de": set("wer wem wen wessen was wann wo woher wohin welche welcher welches welchen welchem wieviel wieviele warum wieso weshalb wie ist sind war wurde wurden hat gibt der die das"),
	"fr": set("qui quoi quand ou quel quelle quels quelles combien pourquoi comment est sont etait ont cest quest le les du des"),
	"es": set("quien quienes que cuando donde cual cuales cuanto cuanta cuantos cuantas como por es son fue fueron ha el los las"),
	"it": set("chi che quando dove quale quali quanto quanta quanti quante perche come cosa cose e sono stato stata il gli dei della nel"),
	"pt": set("quem que quando onde qual quais quanto quanta quantos quantas por porque como foi foram sao esta o os do da no na"),
	"ru": set("кто кого кому чей что чего когда где куда откуда какой какая какое какие сколько почему зачем как"),
	"tr": set("kim kimi kimin ne nedir kac nerede nereye nereden hangi hangisi neden nicin niye nasil mi mu zaman kadar"),
}

// letters are those that only few of the languages write.
var letters = map[rune]string{
	'ß': "de", 'ä': "de", 'ö': "de tr", 'ü': "de tr", 'ı': "tr", 'İ': "tr", 'ğ': "tr", 'ş': "tr", 'ñ': "es", '¿': "es", '¡': "es",
	'ã': "pt", 'õ': "pt", 'ç': "fr pt tr", 'è': "fr it", 'ê': "fr pt", 'â': "fr pt", 'î': "fr", 'û': "fr", 'œ': "fr", 'à': "fr it",
	'ò': "it", 'ù': "it fr", 'ì': "it", 'á': "es pt", 'í': "es pt", 'ó': "es pt", 'ú': "es pt", 'é': "fr es pt",
}

// endings are of words that only one of the languages forms so, folded.
var endings = []struct{ ending, lang string }{
	{"cao", "pt"}, {"coes", "pt"}, {"ou", "pt"}, {"cion", "es"}, {"ciones", "es"}, {"zione", "it"}, {"zioni", "it"}, {"aux", "fr"}, {"eux", "fr"},
	{"ung", "de"}, {"ungen", "de"}, {"keit", "de"}, {"lar", "tr"}, {"ler", "tr"}, {"ing", "en"}, {"ed", "en"},
}

// namesWithArticles are names that are called so in every language, folded: the article that
// begins one tells nothing.
var namesWithArticles = listOf(`los angeles, las vegas, des moines, el alamein, el chapo, der leyen, der bellen, der poel, die hard, die antwoord`)

// namesLikePhrases are others that say something in their own language, too, as "el paso" and
// "das boot" do: the article tells that language where a word beside it does, too; where none tells
// any, it is that language or English.
var namesLikePhrases = listOf(`los alamos, los cabos, los gatos, los pollos, las cruces, las palmas, el paso, el salvador, el nino, el faro, des plaines, der spiegel, das boot, das kapital,
	les miserables, les mis, del rey, del toro, del mar, del potro`)

// listOf is a set of phrases with commas between them.
func listOf(phrases string) map[string]bool {
	all := map[string]bool{}
	for phrase := range strings.SplitSeq(phrases, ",") {
		all[strings.TrimSpace(phrase)] = true
	}
	return all
}

const (
	// toldBy is the least score that tells a language: one word that it alone has.
	toldBy = 1
	// toldApart is by how much it must lead every other language.
	toldApart = .25
)

// QuestionLanguage returns the language of a question or a few words, which are too
// short for Language: one of en, de, fr, es, it, pt, ru and tr, told by its script,
// its letters, its function words and its question words; "" when they don't tell.
func QuestionLanguage(s string) string {
	if likely := LikelyLanguages(s); len(likely) == 1 {
		return likely[0]
	}
	return ""
}

// LikelyLanguages returns the languages that a question may be in, so far as its words
// tell, the likeliest first: one when they tell it, several when these are too alike,
// such as Spanish and Portuguese, none when nothing tells.
func LikelyLanguages(s string) []string {
	scores, ofNames := map[string]float64{}, map[string]float64{}
	share := func(scores map[string]float64, among []string, weight float64) {
		for _, lang := range among {
			scores[lang] += weight / float64(len(among))
		}
	}
	cyrillic, latin := 0, 0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		case unicode.IsLetter(r):
			latin++
		}
		if of := letters[unicode.ToLower(r)]; of != "" {
			share(scores, strings.Fields(of), .7)
		}
	}
	if cyrillic > latin {
		return []string{"ru"}
	}
	words := slices.Collect(Words(s))
	for i, sp := range words {
		folded := Fold(sp.In(s))
		into := scores
		if i+1 < len(words) {
			name := folded + " " + Fold(words[i+1].In(s))
			if namesWithArticles[name] {
				continue
			}
			if namesLikePhrases[name] {
				into = ofNames
			}
		}
		var functions, questions []string
		for _, lang := range spoken {
			if stopwords[lang][folded] {
				functions = append(functions, lang)
			}
			if asking[lang][folded] {
				questions = append(questions, lang)
			}
		}
		share(into, functions, 1)
		share(into, questions, 1)
		for _, e := range endings {
			if len(functions)+len(questions) == 0 && strings.HasSuffix(folded, e.ending) {
				scores[e.lang] += .3
			}
		}
	}
	another := slices.ContainsFunc(spoken[:], func(lang string) bool { return scores[lang] >= toldBy && ofNames[lang] == 0 })
	for lang, score := range ofNames {
		if another {
			break
		}
		alone := scores[lang] == 0
		scores[lang] += score
		if alone { // so that it may be the English name, as in "el paso shooting"
			scores["en"] = max(scores["en"], scores[lang])
		}
	}
	best := 0.0
	for _, score := range scores {
		best = max(best, score)
	}
	var likely []string
	for _, lang := range spoken {
		if scores[lang] >= toldBy && scores[lang] > best-toldApart {
			likely = append(likely, lang)
		}
	}
	slices.SortStableFunc(likely, func(a, b string) int { return cmp.Compare(scores[b], scores[a]) })
	return likely
}
