package console

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

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
	bytes, err := k.Store.Bytes(ctx)
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
		{{Text: "Database in use"}, {Text: megabytes(bytes)}},
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
		x, err := knowledge.ReadExcerpt(ctx, k.Store, knowledge.Span{Article: r.Article, Version: r.Version, Range: quoted})
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
		{Address: Prefix + "reports", Button: "Set aside", Fields: append(hidden("do", "withhold"), field{Name: "article", Label: "Number of the article", Required: true})},
		{Address: Prefix + "reports", Button: "Show again", Fields: append(hidden("do", "release"), field{Name: "article", Label: "Number of the article", Required: true})},
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
	made, err := k.Backups.List()
	if err != nil {
		return err
	}
	planned, err := k.Backups.Planned()
	if err != nil {
		return err
	}
	does := func(button, do, name string, fields ...field) form {
		return form{Address: Prefix + "backups", Button: button, Fields: append(hidden("do", do, "name", name), fields...)}
	}
	s := section{Columns: []string{"Made", "File", "Size", "Do"}, Empty: "None was made yet.", Forms: []form{does("Make a backup now", "make", "")}}
	for _, b := range made {
		s.Rows = append(s.Rows, []cell{{Text: moment(b.Made)}, {Text: b.Name}, {Text: megabytes(b.Bytes)}, {Forms: []form{does("Verify", "verify", b.Name)}}})
	}
	restore := section{Heading: "Restore", Text: "A backup takes the place of the database when the bot is started again: until then everything goes on, and what comes meanwhile is not in the backup. It is read whole and checked before, and the database that stood there is kept beside it. On the machine, while the bot is stopped, quoth restore FILE does the same at once."}
	if planned != "" {
		restore.Text = planned + " takes the place of the database when the bot is started again: restart it now, or take that back.\n" + restore.Text
		restore.Forms = []form{does("Do not restore", "keep", "")}
	} else if len(made) > 0 {
		restore.Forms = []form{does("Restore at the next start", "restore", "", field{Name: "file", Label: "The file's name, in full", Required: true})}
	}
	p.Sections = []section{s, restore}
	return k.show(v, http.StatusOK, p)
}

// changeBackups does what a form of the backups says.
func (k *Console) changeBackups(v *visit) error {
	do, name := v.r.PostFormValue("do"), v.r.PostFormValue("name")
	if k.Backups == nil {
		return &problem{http.StatusBadRequest, "No folder for backups is configured."}
	}
	if do == "restore" { // typed in full, so that it is meant
		name = strings.TrimSpace(v.r.PostFormValue("file"))
	}
	if do == "verify" || do == "restore" {
		made, err := k.Backups.List()
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(made, func(b Backup) bool { return b.Name == name }) {
			return &problem{http.StatusNotFound, "There is no backup of that name."}
		}
	}
	said := ""
	var err error
	switch do {
	case "make":
		do = "made"
		said, err = k.run(v.r.Context(), bot.Manage("backup", nil))
	case "verify":
		if said, err = k.verify(v.r.Context(), name); err == nil { // which changes nothing
			k.sessions.say(v.session, said)
			http.Redirect(v.w, v.r, Prefix+"backups", http.StatusSeeOther)
			return nil
		}
	case "restore":
		said, err = name+" takes the place of the database when the bot is started again.", k.Backups.Plan(name)
	case "keep":
		said, err = "The database stays as it is.", k.Backups.Plan("")
	default:
		return &problem{http.StatusBadRequest, "There is no such change."}
	}
	if err != nil {
		return err
	}
	return k.done(v, "backups", strings.TrimSpace("backup: "+do+" "+name), said)
}

// verify says whether a backup is sound.
func (k *Console) verify(ctx context.Context, name string) (string, error) {
	damaged, err := k.Backups.Verify(ctx, name)
	switch {
	case ctx.Err() != nil:
		return "", &problem{http.StatusServiceUnavailable, "It takes too long to read the backup whole from here: on the machine, quoth check --full --db FILE does it."}
	case err != nil:
		k.Log.WarnContext(ctx, "console: backup unsound", "file", name, "error", err)
		return name + " is not sound: the log says why.", nil
	case damaged > 0:
		return fmt.Sprintf("%s is sound, but %d articles in it are damaged and would not be shown.", name, damaged), nil
	}
	return name + " is sound: every article in it is what was sealed.", nil
}
