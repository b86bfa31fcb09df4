package bot

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"quoth/bot/text"
	"quoth/knowledge/audience"
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
)

// ErrTooManyTopics refuses to follow one more, at a place or of a person.
var ErrTooManyTopics = errors.New("as many topics are followed as may be")

var paces = []string{string(audience.Now), string(audience.Hourly), string(audience.Daily)}

// level is a level of a subscription: its name, and what is said of it on a button, within a
// sentence ("" for nothing) and as a sentence.
type level struct {
	audience.Level
	name               string
	label, within, how text.Key
}

// levels are all levels, from the calmest on.
var levels = []level{
	{audience.Calm, "calm", "label.calm", "level.calm", "follow.how_calm"},
	{audience.Normal, "normal", "label.normal", "", "follow.how"},
	{audience.All, "all", "label.all", "level.all", "follow.how_all"},
}

// levelNames are their names.
func levelNames() (names []string) {
	for _, l := range levels {
		names = append(names, l.name)
	}
	return names
}

// levelOf is the level of a subscription.
func levelOf(s audience.Subscription) level {
	return levels[max(0, slices.IndexFunc(levels, func(l level) bool { return l.Level == s.Level }))]
}

var paceOptions = []Option{
	{Name: "pace", Description: "command.follow.pace", Type: Choice, Choices: paces},
	{Name: "level", Description: "command.follow.level", Type: Choice, Choices: levelNames()},
	{Name: "at", Description: "command.follow.at"},
}

// handleFollow subscribes the place to a topic.
func handleFollow(ctx context.Context, e *Engine, r Request) (Reply, error) {
	t := r.topic
	here, err := e.store.SubscriptionsAt(ctx, r.Place)
	if err != nil {
		return Reply{}, err
	}
	s, known := following(here, t)
	if !known {
		if err := e.limit(ctx, r, len(here)); err != nil {
			return Reply{}, err
		}
		s = audience.Subscription{Owner: r.Person, Place: r.Place, Private: r.Private, Topic: t.String(), Pace: audience.Now, Minute: morning, Created: e.now(), Paused: r.Args["paused"] == "true"}
	}
	if r.Server != "" {
		s.Server = r.Server
	}
	s.Language = text.Language(r.Language)
	if err := setPace(&s, r.Args); err != nil {
		return Reply{}, err
	}
	if role := r.Args["mention"]; role != "" {
		s.Mention = role
	}
	said, begun := text.Key("follow.already"), false
	if known {
		s.Stopped = ""
		if err := e.store.UpdateSubscription(ctx, s); err != nil {
			return Reply{}, err
		}
		if s.Paused {
			said = "follow.already_paused"
		}
	} else {
		created := false
		if s.ID, created, err = e.store.Subscribe(ctx, s); err != nil {
			return Reply{}, err
		}
		switch {
		case created && s.Paused:
			said = "alerts.paused"
		case created:
			said = "follow.done"
		}
		begun = created
	}
	settings, err := e.store.Settings(ctx, r.Place)
	if err != nil {
		return Reply{}, err
	}
	sentences := []string{r.say(said, "topic", s.Topic, "pace", r.pace(s, settings))}
	if !known && !s.Paused {
		sentences = append(sentences, r.say(levelOf(s).how))
		if language, sure := t.Language(); sure && language != text.English {
			sentences = append(sentences, r.say("follow.other", "language", r.printer().Named(language)))
		}
	}
	actions, talk := r.alertActions(s), r.talkOnFollowed(s)
	talk.Begun = begun
	if r.Elsewhere != "" { // buttons and words act where they are pressed and said
		there := text.Key("follow.there")
		switch {
		case s.Paused && r.Keyed: // a program types no command
			there = "follow.there_held"
		case s.Paused:
			there = "follow.there_paused"
		}
		sentences[0], actions = r.say(there, "topic", s.Topic, "place", r.Elsewhere, "pace", r.pace(s, settings)), nil
		talk.Followed, talk.Begun = 0, false
	}
	return Reply{
		Blocks:  []Block{Text{strings.Join(sentences, " ")}},
		Actions: actions,
		Talk:    talk, Following: []audience.Subscription{s},
	}, nil
}

