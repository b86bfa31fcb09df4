package console

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"quoth/bot"
	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/gather/fetch"
)

// feedDoes are the changes of a feed that forms make.
var feedDoes = []string{"add", "edit", "pause", "resume", "remove"}

// feeds lists the feeds, those that do worst first.
func (k *Console) feeds(v *visit) error {
	feeds, err := k.Store.Feeds(v.r.Context())
	if err != nil {
		return err
	}
	now := k.Now()
	knowledge.SortFeeds(feeds, now)
	list := section{Columns: []string{"Feed", "State", "Articles a day", "Newest", "Change"}, Empty: "There are no feeds."}
	for _, f := range feeds {
		number := strconv.FormatInt(f.ID, 10)
		state := cell{Text: bot.FeedState(text.Printer{}, f, now)}
		switch h := f.Health(now); {
		case f.Troubled(now):
			state.State = "bad"
		case h >= knowledge.FeedSilent:
			state.State = "warn"
		case h == knowledge.FeedWell:
			state.State = "good"
		}
		for _, told := range []string{f.Detail, f.Flaws} {
			if told != "" {
				state.Text += "\n" + told
			}
		}
		change := cell{}
		does := []string{"pause", "remove"}
		if f.State != knowledge.FeedActive {
			does = []string{"resume", "remove"}
		}
		for _, do := range does {
			change.Forms = append(change.Forms, form{Address: Prefix + "feeds", Button: strings.ToUpper(do[:1]) + do[1:], Fields: hidden("do", do, "feed", number)})
		}
		list.Rows = append(list.Rows, []cell{{Text: "#" + number + " " + f.Title}, state, {Text: fmt.Sprintf("%.1f", f.PerDay(now))}, {Text: moment(f.LastNews)}, change})
	}
	return k.show(v, http.StatusOK, page{Title: "Feeds", Sections: []section{
		list,
		{Heading: "Add a feed", Forms: []form{{Address: Prefix + "feeds", Button: "Add", Fields: append(hidden("do", "add"), field{Name: "feed", Label: "Address of a feed or a site", Required: true})}}},
		{Heading: "Change a setting", Text: "For example: zone Europe/Lisbon, language pt, interval 2h, title Gazette, private discord:server:678. Values that may be secret are never shown.", Forms: []form{
			{Address: Prefix + "feeds", Button: "Change", Fields: append(hidden("do", "edit"), field{Name: "feed", Label: "Number of the feed", Required: true}, field{Name: "change", Label: "Setting and value", Required: true})},
		}},
	}})
}

// changeFeed does what a form of the feeds says. The list of changes has the number of a feed, or the host of a new
// one, and the name of a setting: addresses and values may hold secrets.
func (k *Console) changeFeed(v *visit) error {
	do, which, change := v.r.PostFormValue("do"), v.r.PostFormValue("feed"), v.r.PostFormValue("change")
	known := false
	for _, d := range feedDoes {
		known = known || d == do
	}
	if !known {
		return &problem{http.StatusBadRequest, "There is no such change."}
	}
	reply, err := k.replyAt(v.r.Context(), home, bot.Manage("feeds", bot.Args{"do": do, "feed": which, "change": change}))
	if err != nil {
		return err
	}
	if len(reply.Actions) > 0 { // nothing is changed yet: a page without a feed, and how it would be read
		s := section{Text: reply.Words()}
		for _, a := range reply.Actions {
			s.Forms = append(s.Forms, form{Address: Prefix + "feeds", Button: a.Label, Fields: hidden("do", a.Args["do"], "feed", a.Args["feed"], "change", a.Args["change"])})
		}
		return k.show(v, http.StatusOK, page{Title: "A page without a feed", Sections: []section{s}})
	}
	what := "feed: " + do
	if do == "add" {
		what = strings.TrimSpace(what + " " + fetch.HostOf(strings.TrimSpace(which)))
	} else {
		setting, _, _ := strings.Cut(strings.TrimSpace(change), " ")
		what = strings.TrimSpace(what + " #" + strings.TrimPrefix(which, "#") + " " + setting)
	}
	return k.done(v, "feeds", what, reply.Words())
}

