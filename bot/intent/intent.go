// Package intent says what a line of a chat is to be taken for: a question, a
// command in plain words with its arguments, small talk, or nothing for the bot.
//
// A line is peeled first: greetings, thanks and other politeness around a question
// or a command do not count. What is left is held against the grammar, patterns in
// eight languages of how people say the commands, which also find the arguments.
// Which of the readings is meant, a small model tells: a logistic regression on
// named features (its words, its form, what the grammar found), learned from the
// lines under testdata (go generate repeats it). Rules come before it where there
// is no doubt: what is said to others is nothing for the bot, and ways of saying that
// mean one thing are taken for it. A line that holds no command is read once more with
// the slips in the words of commands put right.
//
// The package is pure functions and knows nothing of what is stored.
package intent

//go:generate go run ./train -lines testdata/lines -out model.json

import (
	"slices"
	"strings"
	"unicode"

	"quoth/knowledge/lazyregexp"
	"quoth/knowledge/text"
)

// Act is what a line is.
type Act string

// The acts.
const (
	Ask    Act = "ask"     // a question about the news
	Do     Act = "command" // something for the bot to do
	Talk   Act = "talk"    // said to the bot about the bot, a greeting, thanks
	Silent Act = "silent"  // nothing that wants an answer
)

// Cancel is the command that drops what the bot has just asked for. It is in no
// command table.
const Cancel = "cancel"

// To says whom a line is addressed to.
type To string

// The addressees.
const (
	ToBot     To = "bot"     // in private
	ToReply   To = "reply"   // a reply to a message of the bot
	ToMention To = "mention" // the bot's name stands in it
	ToNobody  To = "none"    // others
)

// Line is a line of a chat with what is seen around it.
type Line struct {
	Text     string
	Private  bool
	To       To
	Under    Under           // what it replies to, or what the bot has just said
	Outlets  func() []string // returns the names of the outlets that are stored; nil for none
	Shown    func() []string // returns those of what was shown last; nil for none
	Waiting  bool            // the bot has just asked for something, and waits for it
	Waits    string          // the command that waits; "" when it is not known
	Followed bool            // what was said last is about something that is followed
	Begun    bool            // and has just begun to be
	Confirms bool            // the bot has just asked whether to do what can't be undone
	// Listed says that what was shown last, or what it was opened from, is a list.
	Listed bool
	// Answered says that the talk has an answer in hand, which the line may be about.
	Answered bool
	Language string // of the talk, ISO 639-1; "" when it is not known
	// Dated says that a time is all that the line names: "something from last year".
	Dated bool

	Forwarded bool // it is somebody else's, which the person passes on
}

// Under is the message that a line stands under; the zero Under for none.
type Under struct {
	Bot  bool // it is the bot's
	Text string
}

// Intent is what a line is taken for.
type Intent struct {
	Act     Act
	Command string            // the name of a command, or Cancel; "" when Act is not Do
	Args    map[string]string // text, length, source, pace, at, what, until, timezone, quiet, previews, pictures, nth, again: as far as they were said
	Typed   string            // the name as it was typed, when Command is a guess at a typing slip
	Waited  bool              // it is what the bot had asked for
	Either  bool              // what source leaves out may be words instead
	Kind    Kind              // for Talk: what sort; for Ask: what of the answer in hand is asked for
	Text    string            // the line without platform markup and politeness around it
}

// Kind is a sort of small talk.
type Kind string

// The sorts of small talk.
const (
	Greeting  Kind = "greeting"
	Farewell  Kind = "farewell"
	Thanks    Kind = "thanks"
	Bot       Kind = "bot" // about the bot: who made it
	Complaint Kind = "complaint"
	Pasted    Kind = "pasted"
	Doubted   Kind = "doubted" // whether the bot is sure of the answer in hand
)

// What is asked for of the answer in hand, beside what a question asks.
const (
	Cited     Kind = "cited"     // where it was printed
	More      Kind = "more"      // what else was found
	Older     Kind = "older"     // what was printed before it
	Newer     Kind = "newer"     // what was printed after it
	Previous  Kind = "previous"  // the reply before the one in hand
	Longer    Kind = "longer"    // the same in more words
	Shorter   Kind = "shorter"   // the same in fewer words
	Outlet    Kind = "outlet"    // the same from the outlet source alone, or without the one behind a "-"; from all where that is ""
	Nth       Kind = "nth"       // one of the things that were shown: nth from 1 on, or Last; again where it was there before
	Again     Kind = "again"     // the same once more
	Corrected Kind = "corrected" // the same about what is named instead
)

