package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

const (
	// reportKept is how long the operator can see what somebody said of a quote.
	reportKept = 90 * 24 * time.Hour
	// shownReports is how many reports are listed.
	shownReports = 10
	// askedBytes is how much of a question is kept with a report.
	askedBytes = 500
)

// takenBack is the opinion of who takes one back.
const takenBack = "none"

var opinions = []string{string(audience.WrongQuote), string(audience.Helpful), string(audience.Unhelpful), takenBack}

// Reporting keeps somebody's opinion on the first quote of a reply for the operator; ""
// takes an earlier one back. ok is false where the reply has no quote.
func Reporting(r Reply, o audience.Opinion) (a Action, ok bool) {
	blocks := Unfold(r.Blocks)
	i := slices.IndexFunc(blocks, func(b Block) bool { _, is := b.(Quote); return is })
	if i < 0 {
		return Action{}, false
	}
	q := blocks[i].(Quote)
	opinion := string(o)
	if o == "" {
		opinion = takenBack
	}
	return Action{Command: "report", Args: Args{
		"opinion": opinion, "question": clip(r.Question, askedBytes), "article": fmt.Sprintf("#%d.%d", q.Article.ID, q.Article.Version), "range": fmt.Sprintf("%d-%d", q.Start, q.End),
	}}, true
}

// handleReport keeps what somebody says of a quote, and the question of who asked it alone:
// what another asked could not be forgotten with the one who did.
func handleReport(ctx context.Context, e *Engine, r Request) (Reply, error) {
	report := audience.Report{Person: r.Person, Opinion: audience.Opinion(r.Args["opinion"])}
	if r.Asker == r.Person {
		report.Question = clip(r.Args["question"], askedBytes)
	}
	_, err := fmt.Sscanf(r.Args["article"]+" "+r.Args["range"], "#%d.%d %d-%d", &report.Article, &report.Version, &report.Start, &report.End)
	if err != nil {
		return Reply{}, Refuse("report.gone")
	}
	if report.Opinion == takenBack {
		report.Opinion = ""
	}
	switch _, found, err := e.reported(ctx, report); {
	case err != nil:
		return Reply{}, err
	case !found:
		return Reply{}, Refuse("report.gone")
	}
	report.Created = e.now()
	report.Expires = report.Created.Add(reportKept)
	if err := e.store.SaveReport(ctx, report); err != nil {
		return Reply{}, err
	}
	return Reply{Blocks: []Block{Text{r.say("report.kept")}}, Private: true, Passing: true}, nil
}

// What the operator does with reports.
const (
	listReports    = "list"
	withholdQuoted = "withhold" // takes the article out of what is found
	releaseQuoted  = "release"  // takes that back
	dropReports    = "clear"    // the reports on an article are dealt with
)

// handleFeedback lists what people say of quotes, and does what follows from it.
func handleFeedback(ctx context.Context, e *Engine, r Request) (Reply, error) {
	what := r.Args["what"]
	if what == "" || what == listReports {
		return looked(e.listReports(ctx, r))
	}
	id, err := strconv.ParseInt(strings.TrimPrefix(r.Args["article"], "#"), 10, 64)
	if err != nil {
		return Reply{}, Refuse("feedback.which", "what", what)
	}
	number := strconv.FormatInt(id, 10)
	reply := Reply{}
	said := text.Key("feedback.cleared")
	switch what {
	case withholdQuoted:
		if err := e.withhold(ctx, id); err != nil {
			return Reply{}, err
		}
		said = "feedback.withheld"
		if e.release != nil {
			reply.Actions = []Action{{r.say("label.release", "article", number), "feedback", Args{"what": releaseQuoted, "article": number}}}
		}
	case releaseQuoted:
		return e.releaseArticle(ctx, r, id)
	}
	n, err := e.store.DropReports(ctx, id)
	if err != nil {
		return Reply{}, err
	}
	reply.Blocks = []Block{Text{r.say(said, "article", number, "n", n)}}
	return reply, nil
}

