package intent

import (
	"slices"
	"strings"

	"quoth/knowledge/lazyregexp"
	"quoth/knowledge/lexicon"
)

// leaving end questions and commands that are to be answered without an outlet, and
// keeping those that are to be answered from one alone: what comes before, a comma, how that
// is said, and the outlet.
var (
	leaving = []*lazyregexp.Regexp{
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:but )?(without(?: (?:using|asking|quoting|articles from|anything from))?|except(?: for| from)?|excluding|not(?: (?:from|according to))?|nothing from) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:aber )?(ohne(?: (?:artikel|etwas) (?:von|aus))?|außer(?: (?:von|bei|aus))?|nicht(?: (?:von|aus|laut))?|nichts (?:von|aus))(?: (?:der|dem|den))? (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:mais )?(sans|sauf(?: dans| de| du| chez)?|hormis|pas(?: (?:de|du|dans|selon))?) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:pero )?(sin|(?:excepto|salvo|menos)(?: de| del| en)?|no(?: (?:de|del|según))?) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:ma )?(senza|(?:tranne|eccetto)(?: da| dal| dalla| di| del| della)?|non(?: (?:da|dal|dalla|di|del|della|secondo))?) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:mas )?(sem|(?:exceto|excepto|menos)(?: de| do| da| no| na)?|não(?: (?:de|do|da|segundo))?)(?: [oa])? (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:но )?(без|кроме|за исключением|не(?: (?:из|от))?) (\S.*)$`),
		turkishTail(3), turkishTail(2), turkishTail(1), turkishTail(0),
	}
	keeping = []*lazyregexp.Regexp{
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:but )?((?:only|just)(?: (?:from|in|according to))?) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:aber )?(nur(?: (?:von|vom|aus|bei|laut))?)(?: (?:der|dem|den))? (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) ((?:seulement|uniquement)(?: (?:de|du|dans|selon|d'après))?) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) ((?:solo|sólo|solamente|únicamente)(?: (?:de|del|en|según))?) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) ((?:solo|soltanto|solamente)(?: (?:da|dal|dalla|di|del|della|su|sul|secondo))?) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) ((?:só|somente|apenas)(?: (?:de|do|da|no|na|em|segundo))?) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (только(?: (?:из|от|в|по данным))?) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (according to) (\S.*) (?:only|alone)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,) (from) (\S.*) (?:only|alone)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,) (?:sadece|yalnızca) (?P<name>[^\s,]+(?: [^\s,]+){0,3}?)(?:'n?)?([dt][ae]n)$`),
	}
	// printedIn ends how it is said of what an outlet printed. Without that, and without a comma,
	// a question may be about the thing itself: "how did tv do without fox".
	printedIn = lazyregexp.New(`(?i)(?:^|\s)(?:using|asking|quoting|from|in|to|von|vom|aus|bei|laut|de|du|dans|selon|d'après|del|en|según|da|dal|dalla|di|della|su|sul|secondo|do|no|na|em|segundo|из|от|в|данным)$`)
	// asksNews is in lines that ask for what outlets print, or for all that there is.
	asksNews = word(`news|articles|stories|headlines|coverage|nachrichten|meldungen|artikel|berichte|schlagzeilen|nouvelles|actualités|articles|infos|noticias|artículos|titulares|notizie|articoli|titoli|notícias|artigos|manchetes|новост(?:и|ей)|статьи|статей|haber(?:ler|leri|i)?|makaleler|everything|alles|tout|todo|tutto|tudo|всё|her şeyi?`)
	// within ends what may be said of where something is.
	within = lazyregexp.New(`(?i)(?:^|\s)(?:in|dans|en|no|na|em|su|sul|в)$`)
	// denying ends what is no question by itself: "what happened, not only from cnn".
	denying = lazyregexp.New(`(?i)(?:^|\s)(?:not|if|nicht|wenn|pas|no|non|não|не|si|se)$`)
)

// narrows are the commands of which a line may say that they be done over some outlets.
var narrows = []string{"latest", "search", "timeline", "summary", "compare", "follow"}

// turkishTail is how Turkish, which says it behind the outlet, leaves out one of a name of so many
// words and one.
func turkishTail(more int) *lazyregexp.Regexp {
	return lazyregexp.New(`(?i)^(\S.*?)(,?) (?:ama )?(?P<name>[^\s,]+` + strings.Repeat(` \S+`, more) + `) (hariç|dışında|olmadan|olmasın)$`)
}

