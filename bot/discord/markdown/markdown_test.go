package markdown

import (
	"strings"
	"testing"

	"quoth/bot/chat/layout"
)

// size is that of a part in these tests.
const size = 3900

func TestLink(t *testing.T) {
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
		if got := Link(c.text, c.address); got != c.want {
			t.Errorf("Link(%q, %q) = %q, want %q", c.text, c.address, got, c.want)
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
		if got := Wording(said); got != want {
			t.Errorf("the wording of %q is %q, want %q", said, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	long := "> “" + strings.Repeat("word and more, ", 500) + "**" + strings.Repeat("the answer goes on ", 300) + "** end”"
	parts := Cut(long, size)
	if len(parts) < 3 {
		t.Fatalf("%d parts", len(parts))
	}
	var words []string
	for _, p := range parts {
		if n := layout.Width(p); n > size {
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
	for _, p := range Cut(unbroken, 1000) {
		if strings.Count(p, `\`) != strings.Count(p, "*") {
			t.Errorf("an escape is cut in two: %q", p[len(p)-10:])
		}
	}
}

// TestCutAfterAnEscape cuts what is bold behind a backslash that is shown.
func TestCutAfterAnEscape(t *testing.T) {
	parts := Cut(strings.Repeat("word and more, ", 200)+`a \\`+"**"+strings.Repeat("the answer goes on ", 100)+"** end", size)
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
		if got := Link("Post", address) != "Post"; got != want {
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
		if got := Link("Post", address) != "Post"; got != want {
			t.Errorf("%s is linked: %v", address, got)
		}
	}
}

// TestTextKeepsAddresses has marks in and around addresses.
func TestTextKeepsAddresses(t *testing.T) {
	for text, want := range map[string]string{
		"**https://echo.example/_a_/b*c**":        "https://echo.example/_a_/b*c",
		"see <https://echo.example/a_b> *please*": "see https://echo.example/a_b please",
		`follow "dam of Norland" -ferry`:          `follow "dam of Norland" -ferry`,
		"2 * 3 and snake_case":                    "2 * 3 and snake_case",
	} {
		if got := Text(text); got != want {
			t.Errorf("%q is read as %q, not %q", text, got, want)
		}
	}
}
