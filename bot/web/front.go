package web

import (
	"fmt"
	"strconv"
	"strings"

	"quoth/bot"
	"quoth/knowledge"
)

const (
	// frontStories is how many stories a front page has.
	frontStories = 20
	// frontTopics is how many names it suggests.
	frontTopics = 12
	// maxLead is how many bytes a sentence below a title has: a longer one is no overview.
	maxLead = 600
	// maxFront is how many articles back front pages go: what is older is searched for.
	maxFront = 10_000
	// maxArticles bounds the numbers of articles and stories in addresses.
	maxArticles = 10_000_000
)

// front is the stories of the day.
type front struct {
	Stories []story
	Topics  []link
	Next    string // the address of the page after this one, "" for none
	Empty   string
}

// story is a story, or an article of one, in a list.
type story struct {
	Title, Language string
	Address         string
	Outlets         string
	Age             string
	Lead            string
	More            link // to the whole story; without words for a story of one article
	Link            string
}

// front shows what is new.
func (s *Server) front(v *visit) (document, error) {
	from, err := v.whole("from", maxFront)
	if err != nil {
		return document{}, err
	}
	ctx := v.r.Context()
	lines, next, err := s.engine.Library().Front(ctx, v.request, frontStories, from)
	if err != nil {
		return document{}, err
	}
	body := front{}
	days := s.days(v)
	for _, l := range lines {
		teaser := v.teaser(days, l.Newest)
		teaser.Outlets = clip(strings.Join(l.Outlets[:min(len(l.Outlets), 4)], ", "), 2*maxOutlet)
		if more := len(l.Outlets) - 4; more > 0 {
			teaser.Outlets += " +" + strconv.Itoa(more)
		}
		if l.Articles > 1 {
			teaser.More = link{Words: v.p.Say("web.articles", "n", l.Articles), Address: v.address(fmt.Sprintf("/story/%d", l.Story))}
		}
		body.Stories = append(body.Stories, teaser)
	}
	switch {
	case next > 0 && next <= maxFront:
		body.Next = v.address("/", "from", strconv.Itoa(next))
	case len(lines) == 0 && from > 0:
		body.Empty = v.p.Say("latest.end")
	case len(lines) == 0:
		body.Empty = v.p.Say("store.empty")
	}
	f := frame{Title: v.p.Say("web.front"), Home: true, Body: &body}
	f.Suggested = s.topics(v)
	for _, name := range f.Suggested {
		find := bot.SearchFor(name)
		if len(body.Topics) < frontTopics {
			body.Topics = append(body.Topics, link{Words: name, Address: v.address("/"+find.Command, "q", name)})
		}
	}
	return s.render(v, "front", f)
}

// topics are what the newest news is about.
func (s *Server) topics(v *visit) []string {
	r := v.request
	r.Command = bot.AskWhat().Command
	c, _ := s.engine.Commands().Command(r.Command)
	var names []string
	for _, completion := range s.engine.Suggest(v.r.Context(), r, c.Rest().Name, "") {
		names = append(names, completion.Name)
	}
	return names
}

// teaser is an article in a list.
func (v *visit) teaser(days bot.Calendar, t bot.Teaser) story {
	t.Article = brief(t.Article)
	shown := story{Title: t.Article.Title, Language: t.Article.Language, Address: v.stored(t.Article, knowledge.Range{}), Outlets: t.Article.Source, Age: ago(days, t.Article), Link: t.Link}
	if t.Lead != nil && t.Lead.Text != shown.Title && len(t.Lead.Text) <= maxLead {
		shown.Lead = t.Lead.Text
	}
	if shown.Title == "" {
		shown.Title = v.p.Say("web.untitled")
	}
	return shown
}

// chapters is a story as it went on.
type chapters struct {
	Stories []story
	Heading string
	Compare link
	Next    string // the address of the page after this one, "" for none
}

// maxChapters is how many articles of a story a page has.
const maxChapters = 20

// story shows the articles of a story, newest first.
func (s *Server) story(v *visit) (document, error) {
	id, err := number(v.r.PathValue("id"), maxArticles)
	if err != nil {
		return document{}, knowledge.ErrNotFound
	}
	from, err := v.whole("from", maxArticles)
	if err != nil {
		return document{}, err
	}
	teasers, all, err := s.engine.Library().Story(v.r.Context(), v.request, int64(id), maxChapters, from)
	if err != nil {
		return document{}, err
	}
	body := chapters{Heading: v.p.Say("web.story", "n", all)}
	days := s.days(v)
	for _, t := range teasers {
		body.Stories = append(body.Stories, v.teaser(days, t))
	}
	if all > 1 {
		compare := bot.CompareArticle(teasers[0].Article.ID)
		body.Compare = link{Words: v.p.Say("label.compare"), Address: v.address("/"+compare.Command, "q", compare.Args["topic"])}
	}
	if from+maxChapters < all {
		body.Next = v.address(v.r.URL.Path, "from", strconv.Itoa(from+maxChapters))
	}
	return s.render(v, "story", frame{Title: body.Stories[0].Title, Body: body})
}
