package audience

import (
	"context"
	"time"
)

// Conversation is what the talk of a person with the bot at a place has in hand.
type Conversation struct {
	Person  Person
	Place   Place
	Talk    []byte // as package chat writes it; empty ends the conversation
	Expires time.Time
}

// ShownReply is a reply as it stands in a chat: what its buttons do, and what whoever
// replies to its message goes on from.
type ShownReply struct {
	Key     string // unique; its buttons carry it
	Person  Person // whom it was shown to; the zero Person for everybody at the place
	Place   Place
	Message string // the platform's reference of the message; "" when nobody can reply to it
	Answers string // the reference of the person's message that it answers; "" for none
	Reply   []byte // as package chat writes it
	Expires time.Time
}

// KeptReplies is how many of the replies that were shown to one person are kept: more than
// anybody comes back to, and some megabytes at most.
const KeptReplies = 500

// PendingArgument is an argument that the bot asked a person for at a place.
type PendingArgument struct {
	Person  Person
	Place   Place
	Missing []byte // as package chat writes it; empty when the bot waits for nothing
	Expires time.Time
}

// MarkerKind says what a Marker tells.
type MarkerKind string

// The kinds of markers.
const (
	Explained MarkerKind = "explained" // something was explained to a person
	Album     MarkerKind = "album"     // a message of an album had its answer
	Refused   MarkerKind = "refused"   // a person or a chat was told that it is not admitted
	Moved     MarkerKind = "moved"     // a chat is an older one under a new identifier
	Asked     MarkerKind = "asked"     // a person asked for the summary of a topic
)

// Marker is that something was done, and need not be done again before it expires.
type Marker struct {
	Kind     MarkerKind
	Platform string
	Name     string // of what it is about: the platform's identifier of a person, an album or a chat, or a digest
	Person   Person // whom it is about; the zero Person for nobody
	Expires  time.Time
}

// Session is what one answer leaves behind. What is nil or empty stays as it was.
type Session struct {
	Conversation *Conversation
	Pending      *PendingArgument
	Shown        []ShownReply
	Markers      []Marker
}

// Empty reports whether nothing is left behind.
func (s Session) Empty() bool {
	return s.Conversation == nil && s.Pending == nil && len(s.Shown)+len(s.Markers) == 0
}

// Sessions is what is kept between one message and the next. Its readers return
// ErrNotFound of package knowledge for what is not there or expired at now.
type Sessions interface {
	// SaveSession stores all of a session in one transaction, each part in place of what
	// was there. An empty session needs none.
	SaveSession(ctx context.Context, s Session) error
	Conversation(ctx context.Context, who Person, at Place, now time.Time) (Conversation, error)
	ShownReply(ctx context.Context, key string, now time.Time) (ShownReply, error)
	// ShownMessage returns the reply that stands in a message of a chat, in whatever
	// thread.
	ShownMessage(ctx context.Context, at Place, message string, now time.Time) (ShownReply, error)
	// ShownAnswer returns the newest reply to a person's message in a chat.
	ShownAnswer(ctx context.Context, at Place, message string, now time.Time) (ShownReply, error)
	PendingArgument(ctx context.Context, who Person, at Place, now time.Time) (PendingArgument, error)
	Marker(ctx context.Context, kind MarkerKind, platform, name string, now time.Time) (Marker, error)
	// ExpireSessions removes what expired before now, reports too, and the replies shown to
	// one person beyond the newest KeptReplies.
	ExpireSessions(ctx context.Context, now time.Time) error

	Receipts

	// State and SetState keep a named value of an adapter (a session, a digest
	// of the commands that were registered). State is "" when there is none, and one that
	// is set to "" is removed.
	State(ctx context.Context, name string) (string, error)
	SetState(ctx context.Context, name, value string) error
	// States returns the values whose names begin with a prefix, by the rest of their names.
	States(ctx context.Context, prefix string) (map[string]string, error)
	// ChangeState sets a named value to what change makes of it, which no other process
	// changes meanwhile. change must be quick and must not call the Store.
	ChangeState(ctx context.Context, name string, change func(was string) (string, error)) error
}
