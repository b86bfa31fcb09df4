package text

import (
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestNormalize(t *testing.T) {
	for in, want := range map[string]string{
		"plain\ntext": "plain\ntext", "a\r\nb\rc": "a\nb\nc", "e\u0301t\u00e9": "été", "x\xff\xfey": "x\uFFFDy", "ﬁ ": "ﬁ ",
	} {
		if got := Normalize(in); got != want {
			t.Errorf("Normalize(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestStem(t *testing.T) {
	for _, c := range []struct{ lang, a, b string }{
		{"en", "negotiations", "negotiation"}, {"en", "begun", "beginning"}, {"en", "women", "woman"}, {"en", "won", "wins"}, {"en-GB", "elections", "election"}, {"es", "declaracion", "declaraciones"}, {"es", "asumira", "asume"},
		{"ru", "переговоры", "переговоров"}, {"sv", "tidningar", "tidningarna"}, {"fr", "elections", "election"},
		{"de", "wahlen", "wahl"}, {"de", "hauser", "haus"}, {"it", "famiglie", "famiglia"}, {"it", "morti", "morto"},
		{"pt", "estacoes", "estacao"}, {"pt", "hospitais", "hospital"}, {"pt", "homens", "homem"},
		{"tr", "secimlerin", "secim"}, {"tr", "koprunun", "koprusu"}, {"tr", "kazada", "kazasinda"}, {"tr", "baskanligi", "baskan"}, {"tr", "okullari", "okul"},
	} {
		if a, b := Stem(c.a, c.lang), Stem(c.b, c.lang); a != b {
			t.Errorf("%s: %q stems to %q, %q to %q", c.lang, c.a, a, c.b, b)
		}
	}
	for _, same := range []string{"usa", "w.h.o", "2020", "does", "44th"} {
		if got := Stem(same, "en"); got != same {
			t.Errorf("Stem(%q) = %q", same, got)
		}
	}
	if got := Stem("huizen", "nl"); got != "huizen" {
		t.Errorf("a language without stemmer changed the word to %q", got)
	}
}

// TestStemConcurrently has goroutines fill and read the same slots.
func TestStemConcurrently(t *testing.T) {
	s := article(1 << 16)
	want := AppendTerms(nil, s, "en")
	var wg sync.WaitGroup
	for _, lang := range []string{"en", "fr", "en", "ru", "en"} {
		wg.Go(func() {
			got := AppendTerms(nil, s, lang)
			for i := range want {
				if lang == "en" && got[i] != want[i] {
					t.Errorf("term %d is %+v, alone it is %+v", i, got[i], want[i])
					return
				}
			}
		})
	}
	wg.Wait()
}

func TestAppendTerms(t *testing.T) {
	// A capital that counts is written "^word", a number "#word".
	for _, c := range []struct{ lang, in, want string }{
		{"en", "The minister met Putin in 2020.", "the minist meet ^putin in #2020"},
		{"en", "Vladimir Putin left. Rain fell. NATO met.", "^vladimir ^putin left rain fall ^nato meet"},
		{"en", "They told us that the US left.", "they tell us that the ^usa left"},
		{"fr", "L'accord d’Erevan", "accord ^erevan"},
		{"de", "Die 44 Tage", "die #44 ^tag"},
		{"tr", "Ankara'da İstanbul’un ILICA'YA", "ankar ^istan ^ilic"},
	} {
		var got []string
		for _, term := range AppendTerms(nil, c.in, c.lang) {
			w := term.Stem
			if term.Capital {
				w = "^" + w
			}
			if term.Number {
				w = "#" + w
			}
			got = append(got, w)
		}
		if joined := strings.Join(got, " "); joined != c.want {
			t.Errorf("terms of %q are %q, want %q", c.in, joined, c.want)
		}
	}
}

// TestLongGap has half a megabyte between two words, which is looked through once: a look at
// all of the rest from each byte would not come to an end.
func TestLongGap(t *testing.T) {
	gap := strings.Repeat("\U0001f389", 1<<17)
	for end, capital := range map[string]bool{"": true, "…": false} {
		terms := AppendTerms(nil, "the "+gap+end+" Harbour opened", "en")
		if len(terms) != 3 || terms[1].Capital != capital {
			t.Errorf("with %q at the end of the gap: %+v", end, terms)
		}
	}
}

func TestStopword(t *testing.T) {
	for lang, word := range map[string]string{"en": "the", "de": "fur", "fr": "etait", "es": "tambien", "it": "perche", "ru": "что", "pt": "nao", "nl": "het", "tr": "icin", "sv": "och", "nb": "ikke"} {
		if !Stopword(word, lang) {
			t.Errorf("%q is not a function word of %s", word, lang)
		}
		if Stopword("karabakh", lang) {
			t.Errorf("karabakh is a function word of %s", lang)
		}
	}
	for lang, words := range stopwords {
		for word := range words {
			if Fold(word) != word {
				t.Errorf("%s: %q is not folded, %q is", lang, word, Fold(word))
			}
		}
	}
}

func TestLanguage(t *testing.T) {
	for want, s := range map[string]string{
		"en": "The government said on Monday that the old dam in the north of the country had broken during the night, and that nobody was hurt.",
		"de": "Die Regierung teilte am Montag mit, dass der alte Damm im Norden des Landes in der Nacht gebrochen sei und niemand verletzt wurde.",
		"fr": "Le gouvernement a annoncé lundi que le vieux barrage du nord du pays avait cédé pendant la nuit et que personne n'était blessé.",
		"ru": "Правительство сообщило в понедельник, что старая плотина на севере страны ночью прорвалась и никто не пострадал. Жителей ближайших деревень вывезли в безопасные места, сказал министр, и теперь они ждут, когда вода уйдёт и можно будет вернуться домой.",
		"ja": "政府は月曜日、北部の古いダムが夜のうちに決壊したが、けが人はいないと発表しました。",
		"":   "Oslo 24",
	} {
		if got := Language(s); got != want {
			t.Errorf("Language(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestQuestionLanguage(t *testing.T) {
	for s, want := range map[string]string{
		"Who won the election?": "en", "how many people died": "en",
		"Wer hat die Wahl gewonnen?": "de", "wie viele tote": "de", "Qui a gagné l'élection ?": "fr", "combien de morts": "fr",
		"¿Quién ganó las elecciones?": "es", "cuantos muertos hubo": "es", "Chi ha vinto le elezioni?": "it", "quanti morti": "it",
		"Por que a fábrica fechou?": "pt", "quantos mortos": "pt", "Кто победил на выборах?": "ru", "выборы": "ru",
		"Seçimi kim kazandı?": "tr", "kac kisi oldu": "tr", "ILICAKÖY'DE NE OLDU?": "tr",
		"Volodymyr Zelensky": "", "2024": "", "": "", "la liga": "", "wildfire los angeles": "", "los incendios": "es", "calories in a bar": "",
	} {
		if got := QuestionLanguage(s); got != want {
			t.Errorf("QuestionLanguage(%q) = %q, want %q", s, got, want)
		}
	}
}

// TestNamesWithArticles tells the language of lines that hold names with articles.
func TestNamesWithArticles(t *testing.T) {
	for language, lines := range map[string][]string{
		"es": {"la contaminación del mar menor", "el niño desaparecido", "elecciones el salvador", "los gatos de la calle",
			"cuando abre la plaza del toro", "las cruces del cementerio", "el discurso del rey"},
		"de": {"wann kenterte Das Boot", "das Kapital und die Arbeit", "wann kam der Spiegel heraus"},
		"fr": {"qui chante dans les miserables", "les mis en cause du procès", "la vie des plaines"},
		"en": {"who sank the el faro", "what did der spiegel write", "when was das boot filmed", "who wrote das kapital", "how many people live in el salvador", "what is the el nino forecast", "who sings in les miserables",
			"is lana del rey on tour", "when did guillermo del toro win", "how did the los pollos hermanos sign vanish", "what happened in el paso", "who is ursula von der leyen", "what burned in los angeles",
			"when does the del mar fair open", "what did the mayor of los gatos say"},
		"": {"wildfire los angeles", "shooting las vegas", "flood des moines", "rommel el alamein", "die hard", "die antwoord", "van der bellen", "van der poel",
			"el paso shooting", "el salvador elections", "los gatos fires", "der spiegel interview", "el faro", "los gatos ronronean", "das boot gesunken"},
	} {
		for _, line := range lines {
			if got := QuestionLanguage(line); got != language {
				t.Errorf("QuestionLanguage(%q) = %q, want %q", line, got, language)
			}
		}
	}
}

// TestNamesOfTwoLanguages has lines that nothing but the article of a name tells: they are in its
// language, or in English.
func TestNamesOfTwoLanguages(t *testing.T) {
	for line, language := range map[string]string{"el paso shooting": "es", "los gatos ronronean": "es", "el faro": "es", "der spiegel interview": "de", "das boot gesunken": "de", "les miserables": "fr"} {
		if got := LikelyLanguages(line); len(got) != 2 || !slices.Contains(got, language) || !slices.Contains(got, "en") {
			t.Errorf("LikelyLanguages(%q) = %q, want %s and en", line, got, language)
		}
	}
}

func TestNumeral(t *testing.T) {
	for language, words := range numerals {
		if n := len(strings.Fields(words)); n != 26 {
			t.Errorf("%s has %d numbers in words, want 26", language, n)
		}
	}
	for _, c := range []struct {
		word, language string
		want           int
	}{{"four", "en", 4}, {"vierzig", "de", 40}, {"quatre", "fr", 4}, {"diecinueve", "es", 19}, {"novanta", "it", 90}, {"três", "pt", 3}, {"пятьдесят", "ru", 50}, {"altı", "tr", 6}, {"deux", "en", 0}} {
		got, ok := Numeral(Stem(Fold(c.word), c.language), c.language)
		if got != c.want || ok != (c.want > 0) {
			t.Errorf("Numeral(%q, %s) = %d, %v", c.word, c.language, got, ok)
		}
	}
}
