package file

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http/httputil"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/gather/page"
)

// maxHead is the longest head of a record or of a server's answer, in bytes: cookies and
// policies of some servers come to 20 kB.
const maxHead = 256 << 10

// warc reads the pages of a web archive (ISO 28500): of its records those with the
// whole answer of a server, or a page without one. What is no HTML is passed over.
func (in *input) warc(r io.Reader) error {
	in.crawled = true
	br := bufio.NewReaderSize(r, 1<<16)
	for n := 1; ; n++ {
		version, fields, err := readHead(br)
		if errors.Is(err, io.EOF) && version == "" {
			return nil
		}
		size, bad := strconv.ParseInt(fields.Get("Content-Length"), 10, 64)
		switch {
		case in.ctx.Err() != nil:
			return in.ctx.Err()
		case err != nil && !errors.Is(err, errHead):
			in.refuseItem(n, "%s", streamReason(noEnd(err)))
			return nil
		case err != nil || !strings.HasPrefix(version, "WARC/") || bad != nil || size < 0:
			in.refuseItem(n, "no record of a web archive begins there; what follows is not read")
			return nil
		}
		b := &block{r: br, left: size}
		if err := in.record(n, fields, b); err != nil {
			return err
		}
		if _, err = io.Copy(io.Discard, b); err != nil {
			in.refuseItem(n, "%s", streamReason(err))
			return nil
		}
	}
}

// block is what of a record follows its head.
type block struct {
	r     io.Reader
	left  int64 // bytes
	short bool  // the file ended, or was damaged, before it did
}

func (b *block) Read(p []byte) (int, error) {
	if b.left == 0 {
		return 0, io.EOF
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	if err != nil && b.left > 0 {
		b.short, err = true, noEnd(err)
	}
	return n, err
}

// record reads the article of a record, if it is a page.
func (in *input) record(n int, fields textproto.MIMEHeader, b *block) error {
	r := bufio.NewReader(b)
	address := strings.Trim(fields.Get("WARC-Target-URI"), "<> ")
	contentType := fields.Get("Content-Type")
	var encodings []string
	chunked := false
	switch fields.Get("WARC-Type") {
	case "response":
		status, answer, err := readHead(r)
		if code := strings.Fields(status); err != nil || len(code) < 2 || code[1] != "200" {
			return nil
		}
		contentType, encodings = answer.Get("Content-Type"), answer["Content-Encoding"]
		chunked = strings.Contains(strings.ToLower(answer.Get("Transfer-Encoding")), "chunked")
	case "resource":
	default:
		return nil
	}
	if !isHTML(contentType) || fetch.HostOf(address) == "" {
		return nil
	}
	data, err := body(r, chunked, encodings)
	if b.short {
		return nil // which is told of the file
	}
	if err != nil {
		in.refuseItem(n, "%s", streamReason(err))
		return nil
	}
	read, found, err := in.page(n, data, contentType, address)
	if !found {
		return err
	}
	if fields.Get("WARC-Truncated") != "" {
		in.tell(in.Damaged, Problem{Item: n}, "the archive holds the beginning of this page alone; that is stored")
	}
	a := read.Article()
	if at, err := time.Parse(time.RFC3339, fields.Get("WARC-Date")); err == nil && a.Published.IsZero() {
		a.Published, a.FirstSeen = at, true
	}
	return in.Article(a)
}

func isHTML(contentType string) bool {
	kind, _, _ := mime.ParseMediaType(contentType)
	return kind == "text/html" || kind == "application/xhtml+xml"
}

// body is a page as the server meant it. Some archives hold it as it was sent, others
// have undone its encodings and left the head that names them.
func body(r io.Reader, chunked bool, encodings []string) ([]byte, error) {
	if chunked {
		data, err := io.ReadAll(io.LimitReader(r, page.MaxSize+1))
		if err != nil {
			return nil, err
		}
		r = bytes.NewReader(data)
		if whole, _ := io.ReadAll(httputil.NewChunkedReader(bytes.NewReader(data))); len(whole) > 0 {
			r = bytes.NewReader(whole)
		}
	}
	plain, err := fetch.Decompress(r, encodings)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(plain, page.MaxSize+1))
}

// errHead is a head that is too long, or none.
var errHead = errors.New("no head of fields")

// readHead reads a first line and the fields that follow it, up to an empty line. Empty lines
// before it are passed over.
func readHead(br *bufio.Reader) (first string, fields textproto.MIMEHeader, err error) {
	var head []byte
	for {
		line, err := br.ReadSlice('\n')
		empty := len(bytes.TrimSpace(line)) == 0
		if head = append(head, line...); len(head) > maxHead {
			return first, nil, errHead
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return first, nil, err
		}
		switch {
		case first == "" && !empty:
			first = strings.TrimSpace(string(line))
			head = head[:0]
		case first != "" && empty:
			fields, err := textproto.NewReader(bufio.NewReader(bytes.NewReader(head))).ReadMIMEHeader()
			if err != nil {
				return first, nil, errHead
			}
			return first, fields, nil
		}
	}
}

// noEnd is an error of reading what should have gone on.
func noEnd(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
