package gather

import (
	"strings"

	"quoth/knowledge"
	"quoth/knowledge/gather/feed"
	"quoth/knowledge/text"
)

// admission is which entries of a feed are stored, by the words that its operator
// chose.
type admission struct {
	keep, drop []string
	language   string
}

func newAdmission(f knowledge.Feed) admission {
	return admission{keep: f.Keep, drop: f.Drop, language: f.Language}
}

// entry reports whether an entry is stored.
func (a admission) entry(e *feed.Entry) bool {
	if len(a.keep) == 0 && len(a.drop) == 0 {
		return true
	}
	language := a.language
	if language == "" {
		language = e.Language
	}
	if language == "" {
		language = text.Language(e.Title + "\n" + e.Text)
	}
	held := stemmed(e.Title, language) + "\x00" + stemmed(e.Text, language)
	holds := func(words []string) bool {
		for _, w := range words {
			if w = stemmed(w, language); w != "" && strings.Contains(held, w) {
				return true
			}
		}
		return false
	}
	return (len(a.keep) == 0 || holds(a.keep)) && !holds(a.drop)
}

// stemmed writes the stems of a text one behind the other, each between two newlines,
// so that words and phrases of it are found as parts.
func stemmed(s, language string) string {
	var b strings.Builder
	for _, t := range text.AppendTerms(nil, s, language) {
		b.WriteString("\n" + t.Stem + "\n")
	}
	return b.String()
}
