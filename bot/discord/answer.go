package discord

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/chat/limit"
	"quoth/bot/discord/event"
	"quoth/bot/discord/message"
	"quoth/bot/discord/rest"
	"quoth/bot/text"
)

// turn is one thing that was asked over an interaction, and where its answer goes.
type turn struct {
	*Bot
	in      *event.Interaction
	request bot.Request
	hidden  bool // the answer is for the person alone
}

// turn begins the answer to an interaction.
func (b *Bot) turn(i *event.Interaction, command string, args bot.Args, hidden bool) *turn {
	r := bot.Request{Person: personOf(i), Place: placeOf(i), Server: i.Guild, Private: i.Private(), Hidden: hidden && !i.Private(), Command: command, Args: args, Language: i.Language(hidden), LocalNames: true,
		Manager: func(context.Context) (bool, error) { return i.PersonMay(discordgo.PermissionManageChannels), nil }}
	if i.Elsewhere {
		r.Elsewhere = placeName(i)
	}
	return &turn{Bot: b, in: i, request: r, hidden: hidden}
}

// callback answers an interaction for the first time.
func (b *Bot) callback(ctx context.Context, i *event.Interaction, r any) error {
	err := b.rest.Do(ctx, rest.Call{
		What: "answering an interaction", Method: http.MethodPost, Path: "/interactions/" + i.ID + "/" + i.Token + "/callback",
		Body: r, Priority: limit.Acknowledgement, Anonymous: true, Unlimited: true,
	})
	if rest.Refused(err, discordgo.ErrCodeInteractionHasAlreadyBeenAcknowledged) {
		return nil // by the try before this one, or by the process before
	}
	return err
}

// whisper answers an interaction at once, for the person alone.
func (b *Bot) whisper(ctx context.Context, i *event.Interaction, key text.Key, args ...any) error {
	return b.callback(ctx, i, message.Say(b.printer(ctx, i).Say(key, args...)).Hidden().Response())
}

// printer says what is said to the person of an interaction alone.
func (b *Bot) printer(ctx context.Context, i *event.Interaction) text.Printer {
	return b.engine.Printer(ctx, bot.Request{Place: placeOf(i), Language: i.Locale})
}

// promise acknowledges an interaction: its answer comes later. That of one that came while
// nobody was there, and is too old now, comes as a message.
func (t *turn) promise(ctx context.Context) error {
	r := discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredChannelMessageWithSource}
	switch {
	case t.in.InPlace:
		r.Type = discordgo.InteractionResponseDeferredMessageUpdate
	case t.hidden:
		r.Data = &discordgo.InteractionResponseData{Flags: discordgo.MessageFlagsEphemeral}
	}
	err := t.callback(ctx, t.in, r)
	created, _ := discordgo.SnowflakeTimestamp(t.in.ID)
	if rest.Refused(err, discordgo.ErrCodeUnknownInteraction) && t.now().Sub(created) > ackTime {
		t.log.InfoContext(ctx, "discord: interaction expired", "error", err)
		return nil
	}
	return err
}

func (t *turn) webhook(what, method, tail string, m *message.Message, into any) rest.Call {
	c := rest.Call{
		What: what, Method: method, Path: "/webhooks/" + t.in.Application + "/" + t.in.Token + tail,
		Route: method + " webhook", Major: t.in.Token, Into: into, Priority: limit.Answer, Patience: chat.AnswerPatience, Anonymous: true,
	}
	switch {
	case m == nil:
	case method == http.MethodPatch:
		c.Files = m.Files
		write(&c, *m, func(m message.Message) any { return m.Edit(false) })
	default:
		c.Files = m.Files
		write(&c, *m, func(m message.Message) any { return m })
	}
	return c
}

// write sets the body of a call that writes a message, and the one without the pictures of
// articles: Discord refuses the whole message for the address of one.
func write(c *rest.Call, m message.Message, body func(message.Message) any) {
	c.Body = body(m)
	if plain, had := m.WithoutPictures(); had {
		c.Plain = body(plain)
	}
}

// nonceOf is the same nonce for the same event.
func nonceOf(event string) string {
	if len(event) <= maxNonce {
		return event
	}
	return digest(event)[:maxNonce]
}

// maxNonce is how many characters Discord takes as a nonce.
const maxNonce = 25

const original = "/messages/@original"

// answer asks the engine and shows what it says.
func (t *turn) answer(ctx context.Context) error {
	handling, cancel := context.WithTimeout(ctx, handleTime)
	defer cancel()
	if t.in.Elsewhere {
		if no, err := t.objectionThere(handling); err != nil {
			return err
		} else if no != "" {
			return t.show(ctx, bot.Reply{Blocks: []bot.Block{bot.Notice{Text: t.printer(ctx, t.in).Say(no, "place", placeName(t.in))}}, Failed: true})
		}
	}
	t.sessions.Resume(handling, &t.request)
	r, err := chat.EventOf(ctx).Answer(handling, t.engine, t.request)
	if err != nil {
		return err
	}
	remark, below := t.mentioning(handling, r)
	return t.showPage(ctx, r, 0, remark, below...)
}

// objectionThere says why the bot can't do in another channel what is asked for; "" when it
// can. Where it may write, nothing is held against the channel any more.
func (t *turn) objectionThere(ctx context.Context) (no text.Key, err error) {
	if t.in.AppPermissions, err = t.rightsThere(ctx, t.in); err != nil {
		return "", err
	}
	if c, ok := t.engine.Commands().Command(t.request.Command); ok {
		no = t.objection(t.in, c, t.request.Args)
	}
	if no == "" {
		t.rest.Permitted(t.in.ChannelID)
	}
	return no, nil
}

