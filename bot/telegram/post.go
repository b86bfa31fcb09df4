package telegram

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/chat/layout"
	"quoth/bot/chat/limit"
	"quoth/bot/chat/session"
	"quoth/bot/telegram/botapi"
	"quoth/bot/telegram/page"
	"quoth/knowledge/audience"
)

// moves is how often a message follows a group that became a supergroup.
const moves = 3

// target is where a message goes.
type target struct {
	place    audience.Place
	replyTo  int64           // the message to answer; 0 for none
	passage  botapi.Passage  // the words of it that are quoted
	said     *botapi.Message // that is answered; nil for none
	edits    int64           // the message in whose place it goes; 0 for a new one
	asked    session.Asked
	channel  bool
	silent   bool
	previews bool
	language string // that Telegram tells of who is answered (IETF tag); "" for none
}

// directPrefix is how the thread of a place begins that is a topic of the direct messages of
// a channel: the topic of one person who writes to it.
const directPrefix = "direct/"

// isDirect reports whether a thread is such a topic.
func isDirect(thread string) bool { return strings.HasPrefix(thread, directPrefix) }

// paramsOf are the parameters that name a place.
func paramsOf(place audience.Place) botapi.Params {
	p := botapi.Params{"chat_id": place.Chat}
	if topic, direct := strings.CutPrefix(place.Thread, directPrefix); direct {
		p["direct_messages_topic_id"] = topic
	} else {
		p.AddNonEmpty("message_thread_id", place.Thread)
	}
	return p
}

// params are the parameters that every kind of message has.
func (t target) params() botapi.Params {
	p := paramsOf(t.place)
	p.AddBool("disable_notification", t.silent)
	if t.replyTo != 0 {
		// The message may have been deleted meanwhile.
		p["reply_parameters"] = botapi.Object(botapi.Reply{Message: t.replyTo, Without: true, Passage: t.passage})
	}
	return p
}

// answering is how a part of an answer waits for its turn.
var answering = limit.Call{Priority: limit.Answer, Patience: chat.AnswerPatience}

// deliverOnce delivers a part of an answer, or has 0 for a message that was sent before the update was cut off.
func (b *Bot) deliverOnce(ctx context.Context, method string, p botapi.Params, files ...botapi.File) (int64, error) {
	e := chat.EventOf(ctx)
	if e == nil || method == "editMessageText" { // which may be done twice
		return b.deliverAnswer(ctx, method, p, files...)
	}
	return once(e, func() (int64, error) { return b.deliverAnswer(ctx, method, p, files...) })
}

// once sends the next message of an answer, unless it was sent before the event was begun
// again; e is nil for what can't be.
func once(e *chat.Event, send func() (int64, error)) (int64, error) {
	if e == nil {
		return send()
	}
	n, sent := e.Message()
	if sent {
		return 0, nil
	}
	id, err := send()
	if err == nil {
		e.Sent(n)
	} else {
		e.Unsent()
	}
	return id, err
}

// deliverAnswer delivers a part of an answer, wherever its chat moved meanwhile.
func (b *Bot) deliverAnswer(ctx context.Context, method string, p botapi.Params, files ...botapi.File) (int64, error) {
	for n := 0; ; n++ {
		id, err := b.deliver(ctx, answering, method, p, files...)
		var failed failure
		if errors.As(err, &failed) && failed.Says(botapi.QuoteInvalid) && n == 0 { // it was edited meanwhile
			botapi.DropPassage(p)
			continue
		}
		if !errors.As(err, &failed) || failed.MovedTo == 0 || n == moves {
			return id, err
		}
		if err := b.move(ctx, p["chat_id"], number(failed.MovedTo)); err != nil {
			return 0, err
		}
		p["chat_id"] = number(failed.MovedTo)
	}
}

