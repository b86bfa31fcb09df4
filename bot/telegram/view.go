package telegram

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"quoth/bot"
	"quoth/knowledge"
)

const (
	// buttonsKept is how long the buttons of a reply work, since what was asked is
	// kept with them, and alertsKept those of an alert, which people come back to
	// later.
	buttonsKept = 24 * time.Hour
	alertsKept  = 30 * 24 * time.Hour
	// keyLength is how long the key of a view is: 80 bits, 5 to a letter.
	keyLength = 16
	// perRow is how many buttons stand side by side: more are cut off on a phone.
	perRow = 2
)

// view is a reply as it is shown: what its buttons need to turn a page, to go
// back, and to act. It is kept in the store under a key that the buttons carry.
type view struct {
	Reply bot.Reply `json:"reply"` // without pictures and files
	Back  string    `json:"back,omitempty"`

	key   string
	pages [][]bot.Block
}

// newView makes a view of the blocks of a reply that are text.
func newView(r bot.Reply, back string) *view {
	v := &view{Reply: r, Back: back, key: rand.Text()[:keyLength]}
	v.Reply.Blocks = nil
	for _, b := range r.Blocks {
		switch b.(type) {
		case bot.Picture, bot.File:
		default:
			v.Reply.Blocks = append(v.Reply.Blocks, b)
		}
	}
	v.pages = bot.Pages(v.Reply.Blocks, fits)
	return v
}

// page returns the n-th page, the last one when there are fewer.
func (v *view) page(n int) []bot.Block {
	if len(v.pages) == 0 {
		return nil
	}
	return v.pages[v.clamp(n)]
}

func (v *view) clamp(n int) int { return max(0, min(n, len(v.pages)-1)) }

type button struct {
	Text     string `json:"text"`
	Data     string `json:"callback_data,omitempty"`
	URL      string `json:"url,omitempty"`
	SwitchTo string `json:"switch_inline_query_current_chat,omitempty"`
}

type keyboard struct {
	Rows [][]button `json:"inline_keyboard"`
}

// keyboard is the buttons below the n-th page; nil for none.
func (v *view) keyboard(n int) *keyboard {
	var rows [][]button
	n = v.clamp(n)
	var turn []button
	if v.Back != "" && n == 0 {
		turn = append(turn, button{Text: labelBack, Data: pressPage(v.Back, 0)})
	}
	if n > 0 {
		turn = append(turn, button{Text: labelBefore, Data: pressPage(v.key, n-1)})
	}
	if len(v.pages) > 1 {
		turn = append(turn, button{Text: fmt.Sprintf(labelPage, n+1, len(v.pages)), Data: pressPage(v.key, n)})
	}
	if n < len(v.pages)-1 {
		turn = append(turn, button{Text: labelNext, Data: pressPage(v.key, n+1)})
	}
	if len(turn) > 0 {
		rows = append(rows, turn)
	}
	for i, a := range v.Reply.Actions {
		if i%perRow == 0 {
			rows = append(rows, nil)
		}
		last := len(rows) - 1
		rows[last] = append(rows[last], button{Text: a.Label, Data: v.key + "a" + strconv.Itoa(i)})
	}
	if len(rows) == 0 {
		return nil
	}
	return &keyboard{rows}
}

func pressPage(key string, n int) string { return key + "p" + strconv.Itoa(n) }

// pressed reads the data of a button: the key of its view, and the page or the
// action that it stands for.
func pressed(data string) (key string, page, action int, ok bool) {
	if len(data) < keyLength+2 {
		return "", 0, 0, false
	}
	n, err := strconv.Atoi(data[keyLength+1:])
	if err != nil || n < 0 {
		return "", 0, 0, false
	}
	switch key = data[:keyLength]; data[keyLength] {
	case 'p':
		return key, n, -1, true
	case 'a':
		return key, -1, n, true
	}
	return "", 0, 0, false
}

func viewKey(key string) string { return strings.Join([]string{"view", Platform, key}, "\x1f") }

// keep stores a view for the one who may press its buttons: the zero Person for
// everybody in the chat. A view without buttons is not kept.
func (b *Bot) keep(ctx context.Context, v *view, at knowledge.Place, by knowledge.Person, d time.Duration) error {
	if v.keyboard(0) == nil {
		return nil
	}
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("keeping the buttons of a message: %w", err)
	}
	return b.store.PutToken(ctx, knowledge.Token{Key: viewKey(v.key), Person: by, Place: at, Data: data, Expires: b.now().Add(d)})
}

// recall returns a kept view and whom it is kept for. Its quotes are read from
// the store again, since it is about to be shown.
func (b *Bot) recall(ctx context.Context, key string) (*view, knowledge.Token, error) {
	t, err := b.store.Token(ctx, viewKey(key), b.now())
	if err != nil {
		return nil, t, err
	}
	v := &view{key: key}
	if err := json.Unmarshal(t.Data, v); err != nil {
		return nil, t, fmt.Errorf("the buttons of a message: %w", err)
	}
	if v.Reply, err = b.engine.Verify(bot.Request{Place: t.Place}.In(ctx), v.Reply); err != nil {
		return nil, t, err
	}
	v.pages = bot.Pages(v.Reply.Blocks, fits)
	return v, t, nil
}
