package rest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/chat/limit"
)

// The day of a large bot, as docs/scale.md reckons with it.
const (
	dayServers   = 5000
	dayShards    = 16
	dayProcesses = 4
	dayQuestions = 100_000
	dayStories   = 600 // that somebody follows; the n-th is followed by an n-th of the servers
	dayCores     = 2   // of each process
	// answerTime is what a question takes of a core: docs/scale.md.
	answerTime = 21 * time.Millisecond
)

// TestDay lives a day of one bot in 5,000 servers with 16 shards over four processes, in fake
// time, against a platform that allows the bot 50 requests a second and a channel 5 messages in
// 5 s: people ask, most of them in the evening, by command and by mention; stories are told where they are
// followed, the greatest of them in every server at once. Just then one process is killed; the
// others have its shards, questions and alerts ten seconds later. Each question is answered, each
// alert comes, and again only where it was on its way at the kill, and the platform refuses few
// requests. It prints how long they took.
func TestDay(t *testing.T) {
	if os.Getenv("LONG_TESTS") == "" {
		t.Skip("lives a day of a large bot")
	}
	synctest.Test(t, func(t *testing.T) {
		d := newDay(t)
		var people, senders sync.WaitGroup
		for range dayProcesses {
			d.processes = append(d.processes, d.process())
		}
		for _, p := range d.processes {
			senders.Go(func() { d.deliver(p) })
		}
		people.Go(func() { d.askAll(&people) })
		people.Go(d.tellAll)
		people.Go(func() {
			time.Sleep(19*time.Hour + 20*time.Second) // in the midst of the greatest story
			d.kill(1)
		})
		people.Wait()
		for d.left() > 0 {
			time.Sleep(time.Second)
		}
		for _, p := range d.processes {
			p.end()
		}
		senders.Wait()
		d.report()
	})
}

// day is what happens on one.
type day struct {
	t       *testing.T
	begun   time.Time
	discord *sharedBot

	processes []*process

	mu       sync.Mutex
	random   *rand.Rand
	owner    [dayShards]int // the process of each shard
	outbox   []delivery     // to be sent
	sending  int
	answered []time.Duration
	told     []time.Duration
	greatest time.Duration // until the last server has the greatest story
	refused  int           // alerts that were put back
	open     int           // alerts and questions of the killed process, on their way then
}

// delivery is an alert for a server.
type delivery struct {
	server, story int
	since         time.Time
}

// process is one of those that share the bot.
type process struct {
	*Client
	alive context.Context
	end   context.CancelFunc
	cores chan struct{}
}

func newDay(t *testing.T) *day {
	d := &day{t: t, begun: time.Now(), random: rand.New(rand.NewPCG(1, 2))}
	d.discord = &sharedBot{random: rand.New(rand.NewPCG(3, 4)), channels: map[string]*fixedWindow{}, messages: map[string]int{}}
	for shard := range d.owner {
		d.owner[shard] = shard % dayProcesses
	}
	return d
}

func (d *day) process() *process {
	alive, end := context.WithCancel(d.t.Context())
	return &process{
		New(Config{API: "http://discord.test", Token: "token", Client: &http.Client{Transport: d.discord}, Log: slog.New(slog.DiscardHandler), Now: time.Now}),
		alive, end, make(chan struct{}, dayCores),
	}
}

// noticed is how long it takes until others have what a killed process had: a life of its
// leases, and a look.
const noticed = 11 * time.Second

// kill ends a process. What its shards are asked until others have them comes by RESUME then.
func (d *day) kill(n int) {
	d.mu.Lock()
	for shard, owner := range d.owner {
		if owner == n {
			d.owner[shard] = -1
		}
	}
	d.mu.Unlock()
	d.processes[n].end()
	time.Sleep(noticed)
	d.mu.Lock()
	defer d.mu.Unlock()
	for shard, owner := range d.owner {
		if owner < 0 {
			d.owner[shard] = (n + 1 + shard) % dayProcesses
			if d.owner[shard] == n {
				d.owner[shard] = (n + 1) % dayProcesses
			}
		}
	}
}

