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
	"quoth/bot/chat/session"
	"quoth/bot/discord/markdown"
	"quoth/bot/discord/message"
	"quoth/bot/discord/rest"
	"quoth/bot/text"
	"quoth/knowledge/audience"
)

// Sender returns the way of alerts to Discord. It works whether or not Run does.
func (b *Bot) Sender() bot.Sender { return sender{b} }

type sender struct{ *Bot }

// Platform implements bot.Sender.
func (s sender) Platform() string { return Platform }

// Home implements bot.Sender.
func (s sender) Home(ctx context.Context, p audience.Person) (audience.Place, error) {
	var channel struct{ ID string }
	err := s.rest.Do(ctx, rest.Call{
		What: "opening a private chat", Method: http.MethodPost, Path: "/users/@me/channels", Route: "POST private",
		Body: map[string]string{"recipient_id": p.User}, Into: &channel, Priority: limit.Alert, Patience: chat.AlertPatience,
	})
	if err != nil {
		return audience.Place{}, chat.Translate(err)
	}
	return audience.Place{Platform: Platform, Chat: channel.ID}, nil
}

// Send implements bot.Sender. The message's nonce keeps Discord from showing it twice
// when it is tried again within a few minutes.
func (s sender) Send(ctx context.Context, to audience.Place, m bot.Message) (string, error) {
	body, err := s.compose(to, m)
	if err != nil {
		return "", err
	}
	defer s.sessions.Drop(body.shown)
	if m.Nonce != "" {
		body.Nonce, body.EnforceNonce = m.Nonce, true
	}
	if m.Silent {
		body.Flags |= discordgo.MessageFlagsSuppressNotifications
	}
	at, err := s.open(ctx, to.Chat)
	if err != nil {
		return "", err
	}
	if at.IsForum() {
		return s.sendPost(ctx, to, at, m, body)
	}
	threaded := m.Threads && at.HoldsThreads() && m.Reply.Digest == ""
	if threaded {
		if ref, err := s.sendOn(ctx, m, body); ref != "" || err != nil {
			return ref, err
		}
	}
	id, err := s.send(ctx, to.Chat, body)
	if err == nil && at.IsNews() && bot.Public(m.Reply.Blocks) {
		s.publish(ctx, to.Chat, id)
	}
	if err == nil && threaded {
		s.openThread(ctx, to.Chat, id, m)
	}
	return id, err
}

// send sends an alert to a channel or thread, and returns its ID.
func (s sender) send(ctx context.Context, channel string, body shownPage) (string, error) {
	var sent struct{ ID string }
	c := posting(channel, body.Message, &sent)
	c.Priority, c.Patience = limit.Alert, chat.AlertPatience
	if err := s.rest.Do(ctx, c); err != nil {
		return "", chat.Translate(err)
	}
	s.save(ctx, bot.Request{Place: audience.Place{Platform: Platform, Chat: channel}}, body, sent.ID)
	return sent.ID, nil
}

// Edit implements bot.Sender. The edit of a message that was published reaches other servers,
// too: what is not for everybody does not get into one.
func (s sender) Edit(ctx context.Context, to audience.Place, ref string, m bot.Message) error {
	if !bot.Public(m.Reply.Blocks) {
		if at, err := s.open(ctx, to.Chat); err != nil || at.IsNews() {
			return cmp.Or(err, error(bot.ErrCannotEdit))
		}
	}
	body, err := s.compose(to, m)
	if err != nil {
		return err
	}
	defer s.sessions.Drop(body.shown)
	thread, message, in := strings.Cut(ref, threadMark)
	if in {
		to.Chat, ref = thread, message
	}
	c := editing(to.Chat, ref, body.Message)
	c.Priority, c.Patience = limit.Alert, chat.AlertPatience
	err = s.rest.Do(ctx, c)
	if rest.Refused(err, discordgo.ErrCodePerformedOperationOnArchivedThread) {
		if _, err = s.open(ctx, to.Chat); err == nil {
			err = bot.ErrCannotEdit // it fell asleep; the next message opens it again
		}
	}
	switch {
	case in && chat.PlaceRefuses(err): // the end of a thread says nothing of the channel it is in
		return bot.ErrCannotEdit
	case err != nil:
		return chat.Translate(err)
	}
	s.save(ctx, bot.Request{Place: to}, body, ref)
	return nil
}

