package discord

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Command types, as in Discord's documentation.
const (
	CommandSlash   = 1
	CommandUser    = 2
	CommandMessage = 3
)

// Option types, as in Discord's documentation.
const (
	OptionSubcommand = 1
	OptionGroup      = 2
	OptionString     = 3
	OptionInteger    = 4
	OptionBoolean    = 5
	OptionUser       = 6
	OptionChannel    = 7
	OptionRole       = 8
	OptionNumber     = 10
)

// Contexts and integration types, as in Discord's documentation.
const (
	ContextGuild   = 0
	ContextBotDM   = 1
	ContextPrivate = 2

	GuildInstall = 0
	UserInstall  = 1
)

// Command is a registered application command.
type Command struct {
	ID               string       `json:"id"`
	Guild            string       `json:"guild_id"` // "": global
	Type             int          `json:"type"`
	Name             string       `json:"name"`
	Description      string       `json:"description"`
	Options          []Option     `json:"options"`
	Permissions      *permissions `json:"default_member_permissions"`
	Contexts         []int        `json:"contexts"`
	IntegrationTypes []int        `json:"integration_types"`
	Version          string       `json:"version"`

	raw obj
}

// Option is an option of a command, or a subcommand.
type Option struct {
	Type         int      `json:"type"`
	Name         string   `json:"name"`
	Description  string   `json:"description"`
	Required     bool     `json:"required"`
	Autocomplete bool     `json:"autocomplete"`
	Choices      []Choice `json:"choices"`
	Min          *float64 `json:"min_value"`
	Max          *float64 `json:"max_value"`
	MinLength    *int     `json:"min_length"`
	MaxLength    *int     `json:"max_length"`
	Options      []Option `json:"options"`
}

// Choice is one of the values offered for an option: Value is a string or a float64.
type Choice struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

// permissions is a set of permission bits, written as a string or a number.
type permissions int

// UnmarshalJSON reads "8", 8 and null.
func (p *permissions) UnmarshalJSON(data []byte) error {
	n, err := strconv.Atoi(strings.Trim(string(data), `"`))
	*p = permissions(n)
	return err
}

// Commands returns the commands registered for a guild ID, or with "" the global ones.
func (d *Discord) Commands(guild string) []Command {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []Command
	for _, c := range d.commands[guild] {
		out = append(out, *c)
	}
	return out
}

// WaitCommand waits until a command of that name is registered somewhere.
func (d *Discord) WaitCommand(name string) {
	d.t.Helper()
	d.await(&d.changed, "the command "+name+" to be registered", func() bool {
		for _, list := range d.commands {
			if slices.ContainsFunc(list, func(c *Command) bool { return c.Name == name }) {
				return true
			}
		}
		return false
	})
}

// commandScope checks the application of the path and returns the guild ID, or "".
func (d *Discord) commandScope(c *call) (string, error) {
	if c.PathValue("app") != d.bot.ID {
		return "", refuse(403, 20012, "You are not authorized to perform this action on this application")
	}
	if c.PathValue("guild") == "" {
		return "", nil
	}
	g, err := d.guild(c)
	if err != nil {
		return "", err
	}
	return g.ID, nil
}

func (d *Discord) getCommands(c *call) (any, error) {
	scope, err := d.commandScope(c)
	if err != nil {
		return nil, err
	}
	return commandList(d.commands[scope]), nil
}

func commandList(list []*Command) []obj {
	out := []obj{}
	for _, c := range list {
		out = append(out, c.raw)
	}
	return out
}

