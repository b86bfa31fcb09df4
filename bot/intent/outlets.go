package intent

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"quoth/knowledge/lazyregexp"
	"quoth/knowledge/lexicon"
	"quoth/knowledge/text"
)

// outlet reports whether a name is that of a newspaper, a broadcaster or an agency, stored or
// not, or of a site: "latest from cnn" asks for an outlet, "latest from gaza" does not.
func outlet(name string, stored func() []string) bool {
	name = strings.ToLower(strings.Trim(name, `.,?!"' `))
	if _, site := siteName(name); site || listed(name) {
		return true
	}
	return holds(name, stored)
}

// listed reports whether a name in lower case is one of those that people name most.
func listed(name string) bool {
	return outlets[name] || outlets[withoutArticle(name)] || fullNames[withoutArticle(text.Fold(name))] != "" || outletStems()[stemmed(name)]
}

// endsInOutlet reports whether words end in one of those names, of several words.
func endsInOutlet(s string) bool {
	s = strings.ToLower(s)
	for i, r := range s {
		if tail := s[i:]; (i == 0 || s[i-1] == ' ') && r != ' ' && strings.Contains(tail, " ") && outlets[tail] {
			return true
		}
	}
	return false
}

// everyday reports whether the name of an outlet is a word that says other things, too: one of
// everydayNames, or an English noun that is no outlet that people name most. "what did people say"
// asks what these said, and "nature" after that.
func everyday(name string) bool {
	name = strings.ToLower(strings.Trim(name, `.,?!"' `))
	bare := strings.TrimSuffix(withoutArticle(name), " news")
	return everydayNames[text.Fold(bare)] || everydayStems()[stemmed(bare)] || !listed(name) && !strings.Contains(bare, " ") && lexicon.Noun(bare)
}

// meantBy reports whether an everyday word is an outlet's name where it stands in a line: as a
// name is written; or, in a group of a pattern that asks what it says ("told"), unless such
// a thing speaks itself; or, in one of a name alone ("bare"), with the article of the outlet.
func meantBy(group, name, line string, stored func() []string) bool {
	if writtenAs(name, line, stored) {
		return true
	}
	bare := text.Fold(withoutArticle(strings.ToLower(name)))
	switch group {
	case "told":
		return !speakers[bare] && (everydayNames[bare] || lexicon.ClassOf(bare)&(lexicon.Person|lexicon.Organisation|lexicon.People) == 0)
	case "bare":
		return withArticle(name, stored)
	}
	return false
}

// leavable reports whether a name is that of an outlet that a line wants to be left out: a line
// that asks, "nichts bei cnn?", wants something of it. An everyday word is one as it is written, or
// where something was shown of that outlet, or something was just followed. A slip of a name is one, too: who answers asks whether it is.
func leavable(name, line string, l Line) bool {
	if strings.HasSuffix(line, "?") {
		return false
	}
	return slipOfOutlet(name, l.Outlets) || outlet(name, l.Outlets) && (!everyday(name) || holds(name, l.Outlets) && (l.Followed || withArticle(name, l.Outlets) || writtenAs(name, line, l.Outlets) || holds(name, l.Shown)))
}

// joining stands between names of which several are said.
var joining = lazyregexp.New(`(?i),? (?:and|or|nor|und|oder|noch|et|ou|ni|y|o|e|né|nem|и|или|ve|veya)(?: (?:from|von|aus|du|de|del|da|do|из|от))? |, ?`)

// several are the names that words are of which each is an outlet's; the words themselves where
// an outlet is stored that goes by all of them.
func several(names string, stored func() []string) []string {
	names = strings.Trim(names, `.,?!"' `)
	if holds(names, stored) {
		return []string{names}
	}
	return joining.Split(names, -1)
}

// unwanted are the outlets that a line wants to be left out, a line each, with a "-" before them;
// ok is false where one of the names is none of an outlet.
func unwanted(names, line string, l Line) (out string, ok bool) {
	var all []string
	for _, name := range several(names, l.Outlets) {
		if !leavable(name, line, l) {
			return "", false
		}
		all = append(all, "-"+name)
	}
	return strings.Join(all, "\n"), true
}

// withArticle reports whether a name is that of an outlet that is stored with an article, and has
// this: "el país".
func withArticle(name string, stored func() []string) bool {
	folded := text.Fold(name)
	return withoutArticle(name) != name && slices.ContainsFunc(stored(), func(s string) bool { return text.Fold(s) == folded })
}

