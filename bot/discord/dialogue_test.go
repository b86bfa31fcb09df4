package discord_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"quoth/bot/alert"
	discordtest "quoth/bot/chattest/discord"
)

var update = flag.Bool("update", false, "write what the bot says into the dialogues")

// TestDialogues holds conversations with the bot to those in testdata/dialogues. A
// line that begins with ">" is what somebody does:
//
//	> news NAME…                     articles are stored
//	> alerts                         what is due is delivered
//	> wait DURATION                  time passes
//	> WHO #WHERE /COMMAND name: value; name: value
//	> WHO #WHERE types /COMMAND name: text
//	> WHO #WHERE chats TEXT          which is not for the bot, or wants no answer
//	> WHO #WHERE remarks TEXT        to the bot's last message there, which wants none
//	> WHO #WHERE says TEXT           @quoth mentions the bot
//	> WHO #WHERE edits TEXT          in place of the last that they said there
//	> WHO #WHERE retouches TEXT      the same, which wants no answer
//	> WHO #WHERE replies TEXT        to the bot's last message there
//	> WHO #WHERE presses LABEL       below the newest message there that has it
//	> WHO #WHERE submits TEXT        into the form that a press opened
//	> WHO #WHERE checks TEXT         says it, and uses "Find this quote" on it
//	> WHO #WHERE takes no messages
//	> #WHERE is archived | is locked | falls asleep | is for reading
//	> #WHERE is deleted              where somebody follows a topic
//	> #WHERE is closed to quoth | is muted for quoth | is opened to quoth
//	> #WHERE takes no files of quoth | takes no embeds of quoth
//	> #WHERE lets boss | quoth manage threads | mention everyone | show embeds
//
// What follows is what the bot does then.
func TestDialogues(t *testing.T) {
	oneByOne(t)
	files, err := filepath.Glob("testdata/dialogues/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no dialogues", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := play(t, string(data))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(string(data), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("the bot says otherwise (-want +got):\n%s", diff)
			}
		})
	}
}

// stage is a dialogue that is being played.
type stage struct {
	*world
	places map[string]*discordtest.Channel
	people map[string]*discordtest.User
	said   map[string][]heard // by place
	form   *discordtest.Interaction
	roles  map[string]*discordtest.Role
	done   *alert.Deliverer
}

// heard is a message of the bot's, and who sees it: nil for everybody.
type heard struct {
	discordtest.Message
	alone *discordtest.User
}

// last is the newest message of the bot's that somebody sees in a place and that has
// a button of that label; "" for any.
func (s *stage) last(u *discordtest.User, where, label string) discordtest.Message {
	s.t.Helper()
	for i := len(s.said[where]) - 1; i >= 0; i-- {
		h := s.said[where][i]
		now, _ := s.Message(h.ID)
		if _, has := now.Button(label); (has || label == "") && (h.alone == nil || h.alone == u) {
			return h.Message
		}
	}
	s.t.Fatalf("%s sees no message with %q in %s", u.Name, label, where)
	panic("unreachable")
}

func (s *stage) hear(where string, m discordtest.Message, u *discordtest.User) {
	if !m.Ephemeral() {
		u = nil
	}
	s.said[where] = append(s.said[where], heard{m, u})
}

