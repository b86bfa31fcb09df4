package bot_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

// printed is an article with what of it is looked for in a database's file.
type printed struct {
	knowledge.Article
	fields []string // each in the file as it is
}

// randomWords is text of which no 12 bytes stand twice.
func randomWords(random *rand.Rand, size int) string {
	var b strings.Builder
	for b.Len() < size {
		fmt.Fprintf(&b, "%08x ", random.Uint32())
	}
	return b.String()[:size-1] + "."
}

// TestDamagedBytes flips single bytes of stored texts, titles, outlets, authors, addresses
// and dates in the file of a database, 160 of them, or 10,000 with LONG_TESTS.
// Nothing of what they stand in is shown, and every such article is named. The articles are fewer
// than those of which a dictionary is made: their texts stand in the file as they are.
func TestDamagedBytes(t *testing.T) {
	articles, rounds := 80, 2
	if os.Getenv("LONG_TESTS") != "" {
		articles, rounds = 100, 100
	}
	random := rand.New(rand.NewPCG(3, 4))
	now := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
	path := sqlitetest.File(t)
	store, err := sqlite.Open(t.Context(), path, sqlite.Options{Clock: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	var all []printed
	var given []knowledge.Article
	for n := range articles {
		a := knowledge.Article{
			URL: fmt.Sprintf("https://%08x.example/%08x-%d", random.Uint32(), random.Uint32(), n), Title: randomWords(random, 30), Source: strings.ToUpper(randomWords(random, 20)),
			Authors: []string{randomWords(random, 20)}, Published: time.Unix(1e9+int64(random.IntN(5e8)), 0).UTC(), Language: "en", Text: randomWords(random, 100+random.IntN(8000)),
		}
		given = append(given, a)
		all = append(all, printed{a, []string{a.Text, a.Text, a.Title, a.Source, a.Authors[0], a.URL}})
	}
	if _, err := intake.New(intake.Config{Store: store, Now: func() time.Time { return now }}).Add(t.Context(), given); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for range rounds {
		damaged := bytes.Clone(file)
		var quoted []knowledge.Range
		for _, a := range all {
			quoted = append(quoted, flip(t, random, file, damaged, a))
		}
		checkDamaged(t, damaged, all, quoted)
	}
}

// flip changes one byte of one field of an article, and returns the range of its text
// that is to be quoted: around the byte.
func flip(t *testing.T, random *rand.Rand, file, damaged []byte, a printed) knowledge.Range {
	n := random.IntN(len(a.fields) + 1)
	change := byte(1 << random.IntN(8))
	if n == len(a.fields) { // the date stands before the address, as a number
		date := binary.BigEndian.AppendUint32(nil, uint32(a.Published.Unix()))
		url := bytes.Index(file, []byte(a.URL))
		at := bytes.LastIndex(file[:url], date)
		if at < 0 || url-at > 40 {
			t.Fatalf("the date of %s stands %d bytes before it", a.URL, url-at)
		}
		damaged[at+random.IntN(4)] ^= change
		return knowledge.Range{Start: 0, End: len(a.Text)}
	}
	field := a.fields[n]
	for range len(field) {
		at := random.IntN(len(field))
		window := knowledge.Range{Start: max(0, at-12), End: min(len(field), at+12)}
		found := 0
		for from := 0; ; {
			i := bytes.Index(file[from:], []byte(field[window.Start:window.End]))
			if i < 0 {
				break
			}
			damaged[from+i+at-window.Start] ^= change
			from += i + 1
			found++
		}
		if found == 0 { // two pages share it
			continue
		}
		if field != a.Text {
			window = knowledge.Range{Start: 0, End: len(a.Text)}
		}
		return window
	}
	t.Fatalf("nothing of %q stands in the file", field)
	return knowledge.Range{}
}

func checkDamaged(t *testing.T, damaged []byte, all []printed, quoted []knowledge.Range) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "damaged.db")
	if err := os.WriteFile(path, damaged, 0o600); err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	engine := bot.New(bot.Config{Store: store, Log: slog.New(slog.DiscardHandler)})
	scrubbed, err := knowledge.Scrub(t.Context(), store, nil)
	if err != nil || scrubbed.Versions != len(all) || len(scrubbed.Broken) != len(all) {
		t.Errorf("of %d damaged articles %d are named (%v)", len(all), len(scrubbed.Broken), err)
	}
	for i := range all {
		stored, err := store.Article(t.Context(), int64(i+1))
		if err != nil {
			t.Fatal(err)
		}
		text := stored.Text[quoted[i].Start:quoted[i].End]
		stored.Text = ""
		reply, err := engine.Verify(t.Context(), bot.Reply{Blocks: []bot.Block{
			bot.Quote{Quote: knowledge.Quote{Article: stored, Range: quoted[i], Text: text}},
		}})
		if err != nil || len(blocks[bot.Quote](reply)) != 0 {
			t.Errorf("shown is %s (%v) of %+v", words(reply), err, all[i].Article)
		}
	}
	if aside, err := store.Quarantined(t.Context()); err != nil || len(aside) != len(all) {
		t.Errorf("%d of %d damaged articles are in quarantine (%v)", len(aside), len(all), err)
	}
}

