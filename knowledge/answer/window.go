package answer

import (
	"strings"
	"time"
	"unicode"

	"quoth/knowledge/lazyregexp"
	"quoth/knowledge/text"
)

// longestWindow is how many words a line has at most of which a time is all that it names.
const longestWindow = 8

// around are the words that may stand beside a time where the line names nothing else, by
// language: "something from last year", "only since June". A word that says what is asked for,
// "what happened", "any news", is none: with it the line is a question of its own.
var around = map[string]map[string]bool{
	"en": wordSet(`something anything everything all any some just only more but and or what how about stuff of from in on at over during for since before after until till up to through prior earlier later than starting the please is there`),
	"de": wordSet(`etwas was irgendwas irgendetwas alles nur mehr und oder aus von vom im in am an seit vor nach bis zum ab einschließlich früher später als der die das dem den des bitte wie mit`),
	"fr": wordSet(`quelque chose tout rien seulement uniquement juste plus et ou de du des d en dans sur depuis avant après jusqu à partir au la le les l c il y a celui celle ceux celles`),
	"es": wordSet(`algo todo nada solo sólo solamente más y o qué que de del en desde antes después hasta a partir día la el los las lo por favor hay`),
	"it": wordSet(`qualcosa tutto niente solo soltanto più e o che cosa di del dello della dell in nel nello nella nell da dal dalla dall prima dopo fino a partire al all il lo la l le gli c è quello quella quelli quelle`),
	"pt": wordSet(`algo alguma coisa tudo nada só somente apenas mais e ou o que de do da dos das em no na nos nas desde antes depois até a partir dia o os as por favor há`),
	"ru": wordSet(`что-нибудь что-то что нибудь то чего-нибудь всё все только лишь ещё и а или за в во на с со начиная из от до по включительно после перед раньше позже про есть`),
	"tr": wordSet(`bir şey şeyler bir-şey her şeyi hepsi sadece yalnızca yalnız daha ve var mı ne den dan ten tan de da te ta ye ya e a beri itibaren önce öncesi sonra sonrası kadar ait olan ki kü kiler küler`),
}

// The words right beside a time that make of it what was before it, up to its end, after its
// end, or since its beginning.
var (
	beforeCue = lazyregexp.New(`(?i)(^|\s)(before|prior to|earlier than|früher als(?: de[rm])?|раньше|vor|vor dem|avant|avant (?:le|la|l['’])|antes de|antes del(?: día)?|prima di|prima del|prima dell['’]|antes d[aeo](?: dia)?|перед)$`)
	untilCue  = lazyregexp.New(`(?i)(^|\s)(on or before|until|till|up to|up till|up until|up through|through to|bis|bis einschließlich|bis einschließlich zum|по|bis zum|jusqu['’]à|jusqu['’]à l['’]|jusqu['’]en|jusqu['’]au|hasta|hasta el(?: día)?|fino a|fino al|fino all['’]|até|até o(?: dia)?|до)$`)
	afterCue  = lazyregexp.New(`(?i)(^|\s)(after|later than|später als(?: de[rm])?|позже|nach|nach dem|après|après (?:le|la|l['’])|después de|después del(?: día)?|después de la|dopo|dopo il|dopo la|dopo l['’]|depois d[aeo](?: dia)?|после)$`)
	// throughCue is up to the end of a day, and during a longer time.
	throughCue = lazyregexp.New(`(?i)(^|\s)(through)$`)

	priorCue  = lazyregexp.New(`(?i)^ ?['’]?(\pL{1,4})? ?önce(si)?(?:$|\PL)`)
	upToCue   = lazyregexp.New(`(?i)^ ?['’]?(\pL{1,4})? ?kadar(?:$|\PL)`)
	laterCue  = lazyregexp.New(`(?i)^ ?['’]?(\pL{1,4})? ?sonra(sı)?(?:$|\PL)`)
	onwardCue = lazyregexp.New(`(?i)^ ?['’]?(\pL{1,4})? ?(beri|itibaren|onwards?|on)(?:$|\PL)`)
	// fromCue is the same before a time.
	fromCue = lazyregexp.New(`(?i)(^|\s)(ab|ab dem|starting|starting (?:on|in|from|with)|on or after|à partir d[eu]|à partir de (?:la|l['’])|à partir d['’]|a partir d[aeo](?: dia)?|a partir del(?: día)?|a partire da|a partire dal|a partire dall['’]|dall['’]|начиная с)$`)
	// cueWord is a word of those that says from when or up to when. A line that has one, but not as
	// they are known, may mean the opposite of the time itself.
	cueWord = lazyregexp.New(`(?i)(?:^|[^\pL])(before|prior|earlier|until|till|up|after|later|starting|früher|später|vor|bis|nach|ab|einschließlich|avant|jusqu|après|partir|antes|hasta|después|prima|fino|dopo|partire|dall|até|depois|раньше|перед|до|по|позже|после|начиная|önce|öncesi|öncesinde|kadar|sonra|sonrası|sonrasında|beri|itibaren)(?:$|[^\pL])`)

	// thanCue is in lines of which "later" and "earlier" say when, and laterWord in those in which
	// they may stand beside what the talk is about: "two days later", "later this year".
	thanCue   = lazyregexp.New(`(?i)(?:later|earlier) than|(?:früher|später) als`)
	laterWord = lazyregexp.New(`(?i)(?:^|\PL)(?:later|earlier|früher|später)(?:$|\PL)`)

	// afterWord is read as "in", as long, for the end of the time.
	afterWord = lazyregexp.New(`(?i)\bafter\b`)
)