// of returns the process that has the shard of a server, once one has it.
func (d *day) of(server int) *process {
	for {
		d.mu.Lock()
		owner := d.owner[server%dayShards]
		d.mu.Unlock()
		if owner >= 0 {
			return d.processes[owner]
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// moment draws a time of the day: at 19 hours three times as much happens as on average, at 7
// hardly anything.
func (d *day) moment() time.Duration {
	for {
		at := d.random.Float64() * 24
		if d.random.Float64() < math.Pow((1+math.Cos((at-19)/24*2*math.Pi))/2, 2) {
			return time.Duration(at * float64(time.Hour))
		}
	}
}

func (d *day) askAll(people *sync.WaitGroup) {
	times := make([]time.Duration, dayQuestions)
	for i := range times {
		times[i] = d.moment()
	}
	slices.Sort(times)
	for i, at := range times {
		time.Sleep(time.Until(d.begun.Add(at)))
		// Half of all is asked in a tenth of the servers.
		server := d.random.IntN(dayServers)
		if i%2 == 0 {
			server %= dayServers / 10
		}
		people.Go(func() { d.ask(i, server, i%3 == 0) })
	}
}

// ask has somebody in a server ask by a mention, or by a command. What a process was at when it
// was killed, the next one does again.
func (d *day) ask(n, server int, mention bool) {
	since := time.Now()
	for {
		p := d.of(server)
		err := d.answer(p, n, server, mention)
		if p.alive.Err() != nil {
			for d.of(server) == p {
				time.Sleep(100 * time.Millisecond) // until it is known to be dead
			}
			d.mu.Lock()
			d.open++
			d.mu.Unlock()
			continue
		}
		if refusedForNow(err) { // its job is put back
			continue
		}
		if err != nil {
			d.t.Errorf("question %d was not answered: %v", n, err)
		}
		break
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.answered = append(d.answered, time.Since(since))
}

func (d *day) answer(p *process, n, server int, mention bool) error {
	channel := fmt.Sprint(server)
	var err error
	if mention {
		p.Do(p.alive, Call{Method: http.MethodPost, Path: "/channels/" + channel + "/typing", Route: "POST typing", Major: channel, Priority: limit.Other, Patience: ShortWait})
	} else {
		err = p.Do(p.alive, Call{Method: http.MethodPost, Path: fmt.Sprintf("/interactions/%d/callback", n), Unlimited: true})
	}
	p.cores <- struct{}{}
	time.Sleep(answerTime)
	<-p.cores
	if mention {
		return errors.Join(err, p.Do(p.alive, d.message(channel, fmt.Sprint("question ", n), limit.Answer, chat.AnswerPatience)))
	}
	token := fmt.Sprint("i", n)
	return errors.Join(err, p.Do(p.alive, Call{Method: http.MethodPatch, Path: "/webhooks/1/" + token, Route: "PATCH webhook", Major: token,
		Priority: limit.Answer, Patience: chat.AnswerPatience, Anonymous: true}))
}

func (d *day) message(channel, content string, p limit.Priority, patience time.Duration) Call {
	return Call{Method: http.MethodPost, Path: "/channels/" + channel + "/messages", Route: "POST messages", Major: channel, Channel: channel,
		Body: content, Priority: p, Patience: patience}
}

// tellAll puts alerts into the outbox as stories come.
func (d *day) tellAll() {
	d.mu.Lock()
	times := make([]time.Duration, dayStories)
	for i := range times {
		times[i] = d.moment()
	}
	d.mu.Unlock()
	times[0] = 19 * time.Hour // the greatest comes when most is asked
	order := make([]int, dayStories)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return int(times[a] - times[b]) })
	for _, story := range order {
		time.Sleep(time.Until(d.begun.Add(times[story])))
		d.mu.Lock()
		for _, server := range d.random.Perm(dayServers)[:dayServers/(story+1)] {
			d.outbox = append(d.outbox, delivery{server, story, time.Now()})
		}
		d.mu.Unlock()
	}
}

// left is how many alerts are not sent yet.
func (d *day) left() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.outbox) + d.sending
}

// deliver sends what is in the outbox, as many at a time as package alert does.
func (d *day) deliver(p *process) {
	var all sync.WaitGroup
	defer all.Wait()
	room := make(chan struct{}, 256)
	for chat.Sleep(p.alive, 250*time.Millisecond) == nil {
		d.mu.Lock()
		claimed := slices.Clone(d.outbox[:min(len(d.outbox), 64)])
		d.outbox = d.outbox[len(claimed):]
		d.sending += len(claimed)
		d.mu.Unlock()
		for _, a := range claimed {
			room <- struct{}{}
			all.Go(func() {
				d.send(p, a)
				<-room
			})
		}
	}
}

