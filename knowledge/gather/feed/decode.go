package feed

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/lazyregexp"
)

var xmlEncoding = lazyregexp.New(`(?i)^\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([^"'>]{1,40})["']`)

// decode turns a feed into UTF-8. What is valid UTF-8 is taken as such,
// whatever is declared: text in another character set is all but never valid
// UTF-8 by chance. Else the XML declaration counts before the Content-Type, which
// is often the server's default for every file.
func decode(raw []byte, contentType string) string {
	label := ""
	switch {
	case fetch.IsUTF16(raw), bytes.HasPrefix(raw, []byte("\xEF\xBB\xBF")):
		label = "bom"
	case bytes.HasPrefix(raw, []byte("<\x00")):
		label = "utf-16le"
	case bytes.HasPrefix(raw, []byte("\x00<")):
		label = "utf-16be"
	case utf8.Valid(raw) && bytes.IndexByte(raw, 0x1B) < 0: // an escape begins a shift in ISO 2022
		return string(raw)
	default:
		if m := xmlEncoding.FindSubmatch(raw[:min(len(raw), 1024)]); m != nil {
			label = string(m[1])
		}
	}
	enc, name := charset.Lookup(label)
	if enc == nil {
		enc, name, _ = charset.DetermineEncoding(raw[:min(len(raw), 1024)], contentType)
	}
	if name == "utf-8" {
		if mostlyUTF8(raw) {
			return strings.ToValidUTF8(strings.TrimPrefix(string(raw), "\uFEFF"), "\uFFFD")
		}
		enc, _ = charset.Lookup("windows-1252")
	}
	if out, err := enc.NewDecoder().Bytes(raw); err == nil {
		raw = out
	}
	return strings.ToValidUTF8(strings.TrimPrefix(string(raw), "\uFEFF"), "\uFFFD")
}

// mostlyUTF8 reports whether bytes beyond ASCII are UTF-8 more often than not.
func mostlyUTF8(raw []byte) bool {
	good, bad := 0, 0
	for len(raw) > 0 {
		r, n := utf8.DecodeRune(raw)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		raw = raw[n:]
	}
	return good >= bad
}
