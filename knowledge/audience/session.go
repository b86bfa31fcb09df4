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

	Receipts

	// State and SetState keep a named value of an adapter (a session, a digest
	// of the commands that were registered). State is "" when there is none.
	State(ctx context.Context, name string) (string, error)
	SetState(ctx context.Context, name, value string) error
	// ChangeState sets a named value to what change makes of it, which no other process
	// changes meanwhile. change must be quick and must not call the Store.
	ChangeState(ctx context.Context, name string, change func(was string) (string, error)) error
}
