package bot

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"quoth/bot/text"
	"quoth/knowledge/audience"
)

// selection is one of the things of which a place asks over those that it has chosen: outlets,
// feeds, and languages of the news. An option of /settings takes names with commas between
// them or allNews, and what a button adds, drops or shows.
type selection struct {
	option  string                 // of /settings
	chosen  *string                // what is chosen, as settings keep it: a line each; "" for all
	names   []string               // all there are, as settings keep them
	is      func(a, b string) bool // whether a name that settings keep is one that somebody wrote
	label   func(name string) string
	button  text.Key // the label of what opens it
	asks    text.Key // asks which
	all     text.Key // the label of allNews
	unknown func(name string) error
}

// What an option takes for buttons: a name to add or to drop, and the place in the list of
// names from which on they are offered.
const (
	adds  = "+"
	drops = "-" // also before an outlet that is left out, in the option source
	shows = choose + " "
)

// allNews takes a choice back.
const allNews = "all"

// offered is how many names have a button at a time.
const offered = 10

// selections are those of a place whose settings are s.
func (e *Engine) selections(ctx context.Context, r *Request, s *audience.Settings) ([]selection, error) {
	outlets, err := e.sourceNames(ctx)
	if err != nil {
		return nil, err
	}
	feeds, err := e.feedNames(ctx)
	if err != nil {
		return nil, err
	}
	refuse := func(said text.Key) func(string) error {
		return func(name string) error { return Refuse(said, "source", name) }
	}
	short := func(name string) string { return clip(Printable(name), maxActionLabel-len("✓ ")) }
	all := []selection{
		{option: "outlets", chosen: &s.Outlets, names: outlets, is: sameName, button: "sources.heading", asks: "settings.choose_news", all: "label.all_outlets", label: short, unknown: refuse("store.no_source")},
		{option: "feeds", chosen: &s.Feeds, names: feeds, is: sameName, button: "sources.feeds", asks: "settings.choose_news", all: "label.all_feeds", label: short, unknown: refuse("store.no_feed")},
		{
			option: "languages", chosen: &s.Languages, names: text.Languages(), button: "label.languages", asks: "settings.choose_languages", all: "label.all_languages",
			is:    func(code, name string) bool { return text.LanguageNamed(name) == code },
			label: r.printer().Named,
			unknown: func(name string) error {
				return Refuse("settings.unread_language", "language", name, "languages", strings.Join(languages(), ", "))
			},
		},
	}
	for i := range all {
		for _, name := range lines(*all[i].chosen) { // which may be stored no longer
			if !slices.Contains(all[i].names, name) {
				all[i].names = append(all[i].names, name)
			}
		}
	}
	return all, nil
}

// index is where the name that somebody wrote stands among the names; -1 for nowhere.
func (s *selection) index(name string) int {
	return slices.IndexFunc(s.names, func(known string) bool { return s.is(known, name) })
}

// change does what the option says. at is the place in the list of names where buttons go on;
// -1 where none pressed one.
func (s *selection) change(wanted string) (at int, err error) {
	wanted = strings.TrimSpace(wanted)
	if wanted == choose {
		return 0, nil
	}
	if from, ok := strings.CutPrefix(wanted, shows); ok {
		if n, err := strconv.Atoi(from); err == nil {
			return min(max(n, 0), max(len(s.names)-1, 0)), nil
		}
	}
	if strings.EqualFold(wanted, allNews) {
		*s.chosen = ""
		return -1, nil
	}
	name, adding := strings.CutPrefix(wanted, adds)
	name, dropping := strings.CutPrefix(name, drops)
	if !adding && !dropping {
		*s.chosen, err = s.read(wanted)
		return -1, err
	}
	if at = s.index(name); at < 0 {
		return -1, s.unknown(clip(name, 60))
	}
	chosen := slices.DeleteFunc(lines(*s.chosen), func(c string) bool { return c == s.names[at] })
	if adding {
		chosen = append(chosen, s.names[at])
	}
	*s.chosen = strings.Join(chosen, "\n")
	return at, nil
}

// read reads names with commas between them as settings keep them. A name may have commas
// itself.
func (s *selection) read(names string) (string, error) {
	var chosen []string
	for pieces := strings.Split(names, ","); len(pieces) > 0; {
		n, i := len(pieces), -1
		for ; n > 0 && i < 0; n-- {
			i = s.index(strings.TrimSpace(strings.Join(pieces[:n], ",")))
		}
		if i < 0 {
			return "", s.unknown(clip(strings.TrimSpace(pieces[0]), 60))
		}
		if pieces = pieces[n+1:]; !slices.Contains(chosen, s.names[i]) {
			chosen = append(chosen, s.names[i])
		}
	}
	return strings.Join(chosen, "\n"), nil
}

// choose offers the names around a place in the list; those that are chosen are ticked.
func (r *Request) choose(s selection, at int) Reply {
	reply := Reply{Blocks: []Block{Text{r.say(s.asks)}}}
	press := func(label, wanted string) {
		reply.Actions = append(reply.Actions, Action{label, "settings", Args{s.option: wanted}})
	}
	from := at / offered * offered
	for _, name := range s.names[from:min(from+offered, len(s.names))] {
		if slices.Contains(lines(*s.chosen), name) {
			press("✓ "+s.label(name), drops+name)
		} else {
			press(s.label(name), adds+name)
		}
	}
	if from > 0 {
		press(r.say("label.before"), shows+strconv.Itoa(from-offered))
	}
	if from+offered < len(s.names) {
		press(r.say("label.next"), shows+strconv.Itoa(from+offered))
	}
	if *s.chosen != "" {
		press(r.say(s.all), allNews)
	}
	reply.Actions = append(reply.Actions, r.toSettings())
	return reply
}

// lines are those of a text; none of an empty one.
func lines(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == '\n' })
}