// ofAnswer are those that certain ways of saying are.
var ofAnswer = []Kind{Cited, More, Older, Newer, Previous, Longer, Shorter, Outlet, Nth, Again}

// pastedLength is from how many characters on a text is pasted rather than typed.
const pastedLength = 400

// Read says what a line is taken for. commands are the names of the command table.
func Read(l Line, commands []string) Intent {
	if !l.Private && l.To == ToNobody {
		return Intent{Act: Silent}
	}
	s := plain(l.Text)
	switch {
	case l.Forwarded && !l.Private && l.To != ToMention:
		return Intent{Act: Silent}
	case l.Forwarded:
		return Intent{Act: Talk, Kind: Pasted, Text: s}
	}
	if rest, slash := strings.CutPrefix(s, "/"); slash {
		return slashed(rest, commands)
	}
	if l.To == ToReply && !l.Private && toSomebody.MatchString(l.Text) && slices.ContainsFunc(words(s), func(w string) bool { return self[w] }) {
		return Intent{Act: Silent}
	}
	p := peel(s)
	found := readings(p, l)
	if l.Waiting {
		switch {
		case cancels(p):
			return Intent{Act: Do, Command: Cancel}
		case p.answers(found, l.Waits):
			return l.waited(s)
		}
	}
	if l.Confirms {
		switch no, yes := decides(p); {
		case no:
			return Intent{Act: Do, Command: Cancel}
		case yes:
			return Intent{Act: Do, Command: "forget"}
		}
	}
	if len([]rune(s)) > pastedLength && !strings.Contains(s, "?") && l.Private {
		return Intent{Act: Talk, Kind: Pasted, Text: s}
	}
	if r, ok := found["unfollow"]; (ok && r.weak || says(stopping, p) || says(wearied, p)) && l.Under.Bot && alertHead().MatchString(l.Under.Text) {
		return p.intent("unfollow", found, l) // "stop", said to an alert
	}
	if l.Begun && sure(found) != "unfollow" && undoes(p) {
		return Intent{Act: Do, Command: "unfollow", Args: map[string]string{"about": "talk"}, Text: p.core}
	}
	if thanks(s) || admiring.MatchString(s) {
		return p.intent("thanks", found, l)
	}
	if !l.Private && l.To == ToReply && says(inShort, p) { // it sums up what somebody thinks
		return Intent{Act: Silent}
	}
	if says(stopping, p) {
		if !l.Private && l.To != ToMention {
			return Intent{Act: Silent}
		}
		return Intent{Act: Do, Command: "unfollow"} // of what is followed
	}
	command := sure(found)
	if command == "" || slices.Contains(narrows, command) {
		if in, ok := restricted(l, p.core, commands); ok {
			return in
		}
	}
	if command != "" {
		return p.intent(command, found, l)
	}
	if l.Dated && bare(found) && (l.Answered || l.Private || l.To == ToMention) { // of what is in hand, or of then
		return Intent{Act: Ask, Text: p.core}
	}
	if named := correction(p.core); named != "" && l.Answered {
		return Intent{Act: Ask, Kind: Corrected, Text: named}
	} else if named != "" && l.Private && bare(found) { // of what was not found
		return Intent{Act: Ask, Text: named}
	}
	if l.Private && bare(found) && says(wearied, p) { // of the answer, which may be too long
		return Intent{Act: Ask, Text: p.core}
	}
	if bare(found) && cancels(p) && !says(wearied, p) && !madeOf(p.whole)["thanks"] { // of nothing
		return Intent{Act: Silent}
	}
	if bare(found) {
		if mended, slipped := p.mend(); slipped {
			if found := readings(mended, l); !bare(found) {
				if in := mended.weigh(found, l); in.Act == Do {
					return in
				}
			}
		}
	}
	return p.weigh(found, l)
}

// thanking are lines that say for what, which is behind the thanks, and in Turkish before them.
var thanking = lazyregexp.New(`(?i)^(?:(?:ok|okay|super|wow|ah|oh|gut|bien|vale|bene|bom|ну|tamam)[, ]+)*(?:(?:thanks|thank you|thx|cheers)(?: (?:a lot|so much|very much))? for|(?:vielen dank|danke(?: dir)?) für|merci(?: beaucoup)? (?:pour|de|d')|(?:muchas )?gracias por|grazie(?: mille)? (?:per|di)|(?:muito )?obrigad[oa] (?:por|pel[oa]s?)|спасибо(?: большое)? за) ?([^,;.?!]+)[.! ]*$|^([^,;.?!]+) için (?:çok )?(?:teşekkürler|teşekkür ederim|sağ ?ol(?:un)?)[.! ]*$`)

