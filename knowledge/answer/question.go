package answer

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/knowledge/kind"
	"quoth/knowledge/lexicon"
	"quoth/knowledge/retrieve"
	"quoth/knowledge/text"
)

const (
	// maxQuestion is the longest question, in characters.
	maxQuestion = 2000
)

// term is a word of a question that an answer may hold.
type term struct {
	stem   string
	word   string // as written
	weight float64
	name   bool // written with a capital for its own sake
	number bool
	asked  bool    // stands in the sentence that asks
	lent   float64 // what it counts beside the question's own words, when it is of the talk; 0 for one of its own
	span   text.Span
}

// question is a question taken apart.
type question struct {
	text     string
	language string // that it is asked in
	certain  bool   // its words determine the language
	terms    []term
	when     when
	wanted   kind.Wanted      // what it asks for
	vectors  []lexicon.Vector // of the terms, when asked for; see meanings
	index    map[string]int   // stem -> term, of the forms of one word too
	pairs    [][2]int         // terms that stand side by side
	resolved *retrieve.Query  // the terms as they are stored, once they are weighed
	matcher  retrieve.Matcher // finds the terms in articles, from then on
	given    []retrieve.Form
	subject  string
	followUp bool
	referent string // the person of the talk whom it means by "he" or "she"; "" for none
	elliptic bool   // it asks for what the line before asked for, of something else
	doubtful bool   // whether it is one, is told by which reading has the surer answer
	narrowed bool   // it is that of a line before, asked within another time
	whole    bool   // it says what kind of thing it asks for, and of what
	// same and opposite are the words for a beginning or an end, when the
	// question asks for the one of them; else nil.
	same, opposite map[string]bool
}

// carriers are words that carry a question and say nothing about what is asked:
// the field's list of question words, and the quiz and news phrases around them. By
// language, as stems.
var carriers = map[string]map[string]bool{
	"en": stemsOf("en", `which what who whom whose when where why how following name named called according
	week recent recently month today yesterday news article story tell say said report reported reportedly
	many much long old often far answer question please know true false
	photo pictured shown show image above latest new currently anyway exactly actually really though`),
	"de": stemsOf("de", `wann wo woher wohin wieviel wieso weshalb woche kürzlich monat heute gestern nachricht nachrichten neuigkeiten artikel bericht
	sagen sagt sagte gesagt berichten lange alt oft weit frage antwort bitte gibt gab neu neueste neuesten aktuell aktuelle`),
	"fr": stemsOf("fr", `combien semaine récent récemment mois hier nouvelle nouvelles article rapport dire dit longtemps souvent loin question réponse
	dernier dernière dernières actuellement actualité actualités`),
	"es": stemsOf("es", `cuánto cuánta cuántos cuántas dónde semana reciente recientemente mes hoy ayer noticia noticias artículo decir dice dijo
	pregunta respuesta último última últimas actualmente hubo`),
	"it": stemsOf("it", `quanti quante quanta settimana recente recentemente mese oggi ieri notizia notizie articolo dire dice detto domanda risposta
	ultimo ultima ultime attualmente`),
	"pt": stemsOf("pt", `quantos quantas semana recente recentemente mês hoje ontem notícia notícias artigo dizer diz disse pergunta resposta
	último última últimas atualmente houve`),
	"ru": stemsOf("ru", `сколько неделя недавно месяц сегодня вчера новость новости статья говорить сказал сказала сообщил вопрос ответ последний
	последние новый новые`),
	"tr": stemsOf("tr", `kaç hafta son ay bugün dün haber haberler makale söyledi dedi soru cevap yeni zaman`),
}

