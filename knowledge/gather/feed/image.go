package feed

import (
	"net/url"
	"strconv"
	"strings"

	"quoth/knowledge/gather/page"
)

// entryImage is the address of an entry's picture: the widest of those that are attached to it,
// or else of its thumbnails (rssboard.org/media-rss; RSS 2.0, "enclosure"); "" for none.
func entryImage(fields []field, names scope, base *url.URL) string {
	best, rank, widest := "", 0, 0
	for _, f := range fields {
		worth, address := 2, f.attribute("url")
		switch kind := strings.ToLower(f.attribute("type")); f.name {
		case "media:content":
			if f.attribute("medium") != "image" && !strings.HasPrefix(kind, "image/") {
				continue
			}
		case "enclosure":
			if !strings.HasPrefix(kind, "image/") {
				continue
			}
		case "link", "atom:link":
			if f.attribute("rel") != "enclosure" || !strings.HasPrefix(kind, "image/") {
				continue
			}
			address = f.attribute("href")
		case "image:image": // of a sitemap
			address = ""
			for _, child := range names.with(f.attributes).fields(f.inner) {
				if child.name == "image:loc" {
					address = child.plain()
				}
			}
		case "media:thumbnail":
			worth = 1
		case "itunes:image":
			worth, address = 1, f.attribute("href")
		default:
			continue
		}
		width, _ := strconv.Atoi(f.attribute("width"))
		if worth < rank || worth == rank && width <= widest {
			continue
		}
		if address = page.Image(base, address, f.attribute("width"), f.attribute("height")); address != "" {
			best, rank, widest = address, worth, width
		}
	}
	return best
}
