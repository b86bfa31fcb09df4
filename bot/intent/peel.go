package intent

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/knowledge/lazyregexp"
)

// peeled is a line without what stands around its core.
type peeled struct {
	whole  string // the line without markup, in one line
	core   string // without politeness around it; may be empty
	greets bool   // a greeting stood before it, or it is one
	asked  bool   // "can you …", "i want to …" stood before it
	just   bool   // "just" stood before it
	emoji  int    // how many emoji it has
}

var (
	// markup is what platforms write for people, roles, channels and pictures.
	markup = lazyregexp.New(`<a?:\w+:\d+>|<[@#]&?!?\d+>|(?:^|\s)@[\pL\d_.]+`)
	// address is a web address.
	address = lazyregexp.New(`https?://\S+`)
	quoted  = lazyregexp.New(`(?m)^> ?.*$`)
)

// plain makes one line of a text: quoted lines, mentions and pictures left out,
// apostrophes and quotation marks in one form.
func plain(s string) string {
	if rest := quoted.ReplaceAllString(s, ""); strings.TrimSpace(rest) != "" {
		s = rest
	}
	s = strings.NewReplacer("’", "'", "‘", "'", "`", "'", "“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`).Replace(s)
	if rest := markup.ReplaceAllString(s, " "); strings.TrimSpace(rest) != "" {
		s = rest
	}
	return strings.Join(strings.Fields(s), " ")
}

func isEmoji(r rune) bool {
	return unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) || r == 0x200d || r == 0xfe0f || 0x1f000 <= r && r <= 0x1faff
}

// before are the words of politeness at the head of a line, the longer first;
// behind those at its end.
var (
	greeting = phrases(`heya|hey you|hi again|wsh|slt|bjr|cc|e aí|e ai|eae|opa|hallöchen|hey du|ehi|ehilà|хай|здорово|здрасте|приветик|slm|mrb|selamlar|good morning|good evening|good afternoon|good day|hello there|hi there|hey there|hello|hiya|hi|hey|howdy|yo|greetings|gm|morning|evening
		|guten morgen|guten abend|guten tag|hallo|moin|servus|bonjour|bonsoir|salut|coucou|hola|buenos días|buenos dias|buenas tardes|buenas noches|buenas
		|ciao|salve|buongiorno|buonasera|olá|ola|oi|bom dia|boa tarde|boa noite|привет|здравствуйте|здравствуй|добрый день|доброе утро|добрый вечер
		|merhaba|selam|günaydın|iyi akşamlar|iyi günler`)
	filler = phrases(`good night|gute nacht|thank you so much|thank you very much|thank you|thanks a lot|thanks|thx|ty|ok|okay|lol|lmao|haha|hahaha|wow|great|cool|nice|perfect|well|so|um|uh|hmm|hm|oh|ah|anyway|alright|right,
		|please|pls|plz|sorry|excuse me|dear bot|bot|quoth|dude|guys|actually|eigentlich|en fait|en realidad|in realtà|na verdade|вообще-то|aslında|quick question|one more thing|btw|no wait|wait|wait a sec|wait a second|wait a minute|hold on|no,|yes,|yeah,
		|warte|warte mal|moment|moment mal|attends|attendez|espera|espere|un momento|aspetta|un attimo|peraí|espera aí|подожди|погоди|bekle|bir dakika
		|vielen dank|danke|bitte|entschuldigung|merci beaucoup|merci|s'il te plaît|s'il vous plaît|stp|svp|muchas gracias|gracias|por favor|oye|vale|grazie mille|grazie|per favore|senti|scusa
		|muito obrigado|obrigado|obrigada|por favor|спасибо большое|спасибо|пожалуйста|слушай|teşekkür ederim|teşekkürler|lütfen|peki|tamam|sağ ol`)
	wish = phrases(`can you please|could you please|would you please|can you|could you|would you|will you|i would like you to|i'd like you to|i want you to|i need you to|can u please|can u|could u|would u|can ya|can someone|can i get|can i have|can i see|could i get|could i have|may i have|can we get|can we have|i would like to|i'd like to|i want to|i wanna|we want to|let's|pls|please|now
		|kannst du bitte|könntest du|kannst du|zeigst du mir|gibst du mir|ich möchte|ich will|peux-tu|pourrais-tu|tu peux|tu pourrais|tu me montres|tu me donnes|je veux|je voudrais|puedes|podrías|me muestras|me enseñas|me das|quiero|quisiera|puoi|potresti|mi mostri|mi fai vedere|mi dai|voglio|vorrei|você pode|pode|me mostra|quero|gostaria de
		|можешь|не мог бы ты|хочу|я хочу`)
	ending = phrases(`please|tho|though|fr|ngl|pls|plz|thank you so much|thank you|thanks a lot|thanks|thx|ty|for me|for us|right now|now|rn|asap|lol|haha|ok|okay|then|bot|mate|bro|dude|man|guys|bitte|danke|jetzt|mal|s'il te plaît|s'il vous plaît|stp|svp|merci
		|por favor|porfa|gracias|ahora|per favore|grazie|adesso|por favor|agora|obrigado|пожалуйста|спасибо|сейчас|lütfen|teşekkürler|şimdi`)
)

