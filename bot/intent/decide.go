package intent

import (
	"strings"
	"unicode"

	"quoth/bot/text"
	wording "quoth/knowledge/text"
)

// decision is how people of a language answer whether to delete what is kept: the words that say
// no, those that say yes, and those that say no more beside them.
type decision struct{ no, yes, beside map[string]bool }

// loan is the language whose words people of every other mix in: "ok", "no thanks".
const loan = text.English

// decisions are those of the languages. With a word of no kind a line is no answer: "no time to die".
var decisions = map[string]decision{
	"en": {
		no:  wordsOf(`no nope nah not don dont never keep nothing cancel rather`),
		yes: wordsOf(`yes yeah yep yup sure do go delete erase remove wipe`),
		beside: wordsOf(`it that this them all everything my data stuff the a i t ll d want to would like on need please thanks thank you thx ok okay wait stop now yet
			actually better second thought thoughts hell course absolutely of really still just ahead way for`),
	},
	"de": {
		no:     wordsOf(`nein nee nö ne nicht nichts kein keine keinen behalt behalte lass`),
		yes:    wordsOf(`ja jo jep klar lösch lösche löschen mach weg`),
		beside: wordsOf(`es das sie alles meine daten bitte danke mal doch lieber besser bloß noch jetzt warte auf fall fälle auch so gut schon sicher gern ruhig nur`),
	},
	"fr": {
		no:     wordsOf(`non pas garde gardez gardes rien jamais`),
		yes:    wordsOf(`oui ouais supprime supprimez supprimer efface effacez effacer vas`),
		beside: wordsOf(`le la les tout tous ça cela mes données s il te vous plaît plait merci besoin surtout plutôt y cas en aucun maintenant ne n bien sûr d accord attends`),
	},
	"es": {
		no:     wordsOf(`no guarda ninguna ninguno nada nunca tampoco`),
		yes:    wordsOf(`sí si borra borrar bórralo bórralos bórrala elimina eliminar elimínalos claro dale`),
		beside: wordsOf(`lo los todo todos mis datos por favor gracias mejor de manera ahora espera que hace falta en absoluto supuesto ya`),
	},
	"it": {
		no:     wordsOf(`no non niente tieni mai lascia`),
		yes:    wordsOf(`sì si certo cancella cancellali eliminalo eliminali eliminare elimina`),
		beside: wordsOf(`il lo li tutto tutti i miei dati per favore grazie meglio serve assolutamente farlo ora di stare pure aspetta`),
	},
	"pt": {
		no:     wordsOf(`não nao nem guarde guarda nada nunca jeito deixa`),
		yes:    wordsOf(`sim apaga apague apagar exclui exclua pode claro`),
		beside: wordsOf(`o os de nenhum precisa tudo isso meus dados por favor obrigado obrigada melhor agora espera que`),
	},
	"ru": {
		no:     wordsOf(`нет не ни оставь ничего передумал передумала`),
		yes:    wordsOf(`да ага удали удаляй удалить удалите давай`),
		beside: wordsOf(`это их всё все мои данные пожалуйста спасибо лучше надо нужно пока подожди конечно уж`),
	},
	"tr": {
		no:     wordsOf(`hayır yok olmaz istemiyorum silme silmeyin sakın kalsın`),
		yes:    wordsOf(`evet sil silin silebilirsin onaylıyorum tabii`),
		beside: wordsOf(`onu bunu gerek hiç hepsini her şeyi verilerimi lütfen teşekkürler sağol şimdi ya`),
	},
}

// wordsOf is a set of folded words.
func wordsOf(list string) map[string]bool {
	return foldedSet(strings.Join(strings.Fields(list), "|"))
}

// decides reports whether a line answers with a no, or with a yes, whether to delete what is kept.
func decides(p peeled) (no, yes bool) {
	if cancels(p) {
		return true, false
	}
	if strings.HasSuffix(p.whole, "?") {
		return false, false
	}
	said := strings.FieldsFunc(wording.Fold(p.whole), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for _, language := range text.Languages() {
		n, y := decisions[language].of(said)
		no, yes = no || n, yes || y
	}
	return no, yes && !no
}

// of is what words say in a language; neither where one of them is of no kind.
func (d decision) of(said []string) (no, yes bool) {
	mixed := decisions[loan]
	for _, w := range said {
		switch {
		case d.no[w] || mixed.no[w]:
			no = true
		case d.yes[w] || mixed.yes[w]:
			yes = true
		case !d.beside[w] && !mixed.beside[w]:
			return false, false
		}
	}
	return no, yes
}
