package bot

import (
	"encoding/base64"
	"encoding/json"
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

// maxTalk is how many bytes a talk that is written out may have.
const maxTalk = 4 << 10

// EncodeTalk writes what a talk has in hand for whoever brings it back with the next question;
// "" for nothing, and for too much.
func EncodeTalk(t *answer.Talk) string {
	if t == nil || t.Empty() {
		return ""
	}
	data, err := json.Marshal(t)
	encoded := base64.RawURLEncoding.EncodeToString(data)
	if err != nil || len(encoded) > maxTalk {
		return ""
	}
	return encoded
}

// DecodeTalk reads what EncodeTalk wrote; nil for what is none.
func DecodeTalk(encoded string) *answer.Talk {
	data, err := base64.RawURLEncoding.DecodeString(encoded)
	if encoded == "" || len(encoded) > maxTalk || err != nil {
		return nil
	}
	var t answer.Talk
	if json.Unmarshal(data, &t) != nil {
		return nil
	}
	return &t
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
