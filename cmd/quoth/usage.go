package main

import (
	"regexp"
	"strings"

	"github.com/alecthomas/kong"

	"quoth/bot/intent"
)

// asTyped brings what people type for a help or a version to what the parser knows:
// "quoth help ask" is "quoth ask --help", "quoth --version" is "quoth version".
func asTyped(args []string) []string {
	switch {
	case len(args) > 0 && args[0] == "help":
		return append(append([]string{}, args[1:]...), "--help")
	case len(args) == 1 && (args[0] == "--version" || args[0] == "-v" || args[0] == "-V"):
		return []string{"version"}
	}
	return args
}

// meant is the command that a name which is none is a slip of; "" when none is near.
func meant(parser *kong.Kong, args []string) string {
	if len(args) == 0 || strings.HasPrefix(args[0], "-") {
		return ""
	}
	var names []string
	for _, command := range parser.Model.Children {
		if command.Hidden {
			continue
		}
		if command.Name == args[0] {
			return ""
		}
		names = append(names, command.Name)
	}
	if near := intent.Nearest(args[0], names); near != args[0] {
		return near
	}
	return ""
}

// inShell makes a text of the bot name its commands as they are typed in a shell:
// "/sources" is "quoth sources". Those that a shell has none for stay, as the prompt of
// quoth takes them.
func inShell(text string) string {
	return chatCommand.ReplaceAllStringFunc(text, func(s string) string {
		m := chatCommand.FindStringSubmatch(s)
		name, known := shellCommands[m[2]]
		if !known || m[3] != "" && m[3] != " test" {
			return s
		}
		return m[1] + "quoth " + name + m[3]
	})
}

var (
	chatCommand = regexp.MustCompile(`(^|[\s(“])/([a-z]+)\b( (?:pause|resume|edit|remove|test)\b)?`)
	// shellCommands are the bot's commands by what the command line calls them.
	shellCommands = map[string]string{"ask": "ask", "timeline": "timeline", "summary": "summary", "search": "search", "latest": "latest", "sources": "sources", "help": "help",
		"alerts": "alerts", "follow": "alerts follow", "unfollow": "alerts unfollow"}
)
