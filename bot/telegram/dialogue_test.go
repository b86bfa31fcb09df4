package telegram_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	telegramtest "quoth/bot/chattest/telegram"
	"quoth/knowledge"
)

var update = flag.Bool("update", false, "write what the bot does into the dialogues of testdata")

// TestDialogues plays the files testdata/*.txt. A line that begins with "> " is
// something that people do; what stands below it is what the bot did then. The
// words of the language are those of stage.steps.
func TestDialogues(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no dialogues: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := play(t, string(want))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
				t.Errorf("the dialogue goes otherwise (-want +got):\n%s", d)
			}
		})
	}
}

// stage is where a dialogue plays.
type stage struct {
	*rig
	people map[string]*telegramtest.User
	chats  map[string]*telegramtest.Chat
	topics map[string]*telegramtest.Topic
	order  []string // names of the chats, in the order of their making
	shown  map[string]map[int]int
	said   strings.Builder
	inline *telegramtest.Inline
	choice []telegramtest.Result
	prints int
}

func newStage(t *testing.T) *stage {
	s := &stage{
		rig:    newRig(t, telegramtest.Config{Limits: telegramtest.Unlimited()}, nil),
		people: map[string]*telegramtest.User{}, chats: map[string]*telegramtest.Chat{}, topics: map[string]*telegramtest.Topic{},
		shown: map[string]map[int]int{},
	}
	s.start()
	return s
}

func play(t *testing.T, script string) string {
	s := newStage(t)
	var got strings.Builder
	last := ""
	for line := range strings.Lines(script) {
		line = strings.TrimSuffix(line, "\n")
		step, is := strings.CutPrefix(line, "> ")
		if !is && !strings.HasPrefix(line, "#") {
			continue
		}
		if got.Len() > 0 && !strings.HasPrefix(last, "#") {
			got.WriteByte('\n')
		}
		last = line
		got.WriteString(line + "\n")
		if !is {
			continue
		}
		s.said.Reset()
		s.do(step)
		s.settle()
		s.show()
		got.WriteString(s.said.String())
	}
	return got.String()
}

