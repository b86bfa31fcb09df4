package discord_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	discordtest "quoth/bot/chattest/discord"
	"quoth/bot/chattest/victim"
	"quoth/bot/discord"
	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
)

// TestQuestionsWhileArticlesComeIn asks questions while another process adds articles to
// the file: each is answered, once. How long that took with and without is printed.
func TestQuestionsWhileArticlesComeIn(t *testing.T) {
	if os.Getenv("LONG_TESTS") == "" {
		t.Skip("what it shows is how long a hundred questions take")
	}
	t.Parallel()
	const questions = 100
	w := begin(t, []string{"ferry"}, func(d *discordtest.Config, _ *discord.Config) { d.Spec, d.AnswerTime = nil, time.Hour }).start(1)
	ask := func(when string) (took []time.Duration) {
		for n := range questions {
			who := w.User(fmt.Sprint("asker ", when, n))
			w.guild.Join(who)
			began := time.Now()
			asked := who.Slash(w.general, "ask", map[string]any{"question": question})
			w.Await("the answer", func() bool { return asked.Edits() > 0 })
			took = append(took, time.Since(began))
			if n := asked.Edits(); n != 1 {
				t.Errorf("an answer was written %d times", n)
			}
		}
		slices.Sort(took)
		return took
	}
	ask("first") // what is read once
	alone := ask("alone")
	stored := func() int {
		stats, err := w.store.Stats(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return stats.Articles
	}
	n := stored()
	adding := victim.Start(t, w.file, adds)
	defer adding.Kill()
	w.Await("the first articles that come in", func() bool { return stored() > n })
	n = stored()
	beside := ask("beside")
	if n = stored() - n; n == 0 {
		t.Error("no articles came in meanwhile")
	}
	at := func(took []time.Duration, p int) time.Duration {
		return took[len(took)*p/100].Round(100 * time.Microsecond)
	}
	t.Logf("alone half in %v, 99%% in %v; beside %d articles that came in half in %v, 99%% in %v, which is %.1f times as long",
		at(alone, 50), at(alone, 99), n, at(beside, 50), at(beside, 99), float64(at(beside, 99))/float64(at(alone, 99)))
}

// adds is the address of no platform: the process over a database that is told it adds
// articles there, as "quoth add" does.
const adds = "adds"

// addArticles adds articles to a file until the process is killed.
func addArticles(ctx context.Context, file string) error {
	store, err := sqlite.Open(ctx, file, sqlite.Options{})
	if err != nil {
		return err
	}
	defer store.Close()
	intake.Yield()
	door := intake.New(intake.Config{Store: store})
	for n := 0; ; {
		var batch []knowledge.Article
		for _, a := range news {
			n++
			a.URL, a.Title = fmt.Sprintf("https://daily.example/%d", n), fmt.Sprintf("%s, part %d", a.Title, n)
			a.Text += fmt.Sprintf("\n\nThe reader number %d of this page was the mayor of Portmouth himself.", n)
			batch = append(batch, a)
		}
		if _, err := door.Add(ctx, batch); err != nil {
			return err
		}
	}
}
