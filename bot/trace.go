package bot

import (
	"context"
	"crypto/rand"
	"log/slog"
)

type requestKey struct{}

// NewRequestID makes a name for a request, under which the log has all that is done for it.
// It says nothing of who asks.
func NewRequestID() string { return rand.Text()[:12] }

// WithRequestID returns a context whose lines in the log carry the name of a request; see
// LogRequests.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestKey{}, id)
}

// RequestID is the name of the request that a context is for; "" for none.
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}

// withRequestID is a context for a request that gets a name here when it has none.
func withRequestID(ctx context.Context) context.Context {
	if RequestID(ctx) != "" {
		return ctx
	}
	return WithRequestID(ctx, NewRequestID())
}

// LogRequests returns a handler that adds to what is logged in the context of a request its
// name, as the attribute "request": through the adapter, the engine and the store.
func LogRequests(h slog.Handler) slog.Handler { return requestHandler{h} }

type requestHandler struct{ slog.Handler }

// Handle implements slog.Handler.
func (h requestHandler) Handle(ctx context.Context, r slog.Record) error {
	if id := RequestID(ctx); id != "" {
		r = r.Clone()
		r.AddAttrs(slog.String("request", id))
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs implements slog.Handler.
func (h requestHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return requestHandler{h.Handler.WithAttrs(attrs)}
}

// WithGroup implements slog.Handler.
func (h requestHandler) WithGroup(name string) slog.Handler {
	return requestHandler{h.Handler.WithGroup(name)}
}