// sleep waits, unless ctx ends first.
func (b *Bot) sleep(ctx context.Context, d time.Duration) error {
	return chat.Yield(ctx, func() error {
		select {
		case <-time.After(b.scaled(d)):
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
}

// post shows a reply with its buttons, which go back to the reply of another key unless
// that is "", and keeps what it leaves behind.
func (b *Bot) post(ctx context.Context, to target, sent session.Sent, by audience.Person, back string) error {
	reply := sent.Reply
	v := newView(b.sessions.Show(session.Shown{Reply: reply, Command: sent.Request.Command, Back: back, Person: by, Place: to.place}), b.now())
	id, done, err := b.postPicture(ctx, to, v)
	if !done && err == nil {
		if parts := layout.Split(reply.Blocks); parts.Picture != nil { // the text stands for it
			reply.Blocks = bot.Unfold(parts.Words)
			v.Shown.Reply = reply
			v = newView(v.Shown, b.now())
		}
		id, err = b.postText(ctx, to, v)
	}
	if err == nil {
		err = b.postFiles(ctx, to, sent.Reply)
	}
	if err != nil {
		b.sessions.Drop(v.Shown)
		return err
	}
	sent.Shown, sent.Buttons = v.Shown, v.keyboard(0) != nil
	if id != 0 {
		sent.Message = number(id)
	}
	b.save(ctx, sent)
	return nil
}

// postPicture sends the picture of a view with its text as the caption; done is false
// where there is none, it would go in place of a text, the chat takes no pictures, or the
// text is too long for a caption.
func (b *Bot) postPicture(ctx context.Context, to target, v *view) (id int64, done bool, err error) {
	parts := layout.Split(v.Reply.Blocks)
	caption := page.Caption(bot.Sourced(parts.Words), v.calendar)
	if parts.Picture == nil || to.edits != 0 || !caption.Within(page.MaxCaption) {
		return 0, false, nil
	}
	p := to.params()
	p["caption"], p["parse_mode"] = caption.String(), "HTML"
	if k := v.keyboard(0); k != nil {
		p["reply_markup"] = botapi.Object(k)
	}
	id, err = b.upload(ctx, "sendPhoto", "photo", p, parts.Picture.Name, parts.Picture.PNG)
	if err == nil || ctx.Err() != nil || chat.PlaceRefuses(err) && !forbidsPhotos(err) {
		return id, err == nil, err
	}
	b.log.WarnContext(ctx, "telegram: picture send failed", "error", err)
	return 0, false, nil
}

// forbidsPhotos reports whether a call failed since a group takes no pictures.
func forbidsPhotos(err error) bool {
	var failed failure
	return errors.As(err, &failed) && failed.Says("not enough rights to send photos")
}

// postText shows the first page of a view, and returns the number of its message.
func (b *Bot) postText(ctx context.Context, to target, v *view) (int64, error) {
	switch {
	case len(v.pages) == 0:
		return 0, nil
	case to.edits == 0:
		return b.postPage(ctx, to, v, 0)
	}
	id, err := b.turn(ctx, to, v, 0)
	if err == nil && id != to.edits {
		b.remove(ctx, to.place, to.edits)
	}
	return id, err
}

// postFiles sends the files of a reply.
func (b *Bot) postFiles(ctx context.Context, to target, r bot.Reply) error {
	for _, f := range layout.Split(r.Blocks).Files {
		if _, err := b.document(ctx, to, f.Name, f.Data, ""); err != nil {
			return err
		}
	}
	return nil
}

// postPage sends the n-th page of a view. One block that is too long for a text goes as a
// rich message, or as a file where Telegram takes none.
func (b *Bot) postPage(ctx context.Context, to target, v *view, n int) (int64, error) {
	p := to.paramsOf(v, n)
	if text, ok := v.page(n); ok {
		text.Write(p, to.previews)
		return b.deliverOnce(ctx, "sendMessage", p)
	}
	return once(chat.EventOf(ctx), func() (int64, error) {
		rich, ok := v.rich(n)
		if !ok {
			return b.persistFile(ctx, to, v, n)
		}
		rich.Write(p, to.previews)
		id, err := b.deliverAnswer(ctx, "sendRichMessage", p)
		if refusesRich(err) {
			return b.persistRefused(ctx, to, v, n, err)
		}
		return id, err
	})
}

// persistRefused sends the n-th page of a view as a file since it was refused as a rich message.
func (b *Bot) persistRefused(ctx context.Context, to target, v *view, n int, refusal error) (int64, error) {
	b.log.InfoContext(ctx, "telegram: rich message refused", "error", refusal)
	return b.persistFile(ctx, to, v, n)
}

func (b *Bot) persistFile(ctx context.Context, to target, v *view, n int) (int64, error) {
	p := to.paramsOf(v, n)
	p["caption"] = v.calendar.Printer.Say("telegram.as_file")
	return b.deliverAnswer(ctx, "sendDocument", p, fileOf("document", replyFile, v.file(n)))
}

// refusesRich reports whether a call failed since Telegram takes no rich message: a server of
// one's own may not know them, and a chat may not allow them.
func refusesRich(err error) bool {
	var failed failure
	return errors.As(err, &failed) && failed.Said && (failed.Code == http.StatusBadRequest || failed.Code == http.StatusNotFound) &&
		failed.MovedTo == 0 && !chat.PlaceRefuses(err)
}

// paramsOf are the parameters of the n-th page of a view.
func (t target) paramsOf(v *view, n int) botapi.Params {
	p := t.params()
	if v.Reply.Missing != nil {
		p["reply_markup"] = botapi.Object(map[string]any{"force_reply": true, "selective": true})
	} else if k := v.keyboard(n); k != nil {
		p["reply_markup"] = botapi.Object(k)
	}
	return p
}

// replyFile is the name of the file that a reply comes as.
const replyFile = "reply.txt"

func (b *Bot) document(ctx context.Context, to target, name string, data []byte, caption string) (int64, error) {
	p := to.params()
	p.AddNonEmpty("caption", layout.Clip(caption, page.MaxCaption))
	return b.upload(ctx, "sendDocument", "document", p, name, data)
}

func (b *Bot) upload(ctx context.Context, method, field string, p botapi.Params, name string, data []byte) (int64, error) {
	return b.deliverOnce(ctx, method, p, fileOf(field, name, data))
}

func fileOf(field, name string, data []byte) botapi.File {
	return botapi.File{Name: field, Data: tgbotapi.FileBytes{Name: name, Bytes: data}}
}

// turn shows the n-th page of a view in place of the message that a target edits, or in a
// new one where that holds no text or is gone. It returns the number of the one that shows it.
func (b *Bot) turn(ctx context.Context, to target, v *view, n int) (int64, error) {
	to.previews = b.previews(ctx, to.place)
	text, ok := v.page(n)
	if !ok {
		text, ok = v.rich(n)
	}
	if !ok {
		return b.postPage(ctx, to, v, n)
	}
	p := botapi.Params{"chat_id": to.place.Chat, "message_id": number(to.edits)}
	text.Write(p, to.previews)
	if k := v.keyboard(n); k != nil {
		p["reply_markup"] = botapi.Object(k)
	}
	_, err := b.deliverOnce(ctx, "editMessageText", p)
	var failed failure
	switch {
	case err == nil, errors.As(err, &failed) && failed.Says("message is not modified"):
		return to.edits, nil
	case errors.As(err, &failed) && failed.Says("no text in the message to edit", "message to edit not found", "message can't be edited"):
		return b.postPage(ctx, to, v, n)
	case text.Rich && refusesRich(err):
		return once(chat.EventOf(ctx), func() (int64, error) { return b.persistRefused(ctx, to, v, n, err) })
	}
	return 0, err
}

// remove deletes a message that another one took the place of.
func (b *Bot) remove(ctx context.Context, at audience.Place, message int64) {
	if _, err := b.ask(ctx, limit.Answer, "deleteMessage", botapi.Params{"chat_id": at.Chat, "message_id": number(message)}); err != nil {
		b.log.InfoContext(ctx, "telegram: message deletion failed", "error", err)
	}
}

// previews reports whether a place chose to see previews of links.
func (b *Bot) previews(ctx context.Context, at audience.Place) bool {
	s, err := b.store.Settings(ctx, at)
	if err != nil {
		b.log.WarnContext(ctx, "telegram: settings read failed", "error", err)
	}
	return s.Previews
}

// messageNumber reads a reference of a message; 0 when it is none.
func messageNumber(ref string) int64 {
	n, _ := strconv.ParseInt(ref, 10, 64)
	return n
}
