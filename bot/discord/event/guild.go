package event

import (
	"encoding/json"
	"slices"
	"time"
)

// Guild is an event on a server, on one of its channels, threads or roles, or on the bot
// as its member. Which fields it has depends on its name.
type Guild struct {
	ID          string                          `json:"id"` // of the server, the channel or the thread
	Guild       string                          `json:"guild_id"`
	Locale      string                          `json:"preferred_locale"` // that people of the server read, as IETF tag
	Unavailable bool                            `json:"unavailable"`      // the server is out of order
	Joined      string                          `json:"joined_at"`        // since when the bot is there
	Channels    []struct{ ID string }           `json:"channels"`
	Threads     []struct{ ID string }           `json:"threads"`
	Members     []Member                        `json:"members"`
	User        *User                           `json:"user"` // the member
	Timeout     string                          `json:"communication_disabled_until"`
	Roles       json.RawMessage                 `json:"roles"` // the member's IDs, or the server's roles
	Role        Role                            `json:"role"`
	Thread      struct{ Archived, Locked bool } `json:"thread_metadata"`
}

// Places are the IDs of the channels and threads of a server.
func (g *Guild) Places() (ids []string) {
	for _, c := range slices.Concat(g.Channels, g.Threads) {
		ids = append(ids, c.ID)
	}
	return ids
}

// JoinedAt is since when the bot is in a server; the zero Time when that is not told.
func (g *Guild) JoinedAt() time.Time {
	at, _ := time.Parse(time.RFC3339, g.Joined)
	return at
}

// Member is the account of that ID, of the members that came with a server.
func (g *Guild) Member(id string) Member {
	for _, m := range g.Members {
		if m.User != nil && m.User.ID == id {
			return m
		}
	}
	return Member{}
}

// RoleOf is the ID of the role of a server that belongs to the bot of that ID; "" for none.
func (g *Guild) RoleOf(bot string) string {
	var roles []Role
	if json.Unmarshal(g.Roles, &roles) != nil {
		return ""
	}
	return RoleOf(bot, roles)
}

// Changed is the account of that ID as a member that changed; ok is false when the event is
// about somebody else.
func (g *Guild) Changed(id string) (m Member, ok bool) {
	m = Member{User: g.User, Timeout: g.Timeout}
	ok = g.User != nil && g.User.ID == id && json.Unmarshal(g.Roles, &m.Roles) == nil
	return m, ok
}
