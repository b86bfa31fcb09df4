package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"time"
)

// healthWait is how long the pages may take to say that they can answer.
const healthWait = 5 * time.Second

// health says whether the bot of this configuration can answer: the pages of the running one
// are asked where it serves any, else the database is opened to read.
func (c *checkCommand) health(ctx context.Context, p *Program) []finding {
	if c.Web != "" {
		if err := askReady(ctx, c.Web); err != nil {
			return []finding{{What: "health", State: "the pages do not answer: " + err.Error(), Mend: "see the log of the bot"}}
		}
		return []finding{{What: "health", OK: true, State: "the pages can answer"}}
	}
	err := p.openReadOnly(ctx)
	if err == nil {
		err = p.ready(ctx)
	}
	if err != nil {
		return []finding{{What: "health", State: err.Error(), Mend: mend(err)}}
	}
	return []finding{{What: "health", OK: true, State: "the database can be read"}}
}

// askReady asks the pages that listen on an address whether they can answer.
func askReady(ctx context.Context, listen string) error {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return err
	}
	if a, err := netip.ParseAddr(host); host == "" || err == nil && a.IsUnspecified() {
		host = "127.0.0.1" // who listens on every address listens on this one
	}
	ctx, cancel := context.WithTimeout(ctx, healthWait)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return err
	}
	transport := &http.Transport{DisableKeepAlives: true} // and no proxy
	answer, err := transport.RoundTrip(r)
	if err != nil {
		return err
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", answer.StatusCode)
	}
	return nil
}