// happenings are words of the other languages for whom something happened to, and what: a
// question about them is about what stands beside them.
var happenings = map[string]map[string]bool{
	"de": stemsOf("de", `mensch menschen leute person personen tote toten opfer verletzte starb starben gestorben getötet verletzt gewann gewonnen passiert passierte geschah begann endete`),
	"fr": stemsOf("fr", `gens personne personnes mort morte morts mortes mourir victime victimes blessé blessés tué tués gagné passé arrivé commencé fini`),
	"es": stemsOf("es", `gente persona personas muerto muertos murió murieron víctima víctimas heridos ganó pasó ocurrió empezó terminó`),
	"it": stemsOf("it", `gente persona persone morto morti morte morta morirono vittima vittime feriti vinto successo accaduto iniziato finito`),
	"pt": stemsOf("pt", `gente pessoa pessoas morto mortos morreu morreram vítima vítimas feridos ganhou venceu aconteceu começou terminou`),
	"ru": stemsOf("ru", `человек люди людей погиб погибло погибли погибших умер умерло умерли жертв раненых пострадало победил выиграл произошло случилось началось закончилось`),
	"tr": stemsOf("tr", `kişi kişiler insan insanlar ölü öldü yaralı yaralandı kazandı oldu başladı bitti`),
}

// whatever are words of English that say what happened to somebody or something, and tell nothing
// of whom or what.
var whatever = stemSet(`anyone anybody someone somebody everyone people person kill die dead death toll injure hurt wound harm survive survivor victim missing rescue
	arrest catch charge jail blame suspect responsible happen occur take place cause start begin end finish last win lose damage destroy burn evacuate warn cost pay strong bad big`)

func stemSet(words string) map[string]bool { return stemsOf("en", words) }

// stemsOf is the stems of words of a language.
func stemsOf(language, words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[text.Stem(text.Fold(w), language)] = true
	}
	return set
}

// parse takes a question apart. likely is its language when its words don't tell one,
// "" for English. It has no terms when s has only words such as "the" and "of".
func parse(s, likely string) (*question, error) {
	s = clean(s)
	switch {
	case s == "":
		return nil, ErrEmpty
	case utf8.RuneCountInString(s) > maxQuestion:
		return nil, ErrTooLong
	}
	q := &question{text: s, index: map[string]int{}, language: text.QuestionLanguage(s)}
	if q.certain = q.language != ""; !q.certain {
		q.language = cmp.Or(likely, "en")
	}
	words := text.AppendTerms(nil, s, q.language)
	asking := askingPart(s, q.language)
	q.wanted = wantedBy(asking.In(s), q.language)
	q.add(s, words, asking, 0)
	q.whole = len(q.terms) > 0 && q.wanted.Kind != kind.Anything
	q.subject = subjectOf(s, words, q.language)
	q.sense()
	return q, nil
}

// wantedBy is what a sentence of a language asks for.
func wantedBy(asking, language string) kind.Wanted {
	w := kind.Read(retrieve.InEnglish(asking, language))
	if language != "en" && w.Verb != "" {
		w.Verb = text.Stem(w.Verb, language)
	}
	return w
}

// The words for that something begins, and for that it ends: a question after the
// one is not answered by the other, however much else they share.
var (
	beginnings = stemSet("begin start commence erupt launch outset onset")
	endings    = stemSet("end finish conclude stop cease expire over")
)

// sense tells a question after a beginning from one after an end. Of the first two
// words of its sense, the most usual, each stands for the other.
func (q *question) sense() {
	begins, ends := -1, -1
	for i, t := range q.terms {
		switch {
		case beginnings[t.stem]:
			begins = i
		case endings[t.stem]:
			ends = i
		}
	}
	if begins < 0 == (ends < 0) {
		return
	}
	at, same := begins, []string{"begin", "start"}
	q.same, q.opposite = beginnings, endings
	if ends >= 0 {
		at, same = ends, []string{"end", "finish"}
		q.same, q.opposite = endings, beginnings
	}
	for _, w := range same {
		stem := text.Stem(w, "en")
		if _, taken := q.index[stem]; !taken {
			q.index[stem] = at
			q.given = append(q.given, retrieve.Form{Words: 1 << at, Stems: []string{stem}, Share: .5})
		}
	}
}

// clean makes one line of valid text without control characters.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError {
			return ' '
		}
		return r
	}, text.Normalize(s))
	return strings.Join(strings.Fields(s), " ")
}

