package event

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/bwmarrin/discordgo"
)

// Option is a value that somebody gave to an option of a command.
type Option struct {
	Name    string          `json:"name"`
	Value   json.RawMessage `json:"value"`
	Focused bool            `json:"focused"`
}

// Interaction is a command, a button that was pressed, or a form that was filled in.
type Interaction struct {
	ID             string                    `json:"id"`
	Application    string                    `json:"application_id"`
	Type           discordgo.InteractionType `json:"type"`
	Token          string                    `json:"token"`
	Locale         string                    `json:"locale"`       // of the person's client
	GuildLocale    string                    `json:"guild_locale"` // of the server, "" in private
	Guild          string                    `json:"guild_id"`
	ChannelID      string                    `json:"channel_id"`
	Channel        Channel                   `json:"channel"`
	Context        *int                      `json:"context"`
	Owners         map[string]string         `json:"authorizing_integration_owners"`
	AppPermissions Permissions               `json:"app_permissions"`
	Member         *Member                   `json:"member"`
	User           *User                     `json:"user"`
	Message        Content                   `json:"message"` // where a button was pressed
	Data           struct {
		Name     string   `json:"name"`
		Type     int      `json:"type"`
		Options  []Option `json:"options"`
		CustomID string   `json:"custom_id"`
		Target   string   `json:"target_id"`
		Resolved struct {
			Messages map[string]Content `json:"messages"`
			Roles    map[string]Role    `json:"roles"`
			Channels map[string]struct {
				Channel
				Permissions Permissions `json:"permissions"` // of the person
			} `json:"channels"`
		} `json:"resolved"`
		Components []struct { // of a form: labels, each with a field
			Field struct {
				CustomID string `json:"custom_id"`
				Value    string `json:"value"`
			} `json:"component"`
		} `json:"components"`
	} `json:"data"`

	// Elsewhere is set for what At and In return.
	Elsewhere bool `json:"-"`
	// InPlace is set where the answer takes the place of the message with the pressed button.
	InPlace bool `json:"-"`
}

// At is the interaction as one in the channel that an option names, with the person's
// rights there; what the bot may do there is not told, and taken for all. ok is false when
// Discord does not tell of the channel.
func (i *Interaction) At(id string) (there *Interaction, ok bool) {
	c, ok := i.Data.Resolved.Channels[id]
	if !ok || i.Guild == "" || i.Member == nil {
		return nil, false
	}
	moved, member := i.In(id, c.Channel), *i.Member
	member.Permissions = c.Permissions
	moved.Member, moved.AppPermissions = &member, All
	return moved, true
}

// In is the interaction as one in another channel where the same rights hold: the one that a
// thread is in.
func (i *Interaction) In(id string, there Channel) *Interaction {
	moved := *i
	moved.ChannelID, moved.Channel, moved.Elsewhere = id, there, true
	return &moved
}

// Language is that of who reads the answer, as IETF tag: the person, or a server.
func (i *Interaction) Language(hidden bool) string {
	if hidden || i.GuildLocale == "" {
		return i.Locale
	}
	return i.GuildLocale
}

// Person is the ID of who did it; "" when the event does not say.
func (i *Interaction) Person() string {
	u := i.User
	if i.Member != nil && i.Member.User != nil {
		u = i.Member.User
	}
	if u == nil {
		return ""
	}
	return u.ID
}

// Private reports whether it was done in the private chat with the bot. Without a
// context, as older events are, any chat outside of a server is that.
func (i *Interaction) Private() bool {
	if i.Context != nil {
		return *i.Context == int(discordgo.InteractionContextBotDM)
	}
	return i.Guild == ""
}

// BotIsHere reports whether the bot itself is in the place, and not only the person's
// own installation of it.
func (i *Interaction) BotIsHere() bool {
	if i.Private() {
		return true
	}
	_, installed := i.Owners[strconv.Itoa(int(discordgo.ApplicationIntegrationGuildInstall))]
	return i.Guild != "" && (installed || len(i.Owners) == 0)
}

// PersonMay reports whether the person has all those rights in the place; false outside
// of servers. The rights are those that Discord worked out for this very interaction.
func (i *Interaction) PersonMay(rights int64) bool {
	return i.Member != nil && i.Member.Permissions.Has(rights)
}

// Posting is the rights that writing in the place takes.
func (i *Interaction) Posting() int64 {
	const thread = discordgo.PermissionViewChannel | discordgo.PermissionSendMessagesInThreads
	switch {
	case !i.Channel.IsThread():
		return discordgo.PermissionViewChannel | discordgo.PermissionSendMessages
	case i.Channel.Locked():
		return thread | discordgo.PermissionManageThreads
	}
	return thread
}

// BotMayPost reports whether the bot may write in the place, embeds as well.
func (i *Interaction) BotMayPost() bool {
	return i.AppPermissions.Has(i.Posting() | discordgo.PermissionEmbedLinks)
}

// Target are the words of the message that a message command is about.
func (i *Interaction) Target() string { return i.Data.Resolved.Messages[i.Data.Target].Words() }

// Args are the options of a command that have a value, by name.
func (i *Interaction) Args() map[string]string {
	args := map[string]string{}
	for _, o := range i.Data.Options {
		if v := o.Text(); v != "" {
			args[o.Name] = v
		}
	}
	return args
}

// Typed is what was typed into a field of a form, by the field's custom_id; ok is false
// when the form has no such field.
func (i *Interaction) Typed(field string) (text string, ok bool) {
	for _, label := range i.Data.Components {
		if label.Field.CustomID == field {
			return label.Field.Value, true
		}
	}
	return "", false
}

// Text is an option's value: a string as it is, a number or a boolean as JSON writes it.
func (o Option) Text() string {
	var s string
	if json.Unmarshal(o.Value, &s) == nil {
		return s
	}
	var f float64
	if json.Unmarshal(o.Value, &f) == nil {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	var b bool
	if json.Unmarshal(o.Value, &b) == nil {
		return fmt.Sprint(b)
	}
	return ""
}