// limit is what ends a line that names outlets behind what it is about: the line before it, the
// comma, how it is said, the names, and these as outlets, a line each.
type limit struct{ rest, comma, said, names, sources string }

// limits are the ways to read that of a line. One of the outlets of each is stored.
func limits(l Line, core string) (all []limit) {
	l.Shown, l.Followed = nil, false // such a line is about more than what was shown
	for _, way := range []struct {
		sign  string
		tails []*lazyregexp.Regexp
	}{{"-", leaving}, {"", keeping}} {
		for _, tail := range way.tails {
			m := tail.FindStringSubmatch(strings.TrimRight(core, "? "))
			if m == nil || denying.MatchString(m[1]) {
				continue
			}
			x := limit{rest: m[1], comma: m[2], said: m[3], names: m[4]}
			if slices.Index(tail.SubexpNames(), "name") == 3 {
				x.said, x.names = x.names, x.said
			}
			var ok bool
			if x.sources, ok = sourcesOf(way.sign, x.names, x.said, core, l); ok {
				all = append(all, x)
			}
		}
	}
	return all
}

// waited is the command that waits for a topic with a line that is one, perhaps over some outlets.
func (l Line) waited(s string) Intent {
	in := Intent{Act: Do, Command: l.Waits, Args: map[string]string{"text": s}, Waited: true}
	if slices.Contains(narrows, l.Waits) {
		for _, x := range limits(l, s) {
			in.Args["text"], in.Args["source"], in.Either = x.rest, x.sources, l.either(x, s)
			break
		}
	}
	return in
}

// restricted reads a line that asks something and names an outlet behind it that is stored,
// from which alone it is to be answered, or without which.
func restricted(l Line, core string, commands []string) (in Intent, ok bool) {
	for _, x := range limits(l, core) {
		rest := l
		rest.Text = x.rest
		in := Read(rest, commands)
		switch {
		case in.Kind != "", in.Args["source"] != "":
			continue
		case in.Act == Ask && (x.comma != "" || printedIn.MatchString(x.said) || asksNews.MatchString(x.rest)) && !(commonWord(x.names, core, l) && (x.comma == "" || strings.HasSuffix(core, "?"))),
			in.Act == Do && slices.Contains(narrows, in.Command):
			in.Args = merged(in.Args, "source", x.sources)
			in.Either = in.Args["text"] != "" && l.either(x, core)
			return in, true
		}
	}
	return Intent{}, false
}

// either reports whether what a limit leaves out may as well be words: "cats without fox". That is not
// so behind a comma, nor where it is said of what an outlet printed.
func (l Line) either(x limit, core string) bool {
	return strings.HasPrefix(x.sources, "-") && x.comma == "" && !printedIn.MatchString(x.said) &&
		slices.ContainsFunc(several(x.names, l.Outlets), func(name string) bool {
			bare := strings.ToLower(withoutArticle(name))
			return (everyday(name) || lexicon.ClassOf(bare)&^(lexicon.Person|lexicon.Organisation|lexicon.People) != 0) && !writtenAs(name, core, l.Outlets)
		})
}

// commonWord reports whether one of the names may be the thing that it is a word for: "the sun", as it
// is not written as the outlet's.
func commonWord(names, core string, l Line) bool {
	core = strings.TrimRight(core, "? ")
	return slices.ContainsFunc(several(names, l.Outlets), func(name string) bool { return everyday(name) && !writtenAs(name, core, l.Outlets) })
}

// sourcesOf are the outlets that end a line, a line each, with a sign before them. One at least is
// stored. An everyday name that something can be in, "only in the sun", is one as it is written.
func sourcesOf(sign, names, said, core string, l Line) (sources string, ok bool) {
	core = strings.TrimRight(core, "? ")
	var all []string
	for _, name := range several(names, l.Outlets) {
		if !leavable(name, core, l) || within.MatchString(said) && everyday(name) && !writtenAs(name, core, l.Outlets) {
			return "", false
		}
		ok = ok || holds(name, l.Outlets) || slipOfOutlet(name, l.Outlets)
		all = append(all, sign+name)
	}
	return strings.Join(all, "\n"), ok
}
