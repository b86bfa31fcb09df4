package discord

import (
	"cmp"
	"context"
	"net/http"
	"strings"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/chat/layout"
	"quoth/bot/chat/limit"
	"quoth/bot/discord/event"
	"quoth/bot/discord/message"
	"quoth/bot/discord/rest"
	"quoth/knowledge/audience"
)

const (
	// postMark stands between the post and the message in the reference of an alert that was
	// sent to a forum.
	postMark = "/"
	// maxPost is how many characters the title of a post has.
	maxPost = 100
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
	before := ""
	if m.After != nil {
		var err error
		if before, err = m.After(ctx); err != nil {
			return "", err
		}
	}
	if story, _, told := strings.Cut(before, postMark); told {
		_, err := s.open(ctx, story)
		var id string
		if err == nil {
			id, err = s.send(ctx, story, body)
		}
		switch {
		case err == nil:
			return story + postMark + id, nil
		case !chat.PlaceRefuses(err):
			return "", err
		}
	}
	p := post{Message: body.Message}
	p.Name = layout.Clip(cmp.Or(titleOf(m.Reply), m.Topic, Platform), maxPost)
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
	return sent.ID + postMark + sent.Message.ID, nil
}

// inForum is an interaction in a post as one in its forum, where something is followed there and
// nothing in the post itself: what is said of alerts in a post is said of the forum's.
func (b *Bot) inForum(ctx context.Context, i *event.Interaction) *event.Interaction {
	forum := i.Channel.Parent
	if !i.Channel.IsThread() || forum == "" {
		return i
	}
	follows := func(channel string) bool {
		all, err := b.store.SubscriptionsAt(ctx, audience.Place{Platform: Platform, Chat: channel})
		if err != nil {
			b.log.Warn("discord: subscriptions read failed", "error", err)
		}
		return len(all) > 0
	}
	if follows(i.ChannelID) || !follows(forum) {
		return i
	}
	at, err := sender{b}.open(ctx, forum)
	if err != nil || !at.IsForum() {
		return i
	}
	return i.In(forum, at)
}

// titleOf is what a reply is headed by: the headline of a story, or the heading of a digest.
func titleOf(r bot.Reply) string {
	head, _ := headOf(r)
	return strings.Join(strings.Fields(bot.Printable(head)), " ")
}
