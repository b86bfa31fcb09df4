package summary

import (
	"strings"
	"sync"
	"unicode"

	"quoth/knowledge/manner"
	"quoth/knowledge/text"
)

// personal reports whether a sentence asks, or speaks of who writes or reads it, outside of quotation
// marks: it advises or comments and reports nothing.
func personal(s, tag string) bool {
	if asks(s) {
		return true
	}
	words := personalWords()[language(tag)]
	if words == nil {
		return false
	}
	said := quoted(s)
	var before text.Term
	for _, w := range text.AppendTerms(nil, s, tag) {
		word := w.In(s)
		switch {
		case !words[strings.ToLower(word)], said(w.Start):
		case word == "I" && before.Capital && !before.Stop && s[before.End:w.Start] == " ": // World War I
		case word == "I", word != strings.ToUpper(word): // US is no pronoun
			return true
		}
		before = w
	}
	return false
}

// quoted reports of places of a sentence whether they stand in quotation marks.
func quoted(s string) func(at int) bool {
	var marks []int // where each quotation begins, where it ends, and so on
	closing, last := "", ' '
	for at, r := range s {
		switch {
		case closing != "":
			if strings.ContainsRune(closing, r) && !(r == '’' && inWord(s[at:])) {
				marks, closing = append(marks, at), ""
			}
		case manner.Closing(r) != "" && !unicode.IsLetter(last):
			marks, closing = append(marks, at), manner.Closing(r)
		}
		last = r
	}
	return func(at int) bool {
		n := 0
		for n < len(marks) && marks[n] <= at {
			n++
		}
		return n%2 == 1
	}
}

// inWord reports whether the mark at the start of a piece of text is an apostrophe.
func inWord(s string) bool {
	for i, r := range s {
		if i > 0 {
			return unicode.IsLetter(r)
		}
	}
	return false
}

// personalWords are pronouns of the first and second person by language, in small letters and not
// folded: nós is we, nos in the. Those that are something else as well are left out.
var personalWords = sync.OnceValue(func() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for language, list := range map[string]string{
		"en": "i i'm i've i'd i'll my me we we're we've we'll our us you you're you've you'll your yours i’m i’ve i’d i’ll we’re we’ve we’ll you’re you’ve you’ll let's let’s here's here’s",
		"de": "ich mein meine mir mich wir uns unser unsere du dein deine dir dich euch",
		"fr": "je j'ai nous notre nos vous votre vos",
		"es": "yo nosotros nuestra nuestro nuestros nuestras usted ustedes tú",
		"it": "io noi nostro nostra nostri nostre voi vostro vostra",
		"pt": "eu nós nosso nossa nossos nossas você vocês",
		"ru": "я мы нас нам наш наша наши вы вас вам ваш ваша ваши",
		"tr": "ben biz bizim bize siz sizin size",
	} {
		all[language] = map[string]bool{}
		for word := range strings.FieldsSeq(list) {
			all[language][word] = true
		}
	}
	return all
})