// asksWhen is a question that is asked with the words of a wish to be told: when something is,
// after "can you", with a question mark, or when something was.
func (p *peeled) asksWhen() bool {
	return tellWhen.MatchString(p.core) && (p.asked && strings.HasSuffix(p.whole, "?") || past.MatchString(p.core) && !resultative.MatchString(p.core))
}

var (
	// tellWhen begins such lines in the languages in which they begin as wishes do.
	tellWhen = lazyregexp.New(`(?i)^(?:tell (?:me|us) (?:when|if)|(?:dis|dites)[- ](?:moi|nous) (?:quand|si)|dime (?:cuándo|cuando|si)|dimmi (?:quando|se)|(?:me )?dig[ao](?:-me)? (?:quando|se)) `)
	// past is a clause of what was.
	past = lazyregexp.New(`(?i) (?:was|were|did|began|won|died|fell|(?:[^ ]*[^e ])ed|était|ont|fue|fueron|terminó|murió|ganó|era|erano|foi|foram|terminou|morreu|ganhou)[?!. ]*$| (?:was|were|did|fue|fueron|foi|foram) | (?:is|are|will be)[?!. ]*$`)
	// resultative is a verb before which an ending of the past is none.
	resultative = lazyregexp.New(`(?i) (?:is|are|gets?|be|been|has|have) [^ ]+[?!. ]*$`)
)

// phrases is a list of phrases, each of lower-case words.
func phrases(s string) []string {
	var out []string
	for _, p := range strings.Split(s, "|") {
		out = append(out, strings.TrimSpace(p))
	}
	return out
}

// peel takes the politeness off a line.
func peel(s string) peeled {
	p := peeled{whole: s}
	for _, r := range s {
		if isEmoji(r) && r != 0x200d && r != 0xfe0f {
			p.emoji++
		}
	}
	core := trim(s)
	for {
		switch {
		case cutHead(&core, greeting):
			p.greets = true
			continue
		case cutHead(&core, filler):
			continue
		case cutHead(&core, []string{"just"}):
			p.asked, p.just = true, true
			continue
		case cutHead(&core, wish):
			p.asked = true
			continue
		case cutTail(&core, ending):
			continue
		}
		break
	}
	p.core = core
	return p
}

// trim cuts what is no word off both ends, but for marks that say something.
func trim(s string) string {
	return strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",;:.!¡¿-–—…~*_", r) || isEmoji(r)
	})
}

// cutHead cuts the longest of some phrases off the head of a line.
func cutHead(s *string, list []string) bool {
	longest := 0
	for _, p := range list {
		if n := headLength(*s, p); n > longest {
			longest = n
		}
	}
	*s = trim((*s)[longest:])
	return longest > 0
}

// headLength is how many bytes a phrase takes at the head of s; 0 when it does not
// stand there as words of its own.
func headLength(s, phrase string) int {
	if len(s) < len(phrase) || !strings.EqualFold(s[:len(phrase)], phrase) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s[len(phrase):])
	if len(s) > len(phrase) && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'' || r == '-' || r == '?' || r == '_') {
		return 0
	}
	return len(phrase)
}

func cutTail(s *string, list []string) bool {
	longest := 0
	for _, p := range list {
		at := len(*s) - len(p)
		if at < 0 || len(p) <= longest || !strings.EqualFold((*s)[at:], p) {
			continue
		}
		if r, _ := utf8.DecodeLastRuneInString((*s)[:at]); at > 0 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'' || r == '-') {
			continue
		}
		longest = len(p)
	}
	*s = trim((*s)[:len(*s)-longest])
	return longest > 0
}

