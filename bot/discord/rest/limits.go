package rest

import (
	"net/http"
	"strconv"
	"time"

	"quoth/bot/chat/limit"
)

const (
	// perSecond is how many requests a second are made with the bot's token: Discord
	// allows 50.
	perSecond = 45
	// maxInvalid is how many requests that Discord refuses with 401, 403 or 429 are made
	// in invalidWindow: at 10,000 it bans the address
	// (discord.com/developers/docs/topics/rate-limits, "Invalid Request Limit").
	maxInvalid    = 2000
	invalidWindow = 10 * time.Minute
	// unknownWait is taken when Discord refuses for a rate limit without saying for how
	// long.
	unknownWait = 5 * time.Second
)

// allRequests is the limit of what is done with the bot's token.
var allRequests = limit.Limit{Name: "all", Calls: perSecond, Window: time.Second}

// limits are the limits of a call: the bot's own, one that is shared by all channels or
// tokens of the route, which Discord tells of by refusing, and that of the channel or the
// token itself.
func (c Call) limits() []limit.Limit {
	if c.Unlimited {
		return nil
	}
	own := []limit.Limit{sharedBy(c.Route), {Name: c.Route, Scope: c.Major}}
	if c.Anonymous {
		return own
	}
	return append([]limit.Limit{allRequests}, own...)
}

// sharedBy is the limit that all channels or tokens of a route share.
func sharedBy(route string) limit.Limit { return limit.Limit{Name: "shared " + route, Calls: -1} }

// windowOf reads the rate limit's headers of an answer.
func windowOf(h http.Header) limit.Window {
	left, err := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
	reset, err2 := strconv.ParseFloat(h.Get("X-RateLimit-Reset-After"), 64)
	until, err3 := strconv.ParseFloat(h.Get("X-RateLimit-Reset"), 64)
	if err != nil || err2 != nil || err3 != nil {
		return limit.Window{}
	}
	return limit.Window{Left: left, Reset: max(seconds(reset), 1), Until: time.UnixMilli(int64(until * 1000))}
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
