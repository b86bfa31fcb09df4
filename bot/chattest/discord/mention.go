package discord

import (
	"regexp"
	"slices"
	"strings"
)

// Mentions is whom a message mentions.
type Mentions struct {
	Users    []*User
	Roles    []*Role
	Everyone bool
}

// None reports whether nobody is mentioned.
func (m Mentions) None() bool { return len(m.Users) == 0 && len(m.Roles) == 0 && !m.Everyone }

// Ping is a notification that a new message of the bot's caused.
type Ping struct {
	Message Message
	Mentions
}

// Pings returns every notification that the bot's messages have caused.
func (d *Discord) Pings() []Ping {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.pings)
}

type allowedMentions struct {
	Parse   []string `json:"parse"`
	Users   []string `json:"users"`
	Roles   []string `json:"roles"`
	Replied bool     `json:"replied_user"`
}

var (
	mentionSyntax = regexp.MustCompile(`<@(!?|&)(\d+)>|@everyone|@here`)
	codeSyntax    = regexp.MustCompile("(?s)```.*?```|``.*?``|`[^`]*`")
)

// mentions works out whom the content of a message mentions: only the content
// and the texts among components count, not embeds; nothing inside code; and of that only what allowed_mentions
// (nil: everything) lets through. Roles and everyone need the author's right.
func (d *Discord) mentions(m *Message, allowed *allowedMentions) (out Mentions) {
	may := func(kind, id string, list []string) bool {
		return allowed == nil || slices.Contains(allowed.Parse, kind) || slices.Contains(list, id)
	}
	var lists allowedMentions
	if allowed != nil {
		lists = *allowed
	}
	guild := m.Channel.Guild
	loud := guild != nil && m.Channel.permissions(m.Author)&MentionEveryone != 0
	for _, found := range mentionSyntax.FindAllStringSubmatch(codeSyntax.ReplaceAllString(strings.Join(append(m.Shown(), m.Content), "\n"), ""), -1) {
		switch id := found[2]; {
		case id == "":
			out.Everyone = out.Everyone || loud && may("everyone", "", nil)
		case found[1] == "&":
			for _, r := range rolesOf(guild) {
				if r.ID == id && (r.Mentionable || loud) && may("roles", id, lists.Roles) && !slices.Contains(out.Roles, r) {
					out.Roles = append(out.Roles, r)
				}
			}
		default:
			if u := d.users[id]; u != nil && m.Channel.sees(u) && may("users", id, lists.Users) && !slices.Contains(out.Users, u) {
				out.Users = append(out.Users, u)
			}
		}
	}
	if to := d.messages[m.replyTo]; to != nil && (allowed == nil || allowed.Replied) && !slices.Contains(out.Users, to.Author) {
		out.Users = append(out.Users, to.Author)
	}
	return out
}

func rolesOf(g *Guild) []*Role {
	if g == nil {
		return nil
	}
	return g.roles
}

// sees reports whether the user can read the channel.
func (c *Channel) sees(u *User) bool { return c.permissions(u)&ViewChannel != 0 }

// ping sets a new message's mentions, and notes those it notified.
func (d *Discord) ping(m *Message, allowed *allowedMentions) {
	m.Mentions = d.mentions(m, allowed)
	if m.Author == d.bot && !m.Mentions.None() {
		d.pings = append(d.pings, Ping{m.snapshot(), m.Mentions})
	}
}