// cancelling drops what the bot has asked for.
var cancelling = phrases(`never mind|nevermind|nvm|cancel|cancel that|cancel it|forget it|forget that|forget about it|drop it|stop|stop it|stop that|nothing|none|no|nope|leave it|skip|skip it|not now|abort|quit|back|no thanks|changed my mind|i changed my mind|doesn't matter|it doesn't matter|whatever
	|abbrechen|egal|vergiss es|nichts|lass es|lass gut sein|hör auf|höre auf|hör auf damit|schon gut|stopp|nein|annuler|annule|arrête|arrête ça|laisse tomber|rien|oublie|oublie ça|peu importe|tant pis|non|cancelar|cancela|olvídalo|olvidalo|nada|déjalo|dejalo|da igual|não
	|annulla|basta|smettila|lascia perdere|lascia stare|niente|fa niente|non importa|deixa|deixa pra lá|esquece|deixa para lá|não importa|отмена|отмени|хватит|перестань|неважно|забудь|ничего|не надо|нет|проехали|iptal|vazgeç|vazgeçtim|boşver|boş ver|hiç|gerek yok|hayır`)

// stopping are what a bot is told that is to stop sending, and wearied what is said to alerts as
// well as to an answer that is too long.
var (
	stopping = phrases(`stop everything|stop it all|stopp alles|hör mit allem auf|arrête tout|para todo|ferma tutto|para tudo|останови всё|her şeyi durdur|stop|stop this|stop that|stop these|stopp|aufhören|arrête|arrêtez|arrêter|parar|detente|fermati|стоп|прекрати|остановись|durdur`)
	wearied  = phrases(`enough|genug|ça suffit|basta|basta così|basta ya|ya basta|para|pare|chega|smettila|хватит|перестань|dur|yeter`)
)

// says reports whether a line is one of some phrases alone.
func says(list []string, p peeled) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.EqualFold(s, p.core) })
}

// cancels reports whether a line drops what the bot has asked for.
func cancels(p peeled) bool {
	refused := p.core
	cutHead(&refused, refusing)
	for _, s := range []string{trim(p.whole), p.core, refused} {
		for _, c := range cancelling {
			if strings.EqualFold(s, c) {
				return true
			}
		}
	}
	return false
}

// undoing takes back what was just done: "cancel that one". What only lets go, "never mind", does
// not.
var undoing = lazyregexp.New(`(?i)^(?:(?:(?:cancel|undo|remove|delete|drop|scrap|ditch|stop|revert|end)(?: (?:it|that|this|that one|this one|again))?|take (?:it|that) back|(?:das |doch )?(?:wieder )?(?:rückgängig|zurück|weg damit|lösch (?:das|es)(?: wieder)?|nimm (?:das|es) zurück|mach (?:das|es) rückgängig|doch nicht)|annule(?:[ -](?:ça|le|la|cela))?|supprime(?:[ -](?:ça|le|la))?|enlève[ -](?:ça|le|la)|cancela(?:lo|r)?(?: (?:eso|isso|essa?|este))?|quítalo|bórralo|deshaz(?: eso|lo)?|annulla(?:lo|la)?(?: questo)?|cancellalo|toglilo|desfaz(?:er)?(?: isso)?|apaga isso|tira (?:isso|essa?)|отмени(?: (?:это|его|её))?|убери(?: (?:это|его))?|удали (?:это|его)|(?:onu|bunu) (?:iptal et|sil|kaldır|geri al)|iptal(?: et)?|geri al|(?:deixa[, ]+)?não precisa mais|brauch ich (?:doch nicht|nicht mehr|doch nicht mehr)|plus besoin|non serve più|уже не надо)(?:[,.! ]+|$))+$`)

// refusing stands before what is taken back: "nah, cancel that".
var refusing = phrases(`no|nope|nah|nein|nee|nö|non|não|нет|hayır|yok`)

// undoes reports whether a line takes back what was just done.
func undoes(p peeled) bool {
	core := p.core
	return undoing.MatchString(core) || cutHead(&core, refusing) && undoing.MatchString(core)
}
