package discord

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/discord/event"
	"quoth/bot/discord/rest"
	"quoth/bot/text"
	"quoth/knowledge/audience"
)

const (
	// ackWorkers is how many events are acknowledged side by side: each waits for one
	// short request to Discord.
	ackWorkers = 48
	// acksWaiting is how many events wait to be acknowledged at most. It is what ackWorkers
	// get through in the three seconds that Discord gives.
	acksWaiting = 8192
	// workers is how many questions are worked on side by side: one that waits for Discord
	// does not count. More of them, all of one channel, would take the processors from a
	// question that comes from elsewhere.
	workers = 4
	// waiting is how many acknowledged questions wait for their answer at most.
	// At the 4 ms that one takes on two cores the last is answered within ten
	// seconds. Of these perChannel may be of one channel, and perPerson of one person.
	waiting    = 2048
	perChannel = 256
	perPerson  = 5
	// workTime is how long one may take with all its waiting. One that takes longer is
	// begun again.
	workTime = 2 * time.Minute
	// unwindTime is how long what was cut off may take to end and say how far it got.
	unwindTime = 3 * time.Second
)

// open lets events be taken in and worked on. close finishes what was promised within
// finishTime, cuts off what is left, and stores how far each event got.
func (b *Bot) open(ctx context.Context) (close func()) {
	running, stop := context.WithCancel(ctx)
	b.running = running
	_, end := b.inbox.Start(ctx, &b.ending, b.acks, b.queue)
	return func() {
		finishing, over := context.WithTimeout(context.WithoutCancel(ctx), b.ending.Grace)
		defer over()
		if errors.Join(b.acks.Below(finishing, 0), b.queue.Below(finishing, 0)) != nil {
			b.log.WarnContext(ctx, "discord: answers cut off", "answers", b.queue.Len())
		}
		end(true)
		stop()
		b.tasks.Wait()
	}
}

// receive takes an event of the gateway. It never blocks, and a panic in it ends nothing.
// It reports whether the event is one to handle; done is called when it need not come again.
func (b *Bot) receive(name string, data []byte, done func()) {
	b.supervise.Try(b.running, "event read", func() error {
		defer func() { done() }()
		var take func(context.Context) *chat.Event
		switch name {
		case "INTERACTION_CREATE":
			take = b.onInteraction(data)
		case "MESSAGE_CREATE", "MESSAGE_UPDATE":
			take = b.onMessage(data, name == "MESSAGE_UPDATE")
		default:
			if job := b.onGuild(name, data); job != nil {
				b.queue.Add(chat.Job{Key: chat.Key{Channel: "servers"}, Always: true, Run: job})
			}
		}
		if take == nil {
			return nil
		}
		safe := done
		err := b.acks.Add(chat.Job{Run: func(ctx context.Context) error {
			if e := take(ctx); e != nil {
				e.WhenSafe(safe)
				return nil
			}
			safe()
			return nil
		}})
		if err == nil {
			done = func() {}
		} else if n := b.dropped.Add(1); n&(n-1) == 0 {
			b.log.Warn("discord: events dropped", "events", n, "error", err)
		}
		return nil
	})
}

// resume takes up what processes that are gone took in and did not handle.
func (b *Bot) resume(ctx context.Context) {
	events, err := b.inbox.Claim(ctx)
	if err != nil && ctx.Err() == nil {
		b.supervise.Failed(ctx, "receipt read", err)
	}
	for _, e := range events {
		var kind struct {
			Token string `json:"token"`
		}
		json.Unmarshal(e.Data(), &kind)
		var i event.Interaction
		var m event.Message
		switch {
		case kind.Token != "" && json.Unmarshal(e.Data(), &i) == nil:
			b.acks.Add(chat.Job{Always: true, Run: func(ctx context.Context) error { b.interact(ctx, e, &i); return nil }})
		case kind.Token == "" && json.Unmarshal(e.Data(), &m) == nil:
			b.queue.Add(b.answering(e, &m, true))
		default:
			e.Done()
		}
	}
}

// personOf is who made an interaction; one without a User where it does not say.
func personOf(i *event.Interaction) audience.Person {
	return audience.Person{Platform: Platform, User: i.Person()}
}

