package story

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/knowledge"
	"quoth/knowledge/lazyregexp"
	"quoth/knowledge/text"
)

// tellsOutcome reports whether the title of an article tells how something came out: by a
// word of outcomes, unless it is foretold or asked for, or by a score.
func tellsOutcome(a knowledge.Article) bool {
	if strings.Contains(a.Title, "?") {
		return false
	}
	foretold := false
	for i, span := range text.AppendWords(nil, a.Title) {
		word := text.Fold(span.In(a.Title))
		if !foretold && (outcomes[a.Language][word] || i > 0 && participles[a.Language][word] && !tellsPast(a, span.End)) {
			return true
		}
		foretold = foretelling[a.Language][word]
	}
	return tellsScore(a)
}

// tellsPast reports whether a year other than the article's stands in its title behind a
// place: who was convicted in 2010 is wanted today.
func tellsPast(a knowledge.Article, behind int) bool {
	for _, year := range years.FindAllString(a.Title[behind:], -1) {
		if year != strconv.Itoa(a.Published.Year()) {
			return true
		}
	}
	return false
}

var years = lazyregexp.New(`\b(?:19|20)\d\d\b`)

// score is two small numbers side by side, as a match or a vote ends with.
var score = lazyregexp.New(`(?:^|\s)(\d{1,2})([-–:])(\d{1,2})(?:$|[\s,;.)]+)`)

// tellsScore reports whether a title holds a score, and no time, date or range: 20:45, 2-3
// weeks. A score with a word directly behind it stands between names, Spain 2-1 England, and
// as a range goes up, falls.
func tellsScore(a knowledge.Article) bool {
	at := score.FindStringSubmatchIndex(a.Title)
	if at == nil || inDate(a, text.Span{Start: at[2], End: at[7]}) {
		return false
	}
	first, _ := strconv.Atoi(a.Title[at[2]:at[3]])
	second, _ := strconv.Atoi(a.Title[at[6]:at[7]])
	if a.Title[at[4]:at[5]] == ":" {
		return first > 23 || second > 59 || at[7]-at[6] == 1
	}
	if a.Language == "de" { // where a score has a colon
		return false
	}
	behind := strings.TrimSpace(a.Title[at[7]:])
	next, _ := utf8.DecodeRuneInString(behind)
	return behind == "" || unicode.IsPunct(next) || first > second && unicode.IsUpper(next)
}

// outcomes are words of each language with which titles tell an outcome.
var outcomes = words(map[string]string{
	"en": `wins won beats beat defeats defeated loses guilty approves rejects adopts ratifies overturns upholds signs clinches clinched`,
	"de": `gewinnt gewinnen gewann gewannen siegt siegte besiegt verliert verlieren verlor unterliegt gewählt wiedergewählt verurteilt freigesprochen
		schuldig billigt gebilligt beschließt beschlossen verabschiedet angenommen abgelehnt unterzeichnet unterzeichnen besiegelt gescheitert`,
	"fr": `gagne gagnent remporte remportent bat battent vainqueur coupable adopte approuve rejette signe signent perd perdent`,
	"es": `gana ganan ganó vence vencen venció derrota derrotó pierde pierden perdió culpable aprueba aprueban aprobó rechaza rechazan rechazó firman firmó`,
	"it": `vince vincono vinto batte battono sconfigge perde perdono colpevole approva respinge firmano`,
	"pt": `vence vencem venceu ganha ganham ganhou derrota derrotou perde perdem perdeu culpado culpada aprova aprovam aprovou rejeita rejeitou
		assina assinam assinou`,
	"ru": `победил победила победили выиграл выиграла выиграли обыграл обыграла обыграли проиграл проиграла проиграли избран избрана переизбран
		осужден осуждена приговорен приговорена приговорили оправдан оправдана виновным виновной одобрил одобрила одобрили отклонил отклонила отклонили
		подписал подписала подписали`,
	"tr": `kazandı kazandılar yendi kaybetti seçildi mahkum beraat suçlu onayladı onaylandı reddetti reddedildi imzaladı imzalandı`,
})

// participles are such words that may also tell of somebody how something came out before:
// at the beginning of a title, and with a year behind them.
var participles = words(map[string]string{
	"en": `elected re-elected reelected convicted acquitted sentenced approved rejected ratified overturned upheld`,
	"fr": `élu élue élus réélu réélue condamné condamnée condamnés acquitté acquittée relaxé adopté adoptée approuvé approuvée rejeté rejetée`,
	"es": `elegido elegida reelegido reelegida condenado condenada condenados absuelto absuelta aprobado rechazado`,
	"it": `eletto eletta rieletto condannato condannata condannati assolto assolta approvato approvata respinto respinta bocciato bocciata`,
	"pt": `eleito eleita reeleito reeleita condenado condenada condenados absolvido absolvida aprovado rejeitado assinado`,
})

// foretelling are words that stand before such a word where it has not come out yet, or
// that give it another sense: se battre.
var foretelling = words(map[string]string{
	"en": "to will could can may might would should must if not never cannot be",
	"de": "will soll wird könnte kann nicht würde zu",
	"fr": "va peut pourrait doit si être se",
	"es": "puede podría si no ser",
	"it": "può potrebbe se non essere",
	"pt": "pode poderia se não ser",
	"ru": "не бы будет будут быть",
})

// words reads lists of words, by language, as sets of folded words.
func words(lists map[string]string) map[string]map[string]bool {
	sets := map[string]map[string]bool{}
	for language, list := range lists {
		sets[language] = map[string]bool{}
		for word := range strings.FieldsSeq(list) {
			sets[language][text.Fold(word)] = true
		}
	}
	return sets
}
