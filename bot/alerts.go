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
	"quoth/knowledge/audience"
	"quoth/knowledge/topic"
)

const (
	// maxWaiting is how many of a subscription's newest alerts are looked at when its
	// topic changes.
	maxWaiting = 1000
	// tested is how far back /alerts test looks, and testedShown how many headlines
	// it shows.
	tested      = 7 * 24 * time.Hour
	testedShown = 100
)

// listedButtons is how many of what is followed has a button in the list, and maxActionLabel
// how long its label is.
const (
	listedButtons  = 10
	maxActionLabel = 20
)

// alertJobs are what /alerts does.
var alertJobs = []string{"list", "show", "pause", "resume", "remove", "edit", "test"}

// handleAlerts lists the subscriptions of the place, or changes one.
func handleAlerts(ctx context.Context, e *Engine, r Request) (Reply, error) {
	what := r.Args["what"]
	if what == "" || what == "list" {
		return e.listAlerts(ctx, r)
	}
	if what != "edit" && r.Args["topic"] != "" { // named by its words
		r.Args["number"] += " " + r.Args["topic"]
	}
	if what != "test" && what != "show" {
		if err := e.permit(ctx, &Command{Access: Manager}, r); err != nil {
			return Reply{}, err
		}
	}
	if what == "remove" {
		r.Args = Args{"topic": r.Args["number"]}
		return handleUnfollow(ctx, e, r)
	}
	if what == "resume" {
		if _, err := e.store.Reopen(ctx, r.Place, false); err != nil {
			return Reply{}, err
		}
		here, err := e.store.SubscriptionsAt(ctx, r.Place)
		if err != nil {
			return Reply{}, err
		}
		if len(here) > 1 && strings.TrimSpace(r.Args["number"]) == "" {
			return e.resumeAll(ctx, here)
		}
	}
	s, err := e.chosen(ctx, r, r.Args["number"])
	if err != nil {
		return Reply{}, err
	}
	said := ""
	switch what {
	case "test":
		return e.testAlert(ctx, s)
	case "show":
		return e.showAlert(ctx, r, s, "")
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
			n := e.position(ctx, r, s)
			return Reply{}, sayf(textEditHow, n, n)
		}
		if err := setPace(&s, r.Args); err != nil {
			return Reply{}, err
		}
	}
	if err := e.store.UpdateSubscription(ctx, s); err != nil {
		return Reply{}, err
	}
	if what == "edit" {
		if err := e.dropUnwanted(ctx, s); err != nil {
			return Reply{}, err
		}
	}
	return e.showAlert(ctx, r, s, said)
}

// showAlert says how a subscription is, or what was done with it, and offers what can be
// done with it.
func (e *Engine) showAlert(ctx context.Context, r Request, s audience.Subscription, said string) (Reply, error) {
	settings, err := e.store.Settings(ctx, r.Place)
	if err != nil {
		return Reply{}, err
	}
	text := s.Topic + ": " + describeState(s, settings)
	if said != "" {
		text = fmt.Sprintf(said, s.Topic, describePace(s, settings))
	}
	return Reply{Blocks: []Block{Text{text}}, Actions: alertActions(s), Talk: talkOn(s.Topic, nil)}, nil
}

// alertActions are what can be done with a subscription.
func alertActions(s audience.Subscription) []Action {
	number := Reference(s)
	do := func(label, what string) Action { return Action{label, "alerts", Args{"what": what, "number": number}} }
	on := do(labelPause, "pause")
	if s.Paused || s.Stopped != "" {
		on = do(labelResume, "resume")
	}
	actions := []Action{do(labelTest, "test"), on}
	for _, p := range []struct {
		label string
		pace  audience.Pace
	}{{labelNow, audience.Now}, {labelHourly, audience.Hourly}, {labelDaily, audience.Daily}} {
		if p.pace != s.Pace {
			actions = append(actions, Action{p.label, "alerts", Args{"what": "edit", "number": number, "pace": string(p.pace)}})
		}
	}
	return append(actions, do(LabelUnfollow, "remove"))
}

// position is the number of a subscription in the list of its place; 0 when it is in none.
func (e *Engine) position(ctx context.Context, r Request, s audience.Subscription) int {
	here, err := e.store.SubscriptionsAt(ctx, r.Place)
	if err != nil {
		return 0
	}
	return slices.IndexFunc(here, func(o audience.Subscription) bool { return o.ID == s.ID }) + 1
}

// describeState says when alerts come, and whether they do.
func describeState(s audience.Subscription, settings audience.Settings) string {
	switch {
	case s.Stopped != "":
		return describePace(s, settings) + fmt.Sprintf(textIsStopped, s.Stopped)
	case s.Paused:
		return describePace(s, settings) + textIsPaused
	}
	return describePace(s, settings)
}

