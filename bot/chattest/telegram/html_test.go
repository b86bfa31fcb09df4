package telegram

import (
	"slices"
	"strings"
	"testing"
)

func TestHTML(t *testing.T) {
	for _, test := range []struct {
		in, text string
		entities []Entity
	}{
		{"plain", "plain", nil},
		{"<b>a</b> <STRONG>b</STRONG>", "a b", []Entity{{Type: "bold", Length: 1}, {Type: "bold", Offset: 2, Length: 1}}},
		{"🏟<i>🏟</i>", "🏟🏟", []Entity{{Type: "italic", Offset: 2, Length: 2}}},
		{"<b>a<i>b</i></b>", "ab", []Entity{{Type: "italic", Offset: 1, Length: 1}, {Type: "bold", Length: 2}}},
		{"<b></b>x", "x", nil},
		{"<b>x</>", "x", []Entity{{Type: "bold", Length: 1}}},
		{"<b>x</b  >", "x", []Entity{{Type: "bold", Length: 1}}},
		{`<a href="https://example.org/?a=1&amp;b=2#:~:text=x">x</a>`, "x", []Entity{{Type: "text_link", Length: 1, URL: "https://example.org/?a=1&b=2#:~:text=x"}}},
		{"<a href = 'http://e.org' >x</a>", "x", []Entity{{Type: "text_link", Length: 1, URL: "http://e.org"}}},
		{"<a>http://e.org/</a>", "http://e.org/", []Entity{{Type: "text_link", Length: 13, URL: "http://e.org/"}}},
		{"<blockquote>q</blockquote>", "q", []Entity{{Type: "blockquote", Length: 1}}},
		{"<blockquote expandable>q</blockquote>", "q", []Entity{{Type: "expandable_blockquote", Length: 1}}},
		{`<span class="tg-spoiler">s</span><tg-spoiler>t</tg-spoiler>`, "st", []Entity{{Type: "spoiler", Length: 1}, {Type: "spoiler", Offset: 1, Length: 1}}},
		{`<pre><code class="language-go">x</code></pre>`, "x", []Entity{{Type: "pre", Length: 1, Language: "go"}}},
		{`<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>`, "👍", []Entity{{Type: "custom_emoji", Length: 2, EmojiID: "5368324170671202286"}}},
		{`<tg-time unix="1647531900" format="wDT">22:45</tg-time>`, "22:45", []Entity{{Type: "date_time", Length: 5, UnixTime: 1647531900, Format: "wDT"}}},
		{`<tg-time format="r" unix="1647531900">22:45</tg-time>`, "22:45", []Entity{{Type: "date_time", Length: 5, UnixTime: 1647531900, Format: "r"}}},
		{`<tg-time unix="1647531900">22:45</tg-time>`, "22:45", []Entity{{Type: "date_time", Length: 5, UnixTime: 1647531900}}},
		{"&lt;&gt;&amp;&quot; &#65;&#x42; &#128512;", "<>&\" AB 😀", nil},
		{"&nbsp; &lt &#0; & &", "&nbsp; < &#0; & &", nil},
		{"a > b", "a > b", nil},
	} {
		text, entities, err := parseHTML(test.in)
		if err != nil || text != test.text || !slices.Equal(entities, test.entities) {
			t.Errorf("%s:\ngot  %q %+v %v\nwant %q %+v", test.in, text, entities, err, test.text, test.entities)
		}
	}
}

