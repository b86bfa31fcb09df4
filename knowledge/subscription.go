package knowledge

import (
	"context"
	"time"
)

// Person is somebody on a platform. The zero Person is nobody.
type Person struct {
	Platform string // "discord", "telegram", "terminal"
	User     string // the platform's own identifier
}

// Place is where a message goes.
type Place struct {
	Platform string
	Chat     string // the platform's identifier of the channel, group or private chat
	Thread   string // forum topic or thread within it; "" for none
}

// Pace is how alerts of a subscription come.
type Pace string

// The paces of a subscription.
const (
	Now    Pace = "now"
	Hourly Pace = "hourly"
	Daily  Pace = "daily"
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
	Minute  int    // of the local day, 0–1439: when a daily digest comes
	Mention string // a role that an administrator lets an alert mention; "" for none
	Paused  bool
	Stopped string // why deliveries ended ("the bot was blocked"); "" while they go on
	Created time.Time
}

// Audiences are those who read what is delivered.
func (s Subscription) Audiences() []Audience {
	return []Audience{ChatAudience(s.Place.Platform, s.Place.Chat), ServerAudience(s.Place.Platform, s.Server)}
}

// Settings are what a person (private) or a chat (shared) chose. The zero value
// is UTC, no quiet hours, no previews.
type Settings struct {
	TimeZone   string // IANA name; "" for UTC
	QuietFrom  int    // minute of the local day at which quiet hours begin
	QuietUntil int    // and end; equal to QuietFrom for none
	Previews   bool
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
	// articles of a chat to the chat that it became. The messages that were sent stay behind: the alerts in
	// them get LostMessage as theirs.
	MovePlace(ctx context.Context, platform, from, to string) error

	// Settings returns those of a place: a thread's own or else its chat's; the
	// zero value when none were chosen.
	Settings(ctx context.Context, p Place) (Settings, error)
	// SetSettings stores them. Alerts that wait where they hold become due at once,
	// as they do when a subscription is updated, so that whoever delivers works
	// out their hour anew.
	SetSettings(ctx context.Context, p Place, by Person, s Settings) error

	// Export returns everything that is kept under a person's identifier, table
	// by table, as column to value.
	Export(ctx context.Context, p Person) (map[string][]map[string]any, error)
	// Forget removes everything that is kept under a person's identifier, and
	// what is delivered or private to the person's private chat, and returns how many
	// rows there were.
	Forget(ctx context.Context, p Person) (int, error)
}

// AlertKind says why an alert is sent.
type AlertKind string

// The kinds of alert.
const (
	NewStory AlertKind = "story"  // a story's first article
	Change   AlertKind = "update" // a material change of a story already told
)

// LostMessage is the reference of a message that was sent and can't be reached, to
// be edited: its platform gave none, or the chat moved away from it.
const LostMessage = "0"

// Alert is one story brought to one subscription: a row of the outbox. There is
// at most one of each kind for a subscription and a story.
type Alert struct {
	ID           int64
	Subscription int64
	Story        int64
	Article      int64 // the article it shows
	Kind         AlertKind
	Outlets      int // further outlets that print the story, as last counted
	Due          time.Time
	Attempts     int
	Message      string    // the platform's reference of the message that was sent; "" before
	Shown        int       // Outlets as the sent message shows it
	Created      time.Time // or when its subscription went on after a pause in which it waited
	Sent         time.Time
	Error        string // the last failure
	Dead         bool   // given up
}

// AlertWriter puts alerts into the outbox, within the article's transaction.
type AlertWriter interface {
	// SubscriptionChanges calls f with the subscriptions changed since revision
	// (0 for all), and with those removed, gone set; it returns the revision
	// to go on from.
	SubscriptionChanges(ctx context.Context, revision int64, f func(s Subscription, gone bool) error) (int64, error)
	// Enqueue adds an alert unless there is one of its subscription, story and
	// kind, and reports whether it was added. A Change is not added while an
	// alert of its story waits to be sent: that one then shows the Change's
	// article, and the story is told once, as it is now.
	Enqueue(ctx context.Context, a Alert) (bool, error)
	// CountOutlets recounts the outlets of a story in its alerts. One that was
	// sent and whose count changed becomes due again, for an edit.
	CountOutlets(ctx context.Context, story int64) error
}

// Outbox is the alerts on their way. A row is claimed with a lease, so that of
// several processes one delivers it; a lease that ran out can be claimed again.
type Outbox interface {
	// Claim leases up to limit alerts that are due at now and of one of the
	// platforms, until now+lease, oldest first within a place and no place
	// before another for long; what is due at a place comes together, up to a
	// number well above what one message tells. While alerts of a place are leased, no other
	// claim gets any of that place, so its alerts arrive in their order. An
	// alert with a Message was sent before and is to be edited: its Outlets
	// changed. Shown is set to Outlets, as the message is about to show it.
	Claim(ctx context.Context, platforms []string, now time.Time, lease time.Duration, limit int) ([]Alert, error)
	// MarkSent records that alerts went out in the message of that reference,
	// and that an edit is done. When the outlets were recounted since Claim,
	// the alert is due again, for an edit.
	MarkSent(ctx context.Context, ids []int64, message string, at time.Time) error
	// Postpone gives a lease back and sets when to try next; the failure is
	// recorded and counted unless reason is "".
	Postpone(ctx context.Context, ids []int64, due time.Time, reason string) error
	// Bury gives up on alerts and keeps the reason.
	Bury(ctx context.Context, ids []int64, reason string) error
	// Drop removes alerts: nobody wants them any more.
	Drop(ctx context.Context, ids []int64) error
	// HoldPlace keeps the alerts of a place, which refuses them for now, from being
	// claimed until a time, and keeps why. It returns the hold, which lasts from the
	// first refusal until Reopen or Release.
	HoldPlace(ctx context.Context, p Place, reason string, now, until time.Time) (Hold, error)
	// Held returns the hold of a place; the zero Hold when there is none.
	Held(ctx context.Context, p Place) (Hold, error)
	// Release ends the hold of a place, which takes alerts again.
	Release(ctx context.Context, p Place) error
	// DeadAlerts returns the alerts that were given up, newest first.
	DeadAlerts(ctx context.Context, limit int) ([]Alert, error)
	// AlertsOf returns the alerts of a subscription, newest first.
	AlertsOf(ctx context.Context, subscription int64, limit int) ([]Alert, error)
	// AlertsIn returns the alerts of a subscription that a message tells of.
	AlertsIn(ctx context.Context, subscription int64, message string) ([]Alert, error)
	// Notify puts a notice for the operator into the log of notices, once for
	// each key until it is cleared; it reports whether it is new.
	Notify(ctx context.Context, key, text string, at time.Time) (bool, error)
	ClearNotice(ctx context.Context, key string) error
	Notices(ctx context.Context) ([]Notice, error)
}

// Hold is that a place refuses alerts for a while.
type Hold struct {
	Since  time.Time // zero when it does not
	Reason string    // a plain sentence: "I may not post there"
}

// Notice is something the operator should know.
type Notice struct {
	Key  string
	Text string
	At   time.Time
}
