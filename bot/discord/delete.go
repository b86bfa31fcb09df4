package discord

import (
	"context"
	"net/http"

	"github.com/bwmarrin/discordgo"

	"quoth/bot/chat/limit"
	"quoth/bot/discord/event"
	"quoth/bot/discord/rest"
	"quoth/knowledge/audience"
)

// deleteAnswer deletes a message of the bot's: for the person whom it answers, or for who may
// delete others' messages there.
func (b *Bot) deleteAnswer(ctx context.Context, i *event.Interaction) error {
	ref := i.Data.Target
	shown, err := b.sessions.At(ctx, placeOf(i), ref)
	mine := err == nil && shown.Person != (audience.Person{}) && shown.Person == personOf(i)
	if !mine && !i.PersonMay(discordgo.PermissionManageMessages) {
		return b.whisper(ctx, i, "discord.not_yours")
	}
	self, author := b.self.Load(), i.Data.Resolved.Messages[ref].Author
	if self == nil || author == nil || author.ID != self.User {
		return b.whisper(ctx, i, "discord.not_mine")
	}
	err = b.rest.Do(ctx, rest.Call{
		What: "deleting an answer", Method: http.MethodDelete, Path: "/channels/" + i.ChannelID + "/messages/" + ref, Route: "DELETE message", Major: i.ChannelID,
		Priority: limit.Answer, Patience: b.ackTime / 2,
	})
	if err != nil && !rest.Refused(err, discordgo.ErrCodeUnknownMessage) {
		b.log.Info("discord: answer not deleted", "error", err)
		return b.whisper(ctx, i, "discord.not_deleted")
	}
	return b.whisper(ctx, i, "discord.deleted")
}
