package answer

import (
	"slices"
	"strings"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/dates"
	"quoth/knowledge/kind"
	"quoth/knowledge/lazyregexp"
	"quoth/knowledge/text"
)

// when is the time that a question speaks of.
type when struct {
	asked    time.Time   // the moment of asking
	from, to time.Time   // the period that it names, "on 8 July", "in 2020"; the moment of asking where it names none
	named    bool        // it names a period
	newest   bool        // it asks for the newest state: "latest", "now", "still", "so far"
	news     bool        // it asks for the news on something, whatever they are
	state    bool        // it asks for what is so: "who is", "is X still", "the price of"
	result   bool        // it asks for what has happened: "who won", "did X", "what was"
	spans    []text.Span // where the question names times
	coming   bool        // it asks for what will happen: "when is", "will X"
}

var (
	newestCue = lazyregexp.New(`(?i)\b(latest|newest|now|currently|current|today|tonight|still|so far|news|updates?|recent|recently|right now|at the moment|these days|yet|this week|this morning|up to date|going on|happening)\b`)
	newsCue   = lazyregexp.New(`(?i)^(` +
		`((what('?s| is| are)|any|are there any|is there any|give me|show me|tell me)\s+)?((the|any|some)\s+)?(latest|newest|recent|new|breaking)?\s*(latest|news|updates?|headlines|developments?)\s+(on|about|of|with|from|in|regarding)` +
		`|(so )?what('?s| is) (new|happening|going on|the latest news) (with|in|at|on|about)` +
		`|(was gibt es |gibt es )?(neues|neuigkeiten|(neu|letzt|aktuell)este nachrichten|die neuesten nachrichten) (zu|von|über|aus|um)` +
		`|(quelles sont |il y a |y a-t-il )?(les |des )?((dernières )?(nouvelles|infos|actualités))( récentes)? (sur|de|du|des)` +
		`|[¿ ]*(cuáles son |qué |hay )?(las )?((últimas )?(noticias|novedades)) (sobre|de|del|en)` +
		`|(quali sono |ci sono )?(le )?((ultime )?(notizie|novità)) (su|sul|sulla|sui|di|del|della)` +
		`|(quais são |há )?(as )?((últimas )?(notícias|novidades)) (sobre|de|do|da)` +
		`|(какие |есть )?(последние |свежие )?новости (о|об|про|из)` +
		`)\s`)
	// newsTail is the same behind what it is about, "mill fire news", where the line does not
	// ask for something else.
	newsTail  = lazyregexp.New(`(?i)\s((latest )?(news|updates?)|latest|hakkında(ki)? (son|en son) (haberler|durum|gelişmeler))( (ne|neler|nedir))?\s*\??$`)
	asksCue   = lazyregexp.New(`(?i)^(who|whose|what|when|where|why|how|which|is|are|was|were|do|does|did|has|have|can|will|would|should)\b`)
	stateCue  = lazyregexp.New(`(?i)^(who|what|where|which|how)('s| is| are|s)\b|^(is|are|has|have|does|do)\b|\b(price|toll|score|rate|cost|costs|worth|left|status)\b`)
	resultCue = lazyregexp.New(`(?i)^(did|was|were)\b|\b(did|was|were|won|lost|died|killed|happened|beat|scored|said|got|signed|broke|hit|fell|made|found|shot|arrested|resigned|quit|hosted|winners?|champions?|results?|elected|verdict|voted)\b`)
	comingCue = lazyregexp.New(`(?i)\b(will|going to|coming up|upcoming|next|gonna|scheduled|supposed to|set to)\b|^when (is|are|do|does)\b|\btomorrow\b`)
	// calendarWord is a name of the calendar in lower case, where "may" and
	// "march" are none by themselves.
	calendarWord = lazyregexp.New(`\b(january|february|april|june|july|august|september|october|november|december|(mon|tues|wednes|thurs|fri|satur|sun)days?|(in|last|since|of|on|by|this|next|early|late|until|before|after|\d{1,2}) (may|march)|(may|march) \d)\b`)
)

// readWhen reads the time of a question asked at a moment, whose location is the
// reader's. A day without a year is the last such day before the moment of
// asking, unless the question asks for what is to come.
func readWhen(s, language string, asked time.Time) when {
	w := when{asked: asked, from: asked, to: asked,
		newest: newestCue.MatchString(s), news: newsCue.MatchString(s) || newsTail.MatchString(s) && !asksCue.MatchString(s), state: stateCue.MatchString(s), result: resultCue.MatchString(s), coming: comingCue.MatchString(s)}
	if w.coming && !w.result {
		w.state = false
	} else {
		w.coming = false
	}
	s = calendarWord.ReplaceAllStringFunc(s, func(x string) string {
		words := strings.Split(x, " ")
		for i, word := range words {
			switch word {
			case "in", "last", "since", "of", "on", "by", "this", "next", "early", "late", "until", "before", "after":
			default:
				words[i] = strings.ToUpper(word[:1]) + word[1:]
			}
		}
		return strings.Join(words, " ")
	})
	for _, e := range dates.FindIn(s, language, asked) {
		w.spans = append(w.spans, text.Span{Start: e.Start, End: e.End})
		from, to, ok := period(e, asked.Location())
		if !ok {
			continue
		}
		if from.After(asked) && !w.coming && !strings.Contains(s[e.Start:e.End], from.Format("2006")) {
			switch { // a day or month of the year, or of the week
			case from.AddDate(0, 0, -7).Before(asked) && strings.Contains(s[e.Start:e.End], "day"):
				from, to = from.AddDate(0, 0, -7), to.AddDate(0, 0, -7)
			default:
				from, to = from.AddDate(-1, 0, 0), to.AddDate(-1, 0, 0)
			}
		}
		if from.After(asked) {
			continue // nothing is printed of it but what comes before
		}
		if to.After(asked) {
			to = asked
		}
		before := strings.ToLower(strings.TrimSpace(s[:e.Start]))
		if since.MatchString(before) {
			to = asked
		}
		w.from, w.to, w.named = from, to, true
	}
	return w
}

