package telegram

import (
	"quoth/bot"
	"quoth/bot/chat/layout"
	"quoth/bot/telegram/botapi"
)

// longMessage is from how many UTF-16 units on a message is longer than a question: an answer
// to one says which words it is for.
const longMessage = 200

// quote has a reply to a long message, or to one that was passed on, quote the words of it
// that it answers: those that were asked, or those of the news that stand in it. What holds
// no news is about the message itself, and replies to it.
func (t *target) quote(r bot.Request, reply bot.Reply) {
	if t.said == nil {
		return
	}
	text, _ := t.said.Words()
	if !t.said.PassedOn() && layout.Width(text) < longMessage {
		return
	}
	words := []string{r.Args["question"]}
	for _, block := range reply.Blocks {
		if q, ok := block.(bot.Quote); ok {
			words = append(words, q.Text)
			if !q.Answer.Empty() && q.Range.Contains(q.Answer) {
				words = append(words, q.Text[q.Answer.Start-q.Start:q.Answer.End-q.Start])
			}
		}
	}
	for _, w := range words {
		if p, ok := t.said.Passage(w); ok {
			t.replyTo, t.passage = t.said.ID, p
			return
		}
	}
	if len(words) == 1 && t.replyTo == 0 {
		t.replyTo = t.said.ID
	}
}

// quoteMarked has the answer to who asks about marked words of another message quote them
// there.
func (t *target) quoteMarked(m *botapi.Message) {
	if parent := m.Parent(); parent != nil && m.Quote != nil {
		if p, ok := parent.Passage(m.Quote.Text); ok {
			t.replyTo, t.passage, t.said = parent.ID, p, nil
		}
	}
}
