package telegram

import (
	"context"
	"errors"

	"quoth/bot"
	"quoth/bot/telegram/botapi"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// opinions are the reactions that say something of an answer.
var opinions = map[string]audience.Opinion{"👍": audience.Helpful, "👎": audience.Unhelpful}

// opinionOf is what a reaction says of a message: "" takes back what was said. tells is
// false when it says nothing.
func opinionOf(r *botapi.Reaction) (o audience.Opinion, tells bool) {
	if r.User == nil {
		return "", false
	}
	emoji, tells := r.Choice("👍", "👎")
	return opinions[emoji], tells
}

// react keeps what somebody says of an answer with a reaction. Nobody waits for a word.
func (b *Bot) react(ctx context.Context, r *botapi.Reaction) error {
	o, tells := opinionOf(r)
	if !tells {
		return nil
	}
	at := audience.Place{Platform: Platform, Chat: number(r.Chat.ID)}
	was, err := b.sessions.At(ctx, at, number(r.Message))
	if errors.Is(err, knowledge.ErrNotFound) { // it is not the bot's, or old
		return nil
	}
	if err != nil {
		return err
	}
	report, ok := bot.Reporting(was.Reply, o)
	if !ok {
		return nil
	}
	_, err = b.work(ctx, bot.Request{Person: person(r.User.ID), Asker: was.Person, Place: at, Private: r.Chat.Type == "private", Command: report.Command, Args: report.Args, At: b.now()})
	return err
}