// steps are the words of the language. A place is the name of a chat, or
// chat/topic; without one it is the private chat of who speaks.
var steps = []struct {
	pattern *regexp.Regexp
	do      func(s *stage, m []string)
}{
	{regexp.MustCompile(`^(\w+) says(?: in (\S+))?: (.*)$`), func(s *stage, m []string) {
		s.person(m[1]).Say(s.place(m[2], m[1]), strings.ReplaceAll(m[3], `\n`, "\n"))
	}},
	{regexp.MustCompile(`^(\w+) reads (\w+)$`), func(s *stage, m []string) { s.person(m[1]).Language = m[2] }},
	{regexp.MustCompile(`^(\w+) replies(?: in (\S+))?: (.*)$`), func(s *stage, m []string) {
		sent := s.sent(m[2], m[1])
		if len(sent) == 0 {
			s.t.Fatalf("there is nothing of the bot's to reply to; the log:\n%s", s.log)
		}
		s.person(m[1]).Reply(sent[len(sent)-1], m[3])
	}},
	{regexp.MustCompile(`^(\w+) replies to (\w+) in ([^/]+)(?:/\S+)?: (.*)$`), func(s *stage, m []string) {
		all := s.chat(m[3]).Messages()
		for _, message := range slices.Backward(all) {
			if message.From == s.person(m[2]) {
				s.person(m[1]).Reply(message, m[4])
				return
			}
		}
		s.t.Fatalf("%s has said nothing to reply to", m[2])
	}},
	{regexp.MustCompile(`^(\w+) marks “(.+?)” of (\w+) in (\w+): (.*)$`), func(s *stage, m []string) {
		for _, message := range slices.Backward(s.chat(m[4]).Messages()) {
			if message.From == s.person(m[3]) {
				s.person(m[1]).ReplyTo(message, m[2], m[5])
				return
			}
		}
		s.t.Fatalf("%s has said nothing to mark", m[3])
	}},
	{regexp.MustCompile(`^(\w+) forwards: (.*)$`), func(s *stage, m []string) { s.person(m[1]).Forward(s.place("", m[1]), m[2]) }},
	{regexp.MustCompile(`^(\w+) presses ([^:]+?)(?: in (\S+))?$`), func(s *stage, m []string) {
		sent := s.sent(m[3], m[1])
		for _, message := range slices.Backward(sent) {
			if slices.Contains(message.Buttons(), m[2]) {
				answer := s.person(m[1]).Press(message, m[2]).Wait()
				if answer.Text != "" {
					fmt.Fprintf(&s.said, "pop-up for %s: %s\n", m[1], answer.Text)
				}
				return
			}
		}
		s.t.Fatalf("there is no button %q to press", m[2])
	}},
	{regexp.MustCompile(`^(\w+) sends a (voice|sticker)(?: in (\S+))?$`), func(s *stage, m []string) {
		if m[2] == "voice" {
			s.person(m[1]).Voice(s.place(m[3], m[1]))
			return
		}
		s.person(m[1]).Sticker(s.place(m[3], m[1]))
	}},
	{regexp.MustCompile(`^(\w+) sends a photo(?:: (.*))?$`), func(s *stage, m []string) {
		s.person(m[1]).Photo(s.place("", m[1]), m[2])
	}},
	{regexp.MustCompile(`^(\w+) edits(?: in (\S+))?(?: “(.*)”)?: (.*)$`), func(s *stage, m []string) {
		where, who := m[2], s.person(m[1])
		if where == "" {
			where = m[1]
		}
		for _, message := range slices.Backward(s.chat(where).Messages()) {
			if message.From == who && strings.HasPrefix(message.Content(), m[3]) {
				who.Edit(message, m[4])
				return
			}
		}
		s.t.Fatalf("%s has said nothing in %s that begins with %q", m[1], where, m[3])
	}},
	{regexp.MustCompile(`^the post “(.*)” in (\w+) is edited: (.*)$`), func(s *stage, m []string) {
		for _, message := range slices.Backward(s.chat(m[2]).Messages()) {
			if message.Content() == m[1] {
				s.chat(m[2]).Rewrite(message, m[3])
				return
			}
		}
		s.t.Fatalf("there is no post %q in %s", m[1], m[2])
	}},
	{regexp.MustCompile(`^(\w+) types inline:(.*)$`), func(s *stage, m []string) {
		s.inline = s.person(m[1]).Inline(strings.TrimSpace(m[2]))
		s.choice = s.inline.Wait()
		for i, r := range s.choice {
			fmt.Fprintf(&s.said, "%d: %s — %s\n", i+1, r.Title, strings.ReplaceAll(r.Description, "\n", " / "))
		}
		if b := s.inline.Button(); b.Text != "" {
			fmt.Fprintf(&s.said, "button: %s (start=%s)\n", b.Text, b.Start)
		}
	}},
	{regexp.MustCompile(`^(\w+) chooses (\d) in (\S+)$`), func(s *stage, m []string) {
		n, _ := strconv.Atoi(m[2])
		posted := s.inline.Choose(s.choice[n-1], s.place(m[3], m[1]))
		s.said.WriteString(transcript(posted))
	}},
	{regexp.MustCompile(`^(\w+) calls the bot elsewhere: (.*)$`), func(s *stage, m []string) {
		called := s.person(m[1]).Call(m[2])
		s.settle()
		if answer, ok := called.Answer(); ok {
			s.said.WriteString(transcript(answer))
		}
	}},
	{regexp.MustCompile(`^group (\w+)( forum)?$`), func(s *stage, m []string) { s.open(m[1], s.server.Group(m[1], m[2] != "")) }},
	{regexp.MustCompile(`^basic group (\w+)$`), func(s *stage, m []string) { s.open(m[1], s.server.BasicGroup(m[1])) }},
	{regexp.MustCompile(`^channel (\w+)$`), func(s *stage, m []string) { s.open(m[1], s.server.Channel(m[1])) }},
	{regexp.MustCompile(`^(\w+) takes direct messages as (\w+)$`), func(s *stage, m []string) { s.open(m[2], s.chat(m[1]).DirectMessages()) }},
	{regexp.MustCompile(`^link (\w+) with (\w+)$`), func(s *stage, m []string) { s.chat(m[1]).Link(s.chat(m[2])) }},
	{regexp.MustCompile(`^topic (\w+)/(\w+)$`), func(s *stage, m []string) {
		s.topics[m[1]+"/"+m[2]] = s.chat(m[1]).Topic(m[2])
	}},
	{regexp.MustCompile(`^(\w+) joins (\w+)$`), func(s *stage, m []string) { s.chat(m[2]).Add(s.person(m[1])) }},
	{regexp.MustCompile(`^(\w+) becomes administrator of (\w+)$`), func(s *stage, m []string) { s.chat(m[2]).Promote(s.person(m[1])) }},
	{regexp.MustCompile(`^(\w+) is no administrator of (\w+) any more$`), func(s *stage, m []string) { s.chat(m[2]).Demote(s.person(m[1])) }},
	{regexp.MustCompile(`^(\w+) speaks for (\w+)$`), func(s *stage, m []string) { s.people[m[1]] = s.chat(m[2]).Anonymous() }},
	{regexp.MustCompile(`^(\w+) posts: (.*)$`), func(s *stage, m []string) { s.chat(m[1]).Post(m[2]) }},
	{regexp.MustCompile(`^(\w+) blocks the bot$`), func(s *stage, m []string) { s.person(m[1]).Block() }},
	{regexp.MustCompile(`^(\w+) unblocks the bot$`), func(s *stage, m []string) { s.person(m[1]).Unblock() }},
	{regexp.MustCompile(`^(\w+) deletes the account$`), func(s *stage, m []string) { s.person(m[1]).DeleteAccount() }},
	{regexp.MustCompile(`^the bot is removed from (\w+)$`), func(s *stage, m []string) { s.chat(m[1]).Kick() }},
	{regexp.MustCompile(`^the bot is added to (\w+)$`), func(s *stage, m []string) { s.chat(m[1]).AddBot() }},
	{regexp.MustCompile(`^topic (\S+) is deleted$`), func(s *stage, m []string) { s.topics[m[1]].Delete() }},
	{regexp.MustCompile(`^(\w+) becomes a supergroup$`), func(s *stage, m []string) { s.open(m[1], s.chat(m[1]).Migrate()) }},
	{regexp.MustCompile(`^(.+) prints (.+): (.*)$`), func(s *stage, m []string) {
		s.prints++
		s.add(knowledge.Article{URL: fmt.Sprintf("https://news.example/%d", s.prints), Title: m[2], Source: m[1], Published: s.clock.Now(), Language: "en", Text: m[3]})
	}},
	{regexp.MustCompile(`^alerts are delivered$`), func(s *stage, m []string) { s.deliver() }},
	{regexp.MustCompile(`^(\S+) pass(?:es)?$`), func(s *stage, m []string) {
		d, err := time.ParseDuration(m[1])
		if err != nil {
			s.t.Fatal(err)
		}
		s.clock.move(d)
	}},
	{regexp.MustCompile(`^the bot is restarted$`), func(s *stage, m []string) {
		if err := s.halt(); err != nil {
			s.t.Fatal(err)
		}
		s.start()
	}},
	{regexp.MustCompile(`^Telegram repeats itself$`), func(s *stage, m []string) {
		polls := s.server.Count("getMe")
		s.server.Repeat(20)
		s.halt()
		s.start()
		s.server.Wait(func() bool { return s.server.Count("getMe") > polls && s.server.Polling() })
	}},
}

