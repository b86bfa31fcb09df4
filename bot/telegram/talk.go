package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/chat/limit"
	"quoth/bot/chat/session"
	"quoth/bot/intent"
	"quoth/bot/telegram/botapi"
	"quoth/bot/telegram/menu"
	"quoth/bot/telegram/page"
	"quoth/bot/text"
	"quoth/knowledge/audience"
)

// albumTime is how long the rest of an album may come after its beginning.
const albumTime = 10 * time.Minute

// concerns reports whether there is anything to do about an update. Where the bot
// administers a group it is sent all that people say to each other.
func (b *Bot) concerns(u *botapi.Update) bool {
	if m := u.Said(); m != nil && !m.Migrated() && m.Reopened == nil {
		said, ok := b.addressed(m)
		return ok && (said.line != "" || u.Rewritten() == nil)
	}
	if u.Guest != nil {
		_, ok := b.addressed(u.Guest)
		return ok
	}
	if u.Reaction != nil {
		_, tells := opinionOf(u.Reaction)
		return tells
	}
	return u.Said() != nil || u.Callback != nil || u.Inline != nil || u.Member != nil
}

// message answers a message, when it is meant for the bot.
func (b *Bot) message(ctx context.Context, m *botapi.Message) error {
	switch {
	case m.MigrateTo != 0:
		return b.move(ctx, number(m.Chat.ID), number(m.MigrateTo))
	case m.MigrateFrom != 0:
		return b.move(ctx, number(m.MigrateFrom), number(m.Chat.ID))
	case m.Reopened != nil:
		return b.reopen(ctx, placeOf(m), false)
	}
	said, ok := b.addressed(m)
	switch {
	case !ok:
		return nil
	case said.line == "" && m.Private():
		return b.wordless(ctx, m)
	}
	r, to := b.request(m)
	if said.points {
		to.quoteMarked(m)
	}
	if err := b.hear(ctx, m, said, r, to); err != nil {
		return err
	}
	return b.seen(ctx, m)
}

// rewritten answers a message that was edited, in place of the answer that it had.
func (b *Bot) rewritten(ctx context.Context, m *botapi.Message) error {
	said, ok := b.addressed(m)
	if !ok {
		return nil
	}
	r, to := b.request(m)
	to.asked.Line = said.line
	answering, ok, err := b.sessions.Edited(ctx, &r, &to.asked, r.At)
	if !ok || err != nil {
		return err
	}
	to.edits = messageNumber(answering)
	return b.hear(ctx, m, said, r, to)
}

// address is what a message says to the bot, and how.
type address struct {
	line   string
	to     intent.To
	points bool // the line is of another message, which the bot's name alone stood under
}

// addressed returns what a message says to the bot, the bot's own name left out.
// In a private chat that is all of it; in a channel, where administrators alone
// post, a command; elsewhere a command, a mention, or a reply to the bot.
func (b *Bot) addressed(m *botapi.Message) (a address, ok bool) {
	if m.AutomaticForward || m.ViaBot != nil && m.ViaBot.ID == b.self.ID || m.From != nil && m.From.IsBot && m.SenderChat == nil {
		return address{}, false // a post of the linked channel, what was chosen inline, another bot
	}
	text, entities := m.Words()
	line, mentions := botapi.Without(text, entities, b.self)
	if strings.HasPrefix(text, "/") {
		command, rest := cutSpace(text)
		name, to, named := strings.Cut(command, "@")
		_, known := b.engine.Commands().Command(name)
		known = known || name == "/"+menu.Cancel
		switch {
		case named && !strings.EqualFold(to, b.self.Username):
			return address{}, false
		case named || known || m.Private():
			return address{line: strings.TrimSpace(name + " " + rest)}, true
		}
		return address{}, false // perhaps another bot's
	}
	parent := m.Parent()
	switch {
	case m.Private():
		return address{line: line, to: intent.ToBot}, true
	case m.Post():
		return address{}, false
	case mentions > 0 && line == "" && under(m, b.self).Text != "" && !under(m, b.self).Bot:
		// “@bot” below a message asks about that. Words of somebody else are looked up
		// and never carried out.
		return address{line: strings.TrimLeft(strings.Join(strings.Fields(under(m, b.self).Text), " "), "/ "), to: intent.ToMention, points: true}, true
	case mentions > 0:
		return address{line: line, to: intent.ToMention}, true
	case parent != nil && parent.From != nil && parent.From.ID == b.self.ID && line != "":
		return address{line: line, to: intent.ToReply}, true
	}
	return address{}, false
}

