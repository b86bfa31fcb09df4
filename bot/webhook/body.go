package webhook

import (
	"cmp"
	"encoding/json"
	"net/url"
	"strings"

	"quoth/bot"
	"quoth/bot/lines"
)

// alert is the JSON of a message.
type alert struct {
	Type     string          `json:"type"` // "alert": one story; "digest": several
	Topic    string          `json:"topic"`
	Language string          `json:"language"` // of what the bot says
	Said     []string        `json:"said"`     // in the bot's own words
	Stories  []*story        `json:"stories"`
	Also     []lines.Article `json:"also,omitempty"` // how other outlets tell the story
}

// story is one that is told: its article, and what is quoted of it.
type story struct {
	Article lines.Article `json:"article"`
	Note    string        `json:"note,omitempty"` // "update", "+2 outlets"
	Page    string        `json:"page,omitempty"` // that shows the article as it was printed
	Quotes  []lines.Quote `json:"quotes"`
}

// newAlert is what a message tells, as data.
func newAlert(m bot.Message) alert {
	a := alert{Type: "alert", Topic: m.Topic, Language: m.Reply.Language, Said: []string{}, Stories: []*story{}}
	if m.Reply.Digest != "" {
		a.Type = "digest"
	}
	var at *story
	for _, b := range m.Reply.Blocks {
		switch b := b.(type) {
		case bot.Heading:
			a.Said = append(a.Said, b.Text)
		case bot.Text:
			a.Said = append(a.Said, b.Text)
		case bot.Notice:
			a.Said = append(a.Said, b.Text)
		case bot.Headline:
			at = &story{Article: lines.NewArticle(b.Article), Note: b.Note, Quotes: []lines.Quote{}}
			a.Stories = append(a.Stories, at)
		case bot.Quote:
			if at == nil {
				at = &story{Article: lines.NewArticle(b.Article), Quotes: []lines.Quote{}}
				a.Stories = append(a.Stories, at)
			}
			at.Quotes, at.Page = append(at.Quotes, lines.NewQuote(b)), b.Page
		case bot.Folded:
			for _, inside := range b.Blocks {
				if h, is := inside.(bot.Headline); is {
					a.Also = append(a.Also, lines.NewArticle(h.Article))
				}
			}
		}
	}
	return a
}

func signedBody(m bot.Message) ([]byte, error) { return json.Marshal(newAlert(m)) }

const (
	// maxNtfy is how many bytes a message of ntfy has at most: what is longer becomes a file there
	// (https://docs.ntfy.sh/publish, "Limitations": 4,096).
	maxNtfy = 4000
	// quietly is the priority of a message that arrives without a sound.
	quietly = 2
)

// ntfyTopic takes the address of a topic of ntfy apart: where JSON is published, and the topic.
func ntfyTopic(address string) (server, topic string, err error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", "", ErrTopic
	}
	path := strings.TrimRight(u.Path, "/")
	slash := strings.LastIndexByte(path, '/')
	if topic = path[slash+1:]; topic == "" {
		return "", "", ErrTopic
	}
	u.Path, u.RawPath = path[:slash+1], ""
	return u.String(), topic, nil
}

// ntfyBody is a message as JSON of ntfy. Of a story, quotes that it has no room for are left out,
// whole; a digest of too many is bot.ErrTooLong.
func ntfyBody(address string, m bot.Message) (server string, body []byte, err error) {
	server, topic, err := ntfyTopic(address)
	if err != nil {
		return "", nil, err
	}
	a := newAlert(m)
	message := struct {
		Topic    string `json:"topic"`
		Title    string `json:"title,omitempty"`
		Message  string `json:"message"`
		Click    string `json:"click,omitempty"`
		Priority int    `json:"priority,omitempty"`
	}{Topic: topic}
	if m.Silent {
		message.Priority = quietly
	}
	said := strings.Join(a.Said, "\n")
	if a.Type == "digest" {
		message.Title = said
		var all []string
		for _, s := range a.Stories {
			all = append(all, "• "+s.headline())
		}
		message.Message = strings.Join(all, "\n")
	} else if len(a.Stories) > 0 {
		s := a.Stories[0]
		message.Title, message.Click = s.Article.Title, s.Article.URL
		rest, quotes := s.by()+said, ""
		for _, q := range s.Quotes {
			message.Click = cmp.Or(s.Quotes[0].Link, message.Click)
			if line := "“" + q.Text + "”\n"; len(quotes+line+rest) <= maxNtfy {
				quotes += line
			}
		}
		message.Message = quotes + rest
	}
	if len(message.Message) > maxNtfy {
		return "", nil, bot.ErrTooLong
	}
	body, err = json.Marshal(message)
	return server, body, err
}

// headline names a story in a list.
func (s *story) headline() string {
	all := s.Article.Title
	for _, more := range []string{s.Article.Source, s.Note} {
		if more != "" {
			all += " · " + more
		}
	}
	return all
}

// by is a line that says who prints it; "" where that is not known.
func (s *story) by() string {
	if s.Article.Source == "" {
		return ""
	}
	return s.Article.Source + "\n"
}
