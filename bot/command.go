package bot

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"quoth/bot/text"
	"quoth/knowledge/answer"
	"quoth/knowledge/topic"
)

// OptionType says what an option takes.
type OptionType int

// The types of options.
const (
	String  OptionType = iota
	Integer            // within Min and Max
	Choice             // one of Choices
	Date               // YYYY-MM-DD, YYYY-MM or YYYY
	Boolean
	Role           // a platform's role, for platforms that have roles; left out elsewhere
	Channel        // another place, for platforms that say what a person may do there; left out elsewhere
	Topic          // in the language of package topic
	ArticleOrTopic // the number or the address of an article, or a topic
)

// Suggestion names where completions for an option come from.
type Suggestion string

// The sources of completions.
const (
	SuggestSources       Suggestion = "sources"       // names of outlets
	SuggestTopics        Suggestion = "topics"        // what stored news is about
	SuggestSubscriptions Suggestion = "subscriptions" // what is followed here
	SuggestCommands      Suggestion = "commands"
	SuggestLanguages     Suggestion = "languages"     // that the bot speaks
	SuggestNewsLanguages Suggestion = "newslanguages" // of the news that is asked over, with commas between them
	SuggestNewsOutlets   Suggestion = "newsoutlets"   // the same
	SuggestNewsFeeds     Suggestion = "newsfeeds"     // the same
)

// Option is an argument of a command.
type Option struct {
	Name        string   // lower case, without spaces
	Description text.Key // says at most 100 characters
	Type        OptionType
	Required    bool
	Rest        bool // takes what is left of a text line; at most one an operation
	Choices     []string
	Min, Max    int
	Suggest     Suggestion
	Ask         text.Key // the question to put when it is missing: "Which topic?"
	Threads     bool     // for platforms whose channels have threads; left out elsewhere
	Pressed     bool     // for the bot's own buttons; left out of what people type and choose
}

// Native reports whether an option is a platform's own or a button's, which no line of text gives.
func (o Option) Native() bool { return o.Type == Role || o.Type == Channel || o.Threads || o.Pressed }

// Access says who may use a command.
type Access int

// The kinds of access.
const (
	Everyone Access = iota
	Manager         // anyone in private; elsewhere who may manage the place
	Operator        // the configured operators
)

// Linking says what a link that somebody else wrote may do with a command.
type Linking int

// The kinds of linking. Nobody is brought by a link to change or to delete
// anything that a button does not take back.
const (
	NoLink  Linking = iota
	Look            // opens the command without arguments
	LinkAll         // runs it with the link's arguments
)

// Work says how much is read for a reply, and whether that is for one person.
type Work int

// The kinds of work.
const (
	Light  Work = iota
	Heavy       // reads many articles: who asks takes turns with others
	Shared      // heavy, and with one reply for all who ask the same at a place
)

// Command is a row of the command table.
type Command struct {
	Name        string
	Named       text.Key // says the name that a menu shows instead, in lower case and without spaces; "" for none
	Description text.Key // says at most 100 characters
	Label       text.Key // says it on a button that leads to it, in at most 20 characters; "" where none does
	Group       text.Key // says under which heading /help lists it; "" for that of who asks and reads
	Options     []Option
	Access      Access
	// Personal is set for commands whose replies are for the asker alone.
	Personal bool
	// Open is set for commands with which people see and end what is kept of them or comes
	// to them. They are for everybody, also for who is not admitted or asks too much.
	Open bool
	// Hidden commands are for buttons and the platforms' own menus.
	Hidden bool
	// Answers is set for commands that answer a question: their replies have a verdict.
	Answers bool
	// Quiet is set for commands whose replies are nothing for the others in a place
	// of many; a platform that can shows them to the asker alone.
	Quiet bool
	// Changes is set for commands that change what is kept or delivered. Done once
	// more they would say that nothing is left to change, so an adapter that may
	// handle a message twice keeps their reply.
	Changes bool
	// Forgets is set for the command that deletes what is kept of the asker; an adapter
	// deletes what it keeps itself, keeps nothing of the asker for it, and has it in no menu.
	// It is nil for every other command, and reports whether a use with these arguments
	// does so; without them it asks first.
	Forgets func(Args) bool
	// Work says how much is read for a reply.
	Work Work
	// Link is how far a link from elsewhere may lead.
	Link Linking
	// Delivers reports whether a use of the command with these arguments begins to
	// bring something to the place by itself; nil for never.
	Delivers func(Args) bool
	// Continues reports whether the reply to a use with these arguments is the next
	// part of the one before, and may take its place; nil for never.
	Continues func(Args) bool

	handle func(ctx context.Context, e *Engine, r Request) (Reply, error)
}

