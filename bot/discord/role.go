package discord

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/chat/layout"
	"quoth/bot/discord/event"
	"quoth/bot/discord/markdown"
	"quoth/bot/discord/message"
	"quoth/knowledge"
)

const (
	// doUnmention is the button that ends that alerts mention a role.
	doUnmention = "hush"
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
		if next := p.Say("discord.mentions", "topic", markdown.Line(s.Topic), "role", "<@&"+s.Mention+">") + "\n"; layout.Width(remark+next) <= message.MaxRemark {
			remark += next
		}
		if len(buttons) < maxRow {
			buttons = append(buttons, message.Button(layout.Clip(p.Say("label.hush", "topic", layout.Clip(s.Topic, maxButton/2)), maxButton), buttonID(doUnmention, strconv.FormatInt(s.ID, 10), 0), discordgo.SecondaryButton))
		}
	}
	if t.in.PersonMay(discordgo.PermissionManageChannels) && len(buttons) > 0 && !t.in.Elsewhere { // they act where they are pressed
		below = []discordgo.MessageComponent{message.Row(buttons...)}
	}
	return strings.TrimSpace(remark), below
}

// unmention ends that the alerts of a subscription of the place mention a role.
func (b *Bot) unmention(ctx context.Context, i *event.Interaction, number string) error {
	if !i.PersonMay(discordgo.PermissionManageChannels) {
		return b.whisper(ctx, i, "discord.managers_hush")
	}
	id, _ := strconv.ParseInt(number, 10, 64)
	s, err := b.store.Subscription(ctx, id)
	if errors.Is(err, knowledge.ErrNotFound) || err == nil && s.Place != placeOf(i) {
		return b.whisper(ctx, i, "discord.expired")
	}
	if err == nil {
		s.Mention = ""
		err = b.store.UpdateSubscription(ctx, s)
	}
	if err != nil {
		b.log.ErrorContext(ctx, "discord: subscription update failed", "error", err)
		return b.whisper(ctx, i, "error.broken")
	}
	return b.whisper(ctx, i, "discord.hushed", "topic", s.Topic)
}
