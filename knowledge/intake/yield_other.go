//go:build !linux

package intake

// Yield lets other processes go before this one for the rest of its time, where that is
// known how; here it is not.
func Yield() {}
