package lines

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"quoth/bot"
	"quoth/knowledge/answer"
)

// Answer is the line of an answer.
type Answer struct {
	ID json.RawMessage `json:"id,omitempty"`
	Result
}

// Result is what is answered to a question.
type Result struct {
	Verdict    answer.Verdict `json:"verdict"`
	Confidence float64        `json:"confidence"`
	ElapsedMS  float64        `json:"elapsed_ms"`
	Quotes     []Quote        `json:"quotes"`
}

// Question is a row that asks. Rows of one Talk are one conversation, in order.
type Question struct {
	Question string `json:"question"`
	AsOf     string `json:"as_of"`
	Talk     string `json:"talk"`
}

// Asker answers rows of questions. It may be used by one goroutine at a time.
type Asker struct {
	engine  *bot.Engine
	base    bot.Request
	inHand  map[string]*answer.Talk // by Talk
	filters bot.Args
}

// NewAsker returns an Asker whose questions come from where base does, with the options
// that narrow them all.
func NewAsker(engine *bot.Engine, base bot.Request, filters bot.Args) *Asker {
	base.Patient = true
	return &Asker{engine: engine, base: base, inHand: map[string]*answer.Talk{}, filters: filters}
}

// Ask answers a row. Its error is the cause of a failure.
func (a *Asker) Ask(ctx context.Context, row Question) (Answer, error) {
	r := a.base
	r.Talk = a.inHand[row.Talk]
	result, talk, err := Ask(ctx, a.engine, r, row, a.filters)
	if err != nil {
		return Answer{}, err
	}
	if row.Talk != "" {
		a.inHand[row.Talk] = talk
	}
	return Answer{Result: result}, nil
}

// Ask answers a question that comes from where r does, with the options that narrow it, and
// goes on from r.Talk; row.Talk does not matter. It returns what the talk has in hand then.
func Ask(ctx context.Context, engine *bot.Engine, r bot.Request, row Question, filters bot.Args) (Result, *answer.Talk, error) {
	start := time.Now()
	at, err := AsOf(row.AsOf)
	if err != nil {
		return Result{}, nil, err
	}
	if strings.TrimSpace(row.Question) == "" {
		return Result{}, nil, answer.ErrEmpty
	}
	r.Command, r.Text, r.Args = bot.AskWhat().Command, row.Question, bot.Args{"question": row.Question}
	for option, value := range filters {
		r.Args[option] = value
	}
	r.AsOf, r.Most, r.Data = at, maxQuotes, true
	reply := engine.Handle(ctx, r)
	if reply.Err != nil {
		return Result{}, nil, reply.Err
	}
	f := reply.Found
	if f == nil { // what names an article asks for its summary
		f = &bot.Found{Verdict: answer.None}
		if quotes := QuotesOf(reply); len(quotes) > 0 {
			return Result{Verdict: answer.Closest, Quotes: quotes}, reply.Talk, nil
		}
	}
	result := Result{Verdict: f.Verdict, Confidence: Round(f.Confidence), Quotes: newQuotes(f.Quotes)}
	result.ElapsedMS = Round(float64(time.Since(start).Microseconds()) / 1000)
	return result, reply.Talk, nil
}

// AsOf is the last moment of a day, a month or a year, or a moment (RFC 3339); the zero
// time for "". Its error may be shown to whoever wrote the date.
func AsOf(date string) (time.Time, error) {
	if date == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.RFC3339, date); err == nil {
		return t, nil
	}
	_, last, err := bot.ParsePeriod("", date)
	if err != nil {
		return time.Time{}, fmt.Errorf("as_of is %q: write it as 2020-11-10, 2020-11 or 2020", date)
	}
	day, err := time.Parse(time.DateOnly, last)
	return day.AddDate(0, 0, 1).Add(-time.Nanosecond), err
}
