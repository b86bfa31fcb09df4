package console

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"

	"quoth/bot"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

const (
	// shownAlerts and shownReports are how many are listed.
	shownAlerts, shownReports = 100, 100
)

// status says how the bot is.
func (k *Console) status(v *visit) error {
	ctx := v.r.Context()
	stats, err := k.Store.Stats(ctx)
	if err != nil {
		return err
	}
	backlog, err := k.Store.Backlog(ctx)
	if err != nil {
		return err
	}
	notices, err := k.Store.Notices(ctx)
	if err != nil {
		return err
	}
	figures := section{Columns: []string{"What", "How much"}, Rows: [][]cell{
		{{Text: "Articles that everybody may read"}, {Text: strconv.Itoa(stats.Articles)}},
		{{Text: "Outlets"}, {Text: strconv.Itoa(stats.Sources)}},
		{{Text: "Newest article"}, {Text: moment(stats.Newest)}},
		{{Text: "Database in use"}, {Text: megabytes(stats.Bytes)}},
		{{Text: "Alerts that wait"}, {Text: strconv.Itoa(backlog.Waiting)}},
		{{Text: "Alerts that were given up"}, {Text: strconv.Itoa(backlog.Dead), Address: Prefix + "alerts"}},
		{{Text: "Chats that refuse alerts for now"}, {Text: strconv.Itoa(backlog.Held)}},
	}}
	open := section{Heading: "Notices", Columns: []string{"Since", "What"}, Empty: "There is nothing to tell."}
	for _, n := range notices {
		open.Rows = append(open.Rows, []cell{{Text: moment(n.At)}, {Text: n.Text}})
	}
	checks := section{Heading: "Checks", Columns: []string{"What", "State", "To mend it"}, Empty: "Nothing was checked."}
	if k.Check != nil {
		for _, f := range k.Check(ctx) {
			state := cell{Text: f.State, State: "good"}
			switch {
			case !f.OK:
				state.State = "bad"
			case f.Warning:
				state.State = "warn"
			}
			checks.Rows = append(checks.Rows, []cell{{Text: f.What}, state, {Text: f.Mend}})
		}
	}
	return k.show(v, http.StatusOK, page{Title: "Status", Sections: []section{figures, open, checks}})
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/(1<<20)) }

// alerts lists what was given up and where alerts do not arrive.
func (k *Console) alerts(v *visit) error {
	ctx := v.r.Context()
	backlog, err := k.Store.Backlog(ctx)
	if err != nil {
		return err
	}
	dead, err := k.Store.DeadAlerts(ctx, shownAlerts)
	if err != nil {
		return err
	}
	troubles, err := k.Store.Troubles(ctx)
	if err != nil {
		return err
	}
	given := section{Heading: "Given up", Columns: []string{"Alert", "Made", "Why", "Change"}, Empty: "None was given up."}
	for _, a := range dead {
		number := strconv.FormatInt(a.ID, 10)
		given.Rows = append(given.Rows, []cell{{Text: "#" + number}, {Text: moment(a.Created)}, {Text: a.Error, State: "bad"},
			{Forms: []form{{Address: Prefix + "alerts", Button: "Try again", Fields: hidden("alert", number)}}}})
	}
	if len(dead) > 1 {
		given.Forms = []form{{Address: Prefix + "alerts", Button: fmt.Sprintf("Try these %d again", len(dead)), Fields: hidden("alert", "all")}}
	}
	stopped := section{Heading: "Where alerts do not arrive", Columns: []string{"Platform", "Why", "For how long", "Chats"}, Empty: "They arrive everywhere."}
	for _, t := range troubles {
		long := "for now"
		if t.Stopped {
			long = "for good"
		}
		stopped.Rows = append(stopped.Rows, []cell{{Text: t.Platform}, {Text: t.Reason}, {Text: long}, {Text: strconv.Itoa(t.Places)}})
	}
	waiting := section{Text: fmt.Sprintf("%d alerts wait.", backlog.Waiting)}
	if late := k.Now().Sub(backlog.Oldest); !backlog.Oldest.IsZero() && late > 0 {
		waiting.Text = fmt.Sprintf("%d alerts wait, one of them since %s.", backlog.Waiting, moment(backlog.Oldest))
	}
	return k.show(v, http.StatusOK, page{Title: "Alerts", Sections: []section{waiting, given, stopped}})
}

// reviveAlert has alerts that were given up be sent after all.
func (k *Console) reviveAlert(v *visit) error {
	ctx, which := v.r.Context(), v.r.PostFormValue("alert")
	var ids []int64
	if which == "all" {
		dead, err := k.Store.DeadAlerts(ctx, shownAlerts)
		if err != nil {
			return err
		}
		for _, a := range dead {
			ids = append(ids, a.ID)
		}
	} else {
		id, err := strconv.ParseInt(which, 10, 64)
		if err != nil {
			return &problem{http.StatusBadRequest, "There is no such alert."}
		}
		ids = []int64{id}
		which = "#" + strconv.FormatInt(id, 10)
	}
	n, err := k.Store.Revive(ctx, ids, k.Now())
	if err != nil {
		return err
	}
	if n == 0 {
		return &problem{http.StatusNotFound, "It was not given up, or is not there any more."}
	}
	return k.done(v, "alerts", "alert: tried again "+which, fmt.Sprintf("To be sent after all: %d.", n))
}