func play(t *testing.T, script string) string {
	w := begin(t, nil)
	s := &stage{world: w, said: map[string][]heard{}, roles: map[string]*discordtest.Role{}}
	forum := w.guild.Forum("forum")
	uma := w.User("uma")
	uma.Install()
	away := w.GuildWithoutBot("elsewhere")
	away.Join(uma)
	away.Join(w.ana)
	s.roles["watchers"] = w.guild.Role("watchers", 0)
	s.roles["watchers"].AllowMention(true)
	s.roles["staff"] = w.guild.Role("staff", 0)
	s.places = map[string]*discordtest.Channel{
		"#general": w.general, "#thread": w.general.Thread("thread"), "#post": forum.Thread("post"), "#elsewhere": away.Channel("square"), "#friends": w.Group(uma, w.ben),
	}
	s.people = map[string]*discordtest.User{"ana": w.ana, "ben": w.ben, "boss": w.boss, "op": w.op, "uma": uma}
	for name, u := range s.people {
		s.places["#"+name] = u.DM()
	}
	s.done = alert.New(alert.Config{Store: w.store, Engine: w.engine, Now: w.Now})
	s.done.Add(w.bot.Sender())
	w.start(1)
	w.WaitCommand("admin")

	var out strings.Builder
	for line := range strings.SplitSeq(script, "\n") {
		switch {
		case strings.HasPrefix(line, "#"):
			out.WriteString(line + "\n")
		case strings.HasPrefix(line, "> "):
			if out.Len() > 0 {
				out.WriteString("\n")
			}
			out.WriteString(line + "\n")
			s.step(&out, strings.TrimPrefix(line, "> "))
			s.settle()
		}
	}
	return out.String()
}

func (s *stage) step(out *strings.Builder, line string) {
	s.t.Helper()
	who, rest, _ := strings.Cut(line, " ")
	switch who {
	case "news":
		s.add(strings.Fields(rest)...)
		return
	case "wait":
		d, err := time.ParseDuration(rest)
		if err != nil {
			s.t.Fatal(err)
		}
		s.Advance(d)
		return
	case "alerts":
		s.deliver(out)
		return
	}
	if ch := s.places[who]; ch != nil {
		s.happen(out, ch, rest)
		return
	}
	if language, ok := strings.CutPrefix(rest, "reads "); ok {
		if who == "guild" {
			s.guild.Locale = language
		} else {
			s.people[who].Locale = language
		}
		return
	}
	where, what, _ := strings.Cut(rest, " ")
	u, ch := s.people[who], s.places[where]
	if u == nil || ch == nil {
		s.t.Fatalf("nobody, or nowhere: %q", line)
	}
	s.act(out, u, ch, where, what)
}

// rights are what a place may let somebody do.
var rights = map[string]int{
	"manage threads": discordtest.ManageThreads, "mention everyone": discordtest.MentionEveryone, "show embeds": discordtest.EmbedLinks,
}

func (s *stage) happen(out *strings.Builder, ch *discordtest.Channel, what string) {
	if rest, ok := strings.CutPrefix(what, "lets "); ok {
		who, right, _ := strings.Cut(rest, " ")
		var target discordtest.Target = s.guild.BotRole()
		if who != "quoth" {
			target = s.people[who]
		}
		if rights[right] == 0 {
			s.t.Fatalf("what is let: %q", what)
		}
		ch.Allow(target, rights[right])
		return
	}
	switch what {
	case "is archived":
		ch.Archive(false)
	case "is locked":
		ch.Archive(true)
	case "falls asleep":
		ch.Sleep()
	case "is opened to quoth":
		ch.Allow(s.guild.BotRole(), discordtest.SendMessages|discordtest.SendInThreads)
	case "takes no files of quoth":
		ch.Deny(s.guild.BotRole(), discordtest.AttachFiles)
	case "takes no embeds of quoth":
		ch.Deny(s.guild.BotRole(), discordtest.EmbedLinks)
	case "is for reading":
		ch.Deny(s.guild.Everyone(), discordtest.SendMessages)
	case "is deleted":
		s.following(out, func(said func() bool) {
			ch.Delete()
			s.Await("who follows a topic there to be told", said)
		})
	case "is closed to quoth":
		ch.Deny(s.guild.BotRole(), discordtest.ViewChannel)
	case "is muted for quoth":
		ch.Deny(s.guild.BotRole(), discordtest.SendMessages|discordtest.SendInThreads)
	default:
		s.t.Fatalf("what happens: %q", what)
	}
}