func (s *stage) do(step string) {
	s.t.Helper()
	for _, known := range steps {
		if m := known.pattern.FindStringSubmatch(step); m != nil {
			known.do(s, m)
			return
		}
	}
	s.t.Fatalf("the language has no words for %q", step)
}

func (s *stage) person(name string) *telegramtest.User {
	if s.people[name] == nil {
		s.people[name] = s.server.User(name)
	}
	return s.people[name]
}

func (s *stage) open(name string, c *telegramtest.Chat) {
	if s.chats[name] == nil {
		s.order = append(s.order, name)
	}
	s.chats[name] = c
	s.shown[name] = map[int]int{}
}

// chat is a group or channel by its name, or somebody's private chat.
func (s *stage) chat(name string) *telegramtest.Chat {
	if s.chats[name] == nil {
		s.open(name, s.server.Private(s.person(name)))
	}
	return s.chats[name]
}

func (s *stage) place(name, speaker string) telegramtest.Place {
	if name == "" {
		return s.chat(speaker)
	}
	if t := s.topics[name]; t != nil {
		return t
	}
	return s.chat(name)
}

func (s *stage) sent(name, speaker string) []telegramtest.Message {
	if t := s.topics[name]; t != nil {
		return t.Sent()
	}
	if name == "" {
		name = speaker
	}
	return s.chat(name).Sent()
}