// verdicts are what can be done about an article that people complain of.
var verdicts = []struct{ do, words string }{{"withhold", "Set aside"}, {"release", "Show again"}, {"clear", "Dealt with"}}

// reports lists what people say of quotes: not who, and of private news not the words.
func (k *Console) reports(v *visit) error {
	ctx := v.r.Context()
	count, err := k.Store.CountReports(ctx)
	if err != nil {
		return err
	}
	all, err := k.Store.Reports(ctx, shownReports)
	if err != nil {
		return err
	}
	s := section{
		Text:    fmt.Sprintf("Wrong quote: %d. Not helpful: %d. Helpful: %d.", count[audience.WrongQuote], count[audience.Unhelpful], count[audience.Helpful]),
		Columns: []string{"When", "Said", "Question", "Quote", "Article", "Change"}, Empty: "Nobody said anything.",
	}
	for _, r := range all {
		number := strconv.FormatInt(r.Article, 10)
		quote := cell{State: "warn", Text: "It can't be read here, or not any more."}
		quoted := knowledge.Range{Start: r.Start, End: r.End}
		x, err := k.Store.Excerpt(ctx, r.Article, r.Version, quoted)
		if err == nil {
			var words string
			if words, err = x.Slice(quoted); err == nil {
				quote = cell{Text: words + "\n" + x.Article.Source}
			}
		}
		if err != nil && !errors.Is(err, knowledge.ErrNotFound) && !errors.Is(err, knowledge.ErrSeal) {
			return err
		}
		change := cell{}
		for _, c := range verdicts {
			change.Forms = append(change.Forms, form{Address: Prefix + "reports", Button: c.words, Fields: hidden("do", c.do, "article", number)})
		}
		s.Rows = append(s.Rows, []cell{{Text: moment(r.Created)}, {Text: string(r.Opinion)}, {Text: r.Question}, quote, {Text: "#" + number}, change})
	}
	return k.show(v, http.StatusOK, page{Title: "Reports", Sections: []section{s, {Heading: "An article that nobody reported", Forms: []form{
		{Address: Prefix + "reports", Button: "Set aside", Fields: append(hidden("do", "withhold"), field{Name: "article", Label: "Number", Required: true})},
		{Address: Prefix + "reports", Button: "Show again", Fields: append(hidden("do", "release"), field{Name: "article", Label: "Number", Required: true})},
	}}}})
}

// judge sets an article aside, or shows it again, or has its reports done with.
func (k *Console) judge(v *visit) error {
	do, article := v.r.PostFormValue("do"), v.r.PostFormValue("article")
	if !slices.ContainsFunc(verdicts, func(c struct{ do, words string }) bool { return c.do == do }) {
		return &problem{http.StatusBadRequest, "There is no such change."}
	}
	said, err := k.run(v.r.Context(), bot.Judge(do, article))
	if err != nil {
		return err
	}
	return k.done(v, "reports", "article: "+do+" #"+article, said)
}

// people counts who follows something.
func (k *Console) people(v *visit) error {
	count, err := k.Store.Census(v.r.Context())
	if err != nil {
		return err
	}
	s := section{Columns: []string{"Platform", "People", "Chats", "Topics followed", "Stopped"}, Empty: "Nobody follows anything."}
	for _, platform := range slices.Sorted(maps.Keys(count)) {
		c := count[platform]
		s.Rows = append(s.Rows, []cell{{Text: platform}, {Text: strconv.Itoa(c.People)}, {Text: strconv.Itoa(c.Places)}, {Text: strconv.Itoa(c.Subscriptions)}, {Text: strconv.Itoa(c.Stopped)}})
	}
	quota := section{Heading: "Quotas", Text: "Any number of requests is answered (QUOTH_HOURLY=0)."}
	if k.Hourly > 0 {
		quota.Text = fmt.Sprintf("%d requests of a person and %d of a chat are answered in an hour (QUOTH_HOURLY).", k.Hourly, 5*k.Hourly)
	}
	return k.show(v, http.StatusOK, page{Title: "People", Sections: []section{s, quota}})
}

// backups lists the backups.
func (k *Console) backups(v *visit) error {
	p := page{Title: "Backups"}
	if k.Backups == nil {
		p.Sections = []section{{Text: "No folder for backups is configured: set QUOTH_BACKUPS."}}
		return k.show(v, http.StatusOK, p)
	}
	made, err := k.Backups()
	if err != nil {
		return err
	}
	s := section{Columns: []string{"Made", "File", "Size"}, Empty: "None was made yet.", Forms: []form{{Address: Prefix + "backups", Button: "Make a backup now"}}}
	for _, b := range made {
		s.Rows = append(s.Rows, []cell{{Text: moment(b.Made)}, {Text: b.Name}, {Text: megabytes(b.Bytes)}})
	}
	p.Sections = []section{s, {Heading: "Restore", Text: "A backup takes the place of the database on the machine, while the bot is stopped: quoth restore FILE. It is read whole and checked first, and the database that stood there is kept."}}
	return k.show(v, http.StatusOK, p)
}

// makeBackup makes one.
func (k *Console) makeBackup(v *visit) error {
	said, err := k.run(v.r.Context(), bot.Manage("backup", nil))
	if err != nil {
		return err
	}
	return k.done(v, "backups", "backup: made", said)
}
