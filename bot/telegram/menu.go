package telegram

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/chat/limit"
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

// menuCall is a call that sets a menu or a description of the bot.
type menuCall struct {
	Method string        `json:"method"`
	Params botapi.Params `json:"params"`
}

// menuCalls are the calls that set all of them.
func (b *Bot) menuCalls() (calls []menuCall) {
	for _, language := range text.Languages() {
		p := text.For(language)
		if language == text.English { // which all others see, too
			language = ""
		}
		set := func(method, name, value string, more botapi.Params) {
			c := menuCall{method, botapi.Params{name: value}}
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
	return calls
}

// startMenus sets the menus and descriptions in the background, until ctx is done. It is called
// when updates are being received, which these many calls would hold up.
func (b *Bot) startMenus(ctx context.Context) {
	b.menus.Do(func() {
		b.tasks.Go(func() {
			b.supervise.Keep(ctx, "menu registration", func() error { b.register(ctx); return nil })
		})
	})
}

// register sets the menus and descriptions of the bot, when they are not those that were
// set last. It ends when each is set or refused for good, or ctx is done.
func (b *Bot) register(ctx context.Context) {
	calls := b.menuCalls()
	sum := sha256.Sum256([]byte(botapi.Object(calls)))
	digest, name := hex.EncodeToString(sum[:]), "telegram.menu."+number(b.self.ID)
	switch was, err := b.store.State(ctx, name); {
	case err != nil:
		b.log.WarnContext(ctx, "telegram: menu digest read failed", "error", err)
	case was == digest:
		return
	}
	failures, refused := 0, false
	for len(calls) > 0 && ctx.Err() == nil {
		_, err := b.ask(ctx, limit.Other, calls[0].Method, calls[0].Params)
		if err != nil && ctx.Err() == nil && failures%10 == 0 {
			b.log.WarnContext(ctx, "telegram: menu registration failed", "error", err)
		}
		if err != nil && !chat.Lasts(err) {
			b.sleep(ctx, chat.Pause(failures))
			failures++
			continue
		}
		calls, failures, refused = calls[1:], 0, refused || err != nil
	}
	if ctx.Err() != nil || refused {
		return
	}
	if err := b.store.SetState(ctx, name, digest); err != nil {
		b.log.WarnContext(ctx, "telegram: menu digest save failed", "error", err)
		return
	}
	b.log.InfoContext(ctx, "telegram: menus registered")
}
