package fetch

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"

	"quoth/knowledge/heaptest"
)

func TestDecode(t *testing.T) {
	encode := func(label, s string) string {
		e, _ := charset.Lookup(label)
		if label == "utf-16" {
			e = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
		}
		out, err := e.NewEncoder().String(s)
		if err != nil {
			t.Fatalf("%s: %v", label, err)
		}
		return out
	}
	far := strings.Repeat("<script>/* */</script>", 500)
	for name, c := range map[string]struct{ raw, contentType, want string }{
		"header":                    {encode("iso-8859-2", "<p>Łódź"), "text/html; charset=ISO-8859-2", "<p>Łódź"},
		"header quoted":             {encode("iso-8859-2", "<p>Łódź"), `text/html; charset="iso-8859-2"`, "<p>Łódź"},
		"meta":                      {encode("shift_jis", "<meta charset=shift_jis><p>東京の新聞"), "text/html", "<meta charset=shift_jis><p>東京の新聞"},
		"old meta":                  {encode("koi8-r", `<META http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>Вести`), "", `<META http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>Вести`},
		"meta behind scripts":       {encode("euc-kr", far+`<meta charset="euc-kr"><p>뉴스`), "", far + `<meta charset="euc-kr"><p>뉴스`},
		"XML declaration":           {encode("gbk", `<?xml version="1.0" encoding="gb2312"?><html><p>新闻`), "", `<?xml version="1.0" encoding="gb2312"?><html><p>新闻`},
		"header before meta":        {encode("windows-1251", "<meta charset=koi8-r><p>Вести"), "text/html; charset=windows-1251", "<meta charset=koi8-r><p>Вести"},
		"declared UTF-8, is not":    {encode("windows-1252", "<meta charset=utf-8><p>café"), "text/html; charset=utf-8", "<meta charset=utf-8><p>café"},
		"header says UTF-8 wrongly": {encode("iso-8859-2", "<meta charset=iso-8859-2><p>Łódź"), "text/html; charset=utf-8", "<meta charset=iso-8859-2><p>Łódź"},
		"declared Latin, is UTF-8":  {"<meta charset=iso-8859-1><p>Łódź", "text/html; charset=iso-8859-1", "<meta charset=iso-8859-1><p>Łódź"},
		"UTF-8 with damage":         {"<p>" + strings.Repeat("é", 40) + "\xe9<p>", "text/html", "<p>" + strings.Repeat("é", 40) + "\uFFFD<p>"},
		"nothing said":              {"<p>caf\xe9 \x93so\x94", "", "<p>café “so”"},
		"unknown label":             {"<p>café", "text/html; charset=klingon", "<p>café"},
		"byte order mark":           {"\uFEFF<p>café", "text/html; charset=iso-8859-1", "<p>café"},
		"UTF-16":                    {encode("utf-16", "<p>Łódź"), "text/html; charset=iso-8859-1", "<p>Łódź"},
		"ISO-2022-JP":               {encode("iso-2022-jp", "<meta charset=iso-2022-jp><p>東京"), "", "<meta charset=iso-2022-jp><p>東京"},
	} {
		if got := Decode([]byte(c.raw), c.contentType); got != c.want {
			t.Errorf("%s: %q, want %q", name, got[max(0, len(got)-60):], c.want[max(0, len(c.want)-60):])
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("<meta charset=iso-8859-1><p>caf\xe9"), "text/html")
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00"), "text/html; charset=utf-16")
	f.Add([]byte(`<?xml version="1.0" encoding="iso-2022-jp"?>`+"\x1b$B"), "")
	f.Fuzz(func(t *testing.T, raw []byte, contentType string) {
		before := bytes.Clone(raw)
		var s string
		heaptest.Within(t, len(raw), func() { s = Decode(raw, contentType) })
		if !utf8.ValidString(s) {
			t.Errorf("%q is no UTF-8", s)
		}
		if len(s) > 3*len(raw)+3 {
			t.Errorf("%d bytes became %d", len(raw), len(s))
		}
		if !bytes.Equal(raw, before) {
			t.Error("the page was changed")
		}
	})
}
