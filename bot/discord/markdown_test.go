package discord_test

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"quoth/bot"
	"quoth/bot/discord"
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
func see(markdown string) (seen string, executed []string) {
	var text, bare strings.Builder
	escaped := false
	for _, r := range markdown {
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
	seen, executed := see(discord.Plain(s))
	if seen != bot.Printable(s) {
		t.Errorf("%q is seen as %q", s, seen)
	}
	if len(executed) > 0 {
		t.Errorf("%q: Discord executes %v in %q", s, executed, discord.Plain(s))
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

func TestLinked(t *testing.T) {
	for _, c := range []struct{ text, address, want string }{
		{"Post", "https://post.example/a", "[Post](https://post.example/a)"},
		{"Post", "https://post.example/a_(b)?q=<x>", "[Post](https://post.example/a_%28b%29?q=%3Cx%3E)"},
		{"Post", "javascript:alert(1)", "Post"},
		{"Post", "https://discord.com@evil.example/", "Post"},
		{"Post", "", "Post"},
		{"Post", "https://discord.gg/abcdef", "Post"},
		{"Post", "http://www.DISCORD.GG:443/abcdef?x=1", "Post"},
		{"Post", "https://discord.gg./abcdef", "Post"},
		{"Post", "https://ｄiscord.gg/abcdef", "Post"},
		{"Post", "https://discord.com/invite/abcdef", "Post"},
		{"Post", "https://ptb.discord.com//%69nvite/abcdef", "Post"},
		{"Post", "https://discordapp.com/x/../Invite/abcdef", "Post"},
		{"Post", "https://discord.com/api/oauth2/authorize?client_id=1&scope=bot", "Post"},
		{"Post", "https://discord.com/blog/invite", "[Post](https://discord.com/blog/invite)"},
		{"Post", "https://mydiscord.gg/a", "[Post](https://mydiscord.gg/a)"},
		{"Post", "https://post.example/" + strings.Repeat("a", 1500), "Post"},
		{"", "https://post.example", ""},
		{`a \] b`, "https://post.example/a", `a \] b [↗](https://post.example/a)`},
	} {
		if got := discord.Linked(c.text, c.address); got != c.want {
			t.Errorf("Linked(%q, %q) = %q, want %q", c.text, c.address, got, c.want)
		}
	}
}

func TestWording(t *testing.T) {
	for said, want := range map[string]string{
		"> “About **340** sailors stopped work.” \\[1\\]": "About 340 sailors stopped work.",
		">>> \"It cost *12 million* euros,\"":             "It cost 12 million euros,",
		"> first line\n> second ~~line~~ ||of it||":       "first line\nsecond line of it",
		"## __The__ `mayor` _said_ **“no”**":              "The mayor said “no",
		"5 * 3 = 15 and snake_case_name | and a ~ b":      "5 * 3 = 15 and snake_case_name | and a ~ b",
		"he's the boys' \\*star\\*":                       "he's the boys' *star*",
		"":                                                "",
		"***":                                             "***",
		"ends with \\":                                    "ends with \\",
	} {
		if got := discord.Wording(said); got != want {
			t.Errorf("the wording of %q is %q, want %q", said, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	long := "> “" + strings.Repeat("word and more, ", 500) + "**" + strings.Repeat("the answer goes on ", 300) + "** end”"
	parts := discord.Cut(long, discord.PageSize)
	if len(parts) < 3 {
		t.Fatalf("%d parts", len(parts))
	}
	var words []string
	for _, p := range parts {
		if n := discord.Width(p); n > discord.PageSize {
			t.Errorf("a part is %d wide", n)
		}
		if strings.Count(p, "**")%2 != 0 || !strings.HasPrefix(p, "> ") {
			t.Errorf("a part is open: %.40q … %q", p, p[len(p)-20:])
		}
		words = append(words, strings.Fields(strings.NewReplacer("> ", " ", "**", " ").Replace(p))...)
	}
	if got, want := strings.Join(words, " "), strings.Join(strings.Fields(strings.NewReplacer("> ", " ", "**", " ").Replace(long)), " "); got != want {
		t.Error("words are lost or doubled")
	}
	unbroken := strings.Repeat(`\*`, 5000)
	for _, p := range discord.Cut(unbroken, 1000) {
		if strings.Count(p, `\`) != strings.Count(p, "*") {
			t.Errorf("an escape is cut in two: %q", p[len(p)-10:])
		}
	}
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
		for _, e := range m.Embeds {
			quotes += strings.Count(e.Description, "> “")
			for _, link := range ownLink.FindAllStringSubmatch(e.Description, -1) {
				if u, err := url.Parse(link[2]); err != nil || u.Host != "post.example" {
					t.Errorf("a link leads to %q", link[2])
				}
			}
			rest := ownLink.ReplaceAllString(e.Description, "source")
			rest = regexp.MustCompile(`(?m)^(> |-# )`).ReplaceAllString(rest, "“")
			rest = strings.ReplaceAll(rest, "**", "")
			if _, executed := see(rest); len(executed) > 0 {
				t.Errorf("Discord executes %v in:\n%s", executed, e.Description)
			}
			if _, executed := see(e.Title); len(executed) > 0 {
				t.Errorf("Discord executes %v in the title %q", executed, e.Title)
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

// TestCutAfterAnEscape cuts what is bold behind a backslash that is shown.
func TestCutAfterAnEscape(t *testing.T) {
	parts := discord.Cut(strings.Repeat("word and more, ", 200)+`a \\`+"**"+strings.Repeat("the answer goes on ", 100)+"** end", discord.PageSize)
	if len(parts) != 2 || !strings.HasSuffix(parts[0], "**") || !strings.HasPrefix(parts[1], "**") {
		t.Errorf("what is bold does not go on: …%q, %.20q…", parts[0][len(parts[0])-20:], parts[1])
	}
}

// TestLongAddresses shows that no link is longer than its limit, as it is written.
func TestLongAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		"https://post.example/" + strings.Repeat("a", 1479): true, "https://post.example/" + strings.Repeat("a", 1480): false,
		"https://post.example/" + strings.Repeat("(", 493): true, "https://post.example/" + strings.Repeat("(", 494): false,
	} {
		if got := discord.Linked("Post", address) != "Post"; got != want {
			t.Errorf("%d characters, %.30s…, are linked: %v", len(address), address, got)
		}
	}
}

// TestInvitationsOfTheInterface holds the addresses of Discord's own that bring people
// into something.
func TestInvitationsOfTheInterface(t *testing.T) {
	for address, want := range map[string]bool{
		"https://discord.com/api/v10/oauth2/authorize?client_id=1&scope=bot&permissions=8": false,
		"https://discord.com/api/oauth2/authorize?client_id=1":                             false,
		"https://canary.discord.com/API/V9/oauth2/authorize?client_id=1":                   false,
		"https://discord.com/api/v10/../v9/oauth2/authorize":                               false,
		"https://discord.com/blog/oauth2":                                                  true,
		"https://discord.com/v10/oauth2":                                                   true,
		"https://news.example/api/v10/oauth2/authorize":                                    true,
	} {
		if got := discord.Linked("Post", address) != "Post"; got != want {
			t.Errorf("%s is linked: %v", address, got)
		}
	}
}
