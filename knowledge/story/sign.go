package story

import (
	"math"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/zeebo/xxh3"

	"quoth/knowledge"
	"quoth/knowledge/dates"
	"quoth/knowledge/text"
)

const (
	// maxTerms is how many terms of an article are kept: those of its title and
	// its names first, then the most frequent, then the earliest.
	maxTerms = 160
	// leadTerms is how many words from the start are the lead, where news says
	// who, what and where.
	leadTerms = 80
	// maxVocabulary is of how many terms it is kept that the article has them.
	maxVocabulary = 600
	// maxShingles is how many shingles are kept, the lowest hashes, so that two
	// articles keep the same ones (bottom-k sketches: Broder, On the Resemblance and
	// Containment of Documents, 1997; Cohen and Kaplan, 2007).
	maxShingles = 128
	// shingleWords is the length of a shingle.
	shingleWords = 5
	// maxNumbers is how many numbers of the title and lead are kept.
	maxNumbers = 24
	// datedSentences is how many sentences are searched for the days that they name.
	datedSentences = 7
	// maxDays is how many of these days are kept.
	maxDays = 12
	// parts is into how many parts of equal length a text is cut, to say where
	// in it a term stands.
	parts = 16
	// shortSentence is below how many terms, function words left out, a sentence is
	// none: a heading, a byline.
	shortSentence = 3
)

// What a term is, beside its frequency.
const (
	inTitle = 1 << iota
	inLead
	isName
	isNumber
)

// signature is what is kept of an article to recognise its story.
type signature struct {
	terms      []sigTerm // by hash
	numbers    []uint32  // sorted
	days       []uint32  // that the title and the beginning name, since 1970, sorted
	shingles   []uint32  // sorted
	source     uint32    // hash of the outlet's name
	shape      uint32    // hash of the title without its numbers and days
	vocabulary []uint16  // short hashes of all terms, sorted
	words      int       // of the text
	crowded    uint8     // percent of the terms that are names
	steady     uint8     // percent of the sentences of the second half that have a word of the title
}

type sigTerm struct {
	hash  uint32
	count uint8
	kind  uint8
	where uint16 // one bit for each part of the text
}

func hash(s string) uint32 { return uint32(xxh3.HashString(s)) }

// short is the hash under which a term stands in a vocabulary: among 400 terms,
// one in 160 that are not there seems to be.
func short(hash uint32) uint16 { return uint16(hash >> 16) }

// Sign works out an article's signature, 1 to 2 kB, of the article, the sentences
// of its text, and the terms of its title and text as text.AppendTerms gives them. It returns it as it is kept and
// as an Index takes it.
func Sign(a knowledge.Article, sentences []knowledge.Range, titleTerms, bodyTerms []text.Term) ([]byte, Decoded) {
	s := &signature{source: hash(a.Source), words: len(bodyTerms), days: namedDays(a, sentences)}
	d := drafts.Get().(*draft)
	defer drafts.Put(d)
	d.reset()
	// Where every word of a title has a capital, that makes no names.
	cased := slices.ContainsFunc(titleTerms, func(t text.Term) bool { return !t.Stop && !t.Number && !t.Capital })
	add := func(t *text.Term, kind uint8, where uint16) {
		if t.Stop {
			return
		}
		x := d.term(t)
		x.count = min(x.count+1, math.MaxUint8-1)
		x.kind |= kind
		x.where |= where
		switch {
		case t.Number:
			x.kind |= isNumber
		case t.Capital && (kind != inTitle || cased):
			x.kind |= isName
		}
	}
	var shape strings.Builder
	for i := range titleTerms {
		t := &titleTerms[i]
		add(t, inTitle, 0)
		if !t.Number && !days[t.Stem] {
			shape.WriteString(t.Stem)
			shape.WriteByte(' ')
		}
	}
	s.shape = hash(shape.String())
	s.steady = steadiness(sentences, bodyTerms, d)
	for i := range bodyTerms {
		kind := uint8(0)
		if i < leadTerms {
			kind = inLead
		}
		add(&bodyTerms[i], kind, 1<<(i*parts/len(bodyTerms)))
	}
	for _, terms := range [][]text.Term{titleTerms, bodyTerms[:min(len(bodyTerms), 3*leadTerms)]} {
		for i := range terms {
			if t := &terms[i]; t.Number && len(s.numbers) < maxNumbers {
				s.numbers = append(s.numbers, hash(t.Stem))
			}
		}
	}
	s.numbers = slices.Clone(distinct(s.numbers))
	d.order = d.order[:0]
	named := 0
	for i := range d.terms {
		x := &d.terms[i]
		w := uint64(x.count)
		if x.kind&inTitle != 0 {
			w += 1000
		}
		if x.kind&isName != 0 {
			w += 4
			named++
		}
		if x.kind&inLead != 0 {
			w += 2
		}
		d.order = append(d.order, (math.MaxUint32-w)<<32|uint64(i)) // the weightiest first, and the earliest of these
	}
	if len(d.order) > maxTerms {
		slices.Sort(d.order)
	}
	var vocabulary bitset
	kept := d.order[:min(len(d.order), maxVocabulary)]
	for _, at := range kept {
		vocabulary.add(short(d.terms[uint32(at)].hash))
	}
	s.vocabulary = vocabulary.appendTo(make([]uint16, 0, len(kept)))
	kept = kept[:min(len(kept), maxTerms)]
	for i, at := range kept { // from here on by hash
		kept[i] = uint64(d.terms[uint32(at)].hash)<<32 | at&math.MaxUint32
	}
	slices.Sort(kept)
	s.terms = make([]sigTerm, len(kept))
	for i, at := range kept {
		s.terms[i] = d.terms[uint32(at)].sigTerm
	}
	s.crowded = uint8(100 * named / max(len(d.terms), 1))
	s.shingles = slices.Clone(shingles(bodyTerms)) // an Index holds it, and not what else was made
	return s.encode(), Decoded{entry{signature: s}}
}

