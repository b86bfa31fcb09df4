package telegram

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

const (
	mostCommands    = 100
	mostCommandText = 256 // characters of a command's description
	mostDescription = 512 // characters
	mostShort       = 120 // characters
)

// Command is an entry of the bot's menu.
type Command struct {
	Name        string `json:"command"`
	Description string `json:"description"`
}

// profile is what the bot says about itself, by language.
type profile struct {
	commands    map[scope][]Command
	description map[string]string
	short       map[string]string
	button      MenuButton
}

// MenuButton stands beside the field for messages in a private chat.
type MenuButton struct {
	Type   string  `json:"type"`
	Text   string  `json:"text"`
	WebApp *WebApp `json:"web_app"`
}

// WebApp is a page that opens within Telegram.
type WebApp struct {
	URL string `json:"url"`
}

func newProfile() profile {
	return profile{commands: map[scope][]Command{}, description: map[string]string{}, short: map[string]string{}}
}

// scope is for whom a menu is.
type scope struct {
	kind       string
	chat, user string
	language   string
}

// Commands returns the menu of a scope without chats, such as "default" or
// "all_group_chats", in a language, "" for all others.
func (s *Server) Commands(kind, language string) []Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.profile.commands[scope{kind: kind, language: language}]
}

// MenuButton returns the button of all private chats, the zero one when it was never set.
func (s *Server) MenuButton() MenuButton {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.profile.button
}

// Description returns what an empty chat with the bot shows, in a language.
func (s *Server) Description(language string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.profile.description[language]
}

// ShortDescription returns what the bot's page says, in a language.
func (s *Server) ShortDescription(language string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.profile.short[language]
}

var (
	validCommand  = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)
	validLanguage = regexp.MustCompile(`^([a-z]{2})?$`)
)

// language reads language_code.
func (c *call) language() (string, error) {
	code := c.params["language_code"]
	if !validLanguage.MatchString(code) {
		return "", bad("invalid language code specified")
	}
	return code, nil
}

// scope reads the scope and language of a menu.
func (c *call) scope() (scope, error) {
	in := struct {
		Type string          `json:"type"`
		Chat json.RawMessage `json:"chat_id"`
		User int64           `json:"user_id"`
	}{Type: "default"}
	if err := c.decode("scope", &in); err != nil {
		return scope{}, err
	}
	language, err := c.language()
	if err != nil {
		return scope{}, err
	}
	s := scope{kind: in.Type, language: language}
	switch in.Type {
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators":
	case "chat", "chat_administrators", "chat_member":
		s.chat = string(in.Chat)
		var id int64
		if json.Unmarshal(in.Chat, &id) != nil || c.s.chats[id] == nil {
			return scope{}, bad("chat not found")
		}
		if in.Type == "chat_member" {
			s.user = fmt.Sprint(in.User)
		}
	default:
		return scope{}, bad("unsupported type specified")
	}
	return s, nil
}

func (c *call) setMyCommands() (any, error) {
	s, err := c.scope()
	if err != nil {
		return nil, err
	}
	var commands []Command
	if err := c.decode("commands", &commands); err != nil {
		return nil, err
	}
	if len(commands) > mostCommands {
		return nil, bad("BOT_COMMANDS_TOO_MUCH")
	}
	for _, one := range commands {
		if !validCommand.MatchString(one.Name) {
			return nil, bad("BOT_COMMAND_INVALID")
		}
		if n := utf8.RuneCountInString(one.Description); n == 0 || n > mostCommandText {
			return nil, bad("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	c.s.profile.commands[s] = commands
	return true, nil
}

func (c *call) getMyCommands() (any, error) {
	s, err := c.scope()
	if err != nil {
		return nil, err
	}
	if commands := c.s.profile.commands[s]; commands != nil {
		return commands, nil
	}
	return []Command{}, nil
}

func (c *call) deleteMyCommands() (any, error) {
	s, err := c.scope()
	if err != nil {
		return nil, err
	}
	delete(c.s.profile.commands, s)
	return true, nil
}

// describe keeps a description.
func (c *call) describe(field string, in map[string]string, most int) (any, error) {
	language, err := c.language()
	if err != nil {
		return nil, err
	}
	if utf8.RuneCountInString(c.params[field]) > most {
		return nil, bad("%s is too long", field)
	}
	in[language] = c.params[field]
	return true, nil
}

// described returns a description.
func (c *call) described(field string, in map[string]string) (any, error) {
	language, err := c.language()
	if err != nil {
		return nil, err
	}
	text, ok := in[language]
	if !ok {
		text = in[""]
	}
	return map[string]string{field: text}, nil
}

func (c *call) setChatMenuButton() (any, error) {
	var b MenuButton
	if err := c.decode("menu_button", &b); err != nil {
		return nil, err
	}
	switch b.Type {
	case "default", "commands":
	case "web_app":
		if n := utf8.RuneCountInString(b.Text); n == 0 || b.WebApp == nil || !strings.HasPrefix(b.WebApp.URL, "https://") {
			return nil, bad("BUTTON_INVALID")
		}
	default:
		return nil, bad("can't parse menu button: unsupported type specified")
	}
	c.s.profile.button = b
	return true, nil
}

func (c *call) setMyDescription() (any, error) {
	return c.describe("description", c.s.profile.description, mostDescription)
}

func (c *call) getMyDescription() (any, error) {
	return c.described("description", c.s.profile.description)
}

func (c *call) setMyShortDescription() (any, error) {
	return c.describe("short_description", c.s.profile.short, mostShort)
}

func (c *call) getMyShortDescription() (any, error) {
	return c.described("short_description", c.s.profile.short)
}
