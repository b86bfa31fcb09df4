package bot

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/bot/text"
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
		return looked(e.listAlerts(ctx, r))
	}
	if what != "edit" && r.Args["topic"] != "" { // named by its words
		r.Args = maps.Clone(r.Args)
		r.Args["number"] += " " + r.Args["topic"]
		delete(r.Args, "topic")
	}
	if what != "test" && what != "show" {
		if err := e.permit(ctx, &Command{Access: Manager}, r); err != nil {
			return Reply{}, err
		}
	}
	if what == "remove" {
		r.Command, r.Args = "unfollow", Args{"topic": r.Args["number"]}
		reply, err := handleUnfollow(ctx, e, r)
		if err == nil {
			reply.Actions = append(reply.Actions, r.toAlerts())
		}
		return reply, err
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
			return e.resumeAll(ctx, r, here)
		}
	}
	s, err := e.chosen(ctx, r, "number")
	if err != nil {
		return Reply{}, err
	}
	said := text.Key("")
	var notes []Block
	switch what {
	case "test":
		return looked(e.testAlert(ctx, r, s))
	case "show":
		return looked(e.showAlert(ctx, r, s, ""))
	case "pause":
		s.Paused, said = true, "alerts.paused"
	case "resume":
		s.Paused, s.Stopped, said = false, "", "alerts.resumed"
	case "edit":
		if said = "alerts.edited"; r.Args["topic"] != "" {
			t, err := e.newTopic(ctx, r, s)
			if err != nil {
				return Reply{}, err
			}
			s.Topic, notes = t.String(), r.unread(t)
		} else if r.Args["pace"] == "" && r.Args["at"] == "" && r.Args["level"] == "" {
			n := e.position(ctx, r, s)
			return Reply{}, Refuse("alerts.edit_how", "number", n)
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
	reply, err := e.showAlert(ctx, r, s, said)
	reply.Blocks = append(reply.Blocks, notes...)
	return reply, err
}

// looked is the reply of a handler that changed nothing.
func looked(reply Reply, err error) (Reply, error) {
	reply.Looked = true
	return reply, err
}

// showAlert says how a subscription is, or what was done with it, and offers what can be
// done with it.
func (e *Engine) showAlert(ctx context.Context, r Request, s audience.Subscription, said text.Key) (Reply, error) {
	settings, err := e.store.Settings(ctx, r.Place)
	if err != nil {
		return Reply{}, err
	}
	pace := r.pace(s, settings)
	if said == "" {
		said, pace = "alerts.state", r.state(s, settings)
	}
	return Reply{Blocks: []Block{Text{r.say(said, "topic", s.Topic, "pace", pace)}}, Actions: append(r.alertActions(s), r.toAlerts()), Talk: r.talkOnFollowed(s)}, nil
}

// toAlerts goes to the list of what is followed.
func (r *Request) toAlerts() Action {
	return Action{r.say("alerts.heading"), "alerts", Args{"what": "list"}}
}

// alertActions are what can be done with a subscription.
func (r *Request) alertActions(s audience.Subscription) []Action {
	number := Reference(s)
	do := func(label text.Key, what string) Action {
		return Action{r.say(label), "alerts", Args{"what": what, "number": number}}
	}
	on := do("label.pause", "pause")
	if s.Paused || s.Stopped != "" {
		on = do("label.resume", "resume")
	}
	actions := []Action{do("label.test", "test"), on}
	for _, p := range []struct {
		label text.Key
		pace  audience.Pace
	}{{"label.now", audience.Now}, {"label.hourly", audience.Hourly}, {"label.daily", audience.Daily}} {
		if p.pace != s.Pace {
			actions = append(actions, Action{r.say(p.label), "alerts", Args{"what": "edit", "number": number, "pace": string(p.pace)}})
		}
	}
	for _, l := range levels {
		if l.Level != s.Level {
			actions = append(actions, Action{r.say(l.label), "alerts", Args{"what": "edit", "number": number, "level": l.name}})
		}
	}
	return append(actions, do("label.unfollow", "remove"))
}

// position is the number of a subscription in the list of its place; 0 when it is in none.
func (e *Engine) position(ctx context.Context, r Request, s audience.Subscription) int {
	here, err := e.store.SubscriptionsAt(ctx, r.Place)
	if err != nil {
		return 0
	}
	return slices.IndexFunc(here, func(o audience.Subscription) bool { return o.ID == s.ID }) + 1
}

// state says when alerts come, and whether they do.
func (r *Request) state(s audience.Subscription, settings audience.Settings) string {
	pace := r.pace(s, settings)
	switch {
	case s.Stopped != "":
		return r.say("alerts.stopped_state", "pace", pace, "reason", r.say(text.Key(s.Stopped)))
	case s.Paused:
		return r.say("alerts.paused_state", "pace", pace)
	}
	return pace
}

// resumeAll lets the subscriptions of a place go on.
func (e *Engine) resumeAll(ctx context.Context, r Request, here []audience.Subscription) (Reply, error) {
	var topics []string
	var resumed []audience.Subscription
	for _, s := range here {
		if s.Paused {
			s.Paused = false
			if err := e.store.UpdateSubscription(ctx, s); err != nil {
				return Reply{}, err
			}
		}
		topics, resumed = append(topics, r.printer().Quoted(s.Topic)), append(resumed, s)
	}
	return Reply{Blocks: []Block{Text{r.say("alerts.resumed_all", "topics", strings.Join(topics, ", "))}}, Following: resumed}, nil
}

// newTopic reads the topic that a subscription is to have.
func (e *Engine) newTopic(ctx context.Context, r Request, s audience.Subscription) (*topic.Topic, error) {
	t, err := topic.Parse(r.Args["topic"], "")
	if err != nil {
		return nil, err
	}
	t, lacking, err := e.asStored(ctx, t)
	if err != nil {
		return nil, err
	}
	if lacking != nil {
		return nil, lacking.refusal()
	}
	here, err := e.store.SubscriptionsAt(ctx, r.Place)
	if err != nil {
		return nil, err
	}
	if same, ok := following(here, t); ok && same.ID != s.ID {
		return nil, Refuse("alerts.followed_twice", "topic", same.Topic, "number", slices.IndexFunc(here, func(s audience.Subscription) bool { return s.ID == same.ID })+1)
	}
	return t, nil
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
		return Reply{Blocks: []Block{Text{r.say("alerts.none")}}}, nil
	}
	settings, err := e.store.Settings(ctx, r.Place)
	if err != nil {
		return Reply{}, err
	}
	reply := Reply{Blocks: []Block{Heading{r.say("alerts.heading")}}, Following: here}
	var lines []string
	for i, s := range here {
		lines = append(lines, fmt.Sprintf("%d. %s: %s", i+1, s.Topic, r.state(s, settings)))
		if i < listedButtons {
			reply.Actions = append(reply.Actions, Action{listedLabel(i, s), "alerts", Args{"what": "show", "number": Reference(s)}})
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
		reply.Blocks = append(reply.Blocks, Notice{r.say("alerts.held", "time", r.printer().Minute(hold.Since.UTC()), "reason", r.say(text.Key(hold.Reason)))})
	}
	reply.Blocks = append(reply.Blocks, Text{r.say("alerts.how")})
	return reply, nil
}

// testAlert shows what a subscription would have brought in the last days at its level: how
// many alerts, and their headlines, the newest first.
func (e *Engine) testAlert(ctx context.Context, r Request, s audience.Subscription) (Reply, error) {
	back := []Action{r.toAlerts()}
	alerts, all, err := e.reader.Replay(ctx, s.Topic, e.now().Add(-tested), time.Time{}, s.Level == audience.All)
	if s.Level == audience.Calm {
		alerts = slices.DeleteFunc(alerts, func(a topic.Alert) bool { return a.Update })
	}
	switch {
	case err != nil:
		return Reply{}, err
	case len(alerts) == 0 && all:
		return Reply{Blocks: []Block{Text{r.say("alerts.tested_none", "topic", s.Topic)}}, Actions: back}, nil
	case len(alerts) == 0:
		return Reply{Blocks: []Block{Text{r.say("alerts.tested_part", "n", topic.ReplayArticles, "topic", s.Topic)}}, Actions: back}, nil
	}
	heading := text.Key("alerts.tested")
	if !all {
		heading = "alerts.tested_least"
	}
	reply := Reply{Blocks: []Block{Heading{r.say(heading, "n", len(alerts), "topic", s.Topic)}}, Actions: back}
	slices.Reverse(alerts)
	if len(alerts) > testedShown {
		alerts = alerts[:testedShown]
		reply.Blocks = append(reply.Blocks, Text{r.say("alerts.tested_newest")})
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
		return Reply{}, Refuse("alerts.why_gone")
	}
	if err != nil {
		return Reply{}, err
	}
	t, err := topic.Parse(s.Topic, "")
	if err != nil {
		return Reply{}, err
	}
	why := r.say("alerts.why_outlet", "topic", s.Topic, "day", r.printer().Day(s.Created))
	if len(t.Feeds()) > 0 {
		why = r.say("alerts.why_feed", "topic", s.Topic, "day", r.printer().Day(s.Created))
	}
	if words := t.Words(); len(words) > 0 {
		ways := make([]string, len(words))
		for i, w := range words {
			ways[i] = strings.Join(w, " OR ")
		}
		why = r.say("alerts.why", "topic", s.Topic, "day", r.printer().Day(s.Created), "words", r.quoted(ways))
	}
	return Reply{
		Blocks:  []Block{Text{why}},
		Actions: []Action{{r.say("label.unfollow"), "unfollow", Args{"topic": r.Args["number"]}}, {r.say("label.pause"), "alerts", Args{"what": "pause", "number": r.Args["number"]}}},
		Private: true,
	}, nil
}
