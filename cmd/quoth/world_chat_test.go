package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing/synctest"
	"time"

	"quoth/bot"
	discordtest "quoth/bot/chattest/discord"
	"quoth/bot/chattest/network"
	telegramtest "quoth/bot/chattest/telegram"
	"quoth/bot/discord"
	"quoth/bot/telegram"
	"quoth/knowledge/audience"
)

// room is a chat in which somebody talks to the bot.
type room struct {
	place audience.Place
	// say writes a line to the bot, and command uses a command with its first option. They
	// return whether it was answered; for a command that may be refused unseen, as where
	// Discord's three seconds are over.
	say     func(line string) (answered func() bool)
	command func(name, option, value string, further map[string]string) (answered func() bool)
	// count is how many messages the bot wrote there, and texts are those from a number on.
	count func() int
	texts func(from int) []string
}

// unseen is after how long a person takes a command to be lost: Discord's three seconds may be
// over before the bot saw it.
const unseen = 20 * time.Second

// account is what the store calls the bot's account on each platform.
func (w *world) account(platform string) string {
	if platform == telegram.Platform {
		return strconv.FormatInt(w.telegram.Bot.ID, 10)
	}
	id, _, _ := strings.Cut(worldDiscord, ".")
	return id
}

// settleIn makes the platforms with their people.
func (w *world) settleIn() {
	w.telegramNet, w.discordNet = network.Listen("telegram.test"), network.Listen("discord.test")
	w.telegram = telegramtest.New(w.t, telegramtest.Config{Network: w.telegramNet, Clock: w.real.Now, Limits: telegramtest.Unlimited()})
	for n := range 2 {
		u := w.telegram.User(fmt.Sprint("Person ", n))
		w.rooms = append(w.rooms, w.telegramRoom(w.telegram.Private(u), u, ""))
	}
	boss, group := w.telegram.User("Boss"), w.telegram.Group("Town", false)
	group.Add(boss)
	group.Promote(boss)
	w.rooms = append(w.rooms, w.telegramRoom(group, boss, "@"+w.telegram.Bot.Username+" "))

	w.discord = discordtest.New(w.t, discordtest.Config{Network: w.discordNet, Token: worldDiscord, Now: w.real.Now, AnswerTime: time.Hour, Heartbeat: 100 * 365 * 24 * time.Hour, IdentifyEvery: -1, MaxConcurrency: 16,
		Limits: discordtest.Limits{Off: true}})
	guild, u := w.discord.Guild("town"), w.discord.User("member")
	guild.Join(u, discordtest.ManageChannels)
	for n := range 2 {
		w.rooms = append(w.rooms, w.discordRoom(guild.Channel(fmt.Sprint("room", n)), u, w.discord.Bot().Mention()+" "))
	}
	w.rooms = append(w.rooms, w.discordRoom(u.DM(), u, ""))
}

// transport is the way to what listens.
func (w *world) transport(to *network.Listener) http.RoundTripper {
	net := &http.Transport{DialContext: to.Dial}
	w.t.Cleanup(net.CloseIdleConnections)
	return net
}

func (w *world) telegramRoom(chat *telegramtest.Chat, u *telegramtest.User, call string) *room {
	r := &room{place: audience.Place{Platform: telegram.Platform, Chat: strconv.FormatInt(chat.ID, 10)}}
	r.count = func() int { return len(chat.Sent()) }
	r.texts = func(from int) (all []string) {
		for _, m := range chat.Sent()[from:] {
			all = append(all, m.Content())
		}
		return all
	}
	write := func(line string) func() bool {
		before := r.count()
		u.Say(chat, line)
		return func() bool { return r.count() > before }
	}
	r.say = func(line string) func() bool { return write(call + line) }
	r.command = func(name, option, value string, further map[string]string) func() bool {
		line := "/" + name
		if option != "" {
			line += " " + value
		}
		for option, value := range further {
			line += " " + option + ":" + value
		}
		return write(line)
	}
	return r
}

