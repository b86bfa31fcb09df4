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
	case c.Threads(args) && (!i.BotIsHere() || !i.Channel.HoldsThreads()):
		return "discord.no_threads"
	case c.Threads(args) && !i.AppPermissions.Has(discordgo.PermissionCreatePublicThreads|discordgo.PermissionSendMessagesInThreads):
		return "discord.may_not_thread"
	case i.Private() || !delivers:
		return ""
	case !i.BotIsHere():
		return "discord.not_here"
	case !i.PersonMay(discordgo.PermissionManageChannels):
		return "" // the engine refuses it in its own words
	case !i.PersonMay(i.Posting()): // who has the bot write there must be able to write there
		return "discord.you_may_not_post"
	case b.now().Before(b.servers.timedOut(i.Guild)):
		return "discord.timed_out"
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
// nothing where it may not look at the channel, or is timed out.
func (b *Bot) rightsThere(ctx context.Context, i *event.Interaction) (event.Permissions, error) {
	var there event.Channel
	var self event.Member
	var roles []event.Role
	look := func(id string) error {
		return b.ask(ctx, rest.Call{What: "looking at a channel", Path: "/channels/" + id, Route: "GET channel", Major: id, Into: &there})
	}
	err := look(i.ChannelID)
	if err == nil && there.IsThread() {
		err = look(there.Parent)
	}
	if err == nil {
		err = b.ask(ctx, rest.Call{What: "looking up the bot's roles", Path: "/guilds/" + i.Guild + "/members/" + b.self.Load().User, Route: "GET member", Major: i.Guild, Into: &self})
	}
	if err == nil {
		roles, err = b.rolesOf(ctx, i.Guild)
	}
	switch {
	case rest.Refused(err, discordgo.ErrCodeMissingAccess, discordgo.ErrCodeMissingPermissions, discordgo.ErrCodeUnknownChannel):
		return "", nil
	case err != nil:
		return "", chat.Translate(err)
	}
	if b.now().Before(self.TimedOut()) {
		return "", nil
	}
	return there.Rights(i.Guild, b.self.Load().User, self.Roles, roles), nil
}

// ask looks something up that an answer needs.
func (b *Bot) ask(ctx context.Context, c rest.Call) error {
	c.Method, c.Priority, c.Patience = http.MethodGet, limit.Answer, chat.AnswerPatience
	return b.rest.Do(ctx, c)
}

// rolesOf are the roles of a server.
func (b *Bot) rolesOf(ctx context.Context, guild string) (roles []event.Role, err error) {
	err = b.ask(ctx, rest.Call{What: "looking up roles", Path: "/guilds/" + guild + "/roles", Route: "GET roles", Major: guild, Into: &roles})
	return roles, err
}

// mentionsRole reports whether a message mentions the role that belongs to the bot.
func (b *Bot) mentionsRole(ctx context.Context, m *event.Message) bool {
	own, known := b.servers.role(m.Guild)
	if !known {
		roles, err := b.rolesOf(ctx, m.Guild)
		if err != nil {
			b.log.WarnContext(ctx, "discord: role lookup failed", "error", err)
			return false
		}
		own = event.RoleOf(b.self.Load().User, roles)
		b.servers.own(m.Guild, own)
	}
	return own != "" && slices.Contains(m.Roles, own)
}

// operatorsPlace reports whether the operator's commands may be used in a server.
func (b *Bot) operatorsPlace(guild string) bool {
	return guild != "" && slices.Contains(b.guilds, guild)
}