func (s *stage) act(out *strings.Builder, u *discordtest.User, ch *discordtest.Channel, where, what string) {
	s.t.Helper()
	verb, rest, _ := strings.Cut(what, " ")
	switch {
	case strings.HasPrefix(verb, "/"):
		if !u.CanUse(ch, verb[1:]) {
			out.WriteString("(the client does not offer it)\n")
			return
		}
		s.shown(out, where, u.Slash(ch, verb, s.options(ch, verb, rest)))
	case verb == "types":
		command, typed, _ := strings.Cut(rest, " ")
		name, text, _ := strings.Cut(typed, ": ")
		for _, c := range u.Autocomplete(ch, command, strings.TrimSuffix(name, ":"), text, nil).Choices() {
			fmt.Fprintf(out, "- %s\n", c.Name)
		}
	case verb == "presses":
		i := u.Press(s.last(u, where, rest), rest)
		s.form = i
		s.shown(out, where, i)
	case verb == "submits":
		s.shown(out, where, u.Submit(s.form, map[string]string{"question": rest}))
	case verb == "checks":
		m := u.Say(ch, rest)
		s.shown(out, where, u.MessageCommand(m, "Find this quote"))
	case verb == "chats":
		u.Say(ch, strings.ReplaceAll(rest, "@quoth", s.Bot().Mention()))
	case verb == "remarks":
		u.Reply(s.last(u, where, ""), rest)
	case verb == "says":
		s.answered(out, where, ch, func() { u.Say(ch, strings.ReplaceAll(rest, "@quoth", s.Bot().Mention())) })
	case verb == "edits":
		s.following(out, func(said func() bool) {
			u.Edit(s.own(u, ch), strings.ReplaceAll(rest, "@quoth", s.Bot().Mention()))
			s.Await("an answer to an edit", said)
		})
	case verb == "retouches":
		u.Edit(s.own(u, ch), strings.ReplaceAll(rest, "@quoth", s.Bot().Mention()))
	case what == "takes no messages":
		u.CloseDMs()
	case verb == "replies":
		s.answered(out, where, ch, func() { u.Reply(s.last(u, where, ""), rest) })
	default:
		s.t.Fatalf("what does %s do: %q", u.Name, what)
	}
}

// own is the last message that somebody wrote in a place.
func (s *stage) own(u *discordtest.User, ch *discordtest.Channel) discordtest.Message {
	s.t.Helper()
	for _, m := range slices.Backward(ch.Messages()) {
		if m.Author == u {
			return m
		}
	}
	s.t.Fatalf("%s has said nothing in %s", u.Name, ch.Name)
	panic("unreachable")
}

// options reads "name: value; name: value" by the types that are registered.
func (s *stage) options(ch *discordtest.Channel, command, text string) map[string]any {
	types := map[string]int{}
	scopes := []string{"", s.guild.ID}
	for _, scope := range scopes {
		for _, c := range s.Commands(scope) {
			if "/"+c.Name == command {
				for _, o := range c.Options {
					types[o.Name] = o.Type
				}
			}
		}
	}
	values := map[string]any{}
	for pair := range strings.SplitSeq(text, "; ") {
		name, value, ok := strings.Cut(pair, ": ")
		if !ok {
			continue
		}
		switch types[name] {
		case discordtest.OptionBoolean:
			values[name] = value == "true"
		case discordtest.OptionInteger:
			var n int
			fmt.Sscan(value, &n)
			values[name] = n
		case discordtest.OptionChannel:
			values[name] = s.places[value]
		case discordtest.OptionRole:
			values[name] = s.roles[value]
			if value == "everyone" {
				values[name] = s.guild.Everyone()
			}
		default:
			values[name] = value
		}
	}
	return values
}

