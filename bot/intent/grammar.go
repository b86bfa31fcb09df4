package intent

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"quoth/bot/text"
	"quoth/knowledge/lazyregexp"
	"quoth/knowledge/lexicon"
	wording "quoth/knowledge/text"
)

// reading is a command that a line may be, with its arguments.
type reading struct {
	args map[string]string
	weak bool // a word of the command begins it, and more speaks for it only at times
	sure bool // nothing else is said so
}

// pattern is one way of saying a command.
type pattern struct {
	command string
	args    map[string]string // that it says by itself
	weak    bool
	sure    bool
	form    *regexp.Regexp
	names   []string // of the groups

	language string // ISO 639-1; "" where it is of all
}

// named begins a group with a name.
var named = lazyregexp.New(`\(\?P<(\w+)>`)

// compile makes a pattern of the whole line. A name may stand in it several times.
func compile(form string) (*regexp.Regexp, []string) {
	n := 0
	form = named.ReplaceAllStringFunc(slots.Replace(strings.TrimSpace(form)), func(group string) string {
		n++
		return strings.TrimSuffix(group, ">") + "_" + strconv.Itoa(n) + ">"
	})
	re := regexp.MustCompile(`(?i)^(?:` + unaccented(form) + `)[?.! ]*$`)
	names := re.SubexpNames()
	for i, name := range names {
		names[i], _, _ = strings.Cut(name, "_")
	}
	return re, names
}

// plainLetters are how letters with a mark are typed by people without the keys for them.
var plainLetters = func() map[rune][]string {
	out := map[rune][]string{'ä': {"ä", "a", "ae"}, 'ö': {"ö", "o", "oe"}, 'ü': {"ü", "u", "ue"}, 'ß': {"ß", "ss"}}
	for _, x := range []struct{ marked, plain string }{{"áàâã", "a"}, {"éèê", "e"}, {"íìîï", "i"}, {"óòôõ", "o"}, {"úùû", "u"}, {"ı", "i"}, {"ç", "c"}, {"ñ", "n"}, {"ş", "s"}, {"ğ", "g"}, {"ё", "е"}} {
		for _, r := range x.marked {
			out[r] = []string{string(r), x.plain}
		}
	}
	return out
}()

// shortestMarked is of how many letters a word is at least that people mean without its marks: "e" is
// not "é".
const shortestMarked = 3

// unaccented makes the words of a pattern match without their marks, too.
func unaccented(form string) string {
	runes := []rune(form)
	var out strings.Builder
	for i, r := range runes {
		typed := plainLetters[r]
		from, to := i, i
		for from > 0 && unicode.IsLetter(runes[from-1]) {
			from--
		}
		for to < len(runes) && unicode.IsLetter(runes[to]) {
			to++
		}
		open := strings.LastIndexAny(string(runes[:i]), "[]")
		switch {
		case typed == nil, to-from < shortestMarked:
			out.WriteRune(r)
		case open >= 0 && string(runes[:i])[open] == '[':
			out.WriteString(typed[0] + typed[1])
		default:
			out.WriteString("(?:" + strings.Join(typed, "|") + ")")
		}
	}
	return out.String()
}

// compiled are the patterns of all languages.
var compiled = sync.OnceValue(func() []pattern {
	var out []pattern
	for _, table := range []struct{ language, patterns string }{
		{"en", english}, {"de", german}, {"fr", french}, {"es", spanish}, {"it", italian}, {"pt", portuguese}, {"ru", russian}, {"tr", turkish},
		{"", certain}, {"", ofHand}, {"", loose},
	} {
		for line := range strings.Lines(table.patterns) {
			if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			name, form, _ := strings.Cut(line, " ")
			p := pattern{args: map[string]string{}, language: table.language}
			name, p.weak = strings.CutSuffix(name, "?")
			name, p.sure = strings.CutSuffix(name, "!")
			p.command, name, _ = strings.Cut(name, ":")
			if key, value, given := strings.Cut(name, "="); given {
				p.args[key] = value
			} else if name != "" {
				p.args["what"] = name
			}
			p.form, p.names = compile(form)
			out = append(out, p)
		}
	}
	return out
})

