package feed

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestKinds has what feeds say in ways of their own, one entry each.
func TestKinds(t *testing.T) {
	inRSS := func(declared, fields string) string {
		return `<rss version="2.0" ` + declared + `><channel><title>Quay</title><item>` + fields + `</item></channel></rss>`
	}
	inAtom := func(declared, fields string) string {
		return `<feed xmlns="http://www.w3.org/2005/Atom" ` + declared + `><title>Quay</title><entry><title>Tide</title>` + fields + `</entry></feed>`
	}
	coded := base64.StdEncoding.EncodeToString([]byte("<p>The weir is mended, and boats may pass again.</p>"))
	for name, c := range map[string]struct {
		body string
		want Entry // what is not zero is compared
	}{
		"https in a namespace":      {`<feed xmlns="https://www.w3.org/2005/Atom/"><title>Quay</title><entry><title>Tide</title></entry></feed>`, Entry{Title: "Tide"}},
		"capitals in a namespace":   {`<feed xmlns="http://www.w3.org/2005/ATOM"><title>Quay</title><entry><title>Tide</title></entry></feed>`, Entry{Title: "Tide"}},
		"Atom with a prefix":        {`<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Quay</a:title><a:entry><a:title>Tide</a:title><a:summary>High.</a:summary></a:entry></a:feed>`, Entry{Title: "Tide", Text: "High."}},
		"another prefix":            {inRSS(`xmlns:c="http://purl.org/rss/1.0/modules/content"`, `<title>Tide</title><c:encoded>High at noon.</c:encoded>`), Entry{Text: "High at noon."}},
		"a prefix not declared":     {inRSS("", `<title>Tide</title><content:encoded>High at noon.</content:encoded>`), Entry{Text: "High at noon."}},
		"text in media:group":       {inAtom(`xmlns:media="https://search.yahoo.com/mrss"`, `<media:group><media:title>Film</media:title><media:description>The film shows the weir.</media:description></media:group>`), Entry{Title: "Tide", Text: "The film shows the weir."}},
		"title in media:title":      {inRSS(`xmlns:media="http://search.yahoo.com/mrss/"`, `<media:content url="x"><media:title>Film</media:title></media:content>`), Entry{Title: "Film"}},
		"itunes":                    {inRSS(`xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"`, `<itunes:title>Talk</itunes:title><itunes:author>Ines Weller</itunes:author><itunes:summary>They talk of the weir.</itunes:summary>`), Entry{Title: "Talk", Text: "They talk of the weir.", Authors: []string{"Ines Weller"}}},
		"dcterms":                   {inRSS(`xmlns:dcterms="http://purl.org/dc/terms/"`, `<title>Tide</title><dcterms:issued>2026-02-24</dcterms:issued><dcterms:modified>2026-02-25</dcterms:modified>`), Entry{Published: time.Date(2026, 2, 24, 0, 0, 0, 0, time.UTC), DateOnly: true}},
		"xhtml:body":                {inRSS("", `<title>Tide</title><body xmlns="http://www.w3.org/1999/xhtml"><p>High at <b>noon</b>.</p></body>`), Entry{Text: "High at noon."}},
		"base64 by its mode":        {inAtom("", `<content mode="base64" type="text/html">`+coded+`</content>`), Entry{Text: "The weir is mended, and boats may pass again."}},
		"base64 without a word":     {inAtom("", `<content type="html">`+coded+`</content>`), Entry{Text: "The weir is mended, and boats may pass again."}},
		"relative xml:base":         {inAtom(`xml:base="/paper/"`, `<link xml:base="2026/" href="tide"/>`), Entry{URL: "https://quay.example/paper/2026/tide"}},
		"xml:base of an entry":      {strings.Replace(inAtom("", `<link href="tide"/>`), "<entry>", `<entry xml:base="town/">`, 1), Entry{URL: "https://quay.example/news/town/tide"}},
		"atom:link in RSS":          {inRSS(`xmlns:atom="http://www.w3.org/2005/Atom"`, `<title>Tide</title><atom:link rel="enclosure" href="https://quay.example/t.mp3"/><atom:link href="https://quay.example/tide"/>`), Entry{URL: "https://quay.example/tide"}},
		"the article, not comments": {inAtom("", `<link rel="replies" href="https://quay.example/c"/><link rel="alternate" type="text/html" href="https://quay.example/tide"/>`), Entry{URL: "https://quay.example/tide"}},
		"a text title":              {strings.Replace(inAtom("", ""), "<title>Tide</title>", `<title type="text">Use &lt;b&gt;bold&lt;/b&gt; words</title>`, 1), Entry{Title: "Use <b>bold</b> words"}},
		"a tag that is a word":      {inRSS("", `<title>Why &lt;marquee&gt; was &lt;i&gt;loved&lt;/i&gt;</title>`), Entry{Title: "Why <marquee> was loved"}},
		"an XHTML title":            {strings.Replace(inAtom("", ""), "<title>Tide</title>", `<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Tide &amp; <b>wind</b></div></title>`, 1), Entry{Title: "Tide & wind"}},
		"no title":                  {inRSS("", `<description>The ferry waits for the tide. It is late.</description>`), Entry{Title: "The ferry waits for the tide. It is late."}},
		"no title, a long text":     {inRSS("", `<description>The ferry waits for the tide while the wind turns to the north and all the boats lie in the harbour.</description>`), Entry{Title: "The ferry waits for the tide while the wind turns to the north and all the boats…"}},
		"an author with mail":       {inRSS("", `<title>Tide</title><author>post@quay.example (Ines Weller)</author>`), Entry{Authors: []string{"Ines Weller"}}},
		"a French date":             {inRSS("", `<title>Tide</title><pubDate>jeu., 26 févr. 2026 21:15:00 +0100</pubDate>`), Entry{Published: time.Date(2026, 2, 26, 20, 15, 0, 0, time.UTC)}},
		"a Russian date":            {inRSS("", `<title>Tide</title><pubDate>26 февраля 2026, 21:15</pubDate>`), Entry{Published: time.Date(2026, 2, 26, 13, 15, 0, 0, time.UTC), Zoneless: true}},
		"a time without a zone":     {inRSS("", `<title>Tide</title><pubDate>2026-02-26 21:15:00</pubDate>`), Entry{Published: time.Date(2026, 2, 26, 13, 15, 0, 0, time.UTC), Zoneless: true}},
		"a news sitemap": {`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://quay.example/tide</loc><news:news><news:publication><news:name>Quay</news:name><news:language>en</news:language></news:publication><news:publication_date>2026-02-26T09:00:00Z</news:publication_date><news:title>Tide</news:title></news:news></url></urlset>`,
			Entry{URL: "https://quay.example/tide", Title: "Tide", Source: "Quay", Language: "en", Announced: true, Published: time.Date(2026, 2, 26, 9, 0, 0, 0, time.UTC)}},
		"the widest picture": {inRSS(`xmlns:media="http://search.yahoo.com/mrss/"`, `<title>Tide</title><media:thumbnail url="https://img.quay.example/s.jpg" width="900"/><media:group><media:content url="https://img.quay.example/m.jpg" medium="image" width="600"/><media:content url="/l.jpg?a=1&amp;b=2" type="image/jpeg" width="1200" height="800"/></media:group>`),
			Entry{Image: "https://quay.example/l.jpg?a=1&b=2"}},
		"a picture enclosed":     {inRSS("", `<title>Tide</title><enclosure url="https://img.quay.example/t.mp3" type="audio/mpeg"/><enclosure url="https://img.quay.example/t.jpg" type="image/jpeg" length="0"/>`), Entry{Image: "https://img.quay.example/t.jpg"}},
		"a picture linked to":    {inAtom("", `<link rel="enclosure" type="image/png" href="https://img.quay.example/t.png"/>`), Entry{Image: "https://img.quay.example/t.png"}},
		"a thumbnail of a film":  {inAtom(`xmlns:media="http://search.yahoo.com/mrss/"`, `<media:group><media:content url="https://v.quay.example/t.mp4" type="video/mp4"/><media:thumbnail url="https://img.quay.example/t.jpg"/></media:group>`), Entry{Image: "https://img.quay.example/t.jpg"}},
		"what counts readers":    {inRSS(`xmlns:media="http://search.yahoo.com/mrss/"`, `<title>Tide</title><media:content url="https://count.example/1.gif" medium="image" width="1" height="1"/><media:thumbnail url="https://img.quay.example/t.jpg" width="240"/>`), Entry{Image: "https://img.quay.example/t.jpg"}},
		"a picture in a sitemap": {`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>https://quay.example/tide</loc><news:news><news:publication><news:name>Quay</news:name></news:publication><news:title>Tide</news:title></news:news><image:image><image:loc>https://img.quay.example/t.jpg</image:loc></image:image></url></urlset>`, Entry{Image: "https://img.quay.example/t.jpg", Source: "Quay", Announced: true}},
		"a picture in JSON":      {`{"title":"Quay","items":[{"id":5,"title":"Tide","image":"http://img.quay.example/t.jpg","banner_image":"https://img.quay.example/b.jpg"}]}`, Entry{Image: "https://img.quay.example/b.jpg"}},
		"JSON of wrong types":    {`{"title":"Quay","items":[{"id":5,"url":["x"],"title":7,"content_text":"High at noon.","authors":"Ines Weller","date_published":null}]}`, Entry{ID: "5", Title: "7", Text: "High at noon."}},
	} {
		channel, err := Parse([]byte(c.body), Origin{URL: "https://quay.example/news/feed", Zone: time.FixedZone("", 8*3600)}, noon)
		if err != nil || len(channel.Entries) != 1 || channel.Title != "Quay" {
			t.Errorf("%s: %+v, %v", name, channel, err)
			continue
		}
		got, want := channel.Entries[0], c.want
		for what, differs := range map[string]bool{
			"id": want.ID != "" && got.ID != want.ID, "URL": want.URL != "" && got.URL != want.URL, "picture": want.Image != "" && got.Image != want.Image, "title": want.Title != "" && got.Title != want.Title,
			"text": want.Text != "" && got.Text != want.Text, "date": !got.Published.Equal(want.Published) || got.DateOnly != want.DateOnly || got.Zoneless != want.Zoneless,
			"authors": len(want.Authors) > 0 && fmt.Sprint(got.Authors) != fmt.Sprint(want.Authors), "source": got.Source != want.Source,
			"language": want.Language != "" && got.Language != want.Language, "announced": got.Announced != want.Announced,
		} {
			if differs {
				t.Errorf("%s: the %s differs: %+v, want %+v", name, what, got, want)
			}
		}
	}
}

// TestNewest takes the newest of more entries than are read, wherever they stand.
func TestNewest(t *testing.T) {
	var b strings.Builder
	b.WriteString("<rss><channel><title>Quay</title>")
	for i := range maxEntries + 200 { // the oldest first
		fmt.Fprintf(&b, "<item><title>Note %d</title><pubDate>%s</pubDate></item>", i, noon.Add(time.Duration(i-maxEntries-200)*time.Minute).Format(time.RFC1123Z))
	}
	b.WriteString("</channel></rss>")
	c, err := Parse([]byte(b.String()), Origin{}, noon)
	if err != nil || len(c.Entries) != maxEntries || c.Entries[0].Title != "Note 200" || len(c.Flaws) != 1 {
		t.Errorf("%d entries, %v, %v", len(c.Entries), c.Flaws, err)
	}
}
