package message

import (
	"slices"
	"time"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/chat/layout"
	"quoth/bot/discord/markdown"
	"quoth/bot/text"
	"quoth/knowledge"
)

const (
	maxTitle     = 256
	maxEmbeds    = 10
	maxAllEmbeds = 6000
	maxAlt       = 1024
	maxQuestion  = 120 // characters of a question that are shown above its answer

	// maxComponents is how many components a message has, with those in others.
	maxComponents = 40
	// MaxRemark is how many characters stand above a page: all texts among components have
	// 4,000 together.
	MaxRemark = 600
)

// size leaves room among components for the head, the number of the page and a remark, and for
// what cut adds. A timeline has a few screens of a phone, with the addresses.
var size = layout.Budget{Page: 3000, Timeline: 2400}

// page is what one message shows of a reply.
type page struct {
	title string
	parts []part
}

// part is a run of words.
type part struct {
	text    string
	folded  bool              // it is lines for what a button shows whole
	article knowledge.Article // whose picture stands beside it; none without one
}

// text is the words of a page.
func (p page) text() string { return joined(p.parts) }

// Pages are a reply as pages, of which there is at least one, and the files that go with all
// of them.
type Pages struct {
	printer text.Printer // of the reply
	pages   []page
	colour  int
	picture *bot.Picture
	files   []bot.File
}

// Render cuts a reply, as it is read now, into pages within Discord's limits. news is set for
// one that shows news.
func Render(r bot.Reply, news bool, now time.Time) Pages {
	out := Pages{colour: colourNotice, printer: text.For(r.Language)}
	w := newWriter(r.Calendar(now))
	parts := layout.Split(r.Blocks)
	out.picture, out.files = parts.Picture, parts.Files
	if news {
		out.colour = colourAnswer
	}
	blocks := parts.Words
	title := markdown.Line(layout.Clip(r.Question, maxQuestion))
	if len(blocks) > 0 && title == "" {
		if h, is := blocks[0].(bot.Heading); is && layout.Width(markdown.Line(h.Text)) <= maxTitle {
			title, blocks = markdown.Line(h.Text), blocks[1:]
		}
	}
	fits := func(run []bot.Block) bool { return layout.Width(joined(w.parts(run))) <= size.Of(run) }
	for _, run := range bot.Pages(blocks, fits) {
		parts := w.parts(run)
		if layout.Width(joined(parts)) <= size.Page {
			out.pages = append(out.pages, page{title, parts})
			continue
		}
		for _, text := range markdown.Cut(joined(parts), size.Page) {
			out.pages = append(out.pages, page{title, []part{{text: text}}})
		}
	}
	if len(out.pages) == 0 {
		out.pages = []page{{title: title}}
		if title == "" {
			out.pages[0].parts = []part{{text: markdown.Escape(out.printer.Say("discord.not_shown"))}}
		}
	}
	return out
}

// Len is how many pages there are.
func (p Pages) Len() int { return len(p.pages) }

// Text is the words of the n-th page, in Markdown.
func (p Pages) Text(n int) string {
	if p.pages[n].title == "" {
		return p.pages[n].text()
	}
	return p.pages[n].title + "\n" + p.pages[n].text()
}

// View is how a page is shown.
type View struct {
	Page   int               // from 0; the nearest that there is
	Upload bool              // with the files, which are not there already
	There  map[string]string // the IDs of the files that are there, by their names
	Remark string            // of the bot's own, above it: at most MaxRemark characters of Markdown
	Unfold *discordgo.Button
	Rows   []discordgo.MessageComponent
}

