package discord

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"quoth/bot/chattest/signal"
)

// Interaction types, as in Discord's documentation.
const (
	kindCommand      = 2
	kindComponent    = 3
	kindAutocomplete = 4
	kindModal        = 5
)

// Response types, as in Discord's documentation.
const (
	ResponsePong           = 1
	ResponseMessage        = 4
	ResponseDeferred       = 5
	ResponseDeferredUpdate = 6
	ResponseUpdate         = 7
	ResponseChoices        = 8
	ResponseModal          = 9
)

const (
	// answerTime is how long the first response may take.
	answerTime = 3 * time.Second
	// tokenLife is how long an interaction's token is good for.
	tokenLife = 15 * time.Minute
	// mostFollowUps is how many follow-ups a user-installed application may send
	// where it is no member.
	mostFollowUps = 5
)

// Interaction is something that a user did with the application, and what came
// of it.
type Interaction struct {
	ID, Token string
	Type      int
	User      *User
	Channel   *Channel
	Created   time.Time

	d         *Discord
	changed   signal.Signal
	command   *Command
	source    *Message // the message with the pressed button
	delivered bool
	response  *Response
	original  *Message // what @original is
	pending   bool     // deferred, the message is still to come
	edits     int
	followUps []*Message
}

// Response is the first response to an interaction.
type Response struct {
	Type      int
	At        time.Time
	Ephemeral bool
	Choices   []Choice // of an autocomplete
	Modal     *Modal
}

// Modal is a form shown to the user.
type Modal struct {
	CustomID   string `json:"custom_id"`
	Title      string `json:"title"`
	Components []Component
}

// Inputs are the text inputs of a modal.
func (m Modal) Inputs() []Component {
	var out []Component
	for _, row := range m.Components {
		for _, c := range append(slices.Clone(row.Components), deref(row.Component)...) {
			if c.Type == 4 {
				c.Label = cmp.Or(c.Label, row.Label)
				out = append(out, c)
			}
		}
	}
	return out
}

func deref(c *Component) []Component {
	if c == nil {
		return nil
	}
	return []Component{*c}
}

// owners is authorizing_integration_owners: through which install it came.
func (i *Interaction) owners() obj {
	o := obj{}
	if i.Channel.hasBot() {
		o["0"] = "0"
		if g := i.Channel.Guild; g != nil {
			o["0"] = g.ID
		}
	}
	if i.User.installed {
		o["1"] = i.User.ID
	}
	return o
}

func (i *Interaction) fire() {
	i.changed.Fire()
	i.d.changed.Fire()
}

