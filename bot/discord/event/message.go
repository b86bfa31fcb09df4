package event

import (
	"encoding/json"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// Message is a message that somebody wrote.
type Message struct {
	Content
	ID          string                `json:"id"`
	ChannelID   string                `json:"channel_id"`
	Guild       string                `json:"guild_id"` // "" in private
	Type        discordgo.MessageType `json:"type"`
	Edited      string                `json:"edited_timestamp"` // "" for one that is as it was written
	Webhook     string                `json:"webhook_id"`
	Mentions    []User                `json:"mentions"`
	Roles       []string              `json:"mention_roles"`
	Attachments []json.RawMessage     `json:"attachments"`
}

// Event names what happened: the message was written, or edited for this time.
func (m *Message) Event() string {
	if m.Edited == "" {
		return m.ID
	}
	return m.ID + "/" + m.Edited
}

// Written reports whether a person wrote the message, and not a bot, a webhook or Discord
// itself.
func (m *Message) Written() bool {
	return m.ID != "" && m.ChannelID != "" && m.Author != nil && m.Author.ID != "" && !m.Author.Bot && m.Webhook == "" &&
		(m.Type == discordgo.MessageTypeDefault || m.Type == discordgo.MessageTypeReply)
}

// To reports whether the message is for the account of that ID: it came in private, or
// mentions it, or is a reply to it.
func (m *Message) To(id string) bool { return m.Guild == "" || m.RepliesTo(id) || m.Mentioning(id) }

// RepliesTo reports whether the message is a reply to one of the account of that ID.
func (m *Message) RepliesTo(id string) bool {
	return m.Referenced != nil && m.Referenced.Author != nil && m.Referenced.Author.ID == id
}

// Mentioning reports whether the message mentions the account of that ID.
func (m *Message) Mentioning(id string) bool {
	for _, u := range m.Mentions {
		if u.ID == id {
			return true
		}
	}
	return false
}

// Addressing reports whether the words of the message mention the account of that ID, as
// those of a reply do not by themselves.
func (m *Message) Addressing(id string) bool {
	return strings.Contains(m.Text, "<@"+id+">") || strings.Contains(m.Text, "<@!"+id+">")
}
