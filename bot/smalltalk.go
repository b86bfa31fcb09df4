package bot

import (
	"cmp"
	"strings"
	"unicode"

	"quoth/bot/intent"
	"quoth/bot/text"
	words "quoth/knowledge/text"
)

// tellingWords are said in one of the languages alone, in lines too short to tell theirs
// otherwise.
var tellingWords = map[string]string{
	"en": "hi hey yo sup hello thanks thx help weather poem joke wait don't you the what who it's",
	"de": "hallo moin servus danke tschüss wiedersehen hilfe guten dankeschön wetter witz nicht nein ich bitte lieber wer",
	"fr": "bonjour revoir bonsoir salut coucou merci aide météo blague pourquoi quoi",
	"es": "hola gracias ayuda buenas buenos adiós chiste quién qué cómo",
	"it": "ciao arrivederci salve grazie buongiorno buonasera aiuto barzelletta perché chi",
	"pt": "oi olá obrigado obrigada ajuda valeu tchau bom boa piada você não isso",
	"tr": "merhaba selam güle görüşürüz teşekkürler teşekkür yardım sağol günaydın hava fıkra hayır değil nasıl istemiyorum",
}

// smalltalk says what is said when no news is asked for: in the language of the place's
// settings, else of the request's line, else of the platform.
func smalltalk(r Request) text.Printer {
	if r.voice != nil && r.voice.chosen {
		return r.printer()
	}
	language := wordsLanguage(r.Text)
	if r.Language == "" {
		language = LineLanguage(r.Text)
	}
	return text.For(language, r.printer().Language())
}

// LineLanguage is the language of a line, ISO 639-1; "" when neither its words nor the command that
// they say tell it.
func LineLanguage(s string) string { return cmp.Or(wordsLanguage(s), intent.LanguageOf(s)) }

// wordsLanguage is the language that the words of a line tell, ISO 639-1; "" for none.
func wordsLanguage(s string) string {
	for sp := range words.Words(strings.ToLower(s)) {
		for language, telling := range tellingWords {
			if strings.Contains(" "+telling+" ", " "+sp.In(strings.ToLower(s))+" ") {
				return language
			}
		}
	}
	if latinLetters(s) < tellingLetters {
		return ""
	}
	return words.QuestionLanguage(s)
}

// tellingLetters is from how many letters without accents on a line tells its language by
// more than the words that are said in one alone.
const tellingLetters = 8

// latinLetters is how many letters a line has; tellingLetters where one of them is none of
// English.
func latinLetters(s string) (n int) {
	for _, r := range s {
		switch {
		case r > unicode.MaxASCII && unicode.IsLetter(r):
			return tellingLetters
		case unicode.IsLetter(r):
			n++
		}
	}
	return n
}
