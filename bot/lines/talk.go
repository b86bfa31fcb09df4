package lines

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"quoth/bot"
	"quoth/bot/intent"
	"quoth/bot/text"
	"quoth/knowledge/answer"
)

// Said is a row of a chat. Rows of one Talk are one conversation, in order.
type Said struct {
	Text  string `json:"text"`
	Where string `json:"where"`
	To    string `json:"to"`
	Talk  string `json:"talk"`
	AsOf  string `json:"as_of"`
	Under *struct {
		By   string `json:"by"`
		Text string `json:"text"`
	} `json:"under"`
}

// Heard is what a row was taken for, and what is said to it.
type Heard struct {
	ID         json.RawMessage `json:"id,omitempty"`
	Act        intent.Act      `json:"act"`
	Command    string          `json:"command,omitempty"`
	Arguments  map[string]any  `json:"arguments,omitempty"`
	Verdict    answer.Verdict  `json:"verdict,omitempty"`
	Confidence *float64        `json:"confidence,omitempty"`
	Quotes     []Quote         `json:"quotes,omitempty"`
	Said       string          `json:"said,omitempty"`
}

// conversation is what is kept of a talk between its lines.
type conversation struct {
	inHand  *answer.Talk
	waiting *bot.Missing
}

// Listener takes rows of chats for what they are. It may be used by one goroutine at a
// time.
type Listener struct {
	engine *bot.Engine
	base   bot.Request
	text   func(bot.Reply) string
	talks  map[string]*conversation
}

// NewListener returns a Listener whose rows come from where base does. text writes a reply
// as a person would read it.
func NewListener(engine *bot.Engine, base bot.Request, text func(bot.Reply) string) *Listener {
	base.Patient = true
	return &Listener{engine: engine, base: base, text: text, talks: map[string]*conversation{}}
}

// Hear takes a row for what it is, and answers it as the bot would. What would change
// something is named and not carried out.
func (l *Listener) Hear(ctx context.Context, row Said) (Heard, error) {
	k := &conversation{}
	if row.Talk != "" {
		if l.talks[row.Talk] == nil {
			l.talks[row.Talk] = k
		}
		k = l.talks[row.Talk]
	}
	r, err := l.request(row, k)
	if err != nil {
		return Heard{}, err
	}
	reply, done := l.engine.Understand(ctx, &r)
	in := r.Intent
	line := Heard{Act: in.Act}
	if line.Act == intent.Silent {
		return line, nil
	}
	if line.Act == intent.Do {
		line.Command = in.Command
	}
	switch {
	case done:
		k.waiting = nil
		if in.Either { // named, though it is asked which of two it means
			line.Arguments = arguments(in, r)
		}
	case in.Act == intent.Ask:
		k.waiting = nil
		r.Data = true
		reply = l.engine.Handle(ctx, r)
		c, known := l.engine.Commands().Command(r.Command)
		switch f := reply.Found; {
		case f != nil:
			line.Quotes = newQuotes(f.Quotes[:min(len(f.Quotes), maxQuotes)])
			line.Verdict, line.Confidence = f.Verdict, new(Round(f.Confidence))
		case known && c.Answers:
			line.Verdict, line.Confidence = answer.None, new(float64)
		}
	default:
		line.Arguments = arguments(in, r)
		if c, known := l.engine.Commands().Command(r.Command); known && c.Changes {
			if k.waiting = c.Missing(r.Args); k.waiting == nil { // it is named, and not carried out
				if begun := c.Begun(r.Args); begun != nil {
					k.inHand = begun
				} else if k.inHand != nil { // what was begun before is changed since
					past := *k.inHand
					past.Begun, past.Confirms = false, false
					k.inHand = &past
				}
				return line, nil
			}
		}
		reply = l.engine.Handle(ctx, r)
		k.waiting = reply.Missing
		if c, known := l.engine.Commands().Command(in.Command); in.Typed != "" && known { // as if what was meant were pressed
			k.waiting = c.Missing(bot.Args{})
		}
	}
	if left := r.Left(reply); left != nil {
		k.inHand = left
	}
	line.Said = l.text(reply)
	return line, nil
}

// request is the request of a row.
func (l *Listener) request(row Said, k *conversation) (bot.Request, error) {
	at, err := AsOf(row.AsOf)
	if err != nil {
		return bot.Request{}, err
	}
	r := l.base
	r.Text, r.Private, r.To, r.AsOf, r.Talk, r.Waiting = row.Text, row.Where != "group", intent.To(row.To), at, k.inHand, k.waiting
	switch {
	case row.Where != "private" && row.Where != "group":
		return r, fmt.Errorf("where is %q: write private or group", row.Where)
	case r.To != intent.ToBot && r.To != intent.ToReply && r.To != intent.ToMention && r.To != intent.ToNobody:
		return r, fmt.Errorf("to is %q: write bot, reply, mention or none", row.To)
	}
	if row.Under != nil {
		r.Under = intent.Under{Bot: row.Under.By == "bot", Text: row.Under.Text}
		if r.Waiting == nil && r.Under.Bot {
			r.Waiting = l.askedFor(r.Under.Text)
		}
	}
	return r, nil
}

// askedFor is what the bot waits for when it has said a text, in any language of the catalogue: the
// argument of the command that asks so, of several the one that changes something; nil where the text
// asks for nothing.
func (l *Listener) askedFor(said string) (waits *bot.Missing) {
	for _, c := range l.engine.Commands() {
		m := c.Missing(bot.Args{})
		if c.Hidden || m == nil || waits != nil && !c.Changes {
			continue
		}
		o, _ := c.Option(m.Option)
		if slices.ContainsFunc(text.Languages(), func(language string) bool { return text.For(language).Say(o.Ask) == strings.TrimSpace(said) }) {
			waits = m
		}
	}
	if waits == nil && intent.Asks(said) {
		waits = &bot.Missing{} // for what, is not known
	}
	return waits
}

// arguments are those of a command, by the names of the interface.
func arguments(in intent.Intent, r bot.Request) map[string]any {
	out := map[string]any{}
	for name, value := range in.Args {
		switch n, err := strconv.Atoi(value); {
		case name == "about":
		case name == "length" && err == nil:
			out[name] = n
		case name == "previews", name == "pictures":
			out[name] = value == "true"
		default:
			out[name] = value
		}
	}
	if _, ok := out["text"]; !ok {
		for _, name := range []string{"article", "topic", "words", "command"} {
			if value := r.Args[name]; value != "" {
				out["text"] = value
			}
		}
	}
	return out
}
