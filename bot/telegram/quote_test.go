package telegram_test

import (
	"net/http"
	"testing"

	telegramtest "quoth/bot/chattest/telegram"
)

// TestQuoteOfWhatChanged has a message change while the answer to a part of it is on its way:
// Telegram takes no quote of that, and the answer comes without.
func TestQuoteOfWhatChanged(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.start()
	group := r.server.Group("Harbour", false)
	ana, ben := r.server.User("Ana"), r.server.User("Ben")
	said := ben.Say(group, "Morning all. When did the ferry strike in Portmouth end? My cousin was late.")
	r.server.Misbehave("sendMessage", 1, telegramtest.Failure(http.StatusBadRequest, "Bad Request: QUOTE_TEXT_INVALID"))
	ana.ReplyTo(said, "When did the ferry strike in Portmouth end?", "@quoth_test_bot")
	if got := group.WaitMessages(1)[0]; got.Quote != nil || got.ReplyTo == nil || got.ReplyTo.ID != said.ID {
		t.Errorf("the answer replies to %+v, quoting %+v", got.ReplyTo, got.Quote)
	}
}

// TestDraft has somebody wait for longer than typing is shown: a draft is in its place, in a
// private chat alone, until the answer is there.
func TestDraft(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.start()
	home, group := r.server.Private(r.server.User("Ana")), r.server.Group("Harbour", false)
	quiet := r.bot.Typing(place(group), "7", 0)
	r.server.Wait(func() bool { return r.server.Count("sendChatAction") > 2 })
	quiet()
	if n := r.server.Count("sendRichMessageDraft") + r.server.Count("sendMessageDraft"); n > 0 {
		t.Errorf("a group is shown %d drafts", n)
	}
	quiet = r.bot.Typing(place(home), "7", 5)
	r.server.Wait(func() bool { return r.server.Count("sendChatAction") > 5 })
	quiet()
	if n := r.server.Count("sendRichMessageDraft") + r.server.Count("sendMessageDraft"); n > 0 {
		t.Errorf("for an edit there are %d drafts", n)
	}
	quiet = r.bot.Typing(place(home), "7", 0)
	r.server.Wait(func() bool { return r.server.Count("sendRichMessageDraft") > 1 })
	quiet()
	r.server.Misbehave("sendRichMessageDraft", 1, telegramtest.Failure(http.StatusNotFound, "Not Found: method not found"))
	rich := r.server.Count("sendRichMessageDraft")
	quiet = r.bot.Typing(place(home), "7", 0)
	r.server.Wait(func() bool { return r.server.Count("sendMessageDraft") > 1 })
	quiet()
	if n := r.server.Count("sendRichMessageDraft") - rich; n != 1 {
		t.Errorf("where Telegram knows no rich drafts %d were tried", n)
	}
	drafts, typing := r.server.Count("sendMessageDraft"), r.server.Count("sendChatAction")
	r.server.Misbehave("sendRichMessageDraft", 1, telegramtest.Failure(http.StatusNotFound, "Not Found: method not found"))
	r.server.Misbehave("sendMessageDraft", 1, telegramtest.Failure(http.StatusNotFound, "Not Found: method not found"))
	quiet = r.bot.Typing(place(home), "7", 0)
	r.server.Wait(func() bool { return r.server.Count("sendChatAction") > typing+2 })
	quiet()
	if n := r.server.Count("sendMessageDraft") - drafts; n != 1 {
		t.Errorf("where Telegram knows no drafts %d were tried", n)
	}
}
