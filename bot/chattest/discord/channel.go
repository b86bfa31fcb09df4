package discord

import (
	"slices"
	"strconv"
)

// The routes of channels and messages.

// visible returns the channel of the path when the bot may see it.
func (d *Discord) visible(c *call) (*Channel, error) {
	ch := d.channels[c.PathValue("channel")]
	switch {
	case ch == nil || ch.deleted:
		return nil, unknownChannel
	case ch.permissions(d.bot)&ViewChannel == 0:
		return nil, missingAccess
	}
	return ch, nil
}

// message returns the message of the path, which is not ephemeral.
func (d *Discord) message(c *call) (*Message, error) {
	ch, err := d.visible(c)
	if err != nil {
		return nil, err
	}
	m := d.messages[c.PathValue("message")]
	if m == nil || m.Channel != ch || m.Deleted || m.Ephemeral() {
		return nil, unknownMessage
	}
	return m, nil
}

func (d *Discord) getChannel(c *call) (any, error) {
	ch, err := d.visible(c)
	if err != nil {
		return nil, err
	}
	return ch.json(), nil
}

// patchChannel changes a thread: archived, locked, name.
func (d *Discord) patchChannel(c *call) (any, error) {
	ch, err := d.visible(c)
	if err != nil {
		return nil, err
	}
	var in struct {
		Name             *string
		Archived, Locked *bool
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	bits := ch.permissions(d.bot)
	if !ch.thread() && bits&ManageChannels == 0 || ch.thread() && (ch.locked || in.Locked != nil || in.Name != nil) && bits&ManageThreads == 0 {
		return nil, missingPermissions
	}
	if in.Archived != nil {
		ch.archived, ch.changed = *in.Archived, d.now()
	}
	if in.Locked != nil {
		ch.locked = *in.Locked
	}
	if in.Name != nil {
		ch.Name = *in.Name
	}
	event := "CHANNEL_UPDATE"
	if ch.thread() {
		event = "THREAD_UPDATE"
	}
	d.dispatchChannel(event, ch)
	return ch.json(), nil
}

func (d *Discord) postMessage(c *call) (any, error) {
	ch := d.channels[c.PathValue("channel")]
	if ch == nil || ch.deleted {
		return nil, unknownChannel
	}
	p, err := readPayload(c.raw, c.files)
	if err != nil {
		return nil, err
	}
	if err := ch.mayPost(p.Embeds != nil && len(*p.Embeds) > 0, len(p.files) > 0); err != nil {
		return nil, err
	}
	m, err := d.post(ch, p)
	if err != nil {
		return nil, err
	}
	return m.json(), nil
}

// post adds a message of the bot's to a channel where it may post.
func (d *Discord) post(ch *Channel, p *payload) (*Message, error) {
	if p.empty() {
		return nil, emptyMessage
	}
	key := ch.ID + "/" + p.nonce()
	if p.Enforce && p.nonce() != "" {
		if before, known := d.nonces[key]; known && d.now().Before(before.until) {
			return before.message, nil
		}
	}
	replyTo := ""
	if p.Reference != nil && p.Reference.Message != "" {
		if to := d.messages[p.Reference.Message]; to != nil && !to.Deleted && to.Channel == ch {
			replyTo = to.ID
		} else if p.Reference.Strict == nil || *p.Reference.Strict {
			var f form
			f.add("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
			return nil, f.err()
		}
	}
	if ch.archived {
		ch.setArchived(false)
	}
	if err := new(Message).attached(p); err != nil {
		return nil, err
	}
	m := d.newMessage(ch, d.bot)
	m.replyTo, m.Nonce, m.Flags = replyTo, p.nonce(), p.Flags&flagsSettable&^FlagEphemeral
	d.apply(m, p)
	d.ping(m, p.Allowed)
	if p.Enforce && p.nonce() != "" {
		d.nonces[key] = nonce{m, d.now().Add(nonceLife)}
	}
	d.announce("MESSAGE_CREATE", m)
	return m, nil
}

// announce tells the bot of a message that is not ephemeral, as far as its
// membership and intents go.
func (d *Discord) announce(event string, m *Message) {
	d.changed.Fire()
	if m.Ephemeral() || !m.Channel.sees(d.bot) {
		return
	}
	guild, intent := "", intentDirectMessages
	if g := m.Channel.Guild; g != nil {
		guild, intent = g.ID, intentGuildMessages
	}
	if event == "MESSAGE_DELETE" {
		o := obj{"id": m.ID, "channel_id": m.Channel.ID}
		if guild != "" {
			o["guild_id"] = guild
		}
		d.dispatch(event, guild, intent, o)
		return
	}
	for _, s := range d.sessions {
		if s.intents&intent != 0 && (guild == "" && s.shard == 0 || guild != "" && shardOf(guild, s.shards) == s.shard) {
			s.dispatch(event, encode(d.messageEvent(m, s.intents&intentMessageContent != 0)))
		}
	}
}

// messageEvent is a message as the gateway shows it. Without the privileged
// intent its content is left out, unless the bot wrote it, is mentioned in it, or
// gets it in private.
func (d *Discord) messageEvent(m *Message, content bool) obj {
	o := m.json()
	if g := m.Channel.Guild; g != nil {
		o["guild_id"] = g.ID
		if member := g.members[m.Author.ID]; member != nil {
			partial := member.json()
			delete(partial, "user")
			o["member"] = partial
		}
	}
	d.conceal(o, m, content)
	if ref, ok := o["referenced_message"].(obj); ok {
		d.conceal(ref, d.messages[m.replyTo], content)
	}
	return o
}

func (d *Discord) conceal(o obj, m *Message, content bool) {
	if content || m.Author == d.bot || m.Channel.Guild == nil || slices.Contains(m.Mentions.Users, d.bot) {
		return
	}
	o["content"], o["embeds"], o["attachments"], o["components"] = "", []any{}, []any{}, []any{}
}

func (d *Discord) getMessage(c *call) (any, error) {
	m, err := d.message(c)
	if err != nil {
		return nil, err
	}
	return m.json(), nil
}

func (d *Discord) getMessages(c *call) (any, error) {
	ch, err := d.visible(c)
	if err != nil {
		return nil, err
	}
	if ch.Guild != nil && ch.permissions(d.bot)&ReadMessageHistory == 0 {
		return []obj{}, nil
	}
	most, err := strconv.Atoi(c.URL.Query().Get("limit"))
	if err != nil {
		most = 50
	}
	out := []obj{}
	for _, m := range slices.Backward(ch.messages) {
		if len(out) < most && !m.Deleted && !m.Ephemeral() {
			out = append(out, m.json())
		}
	}
	return out, nil
}

func (d *Discord) patchMessage(c *call) (any, error) {
	m, err := d.message(c)
	if err != nil {
		return nil, err
	}
	if m.Author != d.bot {
		return nil, refuse(403, 50005, "Cannot edit a message authored by another user")
	}
	if m.Channel.archived {
		return nil, threadArchived
	}
	p, err := readPayload(c.raw, c.files)
	if err != nil {
		return nil, err
	}
	if err := d.edit(m, p); err != nil {
		return nil, err
	}
	return m.json(), nil
}

// crosspost brings a message to the servers that follow its channel, once.
func (d *Discord) crosspost(c *call) (any, error) {
	m, err := d.message(c)
	switch {
	case err != nil:
		return nil, err
	case m.Channel.Type != TypeNews:
		return nil, refuse(400, 50068, "Invalid message type")
	case m.Author != d.bot || m.Channel.permissions(d.bot)&SendMessages == 0:
		return nil, missingAccess
	case m.Flags&FlagCrossposted != 0:
		return nil, refuse(400, 40033, "This message has already been crossposted.")
	}
	m.Flags |= FlagCrossposted
	return m.json(), nil
}

// edit changes a message. Nobody is notified of an edit.
func (d *Discord) edit(m *Message, p *payload) error {
	was := *m
	if m.Flags&FlagComponents != 0 && p.Flags&FlagComponents == 0 && (p.Content != nil || p.Embeds != nil || p.Components != nil) {
		var f form
		f.add("flags", "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", "The IS_COMPONENTS_V2 flag cannot be removed.")
		return f.err()
	}
	if err := m.attached(p); err != nil {
		return err
	}
	d.apply(m, p)
	if m.Content == "" && len(m.Embeds) == 0 && len(m.Attachments) == 0 && (len(m.Components) == 0 || m.Flags&FlagComponents == 0) {
		*m = was
		return emptyMessage
	}
	m.Edits++
	m.edited = d.now()
	m.Mentions = d.mentions(m, p.Allowed)
	d.announce("MESSAGE_UPDATE", m)
	return nil
}

func (d *Discord) deleteMessage(c *call) (any, error) {
	m, err := d.message(c)
	if err != nil {
		return nil, err
	}
	if m.Author != d.bot && m.Channel.permissions(d.bot)&ManageMessages == 0 {
		return nil, missingPermissions
	}
	d.remove(m)
	return nil, nil
}

func (d *Discord) remove(m *Message) {
	m.Deleted = true
	d.announce("MESSAGE_DELETE", m)
}

func (d *Discord) typing(c *call) (any, error) {
	ch, err := d.visible(c)
	if err != nil {
		return nil, err
	}
	return nil, ch.mayPost(false, false)
}
