package bot

import (
	"slices"
	"strings"

	"quoth/bot/intent"
	"quoth/knowledge"
	"quoth/knowledge/answer"
)

// inHand returns what the talk had in hand before a request. Of a message of the bot's
// that nothing is kept of, its words tell.
func inHand(r Request) answer.Talk {
	if r.Talk != nil && !r.Talk.Empty() {
		return *r.Talk
	}
	if under := strings.TrimSpace(r.Under.Text); r.Under.Bot && under != "" {
		head, _, _ := strings.Cut(under, "\n")
		return answer.Talk{Subject: clip(intent.AlertTopic(head), 100)}
	}
	return answer.Talk{}
}

// talkOn is a talk on a topic of which some quotes were shown.
func talkOn(topic string, quotes []knowledge.Quote) *answer.Talk {
	t := &answer.Talk{Subject: topic}
	for _, q := range quotes {
		if !slices.Contains(t.Articles, q.Article.ID) {
			t.Articles = append(t.Articles, q.Article.ID)
		}
	}
	return t
}
