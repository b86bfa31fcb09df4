package discord

import (
	"slices"

	"quoth/bot"
	"quoth/bot/text"
)

// detached is a reply that says what is not attached to it, and the text in its place;
// had is false when nothing would be.
func detached(r bot.Reply) (out bot.Reply, had bool) {
	out = r
	p := text.For(r.Language)
	out.Blocks = bot.Unfold(r.Blocks)
	for i, b := range out.Blocks {
		switch b.(type) {
		case bot.Picture:
			out.Blocks[i], had = bot.Notice{Text: p.Say("discord.no_picture")}, true
		case bot.File:
			out.Blocks[i], had = bot.Notice{Text: p.Say("discord.no_file")}, true
		}
	}
	return out, had
}

// attachable is blocks without the pictures that only another message has any more.
func attachable(blocks []bot.Block) []bot.Block {
	return slices.DeleteFunc(slices.Clone(blocks), func(b bot.Block) bool {
		p, is := b.(bot.Picture)
		return is && len(p.PNG) == 0
	})
}

// folds reports whether a reply has something folded.
func folds(r bot.Reply) (label string, ok bool) {
	for _, b := range r.Blocks {
		if f, folded := b.(bot.Folded); folded && f.Label != "" {
			return f.Label, true
		}
	}
	return "", false
}

// unfolded is a reply with what is folded shown whole.
func unfolded(r bot.Reply) bot.Reply {
	r.Blocks = bot.Unfold(r.Blocks)
	return r
}

// firstLink is the address of the first article of a reply, for its preview.
func firstLink(r bot.Reply) string {
	for _, b := range r.Blocks {
		switch b := b.(type) {
		case bot.Headline:
			return b.Link
		case bot.Quote:
			return b.Link
		}
	}
	return ""
}
