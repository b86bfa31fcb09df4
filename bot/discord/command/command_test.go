package command

import (
	"regexp"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
)

// named is what Discord takes for a name of a slash command
// (discord.com/developers/docs/interactions/application-commands, "Application Command Naming").
var named = regexp.MustCompile(`^[-_'\p{L}\p{N}]{1,32}$`)

// TestNames looks at the names of the commands in all languages: each is one that Discord takes,
// and no other's.
func TestNames(t *testing.T) {
	everywhere, operators := Of(bot.New(bot.Config{}).Commands())
	seen := map[discordgo.Locale]map[string]string{}
	translated := 0
	for _, c := range append(everywhere, operators...) {
		if c.Type != discordgo.ChatApplicationCommand || c.NameLocalizations == nil {
			continue
		}
		translated++
		if len(*c.NameLocalizations) != 10 {
			t.Errorf("/%s has names in %d locales", c.Name, len(*c.NameLocalizations))
		}
		for locale, name := range *c.NameLocalizations {
			if !named.MatchString(name) || strings.ToLower(name) != name {
				t.Errorf("/%s is called %q in %s", c.Name, name, locale)
			}
			if seen[locale] == nil {
				seen[locale] = map[string]string{}
			}
			if other := seen[locale][name]; other != "" {
				t.Errorf("/%s and /%s are called %q in %s", other, c.Name, name, locale)
			}
			seen[locale][name] = c.Name
		}
	}
	if translated < 15 {
		t.Errorf("%d commands have names in other languages", translated)
	}
}
