package discord

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"quoth/bot/chattest/schema"
)

// Events are the names of what the gateway tells
// (discord.com/developers/docs/events/gateway-events, "Receive Events"), but for READY and
// RESUMED, with which a connection begins.
var Events = []string{
	"APPLICATION_COMMAND_PERMISSIONS_UPDATE",
	"AUTO_MODERATION_ACTION_EXECUTION", "AUTO_MODERATION_RULE_CREATE", "AUTO_MODERATION_RULE_DELETE", "AUTO_MODERATION_RULE_UPDATE",
	"CHANNEL_CREATE", "CHANNEL_DELETE", "CHANNEL_INFO", "CHANNEL_PINS_UPDATE", "CHANNEL_UPDATE",
	"ENTITLEMENT_CREATE", "ENTITLEMENT_DELETE", "ENTITLEMENT_UPDATE",
	"GUILD_AUDIT_LOG_ENTRY_CREATE", "GUILD_BAN_ADD", "GUILD_BAN_REMOVE", "GUILD_CREATE", "GUILD_DELETE", "GUILD_EMOJIS_UPDATE",
	"GUILD_INTEGRATIONS_UPDATE", "GUILD_MEMBERS_CHUNK", "GUILD_MEMBER_ADD", "GUILD_MEMBER_REMOVE", "GUILD_MEMBER_UPDATE",
	"GUILD_ROLE_CREATE", "GUILD_ROLE_DELETE", "GUILD_ROLE_UPDATE",
	"GUILD_SCHEDULED_EVENT_CREATE", "GUILD_SCHEDULED_EVENT_DELETE", "GUILD_SCHEDULED_EVENT_UPDATE", "GUILD_SCHEDULED_EVENT_USER_ADD", "GUILD_SCHEDULED_EVENT_USER_REMOVE",
	"GUILD_SOUNDBOARD_SOUNDS_UPDATE", "GUILD_SOUNDBOARD_SOUND_CREATE", "GUILD_SOUNDBOARD_SOUND_DELETE", "GUILD_SOUNDBOARD_SOUND_UPDATE",
	"GUILD_STICKERS_UPDATE", "GUILD_UPDATE",
	"INTEGRATION_CREATE", "INTEGRATION_DELETE", "INTEGRATION_UPDATE", "INTERACTION_CREATE", "INVITE_CREATE", "INVITE_DELETE",
	"MESSAGE_CREATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK", "MESSAGE_POLL_VOTE_ADD", "MESSAGE_POLL_VOTE_REMOVE",
	"MESSAGE_REACTION_ADD", "MESSAGE_REACTION_REMOVE", "MESSAGE_REACTION_REMOVE_ALL", "MESSAGE_REACTION_REMOVE_EMOJI", "MESSAGE_UPDATE",
	"PRESENCE_UPDATE", "RATE_LIMITED", "SOUNDBOARD_SOUNDS",
	"STAGE_INSTANCE_CREATE", "STAGE_INSTANCE_DELETE", "STAGE_INSTANCE_UPDATE",
	"SUBSCRIPTION_CREATE", "SUBSCRIPTION_DELETE", "SUBSCRIPTION_UPDATE",
	"THREAD_CREATE", "THREAD_DELETE", "THREAD_LIST_SYNC", "THREAD_MEMBERS_UPDATE", "THREAD_MEMBER_UPDATE", "THREAD_UPDATE",
	"TYPING_START", "USER_UPDATE", "VOICE_CHANNEL_EFFECT_SEND", "VOICE_CHANNEL_START_TIME_UPDATE", "VOICE_CHANNEL_STATUS_UPDATE",
	"VOICE_SERVER_UPDATE", "VOICE_STATE_UPDATE", "WEBHOOKS_UPDATE",
}

// Kinds are the numbers of the kinds that the specification has of something, such as
// "MessageType".
func (s *Spec) Kinds(of string) (numbers []int) {
	kinds, _ := s.schema(of).(obj)
	for _, kind := range schema.List(kinds["oneOf"]) {
		if number, ok := kind.(obj)["const"].(json.Number); ok {
			n, _ := number.Int64()
			numbers = append(numbers, int(n))
		}
	}
	return numbers
}

// Fields are the names of the fields of a type.
func (s *Spec) Fields(of string) []string {
	o, _ := s.schema(of).(obj)
	properties, _ := o["properties"].(obj)
	return slices.Sorted(maps.Keys(properties))
}

// Example is an object of a type as small as it may be: what has to be there, and of the others
// those that are named.
func (s *Spec) Example(of string, further ...string) map[string]any {
	example, _ := s.Document.Example(s.schema(of), further...).(obj)
	return example
}

// Fits returns what of an object does not fit a type.
func (s *Spec) Fits(of string, object map[string]any) error {
	if problems := s.Check(s.schema(of), object, "$"); len(problems) > 0 {
		return fmt.Errorf("%s: %v", of, problems)
	}
	return nil
}

func (s *Spec) schema(of string) any {
	found, _ := s.Resolve("#/components/schemas/" + of)
	return found
}

// Interact makes an interaction of any kind, known or not, with any data.
func (u *User) Interact(ch *Channel, kind int, data map[string]any) *Interaction {
	return u.interact(kind, ch, nil, nil, data)
}