// damagedStore is a store of whose first block of a text a byte is another one.
type damagedStore struct {
	knowledge.Store
	writes int
}

func (d *damagedStore) Excerpts(ctx context.Context, spans []knowledge.Span) (map[knowledge.Span]knowledge.Excerpt, error) {
	found, err := d.Store.Excerpts(ctx, spans)
	for span, x := range found {
		if len(x.Text) > 100 && x.Start == 0 {
			x.Text = "X" + x.Text[1:]
			found[span] = x
		}
	}
	return found, err
}

func (d *damagedStore) Write(ctx context.Context, f func(knowledge.Writer) error) error {
	d.writes++
	return d.Store.Write(ctx, f)
}

// TestDamagedArticleGoesWhole has a reply quote an article in blocks that hold, and in one that
// does not, before them and after them: nothing of it is shown, and it goes into quarantine once.
func TestDamagedArticleGoesWhole(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	words := randomWords(random, 5000)
	k := start(t, knowledge.Article{URL: "https://post.example/long", Title: "Long", Source: "Post", Text: words},
		knowledge.Article{URL: "https://post.example/other", Title: "Other", Source: "Post", Text: randomWords(random, 300)})
	store := &damagedStore{Store: k.store}
	engine := bot.New(bot.Config{Store: store, Log: slog.New(slog.DiscardHandler)})
	stored, err := k.store.ArticleByURL(t.Context(), "https://post.example/long")
	if err != nil {
		t.Fatal(err)
	}
	stored.Text = ""
	quote := func(at int) bot.Quote {
		return bot.Quote{Quote: knowledge.Quote{Article: stored, Range: knowledge.Range{Start: at, End: at + 20}, Text: words[at : at+20]}}
	}
	beside := quote(4000)
	beside.Context = []knowledge.Passage{{Range: knowledge.Range{Start: 10, End: 30}, Text: words[10:30]}}
	reply, err := engine.Verify(t.Context(), bot.Reply{
		Blocks: []bot.Block{quote(3000), quote(90), quote(4500), bot.Headline{Article: stored}, beside}, Found: &bot.Found{Quotes: []bot.Quote{quote(3000), quote(200)}},
	})
	if err != nil || len(blocks[bot.Quote](reply))+len(blocks[bot.Headline](reply))+len(reply.Found.Quotes) > 0 || store.writes != 1 {
		t.Errorf("after %d writes shown are %+v and %+v (%v)", store.writes, reply.Blocks, reply.Found.Quotes, err)
	}
	if aside, err := k.store.Quarantined(t.Context()); err != nil || len(aside) != 1 {
		t.Errorf("in quarantine are %+v, %v", aside, err)
	}
}
