package page

import "testing"

func TestImage(t *testing.T) {
	const logo = `<meta property="og:image" content="https://img.echo.example/static/logo-square.png">`
	linked := func(image string) string {
		return `<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Tram","image":` + image +
			`},{"@type":"ImageObject","@id":"#tram","url":"https://img.echo.example/ld.jpg","width":{"value":1200},"height":"800px"}]}</script>`
	}
	for name, c := range map[string]struct{ head, want string }{
		"Open Graph":          {`<meta property="og:image" content="https://img.echo.example/a.jpg?w=1&amp;amp;h=2"><meta property="og:image:width" content="1200">`, "https://img.echo.example/a.jpg?w=1&h=2"},
		"the secure address":  {`<meta property="og:image" content="http://img.echo.example/a.jpg"><meta property="og:image:secure_url" content="https://img.echo.example/s.jpg">`, "https://img.echo.example/s.jpg"},
		"a relative address":  {`<meta property="og:image" content="/img/a.jpg">`, "https://www.ashford-echo.example/img/a.jpg"},
		"of Twitter's":        {`<meta name="twitter:image" content="https://img.echo.example/t.jpg">`, "https://img.echo.example/t.jpg"},
		"the second of two":   {logo + `<meta property="og:image:width" content="32"><meta property="og:image" content="https://img.echo.example/b.jpg">`, "https://img.echo.example/b.jpg"},
		"too small":           {`<meta property="og:image" content="https://img.echo.example/a.gif"><meta property="og:image:width" content="1">`, ""},
		"a logo":              {logo, ""},
		"no https":            {`<meta property="og:image" content="http://img.echo.example/a.jpg">`, ""},
		"linked data":         {logo + linked(`"https://img.echo.example/ld.jpg"`), "https://img.echo.example/ld.jpg"},
		"a list of addresses": {linked(`["data:image/png;base64,AA", "https://img.echo.example/ld.jpg"]`), "https://img.echo.example/ld.jpg"},
		"an object":           {linked(`[{"@type":"ImageObject","contentUrl":"https://img.echo.example/small.jpg","width":16}, {"url":"https://img.echo.example/ld.jpg","width":640}]`), "https://img.echo.example/ld.jpg"},
		"an object elsewhere": {linked(`{"@id":"#tram"}`), "https://img.echo.example/ld.jpg"},
		"nested beyond":       {linked(`[[[["https://img.echo.example/ld.jpg"]]]]`), ""},
		"none":                {"", ""},
	} {
		page := articlePage(c.head, "<h1>Tram line approved</h1>", "", "")
		if got := read(t, page, "", "https://www.ashford-echo.example/town/tram").Article().Image; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
