package telegram

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"quoth/bot"
	"quoth/bot/chat/layout"
	"quoth/bot/chat/session"
	"quoth/bot/telegram/botapi"
	"quoth/bot/telegram/page"
)

// perRow is how many buttons stand side by side: more are cut off on a phone.
const perRow = 2

// view is a reply as Telegram shows it: its text in pages, with buttons.
type view struct {
	*session.Shown
	pages    [][]bot.Block
	calendar bot.Calendar
}

// newView makes a view of the text of a reply, as it is read now, with room for foot on a page.
func newView(shown *session.Shown, now time.Time, foot ...bot.Block) *view {
	c := shown.Reply.Calendar(now)
	text := layout.Split(shown.Reply.Blocks).Words
	return &view{shown, bot.Pages(text, func(run []bot.Block) bool { return page.Render(slices.Concat(run, foot), c).Within(page.Size.Of(run)) }), c}
}

// page renders the n-th page, the last one when there are fewer; ok is false when it
// makes no text.
func (v *view) page(n int) (p *page.Page, ok bool) {
	p = page.Render(v.blocks(n), v.calendar)
	return p, p.Units > 0 && p.Within(page.MaxText)
}

// rich renders the n-th page that makes no text; ok is false when it makes no rich message
// either.
func (v *view) rich(n int) (p *page.Page, ok bool) { return page.Rich(v.blocks(n), v.calendar) }

// file is the n-th page as plain text, for what makes no message.
func (v *view) file(n int) []byte { return []byte(page.Plain(v.blocks(n), v.calendar)) }

func (v *view) blocks(n int) []bot.Block {
	if len(v.pages) == 0 {
		return nil
	}
	return v.pages[v.clamp(n)]
}

func (v *view) clamp(n int) int { return max(0, min(n, len(v.pages)-1)) }

// keyboard is the buttons below the n-th page; nil for none.
func (v *view) keyboard(n int) *botapi.Keyboard {
	var rows [][]botapi.Button
	n = v.clamp(n)
	var turn []botapi.Button
	if v.Back != "" && n == 0 {
		turn = append(turn, botapi.Button{Text: v.calendar.Printer.Say("label.back"), Data: pressPage(v.Back, 0)})
	}
	if n > 0 {
		turn = append(turn, botapi.Button{Text: v.calendar.Printer.Say("label.before"), Data: pressPage(v.Key, n-1)})
	}
	if len(v.pages) > 1 {
		turn = append(turn, botapi.Button{Text: fmt.Sprintf("%d / %d", n+1, len(v.pages)), Data: pressPage(v.Key, n)})
	}
	if n < len(v.pages)-1 {
		turn = append(turn, botapi.Button{Text: v.calendar.Printer.Say("label.next"), Data: pressPage(v.Key, n+1)})
	}
	if len(turn) > 0 {
		rows = append(rows, turn)
	}
	var below []botapi.Button
	for i, a := range v.Reply.Actions {
		below = append(below, botapi.Button{Text: bot.Printable(a.Label), Data: v.Key + "a" + strconv.Itoa(i)})
	}
	if quote := layout.OnlyQuote(v.blocks(n)); quote != "" && layout.Width(quote) <= maxCopied && len(below) > 0 {
		below = append(below, botapi.Button{Text: v.calendar.Printer.Say("label.copy"), Copy: &botapi.Copy{Text: quote}})
	}
	rows = slices.AppendSeq(rows, slices.Chunk(below, perRow))
	if len(rows) == 0 {
		return nil
	}
	return &botapi.Keyboard{Rows: rows}
}

// maxCopied is how many characters a button copies (Bot API, CopyTextButton).
const maxCopied = 256

func pressPage(key string, n int) string { return key + "p" + strconv.Itoa(n) }

// pressed reads the data of a button: the key of its view, and the page or the
// action that it stands for.
func pressed(data string) (key string, page, action int, ok bool) {
	if len(data) < session.KeyLength+2 {
		return "", 0, 0, false
	}
	n, err := strconv.Atoi(data[session.KeyLength+1:])
	if err != nil || n < 0 {
		return "", 0, 0, false
	}
	switch key = data[:session.KeyLength]; data[session.KeyLength] {
	case 'p':
		return key, n, -1, true
	case 'a':
		return key, -1, n, true
	}
	return "", 0, 0, false
}

// save keeps what an answer leaves behind. It is the last thing to be done for a message,
// so that one that is cut off is understood in the same way when it comes again. Where
// that can't be stored, as on a full disk, the answer stands all the same.
func (b *Bot) save(ctx context.Context, sent session.Sent) {
	if err := b.sessions.Save(ctx, sent); err != nil {
		b.log.ErrorContext(ctx, "telegram: session save failed", "error", err)
	}
}

// recall returns a kept reply. Its quotes are read from the store again, since it is
// about to be shown.
func (b *Bot) recall(ctx context.Context, key string) (*view, error) {
	shown, err := b.sessions.Recall(ctx, key)
	if err != nil {
		return nil, err
	}
	if shown.Reply, err = b.sessions.Verify(ctx, bot.Request{Place: shown.Place}, shown); err != nil {
		return nil, err
	}
	return newView(&shown, b.now()), nil
}
