package discord_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"quoth/bot"
	discordtest "quoth/bot/chattest/discord"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// TestPages turns the pages of a long reply.
func TestPages(t *testing.T) {
	t.Parallel()
	w := begin(t, nil)
	for n := range 12 {
		w.put(knowledge.Article{
			URL: fmt.Sprintf("https://post.example/%d", n), Title: fmt.Sprintf("Quarry %d", n), Source: "Post", Published: day(2024, 5, 1+n), DateOnly: true, Language: "en",
			Text: fmt.Sprintf("The quarry of village %d, %s is to be closed. Nobody was asked.", n, strings.Repeat("beside the road to the lower mill and the old weir, ", 20)),
		})
	}
	w.start(1)
	m := w.ana.Slash(w.general, "search", map[string]any{"words": "quarry"}).Message()
	first := m.Text()
	if !strings.Contains(first, "Page 1 of ") {
		t.Fatalf("there is one page: %s", first)
	}
	if _, ok := m.Button("▶"); !ok {
		t.Fatal("there is no button for the next page")
	}
	second := w.ana.Press(m, "▶").Edited(1).Text()
	if !strings.Contains(second, "Page 2 of ") {
		t.Errorf("the second page is %s", second)
	}
	now, _ := w.Message(m.ID)
	if now.Text() != second {
		t.Error("the page was not turned in the message itself")
	}
	other := w.ben.Press(m, "▶").Message()
	if !other.Ephemeral() || !strings.Contains(other.Text(), "Page 3 of ") {
		t.Errorf("another person is shown %s", other.Text())
	}
	if now, _ := w.Message(m.ID); now.Text() != second {
		t.Error("another person turned the page")
	}
	if back := w.ana.Press(m, "◀").Edited(1).Text(); back != first {
		t.Errorf("back at the first page there is %s", back)
	}
	for _, m := range w.general.Messages() {
		for _, q := range strings.Split(m.Text(), "\n") {
			if strings.HasPrefix(q, "> ") && !strings.Contains(q, "closed") {
				t.Errorf("a quote is cut: %s", q)
			}
		}
	}
}

// TestPagesOfAPicture turns the pages of a timeline whose picture is in a message that was
// sent before a restart: it stays there, and the copy of another person goes without it.
func TestPagesOfAPicture(t *testing.T) {
	t.Parallel()
	w := begin(t, nil)
	for n := range 14 {
		w.put(knowledge.Article{
			URL: fmt.Sprintf("https://post.example/%d/%s", n, strings.Repeat("quarry-", 45)), Title: fmt.Sprintf("Quarry %d", n), Source: "Post",
			Published: day(2024, 5, 1+n), DateOnly: true, Language: "en",
			Text: fmt.Sprintf("The quarry of village %d closed on %d May 2024.", n, 1+n),
		})
	}
	w.start(1)
	m := w.ana.Slash(w.general, "timeline", map[string]any{"topic": "quarry closed"}).Message()
	if len(m.Attachments) != 1 || !strings.Contains(m.Text(), "Page 1 of ") {
		t.Fatalf("there are %d files and %s", len(m.Attachments), m.Text())
	}
	picture := m.Attachments[0].URL
	w.settle()
	w.restart()
	copied := w.ben.Press(m, "▶").Message()
	if !strings.Contains(copied.Text(), "Page 2 of ") || len(copied.Pictures()) != 0 {
		t.Errorf("another person is shown %v and %s", copied.Pictures(), copied.Text())
	}
	if back := w.ben.Press(copied, "◀").Edited(1); !strings.Contains(back.Text(), "Page 1 of ") || len(back.Pictures()) != 0 {
		t.Errorf("back in their copy there is %v and %s", back.Pictures(), back.Text())
	}
	turned := w.ana.Press(m, "▶").Edited(1)
	if !strings.Contains(turned.Text(), "Page 2 of ") || !slices.Equal(turned.Pictures(), []string{picture}) || len(turned.Attachments) != 1 {
		t.Errorf("on the second page there is %v, not %s, and %s", turned.Pictures(), picture, turned.Text())
	}
	requests := w.Requests(edit)
	if body, kept := string(requests[len(requests)-1].Body), fmt.Sprintf(`"attachments":[{"id":"%s","filename":"timeline.png"`, m.Attachments[0].ID); !strings.Contains(body, kept) {
		t.Errorf("the page was turned by %s, without %s", body, kept)
	}
}

// TestButtonsOutliveARestart presses a button of a bot that is no more.
func TestButtonsOutliveARestart(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}).start(1)
	m := w.ana.Slash(w.general, "ask", map[string]any{"question": question}).Message()
	w.restart()
	if got := w.ana.Press(m, "Timeline").Message(); !strings.Contains(got.Text(), "9 March 2024") {
		t.Errorf("the button shows %s", got.Text())
	}
}

