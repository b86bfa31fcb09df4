package web

import (
	"context"
	"net/http"
)

// health answers who watches over the program: /healthz that it runs, and /readyz whether it
// can answer, with status 503 where it can't. The reason is in the log alone.
func (s *Server) health(check func(context.Context) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		d := document{kind: "text/plain; charset=utf-8", data: []byte("ok\n")}
		if check != nil {
			if err := check(r.Context()); err != nil {
				s.log.ErrorContext(r.Context(), "web: not ready", "error", err)
				d.status, d.data = http.StatusServiceUnavailable, []byte("unavailable\n")
			}
		}
		w.Header().Set("Cache-Control", "no-store")
		d.send(w, r)
	}
}
