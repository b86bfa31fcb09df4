// Package command makes Discord's slash commands, and the entries of the menu of a message, of
// the command table (discord.com/developers/docs/interactions/application-commands).
package command

import (
	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/chat/layout"
	"quoth/bot/text"
)

// The entries of the menu of a message besides the one that finds its quote.
const (
	askAbout     text.Key = "discord.ask_about"
	deleteAnswer text.Key = "discord.delete_answer"
)

// AskAbout is the name of the entry that asks about a message.
func AskAbout() string { return text.Printer{}.Say(askAbout) }

// DeleteAnswer is the name of the entry that deletes an answer.
func DeleteAnswer() string { return text.Printer{}.Say(deleteAnswer) }

const (
	maxDescriptionText = 100  // characters of a command's or an option's description
	maxText            = 2000 // characters of a text option: the longest question
	dayText            = 10   // of a date: 2020-11-10
)

// Of makes Discord's commands of the command table: those for everywhere,
// and those for the operator's servers.
func Of(table []bot.Command) (everywhere, operators []*discordgo.ApplicationCommand) {
	for _, c := range table {
		switch {
		case c.Hidden:
		case c.Access == bot.Operator:
			operators = append(operators, slashOf(c))
		default:
			everywhere = append(everywhere, slashOf(c))
		}
	}
	for _, key := range []text.Key{"discord.find_quote", askAbout, deleteAnswer} {
		names := described(key)
		entry := &discordgo.ApplicationCommand{Type: discordgo.MessageApplicationCommand, Name: names[discordgo.EnglishUS], NameLocalizations: &names}
		allow(entry, bot.Everyone)
		everywhere = append(everywhere, entry)
	}
	return everywhere, operators
}

func slashOf(c bot.Command) *discordgo.ApplicationCommand {
	s := &discordgo.ApplicationCommand{Type: discordgo.ChatApplicationCommand, Name: c.Name}
	descriptions := described(c.Description)
	s.Description, s.DescriptionLocalizations = descriptions[discordgo.EnglishUS], &descriptions
	if c.Named != "" { // which Discord shows; it finds a command by its own name, too
		names := described(c.Named)
		s.NameLocalizations = &names
	}
	allow(s, c.Access)
	for _, o := range c.Options {
		if !o.Pressed {
			s.Options = append(s.Options, optionOf(o))
		}
	}
	if c.Access == bot.Everyone && !c.Personal && !c.Quiet && len(c.Options) > 0 {
		s.Options = append(s.Options, describe(&discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionBoolean, Name: Private}, "discord.private"))
	}
	return s
}

// locales are Discord's names of the languages that the bot speaks.
var locales = map[string][]discordgo.Locale{
	"en": {discordgo.EnglishUS, discordgo.EnglishGB}, "de": {discordgo.German}, "fr": {discordgo.French}, "es": {discordgo.SpanishES, "es-419"},
	"it": {discordgo.Italian}, "pt": {discordgo.PortugueseBR}, "ru": {discordgo.Russian}, "tr": {discordgo.Turkish},
}

// described is a sentence in all languages, as short as a description may be.
func described(key text.Key) map[discordgo.Locale]string {
	all := map[discordgo.Locale]string{}
	for language, names := range locales {
		for _, name := range names {
			all[name] = layout.Clip(text.For(language).Say(key), maxDescriptionText)
		}
	}
	return all
}

// describe gives an option its description.
func describe(o *discordgo.ApplicationCommandOption, key text.Key) *discordgo.ApplicationCommandOption {
	o.DescriptionLocalizations = described(key)
	o.Description = o.DescriptionLocalizations[discordgo.EnglishUS]
	return o
}

// Private is the option by which an answer is shown to the person alone.
const Private = "private"

// allow sets who sees a command by default, and where. What brings something to a
// channel or to the private chat has no sense among other people's private messages;
// the rest works wherever a person brings the bot along.
func allow(s *discordgo.ApplicationCommand, a bot.Access) {
	const (
		guild, botDM, elsewhere = discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM, discordgo.InteractionContextPrivateChannel
		server, person          = discordgo.ApplicationIntegrationGuildInstall, discordgo.ApplicationIntegrationUserInstall
	)
	permit := func(bits int64) { s.DefaultMemberPermissions = &bits }
	switch a {
	case bot.Operator:
		permit(discordgo.PermissionManageGuild) // registered in single servers, where contexts have no meaning
	case bot.Manager:
		permit(discordgo.PermissionManageChannels)
		s.Contexts = &[]discordgo.InteractionContextType{guild, botDM}
		s.IntegrationTypes = &[]discordgo.ApplicationIntegrationType{server, person}
	default:
		s.Contexts = &[]discordgo.InteractionContextType{guild, botDM, elsewhere}
		s.IntegrationTypes = &[]discordgo.ApplicationIntegrationType{server, person}
	}
}

func optionOf(o bot.Option) *discordgo.ApplicationCommandOption {
	s := describe(&discordgo.ApplicationCommandOption{Name: o.Name, Required: o.Required, Type: discordgo.ApplicationCommandOptionString}, o.Description)
	switch o.Type {
	case bot.Integer:
		s.Type = discordgo.ApplicationCommandOptionInteger
		least := float64(o.Min)
		s.MinValue, s.MaxValue = &least, float64(o.Max)
	case bot.Boolean:
		s.Type = discordgo.ApplicationCommandOptionBoolean
	case bot.Role:
		s.Type = discordgo.ApplicationCommandOptionRole
	case bot.Channel:
		s.Type = discordgo.ApplicationCommandOptionChannel
		s.ChannelTypes = []discordgo.ChannelType{discordgo.ChannelTypeGuildText, discordgo.ChannelTypeGuildNews, discordgo.ChannelTypeGuildForum, discordgo.ChannelTypeGuildNewsThread, discordgo.ChannelTypeGuildPublicThread, discordgo.ChannelTypeGuildPrivateThread}
	case bot.Choice:
		for _, c := range o.Choices {
			s.Choices = append(s.Choices, &discordgo.ApplicationCommandOptionChoice{Name: c, Value: c})
		}
	case bot.Date:
		s.MaxLength = dayText
	default:
		s.MaxLength = maxText
		s.Autocomplete = o.Suggest != ""
	}
	return s
}
