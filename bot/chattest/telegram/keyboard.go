package telegram

import (
	"encoding/json"
	"strings"
)

const (
	mostButtons  = 100 // of a message
	mostRow      = 8   // buttons in a row
	mostData     = 64  // bytes of callback_data
	mostCopied   = 256 // characters that a button copies
	mostSwitched = 256 // characters of an inline query
)

// markup reads reply_markup: an inline keyboard, or the wish for a reply. An
// empty keyboard is none.
func (c *call) markup() (k *Keyboard, reply bool, err error) {
	if !c.has("reply_markup") {
		return nil, false, nil
	}
	return readMarkup([]byte(c.params["reply_markup"]))
}

func readMarkup(data []byte) (k *Keyboard, reply bool, err error) {
	var m struct {
		Inline *[][]Button `json:"inline_keyboard"`
		Force  bool        `json:"force_reply"`
	}
	if json.Unmarshal(data, &m) != nil {
		return nil, false, bad("can't parse reply keyboard markup JSON object")
	}
	if m.Inline == nil {
		return nil, m.Force, nil
	}
	var rows [][]Button
	n := 0
	for _, row := range *m.Inline {
		if len(row) > mostRow {
			return nil, false, bad("reply markup is too long")
		}
		for i, b := range row {
			if err := b.check(); err != nil {
				return nil, false, err
			}
			if b.URL != "" {
				row[i].URL = link(b.URL)
			}
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
		n += len(row)
	}
	if n > mostButtons {
		return nil, false, bad("reply markup is too long")
	}
	if n == 0 {
		return nil, false, nil
	}
	return &Keyboard{rows}, false, nil
}

// check refuses a button that Telegram refuses.
func (b Button) check() error {
	if strings.TrimSpace(b.Text) == "" {
		return bad("inline keyboard button text must be non-empty")
	}
	kinds := 0
	for _, is := range []bool{b.URL != "", b.Data != "", b.Switch != nil, b.SwitchC != nil, b.Copy != nil} {
		if is {
			kinds++
		}
	}
	switch {
	case kinds == 0:
		return bad("text buttons are unallowed in the inline keyboard")
	case kinds > 1:
		return bad("inline keyboard button must have exactly one type")
	case len(b.Data) > mostData:
		return bad("BUTTON_DATA_INVALID")
	case b.URL != "" && link(b.URL) == "":
		return bad("inline keyboard button URL '%s' is invalid: Wrong HTTP URL", b.URL)
	case b.Copy != nil && (b.Copy.Text == "" || length16(b.Copy.Text) > mostCopied):
		return bad("BUTTON_COPY_TEXT_INVALID")
	case b.Switch != nil && length16(*b.Switch) > mostSwitched, b.SwitchC != nil && length16(*b.SwitchC) > mostSwitched:
		return bad("BUTTON_QUERY_INVALID")
	}
	return nil
}
