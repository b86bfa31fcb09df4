package discord

import (
	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/chat"
)

// Codes that the library does not name.
const (
	codeEditsOver    = 30046 // a message older than an hour was edited too often
	codeNoneInCommon = 50278 // the person and the bot share no server any more
)

// failures are what Discord's codes mean.
var failures = map[int]chat.Failure{
	discordgo.ErrCodeMissingAccess:                      {Class: chat.Forbidden, As: &bot.HeldError{Reason: "reason.access"}},
	discordgo.ErrCodeMissingPermissions:                 {Class: chat.Forbidden, As: &bot.HeldError{Reason: "reason.rights"}},
	discordgo.ErrCodeCannotSendMessagesToThisUser:       {Class: chat.Forbidden, As: &bot.HeldError{Reason: "reason.person"}},
	codeNoneInCommon:                                    {Class: chat.Forbidden, As: &bot.HeldError{Reason: "reason.person"}},
	discordgo.ErrCodeCannotSendEmptyMessage:             {Class: chat.Forbidden, As: &bot.HeldError{Reason: "reason.embeds"}},
	discordgo.ErrCodePerformedOperationOnArchivedThread: {Class: chat.Lasting, As: &bot.HeldError{Reason: "reason.archived"}},
	discordgo.ErrCodeThreadIsLocked:                     {Class: chat.Forbidden, As: &bot.HeldError{Reason: "reason.archived"}},
	discordgo.ErrCodeUnknownChannel:                     {Class: chat.Lasting, As: &bot.GoneError{Reason: "reason.channel"}},
	discordgo.ErrCodeUnknownGuild:                       {Class: chat.Lasting, As: &bot.GoneError{Reason: "reason.channel"}},
	discordgo.ErrCodeUnknownUser:                        {Class: chat.Lasting, As: &bot.GoneError{Reason: "reason.person"}},
	discordgo.ErrCodeUnknownMessage:                     {Class: chat.Lasting, As: bot.ErrCannotEdit},
	discordgo.ErrCodeCannotEditFromAnotherUser:          {Class: chat.Lasting, As: bot.ErrCannotEdit},
	codeEditsOver: {Class: chat.Lasting, As: bot.ErrCannotEdit},
}
