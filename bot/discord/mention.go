package discord

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/intent"
	"quoth/knowledge"
)

const (
	// askedTime is how long the next private message is taken as the argument that
	// was asked for.
	askedTime = 10 * time.Minute
	// hintTime is how long nobody is told again what was explained to them.
	hintTime = 30 * 24 * time.Hour
)

// onMessage takes a message in that is for the bot: in private, with a mention of
// it, or in reply to it. It does not block.
func (b *Bot) onMessage(data []byte) {
	var m messageEvent
	if err := json.Unmarshal(data, &m); err != nil {
		b.log.Warn("a message can't be read", "err", err)
	}
	self := b.self.Load()
	if self == nil || m.ID == "" || m.ChannelID == "" || m.Author == nil || m.Author.ID == "" || m.Author.Bot || m.Webhook != "" {
		return
	}
	if m.Type != discordgo.MessageTypeDefault && m.Type != discordgo.MessageTypeReply {
		return
	}
	reply := m.Referenced != nil && m.Referenced.Author != nil && m.Referenced.Author.ID == self.user
	if m.Guild != "" && !reply && !m.mentions(self.user) || b.seen.again(m.ID) {
		return
	}
	if busy := b.desk.admit(m.Author.ID); busy != "" {
		b.desk.aside(func(ctx context.Context) { b.decline(ctx, &m, busy) })
		return
	}
	taken := b.desk.now(func(context.Context) { // a message has no three seconds: the clerk hands it on
		b.desk.later(m.Author.ID, func(ctx context.Context) {
			defer func() {
				if p := recover(); p != nil {
					logPanic(b.log, "a message", p)
					b.remark(ctx, &m, textBroken)
				}
			}()
			b.answerMessage(ctx, &m, self.user, reply)
		})
	})
	if !taken {
		b.desk.release(m.Author.ID)
	}
}

func (m *messageEvent) mentions(id string) bool {
	for _, u := range m.Mentions {
		if u.ID == id {
			return true
		}
	}
	return false
}

// decline says that a message is not answered now, unless the channel is written to
// too fast already: whoever writes many messages is not to keep others waiting.
func (b *Bot) decline(ctx context.Context, to *messageEvent, words string) {
	ctx, cancel := context.WithTimeout(ctx, ackTime)
	defer cancel()
	m := say(words)
	m.Reference = &reference{Message: to.ID}
	c := posting(to.ChannelID, m, nil)
	c.hasty = true
	if err := b.rest.do(ctx, c); err != nil {
		b.log.Debug("somebody was not told to wait", "err", err)
	}
}

// typing shows that an answer is being written; it is no matter when it fails.
func (b *Bot) typing(ctx context.Context, channel string) {
	ctx, cancel := context.WithTimeout(ctx, ackTime)
	defer cancel()
	err := b.rest.do(ctx, call{
		what: "showing that an answer is written", method: http.MethodPost, path: "/channels/" + channel + "/typing",
		route: "POST typing", major: channel, hasty: true,
	})
	if err != nil {
		b.log.Debug("typing was not shown", "err", err)
	}
}

// answerMessage answers a message.
func (b *Bot) answerMessage(ctx context.Context, m *messageEvent, self string, reply bool) {
	text := strings.TrimSpace(strings.NewReplacer("<@"+self+">", " ", "<@!"+self+">", " ").Replace(m.Content))
	r := bot.Request{
		Person: knowledge.Person{Platform: Platform, User: m.Author.ID}, Place: knowledge.Place{Platform: Platform, Chat: m.ChannelID}, Server: m.Guild,
		Private: m.Guild == "",
	}
	if reply {
		r.Parent = m.Referenced.ID
	}
	switch {
	case text == "" && len(m.Attachments) > 0:
		b.remark(ctx, m, textNoText)
		return
	case text == "" && m.Content == "" && reply && !r.Private:
		b.hint(ctx, m, r)
		return
	case text == "":
		r.Command = bot.AskWhat().Command
	default:
		b.engine.ParseText(&r, text)
		r.To, r.Waiting = intent.ToBot, nil
		if r.Private {
			r.Waiting = b.asked(ctx, r)
		} else if r.To = intent.ToMention; reply {
			r.To = intent.ToReply
		}
		if m.Referenced != nil {
			r.Under = intent.Under{Bot: reply, Text: m.Referenced.Content}
		}
	}
	understood, done := b.engine.Understand(ctx, &r)
	if understood.Silent {
		return
	}
	if c, ok := b.engine.Command(r.Command); ok && !r.Private && (c.Access == bot.Manager || c.Personal || c.Changes || c.Quiet && c.Hidden) {
		// Here nobody's rights are known, and nothing can be said to one alone.
		b.remark(ctx, m, fmt.Sprintf(textUseSlash, c.Name))
		return
	}
	if c, ok := b.engine.Command(r.Command); ok && c.Access == bot.Operator && !b.operatorsPlace(m.Guild) {
		b.remark(ctx, m, textAdminHere)
		return
	}
	b.typing(ctx, m.ChannelID)
	handling, cancel := context.WithTimeout(ctx, handleTime)
	defer cancel()
	said := understood
	if !done {
		said = b.engine.Handle(handling, r)
	}
	if r.Private {
		b.keepMissing(ctx, r, said.Missing)
	}
	b.engine.Remember(ctx, r, said, "") // whoever goes on at once is understood, too
	sent, err := b.respond(ctx, m, b.page(ctx, r, said))
	if less, had := detached(said); had && refused(err, discordgo.ErrCodeMissingPermissions) {
		sent, err = b.respond(ctx, m, b.page(ctx, r, less))
	}
	if b.responded(ctx, m, err); err == nil {
		b.engine.Remember(ctx, r, said, sent)
		b.reopen(ctx, r.Place)
	}
}

