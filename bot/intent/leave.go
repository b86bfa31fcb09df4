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
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:but )?(without(?: (?:using|asking|quoting|articles from|anything from))?|except(?: for| from)?|excluding|not from|nothing from) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:aber )?(ohne(?: (?:artikel|etwas) (?:von|aus))?|außer(?: (?:von|bei|aus))?|nicht (?:von|aus|laut)|nichts (?:von|aus))(?: (?:der|dem|den))? (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:mais )?(sans|sauf(?: dans| de)?|hormis|pas (?:de|du|dans|selon)) (?:l')?(\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:pero )?(sin|excepto|salvo|menos|no (?:de|del|según)) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:ma )?(senza|tranne|eccetto|non (?:da|dal|dalla|di|del|della|secondo)) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:mas )?(sem|exceto|excepto|menos|não (?:de|do|da|segundo)) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:но )?(без|кроме|за исключением|не (?:из|от)) (\S.*)$`),
	}
	keeping = []*lazyregexp.Regexp{
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:but )?((?:only|just) (?:from|in|according to)) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (?:aber )?(nur (?:von|vom|aus|bei|laut))(?: (?:der|dem|den))? (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) ((?:seulement|uniquement) (?:de|du|dans|selon|d'après)) (?:l')?(\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) ((?:solo|sólo|solamente|únicamente) (?:de|del|en|según)) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) ((?:solo|soltanto|solamente) (?:da|dal|dalla|di|del|della|su|sul|secondo)) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) ((?:só|somente|apenas) (?:de|do|da|no|na|em|segundo)) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?)(,?) (только (?:из|от|в|по данным)) (\S.*)$`),
	}
	// printedIn ends how it is said of what an outlet printed. Without that, and without a comma,
	// a question may be about the thing itself: "how did tv do without fox".
	printedIn = lazyregexp.New(`(?i)(?:^|\s)(?:using|asking|quoting|from|in|to|von|vom|aus|bei|laut|de|du|dans|selon|d'après|del|en|según|da|dal|dalla|di|della|su|sul|secondo|do|no|na|em|segundo|из|от|в|данным)$`)
	// denying ends what is no question by itself: "what happened, not only from cnn".
	denying = lazyregexp.New(`(?i)(?:^|\s)(?:not|if|nicht|wenn|pas|no|non|não|не|si|se)$`)
)

// narrows are the commands of which a line may say that they be done over some outlets.
var narrows = []string{"latest", "search", "timeline", "summary", "compare", "follow"}

// restricted reads a line that asks something and names an outlet behind it that is stored,
// from which alone it is to be answered, or without which.
func restricted(l Line, core string, commands []string) (in Intent, ok bool) {
	for sign, tails := range map[string][]*lazyregexp.Regexp{"-": leaving, "": keeping} {
		for _, tail := range tails {
			m := tail.FindStringSubmatch(core)
			if m == nil || denying.MatchString(m[1]) {
				continue
			}
			name := strings.Trim(m[4], `.,?!"' `)
			if !holds(name, l.Outlets) || !leavable(name, strings.TrimRight(core, "? "), l.Outlets) {
				continue
			}
			rest := l
			rest.Text = m[1]
			in := Read(rest, commands)
			switch {
			case in.Kind != "", in.Args["source"] != "":
				continue
			case in.Act == Ask && (m[2] != "" || printedIn.MatchString(m[3])), in.Act == Do && slices.Contains(narrows, in.Command):
				in.Args = merged(in.Args, "source", sign+name)
				return in, true
			}
		}
	}
	return Intent{}, false
}
