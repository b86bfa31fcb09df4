package intent

import (
	"slices"
	"strings"

	"quoth/knowledge/lazyregexp"
)

// leaving end questions and commands that are to be answered without an outlet, and
// keeping those that are to be answered from one alone: what comes before, a comma, how that
// is said, and the outlet.
var (
	leaving = []*lazyregexp.Regexp{
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:but )?(without(?: (?:using|asking|quoting|articles from|anything from))?|except(?: for| from)?|excluding|not (?:from|according to)|nothing from) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:aber )?(ohne(?: (?:artikel|etwas) (?:von|aus))?|außer(?: (?:von|bei|aus))?|nicht (?:von|aus|laut)|nichts (?:von|aus))(?: (?:der|dem|den))? (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:mais )?(sans|sauf(?: dans| de)?|hormis|pas (?:de|du|dans|selon)) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:pero )?(sin|excepto|salvo|menos|no (?:de|del|según)) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:ma )?(senza|tranne|eccetto|non (?:da|dal|dalla|di|del|della|secondo)) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:mas )?(sem|exceto|excepto|menos|não (?:de|do|da|segundo)) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:но )?(без|кроме|за исключением|не (?:из|от)) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?P<name>[^\s,]+(?: [^\s,]+)?) (hariç|dışında|olmadan)$`),
	}
	keeping = []*lazyregexp.Regexp{
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:but )?((?:only|just) (?:from|in|according to)) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:aber )?(nur (?:von|vom|aus|bei|laut))(?: (?:der|dem|den))? (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) ((?:seulement|uniquement) (?:de|du|dans|selon|d'après)) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) ((?:solo|sólo|solamente|únicamente) (?:de|del|en|según)) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) ((?:solo|soltanto|solamente) (?:da|dal|dalla|di|del|della|su|sul|secondo)) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) ((?:só|somente|apenas) (?:de|do|da|no|na|em|segundo)) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (только (?:из|от|в|по данным)) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (according to) (\S.*) (?:only|alone)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,) (from) (\S.*) (?:only|alone)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,) (?:sadece|yalnızca) (?P<name>[^\s,]+(?: [^\s,]+)??)'?([dt][ae]n)$`),
	}
	// printedIn ends how it is said of what an outlet printed. Without that, and without a comma,
	// a question may be about the thing itself: "how did tv do without fox".
	printedIn = lazyregexp.New(`(?i)(?:^|\s)(?:using|asking|quoting|from|in|to|von|vom|aus|bei|laut|de|du|dans|selon|d'après|del|en|según|da|dal|dalla|di|della|su|sul|secondo|do|no|na|em|segundo|из|от|в|данным)$`)
	// within ends what may be said of where something is.
	within = lazyregexp.New(`(?i)(?:^|\s)(?:in|dans|en|no|na|em|su|sul|в)$`)
	// denying ends what is no question by itself: "what happened, not only from cnn".
	denying = lazyregexp.New(`(?i)(?:^|\s)(?:not|if|nicht|wenn|pas|no|non|não|не|si|se)$`)
)

// narrows are the commands of which a line may say that they be done over some outlets.
var narrows = []string{"latest", "search", "timeline", "summary", "compare", "follow"}

// restricted reads a line that asks something and names an outlet behind it that is stored,
// from which alone it is to be answered, or without which.
func restricted(l Line, core string, commands []string) (in Intent, ok bool) {
	for _, way := range []struct {
		sign  string
		tails []*lazyregexp.Regexp
	}{{"-", leaving}, {"", keeping}} {
		for _, tail := range way.tails {
			m := tail.FindStringSubmatch(strings.TrimRight(core, "? "))
			if m == nil || denying.MatchString(m[1]) {
				continue
			}
			said, names := m[3], m[4]
			if slices.Index(tail.SubexpNames(), "name") == 3 {
				said, names = names, said
			}
			sources, ok := sourcesOf(way.sign, names, said, core, l)
			if !ok {
				continue
			}
			rest := l
			rest.Text = m[1]
			in := Read(rest, commands)
			switch {
			case in.Kind != "", in.Args["source"] != "":
				continue
			case in.Act == Ask && (m[2] != "" || printedIn.MatchString(said)) && !(commonWord(names, core, l) && (m[2] == "" || strings.HasSuffix(core, "?"))), in.Act == Do && slices.Contains(narrows, in.Command):
				in.Args = merged(in.Args, "source", sources)
				return in, true
			}
		}
	}
	return Intent{}, false
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
		if !leavable(name, core, l.Outlets) || within.MatchString(said) && everyday(name) && !writtenAs(name, core, l.Outlets) {
			return "", false
		}
		ok = ok || holds(name, l.Outlets)
		all = append(all, sign+name)
	}
	return strings.Join(all, "\n"), ok
}