var (
	// fromCase is a Turkish word in the case that tells from where or when, or made to an adjective:
	// "dünkü", yesterday's.
	fromCase = lazyregexp.New(`(?i)(\pL{2,})([dt][ae]n|k[iü](?:ler)?)(?:$|[\s?])`)
	// ofToday and ofYesterday are the adjectives of a day that other languages have.
	ofToday, ofYesterday = lazyregexp.New(`(?i)(?:heutig|сегодняшн)\pL*`), lazyregexp.New(`(?i)(?:gestrig|вчерашн)\pL*`)
)

// days writes the adjectives of days in a line of a language as these days.
func days(s, language string) string {
	switch language {
	case "de":
		return ofYesterday.ReplaceAllString(ofToday.ReplaceAllString(s, "heute"), "gestern")
	case "ru":
		return ofYesterday.ReplaceAllString(ofToday.ReplaceAllString(s, "сегодня"), "вчера")
	case "tr": // "geçen yıldan": from last year
		return fromCase.ReplaceAllString(s, "$1 $2 ")
	}
	return s
}

// window is the period that a line is narrowed to of which a time is all that it names; ok is
// false of any other line. It may be in any of the eight languages: so few words hardly tell.
func window(s, language string, asked time.Time) (from, to time.Time, ok bool) {
	if len(text.AppendWords(nil, s)) > longestWindow || laterWord.MatchString(s) && !thanCue.MatchString(s) {
		return from, to, false
	}
	line := s
	for _, l := range append([]string{language}, languages...) {
		s = days(line, l)
		w := readWhen(afterWord.ReplaceAllString(s, "   in"), l, asked)
		if !w.named || len(w.spans) != 1 || !saysNothing(s, w.spans[0], around[l]) {
			continue
		}
		before, behind := strings.TrimSpace(s[:w.spans[0].Start]), s[w.spans[0].End:]
		switch {
		case onwardCue.MatchString(behind), fromCue.MatchString(before):
			return w.from, time.Time{}, true
		case untilCue.MatchString(before), upToCue.MatchString(behind):
			return time.Time{}, w.to.Add(time.Nanosecond), true
		case beforeCue.MatchString(before), priorCue.MatchString(behind):
			return time.Time{}, w.from, true
		case w.to.Before(asked) && (afterCue.MatchString(before) || laterCue.MatchString(behind)):
			return w.to.Add(time.Nanosecond), time.Time{}, true
		case afterCue.MatchString(before), laterCue.MatchString(behind): // it has not ended
			return w.from, time.Time{}, true
		case throughCue.MatchString(before):
			if w.to.Sub(w.from) <= 25*time.Hour && !strings.HasPrefix(strings.ToLower(before), "all ") { // a day, at most with the hour of the clocks' change
				return time.Time{}, w.to.Add(time.Nanosecond), true
			}
		case cueWord.MatchString(before), cueWord.MatchString(behind):
			return from, to, false
		}
		return w.from, w.to.Add(time.Nanosecond), true
	}
	return from, to, false
}

// narrow returns what a line of which a time is all that it names asks: the same as the line
// before, within that time. It is "" for any other line.
func (asked *Question) narrow(now time.Time) string {
	t := asked.Talk
	line := sought(t.Subject)
	if len(t.Asked) > 0 {
		line = t.Asked[len(t.Asked)-1]
	}
	if line == "" {
		return ""
	}
	from, to, ok := window(clean(asked.Text), t.Language, now)
	if !ok {
		return ""
	}
	if t.Empty() { // which nothing leans on
		asked.Filter, asked.Named = t.Among(asked.Filter, asked.Named)
	}
	f := &asked.Filter
	f.Since, f.Until = later(f.Since, from), earlier(f.Until, to)
	if to.IsZero() {
		f.Until = asked.own.Until
	}
	return line
}

// languages are those in which times are read.
var languages = []string{"en", "de", "fr", "es", "it", "pt", "ru", "tr"}

// saysNothing reports whether a line without a part has only words of a set.
func saysNothing(s string, but text.Span, words map[string]bool) bool {
	rest := strings.ToLower(s[:but.Start] + " " + s[but.End:])
	for w := range strings.FieldsFuncSeq(rest, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
		if !words[w] {
			return false
		}
	}
	return !strings.ContainsFunc(rest, unicode.IsDigit)
}

// Dated reports whether a time is all that a line names: "something from last year", "in 2024?".
func Dated(s string, now time.Time) bool {
	_, _, ok := window(strings.TrimSpace(s), "en", now)
	return ok
}
