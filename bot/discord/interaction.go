package discord

import (
	"context"
	"encoding/json"
	"time"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/chat/layout"
	"quoth/bot/chat/session"
	"quoth/bot/discord/command"
	"quoth/bot/discord/event"
)

const (
	// ackTime is how long an acknowledgement is tried: Discord takes it within
	// three seconds.
	ackTime    = 3 * time.Second
	maxChoices = 25
	maxChoice  = 100 // characters of a completion
)

// onInteraction reads an interaction, and returns how it is taken in; nil for one that
// can't be answered. It does not block.
func (b *Bot) onInteraction(data []byte) func(ctx context.Context) *chat.Event {
	var i event.Interaction
	if err := json.Unmarshal(data, &i); err != nil {
		b.log.Warn("discord: interaction unreadable", "error", err)
	}
	if i.ID == "" || i.Token == "" {
		return nil
	}
	if i.Application == "" {
		if self := b.self.Load(); self != nil {
			i.Application = self.Application
		}
	}
	who := personOf(&i)
	switch {
	case who.User == "" || i.ChannelID == "":
		return b.atOnce(&i, func(ctx context.Context) error { return b.whisper(ctx, &i, "discord.unreadable") })
	case i.Type == discordgo.InteractionApplicationCommandAutocomplete:
		return b.atOnce(&i, func(ctx context.Context) error { return b.complete(ctx, &i) })
	}
	if i.BotIsHere() && i.BotMayPost() {
		b.rest.Permitted(i.ChannelID)
	}
	return func(ctx context.Context) *chat.Event {
		e, fresh := b.take(ctx, i.ID, who.User, i.ChannelID, data)
		if fresh {
			b.interact(ctx, e, &i)
		}
		return e
	}
}

// atOnce takes in what needs no more than an acknowledgement, and no receipt.
func (b *Bot) atOnce(i *event.Interaction, job func(ctx context.Context) error) func(ctx context.Context) *chat.Event {
	return func(ctx context.Context) *chat.Event {
		b.acknowledging(ctx, i, job)
		return nil
	}
}

// acknowledge says at once what has to be said at once, and returns the work that
// is left; nil for none.
func (b *Bot) acknowledge(ctx context.Context, i *event.Interaction) (func(context.Context) error, error) {
	switch i.Type {
	case discordgo.InteractionApplicationCommand:
		return b.command(ctx, i)
	case discordgo.InteractionMessageComponent:
		return b.pressed(ctx, i)
	case discordgo.InteractionModalSubmit:
		return b.submitted(ctx, i)
	}
	return nil, b.whisper(ctx, i, "discord.unreadable")
}

// command begins a slash command or a message command.
func (b *Bot) command(ctx context.Context, i *event.Interaction) (func(context.Context) error, error) {
	name, args := i.Data.Name, bot.Args(i.Args())
	hidden := args[command.Private] == "true"
	delete(args, command.Private)
	if i.Data.Type == int(discordgo.MessageApplicationCommand) {
		if name == command.DeleteAnswer() {
			return nil, b.deleteAnswer(ctx, i)
		}
		words := i.Target()
		if words == "" {
			return nil, b.whisper(ctx, i, "discord.no_text")
		}
		about := bot.FindWords(words)
		if name == command.AskAbout() {
			about = bot.AskAbout(words)
		}
		name, args, hidden = about.Command, about.Args, true
	}
	return b.start(ctx, i, session.Shown{}, name, args, hidden)
}

// start begins a command of the command table. was is the reply with the pressed button; zero for
// an alert, and where none was pressed. What goes on from a reply to the presser takes its place, and is
// for whom that was.
func (b *Bot) start(ctx context.Context, i *event.Interaction, was session.Shown, name string, args bot.Args, hidden bool) (func(context.Context) error, error) {
	c, known := b.engine.Commands().Command(name)
	i.InPlace = known && c.Quiet && c.Continues != nil && c.Continues(args) && was.Person == personOf(i)
	if known {
		if id := c.Elsewhere(args); id != "" {
			there, ok := i.At(id)
			if !ok {
				return nil, b.whisper(ctx, i, "discord.not_here")
			}
			i = there
		} else if (c.Changes || c.Quiet) && !c.Personal {
			i = b.inParent(ctx, i)
		}
		if no := b.objection(i, c, args); no != "" {
			return nil, b.whisper(ctx, i, no, "place", placeName(i))
		}
		hidden = hidden || c.Personal || i.Elsewhere // not all who read this may know of that place
		i.InPlace = i.InPlace && (was.Hidden || i.Private() || !hidden)
		hidden = hidden || c.Quiet && !i.InPlace
	}
	t := b.turn(i, name, args, hidden)
	t.request.Asker = was.Person
	if err := t.promise(ctx); err != nil {
		return nil, err
	}
	return t.answer, nil
}

// completions answers what is being typed. The library leaves choices out when there are
// none.
type completions struct {
	discordgo.InteractionResponse
	Data struct {
		Choices []*discordgo.ApplicationCommandOptionChoice `json:"choices"`
	} `json:"data"`
}

// complete answers what is being typed.
func (b *Bot) complete(ctx context.Context, i *event.Interaction) error {
	var r completions
	r.Type = discordgo.InteractionApplicationCommandAutocompleteResult
	r.Data.Choices = []*discordgo.ApplicationCommandOptionChoice{}
	for _, o := range i.Data.Options {
		if !o.Focused {
			continue
		}
		suggesting, cancel := context.WithTimeout(ctx, b.ackTime*2/3) // which leaves time to say so
		defer cancel()
		for _, s := range b.engine.Suggest(suggesting, b.turn(i, i.Data.Name, nil, true).request, o.Name, o.Text()) {
			if n := layout.Width(s.Value); n > 0 && n <= maxChoice && len(r.Data.Choices) < maxChoices {
				r.Data.Choices = append(r.Data.Choices, &discordgo.ApplicationCommandOptionChoice{Name: layout.Clip(bot.Printable(s.Name), maxChoice), Value: s.Value})
			}
		}
	}
	return b.callback(ctx, i, r)
}
