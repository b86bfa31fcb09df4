package message

import (
	"encoding/json"

	"github.com/bwmarrin/discordgo"
)

// typeLabel is the type of a label with a field, which the library lacks.
const typeLabel discordgo.ComponentType = 18

// Field is a field of a form for several lines, which has to be filled in, with its label
// (discord.com/developers/docs/components/reference, "Label", "Text Input").
type Field struct {
	Label     string // at most 45 characters
	ID        string
	MaxLength int // in characters
}

// Type implements discordgo.MessageComponent.
func (Field) Type() discordgo.ComponentType { return typeLabel }

// MarshalJSON implements json.Marshaler.
func (f Field) MarshalJSON() ([]byte, error) {
	type object = map[string]any
	return json.Marshal(object{"type": typeLabel, "label": f.Label, "component": object{
		"type": discordgo.TextInputComponent, "style": discordgo.TextInputParagraph, "custom_id": f.ID, "max_length": f.MaxLength, "required": true,
	}})
}
