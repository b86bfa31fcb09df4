package discord

import (
	"context"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
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

// thread reports whether the place is a thread or a forum's post.
func (i *interaction) thread() bool {
	switch discordgo.ChannelType(i.Channel.Type) {
	case discordgo.ChannelTypeGuildNewsThread, discordgo.ChannelTypeGuildPublicThread, discordgo.ChannelTypeGuildPrivateThread:
		return true
	}
	return false
}

// mayPost reports whether the bot may bring alerts to the place.
func (i *interaction) mayPost() bool {
	send := int64(discordgo.PermissionSendMessages)
	if i.thread() {
		send = discordgo.PermissionSendMessagesInThreads
	}
	return has(i.AppPermissions, discordgo.PermissionViewChannel|discordgo.PermissionEmbedLinks|send)
}

// objection says why a command may not be used so, beyond what the command table
// says of it; "" when it may.
func (b *Bot) objection(i *interaction, c *bot.Command, args bot.Args) string {
	switch {
	case c.Access == bot.Operator && !b.operatorsPlace(i.Guild):
		return textAdminHere
	case i.private() || c.Name != "follow":
		return ""
	case !i.botIsHere():
		return textNotHere
	}
	if ok, _ := i.manager(context.Background()); !ok {
		return "" // the engine refuses it in its own words
	}
	if !i.mayPost() {
		return textMayNotPost
	}
	return i.mayPing(args["mention"])
}

// mayPing says why alerts may not mention a role; "" when they may. Who lets the bot
// mention a role must be able to do so, and so must the bot.
func (i *interaction) mayPing(id string) string {
	if id == "" {
		return ""
	}
	mentionable := i.Data.Resolved.Roles[id].Mentionable
	switch {
	case id == i.Guild: // the role of everyone
		return textMayNotPing
	case mentionable:
		return ""
	case i.Member == nil || !has(i.Member.Permissions, discordgo.PermissionMentionEveryone):
		return textMayNotPing
	case !has(i.AppPermissions, discordgo.PermissionMentionEveryone):
		return textCantPing
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
