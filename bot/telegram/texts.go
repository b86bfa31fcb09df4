package telegram

import "fmt"

// Every text of this adapter that people read stands here. What is the same on
// all platforms is package bot's.
const (
	textDescription      = "Ask about the news and get the exact words that were printed, with the outlet, the date and a link. Also: summaries and timelines in the printed words, and an alert when news on your topic arrives."
	textShortDescription = "Answers about the news in the exact words that were printed, with outlet, date and link."
	textCancelCommand    = "Ask me for nothing more just now"

	textSorry           = "Something went wrong on my side. It is in the operator's log; please try again."
	textPressBroken     = "That did not work. Please try again."
	textPressLater      = "There is much to do in this chat just now. Please press again in a moment."
	textExpired         = "This button is too old. Please ask again."
	textNotHere         = "Only who runs this channel can have me write in it. Ask me in private: t.me/%s"
	textCancelled       = "Cancelled."
	textNothingToCancel = "There is nothing to cancel."

	textUsage = "Please write all of it at once: %s"

	textVoice   = "I can't listen to recordings. Please write your question."
	textPicture = "I can't look at pictures. Please write your question."
	textSticker = "Nice! I know words only, though: ask me about the news, or see /help."
	textOther   = "I can read messages only. Please write your question."

	textHello       = "Hello! Ask me about the news: write /ask and your question, mention @%s, or reply to one of my messages. Administrators can have news on a topic sent here with /follow."
	textGoesOn      = "I may write here again, so the alerts go on: %s."
	textSentAlone   = "I have written to you in private."
	textOpenPrivate = "That is for you alone, and I may only write to you once you have begun: open our private chat and press Start."
	textNobodyAlone = "That is for one person alone. Please write to me in private, under your own name."

	textEdited   = "The article was edited since."
	textUntitled = "article without a title"
	textAsFile   = "This is too long for a message, so it comes whole, as a file."
	textFile     = "reply.txt"

	labelBack        = "↩ Back"
	labelBefore      = "‹ Before"
	labelNext        = "Next ›"
	labelPage        = "%d / %d"
	labelOpenPrivate = "Open the private chat"
	labelNothing     = "Nothing stored holds this"

	// The reasons that are kept with subscriptions that ended.
	reasonBlocked    = "the bot was blocked"
	reasonRemoved    = "the bot was removed"
	reasonDeleted    = "the account was deleted"
	reasonNeverBegun = "the private chat was never begun"
	reasonGone       = "the chat does not exist any more"
	reasonTopic      = "the topic was deleted"
	reasonClosed     = "the topic is closed"
	reasonNoRights   = "the bot may not write there"
	reasonForbidden  = "Telegram forbids it"
	reasonMoved      = "the group became a supergroup"
)

// textTooFast tells how many messages of a chat were passed over.
func textTooFast(n int) string {
	if n == 1 {
		return "You write faster than I may answer, so I passed over 1 message. Please send it again."
	}
	return fmt.Sprintf("You write faster than I may answer, so I passed over %d messages. Please send them again.", n)
}
