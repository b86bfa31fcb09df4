package discord

import (
	"fmt"
	"slices"
	"strings"
)

// What people do in the client.

// Say writes a message in a channel.
func (u *User) Say(ch *Channel, text string) Message { return u.write(ch, text, "") }

// Reply answers a message; the client mentions its author.
func (u *User) Reply(to Message, text string) Message { return u.write(to.Channel, text, to.ID) }

// Forward passes a message on to a channel, which shows a snapshot of it and no words of
// the user's own.
func (u *User) Forward(m Message, ch *Channel) Message {
	return u.put(ch, func(f *Message) { f.forwarded = u.d.messages[m.ID] })
}

func (u *User) write(ch *Channel, text, replyTo string) Message {
	return u.put(ch, func(m *Message) { m.Content, m.replyTo = text, replyTo })
}

// put posts a message that fill fills in.
func (u *User) put(ch *Channel, fill func(*Message)) Message {
	d := u.d
	d.mu.Lock()
	defer d.mu.Unlock()
	if ch.archived {
		ch.setArchived(false)
	}
	m := d.newMessage(ch, u)
	fill(m)
	d.ping(m, nil)
	d.announce("MESSAGE_CREATE", m)
	return m.snapshot()
}

// Edit changes a message of the user's own.
func (u *User) Edit(m Message, text string) {
	u.d.mu.Lock()
	defer u.d.mu.Unlock()
	own := u.d.messages[m.ID]
	own.Content, own.edited = text, u.d.now()
	own.Edits++
	own.Mentions = u.d.mentions(own, nil)
	u.d.announce("MESSAGE_UPDATE", own)
}

// Delete deletes any message.
func (u *User) Delete(m Message) {
	u.d.mu.Lock()
	defer u.d.mu.Unlock()
	u.d.remove(u.d.messages[m.ID])
}

// CanUse reports whether the client offers the user a command in the channel.
func (u *User) CanUse(ch *Channel, name string) bool {
	u.d.mu.Lock()
	defer u.d.mu.Unlock()
	_, why := u.find(ch, CommandSlash, name)
	return why == ""
}

// find returns a command that the client offers, or why it does not.
func (u *User) find(ch *Channel, kind int, name string) (*Command, string) {
	var c *Command
	scopes := []string{""}
	if ch.Guild != nil {
		scopes = append(scopes, ch.Guild.ID)
	}
	for _, scope := range scopes {
		for _, known := range u.d.commands[scope] {
			if known.Name == name && known.Type == kind {
				c = known
			}
		}
	}
	if c == nil {
		return nil, "it is not registered"
	}
	switch {
	case c.Guild == "" && !slices.Contains(c.Contexts, ch.context()):
		return nil, "it is not for this context"
	case c.Guild == "" && !(ch.hasBot() && slices.Contains(c.IntegrationTypes, GuildInstall)) && !(u.installed && slices.Contains(c.IntegrationTypes, UserInstall)):
		return nil, "it is not installed here"
	case ch.Guild == nil:
		return c, ""
	}
	bits := ch.permissions(u)
	switch {
	case bits&UseCommands == 0:
		return nil, "they may not use commands here"
	case c.Permissions != nil && bits&Administrator == 0 && (*c.Permissions == 0 || bits&int(*c.Permissions) != int(*c.Permissions)):
		return nil, "it needs rights that they lack"
	}
	return c, ""
}

// context is an interaction's context in the channel.
func (c *Channel) context() int {
	switch {
	case c.Guild != nil:
		return ContextGuild
	case c.hasBot():
		return ContextBotDM
	}
	return ContextPrivate
}

// offered is find for a command that has to be there: it waits until one of that
// name is registered and fails the test when the client would not offer it.
func (u *User) offered(ch *Channel, kind int, name string) *Command {
	u.d.t.Helper()
	u.d.WaitCommand(name)
	u.d.mu.Lock()
	c, why := u.find(ch, kind, name)
	u.d.mu.Unlock()
	if c == nil {
		u.d.t.Fatalf("chattest/discord: the client does not offer %s to %s: %s", name, u.Name, why)
	}
	return c
}

// Slash uses a slash command; "alerts list" names a subcommand. Values are
// strings, numbers, bools, *User, *Channel or *Role. What the client itself would
// not send fails the test.
func (u *User) Slash(ch *Channel, name string, options map[string]any) *Interaction {
	u.d.t.Helper()
	path := strings.Fields(strings.TrimPrefix(name, "/"))
	return u.command(kindCommand, u.offered(ch, CommandSlash, path[0]), ch, path[1:], options, "")
}

