// Package reply makes replies for the tests of adapters.
package reply

import (
	"time"

	"quoth/bot"
	"quoth/bot/chattest/hostile"
	"quoth/knowledge"
)

// Hostile returns a reply of every kind of block, each of its strings hostile.
func Hostile() bot.Reply {
	article := knowledge.Article{ID: 1, Version: 1, Authors: []string{""}, Published: time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC)}
	hostile.Fill(&article)
	q := bot.Quote{Quote: knowledge.Quote{Article: article, Context: []knowledge.Passage{{}}, Also: []knowledge.Article{article}, Edited: true}}
	hostile.Fill(&q)
	q.Also[0].Source, q.Value, q.Link = hostile.Text+"2", "2024-03-05", "https://post.example/"+hostile.Text
	size := len(hostile.Text)
	q.Range, q.Context[0].Range = knowledge.Range{Start: 0, End: size}, knowledge.Range{Start: size, End: 2 * size}
	q.Answer = knowledge.Range{Start: 8, End: 20}
	headline := bot.Headline{Article: article, Link: q.Link, Note: hostile.Text}
	untitled := headline
	untitled.Article.Title = ""
	entry := bot.Entry{Date: hostile.Text, Note: hostile.Text, Quotes: []bot.Quote{q}}
	return bot.Reply{
		Blocks: []bot.Block{
			bot.Heading{Text: hostile.Text}, bot.Text{Text: hostile.Text}, bot.Notice{Text: hostile.Text}, headline, untitled, q, entry,
			bot.Folded{Label: hostile.Text, Blocks: []bot.Block{q, headline}}, bot.Heading{Text: hostile.Text}, bot.Picture{Name: "p.png", PNG: []byte("png"), Alt: hostile.Text},
		},
		Actions:  []bot.Action{{Label: hostile.Text, Command: "ask", Args: bot.Args{"question": hostile.Text}}},
		Question: hostile.Text,
	}
}
