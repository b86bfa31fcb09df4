// Package screen draws what the bot sends as a phone shows it, from the payloads that the
// doubles of the platforms recorded, with headless Chromium.
package screen

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html"
	"image"
	"image/draw"
	"image/png"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Message is what is drawn of a message of the bot.
type Message struct {
	Said    string // what the person wrote before it; "" for nothing
	Content string // above the rest, in Discord's Markdown
	Title   string // of an embed, in Discord's Markdown
	Text    string // Telegram's HTML, or Discord's Markdown
	Picture []byte // PNG; nil for none
	Buttons [][]string
	Parts   []Part // of Discord's container, in place of an embed
	Accent  int    // colour of its edge
	Image   string // the address of the picture of an embed's article; "" for none
}

// Part is one thing in a container.
type Part struct {
	Text    string // in Markdown
	Beside  string // the button beside the text; "" for none
	Picture []byte // PNG
	Buttons []string
	Image   string // the address of the picture beside the text; "" for none
}

// width is how many points wide a phone is.
const width = 400

// Telegram is the page of a message of Telegram.
func Telegram(m Message) string {
	var b strings.Builder
	b.WriteString(`<style>
body{margin:0;padding:10px;width:380px;background:#d5e3c8;font:15px/1.33 "Noto Sans","DejaVu Sans",sans-serif;color:#111}
.me,.bot{border-radius:14px;padding:8px 11px;margin:0 0 6px;box-sizing:border-box;white-space:pre-wrap;overflow-wrap:anywhere}
.me{background:#e1fec6;margin-left:auto;width:fit-content;max-width:300px}
.bot{background:#fff;max-width:355px}
.bot a{color:#2678b6;text-decoration:none}
blockquote{margin:2px 0;padding:3px 8px;border-left:3px solid #3a95d5;background:#eaf4fb;border-radius:4px}
blockquote[expandable]{max-height:60px;overflow:hidden;position:relative}
blockquote[expandable]:after{content:"⌄";position:absolute;right:6px;bottom:0;color:#3a95d5}
code{font-size:13px;color:#2678b6}
img{display:block;width:355px;max-height:460px;object-fit:cover;object-position:top;border-radius:14px 14px 0 0;margin:-8px -11px 8px}
.row{display:flex;gap:4px;max-width:355px;margin-bottom:4px}
.row span{flex:1;text-align:center;background:#8fae7bcc;color:#fff;border-radius:8px;padding:7px 4px}
</style>`)
	if m.Said != "" {
		b.WriteString(`<div class="me">` + html.EscapeString(m.Said) + `</div>`)
	}
	// A line that ends in a block ends there.
	text := strings.NewReplacer("</blockquote>\n", "</blockquote>", "\n<blockquote", "<blockquote").Replace(m.Text)
	b.WriteString(`<div class="bot">` + pictured(m.Picture) + text + `</div>`)
	rows(&b, m.Buttons)
	return b.String()
}

// Discord is the page of a message of Discord.
func Discord(m Message) string {
	var b strings.Builder
	b.WriteString(`<style>
body{margin:0;padding:10px;width:380px;background:#313338;font:15px/1.38 "Noto Sans","DejaVu Sans",sans-serif;color:#dbdee1}
.used{color:#949ba4;font-size:13px;margin-bottom:4px}
.name{color:#fff;font-weight:600}.app{background:#5865f2;color:#fff;font-size:10px;border-radius:3px;padding:1px 4px;margin-left:4px}
.embed{background:#2b2d31;border-left:4px solid #2f6f9f;border-radius:4px;padding:9px 12px;margin:4px 0 6px}
.title{font-weight:600;color:#fff;margin-bottom:4px}
.box{background:#393a41;border:1px solid #44454c;border-left:4px solid;border-radius:8px;padding:10px 12px;margin:4px 0 6px;display:flex;flex-direction:column;gap:8px}
.box .row{margin-top:0}
.part{display:flex;gap:10px;justify-content:space-between;align-items:flex-start}
.part .text{flex:1}
.image{width:80px;height:80px;border-radius:6px;flex:none;background:radial-gradient(circle at 70% 30%,#f7d774 0 9px,transparent 10px),linear-gradient(#8fb8d8 58%,#3b6c93 58%)}
.embed .image{float:right;margin:0 0 6px 10px}
h3{font-size:16px;line-height:1.3;color:#fff;margin:0}
.button,.text,.content{white-space:pre-wrap;overflow-wrap:anywhere}
a{color:#00a8fc;text-decoration:none}
.quote{border-left:3px solid #4e5058;padding-left:9px;display:block}
small{color:#949ba4;font-size:12px;display:block}
img{width:100%;max-height:460px;object-fit:cover;object-position:top;border-radius:4px;margin-top:8px}
.row{display:flex;flex-wrap:wrap;gap:6px;margin-top:4px}
.row span,.button{background:#4e5058;color:#fff;border-radius:6px;padding:6px 12px;font-size:14px}
.button{white-space:nowrap}
</style>`)
	if m.Said != "" {
		b.WriteString(`<div class="used">ana used ` + html.EscapeString(m.Said) + `</div>`)
	}
	b.WriteString(`<div><span class="name">Quoth</span><span class="app">APP</span></div>`)
	if m.Content != "" {
		b.WriteString(`<div class="content">` + markdown(m.Content) + `</div>`)
	}
	if len(m.Parts) > 0 {
		boxed(&b, m.Parts, m.Accent)
		return b.String()
	}
	b.WriteString(`<div class="embed">` + depicted(m.Image))
	if m.Title != "" {
		b.WriteString(`<div class="title">` + markdown(m.Title) + `</div>`)
	}
	b.WriteString(`<div class="text">` + markdown(m.Text) + `</div>` + pictured(m.Picture) + `</div>`)
	rows(&b, m.Buttons)
	return b.String()
}

