package discord

import (
	"context"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/text"
)

// has reports whether a bit set as Discord writes it holds every right of wanted.
// Administrators have all.
func has(set string, wanted int64) bool {
	bits, err := strconv.ParseInt(set, 10, 64)
	return err == nil && (bits&discordgo.PermissionAdministrator != 0 || bits&wanted == wanted)
}

// manager reports whether the person may change what is delivered to the place. The
// rights are those that Discord worked out for this very interaction.
func (i *interaction) manager(context.Context) (bool, error) {
	return i.Member != nil && has(i.Member.Permissions, discordgo.PermissionManageChannels), nil
}

// mayPost says why the bot may not bring alerts to the place for the person; "" when it
// may. Who has it write there must be able to write there.
func (i *interaction) mayPost() text.Key {
	switch {
	case i.Member == nil || !has(i.Member.Permissions, i.posting()):
		return "discord.you_may_not_post"
	case !has(i.AppPermissions, i.posting()|discordgo.PermissionEmbedLinks):
		return "discord.may_not_post"
	}
	return ""
}

// posting is the rights that writing in the place takes.
func (i *interaction) posting() int64 {
	send := int64(discordgo.PermissionViewChannel)
	switch {
	case !i.Channel.isThread():
		send |= discordgo.PermissionSendMessages
	case i.Channel.locked():
		send |= discordgo.PermissionSendMessagesInThreads | discordgo.PermissionManageThreads
	default:
		send |= discordgo.PermissionSendMessagesInThreads
	}
	return send
}

// permitted forgets that the channel refused the bot when an interaction there shows that
// it may write.
func (b *Bot) permitted(i *interaction) {
	if i.botIsHere() && has(i.AppPermissions, i.posting()|discordgo.PermissionEmbedLinks) {
		b.rest.Permitted(i.ChannelID)
	}
}

// objection says why a command may not be used so, beyond what the command table
// says of it; "" when it may.
func (b *Bot) objection(i *interaction, c *bot.Command, args bot.Args) text.Key {
	delivers := c.Delivers != nil && c.Delivers(args)
	switch {
	case c.Access == bot.Operator && !b.operatorsPlace(i.Guild):
		return "discord.admin_here"
	case i.private() || !delivers:
		return ""
	case !i.botIsHere():
		return "discord.not_here"
	}
	if ok, _ := i.manager(context.Background()); !ok {
		return "" // the engine refuses it in its own words
	}
	if no := i.mayPost(); no != "" {
		return no
	}
	return i.mayPing(args["mention"])
}

// mayPing says why alerts may not mention a role; "" when they may. Who lets the bot
// mention a role must be able to do so, and so must the bot. Of the role in a button,
// which Discord says nothing of, that was asked when it was first named.
func (i *interaction) mayPing(id string) text.Key {
	if id == "" {
		return ""
	}
	role, known := i.Data.Resolved.Roles[id]
	switch {
	case id == i.Guild: // the role of everyone
		return "discord.may_not_ping"
	case !known, role.Mentionable:
		return ""
	case i.Member == nil || !has(i.Member.Permissions, discordgo.PermissionMentionEveryone):
		return "discord.may_not_ping"
	case !has(i.AppPermissions, discordgo.PermissionMentionEveryone):
		return "discord.cant_ping"
	}
	return ""
}

// operatorsPlace reports whether the operator's commands may be used in a server.
func (b *Bot) operatorsPlace(guild string) bool {
	for _, g := range b.guilds {
		if g == guild && g != "" {
			return true
		}
	}
	return false
}
