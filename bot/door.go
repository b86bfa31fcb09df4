package bot

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"quoth/bot/intent"
	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/answer"
	"quoth/knowledge/audience"
	"quoth/knowledge/topic"
)

// Understand takes the plain text of a request for what it is (see package intent).
// It sets the command and the arguments that the text means and leaves in Text what
// of it counts, or returns a reply that is all there is to say: to small talk, to a
// pasted text, to what drops the bot's own question, and an empty Silent one to what
// is nothing for the bot. What the text was taken for is in Intent then. An adapter calls it where it has to know the command before
// Handle does; Handle calls it otherwise. A request with a command is left as it is.
// To who is not admitted, or asks too much, it says so, once; then it is Silent.
func (e *Engine) Understand(ctx context.Context, r *Request) (reply Reply, done bool) {
	if !r.admitted && !r.Keyed && e.guarded() {
		e.listen(ctx, r)
		if reply, away := e.turnAway(ctx, r, true); away {
			return reply, true
		}
		r.admitted = true
	}
	if r.Command != "" {
		return Reply{}, false
	}
	if r.voice == nil {
		e.listen(ctx, r)
	}
	in, err := e.read(ctx, *r)
	r.Intent = in
	switch {
	case in.Act == intent.Silent:
		return Reply{Silent: true}, true
	case err != nil: // it may be taken for what it is not
		return e.explain(ctx, *r, err), true
	}
	switch in.Act {
	case intent.Talk:
		if in.Kind == intent.Doubted {
			r.cited()
			if verdict := inHand(*r).Verdict; verdict != "" {
				r.Args["verdict"] = string(verdict)
			}
			return Reply{}, false
		}
		return e.chat(ctx, *r, in), true
	case intent.Ask:
		return e.question(ctx, r, in)
	}
	if hand := inHand(*r); hand.Confirms && r.Waiting == nil {
		switch {
		case in.Command == intent.Cancel:
			return Reply{Blocks: []Block{Text{smalltalk(*r).Say("forget.kept")}}, Talk: r.ended()}, true
		case in.Command == "forget" && len(in.Args) == 0: // words alone delete nothing
			button := r.forgets()
			return Reply{Blocks: []Block{Text{smalltalk(*r).Say("forget.press", "label", button.Label)}}, Talk: &hand, Actions: []Action{button}}, true
		}
	}
	if in.Command == intent.Cancel {
		return Reply{Blocks: []Block{Text{smalltalk(*r).Say("talk.let_go")}}}, true
	}
	if in.Either {
		if reply, ok := e.either(ctx, *r, in); ok {
			return reply, true
		}
	}
	if w := r.Waiting; w != nil && in.Waited {
		r.Command, r.Args = w.Command, Args{}
		maps.Copy(r.Args, w.Args)
		r.Args[w.Option] = r.Text
		if in.Args["source"] != "" {
			r.Args[w.Option] = in.Args["text"]
			r.Args.narrow(w.Option, in.Args["source"])
		}
		return Reply{}, false
	}
	if in.Typed != "" {
		r.Command = in.Typed // which is answered with what was meant
		r.Text = in.Args["text"]
		return Reply{}, false
	}
	r.Command, r.Args = in.Command, e.arguments(ctx, *r, in)
	return Reply{}, false
}

// either asks whether a line leaves outlets out, or the words which are as well their names. ok is
// false where that can't be asked.
func (e *Engine) either(ctx context.Context, r Request, in intent.Intent) (reply Reply, ok bool) {
	command, args := in.Command, e.arguments(ctx, r, in)
	if w := r.Waiting; w != nil && in.Waited {
		command, args = w.Command, w.Args
	}
	c, known := e.commands.Command(command)
	outlets, lacking, err := e.outlets(ctx, in.Args["source"])
	t, unread := topic.Parse(in.Args["text"], "")
	if !known || lacking != nil || err != nil || unread != nil {
		return Reply{}, false
	}
	var words string
	for _, name := range lines(in.Args["source"]) {
		words += " " + drops + strconv.Quote(strings.TrimPrefix(name, drops))
	}
	offer := func(left, written string) Action {
		return Action{clip(left, maxActionLabel), command, with(args, Args{c.subject(): written})}
	}
	return Reply{Blocks: []Block{Text{smalltalk(r).Say("topic.either")}}, Actions: []Action{
		offer(strings.TrimSpace(words), in.Args["text"]+words), offer(strings.Join(outlets, " "), narrowed(t, outlets)),
	}}, true
}

