package discord

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"quoth/bot/chat"
)

const (
	// identifyPause is how far apart two turns to identify of one lane of
	// max_concurrency are: Discord wants 5 seconds, and connecting takes now more,
	// now less.
	identifyPause = 5500 * time.Millisecond
	// longestPause is the longest pause between two tries to connect.
	longestPause = 2 * time.Minute
	// longestInvalid is the longest pause after the gateway refused a session.
	longestInvalid = 15 * time.Minute
)

// run keeps a shard connected until ctx is done or Discord will not have it.
func (s *shard) run(ctx context.Context) error {
	s.load(ctx)
	for failures := 0; ; {
		s.healthy = false
		err := s.guarded(ctx)
		if ctx.Err() != nil {
			return nil
		}
		var closed *websocket.CloseError
		if errors.As(err, &closed) {
			if text := fatalCloses[closed.Code]; text != "" {
				return errors.New(text)
			}
			if endsSession(closed.Code) {
				s.forget()
			}
			err = fmt.Errorf("the gateway closed the connection with code %d", closed.Code)
		}
		if failures++; s.healthy {
			failures, s.invalid = 1, 0
		}
		if errors.Is(err, errInvalid) {
			s.invalid++
		}
		if !s.healthy && failures > 4 {
			// Whatever is wrong, it may be wrong with the session.
			s.forget()
		}
		pause := s.pause(err, failures)
		s.bot.log.Warn("the connection to Discord ended", "shard", s.id, "err", err, "again_in", pause.Round(time.Millisecond))
		if sleep(ctx, pause) != nil {
			return nil
		}
	}
}

// guarded holds a connection; a panic ends that connection alone, and its session, which
// might bring again what caused it.
func (s *shard) guarded(ctx context.Context) error {
	err := s.bot.supervise.Catch(func() error { return s.hold(ctx) })
	var broke *chat.PanicError
	if errors.As(err, &broke) {
		s.bot.supervise.Failed("a connection", err)
		s.forget()
		return errPanicked
	}
	return err
}

// pause is how long to wait before the next connection.
func (s *shard) pause(err error, failures int) time.Duration {
	switch {
	case errors.Is(err, errInvalid) && s.session == "":
		// Discord wants a random pause of 1 to 5 seconds. One that is refused again and
		// again would use up the identifies of a day, after which the token is reset.
		return min((time.Second+rand.N(4*time.Second))<<min(s.invalid-1, 10), longestInvalid)
	case s.session != "" && failures == 1:
		return rand.N(100 * time.Millisecond) // to resume: the sooner, the less waits
	case s.session != "":
		return min(chat.Backoff(failures-2), longestPause)
	}
	return min(chat.Backoff(failures+1), longestPause)
}

// endsSession reports whether a close code ends the session, so that it can't be
// resumed.
func endsSession(code int) bool {
	switch code {
	case 4003, 4007, 4009: // not authenticated, wrong sequence, timed out
		return true
	}
	return false
}

// plan asks how to connect. It returns nil when ctx is done first.
func (b *Bot) plan(ctx context.Context) (*discordgo.GatewayBotResponse, error) {
	for failures := 0; ; failures++ {
		var p discordgo.GatewayBotResponse
		err := b.rest.do(ctx, call{what: "asking for the gateway", method: http.MethodGet, path: "/gateway/bot", route: "gateway", into: &p, patience: shortWait})
		var refusal *apiError
		switch {
		case err == nil && p.URL != "":
			p.Shards = max(p.Shards, 1)
			p.SessionStartLimit.MaxConcurrency = max(p.SessionStartLimit.MaxConcurrency, 1)
			return &p, nil
		case ctx.Err() != nil:
			return nil, nil
		case errors.As(err, &refusal) && refusal.Status == http.StatusUnauthorized:
			return nil, errors.New(textWrongToken)
		}
		pause := min(chat.Backoff(failures+2), longestPause)
		b.log.Warn("Discord can't be reached", "err", err, "again_in", pause.Round(time.Millisecond))
		if sleep(ctx, pause) != nil {
			return nil, nil
		}
	}
}

// shardRange is the shards that this process connects.
type shardRange struct{ from, to, count int }

// parseShards reads "from-to/of"; "" is the zero shardRange, as many as Discord
// recommends.
func parseShards(s string) (shardRange, error) {
	var r shardRange
	if s == "" {
		return r, nil
	}
	var rest string
	n, _ := fmt.Sscanf(s+" .", "%d-%d/%d %s", &r.from, &r.to, &r.count, &rest)
	if n != 4 || rest != "." || r.from < 0 || r.to < r.from || r.to >= r.count {
		return r, fmt.Errorf(textShards, s)
	}
	return r, nil
}

func (r shardRange) of(recommended int) shardRange {
	if r.count == 0 {
		return shardRange{0, recommended - 1, recommended}
	}
	return r
}