// placeOf is where an interaction was made.
func placeOf(i *event.Interaction) audience.Place {
	return audience.Place{Platform: Platform, Chat: i.ChannelID}
}

// placeName is the name of where an interaction was made, as people read it.
func placeName(i *event.Interaction) string { return "#" + i.Channel.Name }

// turnOf says in whose turn an event is handled, and in order with what.
func turnOf(guild, channel, person string) chat.Key {
	k := chat.Key{Server: guild, Channel: channel, Conversation: person, Person: person}
	if guild == "" {
		k.Server = "private/" + channel
	}
	return k
}

// finish handles an event with work. apologise says that there is no answer.
func (b *Bot) finish(ctx context.Context, e *chat.Event, work func(ctx context.Context) error, apologise func(ctx context.Context)) error {
	return e.Handle(ctx, workTime, work, func(ctx context.Context, why error) error {
		b.supervise.Failed(ctx, "answer", why)
		apologise(ctx)
		return nil
	})
}

// take takes an interaction or a message in. fresh is false when there is nothing to do.
func (b *Bot) take(ctx context.Context, id, person, channel string, data []byte) (e *chat.Event, fresh bool) {
	var who audience.Person
	if person != "" {
		who = audience.Person{Platform: Platform, User: person}
	}
	return b.inbox.Take(ctx, id, who, audience.Place{Platform: Platform, Chat: channel}, data)
}

// background does something that no answer waits for, and that ends before Run does: the store
// may be closed then.
func (b *Bot) background(what string, job func(ctx context.Context)) {
	b.tasks.Go(func() { b.supervise.Try(b.running, what, func() error { job(b.running); return nil }) })
}

// interact answers an interaction: first what has to be said within three seconds, then,
// in its turn, what takes longer.
func (b *Bot) interact(ctx context.Context, e *chat.Event, i *event.Interaction) {
	who := personOf(i)
	var rest func(context.Context) error
	var failed error
	acknowledge := func(ctx context.Context) (err error) {
		rest, err = b.acknowledge(ctx, i)
		return err
	}
	acknowledged := make(chan struct{})
	err := b.queue.Add(chat.Job{Key: turnOf(i.Guild, i.ChannelID, who.User), Always: e.Again(), Run: func(ctx context.Context) error {
		if err := chat.Yield(ctx, func() error {
			select {
			case <-acknowledged:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}); err != nil {
			e.CutOff()
			return nil
		}
		if unheard(failed) && ctx.Err() == nil { // it is acknowledged in its turn, and answered by a message where it is too late
			failed = b.acknowledging(ctx, i, acknowledge)
		}
		switch {
		case unheard(failed) && ctx.Err() != nil:
			e.CutOff()
			return nil
		case unheard(failed):
			return &bot.WaitError{For: time.Second}
		case rest == nil:
			e.Done()
			return nil
		}
		return b.finish(ctx, e, rest, func(ctx context.Context) { b.turn(i, "", nil, true).sorry(ctx, "error.broken") })
	}})
	var full *chat.FullError
	switch {
	case errors.As(err, &full):
		words := text.Key("discord.busy")
		if full.Person {
			words = "discord.one_by_one"
		}
		b.acknowledging(ctx, i, func(ctx context.Context) error { return b.whisper(ctx, i, words) })
		e.Done()
		return
	case err != nil:
		return
	}
	defer close(acknowledged)
	failed = b.acknowledging(ctx, i, acknowledge)
}

// unheard reports whether Discord said nothing to an acknowledgement.
func unheard(err error) bool {
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled)
}

// acknowledging does what has to be said at once. When it panics, that is said.
func (b *Bot) acknowledging(ctx context.Context, i *event.Interaction, job func(ctx context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, b.ackTime)
	defer cancel()
	err := b.supervise.Catch(func() error { return job(ctx) })
	var broke *chat.PanicError
	switch {
	case err == nil:
	case errors.As(err, &broke):
		b.supervise.Failed(ctx, "acknowledgement", err)
		b.whisper(ctx, i, "error.broken")
	case rest.Refused(err, discordgo.ErrCodeUnknownInteraction):
		b.log.InfoContext(ctx, "discord: interaction expired", "error", err)
	default:
		b.log.WarnContext(ctx, "discord: acknowledgement failed", "error", err)
	}
	return err
}
