package audience

import (
	"context"
	"time"
)

// Receipt is an event of a chat platform that was taken in, and how far handling it
// got. It is stored before the platform is told that the event need not come again.
type Receipt struct {
	Platform string
	Account  string // the bot's account there
	Event    string // the platform's identifier of the event
	Received time.Time

	Done bool
	// The rest is kept until it is done.
	Holder string // which process handles it (see knowledge.Leases); "" when that one is gone
	Person Person // who caused it; the zero Person for nobody
	Place  Place
	Data   []byte // the event as it came
	Begun  int    // how often handling it was begun again and not ended
	Sent   int    // how many messages of its answer are known to be sent
	Reply  []byte // what a command that changed something has to say, until that is said
	// Refused is how many events of its channel were not taken, this the first of them:
	// it is answered with a notice of that. 0 for an event that is handled.
	Refused int
}

// Receipts keeps what was taken in from the chat platforms.
type Receipts interface {
	// Receipt returns the receipt of an event; ErrNotFound when it never came, or was
	// done more than a week ago.
	Receipt(ctx context.Context, platform, account, event string) (Receipt, error)
	// SaveReceipts stores receipts, each in place of an earlier one of the same event, and
	// the sessions that handling the events left behind, in one transaction. Those that
	// another process holds, or did after this one was gone, stay as they are. Of receipts
	// that are done their identifiers alone are kept, for a week after they were received.
	SaveReceipts(ctx context.Context, receipts []Receipt, sessions []Session, now time.Time) error
	// UnfinishedReceipts returns those of an account that are not done, in the order in
	// which they were received.
	UnfinishedReceipts(ctx context.Context, platform, account string) ([]Receipt, error)
	// ClaimReceipts gives those of an account that are not done, and whose process is gone,
	// to a process, and returns them in the order in which they were received.
	ClaimReceipts(ctx context.Context, platform, account, holder string) ([]Receipt, error)
}
