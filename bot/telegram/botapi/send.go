package botapi

// Button is a button below a message.
type Button struct {
	Text     string `json:"text"`
	Data     string `json:"callback_data,omitempty"`
	URL      string `json:"url,omitempty"`
	SwitchTo string `json:"switch_inline_query_current_chat,omitempty"`
	Copy     *Copy  `json:"copy_text,omitempty"`
}

// Copy is what a button copies: 1 to 256 characters.
type Copy struct {
	Text string `json:"text"`
}

// Keyboard is the buttons below a message, in rows.
type Keyboard struct {
	Rows [][]Button `json:"inline_keyboard"`
}

// Command is an entry of the menu.
type Command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// InlineResult is a choice for who types behind the name of the bot.
type InlineResult struct {
	Type        string        `json:"type"`
	ID          string        `json:"id"`
	Title       string        `json:"title"`
	Description string        `json:"description,omitempty"`
	Content     InlineContent `json:"input_message_content"`
}

// InlineContent is the message that a choice becomes.
type InlineContent struct {
	Text    string  `json:"message_text"`
	Mode    string  `json:"parse_mode"`
	Preview Preview `json:"link_preview_options"`
}

// RichMessage is the content of a rich message (Bot API, InputRichMessage).
type RichMessage struct {
	HTML  string `json:"html"`
	Still bool   `json:"skip_entity_detection,omitempty"` // nothing is made of names, commands and addresses in its words
}

// Preview says whether a preview of a link is shown below a text, and how.
type Preview struct {
	Off   bool   `json:"is_disabled"`
	URL   string `json:"url,omitempty"`
	Small bool   `json:"prefer_small_media,omitempty"`
}