func (d *day) send(p *process, a delivery) {
	err := p.Do(p.alive, d.message(fmt.Sprint(a.server), fmt.Sprintf("story %d", a.story), limit.Alert, chat.AlertPatience))
	dead := p.alive.Err() != nil
	if dead {
		time.Sleep(noticed)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.sending--
	if dead {
		d.outbox = append(d.outbox, a)
		d.open++
		return
	}
	if wait := (*bot.WaitError)(nil); errors.As(err, &wait) || refusedForNow(err) {
		d.outbox = append(d.outbox, a)
		d.refused++
		return
	}
	if err != nil {
		d.t.Errorf("an alert was not sent: %v", err)
	}
	d.told = append(d.told, time.Since(a.since))
	if a.story == 0 {
		d.greatest = max(d.greatest, time.Since(a.since))
	}
}

func refusedForNow(err error) bool {
	var refused *Error
	return errors.As(err, &refused) && refused.Status == http.StatusTooManyRequests
}

func (d *day) report() {
	b := d.discord
	if want := alertsOfADay(); len(d.answered) != dayQuestions || len(d.told) != want || len(b.messages) != want+(dayQuestions+2)/3 {
		d.t.Errorf("%d questions were answered and %d alerts sent by %d messages, want %d and %d", len(d.answered), len(d.told), len(b.messages), dayQuestions, want)
	}
	again := 0
	for _, times := range b.messages {
		again += times - 1
	}
	if d.open == 0 || again > d.open {
		d.t.Errorf("%d messages came again, and %d questions and alerts were on their way when a process was killed", again, d.open)
	}
	if b.worst > maxInvalid/2 {
		d.t.Errorf("in ten minutes Discord refused %d requests, and bans an address at 10,000", b.worst)
	}
	for _, times := range [][]time.Duration{d.answered, d.told} {
		slices.Sort(times)
	}
	at := func(times []time.Duration, q float64) time.Duration {
		return times[int(q*float64(len(times)-1))].Round(time.Millisecond)
	}
	d.t.Logf("%d questions: half within %s, 99 %% within %s, all within %s", len(d.answered), at(d.answered, .5), at(d.answered, .99), at(d.answered, 1))
	d.t.Logf("%d alerts: half within %s, 99 %% within %s, all within %s; the greatest story was everywhere after %s", len(d.told), at(d.told, .5), at(d.told, .99), at(d.told, 1), d.greatest.Round(time.Millisecond))
	d.t.Logf("%d requests, at most %d in a second; %d were refused, at most %d in ten minutes; %d alerts were put back; %d messages came twice, of %d that a killed process was at", b.requests, b.busiest, b.refusals, b.worst, d.refused, again, d.open)
}

func alertsOfADay() (n int) {
	for story := range dayStories {
		n += dayServers / (story + 1)
	}
	return n
}

// sharedBot is Discord as one bot meets it, whatever process it asks by.
type sharedBot struct {
	mu       sync.Mutex
	random   *rand.Rand
	all      fixedWindow
	channels map[string]*fixedWindow

	requests, refusals          int
	messages                    map[string]int // how often each was sent to each channel
	second, thisSecond, busiest int
	invalid                     []time.Time // of the last ten minutes
	worst                       int
}

// fixedWindow counts the requests of a window that begins with the first.
type fixedWindow struct {
	until time.Time
	n     int
}

// take counts a request, and returns how long the next window is away where it is one too many.
func (w *fixedWindow) take(now time.Time, n int, length time.Duration) (left int, reset time.Duration, ok bool) {
	if !now.Before(w.until) {
		*w = fixedWindow{until: now.Add(length)}
	}
	if w.n >= n {
		return 0, w.until.Sub(now), false
	}
	w.n++
	return n - w.n, w.until.Sub(now), true
}

// RoundTrip implements http.RoundTripper. An answer is on its way for 60 to 180 ms.
func (b *sharedBot) RoundTrip(r *http.Request) (*http.Response, error) {
	b.mu.Lock()
	way := 30*time.Millisecond + time.Duration(b.random.Int64N(int64(60*time.Millisecond)))
	b.mu.Unlock()
	time.Sleep(way)
	answer := b.answer(r)
	time.Sleep(way)
	return answer, nil
}

func (b *sharedBot) answer(r *http.Request) *http.Response {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	b.requests++
	if second := int(now.Unix()); second != b.second {
		b.second, b.thisSecond = second, 0
	}
	b.thisSecond++
	b.busiest = max(b.busiest, b.thisSecond)
	answer := &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("{}")), Request: r}
	if r.Header.Get("Authorization") != "" { // the others do not count for the bot
		if _, reset, ok := b.all.take(now, 50, time.Second); !ok {
			return b.refuse(answer, now, reset, true)
		}
	}
	if channel, isMessage := strings.CutSuffix(r.URL.Path, "/messages"); isMessage {
		w := b.channels[channel]
		if w == nil {
			w = &fixedWindow{}
			b.channels[channel] = w
		}
		left, reset, ok := w.take(now, 5, 5*time.Second)
		answer.Header.Set("X-RateLimit-Limit", "5")
		answer.Header.Set("X-RateLimit-Remaining", fmt.Sprint(left))
		answer.Header.Set("X-RateLimit-Reset-After", fmt.Sprintf("%.3f", reset.Seconds()))
		answer.Header.Set("X-RateLimit-Reset", fmt.Sprintf("%.3f", float64(w.until.UnixMilli())/1000))
		answer.Header.Set("X-RateLimit-Bucket", "messages")
		if !ok {
			return b.refuse(answer, now, reset, false)
		}
		content, _ := io.ReadAll(r.Body)
		b.messages[channel+" "+string(content)]++
	}
	return answer
}

func (b *sharedBot) refuse(answer *http.Response, now time.Time, reset time.Duration, global bool) *http.Response {
	b.refusals++
	b.invalid = append(b.invalid, now)
	for now.Sub(b.invalid[0]) > invalidWindow {
		b.invalid = b.invalid[1:]
	}
	b.worst = max(b.worst, len(b.invalid))
	answer.StatusCode = http.StatusTooManyRequests
	answer.Header.Set("Retry-After", fmt.Sprint(math.Ceil(reset.Seconds())))
	answer.Header.Set("Content-Type", "application/json")
	if global {
		answer.Header.Set("X-RateLimit-Global", "true")
	}
	answer.Body = io.NopCloser(strings.NewReader(fmt.Sprintf(`{"message":"You are being rate limited.","retry_after":%.3f,"global":%t}`, reset.Seconds(), global)))
	return answer
}
