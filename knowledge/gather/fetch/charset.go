package fetch

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"

	"quoth/knowledge/lazyregexp"
)

// declaredCharset finds the character set that a page declares: in a <meta>, of either form, or in an XML declaration.
var declaredCharset = lazyregexp.New(`(?i)(?:<meta\s[^>]{0,300}?\bcharset|<\?xml\s[^>]{0,200}?\bencoding)\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})`)

// charsetWindow is how far into a page its declaration is looked for. The standard says 1,024 bytes; some pages have
// kilobytes of scripts before it.
const charsetWindow = 64 << 10

// Decode turns a page into valid UTF-8. What the bytes show goes before what is declared: text in another character
// set is all but never valid UTF-8 by chance, and a page with a few damaged bytes is still the UTF-8 that the rest of
// it is. Then come the byte order mark, the Content-Type and the page's own declaration; windows-1252 is the last
// resort, as in browsers.
func Decode(raw []byte, contentType string) string {
	if e := charsetOf(raw, contentType); e != nil {
		if out, err := e.NewDecoder().Bytes(raw); err == nil {
			raw = out
		}
	}
	return strings.ToValidUTF8(string(bytes.TrimPrefix(raw, []byte("\uFEFF"))), "\uFFFD")
}

// charsetOf is the encoding that raw is to be decoded from; nil for UTF-8.
func charsetOf(raw []byte, contentType string) encoding.Encoding {
	if IsUTF16(raw) {
		e, _, _ := charset.DetermineEncoding(raw, contentType)
		return e
	}
	var labels []string
	if _, parameters, err := mime.ParseMediaType(contentType); err == nil && parameters["charset"] != "" {
		labels = append(labels, parameters["charset"])
	}
	if m := declaredCharset.FindSubmatch(raw[:min(len(raw), charsetWindow)]); m != nil {
		labels = append(labels, string(m[1]))
	}
	text := looksUTF8(raw)
	for _, label := range labels {
		switch e, name := charset.Lookup(label); {
		case name == "iso-2022-jp": // its bytes are all ASCII's
			return e
		case e == nil, name == "utf-8", strings.HasPrefix(name, "utf-16"): // UTF-16 without its mark holds no tag as ASCII
		case !text:
			return e
		}
	}
	if text {
		return nil
	}
	e, _ := charset.Lookup("windows-1252")
	return e
}

// looksUTF8 reports whether the bytes beyond ASCII make UTF-8 characters, but for one in ten.
func looksUTF8(raw []byte) bool {
	if utf8.Valid(raw) {
		return true
	}
	good, bad := 0, 0
	for len(raw) > 0 {
		if raw[0] < utf8.RuneSelf {
			raw = raw[1:]
			continue
		}
		r, n := utf8.DecodeRune(raw)
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		raw = raw[n:]
	}
	return bad*10 <= good
}

func IsUTF16(b []byte) bool {
	return bytes.HasPrefix(b, []byte{0xFE, 0xFF}) || bytes.HasPrefix(b, []byte{0xFF, 0xFE})
}
