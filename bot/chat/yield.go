package chat

import "context"

// Yield calls wait, which waits for something outside.
func Yield(_ context.Context, wait func() error) error { return wait() }
