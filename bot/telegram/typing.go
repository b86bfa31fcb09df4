package telegram

import (
	"context"
	"encoding/json"
	"html"
	"time"

	"quoth/bot"
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
		b.supervise.Try(ctx, "typing", func() error {
			b.showWork(ctx, to)
			return nil
		})
	}()
	return func() {
		cancel()
		<-done
	}
}

// draft is a call that shows for a while, in a private chat, what is not a message yet.
type draft struct {
	method string
	params botapi.Params
}

// drafts are the calls that show there that the bot is at work, the one that says so in words
// first; none where Telegram shows no drafts, nor where no message comes that a draft would end with.
func (b *Bot) drafts(ctx context.Context, to target) []draft {
	if shared(to.place.Chat) || to.edits != 0 || messageNumber(to.asked.Message) == 0 {
		return nil
	}
	rich, plain := paramsOf(to.place), paramsOf(to.place)
	rich["draft_id"], plain["draft_id"] = to.asked.Message, to.asked.Message
	words := b.engine.Printer(ctx, bot.Request{Place: to.place, Language: to.language}).Say("telegram.searching")
	rich["rich_message"] = botapi.Object(botapi.RichMessage{HTML: "<tg-thinking>" + html.EscapeString(words) + "</tg-thinking>"})
	plain["text"] = "" // which Telegram shows as thinking
	return []draft{{"sendRichMessageDraft", rich}, {"sendMessageDraft", plain}}
}

// showWork shows “typing…” until ctx is done, and where a person waits longer than that is
// shown, the first of the drafts that Telegram takes. A failure is not worth a word.
func (b *Bot) showWork(ctx context.Context, to target) {
	typing, drafts := paramsOf(to.place), b.drafts(ctx, to)
	typing["action"] = "typing"
	for first := true; ctx.Err() == nil; first = false {
		shown := typingTime
		for !first && len(drafts) > 0 && shown == typingTime {
			if b.showCall(drafts[0].method, drafts[0].params) == nil {
				shown = draftTime
			} else {
				drafts = drafts[1:]
			}
		}
		if shown == typingTime && b.showCall("sendChatAction", typing) != nil {
			return
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
