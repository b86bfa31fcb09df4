package telegram

import (
	"encoding/json"
	"fmt"
	"regexp"
	"time"
)

const (
	mostAnswer  = 200 // characters of the answer to a callback query
	mostResults = 50  // of an inline query
	mostID      = 64  // bytes of the id of an inline result, and of an offset
)

var startParameter = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// query is a callback or inline query that waits for its answer.
type query struct {
	id       string
	callback bool
	at       time.Time
	answered bool
	answer   Answer
	results  []Result
	next     string
	button   ResultsButton
}

// ask registers a query. The lock is held.
func (s *Server) ask(callback bool) *query {
	q := &query{id: fmt.Sprintf("%d", 900000000000+s.next()), callback: callback, at: s.conf.Clock()}
	s.queries[q.id] = q
	return q
}

// query returns the query of the request if it can be answered now.
func (c *call) query(field string, callback bool) (*query, error) {
	q := c.s.queries[c.params[field]]
	if q == nil || q.callback != callback || q.answered || c.s.conf.Clock().Sub(q.at) > c.s.conf.QueryLife {
		return nil, bad("query is too old and response timeout expired or query ID is invalid")
	}
	return q, nil
}

// Answer is how the bot answered a press.
type Answer struct {
	Text  string
	Alert bool // a window and not a note that goes away
	URL   string
}

// Callback is a button that was pressed.
type Callback struct {
	Data string
	s    *Server
	q    *query
}

// Press presses the button with the label under a message, as it is now. It fails
// the test when there is no such button that tells the bot something.
func (u *User) Press(m Message, label string) *Callback {
	u.s.t.Helper()
	now := m.Chat.Now(m)
	b, ok := now.button(label)
	if !ok || b.Data == "" {
		u.s.t.Fatalf("chattest/telegram: under message %d of chat %d is no button %q to press, but %q", m.ID, m.Chat.ID, label, now.Buttons())
	}
	return u.PressData(now, b.Data)
}

// PressData presses a button that need not be there, as with an old or changed
// client.
func (u *User) PressData(m Message, data string) *Callback {
	s := u.s
	s.mu.Lock()
	defer s.mu.Unlock()
	q := s.ask(true)
	update := map[string]any{"id": q.id, "from": u, "chat_instance": fmt.Sprint(m.Chat.ID), "data": data}
	switch {
	case m.inlineID != "":
		update["inline_message_id"] = m.inlineID
	case m.Chat.message(m.ID) == nil:
		update["message"] = map[string]any{"chat": m.Chat, "message_id": m.ID, "date": 0}
	default:
		update["message"] = m.Chat.message(m.ID)
	}
	s.tell("callback_query", update)
	return &Callback{Data: data, s: s, q: q}
}

// Wait waits for the bot's answer.
func (c *Callback) Wait() Answer {
	c.s.t.Helper()
	c.s.Wait(c.Answered)
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	return c.q.answer
}

// Answered reports whether the bot has answered.
func (c *Callback) Answered() bool {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	return c.q.answered
}

// Unanswered is how many presses the bot has not answered: those whose button
// still spins.
func (s *Server) Unanswered() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, q := range s.queries {
		if q.callback && !q.answered {
			n++
		}
	}
	return n
}

// Expire makes it too late to answer.
func (c *Callback) Expire() {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	delete(c.s.queries, c.q.id)
}

func (c *call) answerCallbackQuery() (any, error) {
	q, err := c.query("callback_query_id", true)
	if err != nil {
		return nil, err
	}
	if length16(c.params["text"]) > mostAnswer {
		return nil, bad("MESSAGE_TOO_LONG")
	}
	q.answered = true
	q.answer = Answer{c.params["text"], c.bool("show_alert"), c.params["url"]}
	c.s.touch()
	return true, nil
}

// Result is a result of an inline query: what is shown in the list, and the
// message that choosing it sends.
type Result struct {
	Type        string `json:"type"`
	ID          string `json:"id"`
	Title       string `json:"title"`
	Description string `json:"description"`
	URL         string `json:"url"`

	Text     string    `json:"-"`
	Entities []Entity  `json:"-"`
	Keyboard *Keyboard `json:"-"`
	Preview  bool      `json:"-"`
}

// ResultsButton stands above the results and leads to the private chat, where it
// says /start with a parameter.
type ResultsButton struct {
	Text  string `json:"text"`
	Start string `json:"start_parameter"`
}

// Inline is what a person typed after the bot's name.
type Inline struct {
	Text string
	u    *User
	q    *query
}

// Inline asks inline, from the person's chat with somebody else.
func (u *User) Inline(text string) *Inline { return u.InlineFrom(text, "") }

// InlineFrom asks inline for the results that begin at an offset that the bot
// gave as Next.
func (u *User) InlineFrom(text, offset string) *Inline {
	s := u.s
	s.mu.Lock()
	defer s.mu.Unlock()
	q := s.ask(false)
	s.tell("inline_query", map[string]any{"id": q.id, "from": u, "query": text, "offset": offset, "chat_type": "private"})
	return &Inline{Text: text, u: u, q: q}
}

