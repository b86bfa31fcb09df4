package intent

import (
	"slices"
	"strings"

	"quoth/knowledge/lazyregexp"
)

// leaving end questions and commands that are to be answered without an outlet, and
// keeping those that are to be answered from one alone. A bare "not" denies what the line
// says rather than an outlet: "why did they sue cnn not fox".
var (
	leaving = []*lazyregexp.Regexp{
		lazyregexp.New(`(?i)^(\S.*?),? (?:but )?(?:without(?: (?:using|asking|quoting|articles from|anything from))?|except(?: for| from)?|excluding|(?:but )?not (?:from|by|according to)|other than from|nothing from) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?),? (?:aber )?(?:ohne|außer (?:von|bei|aus)|nicht (?:von|aus|laut)|nichts (?:von|aus))(?: (?:der|dem|den))? (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?),? (?:mais )?(?:sans|sauf(?: dans| de)?|hormis|pas (?:de|du|dans|selon)) (?:l')?(\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?),? (?:pero )?(?:sin|excepto|salvo|menos|no (?:de|del|según)) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?),? (?:ma )?(?:senza|tranne|eccetto|non (?:da|dal|dalla|di|del|della|secondo)) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?),? (?:mas )?(?:sem|exceto|excepto|menos|não (?:de|do|da|segundo)) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?),? (?:но )?(?:без|кроме|за исключением|не (?:из|от)) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?),? (\S+(?: \S+)?) (?:hariç|dışında|olmadan)$`),
	}
	keeping = []*lazyregexp.Regexp{
		lazyregexp.New(`(?i)^(\S.*?),? (?:but )?(?:only|just) (?:from|by|in|according to) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?),? (?:from|by|in|according to) (\S+(?: \S+){0,3}) (?:only|alone)$`),
		lazyregexp.New(`(?i)^(\S.*?),? (?:aber )?nur (?:von|vom|aus|bei|laut)(?: (?:der|dem|den))? (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?),? (?:seulement|uniquement) (?:de|du|dans|selon|d'après) (?:l')?(\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?),? (?:solo|sólo|solamente|únicamente) (?:de|del|en|según) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?),? (?:solo|soltanto|solamente) (?:da|dal|dalla|di|del|della|su|sul|secondo) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?),? (?:só|somente|apenas) (?:de|do|da|no|na|em|segundo) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?),? только (?:из|от|в|по данным) (\S.*)$`),
		lazyregexp.New(`(?i)^(\S.*?),? (?:sadece|yalnızca) (\S+(?: \S+)?)'?(?:den|dan|ten|tan)$`),
	}
)

// narrows are the commands of which a line may say that they be done over some outlets.
var narrows = []string{"latest", "search", "timeline", "summary", "compare"}

// restricted reads a line that asks something and names an outlet behind it that is stored,
// from which alone it is to be answered, or without which.
func restricted(l Line, core string, commands []string) (in Intent, ok bool) {
	for _, tails := range [][]*lazyregexp.Regexp{leaving, keeping} {
		for _, tail := range tails {
			m := tail.FindStringSubmatch(core)
			if m == nil {
				continue
			}
			name := strings.Trim(m[2], `.,?!"' `)
			if !holds(name, l.Outlets) || !leavable(name, core, l.Outlets) {
				continue
			}
			rest := l
			rest.Text = m[1]
			in := Read(rest, commands)
			if in.Act != Ask && !(in.Act == Do && slices.Contains(narrows, in.Command)) || in.Kind != "" || in.Args["source"] != "" {
				continue
			}
			if &tails[0] == &leaving[0] {
				name = "-" + name
			}
			in.Args = merged(in.Args, "source", name)
			return in, true
		}
	}
	return Intent{}, false
}
