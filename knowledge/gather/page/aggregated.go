package page

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What a page of Google News may be refused for: it has no article of its own. With ErrElsewhere comes
// the page with the outlet's address of the article as its URL.
var (
	ErrElsewhere = errors.New("the article stands at its outlet")
	ErrHidden    = errors.New("the outlet's address of the article is kept by Google News to itself")
)

// aggregator is the host of Google News.
const aggregator = "news.google.com"

// aggregated refuses a page of Google News, which only leads to an article. Where the page says where to:
// in the attribute data-n-au, as its canonical link, by a refresh, or by a link for those without scripts.
// A page of today has a signed number in its place (data-n-a-id, data-n-a-sg, data-n-a-ts), for which its
// scripts ask.
func aggregated(doc *html.Node, base *url.URL) (address string, err error) {
	if base.Hostname() != aggregator {
		return "", nil
	}
	ranked := make([]string, 4)
	note := func(rank int, written string) {
		u, err := base.Parse(strings.TrimSpace(written))
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || ranked[rank] != "" || ofGoogle(u.Hostname()) {
			return
		}
		u.User = nil
		ranked[rank] = u.String()
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		note(0, Attribute(n, "data-n-au"))
		rel := strings.ToLower(Attribute(n, "rel"))
		switch {
		case n.DataAtom == atom.Link && rel == "canonical":
			note(1, Attribute(n, "href"))
		case n.DataAtom == atom.Meta && strings.EqualFold(Attribute(n, "http-equiv"), "refresh"):
			_, to, _ := strings.Cut(Attribute(n, "content"), "=")
			note(2, strings.Trim(to, `'" `))
		case n.DataAtom == atom.A && strings.Contains(rel, "nofollow"):
			note(3, Attribute(n, "href"))
		}
	}
	if i := slices.IndexFunc(ranked, func(s string) bool { return s != "" }); i >= 0 {
		return ranked[i], ErrElsewhere
	}
	return "", ErrHidden
}

// ofGoogle reports whether a host is Google's own, which no outlet's is.
func ofGoogle(host string) bool {
	name, _, _ := strings.Cut(site(host), ".")
	return name == "google" || name == "gstatic" || name == "googleusercontent"
}
