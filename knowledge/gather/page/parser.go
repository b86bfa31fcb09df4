package page

import (
	"bytes"
	"context"
	"errors"
)

// Parser reads the article on a page as [Read] does, here or in another process. An error
// that [IsOwn] says no to is no fault of the page. It is safe for use by any number of
// goroutines at the same time.
type Parser interface {
	Page(ctx context.Context, body []byte, contentType, address string) (Page, error)
}

// InProcess is the Parser that calls Read.
type InProcess struct{}

// Page implements Parser.
func (InProcess) Page(_ context.Context, body []byte, contentType, address string) (Page, error) {
	return Read(bytes.NewReader(body), contentType, address)
}

// IsOwn reports whether an error of a Parser is the page's own fault: one of those of Read.
func IsOwn(err error) bool {
	for _, own := range []error{ErrNotHTML, ErrNoText, ErrNotArticle, ErrTooLarge, ErrTooDeep, ErrElsewhere, ErrHidden} {
		if errors.Is(err, own) {
			return true
		}
	}
	return false
}
