package discord

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/chat/limit"
	"quoth/bot/chat/session"
	"quoth/bot/discord/command"
	"quoth/bot/discord/event"
	"quoth/bot/discord/markdown"
	"quoth/bot/discord/message"
	"quoth/bot/discord/rest"
	"quoth/bot/intent"
	"quoth/bot/text"
	"quoth/knowledge/audience"
)

const (
	// hintTime is how long nobody is told again what was explained to them.
	hintTime = 30 * 24 * time.Hour
)

// onMessage reads a message, and returns how it is taken in; nil for one that is not for
// the bot: in private, with a mention of it or of its own role, or in reply to it. One that
// changed counts where its words were edited, and not when Discord adds a preview. It does
// not block.
func (b *Bot) onMessage(data []byte, changed bool) func(ctx context.Context) *chat.Event {
	var m event.Message
	if err := json.Unmarshal(data, &m); err != nil {
		b.log.Warn("discord: message unreadable", "error", err)
	}
	self := b.self.Load()
	if self == nil || !m.Written() || !m.To(self.User) && len(m.Roles) == 0 || changed && (m.Edited == "" || m.Words() == "") {
		return nil
	}
	return func(ctx context.Context) *chat.Event {
		if !m.To(self.User) && !b.mentionsRole(ctx, &m) {
			return nil
		}
		e, fresh := b.take(ctx, m.Event(), m.Author.ID, m.ChannelID, data)
		if !fresh {
			return e
		}
		b.queue.Add(b.answering(e, &m, e.Again())) // where there is no room, the channel is told so
		return e
	}
}

// answering is the job of answering a message.
func (b *Bot) answering(e *chat.Event, m *event.Message, always bool) chat.Job {
	return chat.Job{
		Key: turnOf(m.Guild, m.ChannelID, m.Author.ID), Event: e, Always: always,
		Run: func(ctx context.Context) error {
			return b.finish(ctx, e, func(ctx context.Context) error { return b.answerMessage(ctx, m, m.RepliesTo(b.self.Load().User)) },
				func(ctx context.Context) { b.apology(ctx, m, "error.broken") })
		},
		Refused: func(ctx context.Context, n int) error {
			return b.finish(ctx, e, func(ctx context.Context) error { return b.apology(ctx, m, "discord.passed_over", "messages", n) }, func(context.Context) {})
		},
	}
}

// typing shows that an answer is being written; it is no matter when it fails.
func (b *Bot) typing(ctx context.Context, channel string) {
	ctx, cancel := context.WithTimeout(ctx, b.ackTime)
	defer cancel()
	if err := b.rest.Do(ctx, rest.Call{
		What: "showing that an answer is written", Method: http.MethodPost, Path: "/channels/" + channel + "/typing",
		Route: "POST typing", Major: channel, Priority: limit.Other, Patience: rest.ShortWait, Channel: channel,
	}); err != nil {
		b.log.DebugContext(ctx, "discord: typing failed", "error", err)
	}
}

