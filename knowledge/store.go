package knowledge

import (
	"context"
	"errors"
	"time"

	"quoth/knowledge/audience"
)

// Errors that a Store returns, wrapped with the operation. Compare with errors.Is.
var (
	// ErrNotFound means that nothing is stored under that name or number.
	ErrNotFound = errors.New("not found")
	// ErrMark says why a line can't be marked as furniture.
	ErrMark = errors.New("the line can't be marked")
	// ErrNewerSchema means that a newer program wrote the database; it is left untouched.
	ErrNewerSchema = errors.New("the database was written by a newer version of quoth")
	// ErrLocked means that another process holds the database for longer than the busy timeout.
	ErrLocked = errors.New("the database is locked by another process")
	// ErrCorrupt means that the file is not a sound database.
	ErrCorrupt = errors.New("the file is not a sound database")
	// ErrReadOnly means that the database or its folder may not be written.
	ErrReadOnly = errors.New("the database is read-only")
	// ErrMoved means that the database file was removed or exchanged while it was open:
	// what is written to it would be lost.
	ErrMoved = errors.New("the database file was removed, emptied or exchanged while it was open")
	// ErrUnreachable means that the server of the database does not answer, or ended the connection.
	ErrUnreachable = errors.New("the database cannot be reached")
	// ErrSetUp means that the server, or what stands before it, is not set up as quoth needs it,
	// which lasts until somebody does that.
	ErrSetUp = errors.New("the server of the database is not set up for quoth")
	// ErrFull means that the disk is full.
	ErrFull = errors.New("the disk is full")
	// ErrExplained is what an error of a Store Is, besides one of those above, that says what to do
	// about it.
	ErrExplained = errors.New("explained")
)

// Store keeps everything that Quoth knows. All methods may be called at the same
// time from any number of goroutines, and several processes may have one store
// open. Every method ends early with ctx's error when ctx is done.
type Store interface {
	Library
	Index
	Stories
	Signatures
	audience.Subscriptions
	audience.Outbox
	Feeds
	Attempts
	Leases
	audience.Sessions
	audience.Reports

	// Write runs f in one transaction: when f or the commit fails, nothing of
	// it is stored. There is one writer at a time; f must not call the Store.
	Write(ctx context.Context, f func(Writer) error) error
	// Check looks for damage, in the file and between the tables, and returns
	// one plain sentence for each thing found.
	Check(ctx context.Context) ([]string, error)
	// EachVersion calls f with every version of every article, whoever may read it and those in quarantine too, in short reads between which
	// others write. f may end it with an error.
	EachVersion(ctx context.Context, f func(StoredVersion) error) error
	// Quarantined returns the headings of the articles in quarantine that are not what was
	// sealed, for the operator.
	Quarantined(ctx context.Context) ([]Article, error)
	// Footprint is how much room the store takes, and whose articles take it.
	Footprint(ctx context.Context) (Footprint, error)
	// Bytes is how much room the store takes, whoever may read what is in it; what is free to be
	// used again is not counted.
	Bytes(ctx context.Context) (int64, error)
	// Compact compresses the texts that an older program stored as they are, in short
	// transactions, and goes on where one before was ended. No older program may have the
	// store open any more. It calls progress after each with
	// how many versions it looked at.
	Compact(ctx context.Context, progress func(versions int)) error
	// Withheld returns an article that was withheld, in its current version.
	Withheld(ctx context.Context, id int64) (Article, error)
	Close() error
}

// Maintainer is a Store in a file of its own, which the program looks after itself.
type Maintainer interface {
	Store
	// Backup writes a consistent copy to a new file while the store is in use.
	Backup(ctx context.Context, file string) error
	// Moved returns ErrMoved when the file that is open does not stand at its path any more.
	Moved() error
}

