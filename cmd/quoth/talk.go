package main

import (
	"context"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"quoth/bot"
	"quoth/bot/intent"
	"quoth/bot/terminal"
	"quoth/knowledge/answer"
)

// talkCommand is the front door of the bot for scripts: what a line of a chat is
// taken for, and what is said to it.
type talkCommand struct {
	Batch bool `help:"Read lines of chats as JSON Lines from standard input." required:""`
}

// Help is shown by quoth talk --help.
func (talkCommand) Help() string {
	return `A line of the input is {"id","text","where":"private|group","to":"bot|reply|mention|none","talk"?,"under":{"by":"bot|person","text"}?,"as_of"?}; lines of one talk are one conversation, in order. The answer says what the bot takes it for: {"id","act":"ask|command|talk|silent","command"?,"arguments"?,"verdict"?,"confidence"?,"quotes"?,"said"?}. Commands that would change something are named and not carried out.

Example:
  quoth talk --batch < lines.jsonl`
}

// chatLine is a line of a chat.
type chatLine struct {
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

// heardLine is what a line was taken for.
type heardLine struct {
	ID         json.RawMessage `json:"id,omitempty"`
	Act        intent.Act      `json:"act"`
	Command    string          `json:"command,omitempty"`
	Arguments  map[string]any  `json:"arguments,omitempty"`
	Verdict    answer.Verdict  `json:"verdict,omitempty"`
	Confidence *float64        `json:"confidence,omitempty"`
	Quotes     []quoteJSON     `json:"quotes,omitempty"`
	Said       string          `json:"said,omitempty"`
}

// conversation is what is kept of a talk between its lines.
type conversation struct {
	inHand  answer.Talk
	waiting *bot.Missing
}

func (c *talkCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	e, err := p.engine(ctx)
	if err != nil {
		return err
	}
	talks := map[string]*conversation{}
	return batch(ctx, p.In, out, func(row chatLine, id json.RawMessage) (any, error) {
		k := &conversation{}
		if row.Talk != "" {
			if talks[row.Talk] == nil {
				talks[row.Talk] = k
			}
			k = talks[row.Talk]
		}
		line, err := p.hear(ctx, e, row, k)
		line.ID = id
		return line, err
	})
}

// hear takes a line for what it is, and answers it as the bot would.
func (p *Program) hear(ctx context.Context, e *bot.Engine, row chatLine, k *conversation) (heardLine, error) {
	r, err := row.request(k)
	if err != nil {
		return heardLine{}, err
	}
	in := e.Read(ctx, r)
	line := heardLine{Act: in.Act}
	if line.Act == intent.Silent {
		return line, nil
	}
	if line.Act == intent.Do {
		line.Command = in.Command
	}
	reply, done := e.Understand(ctx, &r)
	switch {
	case done:
		k.waiting = nil
	case in.Act == intent.Ask:
		k.waiting = nil
		a, reply, err := e.Answer(ctx, r)
		line.Said, line.Verdict, line.Confidence = said(reply), answer.None, new(float64)
		if err != nil {
			return line, nil
		}
		if line.Quotes, err = toQuotes(ctx, e, a.Quotes[:min(len(a.Quotes), 5)]); err != nil {
			return heardLine{}, err
		}
		if len(line.Quotes) > 0 {
			line.Verdict, *line.Confidence = a.Verdict, round(a.Confidence)
		}
		k.inHand = a.Talk
		return line, nil
	default:
		line.Arguments = arguments(in, r)
		if c, known := e.Command(r.Command); known && c.Changes {
			if k.waiting = e.Missing(r); k.waiting == nil {
				return line, nil // it is named, and not carried out
			}
		}
		reply = e.Handle(ctx, r)
		if k.waiting = reply.Missing; in.Typed != "" { // as if what was meant were pressed
			k.waiting = e.Missing(bot.Request{Command: in.Command, Args: bot.Args{}})
		}
	}
	if reply.Talk != nil {
		k.inHand = *reply.Talk
	}
	line.Said = said(reply)
	return line, nil
}

// request is the request of a line.
func (row chatLine) request(k *conversation) (bot.Request, error) {
	at, err := asOf(row.AsOf)
	if err != nil {
		return bot.Request{}, err
	}
	r := bot.Request{Person: terminal.Me, Place: terminal.Here, Text: row.Text, Private: row.Where != "group", To: intent.To(row.To),
		AsOf: at, Talk: &k.inHand, Waiting: k.waiting}
	switch {
	case row.Where != "private" && row.Where != "group":
		return r, usagef("where is %q: write private or group", row.Where)
	case r.To != intent.ToBot && r.To != intent.ToReply && r.To != intent.ToMention && r.To != intent.ToNobody:
		return r, usagef("to is %q: write bot, reply, mention or none", row.To)
	}
	if row.Under != nil {
		r.Under = intent.Under{Bot: row.Under.By == "bot", Text: row.Under.Text}
		if r.Waiting == nil && r.Under.Bot && intent.Asks(r.Under.Text) {
			r.Waiting = &bot.Missing{} // for what, is not known
		}
	}
	return r, nil
}

// arguments are those of a command, by the names of the interface.
func arguments(in intent.Intent, r bot.Request) map[string]any {
	out := map[string]any{}
	for name, value := range in.Args {
		switch n, err := strconv.Atoi(value); {
		case name == "about":
		case name == "length" && err == nil:
			out[name] = n
		case name == "previews":
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

// said is a reply as plain text.
func said(reply bot.Reply) string {
	var b strings.Builder
	if err := terminal.Render(&b, reply, terminal.Style{}); err != nil {
		return "" // a builder takes all
	}
	return strings.TrimSpace(b.String())
}
