package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"quoth/bot/text"
	"quoth/knowledge/answer"
	"quoth/knowledge/audience"
)

// handleSettings shows the settings of the place, or changes them.
func handleSettings(ctx context.Context, e *Engine, r Request) (Reply, error) {
	s, err := e.store.Settings(ctx, r.Place)
	if err != nil {
		return Reply{}, err
	}
	before := s
	switch wanted := strings.TrimSpace(r.Args["language"]); {
	case wanted == "":
	case wanted == choose:
		return looked(r.chooseLanguage(s), nil)
	case strings.EqualFold(wanted, automatic):
		s.Language = ""
	default:
		if s.Language = text.LanguageNamed(wanted); s.Language == "" {
			return Reply{}, Refuse("settings.unknown_language", "language", clip(wanted, 60), "languages", strings.Join(languages(), ", "))
		}
	}
	if zone := r.Args["timezone"]; zone != "" {
		if s.TimeZone = zoneName(zone); s.TimeZone == "" {
			return Reply{}, Refuse("settings.unknown_zone", "zone", clip(zone, 60))
		}
	}
	if quiet := r.Args["quiet"]; quiet != "" {
		if s.QuietFrom, s.QuietUntil, err = parseQuiet(quiet); err != nil {
			return Reply{}, Refuse("settings.unknown_quiet", "hours", clip(quiet, 60))
		}
	}
	if p := r.Args["previews"]; p != "" {
		s.Previews = p == "true"
	}
	if p := r.Args["pictures"]; p != "" {
		s.NoPictures = p == "false"
	}
	if t := r.Args["threads"]; t != "" {
		s.Threads = t == "true"
	}
	selections, err := e.selections(ctx, &r, &s)
	if err != nil {
		return Reply{}, err
	}
	var choosing *selection // whose buttons are shown
	at := -1
	for i := range selections {
		wanted := r.Args[selections[i].option]
		if wanted == "" {
			continue
		}
		if at, err = selections[i].change(wanted); err != nil {
			return Reply{}, err
		}
		if at >= 0 {
			choosing = &selections[i]
		}
	}
	if s != before {
		if err := e.permit(ctx, &Command{Access: Manager}, r); err != nil {
			return Reply{}, err
		}
		if err := e.store.SetSettings(ctx, r.Place, r.Person, s); err != nil {
			return Reply{}, err
		}
	}
	r.voice = &voice{Printer: text.For(s.Language, r.Language), chosen: s.Language != ""}
	switch {
	case choosing != nil:
		reply := r.choose(*choosing, at)
		reply.Looked = s == before
		return reply, nil
	case r.Args["language"] != "" && len(r.Args) == 1:
		return Reply{
			Blocks:   []Block{Text{r.say("settings.speaks")}},
			Actions:  []Action{r.toSettings()},
			Language: r.printer().Language(), Looked: s == before,
		}, nil
	}
	language := r.say("settings.language_auto")
	if s.Language != "" {
		language = r.say("language.own")
	}
	zone := s.TimeZone
	if zone == "" {
		zone = "UTC"
	}
	location, err := time.LoadLocation(zone)
	if err != nil {
		location = time.UTC
	}
	quiet := r.say("settings.no_quiet")
	if s.QuietFrom != s.QuietUntil {
		quiet = clock(s.QuietFrom) + "–" + clock(s.QuietUntil)
	}
	onOff := map[bool]string{false: r.say("settings.off"), true: r.say("settings.on")}
	outlets := r.say("settings.all_outlets")
	if s.Outlets != "" {
		outlets = strings.Join(lines(s.Outlets), ", ")
	}
	feeds := r.say("settings.all_feeds")
	if s.Feeds != "" {
		feeds = strings.Join(lines(s.Feeds), ", ")
	}
	spoken := r.say("settings.all_languages")
	if s.Languages != "" {
		spoken = strings.Join(r.named(lines(s.Languages)), ", ")
	}
	blocks := []Block{
		Heading{r.say("settings.heading")},
		Text{r.say("settings.are", "language", language, "zone", zone, "time", e.now().In(location).Format("15:04"), "quiet", quiet, "previews", onOff[s.Previews], "pictures", onOff[!s.NoPictures], "outlets", outlets, "feeds", feeds, "languages", spoken)},
	}
	if s.Threads || s.Threads != before.Threads {
		blocks = append(blocks, Text{r.say("settings.threads", "threads", onOff[s.Threads])})
	}
	return Reply{
		Blocks:   blocks,
		Actions:  r.settingsActions(s, selections),
		Language: r.printer().Language(),
		Zone:     s.TimeZone,
		Looked:   s == before,
	}, nil
}

