package intent

import (
	"strings"

	"quoth/knowledge/lexicon"
	"quoth/knowledge/text"
)

// commandWords are the words that commands are said with and that people type wrongly.
var commandWords = phrases(`timeline|chronology|summary|summarize|summarise|follow|following|unfollow|subscribe|subscribed|unsubscribe|notify|search|latest|newest|headlines|settings|sources|commands|alerts|compare|please|today|when|what|help|news|find|stop
	|zeitleiste|zusammenfassung|abonniere|nachrichten|neuigkeiten|quellen|einstellungen|vergleiche|chronologie|nouvelles|actualités|résumé|abonne|noticias|resumen|cronología|fuentes|notizie|riassunto|cronologia|notícias|resumo|новости|хронология|подпишись|источники|haberler|özet|kronoloji|kaynaklar`)

// mend puts slips of the words of commands right and writes short forms out. slipped is false when
// there are none.
// A word that is known is none: "hollow" is not "follow".
func (p peeled) mend() (mended peeled, slipped bool) {
	var out strings.Builder
	last := 0
	for sp := range text.Words(p.core) {
		w := strings.ToLower(sp.In(p.core))
		meant := shortForms()[text.Fold(w)]
		if meant == "" {
			meant = slipOf(w)
		}
		if meant != "" {
			out.WriteString(p.core[last:sp.Start] + meant)
			last, slipped = sp.End, true
		}
	}
	out.WriteString(p.core[last:])
	mended = p
	mended.core = out.String()
	mended.whole = mended.core
	if strings.HasSuffix(p.whole, "?") {
		mended.whole += "?"
	}
	return mended, slipped
}

// slipOf is the word of a command that a word is a slip of; "" for none: two neighbours
// that changed places, and in longer words one or two letters.
func slipOf(w string) string {
	length := len([]rune(w))
	if length < 4 || lexicon.VectorOf(w).Known() || builtIn().Weights["word:"+text.Fold(w)] != nil {
		return ""
	}
	for _, known := range commandWords {
		limit := 1
		if length >= 9 {
			limit = 2
		}
		if w[0] == known[0] && distance(w, known) <= limit && (length > 4 || len(w) == len(known) && sameLetters(w, known)) {
			return known
		}
	}
	return ""
}

// sameLetters reports whether two words are made of the same letters.
func sameLetters(a, b string) bool {
	for _, r := range a {
		if strings.Count(a, string(r)) != strings.Count(b, string(r)) {
			return false
		}
	}
	return true
}