// Option returns the option of that name.
func (c *Command) Option(name string) (Option, bool) {
	for _, o := range c.Options {
		if o.Name == name {
			return o, true
		}
	}
	return Option{}, false
}

// WouldForget reports whether a use with these arguments deletes what is kept of the asker.
func (c *Command) WouldForget(args Args) bool { return c.Forgets != nil && c.Forgets(args) }

// Elsewhere takes the place that an option names out of the arguments; "" for none.
func (c *Command) Elsewhere(args Args) (place string) {
	for _, o := range c.Options {
		if o.Type == Channel {
			place = args[o.Name]
			delete(args, o.Name)
		}
	}
	return place
}

// Threads reports whether a use of the command has stories told in threads.
func (c *Command) Threads(args Args) bool {
	return slices.ContainsFunc(c.Options, func(o Option) bool { return o.Threads && args[o.Name] == "true" })
}

// Changed reports whether a use of the command that was answered so changed something.
func (c *Command) Changed(r Reply) bool {
	return c.Changes && !r.Looked && !r.Failed && r.Missing == nil
}

// Begun is the talk after a use of the command that begins to bring something on a topic, or that
// asks whether to forget, where neither is carried out; nil for any other.
func (c *Command) Begun(args Args) *answer.Talk {
	if c.Forgets != nil {
		return &answer.Talk{Confirms: !c.WouldForget(args)}
	}
	if rest := c.Rest(); rest != nil && rest.Type == Topic && c.Delivers != nil && c.Delivers(args) {
		return &answer.Talk{Subject: args[rest.Name], Followed: unnumbered, Begun: true}
	}
	return nil
}

// unnumbered stands for the number of what is followed where nothing is carried out.
const unnumbered = -1

// Page reports whether the replies to the command can be pages that strangers look at: it
// is for everybody, tells of the news alone, and changes nothing.
func (c *Command) Page() bool {
	return c.Access == Everyone && !c.Changes && !c.Personal && !c.Quiet && (c.Link == LinkAll || c.Continues != nil)
}

// Rest is the option that takes what a person types; nil for none.
func (c *Command) Rest() *Option {
	for i := range c.Options {
		if c.Options[i].Rest {
			return &c.Options[i]
		}
	}
	return nil
}

// NameIn is the name by which a menu in a language shows the command.
func (c *Command) NameIn(language string) string {
	if c.Named == "" {
		return c.Name
	}
	return text.For(language).Say(c.Named)
}

// Brief is a command with what it needs: "/ask question".
func (c *Command) Brief() string {
	brief := "/" + c.Name
	for _, o := range c.Options {
		if o.Required {
			brief += " " + o.Name
		}
	}
	return brief
}

// Usage is how a command is written: "/ask question [source] [since] [until]".
func (c *Command) Usage() string {
	var b strings.Builder
	b.WriteString("/" + c.Name)
	for _, o := range c.Options {
		switch {
		case o.Native():
		case o.Required:
			b.WriteString(" " + o.Name)
		case o.Rest:
			b.WriteString(" [" + o.Name + "]")
		default:
			b.WriteString(" [" + o.Name + ":…]")
		}
	}
	return b.String()
}

