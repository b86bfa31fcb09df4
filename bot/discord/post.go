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
	if n := p.Message.Number(m.Nonce); n != 0 {
		if there := s.opened(ctx, forum, p.Name, n); there != "" {
			return there + threadMark + there, nil
		}
	}
	if tag := forum.TagFor(m.Topic); tag != "" {
		p.AppliedTags = []string{tag}
	}
	var sent struct {
		ID      string
		Message struct{ ID string }
	}
	c := rest.Call{
		What: "opening a post", Method: http.MethodPost, Path: "/channels/" + to.Chat + "/threads", Route: "POST threads", Major: to.Chat,
		Files: body.Files, Into: &sent, Priority: limit.Alert, Patience: chat.AlertPatience, Channel: to.Chat, Embeds: len(body.Embeds) > 0, Single: true,
	}
	write(&c, p.Message, func(m message.Message) any {
		p.Message = m
		return p
	})
	if err := s.rest.Do(ctx, c); err != nil {
		return "", chat.Translate(err)
	}
	s.save(ctx, bot.Request{Place: audience.Place{Platform: Platform, Chat: sent.ID}}, body, sent.Message.ID)
	return sent.ID + threadMark + sent.Message.ID, nil
}

// opened is the bot's own post of a name and a number, which an earlier try opened whose answer got lost, or
// a process that ended then; "" for none. The first message of a post has the post's ID.
func (s sender) opened(ctx context.Context, forum event.Channel, name string, number int) string {
	look := func(c rest.Call) bool {
		c.Method, c.Priority, c.Patience = http.MethodGet, limit.Alert, chat.AlertPatience
		err := s.rest.Do(ctx, c)
		if err != nil {
			s.log.InfoContext(ctx, "discord: post lookup failed", "error", err)
		}
		return err == nil
	}
	var active struct{ Threads []event.Channel }
	self := s.self.Load()
	if self == nil || !look(rest.Call{What: "looking at open posts", Path: "/guilds/" + forum.Guild + "/threads/active", Route: "GET threads", Major: forum.Guild, Into: &active}) {
		return ""
	}
	for _, t := range active.Threads {
		var first event.Content
		read := rest.Call{What: "looking at a post", Path: "/channels/" + t.ID + "/messages/" + t.ID, Route: "GET message", Major: t.ID, Into: &first}
		if t.Parent == forum.ID && t.Owner == self.User && t.Name == name && look(read) && first.Numbered(number) {
			return t.ID
		}
	}
	return ""
}
