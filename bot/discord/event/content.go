package event

import (
	"cmp"
	"net/url"
	"path"
	"slices"
	"strings"

	"quoth/bot/discord/markdown"
)

// Content is what a message says, in each form that Discord has for it. The same stands in
// a message, in the one it replies to, in what it forwards and in the target of a
// message command.
type Content struct {
	Author     *User  `json:"author"`
	Text       string `json:"content"` // as it was written, in Markdown
	Embeds     []embed
	Components []displayed
	Poll       *struct {
		Question media
		Answers  []struct {
			Media media `json:"poll_media"`
		}
	}
	Snapshots  []struct{ Message Content } `json:"message_snapshots"` // of what is forwarded
	Referenced *struct {
		Content
		ID string `json:"id"`
	} `json:"referenced_message"` // what it replies to
	Interaction *struct {
		User *User `json:"user"`
	} `json:"interaction_metadata"` // what it answers
}

type embed struct {
	Type        string // "rich" for those that somebody made; others preview an address
	Title       string
	Description string
	Fields      []struct{ Name, Value string }
}

// displayed is a component of which the words are read: a text display, a gallery of
// pictures with their descriptions, or whatever holds these.
type displayed struct {
	ID         int
	Content    string
	Components []displayed
	Items      []struct {
		Description string
		Media       upload
	}
	File upload
}

// upload is a file that a component shows.
type upload struct {
	ID  string `json:"attachment_id"` // "" for what stands elsewhere
	URL string
}

type media struct{ Text string }

// Uploads are the IDs of the files that components show, by their names.
func (c Content) Uploads() map[string]string {
	ids := map[string]string{}
	add := func(u upload) {
		if at, err := url.Parse(u.URL); err == nil && u.ID != "" {
			ids[path.Base(at.Path)] = u.ID
		}
	}
	var walk func([]displayed)
	walk = func(all []displayed) {
		for _, d := range all {
			add(d.File)
			for _, item := range d.Items {
				add(item.Media)
			}
			walk(d.Components)
		}
	}
	walk(c.Components)
	return ids
}

// Answers reports whether the message answers the person of that ID: a command, a pressed button
// or a message.
func (c Content) Answers(person string) bool {
	var asker *User
	switch {
	case c.Interaction != nil:
		asker = c.Interaction.User
	case c.Referenced != nil:
		asker = c.Referenced.Author
	}
	return asker != nil && person != "" && asker.ID == person
}

// Numbered reports whether a component of the message has a number.
func (c Content) Numbered(n int) bool {
	return slices.ContainsFunc(c.Components, func(d displayed) bool { return d.ID == n })
}

// Words are those that a message shows, a line for each part. Of a message of the bot
// itself, which shows news in block quotes, they are the first quote. The preview of an
// address counts where the message says nothing else.
func (c Content) Words() string {
	var lines []string
	add := func(parts ...string) {
		for _, part := range parts {
			if said := markdown.Wording(part); said != "" {
				lines = append(lines, said)
			}
		}
	}
	add(c.Text)
	bare := strings.TrimSpace(markdown.WithoutAddresses(c.Text)) == ""
	if quote := markdown.Wording(c.firstQuote()); quote != "" && bare {
		return quote
	}
	for _, e := range c.Embeds {
		if quote := markdown.Wording(markdown.FirstQuote(e.Description)); quote != "" && bare {
			return quote
		}
		if bare || e.Type == "rich" {
			add(e.Title, e.Description)
			for _, f := range e.Fields {
				add(f.Name, f.Value)
			}
		}
	}
	for _, d := range c.Components {
		d.read(add)
	}
	if c.Poll != nil {
		add(c.Poll.Question.Text)
		for _, a := range c.Poll.Answers {
			add(a.Media.Text)
		}
	}
	for _, s := range c.Snapshots {
		if said := s.Message.Words(); said != "" {
			lines = append(lines, said)
		}
	}
	return strings.Join(lines, "\n")
}

// firstQuote is the first block quote among the components; "" for none.
func (c Content) firstQuote() string {
	var quote string
	for _, d := range c.Components {
		d.read(func(parts ...string) {
			for _, part := range parts {
				quote = cmp.Or(quote, markdown.FirstQuote(part))
			}
		})
	}
	return quote
}

// read adds the words of a component and of those in it.
func (d displayed) read(add func(...string)) {
	add(d.Content)
	for _, c := range d.Components {
		c.read(add)
	}
	for _, i := range d.Items {
		add(i.Description)
	}
}
