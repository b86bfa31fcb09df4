package audience

// Kind is a kind of what is kept under a person's identifier. Export gives what is kept
// by kind, Forget removes every kind, and /privacy tells of each.
type Kind string

// The kinds, in an order in which they can be removed.
const (
	KindConversation Kind = "conversations"
	KindPending      Kind = "pending_arguments"
	KindShown        Kind = "shown_replies"
	KindMarker       Kind = "markers"
	KindReceipt      Kind = "receipts"
	KindReport       Kind = "reports"
	KindAlert        Kind = "alerts"
	KindSettings     Kind = "settings"
	KindSubscription Kind = "subscriptions"
	KindAdmission    Kind = "state"    // that an invitation admitted the person; the other states are no person's
	KindFeed         Kind = "feeds"    // private ones
	KindArticle      Kind = "articles" // private ones: they are removed, and not exported
)

// Kinds are all kinds.
func Kinds() []Kind {
	return []Kind{KindConversation, KindPending, KindShown, KindMarker, KindReceipt, KindReport, KindAlert, KindSettings, KindSubscription, KindAdmission, KindFeed, KindArticle}
}

// AdmittedState names the state that holds since when an invitation admits somebody: a
// person, as "platform:user", or an audience of package knowledge.
func AdmittedState(whom string) string { return "admitted " + whom }

// BeforeState names the state that holds the audience that a chat was, under its first
// number, before the platform gave it another.
func BeforeState(chat string) string { return "before " + chat }
