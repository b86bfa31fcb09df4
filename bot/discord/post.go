package discord

import (
	"context"
	"net/http"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/chat/limit"
	"quoth/bot/discord/event"
	"quoth/bot/discord/message"
	"quoth/bot/discord/rest"
	"quoth/knowledge/audience"
)

// post opens a post in a forum (discord.com/developers/docs/resources/channel,
// "Start Thread in Forum or Media Channel"). The library's has no message, and says of a post
// whether it is open to invitations, which is for private threads alone.
type post struct {
	discordgo.ThreadStart
	Invitable bool            `json:"invitable,omitempty"`
	Message   message.Message `json:"message"`
}

// sendPost sends an alert to a forum: into the post of its story where there is one that takes
// it, or else as a post of its own, with the tag of the topic. The reference holds both the
// post and the message.
func (s sender) sendPost(ctx context.Context, to audience.Place, forum event.Channel, m bot.Message, body shownPage) (string, error) {
	if ref, err := s.sendOn(ctx, m, body); ref != "" || err != nil {
		return ref, err
	}
	p := post{Message: body.Message}
	p.Name = threadName(m)
	p.Message.Nonce, p.Message.EnforceNonce = "", false // of which Discord knows nothing here
	if tag := forum.TagFor(m.Topic); tag != "" {
		p.AppliedTags = []string{tag}
	}
	var sent struct {
		ID      string
		Message struct{ ID string }
	}
	err := s.rest.Do(ctx, rest.Call{
		What: "opening a post", Method: http.MethodPost, Path: "/channels/" + to.Chat + "/threads", Route: "POST threads", Major: to.Chat,
		Body: p, Files: body.Files, Into: &sent, Priority: limit.Alert, Patience: chat.AlertPatience, Channel: to.Chat, Embeds: len(body.Embeds) > 0, Single: true,
	})
	if err != nil {
		return "", chat.Translate(err)
	}
	s.save(ctx, bot.Request{Place: audience.Place{Platform: Platform, Chat: sent.ID}}, body, sent.Message.ID)
	return sent.ID + threadMark + sent.Message.ID, nil
}
