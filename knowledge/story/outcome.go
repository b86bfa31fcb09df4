package story

import (
	"regexp"
	"strings"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

// tellsOutcome reports whether the title of an article tells how something came out: by a
// word of outcomes, unless it is foretold or asked for, or by a score.
func tellsOutcome(a knowledge.Article) bool {
	if strings.Contains(a.Title, "?") {
		return false
	}
	foretold := false
	for _, span := range text.AppendWords(nil, a.Title) {
		word := text.Fold(span.In(a.Title))
		if outcomes[a.Language][word] && !foretold {
			return true
		}
		foretold = foretelling[a.Language][word]
	}
	return tellsScore(a)
}

// score is two small numbers side by side, as a match or a vote ends with.
var score = regexp.MustCompile(`(?:^|\s)\d{1,2}[-–:]\d{1,2}(?:$|[\s,;.)]+)`)

// tellsScore reports whether a title holds a score, no word of the sentence behind it:
// 2-3 weeks is none.
func tellsScore(a knowledge.Article) bool {
	at := score.FindStringIndex(a.Title)
	if at == nil || inDate(a, text.Span{Start: at[0] + 1, End: at[1] - 1}) {
		return false
	}
	for span := range text.Words(a.Title[at[1]:]) {
		word := span.In(a.Title[at[1]:])
		return word != strings.ToLower(word)
	}
	return true
}

// outcomes are words of each language with which titles tell an outcome.
var outcomes = words(map[string]string{
	"en": `wins won beats beat defeats defeated loses lost elected re-elected reelected convicted acquitted sentenced guilty approves approved
		rejects rejected adopts adopted ratifies ratified overturns overturned upholds upheld signs signed settles settled clinches clinched`,
	"de": `gewinnt gewinnen gewann gewannen siegt siegte schlägt besiegt verliert verlieren verlor unterliegt gewählt wiedergewählt verurteilt freigesprochen
		schuldig billigt gebilligt beschließt beschlossen verabschiedet angenommen abgelehnt unterzeichnet unterzeichnen besiegelt gescheitert`,
	"fr": `gagne gagnent remporte remportent bat battent vainqueur élu élue élus réélu réélue condamné condamnée condamnés acquitté acquittée relaxé
		coupable adopte adopté adoptée approuve approuvé approuvée rejette rejeté rejetée signe signent signé perd perdent`,
	"es": `gana ganan ganó vence vencen venció derrota derrotó pierde pierden perdió elegido elegida reelegido reelegida condenado condenada condenados
		absuelto absuelta culpable aprueba aprueban aprobó aprobado rechaza rechazan rechazó rechazado firma firman firmó firmado`,
	"it": `vince vincono vinto batte battono sconfigge perde perdono eletto eletta rieletto condannato condannata condannati assolto assolta colpevole
		approva approvato approvata respinge respinto respinta bocciato bocciata firmano firmato`,
	"pt": `vence vencem venceu ganha ganham ganhou derrota derrotou perde perdem perdeu eleito eleita reeleito reeleita condenado condenada condenados
		absolvido absolvida culpado culpada aprova aprovam aprovou aprovado rejeita rejeitou rejeitado assina assinam assinou assinado`,
	"ru": `победил победила победили выиграл выиграла выиграли обыграл обыграла обыграли проиграл проиграла проиграли избран избрана переизбран
		осужден осуждена приговорен приговорена приговорили оправдан оправдана виновным виновной одобрил одобрила одобрили отклонил отклонила отклонили
		подписал подписала подписали`,
	"tr": `kazandı kazandılar yendi kaybetti seçildi mahkum beraat suçlu onayladı onaylandı reddetti reddedildi imzaladı imzalandı`,
})

// foretelling are words that stand before such a word where it has not come out yet.
var foretelling = words(map[string]string{
	"en": "to will could can may might would should must if not never cannot",
	"de": "will soll wird könnte kann nicht würde zu",
	"fr": "va peut pourrait doit si",
	"es": "puede podría si no",
	"it": "può potrebbe se non",
	"pt": "pode poderia se não",
	"ru": "не бы",
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