func (w *world) discordRoom(channel *discordtest.Channel, u *discordtest.User, call string) *room {
	r := &room{place: audience.Place{Platform: discord.Platform, Chat: channel.ID}}
	said := func() []discordtest.Message {
		return slices.DeleteFunc(channel.Messages(), func(m discordtest.Message) bool { return m.Author != w.discord.Bot() })
	}
	r.count = func() int { return len(said()) }
	r.texts = func(from int) (all []string) {
		for _, m := range said()[from:] {
			all = append(all, m.Text())
		}
		return all
	}
	r.say = func(line string) func() bool {
		before := r.count()
		u.Say(channel, call+line)
		return func() bool { return r.count() > before }
	}
	r.command = func(name, option, value string, further map[string]string) func() bool {
		options := map[string]any{}
		if option != "" {
			options[option] = value
		}
		for option, value := range further {
			options[option] = value
		}
		i, since := u.Slash(channel, name, options), time.Now()
		return func() bool { return i.Edits() > 0 || time.Since(since) > unseen }
	}
	return r
}

// until lets the bot work until something holds, over its kills.
func (w *world) until(what string, done func() bool) {
	w.t.Helper()
	for deadline := time.Now().Add(time.Hour); ; time.Sleep(10 * time.Millisecond) {
		synctest.Wait()
		w.goOn()
		if done() {
			return
		}
		if time.Now().After(deadline) {
			w.t.Fatalf("waited in vain until %s", what)
		}
	}
}

// idle reports whether the bot has done all that it was asked for.
func (w *world) idle() bool {
	if w.store.dead() || w.telegram.Pending() > 0 || !w.discord.Shard(0).Connected() {
		return false
	}
	for _, platform := range []string{telegram.Platform, discord.Platform} {
		if left, err := w.store.UnfinishedReceipts(w.t.Context(), platform, w.account(platform)); err != nil || len(left) > 0 {
			return false
		}
	}
	return true
}

// answered says a line and waits until it was answered, and the bot is idle. It is said again
// where it is lost with a disk that did not write, and where Discord, which brings a message
// to the session that it has and to none that begins later, has a new one.
func (w *world) answered(r *room, line string, say func() (answered func() bool)) {
	w.t.Helper()
	for done := false; !done; {
		w.connected()
		before, answered := w.lost(r.place), say()
		w.until(fmt.Sprintf("%q is answered at %+v", line, r.place), func() bool {
			done = answered() && w.idle()
			return done || w.lost(r.place) > before
		})
	}
	w.asked++
}

// lost is how often what was said at a place may have been lost.
func (w *world) lost(at audience.Place) int {
	if at.Platform == telegram.Platform {
		return w.losses
	}
	return w.losses + len(w.discord.Identifies())
}

func (w *world) someRoom() *room { return w.rooms[w.rng.IntN(len(w.rooms))] }

// connected waits until Discord can bring what is said.
func (w *world) connected() {
	w.t.Helper()
	w.until("Discord is connected", w.discord.Shard(0).Connected)
}

func (w *world) ask() {
	r := w.someRoom()
	line := "What is the latest news?"
	if len(w.pieces) > 0 {
		p := w.pieces[w.rng.IntN(len(w.pieces))]
		town := p.title[strings.LastIndexByte(p.title, ' ')+1:]
		line = []string{"Where did the " + p.topic + " of " + town + " move?", "What happened to the " + p.topic + " of " + town + "?", "Who told of the " + p.topic + " of " + town + "?", line}[w.rng.IntN(4)]
	}
	w.answered(r, line, func() func() bool { return r.say(line) })
}

func (w *world) startFollowing() {
	r, topic := w.someRoom(), worldTopics[w.rng.IntN(len(worldTopics))]
	further := map[string]string{}
	if pace := []string{"", "hourly", "daily"}[w.rng.IntN(3)]; pace != "" {
		further["pace"] = pace
	}
	w.followAt(r, topic, further)
}

// followAt has a topic be followed: the command is given until the store knows of it, as a
// person does who is told that it failed.
func (w *world) followAt(r *room, topic string, further map[string]string) {
	w.t.Helper()
	f := followed{r.place, topic}
	for range 10 {
		w.answered(r, "/follow "+topic, func() func() bool { return r.command("follow", "topic", topic, further) })
		if w.follows(f) {
			if w.follow[f].IsZero() { // a topic is followed once at a place
				w.follow[f] = w.real.Now()
			}
			return
		}
	}
	w.t.Fatalf("%+v can't be followed: %q", f, r.texts(0))
}

func (w *world) follows(f followed) bool {
	all, err := w.store.SubscriptionsAt(w.t.Context(), f.place)
	return err == nil && slices.ContainsFunc(all, func(s audience.Subscription) bool { return s.Topic == f.topic })
}