// Wait waits for the bot's results.
func (i *Inline) Wait() []Result {
	s := i.u.s
	s.t.Helper()
	s.Wait(func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return i.q.answered
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	return i.q.results
}

// Next is the offset at which the bot says that there is more.
func (i *Inline) Next() string {
	i.u.s.mu.Lock()
	defer i.u.s.mu.Unlock()
	return i.q.next
}

// Button is what stands above the results, the zero ResultsButton for nothing.
func (i *Inline) Button() ResultsButton {
	i.u.s.mu.Lock()
	defer i.u.s.mu.Unlock()
	return i.q.button
}

// Choose sends a result to a place, in the person's name.
func (i *Inline) Choose(r Result, p Place) Message {
	s := i.u.s
	s.t.Helper()
	m := &Message{Text: r.Text, Entities: r.Entities, Keyboard: r.Keyboard, Preview: r.Preview, ViaBot: s.Bot}
	chosen := map[string]any{"result_id": r.ID, "from": i.u, "query": i.Text}
	if r.Keyboard != nil {
		s.mu.Lock()
		m.inlineID = fmt.Sprintf("inline-%d", s.next())
		s.inline[m.inlineID] = m
		s.mu.Unlock()
		chosen["inline_message_id"] = m.inlineID
	}
	sent := i.u.send(p, m)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tell("chosen_inline_result", chosen)
	return sent
}

// Guest is a message by which a person called the bot into a chat that it is no member of.
type Guest struct {
	s *Server
	q *query
}

// Call writes a text that names the bot into a chat of others.
func (u *User) Call(text string) *Guest {
	s := u.s
	s.mu.Lock()
	defer s.mu.Unlock()
	q := s.ask(false)
	s.tell("guest_message", map[string]any{
		"message_id": 1, "date": s.now(), "chat": map[string]any{"id": -1000000000000 - s.next(), "type": supergroup, "title": "Elsewhere"},
		"from": u, "text": text, "entities": meaning(text), "guest_query_id": q.id,
	})
	return &Guest{s, q}
}

// Answer is what the bot says there; ok is false when it says nothing.
func (g *Guest) Answer() (m Message, ok bool) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	if !g.q.answered {
		return m, false
	}
	r := g.q.results[0]
	return Message{Text: r.Text, Entities: r.Entities, Keyboard: r.Keyboard, Preview: r.Preview, ViaBot: g.s.Bot}, true
}

func (c *call) answerGuestQuery() (any, error) {
	q, err := c.query("guest_query_id", false)
	if err != nil {
		return nil, err
	}
	r, err := c.result([]byte(c.params["result"]))
	if err != nil {
		return nil, err
	}
	q.answered, q.results = true, []Result{r}
	c.s.touch()
	return map[string]string{"inline_message_id": fmt.Sprintf("guest-%d", c.s.next())}, nil
}

func (c *call) answerInlineQuery() (any, error) {
	q, err := c.query("inline_query_id", false)
	if err != nil {
		return nil, err
	}
	var all []json.RawMessage
	if !c.has("results") || json.Unmarshal([]byte(c.params["results"]), &all) != nil {
		return nil, bad("can't parse inline query results JSON array")
	}
	if len(all) > mostResults {
		return nil, bad("RESULTS_TOO_MUCH")
	}
	if len(c.params["next_offset"]) > mostID {
		return nil, bad("NEXT_OFFSET_INVALID")
	}
	var button ResultsButton
	if err := c.decode("button", &button); err != nil {
		return nil, err
	}
	if c.has("button") && (button.Text == "" || !startParameter.MatchString(button.Start)) {
		return nil, bad("START_PARAM_INVALID")
	}
	results := make([]Result, 0, len(all))
	seen := map[string]bool{}
	for _, one := range all {
		r, err := c.result(one)
		if err != nil {
			return nil, err
		}
		if seen[r.ID] {
			return nil, bad("RESULT_ID_DUPLICATE")
		}
		seen[r.ID] = true
		results = append(results, r)
	}
	q.answered, q.results, q.next, q.button = true, results, c.params["next_offset"], button
	c.s.touch()
	return true, nil
}

// result reads one inline result, an article.
func (c *call) result(data []byte) (Result, error) {
	var in struct {
		Result
		Content *struct {
			Text     string   `json:"message_text"`
			Mode     string   `json:"parse_mode"`
			Entities []Entity `json:"entities"`
			Preview  struct {
				Off bool `json:"is_disabled"`
			} `json:"link_preview_options"`
		} `json:"input_message_content"`
		Markup json.RawMessage `json:"reply_markup"`
	}
	if json.Unmarshal(data, &in) != nil {
		return Result{}, bad("can't parse inline query result")
	}
	r := in.Result
	switch {
	case r.Type != "article":
		c.s.violate("spec", "%s: the test server knows the inline result article alone, and not %q", c.method, r.Type)
		return r, bad("RESULT_TYPE_INVALID")
	case r.ID == "" || len(r.ID) > mostID:
		return r, bad("RESULT_ID_INVALID")
	case r.Title == "":
		return r, bad("ARTICLE_TITLE_EMPTY")
	case in.Content == nil:
		return r, bad("input message content is not specified")
	}
	var err error
	if r.Text, r.Entities, err = c.formatted(in.Content.Text, in.Content.Mode, in.Content.Entities); err != nil {
		return r, err
	}
	switch {
	case r.Text == "":
		return r, bad("MESSAGE_EMPTY")
	case length16(r.Text) > mostText:
		return r, bad("MESSAGE_TOO_LONG")
	}
	r.Preview = !in.Content.Preview.Off
	if len(in.Markup) > 0 {
		r.Keyboard, _, err = readMarkup(in.Markup)
	}
	return r, err
}
