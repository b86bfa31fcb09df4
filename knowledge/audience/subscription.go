package audience

import (
	"context"
	"time"
)

// Pace is how alerts of a subscription come.
type Pace string

// The paces of a subscription.
const (
	Now    Pace = "now"
	Hourly Pace = "hourly"
	Daily  Pace = "daily"
)

// Level is how much a subscription brings.
type Level string

// The levels of a subscription, each of which brings what the one before does, and more.
const (
	Calm   Level = "calm" // each story once
	Normal Level = ""     // each story once, and once more when it changes
	All    Level = "all"  // articles that merely mention the topic too
)

// Subscription is a topic and where, how and for whom it is delivered.
type Subscription struct {
	ID      int64
	Owner   Person
	Place   Place
	Server  string // that Place belongs to; "" where the platform has none, or it is not known
	Private bool   // Place is the owner's private chat
	Topic   string // in the language of package topic
	Pace    Pace
	Level   Level
	Minute  int    // of the local day, 0–1439: when a daily digest comes
	Mention string // a role that an administrator lets an alert mention; "" for none
	Paused  bool
	// Language is what the platform told, when it was followed, of the language there, ISO
	// 639-1; "" for nothing.
	Language string
	Stopped  string // why deliveries ended ("the bot was blocked"); "" while they go on
	Created  time.Time
}

// Settings are what a person (private) or a chat (shared) chose. The zero value
// is UTC, no quiet hours, no previews, no threads, all outlets, feeds and languages, the
// language that the platform tells.
type Settings struct {
	TimeZone   string // IANA name; "" for UTC
	QuietFrom  int    // minute of the local day at which quiet hours begin
	QuietUntil int    // and end; equal to QuietFrom for none
	Previews   bool
	NoPictures bool   // neither beside news nor of timelines
	Threads    bool   // each story in a thread of its own, where the platform has them
	Outlets    string // that are asked over, a name a line; "" for all
	Feeds      string // that are asked over, a title a line; "" for all
	Languages  string // of the news that is asked over, ISO 639-1, a code a line; "" for all
	Language   string // that the bot speaks, ISO 639-1; "" for what the platform tells
}

// Census is how many follow something on a platform.
type Census struct {
	People        int
	Places        int
	Subscriptions int
	Stopped       int // subscriptions that bring nothing any more
}

// Subscriptions is who follows what, and the settings of people and chats.
type Subscriptions interface {
	// Subscribe stores a new subscription and returns its number. The same
	// topic at the same place comes back as the one that is there, updated
	// with s's pace and, when it has one, its server.
	Subscribe(ctx context.Context, s Subscription) (id int64, created bool, err error)
	UpdateSubscription(ctx context.Context, s Subscription) error
	Unsubscribe(ctx context.Context, id int64) error
	Subscription(ctx context.Context, id int64) (Subscription, error)
	// SubscriptionsAt returns those delivered to a place, oldest first.
	SubscriptionsAt(ctx context.Context, p Place) ([]Subscription, error)
	SubscriptionsOf(ctx context.Context, p Person) ([]Subscription, error)
	// StopPlace ends the deliveries to a place and keeps the reason; it returns
	// the subscriptions that it ended.
	StopPlace(ctx context.Context, p Place, reason string) ([]Subscription, error)
	// StopChat does so for a chat with all its threads.
	StopChat(ctx context.Context, platform, chat, reason string) ([]Subscription, error)
	// Reopen lets what was stopped or held at a place go on, since the right to write
	// there may have come back; with threads set, at all threads of the chat. The
	// alerts that were held are due at once, and the hold ends with the first that
	// arrives. It returns the subscriptions that had been stopped.
	Reopen(ctx context.Context, p Place, threads bool) ([]Subscription, error)
	// MovePlace gives the subscriptions, settings, alerts, private feeds and private
	// articles of a chat to the chat that it became, with its admission by an invitation,
	// and keeps in BeforeState which chat it was.
	// The messages that were sent stay behind: the alerts in them get LostMessage as theirs.
	MovePlace(ctx context.Context, platform, from, to string) error

	// Settings returns those of a place: a thread's own or else its chat's; the
	// zero value when none were chosen.
	Settings(ctx context.Context, p Place) (Settings, error)
	// SetSettings stores them. Alerts that wait where they hold become due at once,
	// as they do when a subscription is updated, so that whoever delivers works
	// out their hour anew.
	SetSettings(ctx context.Context, p Place, by Person, s Settings) error

	// Census counts who follows something, by platform.
	Census(ctx context.Context) (map[string]Census, error)

	// Export returns everything that is kept under a person's identifier, table
	// by table, as column to value.
	Export(ctx context.Context, p Person) (map[string][]map[string]any, error)
	// Forget removes everything that is kept under a person's identifier, and
	// what is delivered or private to the person's private chat, and returns how many
	// rows there were.
	Forget(ctx context.Context, p Person) (int, error)
}
