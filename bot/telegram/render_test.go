package telegram_test

import (
	"fmt"
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"quoth/bot"
	telegramtest "quoth/bot/chattest/telegram"
	"quoth/bot/telegram"
	"quoth/knowledge"
	"quoth/knowledge/heaptest"
)

var tags = regexp.MustCompile(`<[^>]*>`)

// FuzzRender renders what an article may hold. Without its tags the message has
// the exact words, cleaned of what acts on a screen, is as long as was counted, has as
// many tags as were counted, and takes no more memory than a foreign byte may.
func FuzzRender(f *testing.F) {
	f.Add("About 340 sailors stopped work.", 6, 9, "Ferry <b>crews</b> & co", "https://post.example/?a=1&b=\"2\"")
	f.Add("“Nobody sails,” said @marta_union, and @x, and mail@example.org.", 0, 70, "", "")
	f.Add("🎉🎉 @ch\x10\x00l 🎉", 4, 8, "\x00", "5")
	f.Add("🎉🎉 @channel 🎉", 4, 8, "\x00\u202e", "")
	f.Add("two spaces  meet", 4, 11, "", "")
	f.Fuzz(func(t *testing.T, text string, from, to int, title, link string) {
		if !utf8.ValidString(text+title+link) || from < 0 || to > len(text) || from > to || !utf8.ValidString(text[:from]) || !utf8.ValidString(text[:to]) {
			t.Skip()
		}
		a := knowledge.Article{ID: 1, Version: 1, Title: title, Source: "Post"}
		q := knowledge.Quote{Article: a, Range: knowledge.Range{Start: 10, End: 10 + len(text)}, Text: text, Answer: knowledge.Range{Start: 10 + from, End: 10 + to}}
		blocks := []bot.Block{bot.Heading{Text: title}, bot.Quote{Quote: q, Link: link}, bot.Headline{Article: a, Link: link}}
		var got, rich string
		var units, entities int
		var exact bool
		heaptest.Within(t, len(text)+len(title)+len(link), func() {
			got, units, entities = telegram.Render(blocks)
			rich, exact = telegram.RenderRich(blocks)
		})
		plain := html.UnescapeString(tags.ReplaceAllString(got, ""))
		if n := len(utf16.Encode([]rune(plain))); n != units {
			t.Errorf("%d units were counted, there are %d in %q", units, n, plain)
		}
		if n := strings.Count(got, "</"); n != entities || n != len(tags.FindAllString(got, -1))-n {
			t.Errorf("%d tags were counted, there are %d in %s", entities, n, got)
		}
		quoted := regexp.MustCompile(`(?s)<blockquote[^>]*>(.*)</blockquote>`).FindStringSubmatch(got)
		words := bot.Printable(text[:from]) + bot.Printable(text[from:to]) + bot.Printable(text[to:])
		if quoted == nil || html.UnescapeString(tags.ReplaceAllString(quoted[1], "")) != words {
			t.Errorf("the quote %q became %s", text, got)
		}
		quoted = regexp.MustCompile(`(?s)<blockquote>(.*)</blockquote>`).FindStringSubmatch(rich)
		if quoted == nil || html.UnescapeString(tags.ReplaceAllString(strings.ReplaceAll(quoted[1], "<br>", "\n"), "")) != words || exact && strings.Contains(words, "  ") {
			t.Errorf("the quote %q became, in a rich message, %s", text, rich)
		}
	})
}

// long is articles whose sentences together are longer than a message.
func long() (all []knowledge.Article) {
	for n := range 14 {
		day := time.Date(2023, 1, 10+n, 0, 0, 0, 0, time.UTC)
		all = append(all, knowledge.Article{
			URL: fmt.Sprintf("https://long.example/%d", n), Title: fmt.Sprintf("Glacier station report %d", n), Source: "Polar Log", Published: day, DateOnly: true, Language: "en",
			Text: fmt.Sprintf("On %d January 2023 the glacier station number %d measured %s and the crew 🎉 went back to the hut.", 10+n, n,
				strings.Repeat(fmt.Sprintf("wind from quarter %d, ", n), 22)+"snow"),
		})
	}
	return all
}

// TestPagesOfAReply turns the pages of a timeline that no message holds. The test
// server refuses a message that is too long.
func TestPagesOfAReply(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.add(long()...)
	r.start()
	ana := r.server.User("Ana")
	chat := r.server.Private(ana)
	ana.Say(chat, "/search glacier station")
	m := chat.WaitMessages(1)[0]
	var quotes []string
	for pages := 1; ; pages++ {
		page := m.Marked("expandable_blockquote")
		if len(page) == 0 {
			t.Fatalf("page %d has no quotes: %s", pages, m.Text)
		}
		quotes = append(quotes, page...)
		if !slices.Contains(m.Buttons(), "Next ›") {
			if pages < 2 {
				t.Error("there is one page alone")
			}
			break
		}
		ana.Press(m, "Next ›")
		m = chat.WaitEdit(m)
	}
	slices.Sort(quotes)
	if n := len(slices.Compact(slices.Clone(quotes))); n != 10 || n != len(quotes) {
		t.Errorf("the pages show %d quotes, %d of them different", len(quotes), n)
	}
	stored := map[string]bool{}
	for _, a := range long() {
		stored[a.Text] = true
	}
	for _, q := range quotes {
		if !stored[q] {
			t.Errorf("not the stored words: %q", q)
		}
	}
	ana.Press(m, "‹ Before")
	m = chat.WaitEdit(m)
	ana.Press(m, regexp.MustCompile(`1 / \d+`).FindString(strings.Join(m.Buttons(), " "))).Wait() // where it stands already
	if n := len(chat.Sent()); n != 1 {
		t.Errorf("%d messages were sent", n)
	}
}