// Autocomplete types into an option of a slash command: text is what stands in it
// so far, others are the options filled in before.
func (u *User) Autocomplete(ch *Channel, name, option, text string, others map[string]any) *Interaction {
	u.d.t.Helper()
	path := strings.Fields(strings.TrimPrefix(name, "/"))
	options := map[string]any{option: text}
	for k, v := range others {
		options[k] = v
	}
	return u.command(kindAutocomplete, u.offered(ch, CommandSlash, path[0]), ch, path[1:], options, option)
}

func (u *User) command(kind int, c *Command, ch *Channel, path []string, values map[string]any, focused string) *Interaction {
	u.d.t.Helper()
	resolved := obj{}
	options, err := fill(c.Options, path, values, focused, kind == kindAutocomplete, resolved)
	if err != nil {
		u.d.t.Fatalf("chattest/discord: the client does not send /%s: %v", c.Name, err)
	}
	u.d.mu.Lock()
	channels, _ := resolved["channels"].(obj)
	for id, partial := range channels {
		partial.(obj)["permissions"] = bitString(u.d.channels[id].permissions(u))
	}
	u.d.mu.Unlock()
	data := obj{"id": c.ID, "name": c.Name, "type": c.Type, "options": options}
	if len(resolved) > 0 {
		data["resolved"] = resolved
	}
	if c.Guild != "" {
		data["guild_id"] = c.Guild
	}
	return u.interact(kind, ch, c, nil, data)
}

// fill makes the options of a command's data.
func fill(known []Option, path []string, values map[string]any, focused string, partial bool, resolved obj) ([]obj, error) {
	out := []obj{}
	if len(path) > 0 {
		for _, o := range known {
			if o.Name == path[0] && o.Type <= OptionGroup {
				inner, err := fill(o.Options, path[1:], values, focused, partial, resolved)
				return append(out, obj{"name": o.Name, "type": o.Type, "options": inner}), err
			}
		}
		return nil, fmt.Errorf("there is no subcommand %s", path[0])
	}
	left := len(values)
	for _, o := range known {
		v, given := values[o.Name]
		switch {
		case o.Type <= OptionGroup:
			return nil, fmt.Errorf("it needs a subcommand")
		case !given && o.Required && !partial:
			return nil, fmt.Errorf("the option %s is required", o.Name)
		case !given:
			continue
		}
		left--
		if o.Name == focused {
			if !o.Autocomplete {
				return nil, fmt.Errorf("the option %s has no autocomplete", o.Name)
			}
			out = append(out, obj{"name": o.Name, "type": o.Type, "value": v, "focused": true})
			continue
		}
		value, err := o.value(v, resolved)
		if err != nil {
			return nil, fmt.Errorf("option %s: %w", o.Name, err)
		}
		out = append(out, obj{"name": o.Name, "type": o.Type, "value": value})
	}
	if left != 0 {
		return nil, fmt.Errorf("it has not all of the options %v", values)
	}
	return out, nil
}

// value checks a value as the client does and makes its wire form.
func (o Option) value(v any, resolved obj) (any, error) {
	number, isNumber := 0.0, true
	switch n := v.(type) {
	case int:
		number = float64(n)
	case float64:
		number = n
	default:
		isNumber = false
	}
	text, isText := v.(string)
	flag, isBool := v.(bool)
	switch {
	case isText && o.Type == OptionString:
		if n := len([]rune(text)); o.MinLength != nil && n < *o.MinLength || o.MaxLength != nil && *o.MaxLength > 0 && n > *o.MaxLength || n > 6000 {
			return nil, fmt.Errorf("%d characters are out of range", n)
		}
		return o.chosen(text)
	case isNumber && (o.Type == OptionInteger || o.Type == OptionNumber):
		if o.Min != nil && number < *o.Min || o.Max != nil && number > *o.Max {
			return nil, fmt.Errorf("%v is out of range", v)
		}
		return o.chosen(number)
	case isBool && o.Type == OptionBoolean:
		return flag, nil
	}
	add := func(kind, id string, what obj) (any, error) {
		if resolved[kind] == nil {
			resolved[kind] = obj{}
		}
		resolved[kind].(obj)[id] = what
		return id, nil
	}
	switch v := v.(type) {
	case *User:
		if o.Type == OptionUser {
			return add("users", v.ID, v.json())
		}
	case *Role:
		if o.Type == OptionRole {
			return add("roles", v.ID, v.json())
		}
	case *Channel:
		if o.Type == OptionChannel {
			partial := v.json()
			delete(partial, "permission_overwrites")
			return add("channels", v.ID, partial)
		}
	}
	return nil, fmt.Errorf("%T does not fit option type %d", v, o.Type)
}