// setPace reads the options pace, level and at.
func setPace(s *audience.Subscription, args Args) error {
	for _, l := range levels {
		if l.name == args["level"] {
			s.Level = l.Level
		}
	}
	if p := args["pace"]; p != "" {
		s.Pace = audience.Pace(p)
	}
	if at := args["at"]; at != "" {
		minute, err := parseClock(at)
		if err != nil {
			return Refuse("follow.no_clock", "time", at)
		}
		if p := args["pace"]; p != "" && s.Pace != audience.Daily {
			return Refuse("follow.not_daily", "pace", p, "time", clock(minute))
		}
		s.Pace, s.Minute = audience.Daily, minute
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

// pace says how alerts of a subscription come, and how much when that is not as usual.
func (r *Request) pace(s audience.Subscription, settings audience.Settings) string {
	if s.Level == audience.Normal {
		return r.rhythm(s, settings)
	}
	return r.say("pace.level", "pace", r.rhythm(s, settings), "level", r.say(levelOf(s).within))
}

// rhythm says when alerts of a subscription come.
func (r *Request) rhythm(s audience.Subscription, settings audience.Settings) string {
	zone := settings.TimeZone
	if zone == "" {
		zone = "UTC"
	}
	switch s.Pace {
	case audience.Daily:
		return r.say("pace.daily_at", "time", clock(s.Minute), "zone", zone)
	case audience.Hourly:
		return r.say("pace.hourly")
	}
	return r.say("pace.now")
}

// following returns the one of subscriptions that follows the same topic.
func following(subs []audience.Subscription, t *topic.Topic) (audience.Subscription, bool) {
	i := slices.IndexFunc(subs, func(s audience.Subscription) bool {
		followed, err := topic.Parse(s.Topic, "")
		return err == nil && followed.Same(t) || strings.EqualFold(s.Topic, t.String())
	})
	if i < 0 {
		return audience.Subscription{}, false
	}
	return subs[i], true
}

// limit refuses a new subscription where there are too many; here is how many the
// place has.
func (e *Engine) limit(ctx context.Context, r Request, here int) error {
	switch {
	case here >= maxPerPlace && r.Elsewhere != "":
		return plain{key: "follow.too_many_there", args: []any{"most", maxPerPlace, "place", r.Elsewhere}, is: ErrTooManyTopics}
	case here >= maxPerPlace:
		return plain{key: "follow.too_many_here", args: []any{"most", maxPerPlace}, is: ErrTooManyTopics}
	}
	mine, err := e.store.SubscriptionsOf(ctx, r.Person)
	if err != nil {
		return err
	}
	if len(mine) >= maxPerPerson {
		return plain{key: "follow.too_many_yours", args: []any{"most", maxPerPerson}, is: ErrTooManyTopics}
	}
	return nil
}

// referencePrefix distinguishes the store's number of a subscription from its number in the
// list of a place.
const referencePrefix = "id"

// Reference names a subscription in the arguments of a button, whatever else is followed at
// the place by then.
func Reference(s audience.Subscription) string {
	return referencePrefix + strconv.FormatInt(s.ID, 10)
}

// isReference reports whether words are what Reference writes.
func isReference(s string) bool {
	number, is := strings.CutPrefix(s, referencePrefix)
	_, err := strconv.ParseInt(number, 10, 64)
	return is && err == nil
}

// chosen returns the subscription of this place that an option of the command means by a
// number or a topic; with one subscription alone nothing need be said. Where it may be
// several, the error offers them.
func (e *Engine) chosen(ctx context.Context, r Request, option string) (audience.Subscription, error) {
	here, err := e.store.SubscriptionsAt(ctx, r.Place)
	if err != nil {
		return audience.Subscription{}, err
	}
	if len(here) == 0 {
		return audience.Subscription{}, Refuse("alerts.none")
	}
	what := strings.TrimPrefix(strings.TrimSpace(r.Args[option]), "#")
	if what == "" && len(here) == 1 {
		return here[0], nil
	}
	for i, s := range here {
		if Reference(s) == what || strconv.Itoa(i+1) == what || strings.EqualFold(s.Topic, what) {
			return s, nil
		}
	}
	near := about(here, what)
	switch {
	case len(near) == 1: // whose topic may have a word that looks like a reference
		return near[0], nil
	case len(near) == 0 && isReference(what): // from before it ended
		return audience.Subscription{}, Refuse("alerts.why_gone")
	case what == "":
		near = here
	case len(near) == 0:
		return audience.Subscription{}, Refuse("alerts.no_such", "topic", clip(what, 60))
	}
	which := plain{key: "alerts.which"}
	for _, s := range near[:min(len(near), listedButtons)] {
		args := maps.Clone(r.Args)
		if args == nil {
			args = Args{}
		}
		args[option] = Reference(s)
		n := slices.IndexFunc(here, func(h audience.Subscription) bool { return h.ID == s.ID })
		which.offer = append(which.offer, Action{listedLabel(n, s), r.Command, args})
	}
	return audience.Subscription{}, which
}

// listedLabel is that of the button of the n-th subscription of a place.
func listedLabel(n int, s audience.Subscription) string {
	return clip(fmt.Sprintf("%d. %s", n+1, s.Topic), maxActionLabel)
}

// about returns the subscriptions whose topic holds all of some words, or whose words
// these hold.
func about(subs []audience.Subscription, words string) []audience.Subscription {
	said := topic.ContentStems(words, "en")
	var near []audience.Subscription
	for _, s := range subs {
		followed := topic.ContentStems(s.Topic, "en")
		within := func(some, all []string) bool {
			return len(some) > 0 && !slices.ContainsFunc(some, func(w string) bool { return !slices.Contains(all, w) })
		}
		if within(said, followed) || within(followed, said) {
			near = append(near, s)
		}
	}
	return near
}

// handleUnfollow ends a subscription of the place.
func handleUnfollow(ctx context.Context, e *Engine, r Request) (Reply, error) {
	s, err := e.chosen(ctx, r, "topic")
	if err != nil {
		return Reply{}, err
	}
	if err := e.store.Unsubscribe(ctx, s.ID); err != nil {
		return Reply{}, err
	}
	again := Args{"topic": s.Topic, "pace": string(s.Pace)}
	if s.Level != audience.Normal {
		again["level"] = levelOf(s).name
	}
	if s.Pace == audience.Daily {
		again["at"] = clock(s.Minute)
	}
	if s.Mention != "" {
		again["mention"] = s.Mention
	}
	if s.Paused {
		again["paused"] = "true"
	}
	if r.Elsewhere != "" {
		return Reply{Blocks: []Block{Text{r.say("follow.ended_there", "topic", s.Topic, "place", r.Elsewhere)}}}, nil
	}
	return Reply{
		Blocks:  []Block{Text{r.say("follow.ended", "topic", s.Topic)}},
		Talk:    r.ended(),
		Actions: []Action{{r.say("label.undo"), "follow", again}},
	}, nil
}
