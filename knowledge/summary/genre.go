package summary

import (
	"slices"
	"strings"
	"unicode/utf8"

	"quoth/knowledge"
	"quoth/knowledge/manner"
	"quoth/knowledge/text"
	"quoth/knowledge/topic"
)

// genre is as what an outlet printed an article.
type genre int

const (
	report  genre = iota // of what happened
	guide                // explains, lists, previews or answers questions
	comment              // says what somebody thinks
)

// genreOf tells the genre of an article by its address and its title.
func genreOf(a *knowledge.Article) genre {
	switch {
	case opinion(a):
		return comment
	case guides(a):
		return guide
	}
	return report
}

// soft reports whether an article stands in a section of entertainment, sport and the like, which
// its address tells.
func soft(a *knowledge.Article) bool {
	return slices.ContainsFunc(strings.Split(strings.ToLower(a.URL), "/"), softSections.has)
}

// softSections are parts of addresses in the eight languages.
var softSections = words(strings.Fields(`entertainment celebrity celebrities music movies tv style fashion cars shopping sport sports
	unterhaltung leute auto people gente estilo deportes entretenimiento
	spettacoli motori famosos esporte esportes desporto shou-biznes magazin spor`))

// listItems is within how many words of a number that begins a title stands what it lists.
const listItems = 3

// guides reports whether a title asks, explains or lists. What stands behind its first colon is
// a label of the outlet: "Lodge burns down: what we know" is a report.
func guides(a *knowledge.Article) bool {
	w := guideWordsOf()[language(a.Language)]
	if w == nil {
		return asks(a.Title)
	}
	head := a.Title
	if at := strings.IndexAny(head, ":|"); at >= 0 {
		for part := range strings.FieldsFuncSeq(head, func(r rune) bool { return r == ':' || r == '|' }) {
			if w.labels.has(foldedWords(part, a.Language)) {
				return true
			}
		}
		head = head[:at]
	}
	if asks(head) || topic.IsDigest(a.Title) {
		return true
	}
	line := " " + foldedWords(head, a.Language) + " "
	for _, phrase := range w.phrases {
		if strings.Contains(line, " "+phrase+" ") {
			return true
		}
	}
	first, _ := utf8.DecodeRuneInString(head)
	for _, opening := range w.openings {
		if first != '\'' && manner.Closing(first) == "" && strings.HasPrefix(line, " "+opening+" ") {
			return true
		}
	}
	terms := text.AppendTerms(nil, head, a.Language)
	if len(terms) == 0 {
		return false
	}
	_, numeral := text.Numeral(terms[0].Stem, a.Language)
	return (terms[0].Number || numeral) && slices.ContainsFunc(terms[1:min(len(terms), 1+listItems)], func(t text.Term) bool {
		return w.items.has(text.Fold(t.In(head)))
	})
}

// asks reports whether a piece of a title is a question; one that somebody is quoted with is none
// of the outlet's.
func asks(s string) bool {
	for at, r := range s {
		if r == '?' && (at+1 == len(s) || !strings.ContainsAny(s[at+1:min(len(s), at+4)], "\"'”’»")) {
			return true
		}
	}
	return false
}

// language is the one of two letters of a language tag.
func language(tag string) string { return tag[:min(len(tag), 2)] }

// opinion reports whether an outlet printed an article as an opinion, which it tells by a part
// of the address or by the title.
func opinion(a *knowledge.Article) bool {
	parts := strings.Split(strings.TrimRight(strings.ToLower(a.URL), "/"), "/")
	for i, part := range parts {
		if strings.HasPrefix(part, "opinion-poll") || strings.HasSuffix(part, "-live-commentary") {
			continue
		}
		// What ends in the word as the last part may be a court's, in the title's words.
		if strings.HasPrefix(part, "opinion-") || strings.HasSuffix(part, "-opinion") && i < len(parts)-1 || strings.HasSuffix(part, "-commentary") {
			return true
		}
		switch part {
		case "opinion", "opinions", "editorial", "editorials", "columnist", "columnists", "columns", "commentary", "commentisfree", "letters", "perspectives", "meinung", "kommentar", "kommentare",
			"idees", "tribune", "tribunes", "opiniones", "tribuna", "opinioni", "commenti", "editoriali", "opiniao", "mneniya", "yazarlar", "gorus":
			return true
		}
	}
	return strings.HasSuffix(a.Title, "Opinion") || strings.HasPrefix(a.Title, "Opinion:")
}