// compose makes a message that nobody asked for just now, with buttons that work as
// long as it stands. What a phone shows of it before it is opened is its content: the
// headline of a story, or the heading of a digest. What does not stand in one message is
// too long: nobody is told of what is behind a button.
func (s sender) compose(to audience.Place, m bot.Message) (shownPage, error) {
	head, reply := headOf(m.Reply)
	var words []string
	if m.Mention != "" {
		words = append(words, "<@&"+m.Mention+">")
	}
	if head != "" {
		words = append(words, markdown.Bold(markdown.Line(layout.Clip(head, message.MaxHeadline))))
	}
	content, previewed := strings.Join(words, " "), false
	if link := markdown.Linkable(firstLink(m.Reply)); m.Previews && link != "" && layout.Width(content)+layout.Width(link) < message.MaxContent {
		content, previewed = strings.TrimSpace(content+" "+link), true
	}
	body, whole := message.Render(reply, worthSharing(reply), s.now()).Notify(content)
	if !whole {
		return shownPage{}, bot.ErrTooLong
	}
	if previewed { // which shows the picture
		body.Embeds[0].Thumbnail = nil
	}
	if m.Mention != "" {
		body.AllowedMentions.Roles = []string{m.Mention}
	}
	var buttons []discordgo.MessageComponent
	for _, a := range m.Reply.Actions {
		if id := commandID(a); id != "" && len(buttons) < maxRow {
			buttons = append(buttons, message.Button(a.Label, id, discordgo.SecondaryButton))
		}
	}
	if len(buttons) > 0 {
		body.Components = []discordgo.MessageComponent{message.Row(buttons...)}
	}
	return shownPage{Message: body, shown: s.sessions.Show(session.Shown{Reply: m.Reply, Alert: true, Place: to})}, nil
}

// headOf parts the first line of an alert from the rest.
func headOf(r bot.Reply) (head string, rest bot.Reply) {
	rest = r
	if len(r.Blocks) < 2 {
		return "", rest
	}
	switch b := r.Blocks[0].(type) {
	case bot.Heading:
		head = b.Text
	case bot.Headline:
		head = b.Article.Title
	}
	if head != "" {
		rest.Blocks = bot.Sourced(r.Blocks)[1:] // the sources know of the headline
	}
	return head, rest
}

// Held implements bot.Notifier: it tells those who set the alerts up, each once.
func (s sender) Held(ctx context.Context, place audience.Place, reason string, held []audience.Subscription) {
	s.tellOwners(ctx, held, func(p text.Printer) string {
		return p.Say("discord.held", "channel", "<#"+place.Chat+">", "reason", p.Say(text.Key(reason)))
	})
}

// Ended implements bot.Notifier, as Held does.
func (s sender) Ended(ctx context.Context, place audience.Place, reason string, stopped []audience.Subscription) {
	s.tellOwners(ctx, stopped, func(p text.Printer) string {
		ended := p.Say("discord.ended", "channel", "<#"+place.Chat+">", "reason", p.Say(text.Key(reason)))
		if reason != "reason.channel" {
			ended = p.Say("discord.again", "ended", ended)
		}
		return ended
	})
}

// tellOwners tells those who set up what is delivered elsewhere than in their private
// chat, each once.
func (s sender) tellOwners(ctx context.Context, subs []audience.Subscription, words func(text.Printer) string) {
	notified := map[string]bool{}
	for _, sub := range subs {
		if sub.Private || sub.Owner.Platform != Platform || notified[sub.Owner.User] {
			continue
		}
		notified[sub.Owner.User] = true
		s.notify(ctx, sub.Owner, words(text.For(sub.Language)))
	}
}

// notify sends a remark to a person's private chat, when the person takes any.
func (s sender) notify(ctx context.Context, p audience.Person, words string) {
	home, err := s.Home(ctx, p)
	if err == nil {
		err = s.post(ctx, home.Chat, message.Tell(words), nil)
	}
	if err != nil {
		s.log.InfoContext(ctx, "discord: notice failed", "error", err)
	}
}
