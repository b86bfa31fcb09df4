package bot

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

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

var paces = []string{string(audience.Now), string(audience.Hourly), string(audience.Daily)}

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
	here, err := e.store.SubscriptionsAt(ctx, r.Place)
	if err != nil {
		return Reply{}, err
	}
	s, known := following(here, t.String())
	if !known {
		if err := e.limit(ctx, r, len(here)); err != nil {
			return Reply{}, err
		}
		s = audience.Subscription{Owner: r.Person, Place: r.Place, Private: r.Private, Topic: t.String(), Pace: audience.Now, Minute: morning, Created: e.now()}
	}
	if r.Server != "" {
		s.Server = r.Server
	}
	if err := setPace(&s, r.Args); err != nil {
		return Reply{}, err
	}
	if role := r.Args["mention"]; role != "" {
		s.Mention = role
	}
	said := textFollowedAlready
	if known {
		s.Stopped = ""
		if err := e.store.UpdateSubscription(ctx, s); err != nil {
			return Reply{}, err
		}
		if s.Paused {
			said = textFollowedPaused
		}
	} else {
		created := false
		if s.ID, created, err = e.store.Subscribe(ctx, s); err != nil {
			return Reply{}, err
		}
		if created {
			said = textFollowed
		}
	}
	settings, err := e.store.Settings(ctx, r.Place)
	if err != nil {
		return Reply{}, err
	}
	if said = fmt.Sprintf(said, s.Topic, describePace(s, settings)); !known {
		said += " " + textFollowedHow + " "
		if t.Language() == "en" {
			said += textFollowedEnglish
		} else {
			said += fmt.Sprintf(textFollowedOther, t.Language())
		}
	}
	return Reply{
		Blocks:  []Block{Text{said}},
		Actions: alertActions(s),
		Talk:    talkOn(s.Topic, nil), Following: []audience.Subscription{s},
	}, nil
}

// setPace reads the options pace and at.
func setPace(s *audience.Subscription, args Args) error {
	if p := args["pace"]; p != "" {
		s.Pace = audience.Pace(p)
	}
	if at := args["at"]; at != "" {
		minute, err := parseClock(at)
		if err != nil {
			return sayf(textNoClock, at)
		}
		if p := args["pace"]; p != "" && s.Pace != audience.Daily {
			return sayf(textNotDaily, p, clock(minute))
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

// describePace says how alerts of a subscription come.
func describePace(s audience.Subscription, settings audience.Settings) string {
	zone := settings.TimeZone
	if zone == "" {
		zone = "UTC"
	}
	switch s.Pace {
	case audience.Daily:
		return fmt.Sprintf("daily at %s (%s)", clock(s.Minute), zone)
	case audience.Hourly:
		return "hourly"
	}
	return "now"
}

// following returns the one of subscriptions that has a topic, in whatever case.
func following(subs []audience.Subscription, t string) (audience.Subscription, bool) {
	i := slices.IndexFunc(subs, func(s audience.Subscription) bool { return strings.EqualFold(s.Topic, t) })
	if i < 0 {
		return audience.Subscription{}, false
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

// referencePrefix distinguishes the store's number of a subscription from its number in the
// list of a place.
const referencePrefix = "id"

// Reference names a subscription in the arguments of a button, whatever else is followed at
// the place by then.
func Reference(s audience.Subscription) string {
	return referencePrefix + strconv.FormatInt(s.ID, 10)
}

// chosen returns the subscription of this place that is meant by a number or a
// topic; with one subscription alone nothing need be said.
func (e *Engine) chosen(ctx context.Context, r Request, what string) (audience.Subscription, error) {
	here, err := e.store.SubscriptionsAt(ctx, r.Place)
	if err != nil {
		return audience.Subscription{}, err
	}
	if len(here) == 0 {
		return audience.Subscription{}, sayf(textNoAlerts)
	}
	what = strings.TrimPrefix(strings.TrimSpace(what), "#")
	if what == "" && len(here) == 1 {
		return here[0], nil
	}
	for i, s := range here {
		if Reference(s) == what || strconv.Itoa(i+1) == what || strings.EqualFold(s.Topic, what) {
			return s, nil
		}
	}
	if near := about(here, what); len(near) == 1 {
		return near[0], nil
	}
	if what == "" {
		return audience.Subscription{}, sayf(textWhichAlert)
	}
	return audience.Subscription{}, sayf(textNoSuchAlert, clip(what, 60))
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
	s, err := e.chosen(ctx, r, r.Args["topic"])
	if err != nil {
		return Reply{}, err
	}
	if err := e.store.Unsubscribe(ctx, s.ID); err != nil {
		return Reply{}, err
	}
	again := Args{"topic": s.Topic, "pace": string(s.Pace)}
	if s.Pace == audience.Daily {
		again["at"] = clock(s.Minute)
	}
	if s.Mention != "" {
		again["mention"] = s.Mention
	}
	return Reply{
		Blocks:  []Block{Text{fmt.Sprintf(textUnfollowed, s.Topic)}},
		Actions: []Action{{labelUndo, "follow", again}},
	}, nil
}
