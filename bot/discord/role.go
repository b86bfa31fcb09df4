package discord

import (
	"context"
	"errors"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/knowledge"
)

const (
	// doHush is the button that ends that alerts mention a role.
	doHush = "hush"
	// maxContent is how many characters a message has besides its embeds.
	maxContent = 2000
)

// mentioning says which roles the alerts mention that a reply tells of, in a remark
// that mentions none itself, with buttons to end that for those who manage the place.
// Where a row has no room for all buttons, the reply to following one topic has its own.
func (t *turn) mentioning(ctx context.Context, r bot.Reply) (remark string, below []discordgo.MessageComponent) {
	if r.Failed || t.request.Private {
		return "", nil
	}
	p := t.engine.Printer(ctx, t.request)
	var buttons []discordgo.MessageComponent
	for _, s := range r.Following {
		if s.Mention == "" {
			continue
		}
		if next := p.Say("discord.mentions", "topic", line(s.Topic), "role", "<@&"+s.Mention+">") + "\n"; width(remark+next) <= maxContent {
			remark += next
		}
		if len(buttons) < maxRow {
			buttons = append(buttons, button(clip(p.Say("label.hush", "topic", clip(s.Topic, maxButton/2)), maxButton), buttonID(doHush, strconv.FormatInt(s.ID, 10), 0), discordgo.SecondaryButton))
		}
	}
	if ok, _ := t.in.manager(ctx); ok && len(buttons) > 0 {
		below = []discordgo.MessageComponent{row(buttons...)}
	}
	return remark, below
}

// hush ends that the alerts of a subscription of the place mention a role.
func (b *Bot) hush(ctx context.Context, i *interaction, number string) error {
	if ok, _ := i.manager(ctx); !ok {
		return b.whisper(ctx, i, "discord.managers_hush")
	}
	id, _ := strconv.ParseInt(number, 10, 64)
	s, err := b.store.Subscription(ctx, id)
	if errors.Is(err, knowledge.ErrNotFound) || err == nil && s.Place != i.place() {
		return b.whisper(ctx, i, "discord.expired")
	}
	if err == nil {
		s.Mention = ""
		err = b.store.UpdateSubscription(ctx, s)
	}
	if err != nil {
		b.log.Error("the mention of a role can't be ended", "err", err)
		return b.whisper(ctx, i, "error.broken")
	}
	return b.whisper(ctx, i, "discord.hushed", "topic", s.Topic)
}
