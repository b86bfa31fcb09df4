// Package seeds holds what a new installation starts with: stories to ask
// about before the first feed has been read, and a list of feeds to switch on.
//
// The stories are written for this project. Each states facts that can be
// checked on the public page that its url names, and its source says "Quoth
// starter stories", so that nobody takes them for that page's words. They are
// kept in one file per subject, stories/SUBJECT.jsonl, ordered by date.
package seeds

import (
	"embed"
	"io/fs"
	"slices"
)

//go:embed stories/*.jsonl
var stories embed.FS

//go:embed feeds.opml
var feeds []byte

// Source is the outlet name under which the starter stories are stored.
const Source = "Quoth starter stories"

// Stories returns the starter stories as JSON Lines, one article a line with
// the keys url, title, source, published (YYYY-MM-DD), language and text,
// subject after subject. The caller owns the slice.
func Stories() []byte {
	var lines []byte
	for _, name := range storyFiles() {
		content, err := stories.ReadFile(name)
		if err != nil {
			panic("seeds: embedded file cannot be read: " + err.Error())
		}
		lines = append(lines, content...)
	}
	return lines
}

// Feeds returns the starter feed list as OPML 2.0 (http://opml.org/spec2.opml):
// one outline per subject, holding outlines of type "rss" with text, xmlUrl
// and htmlUrl. The caller owns the slice.
func Feeds() []byte {
	return slices.Clone(feeds)
}

// storyFiles lists the story files by name, one per subject.
func storyFiles() []string {
	names, err := fs.Glob(stories, "stories/*.jsonl")
	if err != nil {
		panic("seeds: malformed pattern: " + err.Error())
	}
	return names
}
