package retrieve

import (
	"slices"
	"strings"

	"quoth/knowledge/text"
)

// wordings are the question words and phrases of the seven languages with the English
// ones for them, folded, the longer of two first: what a question asks for need be
// known in one language only then.
var wordings = map[string][][2]string{
	"de": {{"wie viel prozent", "what percentage"}, {"wie viele jahre", "how many years"}, {"wie viele tage", "how many days"}, {"wie viele stunden", "how many hours"},
		{"wie lange", "how long"}, {"wie viele", "how many"}, {"wie viel", "how much"}, {"wieviele", "how many"}, {"wieviel", "how much"}, {"wie alt", "how old"}, {"wie oft", "how many times"},
		{"wie hoch", "how high"}, {"wie weit", "how far"}, {"wie gross", "how big"}, {"in welchem jahr", "in what year"}, {"was kostet", "how much does it cost"}, {"was fur", "what"}, {"seit wann", "since when"},
		{"wer", "who"}, {"wem", "whom"}, {"wen", "whom"}, {"wessen", "whose"}, {"wann", "when"}, {"wo", "where"}, {"woher", "where"}, {"wohin", "where"},
		{"warum", "why"}, {"wieso", "why"}, {"weshalb", "why"}, {"wie", "how"}, {"was", "what"},
		{"welche", "which"}, {"welcher", "which"}, {"welches", "which"}, {"welchen", "which"}, {"welchem", "which"}, {"ist", "is"}, {"hat", "has"}, {"sagte", "said"}, {"gesagt", "said"}},
	"fr": {{"combien de temps", "how long"}, {"combien d annees", "how many years"}, {"combien de jours", "how many days"}, {"a combien", "how much"}, {"combien de", "how many"}, {"combien d", "how many"},
		{"combien coute", "how much does it cost"}, {"combien a coute", "how much did it cost"}, {"combien", "how much"}, {"quel age", "how old"}, {"en quelle annee", "in what year"}, {"quel pourcentage", "what percentage"}, {"depuis quand", "since when"}, {"a quelle heure", "what time"},
		{"qui est ce qui", "who"}, {"qu est ce que", "what is"}, {"qu est ce qui", "what"}, {"qui", "who"}, {"quand", "when"}, {"ou", "where"}, {"d ou", "where"}, {"pourquoi", "why"}, {"comment", "how"},
		{"quel", "which"}, {"quelle", "which"}, {"quels", "which"}, {"quelles", "which"}, {"lequel", "which"}, {"quoi", "what"}, {"que", "what"}, {"qu", "what"}, {"est", "is"}, {"a dit", "said"}},
	"es": {{"cuanto tiempo", "how long"}, {"cuantos anos tiene", "how old"}, {"cuantos anos", "how many years"}, {"cuantos dias", "how many days"}, {"cuantas horas", "how many hours"}, {"que porcentaje", "what percentage"},
		{"cuantos", "how many"}, {"cuantas", "how many"}, {"cuanto", "how much"}, {"cuanta", "how much"}, {"por que", "why"}, {"porque", "why"}, {"en que ano", "in what year"}, {"que dia", "what day"}, {"desde cuando", "since when"}, {"a que hora", "what time"},
		{"a quien", "whom"}, {"de quien", "whose"}, {"quien", "who"}, {"quienes", "who"}, {"cuando", "when"}, {"donde", "where"}, {"adonde", "where"}, {"como", "how"}, {"cual", "which"}, {"cuales", "which"}, {"que", "what"}, {"es", "is"}, {"dijo", "said"}},
	"it": {{"quanto tempo", "how long"}, {"quanti anni ha", "how old"}, {"quanti anni", "how many years"}, {"quanti giorni", "how many days"}, {"quante ore", "how many hours"}, {"che percentuale", "what percentage"},
		{"quanti", "how many"}, {"quante", "how many"}, {"quanto", "how much"}, {"quanta", "how much"}, {"in che anno", "in what year"}, {"da quando", "since when"}, {"a che ora", "what time"}, {"di chi", "whose"},
		{"chi", "who"}, {"quando", "when"}, {"dove", "where"}, {"dov e", "where is"}, {"perche", "why"}, {"come", "how"}, {"quale", "which"}, {"quali", "which"}, {"qual", "which"}, {"che cosa", "what"}, {"cosa", "what"}, {"che", "what"}, {"e", "is"}, {"detto", "said"}},
	"pt": {{"quanto tempo", "how long"}, {"quantos anos tem", "how old"}, {"quantos anos", "how many years"}, {"quantos dias", "how many days"}, {"quantas horas", "how many hours"}, {"que porcentagem", "what percentage"}, {"qual porcentagem", "what percentage"},
		{"quantos", "how many"}, {"quantas", "how many"}, {"quanto", "how much"}, {"quanta", "how much"}, {"por que", "why"}, {"porque", "why"}, {"em que ano", "in what year"}, {"que dia", "what day"}, {"desde quando", "since when"}, {"a que horas", "what time"},
		{"quem", "who"}, {"quando", "when"}, {"onde", "where"}, {"aonde", "where"}, {"como", "how"}, {"qual", "which"}, {"quais", "which"}, {"o que", "what"}, {"que", "what"}, {"disse", "said"}},
	"ru": {{"как долго", "how long"}, {"сколько времени", "how long"}, {"сколько лет", "how old"}, {"сколько дней", "how many days"}, {"сколько часов", "how many hours"}, {"сколько процентов", "what percentage"}, {"сколько стоит", "how much does it cost"}, {"сколько стоил", "how much did it cost"}, {"сколько стоило", "how much did it cost"}, {"сколько стоила", "how much did it cost"},
		{"сколько", "how many"}, {"в каком году", "in what year"}, {"с каких пор", "since when"}, {"кто", "who"}, {"кого", "whom"}, {"кому", "whom"}, {"кем", "whom"}, {"чей", "whose"}, {"чья", "whose"}, {"когда", "when"},
		{"где", "where"}, {"куда", "where"}, {"откуда", "where"}, {"почему", "why"}, {"зачем", "why"}, {"отчего", "why"}, {"как", "how"}, {"какой", "which"}, {"какая", "which"}, {"какое", "which"}, {"какие", "which"}, {"каком", "which"}, {"какую", "which"}, {"что", "what"}, {"чего", "what"}, {"сказал", "said"}, {"сказала", "said"}},
	"tr": {{"ne kadar sure", "how long"}, {"ne kadar surdu", "how long"}, {"kac yil", "how many years"}, {"kac gun", "how many days"}, {"kac saat", "how many hours"}, {"kac yasinda", "how old"}, {"yuzde kac", "what percentage"}, {"kac lira", "how much"}, {"kac dolar", "how much"}, {"kaca", "how much"},
		{"ne kadar", "how much"}, {"ne zaman", "when"}, {"hangi yil", "what year"}, {"hangi gun", "what day"}, {"saat kacta", "what time"}, {"kac", "how many"}, {"kim", "who"}, {"kimi", "whom"}, {"kime", "whom"}, {"kimin", "whose"}, {"kimler", "who"}, {"nerede", "where"}, {"nereye", "where"}, {"nereden", "where"},
		{"neden", "why"}, {"nicin", "why"}, {"niye", "why"}, {"nasil", "how"}, {"hangi", "which"}, {"hangisi", "which"}, {"nedir", "what is"}, {"ne", "what"}, {"dedi", "said"}},
}