// Show makes a message of a page.
func (p Pages) Show(v View) Message {
	n := max(0, min(v.Page, len(p.pages)-1))
	at, unfold := p.pages[n], v.Unfold
	var all []discordgo.MessageComponent
	add := func(c discordgo.MessageComponent) { all = append(all, c) }
	if at.title != "" {
		add(discordgo.TextDisplay{Content: "### " + at.title})
	}
	for _, part := range at.parts {
		switch words := (discordgo.TextDisplay{Content: part.text}); {
		case part.text == "":
		case part.folded && unfold != nil:
			add(beside(words, *unfold))
			unfold = nil
		case part.article.Image != "":
			add(beside(words, thumbnail(part.article)))
		default:
			add(words)
		}
	}
	var m Message
	if pic := p.picture; pic != nil && (len(pic.PNG) > 0 || !v.Upload) {
		alt := layout.Clip(bot.Printable(pic.Alt), maxAlt)
		item := discordgo.MediaGalleryItem{Media: discordgo.UnfurledMediaItem{URL: "attachment://" + pic.Name}}
		if alt != "" {
			item.Description = &alt
		}
		add(discordgo.MediaGallery{Items: []discordgo.MediaGalleryItem{item}})
		if v.Upload {
			m.attach(pic.Name, "image/png", alt, pic.PNG)
		} else {
			m.keep(v.There[pic.Name], pic.Name, alt)
		}
	}
	for _, f := range p.files {
		add(discordgo.FileComponent{File: discordgo.UnfurledMediaItem{URL: "attachment://" + f.Name}})
		if v.Upload {
			m.attach(f.Name, f.Type, "", f.Data)
		} else {
			m.keep(v.There[f.Name], f.Name, "")
		}
	}
	if len(p.pages) > 1 {
		add(discordgo.TextDisplay{Content: markdown.Small(p.printer.Say("discord.page", "page", n+1, "pages", len(p.pages)))})
	}
	if unfold != nil {
		add(Row(*unfold))
	}
	for _, row := range v.Rows {
		if count(all)+count([]discordgo.MessageComponent{row})+2 <= maxComponents { // the container, and the remark
			add(row)
		}
	}
	var whole []discordgo.MessageComponent
	if v.Remark != "" {
		whole = append(whole, discordgo.TextDisplay{Content: v.Remark})
	}
	shown := components(append(whole, box(p.colour, all))...)
	shown.Files, shown.Attachments = m.Files, m.Attachments
	return shown
}

// beside is words with something at their side.
func beside(words discordgo.TextDisplay, accessory discordgo.MessageComponent) discordgo.Section {
	return discordgo.Section{Components: []discordgo.MessageComponent{words}, Accessory: accessory}
}

// thumbnail is the picture of an article, for those who don't see it with its headline.
func thumbnail(a knowledge.Article) discordgo.Thumbnail {
	t := discordgo.Thumbnail{Media: discordgo.UnfurledMediaItem{URL: knowledge.ImageURL(a.Image)}}
	if alt := layout.Clip(bot.Printable(a.Title), maxAlt); alt != "" {
		t.Description = &alt
	}
	return t
}

// box is a container with a coloured edge.
func box(colour int, all []discordgo.MessageComponent) discordgo.Container {
	return discordgo.Container{AccentColor: &colour, Components: all}
}

// count is how many components there are, with those in others.
func count(all []discordgo.MessageComponent) int {
	n := len(all)
	for _, c := range all {
		switch c := c.(type) {
		case discordgo.ActionsRow:
			n += len(c.Components)
		case discordgo.Section:
			n += len(c.Components) + 1
		}
	}
	return n
}

// Notify makes one message of all pages that comes unasked: what a phone shows of it before it
// is opened is its content. ok is false when the pages do not fit into one.
func (p Pages) Notify(content string) (m Message, ok bool) {
	m = compose()
	m.Content = content
	total := 0
	for i, at := range p.pages {
		e := &discordgo.MessageEmbed{Description: at.text(), Color: p.colour}
		if i == 0 {
			e.Title = at.title
		}
		if j := slices.IndexFunc(at.parts, func(p part) bool { return p.article.Image != "" }); j >= 0 {
			e.Thumbnail = &discordgo.MessageEmbedThumbnail{URL: knowledge.ImageURL(at.parts[j].article.Image)}
		}
		total += layout.Width(e.Title) + layout.Width(e.Description)
		m.Embeds = append(m.Embeds, e)
	}
	if pic := p.picture; pic != nil && len(pic.PNG) > 0 {
		m.Embeds[0].Image = &discordgo.MessageEmbedImage{URL: "attachment://" + pic.Name}
		m.attach(pic.Name, "image/png", layout.Clip(bot.Printable(pic.Alt), maxAlt), pic.PNG)
	}
	for _, f := range p.files {
		m.attach(f.Name, f.Type, "", f.Data)
	}
	return m, len(m.Embeds) <= maxEmbeds && total <= maxAllEmbeds
}
