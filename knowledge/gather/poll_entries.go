package gather

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/attempt"
	"quoth/knowledge/gather/feed"
	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/gather/page"
	"quoth/knowledge/text"
)

const (
	// maxPages is how many pages are fetched in one poll of a feed, and maxTries
	// how often one whose server fails is asked for.
	maxPages, maxTries = 50, 6
	// storeAtOnce is how many articles are stored in one transaction: few enough
	// that little is lost when the program ends while pages are fetched.
	storeAtOnce = 16
)

// news is what one poll of a feed brought.
type news struct {
	added, updated int
	fresh          int           // entries not seen before
	dates          []time.Time   // of their publication, where they are exact
	interval       time.Duration // between the entries of the feed
	pending        int           // entries that are not done with
	tries          int           // how often the most tried of them was tried
	left           bool          // some of them were not looked at yet
	hidden         int           // entries of Google News that do not tell the outlet's address
	refused        int           // entries of which nothing is stored, since their pages hold no article of theirs
	why            string        // why not, of the first
}

// told is what a feed's entries lead to instead of articles, in a sentence; "" for nothing.
func (n news) told() string {
	if n.refused == 0 {
		return ""
	}
	return fmt.Sprintf("pages of new entries of which nothing is stored: %d; the first: %s", n.refused, n.why)
}

// task is an entry that is to be stored.
type task struct {
	identified
	mark      mark               // under which it is kept
	edits     *knowledge.Article // the article that it changes; nil for a new one
	calm      bool               // it is as it was at the poll before
	retried   bool               // its page was asked for before
	prune     int                // the version that another takes the place of; 0 for none
	article   knowledge.Article  // what is stored of it
	check     knowledge.PageCheck
	suspended time.Time // until when its page is suspended; zero for one that is not
	refused   string    // why nothing of its page is taken; "" where it is or was not asked for
	id        int64     // the article that it became
	stored    bool
	tell      bool // those who follow this feed are told of the article, which another brought
}

// takeIn stores those of a feed's entries that are new or have changed.
func (p *Poller) takeIn(ctx context.Context, f knowledge.Feed, c feed.Channel) (news, error) {
	entries := identify(c.Entries)
	n := news{interval: firstInterval(entries)}
	tasks, err := p.compare(ctx, f, entries, &n)
	if err != nil {
		return n, err
	}
	pages := 0
	for i := range tasks {
		if tasks[i].needsPage(f) && p.Page != nil {
			pages++
		}
		if pages > maxPages {
			n.pending, n.left = n.pending+len(tasks)-i, true
			tasks = tasks[:i]
			break
		}
	}
	slices.Reverse(tasks) // the oldest first
	addresses := map[string]bool{}
	for chunk := range slices.Chunk(tasks, storeAtOnce) {
		for i := range chunk {
			if err := p.prepare(ctx, f, &chunk[i], addresses, &n); err != nil {
				return n, err
			}
		}
		if err := p.storeTasks(ctx, f, chunk, &n); err != nil {
			return n, err
		}
	}
	if n.hidden > 0 {
		p.Log.WarnContext(ctx, "gather: outlets hidden", "feed", f.ID, "name", FeedName(f), "entries", n.hidden, "reason", page.ErrHidden)
	}
	return n, nil
}

