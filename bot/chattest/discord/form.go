package discord

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// form collects what is wrong with a body, for error 50035.
type form struct{ errors obj }

// add notes an error at a path such as "embeds.0.title".
func (f *form) add(path, code, message string) {
	if f.errors == nil {
		f.errors = obj{}
	}
	at := f.errors
	if path != "" {
		for _, part := range strings.Split(path, ".") {
			next, _ := at[part].(obj)
			if next == nil {
				next = obj{}
				at[part] = next
			}
			at = next
		}
	}
	list, _ := at["_errors"].([]obj)
	at["_errors"] = append(list, obj{"code": code, "message": message})
}

// err is the answer for what was noted, or nil.
func (f *form) err() error {
	if f.errors == nil {
		return nil
	}
	return &apiError{400, 50035, "Invalid Form Body", f.errors}
}

// text checks the length of a string, in code points. A missing one is empty.
func (f *form) text(path string, v any, least, most int) string {
	s, isText := v.(string)
	if v != nil && !isText {
		f.add(path, "STRING_TYPE_CONVERT", "Could not interpret the value as a string.")
		return ""
	}
	switch n := utf8.RuneCountInString(s); {
	case n == 0 && least > 0:
		f.add(path, "BASE_TYPE_REQUIRED", "This field is required")
	case n > most:
		f.add(path, "BASE_TYPE_MAX_LENGTH", fmt.Sprintf("Must be %d or fewer in length.", most))
	case n < least:
		f.add(path, "BASE_TYPE_MIN_LENGTH", fmt.Sprintf("Must be %d or more in length.", least))
	}
	return s
}

// list checks the number of elements. A missing list is empty.
func (f *form) list(path string, v any, most int) []any {
	l, isList := v.([]any)
	if v != nil && !isList {
		f.add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
	}
	if len(l) > most {
		f.add(path, "BASE_TYPE_MAX_LENGTH", fmt.Sprintf("Must be %d or fewer in length.", most))
	}
	return l
}

func (f *form) url(path string, v any, schemes ...string) {
	s := f.text(path, v, 0, 2048)
	if s == "" {
		return
	}
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "attachment" && u.Scheme != "discord" && !strings.Contains(u.Hostname(), "."):
		f.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
	case !slices.Contains(schemes, u.Scheme):
		f.add(path, "URL_TYPE_INVALID_SCHEME", fmt.Sprintf("Scheme %q is not supported. Scheme must be one of ('http', 'https').", u.Scheme))
	}
}

