package telegram

import (
	"context"
	"encoding/json"
	"time"

	"quoth/bot/chat/limit"
	"quoth/bot/telegram/botapi"
)

const (
	// typingTime is how long “typing…” is shown, less what a call takes: Telegram shows it
	// for 5 s. An answer that takes longer has a draft in its place.
	typingTime = 4500 * time.Millisecond
	// draftTime is the same for a draft: Telegram shows it for 30 s.
	draftTime = 25 * time.Second
	// typingCall is how long a call may take, and hold an answer up.
	typingCall = 2 * time.Second
)

// typing says that the bot is at work, again and again until the function that it
// returns is called. That waits for a call on its way, since one that arrived
// after the answer would show on.
func (b *Bot) typing(ctx context.Context, to target) (quiet func()) {
	if to.channel || isDirect(to.place.Thread) {
		return func() {} // not supported there
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		b.supervise.Try("typing", func() error {
			b.showWork(ctx, to)
			return nil
		})
	}()
	return func() {
		cancel()
		<-done
	}
}

// showWork shows “typing…” until ctx is done, and where a person waits longer than that is
// shown, a draft without words, which Telegram shows as thinking: in private chats alone. A
// failure is not worth a word.
func (b *Bot) showWork(ctx context.Context, to target) {
	typing, draft := paramsOf(to.place), paramsOf(to.place)
	typing["action"] = "typing"
	draft["draft_id"], draft["text"] = to.asked.Message, ""
	drafts := !shared(to.place.Chat) && messageNumber(to.asked.Message) != 0
	for first := true; ctx.Err() == nil; first = false {
		shown := typingTime
		if drafts && !first {
			drafts, shown = b.showCall("sendMessageDraft", draft) == nil, draftTime
		}
		if shown == typingTime || !drafts {
			if b.showCall("sendChatAction", typing) != nil {
				return
			}
			shown = typingTime
		}
		select {
		case <-time.After(b.scaled(shown)):
		case <-ctx.Done():
		}
	}
}

// showCall makes a call that shows no message, once.
func (b *Bot) showCall(method string, p botapi.Params) error {
	var result json.RawMessage
	r := b.methodCall(&result, typingCall, limit.Other, method, p)
	r.Places, r.Patience = places(p), typingCall
	return b.calls.Try(context.Background(), r)
}
