package main

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"quoth/knowledge/gather/fetch"
)

// outlets is how many there are. Each has a feed; the last one prints what the first does.
const outlets = 6

var worldTopics = []string{"ferry", "bridge", "harvest", "museum"}

// piece is what an outlet prints. Its title is like no other.
type piece struct {
	outlet       int
	title, topic string
	texts        []string // the last is that of now
	link         string   // "" for an outlet without addresses
	printed      time.Time
}

func feedURL(outlet int) string {
	return fmt.Sprintf("https://outlet%d.example/feed?key=%s%d", outlet, secret, outlet)
}

func (w *world) print() {
	n := len(w.pieces) + 1
	p := &piece{outlet: w.rng.IntN(outlets - 1), topic: worldTopics[w.rng.IntN(len(worldTopics))], printed: w.real.Now()}
	p.title = fmt.Sprintf("The %s number%d in town%d", p.topic, n, n*7)
	p.texts = []string{fmt.Sprintf("The %s of town%d moved to street%d after matter%d of person%d. Witness%d told of month%d in the hall.", p.topic, n*7, n*11, n*13, n*17, n*19, n*23)}
	if p.outlet%2 == 0 {
		p.link = fmt.Sprintf("https://outlet%d.example/%d", p.outlet, n)
	}
	w.pieces = append(w.pieces, p)
}

// revise has an outlet change what it printed, once.
func (w *world) revise() {
	if len(w.pieces) == 0 {
		return
	}
	if p := w.pieces[w.rng.IntN(len(w.pieces))]; len(p.texts) == 1 {
		p.texts = append(p.texts, p.texts[0]+fmt.Sprintf(" Later guest%d denied it.", len(p.title)*w.rng.IntN(1000)))
	}
}

// document is the feed of an outlet.
func (w *world) document(outlet int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<rss version='2.0'><channel><title>Outlet %d</title>", outlet)
	for i := len(w.pieces) - 1; i >= 0; i-- {
		p := w.pieces[i]
		if p.outlet != outlet && (p.outlet != 0 || outlet != outlets-1) {
			continue
		}
		fmt.Fprintf(&b, "<item><guid isPermaLink='false'>%d-%d</guid><title>%s</title><pubDate>%s</pubDate>", outlet, i, p.title, p.printed.Format(time.RFC1123Z))
		if p.link != "" {
			fmt.Fprintf(&b, "<link>%s</link>", p.link)
		}
		fmt.Fprintf(&b, "<description>%s</description></item>", p.texts[len(p.texts)-1])
	}
	b.WriteString("</channel></rss>")
	return b.Bytes()
}

// fetch is the web.
func (w *world) fetch(_ context.Context, r fetch.Request) (*fetch.Response, error) {
	if w.store.dead() {
		return nil, errKilled
	}
	outlet := 0
	if _, err := fmt.Sscanf(r.URL, "https://outlet%d.example/", &outlet); err != nil {
		return nil, &fetch.Error{Kind: fetch.NotFound, Host: fetch.HostOf(r.URL)}
	}
	body := w.document(outlet)
	mood, rng := 100, w.draw(r.URL)
	if !w.calm && w.failed[r.URL] < 3 {
		mood = rng.IntN(30)
	}
	w.failed[r.URL]++
	switch mood {
	case 0:
		return nil, &fetch.Error{Kind: fetch.Unreachable, Host: fetch.HostOf(r.URL)}
	case 1:
		return nil, &fetch.Error{Kind: fetch.ServerError, Host: fetch.HostOf(r.URL), Status: 503}
	case 2:
		return nil, &fetch.Error{Kind: fetch.TooSlow, Host: fetch.HostOf(r.URL)}
	case 3:
		body = []byte("<html><title>Down for maintenance</title></html>")
	case 4:
		body = body[:rng.IntN(len(body))]
	case 5:
		body = bytes.Repeat([]byte("<item><title>"), 2000)
	case 6:
		body = bytes.ReplaceAll(body, []byte("</channel>"), append(bytes.TrimSuffix(body[bytes.IndexByte(body, '>')+1:], []byte("</rss>")), "</channel>"...))
	default:
		w.failed[r.URL] = 0
	}
	return &fetch.Response{URL: r.URL, ContentType: "application/rss+xml", Body: body}, nil
}
