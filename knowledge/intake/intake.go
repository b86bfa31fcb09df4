// Package intake is the door of the store. It works out, once for each article,
// all that is kept of it, and stores that in one transaction.
//
// What follows from an article alone (sentences, terms, facts, signature) is
// worked out side by side before the transaction. Which story it belongs to, and
// whom it is news for, is decided within it, from an index of the recent articles
// and a matcher of all topics that are brought up to date first; so two processes
// on one database agree, and an alert is stored with its article or not at all.
package intake

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/story"
	"quoth/knowledge/topic"
)

// news is how old an article may be to be told as news. What comes later is
// somebody filling an archive.
const news = 7 * 24 * time.Hour

// Archive is how many of the articles that were stored last are compared with one that is
// older than news, whatever their dates.
const Archive = 20_000

// Kept is how long a signature is of use: news may be so old, and what it is compared with
// older by the time that a story takes.
const Kept = news + story.Window

// remembered is after which time the recent articles are read anew, without those that have
// become too old to matter.
const remembered = 24 * time.Hour

// early is how far ahead of the clock an article may be dated to be believed: outlets
// have other time zones.
const early = 24 * time.Hour

// Report counts what became of articles.
type Report struct {
	Added     int
	Updated   int
	Unchanged int
}

// Plus returns the sum of two reports.
func (r Report) Plus(o Report) Report {
	return Report{r.Added + o.Added, r.Updated + o.Updated, r.Unchanged + o.Unchanged}
}

// Store is what the door writes to.
type Store interface {
	Unchanged(ctx context.Context, articles []knowledge.Article) ([]bool, error)
	Repeated(ctx context.Context, times map[string]map[uint32]int) error
	Outdated(ctx context.Context, analysis, limit int) (ids []int64, all int, err error)
	States(ctx context.Context, prefix string) (map[string]string, error)
	ChangeState(ctx context.Context, name string, change func(was string) (string, error)) error
	Withheld(ctx context.Context, id int64) (knowledge.Article, error)
	Article(ctx context.Context, id int64) (knowledge.Article, error)
	Documents(ctx context.Context, ids []int64) ([]knowledge.Document, error)
	StoryOf(ctx context.Context, articles []int64) (map[int64]int64, error)
	Signatures(ctx context.Context, which knowledge.SignatureRange, f func(knowledge.Signature) error) error
	Write(ctx context.Context, f func(knowledge.Writer) error) error
}

// Config is what an Intake is made of. Store is required.
type Config struct {
	Store   Store
	Log     *slog.Logger               // nil: discards
	Now     func() time.Time           // nil: time.Now
	Workers int                        // goroutines that work out articles; 0: one a core
	Worked  func(a *knowledge.Article) // called with each that is read, by any goroutine; nil: nobody is told
}

// Intake takes articles in. It may be used by any number of goroutines at the
// same time.
type Intake struct {
	store   Store
	log     *slog.Logger
	now     func() time.Time
	workers int
	room    *semaphore.Weighted           // for the bytes of texts that are worked out at the same time
	read    func(e *knowledge.Entry) work // another one in tests
	worked  func(a *knowledge.Article)

	// What the transactions share; there is one at a time.
	mu       sync.Mutex
	recent   map[knowledge.Audience]*story.Index // the recent articles of each audience, "" for those for everybody
	seen     int64                               // the last article whose signature was read into recent
	from     time.Time                           // recent was read anew then; zero: it has to be
	archived bool                                // the last articles are in recent, whatever their dates
	matcher  *topic.Matcher
	revision int64                          // of the subscriptions in matcher
	readers  map[int64][]knowledge.Audience // who reads what is delivered, by subscription
}

// New returns an Intake.
func New(c Config) *Intake {
	in := &Intake{store: c.Store, log: c.Log, now: c.Now, workers: c.Workers, room: semaphore.NewWeighted(maxAtOnce), read: read, worked: c.Worked, recent: map[knowledge.Audience]*story.Index{}, matcher: topic.NewMatcher(), readers: map[int64][]knowledge.Audience{}}
	if in.log == nil {
		in.log = slog.New(slog.DiscardHandler)
	}
	if in.now == nil {
		in.now = time.Now
	}
	if in.worked == nil {
		in.worked = func(*knowledge.Article) {}
	}
	if in.workers == 0 {
		in.workers = runtime.GOMAXPROCS(0)
	}
	return in
}

