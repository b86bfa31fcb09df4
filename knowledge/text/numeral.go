package text

import (
	"strings"
	"sync"
)

// numerals are the numbers in words from 2 on, by language: 2 to 20, then the tens
// from 30 to 90. One is mostly an article or a pronoun.
var numerals = map[string]string{
	"en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety",
	"de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
	"fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix",
	"es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
	"it": "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
	"pt": "dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito dezenove vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
	"ru": "два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
	"tr": "iki üç dört beş altı yedi sekiz dokuz on on-bir on-iki on-üç on-dört on-beş on-altı on-yedi on-sekiz on-dokuz yirmi otuz kırk elli altmış yetmiş seksen doksan",
}

// numeralTables are the stems of a language's numbers in words by value, and the values by
// stem. Numbers of two words, which are joined by hyphens above, are left out of both.
var numeralTables = sync.OnceValue(func() map[string]numeralTable {
	tables := map[string]numeralTable{}
	for language, words := range numerals {
		t := numeralTable{map[int]string{}, map[string]int{}}
		for i, w := range strings.Fields(words) {
			value := i + 2
			if value > 20 {
				value = 30 + 10*(value-21)
			}
			stem := Stem(Fold(w), language)
			if _, taken := t.value[stem]; !taken && !strings.Contains(w, "-") {
				t.stem[value], t.value[stem] = stem, value
			}
		}
		tables[language] = t
	}
	return tables
})

type numeralTable struct {
	stem  map[int]string
	value map[string]int
}

// Numeral returns the value of a number in words of one of the eight languages, by its
// stem: 2 to 20 and the tens up to 90, as far as they are one word.
func Numeral(stem, language string) (int, bool) {
	v, ok := numeralTables()[base(language)].value[stem]
	return v, ok
}

// NumeralStem returns the stem of the number in words of a value.
func NumeralStem(value int, language string) (string, bool) {
	stem, ok := numeralTables()[base(language)].stem[value]
	return stem, ok
}