func (d *Discord) putCommands(c *call) (any, error) {
	scope, err := d.commandScope(c)
	if err != nil {
		return nil, err
	}
	var f form
	counts := map[int]int{}
	var made []*Command
	list, ok := plainJSON(c.raw).([]any)
	if !ok {
		f.add("", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
	}
	for i, v := range list {
		o, _ := v.(obj)
		cmd := d.readCommand(&f, strconv.Itoa(i), o, scope)
		counts[cmd.Type]++
		if slices.ContainsFunc(made, func(b *Command) bool { return b.Name == cmd.Name && b.Type == cmd.Type }) {
			f.add(strconv.Itoa(i)+".name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
		}
		made = append(made, cmd)
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	if counts[CommandSlash] > 100 || counts[CommandUser] > 15 || counts[CommandMessage] > 15 {
		return nil, refuse(400, 30032, "Maximum number of application commands reached (100).")
	}
	d.commands[scope] = made
	return commandList(made), nil
}

func (d *Discord) postCommand(c *call) (any, error) {
	scope, err := d.commandScope(c)
	if err != nil {
		return nil, err
	}
	var f form
	o, _ := plainJSON(c.raw).(obj)
	cmd := d.readCommand(&f, "", o, scope)
	if err := f.err(); err != nil {
		return nil, err
	}
	for i, before := range d.commands[scope] {
		if before.Name == cmd.Name && before.Type == cmd.Type {
			d.commands[scope][i] = cmd
			return cmd.raw, nil
		}
	}
	d.commands[scope] = append(d.commands[scope], cmd)
	return created{cmd.raw}, nil
}

// findCommand returns the scope and the place of the path's command in it.
func (d *Discord) findCommand(c *call) (string, int, error) {
	scope, err := d.commandScope(c)
	if err != nil {
		return "", 0, err
	}
	i := slices.IndexFunc(d.commands[scope], func(cmd *Command) bool { return cmd.ID == c.PathValue("command") })
	if i < 0 {
		return "", 0, unknownCommand
	}
	return scope, i, nil
}

func (d *Discord) getCommand(c *call) (any, error) {
	scope, i, err := d.findCommand(c)
	if err != nil {
		return nil, err
	}
	return d.commands[scope][i].raw, nil
}

func (d *Discord) patchCommand(c *call) (any, error) {
	scope, i, err := d.findCommand(c)
	if err != nil {
		return nil, err
	}
	merged := obj{}
	for k, v := range d.commands[scope][i].raw {
		merged[k] = v
	}
	change, _ := plainJSON(c.raw).(obj)
	for k, v := range change {
		merged[k] = v
	}
	var f form
	cmd := d.readCommand(&f, "", plainJSON(encode(merged)).(obj), scope)
	if err := f.err(); err != nil {
		return nil, err
	}
	d.commands[scope][i] = cmd
	return cmd.raw, nil
}

func (d *Discord) deleteCommand(c *call) (any, error) {
	scope, i, err := d.findCommand(c)
	if err != nil {
		return nil, err
	}
	d.commands[scope] = slices.Delete(d.commands[scope], i, i+1)
	return nil, nil
}

func plainJSON(raw json.RawMessage) (v any) {
	_ = json.Unmarshal(raw, &v) // checked when the request was read
	return v
}

// readCommand checks a command and gives it the ID of its forerunner or a new one.
func (d *Discord) readCommand(f *form, path string, o obj, scope string) *Command {
	at := func(name string) string { return strings.TrimPrefix(path+"."+name, ".") }
	cmd := &Command{}
	if err := json.Unmarshal(encode(o), cmd); err != nil {
		f.add(path, "BASE_TYPE_BAD", err.Error())
	}
	setDefault(&cmd.Type, CommandSlash)
	if cmd.Type == CommandSlash {
		f.name(at("name"), o["name"])
		f.text(at("description"), o["description"], 1, 100)
		f.options(at("options"), cmd.Options)
		if n := cmd.size(); n > 8000 {
			f.add(path, "APPLICATION_COMMAND_TOO_LARGE", fmt.Sprintf("Command exceeds maximum size (8000): %d", n))
		}
	} else {
		f.text(at("name"), o["name"], 1, 32)
		if cmd.Description != "" {
			f.add(at("description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", "Context menu commands cannot have description")
		}
		if len(cmd.Options) > 0 {
			f.add(at("options"), "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS", "Context menu commands cannot have options")
		}
	}
	if cmd.Contexts == nil {
		cmd.Contexts = []int{ContextGuild, ContextBotDM}
	}
	if cmd.IntegrationTypes == nil {
		cmd.IntegrationTypes = []int{GuildInstall}
	}
	cmd.ID, cmd.Guild, cmd.Version = d.newID(), scope, d.newID()
	for _, before := range d.commands[scope] {
		if before.Name == cmd.Name && before.Type == cmd.Type {
			cmd.ID = before.ID
		}
	}
	cmd.raw = obj{"nsfw": false, "name_localizations": nil, "description_localizations": nil, "default_member_permissions": nil}
	for k, v := range o {
		if k != "dm_permission" && k != "default_permission" {
			cmd.raw[k] = v
		}
	}
	if cmd.Permissions != nil {
		cmd.raw["default_member_permissions"] = bitString(int(*cmd.Permissions))
	}
	cmd.raw["id"], cmd.raw["application_id"], cmd.raw["version"], cmd.raw["type"] = cmd.ID, d.bot.ID, cmd.Version, cmd.Type
	cmd.raw["contexts"], cmd.raw["integration_types"], cmd.raw["description"] = cmd.Contexts, cmd.IntegrationTypes, cmd.Description
	if scope != "" {
		cmd.raw["guild_id"] = scope
		delete(cmd.raw, "contexts")
		delete(cmd.raw, "integration_types")
	}
	return cmd
}

// size is what counts towards a command's 8,000 characters.
func (c *Command) size() int {
	n := len([]rune(c.Name + c.Description))
	var add func([]Option)
	add = func(options []Option) {
		for _, o := range options {
			n += len([]rune(o.Name + o.Description))
			for _, choice := range o.Choices {
				n += len([]rune(choice.Name + fmt.Sprint(choice.Value)))
			}
			add(o.Options)
		}
	}
	add(c.Options)
	return n
}

func (f *form) options(path string, options []Option) {
	if len(options) > 25 {
		f.add(path, "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
	}
	optional := false
	seen := map[string]bool{}
	for i, o := range options {
		at := fmt.Sprintf("%s.%d", path, i)
		f.name(at+".name", o.Name)
		f.text(at+".description", o.Description, 1, 100)
		if o.Type < 1 || o.Type > 11 {
			f.add(at+".type", "BASE_TYPE_CHOICES", "Value must be one of {1, …, 11}.")
		}
		if (o.Type <= OptionGroup) != (options[0].Type <= OptionGroup) {
			f.add(at+".type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command and sub-command group option types are mutually exclusive to all other types")
		}
		if seen[o.Name] {
			f.add(at+".name", "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option names must be unique")
		}
		seen[o.Name] = true
		if o.Required && optional {
			f.add(at, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options")
		}
		optional = optional || !o.Required
		if o.Autocomplete && len(o.Choices) > 0 {
			f.add(at+".autocomplete", "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE", "Autocomplete and choices are mutually exclusive")
		}
		f.choices(at+".choices", o.Choices)
		f.options(at+".options", o.Options)
	}
}

func (f *form) choices(path string, choices []Choice) {
	if len(choices) > 25 {
		f.add(path, "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
	}
	for i, c := range choices {
		at := fmt.Sprintf("%s.%d", path, i)
		f.text(at+".name", c.Name, 1, 100)
		switch v := c.Value.(type) {
		case string:
			f.text(at+".value", v, 1, 100)
		case float64:
		default:
			f.add(at+".value", "BASE_TYPE_REQUIRED", "This field is required")
		}
	}
}
