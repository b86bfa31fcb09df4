package discord

import (
	"bytes"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/discord/markdown"
)

// message is a message on its way to Discord, in which nothing can mention anybody but the
// roles that are named. Besides the library's fields it has those that the library lacks.
type message struct {
	discordgo.MessageSend
	Attachments  []attachment `json:"attachments,omitempty"`
	Nonce        string       `json:"nonce,omitempty"`
	EnforceNonce bool         `json:"enforce_nonce,omitempty"`
}

// attachment names a file of the message, and describes it for those who don't see it. The
// library's has no description.
type attachment struct {
	ID          string `json:"id"`
	Filename    string `json:"filename"`
	Description string `json:"description,omitempty"`
}

// edit is a message that takes the place of another, with everything that stood there.
type edit struct {
	discordgo.WebhookEdit
	Attachments *[]attachment `json:"attachments,omitempty"` // nil leaves those that stand there
}

// edit makes an edit of the message. Where it has no files, those of the other stay.
func (m message) edit() edit {
	e := edit{WebhookEdit: discordgo.WebhookEdit{Content: &m.Content, Components: &m.Components, Embeds: &m.Embeds, AllowedMentions: m.AllowedMentions}}
	if len(m.Attachments) > 0 {
		e.Attachments = &m.Attachments
	}
	return e
}

// compose makes a message of embeds, without anything else.
func compose(embeds ...*discordgo.MessageEmbed) message {
	return message{MessageSend: discordgo.MessageSend{
		Embeds: append([]*discordgo.MessageEmbed{}, embeds...), Components: []discordgo.MessageComponent{},
		AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},
	}}
}

// say makes a message of a remark of the bot's own.
func say(text string) message {
	return compose(&discordgo.MessageEmbed{Description: markdown.Escape(text), Color: colourNotice})
}

// attach adds a file with a description for those who don't see it.
func (m *message) attach(name, kind, description string, data []byte) {
	m.Attachments = append(m.Attachments, attachment{strconv.Itoa(len(m.Files)), name, description})
	m.Files = append(m.Files, &discordgo.File{Name: name, ContentType: kind, Reader: bytes.NewReader(data)})
}

// to makes the message a reply to another, which may be gone.
func (m *message) to(id string) {
	m.Reference = &discordgo.MessageReference{MessageID: id, FailIfNotExists: new(bool)}
}

func (m message) hidden() message {
	m.Flags |= discordgo.MessageFlagsEphemeral
	return m
}

// response is the message as the first answer to an interaction.
func (m message) response() discordgo.InteractionResponse {
	return discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseChannelMessageWithSource,
		Data: &discordgo.InteractionResponseData{
			Content: m.Content, Components: m.Components, Embeds: m.Embeds, AllowedMentions: m.AllowedMentions, Flags: m.Flags,
		},
	}
}

// completions answers what is being typed. The library leaves choices out when there are
// none.
type completions struct {
	Type discordgo.InteractionResponseType `json:"type"`
	Data struct {
		Choices []*discordgo.ApplicationCommandOptionChoice `json:"choices"`
	} `json:"data"`
}

// row is a row of components.
func row(components ...discordgo.MessageComponent) discordgo.ActionsRow {
	return discordgo.ActionsRow{Components: components}
}

func button(label, id string, style discordgo.ButtonStyle) discordgo.Button {
	return discordgo.Button{Label: bot.Printable(label), CustomID: id, Style: style}
}