// boxed writes a container.
func boxed(b *strings.Builder, parts []Part, accent int) {
	fmt.Fprintf(b, `<div class="box" style="border-left-color:#%06x">`, accent)
	for _, p := range parts {
		switch {
		case p.Picture != nil:
			b.WriteString(pictured(p.Picture))
		case p.Buttons != nil:
			rows(b, [][]string{p.Buttons})
		default:
			b.WriteString(`<div class="part"><div class="text">` + markdown(p.Text) + `</div>`)
			b.WriteString(depicted(p.Image))
			if p.Beside != "" {
				b.WriteString(`<div class="button">` + html.EscapeString(p.Beside) + `</div>`)
			}
			b.WriteString(`</div>`)
		}
	}
	b.WriteString(`</div>`)
}

func rows(b *strings.Builder, buttons [][]string) {
	for _, row := range buttons {
		b.WriteString(`<div class="row">`)
		for _, label := range row {
			b.WriteString("<span>" + html.EscapeString(label) + "</span>")
		}
		b.WriteString("</div>")
	}
}

// depicted stands for a picture that is elsewhere, which is not loaded.
func depicted(address string) string {
	if address == "" {
		return ""
	}
	return `<div class="image"></div>`
}

func pictured(data []byte) string {
	if data == nil {
		return ""
	}
	return `<img src="data:image/png;base64,` + base64.StdEncoding.EncodeToString(data) + `">`
}

var (
	linkMark   = regexp.MustCompile(`\[((?:[^\]\\]|\\.)*)\]\(([^)]*)\)`)
	boldMark   = regexp.MustCompile(`\*\*((?:[^*\\]|\\.)+)\*\*`)
	timeMark   = regexp.MustCompile(`&lt;t:(\d+):([DR])&gt;`)
	escapeMark = regexp.MustCompile(`\\(.)`)
)

// markdown writes what of Discord's Markdown the bot uses.
func markdown(s string) string {
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		open, end := "", "\n"
		if rest, is := strings.CutPrefix(line, "> "); is {
			open, line, end = `<span class="quote">`, rest, "</span>"
		} else if rest, is := strings.CutPrefix(line, "### "); is {
			open, line, end = "<h3>", rest, "</h3>"
		} else if rest, is := strings.CutPrefix(line, "-# "); is {
			open, line, end = "<small>", rest, "</small>"
		}
		line = html.EscapeString(line)
		line = linkMark.ReplaceAllString(line, `<a href="$2">$1</a>`)
		line = timeMark.ReplaceAllStringFunc(line, shownTime)
		line = boldMark.ReplaceAllString(line, "<b>$1</b>")
		lines = append(lines, open+escapeMark.ReplaceAllString(line, "$1")+end)
	}
	return strings.Join(lines, "")
}

// shownTime is a point in time as it is shown to somebody in London who looks at once.
func shownTime(mark string) string {
	m := timeMark.FindStringSubmatch(mark)
	if m[2] == "R" {
		return "a few seconds ago"
	}
	seconds, _ := strconv.ParseInt(m[1], 10, 64)
	return time.Unix(seconds, 0).UTC().Format("2 January 2006")
}

// Draw writes a page as a PNG file, cut to what stands on it.
func Draw(t testing.TB, page, file string) {
	t.Helper()
	dir := t.TempDir()
	source, shot := filepath.Join(dir, "page.html"), filepath.Join(dir, "shot.png")
	if err := os.WriteFile(source, []byte("<!doctype html><meta charset=utf-8>"+page), 0o644); err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=2",
		fmt.Sprintf("--window-size=%d,1600", width), "--user-data-dir="+filepath.Join(dir, "profile"), "--screenshot="+shot, (&url.URL{Scheme: "file", Path: source}).String())
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	data, err := os.ReadFile(shot)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var small bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&small, cut(picture)); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, small.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// cut leaves the empty space at the foot of a page out.
func cut(m image.Image) image.Image {
	b := m.Bounds()
	ground := m.At(b.Max.X-1, b.Max.Y-1)
	foot := b.Max.Y
	for ; foot > b.Min.Y+1; foot-- {
		empty := true
		for x := b.Min.X; x < b.Max.X && empty; x++ {
			empty = m.At(x, foot-1) == ground
		}
		if !empty {
			break
		}
	}
	out := image.NewRGBA(image.Rect(0, 0, b.Dx(), min(foot+16, b.Max.Y)))
	draw.Draw(out, out.Bounds(), m, b.Min, draw.Src)
	return out
}
