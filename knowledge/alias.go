package knowledge

import "quoth/knowledge/audience"

// The names under which package audience was known before it stood alone.
type (
	Person        = audience.Person
	Place         = audience.Place
	Pace          = audience.Pace
	Subscription  = audience.Subscription
	Settings      = audience.Settings
	Subscriptions = audience.Subscriptions
	AlertKind     = audience.AlertKind
	Alert         = audience.Alert
	AlertWriter   = audience.AlertWriter
	Outbox        = audience.Outbox
	Hold          = audience.Hold
	Notice        = audience.Notice
	Sessions      = audience.Sessions
	Receipt       = audience.Receipt
	Receipts      = audience.Receipts
)

// Its constants.
const (
	Now         = audience.Now
	Hourly      = audience.Hourly
	Daily       = audience.Daily
	NewStory    = audience.NewStory
	Change      = audience.Change
	LostMessage = audience.LostMessage
)