// show shows a reply in place of what was promised.
func (t *turn) show(ctx context.Context, r bot.Reply) error { return t.showPage(ctx, r, 0, "") }

// showPage shows a page of a reply in place of what was promised, below a remark of the bot's
// own and above rows of buttons besides the reply's. A reply for the person alone does not show
// where the promise was made to all. Where nothing may be attached, that is said instead.
func (t *turn) showPage(ctx context.Context, r bot.Reply, n int, remark string, below ...discordgo.MessageComponent) error {
	private := r.Private && !t.hidden && !t.request.Private
	aside := t.in.InPlace && (private || r.Failed) // what was pressed stays
	private = private || aside
	p := t.page(t.request, r, message.View{Page: n, Remark: remark, Rows: below}, t.hidden || private)
	t.request.Hidden = t.request.Hidden || private
	m := p.Message
	var sent struct{ ID string }
	var err error
	if private {
		if m = m.Hidden(); !aside {
			err = t.rest.Do(ctx, t.webhook("taking back a promise", http.MethodDelete, original, nil, nil))
		}
		if err == nil || rest.Refused(err, discordgo.ErrCodeUnknownMessage) {
			answering := t.webhook("answering in private", http.MethodPost, "", &m, &sent)
			answering.Single = true // here Discord knows no nonce
			err = t.rest.Do(ctx, answering)
		}
	} else {
		err = t.rest.Do(ctx, t.webhook("writing an answer", http.MethodPatch, original, &m, &sent))
	}
	if err != nil {
		t.sessions.Drop(p.shown)
	}
	if less, had := detached(r); had && rest.Refused(err, discordgo.ErrCodeMissingPermissions) {
		return t.showPage(ctx, less, n, remark, below...)
	}
	if err != nil {
		return t.failed(ctx, err, m)
	}
	t.save(ctx, t.request, p, sent.ID)
	return nil
}

// failed does what fits when an answer could not be shown. It returns an error for one that
// is to be tried again.
func (t *turn) failed(ctx context.Context, err error, m message.Message) error {
	var wait *bot.WaitError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(chat.Translate(err), &wait):
		return wait
	case rest.Refused(err, discordgo.ErrCodeUnknownMessage):
		// Somebody deleted the promise: nobody waits for the answer any more.
		t.log.DebugContext(ctx, "discord: answer deleted", "error", err)
	case rest.Refused(err, discordgo.ErrCodeUnknownWebhook, discordgo.ErrCodeUnknownInteraction, discordgo.ErrCodeInvalidWebhookTokenProvided):
		t.log.InfoContext(ctx, "discord: answer expired", "error", err)
		if t.hidden || m.Flags&discordgo.MessageFlagsEphemeral != 0 || !t.in.BotIsHere() {
			return nil
		}
		if err := t.post(ctx, t.request.Place.Chat, m, nil); err != nil {
			t.log.InfoContext(ctx, "discord: send failed", "error", err)
		}
	case rest.Refused(err, discordgo.ErrCodeMissingAccess, discordgo.ErrCodeMissingPermissions):
		t.log.InfoContext(ctx, "discord: answer forbidden", "error", err)
	default:
		t.log.ErrorContext(ctx, "discord: answer failed", "error", err)
		var refusal *rest.Error
		if errors.As(err, &refusal) && refusal.Status == http.StatusBadRequest {
			t.sorry(ctx, "discord.not_shown")
		}
	}
	return nil
}

// sorry says that there is no answer, in place of what was promised; beside a message that was
// pressed, which stays.
func (t *turn) sorry(ctx context.Context, key text.Key) {
	m, method, tail := message.Say(t.printer(ctx, t.in).Say(key)), http.MethodPatch, original
	if t.in.InPlace {
		m, method, tail = m.Hidden(), http.MethodPost, ""
	}
	if err := t.rest.Do(ctx, t.webhook("apologising", method, tail, &m, nil)); err != nil {
		t.log.WarnContext(ctx, "discord: apology failed", "error", err)
	}
}

// post sends a message to a channel, once however often it is tried.
func (b *Bot) post(ctx context.Context, channel string, m message.Message, into any) error {
	return b.rest.Do(ctx, posting(channel, m, into))
}

// posting is the call that sends a message. When the message has no nonce it gets one,
// so that Discord takes it once when an answer is lost and it is tried again.
func posting(channel string, m message.Message, into any) rest.Call {
	if m.Nonce == "" {
		m.Nonce, m.EnforceNonce = rand.Text()[:maxNonce], true
	}
	c := rest.Call{
		What: "sending a message", Method: http.MethodPost, Path: "/channels/" + channel + "/messages",
		Route: "POST messages", Major: channel, Files: m.Files, Into: into,
		Priority: limit.Answer, Patience: chat.AnswerPatience, Channel: channel, Embeds: len(m.Embeds) > 0,
	}
	write(&c, m, func(m message.Message) any { return m })
	return c
}

// editing is the call that puts a message in the place of another, files included.
func editing(channel, ref string, m message.Message) rest.Call {
	c := rest.Call{
		What: "editing a message", Method: http.MethodPatch, Path: "/channels/" + channel + "/messages/" + ref,
		Route: "PATCH message", Major: channel, Files: m.Files,
		Priority: limit.Answer, Patience: chat.AnswerPatience, Channel: channel, Embeds: len(m.Embeds) > 0,
	}
	write(&c, m, func(m message.Message) any { return m.Edit(true) })
	return c
}