// compare finds the entries that are to be stored. Those that another feed
// brought already are marked as seen.
func (p *Poller) compare(ctx context.Context, f knowledge.Feed, entries []identified, n *news) ([]task, error) {
	var keys []string
	for _, e := range entries {
		keys = append(keys, e.keys...)
	}
	seen, err := p.Store.SeenEntries(ctx, f.ID, keys)
	if err != nil {
		return nil, err
	}
	var tasks, elsewhere []task
	admits := newAdmission(f)
	for _, e := range entries {
		known := firstSeen(e, seen[:len(e.keys)])
		seen = seen[len(e.keys):]
		was := readMark(known.Digest)
		t := task{identified: e, mark: mark{digest: e.digest}}
		switch {
		case known == (knowledge.SeenEntry{}):
			n.fresh++
			if e.Timed() {
				n.dates = append(n.dates, e.Published)
			}
			if a, err := p.articleAt(ctx, e.URL); err != nil {
				return nil, err
			} else if a != nil {
				t.id, t.tell = a.ID, admits.entry(&e.Entry) && p.isNews(f, *a, false)
				elsewhere = append(elsewhere, t)
				continue
			}
		case was.state == markRetry:
			t.mark.tries = was.tries
		case was.digest != e.digest:
			t.mark.state, t.mark.churn = was.state, was.churn
		case was.state == markMoved:
			t.id, t.mark.churn = known.Article, was.churn
			elsewhere = append(elsewhere, t)
			continue
		case was.state == markChurn && was.churn < settled:
			t.mark.state, t.mark.churn, t.calm = was.state, was.churn, true
		default:
			continue
		}
		if known.Article == 0 && !admits.entry(&e.Entry) {
			elsewhere = append(elsewhere, t)
			continue
		}
		if known.Article != 0 {
			a, err := p.Store.Article(ctx, known.Article)
			if errors.Is(err, knowledge.ErrNotFound) { // it was removed, and stays so
				t.id = known.Article
				elsewhere = append(elsewhere, t)
				continue
			}
			if err != nil {
				return nil, err
			}
			t.edits = &a
		}
		tasks = append(tasks, t)
	}
	slices.Reverse(elsewhere) // the oldest first
	return tasks, p.markSeen(ctx, f, elsewhere)
}

// firstSeen is what was stored under the surest of an entry's keys. A title with
// its date names an entry only together with its words.
func firstSeen(e identified, seen []knowledge.SeenEntry) knowledge.SeenEntry {
	for i, s := range seen {
		if s == (knowledge.SeenEntry{}) {
			continue
		}
		if strings.HasPrefix(e.keys[i], "title ") && len(e.keys) > 1 && readMark(s.Digest).digest != e.digest {
			continue
		}
		return s
	}
	return knowledge.SeenEntry{}
}

// articleAt is the article that is stored under an address, or nil.
func (p *Poller) articleAt(ctx context.Context, address string) (*knowledge.Article, error) {
	if address == "" {
		return nil, nil
	}
	a, err := p.Store.ArticleByURL(ctx, address)
	switch {
	case errors.Is(err, knowledge.ErrNotFound):
		return nil, nil
	case err != nil:
		return nil, err
	}
	return &a, nil
}

// needsPage reports whether an entry of a feed is read from its page.
func (t *task) needsPage(f knowledge.Feed) bool {
	switch {
	case t.URL == "", f.Pages == knowledge.PagesNever:
		return false
	case f.Pages == knowledge.PagesAlways:
		return true
	}
	return !t.Whole
}

// prepare makes the article of an entry, from its page where the feed has only a
// part of it. addresses are those that entries of this poll have already.
func (p *Poller) prepare(ctx context.Context, f knowledge.Feed, t *task, addresses map[string]bool, n *news) error {
	tries := t.mark.tries
	t.mark.tries, t.retried = 0, tries > 0
	source := t.Source
	if source == "" {
		source = text.OneLine(FeedName(f))
	}
	t.article = t.Article(source)
	if t.needsPage(f) && p.Page != nil {
		read, failure, err := p.pageOf(ctx, f, t.URL)
		if errors.Is(failure, page.ErrHidden) {
			n.hidden++
		}
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			return err
		case failure == nil:
			if err := p.usePage(ctx, t, read, addresses); err != nil {
				return err
			}
		case temporary(failure) && tries+1 < maxTries:
			t.mark.state, t.mark.tries = markRetry, tries+1
			n.pending++
			n.tries = max(n.tries, t.mark.tries)
		case errors.Is(failure, attempt.ErrSuspended) && t.article.Text == "": // nothing else is known of it
			t.mark.state, t.mark.tries = markRetry, maxTries-1
			n.pending++
			n.tries = max(n.tries, t.mark.tries)
		default:
			t.suspended, t.refused = attempt.Until(failure), failure.Error()
		}
	}
	if !t.Whole && !t.article.FromPage {
		t.article.TeaserOnly = true
	}
	if t.edits != nil {
		keepIdentity(&t.article, *t.edits)
		if t.mark.state == markRetry {
			return nil
		}
		what, err := p.compareVersions(ctx, t.edits, &t.article)
		if err != nil {
			return err
		}
		store, prune := t.mark.weigh(what, t.calm, t.edits)
		if t.prune = prune; !store {
			t.article = *t.edits
		}
	}
	if t.article.Published.IsZero() {
		t.article.Published, t.article.FirstSeen = p.Now().UTC().Truncate(time.Second), true
	}
	return nil
}