// resumeAll lets the subscriptions of a place go on.
func (e *Engine) resumeAll(ctx context.Context, here []audience.Subscription) (Reply, error) {
	var topics []string
	var resumed []audience.Subscription
	for _, s := range here {
		if s.Paused {
			s.Paused = false
			if err := e.store.UpdateSubscription(ctx, s); err != nil {
				return Reply{}, err
			}
		}
		topics, resumed = append(topics, "“"+s.Topic+"”"), append(resumed, s)
	}
	return Reply{Blocks: []Block{Text{fmt.Sprintf(textResumedAll, strings.Join(topics, ", "))}}, Following: resumed}, nil
}

// newTopic reads the topic that a subscription is to have.
func (e *Engine) newTopic(ctx context.Context, r Request, s audience.Subscription) (string, error) {
	t, err := topic.Parse(r.Args["topic"], "")
	if err != nil {
		return "", sayf("%s", sentence(err.Error()))
	}
	here, err := e.store.SubscriptionsAt(ctx, r.Place)
	if err != nil {
		return "", err
	}
	if same, ok := following(here, t.String()); ok && same.ID != s.ID {
		return "", sayf(textFollowedTwice, same.Topic, slices.IndexFunc(here, func(s audience.Subscription) bool { return s.ID == same.ID })+1)
	}
	return t.String(), nil
}

// dropUnwanted removes the alerts of a subscription that wait and are not on its
// topic, which was another when they came in.
func (e *Engine) dropUnwanted(ctx context.Context, s audience.Subscription) error {
	t, err := topic.Parse(s.Topic, "")
	if err != nil {
		return err
	}
	alerts, err := e.store.AlertsOf(ctx, s.ID, maxWaiting)
	if err != nil {
		return err
	}
	var unwanted []int64
	for _, a := range alerts {
		if a.Message != "" || a.Dead {
			continue
		}
		documents, err := e.store.Documents(ctx, []int64{a.Article})
		if err != nil {
			return err
		}
		for _, d := range documents {
			if !t.Match(topic.OfDocument(d)) {
				unwanted = append(unwanted, a.ID)
			}
		}
	}
	return e.store.Drop(ctx, unwanted)
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
	reply := Reply{Blocks: []Block{Heading{textAlerts}}, Following: here}
	var lines []string
	for i, s := range here {
		lines = append(lines, fmt.Sprintf("%d. %s: %s", i+1, s.Topic, describeState(s, settings)))
		if i < listedButtons {
			label := clip(fmt.Sprintf("%d. %s", i+1, s.Topic), maxActionLabel)
			reply.Actions = append(reply.Actions, Action{label, "alerts", Args{"what": "show", "number": Reference(s)}})
		}
	}
	for part := range slices.Chunk(lines, 20) { // a page is cut between them
		reply.Blocks = append(reply.Blocks, Text{strings.Join(part, "\n")})
	}
	hold, err := e.store.Held(ctx, r.Place)
	if err != nil {
		return Reply{}, err
	}
	if !hold.Since.IsZero() {
		reply.Blocks = append(reply.Blocks, Notice{fmt.Sprintf(textIsHeld, hold.Since.UTC().Format("2 January 15:04 MST"), hold.Reason)})
	}
	reply.Blocks = append(reply.Blocks, Text{textAlertsHow})
	return reply, nil
}

// testAlert shows what a subscription would have brought in the last days: how many
// alerts, and their headlines, the newest first.
func (e *Engine) testAlert(ctx context.Context, s audience.Subscription) (Reply, error) {
	alerts, all, err := e.reader.Replay(ctx, s.Topic, e.now().Add(-tested), time.Time{})
	switch {
	case topic.Unreadable(err):
		return Reply{}, sayf("%s", sentence(err.Error()))
	case err != nil:
		return Reply{}, err
	case len(alerts) == 0 && all:
		return Reply{Blocks: []Block{Text{fmt.Sprintf(textTestedNone, s.Topic)}}}, nil
	case len(alerts) == 0:
		return Reply{Blocks: []Block{Text{fmt.Sprintf(textTestedPart, Plural(topic.ReplayArticles, "article"), s.Topic)}}}, nil
	}
	count := Plural(len(alerts), "alert")
	if !all {
		count = textAtLeast + count
	}
	reply := Reply{Blocks: []Block{Heading{fmt.Sprintf(textTested, count, s.Topic)}}}
	slices.Reverse(alerts)
	if len(alerts) > testedShown {
		alerts = alerts[:testedShown]
		reply.Blocks = append(reply.Blocks, Text{textTestedNewest})
	}
	c := NewComposer(ctx, e.store)
	for _, a := range alerts {
		reply.Blocks = append(reply.Blocks, c.Headline(a.Article))
	}
	return reply, nil
}

// handleWhy says why an alert came.
func handleWhy(ctx context.Context, e *Engine, r Request) (Reply, error) {
	id, _ := strconv.ParseInt(strings.TrimPrefix(r.Args["number"], referencePrefix), 10, 64)
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
		Actions: []Action{{LabelUnfollow, "unfollow", Args{"topic": r.Args["number"]}}, {labelPause, "alerts", Args{"what": "pause", "number": r.Args["number"]}}},
		Private: true,
	}, nil
}