func (d *Discord) postCallback(c *call) (any, error) {
	i := d.interactions[c.PathValue("interaction")]
	if i == nil || i.Token != c.PathValue("token") {
		return nil, unknownInteraction
	}
	if i.response != nil {
		d.violate("twice", "interaction %s was answered twice", i.ID)
		return nil, alreadyAnswered
	}
	if took := d.now().Sub(i.Created); took > d.config.AnswerTime {
		d.violate("late", "interaction %s was answered after %v", i.ID, took)
		return nil, unknownInteraction
	}
	var in struct {
		Type int
		Data json.RawMessage
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if !i.accepts(in.Type) {
		var f form
		f.add("type", "BASE_TYPE_CHOICES", fmt.Sprintf("Response type %d does not fit interaction type %d.", in.Type, i.Type))
		return nil, f.err()
	}
	answer := &Response{Type: in.Type, At: d.now()}
	if err := i.respond(answer, in.Data, c.files); err != nil {
		return nil, err
	}
	i.response = answer
	i.fire()
	if c.URL.Query().Get("with_response") != "true" {
		return nil, nil
	}
	return i.callback(), nil
}

// callback is what with_response shows of the response.
func (i *Interaction) callback() obj {
	about := obj{"id": i.ID, "type": i.Type, "response_message_loading": i.pending, "response_message_ephemeral": i.response.Ephemeral}
	out := obj{"interaction": about}
	if i.original != nil {
		about["response_message_id"] = i.original.ID
		if i.response.Type != ResponseDeferredUpdate {
			out["resource"] = obj{"type": i.response.Type, "message": i.original.json()}
		}
	}
	return out
}

// accepts reports whether a response type fits the interaction.
func (i *Interaction) accepts(response int) bool {
	switch response {
	case ResponseMessage, ResponseDeferred:
		return i.Type != kindAutocomplete
	case ResponseDeferredUpdate, ResponseUpdate:
		return i.source != nil && i.Type != kindAutocomplete
	case ResponseChoices:
		return i.Type == kindAutocomplete
	case ResponseModal:
		return i.Type == kindCommand || i.Type == kindComponent
	}
	return false
}

func (i *Interaction) respond(r *Response, data json.RawMessage, files map[string]upload) error {
	d := i.d
	switch r.Type {
	case ResponseChoices:
		var in struct{ Choices []Choice }
		var f form
		if json.Unmarshal(data, &in) != nil || in.Choices == nil {
			f.add("data.choices", "BASE_TYPE_REQUIRED", "This field is required")
		}
		f.choices("data.choices", in.Choices)
		r.Choices = in.Choices
		return f.err()
	case ResponseModal:
		var f form
		o, _ := plainJSON(data).(obj)
		f.modal(o)
		r.Modal = &Modal{}
		*r.Modal = decodeAs[Modal](o)
		return f.err()
	}
	p, err := readPayload(data, files)
	if err != nil {
		return err
	}
	switch r.Type {
	case ResponseMessage:
		if p.empty() {
			return emptyMessage
		}
		if err := new(Message).attached(p); err != nil {
			return err
		}
		i.original = i.newMessage(p.Flags)
		d.apply(i.original, p)
		d.ping(i.original, p.Allowed)
		d.announce("MESSAGE_CREATE", i.original)
	case ResponseDeferred:
		i.original = i.newMessage(p.Flags | FlagLoading)
		i.pending = true
	case ResponseDeferredUpdate:
		i.original = i.source
	case ResponseUpdate:
		i.original = i.source
		return d.edit(i.source, p)
	}
	r.Ephemeral = i.original.Ephemeral()
	return nil
}

// newMessage adds a message that answers the interaction.
func (i *Interaction) newMessage(flags int) *Message {
	m := i.d.newMessage(i.Channel, i.d.bot)
	m.interaction, m.Flags = i, flags&(flagsSettable|FlagLoading)
	if !i.Channel.hasBot() && i.Channel.permissions(i.User)&UseExternalApps == 0 {
		m.Flags |= FlagEphemeral
	}
	return m
}

// answering returns the interaction of a webhook path whose token is still good.
func (d *Discord) answering(c *call) (*Interaction, error) {
	i := d.byToken[c.PathValue("token")]
	switch {
	case i == nil || c.PathValue("app") != d.bot.ID:
		return nil, unknownWebhook
	case d.now().Sub(i.Created) > tokenLife:
		d.violate("late", "the token of interaction %s was used after %v", i.ID, d.now().Sub(i.Created))
		return nil, invalidToken
	case i.response == nil:
		return nil, unknownWebhook
	}
	return i, nil
}

// answered returns the message of a webhook path: @original or a follow-up.
func (d *Discord) answered(c *call) (*Interaction, *Message, error) {
	i, err := d.answering(c)
	if err != nil {
		return nil, nil, err
	}
	id := c.PathValue("message")
	if m := i.original; m != nil && !m.Deleted && (id == "@original" || id == m.ID) {
		return i, m, nil
	}
	for _, m := range i.followUps {
		if m.ID == id && !m.Deleted {
			return i, m, nil
		}
	}
	return nil, nil, unknownMessage
}

func (d *Discord) postFollowUp(c *call) (any, error) {
	i, err := d.answering(c)
	if err != nil {
		return nil, err
	}
	p, err := readPayload(c.raw, c.files)
	if err != nil {
		return nil, err
	}
	if p.empty() {
		return nil, emptyMessage
	}
	if i.pending && !i.original.Deleted {
		// The first follow-up of a deferred response takes its place.
		if err := i.finish(i.original, p); err != nil {
			return nil, err
		}
		return i.original.json(), nil
	}
	if !i.Channel.hasBot() && len(i.followUps) >= mostFollowUps {
		return nil, refuse(400, 40094, "This interaction has reached the maximum number of follow-up messages.")
	}
	if err := new(Message).attached(p); err != nil {
		return nil, err
	}
	m := i.newMessage(p.Flags &^ FlagLoading)
	m.followUp = true
	i.followUps = append(i.followUps, m)
	d.apply(m, p)
	d.ping(m, p.Allowed)
	d.announce("MESSAGE_CREATE", m)
	i.fire()
	return m.json(), nil
}

// finish edits an answer. The first edit of a deferred one makes its message, and
// so notifies as a new message does.
func (i *Interaction) finish(m *Message, p *payload) error {
	first := m == i.original && i.pending
	if first {
		if p.empty() {
			return emptyMessage
		}
		if err := m.attached(p); err != nil {
			return err
		}
		m.Flags &^= FlagLoading
		i.pending = false
		i.d.apply(m, p)
		i.d.ping(m, p.Allowed)
		i.d.announce("MESSAGE_CREATE", m)
	} else if err := i.d.edit(m, p); err != nil {
		return err
	}
	if m == i.original {
		i.edits++
	}
	i.fire()
	return nil
}

func (d *Discord) getAnswer(c *call) (any, error) {
	_, m, err := d.answered(c)
	if err != nil {
		return nil, err
	}
	return m.json(), nil
}

func (d *Discord) patchAnswer(c *call) (any, error) {
	i, m, err := d.answered(c)
	if err != nil {
		return nil, err
	}
	p, err := readPayload(c.raw, c.files)
	if err != nil {
		return nil, err
	}
	if err := i.finish(m, p); err != nil {
		return nil, err
	}
	return m.json(), nil
}

func (d *Discord) deleteAnswer(c *call) (any, error) {
	i, m, err := d.answered(c)
	if err != nil {
		return nil, err
	}
	d.remove(m)
	i.fire()
	return nil, nil
}

// newInteraction makes an interaction and its payload, without data.
func (d *Discord) newInteraction(kind int, u *User, ch *Channel) (*Interaction, obj) {
	i := &Interaction{ID: d.newID(), Type: kind, User: u, Channel: ch, Created: d.now(), d: d}
	i.Token = "interaction-token-" + i.ID
	d.interactions[i.ID], d.byToken[i.Token] = i, i
	return i, obj{"id": i.ID, "application_id": d.bot.ID, "type": kind, "token": i.Token, "version": 1,
		"channel_id": ch.ID, "locale": cmp.Or(u.Locale, "en-US"), "entitlements": []obj{}, "attachment_size_limit": mostUpload,
		"app_permissions": bitString(ch.appPermissions(u)), "authorizing_integration_owners": i.owners()}
}

// deliver completes the payload and sends it to the bot.
func (i *Interaction) deliver(o obj) {
	guild := ""
	channel := i.Channel.json()
	if g := i.Channel.Guild; g != nil {
		guild = g.ID
		member := g.members[i.User.ID].json()
		bits := strconv.Itoa(i.Channel.permissions(i.User))
		member["permissions"], channel["permissions"] = bits, bits
		o["guild_id"], o["guild_locale"], o["member"], o["context"] = g.ID, cmp.Or(g.Locale, "en-US"), member, ContextGuild
		o["guild"] = obj{"id": g.ID, "locale": cmp.Or(g.Locale, "en-US"), "features": []string{}}
	} else {
		o["user"], o["context"] = i.User.json(), i.Channel.context()
	}
	o["channel"] = channel
	i.delivered = i.d.dispatch("INTERACTION_CREATE", guild, 0, o)
}
