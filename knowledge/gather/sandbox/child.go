package sandbox

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/gob"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

const (
	// startTime is how long a child may take until it is ready: far longer than it takes on a
	// machine that has much else to do, where it would be worse to parse in this process.
	startTime = 5 * time.Minute
	// maxAnswer is the longest answer of a child, in bytes: text and what is told of it,
	// which is no longer than a document of the largest size in its longest encoding.
	maxAnswer = 8 * maxDocument
	// maxTold is how much is kept of what a child writes when it ends.
	maxTold = 2 << 10
)

// child is a process that parses documents, one at a time.
type child struct {
	process *exec.Cmd
	in      io.WriteCloser
	out     *bounded
	told    head
	encoder *gob.Encoder
	decoder *gob.Decoder
	buffer  *bufio.Writer
	parsed  int           // documents
	worked  time.Duration // on them
	rest    *time.Timer   // which ends it when it is not needed
}

// start starts a child, and returns when it is ready.
func start(ctx context.Context) (*child, error) {
	name, err := executable()
	if err != nil {
		return nil, err
	}
	c := &child{process: exec.Command(name, command)}
	c.process.Args[0] = os.Args[0]
	c.process.Env = []string{"GOMAXPROCS=1", "GOTRACEBACK=none"} // and nothing of this process's, which holds secrets
	c.process.Dir = string(os.PathSeparator)
	c.process.Stderr = &c.told
	if c.in, err = c.process.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := c.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.process.Start(); err != nil {
		return nil, err
	}
	c.out = &bounded{r: out, left: maxTold}
	c.buffer = bufio.NewWriter(c.in)
	c.encoder, c.decoder = gob.NewEncoder(c.buffer), gob.NewDecoder(bufio.NewReader(c.out))
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	defer context.AfterFunc(ctx, func() { c.process.Process.Kill() })()
	ready := false
	if err := c.decoder.Decode(&ready); err != nil || !ready {
		return nil, errors.New(cmp.Or(c.kill(), "it is not ready"))
	}
	return c, nil
}

// errUnread means that a child ended before it had read a document.
var errUnread = errors.New("the document was not read")

// parse hands a document to the child. After an error, which is ctx's too, the child is to be
// killed.
func (c *child) parse(ctx context.Context, q request, body []byte) (a answer, err error) {
	defer context.AfterFunc(ctx, func() { c.process.Process.Kill() })()
	q.Size, c.out.left = len(body), maxAnswer
	err = c.encoder.Encode(q)
	if err == nil {
		_, err = c.buffer.Write(body)
	}
	if err == nil {
		err = c.buffer.Flush()
	}
	if err != nil {
		return a, errors.Join(errUnread, err)
	}
	err = c.decoder.Decode(&a)
	return a, errors.Join(err, ctx.Err())
}

// kill ends a child, and returns how it ended if it had ended already.
func (c *child) kill() (how string) {
	c.in.Close()
	c.process.Process.Kill()
	how = "it ended"
	if err := c.process.Wait(); err != nil {
		how = err.Error()
	}
	if line := c.told.firstLine(); line != "" {
		how += ": " + line
	}
	return how
}

// head keeps the beginning of what is written.
type head struct{ bytes.Buffer }

func (h *head) Write(p []byte) (int, error) {
	h.Buffer.Write(p[:min(len(p), maxTold-h.Len())])
	return len(p), nil
}

func (h *head) firstLine() string {
	line, _, _ := strings.Cut(strings.TrimSpace(h.String()), "\n")
	return line
}
