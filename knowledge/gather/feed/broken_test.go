package feed

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestBrokenEntries has feeds of five entries of which the third is broken, each in
// another way: the four others are read as if it were not there, what can be had of
// the third is, and the fault is told.
func TestBrokenEntries(t *testing.T) {
	const head = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour Post</title><link>http://post.example/</link>
`
	const tail = "</channel></rss>"
	good := func(n int) string {
		return fmt.Sprintf("<item><title>Ferry %d is late</title><link>http://post.example/%d</link><guid>post-%d</guid><pubDate>Sun, 01 Mar 2026 0%d:00:00 +0000</pubDate>"+
			"<description><![CDATA[<p>Ferry %d waited for the tide.</p>]]></description></item>\n", n, n, n, n, n)
	}
	item := func(title, description string) string {
		return "<item><title>" + title + "</title><link>http://post.example/bad</link><guid>bad</guid><pubDate>Sun, 01 Mar 2026 05:00:00 +0000</pubDate><description>" + description + "</description></item>\n"
	}
	want, err := Parse([]byte(head+good(1)+good(2)+good(3)+good(4)+tail), Origin{}, noon)
	if err != nil || len(want.Entries) != 4 || len(want.Flaws) != 0 {
		t.Fatalf("%+v, %v", want, err)
	}
	for name, c := range map[string]struct {
		bad, title, text string // title is "" when the entry can't be had
	}{
		"a reference to a control character":      {item("Tide &#8;turns", "At noon."), "Tide turns", "At noon."},
		"a reference to a control in hexadecimal": {item("Tide &#x1F;turns", "At noon."), "Tide turns", "At noon."},
		"a reference to nothing":                  {item("Tide &#0;turns", "At noon."), "Tide turns", "At noon."},
		"a reference to no character":             {item("Tide &#xFFFE;turns", "At &#xD800;noon."), "Tide turns", "At noon."},
		"a reference beyond Unicode":              {item("Tide &#x7FFFFFFF;turns", "At &#99999999999;noon."), "Tide turns", "At noon."},
		"a control character":                     {item("Tide \x08turns", "At \x01noon."), "Tide turns", "At noon."},
		"a NUL byte":                              {item("Tide \x00turns", "At noon."), "Tide turns", "At noon."},
		"U+FFFE":                                  {item("Tide \uFFFEturns", "At noon.\uFFFF"), "Tide turns", "At noon."},
		"< before a space in the title":           {item("Tide < 3 feet", "At noon."), "Tide < 3 feet", "At noon."},
		"< before a word in the title":            {item("Tide <Q3 feet", "At noon."), "Tide <Q3 feet", "At noon."},
		"< before a digit in the text":            {item("Tide turns", "Boats <3 metres wait."), "Tide turns", "Boats <3 metres wait."},
		"< in an attribute":                       {strings.Replace(item("Tide turns", "At noon."), "<guid>", `<enclosure url="http://post.example/a<b.mp3" type="audio/mpeg"/><guid>`, 1), "Tide turns", "At noon."},
		"]]> in the text":                         {item("Tide turns", "At ]]>noon."), "Tide turns", "At noon."},
		"CDATA in CDATA":                          {item("Tide turns", "<![CDATA[At <![CDATA[high]]> noon.]]>"), "Tide turns", "At noon."},
		"CDATA that is not closed":                {item("Tide turns", "<![CDATA[At noon."), "Tide turns", "At noon."},
		"CDATA in a title that is not closed":     {item("<![CDATA[Tide turns", "<![CDATA[At noon.]]>"), "Tide turns", "At noon."},
		"a CDATA section's end that is too short": {item("Tide turns", "<![CDATA[At noon.]>"), "Tide turns", "At noon.]>"},
		"an attribute without quotes":             {strings.Replace(item("Tide turns", "At noon."), "<guid>", "<guid isPermaLink=false>", 1), "Tide turns", "At noon."},
		"an attribute without a value":            {strings.Replace(item("Tide turns", "At noon."), "<guid>", "<guid isPermaLink>", 1), "Tide turns", "At noon."},
		"an attribute whose quote is not closed":  {strings.Replace(item("Tide turns", "At noon."), "<guid>", `<category domain="x>Sea</category><guid>`, 1), "Tide turns", "At noon."},
		"an attribute twice":                      {strings.Replace(item("Tide turns", "At & noon."), "<guid>", `<guid a="1" a="2">`, 1), "Tide turns", "At & noon."},
		"-- in a comment":                         {strings.Replace(item("Tide turns", "At noon."), "<guid>", "<!-- old -- new --><guid>", 1), "Tide turns", "At noon."},
		"a comment that is not closed":            {item("Tide turns", "At noon.<!-- later"), "Tide turns", "At noon."},
		"a script":                                {item("Tide turns", "<script>for (i = 0; i < n && ok; i++) {}</script>At noon."), "Tide turns", "At noon."},
		"tags closed in the wrong order":          {item("Tide turns", "<b><i>At</b></i> noon."), "Tide turns", "At noon."},
		"a tag that is not closed":                {item("Tide turns", "<p>At noon.<br>"), "Tide turns", "At noon."},
		"a tag without its >":                     {item("Tide turns", "At <b noon."), "Tide turns", ""},
		"a description that is not closed":        {strings.Replace(item("Tide turns", "At noon."), "</description>", "", 1), "Tide turns", "At noon."},
		"a title that is not closed":              {strings.Replace(item("Tide turns", "At noon."), "</title>", "", 1), "Tide turns", "At noon."},
		"a link that is not closed":               {strings.Replace(item("Tide turns", "At noon."), "</link>", "", 1), "Tide turns", "At noon."},
		"an end tag too many":                     {strings.Replace(item("Tide turns", "At noon."), "<guid>", "</b><guid>", 1), "Tide turns", "At noon."},
		"an item that is not closed":              {strings.Replace(item("Tide turns", "At noon."), "</item>", "", 1), "Tide turns", "At noon."},
		"an item closed as another thing":         {strings.Replace(item("Tide turns", "At noon."), "</item>", "</itme>", 1), "Tide turns", "At noon."},
		"an end tag without its >":                {strings.Replace(item("Tide turns", "At noon."), "</description>", "</description", 1), "Tide turns", "At noon."},
		"an item's end tag without its >":         {strings.Replace(item("Tide turns", "At noon."), "</item>", "</item", 1), "Tide turns", "At noon."},
		"an item's quote that is not closed":      {strings.Replace(item("Tide turns", "At noon."), "<item>", `<item about="x>`, 1), "Tide turns", "At noon."},
		"a bare ampersand":                        {item("Tide & wind", "At noon."), "Tide & wind", "At noon."},
		"an undefined entity":                     {item("Tide turns", "At &noontime; today."), "Tide turns", "At &noontime; today."},
		"a name with a blank":                     {strings.Replace(item("Tide turns", "At noon."), "<guid>", "< category>Sea</ category><guid>", 1), "Tide turns", "At noon."},
		"a processing instruction cut off":        {item("Tide turns", "<?php At noon."), "Tide turns", "php At noon."},
		"nothing in it":                           {"<item><category>Sea</category></item>\n", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Parse([]byte(head+good(1)+good(2)+c.bad+good(3)+good(4)+tail), Origin{}, noon)
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Flaws) == 0 || got.Flaws[0].Entry != 3 {
				t.Errorf("what is told: %v", got.Flaws)
			}
			entries := got.Entries
			if c.title != "" {
				if len(entries) != 5 {
					t.Fatalf("%d entries: %+v", len(entries), entries)
				}
				bad := entries[2]
				if bad.Title != c.title || c.text != "" && !strings.HasPrefix(strings.ReplaceAll(bad.Text, "  ", " "), c.text) && bad.Text != "At high noon." {
					t.Errorf("the broken entry is %q: %q", bad.Title, bad.Text)
				}
				if bad.URL != "http://post.example/bad" && bad.URL != "" {
					t.Errorf("the broken entry leads to %q", bad.URL)
				}
				entries = append(entries[:2:2], entries[3:]...)
			}
			if diff := cmp.Diff(want.Entries, entries); diff != "" {
				t.Errorf("the good entries, want -, got +:\n%s", diff)
			}
			if got.Partial {
				t.Error("the document is said to be cut off")
			}
		})
	}
}
