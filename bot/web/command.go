package web

import (
	"bytes"
	"cmp"
	"errors"
	"net/http"
	"strconv"

	"quoth/bot"
	"quoth/knowledge"
)

// replyPage is a page of a command.
type replyPage struct {
	Heading  string
	Of       *headline // the article that all of it is of; nil for none
	Asked    string
	Blocks   []block
	Pages    []link
	Actions  []link
	Outlets  []outlet
	Timeline *scale // nil of anything else
}

type outlet struct {
	Name, Address    string // without an address for a name that is too long for one
	Articles, Newest string
}

// command shows the reply to a command that may be looked at.
func (s *Server) command(v *visit) (document, error) {
	c, known := s.engine.Commands().Command(v.r.PathValue("command"))
	if !known || !c.Page() || c.Name != v.r.PathValue("command") {
		return document{}, knowledge.ErrNotFound
	}
	asked := v.arguments(c)
	question := ""
	if c.Name == bot.AskWhat().Command { // a question may go on from the one before
		v.request.Text, v.request.Talk = asked, bot.DecodeTalk(v.query.Get("talk"))
		question = asked
		c, asked = s.goOn(v, c, asked)
	}
	answered := s.engine.Handle(v.r.Context(), v.request)
	if answered.Talk == nil { // which leaves in hand what was
		answered.Talk = v.request.Talk
	}
	shown := blocks{v, answered.Calendar(s.now())}
	outlets := v.outlets(shown.days, answered.Outlets)
	if len(outlets) > 0 {
		answered.Blocks = besideOutlets(answered.Blocks)
	}
	pages, err := s.paged(shown, answered.Blocks)
	if err != nil {
		return document{}, err
	}
	at, err := v.whole("page", len(pages))
	if err != nil {
		return document{}, err
	}
	at = max(at, 1)
	body := replyPage{Heading: answered.Question, Asked: asked, Blocks: shown.of(pages[at-1]), Pages: v.numbered(len(pages), at), Actions: s.actions(v, answered.Actions)}
	if len(body.Blocks) > 0 && body.Heading == "" {
		body.lift(labelled(v.p, c, asked))
	}
	if at == 1 {
		body.Outlets = outlets
	}
	body.Timeline = v.scale(answered.Blocks)
	if body.Of != nil { // what is asked for is a number
		asked = ""
	}
	f := frame{Title: cmp.Or(body.Heading, labelled(v.p, c, asked)), Asked: asked, Body: body, Talk: bot.EncodeTalk(answered.Talk)}
	if f.Talk != "" && question != "" {
		f.Asked, f.Box = "", v.p.Say("web.further")
	}
	if topic := c.Rest(); topic != nil && topic.Type == bot.Topic && asked != "" && !answered.Failed {
		f.Feeds = v.feeds(asked)
	}
	d, err := s.render(v, "reply", f)
	d.status = status(answered)
	return d, err
}

// goOn takes a line that goes on from an answer for what it says, where that can be looked at:
// "without cnn", "more", "a timeline of it", or what is to be said to it. Anything else is a question. It returns
// the command that the page is of then, and what is asked of it.
func (s *Server) goOn(v *visit, question *bot.Command, line string) (*bot.Command, string) {
	if v.request.Talk == nil || !v.request.Talk.Kept() {
		return question, line
	}
	if _, away := s.engine.Understand(v.r.Context(), &v.request); away { // which Handle says
		return question, line
	}
	said := v.request // let in already: that is not counted again
	said.Command, said.Args = "", nil
	if reply, done := s.engine.Understand(v.r.Context(), &said); done {
		if !reply.Silent {
			v.request = said
		}
		return question, line
	}
	c, known := s.engine.Commands().Command(said.Command)
	if plain := said.Command == question.Name && len(said.Args) == 1; !known || !c.Page() || plain {
		return question, line
	}
	v.request = said
	if c != question {
		line = ""
		if rest := c.Rest(); rest != nil {
			line = said.Args[rest.Name]
		}
	}
	return c, line
}

