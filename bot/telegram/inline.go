package telegram

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"quoth/bot"
	"quoth/bot/chat/layout"
	"quoth/bot/chat/limit"
	"quoth/bot/telegram/botapi"
	"quoth/bot/telegram/page"
	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

const (
	// inlineTime is for how many seconds Telegram may give the same results for
	// the same words of a person: news comes in meanwhile.
	inlineTime = "60"
	// inlineWords is how much of a query is looked at; Telegram sends no more.
	inlineWords = 256
)

// inline answers “@bot words” in any chat with articles to choose from: the
// newest ones when there are no words yet.
func (b *Bot) inline(ctx context.Context, q *botapi.InlineQuery) error {
	r := bot.Request{Person: person(q.From.ID), Place: audience.Place{Platform: Platform, Chat: "inline/" + number(q.From.ID)}, Language: q.From.Language}
	words := strings.TrimSpace(layout.Clip(q.Query, inlineWords))
	commands := []bot.Request{r, r}
	search, newest := bot.SearchFor(words), bot.Newest()
	commands[0].Command, commands[0].Args = search.Command, search.Args
	commands[1].Text = words
	if words == "" {
		commands = commands[:1]
		commands[0].Command, commands[0].Args = newest.Command, newest.Args
	}
	results, why := []botapi.InlineResult{}, ""
	for _, r := range commands {
		reply, err := b.work(ctx, r)
		if err != nil {
			return err
		}
		why = reply.Refusal(text.For(q.From.Language).Say("label.nothing_holds"))
		// The nearest sentence, which is no answer, stands behind a notice.
		for _, block := range bot.Unfold(reply.Blocks) {
			if _, ok := block.(bot.Notice); ok {
				break
			}
			if result, ok := inlineOf(len(results), block, reply.Calendar(b.now())); ok {
				results = append(results, result)
			}
		}
		if len(results) > 0 {
			break
		}
	}
	p := botapi.Params{"inline_query_id": q.ID, "results": botapi.Object(results), "cache_time": inlineTime, "is_personal": "true"}
	if len(results) == 0 {
		p["button"] = botapi.Object(map[string]string{"text": why, "start_parameter": bot.Helping().Command})
	}
	_, err := b.ask(ctx, limit.Answer, "answerInlineQuery", p)
	var failed failure
	if errors.As(err, &failed) && failed.Says("query is too old") {
		return nil
	}
	return err
}

// inlineOf makes the n-th choice of a block. What is chosen is posted by the
// person, so it carries no buttons.
func inlineOf(n int, block bot.Block, c bot.Calendar) (botapi.InlineResult, bool) {
	result := botapi.InlineResult{Type: "article", ID: fmt.Sprint(n + 1)}
	var a knowledge.Article
	switch b := block.(type) {
	case bot.Quote:
		a, result.Description = b.Article, bot.Printable(b.Text)
	case bot.Headline:
		a = b.Article
	default:
		return result, false
	}
	p := page.Render(bot.Sourced([]bot.Block{block}), c)
	result.Title = bot.Printable(page.Titles(c).Of(a))
	if by := c.Byline(a); by != "" && a.Title != "" {
		result.Description = strings.TrimSuffix(bot.Printable(by)+"\n"+result.Description, "\n")
	}
	result.Content = p.Inline()
	return result, p.Within(page.MaxText)
}
