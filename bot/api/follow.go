package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"quoth/bot"
	"quoth/knowledge/audience"
)

// followed is a topic that is followed.
type followed struct {
	ID      int64     `json:"id"`
	Topic   string    `json:"topic" jsonschema:"as it is read: words, \"phrases\", -excluded words, source:name and the like"`
	Pace    string    `json:"pace" jsonschema:"when news is brought: now, hourly or daily"`
	At      string    `json:"at,omitempty" jsonschema:"of daily: the time of day, such as 08:00"`
	Paused  bool      `json:"paused"`
	Stopped string    `json:"stopped,omitempty" jsonschema:"why nothing is brought any more, as a code: reason.refused_for_good when the address answered 410"`
	Since   time.Time `json:"since"`
}

type topicsInput struct{}

type topicsOutput struct {
	Topics []followed `json:"topics"`
}

func topics(ctx context.Context, s *Service, r bot.Request, _ topicsInput) (topicsOutput, error) {
	here, err := s.following.SubscriptionsAt(ctx, r.Place)
	out := topicsOutput{Topics: []followed{}}
	for _, f := range here {
		t := followed{ID: f.ID, Topic: f.Topic, Pace: string(f.Pace), Paused: f.Paused, Stopped: f.Stopped, Since: f.Created.UTC()}
		if f.Pace == audience.Daily {
			t.At = time.Time{}.Add(time.Duration(f.Minute) * time.Minute).Format("15:04")
		}
		out.Topics = append(out.Topics, t)
	}
	return out, err
}

type followInput struct {
	Topic string `json:"topic" jsonschema:"words, \"phrases\", -excluded words, OR, source:name, feed:name, lang:code"`
	Pace  string `json:"pace,omitempty" jsonschema:"now, hourly or daily; without, what is followed already keeps its pace, and what is new comes now"`
	At    string `json:"at,omitempty" jsonschema:"of daily: the time of day, such as 08:00"`
}

// changed is what is followed after a change.
type changed struct {
	Said   string     `json:"said" jsonschema:"what was done, in the bot's words"`
	Topics []followed `json:"topics"`
}

func follow(ctx context.Context, s *Service, r bot.Request, in followInput) (changed, error) {
	return s.change(ctx, r, "follow", bot.Args{"topic": in.Topic, "pace": in.Pace, "at": in.At})
}

type unfollowInput struct {
	ID int `json:"id" jsonschema:"the number of what is followed, as the list has it"`
}

func unfollow(ctx context.Context, s *Service, r bot.Request, in unfollowInput) (changed, error) {
	here, err := s.following.SubscriptionsAt(ctx, r.Place)
	if err != nil {
		return changed{}, err
	}
	for _, f := range here {
		if f.ID == int64(in.ID) {
			return s.change(ctx, r, "unfollow", bot.Args{"topic": bot.Reference(f)})
		}
	}
	return changed{}, &problem{http.StatusNotFound, "nothing is followed here under the number " + strconv.Itoa(in.ID)}
}

// change has the engine carry out a command, and returns what is followed then.
func (s *Service) change(ctx context.Context, r bot.Request, command string, args bot.Args) (changed, error) {
	r.Command, r.Args = command, bot.Args{}
	for name, value := range args {
		if value != "" {
			r.Args[name] = value
		}
	}
	reply, err := handle(ctx, s, r)
	if err != nil {
		return changed{}, err
	}
	now, err := topics(ctx, s, r, topicsInput{})
	return changed{reply.Words(), now.Topics}, err
}