// answerMessage answers a message. The error is one after which it is to be answered again.
func (b *Bot) answerMessage(ctx context.Context, m *event.Message, reply bool) error {
	typed := markdown.Text(m.Text) // which leaves the bot's own name out, too
	r := bot.Request{
		Person: audience.Person{Platform: Platform, User: m.Author.ID}, Place: audience.Place{Platform: Platform, Chat: m.ChannelID}, Server: m.Guild,
		Private: m.Guild == "", Language: b.servers.locale(m.Guild), LocalNames: m.Guild != "",
	}
	if r.Language == "" { // Discord tells none of a message in private
		r.Language = bot.LineLanguage(typed)
	}
	if reply {
		r.Parent = m.Referenced.ID
	}
	words := m.Words()
	to := addressed{Message: m, asked: session.Asked{Message: m.ID, Line: words}}
	if m.Edited != "" {
		written, _ := discordgo.SnowflakeTimestamp(m.ID)
		var ok bool
		var err error
		if to.answering, ok, err = b.sessions.Edited(ctx, &r, &to.asked, written); !ok || err != nil {
			return err
		}
	}
	switch below := m.Referenced; {
	case words != "":
		if b.engine.Commands().Parse(&r, typed); typed == "" {
			r.Text, r.Forwarded = words, true
		}
		switch r.To = intent.ToBot; {
		case reply && !r.Private && !m.Addressing(b.self.Load().User):
			r.To = intent.ToReply
		case !r.Private:
			r.To = intent.ToMention
		case to.answering == "" || r.Command != "": // else what was waited for before the line that was edited
			var err error
			if r.Waiting, err = b.sessions.Pending(ctx, r); err != nil {
				b.log.WarnContext(ctx, "session: read failed", "platform", Platform, "error", err)
			}
		}
		if m.Referenced != nil {
			r.Under = intent.Under{Bot: reply, Text: m.Referenced.Words()}
		}
	case len(m.Attachments) > 0:
		return b.remark(ctx, to, r, "discord.no_text")
	case m.Text == "" && !m.To(b.self.Load().User): // without the intent for it, what stands beside a role may be kept from a bot
		return b.remark(ctx, to, r, "discord.role")
	case m.Text == "" && reply && !r.Private:
		return b.hint(ctx, to, r)
	case below != nil && !reply && below.Words() == "":
		return b.remark(ctx, to, r, "discord.below", "entry", command.AskAbout()) // without the intent for it, a bot is not sent what others say
	case below != nil && !reply:
		about := bot.AskAbout(below.Words())
		r.Command, r.Args = about.Command, about.Args
	default:
		r.Command = bot.AskWhat().Command
	}
	b.sessions.Resume(ctx, &r)
	understood, done := b.engine.Understand(ctx, &r)
	if understood.Silent {
		return nil
	}
	if c, ok := b.engine.Commands().Command(r.Command); ok && !r.Private && (c.Access == bot.Manager || c.Personal || c.Changes || c.Quiet && c.Hidden) {
		// Here nobody's rights are known, and nothing can be said to one alone.
		return b.remark(ctx, to, r, "discord.use_slash", "command", c.NameIn(r.Language))
	}
	if c, ok := b.engine.Commands().Command(r.Command); ok && c.Access == bot.Operator && !b.operatorsPlace(m.Guild) {
		return b.remark(ctx, to, r, "discord.admin_here")
	}
	b.typing(ctx, m.ChannelID)
	handling, cancel := context.WithTimeout(ctx, handleTime)
	defer cancel()
	said := understood
	if !done {
		var err error
		if said, err = chat.EventOf(ctx).Answer(handling, b.engine, r); err != nil {
			return err
		}
	}
	if r.Intent.Kind == "" {
		said.Question = "" // Discord shows what is replied to
	}
	return b.conclude(ctx, to, r, said)
}

// addressed is a message to the bot, as it is answered.
type addressed struct {
	*event.Message
	asked     session.Asked
	answering string // the bot's message in whose place the answer goes; "" for a new one
}

// conclude shows what is said to a message, and keeps what that leaves behind. The error is
// one after which it is to be tried again.
func (b *Bot) conclude(ctx context.Context, to addressed, r bot.Request, said bot.Reply) error {
	page := b.page(r, said, message.View{}, false)
	sent, err := b.respond(ctx, to, page.Message)
	if less, had := detached(said); had && rest.Refused(err, discordgo.ErrCodeMissingPermissions) {
		b.sessions.Drop(page.shown)
		page = b.page(r, less, message.View{}, false)
		sent, err = b.respond(ctx, to, page.Message)
	}
	if err != nil {
		b.sessions.Drop(page.shown)
		return b.responded(ctx, to, err)
	}
	page.asked = to.asked
	b.save(ctx, r, page, sent)
	b.reopen(ctx, r.Place)
	return nil
}

