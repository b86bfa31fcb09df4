package discord

// Every text of this adapter that people read stands here.
const (
	textPresence = "Ask me with /ask"

	textBusy          = "I am busy with others' questions just now. Please try again in a minute."
	textOneByOne      = "I am still working on your last questions. Please wait for their answers first."
	textPassedOver    = "Too much was asked here at once: I did not take %d of the messages. Please ask again."
	textExpired       = "This button works no longer: what it belongs to is kept for a while only. Please ask again."
	textBroken        = "Something went wrong on my side. It is in the operator's log; please try again."
	textUnreadable    = "I could not read that. Please try again."
	textNotRead       = "I could not read the stored words just now. Please press again in a moment."
	textNotShown      = "I found something and could not show it here. It is in the operator's log."
	textNoText        = "That message holds no text that I may read."
	textPing          = "I can read a reply of yours only when it mentions me: leave the mention of the reply switched on, or use /ask."
	textUseSlash      = "Please type / and choose /%s from the menu: from there I see who may do that, and can answer you alone."
	textAdminHere     = "The operator's commands work only in the servers that are configured for them."
	textNotHere       = "I am no member of this place, so I can't bring alerts here. Follow topics in a private chat with me, or in a server that I was added to."
	textYouMayNotPost = "You may not post here, so I may not do it for you."
	textMayNotPost    = "I may not post here, so no alert would arrive. Give me the rights View Channel, Send Messages (in a thread: Send Messages in Threads, in a locked one also Manage Threads) and Embed Links, and try again."
	textMayNotPing    = "You may not mention that role here, so no alert may do it for you."
	textCantPing      = "I may not mention that role here: let anyone mention it, or give me the right Mention Everyone."
	textShared        = "Shared by <@%s>"
	textMentions      = "The alerts on “%s” mention <@&%s>."
	textHushed        = "The alerts on “%s” mention nobody any more."
	textManagersHush  = "Only those who manage this channel may do that."
	textSharedAlready = "This was shared already."
	textPage          = "Page %d of %d"
	textAskTitle      = "Quoth"
	textAnswerBox     = "Your answer"
	textNoPicture     = "The picture is left out: I may not attach files here."
	textNoFile        = "The file is left out: I may not attach files here."
	textNoEmbeds      = "I have an answer and may not show it here: I need the right Embed Links."
	textEdited        = "The article was edited since."

	labelBack   = "◀"
	labelOn     = "▶"
	labelHush   = "%s: mention nobody"
	labelShare  = "Share"
	labelAnswer = "Answer"

	// The name of the entry is nameAskAbout.
	textBelow = "Discord does not show me what others say here. Open the menu of the message, choose Apps, and “Ask about this”."

	nameFindQuote = "Find this quote"
	nameAskAbout  = "Ask about this"

	optionPrivate     = "private"
	optionPrivateText = "Show the answer to you alone"

	goneAccess   = "I may not see the channel any more"
	goneRights   = "I may not post in the channel any more"
	goneServer   = "I was removed from the server"
	goneChannel  = "the channel was deleted"
	goneArchived = "the thread is archived or locked"
	gonePerson   = "you take no private messages from me"
	goneEmbeds   = "I may not show embeds in the channel: I need the right Embed Links"
	textGone     = "The alerts in <#%s> have ended: %s."
	textAgain    = " /alerts resume in that place starts them again."
	textGoesOn   = "I may write here again, so the alerts go on: %s."
	textHeld     = "The alerts in <#%s> wait: %s. Once that is mended they come, with what they missed; after three days they end."

	textNoToken  = "there is no token for Discord: copy one from the Bot page of the Developer Portal into DISCORD_TOKEN"
	textOddToken = "the token for Discord holds a space or another character that no token has: copy it anew from the Bot page of the Developer Portal into DISCORD_TOKEN"
	textOddAPI   = "the address of Discord's interface is none of the web: mend DISCORD_API, or leave it empty"
	textShards   = "the shards %q are not written as from-to/of, such as 0-3/8: mend DISCORD_SHARDS, or leave it empty"
)

const textWrongToken = "the token is refused by Discord: copy it anew from the Bot page of the Developer Portal into DISCORD_TOKEN"

// fatalCloses are the gateway's close codes after which no connection will be had
// before somebody changes something, and what to change.
var fatalCloses = map[int]string{
	4004: textWrongToken,
	4010: "there is no such shard, says Discord: mend DISCORD_SHARDS, or leave it empty",
	4011: "more shards are needed, says Discord, because the bot is in more servers now: start it again with DISCORD_SHARDS empty, and it takes as many as Discord recommends",
	4012: "this version of the gateway is not served by Discord any more: a newer version of this program is needed",
	4013: "an intent that was asked for is unknown to Discord: a newer version of this program is needed",
	4014: "an intent that was asked for is not allowed by Discord: look at the Bot page of the Developer Portal whether the bot is disabled or limited",
}
