package discord

import (
	"bytes"
	"strconv"

	"github.com/bwmarrin/discordgo"
)

// message is a message on its way to Discord. Its fields are always written, so that
// an edit replaces what was there, and nothing in it can mention anybody but the
// roles that are named.
type message struct {
	Content         string                            `json:"content"`
	Embeds          []*discordgo.MessageEmbed         `json:"embeds"`
	Components      []component                       `json:"components"`
	AllowedMentions *discordgo.MessageAllowedMentions `json:"allowed_mentions"`
	Flags           discordgo.MessageFlags            `json:"flags,omitempty"`
	Attachments     []attachment                      `json:"attachments,omitempty"`
	Nonce           string                            `json:"nonce,omitempty"`
	EnforceNonce    bool                              `json:"enforce_nonce,omitempty"`
	Reference       *reference                        `json:"message_reference,omitempty"`

	files []*discordgo.File
}

// component is a row, a button or a field of a form.
type component struct {
	Type       discordgo.ComponentType `json:"type"`
	Components []component             `json:"components,omitempty"`
	Style      int                     `json:"style,omitempty"`
	Label      string                  `json:"label,omitempty"`
	CustomID   string                  `json:"custom_id,omitempty"`
	Disabled   bool                    `json:"disabled,omitempty"`
	MaxLength  int                     `json:"max_length,omitempty"`
	Required   bool                    `json:"required,omitempty"`
}

type attachment struct {
	ID          string `json:"id"`
	Filename    string `json:"filename"`
	Description string `json:"description,omitempty"`
}

type reference struct {
	Message       string `json:"message_id"`
	FailIfMissing bool   `json:"fail_if_not_exists"`
}

// nobody is who may be mentioned.
func nobody() *discordgo.MessageAllowedMentions {
	return &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}
}

// say makes a message of a remark of the bot's own.
func say(text string) message {
	return message{
		Embeds:          []*discordgo.MessageEmbed{{Description: plain(text), Color: colourNotice}},
		Components:      []component{},
		AllowedMentions: nobody(),
	}
}

// attach adds a file with a description for those who don't see it.
func (m *message) attach(name, kind, description string, data []byte) {
	m.Attachments = append(m.Attachments, attachment{strconv.Itoa(len(m.files)), name, description})
	m.files = append(m.files, &discordgo.File{Name: name, ContentType: kind, Reader: bytes.NewReader(data)})
}

func (m message) hidden() message {
	m.Flags |= discordgo.MessageFlagsEphemeral
	return m
}

// row is a row of buttons.
func row(buttons ...component) component {
	return component{Type: discordgo.ActionsRowComponent, Components: buttons}
}

func button(label, id string, style discordgo.ButtonStyle) component {
	return component{Type: discordgo.ButtonComponent, Style: int(style), Label: label, CustomID: id}
}

// response answers an interaction.
type response struct {
	Type discordgo.InteractionResponseType `json:"type"`
	Data any                               `json:"data,omitempty"`
}

// deferral acknowledges an interaction whose answer comes later.
type deferral struct {
	Flags discordgo.MessageFlags `json:"flags,omitempty"`
}

// completions answers an autocomplete interaction.
type completions struct {
	Choices []choice `json:"choices"`
}

type choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// form is a window that asks for one text.
type form struct {
	CustomID   string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []component `json:"components"`
}
