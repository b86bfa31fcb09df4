package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/alecthomas/kong"

	"quoth/bot/lines"
	"quoth/bot/text"
	"quoth/cmd/quoth/notice"
	"quoth/knowledge"
	"quoth/knowledge/intake"
)

type versionCommand struct {
	JSON     bool `name:"json" help:"Print JSON."`
	Licences bool `help:"Print the licences of what the program is made of."`
}

func (c *versionCommand) Run(out io.Writer) error {
	if c.Licences {
		_, err := io.WriteString(out, notice.Licences)
		return err
	}
	if c.JSON {
		return lines.Write(out, struct {
			Version  string `json:"version"`
			Go       string `json:"go"`
			Platform string `json:"platform"`
		}{version(), runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH})
	}
	_, err := fmt.Fprintf(out, "quoth %s %s %s/%s\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

// version is the module's version, or the revision it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "devel-" + s.Value[:12]
		}
	}
	return "devel"
}

// exists fails when there is no database: a command that only looks should not
// make an empty one.
func (p *Program) exists() error {
	if _, err := os.Stat(p.DB); !p.onServer() && errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("there is no database %s: name it with --db, or add articles with quoth add", p.DB)
	}
	return nil
}

type checkCommand struct {
	JSON bool `name:"json" help:"Print JSON Lines, one finding a line."`
	Full bool `xor:"look" help:"Read every stored article and check that it is what was taken in."`

	Compact bool `xor:"look" help:"Compress the texts that an older version of quoth stored as they are, and give the room back. Stop every process of an older version first, which would take them for damaged; those of this one may run. Once ended, it goes on when it is started again."`

	Health bool   `xor:"look" help:"Look only whether the bot can answer, as a container's health check does: at the pages of the running one where it serves any, else at the database."`
	Web    string `env:"QUOTH_WEB" help:"The address of the pages that --health looks at." placeholder:"ADDRESS"`
}

// finding is one thing that check looked at.
type finding struct {
	What  string `json:"what"`
	OK    bool   `json:"ok"`
	State string `json:"state"`
	Mend  string `json:"mend,omitempty"`
	// Warning is set for what works and should be looked at.
	Warning bool `json:"warning,omitempty"`
}

func (c *checkCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	wrong := false
	say := func(f finding) error {
		wrong = wrong || !f.OK
		if c.JSON {
			return lines.Write(out, f)
		}
		mark := "ok   "
		switch {
		case !f.OK:
			mark = "WRONG"
		case f.Warning:
			mark = "WARN "
		}
		line := fmt.Sprintf("%s %s: %s", mark, f.What, f.State)
		if f.Mend != "" {
			line += ". To mend it: " + f.Mend
		}
		_, err := fmt.Fprintln(out, line)
		return err
	}
	looks := []func(context.Context, *Program) []finding{checkVersion, checkConfiguration, checkPermissions, c.database}
	if c.Compact {
		looks = []func(context.Context, *Program) []finding{compactTexts}
	}
	if c.Health {
		looks = []func(context.Context, *Program) []finding{c.health}
	}
	for _, look := range looks {
		for _, f := range look(ctx, p) {
			if err := say(f); err != nil {
				return err
			}
		}
	}
	if wrong {
		return errSaid
	}
	return nil
}

func checkVersion(context.Context, *Program) []finding {
	return []finding{{What: "version", OK: true, State: fmt.Sprintf("quoth %s, %s, %s/%s", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)}}
}

// checkConfiguration looks at the variables of the environment: those that look
// meant for quoth but that it does not know are likely misspelt.
func checkConfiguration(_ context.Context, p *Program) []finding {
	var found []finding
	known := map[string]bool{}
	for _, v := range p.variables {
		known[v.Name], known[v.Name+"_FILE"] = true, true
	}
	for _, entry := range os.Environ() {
		name, _, _ := strings.Cut(entry, "=")
		for _, prefix := range []string{"QUOTH_", "DISCORD_", "TELEGRAM_"} {
			if strings.HasPrefix(name, prefix) && !known[name] {
				found = append(found, finding{What: "configuration", State: name + " is not known", Mend: "see .env.example for the names, or unset it"})
			}
		}
	}
	if _, err := p.operators(); err != nil {
		found = append(found, finding{What: "configuration", State: err.Error()})
	}
	if len(found) == 0 {
		found = append(found, finding{What: "configuration", OK: true, State: "nothing is misspelt"})
	}
	return found
}