// admiring are lines that praise what the bot has made: "cool timeline".
var admiring = lazyregexp.New(`(?i)^(?:(?:wow|oh|ah|haha|lol|very|really|so|such an?|what an?|was für eine?|sehr|très|trop|muy|qué|que|molto|che|muito|очень|какая|какой|çok),? )*(?:(?:cool|nice|great|good|neat|sweet|awesome|amazing|perfect|lovely|handy|useful|helpful|solid|excellent|wonderful|brilliant|fantastic|impressive|interesting|schöne|tolle|gute|coole|super|klasse|starke|nette|hilfreiche|bonne?|belle|beau|chouette|jolie|excellente?|buena?|gran|linda?|bonita|bella?|bel|buon[ao]?|ottim[ao]|boa|bom|ótim[ao]|хорош(?:ая|ее|ий)|отличн(?:ая|ое|ый)|классн(?:ая|ое|ый)|крут(?:ая|ое|ой)|güzel|harika|süper|iyi) ` + makings + `|` + makings + ` (?:genial|excelente|parfaite?|géniale?|super|utile|útil|perfett[oa]|perfect[oa]|legal|maneir[oa]|top))[.! ]*$`)

// makings are what the bot makes.
const makings = `(?:time ?line|chronology|summary|recap|tl;?dr|zeitleiste|zusammenfassung|chronologie|frise|résumé|resume|cronolog[íi]a|l[íi]nea de(?:l)? tiempo|resumen|linea del tempo|riassunto|linha do tempo|resumo|хронология|сводка|резюме|kronoloji|zaman çizelgesi|özet)`

// inShort are phrases before what somebody thinks, and commands where the bot is spoken to.
var inShort = phrases(`in short|in brief|long story short|kurz gesagt|kurzum|in kürze|en bref|bref|en résumé|en deux mots|en resumen|en pocas palabras|en breve|in breve|in sintesi|insomma|em resumo|em suma|em poucas palavras|короче|короче говоря|одним словом|kısaca|kısacası|özetle`)

// thankedFor are the words of what a bot is thanked for. Thanks with any other word behind them
// may ask: "thanks for that and who won", "merci de résumer".
var thankedFor = foldedSet(strings.Join(strings.Fields(`articles stories timeline headlines sources artikel nachrichten artículos articoli artigos статьи the your you this that all everything it those these info infos information help helping answer answers answering reply replies replying response responding update updates news quick fast great good nice kind prompt useful quote quotes link links summary time patience effort work support advice tip tips clarification clarifying explanation explaining sharing me nothing
	der die das den deine deinen eure alles info infos information informationen hilfe antwort antworten auskunft mühe schnelle schnellen gute tolle nette neuigkeiten zitat zitate links zusammenfassung zeit geduld arbeit tipp hinweis erklärung
	ta ton tes votre vos le la les l cette ces ce tout toutes rien réponse réponses aide infos informations rapide rapides résumé citation citations article explication temps patience ça cela avoir répondu m aidé aidée
	tu su tus sus el los las esta este toda todo eso esto información ayuda respuesta respuestas rápida rápido pronta enlace resumen noticia noticias cita citas tiempo paciencia explicación nada responder ayudarme
	tua il i gli tutto tutte tue questa questo risposta risposte aiuto informazione informazioni veloce riassunto notizia notizie citazione tempo pazienza spiegazione avermi aver aiutato risposto niente nulla
	a o as os sua teu seu tudo isso isto ajuda resposta respostas informação informações dica resumo notícia notícias citação paciência explicação
	всё ответ ответы помощь информацию инфу твой твою ваш вашу быстрый подробный ссылку ссылки новости новость цитату сводку время терпение это подсказку разъяснение внимание
	her şey bilgi bilgiler bilgin yardım yardımın yardımınız cevap cevabın hızlı bu haber haberler zamanın sabrın açıklama`), "|"))

// thanks reports whether a line thanks the bot for something, and says nothing else.
func thanks(s string) bool {
	m := thanking.FindStringSubmatch(s)
	if m == nil {
		return false
	}
	for w := range strings.FieldsFuncSeq(text.Fold(m[1]+m[2]), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if !thankedFor[w] {
			return false
		}
	}
	return true
}

