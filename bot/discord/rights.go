package discord

import (
	"slices"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/discord/event"
	"quoth/bot/text"
)

// objection says why a command may not be used so, beyond what the command table
// says of it; "" when it may.
func (b *Bot) objection(i *event.Interaction, c *bot.Command, args bot.Args) text.Key {
	delivers := c.Delivers != nil && c.Delivers(args)
	switch {
	case c.Access == bot.Operator && !b.operatorsPlace(i.Guild):
		return "discord.admin_here"
	case i.Private() || !delivers:
		return ""
	case !i.BotIsHere():
		return "discord.not_here"
	case !i.PersonMay(discordgo.PermissionManageChannels):
		return "" // the engine refuses it in its own words
	case !i.PersonMay(i.Posting()): // who has the bot write there must be able to write there
		return "discord.you_may_not_post"
	case !i.Elsewhere && !i.BotMayPost(): // elsewhere that is found out
		return "discord.may_not_post"
	}
	return mayPing(i, args["mention"])
}

// mayPing says why alerts may not mention a role; "" when they may. Who lets the bot
// mention a role must be able to do so, and so must the bot. Of the role in a button,
// which Discord says nothing of, that was asked when it was first named.
func mayPing(i *event.Interaction, id string) text.Key {
	if id == "" {
		return ""
	}
	role, known := i.Data.Resolved.Roles[id]
	switch {
	case id == i.Guild: // the role of everyone
		return "discord.may_not_ping"
	case !known, role.Mentionable:
		return ""
	case !i.PersonMay(discordgo.PermissionMentionEveryone):
		return "discord.may_not_ping"
	case !i.AppPermissions.Has(discordgo.PermissionMentionEveryone):
		return "discord.cant_ping"
	}
	return ""
}

// operatorsPlace reports whether the operator's commands may be used in a server.
func (b *Bot) operatorsPlace(guild string) bool {
	return guild != "" && slices.Contains(b.guilds, guild)
}