// chosen checks that a value is one of the choices, if there are any.
func (o Option) chosen(v any) (any, error) {
	if len(o.Choices) > 0 && !slices.ContainsFunc(o.Choices, func(c Choice) bool { return c.Value == v }) {
		return nil, fmt.Errorf("%v is no choice", v)
	}
	return v, nil
}

// MessageCommand uses a message command ("Apps" in a message's menu).
func (u *User) MessageCommand(m Message, name string) *Interaction {
	u.d.t.Helper()
	c := u.offered(m.Channel, CommandMessage, name)
	u.d.mu.Lock()
	shown := m.json()
	u.d.mu.Unlock()
	return u.interact(kindCommand, m.Channel, c, nil, obj{"id": c.ID, "name": c.Name, "type": c.Type, "target_id": m.ID,
		"resolved": obj{"messages": obj{m.ID: shown}}})
}

// Press presses the button with a label or custom ID, as the message is now.
func (u *User) Press(m Message, label string) *Interaction {
	u.d.t.Helper()
	now, known := u.d.Message(m.ID)
	b, found := now.Button(label)
	switch {
	case !known || now.Deleted:
		u.d.t.Fatalf("chattest/discord: the message with the button %q is gone", label)
	case !found || b.Disabled || b.Style == 5:
		u.d.t.Fatalf("chattest/discord: %q is no button to press in:\n%s", label, now.Text())
	case now.Ephemeral() && now.interaction.User != u:
		u.d.t.Fatalf("chattest/discord: %s does not see that message", u.Name)
	}
	return u.PressRaw(m, b.CustomID)
}

// PressRaw sends the press of a button with any custom ID, as a forged or stale
// client may.
func (u *User) PressRaw(m Message, customID string) *Interaction {
	return u.interact(kindComponent, m.Channel, nil, &m, obj{"custom_id": customID, "component_type": 2, "id": 2})
}

// Choose chooses values in the menu with a custom ID.
func (u *User) Choose(m Message, customID string, values ...string) *Interaction {
	return u.interact(kindComponent, m.Channel, nil, &m, obj{"custom_id": customID, "component_type": 3, "id": 2, "values": values})
}

// Submit fills in the modal that answered an interaction: values go by custom ID.
func (u *User) Submit(i *Interaction, values map[string]string) *Interaction {
	u.d.t.Helper()
	modal := i.Response().Modal
	if modal == nil {
		u.d.t.Fatalf("chattest/discord: interaction %s was not answered by a modal", i.ID)
	}
	rows := []obj{}
	for _, in := range modal.Inputs() {
		value, given := values[in.CustomID]
		if !given {
			value = in.Value
		}
		if n := len([]rune(value)); n == 0 && (in.Required == nil || *in.Required) || n < in.MinLength && n > 0 || in.MaxLength > 0 && n > in.MaxLength {
			u.d.t.Fatalf("chattest/discord: the client does not send %q for the input %s", value, in.Label)
		}
		field := obj{"type": 4, "custom_id": in.CustomID, "value": value}
		if modal.Components[0].Type == typeLabel {
			rows = append(rows, obj{"type": typeLabel, "component": field})
		} else {
			rows = append(rows, obj{"type": typeRow, "components": []obj{field}})
		}
	}
	var source *Message
	if i.source != nil {
		shown := i.source.snapshot()
		source = &shown
	}
	return u.interact(kindModal, i.Channel, nil, source, obj{"custom_id": modal.CustomID, "components": rows})
}

// interact makes an interaction and delivers it.
func (u *User) interact(kind int, ch *Channel, c *Command, source *Message, data obj) *Interaction {
	u.d.t.Helper()
	if ch.Guild != nil && !ch.Guild.Has(u) {
		u.d.t.Fatalf("chattest/discord: %s is no member of %s", u.Name, ch.Guild.Name)
	}
	u.d.mu.Lock()
	defer u.d.mu.Unlock()
	i, o := u.d.newInteraction(kind, u, ch)
	i.command = c
	o["data"] = data
	if source != nil {
		i.source = u.d.messages[source.ID]
		if i.source == nil {
			i.source = source
		}
		o["message"] = i.source.json()
	}
	i.deliver(o)
	return i
}