// namesSort are words behind which a question names the sort of thing it asks for.
var namesSort = map[string]bool{"which": true, "what": true, "is": true, "the": true}

// articles are the definite ones.
var articles = map[string]string{"de": "der die das", "fr": "le la les l", "es": "el la los las", "it": "il lo la i gli le l", "pt": "o a os as"}

func isArticle(word, language string) bool {
	return slices.Contains(strings.Fields(articles[language]), word)
}

// InEnglish is a question with its question words, and the word behind "which" or "is
// the", in English; its other words are left as they are. An English question is returned
// unchanged.
func InEnglish(s, language string) string {
	table := wordings[language]
	if table == nil {
		return s
	}
	var words []string
	for sp := range text.Words(s) {
		word := strings.NewReplacer("'", " ", "’", " ").Replace(strings.ToLower(sp.In(s)))
		for part := range strings.FieldsSeq(word) {
			words = append(words, text.Fold(part))
		}
	}
	var out []string
	for i := 0; i < len(words); {
		n := 1
		next := words[i]
		for _, w := range table {
			parts := strings.Fields(w[0])
			if len(parts) <= len(words)-i && slices.Equal(parts, words[i:i+len(parts)]) {
				n, next = len(parts), w[1]
				break
			}
		}
		if next == words[i] && isArticle(words[i], language) && len(out) > 0 && out[len(out)-1] == "is" {
			next = "the"
		}
		if next == words[i] && len(out) > 0 && namesSort[out[len(out)-1]] {
			if english := English(words[i], language); english != "" {
				next = english
			}
		}
		if counted := len(out) > 0 && strings.HasSuffix(out[len(out)-1], "how many"); counted && n == 1 {
			next += "," // what is counted is one word: the verb follows, or "of"
		}
		out = append(out, next)
		i += n
	}
	return strings.Join(out, " ")
}
