package discord

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/chat/layout"
	"quoth/bot/discord/rest"
	"quoth/bot/text"
)

const (
	maxDescriptionText = 100  // characters of a command's or an option's description
	maxText            = 2000 // characters of a text option: the longest question
	dayText            = 10   // of a date: 2020-11-10
)

// commandsOf makes Discord's commands of the command table: those for everywhere,
// and those for the operator's servers.
func commandsOf(table []bot.Command) (everywhere, operators []*discordgo.ApplicationCommand) {
	for _, c := range table {
		switch {
		case c.Hidden:
		case c.Access == bot.Operator:
			operators = append(operators, slashOf(c))
		default:
			everywhere = append(everywhere, slashOf(c))
		}
	}
	for _, key := range []text.Key{"discord.find_quote", "discord.ask_about"} {
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
	allow(s, c.Access)
	for _, o := range c.Options {
		s.Options = append(s.Options, optionOf(o))
	}
	if c.Access == bot.Everyone && !c.Personal && !c.Quiet && len(c.Options) > 0 {
		s.Options = append(s.Options, describe(&discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionBoolean, Name: optionPrivate}, "discord.private"))
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

// nameAskAbout is the entry of the menu of a message that asks about it; every other finds its quote.
func nameAskAbout() string { return text.Printer{}.Say("discord.ask_about") }

// optionPrivate is the option by which an answer is shown to the person alone.
const optionPrivate = "private"

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

// register registers the commands where they are not what was registered last, or where
// Discord has others, and tries again until it could or was refused for good.
func (b *Bot) register(ctx context.Context, application string) {
	everywhere, operators := commandsOf(b.engine.Commands())
	scopes := map[string][]*discordgo.ApplicationCommand{"/applications/" + application + "/commands": everywhere}
	guilds := b.operatorsGuilds(ctx, application)
	for _, guild := range guilds {
		path := "/applications/" + application + "/guilds/" + guild + "/commands"
		if scopes[path] = nil; b.operatorsPlace(guild) {
			scopes[path] = operators
		}
	}
	for failures := 0; len(scopes) > 0; failures++ {
		for path, commands := range scopes {
			if b.registerAt(ctx, path, commands) {
				delete(scopes, path)
			}
		}
		if len(scopes) > 0 && chat.Sleep(ctx, min(chat.Backoff(failures+2), longestPause)) != nil {
			return
		}
	}
	b.keepGuilds(ctx, application, slices.DeleteFunc(guilds, func(g string) bool { return !b.operatorsPlace(g) }))
}

// operatorsGuilds are the servers where the operator's commands are to be, and those
// where they were registered before.
func (b *Bot) operatorsGuilds(ctx context.Context, application string) []string {
	was, err := b.store.State(ctx, guildsState+application)
	if err != nil {
		b.log.Warn("discord: state read failed", "error", err)
	}
	guilds := append(strings.Fields(was), b.guilds...)
	slices.Sort(guilds)
	guilds = slices.Compact(guilds)
	b.keepGuilds(ctx, application, guilds)
	return guilds
}

const guildsState = "discord operator's servers "

func (b *Bot) keepGuilds(ctx context.Context, application string, guilds []string) {
	if err := b.store.SetState(context.WithoutCancel(ctx), guildsState+application, strings.Join(guilds, " ")); err != nil {
		b.log.Warn("discord: state save failed", "error", err)
	}
}

// registerAt replaces the commands of the application, or of it in one server. It
// reports whether there is no more to be done.
func (b *Bot) registerAt(ctx context.Context, path string, commands []*discordgo.ApplicationCommand) (done bool) {
	if commands == nil {
		commands = []*discordgo.ApplicationCommand{}
	}
	data, err := json.Marshal(commands)
	if err != nil {
		b.log.Error("discord: commands unwritable", "error", err)
		return true
	}
	name, digest := "discord commands "+path, fmt.Sprintf("%x", sha256.Sum256(data))
	var before, after registrations
	err = b.rest.Do(ctx, rest.Call{
		What: "looking at the commands", Method: http.MethodGet, Path: path, Route: "GET commands", Major: path, Into: &before,
	})
	if err == nil {
		if was, err := b.store.State(ctx, name); err == nil && was == digest+before.String() {
			b.log.Debug("discord: commands unchanged", "commands", len(commands))
			return true
		}
		err = b.rest.Do(ctx, rest.Call{
			What: "registering the commands", Method: http.MethodPut, Path: path, Route: "PUT commands", Major: path, Body: json.RawMessage(data), Into: &after,
		})
	}
	var refusal *rest.Error
	refused := errors.As(err, &refusal) && refusal.Status < 500
	switch {
	case err == nil:
		b.log.Info("discord: commands registered", "commands", len(commands))
		if err := b.store.SetState(context.WithoutCancel(ctx), name, digest+after.String()); err != nil {
			b.log.Warn("discord: state save failed", "error", err)
		}
	case refused && (refusal.Status == http.StatusForbidden || refusal.Status == http.StatusNotFound):
		b.log.Error("discord: commands forbidden", "remedy", "add the bot to the configured server with the scope applications.commands", "error", err)
	case refused:
		b.log.Error("discord: commands refused", "error", err)
	case ctx.Err() == nil:
		b.log.Warn("discord: commands delayed", "error", err)
	}
	return err == nil || refused
}

// registrations are the commands that Discord has. A command's version is another after
// each change.
type registrations []struct {
	ID      string `json:"id"`
	Version string `json:"version"`
}

// String is the same for the same commands in whatever order.
func (r registrations) String() string {
	var all []string
	for _, c := range r {
		all = append(all, " "+c.ID+"/"+c.Version)
	}
	slices.Sort(all)
	return strings.Join(all, "")
}
