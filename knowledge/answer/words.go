package answer

import (
	"math"
	"slices"
	"strings"
	"time"
	"unicode"

	"quoth/knowledge/kind"
	"quoth/knowledge/lexicon"
	"quoth/knowledge/text"
)

// option is a span in what is shown of a quote that may be the words that answer.
type option struct {
	found
	within *passage
	at     int // which of the passage's
	vector []float64
	score  float64
	chance float64 // that it is the answer, where one of the options is; in [0, 1]
}

// wordSign is one property of an option, of about [0, 1].
//
// To add one, write its line in wordSigns and learn anew, as with a feature.
type wordSign struct {
	name string // its name in model.json
	of   func(o *option) float64
	doc  string // what it is, and its source
}

var wordSigns = []wordSign{
	{"fit", func(o *option) float64 { return o.Fit }, "how surely it is of the kind asked for"},
	{"certain", func(o *option) float64 { return truth(o.Fit >= .9) }, "it is of the kind for certain"},
	{"near", func(o *option) float64 { return o.near }, "share of the question's weight close to it"},
	{"near before", func(o *option) float64 { return o.beside(true) }, "the same of the words before it"},
	{"near behind", func(o *option) float64 { return o.beside(false) }, "the same of the words behind it"},
	{"soft near", (*option).softlyNear, "share of the weight close to it in words of a like meaning only (GloVe)"},
	{"clause", (*option).clause, "share of the weight between the marks around it"},
	{"doing", func(o *option) float64 { return o.doing }, "stands where the question's verb has what is asked for"},
	{"opposing", func(o *option) float64 { return o.opposing }, "is the time of the end where the beginning is asked for, or the reverse"},
	{"agreed", func(o *option) float64 { return o.within.shown.best.agreedSpan(o.words()) },
		"its words stand in other articles' best sentences (redundancy)"},
	{"told elsewhere", func(o *option) float64 { return math.Sqrt(o.support(false)) }, "other articles' share of the softmax that says the same, its root"},
	{"told here", func(o *option) float64 { return math.Sqrt(o.support(true)) }, "the article's own share of it, its root"},
	{"told most", func(o *option) float64 {
		return (o.support(false) + o.support(true) + littleSupport) / (o.within.shown.mostSupport() + littleSupport)
	}, "the share of both beside that of the option that has the most"},
	{"companion", func(o *option) float64 { return truth(o.within.c != nil && o.within.c != o.within.shown.best) }, "stands in the companion"},
	{"leant on", func(o *option) float64 { return truth(o.within.c == nil) }, "stands in what the sentence leans on"},
	{"chance", func(o *option) float64 { return o.within.chance }, "its sentence's chance beside the best one's"},
	{"held", func(o *option) float64 { return o.within.held() }, "share of the question's weight that its sentence holds"},
	{"place", func(o *option) float64 {
		return float64(o.Start-o.within.Start) / float64(max(1, o.within.End-o.within.Start))
	}, "how far behind in its sentence it stands"},
	{"opens", func(o *option) float64 { return truth(o.Start-o.within.Start < 5) }, "opens its sentence"},
	{"first", (*option).first, "nothing that fits as well stands before it"},
	{"alone", (*option).alone, "one over how many in its sentence fit as well"},
	{"words", func(o *option) float64 { return float64(min(len(strings.Fields(o.words())), 5)) / 5 }, "how many words it has"},
	{"asked", (*option).asked, "share of its words that the question holds"},
	{"plain", func(o *option) float64 { return truth(strings.IndexFunc(o.words(), unicode.IsUpper) < 0) }, "has no capital"},
	{"digits", func(o *option) float64 { return truth(strings.ContainsAny(o.words(), "0123456789")) }, "has digits"},
	{"by", func(o *option) float64 { return truth(o.before() == "by") }, "stands behind \"by\""},
	{"titled", (*option).titled, "share of its words that the title holds"},
	{"day", func(o *option) float64 { return truth(o.calendar() && len(o.Value) == len(time.DateOnly)) }, "is a day"},
	{"month", func(o *option) float64 { return truth(o.calendar() && len(o.Value) == len("2006-01")) }, "is a month"},
	{"ahead", func(o *option) float64 { return o.dated(func(day int) bool { return day > 0 }) }, "is a time after the article's"},
	{"ahead asked", func(o *option) float64 {
		return truth(o.within.shown.q.when.coming) * o.dated(func(day int) bool { return day > 0 })
	}, "the same, where what is to come is asked for"},
	{"that day", func(o *option) float64 { return o.dated(func(day int) bool { return day == 0 }) }, "is the article's own day"},
	{"relative", func(o *option) float64 {
		return truth(o.dated(func(int) bool { return true }) > 0 && !strings.ContainsAny(o.words(), "0123456789"))
	}, "is a time told from the article's"},
}

func (o *option) words() string { return o.within.shown.best.document.Text[o.Start:o.End] }

// span is where it stands in its passage.
func (o *option) span() text.Span {
	return text.Span{Start: o.Start - o.within.Start, End: o.End - o.within.Start}
}

