package audience

import (
	"context"
	"time"
)

// Opinion is what somebody says of an answer.
type Opinion string

// The opinions.
const (
	WrongQuote Opinion = "wrong" // the quote does not answer, or misleads
	Helpful    Opinion = "good"
	Unhelpful  Opinion = "bad"
)

// Report is what a person says of a quote that answered a question. Of a person, a
// question and a quote there is at most one.
type Report struct {
	Person     Person
	Question   string // "" where nobody asked: below an alert
	Article    int64
	Version    int
	Start, End int // bytes of the article's text
	Opinion    Opinion
	Created    time.Time
	Expires    time.Time
}

// Reports is what people say of answers, for the operator.
type Reports interface {
	// SaveReport stores a report in place of an earlier one of the same person, question
	// and quote. Without an opinion it takes that one back.
	SaveReport(ctx context.Context, r Report) error
	// Reports returns the newest reports.
	Reports(ctx context.Context, limit int) ([]Report, error)
	// CountReports counts all reports by opinion.
	CountReports(ctx context.Context) (map[Opinion]int, error)
	// DropReports removes the reports on an article, and returns how many there were.
	DropReports(ctx context.Context, article int64) (int, error)
}