// writtenAs reports whether a line names an outlet that is stored in its own capitals, which its
// other words lack. German writes all nouns with them.
func writtenAs(name, line string, stored func() []string) bool {
	bare := withoutArticle(name) // a short form, too, is written as a name
	first, _ := utf8.DecodeRuneInString(bare)
	if !unicode.IsUpper(first) || strings.HasPrefix(line, bare) || germanNames[text.Fold(bare)] || !holds(bare, stored) {
		return false
	}
	others := strings.Fields(strings.Replace(line, name, "", 1))
	others = others[min(1, len(others)):] // the first has a capital anyway
	return len(others) == 0 || slices.ContainsFunc(others, func(w string) bool { return w == strings.ToLower(w) })
}

// broughtBy reports whether a line says of a name by a word for who brings news that it is an
// outlet's: "latest from nature" is by one, "nature news" and "noticias del mundo" are of something.
func broughtBy(line, name string) bool {
	at := strings.LastIndex(line, name)
	return at >= 0 && bringing.MatchString(line[:at])
}

var bringing = regexp.MustCompile(`(?:^|\s)(?:from|by|von|vom|chez|par|desde|от)(?: (?:the|der|dem|den|le|la|el))? $`)

// speakers are those of everydayNames that are what people call who says or writes something.
var speakers = foldedSet(`people|science|nation|economist|hindu|australian|insider|independent|presse|parisien|nación|prensa|diario|pueblo|tiempo|opinion|équipe|temps|stampa|giornale|messaggero|manifesto|tempo|nação|estado|observador|público|star|газета`)

// germanNames are those of everydayNames that are German nouns.
var germanNames = foldedSet(`zeit|welt|bild|presse|stern|kurier|woche|morgen|freitag|standard|focus`)

func foldedSet(names string) map[string]bool {
	set := map[string]bool{}
	for _, name := range phrases(names) {
		set[text.Fold(name)] = true
	}
	return set
}

// everydayNames are the names of outlets that are everyday words of the eight languages, folded
// and without articles.
var everydayNames = foldedSet(`time|times|people|point|age|post|independent|standard|focus|hill|sun|star|mail|today|nature|science|variety|atlantic|express|sky|universal|dawn|fortune|mirror|slate|salon|verge|wired|insider|intercept|metro|australian|hindu|economist|globe|nation|week
		|zeit|welt|bild|presse|stern|kurier|woche|morgen|freitag|monde|croix|humanité|équipe|libération|parisien|obs|soir|temps|matin|opinion|progrès|jour
		|país|mundo|marca|as|diario|nación|jornada|reforma|tiempo|comercio|ser|razón|confidencial|vanguardia|mañana|prensa|correo|pueblo|stampa|giornale|messaggero|gazzetta|tempo|foglio|manifesto|giorno|verità|unità|libero|secolo|mattino
		|globo|público|expresso|veja|observador|correio|estado|nação|visão|sol|газета|дождь|эхо|известия|ведомости|лента|правда|труд|вести|время|мир|sabah|milliyet|cumhuriyet|evrensel|akşam|dünya|zaman|vatan|güneş`)

// slipOfOutlet reports whether a name is typed as that of no outlet, and is near that of one that is
// stored: "usatody". A name whose words are all known is no slip: "post" is not "most".
func slipOfOutlet(name string, stored func() []string) bool {
	name = strings.Trim(name, `.,?!"' `)
	unknown := func(w string) bool { return !lexicon.VectorOf(strings.ToLower(w)).Known() }
	return stored != nil && slices.ContainsFunc(strings.Fields(name), unknown) && !outlet(name, stored) && NearOutlet(name, stored()) != ""
}

