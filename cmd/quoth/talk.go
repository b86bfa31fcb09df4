package main

import (
	"context"
	"encoding/json"
	"io"
	"strings"

	"quoth/bot"
	"quoth/bot/lines"
	"quoth/bot/terminal"
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

func (c *talkCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	e, err := p.engine(ctx)
	if err != nil {
		return err
	}
	listener := lines.NewListener(e, bot.Request{Person: terminal.Me, Place: terminal.Here}, said)
	return lines.Batch(ctx, p.In, out, func(row lines.Said, id json.RawMessage) (any, error) {
		line, err := listener.Hear(ctx, row)
		line.ID = id
		return line, err
	})
}

// said is a reply as plain text.
func said(reply bot.Reply) string {
	var b strings.Builder
	if err := terminal.Render(&b, reply, terminal.Style{}); err != nil {
		return "" // a builder takes all
	}
	return strings.TrimSpace(b.String())
}
