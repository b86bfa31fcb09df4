package main

import (
	"bytes"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	discordtest "quoth/bot/chattest/discord"
	telegramtest "quoth/bot/chattest/telegram"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/postgres"
	"quoth/knowledge/postgrestest"
	"quoth/knowledge/sqlitetest"
)

var (
	rollingRestarts = flag.Int("rolling", 2, "how often all processes of one bot are restarted in turn")
	processKills    = flag.Int("killed", 6, "how often one of the processes of one bot is killed")
)

const (
	// restartLife is the life of leases where no process is killed: a machine that is busy
	// takes none for gone. killedLife is the usual one, for where some are: with a shorter one, a
	// busy machine takes leases away from all before they are of use.
	restartLife, killedLife = 5 * time.Minute, 10 * time.Second
	// promptly is as long as a stop takes at most that cut nothing off.
	promptly = 2 * time.Second
	// followers are those who follow something all along, askers those who ask on Telegram,
	// and members those who ask on Discord, in turn: of one that asks often some are passed
	// over, and nobody here asks so often.
	followers, askers, members = 8, 128, 128
)

// cluster is several processes of one bot over one database, and the people, places and
// feeds around it.
type cluster struct {
	t     *testing.T
	tg    *telegramtest.Server
	dc    *discordtest.Discord
	store knowledge.Store
	quoth func(args ...string) *exec.Cmd
	db    string
	life  time.Duration
	port  string // of the feeds

	jobs    []job
	running []*exec.Cmd
	log     []*bytes.Buffer // by job
	slowest time.Duration   // stop

	people   []*telegramtest.User
	fans     []*telegramtest.User
	members  []*discordtest.User
	squares  []*discordtest.Channel
	said     [][]saying            // by each person on Telegram
	again    []int                 // how often each of them said something again
	mentions []discordtest.Message // of the bot on Discord
	renewed  int                   // how many of them were said again
	topics   []audience.Subscription
	articles int
}

// saying is what a person wrote, and the word that what the bot says to it has.
type saying struct{ line, word string }

// job is what one of the processes does.
type job struct {
	roles             string
	discord, telegram bool
}

