package answer

import (
	"slices"
	"strings"

	"quoth/knowledge"
	"quoth/knowledge/kind"
	"quoth/knowledge/text"
	"quoth/knowledge/zone"
)

const (
	// maxContext is how many passages stand beside a quote, and maxContextBytes how long
	// they are together: a quote stays short enough to be read at a glance.
	maxContext      = 2
	maxContextBytes = 320
	// farthest is how many sentences back the one may be that a pronoun leans on.
	farthest = 3
)

// leaning are the words at the head of a sentence that lean on the one before it.
var leaning = map[string]bool{"he": true, "she": true, "they": true, "it": true, "his": true, "her": true, "their": true, "its": true, "him": true, "them": true,
	"those": true, "both": true,
	"er": true, "sie": true, "es": true, "dies": true, "diese": true, "dieser": true, "il": true, "elle": true, "ils": true, "elles": true, "ce": true, "cette": true,
	"él": true, "ella": true, "ellos": true, "ellas": true, "este": true, "esta": true, "lui": true, "lei": true, "loro": true, "questo": true, "questa": true,
	"ele": true, "ela": true, "eles": true, "elas": true, "он": true, "она": true, "они": true, "это": true, "его": true, "ее": true, "её": true, "bu": true, "o": true, "onlar": true}

// definite are the nouns that stand for somebody or something named before when "the"
// comes before them.
var definite = map[string]bool{"company": true, "firm": true, "president": true, "minister": true, "agency": true, "team": true, "group": true, "club": true, "party": true,
	"court": true, "judge": true, "suspect": true, "man": true, "woman": true, "pair": true, "couple": true, "actor": true, "actress": true, "singer": true, "star": true,
	"film": true, "movie": true, "show": true, "song": true, "album": true, "bill": true, "law": true, "deal": true, "measure": true, "city": true, "country": true, "state": true,
	"university": true, "hospital": true, "storm": true, "hurricane": true, "quake": true, "earthquake": true, "fire": true, "crash": true, "attack": true, "shooting": true,
	"victim": true, "victims": true, "teen": true, "boy": true, "girl": true, "senator": true, "governor": true, "mayor": true, "duo": true, "department": true, "airline": true,
	"carrier": true, "automaker": true, "retailer": true, "chain": true, "bank": true, "report": true, "study": true, "trial": true, "vaccine": true, "drug": true, "game": true, "match": true,
	"tournament": true, "election": true, "vote": true, "statement": true, "former": true, "accident": true, "incident": true, "case": true, "plane": true, "rocket": true, "mission": true}

// leans reports whether a sentence can't be read without the one before it: a pronoun
// stands at its head, behind function words at most, or "the company".
func leans(s, language string) bool {
	terms := text.AppendTerms(make([]text.Term, 0, 32), s, language)
	for i, t := range terms {
		word := strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(t.In(s)), "'s"), "’s")
		next := ""
		if i+1 < len(terms) {
			next = strings.ToLower(terms[i+1].In(s))
		}
		switch {
		case i > 4:
			return false
		case word == "it" || word == "this" || word == "these" || word == "that":
			// "It is raining" and "this week" lean on nothing.
			return word != "that" && word != "it" && !calendar[text.Stem(next, "en")] || word == "it" && next != "is" && next != "was" && next != "will" && next != "has" && next != "would"
		case leaning[word]:
			return i == 0 || language == "" || strings.HasPrefix(language, "en")
		case i > 0 && i < 3 && definite[word] && strings.EqualFold(terms[i-1].In(s), "the"):
			return true
		case !t.Stop && !calendar[t.Stem] && !t.Number:
			return false
		}
	}
	return false
}

