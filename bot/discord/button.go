package discord

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/chat/layout"
	"quoth/bot/chat/session"
	"quoth/bot/discord/event"
	"quoth/bot/discord/message"
	"quoth/bot/text"
	"quoth/knowledge"
)

const (
	maxID   = 100 // characters of a custom_id
	maxRow  = 5   // buttons in a row
	maxRows = 4   // of actions; one is left for the pages

	maxButton = 80 // characters of a button's label
)

// What a button does is in the first part of its custom_id; then comes the key of
// what is kept in the store, and a number.
const (
	doAction = "do"
	doPage   = "page"
	doUnfold = "whole"
	doShare  = "share"
	doAnswer = "answer"
	// doCommand is a command with its arguments, for the buttons below alerts,
	// which belong to nobody and work as long as the message stands.
	doCommand = "run"
)

// shownPage is a page of a reply on its way: the message, and what is kept of the reply.
type shownPage struct {
	message.Message
	shown   *session.Shown
	buttons bool // it has buttons that need what is kept
	asked   session.Asked
}

// page makes a page of a reply for who asks, with its buttons above those of the view, its
// pictures and files.
func (b *Bot) page(who bot.Request, r bot.Reply, v message.View, hidden bool) shownPage {
	r.Blocks = attachable(r.Blocks)
	out := message.Render(r, worthSharing(r), b.now())
	p := shownPage{shown: b.sessions.Show(session.Shown{Reply: r, Hidden: hidden, Person: who.Person, Place: who.Place})}
	v.Upload, v.Unfold = true, unfolding(*p.shown, v.Page)
	rows := buttonRows(*p.shown, who, out.Len(), v.Page)
	p.buttons = len(rows) > 0 || v.Unfold != nil
	v.Rows = append(rows, v.Rows...)
	p.Message = out.Show(v)
	return p
}

// unfolding is the button that shows whole what is folded in a shown reply; nil where nothing
// is.
func unfolding(shown session.Shown, n int) *discordgo.Button {
	label, fold := folds(shown.Reply)
	if !fold {
		return nil
	}
	b := message.Button(layout.Clip(label, maxButton), buttonID(doUnfold, shown.Key, n), discordgo.SecondaryButton)
	return &b
}

// save keeps what a page that was shown leaves behind.
func (b *Bot) save(ctx context.Context, r bot.Request, p shownPage, ref string) {
	sent := session.Sent{Request: r, Reply: p.shown.Reply, Shown: p.shown, Buttons: p.buttons, Message: ref, Asked: p.asked, Waits: r.Private}
	if err := b.sessions.Save(ctx, sent); err != nil {
		b.log.ErrorContext(ctx, "session: save failed", "platform", Platform, "error", err)
	}
}

// buttonRows puts the buttons below the n-th of the pages of a shown reply into rows.
func buttonRows(shown session.Shown, who bot.Request, pages, n int) []discordgo.MessageComponent {
	r := shown.Reply
	p := text.For(r.Language)
	id := func(what string, n int) string { return buttonID(what, shown.Key, n) }
	var all []discordgo.MessageComponent
	if r.Missing != nil {
		all = append(all, message.Button(p.Say("label.answer"), id(doAnswer, 0), discordgo.PrimaryButton))
	}
	for i, a := range r.Actions {
		all = append(all, message.Button(a.Label, id(doAction, i), discordgo.SecondaryButton))
	}
	if shown.Hidden && !r.Private && !r.Failed && !who.Private && worthSharing(r) {
		all = append(all, message.Button(p.Say("label.share"), id(doShare, n), discordgo.PrimaryButton))
	}
	rows := []discordgo.MessageComponent{}
	for line := range slices.Chunk(all[:min(len(all), maxRow*maxRows)], maxRow) {
		rows = append(rows, message.Row(line...))
	}
	if pages > 1 {
		rows = append(rows, pageRow(shown.Key, pages, n))
	}
	return rows
}

