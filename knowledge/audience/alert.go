package audience

import (
	"context"
	"time"
)

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
	// (0, or one that was not yet, for all), and with those removed, gone set; it
	// returns the revision to go on from.
	SubscriptionChanges(ctx context.Context, revision int64, f func(s Subscription, gone bool) error) (int64, error)
	// Enqueue adds an alert unless there is one of its subscription, story and
	// kind, and reports whether it was added. A Change is not added while an
	// alert of its story waits to be sent: that one then shows the Change's
	// article, and the story is told once, as it is now.
	Enqueue(ctx context.Context, a Alert) (bool, error)
	// EnqueueFor is Enqueue for each of some subscriptions in the place of the alert's own.
	// It returns those for which the alert was added.
	EnqueueFor(ctx context.Context, a Alert, subscriptions []int64) (added []int64, err error)
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
	// Revive has alerts that were given up be sent after all, from a time on, and returns how
	// many of them were.
	Revive(ctx context.Context, ids []int64, due time.Time) (int, error)
	// Troubles returns where alerts do not arrive, by platform and reason.
	Troubles(ctx context.Context) ([]Trouble, error)
	// Backlog returns how much waits in the outbox.
	Backlog(ctx context.Context) (Backlog, error)
	// AlertsOf returns the alerts of a subscription, newest first.
	AlertsOf(ctx context.Context, subscription int64, limit int) ([]Alert, error)
	// AlertsIn returns the alerts of a subscription that a message tells of.
	AlertsIn(ctx context.Context, subscription int64, message string) ([]Alert, error)
	// ExpireAlerts removes alerts that were sent before a time, and those that were made
	// before it and given up, at most limit of them, and returns how many it removed.
	ExpireAlerts(ctx context.Context, before time.Time, limit int) (int, error)
	// Notify puts a notice for the operator into the log of notices, once for
	// each key until it is cleared; it reports whether it is new.
	Notify(ctx context.Context, key, text string, at time.Time) (bool, error)
	ClearNotice(ctx context.Context, key string) error
	Notices(ctx context.Context) ([]Notice, error)
}

// An Awakener is an Outbox that hears of what other processes put in. Not each word of it need
// come: who waits for one looks at the outbox from time to time, too.
type Awakener interface {
	// Awaken returns a channel that gets a value, and has room for one, when alerts were put
	// in, until ctx is done.
	Awaken(ctx context.Context) <-chan struct{}
}

// Trouble is that places of a platform do not get what is followed there.
type Trouble struct {
	Platform string
	Reason   string // a plain sentence
	Stopped  bool   // for good; else until they take alerts again
	Places   int
}

// Backlog is how much waits in the outbox.
type Backlog struct {
	Waiting int       // alerts to be sent or edited: not those of paused subscriptions
	Oldest  time.Time // since when the first of them is due, but those of places that refuse them; zero for none
	Held    int       // places that refuse alerts for now
	Dead    int       // alerts that were given up
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
