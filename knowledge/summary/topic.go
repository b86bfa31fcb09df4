package summary

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/manner"
	"quoth/knowledge/topic"
)

const (
	// onTopic is how likely an article is about the topic at least, and a sentence of it;
	// where no article is so likely, nearTopic will do.
	onTopic, nearTopic = .5, .25
	// within is the share of the article's likelihood that a sentence of it has at least: in a
	// round-up, one that says something of the topic.
	within = .75
	// mostNew and mostOn are how many articles are looked at, the newest and those most about
	// the topic.
	mostNew, mostOn = 40, 40
	// perArticle is how many sentences of one article are looked at, the ones that carry
	// it, and mostOfOne how many of them are told.
	perArticle = 5
	mostOfOne  = 2
	// standing is the share of the best sentence's score from which on a sentence says how
	// things stand: a newer one below it is of an article that touches the topic.
	standing = .3
	// fresh is after how much time what an article says of the present state counts half, and stale after how
	// much it does not lead.
	fresh, stale = 2 * 24 * time.Hour, 60 * 24 * time.Hour
	// past is after how much time what an article says of how it came to that counts half.
	past = 180 * 24 * time.Hour
	// otherStory is after how long a time without an article on the topic what is older is of another story: the
	// cup of three years ago.
	otherStory = 365 * 24 * time.Hour
	// late is how long before somebody asked an article may be dated that was stored after,
	// to be new to them: one dated by day is dated at its midnight, and a feed brings some
	// hours after they were printed.
	late = 2 * 24 * time.Hour
	// same is the share of the shorter sentence's words from which on two sentences of
	// different articles say the same.
	same = .6
	// sideIssue is below how far an article tells what the others on the topic do that it does not lead.
	sideIssue = .5
	// aside is what a sentence of such an article weighs.
	aside = .6
	// inSpeech is what a sentence counts most of which somebody is quoted with.
	inSpeech = .5
)

// found is a sentence on a topic.
type found struct {
	sentence
	quote  knowledge.Quote
	says   float64  // how well it says what all say of the topic
	score  float64  // the same, by how well it does that by itself
	event  float64  // by how much it weighs more for how much is told of what its article tells
	of     *opening // what its article tells
	share  float64  // how far its article tells of the main happening of the topic, see mainly
	sure   bool     // its article is surely about the topic, or its title is
	manner manner.Manner
	when   when
}

// Request asks for what is said on a topic.
type Request struct {
	Topic     string
	Filter    knowledge.Filter
	Sentences int       // at most so many, beside the figures and what is announced
	Now       time.Time // what is announced is for the days after it
	Since     time.Time // from when on an article is new to who asks; zero when none is
}

// Account is what the articles on a topic say of it.
type Account struct {
	// Quotes are sentences, no two saying the same: first how things stand, on what is told most of
	// what happened in the last days and then from the newest articles, the newest first; then how it
	// came to that, in the order of publication.
	Quotes []knowledge.Quote
	// New is how many of the Quotes, the first, are from articles that are new.
	New int
	// Figures are sentences that tell what one figure was at several times, the newest
	// first, their numbers as Answer; none when no figure is told often enough.
	Figures []knowledge.Quote
	// Differ are figures of which the outlets that tell the same event tell different ones,
	// as in a Comparison.
	Differ [][]knowledge.Quote
	// Next are sentences that announce something, their dates as Answer, the nearest first.
	Next []knowledge.Quote
}

