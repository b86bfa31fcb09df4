package knowledge

import "context"

// Holder is one run of the program, as the others over the same store know it, and the
// leases that it holds. It lives as long as its pulse goes on.
type Holder struct {
	Name   string
	Pulse  int64    // differs after each RenewHolder from all that it was
	Leases []string // in ascending order
}

// Leases is who of several processes does what one may do at a time. There is no time in it:
// whoever sees the pulse of a holder stand for long enough, by a clock of its own, ends that
// holder with all its leases, so that no clock that jumps or differs makes two holders of one
// lease. See package lease, which does that.
type Leases interface {
	// RenewHolder changes the pulse of a holder. One that is not stored, or not any more, is
	// stored without leases.
	RenewHolder(ctx context.Context, holder string) error
	// Holders returns all holders, by name.
	Holders(ctx context.Context) ([]Holder, error)
	// TakeLeases gives those of the named leases that nobody holds to a holder, and returns
	// those that it got. A holder that is not stored gets none.
	TakeLeases(ctx context.Context, holder string, names ...string) ([]string, error)
	// ReleaseLeases gives leases back, but those that another holds.
	ReleaseLeases(ctx context.Context, holder string, names ...string) error
	// EndHolder removes a holder and gives its leases back, unless its pulse differs from
	// that of h by now. It reports whether it did.
	EndHolder(ctx context.Context, h Holder) (bool, error)
}