// pageOf reads the page of an article at an address, or at the one to which the page there leads.
func (p *Poller) pageOf(ctx context.Context, f knowledge.Feed, address string) (read page.Page, failure, err error) {
	at := func(address string) {
		read, failure, err = p.onPage(ctx, f, address, func(ctx context.Context) (reading, error) { return p.Page(ctx, address) })
	}
	at(address)
	if err == nil && errors.Is(failure, page.ErrElsewhere) {
		at(read.URL)
	}
	return read, failure, err
}

// usePage takes from an article's page what it says better than the feed.
func (p *Poller) usePage(ctx context.Context, t *task, read page.Page, addresses map[string]bool) error {
	if read.Gate == page.Doubtful && t.Text == "" || !read.Tells(t.Title, t.Text) || len(read.Text) < len(t.Text) {
		t.refused = cmp.Or(read.Why, "the page tells another thing")
		return nil
	}
	a := read.Article()
	now := p.Now()
	if a.Title == "" || t.Announced {
		a.Title = t.Title
	}
	if a.Source == "" || t.Source != "" || a.Source == strings.TrimPrefix(fetch.HostOf(read.URL), "www.") {
		a.Source = t.article.Source // the page names no outlet, or only its host
	}
	if len(a.Authors) == 0 {
		a.Authors = t.Authors
	}
	if a.Language == "" {
		a.Language = t.Language
	}
	a.Image = cmp.Or(a.Image, t.Image)
	if a.Published.IsZero() || a.Published.After(now) || t.Announced && !t.Published.IsZero() || a.DateOnly && !t.Published.IsZero() && !t.DateOnly {
		a.Published, a.DateOnly = t.Published, t.DateOnly
	}
	// A site whose pages all claim one address would make one article of all.
	other, err := p.articleAt(ctx, a.URL)
	if err != nil {
		return err
	}
	key := a.Key()
	if a.URL == "" || addresses[key] || other != nil && other.Title != a.Title {
		a.URL = t.URL
		key = a.Key()
	}
	addresses[key] = true
	a.FromPage = true
	t.article = a
	t.check = knowledge.PageCheck{ETag: read.ETag, LastModified: read.Modified}
	return nil
}

// temporary reports whether a page may be had later.
func temporary(err error) bool {
	if errors.Is(err, attempt.ErrFault) {
		return true
	}
	var failure *fetch.Error
	if !errors.As(err, &failure) {
		return false
	}
	switch failure.Kind {
	case fetch.Unreachable, fetch.Busy, fetch.ServerError, fetch.Incomplete, fetch.TooSlow:
		return true
	}
	return false
}

// keepIdentity makes a changed article a version of the one that it was.
func keepIdentity(a *knowledge.Article, was knowledge.Article) {
	a.URL, a.Source = was.URL, was.Source
	if !was.Published.IsZero() && !(was.FirstSeen && !a.Published.IsZero()) || was.URL == "" {
		a.Published, a.DateOnly, a.FirstSeen = was.Published, was.DateOnly, was.FirstSeen
	}
	if was.URL == "" {
		a.Title = was.Title
	}
	if was.FromPage && !a.FromPage { // what the page said is worth more than what the feed says
		*a = was
	}
}

// settle gives an article what the operator chose for its feed, last of all. known is
// set when it, or that there is something to be had of it, was known before.
func (p *Poller) settle(f knowledge.Feed, a *knowledge.Article, known bool) {
	if a.For, a.Feed = f.For, f.Name(); f.Language != "" {
		a.Language = f.Language
	}
	// What a feed holds when it is first read was printed before anybody followed
	// it, and so was what comes later with an old date.
	old := f.Added.Add(-staleNews)
	if known {
		old = f.Added
	}
	a.Quiet = !f.AlertOld && (f.Verified.IsZero() || !a.Published.IsZero() && a.Published.Before(old))
}