// reopen lets the alerts of a place where the bot could write just now go on, and says
// which do that had ended.
func (b *Bot) reopen(ctx context.Context, at knowledge.Place) {
	resumed, err := b.store.Reopen(ctx, at, false)
	if err != nil {
		b.log.Error("discord: reopening a place failed", "err", err)
	}
	if len(resumed) == 0 {
		return
	}
	var topics []string
	for _, s := range resumed {
		topics = append(topics, "“"+s.Topic+"”")
	}
	b.log.Info("discord: subscriptions resumed", "subscriptions", len(resumed))
	if err := b.post(ctx, at.Chat, say(fmt.Sprintf(textGoesOn, strings.Join(topics, ", "))), nil); err != nil {
		b.log.Warn("discord: saying that alerts go on failed", "err", err)
	}
}

// page is the first page of a reply with its buttons.
func (b *Bot) page(ctx context.Context, r bot.Request, said bot.Reply) message {
	out := render(said)
	m := out.message(0, true)
	m.Components = b.buttonsFor(ctx, r, said, out, 0, false)
	return m
}

// hint says, once in hintTime, why a reply without a mention is not answered: it may
// not have been meant for the bot.
func (b *Bot) hint(ctx context.Context, m *messageEvent, r bot.Request) {
	t := knowledge.Token{Key: strings.Join([]string{"hint", Platform, r.Person.User}, "\x1f"), Person: r.Person, Expires: b.now().Add(hintTime)}
	if _, err := b.store.Token(ctx, t.Key, b.now()); err == nil {
		return
	}
	if err := b.store.PutToken(ctx, t); err != nil {
		b.log.Warn("that a hint was given was not kept", "err", err)
	}
	b.remark(ctx, m, textPing)
}

// asked returns what a person was asked for in private; nil for nothing.
func (b *Bot) asked(ctx context.Context, r bot.Request) *bot.Missing {
	t, err := b.store.Token(ctx, missingKey(r), b.now())
	var m bot.Missing
	if err != nil || json.Unmarshal(t.Data, &m) != nil || m.Command == "" {
		return nil
	}
	return &m
}

func missingKey(r bot.Request) string {
	return strings.Join([]string{"missing", Platform, r.Place.Chat, r.Person.User}, "\x1f")
}

// keepMissing keeps what was asked for, or forgets what was.
func (b *Bot) keepMissing(ctx context.Context, r bot.Request, m *bot.Missing) {
	t := knowledge.Token{Key: missingKey(r), Person: r.Person, Place: r.Place, Expires: b.now()}
	if m != nil {
		t.Expires = b.now().Add(askedTime)
		t.Data, _ = json.Marshal(m)
	} else if _, err := b.store.Token(ctx, t.Key, b.now()); err != nil {
		return
	}
	if err := b.store.PutToken(ctx, t); err != nil {
		b.log.Warn("what was asked for was not kept", "err", err)
	}
}

// remark replies to a message with words of the bot's own.
func (b *Bot) remark(ctx context.Context, to *messageEvent, words string) {
	_, err := b.respond(ctx, to, say(words))
	b.responded(ctx, to, err)
}

// respond replies to a message, once however often it is tried, and returns the
// reply's number.
func (b *Bot) respond(ctx context.Context, to *messageEvent, m message) (string, error) {
	m.Reference = &reference{Message: to.ID}
	m.Nonce, m.EnforceNonce = to.ID, true
	var sent struct{ ID string }
	err := b.post(ctx, to.ChannelID, m, &sent)
	if refused(err, discordgo.ErrCodeCannotReplyWithoutPermissionToReadMessageHistory) {
		m.Reference = nil
		err = b.post(ctx, to.ChannelID, m, &sent)
	}
	return sent.ID, err
}

// responded does what is left to do when a reply was tried: where embeds are not
// allowed, that is said in bare words.
func (b *Bot) responded(ctx context.Context, to *messageEvent, err error) {
	if refused(err, discordgo.ErrCodeMissingPermissions, discordgo.ErrCodeCannotSendEmptyMessage) {
		m := message{Content: plain(textNoEmbeds), Embeds: []*discordgo.MessageEmbed{}, Components: []component{}, AllowedMentions: nobody()}
		_, err = b.respond(ctx, to, m)
	}
	switch {
	case err == nil:
	case refused(err, discordgo.ErrCodeMissingAccess, discordgo.ErrCodeMissingPermissions, discordgo.ErrCodeCannotSendMessagesToThisUser, codeNoneInCommon, discordgo.ErrCodeUnknownChannel):
		b.log.Info("a message may not be answered where it was written", "err", err)
	default:
		b.log.Error("a message could not be answered", "err", err)
	}
}