// question makes a request of what is asked, or returns the reply to it.
func (e *Engine) question(ctx context.Context, r *Request, in intent.Intent) (reply Reply, done bool) {
	switch in.Kind {
	case intent.Cited:
		if len(inHand(*r).Articles) == 0 { // of no answer: of the bot's at all
			r.Command, r.Text, r.Args = "sources", "", Args{}
			return Reply{}, false
		}
		r.cited()
		return Reply{}, false
	case intent.Outlet:
		return e.askAmong(ctx, r, in.Args["source"])
	case intent.More, intent.Older, intent.Newer, intent.Previous, intent.Longer, intent.Shorter, intent.Nth, intent.Again:
		step, ok := e.step(*r, in)
		if !ok {
			return r.unstepped(in.Kind), true
		}
		r.Command, r.Text, r.Args, r.step = step.Command, "", maps.Clone(step.Arguments), in.Kind
		return Reply{}, false
	}
	question := in.Text
	if in.Args["text"] != "" { // it is asked about what it stands under
		question = in.Args["text"]
	}
	r.Command, r.Text, r.Args, r.goesOn = "ask", question, Args{"question": question}, in.Kind == intent.Corrected
	if sources := in.Args["source"]; sources != "" {
		r.Args["source"] = sources
	}
	return Reply{}, false
}

// cited makes a request for where the answer in hand was printed.
func (r *Request) cited() {
	articles := inHand(*r).Articles
	names := make([]string, len(articles))
	for i, id := range articles {
		names[i] = number(id)
	}
	r.Command, r.Text, r.Args = "cited", "", Args{"articles": strings.Join(names, " ")}
}

// read says what the plain text of a request is taken for. The error is that of a store that
// was asked which outlets there are.
func (e *Engine) read(ctx context.Context, r Request) (in intent.Intent, err error) {
	l := intent.Line{Text: r.Text, Private: r.Private, To: r.To, Under: r.Under, Forwarded: r.Forwarded}
	hand := inHand(r)
	l.Answered, l.Listed = len(hand.Articles) > 0, len(hand.Listed) > 0
	l.Followed, l.Begun, l.Confirms = hand.Followed != 0, hand.Begun, hand.Confirms
	if l.Under.Text == "" {
		l.Under.Text = hand.Pasted
	}
	l.Dated = answer.Dated(r.Text, e.now())
	l.Outlets = sync.OnceValue(func() (names []string) {
		names, err = e.sourceNames(ctx)
		return names
	})
	l.Shown = sync.OnceValue(func() (names []string) {
		for _, id := range slices.Concat(hand.Articles, hand.Listed) {
			a, missed := e.store.Article(ctx, id)
			if missed != nil && !errors.Is(missed, knowledge.ErrNotFound) {
				err = missed
			}
			names = append(names, a.Source)
		}
		return names
	})
	l.Language = cmp.Or(hand.Language, written(r))
	if l.To == "" {
		l.To = intent.ToBot
	}
	if r.Waiting != nil {
		l.Waiting, l.Waits = true, r.Waiting.Command
	}
	in = intent.Read(l, e.names())
	if in.Act == intent.Do { // a name as the menus of a language have it is no slip
		if c, known := e.commands.Command(cmp.Or(in.Typed, in.Command)); known {
			in.Command, in.Typed = c.Name, ""
		}
	}
	return in, err
}

// written is the language that the lines of a request are most likely in, such as "pt": that of the
// settings of the place, else that of the platform. English is what a platform says of whoever
// chose none, and tells nothing; "" then.
func written(r Request) string {
	language := r.Language
	if r.voice != nil && r.voice.settings.Language != "" {
		language = r.voice.settings.Language
	}
	language, _, _ = strings.Cut(strings.ToLower(language), "-")
	if language == "en" && (r.voice == nil || r.voice.settings.Language == "") {
		return ""
	}
	return language
}

// names are the names of the commands that people type.
func (e *Engine) names() []string { return e.namesIn("") }

// namesIn are the same in a language; "" for those of the table.
func (e *Engine) namesIn(language string) []string {
	var out []string
	for _, c := range e.commands {
		switch {
		case c.Hidden && c.Name != "start":
		case language == "":
			out = append(out, c.Name)
		default:
			out = append(out, c.NameIn(language))
		}
	}
	return out
}

// arguments are those of a command said in plain words, by the names of its options.
func (e *Engine) arguments(ctx context.Context, r Request, in intent.Intent) Args {
	c, known := e.commands.Command(in.Command)
	if !known {
		return Args{}
	}
	args := Args{}
	for name, value := range in.Args {
		if name == "text" {
			name = c.subject()
		}
		o, ok := c.Option(name)
		if !ok || value == "" {
			continue
		}
		if o.Type == Integer {
			n, _ := strconv.Atoi(value)
			value = strconv.Itoa(min(max(n, o.Min), o.Max))
		}
		args[name] = value
	}
	if in.Command == "help" {
		args["command"] = helpOn(e, args["command"])
		return args
	}
	subject := c.subject()
	if args[subject] == "" && in.Args["about"] != "" {
		if about := e.meant(ctx, r, in.Command); about != "" {
			args[subject] = about
		}
	}
	if followed := inHand(r).Followed; followed > 0 && in.Command == "alerts" && in.Args["what"] == "edit" && args["number"]+args["topic"] == "" {
		args["number"] = Reference(audience.Subscription{ID: followed})
	}
	if in.Args["source"] != "" && args["source"] == "" {
		args.narrow(subject, in.Args["source"])
	}
	return args
}