// paged cuts the blocks of a reply into pages that are small enough: one, nearly always.
func (s *Server) paged(shown blocks, all []bot.Block) ([][]bot.Block, error) {
	var failed error
	fits := func(some []bot.Block) bool {
		var b bytes.Buffer
		if err := s.pages["reply"].ExecuteTemplate(&b, "blocks", shown.of(some)); err != nil {
			failed = err
		}
		return b.Len() <= maxText
	}
	if fits(all) {
		return [][]bot.Block{all}, failed
	}
	return bot.Pages(all, fits), failed
}

// numbered are the ways to the pages of a long text, of which one is shown.
func (v *visit) numbered(pages, shown int) (links []link) {
	for n := 1; n <= pages && pages > 1; n++ {
		links = append(links, link{Words: v.p.Number(n), Address: v.with("page", strconv.Itoa(n)), Here: n == shown})
	}
	return links
}

// lift makes the first block the heading of the page: of one without a title also what the reader is asked.
func (r *replyPage) lift(title string) {
	switch first := r.Blocks[0]; {
	case first.Heading != "":
		r.Heading, r.Blocks = first.Heading, r.Blocks[1:]
	case first.Headline != nil && first.Headline.Head:
		r.Of, r.Heading, r.Blocks = first.Headline, first.Headline.Title, r.Blocks[1:]
	case len(first.Text) == 1 && title == "":
		r.Heading, r.Blocks = first.Text[0], r.Blocks[1:]
	}
}

// arguments sets the command of the request with its options, and returns what a person typed.
func (v *visit) arguments(c *bot.Command) (asked string) {
	v.request.Command, v.request.Args = c.Name, bot.Args{}
	for _, o := range c.Options {
		value := v.typed(o.Name)
		if o.Rest {
			asked = cmp.Or(value, v.typed("q"), v.typed("topic")) // as the other pages call it
			value = asked
		}
		if value != "" && !o.Native() {
			v.request.Args[o.Name] = value
		}
	}
	return asked
}

// status is that of a reply.
func status(r bot.Reply) int {
	switch {
	case !r.Failed:
		return 0
	case r.Err == nil: // the reader asked too much
		return http.StatusTooManyRequests
	case bot.Refused(r.Err):
		return http.StatusBadRequest
	case errors.Is(r.Err, bot.ErrBusy):
		return tooBusy.status
	}
	return http.StatusInternalServerError
}

// actions are the pages that a reply leads to. What changes something is left to chats.
func (s *Server) actions(v *visit, all []bot.Action) (links []link) {
	for _, a := range all {
		c, known := s.engine.Commands().Command(a.Command)
		if !known || !c.Page() {
			continue
		}
		args := make([]string, 0, 2*len(a.Args))
		for name, value := range a.Args {
			args = append(args, name, value)
		}
		links = append(links, link{Words: a.Label, Address: v.address("/"+c.Name, args...)})
	}
	return links
}

// outlets are those of a reply, with a way to the news of each.
func (v *visit) outlets(days bot.Calendar, all []knowledge.Source) (shown []outlet) {
	for _, o := range all[:min(len(all), maxOutlets)] {
		line := outlet{Name: clip(o.Name, maxOutlet), Articles: v.p.Say("web.articles", "n", o.Articles)}
		if len(o.Name) <= maxOutlet {
			line.Address = v.address("/"+bot.Newest().Command, "source", o.Name)
		}
		if !o.Newest.IsZero() {
			line.Newest = days.Day(o.Newest)
		}
		shown = append(shown, line)
	}
	return shown
}

// besideOutlets are the blocks of a reply that lists outlets without that list, which a table
// stands for, and without what is said of commands of a chat.
func besideOutlets(all []bot.Block) (rest []bot.Block) {
	headings := 0
	for _, b := range all {
		switch b.(type) {
		case bot.Heading:
			headings++
		case bot.Notice:
			continue
		}
		if _, heading := b.(bot.Heading); heading || headings > 1 {
			rest = append(rest, b)
		}
	}
	return rest
}

// maxOutlets is how many outlets a page lists, those with the most articles.
const maxOutlets = 150
