package discord_test

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"quoth/bot"
	"quoth/bot/discord/markdown"
	"quoth/knowledge"
)

// hostile are texts that Discord would execute.
var hostile = []string{
	"@everyone come here", "ping @here now", "hello <@123456789012345678> and <@!123456789012345678>", "<@&123456789012345678> wake up",
	"see <#123456789012345678>", "run </ask:123456789012345678>", "at <t:1700000000:R> it ended", "<:smile:123456789012345678> <a:dance:123456789012345678>", "<id:customize>",
	"**bold** and *italic* and ***both***", "__underlined__ and _italic_", "~~struck~~ out", "||spoiler|| text", "`code` and ``code``", "```go\ncode\n```", "an odd ` mark",
	"# Heading", "## Heading\n### Heading", "-# small print", "> quoted", ">>> quoted to the end", "- item\n- item", "* item", "+ item", "1. first\n2. second", "12) twelfth", "  # indented",
	"[click me](https://evil.example/steal)", "[click me](<https://evil.example/steal> 'title')", "[a](b) ](https://evil.example)", "https://evil.example/steal?x=1", "http://evil.example",
	"<https://evil.example>", "discord.gg/abcdef", "https://discord.gg/abcdef", "discord.com/invite/abcdef", "steam://run/1", "mailto:a@b.example", ":skull: and :thumbsup::skin-tone-2:",
	`C:\temp\*new*`, `\*not\* \_escaped\_`, `\\**twice**\\`, `ends with \`, "a\u202Eevil\u202Cb", "null\x00byte\x1b[31m", "¯\\_(ツ)_/¯", "x\r\n# y", "5 * 3 * 2 = 30", "snake_case_name",
	"@everyone\u200b", "＠everyone", "text\n\n\n> later", "1.5 million", "2024. A year", "Zoë said: “no”", "10:30 and/or 3:2", "", " ", "\n", "🎉 party 🎉", "[", "]", "](", "[[1]](x)",
}

// Where Discord's Markdown does something, as its clients do it: each on a text whose
// escaped characters were taken out.
var executes = map[string]*regexp.Regexp{
	"emphasis": regexp.MustCompile("[*_`]|~~|\\|\\|"),
	"mention":  regexp.MustCompile(`<(@|#|/|:|a:|t:|id:)|@(everyone|here)`),
	"link":     regexp.MustCompile(`\]\(|(https?|steam|mailto|discord)://?\S|<https?:|discord(app)?\.(gg|com)/\S`),
	"emoji":    regexp.MustCompile(`:[\w+-]+:`),
	"line":     regexp.MustCompile(`(?m)^[ \t]*(#{1,3}|-#|>|>>>|[-*+]|\d+[.)])[ \t]`),
}

// see is what a person sees of Markdown, and what of it Discord executes.
func see(written string) (seen string, executed []string) {
	var text, bare strings.Builder
	escaped := false
	for _, r := range written {
		ascii := r < 128 && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsSpace(r)
		switch {
		case escaped && ascii:
			text.WriteRune(r)
			bare.WriteRune('\ue000')
			escaped = false
			continue
		case escaped:
			text.WriteRune('\\')
			bare.WriteRune('\\')
		}
		if escaped = r == '\\'; !escaped {
			text.WriteRune(r)
			bare.WriteRune(r)
		}
	}
	if escaped {
		text.WriteRune('\\')
	}
	for name, pattern := range executes {
		if at := pattern.FindString(bare.String()); at != "" {
			executed = append(executed, fmt.Sprintf("%s %q", name, at))
		}
	}
	return text.String(), executed
}

func checkPlain(t *testing.T, s string) {
	t.Helper()
	seen, executed := see(markdown.Escape(s))
	if seen != bot.Printable(s) {
		t.Errorf("%q is seen as %q", s, seen)
	}
	if len(executed) > 0 {
		t.Errorf("%q: Discord executes %v in %q", s, executed, markdown.Escape(s))
	}
}

func TestPlain(t *testing.T) {
	dangerous := 0
	for _, s := range hostile {
		checkPlain(t, s)
		if _, executed := see(s); len(executed) > 0 {
			dangerous++
		}
	}
	if dangerous < 40 {
		t.Errorf("only %d of the %d texts are dangerous as they are: the check sees too little", dangerous, len(hostile))
	}
}

func FuzzPlain(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(checkPlain)
}

var ownLink = regexp.MustCompile(`\[((?:[^\]\\]|\\.)*)\]\((https?://[^)\s]*)\)`)

// TestHostileNews stores articles that are hostile in every part, and looks at what
// is sent of them: as an answer, a headline, a summary, a timeline and an alert.
func TestHostileNews(t *testing.T) {
	t.Parallel()
	w := begin(t, nil)
	role := w.guild.Role("all", 0)
	role.AllowMention(true)
	w.guild.BotRole().Grant(0x7fffffffffff) // so that a ping would go through
	w.start(1)
	victim := w.ana.Mention() + " " + role.Mention() + " " + w.general.Mention()
	for n, s := range append(hostile, victim) {
		if strings.TrimSpace(bot.Printable(s)) == "" {
			continue
		}
		w.put(knowledge.Article{
			URL: fmt.Sprintf("https://post.example/story_%d(x)", n), Title: s + " (quarry)", Source: "Post " + s, Published: day(2024, 5, 1), DateOnly: true, Language: "en",
			Text: fmt.Sprintf("The quarry number %d in Dunwick says %s to 37 workers on 3 May 2024.\n\n%s\n\nThe quarry number %d is open.", n, s, s, n),
		})
	}
	ask := func(command string, options map[string]any) string {
		m := w.ana.Slash(w.general, command, options).Message()
		return m.ID
	}
	var ids []string
	for n := range hostile {
		ids = append(ids, ask("ask", map[string]any{"question": fmt.Sprintf("How many workers has the quarry number %d in Dunwick?", n)}))
		if n%7 == 0 {
			ids = append(ids, ask("summary", map[string]any{"article": fmt.Sprintf("https://post.example/story_%d(x)", n)}))
		}
	}
	ids = append(ids, ask("timeline", map[string]any{"topic": "quarry Dunwick"}), ask("latest", nil), ask("search", map[string]any{"words": "quarry"}), ask("sources", nil))
	quotes := 0
	for _, id := range ids {
		m, _ := w.Message(id)
		if !m.Mentions.None() || m.Content != "" {
			t.Errorf("a message mentions somebody, or has content: %+v", m)
		}
		for _, shown := range m.Shown() {
			quotes += strings.Count(shown, "> “")
			for _, link := range ownLink.FindAllStringSubmatch(shown, -1) {
				if u, err := url.Parse(link[2]); err != nil || u.Host != "post.example" {
					t.Errorf("a link leads to %q", link[2])
				}
			}
			rest := ownLink.ReplaceAllString(shown, "source")
			rest = regexp.MustCompile(`(?m)^(> |-# |### )`).ReplaceAllString(rest, "“")
			rest = strings.ReplaceAll(rest, "**", "")
			if _, executed := see(rest); len(executed) > 0 {
				t.Errorf("Discord executes %v in:\n%s", executed, shown)
			}
		}
	}
	if quotes < len(hostile) {
		t.Errorf("only %d quotes were shown", quotes)
	}
	if pings := w.Pings(); len(pings) > 0 {
		t.Errorf("%d messages notify people", len(pings))
	}
}
