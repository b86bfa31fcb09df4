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

// deleteAnswer deletes a message of the bot's: for the person whom it answers, for who may delete
// others' messages there, and in private for whose chat it is.
func (b *Bot) deleteAnswer(ctx context.Context, i *event.Interaction) error {
	ref := i.Data.Target
	self, target := b.self.Load(), i.Data.Resolved.Messages[ref]
	if self == nil || target.Author == nil || target.Author.ID != self.User {
		return b.whisper(ctx, i, "discord.not_mine")
	}
	if !i.Private() && !i.PersonMay(discordgo.PermissionManageMessages) && !target.Answers(i.Person()) && !b.answers(ctx, i, ref) {
		return b.whisper(ctx, i, "discord.not_yours")
	}
	err := b.rest.Do(ctx, rest.Call{
		What: "deleting an answer", Method: http.MethodDelete, Path: "/channels/" + i.ChannelID + "/messages/" + ref, Route: "DELETE message", Major: i.ChannelID,
		Priority: limit.Answer, Patience: b.ackTime / 2,
	})
	if err != nil && !rest.Refused(err, discordgo.ErrCodeUnknownMessage) {
		b.log.InfoContext(ctx, "discord: answer not deleted", "error", err)
		return b.whisper(ctx, i, "discord.not_deleted")
	}
	return b.whisper(ctx, i, "discord.deleted")
}

// answers reports whether a message is kept as an answer to the person: one that was shared, or
// whose question was deleted, does not say so itself.
func (b *Bot) answers(ctx context.Context, i *event.Interaction, ref string) bool {
	shown, err := b.sessions.At(ctx, placeOf(i), ref)
	return err == nil && shown.Person != (audience.Person{}) && shown.Person == personOf(i)
}