// buttonID is the custom_id of a button that needs what is kept under key.
func buttonID(what, key string, n int) string { return fmt.Sprintf("%s:%s:%d", what, key, n) }

// pageRow is the buttons that turn pages, below page n.
func pageRow(key string, pages, n int) discordgo.ActionsRow {
	back := message.Button("◀", buttonID(doPage, key, n-1), discordgo.SecondaryButton)
	on := message.Button("▶", buttonID(doPage, key, n+1), discordgo.SecondaryButton)
	back.Disabled, on.Disabled = n == 0, n == pages-1
	return message.Row(back, on)
}

// worthSharing reports whether a reply shows news.
func worthSharing(r bot.Reply) bool {
	return slices.ContainsFunc(r.Blocks, func(b bot.Block) bool {
		switch b.(type) {
		case bot.Quote, bot.Entry, bot.Headline, bot.Folded:
			return true
		}
		return false
	})
}

// commandID writes a command as a custom_id; "" when it is too long for one.
func commandID(a bot.Action) string {
	q := url.Values{}
	for name, value := range a.Args {
		q.Set(name, value)
	}
	id := doCommand + ":" + a.Command + ":" + q.Encode()
	if len(id) > maxID {
		return ""
	}
	return id
}

// pressed begins what a button does.
func (b *Bot) pressed(ctx context.Context, i *event.Interaction) (func(context.Context) error, error) {
	what, rest, _ := strings.Cut(i.Data.CustomID, ":")
	key, tail, _ := strings.Cut(rest, ":")
	if what == doCommand {
		return b.pressedCommand(ctx, i, key, tail)
	}
	if what == doUnmention {
		return nil, b.unmention(ctx, i, key)
	}
	n, err := strconv.Atoi(tail)
	if err != nil {
		return nil, b.whisper(ctx, i, "discord.expired")
	}
	was, err := b.sessions.Recall(ctx, key)
	mine := was.Person == personOf(i)
	if errors.Is(err, knowledge.ErrNotFound) {
		return nil, b.whisper(ctx, i, "discord.expired")
	}
	if err != nil {
		b.log.ErrorContext(ctx, "session: read failed", "platform", Platform, "error", err)
		return nil, b.whisper(ctx, i, "discord.unreadable")
	}
	hidden := was.Hidden || !mine
	switch what {
	case doAction:
		if n < 0 || n >= len(was.Reply.Actions) {
			return nil, b.whisper(ctx, i, "discord.expired")
		}
		a := was.Reply.Actions[n]
		return b.start(ctx, i, was, a.Command, a.Args, hidden)
	case doPage:
		return b.turnPage(ctx, i, was, n, mine)
	case doUnfold:
		was.Reply = unfolded(was.Reply)
		return b.turnPage(ctx, i, was, n, mine)
	case doShare:
		return b.share(ctx, i, was, n)
	case doAnswer:
		return nil, b.openForm(ctx, i, was.Reply.Missing)
	}
	return nil, b.whisper(ctx, i, "discord.expired")
}

// pressedCommand begins a command that a button below an alert names. In a channel
// its answer is for whoever pressed.
func (b *Bot) pressedCommand(ctx context.Context, i *event.Interaction, name, query string) (func(context.Context) error, error) {
	values, err := url.ParseQuery(query)
	if err != nil {
		return nil, b.whisper(ctx, i, "discord.unreadable")
	}
	args := bot.Args{}
	for name := range values {
		args[name] = values.Get(name)
	}
	return b.start(ctx, i, session.Shown{}, name, args, !i.Private())
}

