package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/text"
	"quoth/knowledge/topic"
)

const (
	// maxPerPlace and maxPerPerson bound subscriptions: more are floods, or a
	// person with a script. Fifty is five times what a heavy reader of feeds
	// filters by.
	maxPerPlace  = 50
	maxPerPerson = 100
	// morning is when a daily digest comes unless told otherwise: 8:00.
	morning = 8 * 60
	// tested is how far back /alerts test looks.
	tested = 7 * 24 * time.Hour
)

var paces = []string{string(knowledge.Now), string(knowledge.Hourly), string(knowledge.Daily)}

var paceOptions = []Option{
	{Name: "pace", Description: "How alerts come: now, hourly or daily", Type: Choice, Choices: paces},
	{Name: "at", Description: "When a daily digest comes, in the time zone of /settings: 08:00"},
}

// handleFollow subscribes the place to a topic.
func handleFollow(ctx context.Context, e *Engine, r Request) (Reply, error) {
	t, err := topic.Parse(r.Args["topic"], "")
	if err != nil {
		return Reply{}, sayf("%s", sentence(err.Error()))
	}
	s := knowledge.Subscription{Owner: r.Person, Place: r.Place, Private: r.Private, Topic: t.String(), Pace: knowledge.Now, Minute: morning, Created: e.now(), Mention: r.Args["mention"]}
	if err := setPace(&s, r.Args); err != nil {
		return Reply{}, err
	}
	here, err := e.store.SubscriptionsAt(ctx, r.Place)
	if err != nil {
		return Reply{}, err
	}
	if same, ok := following(here, s.Topic); ok {
		s.Topic = same.Topic
	} else if err := e.limit(ctx, r, len(here)); err != nil {
		return Reply{}, err
	}
	id, created, err := e.store.Subscribe(ctx, s)
	if err != nil {
		return Reply{}, err
	}
	if s, err = e.store.Subscription(ctx, id); err != nil {
		return Reply{}, err
	}
	settings, err := e.store.Settings(ctx, r.Place)
	if err != nil {
		return Reply{}, err
	}
	format := textFollowed
	if !created {
		format = textFollowedAlready
	}
	number := strconv.FormatInt(id, 10)
	return Reply{
		Blocks:  []Block{Text{fmt.Sprintf(format, s.Topic, describePace(s, settings))}},
		Actions: []Action{{labelTest, "alerts", Args{"what": "test", "number": number}}, {labelUnfollow, "unfollow", Args{"topic": number}}},
		Subject: s.Topic,
	}, nil
}

// setPace reads the options pace and at.
func setPace(s *knowledge.Subscription, args Args) error {
	if p := args["pace"]; p != "" {
		s.Pace = knowledge.Pace(p)
	}
	if at := args["at"]; at != "" {
		minute, err := parseClock(at)
		if err != nil {
			return sayf(textNoClock, at)
		}
		s.Minute = minute
		if args["pace"] == "" {
			s.Pace = knowledge.Daily
		}
	}
	return nil
}

// parseClock reads a time of day such as 8, 8:30 or 08:30 as a minute of the day.
func parseClock(s string) (int, error) {
	hour, minute, ok := strings.Cut(strings.TrimSpace(s), ":")
	if !ok {
		minute = "0"
	}
	h, err := strconv.Atoi(hour)
	if err != nil || h < 0 || h > 23 {
		return 0, fmt.Errorf("no hour: %q", s)
	}
	m, err := strconv.Atoi(minute)
	if err != nil || m < 0 || m > 59 || len(minute) > 2 {
		return 0, fmt.Errorf("no minute: %q", s)
	}
	return h*60 + m, nil
}

