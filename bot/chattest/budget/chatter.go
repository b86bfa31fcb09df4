package budget

// SmallTalk are lines to the bot that are no question and get a word of its own.
var SmallTalk = []string{"hi", "Good morning!", "thanks a lot", "who are you?", "Hallo", "merci", "спасибо"}

// Chatter are lines of people among themselves, beside the bot and in reply to it, that it
// has nothing to say to.
var Chatter = []string{"lol", "told you so", "haha nice", "👍", "so true", "ok"}