// TestTimelineIsOneMessage shows a timeline as a picture, with where its dates were printed
// as the caption, and its quotes in short pages when they are asked for.
func TestTimelineIsOneMessage(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.start()
	ana := r.server.User("Ana")
	chat := r.server.Private(ana)
	ana.Say(chat, "/timeline ferry strike")
	drawn := chat.WaitMessages(1)[0]
	if len(drawn.Photo) != 1 || !strings.HasPrefix(drawn.Caption, "Timeline: ferry strike") || strings.Contains(drawn.Caption, "“") || !strings.HasPrefix(string(drawn.File), "\x89PNG") {
		t.Errorf("the picture is %+v", drawn)
	}
	ana.Press(drawn, "As text")
	text := chat.WaitMessages(2)[1].Text
	if n := len(utf16.Encode([]rune(text))); n > 1200 || !strings.Contains(text, "“Ferry crews in Portmouth began a strike on Monday") {
		t.Errorf("as text there is, in %d characters, %s", n, text)
	}
}

// TestBlockThatNoTextHolds gets it whole, as a rich message in the same place, or as a file
// where Telegram takes none.
func TestBlockThatNoTextHolds(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	name := func(n int) string {
		return fmt.Sprintf("Gazette of town %d ", n) + strings.Repeat("and of the shire", 20)
	}
	for n := range 20 {
		r.add(knowledge.Article{URL: fmt.Sprintf("https://long.example/%d", n), Title: "News", Source: name(n), Language: "en", Text: fmt.Sprintf("Town %d has news.", n)})
	}
	r.start()
	ana := r.server.User("Ana")
	chat := r.server.Private(ana)
	ana.Say(chat, "/sources")
	first := chat.WaitMessages(1)[0]
	ana.Press(first, "Next ›")
	m := chat.WaitEdit(first)
	// Three outlets print two articles; of the first twenty, seventeen have one.
	if n := strings.Count(m.Content(), strings.Repeat("and of the shire", 20)+": 1 article"); m.Rich == nil || n != 17 {
		t.Errorf("%d towns are in the message:\n%s", n, m.Content())
	}
	ana.Press(m, "‹ Before")
	if m = chat.WaitEdit(m); m.Text != first.Text {
		t.Errorf("before that stands %q", m.Text)
	}
	r.server.Misbehave("editMessageText", 1, telegramtest.Failure(http.StatusBadRequest, "Bad Request: message text is empty")) // a server that knows no rich messages
	ana.Press(m, "Next ›")
	m = chat.WaitMessages(2)[1]
	if m.Caption != "This is too long for a message, so it comes whole, as a file." {
		t.Errorf("the caption is %q", m.Caption)
	}
	if n := strings.Count(string(m.File), strings.Repeat("and of the shire", 20)+": 1 article"); n != 17 {
		t.Errorf("%d towns are in the file:\n%s", n, m.File)
	}
}

// TestSpecKnowsEveryRequest plays the longest dialogue with every request checked
// against the platform's specification, as in all tests.
func TestSpecKnowsEveryRequest(t *testing.T) {
	s := newStage(t)
	for _, step := range []string{
		"ana says: /timeline ferry strike", "ana presses Follow", "ana says: /export", "ana types inline: ferry",
		"group hall forum", "topic hall/news", "ana joins hall", "ana says in hall/news: /follow", "channel wire", "wire posts: /sources",
	} {
		s.do(step)
		s.settle()
	}
	s.logged("telegram: menus registered")
	checked := map[string]bool{}
	for _, q := range s.server.Requests() {
		checked[q.Method] = true
	}
	for _, method := range []string{"getMe", "deleteWebhook", "setMyCommands", "setMyDescription", "setMyShortDescription", "sendChatAction", "sendMessage", "sendPhoto", "sendDocument", "answerCallbackQuery", "answerInlineQuery", "getChatMember"} {
		if !checked[method] {
			t.Errorf("%s was not called", method)
		}
	}
}

// TestLinkToPage writes below a quote where it was printed, and behind it the link to the
// article's page, where there is one.
func TestLinkToPage(t *testing.T) {
	a := knowledge.Article{ID: 1, Version: 1, Title: "Crews strike", Source: "Post"}
	q := bot.Quote{Quote: knowledge.Quote{Article: a, Range: knowledge.Range{End: 9}, Text: "No ferry."}, Link: "https://post.example/1"}
	without, _, _ := telegram.Render(bot.Sourced([]bot.Block{q}))
	q.Page = "https://news.example/article/1?version=1&words=0-9#quote"
	with, _, _ := telegram.Render(bot.Sourced([]bot.Block{q}))
	if want := without + ` · <a href="https://news.example/article/1?version=1&amp;words=0-9#quote">As printed</a>`; with != want {
		t.Errorf("it is\n%s\nwant\n%s", with, want)
	}
}