func clock(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

// describePace says how alerts of a subscription come.
func describePace(s knowledge.Subscription, settings knowledge.Settings) string {
	zone := settings.TimeZone
	if zone == "" {
		zone = "UTC"
	}
	switch s.Pace {
	case knowledge.Daily:
		return fmt.Sprintf("daily at %s (%s)", clock(s.Minute), zone)
	case knowledge.Hourly:
		return "hourly"
	}
	return "now"
}

// following returns the one of subscriptions that has a topic, in whatever case.
func following(subs []knowledge.Subscription, t string) (knowledge.Subscription, bool) {
	i := slices.IndexFunc(subs, func(s knowledge.Subscription) bool { return strings.EqualFold(s.Topic, t) })
	if i < 0 {
		return knowledge.Subscription{}, false
	}
	return subs[i], true
}

// limit refuses a new subscription where there are too many; here is how many the
// place has.
func (e *Engine) limit(ctx context.Context, r Request, here int) error {
	if here >= maxPerPlace {
		return sayf(textTooManyHere, maxPerPlace)
	}
	mine, err := e.store.SubscriptionsOf(ctx, r.Person)
	if err != nil {
		return err
	}
	if len(mine) >= maxPerPerson {
		return sayf(textTooManyYours, maxPerPerson)
	}
	return nil
}

// chosen returns the subscription of this place that is meant by a number or a
// topic; with one subscription alone nothing need be said.
func (e *Engine) chosen(ctx context.Context, r Request, what string) (knowledge.Subscription, error) {
	here, err := e.store.SubscriptionsAt(ctx, r.Place)
	if err != nil {
		return knowledge.Subscription{}, err
	}
	if len(here) == 0 {
		return knowledge.Subscription{}, sayf(textNoAlerts)
	}
	what = strings.TrimPrefix(strings.TrimSpace(what), "#")
	if what == "" && len(here) == 1 {
		return here[0], nil
	}
	for _, s := range here {
		if strconv.FormatInt(s.ID, 10) == what || strings.EqualFold(s.Topic, what) {
			return s, nil
		}
	}
	if what == "" {
		return knowledge.Subscription{}, sayf(textWhichAlert)
	}
	return knowledge.Subscription{}, sayf(textNoSuchAlert, clip(what, 60))
}

// handleUnfollow ends a subscription of the place.
func handleUnfollow(ctx context.Context, e *Engine, r Request) (Reply, error) {
	s, err := e.chosen(ctx, r, r.Args["topic"])
	if err != nil {
		return Reply{}, err
	}
	if err := e.store.Unsubscribe(ctx, s.ID); err != nil {
		return Reply{}, err
	}
	return Reply{
		Blocks:  []Block{Text{fmt.Sprintf(textUnfollowed, s.Topic)}},
		Actions: []Action{{labelUndo, "follow", Args{"topic": s.Topic, "pace": string(s.Pace), "at": clock(s.Minute)}}},
	}, nil
}

// alertJobs are what /alerts does.
var alertJobs = []string{"list", "pause", "resume", "remove", "edit", "test"}

// handleAlerts lists the subscriptions of the place, or changes one.
func handleAlerts(ctx context.Context, e *Engine, r Request) (Reply, error) {
	what := r.Args["what"]
	if what == "" || what == "list" {
		return e.listAlerts(ctx, r)
	}
	if what != "edit" && r.Args["topic"] != "" { // named by its words
		r.Args["number"] += " " + r.Args["topic"]
	}
	if what != "test" {
		if err := e.permit(ctx, &Command{Access: Manager}, r); err != nil {
			return Reply{}, err
		}
	}
	if what == "remove" {
		r.Args = Args{"topic": r.Args["number"]}
		return handleUnfollow(ctx, e, r)
	}
	s, err := e.chosen(ctx, r, r.Args["number"])
	if err != nil {
		return Reply{}, err
	}
	said := ""
	switch what {
	case "test":
		return e.testAlert(ctx, s)
	case "pause":
		s.Paused, said = true, textPaused
	case "resume":
		s.Paused, s.Stopped, said = false, "", textResumed
	case "edit":
		if said = textEdited; r.Args["topic"] != "" {
			if s.Topic, err = e.newTopic(ctx, r, s); err != nil {
				return Reply{}, err
			}
		} else if r.Args["pace"] == "" && r.Args["at"] == "" {
			return Reply{}, sayf(textEditHow, s.ID, s.ID)
		}
		if err := setPace(&s, r.Args); err != nil {
			return Reply{}, err
		}
	}
	if err := e.store.UpdateSubscription(ctx, s); err != nil {
		return Reply{}, err
	}
	settings, err := e.store.Settings(ctx, r.Place)
	if err != nil {
		return Reply{}, err
	}
	return Reply{Blocks: []Block{Text{fmt.Sprintf(said, s.Topic, describePace(s, settings))}}, Subject: s.Topic}, nil
}

// newTopic reads the topic that a subscription is to have.
func (e *Engine) newTopic(ctx context.Context, r Request, s knowledge.Subscription) (string, error) {
	t, err := topic.Parse(r.Args["topic"], "")
	if err != nil {
		return "", sayf("%s", sentence(err.Error()))
	}
	here, err := e.store.SubscriptionsAt(ctx, r.Place)
	if err != nil {
		return "", err
	}
	if same, ok := following(here, t.String()); ok && same.ID != s.ID {
		return "", sayf(textFollowedTwice, same.Topic, same.ID)
	}
	return t.String(), nil
}

func (e *Engine) listAlerts(ctx context.Context, r Request) (Reply, error) {
	here, err := e.store.SubscriptionsAt(ctx, r.Place)
	if err != nil {
		return Reply{}, err
	}
	if len(here) == 0 {
		return Reply{Blocks: []Block{Text{textNoAlerts}}}, nil
	}
	settings, err := e.store.Settings(ctx, r.Place)
	if err != nil {
		return Reply{}, err
	}
	reply := Reply{Blocks: []Block{Heading{textAlerts}}}
	for _, s := range here {
		line := fmt.Sprintf("#%d %s: %s", s.ID, s.Topic, describePace(s, settings))
		switch {
		case s.Stopped != "":
			line += fmt.Sprintf(textIsStopped, s.Stopped)
		case s.Paused:
			line += textIsPaused
		}
		reply.Blocks = append(reply.Blocks, Text{line})
	}
	reply.Blocks = append(reply.Blocks, Text{textAlertsHow})
	return reply, nil
}

// testAlert shows what a subscription would have brought in the last days: one
// headline a story.
func (e *Engine) testAlert(ctx context.Context, s knowledge.Subscription) (Reply, error) {
	articles, err := e.matches(ctx, s.Topic, e.now().Add(-tested))
	if err != nil {
		return Reply{}, err
	}
	if len(articles) == 0 {
		return Reply{Blocks: []Block{Text{fmt.Sprintf(textTestedNone, s.Topic)}}}, nil
	}
	reply := Reply{Blocks: []Block{Heading{fmt.Sprintf(textTested, plural(len(articles), "alert"), s.Topic)}}}
	c := e.compose(ctx)
	for _, a := range articles {
		reply.Blocks = append(reply.Blocks, c.headline(a))
	}
	return reply, nil
}

// testedArticles bounds how many articles a test of a subscription looks at.
const testedArticles = 300

// matches returns the headings of the articles since a time that match a topic,
// one a story, newest first.
func (e *Engine) matches(ctx context.Context, topicText string, since time.Time) ([]knowledge.Article, error) {
	t, err := topic.Parse(topicText, "")
	if err != nil {
		return nil, sayf("%s", sentence(err.Error()))
	}
	q := knowledge.Query{All: t.Required(), Filter: knowledge.Filter{Since: since}, Limit: testedArticles}
	for _, stem := range t.Stems() {
		q.Terms = append(q.Terms, knowledge.QueryTerm{Stem: stem, Weight: 1})
	}
	hits, err := e.store.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(hits))
	for i, h := range hits {
		ids[i] = h.ID
	}
	documents, err := e.store.Documents(ctx, ids)
	if err != nil {
		return nil, err
	}
	stories, err := e.store.StoryOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(documents, func(a, b knowledge.Document) int { return b.Published.Compare(a.Published) })
	var found []knowledge.Article
	told := map[int64]bool{}
	for _, d := range documents {
		story := stories[d.ID]
		if story != 0 && told[story] || !t.Match(topic.Of(d.Source, d.Language, stems(d.Title, d.Language), stems(d.Text, d.Language))) {
			continue
		}
		told[story] = true
		d.Article.Text = ""
		found = append(found, d.Article)
	}
	return found, nil
}