// LanguageOf is the language in whose words a line says a command, ISO 639-1; "" where it says none,
// or may say it in several.
func LanguageOf(line string) (language string) {
	core := peel(plain(line)).core
	if core == "" {
		return ""
	}
	for i := range compiled() {
		x := &compiled()[i]
		if x.weak || x.language == "" || x.language == language || !x.form.MatchString(core) {
			continue
		}
		if language != "" {
			return ""
		}
		language = x.language
	}
	return language
}

// slots are what a pattern may name: {text} is what the command is about, {accusative} the same in the case of a Turkish object, {thing} the
// same in few words, {news} what somebody wants to be told about, {place} a place, {town} one that is known, {made} what is to be made, {by} an outlet, {held} one that is stored and goes by no everyday word, {told} one that is stored of which a line asks what it says, {bare} one that is named with its article, {without} one that is to be left out, {nth} which of several things, {language} a language and {own} one by its name in
// itself, {count} a number of sentences, {until} and {zone} what they say.
var slots = strings.NewReplacer(
	"{text}", `(?P<text>\S.*?)`,
	"{accusative}", `(?P<accusative>\S.*?)`,
	"{thing}", `(?P<thing>\S.*?)`,
	"{news}", `(?P<news>\S.*?)`,
	"{place}", `(?P<place>\S.*?)`,
	"{town}", `(?P<town>\S.*?)`,
	"{made}", `(?P<made>\S.*?)`,
	"{language}", `(?P<language>[\pL-]+?)`,
	"{count}", `(?P<length>\d{1,2}|`+strings.Join(slices.Sorted(maps.Keys(numerals)), "|")+`)`,
	"{own}", `(?P<own>[\pL-]+)`,
	"{by}", `(?P<source>\S.*?)`,
	"{held}", `(?P<held>\S.*?)`,
	"{told}", `(?P<told>\S.*?)`,
	"{bare}", `(?P<bare>\S.*?)`,
	"{without}", `(?P<without>\S.*?)`,
	"{no}", `(?P<no>\S.*?)`,
	"{nth}", nthForm(),
	"{one}", `(?P<one>\S.*?)`,
	"{two}", `(?P<two>\S.*?)`,
	"{until}", `(?P<until>\S.*?)`,
	"{zone}", `(?P<timezone>\S.*?)`,
	"{url}", `(?P<text>https?://\S+)`,
)

// longestCommand is how long a command in plain words is at most, in bytes.
const longestCommand = 600

// readings are the commands that a line may be.
func readings(p peeled, l Line) map[string]reading {
	found := map[string]reading{}
	if len(p.core) > longestCommand {
		links(p, l, found)
		return found
	}
	rest, extra := details(p.core)
	for _, core := range []string{rest, p.core} {
		match(core, extra, l, found)
		if core == rest && rest == p.core {
			break
		}
	}
	if p.just && rest != "" { // it may stand for politeness, or for "only"
		match("just "+rest, extra, l, found)
	}
	if _, ok := extra["quiet"]; ok && quietCue.MatchString(p.core) {
		found["settings"] = reading{args: extra}
	}
	if _, ok := extra["previews"]; ok {
		found["settings"] = reading{args: extra}
	}
	if _, ok := extra["length"]; ok && found["summary"].args == nil && rest != p.core {
		found["summary"] = reading{args: merged(extra, "text", rest), weak: true}
	}
	links(p, l, found)
	if pace := extra["pace"]; rest == "" && !l.Waiting && (pace == "daily" || pace == "hourly") { // nothing else is said
		found["alerts"] = reading{args: merged(extra, "what", "edit"), sure: true}
	}
	if p.asksWhen() {
		delete(found, "follow")
	}
	if goesOn.MatchString(p.whole) {
		delete(found, "follow")
	}
	if unquoted.MatchString(p.core) {
		delete(found, "find")
	}
	if p.asked && strings.HasPrefix(strings.ToLower(p.core), "speak ") { // whether it can
		delete(found, "settings")
	}
	if !l.Answered {
		delete(found, string(Doubted))
	}
	if nth := found[string(Nth)].args["nth"]; nth != "" {
		_, before := found[string(Previous)]
		news, isNews := found["latest"]
		if before && nth == Last || isNews && !news.weak || !p.picks(nth, l) {
			delete(found, string(Nth))
		} else if onceMore.MatchString(p.core) {
			found[string(Nth)].args["again"] = "true"
		}
	}
	if !l.Answered && !l.Under.Bot && l.Under.Text != "" { // it is about what somebody said
		for _, kind := range ofAnswer {
			delete(found, string(kind))
		}
	}
	return found
}