// TestProcesses runs one bot as four processes of the program, two on Discord, one on Telegram
// and one that polls and delivers, and restarts them in turn and then kills them while people
// ask and follow and news comes: no answer, subscription, article or alert is lost, and none
// comes twice by a restart.
//
//	LONG_TESTS=1 go test ./cmd/quoth -run TestProcesses/PostgreSQL -timeout 0 -v -args -rolling 40 -killed 400
func TestProcesses(t *testing.T) {
	if os.Getenv("LONG_TESTS") == "" {
		t.Skip("runs the program many times")
	}
	t.Run("SQLite", func(t *testing.T) { testProcesses(t, sqlitetest.File(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { testProcesses(t, postgrestest.Address(t)) })
}

func testProcesses(t *testing.T, db string) {
	c := newCluster(t, db)
	c.life = restartLife
	c.startAll()
	c.tg.Wait(c.tg.Polling)
	c.dc.Ready(2)
	for range *rollingRestarts {
		for i := range c.jobs {
			c.ask(3)
			c.publish()
			c.stop(i)
			c.ask(1)
			c.start(i)
		}
	}
	repeats := c.settle()
	t.Logf("%d rolling restarts of %d processes, the slowest stop took %s: all of %s came, %s twice", *rollingRestarts, len(c.jobs), c.slowest.Round(time.Millisecond), c, repeats)
	if repeats != (counts{}) {
		c.tellRepeats()
	}
	if c.slowest < promptly && repeats != (counts{}) {
		t.Errorf("by restarts %s came twice", repeats)
	}
	c.stopAll()
	c.life = killedLife
	c.startAll()
	for range *processKills {
		c.ask(2)
		c.publish()
		time.Sleep(rand.N(300 * time.Millisecond)) // wherever they are then
		i := rand.IntN(len(c.jobs))
		c.running[i].Process.Kill()
		c.running[i].Wait()
		c.ask(1)
		c.start(i)
	}
	repeats = c.settle()
	t.Logf("%d kills: all of %s came, %s twice; %d identifies, %d resumes", *processKills, c, repeats, len(c.dc.Identifies()), len(c.dc.Resumes()))
	c.stopAll()
	if found, err := c.store.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("the database is not sound: %q, %v", found, err)
	}
}

// TestFailover loses the database of four processes while people ask and follow and news comes,
// and has its synchronous standby take over: whatever was asked, followed or printed before,
// meanwhile and after is answered, kept and told.
func TestFailover(t *testing.T) {
	if os.Getenv("LONG_TESTS") == "" {
		t.Skip("runs the program many times")
	}
	pair, db, _ := postgrestest.NewPair(t)
	c := newCluster(t, db)
	c.life = killedLife
	c.startAll()
	c.tg.Wait(c.tg.Polling)
	c.dc.Ready(2)
	for range 10 {
		c.ask(3)
		c.publish()
	}
	time.Sleep(rand.N(300 * time.Millisecond)) // wherever they are then
	lost := time.Now()
	if err := pair.Kill(); err != nil {
		t.Fatal(err)
	}
	c.ask(5)
	before := c.replies()
	time.Sleep(rand.N(time.Second)) // until somebody notices
	promoted := time.Now()
	if err := pair.Promote(t.Context()); err != nil {
		t.Fatal(err)
	}
	ready := time.Now()
	for c.replies() <= before {
		c.ask(1)
		time.Sleep(50 * time.Millisecond)
	}
	t.Logf("answers again %s after the server was lost, %s after its standby was told to take over (which took %s)", time.Since(lost).Round(time.Millisecond), time.Since(promoted).Round(time.Millisecond), ready.Sub(promoted).Round(time.Millisecond))
	c.publish()
	repeats := c.settle()
	t.Logf("all of %s came, %s twice", c, repeats)
	c.stopAll()
	if found, err := c.store.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("the database is not sound: %q, %v", found, err)
	}
}

// replies is how many answers there are on Discord, not counting those that ask to ask again.
func (c *cluster) replies() (n int) {
	for _, square := range c.squares {
		for _, m := range square.Messages() {
			if m.ReplyTo() != "" && !passedOver.MatchString(m.Text()) {
				n++
			}
		}
	}
	return n
}

func newCluster(t *testing.T, db string) *cluster {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := &cluster{t: t, db: db, quoth: program(t, self, "QUOTH_ALLOW_HOSTS=127.0.0.0/8", "QUOTH_HOURLY=0", "QUOTH_LOG=warn")}
	c.tg = telegramtest.New(t, telegramtest.Config{Limits: telegramtest.Unlimited()})
	c.dc = discordtest.New(t, discordtest.Config{
		Shards: 2, MaxConcurrency: 2, IdentifyEvery: time.Nanosecond, Heartbeat: 10 * time.Second, AnswerTime: time.Hour, Limits: discordtest.Limits{Off: true},
	})
	c.port = everywhere(t, http.HandlerFunc(serveOne))
	c.store = openAny(t, db)
	if err := c.store.SetState(t.Context(), seedsState, "declined"); err != nil {
		t.Fatal(err)
	}
	for i := range askers {
		c.people = append(c.people, c.tg.User(fmt.Sprint("Person ", i)))
	}
	for i := range members {
		c.members = append(c.members, c.dc.User(fmt.Sprint("member", i)))
	}
	c.said, c.again = make([][]saying, askers), make([]int, askers)
	for i := range 4 {
		guild := c.dc.Guild(fmt.Sprint("town ", i))
		for _, u := range c.members {
			guild.Join(u)
		}
		c.squares = append(c.squares, guild.Channel("general"))
	}
	for i := range followers {
		fan := c.tg.User(fmt.Sprint("Fan ", i))
		c.fans = append(c.fans, fan)
		c.tg.Private(fan)
	}
	c.jobs = []job{{"ask", true, false}, {"ask", true, false}, {"ask", false, true}, {"poll,deliver", true, true}}
	c.running, c.log = make([]*exec.Cmd, len(c.jobs)), make([]*bytes.Buffer, len(c.jobs))
	t.Cleanup(func() {
		for i, p := range c.running {
			if p != nil {
				p.Process.Kill()
				p.Wait()
			}
			if t.Failed() {
				t.Logf("process %d said:\n%s", i, c.log[i])
			}
		}
	})
	return c
}

// openAny opens a database of either kind for a test.
func openAny(t *testing.T, db string) knowledge.Store {
	t.Helper()
	p := &Program{log: slog.New(slog.DiscardHandler), now: time.Now}
	store, err := p.openDatabase(t.Context(), db, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store
}

// subscribe has a person on Telegram follow a topic.
func (c *cluster) subscribe(u *telegramtest.User, topic string) {
	who := audience.Person{Platform: "telegram", User: fmt.Sprint(u.ID)}
	s := audience.Subscription{Owner: who, Place: audience.Place{Platform: "telegram", Chat: who.User}, Private: true, Topic: topic, Pace: audience.Now, Created: time.Now()}
	if _, _, err := c.store.Subscribe(c.t.Context(), s); err != nil {
		c.t.Fatal(err)
	}
}

func (c *cluster) startAll() {
	for i := range c.jobs {
		c.start(i)
	}
}

// start starts a process.
func (c *cluster) start(i int) {
	j := c.jobs[i]
	p := c.quoth("run", "--db", c.db, "--roles", j.roles, "--lease-life", c.life.String())
	if j.discord {
		p.Env = append(p.Env, "DISCORD_TOKEN="+c.dc.Token(), "DISCORD_API="+c.dc.URL()+"/api/v10")
	}
	if j.telegram {
		p.Env = append(p.Env, "TELEGRAM_TOKEN="+c.tg.Token, "TELEGRAM_API="+c.tg.URL)
	}
	if c.log[i] == nil {
		c.log[i] = &bytes.Buffer{}
	}
	fmt.Fprintf(c.log[i], "%s started\n", time.Now().Format(time.TimeOnly))
	p.Stderr = c.log[i]
	if err := p.Start(); err != nil {
		c.t.Fatal(err)
	}
	c.running[i] = p
}

// stop has a process end in order.
func (c *cluster) stop(i int) {
	begun := time.Now()
	c.running[i].Process.Signal(syscall.SIGTERM)
	if err := c.running[i].Wait(); err != nil && !strings.Contains(err.Error(), "signal: terminated") { // which it is told before it listens for it
		c.t.Errorf("process %d ends with %v", i, err)
	}
	c.running[i] = nil
	c.slowest = max(c.slowest, time.Since(begun))
}

func (c *cluster) stopAll() {
	for i := range c.jobs {
		c.stop(i)
	}
}

// ask has people ask on both platforms, and one follow something.
func (c *cluster) ask(n int) {
	for range n {
		i := rand.IntN(askers)
		c.say(i, "/search", fmt.Sprint("nothing", len(c.said[i])))
		square := c.squares[rand.IntN(len(c.squares))]
		c.mentions = append(c.mentions, c.mention(square, len(c.mentions)))
	}
	i := rand.IntN(askers)
	topic := fmt.Sprint("subject", len(c.topics))
	c.say(i, "/follow", topic)
	c.topics = append(c.topics, audience.Subscription{Place: audience.Place{Platform: "telegram", Chat: fmt.Sprint(c.people[i].ID)}, Topic: topic})
}

// mention asks the n-th question on Discord.
func (c *cluster) mention(square *discordtest.Channel, n int) discordtest.Message {
	return c.members[n%members].Say(square, c.dc.Bot().Mention()+fmt.Sprintf(" What is matter%d?", n))
}

func (c *cluster) say(person int, command, word string) {
	line := command + " " + word
	c.said[person] = append(c.said[person], saying{line, word})
	c.people[person].Say(c.tg.Private(c.people[person]), line)
}

// publish has somebody follow a topic, and adds a feed with an article about it.
func (c *cluster) publish() {
	c.subscribe(c.fans[c.articles%followers], fmt.Sprint("harbour", c.articles))
	address := fmt.Sprintf("http://127.0.%d.%d:%s/feed", 3+c.articles/200, 1+c.articles%200, c.port)
	f := knowledge.Feed{URL: address, State: knowledge.FeedActive, FeedSettings: knowledge.FeedSettings{AlertOld: true}}
	if _, _, err := c.store.AddFeed(c.t.Context(), f); err != nil {
		c.t.Fatal(err)
	}
	c.articles++
}

// serveOne serves a feed with one article, whose words are those of no other.
func serveOne(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/feed" {
		http.NotFound(w, r)
		return
	}
	host, _, _ := net.SplitHostPort(r.Host)
	var third, fourth int
	fmt.Sscanf(host, "127.0.%d.%d", &third, &fourth)
	n := (third-3)*200 + fourth - 1
	word := func(i int) string { return fmt.Sprintf("w%dx%d", n, i) }
	var text strings.Builder
	for s := range 8 {
		fmt.Fprintf(&text, "<p>Harbour%d %s %s %s %s %s.</p>", n, word(5*s), word(5*s+1), word(5*s+2), word(5*s+3), word(5*s+4))
	}
	fmt.Fprintf(w, `<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel><title>%s</title><item><guid isPermaLink="false">1</guid>
		<link>/news</link><pubDate>%s</pubDate><title>Harbour%d Article%d %s %s</title><c:encoded><![CDATA[%s]]></c:encoded></item></channel></rss>`,
		host, time.Now().UTC().Format(time.RFC1123Z), n, n, word(0), word(1), text.String())
}

// counts is how many of each kind there are.
type counts struct{ answers, follows, alerts int }

func (n counts) String() string {
	return fmt.Sprintf("%d answers, %d follows and %d alerts", n.answers, n.follows, n.alerts)
}

// String tells how many there are to come.
func (c *cluster) String() string {
	n := counts{len(c.mentions), len(c.topics), c.articles}
	again := c.renewed
	for i, said := range c.said {
		n.answers += len(said)
		again += c.again[i]
	}
	n.answers -= n.follows
	return fmt.Sprintf("%s (%d said again, where the bot asked for that)", n, again)
}

var (
	answered   = regexp.MustCompile("(nothing|subject)[0-9]+")
	passedOver = regexp.MustCompile("I passed over ([0-9]+)|Too much is asked|took too long|went wrong on my side|holds the database")
	notTaken   = regexp.MustCompile("I did not take ([0-9]+)")
	headline   = regexp.MustCompile("Article([0-9]+) w")
)

// settle waits until everything came, and returns how many came more than once.
func (c *cluster) settle() (repeats counts) {
	c.t.Helper()
	last, since := "", time.Now()
	for ; ; time.Sleep(50 * time.Millisecond) {
		missing, twice := c.look()
		if missing == "" {
			return twice
		}
		if missing != last {
			last, since = missing, time.Now()
		}
		if time.Since(since) > 10*time.Minute {
			c.t.Fatalf("waited in vain for %s", missing)
		}
	}
}

// look returns what is missing, "" for nothing, and how much came more than once. Who was told
// to ask again does, once all that is missing was refused.
func (c *cluster) look() (missing string, twice counts) {
	for i, u := range c.people {
		told, refused := map[string]int{}, 0
		for _, m := range c.tg.Private(u).Sent() {
			if word := answered.FindString(m.Text); word != "" {
				told[word]++
			} else if n := passedOver.FindStringSubmatch(m.Text); n != nil {
				more, _ := strconv.Atoi(n[1])
				refused += max(1, more)
			}
		}
		var left []saying
		for _, s := range c.said[i] {
			if told[s.word] == 0 {
				left = append(left, s)
			}
		}
		if n := len(left); n > 0 && refused-c.again[i] >= n {
			c.again[i] += n
			for _, s := range left {
				u.Say(c.tg.Private(u), s.line)
			}
		}
		if len(left) > 0 {
			return fmt.Sprintf("what person %d is told to %q", i, left), twice
		}
		for word, times := range told {
			if strings.HasPrefix(word, "subject") {
				twice.follows += times - 1
			} else {
				twice.answers += times - 1
			}
		}
	}
	for _, at := range c.topics {
		here, err := c.store.SubscriptionsAt(c.t.Context(), at.Place)
		if err != nil {
			c.t.Fatal(err)
		}
		n := 0
		for _, s := range here {
			if s.Topic == at.Topic {
				n++
			}
		}
		if n == 0 {
			return "the subscription to " + at.Topic, twice
		}
		twice.follows += n - 1
	}
	replies, refused := map[string]int{}, 0
	for _, square := range c.squares {
		for _, m := range square.Messages() {
			if to := m.ReplyTo(); to != "" {
				replies[to]++
			}
			if n := notTaken.FindStringSubmatch(m.Text()); n != nil {
				more, _ := strconv.Atoi(n[1])
				refused += more
			}
		}
	}
	var left []int
	for n, m := range c.mentions {
		if replies[m.ID] == 0 {
			left = append(left, n)
		}
	}
	if n := len(left); n > 0 && refused-c.renewed >= n {
		c.renewed += n
		for _, n := range left {
			c.mentions[n] = c.mention(c.squares[n%len(c.squares)], n)
		}
	}
	if len(left) > 0 {
		return fmt.Sprintf("the answers to mentions %v of %d on Discord, of which %d were refused", left, len(c.mentions), refused-c.renewed), twice
	}
	twice.answers += surplus(replies)
	alerts := map[string]int{}
	for _, fan := range c.fans {
		for _, m := range c.tg.Private(fan).Sent() {
			for _, found := range headline.FindAllStringSubmatch(m.Text, -1) {
				alerts[found[1]]++
			}
		}
	}
	if len(alerts) < c.articles {
		stats, _ := c.store.Stats(c.t.Context())
		return fmt.Sprintf("%d alerts of %d articles, of which %d are stored", len(alerts), c.articles, stats.Articles), twice
	}
	twice.alerts = surplus(alerts)
	return "", twice
}

// tellRepeats logs what each person on Telegram was told more than once, and when.
func (c *cluster) tellRepeats() {
	for i, u := range c.people {
		times := map[string][]string{}
		for _, m := range c.tg.Private(u).Sent() {
			key := answered.FindString(m.Text)
			times[key] = append(times[key], fmt.Sprintf("%s %q", time.Unix(m.Date, 0).Format(time.TimeOnly), m.Text))
		}
		for key, told := range times {
			if len(told) > 1 && key != "" {
				c.t.Logf("person %d was told of %s: %s", i, key, told)
			}
		}
	}
}

// surplus is how many there are beyond one of each.
func surplus(n map[string]int) (more int) {
	for _, times := range n {
		more += times - 1
	}
	return more
}
