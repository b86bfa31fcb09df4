package telegram

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"

	"quoth/bot"
	"quoth/bot/telegram/botapi"
	"quoth/bot/text"
)

// cancelCommand ends step-by-step asking. It is Telegram's own: elsewhere nothing
// is asked step by step.
const cancelCommand = "cancel"

// menus are the lists of commands that Telegram shows, by who sees them. They
// are no authorisation: the engine asks for rights each time.
func menus(p text.Printer, commands []bot.Command) map[string][]botapi.Command {
	m := map[string][]botapi.Command{}
	for _, c := range commands {
		if c.Hidden || c.Access == bot.Operator || c.Forgets != nil {
			continue
		}
		entry := botapi.Command{Command: c.Name, Description: p.Say(c.Description)}
		scopes := []string{"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
		switch {
		case c.Personal:
			scopes = scopes[:2]
		case c.Access == bot.Manager:
			scopes = []string{"default", "all_private_chats", "all_chat_administrators"}
		}
		for _, s := range scopes {
			m[s] = append(m[s], entry)
		}
	}
	m["all_private_chats"] = append(m["all_private_chats"], botapi.Command{Command: cancelCommand, Description: p.Say("telegram.cancel")})
	return m
}

// register sets the menus and descriptions of the bot, when they are not those
// that were set last. A failure is logged, and tried again at the next start.
func (b *Bot) register(ctx context.Context) {
	type call struct {
		Method string        `json:"method"`
		Params botapi.Params `json:"params"`
	}
	var calls []call
	for _, language := range text.Languages() {
		p := text.For(language)
		if language == text.English { // which all others see, too
			language = ""
		}
		set := func(method, name, value string, more botapi.Params) {
			c := call{method, botapi.Params{name: value}}
			c.Params.AddNonEmpty("language_code", language)
			maps.Copy(c.Params, more)
			calls = append(calls, c)
		}
		set("setMyDescription", "description", p.Say("telegram.description"), nil)
		set("setMyShortDescription", "short_description", p.Say("telegram.short_description"), nil)
		all := menus(p, b.engine.Commands())
		for _, scope := range []string{"default", "all_private_chats", "all_group_chats", "all_chat_administrators"} {
			set("setMyCommands", "commands", botapi.Object(all[scope]), botapi.Params{"scope": botapi.Object(map[string]string{"type": scope})})
		}
	}
	sum := sha256.Sum256([]byte(botapi.Object(calls)))
	digest, name := hex.EncodeToString(sum[:]), "telegram.menu."+number(b.self.ID)
	switch was, err := b.store.State(ctx, name); {
	case err != nil:
		b.log.Warn("telegram: menu digest read failed", "error", err)
	case was == digest:
		return
	}
	for _, c := range calls {
		if _, err := b.try(ctx, c.Method, c.Params); err != nil {
			b.log.Warn("telegram: menu registration failed", "error", err)
			return
		}
	}
	if err := b.store.SetState(ctx, name, digest); err != nil {
		b.log.Warn("telegram: menu digest save failed", "error", err)
	}
}