// context is what a sentence leans on: the heading that asks what it answers, the
// sentence that its pronoun refers to, who posted it. In the order of the article.
func (c *candidate) context() []knowledge.Passage {
	d, r := c.document, c.document.Sentences[c.at]
	var found []knowledge.Range
	room := maxContextBytes
	add := func(p knowledge.Range) {
		if len(found) < maxContext && p.End-p.Start <= room && !p.Empty() && !slices.Contains(found, p) {
			found = append(found, p)
			room -= p.End - p.Start
		}
	}
	if line, _, ok := author(d, r); ok {
		add(line)
	}
	if heading, ok := d.Heading(r); ok && c.leansOnHeading(heading.Range) {
		add(heading.Range)
	}
	if leans(d.Text[r.Start:r.End], d.Language) {
		for i := c.at - 1; i >= max(0, c.at-farthest); i-- {
			before := d.Sentences[i]
			if !d.Role(before).Quotable() {
				break
			}
			if s := d.Text[before.Start:before.End]; !leans(s, d.Language) && namesSomebody(s, d.Language) {
				add(before)
				break
			}
		}
	}
	slices.SortFunc(found, func(a, b knowledge.Range) int { return a.Start - b.Start })
	out := make([]knowledge.Passage, len(found))
	for i, p := range found {
		out[i] = knowledge.Passage{Range: p, Text: d.Text[p.Start:p.End]}
	}
	return out
}

// leansOnHeading reports whether a heading asks what the sentence below it answers, or
// says words of the question that the sentence lacks.
func (c *candidate) leansOnHeading(heading knowledge.Range) bool {
	s := c.document.Text[heading.Start:heading.End]
	held := uint64(0)
	for _, t := range text.AppendTerms(nil, s, c.document.Language) {
		if i, ok := c.q.index[t.Stem]; ok {
			held |= 1 << i
		}
	}
	return held != 0 && (strings.HasSuffix(s, "?") || held&^c.x.terms != 0)
}

// namesSomebody reports whether a sentence has a name.
func namesSomebody(s, language string) bool {
	return slices.ContainsFunc(text.AppendTerms(make([]text.Term, 0, 32), s, language), func(t text.Term) bool {
		return t.Capital && !t.Number && !calendar[t.Stem]
	})
}

const (
	// longestPost is how far behind the beginning of a sentence the line may begin that
	// signs the post in which it stands, in bytes, and postLines how many lines below the
	// sentence: a post is short.
	longestPost = 320
	postLines   = 3
)

// author finds the line that signs the post in which a sentence stands, and the author's
// name in it. A post is lines without an empty one between them, but before its signature.
func author(d *knowledge.Document, r knowledge.Range) (line, name knowledge.Range, ok bool) {
	empty := false // the line before is
	for at, n := r.End, 0; at < min(len(d.Text), r.Start+longestPost) && n <= postLines; n++ {
		end := len(d.Text)
		if i := strings.IndexByte(d.Text[at:], '\n'); i >= 0 {
			end = at + i
		}
		begin := at + len(d.Text[at:end]) - len(strings.TrimLeft(d.Text[at:end], " "))
		written := strings.TrimRight(d.Text[begin:end], " ")
		if sp, signed := zone.Signed(written); signed {
			return knowledge.Range{Start: begin, End: begin + len(written)}, knowledge.Range{Start: begin + sp.Start, End: begin + sp.End}, true
		}
		if empty && written != "" {
			break
		}
		empty = n > 0 && written == ""
		at = end + 1
	}
	return line, name, false
}

// signed marks the verb of a question after who said something as held by the sentences of
// signed posts: a post does not say that it is one.
func (q *question) signed(d *knowledge.Document, s *scan) {
	verb, ok := q.index[q.wanted.Verb]
	if !ok {
		return
	}
	for i, r := range d.Sentences {
		if _, _, ok := author(d, r); ok {
			s.sentences[i].terms |= 1 << verb
			s.all |= 1 << verb
		}
	}
}

// speaker is who says what the sentence tells, for a question after that: the author of
// the post in which it stands, or the one named beside its words.
func (q *question) speaker(article *kind.Article, d *knowledge.Document, r knowledge.Range) []kind.Span {
	if _, name, ok := author(d, r); ok {
		return []kind.Span{{Span: text.Span{Start: name.Start, End: name.End}, Fit: 1}}
	}
	if q.wanted.Verb == "tweet" || q.wanted.Verb == "post" {
		return nil // nobody posts this
	}
	var out []kind.Span
	for _, s := range kind.Speeches(article, text.Span{Start: r.Start, End: r.End}) {
		if s.Speaker.Len() > 0 {
			out = append(out, kind.Span{Span: s.Speaker, Fit: 1})
		}
	}
	if len(out) == 0 {
		return q.wanted.Find(article, text.Span{Start: r.Start, End: r.End})
	}
	return out
}
