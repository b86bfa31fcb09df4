package bot

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"quoth/bot/intent"
	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/answer"
	"quoth/knowledge/audience"
)

// inHand returns what the talk had in hand before a request. Of a message of the bot's
// that nothing is in hand from, its words tell.
func inHand(r Request) answer.Talk {
	if r.Talk != nil && !r.Talk.Empty() {
		return *r.Talk
	}
	under := strings.TrimSpace(r.Under.Text)
	if r.Under.Bot && asksToForget(under) {
		return answer.Talk{Confirms: true}
	}
	var t answer.Talk
	if r.Talk != nil {
		t = *r.Talk
	}
	if r.Under.Bot && under != "" {
		head, _, _ := strings.Cut(under, "\n")
		t.Subject = clip(intent.AlertTopic(head), 100)
	}
	return t
}

// asksToForget reports whether a message of the bot's asks whether to delete what is kept.
func asksToForget(s string) bool {
	return slices.ContainsFunc(text.Languages(), func(language string) bool {
		return strings.HasPrefix(s, text.For(language).Say("forget.asks"))
	})
}

// maxTalk is how many bytes a talk that is written out may have.
const maxTalk = 4 << 10

// EncodeTalk writes what a talk has in hand for whoever brings it back with the next question;
// "" for nothing. Of what is too long, as after a long question, it leaves out what there is
// to go back to, the oldest first, then what there is to go on to, which repeats that question,
// then the question itself.
func EncodeTalk(t *answer.Talk) string {
	if t == nil || !t.Kept() {
		return ""
	}
	kept := *t
	encoded, fits := encode(kept)
	for !fits && len(kept.Trail) > 0 {
		kept.Trail = kept.Trail[1:]
		encoded, fits = encode(kept)
	}
	if !fits {
		kept.Steps = nil
		encoded, fits = encode(kept)
	}
	if !fits {
		kept.Asked, kept.Subject = nil, clip(kept.Subject, 100)
		encoded, fits = encode(kept)
	}
	if !fits {
		return ""
	}
	return encoded
}

// encode writes a talk as it is; fits reports whether DecodeTalk reads that.
func encode(t answer.Talk) (encoded string, fits bool) {
	data, err := json.Marshal(t)
	if err != nil || len(data) > maxUnpacked {
		return "", false
	}
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed) // what goes on from a question repeats its words
	_, err = w.Write(data)
	err = errors.Join(err, w.Close())
	encoded = base64.RawURLEncoding.EncodeToString(packed.Bytes())
	return encoded, err == nil && len(encoded) <= maxTalk
}

// maxUnpacked is how many bytes a talk may have before it is packed: a few bytes that are
// brought back unpack to no more.
const maxUnpacked = 64 << 10

// DecodeTalk reads what EncodeTalk wrote, packed or, before it packed talks, as it was; nil for
// what is none.
func DecodeTalk(encoded string) *answer.Talk {
	data, err := base64.RawURLEncoding.DecodeString(encoded)
	if encoded == "" || len(encoded) > maxTalk || err != nil {
		return nil
	}
	var written io.Reader = bytes.NewReader(data)
	if !bytes.HasPrefix(data, []byte("{")) {
		if written, err = zlib.NewReader(written); err != nil {
			return nil
		}
	}
	var t answer.Talk
	if json.NewDecoder(io.LimitReader(written, maxUnpacked)).Decode(&t) != nil {
		return nil
	}
	return &t
}

// asArgument is a talk as an argument of a command, and talkOf reads it.
func asArgument(t answer.Talk) string {
	data, _ := json.Marshal(t) // strings, numbers and times
	return string(data)
}

func talkOf(argument string) (t answer.Talk) {
	if json.Unmarshal([]byte(argument), &t) != nil {
		return answer.Talk{Subject: argument} // from a button of an older program
	}
	return t
}

// talkOnFollowed is a talk on what is followed at a place, from which it goes back to what was asked.
func (r *Request) talkOnFollowed(s audience.Subscription) *answer.Talk {
	t := talkOn(s.Topic, nil)
	t.Followed, t.Trail = s.ID, inHand(*r).Trail
	return t
}

// Left is the talk in hand behind a reply; nil where that is what was. What may be done with what
// the reply before was about, and a no to what it asked, are of the line behind it alone. Behind a
// hidden reply, of which others may not hear, no more than that changes.
func (r *Request) Left(reply Reply) *answer.Talk {
	if reply.Talk != nil && !r.Hidden {
		return reply.Talk
	}
	if hand := inHand(*r); hand.Followed != 0 || hand.Confirms {
		return r.ended()
	}
	return nil
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