func TestHTMLErrors(t *testing.T) {
	for in, want := range map[string]string{
		"a < b":                               `Unsupported start tag "" at byte offset 2`,
		"<b":                                  "Unclosed start tag at byte offset 0",
		"a <- b>":                             `Unsupported start tag "-" at byte offset 2`,
		"é<br>":                               `Unsupported start tag "br" at byte offset 2`,
		"<!-- x -->":                          `Unsupported start tag "!--" at byte offset 0`,
		"<b>x":                                `Can't find end tag corresponding to start tag "b"`,
		"x</b>":                               "Unexpected end tag at byte offset 1",
		"<i>a</i   ":                          "Unclosed end tag at byte offset 4",
		"<b><i>x</b></i>":                     `Unmatched end tag at byte offset 7, expected "</i>", found "</b>"`,
		"<i =a>x</i>":                         `Empty attribute name in the tag "i" at byte offset 0`,
		"<i aba>x</i>":                        `Expected equal sign in declaration of an attribute of the tag "i" at byte offset 0`,
		"<i aba  =  ":                         `Unclosed start tag "i" at byte offset 0`,
		"<a href=http://e.org>x</a>":          "Unexpected end of name token at byte offset 8",
		`<a href="http://e.org>x</a>`:         "Unclosed start tag at byte offset 0",
		"<span>x</span>":                      `Tag "span" must have class "tg-spoiler" at byte offset 0`,
		`<tg-emoji emoji-id="x">x</tg-emoji>`: "Invalid custom emoji identifier specified",
		`<tg-time unix="x">x</tg-time>`:       "Invalid Unix time specified",
		`<tg-time unix="1" format="rt">x</tg-time>`: "Invalid date-time format specified",
		"&#xDFDF;": "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units",
	} {
		_, _, err := parseHTML(in)
		if want = "Bad Request: can't parse entities: " + want; err == nil || err.Error() != want {
			t.Errorf("%s:\ngot  %v\nwant %s", in, err, want)
		}
	}
}

// Whatever comes in, the entities lie within the text, and text without special
// characters comes out as it went in.
func FuzzHTML(f *testing.F) {
	for _, seed := range []string{"<b>a</b>", "&lt;<a href='x'>é</a>", "<blockquote expandable>🏟", "</>", "&#x", "<pre><code class=\"language-"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		text, entities, err := parseHTML(in)
		if err != nil {
			return
		}
		if !strings.ContainsAny(in, "<&") && text != in {
			t.Fatalf("%q became %q", in, text)
		}
		for _, e := range entities {
			if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > length16(text) {
				t.Fatalf("%q: %+v is outside of %q", in, e, text)
			}
		}
		if kept, _ := allowed(entities); len(kept) > mostEntities {
			t.Fatalf("%d entities are kept", len(kept))
		}
	})
}

func TestAllowed(t *testing.T) {
	quote := Entity{Type: "blockquote", Offset: 0, Length: 10}
	bold := Entity{Type: "bold", Offset: 2, Length: 3}
	code := Entity{Type: "code", Offset: 0, Length: 10}
	link := Entity{Type: "text_link", Offset: 0, Length: 2, URL: "https://example.org/a"}
	nowhere := Entity{Type: "text_link", Offset: 0, Length: 2, URL: "file:///etc/passwd"}
	many := make([]Entity, 101)
	for i := range many {
		many[i] = Entity{Type: "bold", Offset: i * 2, Length: 1}
	}
	for _, test := range []struct {
		in, kept []Entity
		dropped  int
	}{
		{[]Entity{bold, quote}, []Entity{quote, bold}, 0},
		{[]Entity{quote, {Type: "expandable_blockquote", Offset: 3, Length: 2}}, []Entity{quote}, 1},
		{[]Entity{code, bold}, []Entity{code}, 1},
		{[]Entity{link, nowhere}, []Entity{link}, 1},
		{many, many[:100], 1},
	} {
		kept, dropped := allowed(test.in)
		if !slices.Equal(kept, test.kept) || len(dropped) != test.dropped {
			t.Errorf("%+v:\ngot  %+v %q\nwant %+v and %d dropped", test.in, kept, dropped, test.kept, test.dropped)
		}
	}
}

func TestTrim(t *testing.T) {
	text, entities := trim(" \n🏟 ab \n", []Entity{{Type: "bold", Offset: 0, Length: 9}, {Type: "italic", Offset: 8, Length: 1}})
	if text != "🏟 ab" || !slices.Equal(entities, []Entity{{Type: "bold", Offset: 0, Length: 5}}) {
		t.Errorf("%q %+v", text, entities)
	}
}

func TestMeaning(t *testing.T) {
	text := "🏟 /ask@quoth_test_bot see @quoth_test_bot #news https://example.org/x?a=b mail@example.org 1/2"
	var found []string
	for _, e := range meaning(text) {
		found = append(found, e.Type+" "+slice16(text, e.Offset, e.Length))
	}
	want := []string{"bot_command /ask@quoth_test_bot", "mention @quoth_test_bot", "hashtag #news", "url https://example.org/x?a=b"}
	if !slices.Equal(found, want) {
		t.Errorf("found %q, want %q", found, want)
	}
}