// since ends what stands before the beginning of a period that has not ended.
var since = lazyregexp.New(`(^|\s)(since|after|seit|seit dem|depuis|depuis le|desde|desde el|dal|da|desde o|с|со)$`)

// stateAsked reports whether a question asks for what is so at the time: who holds an
// office, what something costs, how many there are so far, how a matter stands.
func (q *question) stateAsked() bool {
	w := &q.when
	if w.named || w.coming || w.result && !w.newest {
		return false
	}
	switch k := q.wanted.Kind; {
	case w.news:
		return true
	case k == kind.Person, k == kind.Organisation, k == kind.Team, k == kind.YesNo:
		return w.state || w.newest
	case k == kind.Date, k == kind.Duration, k == kind.Ordinal:
		return w.newest
	default:
		return k.Numeric() && (w.state || w.newest)
	}
}

// newest puts the newest sentence first that says what the best one says, where a question
// asks for what is so: who held an office before, or an earlier count, answers no more.
func (q *question) newest(ranked []*candidate) []*candidate {
	if len(ranked) == 0 || !q.stateAsked() {
		return ranked
	}
	best := 0
	matched := ranked[0].x.terms | ranked[0].scan.title
	for i, c := range ranked {
		if c.score < ranked[0].score-newerWithin {
			break
		}
		first, this := ranked[0].typed(), c.typed()
		if (c.x.terms|c.scan.title)&matched == matched && this.best.Fit >= first.best.Fit && this.best.near >= alike*first.best.near && said(c).Sub(said(ranked[best])) > dayApart {
			best = i
		}
	}
	return slices.Insert(slices.Delete(slices.Clone(ranked), best, best+1), 0, ranked[best])
}

const (
	// newerWithin is how much lower its score may be, and alike how near what it says has to
	// stand to the words of the question beside the best one's.
	newerWithin = 2
	alike       = .9
	// dayApart is how much newer a sentence has to be to say what is so instead.
	dayApart = 24 * time.Hour
)

// said is the day of what a sentence says: of the post in which it stands, or of its
// article; zero where that is not known.
func said(c *candidate) time.Time {
	if post, ok := c.document.Post(c.document.Sentences[c.at]); ok && !post.Published.IsZero() {
		return post.Published
	}
	return c.document.Published
}

// period is the first and the last moment of a time expression.
func period(e dates.Expression, at *time.Location) (from, to time.Time, ok bool) {
	if iso, g, is := e.Date(); is {
		layout := map[dates.Granularity]string{dates.Day: "2006-01-02", dates.Month: "2006-01", dates.Year: "2006"}[g]
		from, err := time.ParseInLocation(layout, iso, at)
		if err != nil {
			return from, to, false
		}
		switch g {
		case dates.Day:
			to = from.AddDate(0, 0, 1)
		case dates.Month:
			to = from.AddDate(0, 1, 0)
		default:
			to = from.AddDate(1, 0, 0)
		}
		return from, to.Add(-time.Nanosecond), true
	}
	var year, n int
	if m := weekValue.FindStringSubmatch(e.Value); m != nil {
		year, n = atoi(m[1]), atoi(m[2])
		from = time.Date(year, 1, 4, 0, 0, 0, 0, at) // lies in the first week (ISO 8601)
		from = from.AddDate(0, 0, 7*(n-1)-(int(from.Weekday())+6)%7)
		to = from.AddDate(0, 0, 7)
		if m[3] != "" {
			from = to.AddDate(0, 0, -2)
		}
		return from, to.Add(-time.Nanosecond), true
	}
	if m := seasonValue.FindStringSubmatch(e.Value); m != nil {
		first := map[string]int{"SP": 3, "SU": 6, "FA": 9, "WI": 12, "Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10}[m[2]]
		from = time.Date(atoi(m[1]), time.Month(first), 1, 0, 0, 0, 0, at)
		return from, from.AddDate(0, 3, 0).Add(-time.Nanosecond), true
	}
	return from, to, false
}

var (
	weekValue   = lazyregexp.New(`^(\d{4})-W(\d\d)(-WE)?$`)
	seasonValue = lazyregexp.New(`^(\d{4})-(SP|SU|FA|WI|Q[1-4])$`)
)

// atoi is a number of digits alone.
func atoi(s string) int {
	n := 0
	for _, c := range []byte(s) {
		n = 10*n + int(c-'0')
	}
	return n
}

// distance is how many days an article lies from the period: 0 within it and for
// what was printed on the two days after it, when the newspapers told of it. An
// article without a date lies undated days away.
func (w *when) distance(published time.Time) float64 {
	const undated = 60
	switch {
	case published.IsZero():
		return undated
	case published.Before(w.from):
		return w.from.Sub(published).Hours() / 24
	case w.named && published.After(w.to):
		return max(0, published.Sub(w.to).Hours()/24-2)
	}
	return 0
}

// prior is what the index knows of the time.
func (w *when) prior() knowledge.Prior {
	p := knowledge.Prior{From: w.from, To: w.to, Gain: timeGain, Half: timeHalf}
	if w.named {
		p.To = p.To.Add(2 * 24 * time.Hour)
	}
	return p
}

const (
	// timeGain and timeHalf are the gain of articles of the time that a question
	// speaks of, and how far from it half of that is left: those with which most
	// of the right articles were among the first ten.
	timeGain = 1
	timeHalf = 7 * 24 * time.Hour
)