// toSomebody begins lines that name a person, to whom they are said where they say "you": the
// name of the bot stands in no reply that is one alone.
var toSomebody = lazyregexp.New(`^\s*(?:<@!?\d+>|@[\pL\d_.]+)[\s,:]`)

// weigh makes the intent of a line that may be several things, as the model tells.
func (p peeled) weigh(found map[string]reading, l Line) Intent {
	label := sure(found)
	if label == "" {
		label = builtIn().choose(featuresOf(p, l, found), found)
	}
	return p.intent(label, found, l)
}

// correcting begins a line that names what the line before meant.
var correcting = lazyregexp.New(`(?i)^(?:no|nope|nah|not that|nein|ne|nee|nö|non|não|нет|hayır|yok)?[,.! ]*(?:i meant?(?: to say| to ask about)?|i was asking about|i(?:'m| am) asking about|i said|ich mein(?:t)?e|je (?:voulais dire|parlais? (?:de|du|des))|quise decir|me refer(?:ía|ia|o|í) a|intendevo|volevo dire|dicevo|quis dizer|quero dizer|eu falava d[aoe]|я (?:имел[аи]?|имею) в виду|я (?:говорил[аи]? )?(?:про|о|об))[,: ]+(\S.*)$`)

// correction is what a line names instead of what the line before did; "" when it
// corrects nothing.
func correction(core string) string {
	m := correcting.FindStringSubmatch(core)
	if m == nil || len(words(m[1])) > longestThing || madeOf(m[1]) != nil {
		return ""
	}
	return m[1]
}

// intent makes the intent of a label of the model.
func (p peeled) intent(label string, found map[string]reading, l Line) Intent {
	out := Intent{Text: p.core}
	if args := found[label].args; label == "latest" && args["pace"] != "" && args["source"] == "" { // to be sent again and again
		label, found = "follow", map[string]reading{"follow": {args: merged(args, "", "")}}
	}
	switch label {
	case "ask":
		out.Act = Ask
		if follow := found[label]; follow.sure { // what it asks to be told about
			out.Text = follow.args["text"]
		}
		if !l.Under.Bot && l.Under.Text != "" && doubts.MatchString(p.core) {
			out.Args = map[string]string{"text": plain(l.Under.Text)}
		}
	case "doubted":
		out.Act, out.Kind = Talk, Doubted
	case "talk":
		out.Act, out.Kind, out.Args = Talk, p.sort(), found[label].args
	case "thanks":
		if out.Act = Silent; l.Private {
			out.Act, out.Kind = Talk, Thanks
		}
	case "react":
		out.Act = Silent
	default:
		if slices.Contains(ofAnswer, Kind(label)) {
			out.Act, out.Kind, out.Args = Ask, Kind(label), found[label].args
			break
		}
		out.Act, out.Command, out.Args = Do, label, found[label].args
		resolve(&out, l)
	}
	return out
}

// answers reports whether a line is what a command waits for and nothing else: what it says
// beside is no more than a topic may say. A topic may be the weather, or a language by its
// name, which asks for that language where nothing is waited for.
func (p peeled) answers(found map[string]reading, waits string) bool {
	if madeOf(p.whole) != nil || p.questions(waits) {
		return false
	}
	for name, r := range found {
		switch {
		case r.weak, slices.Contains(ofAnswer, Kind(name)):
		case name == "talk" && waits != "ask" && !question[first(words(p.core))]:
		case name == "settings" && waits != name && r.args["language"] != "" && len(words(p.core)) <= longestName:
		default:
			return false
		}
	}
	return true
}

// longestName is of how many words the name of a language is at most: "Turkish language",
// "in German". More words ask for it: "answer in German".
const longestName = 2

// questions reports whether a line is a whole question, which is no topic: something
// else was asked than the bot waits for.
func (p peeled) questions(waits string) bool {
	w := words(p.core)
	return waits != "ask" && waits != "find" && len(w) > 3 && (question[w[0]] || strings.HasSuffix(p.core, "?"))
}

// sort is what sort of small talk a line is, when it is no thanks.
func (p peeled) sort() Kind {
	made := madeOf(p.whole)
	switch {
	case made["parting"], made["farewell"] && !made["greeting"]: // "ciao" is both
		return Farewell
	case made["greeting"], p.greets:
		return Greeting
	case made["thanks"], made["praise"]:
		return Thanks
	case !made["test"] && !made["apology"] && complains.MatchString(p.whole):
		return Complaint
	}
	return Bot
}

