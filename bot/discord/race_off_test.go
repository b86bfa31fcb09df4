//go:build !race

package discord_test

// raced is set under the race detector, which makes everything ten times slower.
const raced = false