// askingPart is the sentence of s that asks: the last with a question mark or a
// question word, else the last.
func askingPart(s, language string) text.Span {
	sentences := text.Sentences(s, language)
	if len(sentences) == 0 {
		return text.Span{Start: 0, End: len(s)}
	}
	for _, sp := range slices.Backward(sentences) {
		if part := sp.In(s); strings.HasSuffix(part, "?") || asks(part, language) {
			return sp
		}
	}
	return sentences[len(sentences)-1]
}

// asks reports whether s has a question word.
func asks(s, language string) bool {
	s = retrieve.InEnglish(s, language)
	for sp := range text.Words(s) {
		switch text.Fold(sp.In(s)) {
		case "who", "w.h.o", "whom", "whose", "when", "where", "which", "what", "how", "why":
			return true
		}
	}
	return false
}

// add adds those of the words of s that mean something; lent is as that of a term.
func (q *question) add(s string, words []text.Term, asking text.Span, lent float64) {
	previous := -1
	for _, t := range words {
		if t.Stop || len(t.Stem) == 1 && !t.Number || carriers[q.language][t.Stem] && (!t.Capital || q.language == "de") {
			if !t.Stop {
				previous = -1
			}
			continue
		}
		at, known := q.index[t.Stem]
		if !known {
			if len(q.terms) == retrieve.MaxWords {
				continue
			}
			at = len(q.terms)
			q.index[t.Stem] = at
			x := term{stem: t.Stem, word: t.In(s), lent: lent}
			if lent == 0 {
				x.span = t.Span
			}
			q.terms = append(q.terms, x)
		}
		x := &q.terms[at]
		x.name = x.name || t.Capital
		x.number = x.number || t.Number
		x.asked = x.asked || asking.Start <= t.Start && t.End <= asking.End
		if previous >= 0 && previous != at && lent == 0 {
			q.pairs = append(q.pairs, [2]int{previous, at})
		}
		previous = at
	}
}

// maxSubject is the longest subject, in words.
const maxSubject = 6

// subjectOf is the topic of a question in its own words: its longest run of words
// that mean something, names before others.
func subjectOf(s string, terms []text.Term, language string) string {
	type run struct {
		start, end, words, names int
	}
	var runs []run
	var now run
	flush := func() {
		if now.words > 0 {
			runs = append(runs, now)
		}
		now = run{}
	}
	for i, t := range terms {
		plain := (carriers[language][t.Stem] || happenings[language][t.Stem]) && !t.Capital
		verb := !t.Capital && !t.Number && i > 0 && auxiliary(terms, i, s)
		if t.Stop || plain || verb {
			flush()
			continue
		}
		if now.words > 0 && strings.ContainsAny(s[now.end:t.Start], ",;:.?!()“”\"") {
			flush()
		}
		if now.words == 0 {
			now.start = t.Start
		}
		now.end = t.End
		now.words++
		if t.Capital || t.Number {
			now.names++
		}
	}
	flush()
	if len(runs) == 0 {
		return ""
	}
	better := func(a, b run) int {
		return cmp.Or(cmp.Compare(min(a.names, 1), min(b.names, 1)), cmp.Compare(a.words, b.words), cmp.Compare(a.start, b.start))
	}
	best := slices.MaxFunc(runs, better)
	words := strings.Fields(s[best.start:best.end])
	// A name alone says little: "earthquake Turkey", "new bridge Ash".
	if at := slices.Index(runs, best); at > 0 && best.names > 0 && best.words == 1 {
		if before := s[runs[at-1].start:runs[at-1].end]; !strings.HasSuffix(before, "ed") {
			words = append(strings.Fields(before), words...)
		}
	}
	if len(words) > maxSubject {
		words = words[:maxSubject]
	}
	return strings.Join(words, " ")
}

// auxiliary reports whether term i is likely the main verb of a question such as
// "When did the war end?": the last word, behind a "did", "does" or "will".
func auxiliary(terms []text.Term, i int, s string) bool {
	if i != len(terms)-1 {
		return false
	}
	for _, t := range terms[:i] {
		switch strings.ToLower(t.In(s)) {
		case "did", "does", "do", "will", "would", "can", "could", "has", "have":
			return true
		}
	}
	return false
}