// NearOutlet is the outlet that is stored of whose name another is a slip: in a name of shortestSlip
// letters one of them, in one of twice as many two, none of them the first. "" for none, and where it
// may be several.
func NearOutlet(name string, stored []string) (near string) {
	typed := compact(text.Fold(withoutArticle(name)))
	limit := utf8.RuneCountInString(typed) / shortestSlip
	for _, s := range stored {
		meant := compact(text.Fold(withoutArticle(s)))
		if limit == 0 || firstRune(meant) != firstRune(typed) || distance(typed, meant) > min(limit, 2) {
			continue
		}
		if near != "" {
			return ""
		}
		near = s
	}
	return near
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// shortestSlip is of how many letters a name is at least of which one is taken for a slip.
const shortestSlip = 4

// holds reports whether an outlet of that name is stored.
func holds(name string, stored func() []string) bool {
	if stored == nil {
		return false
	}
	meant := shortNames(name)
	return slices.ContainsFunc(stored(), func(s string) bool { return shareOne(shortNames(s), meant) })
}

// Outlets are the outlets that are stored which a person means by a name: one of that name, or
// else all that have its site, its initials or another usual short form for it. None for an
// outlet that is not stored.
func Outlets(name string, stored []string) (found []string) {
	folded, meant := text.Fold(name), shortNames(name)
	for _, s := range stored {
		if text.Fold(s) == folded {
			return []string{s}
		}
		if shareOne(shortNames(s), meant) {
			found = append(found, s)
		}
	}
	return found
}

// shortNames are the forms in which an outlet is named for short: its letters and digits without
// an article and without "News" behind, those of its site without what every site has, its initials from three words on,
// and those of what it is short for.
func shortNames(name string) []string {
	if site, ok := siteName(strings.ToLower(name)); ok {
		return shortNames(site)
	}
	folded, bare := text.Fold(name), text.Fold(withoutArticle(name))
	if full := fullNames[bare]; full != "" {
		folded, bare = full, full
	}
	all := []string{compact(folded), compact(bare), compact(strings.TrimSuffix(bare, " news"))}
	if all[0] == "" {
		return nil
	}
	if words := strings.Fields(bare); len(words) >= initialled {
		var initials strings.Builder
		for _, w := range words {
			r, _ := utf8.DecodeRuneInString(w)
			initials.WriteRune(r)
		}
		all = append(all, initials.String())
	}
	if stems := stemmed(bare); stems != "" {
		all = append(all, stems)
	}
	return all
}

// stemmed is a name in Cyrillic without the endings that it has in its case, as one word; "" for
// one in other letters.
func stemmed(name string) string {
	if !strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) {
		return ""
	}
	words := strings.FieldsFunc(text.Fold(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range words {
		words[i] = text.Stem(strings.TrimSuffix(w, "ъ"), "ru")
	}
	return strings.Join(words, "")
}

// outletStems and everydayStems are the stems of those of outlets and of everydayNames that are in
// Cyrillic.
var (
	outletStems   = sync.OnceValue(func() map[string]bool { return stemsOf(outlets) })
	everydayStems = sync.OnceValue(func() map[string]bool { return stemsOf(everydayNames) })
)

func stemsOf(names map[string]bool) map[string]bool {
	stems := map[string]bool{}
	for name := range names {
		if s := stemmed(name); s != "" {
			stems[s] = true
		}
	}
	return stems
}

// initialled is of how many words a name is that goes by its initials.
const initialled = 3

// siteName is what a site is called after: "bbc" of "news.bbc.co.uk". ok is false of what is no
// site, as "u.s." and "3.5" are not, and of the address of a page.
func siteName(s string) (name string, ok bool) {
	labels := strings.Split(s, ".")
	if len(labels) < 2 || slices.Contains(labels, "") || strings.ContainsAny(s, " ,/") {
		return "", false
	}
	ending := labels[len(labels)-1]
	if first, _ := utf8.DecodeRuneInString(ending); !unicode.IsLetter(first) || utf8.RuneCountInString(ending) < 2 {
		return "", false
	}
	at := len(labels) - 2
	if at > 0 && commonEnding[labels[at]] {
		at--
	}
	return labels[at], utf8.RuneCountInString(labels[at]) > 1
}

// commonEnding are the labels that stand before a country's in addresses.
var commonEnding = map[string]bool{"co": true, "com": true, "net": true, "org": true, "gov": true, "ac": true, "gen": true, "gob": true}

// compact is the letters and digits of a name.
func compact(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

func withoutArticle(s string) string {
	return elided.ReplaceAllString(article.ReplaceAllString(s, ""), "")
}

// elided is an article at the head of a name that begins with a vowel: "L'Équipe".
var elided = lazyregexp.New(`(?i)^l['’]`)

func shareOne(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// fullNames are what outlets are called in full that go by a short form which their names do not
// tell, without articles.
var fullNames = map[string]string{
	"nytimes": "new york times", "ny times": "new york times", "wapo": "washington post", "ny post": "new york post", "nypost": "new york post",
	"la times": "los angeles times", "latimes": "los angeles times", "ft": "financial times", "ap": "associated press", "usat": "usa today", "beeb": "bbc",
	"huffpo": "huffpost", "huffington post": "huffpost", "dw": "deutsche welle", "rfe": "radio free europe", "rferl": "radio free europe",
	"sz": "suddeutsche zeitung", "suddeutsche": "suddeutsche zeitung", "sueddeutsche": "suddeutsche zeitung", "spon": "spiegel",
	"кп": "комсомольская правда", "риа": "риа новости",
}

// outlets are the outlets of the eight languages that people name most.
var outlets = func() map[string]bool {
	set := map[string]bool{}
	for _, name := range phrases(`cnn|bbc|bbc news|fox|fox news|msnbc|nbc|nbc news|abc|abc news|cbs|cbs news|npr|pbs|sky news|sky|itv|itv news|channel 4|al jazeera|aljazeera|reuters|ap|associated press|afp|bloomberg|upi|axios|politico|vox|buzzfeed|huffpost|huffington post|slate|salon|the hill|hill
	|new york times|ny times|nyt|nytimes|washington post|wapo|wall street journal|wsj|usa today|usatoday|la times|los angeles times|chicago tribune|boston globe|new york post|ny post|newsweek|time|time magazine|atlantic|new yorker|economist|financial times|ft|guardian|times|times of london|telegraph|daily telegraph|independent|daily mail|mail online|mirror|daily mirror|sun|express|metro|evening standard|scotsman|irish times|irish independent|rte|globe and mail|toronto star|cbc|national post|sydney morning herald|age|australian|abc australia|nz herald|times of india|hindu|hindustan times|indian express|ndtv|dawn|straits times|south china morning post|scmp|japan times|nhk|yonhap|korea herald|xinhua|global times|haaretz|jerusalem post|times of israel|arab news|kyiv independent|kyiv post|moscow times|cnbc|forbes|fortune|business insider|insider|marketwatch|yahoo|yahoo news|google news|techcrunch|wired|verge|ars technica|engadget|espn|rolling stone|variety|hollywood reporter|tmz|people|people magazine|national geographic|nature|science|scientific american|new scientist|daily beast|breitbart|propublica|intercept|euronews|france 24|deutsche welle|dw|voice of america|voa|radio free europe
	|spiegel|zeit|welt|bild|faz|frankfurter allgemeine|frankfurter allgemeine zeitung|süddeutsche|süddeutsche zeitung|sueddeutsche|sz|taz|tagesschau|tagesspiegel|handelsblatt|focus|stern|ard|zdf|n-tv|ntv|nzz|neue zürcher zeitung|standard|presse|kurier|heise|t-online|orf|srf
	|monde|figaro|libération|liberation|parisien|croix|humanité|équipe|equipe|ouest-france|ouest france|bfm|bfmtv|franceinfo|france info|france inter|rfi|mediapart|point|express|obs|monde diplomatique|soir|tf1
	|país|pais|el país|el pais|mundo|el mundo|vanguardia|abc|marca|as|confidencial|diario|eldiario|rtve|efe|nación|clarín|clarin|universal|jornada|reforma|tiempo|comercio|infobae|univision|telemundo|cadena ser|ser|razón
	|corriere|corriere della sera|repubblica|stampa|sole 24 ore|gazzetta|gazzetta dello sport|ansa|messaggero|fatto quotidiano|giornale|rai|rai news|fanpage|post|avvenire
	|folha|folha de s.paulo|globo|estadão|estadao|g1|público|publico|expresso|diário de notícias|diario de noticias|jornal de notícias|correio da manhã|correio|veja|uol|observador|lusa|rtp
	|тасс|риа|риа новости|интерфакс|коммерсант|ведомости|рбк|медуза|новая газета|известия|lenta|лента|газета|эхо|дождь|би-би-си|rt|первый канал|комсомольская правда|аргументы и факты|meduza|tass|kommersant
	|hürriyet|hurriyet|sabah|milliyet|cumhuriyet|sözcü|sozcu|habertürk|haberturk|anadolu|anadolu ajansı|trt|ntv|birgün|yeni şafak|evrensel|t24|bianet`) {
		set[name] = true
	}
	return set
}()