// message checks a message's body.
func (f *form) message(o obj, files map[string]upload) {
	f.text("content", o["content"], 0, 2000)
	if s, ok := o["nonce"].(string); ok {
		f.text("nonce", s, 0, 25)
	}
	total := 0
	for i, e := range f.list("embeds", o["embeds"], 10) {
		total += f.embed(fmt.Sprintf("embeds.%d", i), e)
	}
	if total > 6000 {
		f.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")
	}
	if flags, _ := o["flags"].(float64); int(flags)&FlagComponents != 0 {
		f.components(o)
	} else {
		f.rows("components", o["components"])
	}
	if m, ok := o["allowed_mentions"].(obj); ok {
		f.allowed(m)
	}
	for i, a := range f.list("attachments", o["attachments"], 10) {
		a, _ := a.(obj)
		path := fmt.Sprintf("attachments.%d", i)
		f.text(path+".description", a["description"], 0, 1024)
		if id := idText(a["id"]); len(id) < 5 && files["files["+id+"]"].data == nil {
			f.add(path+".id", "ATTACHMENT_NOT_FOUND", "Attachment data not found")
		}
	}
	if len(files) > 10 {
		f.add("files", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
	}
}

// embed checks an embed and returns how much it counts towards the 6,000.
func (f *form) embed(path string, v any) int {
	e, ok := v.(obj)
	if !ok {
		f.add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
		return 0
	}
	total := 0
	count := func(at string, v any, least, most int) {
		total += utf8.RuneCountInString(strings.TrimSpace(f.text(path+"."+at, v, least, most)))
	}
	count("title", e["title"], 0, 256)
	count("description", e["description"], 0, 4096)
	f.url(path+".url", e["url"], "http", "https")
	if color, given := e["color"].(float64); given && (color < 0 || color > 0xFFFFFF) {
		f.add(path+".color", "NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.")
	}
	if at, ok := e["timestamp"].(string); ok {
		if _, err := time.Parse(time.RFC3339, at); err != nil {
			f.add(path+".timestamp", "DATE_TIME_TYPE_PARSE", "Could not parse "+at+". Should be ISO8601.")
		}
	}
	if footer, ok := e["footer"].(obj); ok {
		count("footer.text", footer["text"], 0, 2048)
	}
	if author, ok := e["author"].(obj); ok {
		count("author.name", author["name"], 0, 256)
		f.url(path+".author.url", author["url"], "http", "https")
	}
	for _, part := range []string{"image", "thumbnail"} {
		if o, ok := e[part].(obj); ok {
			f.url(path+"."+part+".url", o["url"], "http", "https", "attachment")
		}
	}
	for i, v := range f.list(path+".fields", e["fields"], 25) {
		field, _ := v.(obj)
		count(fmt.Sprintf("fields.%d.name", i), field["name"], 1, 256)
		count(fmt.Sprintf("fields.%d.value", i), field["value"], 1, 1024)
	}
	return total
}

// rows checks a message's action rows.
func (f *form) rows(path string, v any) {
	seen := map[string]bool{}
	for i, row := range f.list(path, v, 5) {
		r, _ := row.(obj)
		at := fmt.Sprintf("%s.%d", path, i)
		if r["type"] != 1.0 {
			f.add(at+".type", "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (1,).")
			continue
		}
		parts := f.list(at+".components", r["components"], 5)
		if len(parts) == 0 {
			f.add(at+".components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
		}
		for j, c := range parts {
			part, _ := c.(obj)
			f.component(fmt.Sprintf("%s.components.%d", at, j), part, seen)
		}
	}
}

func (f *form) component(path string, c obj, seen map[string]bool) {
	switch c["type"] {
	case 2.0:
		f.text(path+".label", c["label"], 0, 80)
		if c["label"] == nil && c["emoji"] == nil || c["label"] == "" && c["emoji"] == nil {
			f.add(path, "BUTTON_COMPONENT_INVALID", "A button must have a label or an emoji")
		}
		if c["style"] == 5.0 {
			if c["custom_id"] != nil || c["url"] == nil {
				f.add(path, "BUTTON_COMPONENT_INVALID", "A link button must have a url and no custom_id")
			}
			f.url(path+".url", c["url"], "http", "https", "discord")
			f.text(path+".url", c["url"], 0, 512)
			return
		}
		if c["url"] != nil {
			f.add(path, "BUTTON_COMPONENT_INVALID", "Only a link button can have a url")
		}
	case 3.0:
		if n := len(f.list(path+".options", c["options"], 25)); n == 0 {
			f.add(path+".options", "BASE_TYPE_REQUIRED", "This field is required")
		}
		f.text(path+".placeholder", c["placeholder"], 0, 150)
	case 5.0, 6.0, 7.0, 8.0:
		f.text(path+".placeholder", c["placeholder"], 0, 150)
	default:
		f.add(path+".type", "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (2, 3, 5, 6, 7, 8).")
		return
	}
	id := f.text(path+".custom_id", c["custom_id"], 1, 100)
	if id != "" && seen[id] {
		f.add(path+".custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
	}
	seen[id] = true
}

func (f *form) allowed(m obj) {
	parse, _ := m["parse"].([]any)
	for i, kind := range parse {
		if kind != "users" && kind != "roles" && kind != "everyone" {
			f.add("allowed_mentions.parse."+strconv.Itoa(i), "BASE_TYPE_CHOICES", "Value must be one of {'users', 'roles', 'everyone'}.")
		}
	}
	for _, kind := range []string{"users", "roles"} {
		list := f.list("allowed_mentions."+kind, m[kind], 100)
		if len(list) > 0 && slices.Contains(parse, any(kind)) {
			f.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", "parse:[\""+kind+"\"] and "+kind+": [ids...] are mutually exclusive.")
		}
	}
}

// modal checks the data of a modal.
func (f *form) modal(o obj) {
	f.text("data.custom_id", o["custom_id"], 1, 100)
	f.text("data.title", o["title"], 1, 45)
	rows := f.list("data.components", o["components"], 5)
	if len(rows) == 0 {
		f.add("data.components", "BASE_TYPE_REQUIRED", "This field is required")
	}
	for i, row := range rows {
		r, _ := row.(obj)
		parts, _ := r["components"].([]any)
		if kind, _ := r["type"].(float64); kind == typeLabel {
			f.text(fmt.Sprintf("data.components.%d.label", i), r["label"], 1, 45)
			parts = []any{r["component"]}
		}
		for j, c := range parts {
			part, _ := c.(obj)
			path := fmt.Sprintf("data.components.%d.components.%d", i, j)
			f.text(path+".custom_id", part["custom_id"], 1, 100)
			f.text(path+".label", part["label"], 0, 45)
			f.text(path+".placeholder", part["placeholder"], 0, 100)
			f.text(path+".value", part["value"], 0, 4000)
		}
	}
}

var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}]{1,32}$`)

// name checks a slash command's or an option's name.
func (f *form) name(path string, v any) {
	s, _ := v.(string)
	if !commandName.MatchString(s) || strings.ToLower(s) != s {
		f.add(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
	}
}
