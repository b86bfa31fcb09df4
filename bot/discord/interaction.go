package discord

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/knowledge"
)

const (
	// ackTime is how long an acknowledgement is tried: Discord takes it within
	// three seconds.
	ackTime = 3 * time.Second
	// suggestTime is how long a completion may take.
	suggestTime = 2 * time.Second
	maxChoices  = 25
	maxChoice   = 100 // characters of a completion
)

// onInteraction takes an interaction in. It does not block.
func (b *Bot) onInteraction(data []byte) {
	var i interaction
	if err := json.Unmarshal(data, &i); err != nil {
		b.log.Warn("an interaction can't be read", "err", err)
	}
	if i.ID == "" || i.Token == "" {
		return
	}
	if i.Application == "" {
		if self := b.self.Load(); self != nil {
			i.Application = self.application
		}
	}
	if b.seen.again(i.ID) {
		return
	}
	who := i.person()
	if who == (knowledge.Person{}) || i.ChannelID == "" {
		b.counter(&i, func(ctx context.Context) error { return b.whisper(ctx, &i, textUnreadable) })
		return
	}
	if i.Type == discordgo.InteractionApplicationCommandAutocomplete {
		b.counter(&i, func(ctx context.Context) error { return b.complete(ctx, &i) })
		return
	}
	if busy := b.desk.admit(who.User); busy != "" {
		b.counter(&i, func(ctx context.Context) error { return b.whisper(ctx, &i, busy) })
		return
	}
	taken := b.counter(&i, func(ctx context.Context) error {
		handed := false
		defer func() {
			if !handed {
				b.desk.release(who.User)
			}
		}()
		work, err := b.acknowledge(ctx, &i)
		if err != nil || work == nil {
			return err
		}
		handed = true
		b.desk.later(who.User, func(ctx context.Context) {
			defer b.apologise(ctx, &i)
			work(ctx)
		})
		return nil
	})
	if !taken {
		b.desk.release(who.User)
	}
}

// apologise is deferred around work whose answer was promised: when it panics, that
// is said.
func (b *Bot) apologise(ctx context.Context, i *interaction) {
	p := recover()
	if p == nil {
		return
	}
	logPanic(b.log, "an answer", p)
	sorry := say(textBroken)
	t := b.turn(i, "", nil, true)
	if err := b.rest.do(ctx, t.webhook("apologising", http.MethodPatch, original, &sorry, nil)); err != nil {
		b.log.Warn("nobody was told of a failure", "err", err)
	}
}

// counter does what has to be said at once. When it panics, that is said.
func (b *Bot) counter(i *interaction, job func(ctx context.Context) error) bool {
	return b.desk.now(func(ctx context.Context) {
		ctx, cancel := context.WithTimeout(ctx, ackTime)
		defer cancel()
		defer func() {
			if p := recover(); p != nil {
				logPanic(b.log, "an interaction", p)
				b.whisper(ctx, i, textBroken)
			}
		}()
		err := job(ctx)
		switch {
		case err == nil:
		case refused(err, discordgo.ErrCodeUnknownInteraction, discordgo.ErrCodeInteractionHasAlreadyBeenAcknowledged):
			b.log.Info("an interaction was too old, or somebody else answered it", "err", err)
		default:
			b.log.Warn("an interaction was not acknowledged", "err", err)
		}
	})
}

// acknowledge says at once what has to be said at once, and returns the work that
// is left; nil for none.
func (b *Bot) acknowledge(ctx context.Context, i *interaction) (func(context.Context), error) {
	switch i.Type {
	case discordgo.InteractionApplicationCommand:
		return b.command(ctx, i)
	case discordgo.InteractionMessageComponent:
		return b.pressed(ctx, i)
	case discordgo.InteractionModalSubmit:
		return b.submitted(ctx, i)
	}
	return nil, b.whisper(ctx, i, textUnreadable)
}

// command begins a slash command or a message command.
func (b *Bot) command(ctx context.Context, i *interaction) (func(context.Context), error) {
	name, args := i.Data.Name, i.args()
	hidden := args[optionPrivate] == "true"
	delete(args, optionPrivate)
	if i.Data.Type == int(discordgo.MessageApplicationCommand) {
		words := i.Data.Resolved.Messages[i.Data.Target].words()
		if words == "" {
			return nil, b.whisper(ctx, i, textNoText)
		}
		find := bot.FindWords(words)
		name, args, hidden = find.Command, find.Args, true
	}
	return b.start(ctx, i, name, args, hidden)
}

// start begins a command of the command table.
func (b *Bot) start(ctx context.Context, i *interaction, name string, args bot.Args, hidden bool) (func(context.Context), error) {
	c, known := b.engine.Command(name)
	if known {
		if no := b.objection(i, c, args); no != "" {
			return nil, b.whisper(ctx, i, no)
		}
		hidden = hidden || c.Personal || c.Quiet
	}
	t := b.turn(i, name, args, hidden)
	if err := t.promise(ctx); err != nil {
		return nil, err
	}
	return t.answer, nil
}

// complete answers what is being typed.
func (b *Bot) complete(ctx context.Context, i *interaction) error {
	choices := []choice{}
	for _, o := range i.Data.Options {
		if !o.Focused {
			continue
		}
		suggesting, cancel := context.WithTimeout(ctx, suggestTime)
		defer cancel()
		for _, s := range b.engine.Suggest(suggesting, i.place(), i.Data.Name, o.Name, o.text()) {
			if n := width(s); n > 0 && n <= maxChoice && len(choices) < maxChoices {
				choices = append(choices, choice{s, s})
			}
		}
	}
	return b.callback(ctx, i, response{discordgo.InteractionApplicationCommandAutocompleteResult, completions{choices}})
}
