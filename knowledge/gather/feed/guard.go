package feed

import (
	"fmt"
	"strings"
)

// checkXML refuses a document whose elements are too many, too deep or declare
// too many namespaces, before the parser builds anything of it. It reads tags
// alone and takes no position on whether they are well-formed.
func checkXML(text string) error {
	var open [maxFeedDepth]struct {
		name       string
		namespaces int // in scope
	}
	depth, elements, entries := 0, 0, 0
	for {
		at := strings.IndexByte(text, '<')
		if at < 0 {
			return nil
		}
		text = text[at:]
		if skipped, ok := skipMarkup(text); ok {
			text = skipped
			continue
		}
		end := tagEnd(text)
		tag := text[1:end]
		text = text[end:]
		if name, closing := strings.CutPrefix(tag, "/"); closing {
			name = tagName(name)
			for i := depth - 1; i >= 0; i-- { // an end that nothing began, ends nothing
				if open[i].name == name {
					depth = i
					break
				}
			}
			continue
		}
		name := tagName(tag)
		if name == "" {
			continue
		}
		if elements++; elements > maxFeedElements {
			return fmt.Errorf("%w: it has more than %d elements", ErrTooLarge, maxFeedElements)
		}
		if isEntry(name) {
			if entries++; entries > maxFeedEntries {
				return fmt.Errorf("%w: it has more than %d entries", ErrTooLarge, maxFeedEntries)
			}
		}
		namespaces := strings.Count(tag, "xmlns")
		if depth > 0 {
			namespaces += open[depth-1].namespaces
		}
		if namespaces > maxNamespaces {
			return fmt.Errorf("%w: it declares more than %d namespaces at one place", ErrTooLarge, maxNamespaces)
		}
		if strings.HasSuffix(tag, "/") {
			continue
		}
		if depth == maxFeedDepth {
			return fmt.Errorf("%w: its elements are nested more than %d deep", ErrTooLarge, maxFeedDepth)
		}
		open[depth].name, open[depth].namespaces = name, namespaces
		depth++
	}
}

// isEntry reports whether an element is an entry of RSS or Atom.
func isEntry(name string) bool {
	local := name[strings.LastIndexByte(name, ':')+1:]
	return strings.EqualFold(local, "item") || strings.EqualFold(local, "entry")
}

// skipMarkup returns what follows the comment, CDATA section, processing
// instruction or directive that text begins with.
func skipMarkup(text string) (rest string, ok bool) {
	for _, kind := range [...][2]string{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ">"}} {
		if inner, found := strings.CutPrefix(text, kind[0]); found {
			_, rest, _ = strings.Cut(inner, kind[1])
			return rest, true
		}
	}
	return text, false
}

// tagEnd is the index of the ">" that ends the tag that text begins with,
// outside of quoted attributes; len(text) for none.
func tagEnd(text string) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '>':
			return i
		case '"', '\'':
			after := strings.IndexByte(text[i+1:], text[i])
			if after < 0 {
				return len(text)
			}
			i += after + 1
		}
	}
	return len(text)
}

// tagName is the element's name that a tag begins with.
func tagName(tag string) string {
	if at := strings.IndexAny(tag, " \t\r\n/>"); at >= 0 {
		tag = tag[:at]
	}
	return tag
}
