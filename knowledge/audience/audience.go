// Package audience is the people whom the news is for: who they are, where they are
// reached, what they follow, and what is kept of their talk with the bot, as types
// and as the interfaces of the store that keeps them.
//
// A [Subscription] brings [Alert]s to a [Place]; they wait in the [Outbox], into which
// the transaction that stores an article puts them. Because an article and its alerts
// are stored together or not at all, package knowledge imports this package, and this
// package imports nothing of ours.
package audience

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
