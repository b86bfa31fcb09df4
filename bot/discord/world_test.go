package discord_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"quoth/bot"
	discordtest "quoth/bot/chattest/discord"
	"quoth/bot/discord"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

// token is what must never be seen in a log, an error or a message.
const token = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.secret-of-the-bot"

// world is a Discord with the bot in it, over a real database.
type world struct {
	*discordtest.Discord
	t      *testing.T
	store  *sqlite.Store
	file   string // of the store
	engine *bot.Engine
	bot    *discord.Bot
	log    *logBook

	guild   *discordtest.Guild
	general *discordtest.Channel
	ana     *discordtest.User // a member
	ben     *discordtest.User // another
	boss    *discordtest.User // who manages channels
	op      *discordtest.User // the operator

	wrong bool // what the test did is against Discord's rules

	config  discord.Config
	stop    context.CancelFunc
	stopped chan error
}

// logBook is a log that may be read while it is written.
type logBook struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// clock runs from noon of 6 May 2024 on.
func clock() func() time.Time {
	began := time.Now()
	return func() time.Time { return time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC).Add(time.Since(began)) }
}

// news is the articles that tests put in, by name.
var news = map[string]knowledge.Article{
	"ferry": {
		URL: "https://post.example/ferry", Title: "Ferry crews walk out", Source: "Harbour Post", Published: day(2024, 3, 5), DateOnly: true, Language: "en",
		Text: "Ferry crews in Portmouth began a strike on 4 March 2024 over their pay. About 340 sailors stopped work, the union said. Some of the ferry sailors had stopped work before.\n\nThe ferry strike ended on 9 March 2024, when both sides signed an agreement. On 12 March 2024 the ferry crews were paid.",
	},
	"port": {
		URL: "https://gazette.example/port", Title: "Portmouth without ferries", Source: "Gazette", Published: day(2024, 3, 6), DateOnly: true, Language: "en",
		Text: "In Portmouth 340 ferry sailors stopped work on Monday. By Tuesday 410 ferry sailors had stopped work in Portmouth and Elmstead. Of the ferry sailors who stopped work in Portmouth 25 were arrested. How many ferry sailors stopped work in Portmouth was not known to the police.",
	},
	"bridge": {
		URL: "https://gazette.example/bridge", Title: "New bridge opens", Source: "Gazette", Published: day(2024, 4, 2), DateOnly: true, Language: "en",
		Text: "The mayor of Elmstead opened the new bridge on Tuesday. It cost 12 million euros.",
	},
	"dam": {
		URL: "https://post.example/dam", Title: "Dam at Elmstead bursts", Source: "Harbour Post", Published: day(2024, 5, 6), DateOnly: true, Language: "en",
		Text: "The dam above Elmstead burst in the night to Monday after a week of rain. Firefighters brought 214 people to safety from the lower town, the district office said.",
	},
	"dam2": {
		URL: "https://gazette.example/dam", Title: "Dam at Elmstead bursts after rain", Source: "Gazette", Published: day(2024, 5, 6), DateOnly: true, Language: "en",
		Text: "The dam above Elmstead burst in the night to Monday after a week of rain. Firefighters brought 214 people to safety from the lower town, the district office told reporters.",
	},
	"fair": {
		URL: "https://gazette.example/fair", Title: "Elmstead holds its fair", Source: "Gazette", Published: day(2024, 5, 6), DateOnly: true, Language: "en",
		Text: "The spring fair in Elmstead drew 3,000 visitors on Sunday. The brass band from Reedham played until midnight, the council said.",
	},
	"pier": {
		URL: "https://post.example/pier", Title: "Pier in Portmouth burns", Source: "Harbour Post", Published: day(2024, 5, 6), DateOnly: true, Language: "en",
		Text: "The old pier in Portmouth burned down on Monday morning. Nobody was hurt, the fire brigade said.",
	},
	"tricks": {
		URL: "https://discord.gg/tricks", Title: "**Circus** @everyone in [Dunwick](https://evil.example/t)", Source: "# Post <@&1>", Published: day(2024, 5, 6), DateOnly: true, Language: "en",
		Text: "The circus in Dunwick hired 31 clowns, @everyone and @here, <@123456789012345678> and <@&123456789012345678>.\n\n" +
			"# The circus in Dunwick has a ||tent|| of `canvas` and ```rope```, [tickets](https://evil.example/pay) at discord.gg/free, https://evil.example or <#123456789012345678>.\n\n" +
			"> The circus in Dunwick **opens** _on_ ~~Friday~~ <t:1700000000:R> with :clown: and </ask:123456789012345678>.",
	},
	"signal": {
		URL: "https://post.example/signal", Title: "Signal box fails", Source: "Harbour Post", Published: day(2024, 5, 6), DateOnly: true, Language: "en",
		Text: "A signal box north of Reedham failed on Monday. Trains to the coast were up to two hours late, the railway said.",
	},
	"mill": {
		URL: "https://gazette.example/mill", Title: "Paper mill in Elmstead closes", Source: "Gazette", Published: day(2024, 5, 6), DateOnly: true, Language: "en",
		Text: "The paper mill in Elmstead closes at the end of June, its owner said. All 90 workers lose their posts.",
	},
}

// oneByOne passes over a test in which one thing is done after another, where the race
// detector finds nothing that it does not find elsewhere, and takes minutes.
func oneByOne(t *testing.T) {
	t.Helper()
	if raced && testing.Short() {
		t.Skip("nothing is done side by side")
	}
}

// option changes how a world begins.
type option func(*discordtest.Config, *discord.Config)

