// Package knowledge is the vocabulary of Quoth and the contract of its store.
//
// # From the bottom up
//
// An [Article] is one published piece. Its text is stored once, normalised on
// the way in, and never changed after; when the page changes, the article gets
// a new version and the old text stays. A [Range] is a half-open range of bytes
// in such a text, and a [Quote] is an article, a version and a range: its text
// is that slice and nothing else. Everything that people read of the news is a
// quote, so everything can be compared with the store at the moment of sending.
//
// Package text cuts a text into sentences, words and stems; package dates finds
// its time expressions, and package manner tells how a sentence speaks. They are pure functions and know
// nothing of articles.
// Package zone tells the [Part]s of an article: what is news, what heads it, and
// what the page needs beside it.
//
// Package intake is the door. It works out, once for each article, its
// parts, sentences, language, dated [Fact]s, index terms, the [Story] it belongs to and
// the [audience.Subscription]s it matches, and hands all of it to one [Writer]
// transaction. Either all of that is stored or none.
//
// On the way out, package retrieve leads from the words of a person, misspelled or in
// another language, to the articles that hold them. Package answer turns a question
// into ranked quotes, package timeline turns facts into a timeline, and package summary
// picks the sentences that carry an article or a topic. They read through [Store] and nothing else.
// Package sqlite implements Store; package storetest is what any other
// implementation has to pass.
//
// What a private feed brings is for one [Audience]. Who asks stands in the context
// ([AskedBy]), and a Store shows what everybody may read unless the context says more:
// what forgets to say who asks shows nothing that is private.
//
// This package has types and the rules that belong to them (when two URLs are
// the same, what an article's identity is). It does no I/O and imports nothing
// of ours but package audience, whose alerts are stored with the articles that they
// tell of, in one transaction.
package knowledge

import "time"

// Range is a half-open range of bytes [Start, End) in a UTF-8 text.
type Range struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Empty reports whether the range holds no byte.
func (r Range) Empty() bool { return r.End <= r.Start }

// Contains reports whether o lies within r.
func (r Range) Contains(o Range) bool { return r.Start <= o.Start && o.End <= r.End }

// Article is one published piece.
type Article struct {
	ID      int64 // the store's number; 0 before it is stored
	Version int   // 1 for the text as first stored, one more for each change

	URL       string // as it was given, "" when it has none; compare by Key, link to CanonicalURL
	Title     string
	Source    string // the outlet that printed it
	Authors   []string
	Published time.Time // in the outlet's zone where that is known; zero when unknown; midnight UTC when DateOnly
	DateOnly  bool      // the day is known, the time of day is not
	FirstSeen bool      // Published is when the article was first seen, for want of a date
	Language  string    // ISO 639-1, "" when unknown

	// Image is the address of a picture of it, as ImageURL has it; "" for none. It is the
	// newest version's also in the headings of older ones, and no part of what is sealed. Of
	// an article that is not for everybody none is kept: its address may hold a key.
	Image string

	// Text is normalised (UTF-8, NFC, newlines as \n). It is empty where a
	// method's comment says that it returns headings.
	Text string

	// TeaserOnly is set when Text is the teaser or the beginning of an article whose
	// whole could not be had.
	TeaserOnly bool

	// FromPage is set when Text was read from the article's own page, so that
	// a text-fragment link finds the words there.
	FromPage bool

	Added time.Time // when this version was stored

	// For is who may read it, "" for everybody. One address may be stored once for
	// everybody and once for each audience.
	For Audience

	// Quiet is set for what is stored without being told as news, such as what a
	// feed holds when it is first read. It is not kept.
	Quiet bool
	// Feed is the title of the feed that brings it just now, "" for none. It is not kept:
	// see FeedWriter for what a feed brought.
	Feed string
}

