package fetch

import (
	"bytes"
	"context"
	"io"
	"net/http"
)

// maxAnswer is how much of the answer to a Post is read, so that its connection can serve the next one.
const maxAnswer = 64 << 10

// Post brings a body to an address, with the headers besides those of every request, in the host's turn. It follows
// no redirect: what is signed or secret is for that address alone. Any status of success is one; the errors are those
// of Fetch.
func (f *Fetcher) Post(ctx context.Context, address string, header http.Header, body []byte) error {
	at, err := ParseAddress(address)
	if err != nil {
		return err
	}
	host := Host(at)
	done, err := f.turns.take(ctx, host, 0)
	if err != nil {
		return err
	}
	defer done()
	bounded, _, cancel := newLimit(ctx, f.timeout)
	defer cancel()
	request := f.request(bounded, at, Request{})
	request.Method, request.ContentLength = http.MethodPost, int64(len(body))
	request.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil } // for a connection that was closed meanwhile
	request.Body, _ = request.GetBody()
	for name, values := range header {
		request.Header[name] = values
	}
	answer, err := f.transport.RoundTrip(request)
	if err != nil {
		return failure(ctx, bounded, host, err)
	}
	defer answer.Body.Close()
	io.Copy(io.Discard, io.LimitReader(answer.Body, maxAnswer))
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		refused := statusError(host, answer, f.now())
		f.turns.close(host, refused.Until)
		return refused
	}
	return nil
}
