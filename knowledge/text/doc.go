// Package text takes running text apart: sentences, words, stems, language.
//
// Everything here is a function of its arguments: no file, no network, no
// clock, and safe for concurrent use. All positions are byte offsets into the
// string that was given, so that a sentence or a word is always a slice of the
// text it stands in and never a copy that could differ from it.
//
// The same functions serve a stored article and a question about it. Whatever
// AppendTerms makes of a word in the one it makes of the word in the other,
// which is what lets a search match.
package text

// Span is a half-open range [Start, End) of bytes.
type Span struct{ Start, End int }

// Len is the number of bytes in the span.
func (sp Span) Len() int { return sp.End - sp.Start }

// In returns the bytes of s that the span covers.
func (sp Span) In(s string) string { return s[sp.Start:sp.End] }

// base reduces a language tag to the two letters that the tables are keyed by:
// "en-GB" and "EN" to "en", the two written forms of Norwegian to "no", and "" to
// "en", the language of most feeds.
func base(lang string) string {
	switch lang {
	case "en", "": // what is too short to tell is taken as English
		return "en"
	case "nb", "nn":
		return "no"
	}
	b := lang
	for i := 0; i < len(b); i++ {
		if b[i] == '-' || b[i] == '_' {
			b = b[:i]
			break
		}
	}
	for i := 0; i < len(b); i++ {
		if 'A' <= b[i] && b[i] <= 'Z' {
			lower := []byte(b)
			for j, c := range lower {
				if 'A' <= c && c <= 'Z' {
					lower[j] = c + 'a' - 'A'
				}
			}
			b = string(lower)
			break
		}
	}
	switch b {
	case "":
		return "en"
	case "nb", "nn":
		return "no"
	}
	return b
}