// turnPage shows another page: in the message itself to whom it was written, to
// others alone.
func (b *Bot) turnPage(ctx context.Context, i *event.Interaction, was session.Shown, n int, mine bool) (func(context.Context) error, error) {
	t := b.turn(i, "", nil, was.Hidden || !mine)
	i.InPlace = mine
	if err := t.promise(ctx); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error {
		r, err := t.verify(ctx, was)
		if err != nil {
			t.unread(ctx)
			return nil
		}
		if !mine {
			return t.showPage(ctx, r, n, "")
		}
		out := message.Render(r, worthSharing(r), b.now())
		was.Reply = r
		m := out.Show(message.View{Page: n, There: i.Message.Uploads(), Unfold: unfolding(was, n), Rows: buttonRows(was, t.request, out.Len(), n)})
		if err := b.rest.Do(ctx, t.webhook("turning a page", http.MethodPatch, original, &m, nil)); err != nil {
			return t.failed(ctx, err, m)
		}
		return nil
	}, nil
}

// verify reads the quotes of a kept reply again.
func (t *turn) verify(ctx context.Context, was session.Shown) (bot.Reply, error) {
	r, err := t.sessions.Verify(ctx, t.request, was)
	if err != nil {
		t.log.ErrorContext(ctx, "discord: reply verify failed", "error", err)
		return bot.Reply{}, err
	}
	return r, nil
}

// unread says that a kept reply can't be read just now: in place of what was
// promised, or below the message.
func (t *turn) unread(ctx context.Context) {
	t.show(ctx, bot.Reply{Blocks: []bot.Block{bot.Notice{Text: t.printer(ctx, t.in).Say("discord.not_read")}}, Private: true, Failed: true})
}

// share shows to all what was shown to one, once however often it is pressed.
func (b *Bot) share(ctx context.Context, i *event.Interaction, was session.Shown, n int) (func(context.Context) error, error) {
	if b.seen.again(doShare + ":" + was.Key) {
		return nil, b.whisper(ctx, i, "discord.shared_already")
	}
	t := b.turn(i, "", nil, false)
	if err := t.promise(ctx); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error {
		r, err := t.verify(ctx, was)
		if err != nil {
			b.seen.forget(doShare + ":" + was.Key) // before it is said, so that who presses again is heard
			t.unread(ctx)
			return nil
		}
		return t.showPage(ctx, r, n, t.engine.Printer(ctx, t.request).Say("discord.shared", "person", "<@"+t.request.Person.User+">"))
	}, nil
}

const (
	maxLabel = 45   // characters of a form's label
	maxTyped = 2000 // characters of what is typed into one
)

// openForm asks for an argument that a command lacks.
func (b *Bot) openForm(ctx context.Context, i *event.Interaction, m *bot.Missing) error {
	if m == nil {
		return b.whisper(ctx, i, "discord.expired")
	}
	p := b.printer(ctx, i)
	label := p.Say("discord.answer_box")
	if c, ok := b.engine.Commands().Command(m.Command); ok {
		if o, ok := c.Option(m.Option); ok && o.Ask != "" {
			label = layout.Clip(p.Say(o.Ask), maxLabel)
		}
	}
	field := message.Field{Label: label, ID: m.Option, MaxLength: maxTyped}
	return b.callback(ctx, i, discordgo.InteractionResponse{Type: discordgo.InteractionResponseModal, Data: &discordgo.InteractionResponseData{
		CustomID: i.Data.CustomID, Title: "Quoth", Components: []discordgo.MessageComponent{field},
	}})
}

// submitted begins the command whose argument was typed into a form.
func (b *Bot) submitted(ctx context.Context, i *event.Interaction) (func(context.Context) error, error) {
	_, rest, _ := strings.Cut(i.Data.CustomID, ":")
	key, _, _ := strings.Cut(rest, ":")
	was, err := b.sessions.Recall(ctx, key)
	mine := was.Person == personOf(i)
	if err != nil || was.Reply.Missing == nil {
		return nil, b.whisper(ctx, i, "discord.expired")
	}
	m := was.Reply.Missing
	args := bot.Args{}
	maps.Copy(args, m.Args)
	if typed, ok := i.Typed(m.Option); ok {
		args[m.Option] = typed
	}
	return b.start(ctx, i, session.Shown{Person: was.Person}, m.Command, args, was.Hidden || !mine)
}