// narrow restricts the topic of an option to outlets, a line each, or leaves out those behind
// drops. The number and the address of an article stay.
func (a Args) narrow(option, sources string) {
	if namesArticle(a[option]) {
		return
	}
	if t, err := topic.Parse(a[option], ""); err == nil {
		a[option] = narrowed(t, lines(sources))
	}
}

// meant is what "it" means to a command, the person whom "her" means: the article that the
// talk has in hand, for a summary, and else what the talk is about.
func (e *Engine) meant(ctx context.Context, r Request, command string) string {
	t := inHand(r)
	if t.Followed > 0 && (command == "unfollow" || command == "alerts") { // and no other of its words
		return Reference(audience.Subscription{ID: t.Followed})
	}
	if t.Followed != 0 { // which its topic names
		return t.Subject
	}
	if who := t.Whom(r.Intent.Args["about"]); who != "" {
		return who
	}
	if command == "summary" && len(t.Articles) > 0 && (r.To == intent.ToReply || t.Subject == "") {
		return number(t.Articles[0])
	}
	return t.About(r.printer().Language())
}

// subject is the option that takes what a command is about.
func (c *Command) subject() string {
	for _, o := range c.Options {
		if o.Rest {
			return o.Name
		}
	}
	return ""
}

// helpOn is the command that words about doing something mean: "get alerts".
func helpOn(e *Engine, words string) string {
	for _, w := range strings.Fields(strings.ToLower(words)) {
		w = map[string]string{"subscribe": "follow", "unsubscribe": "unfollow", "stop": "unfollow", "alert": "alerts", "get": "follow", "pause": "alerts", "mute": "alerts",
			"change": "settings", "set": "settings", "turn": "settings", "delete": "forget", "quote": "find"}[w] + "\x00" + w
		for _, name := range strings.Split(w, "\x00") {
			if c, ok := e.commands.Command(name); ok && !c.Hidden {
				return c.Name
			}
		}
	}
	return ""
}

// chat answers small talk in a few fixed words, with what one can ask.
func (e *Engine) chat(ctx context.Context, r Request, in intent.Intent) Reply {
	p := smalltalk(r)
	if language := in.Args["language"]; language != "" { // whether the bot speaks it
		p = text.For(language)
	}
	switch in.Kind {
	case intent.Pasted:
		words := clip(in.Text, pastedWords)
		return Reply{Blocks: []Block{Text{p.Say("talk.pasted")}}, Talk: &answer.Talk{Pasted: words, Trail: inHand(r).Trail}, Actions: []Action{
			{p.Say("label.find"), "find", Args{"words": words}}, {p.Say("label.ask_about"), "ask", AskAbout(in.Text).Args},
		}}
	case intent.Farewell:
		return Reply{Blocks: []Block{Text{p.Say("talk.bye")}}}
	case intent.Thanks:
		return Reply{Blocks: []Block{Text{p.Say("talk.welcome")}}}
	case intent.Complaint:
		return Reply{Blocks: []Block{Text{p.Say("talk.complaint")}}}
	}
	if in.Kind == intent.Greeting {
		return e.greet(ctx, p, "talk.hello")
	}
	return e.greet(ctx, p, "talk.who_i_am")
}

// pastedWords is how much of a pasted text is looked for, in characters.
const pastedWords = 300

// unknown answers a name that is in no command table, with the command that was
// perhaps meant to press.
func (e *Engine) unknown(r Request) Reply {
	typed := strings.ToLower(r.Command)
	c, ok := e.commands.Command(intent.Named(typed, r.Text, e.names()))
	if !ok {
		c, ok = e.commands.Command(intent.Nearest(typed, e.namesIn(r.printer().Language())))
	}
	if !ok {
		return r.sorry("command.unknown", "name", clip(r.Command, 60))
	}
	reply := r.sorry("command.did_you_mean", "name", clip(r.Command, 60), "near", c.Name)
	reply.Actions = []Action{{"/" + c.Name, c.Name, c.Parse(r.Text)}}
	return reply
}

// Welcome says what is stored, how new it is, and some lines to try, for a prompt; a
// failing store says nothing.
func (e *Engine) Welcome(ctx context.Context, p text.Printer) (stored string, tries []string) {
	s, err := e.store.Stats(ctx)
	if err != nil {
		e.log.WarnContext(ctx, "bot: stats read failed", "error", err)
		return "", nil
	}
	switch {
	case s.Articles == 0:
		return p.Say("store.empty"), nil
	case s.Newest.IsZero():
		stored = p.Say("store.stored_undated", "n", s.Articles)
	default:
		stored = p.Say("store.stored", "n", s.Articles, "day", p.Day(s.Newest))
	}
	topics, err := e.newestTopics(ctx)
	if err != nil {
		e.log.WarnContext(ctx, "bot: topics read failed", "error", err)
	}
	for i, form := range []text.Key{"talk.try_latest", "talk.try_timeline", "talk.try_summary"} {
		if i < len(topics) {
			tries = append(tries, p.Say(form, "topic", topics[i]))
		}
	}
	return stored, tries
}