var (
	// goesOn are lines that ask whether something goes on, with the verb of "follow": "sigue la huelga?"
	goesOn = lazyregexp.New(`(?i)^[¿ ]*(?:(?:y|e)[, ]+)?(?:(?:todavía|aún|ainda|ancora) )?(?:sigue|siguen|segue|seguem) (?:(?:la|el|los|las|il|lo|gli|le|i|o|a|os|as) |l['’])\S.*\?\s*$`)
	// unquoted is in lines that say "so-called" so, and look for no quote.
	unquoted = lazyregexp.New(`(?i)(?:^|\PL)quote[- /]*unquote(?:$|\PL)`)
)

// sure is the command that nothing else than a line is said for; "" for none. What asks to
// be told comes last: it holds what is said of the answer in hand, too.
func sure(found map[string]reading) string {
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if found[name].sure && name != string(Ask) {
			return name
		}
	}
	if found[string(Ask)].sure {
		return string(Ask)
	}
	return ""
}

// languageOf is the code of the language of the catalogue that goes by a name, in the
// language itself where own is set; "" for none.
func languageOf(name string, own bool) string {
	name = strings.TrimPrefix(strings.ToLower(name), "по-")
	for _, code := range text.Languages() {
		for _, in := range text.Languages() {
			if own && in != code {
				continue
			}
			known := wording.Fold(text.For(in).Named(code))
			stem, declined := strings.CutSuffix(known, "ий") // in Russian: русски, русском
			if wording.Fold(name) == known || declined && slices.Contains([]string{"и", "ом", "ого"}, strings.TrimPrefix(wording.Fold(name), stem)) {
				return code
			}
		}
	}
	return ""
}

// match adds what the patterns find in a line, the first of each command.
func match(core string, extra map[string]string, l Line, found map[string]reading) {
	for i := range compiled() {
		x := &compiled()[i]
		if before, known := found[x.command]; known && !(before.weak && !x.weak || x.sure && !before.sure) {
			continue
		}
		m := x.form.FindStringSubmatch(core)
		if m == nil {
			continue
		}
		args := merged(extra, "", "")
		for k, v := range x.args {
			args[k] = v
		}
		ok := true
		for i, name := range x.names {
			if name == "" || m[i] == "" {
				continue
			}
			if args[name] == "" || name != "until" {
				args[name] = m[i]
			}
			switch name {
			case "source", "one", "two":
				alone := slices.Contains(ofAnswer, Kind(x.command)) // the line may mean something else by the word
				if names := several(m[i], l.Outlets); alone && len(names) > 1 {
					args[name] = strings.Join(names, "\n")
					for _, n := range names {
						ok = ok && (slipOfOutlet(n, l.Outlets) || outlet(n, l.Outlets) && (!everyday(n) || holds(n, l.Outlets)))
					}
					continue
				}
				slip := (alone || x.command == "latest") && slipOfOutlet(m[i], l.Outlets)
				ok = ok && (slip || outlet(m[i], l.Outlets))
				if ok && !slip && everyday(m[i]) && !holds(m[i], l.Outlets) {
					ok = !alone && (x.command != "latest" || broughtBy(core, m[i]))
				}
			case "held", "told", "bare":
				args["source"] = m[i]
				ok = ok && (l.Answered || l.Listed) && holds(m[i], l.Outlets) && (!everyday(m[i]) || meantBy(name, m[i], core, l.Outlets))
				delete(args, name)
			case "without":
				var left bool
				args["source"], left = unwanted(m[i], core, l)
				ok = ok && left
				delete(args, name)
			case "no":
				switch delete(args, name); l.Language {
				case "":
					ok = false // it may be either
				case "pt":
					args["source"] = m[i]
					ok = (l.Answered || l.Listed) && holds(m[i], l.Outlets) && !everyday(m[i])
				default:
					args["source"], ok = unwanted(m[i], core, l)
				}
			case "named":
				args["source"] = m[i]
				delete(args, name)
			case "nth":
				args["nth"] = ordinal(m[i])
				ok = ok && args["nth"] != ""
			case "accusative":
				args["text"] = nominative(m[i])
				delete(args, name)
			case "thing":
				args["text"] = m[i]
				ok = ok && thing(m[i], x.command)
			case "news":
				ok = ok && news(m[i])
			case "place":
				ok = ok && place(m[i])
			case "town":
				ok = ok && lexicon.Classes(m[i])&lexicon.Somewhere != 0
			case "made":
				ok = ok && made(m[i])
			case "length":
				args["length"] = counted(m[i], 1)
			case "words":
				args["length"] = counted(m[i], sentenceWords)
				delete(args, "words")
			case "language", "own":
				args["language"] = languageOf(m[i], name == "own")
				ok = ok && args["language"] != ""
			}
		}
		for _, name := range []string{"one", "two"} { // as a topic names outlets
			if by := article.ReplaceAllString(args[name], ""); by != "" {
				args["text"] = `source:"` + by + `" ` + args["text"]
				delete(args, name)
			}
		}
		if x.command == "follow" && atTimes[wording.Fold(args["text"])] && !holds(args["text"], l.Outlets) { // whose news are asked for
			ok = false
		}
		if x.command == "follow" && followIdiom.MatchString(args["text"]) {
			ok = false
		}
		if x.command == "search" && (question[first(words(args["text"]))] || searchTold.MatchString(core)) { // "look up who won" asks
			ok = false
		}
		delete(args, "thing")
		delete(args, "own")
		if args["news"] != "" {
			args["text"] = args["news"]
		}
		delete(args, "news")
		delete(args, "place")
		delete(args, "town")
		delete(args, "made")
		if ok {
			found[x.command] = reading{args: tidy(x.command, core, args), weak: x.weak, sure: x.sure}
		}
	}
}

