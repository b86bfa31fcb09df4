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

	"quoth/bot/chat"
	"quoth/bot/discord/command"
	"quoth/bot/discord/rest"
)

// register registers the commands where they are not what was registered last, or where
// Discord has others, and tries again until it could or was refused for good.
func (b *Bot) register(ctx context.Context, application string) {
	everywhere, operators := command.Of(b.engine.Commands())
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
		b.log.WarnContext(ctx, "discord: state read failed", "error", err)
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
		b.log.WarnContext(ctx, "discord: state save failed", "error", err)
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
		b.log.ErrorContext(ctx, "discord: commands unwritable", "error", err)
		return true
	}
	name, digest := "discord commands "+path, fmt.Sprintf("%x", sha256.Sum256(data))
	var before, after registrations
	err = b.rest.Do(ctx, rest.Call{
		What: "looking at the commands", Method: http.MethodGet, Path: path, Route: "GET commands", Major: path, Into: &before,
	})
	if err == nil {
		if was, err := b.store.State(ctx, name); err == nil && was == digest+before.String() {
			b.log.DebugContext(ctx, "discord: commands unchanged", "commands", len(commands))
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
		b.log.InfoContext(ctx, "discord: commands registered", "commands", len(commands))
		if err := b.store.SetState(context.WithoutCancel(ctx), name, digest+after.String()); err != nil {
			b.log.WarnContext(ctx, "discord: state save failed", "error", err)
		}
	case refused && (refusal.Status == http.StatusForbidden || refusal.Status == http.StatusNotFound):
		b.log.ErrorContext(ctx, "discord: commands forbidden", "remedy", "add the bot to the configured server with the scope applications.commands", "error", err)
	case refused:
		b.log.ErrorContext(ctx, "discord: commands refused", "error", err)
	case ctx.Err() == nil:
		b.log.WarnContext(ctx, "discord: commands delayed", "error", err)
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
