package kind

import "strings"

// opening is what the words at the head of a question ask for.
type opening struct {
	words string
	kind  Kind
}

// openings are question words and phrases by language, the longer before the shorter.
// English has a grammar of its own (Read).
var openings = map[string][]opening{
	"de": {
		{"wie viel prozent", Percentage}, {"wie viele jahre", Duration}, {"wie viele tage", Duration}, {"wie viele", Count}, {"wieviele", Count},
		{"wie viel kostet", Money}, {"wie teuer", Money}, {"was kostet", Money}, {"wie viel", Money}, {"wieviel", Money}, {"wie lange", Duration},
		{"wie alt", Age}, {"wie hoch", Measure}, {"wie groß", Measure}, {"wie weit", Measure}, {"wie stark", Measure}, {"wie schnell", Measure},
		{"wie heißt", Person}, {"wer ist", Person}, {"wer", Person}, {"wen", Person}, {"wem", Person}, {"wessen", Person}, {"seit wann", Date},
		{"wann", Date}, {"wo", Place}, {"wohin", Place}, {"woher", Place}, {"warum", Reason}, {"wieso", Reason}, {"weshalb", Reason},
		{"was ist", Definition}, {"was bedeutet", Definition}, {"was sagte", Statement}, {"wie", Manner},
		{"welcher", Thing}, {"welche", Thing}, {"welches", Thing}, {"welchen", Thing}, {"welchem", Thing}, {"in welchem jahr", Date},
	},
	"fr": {
		{"combien de temps", Duration}, {"combien d'années", Duration}, {"combien de jours", Duration}, {"combien coûte", Money}, {"combien de", Count},
		{"combien d", Count}, {"combien", Money}, {"quel âge", Age}, {"à quelle date", Date}, {"en quelle année", Date}, {"quel jour", Date},
		{"quel est le prix", Money}, {"quelle est la hauteur", Measure}, {"qui", Person}, {"quand", Date}, {"où", Place}, {"pourquoi", Reason},
		{"comment", Manner}, {"qu'est-ce que c'est", Definition}, {"quel pourcentage", Percentage}, {"quelle part", Percentage},
		{"quel", Thing}, {"quelle", Thing}, {"quels", Thing}, {"quelles", Thing},
	},
	"es": {
		{"cuánto tiempo", Duration}, {"cuántos años tiene", Age}, {"cuántos años", Duration}, {"cuántos días", Duration}, {"cuánto cuesta", Money},
		{"cuántos", Count}, {"cuántas", Count}, {"cuánto", Money}, {"qué edad", Age}, {"en qué año", Date}, {"qué día", Date}, {"qué porcentaje", Percentage},
		{"quién", Person}, {"quiénes", Person}, {"cuándo", Date}, {"dónde", Place}, {"adónde", Place}, {"por qué", Reason}, {"cómo", Manner},
		{"qué es", Definition}, {"qué significa", Definition}, {"qué dijo", Statement}, {"cuál", Thing}, {"cuáles", Thing}, {"qué", Thing},
	},
	"it": {
		{"quanto tempo", Duration}, {"quanti anni ha", Age}, {"quanti anni", Duration}, {"quanti giorni", Duration}, {"quanto costa", Money}, {"quanti", Count},
		{"quante", Count}, {"quanto è alto", Measure}, {"quanto è alta", Measure}, {"quanto", Money}, {"in che anno", Date}, {"che giorno", Date}, {"chi", Person},
		{"quando", Date}, {"dove", Place}, {"dov'è", Place}, {"perché", Reason}, {"come", Manner}, {"cos'è", Definition}, {"che cos'è", Definition},
		{"cosa significa", Definition}, {"cosa ha detto", Statement}, {"quale percentuale", Percentage}, {"quale", Thing}, {"quali", Thing}, {"che", Thing},
	},
	"pt": {
		{"quanto tempo", Duration}, {"quantos anos tem", Age}, {"quantos anos", Duration}, {"quantos dias", Duration}, {"quanto custa", Money}, {"quantos", Count},
		{"quantas", Count}, {"quanto", Money}, {"em que ano", Date}, {"que dia", Date}, {"quem", Person}, {"quando", Date}, {"onde", Place}, {"aonde", Place},
		{"por que", Reason}, {"porque", Reason}, {"por quê", Reason}, {"como", Manner}, {"o que é", Definition}, {"o que significa", Definition},
		{"o que disse", Statement}, {"que porcentagem", Percentage}, {"qual", Thing}, {"quais", Thing}, {"que", Thing},
	},
	"ru": {
		{"сколько лет", Age}, {"сколько времени", Duration}, {"сколько дней", Duration}, {"сколько стоит", Money}, {"сколько процентов", Percentage},
		{"сколько человек", Count}, {"сколько", Count}, {"как долго", Duration}, {"в каком году", Date}, {"какого числа", Date}, {"кто", Person}, {"кого", Person},
		{"кому", Person}, {"кем", Person}, {"когда", Date}, {"в какой стране", Place}, {"в каком городе", Place}, {"где", Place}, {"куда", Place}, {"откуда", Place},
		{"почему", Reason}, {"зачем", Reason}, {"что такое", Definition}, {"что значит", Definition}, {"что сказал", Statement}, {"как", Manner},
		{"какой", Thing}, {"какая", Thing}, {"какое", Thing}, {"какие", Thing}, {"какую", Thing},
	},
	"tr": {
		{"kaç yaşında", Age}, {"ne kadar süre", Duration}, {"kaç yıl", Duration}, {"kaç gün", Duration}, {"yüzde kaç", Percentage}, {"kaç para", Money},
		{"ne kadar", Money}, {"kaç kişi", Count}, {"kaç", Count}, {"hangi yıl", Date}, {"hangi gün", Date}, {"ne zaman", Date}, {"nerede", Place},
		{"nereye", Place}, {"nereden", Place}, {"hangi ülke", Place}, {"hangi şehir", Place}, {"kimdir", Person}, {"kim", Person}, {"kimi", Person}, {"kime", Person},
		{"neden", Reason}, {"niçin", Reason}, {"niye", Reason}, {"nasıl", Manner}, {"nedir", Definition}, {"ne dedi", Statement}, {"hangi", Thing},
	},
}

// opened is the kind that the question words of a language ask for: the first that
// stand in the question, the longest of those at one place.
func opened(question, language string) Kind {
	s := " " + strings.Join(strings.FieldsFunc(strings.ToLower(question), func(r rune) bool {
		return strings.ContainsRune(" ?!.,;:¿¡«»„“”\"()", r)
	}), " ") + " "
	best, at, length := Anything, len(s), 0
	for _, o := range openings[language] {
		i := strings.Index(s, " "+o.words+" ")
		if i >= 0 && (i < at || i == at && len(o.words) > length) {
			best, at, length = o.kind, i, len(o.words)
		}
	}
	return best
}