// TestTimelineIsOneMessage shows a timeline as a picture, with where its dates were printed,
// and its quotes when they are asked for.
func TestTimelineIsOneMessage(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry", "port", "bridge"}).start(1)
	m := w.ana.Slash(w.general, "timeline", map[string]any{"topic": "ferry sailors stopped work Portmouth"}).Message()
	if len(m.Attachments) != 1 || !slices.Contains(m.Pictures(), m.Attachments[0].URL) || !strings.HasPrefix(m.Attachments[0].Description, "A timeline of") {
		t.Fatalf("there is no picture: %+v", m.Attachments)
	}
	const quote = "The ferry strike ended on 9 March 2024"
	if strings.Contains(m.Text(), quote) || !strings.Contains(m.Text(), "**9 March 2024** · [Harbour Post]") {
		t.Errorf("beside the picture stands %s", m.Text())
	}
	text := w.ana.Press(m, "As text").Message()
	if len(text.Attachments) != 0 || !strings.Contains(text.Text(), quote) {
		t.Errorf("as text there is %s with %d files", text.Text(), len(text.Attachments))
	}
}

// slowStore is a store in which nothing is kept of answers before it goes on.
type slowStore struct {
	knowledge.Store
	goOn chan struct{}
}

func (s *slowStore) SaveReceipts(ctx context.Context, receipts []audience.Receipt, sessions []audience.Session, now time.Time) error {
	<-s.goOn
	return s.Store.SaveReceipts(ctx, receipts, sessions, now)
}

// TestButtonBeforeItIsStored presses a button before what it does is in the store. Who asked
// would wait for the conversation to be stored, so somebody else presses it.
func TestButtonBeforeItIsStored(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"})
	store := &slowStore{w.store, make(chan struct{})}
	w.config.Store = store
	w.renew()
	w.start(1)
	defer close(store.goOn)
	m := w.ana.Slash(w.general, "timeline", map[string]any{"topic": "ferry sailors stopped work Portmouth"}).Message()
	if got := w.ben.Press(m, "As text").Message(); !strings.Contains(got.Text(), "The ferry strike ended on 9 March 2024") {
		t.Errorf("the button of a command shows %s", got.Text())
	}
	w.boss.Say(w.general, w.Bot().Mention()+" "+question)
	reply := w.general.WaitMessage("the answer", func(m discordtest.Message) bool { return m.ReplyTo() != "" })
	if got := w.op.Press(reply, "Timeline").Message(); strings.Contains(got.Text(), "works no longer") {
		t.Errorf("the button of a mention shows %s", got.Text())
	}
}

// unreadable is a store whose quotes can't be read while it is set.
type unreadable struct {
	knowledge.Store
	now atomic.Bool
}

func (u *unreadable) Excerpts(ctx context.Context, spans []knowledge.Span) (map[knowledge.Span]knowledge.Excerpt, error) {
	if u.now.Load() {
		return nil, knowledge.ErrCorrupt
	}
	return u.Store.Excerpts(ctx, spans)
}

// TestButtonWhileNothingCanBeRead presses the buttons of a reply while the store can't
// be read: that is said to whoever pressed, the message stays, and nobody reads that
// the words are not stored.
func TestButtonWhileNothingCanBeRead(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"})
	store := &unreadable{Store: w.store}
	w.config.Engine = bot.New(bot.Config{Store: store, Log: w.config.Log, Now: w.Now})
	w.renew()
	w.start(1)
	m := w.ana.Slash(w.general, "ask", map[string]any{"question": question, "private": true}).Message()
	store.now.Store(true)
	for range 2 {
		if got := w.ana.Press(m, "1 more quote").FollowUps(1)[0]; !got.Ephemeral() || !strings.Contains(got.Text(), "could not read the stored words") {
			t.Errorf("what is folded shows %s", got.Text())
		}
	}
	if got := w.ana.Press(m, "Share").FollowUps(1)[0]; !got.Ephemeral() || !strings.Contains(got.Text(), "could not read the stored words") {
		t.Errorf("Share shows %s", got.Text())
	}
	store.now.Store(false)
	if got := w.ana.Press(m, "Share").Message(); got.Ephemeral() || !strings.Contains(got.Text(), "340") {
		t.Errorf("Share, pressed again, shows %s", got.Text())
	}
}

// TestReportKeepsNoQuestionOfAnother has two people say that a quote is wrong: the question
// is kept with what the one who asked it says.
func TestReportKeepsNoQuestionOfAnother(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}).start(1)
	m := w.ana.Slash(w.general, "ask", map[string]any{"question": question}).Message()
	w.ana.Press(m, "Wrong quote").Message()
	w.ben.Press(m, "Wrong quote").Message()
	w.settle()
	reports, err := w.store.Reports(t.Context(), 9)
	if err != nil || len(reports) != 2 {
		t.Fatalf("kept is %+v (%v)", reports, err)
	}
	for _, r := range reports {
		if (r.Question != "") != (r.Person.User == w.ana.ID) {
			t.Errorf("kept of %s is the question %q", r.Person.User, r.Question)
		}
	}
}