// cutSpace cuts a line at its first space of any kind.
func cutSpace(s string) (head, tail string) {
	if i := strings.IndexAny(s, " \t\n"); i >= 0 {
		return s[:i], strings.TrimSpace(s[i:])
	}
	return s, ""
}

// wordless says a fitting word about a message without words, once for an album.
func (b *Bot) wordless(ctx context.Context, m *botapi.Message) error {
	word := text.Key("")
	switch {
	case m.Voice != nil, m.VideoNote != nil, m.Audio != nil:
		word = "telegram.voice"
	case len(m.Photo) > 0, m.Video != nil, m.Animation != nil:
		word = "telegram.picture"
	case m.Sticker != nil, m.Dice != nil:
		word = "telegram.sticker"
	case m.Document != nil, m.Location != nil, m.Contact != nil, m.Poll != nil:
		word = "telegram.other"
	}
	if word == "" {
		return nil // a notice of Telegram's own
	}
	if m.Album == "" {
		return b.say(ctx, target{place: placeOf(m), language: m.Language()}, word)
	}
	if had, err := b.sessions.Marked(ctx, audience.Album, Platform, m.Album); had || err != nil {
		return err
	}
	if err := b.say(ctx, target{place: placeOf(m), language: m.Language()}, word); err != nil {
		return err
	}
	return b.seen(ctx, m)
}

// seen keeps that the album of a message, if it is of one, has had its answer.
func (b *Bot) seen(ctx context.Context, m *botapi.Message) error {
	if m.Album == "" {
		return nil
	}
	return b.sessions.Mark(ctx, audience.Album, Platform, m.Album, audience.Person{}, albumTime)
}

// hear answers a line of text: a command, an argument that was asked for, or a
// question.
func (b *Bot) hear(ctx context.Context, m *botapi.Message, said address, r bot.Request, to target) error {
	to.asked.Line = said.line
	head, _ := cutSpace(said.line)
	if to.edits == 0 || strings.HasPrefix(head, "/") { // else what was waited for before the line that was edited
		var err error
		if r.Waiting, err = b.sessions.Pending(ctx, r); err != nil {
			return err
		}
	}
	b.sessions.Resume(ctx, &r)
	switch cancels := head == "/"+menu.Cancel; {
	case cancels && r.Waiting != nil:
		return b.post(ctx, to, session.Sent{Request: r, Reply: words(b.engine.Printer(ctx, r).Say("telegram.cancelled"))}, audience.Person{}, "")
	case cancels && r.Private:
		return b.say(ctx, to, "telegram.nothing_to_cancel")
	case cancels:
		return nil // it is perhaps another bot's
	}
	b.phrase(&r, m, said)
	reply, done := b.engine.Understand(ctx, &r)
	switch {
	case reply.Silent:
		return nil
	case done:
		return b.reply(ctx, r, to, reply)
	}
	if head == "/start" && r.Private { // whoever had blocked the bot can't have written this
		if err := b.reopen(ctx, r.Place, true); err != nil {
			return err
		}
	}
	return b.answer(ctx, r, to)
}

// phrase sets what a message says to the bot in a request.
func (b *Bot) phrase(r *bot.Request, m *botapi.Message, said address) {
	head, rest := cutSpace(said.line)
	switch {
	case head == "/start" && rest != "":
		b.engine.Commands().Parse(r, b.engine.Commands().Linked(rest))
	case strings.HasPrefix(head, "/"):
		b.engine.Commands().Parse(r, strings.TrimSpace(head+" "+rest))
	case said.points:
		r.Command, r.Args = bot.AskWhat().Command, bot.Args{"question": said.line}
	case said.line == "":
		r.Command = bot.AskWhat().Command
	default:
		r.Text, r.To = said.line, said.to
		r.Forwarded, r.Under = m.PassedOn(), under(m, b.self)
	}
}

// say sends a few words of the bot's own.
func (b *Bot) say(ctx context.Context, to target, key text.Key, args ...any) error {
	r := bot.Request{Place: to.place, Language: to.language}
	return b.post(ctx, to, session.Sent{Request: r, Reply: words(b.engine.Printer(ctx, r).Say(key, args...))}, audience.Person{}, "")
}

// words is a reply of a few words.
func words(text string) bot.Reply { return bot.Reply{Blocks: []bot.Block{bot.Text{Text: text}}} }