// Batch is articles with all that was worked out about them.
type Batch struct {
	entries   []*knowledge.Entry
	signed    []story.Decoded // their signatures
	unchanged int
	marks     map[string][]string // with which the entries were worked out
	archive   bool                // one of them is older than news
}

// Len is how many articles of a batch are to be stored.
func (b Batch) Len() int { return len(b.entries) }

// Split divides a batch in one of so many articles at most that are to be stored, and the
// rest, which may be stored one after the other in its place.
func (b Batch) Split(articles int) (first, rest Batch) {
	n := min(articles, len(b.entries))
	first, rest = b, b
	first.entries, rest.entries, rest.unchanged = b.entries[:n], b.entries[n:], 0
	first.signed, rest.signed = b.signed[:n], b.signed[n:]
	return first, rest
}

// Add takes articles in, in one transaction: all of them are stored or none.
func (in *Intake) Add(ctx context.Context, articles []knowledge.Article) (Report, error) {
	b, err := in.Prepare(ctx, articles)
	if err != nil {
		return Report{}, err
	}
	return in.Commit(ctx, b, nil)
}

// Prepare works out all that is kept of articles, side by side; those that the
// store holds just so are left out.
func (in *Intake) Prepare(ctx context.Context, articles []knowledge.Article) (Batch, error) {
	r, err := in.Read(ctx, articles)
	if err != nil {
		return Batch{}, err
	}
	return in.finish(ctx, r)
}

// Reading is articles that are read, without what follows from what is stored.
type Reading struct {
	works     []work
	unchanged int
}

// Read is the first part of [Intake.Prepare]. It may be done while the articles before these
// are being stored.
func (in *Intake) Read(ctx context.Context, articles []knowledge.Article) (Reading, error) {
	var r Reading
	for _, a := range articles {
		r.works = append(r.works, work{entry: &knowledge.Entry{Article: a}})
	}
	if err := in.leaveOut(ctx, &r); err != nil {
		return Reading{}, err
	}
	for _, w := range r.works {
		w.entry.Seal = knowledge.SealOf(&w.entry.Article)
	}
	return r, in.readAll(ctx, r.works)
}

// Finish is the second part of [Intake.Prepare]. What it works out follows from the articles
// and from what is stored by now, whenever they were read.
func (in *Intake) Finish(ctx context.Context, r Reading) (Batch, error) {
	if err := in.leaveOut(ctx, &r); err != nil {
		return Batch{}, err
	}
	return in.finish(ctx, r)
}

func (in *Intake) finish(ctx context.Context, r Reading) (Batch, error) {
	b := Batch{unchanged: r.unchanged, entries: entriesOf(r.works)}
	now := in.now()
	b.archive = slices.ContainsFunc(b.entries, func(e *knowledge.Entry) bool { return now.Sub(in.dated(e)) > news })
	var err error
	b.marks, err = in.finishAll(ctx, r.works)
	b.signed = make([]story.Decoded, len(r.works))
	for i, w := range r.works {
		b.signed[i] = w.signed
	}
	return b, err
}

// leaveOut takes the articles out of a reading that the store holds just so.
func (in *Intake) leaveOut(ctx context.Context, r *Reading) error {
	articles := make([]knowledge.Article, len(r.works))
	for i, w := range r.works {
		articles[i] = w.entry.Article
	}
	known, err := in.store.Unchanged(ctx, articles)
	if err != nil {
		return fmt.Errorf("looking up what is stored: %w", err)
	}
	left := make([]work, 0, len(r.works))
	for i, w := range r.works {
		if !known[i] {
			left = append(left, w)
		}
	}
	r.unchanged += len(r.works) - len(left)
	r.works = left
	return nil
}

