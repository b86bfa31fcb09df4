package page

import (
	"encoding/json"
	"html"
	"slices"
	"strings"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"quoth/knowledge/lazyregexp"
)

// linkedData is one JSON-LD object (https://www.w3.org/TR/json-ld11/) as decoded.
type linkedData map[string]any

// articleTypes are schema.org's Article and those of its subtypes, and of SocialMediaPosting, that the press uses.
var articleTypes = set(`article, newsarticle, reportagenewsarticle, analysisnewsarticle, backgroundnewsarticle, opinionnewsarticle, reviewnewsarticle,
askpublicnewsarticle, advertisercontentarticle, satiricalarticle, scholarlyarticle, medicalscholarlyarticle, techarticle, report,
blogposting, liveblogposting, socialmediaposting`)

// linkedDataIn lists the articles that the page's JSON-LD describes, and the other objects that are a page or have a date
// of publication, outermost first. Objects that only stand in a list, or belong to another article, are left out. What
// names an author, publisher or picture by its @id is given that object.
func linkedDataIn(doc *nethtml.Node) (articles, others []linkedData) {
	var all []any
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Script && n.FirstChild != nil && isLinkedData(n) {
			all = append(all, parseLinkedData(n.FirstChild.Data))
		}
	}
	byID := make(map[string]linkedData)
	level := all
	for depth := 0; len(level) > 0 && depth < 8; depth++ {
		var next []any
		for _, v := range level {
			switch v := v.(type) {
			case []any:
				next = append(next, v...)
			case map[string]any:
				if id, ok := v["@id"].(string); ok && len(v) > 1 && byID[id] == nil {
					byID[id] = v
				}
				if isArticle(v) {
					articles = append(articles, v)
					continue
				}
				if isPage(v) || v["datePublished"] != nil {
					others = append(others, v)
				}
				for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "article"} {
					if inner, ok := v[key]; ok {
						next = append(next, inner)
					}
				}
			}
		}
		level = next
	}
	for _, d := range slices.Concat(articles, others) {
		for _, key := range []string{"author", "creator", "publisher", "image"} {
			if ref, ok := d[key].(map[string]any); ok && ref["name"] == nil {
				if id, ok := ref["@id"].(string); ok && byID[id] != nil {
					d[key] = map[string]any(byID[id])
				}
			}
		}
	}
	return articles, others
}

// isLinkedData reports whether a script is JSON-LD; some pages forget to say so.
func isLinkedData(script *nethtml.Node) bool {
	kind := strings.ToLower(Attribute(script, "type"))
	return strings.Contains(kind, "ld+json") || kind == "" && strings.HasPrefix(strings.TrimSpace(script.FirstChild.Data), `{"@context"`)
}

// isPage reports whether the object is the page itself, of whatever kind.
func isPage(v map[string]any) bool {
	for _, kind := range stringsOf(v["@type"]) {
		if strings.HasSuffix(strings.ToLower(kind), "page") {
			return true
		}
	}
	return false
}

func isArticle(v map[string]any) bool {
	for _, kind := range stringsOf(v["@type"]) {
		if articleTypes[strings.ToLower(kind[strings.LastIndexAny(kind, "/:")+1:])] {
			return true
		}
	}
	return false
}

var (
	trailingComma = lazyregexp.New(`,(\s*[}\]])`)
	wrapping      = lazyregexp.New(`^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*;?\s*$`)
)

// parseLinkedData decodes JSON-LD as pages really carry it: wrapped into comments, with bare control characters in
// strings, trailing commas, or escaped once more as HTML. It returns nil for what is beyond that.
func parseLinkedData(s string) any {
	s = strings.TrimSuffix(strings.TrimSpace(wrapping.ReplaceAllString(s, "")), ";")
	for _, mend := range []func(string) string{
		func(s string) string { return s },
		escapeControls,
		func(s string) string { return trailingComma.ReplaceAllString(escapeControls(s), "$1") },
		func(s string) string { return escapeControls(html.UnescapeString(s)) },
	} {
		var v any
		decoder := json.NewDecoder(strings.NewReader(mend(s)))
		if decoder.Decode(&v) == nil {
			return v
		}
	}
	return nil
}

// escapeControls escapes the control characters inside the strings of a JSON text and drops backslashes that escape
// nothing.
func escapeControls(s string) string {
	var out strings.Builder
	quoted := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quoted && c == '\\' && i+1 < len(s):
			i++
			if strings.IndexByte(`"\/bfnrtu`, s[i]) >= 0 {
				out.WriteByte('\\')
			}
			if s[i] >= ' ' {
				out.WriteByte(s[i])
			}
			continue
		case c == '"':
			quoted = !quoted
		case quoted && c < ' ':
			switch c {
			case '\n':
				out.WriteString(`\n`)
			case '\t', '\r':
				out.WriteByte(' ')
			}
			continue
		}
		out.WriteByte(c)
	}
	return out.String()
}

// text is the first of the named properties that is a non-empty string, with HTML entities resolved.
func (d linkedData) text(keys ...string) string {
	for _, key := range keys {
		for _, s := range stringsOf(d[key]) {
			if s = strings.TrimSpace(html.UnescapeString(s)); s != "" {
				return s
			}
		}
	}
	return ""
}

// names are the names of the persons or organisations in a property, which may be given as a string, an object with a
// name, or a list of those.
func (d linkedData) names(key string) []string {
	var out []string
	var visit func(v any, depth int)
	visit = func(v any, depth int) {
		switch v := v.(type) {
		case string:
			out = append(out, html.UnescapeString(v))
		case []any:
			for _, e := range v {
				if depth < 4 {
					visit(e, depth+1)
				}
			}
		case map[string]any:
			if depth < 4 {
				visit(v["name"], depth+1)
			}
		}
	}
	visit(d[key], 0)
	return out
}

func stringsOf(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, e := range v {
			if s, ok := e.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}
