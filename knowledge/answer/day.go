package answer

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
	"unicode"

	"quoth/knowledge"
	"quoth/knowledge/lazyregexp"
	"quoth/knowledge/text"
)

const (
	// dayArticles is how many of a period's newest articles are looked at for what
	// happened in it.
	dayArticles = 400
	// dayConfidence is that of an answer with the stories of a period: what was
	// printed then is told, and which of it matters most is a guess.
	dayConfidence = .7
	// lately is how far back "what's new" reaches, when nothing says since when.
	lately = 24 * time.Hour
)

// general is what asks for the news as a whole, in the eight languages: "what's
// new", "what happened", "what did I miss". The days in it are taken out before.
var general = lazyregexp.New(`(?i)^\W*(what('?s| is| are| has| have|’s)? ?(new|news|happening|going on|up in the world|the (latest )?news|happened|been happening)|what (did|have|do) (i|we) miss(ed)?|what did i sleep through|what was (the news|new|in the news|on the news)|(any|give me|show me|tell me)?( the| some)? ?(latest|recent|top|important|breaking|main|big|biggest)? ?(news|headlines|stories)|catch me up|fill me in|bring me up to (date|speed)|anything (new|happen|happened|going on)|did anything happen|what happened|` +
	`was (ist|gibt es|gibt's|gibts|gab es|war) ?(neues|los|alles|neu)?|was (ist )?(alles )?(passiert|geschehen)|was habe ich verpasst|(die )?nachrichten|quoi de neuf|(que |qu')?(s'est[- ]il|s’est[- ]il|est-ce qui s'est|est-ce qui s’est) passé|qu'ai-je manqué|qu'est-ce que j'ai (manqué|raté)|(les )?(nouvelles|actualités|infos)|(qué|que) (hay de nuevo|pasó|ha pasado|sucedió|me perdí|me he perdido)|(las )?noticias|(che )?(cosa |che cosa )?(c'è di nuovo|è successo|è accaduto|mi sono perso)|(le )?notizie|o que (há de novo|aconteceu|houve|perdi)|(as )?notícias|что (нового|случилось|произошло|я пропустил|было)|новости|(ne|neler) (oldu|var ne yok|kaçırdım)|neler oldu|haberler)` +
	`( (around|in) the world| (i|we) missed| for me| so far| lately| recently| please| then| while i was (away|out|asleep|sleeping)| in the news| hier| seit| alles| bitte)*\W*$`)

// timeWords stand between a general question and its day.
var timeWords = lazyregexp.New(`(?i)(^|\b)(on|in|over|during|for|since|from|of|at|am|im|vom|seit|von|le|en|du|depuis|de|el|desde|il|l'|l’|da|dal|di|em|no|na|desde o|desde|dia|в|на|за|с|со|от)\s*$`)

// suffix hangs on a time: "yesterday's", "Mayıs'ta".
var suffix = lazyregexp.New(`^['’]\pL+`)

// wholeDay reports whether a question asks for the news of a period as a whole. A time
// alone does where no talk goes on.
func (q *question) wholeDay(talking bool) bool {
	s := q.text
	for _, sp := range slices.Backward(q.when.spans) {
		s = timeWords.ReplaceAllString(strings.TrimRight(s[:sp.Start], " "), "") + " " + suffix.ReplaceAllString(s[sp.End:], "")
	}
	s = strings.Join(strings.Fields(s), " ")
	if !q.when.named && talking {
		return false
	}
	return general.MatchString(s) || q.when.named && !talking && !strings.ContainsFunc(s, unicode.IsLetter)
}

// dayStories answers what happened in a period with the lead of its stories: those
// that most outlets and articles told come first, of equals the newest.
func (a *Answerer) dayStories(ctx context.Context, q *question, asked Question) (Answer, error) {
	answer := Answer{Verdict: None, Language: q.language}
	w, f := q.when, asked.Filter
	if !w.named {
		w.from = w.asked.Add(-lately)
	}
	f.Since, f.Until = later(f.Since, w.from), earlier(f.Until, w.to.Add(time.Nanosecond))
	answer.From, answer.Until = f.Since, f.Until
	articles, err := a.store.Latest(ctx, f, dayArticles, 0)
	if err != nil || len(articles) == 0 {
		return answer, err
	}
	ids := make([]int64, len(articles))
	for i, x := range articles {
		ids[i] = x.ID
	}
	storyOf, err := a.store.StoryOf(ctx, ids)
	if err != nil {
		return answer, err
	}
	type coverage struct {
		first    int64 // the newest article of it
		articles int
		sources  map[string]bool
	}
	stories := map[int64]*coverage{}
	var order []*coverage
	for _, x := range articles {
		id, ok := storyOf[x.ID]
		if !ok {
			id = -x.ID // a story of its own
		}
		t := stories[id]
		if t == nil {
			t = &coverage{first: x.ID, sources: map[string]bool{}}
			stories[id] = t
			order = append(order, t)
		}
		t.articles++
		t.sources[x.Source] = true
	}
	slices.SortStableFunc(order, func(x, y *coverage) int {
		return cmp.Or(cmp.Compare(len(y.sources), len(x.sources)), cmp.Compare(y.articles, x.articles))
	})
	limit := cmp.Or(asked.Limit, 5)
	ids = ids[:0]
	for _, t := range order[:min(len(order), 2*limit)] {
		ids = append(ids, t.first)
	}
	documents, err := a.store.Documents(ctx, ids)
	if err != nil {
		return answer, err
	}
	for i := range documents {
		d := &documents[i]
		if lead, ok := leadOf(d); ok && len(answer.Quotes) < limit {
			heading := d.Article
			heading.Text = ""
			answer.Quotes = append(answer.Quotes, knowledge.Quote{Article: heading, Range: lead, Text: d.Text[lead.Start:lead.End], Score: float64(len(documents) - i)})
		}
	}
	if len(answer.Quotes) > 0 {
		answer.Verdict, answer.Confidence = Answered, dayConfidence
	}
	return answer, nil
}

// leadOf is the first sentence of an article that tells something: it has six words
// and does not ask.
func leadOf(d *knowledge.Document) (knowledge.Range, bool) {
	for _, r := range d.Sentences {
		s := d.Text[r.Start:r.End]
		if len(text.AppendWords(nil, s)) >= 6 && !strings.HasSuffix(s, "?") {
			return r, true
		}
	}
	return knowledge.Range{}, false
}

// later is the later of two times, of which the first may be zero.
func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// earlier is the earlier of two times, of which the first may be zero.
func earlier(a, b time.Time) time.Time {
	if !a.IsZero() && a.Before(b) {
		return a
	}
	return b
}