// isNews reports whether an article that another feed brought is told to those who follow
// this one; known is as in settle.
func (p *Poller) isNews(f knowledge.Feed, a knowledge.Article, known bool) bool {
	p.settle(f, &a, known)
	return !a.Quiet
}

// storeTasks stores the articles of tasks and marks their entries as seen, in
// one transaction.
func (p *Poller) storeTasks(ctx context.Context, f knowledge.Feed, tasks []task, n *news) error {
	var articles []knowledge.Article
	byKey := map[string][]*task{}
	for i := range tasks {
		t := &tasks[i]
		if t.article.Text == "" {
			if t.refused != "" {
				n.refused, n.why = n.refused+1, cmp.Or(n.why, fetch.PublicAddress(t.URL)+": "+t.refused)
			}
			continue
		}
		p.settle(f, &t.article, t.edits != nil || t.retried)
		key := t.article.Key()
		if byKey[key] == nil {
			articles = append(articles, t.article)
		}
		byKey[key] = append(byKey[key], t)
	}
	if len(articles) > 0 {
		added, updated, err := p.take(ctx, storingThing(f), articles, func(w knowledge.Writer, e *knowledge.Entry) error {
			for _, t := range byKey[e.Key()] {
				t.id, t.stored = e.ID, t.edits != nil || e.Version == 1 // else another feed brought it before
				if err := p.watch(ctx, w, f, t, e); err != nil {
					return err
				}
				if t.stored {
					if err := p.putMark(ctx, w, f, t); err != nil {
						return err
					}
				}
				if t.URL != "" && t.article.URL != t.URL { // the page says that its address is another
					if err := w.PutAddress(ctx, t.URL, e.ID); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("storing what feed %d brought: %w", f.ID, err)
		}
		n.added += added
		n.updated += updated
	}
	var rest []task
	for _, t := range tasks {
		if t.stored {
			continue
		}
		if t.edits != nil {
			t.id = t.edits.ID
		} else if t.article.Text != "" {
			a, err := p.articleAt(ctx, t.article.URL)
			if err != nil {
				return err
			}
			if a != nil {
				t.id, t.tell = a.ID, p.isNews(f, *a, t.retried)
			}
		}
		rest = append(rest, t)
	}
	return p.markSeen(ctx, f, rest)
}

// markSeen marks entries as seen whose articles are stored already, or of which
// there is nothing to store, and tells of those that are news to the feed's followers.
func (p *Poller) markSeen(ctx context.Context, f knowledge.Feed, tasks []task) error {
	var told, quiet []task
	for _, t := range tasks {
		if t.tell {
			told = append(told, t)
		} else {
			quiet = append(quiet, t)
		}
	}
	for chunk := range slices.Chunk(told, storeAtOnce) {
		var articles []int64
		for _, t := range chunk {
			articles = append(articles, t.id)
		}
		if err := p.bring(ctx, f, articles, func(w knowledge.Writer) error { return p.putMarks(ctx, w, f, chunk) }); err != nil {
			return fmt.Errorf("telling what feed %d brought: %w", f.ID, err)
		}
	}
	if len(quiet) == 0 {
		return nil
	}
	return p.Store.Write(ctx, func(w knowledge.Writer) error { return p.putMarks(ctx, w, f, quiet) })
}

func (p *Poller) putMarks(ctx context.Context, w knowledge.Writer, f knowledge.Feed, tasks []task) error {
	for i := range tasks {
		if err := p.putMark(ctx, w, f, &tasks[i]); err != nil {
			return err
		}
	}
	return nil
}

// putMark keeps the mark of an entry, and when its page is read again that is suspended.
func (p *Poller) putMark(ctx context.Context, w knowledge.Writer, f knowledge.Feed, t *task) error {
	for _, key := range t.keys {
		if err := w.PutEntry(ctx, f.ID, key, t.mark.String(), t.id); err != nil {
			return err
		}
	}
	if p.Again == nil || t.suspended.IsZero() || t.id == 0 {
		return nil
	}
	return w.PutPageCheck(ctx, knowledge.PageCheck{Article: t.id, Feed: f.ID, Due: t.suspended})
}