// searchTold is in lines that tell of somebody's search: "search for hikers enters third day", "busca policía al ladrón".
var searchTold = lazyregexp.New(`(?i)^search (?:for )?.* (?:continues?|ends?|resumes?|begins?|enters?|expands?|widens?|intensifies|turns|suspended|underway)(?: |$)|^busca \pL+ (?:al|a) \pL`)

// followIdiom is what stands behind "follow" where nothing is to be followed: "follow the money".
var followIdiom = lazyregexp.New(`(?i)^(?:(?:the )?money(?: trail)?|suit|up|through|my lead|the rules|the science)(?:$|[^\pL])`)

// atTimes are the times of which people ask for the news, which nobody follows.
var atTimes = foldedSet(`today|yesterday|this week|last week|the day|the week|today's|yesterday's|heute|gestern|dieser woche|letzter woche|der woche|des tages|jour|du jour|la semaine|cette semaine|aujourd'hui|hier|hoy|ayer|esta semana|la semana|semana|día|del día|oggi|ieri|giorno|questa settimana|settimana|hoje|ontem|dia|do dia|сегодня|вчера|сегодняшний день|неделю|эту неделю|bugün|dün|bu hafta|bugünkü|dünkü`)

func merged(args map[string]string, key, value string) map[string]string {
	out := map[string]string{}
	for k, v := range args {
		out[k] = v
	}
	if key != "" {
		out[key] = value
	}
	return out
}

var shorten = lazyregexp.New(`(?i)\b(summar|sum (it|this|that)? ?up|tl;?dr|shorten|short|too long|recap|gist|say|fass|kurz|zusammenf|résum|resum|riassu|перескаж|кратк|özet)`)

// links reads a line with an address: what can be done with it is its summary.
func links(p peeled, l Line, found map[string]reading) {
	url := address.FindString(p.whole)
	said := p.whole
	if url != "" {
		said = strings.Replace(p.whole, url, "", 1)
	} else if url = address.FindString(l.Under.Text); url == "" || !shorten.MatchString(p.whole) {
		return
	}
	alone := trim(said) == ""
	if !alone && !shorten.MatchString(said) {
		return
	}
	args := merged(found["summary"].args, "text", strings.TrimRight(url, ".,;:!?)]}>\"'"))
	found["summary"] = reading{args: args}
	delete(found, "search")
}

// bare reports whether nothing that was found is more than a word of a command at
// the head of a topic.
func bare(found map[string]reading) bool {
	for _, r := range found {
		if !r.weak {
			return false
		}
	}
	return true
}