// beside is the share of the question's weight close before or behind it.
func (o *option) beside(before bool) float64 {
	sp := o.span()
	at, _ := slices.BinarySearchFunc(o.within.terms(), sp.Start, func(t text.Term, start int) int { return t.Start - start })
	if before {
		return o.within.shown.q.closeness(o.within.terms()[:at], sp)
	}
	return o.within.shown.q.closeness(o.within.terms()[at:], sp)
}

// clause is the share of the question's weight between the marks around it.
func (o *option) clause() float64 {
	s, sp := o.within.text(), o.span()
	const marks = ",;:—()“”\""
	start, end := strings.LastIndexAny(s[:sp.Start], marks)+1, len(s)
	if i := strings.IndexAny(s[sp.End:], marks); i >= 0 {
		end = sp.End + i
	}
	held := uint64(0)
	for _, t := range o.within.terms() {
		if i, ok := o.within.shown.q.index[t.Stem]; ok && t.Start >= start && t.End <= end {
			held |= 1 << i
		}
	}
	return o.within.shown.q.weight(held) / o.within.shown.best.m.total
}

// softlyNear is the share of the question's weight close to it in words of a like meaning.
func (o *option) softlyNear() float64 {
	q, s, sp := o.within.shown.q, o.within.text(), o.span()
	meanings := q.meanings()
	best := make([]float64, len(q.terms))
	for _, t := range o.within.terms() {
		if _, held := q.index[t.Stem]; held || t.Stop || t.Number || t.Start < sp.End && t.End > sp.Start {
			continue
		}
		vector := lexicon.VectorOf(strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(t.In(s)), "'s"), "’s"))
		if !vector.Known() {
			continue
		}
		near := 1 / (1 + float64(max(sp.Start-t.End, t.Start-sp.End, 0))/20)
		for i := range q.terms {
			if like := (meanings[i].Similarity(vector) - akin) / (1 - akin); like > 0 {
				best[i] = max(best[i], like*near)
			}
		}
	}
	sum := 0.0
	for i, b := range best {
		if held := o.within.heldTerms(); held>>i&1 == 0 {
			sum += b * q.terms[i].weight
		}
	}
	return sum / o.within.shown.best.m.total
}

// support is the share of the softmax over all sentences but its own that say the same, in
// its article or in others.
func (o *option) support(here bool) float64 {
	sum, s := 0.0, o.within.shown
	for _, t := range s.said[o.saying] {
		if t.c != s.best && t.c != s.beside && (t.c.document == s.best.document) == here {
			sum += t.share
		}
	}
	return math.Min(sum, 1)
}

func (o *option) first() float64 {
	for _, f := range o.within.typed.all[:o.at] {
		if f.Fit >= o.Fit {
			return 0
		}
	}
	return 1
}

func (o *option) alone() float64 {
	n := 0
	for _, f := range o.within.typed.all {
		if f.Fit >= o.Fit {
			n++
		}
	}
	return 1 / float64(max(n, 1))
}

// asked is the share of its words that the question holds.
func (o *option) asked() float64 {
	held, n := 0, 0
	for _, t := range o.within.terms() {
		if sp := o.span(); t.Stop || t.Start < sp.Start || t.End > sp.End {
			continue
		}
		n++
		if _, ok := o.within.shown.q.index[t.Stem]; ok {
			held++
		}
	}
	return float64(held) / float64(max(n, 1))
}

// titled is the share of its words that the title holds.
func (o *option) titled() float64 {
	d := o.within.shown.best.document
	title := contentWords(d.Title, d.Language)
	held, n := 0, 0
	for w := range contentWords(o.words(), d.Language) {
		n++
		if title[w] {
			held++
		}
	}
	return float64(held) / float64(max(n, 1))
}

// before is the word before it in its passage, in lower case; "" for none.
func (o *option) before() string {
	fields := strings.Fields(o.within.text()[:max(0, o.span().Start)])
	if len(fields) == 0 {
		return ""
	}
	return strings.ToLower(fields[len(fields)-1])
}

// dated is 1 for a day or month that lies so many days, which is more than none when it is
// later, from that of the article.
func (o *option) dated(is func(days int) bool) float64 {
	published := o.within.shown.best.document.Published
	if !o.calendar() || published.IsZero() {
		return 0
	}
	day := published.Format(time.DateOnly)[:min(len(o.Value), len(time.DateOnly))]
	return truth(is(strings.Compare(o.Value, day)))
}

// calendar reports whether its value is a day, a month or a year.
func (o *option) calendar() bool {
	return o.within.shown.q.wanted.Kind == kind.Date && len(o.Value) >= 4 && len(o.Value) != 5 && (len(o.Value) == 4 || o.Value[4] == '-' && strings.IndexByte("0123456789", o.Value[5]) >= 0)
}

// littleSupport is a share of the softmax that supports little.
const littleSupport = .02

// mostSupport is the largest share of the softmax that says the same as an option.
func (s *passages) mostSupport() float64 {
	most := 0.0
	for _, o := range s.options {
		most = math.Max(most, o.support(false)+o.support(true))
	}
	return most
}
