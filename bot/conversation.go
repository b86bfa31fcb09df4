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
// "" for nothing. Of what is too long, as after a long question, it leaves out what there is
// to go back to, then what there is to go on to, which repeats that question, then the question
// itself.
func EncodeTalk(t *answer.Talk) string {
	if t == nil || t.Empty() {
		return ""
	}
	onward := *t
	onward.Trail = nil
	less := onward
	less.Steps = nil
	least := less
	least.Asked, least.Subject = nil, clip(less.Subject, 100)
	for _, talk := range []*answer.Talk{t, &onward, &less, &least} {
		data, err := json.Marshal(talk)
		if encoded := base64.RawURLEncoding.EncodeToString(data); err == nil && len(encoded) <= maxTalk {
			return encoded
		}
	}
	return ""
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
