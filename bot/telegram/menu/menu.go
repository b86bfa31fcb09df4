// Package menu is what Telegram shows of the bot beside its messages: the lists of commands, its
// descriptions, and the button that opens the pages.
package menu

import (
	"maps"

	"quoth/bot"
	"quoth/bot/telegram/botapi"
	"quoth/bot/text"
)

// Cancel is the command that ends step-by-step asking. It is Telegram's own: elsewhere nothing
// is asked step by step.
const Cancel = "cancel"

// appName stands on the button that opens the pages. Telegram takes one for all languages.
const appName = "Quoth"

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
	m["all_private_chats"] = append(m["all_private_chats"], botapi.Command{Command: Cancel, Description: p.Say("telegram.cancel")})
	return m
}

// Call is a call of the Bot API.
type Call struct {
	Method string        `json:"method"`
	Params botapi.Params `json:"params"`
}

// Calls are the calls that set all of it. app is the https address that the button beside the field for
// messages opens as a Mini App; "" leaves the button as it is.
func Calls(commands []bot.Command, app string) (calls []Call) {
	for _, language := range text.Languages() {
		p := text.For(language)
		if language == text.English { // which all others see, too
			language = ""
		}
		set := func(method, name, value string, more botapi.Params) {
			c := Call{method, botapi.Params{name: value}}
			c.Params.AddNonEmpty("language_code", language)
			maps.Copy(c.Params, more)
			calls = append(calls, c)
		}
		set("setMyDescription", "description", p.Say("telegram.description"), nil)
		set("setMyShortDescription", "short_description", p.Say("telegram.short_description"), nil)
		all := menus(p, commands)
		for _, scope := range []string{"default", "all_private_chats", "all_group_chats", "all_chat_administrators"} {
			set("setMyCommands", "commands", botapi.Object(all[scope]), botapi.Params{"scope": botapi.Object(map[string]string{"type": scope})})
		}
	}
	if app != "" {
		calls = append(calls, button(map[string]any{"type": "web_app", "text": appName, "web_app": map[string]string{"url": app}}))
	}
	return calls
}

// Usual is the call that gives the button back that Telegram shows by itself.
func Usual() Call { return button(map[string]any{"type": "default"}) }

func button(b map[string]any) Call {
	return Call{"setChatMenuButton", botapi.Params{"menu_button": botapi.Object(b)}}
}