// minFree is how much room the disk of the database should have: a day's news
// of a thousand feeds is well below it.
const minFree = 200 << 20

func (c *checkCommand) database(ctx context.Context, p *Program) []finding {
	if _, err := os.Stat(p.DB); !p.onServer() && errors.Is(err, os.ErrNotExist) {
		if folder := filepath.Dir(p.DB); !isFolder(folder) {
			return []finding{{What: "database", State: fmt.Sprintf("%s: the folder %s does not exist", p.DB, folder), Mend: "make it, or name another database with --db"}}
		}
		return []finding{{What: "database", OK: true, State: p.DB + " does not exist yet; the first run makes it"}}
	}
	if err := p.openReadOnly(ctx); err != nil {
		return []finding{{What: "database", State: err.Error(), Mend: mend(err)}}
	}
	problems, err := p.store.Check(ctx)
	if err != nil {
		return []finding{{What: "database", State: err.Error(), Mend: mend(err)}}
	}
	var found []finding
	repair := mend(knowledge.ErrCorrupt)
	if p.onServer() {
		repair = "look into the log of its server, or put the last dump back as docs/postgres.md says"
	}
	for _, problem := range problems {
		found = append(found, finding{What: "database", State: p.database() + ": " + strings.TrimSuffix(problem, "."), Mend: repair})
	}
	if len(problems) == 0 {
		stats, err := p.store.Stats(ctx)
		if err != nil {
			return []finding{{What: "database", State: err.Error(), Mend: mend(err)}}
		}
		state := fmt.Sprintf("%s is sound: %d articles from %d sources", p.database(), stats.Articles, stats.Sources)
		if !stats.Newest.IsZero() {
			state += ", the newest of " + text.Printer{}.Day(stats.Newest)
		}
		found = append(found, finding{What: "database", OK: true, State: state})
		found = append(found, checkFeeds(ctx, p)...)
		found = append(found, checkAnalysis(ctx, p)...)
		found = append(found, checkAlerts(ctx, p)...)
	}
	switch {
	case c.Full:
		found = append(found, checkSeals(ctx, p)...)
	case len(problems) == 0:
		found = append(found, checkQuarantine(ctx, p)...)
	}
	return append(found, checkDisk(ctx, p)...)
}

// compactTexts compresses the texts that stand as they are.
func compactTexts(ctx context.Context, p *Program) []finding {
	wrong := func(err error) []finding { return []finding{{What: "texts", State: err.Error(), Mend: mend(err)}} }
	if err := p.exists(); err != nil {
		return wrong(err)
	}
	if err := p.openStore(ctx, false); err != nil {
		return wrong(err)
	}
	before, err := p.store.Bytes(ctx)
	if err != nil {
		return wrong(err)
	}
	versions := 0
	err = p.store.Compact(ctx, func(n int) {
		if versions += n; versions/compactSaid > (versions-n)/compactSaid {
			fmt.Fprintf(p.messages(), "%d versions of articles looked at\n", versions)
		}
	})
	if err != nil {
		return wrong(err)
	}
	after, err := p.store.Bytes(ctx)
	if err != nil {
		return wrong(err)
	}
	state := fmt.Sprintf("%d versions of articles stood as they were; %s takes %.1f MB, and took %.1f MB", versions, p.database(), float64(after)/1e6, float64(before)/1e6)
	if versions == 0 && after >= before {
		state = fmt.Sprintf("there was nothing to do; %s takes %.1f MB", p.database(), float64(after)/1e6)
	}
	return []finding{{What: "texts", OK: true, State: state}}
}

// compactSaid is after how many versions compactTexts says how far it is: some seconds.
const compactSaid = 20_000

