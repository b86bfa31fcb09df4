package knowledge

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"quoth/knowledge/audience"
)

// Audience is who may read what a private feed brings: one chat, or one server with all
// its chats. "" is everybody.
type Audience string

// ChatAudience is those who are in a chat.
func ChatAudience(platform, chat string) Audience { return newAudience(platform, "chat", chat) }

// ServerAudience is those who are in any chat of a server.
func ServerAudience(platform, server string) Audience { return newAudience(platform, "server", server) }

func newAudience(platform, kind, id string) Audience {
	if platform == "" || id == "" {
		return "" // of nowhere: such a reader sees what everybody sees
	}
	return Audience(platform + ":" + kind + ":" + id)
}

// AudiencesAt are those who read what is shown at a place that belongs to a server; ""
// for none.
func AudiencesAt(p audience.Place, server string) []Audience {
	return []Audience{ChatAudience(p.Platform, p.Chat), ServerAudience(p.Platform, server)}
}

var audienceForm = regexp.MustCompile(`^[a-z]+:(chat|server):[^\s:]+$`)

// ParseAudience reads an audience as it is written: telegram:chat:-1001234 or
// discord:server:5678; "" for everybody.
func ParseAudience(s string) (Audience, error) {
	if s = strings.TrimSpace(s); s != "" && !audienceForm.MatchString(s) {
		return "", errors.New("write who may read it as telegram:chat:NUMBER, discord:chat:NUMBER or discord:server:NUMBER")
	}
	return Audience(s), nil
}

type readerKey struct{}

// reader is who reads in a context; the zero reader sees what everybody may.
type reader struct {
	everything bool
	audiences  []Audience
}

// AskedBy returns a context in which a Store shows what everybody may read and what
// those audiences may. In any other context it shows what everybody may read, so that
// whoever forgets to say who asks shows nothing that is private.
func AskedBy(ctx context.Context, audiences ...Audience) context.Context {
	audiences = slices.DeleteFunc(slices.Clone(audiences), func(a Audience) bool { return a == "" })
	return context.WithValue(ctx, readerKey{}, reader{audiences: audiences})
}

// Unrestricted returns a context in which a Store shows everything. It is for what the
// program does with the articles itself, and never for what people are shown.
func Unrestricted(ctx context.Context) context.Context {
	return context.WithValue(ctx, readerKey{}, reader{everything: true})
}

// ReadIn reports whether who reads in a context is of the audience.
func (a Audience) ReadIn(ctx context.Context) bool {
	audiences, everything := ReaderOf(ctx)
	return everything || a == "" || slices.Contains(audiences, a)
}

// ReaderOf returns who reads in a context: everything, or what everybody may read and
// what those audiences may. It is for implementations of Store.
func ReaderOf(ctx context.Context) (audiences []Audience, everything bool) {
	r, _ := ctx.Value(readerKey{}).(reader)
	return r.audiences, r.everything
}
