package bot

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
)

type requestKey struct{}

// NewRequestID makes a name for a request, under which the log has all that is done for it.
// It says nothing of who asks.
func NewRequestID() string { return rand.Text()[:12] }

// WithRequestID returns a context whose lines in the log carry the name of a request; see
// LogContext.
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

// LogContext returns a handler that knows of what is logged by its context. In the context of a
// request it adds the request's name, as the attribute "request": through the adapter, the engine
// and the store. A record whose attribute "error" says no more than that its context was
// cancelled, as at the end of the program, has the level Debug, whatever it was logged with.
func LogContext(h slog.Handler) slog.Handler { return contextHandler{h} }

type contextHandler struct{ slog.Handler }

// Handle implements slog.Handler.
func (h contextHandler) Handle(ctx context.Context, r slog.Record) error {
	if r.Level > slog.LevelDebug && cancelled(ctx, r) {
		if !h.Enabled(ctx, slog.LevelDebug) {
			return nil
		}
		r.Level = slog.LevelDebug
	}
	if id := RequestID(ctx); id != "" {
		r = r.Clone()
		r.AddAttrs(slog.String("request", id))
	}
	return h.Handler.Handle(ctx, r)
}

// cancelled reports whether a record tells of an error that is there because ctx was cancelled.
func cancelled(ctx context.Context, r slog.Record) (yes bool) {
	if ctx.Err() != context.Canceled {
		return false
	}
	r.Attrs(func(a slog.Attr) bool {
		err, ok := a.Value.Any().(error)
		yes = a.Key == "error" && ok && errors.Is(err, context.Canceled)
		return !yes
	})
	return yes
}

// WithAttrs implements slog.Handler.
func (h contextHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return contextHandler{h.Handler.WithAttrs(attrs)}
}

// WithGroup implements slog.Handler.
func (h contextHandler) WithGroup(name string) slog.Handler {
	return contextHandler{h.Handler.WithGroup(name)}
}
