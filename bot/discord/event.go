package discord

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/knowledge/audience"
)

// The parts of Discord's events that the bot reads. Any of them may be missing.
// They are not discordgo's, because its decoders fail on a whole event when it holds
// one component of a kind that is newer than the library.

type user struct {
	ID  string `json:"id"`
	Bot bool   `json:"bot"`
}

type member struct {
	User        *user  `json:"user"`
	Permissions string `json:"permissions"`
}

type role struct {
	Mentionable bool `json:"mentionable"`
}

type option struct {
	Name    string                                 `json:"name"`
	Type    discordgo.ApplicationCommandOptionType `json:"type"`
	Value   json.RawMessage                        `json:"value"`
	Focused bool                                   `json:"focused"`
}

type interaction struct {
	ID             string                    `json:"id"`
	Application    string                    `json:"application_id"`
	Type           discordgo.InteractionType `json:"type"`
	Token          string                    `json:"token"`
	Locale         string                    `json:"locale"`       // of the person's client
	GuildLocale    string                    `json:"guild_locale"` // of the server, "" in private
	Guild          string                    `json:"guild_id"`
	ChannelID      string                    `json:"channel_id"`
	Channel        channel                   `json:"channel"`
	Context        *int                      `json:"context"`
	Owners         map[string]string         `json:"authorizing_integration_owners"`
	AppPermissions string                    `json:"app_permissions"`
	Member         *member                   `json:"member"`
	User           *user                     `json:"user"`
	Message        struct{ ID string }       `json:"message"`
	Data           struct {
		Name     string   `json:"name"`
		Type     int      `json:"type"`
		Options  []option `json:"options"`
		CustomID string   `json:"custom_id"`
		Target   string   `json:"target_id"`
		Resolved struct {
			Messages map[string]content `json:"messages"`
			Roles    map[string]role    `json:"roles"`
		} `json:"resolved"`
		Components []struct {
			Components []struct {
				CustomID string `json:"custom_id"`
				Value    string `json:"value"`
			} `json:"components"`
		} `json:"components"`
	} `json:"data"`
}

// language is that of who reads the answer, as IETF tag: the person, or a server.
func (i *interaction) language(hidden bool) string {
	if hidden || i.GuildLocale == "" {
		return i.Locale
	}
	return i.GuildLocale
}

// person is who did it; the zero Person when the event does not say.
func (i *interaction) person() audience.Person {
	u := i.User
	if i.Member != nil && i.Member.User != nil {
		u = i.Member.User
	}
	if u == nil || u.ID == "" {
		return audience.Person{}
	}
	return audience.Person{Platform: Platform, User: u.ID}
}

func (i *interaction) place() audience.Place {
	return audience.Place{Platform: Platform, Chat: i.ChannelID}
}

// private reports whether it was done in the private chat with the bot. Without a
// context, as older events are, any chat outside of a server is that.
func (i *interaction) private() bool {
	if i.Context != nil {
		return *i.Context == int(discordgo.InteractionContextBotDM)
	}
	return i.Guild == ""
}

// botIsHere reports whether the bot itself is in the place, and not only the person's
// own installation of it.
func (i *interaction) botIsHere() bool {
	if i.private() {
		return true
	}
	_, installed := i.Owners[strconv.Itoa(int(discordgo.ApplicationIntegrationGuildInstall))]
	return i.Guild != "" && (installed || len(i.Owners) == 0)
}

// args are the options of a command as the command table writes them.
func (i *interaction) args() bot.Args {
	args := bot.Args{}
	for _, o := range i.Data.Options {
		if v := o.text(); v != "" {
			args[o.Name] = v
		}
	}
	return args
}

// text is an option's value: a string as it is, a number or a boolean as JSON writes it.
func (o option) text() string {
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

// messageEvent is a message that somebody wrote.
type messageEvent struct {
	content
	ID          string                `json:"id"`
	ChannelID   string                `json:"channel_id"`
	Guild       string                `json:"guild_id"`
	Type        discordgo.MessageType `json:"type"`
	Webhook     string                `json:"webhook_id"`
	Author      *user                 `json:"author"`
	Mentions    []user                `json:"mentions"`
	Attachments []json.RawMessage     `json:"attachments"`
	Referenced  *struct {
		content
		ID     string `json:"id"`
		Author *user  `json:"author"`
	} `json:"referenced_message"`
}