// checkDisk says how much room there is.
func checkDisk(_ context.Context, p *Program) []finding {
	free, ok := freeBytes(p.DB)
	if !ok {
		return nil
	}
	f := finding{What: "disk", OK: free >= minFree, State: fmt.Sprintf("%d MB free", free>>20)}
	if !f.OK {
		f.Mend = "make room, or move the database and name it with --db"
	}
	return []finding{f}
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// checkFeeds names the feeds that bring nothing, the worst first. They are no fault of
// this program, so they are warnings.
func checkFeeds(ctx context.Context, p *Program) []finding {
	feeds, err := p.store.Feeds(ctx)
	if err != nil {
		return []finding{{What: "feeds", State: err.Error(), Mend: mend(err)}}
	}
	now := p.now()
	knowledge.SortFeeds(feeds, now)
	var found []finding
	for _, f := range feeds {
		if h := f.Health(now); h >= knowledge.FeedSilent {
			found = append(found, finding{What: "feeds", OK: true, Warning: true, State: feedLine(f, now), Mend: fmt.Sprintf("quoth feeds info %d, edit %[1]d or remove %[1]d", f.ID)})
		}
	}
	return append(found, finding{What: "feeds", OK: true, Warning: len(found) > 0, State: fmt.Sprintf("%d of %d bring nothing", len(found), len(feeds))})
}

// checkAnalysis says how many articles an older version of the program worked out.
func checkAnalysis(ctx context.Context, p *Program) []finding {
	_, left, err := p.store.Outdated(knowledge.Unrestricted(ctx), intake.Version, 0)
	switch {
	case err != nil:
		return []finding{{What: "analysis", State: err.Error(), Mend: mend(err)}}
	case left > 0:
		return []finding{{What: "analysis", OK: true, State: fmt.Sprintf("%d articles were worked out by an older version, and may not be sealed yet; a running bot works them out anew, and so does quoth rework", left)}}
	}
	return nil
}

// checkAlerts names the alerts that were given up.
func checkAlerts(ctx context.Context, p *Program) []finding {
	dead, err := p.store.DeadAlerts(ctx, 20)
	if err != nil {
		return []finding{{What: "alerts", State: err.Error(), Mend: mend(err)}}
	}
	var found []finding
	for _, a := range dead {
		found = append(found, finding{What: "alerts", OK: true, State: fmt.Sprintf("alert %d of subscription %d was given up: %s", a.ID, a.Subscription, a.Error)})
	}
	return found
}

// mend says what to do about an error of the store that does not say so itself.
func mend(err error) string {
	switch {
	case errors.Is(err, knowledge.ErrExplained):
		return ""
	case errors.Is(err, knowledge.ErrNewerSchema):
		return "run the newer quoth that wrote it"
	case errors.Is(err, knowledge.ErrCorrupt):
		return "stop quoth, move the file away and put the last backup in its place"
	case errors.Is(err, knowledge.ErrReadOnly):
		return "give the user that runs quoth the right to write the file and its folder"
	}
	return ""
}

type completionCommand struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Help is shown by quoth completion --help.
func (completionCommand) Help() string {
	return `Examples:
  source <(quoth completion bash)
  quoth completion fish > ~/.config/fish/completions/quoth.fish`
}

func (c *completionCommand) Run(out io.Writer, k *kong.Kong) error {
	var names []string
	flags := map[string][]string{}
	for _, node := range k.Model.Children {
		if node.Hidden {
			continue
		}
		names = append(names, node.Name)
		for _, f := range append(append([]*kong.Flag{}, k.Model.Flags...), node.Flags...) {
			flags[node.Name] = append(flags[node.Name], "--"+f.Name)
		}
		for _, sub := range node.Children {
			flags[node.Name] = append(flags[node.Name], sub.Name)
		}
	}
	var cases strings.Builder
	switch c.Shell {
	case "fish":
		fmt.Fprintf(out, "complete -c quoth -n __fish_use_subcommand -f -a '%s'\n", strings.Join(names, " "))
		for _, name := range names {
			for _, word := range flags[name] {
				if long, ok := strings.CutPrefix(word, "--"); ok {
					fmt.Fprintf(out, "complete -c quoth -n '__fish_seen_subcommand_from %s' -l %s\n", name, long)
				} else {
					fmt.Fprintf(out, "complete -c quoth -n '__fish_seen_subcommand_from %s' -f -a %s\n", name, word)
				}
			}
		}
		return nil
	case "zsh":
		fmt.Fprint(out, "autoload -Uz bashcompinit && bashcompinit\n")
	}
	for _, name := range names {
		fmt.Fprintf(&cases, "    %s) words='%s' ;;\n", name, strings.Join(flags[name], " "))
	}
	_, err := fmt.Fprintf(out, `_quoth() {
  local words current="${COMP_WORDS[COMP_CWORD]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='%s'
  else
    case "${COMP_WORDS[1]}" in
%s    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _quoth quoth
`, strings.Join(names, " "), cases.String())
	return err
}