func (w *world) stopFollowing() {
	for _, r := range w.rooms {
		for _, topic := range worldTopics {
			f := followed{r.place, topic}
			if w.follow[f].IsZero() || w.rng.IntN(len(w.follow)) > 0 {
				continue
			}
			delete(w.follow, f)
			for range 10 {
				w.answered(r, "/unfollow "+topic, func() func() bool { return r.command("unfollow", "topic", topic, nil) })
				if !w.follows(f) {
					return
				}
			}
			w.t.Fatalf("%+v is followed for ever", f)
		}
	}
}

// leave looks at an alert that leaves the bot: its quotes are what was printed, under a seal.
func (w *world) leave(r bot.Reply) {
	w.t.Helper()
	data, err := json.Marshal(r)
	if err != nil {
		w.t.Fatal(err)
	}
	leaving{w}.Write(data)
	for _, b := range bot.Unfold(r.Blocks) {
		if b, ok := b.(bot.Quote); ok && (b.Seal == "" || !slices.ContainsFunc(w.pieces, func(p *piece) bool {
			return p.title == b.Article.Title && slices.ContainsFunc(p.texts, func(text string) bool { return strings.Contains(text, b.Text) })
		})) {
			w.errorf("a quote is not what was printed, or has no seal: %+v", b)
		}
	}
}

// worldSender delivers to a platform, which fails at times.
type worldSender struct {
	bot.Sender
	w *world
}

func (s worldSender) Send(ctx context.Context, to audience.Place, m bot.Message) (string, error) {
	w := s.w
	if w.store.dead() {
		return "", errKilled
	}
	w.leave(m.Reply)
	mood := 100
	if !w.calm {
		mood = w.draw(to.Platform + " " + to.Chat).IntN(30)
	}
	switch mood {
	case 0: // it is down, for longer than a message is tried
		w.misbehave(s.Platform(), 10, discordtest.Fault{Status: http.StatusBadGateway, HTML: true})
	case 1: // it takes the message, and does not say so
		w.misbehave(s.Platform(), 1, discordtest.Fault{Drop: true, Done: true})
	}
	at := w.roomAt(to)
	before := at.count()
	ref, err := s.Sender.Send(ctx, to, m)
	w.telegram.Behave()
	w.discord.Behave()
	if w.disk.Failed() {
		w.doubt()
	}
	w.open = nil
	texts := at.texts(before)
	w.note("sent to %+v in mood %d, failed: %t: %q", to, mood, err != nil, texts)
	for title, came := range countTitles(texts, titlesOf(m.Reply)) {
		key := delivery{to, title}
		// What Discord took before it does not show twice. An update may overtake the news, whose
		// lease is one of a program that was killed.
		if w.sent[key] += came; w.sent[key] == 0 && err == nil && !strings.Contains(strings.Join(texts, "\n"), title) {
			w.errorf("an alert at %+v came without %q: %q", to, title, texts)
		}
		if mood == 1 {
			w.again[key]++
		}
		if came > 0 { // if the program is killed before the mark, it comes once more
			w.open = append(w.open, key)
		}
	}
	return ref, err
}

func (s worldSender) Edit(ctx context.Context, to audience.Place, ref string, m bot.Message) error {
	if s.w.store.dead() {
		return errKilled
	}
	s.w.leave(m.Reply)
	return s.Sender.Edit(ctx, to, ref, m)
}

// misbehave has the next n messages to a platform go wrong.
func (w *world) misbehave(platform string, n int, f discordtest.Fault) {
	if platform == telegram.Platform {
		w.telegram.Misbehave("sendMessage", n, f)
		return
	}
	f.Route, f.Times = "POST /channels/{channel}/messages", n
	w.discord.Misbehave(f)
}

// titlesOf is the headlines of an alert.
func titlesOf(r bot.Reply) map[string]bool {
	titles := map[string]bool{}
	for _, b := range bot.Unfold(r.Blocks) {
		if h, ok := b.(bot.Headline); ok {
			titles[h.Article.Title] = true
		}
	}
	return titles
}

// countTitles is in how many of the alerts among messages each title stands. What the bot answers,
// which may come at any time after a kill, does not say what it is news on.
func countTitles(messages []string, titles map[string]bool) map[string]int {
	in := map[string]int{}
	for title := range titles {
		in[title] = 0
		for _, text := range messages {
			if strings.Contains(text, "News on “") && strings.Contains(text, title) {
				in[title]++
			}
		}
	}
	return in
}

func (w *world) roomAt(p audience.Place) *room {
	i := slices.IndexFunc(w.rooms, func(r *room) bool { return r.place == p })
	return w.rooms[i]
}