// Topic returns what is said on a topic; nothing when nothing stored is on it.
func (s *Summarizer) Topic(ctx context.Context, r Request) (Account, error) {
	readings, err := s.reader.Read(ctx, r.Topic, r.Filter)
	if topic.Unreadable(err) {
		return Account{}, nil
	}
	if err != nil || r.Sentences <= 0 {
		return Account{}, err
	}
	every := readings
	readings = reports(about(every))
	facts, err := s.facts(ctx, readings)
	if err != nil {
		return Account{}, err
	}
	openings, err := s.openings(ctx, documents(readings), topic.Stems(readings, r.Topic))
	if err != nil {
		return Account{}, err
	}
	all := candidates(readings, facts, openings, r.Topic)
	if len(all) == 0 {
		return Account{}, nil
	}
	now := stating(all)
	latest := slices.MaxFunc(now, func(a, b found) int {
		return a.quote.Article.Published.Compare(b.quote.Article.Published)
	}).quote.Article.Published
	age := func(x *found) time.Duration { return max(0, latest.Sub(x.quote.Article.Published)) }
	current := func(x *found) float64 { return x.score * x.event / (1 + age(x).Hours()/fresh.Hours()) }
	n := (r.Sentences + 1) / 2
	arrived, err := s.after(ctx, all, r.Since)
	if err != nil {
		return Account{}, err
	}
	state := best(arrived, lead(arrived, age), n, current)
	account := Account{New: len(state), Figures: course(readings, r.Topic)}
	newestFirst(state[min(1, len(state)):])
	if len(state) == 0 {
		state = lead(now, age)
	}
	state = best(now, state, n, current)
	newestFirst(state[min(max(1, account.New), len(state)):])
	first := beginning(all, latest)
	before := slices.DeleteFunc(all, func(x found) bool { // what is newer touches the topic
		at := x.quote.Article.Published
		return at.After(latest) || at.Before(first) && !at.IsZero()
	})
	history := best(before, state, r.Sentences, func(x *found) float64 {
		return x.score * x.event * byPast[x.manner] / (1 + age(x).Hours()/past.Hours())
	})[len(state):]
	slices.SortStableFunc(history, func(a, b found) int {
		return cmp.Or(a.quote.Article.Published.Compare(b.quote.Article.Published), cmp.Compare(a.quote.Article.ID, b.quote.Article.ID), cmp.Compare(a.quote.Start, b.quote.Start))
	})
	if account.Differ, err = s.differ(ctx, readings, every, r.Topic); err != nil {
		return Account{}, err
	}
	account.Next = next(readings, facts, r.Now)
	for _, x := range append(state, history...) {
		x.quote.Score = x.score
		account.Quotes = append(account.Quotes, x.quote)
	}
	return account, nil
}

// beginning is when the first of the articles of sentences was published that leads to the latest without so long a
// time that none was.
func beginning(all []found, latest time.Time) time.Time {
	var times []time.Time
	for i := range all {
		if at := all[i].quote.Article.Published; !at.IsZero() {
			times = append(times, at)
		}
	}
	slices.SortFunc(times, func(a, b time.Time) int { return b.Compare(a) })
	first := latest
	for _, t := range times {
		if first.Sub(t) > otherStory {
			break
		}
		if t.Before(first) {
			first = t
		}
	}
	return first
}

// newestFirst orders sentences, those of the newest articles first.
func newestFirst(some []found) {
	slices.SortStableFunc(some, func(a, b found) int {
		return cmp.Or(b.quote.Article.Published.Compare(a.quote.Article.Published), cmp.Compare(a.quote.Article.ID, b.quote.Article.ID), cmp.Compare(a.quote.Start, b.quote.Start))
	})
}

// about are the articles to look at, of those on a topic, most about it first.
func about(readings []*topic.Reading) []*topic.Reading {
	on := func(least float64) []*topic.Reading {
		n := 0
		for n < len(readings) && readings[n].About >= least {
			n++
		}
		return readings[:n]
	}
	some := on(onTopic)
	if len(some) == 0 {
		some = on(nearTopic)
	}
	if len(some) <= mostNew+mostOn {
		return some
	}
	rest := slices.Clone(some[mostOn:])
	slices.SortStableFunc(rest, func(a, b *topic.Reading) int { return b.Published.Compare(a.Published) })
	return slices.Concat(some[:mostOn], rest[:mostNew])
}

// reports are articles without opinions, which say what somebody thinks of how things stand;
// all of them where there is nothing else.
func reports(readings []*topic.Reading) []*topic.Reading {
	some := slices.DeleteFunc(slices.Clone(readings), func(r *topic.Reading) bool { return opinion(&r.Article) })
	if len(some) == 0 {
		return readings
	}
	return some
}