// Parse reads the arguments of a command from what stands behind its name on a
// text line. Options are given as name:value, or name:"several words"; the words
// that are left fill the other options in their order, a word each, until one
// takes the rest. A word with a colon that names no option is left alone, and so is a
// filter in a line that holds a topic: it belongs to that.
func (c *Command) Parse(line string) Args {
	args := Args{}
	var rest []string
	topical := slices.ContainsFunc(c.Options, func(o Option) bool { return o.Type == Topic && o.Required })
	for _, field := range fields(line) {
		name, value, ok := strings.Cut(field, ":")
		without, dropped := strings.CutPrefix(name, drops)
		if o, known := c.Option(strings.ToLower(without)); dropped && known && o.Suggest == SuggestSources && value != "" && !topical {
			left := drops + strings.Trim(value, `"“”`)
			args[o.Name] = o.joined(args[o.Name], left)
			continue
		}
		if o, known := c.Option(strings.ToLower(name)); ok && known && !o.Native() && value != "" && !(topical && topic.IsFilter(name)) {
			if value = strings.Trim(value, `"“”`); o.Suggest == SuggestSources {
				value = o.joined(args[o.Name], value)
			}
			args[o.Name] = value
			continue
		}
		rest = append(rest, field)
	}
	for _, o := range c.Options {
		switch _, given := args[o.Name]; {
		case len(rest) == 0:
			return args
		case o.Rest:
			args[o.Name] = o.joined(args[o.Name], strings.Join(rest, " "))
			return args
		case !given:
			args[o.Name], rest = strings.Trim(rest[0], `"“”`), rest[1:]
		}
	}
	return args
}

// joined are two values of an option as one: outlets a line each.
func (o Option) joined(value, more string) string {
	if o.Suggest == SuggestSources {
		return strings.TrimSpace(value + "\n" + more)
	}
	return strings.TrimSpace(value + " " + more)
}

// fields splits at spaces outside of double quotes.
func fields(line string) []string {
	quoted := false
	return strings.FieldsFunc(line, func(r rune) bool {
		switch r {
		case '"':
			quoted = !quoted
		case '“':
			quoted = true
		case '”':
			quoted = false
		}
		return unicode.IsSpace(r) && !quoted
	})
}

// check looks at the arguments of a request, brings them to their usual form,
// and returns the option that is missing, if one is.
func (c *Command) check(args Args) (missing *Option, err error) {
	for name, value := range args {
		o, ok := c.Option(name)
		if !ok {
			return nil, Refuse("command.no_option", "command", c.Name, "option", name, "usage", c.Usage())
		}
		if args[name], err = o.check(value); err != nil {
			return nil, err
		}
	}
	for i, o := range c.Options {
		if o.Required && args[o.Name] == "" {
			return &c.Options[i], nil
		}
	}
	return nil, nil
}

// Missing is the first required argument that is not given, to be asked for; nil for none.
func (c *Command) Missing(args Args) *Missing {
	missing, err := c.check(maps.Clone(args))
	if err != nil || missing == nil {
		return nil
	}
	return &Missing{Command: c.Name, Option: missing.Name, Args: args}
}

func (o *Option) check(value string) (string, error) {
	value = strings.TrimSpace(value)
	if value == "" {
		return "", nil
	}
	switch o.Type {
	case Integer:
		var n int
		if _, err := fmt.Sscanf(value, "%d", &n); err != nil || n < o.Min || n > o.Max {
			return "", Refuse("command.number_wanted", "option", o.Name, "least", o.Min, "most", o.Max)
		}
		return fmt.Sprint(n), nil
	case Choice:
		for _, choice := range o.Choices {
			if strings.EqualFold(value, choice) {
				return choice, nil
			}
		}
		return "", Refuse("command.choice_wanted", "option", o.Name, "choices", strings.Join(o.Choices, ", "))
	case Date:
		if _, _, err := topic.ParseDay(value); err != nil {
			return "", Refuse("command.date_wanted", "option", o.Name)
		}
	case Boolean:
		switch strings.ToLower(value) {
		case "true", "yes", "on", "1":
			return "true", nil
		case "false", "no", "off", "0":
			return "false", nil
		}
		return "", Refuse("command.boolean_wanted", "option", o.Name)
	}
	return value, nil
}

// plain is an error that people may read, in their language.
type plain struct {
	key   text.Key
	args  []any
	offer []Action // to press instead
	is    error    // for who asks what it is; may be nil
}

func (p plain) Error() string { return text.Printer{}.Say(p.key, p.args...) }

func (p plain) Unwrap() error { return p.is }

// Refuse returns an error that people may read: a sentence with its arguments (see
// text.Printer.Say). An adapter returns one where it can't find out whether somebody may
// do something.
func Refuse(key text.Key, args ...any) error { return plain{key: key, args: args} }

// Refused reports whether an error is one that people read and can put otherwise.
func Refused(err error) bool {
	var p plain
	return errors.As(err, &p) || slices.ContainsFunc(misuses, func(m fault) bool { return errors.Is(err, m.fault) })
}
