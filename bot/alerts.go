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
	if what == "edit" {
		if err := e.dropUnwanted(ctx, s); err != nil {
			return Reply{}, err
		}
	}
	settings, err := e.store.Settings(ctx, r.Place)
	if err != nil {
		return Reply{}, err
	}
	return Reply{Blocks: []Block{Text{fmt.Sprintf(said, s.Topic, describePace(s, settings))}}, Talk: talkOn(s.Topic, nil)}, nil
}

// resumeAll lets the subscriptions of a place go on.
func (e *Engine) resumeAll(ctx context.Context, here []knowledge.Subscription) (Reply, error) {
	var topics []string
	var resumed []knowledge.Subscription
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

// dropUnwanted removes the alerts of a subscription that wait and are not on its
// topic, which was another when they came in.
func (e *Engine) dropUnwanted(ctx context.Context, s knowledge.Subscription) error {
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
func (e *Engine) testAlert(ctx context.Context, s knowledge.Subscription) (Reply, error) {
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
		Actions: []Action{{LabelUnfollow, "unfollow", Args{"topic": r.Args["number"]}}, {labelPause, "alerts", Args{"what": "pause", "number": r.Args["number"]}}},
		Private: true,
	}, nil
}