// pointing are words that stand for what the talk is about.
var pointing = phrases(`it|this|that|them|these|those|this one|that one|this story|that story|this topic|that topic|this article|that article|the article|this thread|the story|the topic|him|her|he|she|that guy|that woman|that man
	|ihn|ihm|ihr|ihnen|sie|lui|elle|eux|él|ella|ellos|ellas|lei|loro|ele|ela|eles|elas|него|неё|нее|ним|ней|ними|нём|его|её|ее|их|onu|ona|onlar|onları
	|das|es|dies|den artikel|diesen artikel|die nachricht|die meldung|die geschichte|diese geschichte|dieses thema|ça|cela|l'article|cet article|la nouvelle|l'histoire|ce sujet|eso|esto|lo|la noticia|esta noticia|el artículo|la historia|este tema|este artículo|questo|lo|l'articolo|la notizia|questa notizia|la storia|questo articolo|isso|isto|a notícia|esta notícia|essa notícia|o artigo|a matéria|este artigo|это|статью|новость|эту новость|историю|эту статью|эту тему|bunu|bu|haberi|bu haberi|makaleyi|bu konu`)

// Points reports whether words stand for what the talk is about: "this story".
func Points(s string) bool {
	for _, w := range pointing {
		if strings.EqualFold(s, w) {
			return true
		}
	}
	return false
}

// alertHead is how an alert and a digest begin; the topic stands in its quotation
// marks.
var alertHead = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^\W*(?:` + alertHeads() + `)\s*[“"„«]\s*(.+?)\s*[”"“»]`)
})

// answerHead is how an answer begins, which says nothing of what it is about.
var answerHead = sync.OnceValue(func() *regexp.Regexp {
	var heads []string
	for _, language := range text.Languages() {
		for _, key := range []text.Key{"answer.found", "answer.possibly", "answer.nothing", "answer.nearest"} {
			head, _, _ := strings.Cut(text.For(language).Say(key, "searched", "\x00"), "\x00")
			heads = append(heads, regexp.QuoteMeta(strings.TrimSpace(head)))
		}
	}
	return regexp.MustCompile(`^\W*(?:` + strings.Join(heads, "|") + `)(?:[^\pL]|$)`)
})

// alertHeads is what stands before the topic in all languages.
func alertHeads() string {
	var heads []string
	for _, language := range text.Languages() {
		for _, key := range []text.Key{"alert.news", "alert.update", "alerts.digest"} {
			head, _, _ := strings.Cut(text.For(language).Say(key, "topic", "\x00", "n", 2), "\x00")
			heads = append(heads, regexp.QuoteMeta(strings.TrimRight(head, " “„«")))
		}
	}
	return strings.Join(heads, "|")
}

// AlertTopic is what a message of the bot's is about, by its first line: the words behind the
// head of an alert or a digest, all of another line, and "" for one that says how an answer
// was found.
func AlertTopic(s string) string {
	if answerHead().MatchString(s) {
		return ""
	}
	if at := alertHead().FindStringIndex(s); at != nil {
		if rest := strings.TrimSpace(strings.TrimLeft(s[at[1]:], ": ")); rest != "" {
			return rest
		}
		return alertHead().FindStringSubmatch(s)[1]
	}
	return s
}

// resolve fills in what a command says about what it stands under.
func resolve(out *Intent, l Line) {
	text := out.Args["text"]
	if text != "" && !Points(text) {
		return
	}
	topic := ""
	if m := alertHead().FindStringSubmatch(l.Under.Text); l.Under.Bot && m != nil {
		topic = m[1]
	}
	switch out.Command {
	case "follow", "unfollow", "timeline":
		if topic != "" {
			out.Args = merged(out.Args, "text", topic)
			return
		}
	case "find":
		if !l.Under.Bot && l.Under.Text != "" {
			out.Args = merged(out.Args, "text", plain(l.Under.Text))
		}
		return
	}
	bare := out.Command == "summary" || out.Command == "timeline" || out.Command == "compare"
	if text != "" || bare && l.Answered { // "it": who answers knows what the talk is about
		out.Args = merged(out.Args, "text", "")
		delete(out.Args, "text")
		out.Args["about"] = cmp.Or(strings.ToLower(text), "talk")
	}
}

// askingFor is how the bot asks for what a command lacks.
var askingFor = lazyregexp.New(`^(?:Which (?:article or )?(?:topic|words?|article|command)[^?]*\?|What do you want to know\?)`)

// Asks reports whether a text of the bot's asks for what a command lacks.
func Asks(s string) bool { return askingFor.MatchString(s) }