const (
	// shownOutlets is how many outlets are listed.
	shownOutlets = 200
	// shownArticles is of how many articles of an outlet the parts are shown, and partStart how
	// many characters of each part.
	shownArticles, partStart = 3, 100
	// maxMark is how many bytes a line may have that can be marked where it is shown: longer ones are paragraphs.
	maxMark = 1000
)

// outlets lists the outlets, or shows the parts of what one prints.
func (k *Console) outlets(v *visit) error {
	if name := v.r.URL.Query().Get("source"); name != "" {
		return k.parts(v, name)
	}
	sources, err := k.Store.Sources(v.r.Context())
	if err != nil {
		return err
	}
	s := section{Columns: []string{"Outlet", "Articles", "Newest"}, Empty: "Nothing is stored."}
	for _, o := range sources[:min(len(sources), shownOutlets)] {
		s.Rows = append(s.Rows, []cell{{Text: o.Name, Address: Prefix + "outlets?source=" + url.QueryEscape(o.Name)}, {Text: strconv.Itoa(o.Articles)}, {Text: moment(o.Newest)}})
	}
	p := page{Title: "Outlets", Sections: []section{s}}
	marked, err := k.marked(v.r.Context())
	if err != nil {
		return err
	}
	for _, o := range sources {
		delete(marked, o.Name)
	}
	if len(marked) > 0 {
		gone := section{Heading: "No longer stored", Text: "Outlets of which nothing is stored, with lines that are marked as furniture.", Columns: []string{"Outlet", "Lines"}}
		for _, name := range slices.Sorted(maps.Keys(marked)) {
			gone.Rows = append(gone.Rows, []cell{{Text: name, Address: Prefix + "outlets?source=" + url.QueryEscape(name)}, {Text: strconv.Itoa(len(marked[name]))}})
		}
		p.Sections = append(p.Sections, gone)
	}
	return k.show(v, http.StatusOK, p)
}

// broughtBy are the feeds that bring articles, with what is set of each and can be set here.
func (k *Console) broughtBy(ctx context.Context, articles []int64) ([]section, error) {
	feeds, err := k.Store.Feeds(ctx)
	if err != nil {
		return nil, err
	}
	s := section{Heading: "Brought by", Text: "The zone is of dates that name none, the language of all articles; none takes a setting back. Both hold for what comes from then on.", Columns: []string{"Feed", "Zone", "Language"}}
	for _, f := range feeds {
		brought, err := k.Store.FromFeeds(ctx, articles, []string{f.Name()})
		if err != nil {
			return nil, err
		}
		if len(brought) == 0 {
			continue
		}
		set := func(name, value string) cell {
			return cell{Forms: []form{{Address: Prefix + "feeds", Button: "Set", Fields: append(hidden("do", "edit", "feed", strconv.FormatInt(f.ID, 10)), field{Name: "change", Label: "Setting and value", Value: name + " " + cmp.Or(value, "none"), Required: true})}}}
		}
		s.Rows = append(s.Rows, []cell{{Text: fmt.Sprintf("#%d %s", f.ID, f.Title), Address: Prefix + "feeds"}, set("zone", f.Zone), set("language", f.Language)})
	}
	if len(s.Rows) == 0 {
		return nil, nil
	}
	return []section{s}, nil
}

