package bot

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"quoth/bot/intent"
	"quoth/bot/text"
	"quoth/knowledge/answer"
)

// noStep says that nothing goes on from the reply in hand as is asked for.
var noStep = map[intent.Kind]text.Key{
	intent.More: "answer.more_end", intent.Older: "step.no_older", intent.Newer: "step.no_newer", intent.Previous: "step.no_previous", intent.Longer: "step.no_longer", intent.Shorter: "step.no_shorter", intent.Nth: "step.no_such", intent.Again: "step.nothing_yet",
}

// unstepped says so of a request; where nothing is in hand, that there is nothing to go on from.
func (r *Request) unstepped(kind intent.Kind) Reply {
	key := noStep[kind]
	if hand := inHand(*r); hand.Empty() {
		key = "step.nothing_yet"
	}
	return Reply{Blocks: []Block{Notice{r.say(key)}}}
}

// ended is the talk in hand behind a reply that found nothing, from which nothing goes on.
func (r *Request) ended() *answer.Talk {
	t := inHand(*r)
	t.Steps, t.Followed, t.Begun, t.Confirms, t.Pasted = nil, 0, false, false, ""
	return &t
}

// step is what goes on from the reply in hand as is asked for. A talk may come back from
// whoever keeps it: only what everybody may look at goes on.
func (e *Engine) step(r Request, in intent.Intent) (step answer.Step, ok bool) {
	hand := inHand(r)
	switch in.Kind {
	case intent.Previous:
		step, ok = nth(hand.Trail, len(hand.Trail)-2)
	case intent.Again:
		step, ok = nth(hand.Trail, len(hand.Trail)-1)
	case intent.Nth:
		step, ok = pick(hand, in.Args["nth"], in.Args["again"] != "")
	default:
		step, ok = hand.Steps[string(in.Kind)]
	}
	c, known := e.commands.Command(step.Command)
	return step, ok && known && c.Access == Everyone && !c.Changes && !c.Personal
}

// pick is what shows one of several things: the article of that place in the list that was shown,
// or else among those that were quoted; again, where there was no list, the reply of that place.
func pick(hand answer.Talk, place string, again bool) (step answer.Step, ok bool) {
	i, _ := strconv.Atoi(place)
	at := func(n int) int {
		if place == intent.Last {
			return n - 1
		}
		return i - 1
	}
	articles := hand.Listed
	if len(articles) == 0 {
		if again {
			return nth(hand.Trail, at(len(hand.Trail)))
		}
		articles = hand.Articles
	}
	id, ok := nth(articles, at(len(articles)))
	return answer.Step{Command: "summary", Arguments: Args{"article": number(id)}}, ok
}

// nth is one of a list, from 0 on.
func nth[T any](list []T, i int) (one T, ok bool) {
	if i < 0 || i >= len(list) {
		return one, false
	}
	return list[i], true
}

// articlesListed are the articles of the headlines, events and quotes of a reply but those that
// stand second, one for each in the order in which they are shown; nil where all are of one.
func articlesListed(blocks []Block) (articles []int64) {
	add := func(id int64) { articles = append(articles, id) }
	var walk func([]Block)
	walk = func(blocks []Block) {
		for _, b := range blocks {
			switch b := b.(type) {
			case Headline:
				add(b.Article.ID)
			case Quote:
				add(b.Article.ID)
			case Entry:
				if len(b.Quotes) > 0 {
					add(b.Quotes[0].Article.ID)
				}
			case Folded:
				if front, _ := nth(b.Blocks, 0); front != nil {
					if _, quoted := front.(Quote); !quoted { // which stand second
						walk(b.Blocks)
					}
				}
			}
		}
	}
	walk(blocks)
	if len(slices.Compact(slices.Clone(articles))) < 2 {
		return nil
	}
	return articles[:min(len(articles), longestList)]
}

// longestList is how many articles of a list can be picked: those that a person counts.
const longestList = 25

// leave notes what led to a reply in the talk that it leaves, behind what led to those before.
func (r *Request) leave(reply *Reply) {
	again := reply.Again
	reply.Again = nil // it is done with
	if reply.Talk == nil {
		return
	}
	here := answer.Step{Command: r.Command, Arguments: r.Args}
	if again != nil {
		here = *again
	}
	before := inHand(*r).Trail
	talk := *reply.Talk                                                   // which others may have, too
	if talk.Empty() && (r.step != "" || r.Intent.Kind == intent.Outlet) { // what it went on from stays in hand
		talk = *r.ended()
	}
	if talk.Listed = articlesListed(reply.Blocks); talk.Listed == nil && (r.step != "" || here.Arguments["about"] != "") {
		talk.Listed = inHand(*r).Listed // which it goes on from
	}
	if again == nil && !talk.Kept() {
		return
	}
	switch r.step {
	case intent.Previous:
		before = before[:max(0, len(before)-2)]
	case intent.Again:
		before = before[:max(0, len(before)-1)]
	}
	talk.Trail = append(slices.Clone(before[max(0, len(before)-longestTrail+1):]), here)
	reply.Talk = &talk
}

// longestTrail is how many replies a talk can go back over.
const longestTrail = 4

// steps go on from a reply by what is asked for.
type steps map[string]answer.Step

// add adds a command with some arguments changed: those that are "" are left out.
func (s steps) add(kind intent.Kind, command string, args Args, changed Args) {
	s[string(kind)] = answer.Step{Command: command, Arguments: with(args, changed)}
}

// with is arguments with some changed: those that are "" are left out.
func with(args, changed Args) Args {
	all := maps.Clone(args)
	if all == nil {
		all = Args{}
	}
	maps.Copy(all, changed)
	maps.DeleteFunc(all, func(_, value string) bool { return value == "" })
	return all
}

// around adds the same command on what is older than the first of some days and newer than
// the last, with the names of the options that say from when and until when. Zero days are
// none.
func (s steps) around(days []time.Time, command string, args Args, since, until string) {
	var first, last time.Time
	for _, day := range days {
		if first.IsZero() || day.Before(first) {
			first = day
		}
		if day.After(last) {
			last = day
		}
	}
	if !first.IsZero() {
		s.add(intent.Older, command, args, Args{since: "", until: first.AddDate(0, 0, -1).Format(time.DateOnly)})
	}
	if !last.IsZero() {
		s.add(intent.Newer, command, args, Args{until: "", since: last.AddDate(0, 0, 1).Format(time.DateOnly)})
	}
}

// back adds the same command on the days behind those in which it found nothing.
func (s steps) back(command string, args Args, since, until string) steps {
	if day := args[until]; day != "" {
		s.add(intent.Newer, command, args, Args{until: "", since: day})
	}
	if day := args[since]; day != "" {
		s.add(intent.Older, command, args, Args{since: "", until: day})
	}
	return s
}

// lengths go on from a summary of n sentences to one with more and one with fewer.
func lengths(n int, args Args) steps {
	s := steps{}
	if n < mostSentences {
		longer := Args{"length": strconv.Itoa(min(2*n, mostSentences))}
		s.add(intent.Longer, "summary", args, longer)
		s.add(intent.More, "summary", args, longer)
	}
	if n > 1 {
		s.add(intent.Shorter, "summary", args, Args{"length": strconv.Itoa(n / 2)})
	}
	return s
}