// shown waits for what comes of an interaction, and writes it down.
func (s *stage) shown(out *strings.Builder, where string, i *discordtest.Interaction) {
	s.t.Helper()
	r := i.Response()
	if r.Modal != nil {
		fmt.Fprintf(out, "(form) %s\n", r.Modal.Inputs()[0].Label)
		return
	}
	var m discordtest.Message
	s.Await("an answer", func() bool {
		if r.Type == discordtest.ResponseMessage || i.Edits() > 0 {
			m = i.Message()
			return true
		}
		if later := i.FollowUps(0); len(later) > 0 {
			m = later[0]
			return true
		}
		return false
	})
	switch {
	case r.Type == discordtest.ResponseDeferredUpdate && i.Edits() > 0:
		out.WriteString("(edited)\n")
	case m.Ephemeral():
		fmt.Fprintf(out, "(to %s alone)\n", i.User.Name)
	}
	s.write(out, m)
	s.hear(where, m, i.User)
}

// answered does something that is answered by a message, and writes that down.
func (s *stage) answered(out *strings.Builder, where string, ch *discordtest.Channel, do func()) {
	s.t.Helper()
	before := 0
	for _, m := range ch.Messages() {
		if m.Author == s.Bot() {
			before++
		}
	}
	do()
	all := ch.WaitMessages(before + 1)
	m := all[len(all)-1]
	if m.ReplyTo() != "" {
		out.WriteString("(reply)\n")
	}
	s.write(out, m)
	s.hear(where, m, nil)
}

// deliver delivers alerts, and writes down what comes of it.
func (s *stage) deliver(out *strings.Builder) {
	s.t.Helper()
	s.following(out, func(func() bool) {
		for {
			n, err := s.done.Step(context.Background())
			if err != nil {
				s.t.Fatal(err)
			}
			if n == 0 {
				return
			}
		}
	})
}

// following does something, and writes down the messages that are new or edited then. said
// reports whether there is one.
func (s *stage) following(out *strings.Builder, do func(said func() bool)) {
	s.t.Helper()
	was := map[string]int{}
	for _, ch := range s.places {
		for _, m := range ch.Messages() {
			was[m.ID] = m.Edits + 1
		}
	}
	news := func(where string) []discordtest.Message {
		return slices.DeleteFunc(s.places[where].Messages(), func(m discordtest.Message) bool {
			return m.Author != s.Bot() || was[m.ID] == m.Edits+1
		})
	}
	places := []string{"#general", "#thread", "#post", "#ana", "#ben", "#boss", "#op", "#uma"}
	do(func() bool {
		return slices.ContainsFunc(places, func(where string) bool { return len(news(where)) > 0 })
	})
	for _, where := range places {
		for _, m := range news(where) {
			if was[m.ID] > 0 {
				fmt.Fprintf(out, "(edited in %s)\n", where)
			} else {
				fmt.Fprintf(out, "(in %s)\n", where)
				s.hear(where, m, nil)
			}
			s.write(out, m)
		}
	}
}

var spaces = regexp.MustCompile(`(?m)[ \t]+$`)

// write writes a message down as people see it, and whom it notified.
func (s *stage) write(out *strings.Builder, m discordtest.Message) {
	text := m.Text()
	for name, r := range s.roles {
		text = strings.ReplaceAll(text, r.Mention(), "@"+name)
	}
	for name, u := range s.people {
		text = strings.ReplaceAll(text, u.Mention(), "@"+name)
	}
	for name, ch := range s.places {
		text = strings.ReplaceAll(text, ch.Mention(), name)
	}
	if m.Flags&discordtest.FlagSilent != 0 {
		text = "(silent)\n" + text
	}
	for line := range strings.SplitSeq(text, "\n") {
		out.WriteString(spaces.ReplaceAllString("    "+line, "") + "\n")
	}
	for _, a := range m.Attachments {
		out.WriteString(strings.TrimRight(fmt.Sprintf("    (file %s) %s", a.Filename, a.Description), " ") + "\n")
	}
	for _, p := range s.Pings() {
		if p.Message.ID != m.ID || m.Edits > 0 {
			continue
		}
		for _, r := range p.Roles {
			fmt.Fprintf(out, "    (notifies @%s)\n", r.Name)
		}
		if len(p.Users) > 0 || p.Everyone {
			s.t.Errorf("a message notifies people: %+v", p.Mentions)
		}
	}
	s.secrets(text)
}