// Commit stores a batch in one transaction. also, when set, is called within it
// for each entry after it was stored, in order.
func (in *Intake) Commit(ctx context.Context, b Batch, also func(knowledge.Writer, *knowledge.Entry) error) (Report, error) {
	r := Report{Unchanged: b.unchanged}
	if len(b.entries) == 0 {
		return r, nil
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	if err := in.remember(ctx, b); err != nil {
		return Report{}, err
	}
	err := in.store.Write(ctx, func(w knowledge.Writer) error {
		r = Report{Unchanged: b.unchanged}
		if err := in.catchUp(ctx, w); err != nil {
			return err
		}
		if err := remark(ctx, w, b.entries, b.marks); err != nil {
			return err
		}
		if err := w.Expect(ctx, b.entries); err != nil {
			return err
		}
		for i, e := range b.entries {
			outcome, err := w.Put(ctx, e)
			if err != nil {
				return err
			}
			switch outcome {
			case knowledge.Added:
				r.Added++
				if err := in.tell(ctx, w, e, b.signed[i]); err != nil {
					return err
				}
			case knowledge.Opened: // those who could not read it have not been told of it
				r.Added++
				if err := in.tell(ctx, w, e, b.signed[i]); err != nil {
					return err
				}
			case knowledge.Updated:
				r.Updated++
				if err := in.tellChange(ctx, w, e); err != nil {
					return err
				}
			default:
				r.Unchanged++
			}
			if also != nil {
				if err := also(w, e); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		// What the transaction put into memory is not stored.
		in.forget()
		return Report{}, fmt.Errorf("storing %d articles: %w", len(b.entries), err)
	}
	return r, nil
}

// forget has remember read the recent articles anew.
func (in *Intake) forget() {
	clear(in.recent)
	in.seen, in.from, in.archived = 0, time.Time{}, false
}

// remember reads the recent articles into memory before a batch is stored, so that other
// writers do not wait for it: once a day, and with those of an archive when an article of
// the batch is older than news.
func (in *Intake) remember(ctx context.Context, b Batch) error {
	now := in.now()
	archived := in.archived || b.archive
	if archived == in.archived && !in.from.IsZero() && now.Sub(in.from).Abs() < remembered {
		return nil
	}
	in.forget()
	in.from, in.archived = now, archived
	if err := in.load(ctx); err != nil {
		in.forget()
		return fmt.Errorf("reading the recent articles: %w", err)
	}
	return nil
}

// load reads the signatures of the window. Some are decoded and added while the next are read:
// whoever has just started waits for it.
func (in *Intake) load(ctx context.Context) error {
	const together = 256
	type batch struct {
		signatures []knowledge.Signature
		articles   []story.Decoded
		decoded    chan struct{} // closed once articles are
	}
	batches := make(chan *batch, in.workers)
	var err error // once batches is closed
	window := in.window()
	go func() {
		defer close(batches)
		next := &batch{decoded: make(chan struct{})}
		send := func() {
			b := next
			go func() {
				defer close(b.decoded)
				for _, s := range b.signatures {
					b.articles = append(b.articles, story.Decode(s))
				}
			}()
			batches <- b
			next = &batch{decoded: make(chan struct{})}
		}
		err = in.store.Signatures(ctx, window, func(s knowledge.Signature) error {
			if next.signatures = append(next.signatures, s); len(next.signatures) == together {
				send()
			}
			return nil
		})
		send()
	}()
	for b := range batches {
		<-b.decoded
		for i, s := range b.signatures {
			in.near(s.For).AddDecoded(b.articles[i])
			in.seen = s.ArticleID
		}
	}
	return err
}

// window is the signatures that have not been read yet of those that can matter.
func (in *Intake) window() knowledge.SignatureRange {
	r := knowledge.SignatureRange{After: in.seen, Since: in.from.Add(-Kept)}
	if in.archived {
		r.Last = Archive
	}
	return r
}

// add puts an article that is stored among the recent ones.
func (in *Intake) add(s knowledge.Signature) error {
	in.near(s.For).Add(s)
	in.seen = s.ArticleID
	return nil
}

// catchUp brings the recent articles and the topics in memory up to date with
// what other processes stored.
func (in *Intake) catchUp(ctx context.Context, w knowledge.Writer) error {
	if err := w.Signatures(ctx, in.window(), in.add); err != nil {
		return err
	}
	return in.follow(ctx, w)
}

// follow brings the topics in memory up to date.
func (in *Intake) follow(ctx context.Context, w knowledge.Writer) error {
	revision, err := w.SubscriptionChanges(ctx, in.revision, func(s audience.Subscription, gone bool) error {
		if gone || s.Stopped != "" {
			in.matcher.Remove(s.ID)
			delete(in.readers, s.ID)
			return nil
		}
		in.readers[s.ID] = knowledge.AudiencesAt(s.Place, s.Server)
		if err := in.matcher.Set(s.ID, s.Topic); err != nil {
			in.log.Warn("intake: topic unreadable", "subscription", s.ID, "error", err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	in.revision = revision
	return nil
}

// tell puts an article into its story and into the outbox of those who follow
// what it is about.
func (in *Intake) tell(ctx context.Context, w knowledge.Writer, e *knowledge.Entry, signed story.Decoded) error {
	now, at := in.now(), in.dated(e)
	recent := in.near(e.For)
	article := signed.Of(e.ID, at)
	d := recent.DecideDecoded(article)
	if d.Story == 0 && e.For != "" { // a private article joins a story of everybody's, which never joins one of it
		d = in.near("").DecideDecoded(article)
	}
	id, err := w.SetStory(ctx, e.ID, d.Story)
	removed := d.Story != 0 && errors.Is(err, knowledge.ErrNotFound)
	if removed { // with its articles, which are still in memory
		d = story.Decision{}
		id, err = w.SetStory(ctx, e.ID, 0)
	}
	if err != nil {
		return err
	}
	if d.Story != 0 && id != d.Story { // another process joined it to that one
		d.Same = append(d.Same, d.Story)
	}
	isNews := now.Sub(at) <= news
	if removed {
		from, archived := in.from, in.archived
		in.forget()
		in.from, in.archived = from, archived
		if err := in.catchUp(ctx, w); err != nil { // with this article
			return err
		}
	} else if isNews || leaveRoom(recent, now) {
		recent.AddDecoded(article.In(id))
	}
	in.seen = max(in.seen, e.ID)
	if !removed && e.For == "" { // what is private is no evidence on what all may read
		if err := in.revise(ctx, w, d, id); err != nil {
			return err
		}
	}
	if isNews {
		if err := in.alert(ctx, w, e, id, d.Change); err != nil {
			return err
		}
	}
	if d.Story != 0 || len(d.Strays) > 0 {
		return w.CountOutlets(ctx, id)
	}
	return nil
}

// leaveRoom has the recent articles take in one that is older than news: as many stay of an archive as it is
// compared with. It reports whether there is room, as an archive does not push the news out.
func leaveRoom(recent *story.Index, now time.Time) bool {
	for recent.Held() >= Archive && now.Sub(recent.Oldest()) > news {
		recent.Drop()
	}
	return recent.Held() < story.Recent
}

// revise does with the stories of before what the decision on an article of story id found.
func (in *Intake) revise(ctx context.Context, w knowledge.Writer, d story.Decision, id int64) error {
	for _, same := range d.Same {
		if err := w.JoinStories(ctx, same, id); err != nil {
			return err
		}
	}
	for _, stray := range d.Strays {
		if err := w.MoveArticle(ctx, stray, id); err != nil {
			return err
		}
	}
	for _, x := range in.recent {
		for _, same := range d.Same {
			x.Join(same, id)
		}
		for _, stray := range d.Strays {
			x.Move(stray, id)
		}
	}
	return nil
}

// dated is when an article was published, as far as that can be believed.
func (in *Intake) dated(e *knowledge.Entry) time.Time {
	if now := in.now(); e.Published.IsZero() || e.Published.After(now.Add(early)) {
		return now
	}
	return e.Published
}

// tellChange tells those who follow what an article is about that it has been
// edited and brings figures that its story did not have.
func (in *Intake) tellChange(ctx context.Context, w knowledge.Writer, e *knowledge.Entry) error {
	if !e.Published.IsZero() && in.now().Sub(e.Published) > news {
		return nil
	}
	recent := in.near(e.For)
	story, change := recent.Revise(e.ID, e.Signature)
	if !change {
		return nil
	}
	recent.Add(knowledge.Signature{ArticleID: e.ID, StoryID: story, Published: in.now(), Data: e.Signature})
	return in.alert(ctx, w, e, story, true)
}

// near is the recent articles of an audience.
func (in *Intake) near(audience knowledge.Audience) *story.Index {
	if in.recent[audience] == nil {
		in.recent[audience] = story.NewIndex()
	}
	return in.recent[audience]
}

// alert puts an article into the outbox of those who follow what it is about and
// were not told of its story, or, when it changes the story, were told before.
func (in *Intake) alert(ctx context.Context, w knowledge.Writer, e *knowledge.Entry, story int64, change bool) error {
	if in.matcher.Len() == 0 || e.Quiet {
		return nil
	}
	followers := in.matcher.Match(nil, topic.Of(&e.Article, e.TitleTerms, e.Terms))
	followers = slices.DeleteFunc(followers, func(sub int64) bool {
		reads := in.readers[sub]
		return !mayRead(reads, e.For) || e.Before != "" && slices.Contains(reads, e.Before)
	})
	a := audience.Alert{Story: story, Article: e.ID, Kind: audience.NewStory, Due: in.now()}
	added, err := w.EnqueueFor(ctx, a, followers)
	if err != nil || !change {
		return err
	}
	alerted := make(map[int64]bool, len(added))
	for _, sub := range added {
		alerted[sub] = true
	}
	a.Kind = audience.Change
	_, err = w.EnqueueFor(ctx, a, slices.DeleteFunc(followers, func(sub int64) bool { return alerted[sub] }))
	return err
}

// Bring tells those who follow a feed by its name of articles that are stored already and
// that the feed brings now. also is called within the same transaction.
func (in *Intake) Bring(ctx context.Context, f knowledge.Feed, articles []int64, also func(knowledge.Writer) error) error {
	documents, err := in.store.Documents(ctx, articles)
	if err != nil {
		return fmt.Errorf("reading what feed %d brings: %w", f.ID, err)
	}
	documents = slices.DeleteFunc(documents, func(d knowledge.Document) bool {
		return in.now().Sub(in.dated(&knowledge.Entry{Article: d.Article})) > news
	})
	subjects := make([]*topic.Article, len(documents))
	for i, d := range documents {
		d.Feed = f.Name()
		subjects[i] = topic.OfDocument(d)
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	stories, err := in.store.StoryOf(ctx, articles) // under the lock, as Commit changes them
	if err != nil {
		return fmt.Errorf("looking up the stories of what feed %d brings: %w", f.ID, err)
	}
	return in.store.Write(ctx, func(w knowledge.Writer) error {
		if err := in.follow(ctx, w); err != nil {
			return err
		}
		for i, d := range documents {
			if stories[d.ID] == 0 {
				continue
			}
			if err := in.tellFollowers(ctx, w, f, d.Article, stories[d.ID], in.matcher.MatchFeed(nil, subjects[i])); err != nil {
				return err
			}
		}
		return also(w)
	})
}

// tellFollowers puts an article that a feed brings into the outbox of those who follow the
// feed and were not told of its story.
func (in *Intake) tellFollowers(ctx context.Context, w knowledge.Writer, f knowledge.Feed, a knowledge.Article, story int64, followers []int64) error {
	followers = slices.DeleteFunc(followers, func(sub int64) bool {
		reads := in.readers[sub]
		return !mayRead(reads, a.For) || !mayRead(reads, f.For)
	})
	added, err := w.EnqueueFor(ctx, audience.Alert{Story: story, Article: a.ID, Kind: audience.NewStory, Due: in.now()}, followers)
	if err != nil || len(added) == 0 {
		return err
	}
	return w.CountOutlets(ctx, story)
}

// mayRead reports whether what is for an audience may be told to those who read.
func mayRead(readers []knowledge.Audience, a knowledge.Audience) bool {
	return a == "" || slices.Contains(readers, a)
}