// doubts are lines that ask whether what they stand under is true.
var doubts = lazyregexp.New(`(?i)^(?:(?:is|was|are|isn't|ist|est|es|è|é|это)? ?(?:this|that|it|these|das|es|ce|c'est|eso|questo|isso|это)? ?(?:really |even |actually |wirklich |vraiment )?(?:true|real|legit|fake|right|correct|accurate|a fact|real or fake|true or false|wahr|vrai|cierto|verdad|vero|verdade|правда)|fact ?check(?: this| that)?|check (?:this|that)|source|really|stimmt(?: das)?|es verdad|è vero|é verdade|правда|doğru mu|bu doğru mu|what is this(?: about)?|what do you know about this)[?!. ]*$`)

// complains is in lines that say that an answer was none.
var complains = lazyregexp.New(`(?i)wrong|incorrect|mistake|not (?:true|right|what|it|an? answer|helpful|that)|n't (?:what|it|answer|help|understand|get|right|work)|useless|bad|stupid|dumb|sucks?|nonsense|broken|old|outdated|mixed|another|different|falsch|frage|blöd|dumm|faux|mauvaise|question|nul|mal\b|equivocad|inútil|pregunt|sbagliat|inutile|chiesto|errad|pergunt|неправ|неверн|не то|спрашивал|тупой|заткни|замолчи|yanlış|sormadım|aptal|salak|çeneni|shut up|idiot|klappe|sei still|nervst|(?:^|\PL)(?:tais|calla|taci|cala)(?:$|\PL)|ferme-la|la ferme|cállate|zitto|stimmt nicht|tonto|scemo|burro|doof`)

// slashed reads what stands behind a slash. A name that is in no table is taken for
// the nearest that is, if one is near.
func slashed(line string, commands []string) Intent {
	name, rest := line, ""
	if i := strings.IndexAny(line, " \t\n"); i >= 0 {
		name, rest = line[:i], strings.TrimSpace(line[i:])
	}
	name = strings.ToLower(name)
	out := Intent{Act: Do, Command: name, Args: map[string]string{}}
	if rest != "" {
		out.Args["text"] = rest
	}
	if near := Named(name, rest, commands); near != name {
		out.Command, out.Typed = near, name
	}
	return out
}

// Named returns the one of commands that a typed name is meant for, with what stands behind it: the
// nearest, or the one that is said with it in plain words, "subscribe". It returns typed itself
// where there is none.
func Named(typed, rest string, commands []string) string {
	if near := Nearest(typed, commands); slices.Contains(commands, near) {
		return near
	}
	said := Read(Line{Text: typed + " " + rest, Private: true, To: ToBot}, commands)
	if said.Act == Do && slices.Contains(commands, said.Command) {
		return said.Command
	}
	return typed
}

// Nearest returns the one of names that a typed name is, or is a slip of: within
// one edit, or two from five letters on, a swap of neighbours being one. It returns
// typed itself when none is near, or when two are equally near.
func Nearest(typed string, names []string) string {
	limit := 1
	if len(typed) >= 5 {
		limit = 2
	}
	best, at, tie := limit+1, "", false
	for _, n := range names {
		switch d := distance(typed, n); {
		case d == 0:
			return n
		case d < best:
			best, at, tie = d, n, false
		case d == best:
			tie = true
		}
	}
	if at == "" || tie {
		return abbreviated(typed, names)
	}
	return at
}

// shortestTyped is of how many letters what stands for a longer name is at least: "/srch".
const shortestTyped = 3

// abbreviated is the one of names that has the letters of a typed name in their order, from the
// first on; typed itself where there are none or several.
func abbreviated(typed string, names []string) string {
	at := typed
	for _, n := range names {
		if len(typed) < shortestTyped || n[0] != typed[0] || !holdsInOrder(n, typed) {
			continue
		}
		if at != typed {
			return typed
		}
		at = n
	}
	return at
}

// holdsInOrder reports whether a name has some letters in their order.
func holdsInOrder(name, letters string) bool {
	for _, r := range letters {
		_, rest, found := strings.Cut(name, string(r))
		if !found {
			return false
		}
		name = rest
	}
	return true
}

// distance is the number of insertions, deletions, replacements and swaps of
// neighbours between two words (Damerau 1964, the restricted distance).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	d := make([][]int, len(x)+1)
	for i := range d {
		d[i] = make([]int, len(y)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(x)][len(y)]
}