// stems returns the stems of a text in order, function words left out.
func stems(s, language string) []string {
	var out []string
	for _, t := range text.AppendTerms(nil, s, language) {
		if !t.Stop {
			out = append(out, t.Stem)
		}
	}
	return out
}

// handleWhy says why an alert came.
func handleWhy(ctx context.Context, e *Engine, r Request) (Reply, error) {
	id, _ := strconv.ParseInt(r.Args["number"], 10, 64)
	s, err := e.store.Subscription(ctx, id)
	if errors.Is(err, knowledge.ErrNotFound) || err == nil && s.Place != r.Place {
		return Reply{}, sayf(textWhyGone)
	}
	if err != nil {
		return Reply{}, err
	}
	t, err := topic.Parse(s.Topic, "")
	if err != nil {
		return Reply{}, err
	}
	var quoted []string
	for _, w := range t.Words() {
		quoted = append(quoted, "“"+w+"”")
	}
	return Reply{
		Blocks:  []Block{Text{fmt.Sprintf(textWhy, s.Topic, FormatDay(s.Created), strings.Join(quoted, " and "))}},
		Actions: []Action{{labelUnfollow, "unfollow", Args{"topic": r.Args["number"]}}, {labelPause, "alerts", Args{"what": "pause", "number": r.Args["number"]}}},
		Private: true,
	}, nil
}