// parts shows what the parts of an outlet's newest articles are taken for.
func (k *Console) parts(v *visit, outlet string) error {
	ctx := v.r.Context()
	newest, err := k.Store.Latest(ctx, knowledge.Filter{Sources: []string{outlet}}, shownArticles, 0)
	if err != nil {
		return err
	}
	var ids []int64
	for _, a := range newest {
		ids = append(ids, a.ID)
	}
	documents, err := k.Store.Documents(ctx, ids)
	if err != nil {
		return err
	}
	p := page{Title: outlet}
	if p.Sections, err = k.broughtBy(ctx, ids); err != nil {
		return err
	}
	marked, err := k.marked(ctx)
	if err != nil {
		return err
	}
	if len(documents) == 0 && len(marked[outlet]) == 0 {
		return knowledge.ErrNotFound
	}
	if k.Outlets != nil {
		p.Sections = append(p.Sections, furniture(outlet, marked[outlet], len(documents) > 0))
	}
	for _, d := range documents {
		zone := "none"
		if !d.Published.IsZero() && !d.DateOnly {
			zone = d.Published.Format("-07:00")
		}
		s := section{Heading: d.Title, Text: fmt.Sprintf("#%d · %s · zone %s · language %s", d.ID, moment(d.Published), zone, d.Language), Columns: []string{"Part", "Begins with", "Change"}, Empty: "It has no parts."}
		for _, part := range d.Parts {
			role := cell{Text: part.Role.String(), State: "warn"}
			if part.Role.Quotable() {
				role.State = "good"
			}
			words := []rune(d.Text[part.Start:part.End])
			if len(words) > partStart {
				words = append(words[:partStart:partStart], '…')
			}
			change := cell{}
			if line := d.Line(part.Range); k.Outlets != nil && part.Role.Quotable() && len(line) <= maxMark {
				change.Forms = []form{mark(outlet, line, true)}
			}
			s.Rows = append(s.Rows, []cell{role, {Text: string(words)}, change})
		}
		p.Sections = append(p.Sections, s)
	}
	return k.show(v, http.StatusOK, p)
}

// marked returns the lines that are marked as furniture, by outlet.
func (k *Console) marked(ctx context.Context) (map[string][]string, error) {
	if k.Outlets == nil {
		return nil, nil
	}
	return k.Outlets.Furniture(ctx)
}

// furniture lists the lines that are marked as furniture of an outlet's pages; others can be marked while some are stored.
func furniture(outlet string, lines []string, stored bool) section {
	s := section{
		Heading: "Furniture", Text: "Lines that you say are no news, wherever this outlet prints them; digits may differ.",
		Columns: []string{"Line", "Change"}, Empty: "None is marked.",
	}
	if stored {
		s.Forms = []form{{Address: Prefix + "outlets", Button: "Mark", Fields: append(hidden("do", "mark", "source", outlet), field{Name: "line", Label: "The whole line", Required: true})}}
	}
	for _, line := range lines {
		s.Rows = append(s.Rows, []cell{{Text: line}, {Forms: []form{mark(outlet, line, false)}}})
	}
	return s
}

// mark is a form that marks a line of an outlet as furniture, or takes the mark off.
func mark(outlet, line string, is bool) form {
	do, button := "mark", "Furniture"
	if !is {
		do, button = "unmark", "Take back"
	}
	return form{Address: Prefix + "outlets", Button: button, Fields: hidden("do", do, "source", outlet, "line", line)}
}

// markLine does what a form of an outlet's lines says.
func (k *Console) markLine(v *visit) error {
	ctx := v.r.Context()
	do, outlet, line := v.r.PostFormValue("do"), v.r.PostFormValue("source"), v.r.PostFormValue("line")
	if k.Outlets == nil || do != "mark" && do != "unmark" {
		return &problem{http.StatusBadRequest, "There is no such change."}
	}
	sources, err := k.Store.Sources(ctx)
	if err != nil {
		return err
	}
	back := "outlets"
	if slices.ContainsFunc(sources, func(s knowledge.Source) bool { return s.Name == outlet }) {
		back += "?source=" + url.QueryEscape(outlet)
	} else if do == "mark" { // a mark can be taken back where nothing is stored of the outlet any more
		return knowledge.ErrNotFound
	}
	if err := k.Outlets.MarkFurniture(ctx, outlet, line, do == "mark"); errors.Is(err, knowledge.ErrMark) {
		return &problem{http.StatusBadRequest, "Nothing is marked: " + err.Error() + "."}
	} else if err != nil {
		return err
	}
	begins := []rune(line)
	return k.done(v, back, "outlet: "+do+" "+outlet+": "+string(begins[:min(len(begins), partStart)]), "Done. The articles of "+outlet+" are worked out anew; with many it takes a while.")
}