// withhold takes an article out of what is shown.
func (e *Engine) withhold(ctx context.Context, id int64) error {
	a, err := e.store.Article(knowledge.Unrestricted(ctx), id)
	if errors.Is(err, knowledge.ErrNotFound) {
		return Refuse("feedback.no_article", "article", strconv.FormatInt(id, 10))
	}
	if err == nil {
		err = e.store.Write(ctx, func(w knowledge.Writer) error {
			_, err := w.Withhold(ctx, id, a.Version)
			return err
		})
	}
	if err != nil {
		return fmt.Errorf("withholding an article: %w", err)
	}
	e.log.InfoContext(ctx, "bot: article withheld", "article", id, "version", a.Version)
	return nil
}

// releaseArticle shows an article again that was withheld.
func (e *Engine) releaseArticle(ctx context.Context, r Request, id int64) (Reply, error) {
	number := strconv.FormatInt(id, 10)
	if e.release == nil {
		return Reply{}, Refuse("feedback.elsewhere")
	}
	done, err := e.release(ctx, id)
	if err != nil {
		return Reply{}, fmt.Errorf("releasing an article: %w", err)
	}
	if !done {
		return Reply{}, Refuse("feedback.not_withheld", "article", number)
	}
	e.log.InfoContext(ctx, "bot: article released", "article", id)
	return Reply{Blocks: []Block{Text{r.say("feedback.released", "article", number)}}}, nil
}

// opinionTexts name the opinions in a list.
var opinionTexts = map[audience.Opinion]text.Key{
	audience.WrongQuote: "feedback.wrong", audience.Helpful: "feedback.good", audience.Unhelpful: "feedback.bad",
}

// listReports shows the newest reports, each with its quote as far as the operator may
// read it here.
func (e *Engine) listReports(ctx context.Context, r Request) (Reply, error) {
	count, err := e.store.CountReports(ctx)
	if err != nil {
		return Reply{}, err
	}
	reports, err := e.store.Reports(ctx, shownReports)
	if err != nil {
		return Reply{}, err
	}
	if len(reports) == 0 {
		return Reply{Blocks: []Block{Text{r.say("feedback.none")}}}, nil
	}
	reply := Reply{Blocks: []Block{
		Heading{r.say("feedback.heading")},
		Text{r.say("feedback.counts", "wrong", count[audience.WrongQuote], "bad", count[audience.Unhelpful], "good", count[audience.Helpful])},
	}}
	offered := map[int64]bool{}
	c := NewComposer(ctx, e.store)
	for _, report := range reports {
		number := strconv.FormatInt(report.Article, 10)
		line := "#" + number + " · " + r.say(opinionTexts[report.Opinion]) + " · " + r.printer().Day(report.Created)
		if report.Question != "" {
			line += " · " + r.printer().Quoted(report.Question)
		}
		reply.Blocks = append(reply.Blocks, Text{line})
		quote, found, err := e.reported(ctx, report)
		if err != nil {
			return Reply{}, err
		}
		if found {
			reply.Blocks = append(reply.Blocks, c.Quote(quote))
		}
		if offered[report.Article] || report.Opinion == audience.Helpful {
			continue
		}
		offered[report.Article] = true
		reply.Actions = append(reply.Actions,
			Action{r.say("label.withhold", "article", number), "feedback", Args{"what": withholdQuoted, "article": number}},
			Action{r.say("label.clear", "article", number), "feedback", Args{"what": dropReports, "article": number}})
	}
	return reply, nil
}

// reported is the quote of a report; found is false when it can't be read here.
func (e *Engine) reported(ctx context.Context, report audience.Report) (q knowledge.Quote, found bool, err error) {
	quoted := knowledge.Range{Start: report.Start, End: report.End}
	x, err := knowledge.ReadExcerpt(ctx, e.store, knowledge.Span{Article: report.Article, Version: report.Version, Range: quoted})
	if err == nil {
		q.Text, err = x.Slice(quoted)
	}
	if errors.Is(err, knowledge.ErrNotFound) || errors.Is(err, knowledge.ErrSeal) {
		return q, false, nil
	}
	q.Article, q.Range = x.Article, quoted
	return q, err == nil && utf8.ValidString(q.Text), err
}
