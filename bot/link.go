package bot

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

// Linked is the line that the payload of a deep link stands for: the name of a command, or that,
// a hyphen, and what stands behind the name, in URL-safe base64 without padding.
// An invitation is a start with it, and anything else a plain start.
func (t Table) Linked(payload string) string {
	if invitationForm.MatchString(payload) {
		return "/start " + payload
	}
	name, encoded, _ := strings.Cut(payload, "-")
	c, known := t.Command(name)
	line, err := base64.RawURLEncoding.DecodeString(encoded)
	if !known || err != nil || !utf8.Valid(line) || c.Link == NoLink {
		return "/start"
	}
	if c.Link == Look {
		line = nil
	}
	return strings.TrimSpace("/" + c.Name + " " + string(line))
}
