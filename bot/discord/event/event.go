// Package event decodes what Discord's gateway sends
// (discord.com/developers/docs/topics/gateway-events). It knows nothing of what is done
// about it.
//
// Any part of an event may be missing. The types are not discordgo's, because its decoders
// fail on a whole event when it holds one component of a kind that is newer than the
// library.
package event

import (
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"
)

// User is an account.
type User struct {
	ID  string `json:"id"`
	Bot bool   `json:"bot"`
}

// Member is a user as a member of a server.
type Member struct {
	User        *User       `json:"user"`
	Permissions Permissions `json:"permissions"` // in the channel of the event
	Roles       []string    `json:"roles"`
	Timeout     string      `json:"communication_disabled_until"`
}

// TimedOut is until when the member may not write; the zero Time when nothing forbids it.
func (m *Member) TimedOut() time.Time {
	until, _ := time.Parse(time.RFC3339, m.Timeout)
	return until
}

// Role is a role of a server.
type Role struct {
	ID          string      `json:"id"`
	Mentionable bool        `json:"mentionable"`
	Permissions Permissions `json:"permissions"`
	Tags        struct {
		Bot string `json:"bot_id"` // the bot that the role belongs to
	} `json:"tags"`
}

// RoleOf is the ID of the role that belongs to the bot of that ID; "" where it has none.
func RoleOf(bot string, roles []Role) string {
	for _, r := range roles {
		if bot != "" && r.Tags.Bot == bot {
			return r.ID
		}
	}
	return ""
}

// Permissions are a set of rights, as a number in decimal digits.
type Permissions string

// All is every right.
const All Permissions = "-1"

func (p Permissions) bits() int64 {
	bits, _ := strconv.ParseInt(string(p), 10, 64)
	return bits
}

// Has reports whether the set holds every right of wanted. Administrators have all.
func (p Permissions) Has(wanted int64) bool {
	bits, err := strconv.ParseInt(string(p), 10, 64)
	return err == nil && (bits&discordgo.PermissionAdministrator != 0 || bits&wanted == wanted)
}