// show writes what the bot sent and edited since it was last called.
func (s *stage) show() {
	for _, name := range s.order {
		for _, m := range s.chats[name].Sent() {
			edits, known := s.shown[name][m.ID]
			if known && edits == m.Edits {
				continue
			}
			s.shown[name][m.ID] = m.Edits
			verb := "Quoth in " + s.where(name, m)
			if known {
				verb = "Quoth edits in " + s.where(name, m)
			}
			if m.Quote != nil && !known {
				verb += ", to “" + m.Quote.Text + "”"
			}
			if m.DirectTopic != nil {
				verb += " with " + m.DirectTopic.User.FirstName
			}
			for _, note := range []struct {
				is   bool
				word string
			}{{m.ReplyTo != nil && !known && m.Quote == nil, "a reply"}, {m.Silent, "silent"}, {m.ForceReply, "wants a reply"}, {m.Preview, "with preview"}} {
				if note.is {
					verb += ", " + note.word
				}
			}
			s.said.WriteString(verb + ":\n" + transcript(m))
		}
	}
}

func (s *stage) where(name string, m telegramtest.Message) string {
	for topic, t := range s.topics {
		if m.InTopic && t.Chat == m.Chat && t.ID == m.Thread {
			return topic
		}
	}
	return name
}

// marks are how formatting is written in a transcript.
var marks = map[string][2]string{
	"bold": {"*", "*"}, "italic": {"_", "_"}, "code": {"`", "`"}, "date_time": {"<", ">"}, "blockquote": {"{", "}"}, "expandable_blockquote": {"{+ ", "}"},
}

// transcript writes a message as people see it.
func transcript(m telegramtest.Message) string {
	units := utf16.Encode([]rune(m.Content()))
	before, after := make([]string, len(units)+1), make([]string, len(units)+1)
	for _, e := range append(slices.Clone(m.Entities), m.Captions...) {
		mark := marks[e.Type]
		if e.Type == "text_link" {
			mark = [2]string{"[", "](" + e.URL + ")"}
		}
		before[e.Offset] += mark[0]
		after[e.Offset+e.Length] = mark[1] + after[e.Offset+e.Length]
	}
	var b strings.Builder
	if len(m.Photo) > 0 {
		b.WriteString("(photo) ")
	}
	if m.Document != nil {
		b.WriteString("(file " + m.Document.Name + ") ")
	}
	for i := range len(units) + 1 {
		b.WriteString(after[i] + before[i])
		if i < len(units) {
			if utf16.IsSurrogate(rune(units[i])) && i+1 < len(units) && after[i+1]+before[i+1] == "" {
				if r := utf16.DecodeRune(rune(units[i]), rune(units[i+1])); r != '\uFFFD' {
					b.WriteRune(r)
					units[i+1] = 0
					continue
				}
			}
			if units[i] != 0 {
				b.WriteRune(rune(units[i]))
			}
		}
	}
	text := "  " + strings.ReplaceAll(strings.TrimSpace(b.String()), "\n", "\n  ") + "\n"
	text = strings.ReplaceAll(text, "\n  \n", "\n\n")
	if m.Keyboard != nil {
		for _, row := range m.Keyboard.Rows {
			text += " "
			for _, button := range row {
				text += " <" + button.Text + ">"
			}
			text += "\n"
		}
	}
	return text
}
