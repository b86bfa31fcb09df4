package chat

import (
	"context"
	"errors"
	"time"

	"quoth/bot"
	"quoth/bot/chat/limit"
)

// Class sorts failed calls by what is to be done about them.
type Class int

const (
	// Lasting would fail again: the call is wrong, or the place is gone.
	Lasting Class = iota
	// Passing was not carried out, and may be when it is made again.
	Passing
	// Unknown may have been carried out: its answer got lost.
	Unknown
	// NotNow was refused for a rate limit.
	NotNow
	// Forbidden was refused since the bot may not write there, for now.
	Forbidden
	// Down was refused as everything is, at the platform's door.
	Down
	// Cancelled is no longer wanted. It never counts as carried out.
	Cancelled
)

// Failure is a failed call in the words that all platforms share.
type Failure struct {
	Class Class
	// Wait is how long the platform wants to be left alone; 0 when it does not say.
	Wait time.Duration
	// Limit is what a NotNow is about; nil for the innermost of the call's limits.
	Limit *limit.Limit
	// Abuse is set for a call that the platform counts before it bans who makes them.
	Abuse bool
	// As is the error of package bot that says the same to package alert; nil for none.
	As error
}

// Failed is an error of an adapter that says what kind of failure it is.
type Failed interface {
	error
	Failure() Failure
}

// Classify says what kind of failure an error is. One that says nothing of itself comes
// from the program, and lasts.
func Classify(err error) Failure {
	var failed Failed
	switch {
	case errors.As(err, &failed):
		return failed.Failure()
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return Failure{Class: Cancelled}
	}
	return Failure{}
}

// Lasts reports whether the platform refused a call in a way that lasts.
func Lasts(err error) bool {
	var failed Failed
	return errors.As(err, &failed) && failed.Failure().Class == Lasting
}

// Translate turns the error of a call into the one that a bot.Sender returns.
func Translate(err error) error {
	if err == nil {
		return nil
	}
	f := Classify(err)
	switch {
	case f.As != nil:
		return f.As
	case f.Class == NotNow, f.Class == Down:
		return &bot.WaitError{For: max(f.Wait, time.Second), Global: f.Class == Down || f.Limit != nil && f.Limit.Scope == ""}
	}
	return err
}

// PlaceRefuses reports whether a call failed since the place takes no messages, for good or
// for now.
func PlaceRefuses(err error) bool {
	err = Translate(err)
	var gone *bot.GoneError
	var held *bot.HeldError
	return errors.As(err, &gone) || errors.As(err, &held)
}