// Library is the stored articles. Its methods, and those of Index and Stories, show
// what who asks in the context may read (see AskedBy), and pass over the rest as if it
// were not stored.
type Library interface {
	// Article returns an article's current version, with its text.
	Article(ctx context.Context, id int64) (Article, error)
	// ArticleByURL returns the article whose Key equals that of url, or that has it as
	// a further address; the one for everybody before a private one.
	ArticleByURL(ctx context.Context, url string) (Article, error)
	// Version returns an article as it was in one of its versions.
	Version(ctx context.Context, id int64, version int) (Article, error)
	// Documents returns the current versions of those articles that exist, in
	// the order of ids.
	Documents(ctx context.Context, ids []int64) ([]Document, error)
	// Excerpts returns for each span the heading of that version of the article, its seal, and
	// the blocks of its text that hold the range, for the caller to check. A span that is not
	// stored, or lies outside the text, in an article in quarantine or in one that who asks may
	// not read, is not among them.
	Excerpts(ctx context.Context, spans []Span) (map[Span]Excerpt, error)
	// Latest returns headings, newest publication first, from offset on.
	Latest(ctx context.Context, f Filter, limit, offset int) ([]Article, error)
	// Sources returns the outlets, those with the most articles first.
	Sources(ctx context.Context) ([]Source, error)
	Stats(ctx context.Context) (Stats, error)
	// Revision names the state of the articles that who asks may read: it differs from all
	// those before when one was added, changed, removed, opened or worked out anew. It may
	// differ when none was. Which feeds brought an article, and its story, are not in it.
	Revision(ctx context.Context) (string, error)
	// FromFeeds returns those of articles that any of some feeds brought, which are named
	// by their names (Feed.Name), compared without case or folded (text.Fold).
	FromFeeds(ctx context.Context, articles []int64, feeds []string) ([]int64, error)
	// Unchanged reports for each article whether the store holds it just so
	// (same Key, same Digest, for the same audience or for everybody), so that
	// nothing need be worked out again. It does not matter who asks.
	Unchanged(ctx context.Context, articles []Article) ([]bool, error)
	// Outdated returns the numbers of articles whose analysis is older than that version,
	// at most limit of them, and how many there are in all.
	Outdated(ctx context.Context, analysis, limit int) (ids []int64, all int, err error)
	// Repeated adds to a number for each of some lines of outlets in how many articles of the outlet
	// the line stood that was given to Put with the first version of an article, as far as the
	// store remembers: it forgets the oldest of those that came once first.
	Repeated(ctx context.Context, times map[string]map[uint32]int) error
	// Facts returns the facts of the current versions of those articles whose
	// date lies in [from, to], in date order. from and to are ISO days, "" for
	// no bound; a month or a year is in when any day of it is.
	Facts(ctx context.Context, articles []int64, from, to string) ([]Fact, error)
}

// QueryTerm is a stem to look for and what it counts.
type QueryTerm struct {
	Stem   string
	Weight float64 // > 0; on top of how rare the stem is, which the index works out
}

// Query asks the search index for articles.
type Query struct {
	Terms  []QueryTerm // any of them
	All    []string    // stems that an article must hold, every one
	Filter Filter
	AsOf   time.Time // later articles are left out, those without a date are not; zero for no such moment
	Prior  Prior
	Limit  int
}

// Prior says from which time articles are likely what is looked for. The zero
// Prior makes no difference.
type Prior struct {
	From, To time.Time     // articles published from From to To gain the most
	Gain     float64       // their scores grow by this share; 0 for no prior
	Half     time.Duration // > 0; half of the gain is left for an article so long before From or after To, a third at twice that
}

// Factor is by what a score is multiplied; published is zero for an article
// without a date, which has half of the gain.
func (p Prior) Factor(published time.Time) float64 {
	var away time.Duration
	switch {
	case p.Gain == 0:
		return 1
	case published.IsZero():
		away = p.Half
	case published.Before(p.From):
		away = p.From.Sub(published)
	case published.After(p.To):
		away = published.Sub(p.To)
	}
	return 1 + p.Gain*p.Half.Seconds()/(p.Half+away).Seconds()
}

// Hit is an article that the search index found.
type Hit struct {
	ID    int64
	Score float64 // larger is better; comparable within one query only
}

// Index is the search index over the current versions of the articles.
type Index interface {
	// Search returns the best articles, best first.
	Search(ctx context.Context, q Query) ([]Hit, error)
	// Frequencies returns in how many articles each stem stands, in the order
	// of stems, and how many articles there are.
	Frequencies(ctx context.Context, stems []string) (in []int, articles int, err error)
	// Stems calls f with the stems that stand in at least so many articles, in
	// ascending order of their bytes, and in about how many: removed articles may
	// be counted. It may take a second with a million articles. Private articles are
	// left out whoever asks, so that what is made of it may be kept.
	Stems(ctx context.Context, least int, f func(stem string, in int) error) error
	// Languages returns how many articles there are in each language (ISO 639-1;
	// "" for those whose language is not known). Private articles are left out
	// whoever asks.
	Languages(ctx context.Context) (map[string]int, error)
}

// Signature is what package story keeps of an article to recognise its story.
type Signature struct {
	ArticleID int64
	StoryID   int64
	Published time.Time // when it was stored, for an article without a date
	Data      []byte
	For       Audience // the article's
}

// SignatureRange says which signatures are read: of the articles whose number is greater
// than After those that were published at Since or later (for an article without a date:
// stored), and the Last articles whatever their dates.
type SignatureRange struct {
	After int64
	Since time.Time
	Last  int
}

// Signatures is what is kept to recognise stories. A signature is of use for a few days.
type Signatures interface {
	// Signatures calls f with the stored signatures of a range, in the order of the
	// articles' numbers.
	Signatures(ctx context.Context, which SignatureRange, f func(Signature) error) error
	// ExpireSignatures removes signatures of articles from before a time, but those of the
	// last articles, at most limit of them, and returns how many it removed.
	ExpireSignatures(ctx context.Context, before time.Time, last, limit int) (int, error)
}

