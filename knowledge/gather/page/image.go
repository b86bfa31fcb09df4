package page

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"quoth/knowledge"
)

// minImageSide is the shortest side of a picture, in pixels, where a page or feed tells it: what
// is smaller is an icon or counts readers.
const minImageSide = 64

// noPicture matches the file names of what stands in a picture's place on every page of a site.
var noPicture = regexp.MustCompile(`(?i)(?:^|[^a-z])(?:logo|favicon|placeholder|pixel|spacer|blank|avatar|apple-touch-icon)s?(?:[^a-z]|$)`)

// Image is the address of an article's picture as knowledge.ImageURL has it, resolved to base;
// "" for one that is no picture of the article. width and height are in pixels as they are
// written, "" where they are not told.
func Image(base *url.URL, address, width, height string) string {
	for _, side := range []string{width, height} {
		if n, told := pixels(side); told && n < minImageSide {
			return ""
		}
	}
	if strings.Contains(address, "&amp;") { // escaped twice
		address = html.UnescapeString(address)
	}
	ref, err := url.Parse(strings.TrimSpace(address))
	if err != nil || address == "" || noPicture.MatchString(path.Base(ref.Path)) {
		return ""
	}
	return knowledge.ImageURL(base.ResolveReference(ref).String())
}

// pixels reads a length: "600" or "600px".
func pixels(s string) (n int, told bool) {
	n, err := strconv.Atoi(strings.TrimSuffix(strings.ToLower(strings.TrimSpace(s)), "px"))
	return n, err == nil
}

// image is the picture that the page names as the article's (ogp.me, "Structured Properties";
// schema.org, "image"), "" for none.
func (m *metadata) image() string {
	width, height := m.tag("og:image:width"), m.tag("og:image:height")
	for _, name := range []string{"og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"} {
		for i, address := range m.tags[name] {
			if i > 0 || !strings.HasPrefix(name, "og:") {
				width, height = "", "" // they are told of the first
			}
			if found := Image(m.base, address, width, height); found != "" {
				return found
			}
		}
	}
	for _, d := range slices.Concat(m.articles, m.others) {
		for _, key := range []string{"image", "primaryImageOfPage", "thumbnailUrl"} {
			if found := m.linkedImage(d[key], 0); found != "" {
				return found
			}
		}
	}
	return ""
}

// linkedImage is the first picture in a property, which may be an address, an ImageObject or
// a list of those.
func (m *metadata) linkedImage(v any, depth int) string {
	if depth > 2 {
		return ""
	}
	switch v := v.(type) {
	case string:
		return Image(m.base, v, "", "")
	case []any:
		for _, e := range v {
			if found := m.linkedImage(e, depth+1); found != "" {
				return found
			}
		}
	case map[string]any:
		address := linkedData(v).text("url", "contentUrl")
		return Image(m.base, address, linkedLength(v["width"]), linkedLength(v["height"]))
	}
	return ""
}

// linkedLength is a length as written: a number, a text, or a QuantitativeValue.
func linkedLength(v any) string {
	switch v := v.(type) {
	case map[string]any:
		return linkedLength(v["value"])
	case string:
		return v
	case float64:
		return strconv.Itoa(int(v))
	}
	return ""
}
