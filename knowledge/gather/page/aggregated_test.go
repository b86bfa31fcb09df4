package page

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestAggregated has pages of Google News that tell where the article is, and pages that do not.
func TestAggregated(t *testing.T) {
	const at = "https://news.google.com/rss/articles/CBMiAU_yqL?oc=5"
	const frame = `<!doctype html><html lang="en"><head><title>Google News</title><link rel="canonical" href="%s">%s</head><body><c-wiz jsrenderer="jE7RSb"><div jscontroller="aLI87" %s></div></c-wiz><a href="https://policies.google.com/privacy" rel="nofollow">Privacy</a>%s</body></html>`
	for name, c := range map[string]struct{ page, want string }{
		"an attribute": {fmt.Sprintf(frame, at, "", `data-n-au="https://echo.example/tram?a=1&amp;b=2"`, ""), "https://echo.example/tram?a=1&b=2"},
		"canonical":    {fmt.Sprintf(frame, "https://echo.example/tram", "", "", ""), "https://echo.example/tram"},
		"a refresh":    {fmt.Sprintf(frame, at, `<meta http-equiv="refresh" content="0;URL='https://echo.example/tram'">`, "", ""), "https://echo.example/tram"},
		"a link":       {fmt.Sprintf(frame, at, "", "", `<a rel="nofollow" href="https://echo.example/tram">Open</a>`), "https://echo.example/tram"},
		"a number":     {fmt.Sprintf(frame, at, "", `data-n-a-id="CBMiAU_yqL" data-n-a-ts="1732600000" data-n-a-sg="AZ5r3eT"`, ""), ""},
		"no web":       {fmt.Sprintf(frame, at, "", `data-n-au="javascript:alert(1)"`, `<a rel="nofollow" href="https://www.google.co.uk/x">Open</a>`), ""},
	} {
		p, err := Read(strings.NewReader(c.page), "text/html", at)
		if p.URL != c.want || p.Text != "" || c.want != "" && !errors.Is(err, ErrElsewhere) || c.want == "" && !errors.Is(err, ErrHidden) {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
	}
}