// request makes the request of a message, and where its answer goes.
func (b *Bot) request(m *botapi.Message) (bot.Request, target) {
	r := bot.Request{Person: senderOf(m), Place: placeOf(m), Private: m.Private(), Language: m.Language(), At: time.Unix(m.Date, 0)}
	if parent := m.Parent(); parent != nil {
		r.Parent = number(parent.ID)
	}
	to := target{place: r.Place, language: r.Language, channel: m.Post(), asked: session.Asked{Message: number(m.ID)}, said: m}
	if !r.Private {
		to.replyTo = m.ID
	}
	switch {
	case to.channel, m.Anonymous(): // administrators alone can write there, or so
		r.Manager = func(context.Context) (bool, error) { return true, nil }
	case m.SenderChat == nil && m.From != nil:
		r.Manager = b.manager(r.Place, m.From.ID)
	}
	return r, to
}

// answer answers a request at a place.
func (b *Bot) answer(ctx context.Context, r bot.Request, to target) error {
	if c, ok := b.engine.Commands().Command(r.Command); ok && c.Personal && !r.Private {
		return b.answerAlone(ctx, r, to, c)
	}
	quiet := b.typing(ctx, to)
	reply, err := b.work(ctx, r)
	quiet()
	if err != nil {
		return err
	}
	return b.reply(ctx, r, to, reply)
}

// reply posts a reply to a request, and keeps what it leaves in hand and asks for.
func (b *Bot) reply(ctx context.Context, r bot.Request, to target, reply bot.Reply) error {
	to.previews = b.previews(ctx, to.place)
	to.quote(r, reply)
	if reply.Missing != nil && to.channel {
		// Nobody can answer a question in a channel.
		c, _ := b.engine.Commands().Command(reply.Missing.Command)
		reply = bot.Reply{Blocks: []bot.Block{bot.Notice{Text: b.engine.Printer(ctx, r).Say("telegram.all_at_once", "usage", c.Usage())}}}
	}
	return b.post(ctx, to, session.Sent{Request: r, Reply: reply, Asked: to.asked, Waits: true}, b.presser(r), "")
}

// presser is who may press the buttons of an answer: the one who asked; everybody
// when that was a chat.
func (b *Bot) presser(r bot.Request) audience.Person {
	if shared(r.Person.User) {
		return audience.Person{}
	}
	return r.Person
}

// answerAlone answers in the private chat what is for the person alone, and says
// so where it was asked.
func (b *Bot) answerAlone(ctx context.Context, r bot.Request, to target, c *bot.Command) error {
	if shared(r.Person.User) {
		return b.say(ctx, to, "telegram.nobody_alone")
	}
	alone := r
	alone.Place, alone.Private = audience.Place{Platform: Platform, Chat: r.Person.User}, true
	if c.Forgets != nil { // it asks first, there: what can't be answered must not be done
		alone.Args = nil
	}
	reply, err := b.work(ctx, alone)
	if err != nil {
		return err
	}
	err = b.post(ctx, target{place: alone.Place}, session.Sent{Request: bot.Request{Person: r.Person, Place: alone.Place, Command: r.Command}, Reply: reply}, r.Person, "")
	if err != nil && chat.PlaceRefuses(err) {
		// Telegram lets nobody be written to who did not begin.
		p, says := to.params(), b.engine.Printer(ctx, r)
		page.Render([]bot.Block{bot.Text{Text: says.Say("telegram.open_private")}}, bot.Calendar{}).Write(p, false)
		p["reply_markup"] = botapi.Object(botapi.Keyboard{Rows: [][]botapi.Button{{{Text: says.Say("label.open_private"), URL: fmt.Sprintf("https://t.me/%s?start=%s", b.self.Username, c.Name)}}}})
		_, err = b.deliverOnce(ctx, "sendMessage", p)
		return err
	}
	if err != nil {
		return err
	}
	return b.post(ctx, to, session.Sent{Request: r, Reply: words(b.engine.Printer(ctx, r).Say("telegram.sent_alone"))}, audience.Person{}, "")
}

// manager asks Telegram whether somebody administers a chat.
func (b *Bot) manager(at audience.Place, id int64) func(context.Context) (bool, error) {
	return func(ctx context.Context) (bool, error) {
		result, err := b.ask(ctx, limit.Answer, "getChatMember", botapi.Params{"chat_id": at.Chat, "user_id": number(id)})
		var failed failure
		if errors.As(err, &failed) && failed.Says("user not found", "participant_id_invalid") {
			return false, nil
		}
		if errors.As(err, &failed) && failed.Says("member list is inaccessible", "chat_admin_required") {
			return false, bot.Refuse("telegram.members_hidden")
		}
		if err != nil {
			return false, err
		}
		var member struct {
			Status string `json:"status"`
		}
		if err := json.Unmarshal(result, &member); err != nil {
			return false, fmt.Errorf("telegram getChatMember: %w", err)
		}
		return member.Status == "creator" || member.Status == "administrator", nil
	}
}