// usualQuiet are the quiet hours that a button sets.
const usualQuiet = "22:00-07:00"

// settingsActions turn over what can be turned over, and choose.
func (r *Request) settingsActions(s audience.Settings, of []selection) []Action {
	actions := []Action{{r.say("label.language"), "settings", Args{"language": choose}}}
	for _, selection := range of {
		if len(selection.names) > 0 {
			actions = append(actions, Action{r.say(selection.button), "settings", Args{selection.option: choose}})
		}
	}
	quiet := Action{r.say("label.quiet"), "settings", Args{"quiet": usualQuiet}}
	if s.QuietFrom != s.QuietUntil {
		quiet = Action{r.say("label.no_quiet"), "settings", Args{"quiet": "off"}}
	}
	previews := Action{r.say("label.previews"), "settings", Args{"previews": "true"}}
	if s.Previews {
		previews = Action{r.say("label.no_previews"), "settings", Args{"previews": "false"}}
	}
	pictures := Action{r.say("label.no_pictures"), "settings", Args{"pictures": "false"}}
	if s.NoPictures {
		pictures = Action{r.say("label.pictures"), "settings", Args{"pictures": "true"}}
	}
	return append(actions, quiet, previews, pictures)
}

// named are the names of languages in that of the request.
func (r *Request) named(codes []string) []string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = r.printer().Named(code)
	}
	return names
}

// What the option language takes beside a language: automatic is that of the platform, and
// choose offers all.
const (
	automatic = "auto"
	choose    = "choose"
)

// languages are the names of the languages that the bot speaks, each in itself.
func languages() []string {
	var names []string
	for _, code := range text.Languages() {
		names = append(names, text.For(code).Say("language.own"))
	}
	return names
}

// chooseLanguage offers the languages that the bot speaks.
func (r *Request) chooseLanguage(s audience.Settings) Reply {
	reply := Reply{Blocks: []Block{Text{r.say("settings.choose_language")}}}
	for _, name := range languages() {
		reply.Actions = append(reply.Actions, Action{name, "settings", Args{"language": name}})
	}
	if s.Language != "" {
		reply.Actions = append(reply.Actions, Action{r.say("label.language_auto"), "settings", Args{"language": automatic}})
	}
	reply.Actions = append(reply.Actions, r.toSettings())
	return reply
}

// toSettings goes to all the settings.
func (r *Request) toSettings() Action { return Action{r.say("settings.heading"), "settings", nil} }

// zoneName is the name of a time zone as it is kept, of one written in whatever case
// and with spaces; "" when there is none, or it is another on each machine.
func zoneName(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), " ", "_")
	switch area, _, _ := strings.Cut(strings.ToLower(s), "/"); area {
	case "", "local", "localtime", "posix", "posixrules", "right", "factory":
		return ""
	}
	for _, name := range []string{capitals(s), s, strings.ToUpper(s)} {
		if location, err := time.LoadLocation(name); err == nil {
			return location.String()
		}
	}
	return ""
}

// capitals writes the name of a place as lists of time zones do: America/Port-au-Prince.
func capitals(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		word := s
		if i := strings.IndexAny(s, "/_-"); i >= 0 {
			word = s[:i+1]
		}
		s = s[len(word):]
		switch lower := strings.ToLower(word); lower {
		case "of_", "es_", "au-":
			b.WriteString(lower)
		default:
			b.WriteString(strings.ToUpper(word[:1]) + lower[1:])
		}
	}
	return b.String()
}