// Stories is which articles tell one story.
type Stories interface {
	// Story returns a story with the headings of its articles: for one that was joined to
	// another, that one.
	Story(ctx context.Context, id int64) (Story, error)
	// StoryOf returns the story of each article that has one, by article.
	StoryOf(ctx context.Context, articles []int64) (map[int64]int64, error)
}

// Outcome is what Put did.
type Outcome int

// The outcomes of Put.
const (
	Unchanged Outcome = iota // it was stored just so already
	Added
	Updated // its text or heading changed: a new version
	Opened  // it was stored just so for one audience, and is for everybody now
)

// Entry is an article with all that was worked out about it.
type Entry struct {
	Article
	Seal       Seal     // of the article as it came in; Put refuses one without
	Before     Audience // set by Put with Opened: who could read it before
	Analysis   int      // which version of the program's analysis made what follows; see package intake
	Sentences  []Range
	Parts      []Part
	Posts      []Post
	TitleTerms []string // stems of the title, in order
	Terms      []string // stems of the text, in order, stop words left out
	Codes      []uint32 // of Terms, as package text numbers them, 0 for one that it does not; nil: none is known
	Facts      []Fact   // ArticleID and Version are filled in by Put
	Signature  []byte
	Lines      []uint32 // fingerprints of the lines that its outlet may repeat, each once
}

// Writer is one transaction. It is valid until the function given to Write returns.
type Writer interface {
	// Expect looks up together what is stored of articles that are going to be put; Put else looks up
	// each. Until then they must not change.
	Expect(ctx context.Context, entries []*Entry) error
	// Put stores an article and all that belongs to it, and sets e's ID and Version. A
	// private one that everybody may read already is Unchanged; For is "" then. A
	// public one never changes a private one, and a private one no other. One in
	// quarantine becomes a new version in place of the one that was damaged, and is found again.
	Put(ctx context.Context, e *Entry) (Outcome, error)
	// Rework replaces all that was worked out about the current version of the article
	// e.ID by what e holds; the article itself, its story and its alerts stay. It does
	// nothing and returns false when e.Version is not the current version any more.
	// Versions that are not sealed yet are sealed.
	Rework(ctx context.Context, e *Entry) (bool, error)
	// Outdate has Outdated name all articles of an outlet, as if the first version of the program's
	// analysis had worked them out.
	Outdate(ctx context.Context, source string) error
	// OutdateArticle is Outdate for one article.
	OutdateArticle(ctx context.Context, id int64) error
	// Quarantine takes an article, whose stored version is not what was sealed, out of
	// the search index and out of all that is read for people, until it is stored anew.
	// It does nothing and returns false when that is not its current version or it is
	// in quarantine already.
	Quarantine(ctx context.Context, id int64, version int) (bool, error)
	// Withhold is Quarantine for an article that is what was sealed, and that the operator
	// does not want to be shown: it stays there until it is printed otherwise or released.
	Withhold(ctx context.Context, id int64, version int) (bool, error)
	// Release is Rework for an article that was withheld, and shows it again.
	Release(ctx context.Context, e *Entry) (bool, error)
	// States is the Store's, as of the transaction.
	States(ctx context.Context, prefix string) (map[string]string, error)
	// Signatures is the Store's, as of the transaction.
	Signatures(ctx context.Context, which SignatureRange, f func(Signature) error) error
	// SetStory puts an article into a story, or into a new one when story is
	// 0, and returns the story's number: that of the one that goes on for a story that was
	// joined to another.
	SetStory(ctx context.Context, article, story int64) (int64, error)
	// JoinStories makes one story of two. Whatever names the first means the second from
	// then on. The alerts go along; where a subscription has an alert of a kind of both, one
	// that waits to be sent goes, so that it is told once. It does nothing where both are one
	// already.
	JoinStories(ctx context.Context, from, into int64) error
	// MoveArticle takes an article, with the alerts that show it, out of its story into
	// another. It does nothing when there is no such article, or when it stands there already.
	// What waits to tell it as a change tells it as the other story to those who were not
	// told of that. When it was the last one, whatever names its story means the other.
	MoveArticle(ctx context.Context, article, story int64) error
	// RemoveArticle removes an article with all its versions and all that was worked out of
	// it, whoever may read it, and reports whether there was one. The feed that brought it
	// does not store it again.
	RemoveArticle(ctx context.Context, id int64) (bool, error)
	// RemoveSource removes all articles of an outlet, with all their versions,
	// and returns how many there were.
	RemoveSource(ctx context.Context, source string) (int, error)

	audience.AlertWriter
	FeedWriter
}
