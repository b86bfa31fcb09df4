package discord

import (
	"context"
	"net/http"
	"slices"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/chat/limit"
	"quoth/bot/discord/event"
	"quoth/bot/discord/rest"
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
	case !i.BotMayPost():
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

// rightsThere asks what the bot may do in the channel of an interaction that came from another:
// nothing where it may not look at the channel.
func (b *Bot) rightsThere(ctx context.Context, i *event.Interaction) (event.Permissions, error) {
	var there event.Channel
	var self event.Member
	var roles []event.Role
	ask := func(c rest.Call) error {
		c.Method, c.Priority, c.Patience = http.MethodGet, limit.Answer, chat.AnswerPatience
		return b.rest.Do(ctx, c)
	}
	look := func(id string) error {
		return ask(rest.Call{What: "looking at a channel", Path: "/channels/" + id, Route: "GET channel", Major: id, Into: &there})
	}
	err := look(i.ChannelID)
	if err == nil && there.IsThread() {
		err = look(there.Parent)
	}
	if err == nil {
		err = ask(rest.Call{What: "looking up the bot's roles", Path: "/guilds/" + i.Guild + "/members/" + b.self.Load().User, Route: "GET member", Major: i.Guild, Into: &self})
	}
	if err == nil {
		err = ask(rest.Call{What: "looking up roles", Path: "/guilds/" + i.Guild + "/roles", Route: "GET roles", Major: i.Guild, Into: &roles})
	}
	switch {
	case rest.Refused(err, discordgo.ErrCodeMissingAccess, discordgo.ErrCodeMissingPermissions, discordgo.ErrCodeUnknownChannel):
		return "", nil
	case err != nil:
		return "", chat.Translate(err)
	}
	return there.Rights(i.Guild, b.self.Load().User, self.Roles, roles), nil
}

// operatorsPlace reports whether the operator's commands may be used in a server.
func (b *Bot) operatorsPlace(guild string) bool {
	return guild != "" && slices.Contains(b.guilds, guild)
}
