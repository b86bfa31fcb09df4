package discord

import (
	"cmp"
	"context"
	"net/http"
	"strings"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/chat/layout"
	"quoth/bot/chat/limit"
	"quoth/bot/discord/event"
	"quoth/bot/discord/rest"
	"quoth/knowledge/audience"
)

const (
	// threadMark stands between the thread and the message in the reference of an alert that
	// was sent to the thread of its story: a post of a forum, or a thread of a channel.
	threadMark = "/"
	// maxThreadName is how many characters the name of a thread has.
	maxThreadName = 100
)

// sendOn sends an alert into the thread that tells of its story so far, and returns a reference
// of both; "" where there is no thread that takes it. The thread of a message has the ID of the
// message (discord.com/developers/docs/resources/channel, "Start Thread from Message").
func (s sender) sendOn(ctx context.Context, m bot.Message, body shownPage) (ref string, err error) {
	if m.After == nil {
		return "", nil
	}
	before, err := m.After(ctx)
	if err != nil || before == "" {
		return "", err
	}
	thread, _, _ := strings.Cut(before, threadMark)
	_, err = s.open(ctx, thread)
	var id string
	if err == nil {
		id, err = s.send(ctx, thread, body)
	}
	switch {
	case err == nil:
		return thread + threadMark + id, nil
	case chat.PlaceRefuses(err):
		return "", nil
	}
	return "", err
}

// openThread opens the thread of a story from the alert that first tells of it. Without one,
// what happens next is told in the channel.
func (s sender) openThread(ctx context.Context, channel, ref string, m bot.Message) {
	err := s.rest.Do(ctx, rest.Call{
		What: "opening a thread", Method: http.MethodPost, Path: "/channels/" + channel + "/messages/" + ref + "/threads", Route: "POST message thread", Major: channel,
		Body: map[string]string{"name": threadName(m)}, Priority: limit.Alert, Patience: rest.ShortWait,
	})
	if err != nil && !rest.Refused(err, discordgo.ErrCodeThreadAlreadyCreatedForThisMessage) {
		s.log.InfoContext(ctx, "discord: thread not opened", "error", err)
	}
}

// threadName is what the thread of a story is called: its headline, or what is followed.
func threadName(m bot.Message) string {
	head, _ := headOf(m.Reply)
	head = strings.Join(strings.Fields(bot.Printable(head)), " ")
	return layout.Clip(cmp.Or(head, m.Topic, Platform), maxThreadName)
}

// inParent is an interaction in the thread of a story as one in the channel that the thread is
// in: what is said of alerts there is said of the channel's, unless something is followed in the
// thread itself. In a forum any post is taken for one, since commands are given in posts alone;
// in a channel those threads that the bot opened.
func (b *Bot) inParent(ctx context.Context, i *event.Interaction) *event.Interaction {
	parent := audience.Place{Platform: Platform, Chat: i.Channel.Parent}
	if !i.Channel.IsThread() || parent.Chat == "" {
		return i
	}
	follows := func(at audience.Place) bool {
		all, err := b.store.SubscriptionsAt(ctx, at)
		if err != nil {
			b.log.WarnContext(ctx, "discord: subscriptions read failed", "error", err)
		}
		return len(all) > 0
	}
	if follows(placeOf(i)) || !follows(parent) {
		return i
	}
	at, err := sender{b}.open(ctx, parent.Chat)
	if err != nil {
		return i
	}
	if !at.IsForum() {
		if s, err := b.store.Settings(ctx, parent); err != nil || !s.Threads || !b.opens(ctx, i) {
			return i
		}
	}
	return i.In(parent.Chat, at)
}

// opens reports whether the bot opened the thread of an interaction, which need not say so.
func (b *Bot) opens(ctx context.Context, i *event.Interaction) bool {
	owner := i.Channel.Owner
	if owner == "" {
		at, err := sender{b}.open(ctx, i.ChannelID)
		if err != nil {
			return false
		}
		owner = at.Owner
	}
	self := b.self.Load()
	return self != nil && owner == self.User
}