// Quote is a slice of a stored article, with what is needed to show it.
type Quote struct {
	Article Article // a heading: Text is empty; ID and Version say where Range points
	Range
	Text   string // the slice, to be compared with the store again before it is sent
	Answer Range  // the words that answer, within Range or Context and in bytes of the article; empty when none stand out
	Value  string // what they say in a form to compare: a date as ISO, a duration as TIMEX3 has it, a number as digits; "" for none
	// Context is what the quote leans on, of the same article and version, to be shown
	// quietly beside it: the heading above it, the sentence that its pronoun refers to, who
	// posted it. At most two passages, with the quote 400 bytes longer at most.
	Context []Passage
	Also    []Article // headings of other articles that print the same words
	Edited  bool      // the article has a newer version than the one quoted
	Score   float64   // larger is better; comparable within one answer only
}

// Passage is a slice of an article's text.
type Passage struct {
	Range
	Text   string
	Beside bool // the quote does not lean on it: it may answer in the quote's stead
}

// Answering is the words that answer, of the quote or its context; "" when none stand out.
func (q Quote) Answering() string {
	if q.Answer.Empty() {
		return ""
	}
	for _, p := range append([]Passage{{Range: q.Range, Text: q.Text}}, q.Context...) {
		if p.Range.Contains(q.Answer) {
			return p.Text[q.Answer.Start-p.Start : q.Answer.End-p.Start]
		}
	}
	return ""
}

// Granularity says how exact the date of a fact is.
type Granularity string

// The granularities of a fact.
const (
	Day   Granularity = "day"
	Month Granularity = "month"
	Year  Granularity = "year"
)

// BasisKind says how the date of a fact was found.
type BasisKind string

// The kinds of basis.
const (
	Written  BasisKind = "written"   // written out in full
	Resolved BasisKind = "resolved"  // worked out from words such as "last Tuesday" and the publication date
	ByDate   BasisKind = "published" // the article's publication date, for want of another
)

// Basis is how the date of a fact was found. Range is the time expression in
// the article's text; it is empty for ByDate.
type Basis struct {
	Kind BasisKind
	Range
}

// Fact is a dated statement: one sentence of an article.
type Fact struct {
	ArticleID   int64
	Version     int
	Date        string // ISO: 2020-11-10, 2020-11 or 2020, as Granularity says
	Granularity Granularity
	Sentence    Range
	Basis       Basis
}

// Document is an article with what is in it, in order.
type Document struct {
	Article
	Sentences []Range // that tell news, each within one part of a quotable role
	Parts     []Part
	Posts     []Post // of a live blog; none of another article
}

// Story is the articles, from any outlet, about one event.
type Story struct {
	ID       int64
	Articles []Article // headings, first stored first
}

// Source is an outlet and what is stored of it.
type Source struct {
	Name     string
	Articles int
	Newest   time.Time // zero when no article of it has a date
}

// Stats is what the store holds as a whole.
type Stats struct {
	Articles int
	Sources  int
	Oldest   time.Time // of the dated articles; zero when none is
	Newest   time.Time
}

// Footprint is how much room a store takes.
type Footprint struct {
	Bytes int64   // with all that is worked out; what is free to be used again is not counted
	Texts []Texts // the oldest day first, and before it what has no date
}

// Texts is how many bytes the texts of an outlet's articles of one day take, with all their
// versions, private ones and those in quarantine too.
type Texts struct {
	Source string    // "" for articles without an outlet
	Day    time.Time // of publication on the outlet's clock, midnight UTC; zero for articles without a date
	Bytes  int64
}

// Filter narrows which articles are looked at. The zero Filter lets all through.
type Filter struct {
	Sources   []string  // names of outlets, compared without case; any of them
	Except    []string  // names of outlets that are left out, compared without case
	Feeds     []string  // names of feeds that brought it (Feed.Name), compared without case or folded (text.Fold); any of them
	Since     time.Time // published at or after, on the outlet's clock; an article without a date is left out when Since or Until is set
	Until     time.Time // published before, on the outlet's clock
	Languages []string  // ISO 639-1; any of them
}
