package discord

import (
	"encoding/json"
	"slices"
)

// The routes of threads and posts.

// flagRequireTag is the flag of a forum whose posts need a tag.
const flagRequireTag = 1 << 4

// postThread opens a thread, or a forum post with its first message.
func (d *Discord) postThread(c *call) (any, error) {
	ch, err := d.visible(c)
	if err != nil {
		return nil, err
	}
	var in struct {
		Name    string
		Message json.RawMessage
		Tags    []string `json:"applied_tags"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	var f form
	f.text("name", in.Name, 1, 100)
	if ch.Type == TypeForum && in.Message == nil {
		f.add("message", "BASE_TYPE_REQUIRED", "This field is required")
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	need := CreatePublicThreads
	if ch.Type == TypeForum {
		need = SendMessages
	}
	if ch.permissions(d.bot)&need == 0 {
		return nil, missingPermissions
	}
	if ch.Type != TypeForum {
		return created{ch.newThread(in.Name, d.bot).json()}, nil
	}
	p, err := readPayload(in.Message, c.files)
	if err != nil {
		return nil, err
	}
	if p.empty() {
		return nil, emptyMessage
	}
	for _, id := range in.Tags {
		if !slices.ContainsFunc(ch.tags, func(t Tag) bool { return t.ID == id }) {
			return nil, refuse(400, 10087, "Unknown tag")
		}
	}
	if ch.mustTag && len(in.Tags) == 0 {
		return nil, refuse(400, 40067, "A tag is required to create a forum post in this channel")
	}
	if embeds, bits := p.Embeds != nil && len(*p.Embeds) > 0, ch.permissions(d.bot); embeds && bits&EmbedLinks == 0 {
		return nil, missingPermissions
	}
	th := ch.newThread(in.Name, d.bot)
	th.applied = in.Tags
	m, err := d.post(th, p)
	if err != nil {
		return nil, err
	}
	o := th.json()
	o["message"] = m.json()
	return created{o}, nil
}

// postMessageThread opens the thread of a message, which has the message's ID.
func (d *Discord) postMessageThread(c *call) (any, error) {
	m, err := d.message(c)
	if err != nil {
		return nil, err
	}
	var in struct{ Name string }
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	var f form
	f.text("name", in.Name, 1, 100)
	if err := f.err(); err != nil {
		return nil, err
	}
	switch ch := m.Channel; {
	case ch.Type != TypeText && ch.Type != TypeNews:
		return nil, refuse(400, 50024, "Cannot execute action on this channel type")
	case ch.permissions(d.bot)&CreatePublicThreads == 0:
		return nil, missingPermissions
	case d.channels[m.ID] != nil:
		return nil, refuse(400, 160004, "A thread has already been created for this message")
	}
	m.Flags |= FlagHasThread
	return created{m.Channel.addThread(m.ID, in.Name, d.bot).json()}, nil
}

func (d *Discord) joinThread(c *call) (any, error) {
	ch, err := d.visible(c)
	switch {
	case err != nil:
		return nil, err
	case ch.archived:
		return nil, threadArchived
	}
	return nil, nil
}