// remark says words of the bot's own to a message.
func (b *Bot) remark(ctx context.Context, to addressed, r bot.Request, key text.Key, args ...any) error {
	return b.conclude(ctx, to, r, bot.Reply{Failed: true, Blocks: []bot.Block{bot.Notice{Text: b.addressee(ctx, to.Message).Say(key, args...)}}})
}

// reopen lets the alerts of a place where the bot could write just now go on, and says
// which do that had ended.
func (b *Bot) reopen(ctx context.Context, at audience.Place) {
	n, err := chat.Resume(ctx, b.store, b.engine, at, false, func(p audience.Place, language, topics string) error {
		said := b.engine.Printer(ctx, bot.Request{Place: p, Language: language}).Say("chat.goes_on", "topics", topics)
		return b.post(ctx, p.Chat, message.Tell(markdown.Escape(said)), nil)
	})
	if n > 0 {
		b.log.InfoContext(ctx, "discord: subscriptions resumed", "subscriptions", n)
	}
	if err != nil {
		b.log.WarnContext(ctx, "discord: reopen failed", "error", err)
	}
}

// hint says, once in hintTime, why a reply without a mention is not answered: it may
// not have been meant for the bot.
func (b *Bot) hint(ctx context.Context, to addressed, r bot.Request) error {
	if explained, err := b.sessions.Marked(ctx, audience.Explained, Platform, r.Person.User); explained || err != nil {
		return nil
	}
	if err := b.sessions.Mark(ctx, audience.Explained, Platform, r.Person.User, r.Person, hintTime); err != nil {
		b.log.WarnContext(ctx, "session: save failed", "platform", Platform, "error", err)
	}
	return b.remark(ctx, to, r, "discord.ping")
}

// apology says below a message why there is no answer.
func (b *Bot) apology(ctx context.Context, m *event.Message, key text.Key, args ...any) error {
	to := addressed{Message: m}
	_, err := b.respond(ctx, to, message.Say(b.addressee(ctx, m).Say(key, args...)))
	return b.responded(ctx, to, err)
}

// addressee says what is said below a message.
func (b *Bot) addressee(ctx context.Context, m *event.Message) text.Printer {
	return b.engine.Printer(ctx, bot.Request{Place: audience.Place{Platform: Platform, Chat: m.ChannelID}, Language: b.servers.locale(m.Guild)})
}

// respond replies to a message, once however often it is tried, or changes the reply that
// it had. It returns the reply's number.
func (b *Bot) respond(ctx context.Context, to addressed, m message.Message) (string, error) {
	if to.answering != "" {
		err := b.rest.Do(ctx, editing(to.ChannelID, to.answering, m))
		if !rest.Refused(err, discordgo.ErrCodeUnknownMessage) {
			return to.answering, err
		}
	}
	m.ReplyTo(to.ID)
	m.Nonce, m.EnforceNonce = nonceOf(to.Event()), true
	var sent struct{ ID string }
	err := b.post(ctx, to.ChannelID, m, &sent)
	if rest.Refused(err, discordgo.ErrCodeCannotReplyWithoutPermissionToReadMessageHistory) {
		m.Reference = nil
		err = b.post(ctx, to.ChannelID, m, &sent)
	}
	return sent.ID, err
}

// responded does what is left to do when a reply was tried. It returns an error for one that
// is to be tried again.
func (b *Bot) responded(ctx context.Context, to addressed, err error) error {
	var wait *bot.WaitError
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(chat.Translate(err), &wait):
		return wait
	case rest.Refused(err, discordgo.ErrCodeMissingAccess, discordgo.ErrCodeMissingPermissions, discordgo.ErrCodeCannotSendMessagesToThisUser, codeNoneInCommon, discordgo.ErrCodeUnknownChannel):
		b.log.InfoContext(ctx, "discord: answer forbidden", "error", err)
	default:
		b.log.ErrorContext(ctx, "discord: answer failed", "error", err)
	}
	return nil
}
