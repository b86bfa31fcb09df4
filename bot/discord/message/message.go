// Package message makes the messages that the bot sends to Discord.
//
// What answers somebody is made of components (discord.com/developers/docs/components): a
// container with the question as its head, the news, the picture, and the buttons, of which
// the one that unfolds what stands second stands beside it. What comes unasked, an alert or
// a digest, is content and an embed: a phone shows the content of a message before it is
// opened, and of components nothing (discord/discord-api-docs, "Push notifications for pings
// within cv2 are empty").
package message

import (
	"bytes"
	"hash/crc32"
	"slices"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/discord/markdown"
)

const (
	// MaxContent is how many characters the content of a message has, without components.
	MaxContent = 2000

	colourAnswer = 0x2f6f9f
	colourNotice = 0xb07d2b
)

// Message is a message on its way to Discord, in which nothing can mention anybody but the
// roles that are named. Besides the library's fields it has those that the library lacks.
type Message struct {
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

// Edit is a message that takes the place of another, with everything that stood there. The
// library's has no flags, and leaves out a content that is null.
type Edit struct {
	discordgo.WebhookEdit
	Content     *string                `json:"content"` // nil for none, also where there was one
	Flags       discordgo.MessageFlags `json:"flags,omitempty"`
	Attachments *[]attachment          `json:"attachments,omitempty"` // nil leaves those that stand there
}

// Edit makes an edit of the message. Where it has no files, those of the other stay, unless
// they are to be dropped.
func (m Message) Edit(drop bool) Edit {
	e := Edit{
		WebhookEdit: discordgo.WebhookEdit{Embeds: &m.Embeds, Components: &m.Components, AllowedMentions: m.AllowedMentions},
		Flags:       m.Flags & discordgo.MessageFlagsIsComponentsV2,
	}
	if e.Flags == 0 {
		e.Content = &m.Content
	}
	if len(m.Attachments) > 0 || drop {
		e.Attachments = &m.Attachments
		if m.Attachments == nil {
			e.Attachments = &[]attachment{}
		}
	}
	return e
}

// WithoutPictures is the message without the pictures of articles; had is false when it has
// none.
func (m Message) WithoutPictures() (out Message, had bool) {
	out = m
	out.Embeds = slices.Clone(m.Embeds)
	for i, e := range out.Embeds {
		if e.Thumbnail != nil {
			plain := *e
			plain.Thumbnail, had = nil, true
			out.Embeds[i] = &plain
		}
	}
	components, depicted := withoutThumbnails(m.Components)
	if depicted {
		out.Components = components
	}
	return out, had || depicted
}

// withoutThumbnails is components without the pictures beside words.
func withoutThumbnails(all []discordgo.MessageComponent) (left []discordgo.MessageComponent, had bool) {
	for _, c := range all {
		switch c := c.(type) {
		case discordgo.Container:
			inner, depicted := withoutThumbnails(c.Components)
			c.Components, had = inner, had || depicted
			left = append(left, c)
		case discordgo.Section:
			if _, depicted := c.Accessory.(discordgo.Thumbnail); depicted {
				left, had = append(left, c.Components...), true
			} else {
				left = append(left, c)
			}
		default:
			left = append(left, c)
		}
	}
	return left, had
}

// compose makes a message without anything in it.
func compose() Message {
	return Message{MessageSend: discordgo.MessageSend{
		Components:      []discordgo.MessageComponent{},
		AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},
	}}
}

// components makes a message of components.
func components(all ...discordgo.MessageComponent) Message {
	m := compose()
	m.Flags, m.Components = discordgo.MessageFlagsIsComponentsV2, all
	return m
}

// Say makes a message of a remark of the bot's own.
func Say(text string) Message {
	return components(box(colourNotice, []discordgo.MessageComponent{discordgo.TextDisplay{Content: markdown.Escape(text)}}))
}

// Tell makes a message of a remark in Markdown that comes unasked.
func Tell(text string) Message {
	m := compose()
	m.Content = text
	return m
}

// attach adds a file with a description for those who don't see it.
func (m *Message) attach(name, kind, description string, data []byte) {
	m.Attachments = append(m.Attachments, attachment{strconv.Itoa(len(m.Files)), name, description})
	m.Files = append(m.Files, &discordgo.File{Name: name, ContentType: kind, Reader: bytes.NewReader(data)})
}

// keep names a file that is there already, by its ID, where that is known: what components
// show of it needs it listed, with its name.
func (m *Message) keep(id, name, description string) {
	if id != "" {
		m.Attachments = append(m.Attachments, attachment{id, name, description})
	}
}

// ReplyTo makes the message a reply to another, which may be gone.
func (m *Message) ReplyTo(id string) {
	m.Reference = &discordgo.MessageReference{MessageID: id, FailIfNotExists: new(bool)}
}

// Hidden is the message for one person alone.
func (m Message) Hidden() Message {
	m.Flags |= discordgo.MessageFlagsEphemeral
	return m
}

// Response is the message as the first answer to an interaction.
func (m Message) Response() Response {
	return Response{discordgo.InteractionResponse{Type: discordgo.InteractionResponseChannelMessageWithSource}, m}
}

// Response answers an interaction with a message.
type Response struct {
	discordgo.InteractionResponse
	Data Message `json:"data"`
}

// Number gives the first row of the message a number that Discord keeps with it: the same for the
// same nonce, and larger than those that Discord gives itself
// (discord.com/developers/docs/components/reference, "Anatomy of a Component"). It is 0 for
// none, without rows or a nonce.
func (m *Message) Number(nonce string) int {
	if nonce == "" {
		return 0
	}
	for i, c := range m.Components {
		if row, is := c.(discordgo.ActionsRow); is {
			row.ID = int(crc32.ChecksumIEEE([]byte(nonce))>>2) + 1<<30
			m.Components[i] = row
			return row.ID
		}
	}
	return 0
}

// Row is a row of components.
func Row(components ...discordgo.MessageComponent) discordgo.ActionsRow {
	return discordgo.ActionsRow{Components: components}
}

// Button is a button with what Discord sends back when it is pressed.
func Button(label, id string, style discordgo.ButtonStyle) discordgo.Button {
	return discordgo.Button{Label: bot.Printable(label), CustomID: id, Style: style}
}
