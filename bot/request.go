package bot

import (
	"context"
	"time"

	"quoth/bot/intent"
	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/answer"
	"quoth/knowledge/audience"
	"quoth/knowledge/topic"
)

// Request is one thing that somebody asked of the bot, on any platform.
type Request struct {
	Person  audience.Person
	Place   audience.Place
	Server  string // that Place belongs to, "" where the platform has none
	Private bool   // Place is the person's private chat with the bot
	Hidden  bool   // in a Place of many, the person alone sees the answer
	// Elsewhere names Place as people read it, where the answer is shown in another; else "".
	Elsewhere string

	Command string // a name of the command table; "" when Text is plain text, and so a question
	Args    Args   // by option name
	Text    string // plain text, for Command ""
	// Language is that of the person or of the place of many, as the platform tells it (IETF
	// tag); "" when it does not. What the place has chosen in its settings goes before.
	Language string
	// LocalNames says that the menus of the platform show commands by their names in Language.
	LocalNames bool

	// Audiences read what is private to them wherever Place is: those of the key that a program
	// brings. Keyed says that it brings one, which the operator gave out: it is let in, and
	// what it asks is counted by whoever takes the key.
	Audiences []knowledge.Audience
	Keyed     bool
	// Nameless says that Place is told by an address of the network alone, which is nobody's: no news is
	// private to it. All who come so read by the same queries of the store.
	Nameless bool

	// Parent is the platform's reference of the bot's message that this is a
	// reply to, "" for none.
	Parent string

	// Asker is whom the reply with the pressed button was shown to; the zero Person for
	// everybody, and where nothing was pressed.
	Asker audience.Person

	// Forwarded says that the plain text is somebody else's, which the person passes on.
	Forwarded bool

	// To says how plain text is addressed; "" for to the bot alone. Under is the
	// message that it replies to, as far as the platform tells. Waiting is what the
	// bot has asked this person for here, and waits for; nil for nothing.
	To      intent.To
	Under   intent.Under
	Waiting *Missing

	// Talk is what the talk has in hand; nil for nothing.
	Talk *answer.Talk
	// Most is how many quotes, headlines, dates or sentences the reply shows at most, and
	// PerDate how many quotes a date; 0 for what suits a chat.
	Most, PerDate int
	// Newest lists what a search finds by date, the newest first, in place of what is most
	// about the topic.
	Newest bool
	// Drawing says when a timeline is drawn.
	Drawing Drawing
	// Data asks for what the reply is made of, for a program.
	Data bool
	// Patient waits for its turn however long that takes: nobody sits before it.
	Patient bool
	// AsOf answers as on that day: later articles do not exist. Zero for now.
	AsOf time.Time

	// Manager reports whether the person may manage the place: change what is
	// delivered there. It is asked each time that it matters. Nil means that
	// nobody may, except in private.
	Manager func(ctx context.Context) (bool, error)

	At time.Time // when it was sent; zero for now

	// Intent is what Understand took Text for, which sets it; zero for what it was not read for.
	Intent intent.Intent

	admitted bool        // turnAway let it pass
	exact    bool        // nothing is read from a copy that may be behind
	step     intent.Kind // that goes on from the reply in hand; "" for none
	goesOn   bool        // a question that goes on with the talk, whatever its words tell

	voice *voice       // in which it is answered; nil before that is worked out
	topic *topic.Topic // that its command is on; nil for none
}

// voice is what the settings of a place and the platform make of a request.
type voice struct {
	text.Printer
	settings audience.Settings
	known    bool // the settings were read
	chosen   bool // by the settings of the place
	// outlets, feeds and languages are those of the news that the place asks over; none for all.
	outlets, feeds, languages []string
}

// say writes a sentence in the language of the request.
func (r *Request) say(key text.Key, args ...any) string { return r.printer().Say(key, args...) }

// filter is that of the options, over the languages, the outlets and the feeds that the place
// asks over unless the topic names a language, or there or in the options an outlet or a feed
// is named.
func (r *Request) filter(args Args) (knowledge.Filter, error) {
	f, err := filter(args)
	if r.voice != nil && (r.topic == nil || len(r.topic.Languages()) == 0) {
		f.Languages = r.voice.languages
	}
	if len(f.Sources) == 0 && r.voice != nil && (r.topic == nil || !r.topic.Narrows()) {
		f.Sources, f.Feeds = r.voice.outlets, r.voice.feeds
	}
	return f, err
}

