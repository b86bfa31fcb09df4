package feed

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"quoth/knowledge/gather/page"
	"quoth/knowledge/lazyregexp"
)

var (
	fediverseHandle = lazyregexp.New(`^@([\w.-]+)@([\w-]+(?:\.[\w-]+)+)$`)
	blueskyHandle   = lazyregexp.New(`^@([\w-]+(?:\.[\w-]+)+)$`)
	telegramName    = lazyregexp.New(`^/(\w{4,})/?$`)
	youtubeChannel  = lazyregexp.New(`^/channel/(UC[\w-]{10,})`)
	blueskyProfile  = lazyregexp.New(`^/profile/([^/]+)/?$`)
)

// errHandle is a name that does not say where it is one.
var errHandle = errors.New("a name alone does not say where the channel is: write @name@server, @name.bsky.social or the channel's address")

// handle is the address of the page of a person or a channel by the name that networks show:
// @name@server in the Fediverse (Mastodon and its like), @name.bsky.social on Bluesky. What is
// no such name comes back unchanged.
func handle(s string) (string, error) {
	if !strings.HasPrefix(s, "@") {
		return s, nil
	}
	if m := fediverseHandle.FindStringSubmatch(s); m != nil {
		return "https://" + m[2] + "/@" + m[1], nil
	}
	if m := blueskyHandle.FindStringSubmatch(s); m != nil {
		return "https://bsky.app/profile/" + m[1], nil
	}
	return "", errHandle
}

// toFeed changes the address of a channel's page to that of its public feed, where one
// follows from the other. YouTube's @names and Mastodon's pages name their feeds themselves.
func toFeed(u *url.URL) {
	switch strings.TrimPrefix(u.Host, "www.") {
	case "bsky.app":
		if m := blueskyProfile.FindStringSubmatch(u.Path); m != nil {
			u.Path = "/profile/" + m[1] + "/rss"
		}
	case "t.me", "telegram.me":
		if m := telegramName.FindStringSubmatch(u.Path); m != nil {
			u.Path = "/s/" + m[1]
		}
	case "youtube.com":
		list := u.Query().Get("list")
		if m := youtubeChannel.FindStringSubmatch(u.Path); m != nil {
			u.Path, u.RawQuery = "/feeds/videos.xml", url.Values{"channel_id": {m[1]}}.Encode()
		} else if u.Path == "/playlist" && list != "" {
			u.Path, u.RawQuery = "/feeds/videos.xml", url.Values{"playlist_id": {list}}.Encode()
		}
	}
}

// telegramPosts is the class of the list of posts on a channel's public page, t.me/s/NAME.
const telegramPosts = "tgme_channel_history"

// parseTelegram reads the posts of such a page, the newest first as in a feed.
func parseTelegram(source string, r *reader) (Channel, error) {
	doc, err := page.Parse(source)
	if err != nil {
		return Channel{}, fmt.Errorf("%w: %w", ErrNotFeed, err)
	}
	var c Channel
	for n := range doc.Descendants() {
		switch post := page.Attribute(n, "data-post"); {
		case c.Title == "" && hasClass(n, "tgme_channel_info_header_title"):
			c.Title = page.FragmentLine(rendered(n))
		case post != "" && hasClass(n, "tgme_widget_message") && len(c.Entries) < maxEntries:
			if e, ok := r.telegramPost(n, post); ok {
				c.Entries = append(c.Entries, e)
			}
		}
	}
	if len(c.Entries) == 0 {
		return Channel{}, fmt.Errorf("%w: it is the page of a channel without posts in words", ErrNotFeed)
	}
	c.Site = r.own.String()
	slices.Reverse(c.Entries)
	return c, nil
}

// telegramPost reads one post, called NAME/NUMBER; pictures alone are none.
func (r *reader) telegramPost(post *html.Node, name string) (Entry, bool) {
	e := Entry{ID: name, URL: webLink(&url.URL{Scheme: "https", Host: "t.me", Path: "/"}, name)}
	for n := range post.Descendants() {
		switch at := page.Attribute(n, "datetime"); {
		case e.Text == "" && hasClass(n, "js-message_text"):
			e.setText(body{html: rendered(n), content: true})
		case at != "" && n.Data == "time" && n.Parent != nil && hasClass(n.Parent, "tgme_widget_message_date"):
			e.Dated = at
		}
	}
	if e.Text == "" {
		return e, false
	}
	e.Whole = true
	e.setPublished(r)
	r.finish(&e)
	return e, true
}

func hasClass(n *html.Node, class string) bool {
	return n.Type == html.ElementNode && hasWord(page.Attribute(n, "class"), class)
}

// rendered is an element as HTML.
func rendered(n *html.Node) string {
	var b bytes.Buffer
	if html.Render(&b, n) != nil {
		return ""
	}
	return b.String()
}

// googleNews starts what Google News writes about an article whose address its own link
// holds: a message in the encoding of Protocol Buffers, its field 1 being 19 and its field 4
// the address.
var googleNews = []byte{1 << 3, 19, 4<<3 | 2}

// outletLink is the outlet's address of an article to which Google News links, where the link
// tells it; since 2024 many do not, and stay as they are.
func outletLink(link string) string {
	u, err := url.Parse(link)
	if err != nil || u.Host != "news.google.com" || !strings.Contains(u.Path, "/articles/") {
		return link
	}
	code := strings.TrimRight(u.Path[strings.LastIndexByte(u.Path, '/')+1:], "=")
	raw, err := base64.RawURLEncoding.DecodeString(code)
	field, ok := bytes.CutPrefix(raw, googleNews)
	size, n := binary.Uvarint(field)
	if err != nil || !ok || n <= 0 || size > uint64(len(field)-n) {
		return link
	}
	if address := webLink(&url.URL{}, string(field[n:n+int(size)])); address != "" {
		return address
	}
	return link
}
