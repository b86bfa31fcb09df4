package discord

// What the operator reads who started the bot wrongly.
const (
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
