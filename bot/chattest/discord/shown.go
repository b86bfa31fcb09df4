package discord

import (
	"cmp"
	"slices"
	"strings"
)

// Buttons are the buttons of every row, and those beside a text.
func (m Message) Buttons() []Component {
	var out []Component
	walk(m.Components, func(c Component) {
		if c.Type == typeButton {
			out = append(out, c)
		}
	})
	return out
}

// Shown are the texts among the components.
func (m Message) Shown() []string {
	var out []string
	walk(m.Components, func(c Component) {
		if c.Type == typeText {
			out = append(out, c.Content)
		}
	})
	return out
}

// Button returns the button with a label or custom ID.
func (m Message) Button(label string) (Component, bool) {
	for _, c := range m.Buttons() {
		if c.Label == label || c.CustomID == label {
			return c, true
		}
	}
	return Component{}, false
}

// Pictures are the addresses of the pictures among the components.
func (m Message) Pictures() []string {
	var out []string
	walk(m.Components, func(c Component) {
		for _, item := range c.Items {
			out = append(out, item.Media.URL)
		}
	})
	return out
}

// Thumbnail is the address of the picture that stands beside its words, "" for none.
func (m Message) Thumbnail() string {
	found := ""
	for _, e := range m.Embeds {
		found = cmp.Or(found, e.Thumbnail.URL)
	}
	walk(m.Components, func(c Component) {
		if c.Type == typeThumbnail {
			found = cmp.Or(found, c.Media.URL)
		}
	})
	return found
}

// Text is all text that a person reads in the message: content, embeds, components, and
// buttons in the end.
func (m Message) Text() string {
	parts := append([]string{m.Content}, m.Shown()...)
	for _, e := range m.Embeds {
		parts = append(parts, e.Author.Name, e.Title, e.Description)
		for _, f := range e.Fields {
			parts = append(parts, f.Name, f.Value)
		}
		parts = append(parts, e.Footer.Text)
	}
	for _, b := range m.Buttons() {
		parts = append(parts, "["+b.Label+"]")
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "\n")
}
