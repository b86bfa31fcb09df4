package discord

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"quoth/bot/chattest/schema"
)

// Component types, as in Discord's documentation.
const (
	typeRow       = 1
	typeButton    = 2
	typeSection   = 9
	typeText      = 10
	typeThumbnail = 11
	typeGallery   = 12
	typeFile      = 13
	typeSeparator = 14
	TypeContainer = 17
	typeLabel     = 18
)

const (
	// mostComponents is how many components a message has, with those in others, and mostShown
	// how many characters its text displays have together.
	mostComponents = 40
	mostShown      = 4000
)

// layoutForm checks the components of a message that is made of them alone.
type layoutForm struct {
	*form
	seen   map[string]bool // custom_ids
	count  int
	length int // of the texts
}

// components checks a message that has the flag for components.
func (f *form) components(o obj) {
	for _, legacy := range []string{"content", "embeds", "poll", "sticker_ids"} {
		if o[legacy] != nil {
			f.add(legacy, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "The '"+legacy+"' field cannot be used when using MessageFlags.IS_COMPONENTS_V2")
		}
	}
	l := &layoutForm{form: f, seen: map[string]bool{}}
	l.all("components", o["components"], typeRow, typeSection, typeText, typeGallery, typeFile, typeSeparator, TypeContainer)
	if l.count > mostComponents {
		f.add("components", "BASE_TYPE_MAX_LENGTH", fmt.Sprintf("Must be %d or fewer components in total.", mostComponents))
	}
	if l.length > mostShown {
		f.add("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", fmt.Sprintf("The total displayable text size exceeds %d.", mostShown))
	}
}

// all checks components, each of one of the types.
func (l *layoutForm) all(path string, v any, types ...int) {
	list := l.list(path, v, mostComponents)
	if len(list) == 0 {
		l.add(path, "BASE_TYPE_BAD_LENGTH", "Must have at least one component.")
	}
	for i, c := range list {
		part, _ := c.(obj)
		l.one(fmt.Sprintf("%s.%d", path, i), part, types)
	}
}

func (l *layoutForm) one(path string, c obj, types []int) {
	l.count++
	number, _ := c["type"].(float64)
	kind := int(number)
	if !slices.Contains(types, kind) {
		l.add(path+".type", "UNION_TYPE_CHOICES", fmt.Sprintf("Value of field \"type\" must be one of %v.", types))
		return
	}
	switch kind {
	case TypeContainer:
		l.all(path+".components", c["components"], typeRow, typeSection, typeText, typeGallery, typeFile, typeSeparator)
	case typeRow:
		l.list(path+".components", c["components"], 5)
		l.all(path+".components", c["components"], typeButton, 3, 5, 6, 7, 8)
	case typeSection:
		l.list(path+".components", c["components"], 3)
		l.all(path+".components", c["components"], typeText)
		accessory, _ := c["accessory"].(obj)
		l.one(path+".accessory", accessory, []int{typeButton, typeThumbnail})
	case typeText:
		l.length += utf8.RuneCountInString(l.text(path+".content", c["content"], 1, mostShown))
	case typeGallery:
		items := l.list(path+".items", c["items"], 10)
		if len(items) == 0 {
			l.add(path+".items", "BASE_TYPE_REQUIRED", "This field is required")
		}
		for i, item := range items {
			item, _ := item.(obj)
			l.media(fmt.Sprintf("%s.items.%d", path, i), item, "media", "http", "https", "attachment")
		}
	case typeThumbnail:
		l.media(path, c, "media", "http", "https", "attachment")
	case typeFile:
		l.media(path, c, "file", "attachment")
	case typeSeparator:
	default:
		l.component(path, c, l.seen)
	}
}

// media checks what a component shows, and its description.
func (l *layoutForm) media(path string, c obj, field string, schemes ...string) {
	media, _ := c[field].(obj)
	if media == nil || media["url"] == nil {
		l.add(path+"."+field, "BASE_TYPE_REQUIRED", "This field is required")
		return
	}
	l.url(path+"."+field+".url", media["url"], schemes...)
	if c["description"] != nil {
		l.text(path+".description", c["description"], 1, 1024)
	}
}

// walk calls do for components and for all that are in them, in the order in which they are
// shown.
func walk(all []Component, do func(Component)) {
	for _, c := range all {
		do(c)
		walk(c.Components, do)
		if c.Accessory != nil {
			do(*c.Accessory)
		}
	}
}

// shows calls do for every file that components show.
func shows(components []any, do func(obj)) {
	for _, c := range components {
		c := c.(obj) // the form refused any other
		shows(schema.List(c["components"]), do)
		holders := append([]any{c}, schema.List(c["items"])...)
		if accessory, ok := c["accessory"].(obj); ok {
			holders = append(holders, accessory)
		}
		for _, h := range holders {
			for _, field := range []string{"file", "media"} {
				if file, ok := h.(obj)[field].(obj); ok {
					do(file)
				}
			}
		}
	}
}
