package fetch

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
)

const acceptEncoding = "gzip, br, deflate"

// errEncoding is a body in an encoding that is damaged or was not asked for.
var errEncoding = errors.New("the body can't be decompressed")

// maxEncodings is how many encodings may lie over each other: no server has a use for more than two.
const maxEncodings = 2

// Decompress undoes what the values of a Content-Encoding header name, the last first (RFC 9110, section 8.4). The
// header is believed as far as the bytes bear it out: what is called compressed and is plain text is taken as such, and
// gzip data is known by its beginning whatever it is called, or when it is called nothing.
func Decompress(body io.Reader, header []string) (io.Reader, error) {
	encodings := strings.Split(strings.ToLower(strings.Join(header, ",")), ",")
	buffered := bufio.NewReader(body)
	layers := 0
	for i := len(encodings) - 1; i >= -1; i-- {
		name := ""
		if i >= 0 {
			if name = strings.TrimSpace(encodings[i]); name == "" || name == "identity" {
				continue
			}
		}
		head, err := buffered.Peek(sniffed)
		if len(head) == 0 && err == io.EOF {
			return buffered, nil // an empty body is empty in every encoding
		}
		plain, err := decoder(name, head, buffered)
		if err != nil {
			return nil, decodingError(err)
		}
		if plain == nil {
			continue
		}
		if layers++; layers > maxEncodings {
			return nil, errEncoding
		}
		buffered = bufio.NewReader(decoded{plain})
	}
	return buffered, nil
}

// sniffed is how many bytes of a body are looked at to tell what it is.
const sniffed = 512

var gzipMagic = []byte{0x1F, 0x8B, 8}

// decoder undoes the encoding of that name, or the one that the body's head shows; nil leaves the body as it is.
func decoder(name string, head []byte, body *bufio.Reader) (io.Reader, error) {
	switch {
	case bytes.HasPrefix(head, gzipMagic):
		return &gzipReader{body: body}, nil
	case name == "", likeText(head):
		return nil, nil
	case name == "br":
		return brotli.NewReader(body), nil
	case len(head) >= 2 && head[0]&0x0F == 8 && (int(head[0])<<8|int(head[1]))%31 == 0: // zlib's header
		body.Discard(2)
		return flate.NewReader(body), nil // its checksum is not waited for
	case name == "deflate": // zlib by the standard, bare deflate from some servers
		return flate.NewReader(body), nil
	}
	return nil, errEncoding
}

// likeText reports whether a body begins as a document does and goes on in text.
func likeText(head []byte) bool {
	begin := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")), " \t\r\n")
	if len(begin) == 0 || begin[0] != '<' && begin[0] != '{' && begin[0] != '[' {
		return false
	}
	for _, c := range head {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7F {
			return false
		}
	}
	return true
}

// gzipReader reads gzip data (RFC 1952). The data ends where its last block does: checksum and length behind it may be
// missing or wrong, and what follows them may be anything.
type gzipReader struct {
	body  *bufio.Reader
	block io.ReadCloser
	ended bool
}

func (z *gzipReader) Read(p []byte) (int, error) {
	for !z.ended {
		if z.block == nil {
			if err := z.header(); err != nil {
				return 0, err
			}
			z.block = flate.NewReader(z.body)
		}
		n, err := z.block.Read(p)
		if err != io.EOF {
			return n, err
		}
		z.block = nil
		z.body.Discard(8)
		if head, _ := z.body.Peek(len(gzipMagic)); !bytes.Equal(head, gzipMagic) {
			z.ended = true
			return n, io.EOF
		}
		if n > 0 {
			return n, nil
		}
	}
	return 0, io.EOF
}

// header reads a member's header (section 2.3).
func (z *gzipReader) header() error {
	var fixed [10]byte
	if _, err := io.ReadFull(z.body, fixed[:]); err != nil {
		return io.ErrUnexpectedEOF
	}
	flags := fixed[3]
	if flags&4 != 0 { // FEXTRA
		var length [2]byte
		if _, err := io.ReadFull(z.body, length[:]); err != nil {
			return io.ErrUnexpectedEOF
		}
		if _, err := z.body.Discard(int(binary.LittleEndian.Uint16(length[:]))); err != nil {
			return io.ErrUnexpectedEOF
		}
	}
	for _, named := range [...]byte{8, 16} { // FNAME, FCOMMENT
		for flags&named != 0 {
			c, err := z.body.ReadByte()
			if err != nil {
				return io.ErrUnexpectedEOF
			}
			if c == 0 {
				break
			}
		}
	}
	if flags&2 != 0 { // FHCRC
		z.body.Discard(2)
	}
	return nil
}

// decoded marks a decompressor's own errors as errEncoding and leaves those of the body under it as they are.
type decoded struct{ r io.Reader }

func (d decoded) Read(p []byte) (int, error) {
	n, err := d.r.Read(p)
	if err != nil && err != io.EOF {
		err = decodingError(err)
	}
	return n, err
}

func decodingError(err error) error {
	var corrupt flate.CorruptInputError
	if errors.As(err, &corrupt) || strings.HasPrefix(err.Error(), "brotli: ") {
		return fmt.Errorf("%w: %w", errEncoding, err)
	}
	return err
}
