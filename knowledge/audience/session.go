package audience

import (
	"context"
	"time"
)

// Token is a few bytes that stand for something larger: the command behind a
// button, the pages of a reply, the subject of a conversation.
type Token struct {
	Key     string // unique; made by whoever stores it
	Person  Person // whom it is kept for; the zero Person when for nobody
	Place   Place
	Data    []byte
	Expires time.Time
}

// Sessions is what is kept between one message and the next.
type Sessions interface {
	// PutToken stores a token, in place of one with the same key.
	PutToken(ctx context.Context, t Token) error
	// Token returns a token; ErrNotFound when it is unknown or expired at now.
	Token(ctx context.Context, key string, now time.Time) (Token, error)
	// DropToken removes a token, if there is one.
	DropToken(ctx context.Context, key string) error
	// DropTokens removes the tokens that expired before now.
	DropTokens(ctx context.Context, now time.Time) error

	// First reports whether it is the first time that an event of a platform
	// is handled, and remembers it. It is how a repeated delivery does nothing
	// twice, across restarts too.
	First(ctx context.Context, platform, event string, now time.Time) (bool, error)
	// State and SetState keep a named value of an adapter (an offset, a digest
	// of the commands that were registered). State is "" when there is none.
	State(ctx context.Context, name string) (string, error)
	SetState(ctx context.Context, name, value string) error
}