// printer says what is answered.
func (r *Request) printer() text.Printer {
	if r.voice == nil {
		return text.For(r.Language)
	}
	return r.voice.Printer
}

// Drawing says when a picture is drawn of a reply.
type Drawing int

// The ways of drawing.
const (
	DrawLong   Drawing = iota // where a picture says more than the list
	DrawNever                 // for who shows no pictures
	DrawAlways                // however little there is to draw
)

// In returns a context in which the store shows what may be read where the request comes
// from: what everybody may read, and what is private to the place. Handle works in it;
// whoever calls Verify for a reply that was kept there does, too.
func (r Request) In(ctx context.Context) context.Context {
	at := r.Place
	if r.Nameless {
		at = audience.Place{Platform: at.Platform}
	}
	return knowledge.AskedBy(ctx, append(knowledge.AudiencesAt(at, r.Server), r.Audiences...)...)
}

// Args are the arguments of a command by the name of the option.
type Args map[string]string

// Message is a Reply on its way to a Place that did not ask for it just now.
type Message struct {
	Reply  Reply
	Silent bool   // arrives without a sound: a digest
	Nonce  string // the same for each attempt to send the same message
	// Mention is a role that this message may mention; "" for none.
	Mention string
	// Previews lets the platform show previews of links.
	Previews bool
	// Threads has the story told in a thread of its own, where the platform has them.
	Threads bool
	// Topic is what the message is about, as it is followed; and After reads the platform's
	// reference of the message that told of the story before, "" for none; nil for none. A
	// platform that sorts messages by topic and story reads them.
	Topic string
	After func(ctx context.Context) (ref string, err error)
}

// Sender delivers to one platform, within its limits. Adapters implement it; package alert
// calls it, for many places at a time.
// Its methods return nil, a *GoneError, a *HeldError, a *WaitError, ErrTooLong, ErrCannotEdit,
// or any other error for a failure that may pass.
type Sender interface {
	Platform() string
	// Home is the private chat with a person.
	Home(ctx context.Context, p audience.Person) (audience.Place, error)
	// Send delivers a message and returns the platform's reference of it.
	Send(ctx context.Context, to audience.Place, m Message) (ref string, err error)
	// Edit replaces a message that was sent.
	Edit(ctx context.Context, to audience.Place, ref string, m Message) error
}

// A Notifier is a Sender that tells people itself when what they had delivered somewhere
// is held or ends there.
type Notifier interface {
	// Held is called when a place begins to refuse alerts, with all that is followed
	// there.
	Held(ctx context.Context, place audience.Place, reason string, held []audience.Subscription)
	// Ended is called once for each time that subscriptions were stopped, with all
	// that were stopped in the place.
	Ended(ctx context.Context, place audience.Place, reason string, stopped []audience.Subscription)
}

// A Namer is a Sender whose places the operator gave names.
type Namer interface {
	// Name is how a place is called in what the operator is told, at the beginning of a sentence.
	Name(p audience.Place) string
}

// GoneError says that a place can't be delivered to any more.
type GoneError struct {
	Reason  text.Key // says why: "the bot was blocked"
	MovedTo string   // the chat that it became, "" when it is simply gone
}

func (e *GoneError) Error() string { return "the chat is gone: " + text.Printer{}.Say(e.Reason) }

// HeldError says that a place refuses messages for now, for a reason that may pass: a
// missing right, a closed topic.
type HeldError struct {
	Reason text.Key // says why: "I may not post there"
}

func (e *HeldError) Error() string {
	return "the chat refuses messages for now: " + text.Printer{}.Say(e.Reason)
}

// WaitError says that the platform wants a pause.
type WaitError struct {
	For    time.Duration
	Global bool // for the whole platform, not for this place alone
	// Untried is set when it did not come to a call: the limits of the platform did not
	// allow one in time, or it is known that the place takes none until then.
	Untried bool
}

func (e *WaitError) Error() string { return "the platform asks to wait " + e.For.String() }

// Sentinel errors of a Sender.
var (
	ErrTooLong    = constError("the message is too long for the platform")
	ErrCannotEdit = constError("the message can't be edited any more")
)

type constError string

func (e constError) Error() string { return string(e) }
