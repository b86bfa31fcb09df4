package bot

import (
	"slices"
	"strings"

	"quoth/knowledge/lazyregexp"
)

// slashName is the name of a command in a sentence of the bot's own.
var slashName = lazyregexp.New(`(?:^|[\s(“„«])/[a-z]+`)

// localise writes the names of commands in what the bot itself says as menus in a language
// show them.
func (t Table) localise(r Reply, language string) Reply {
	r.Blocks = t.localiseBlocks(r.Blocks, language)
	r.Actions = slices.Clone(r.Actions)
	for i := range r.Actions {
		r.Actions[i].Label = t.localiseText(r.Actions[i].Label, language)
	}
	return r
}

func (t Table) localiseBlocks(blocks []Block, language string) []Block {
	out := slices.Clone(blocks)
	for i, b := range out {
		switch b := b.(type) {
		case Heading:
			out[i] = Heading{t.localiseText(b.Text, language)}
		case Text:
			out[i] = Text{t.localiseText(b.Text, language)}
		case Notice:
			out[i] = Notice{t.localiseText(b.Text, language)}
		case Folded:
			b.Blocks = t.localiseBlocks(b.Blocks, language)
			out[i] = b
		}
	}
	return out
}

func (t Table) localiseText(s string, language string) string {
	return slashName.ReplaceAllStringFunc(s, func(found string) string {
		at := strings.IndexByte(found, '/')
		if c, ok := t.Command(found[at:]); ok {
			return found[:at+1] + c.NameIn(language)
		}
		return found
	})
}