// candidates are the sentences that carry the articles on a topic, with how well each says by itself
// what all of them say. facts are the stored ones by article, openings what each tells of.
func candidates(readings []*topic.Reading, facts map[int64][]knowledge.Fact, openings []opening, wanted string) []found {
	var all []found
	centre := map[string]float64{}
	several := topic.Familiar(readings, wanted)
	told, shares := events(readings, openings), mainly(readings, central(openings))
	for i, r := range readings {
		times := timing(facts[r.ID], &r.Article)
		a := read(r.Title, r.Text, r.Document.Sentences, r.Language)
		heading := r.Article
		heading.Text = ""
		for _, at := range a.pick(perArticle) {
			x := a.sentences[at]
			s := r.Sentence(x.at)
			printed := r.Text[x.at.Start:x.at.End]
			if x.opener || manner.Quotation(printed) || manner.Part(printed) || s.About < max(onTopic, within*r.About) {
				continue
			}
			titled := 0.0
			for stem := range a.title {
				if x.terms[stem] > 0 {
					titled += 1 / float64(len(a.title))
				}
			}
			f := found{
				sentence: x,
				quote:    knowledge.Quote{Article: heading, Range: x.at, Text: printed},
				event:    math.Sqrt(told[i]),
				of:       &openings[i],
				share:    shares[i],
				sure:     (r.About >= surely || r.Headlined()) && r.Tells(),
				manner:   manner.Of(r.Text, x.at.Start, x.at.End, s.Terms(), r.Language),
				when:     times[x.at],
			}
			f.says = r.About * s.About * (1 + titled) / (1 + float64(x.order)/20)
			f.score = f.alone(s.Terms(), r, func(stem string) bool { return several[stem] || a.title[stem] })
			if f.share < sideIssue {
				f.score *= aside
			}
			all = append(all, f)
			for _, stem := range x.stems {
				centre[stem] += r.About * math.Min(x.terms[stem], 2)
			}
		}
	}
	size := length(centre)
	for i := range all {
		all[i].says *= .3 + all[i].cosine(centre, size)
		all[i].score *= all[i].says
	}
	return all
}

// stating are those of the sentences on a topic that say how things stand: of articles surely
// about it, and not far below the best of them. Where no article surely is, any will do.
func stating(all []found) []found {
	some := slices.DeleteFunc(slices.Clone(all), func(x found) bool { return !x.sure })
	if len(some) == 0 {
		some = slices.Clone(all)
	}
	most := slices.MaxFunc(some, func(a, b found) int { return cmp.Compare(a.says, b.says) }).says
	return slices.DeleteFunc(some, func(x found) bool { return x.says < standing*most })
}

func documents(readings []*topic.Reading) []*knowledge.Document {
	all := make([]*knowledge.Document, len(readings))
	for i, r := range readings {
		all[i] = r.Document
	}
	return all
}

// after are the sentences of articles that are new since a time; none after the zero time.
func (s *Summarizer) after(ctx context.Context, all []found, since time.Time) ([]found, error) {
	if since.IsZero() {
		return nil, nil
	}
	news := map[int64]bool{}
	var some []found
	for _, x := range all {
		is, known := news[x.quote.Article.ID]
		if !known {
			var err error
			if is, err = s.arrived(ctx, &x.quote.Article, since); err != nil {
				return nil, err
			}
			news[x.quote.Article.ID] = is
		}
		if is {
			some = append(some, x)
		}
	}
	return some, nil
}

// arrived reports whether an article was published after a time, or shortly before it and
// stored only after it. When a page was read again does not count.
func (s *Summarizer) arrived(ctx context.Context, a *knowledge.Article, since time.Time) (bool, error) {
	switch {
	case a.Published.After(since):
		return true, nil
	case !a.Added.After(since) || !a.Published.After(since.Add(-late)):
		return false, nil
	case a.Version == 1:
		return true, nil
	}
	first, err := s.store.Version(ctx, a.ID, 1)
	if errors.Is(err, knowledge.ErrNotFound) {
		return false, nil
	}
	return first.Added.After(since), err
}

// best adds to the chosen sentences the best by score and by what they say beside each other, so that
// there are n at most (Carbonell and Goldstein, The Use of MMR, 1998). None says what another says.
func best(all, chosen []found, n int, score func(*found) float64) []found {
	picked := slices.Clone(chosen)
	for len(picked) < n {
		at, most := -1, 0.0
		for i := range all {
			x := &all[i]
			again, ofOne := 0.0, 0
			for j := range picked {
				share := overlap(picked[j].terms, x.terms)
				if picked[j].quote.Article.ID == x.quote.Article.ID {
					ofOne++
				} else if apart(&picked[j].quote.Article, &x.quote.Article) <= eventTime {
					share *= 1 + picked[j].of.cosine(x.of)/2 // what tells one event says the same in other words
				}
				again = math.Max(again, share)
			}
			if again >= same || ofOne >= mostOfOne {
				continue
			}
			if own := score(x) * (1 - again); own > most {
				at, most = i, own
			}
		}
		if at < 0 {
			break
		}
		picked = append(picked, all[at])
	}
	return picked
}

// facts are those of articles, by article.
func (s *Summarizer) facts(ctx context.Context, readings []*topic.Reading) (map[int64][]knowledge.Fact, error) {
	ids := make([]int64, len(readings))
	for i, r := range readings {
		ids[i] = r.ID
	}
	stored, err := s.store.Facts(ctx, ids, "", "")
	of := make(map[int64][]knowledge.Fact, len(readings))
	for _, f := range stored {
		of[f.ArticleID] = append(of[f.ArticleID], f)
	}
	return of, err
}