// begin starts a world whose store holds the articles of those names. Limits are off
// and heartbeats quick unless an option says otherwise.
func begin(t *testing.T, articles []string, options ...option) *world {
	t.Helper()
	now := clock()
	// A busy machine may take longer than the three seconds that Discord gives, and the bot tries for.
	dc := discordtest.Config{Token: token, Now: now, AnswerTime: 10 * time.Minute, IdentifyEvery: time.Millisecond, MaxConcurrency: 16, Limits: discordtest.Limits{Off: true}, Spec: spec(t)}
	w := &world{t: t, log: &logBook{}, stopped: make(chan error, 1)}
	c := discord.Config{Token: token, Log: slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	for _, o := range options {
		o(&dc, &c)
	}
	w.Discord = discordtest.New(t, dc)
	w.people()
	stored := sqlite.Options{Clock: w.Now}
	w.file = sqlitetest.Filled(t, w.Now().Format(time.DateOnly)+" "+strings.Join(articles, " "), stored, func(ctx context.Context, s *sqlite.Store) error {
		door := intake.New(intake.Config{Store: s, Now: w.Now})
		for _, a := range w.named(articles) {
			if _, err := door.Add(ctx, []knowledge.Article{a}); err != nil {
				return err
			}
		}
		return nil
	})
	store, err := sqlite.Open(t.Context(), w.file, stored)
	if err != nil {
		t.Fatal(err)
	}
	w.store = store
	w.engine = bot.New(bot.Config{
		Store: store, Log: c.Log, Now: w.Now, Version: "test",
		Operators: []audience.Person{{Platform: discord.Platform, User: w.op.ID}},
	})
	c.Engine, c.Store, c.Now = w.engine, store, w.Now
	if c.Client == nil {
		c.Client = w.Client()
	}
	if c.Guilds == nil {
		c.Guilds = []string{w.guild.ID}
	}
	w.config = c
	w.renew()
	t.Cleanup(w.end)
	return w
}

// renew makes another bot, of the configuration as it is now. A busy machine may take longer
// over an acknowledgement than Discord waits.
func (w *world) renew() {
	w.t.Helper()
	var err error
	if w.bot, err = discord.New(w.config); err != nil {
		w.t.Fatal(err)
	}
	w.bot.PaceIdentify(5 * time.Millisecond)
	w.bot.TryAcks(10 * time.Minute)
}

func (w *world) people() {
	w.guild = w.Guild("town")
	w.general = w.guild.Channel("general")
	w.ana, w.ben, w.boss, w.op = w.User("ana"), w.User("ben"), w.User("boss"), w.User("op")
	w.guild.Join(w.ana)
	w.guild.Join(w.ben)
	w.guild.Join(w.boss, discordtest.ManageChannels)
	w.guild.Join(w.op, discordtest.ManageGuild)
}

// start runs the bot, until the test ends.
func (w *world) start(shards int) *world {
	w.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	w.stop = stop
	go func() { w.stopped <- w.bot.Run(ctx) }()
	w.Ready(shards)
	w.WaitCommand("ask")
	return w
}

// restart stops the bot, and starts another over the same store.
func (w *world) restart() {
	w.t.Helper()
	w.stop()
	if err := <-w.stopped; err != nil {
		w.t.Errorf("the bot ended with: %v", err)
	}
	w.Shard(0).WaitGone()
	w.renew()
	w.start(1)
}

// end stops the bot and looks at what it left behind.
func (w *world) end() {
	if w.stop != nil {
		w.stop()
		if err := <-w.stopped; err != nil {
			w.t.Errorf("the bot ended with: %v", err)
		}
		w.stop = nil
	}
	w.store.Close()
	for _, v := range w.Violations() {
		if w.wrong {
			break
		}
		w.t.Errorf("against Discord's rules: %v", v)
	}
	w.secrets(w.log.String())
	if w.t.Failed() && testing.Verbose() {
		w.t.Log(w.log.String())
	}
}

// secrets fails the test when a text holds the bot's token or an interaction's.
func (w *world) secrets(text string) {
	w.t.Helper()
	for _, secret := range []string{token, "secret-of-the-bot", "interaction-token-"} {
		if at := strings.Index(text, secret); at >= 0 {
			w.t.Errorf("a token is shown: …%s…", text[max(0, at-200):min(len(text), at+60)])
		}
	}
}

func (w *world) add(names ...string) {
	w.t.Helper()
	w.put(w.named(names)...)
}

func (w *world) named(names []string) (all []knowledge.Article) {
	w.t.Helper()
	for _, name := range names {
		a, ok := news[name]
		if !ok {
			w.t.Fatalf("there is no article %q", name)
		}
		all = append(all, a)
	}
	return all
}

// put stores articles at once: who reads meanwhile sees all of them or none.
func (w *world) put(all ...knowledge.Article) {
	w.t.Helper()
	if _, err := intake.New(intake.Config{Store: w.store, Now: w.Now}).Add(w.t.Context(), all); err != nil {
		w.t.Fatal(err)
	}
}

// registered waits until the commands are registered, or found to be, so many times:
// everywhere and in the operator's server.
func (w *world) registered(times int) {
	w.t.Helper()
	w.until("the commands are registered", func() bool { return strings.Count(w.log.String(), "discord: commands ") >= times })
}

// settle waits until the bot has done all that it took on.
func (w *world) settle() {
	w.t.Helper()
	w.until("the bot is idle", w.bot.Idle)
}

// until waits for what shows at the bot or in the store; Await is for what shows at Discord.
func (w *world) until(what string, done func() bool) {
	w.t.Helper()
	for deadline := time.Now().Add(5 * time.Minute); !done(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			w.t.Fatalf("waited in vain until %s", what)
		}
	}
}