// draft is the terms of an article while they are counted, in the order in which they are met.
type draft struct {
	terms  []seen
	coded  []uint32          // by the code of its stem, the number of a term from 1 on, if it was met
	others map[string]uint32 // the same by stems without a code
	order  []uint64          // of the terms, for sorting: in the lower half where each stands
}

type seen struct {
	sigTerm
	code uint32
}

// bitset is some numbers, as bits.
type bitset [(math.MaxUint16 + 1) / 64]uint64

func (s *bitset) add(n uint16) { s[n/64] |= 1 << (n % 64) }

// appendTo appends the numbers in order.
func (s *bitset) appendTo(list []uint16) []uint16 {
	for i, word := range s {
		for ; word != 0; word &= word - 1 {
			list = append(list, uint16(64*i+bits.TrailingZeros64(word)))
		}
	}
	return list
}

var drafts = sync.Pool{New: func() any { return &draft{others: map[string]uint32{}} }}

func (d *draft) reset() {
	for i := range d.terms {
		if code := d.terms[i].code; code != 0 {
			d.coded[code] = 0
		}
	}
	d.terms = d.terms[:0]
	clear(d.others)
}

// term is what is known of a term by now. It moves when another one is met.
func (d *draft) term(t *text.Term) *seen {
	if n := d.number(t); n != 0 {
		return &d.terms[n-1]
	}
	d.terms = append(d.terms, seen{sigTerm: sigTerm{hash: hash(t.Stem)}, code: t.Code()})
	n := uint32(len(d.terms))
	if code := int(t.Code()); code == 0 {
		d.others[t.Stem] = n
	} else {
		if code >= len(d.coded) {
			d.coded = append(d.coded, make([]uint32, code+1-len(d.coded))...)
		}
		d.coded[code] = n
	}
	return &d.terms[n-1]
}

// number is the number of a term, 0 when it was not met yet.
func (d *draft) number(t *text.Term) uint32 {
	code := int(t.Code())
	switch {
	case code == 0:
		return d.others[t.Stem]
	case code < len(d.coded):
		return d.coded[code]
	}
	return 0
}

// days are the words that change in a recurring title.
var days = func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july
		august september october november december jan feb mar apr jun jul aug sep sept oct nov dec today tonight week weekend`) {
		set[text.Stem(text.Fold(w), "en")] = true
	}
	return set
}()

// namedDays are the calendar days that an article's title and first sentences name.
func namedDays(a knowledge.Article, sentences []knowledge.Range) []uint32 {
	sentences = sentences[:min(len(sentences), datedSentences)]
	size := len(a.Title)
	for _, s := range sentences {
		size += len("\n") + s.End - s.Start
	}
	var beginning strings.Builder
	beginning.Grow(size)
	beginning.WriteString(a.Title)
	for _, s := range sentences {
		beginning.WriteByte('\n')
		beginning.WriteString(a.Text[s.Start:s.End])
	}
	var out []uint32
	for _, e := range dates.Find(beginning.String(), a.Published) {
		iso, granularity, ok := e.Date()
		if !ok || granularity != dates.Day {
			continue
		}
		if day, err := time.Parse(time.DateOnly, iso); err == nil && day.Unix() >= 0 && len(out) < maxDays {
			out = append(out, uint32(day.Unix()/(24*60*60)))
		}
	}
	return distinct(out)
}

// steadiness is how far a text stays with its title: the percentage of the sentences
// of its second half that have a word of the title, which are those met by now. A briefing
// has come to other things by then.
func steadiness(sentences []knowledge.Range, bodyTerms []text.Term, title *draft) uint8 {
	has := make([]bool, 0, len(sentences))
	at := 0
	for _, s := range sentences {
		n, titled := 0, false
		for ; at < len(bodyTerms) && bodyTerms[at].Start < s.End; at++ {
			if t := &bodyTerms[at]; !t.Stop {
				n++
				titled = titled || title.number(t) != 0
			}
		}
		if n >= shortSentence {
			has = append(has, titled)
		}
	}
	half := has[len(has)/2:]
	n := 0
	for _, titled := range half {
		if titled {
			n++
		}
	}
	return uint8(100 * n / max(len(half), 1))
}

// shingles are the lowest hashes of the runs of words.
func shingles(terms []text.Term) []uint32 {
	all := make([]uint32, 0, len(terms))
	var run [shingleWords]uint64
	for i := range terms {
		run[i%shingleWords] = xxh3.HashString(terms[i].Stem)
		if i < shingleWords-1 {
			continue
		}
		h := uint64(14695981039346656037)
		for j := range shingleWords {
			h = (h ^ run[(i+1+j)%shingleWords]) * 1099511628211
			h ^= h >> 29
		}
		all = append(all, uint32(h>>16))
	}
	return lowest(all, maxShingles)
}

// lowest returns the n lowest of some hashes in order, each once.
func lowest(all []uint32, n int) []uint32 {
	if len(all) > 4*n {
		// Twice as many are below this, since hashes lie evenly, and those alone are sorted,
		// unless an article says the same again and again.
		bound := uint32(uint64(2*n) << 32 / uint64(len(all)))
		low := make([]uint32, 0, 3*n)
		for _, h := range all {
			if h < bound {
				low = append(low, h)
			}
		}
		if low = distinct(low); len(low) >= n {
			return low[:n]
		}
	}
	all = distinct(all)
	return all[:min(len(all), n)]
}

// distinct sorts hashes, and leaves each once.
func distinct(hashes []uint32) []uint32 {
	slices.Sort(hashes)
	return slices.Compact(hashes)
}
