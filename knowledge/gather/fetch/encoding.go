package fetch

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
)

const acceptEncoding = "gzip, br, deflate"

// errEncoding is a body that is not what its Content-Encoding says, or one in an encoding that was not asked for.
var errEncoding = errors.New("the body can't be decompressed")

// maxEncodings is how many encodings may lie over each other: no server has a use for more than two.
const maxEncodings = 2

// decompress undoes what the values of a Content-Encoding header name, the last first (RFC 9110, section 8.4).
func decompress(body io.Reader, header []string) (io.Reader, error) {
	encodings := strings.Split(strings.ToLower(strings.Join(header, ",")), ",")
	layers := 0
	for i := len(encodings) - 1; i >= 0; i-- {
		name := strings.TrimSpace(encodings[i])
		if name == "" || name == "identity" {
			continue
		}
		if layers++; layers > maxEncodings {
			return nil, errEncoding
		}
		buffered := bufio.NewReader(body)
		if _, err := buffered.Peek(1); err == io.EOF {
			return buffered, nil // an empty body is empty in every encoding
		}
		plain, err := decoder(name, buffered)
		if err != nil {
			return nil, decodingError(err)
		}
		body = decoded{plain}
	}
	return body, nil
}

func decoder(name string, body *bufio.Reader) (io.Reader, error) {
	switch name {
	case "gzip", "x-gzip":
		return gzip.NewReader(body)
	case "br":
		return brotli.NewReader(body), nil
	case "deflate": // zlib by the standard, bare deflate from some servers
		if head, err := body.Peek(2); err == nil && head[0]&0x0F == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			return zlib.NewReader(body)
		}
		return flate.NewReader(body), nil
	}
	return nil, errEncoding
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
	switch {
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), errors.Is(err, zlib.ErrHeader), errors.Is(err, zlib.ErrChecksum),
		errors.Is(err, zlib.ErrDictionary), errors.As(err, &corrupt), strings.HasPrefix(err.Error(), "brotli: "):
		return fmt.Errorf("%w: %w", errEncoding, err)
	}
	return err
}