// parseQuiet reads "22:00-07:00", or "off" for none.
func parseQuiet(s string) (from, until int, err error) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "off", "none", "no":
		return 0, 0, nil
	}
	a, b, ok := strings.Cut(strings.NewReplacer("–", "-", "—", "-", " to ", "-", "..", "-").Replace(s), "-")
	if !ok {
		return 0, 0, fmt.Errorf("no period: %q", s)
	}
	if from, err = parseClock(a); err != nil {
		return 0, 0, err
	}
	until, err = parseClock(b)
	return from, until, err
}

// kindTexts say of each kind of what is kept of a person what it is, and for how long.
var kindTexts = map[audience.Kind]text.Key{
	audience.KindConversation: "privacy.conversation",
	audience.KindShown:        "privacy.shown",
	audience.KindPending:      "privacy.pending",
	audience.KindMarker:       "privacy.marker",
	audience.KindReceipt:      "privacy.receipt",
	audience.KindReport:       "privacy.report",
	audience.KindSettings:     "privacy.settings",
	audience.KindSubscription: "privacy.subscription",
	audience.KindAlert:        "privacy.alert",
	audience.KindAdmission:    "privacy.admission",
	audience.KindFeed:         "privacy.feed",
	audience.KindArticle:      "privacy.article",
}

// handlePrivacy says what is kept, kind by kind.
func handlePrivacy(_ context.Context, _ *Engine, r Request) (Reply, error) {
	lines := []string{r.say("privacy.kept")}
	for _, kind := range audience.Kinds() {
		lines = append(lines, "• "+r.say(kindTexts[kind]))
	}
	return Reply{Blocks: []Block{Heading{r.say("privacy.heading")}, Text{strings.Join(lines, "\n")}, Text{r.say("privacy.end")}}}, nil
}

// handleExport sends all that is kept of a person as JSON.
func handleExport(ctx context.Context, e *Engine, r Request) (Reply, error) {
	kept, err := e.store.Export(ctx, r.Person)
	if err != nil {
		return Reply{}, err
	}
	if len(kept) == 0 {
		return Reply{Blocks: []Block{Text{r.say("privacy.nothing")}}}, nil
	}
	data, err := json.MarshalIndent(kept, "", "  ")
	if err != nil {
		return Reply{}, err
	}
	return Reply{Blocks: []Block{
		Text{r.say("export.heading")},
		File{Name: "quoth-export.json", Type: "application/json", Data: data},
	}}, nil
}

// confirmed is what says that something is to be done without asking once more.
const confirmed = "yes"

// handleForget removes all that is kept of a person, once that is confirmed.
func handleForget(ctx context.Context, e *Engine, r Request) (Reply, error) {
	if r.Args["sure"] != confirmed {
		return looked(e.askToForget(ctx, r))
	}
	n, err := e.store.Forget(ctx, r.Person)
	if err != nil {
		return Reply{}, err
	}
	e.replies.drop()
	said := r.say("forget.done", "n", n)
	if n == 0 {
		said = r.say("privacy.nothing")
	}
	return Reply{Blocks: []Block{Text{said}}, Talk: &answer.Talk{}}, nil // nothing of the talk stays, either
}

// askToForget asks whether to delete what is kept of the person.
func (e *Engine) askToForget(ctx context.Context, r Request) (Reply, error) {
	kept, err := e.store.Export(ctx, r.Person)
	if err != nil {
		return Reply{}, err
	}
	if len(kept) == 0 {
		return Reply{Blocks: []Block{Text{r.say("privacy.nothing")}}}, nil
	}
	blocks := []Block{Text{r.say("forget.asks")}}
	if len(kept[string(audience.KindAdmission)]) > 0 {
		blocks = append(blocks, Notice{r.say("forget.admission")})
	}
	talk := r.ended()
	talk.Confirms = true
	return Reply{Blocks: blocks, Talk: talk, Actions: []Action{r.forgets(), {r.say("label.export"), "export", nil}}}, nil
}

// forgets is the button that deletes what is kept of the person.
func (r *Request) forgets() Action {
	return Action{r.say("label.forget"), "forget", Args{"sure": confirmed}}
}
