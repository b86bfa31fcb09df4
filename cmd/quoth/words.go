package main

import (
	"strings"

	"github.com/alecthomas/kong"
)

// wordsLast lets -excluded words stand unquoted among the arguments of the
// commands that take them: it moves the words of those commands, in their order,
// to the end, behind the "--" that ends the flags. Every other command line comes
// back as it is.
func wordsLast(parser *kong.Kong, args []string) []string {
	trace, err := kong.Trace(parser, args)
	if err != nil || !takesExcluded(trace.Selected()) {
		return args
	}
	takesValue := map[string]bool{}
	for _, flag := range trace.Flags() {
		takesValue["--"+flag.Name] = !flag.IsBool()
	}
	names := trace.Selected().Depth() + 1
	var kept, words []string
	for i := 0; i < len(args); i++ {
		switch arg := args[i]; {
		case arg == "--":
			words = append(words, args[i+1:]...)
			i = len(args)
		case takesValue[arg] && i+1 < len(args):
			kept = append(kept, arg, args[i+1])
			i++
		case strings.HasPrefix(arg, "--") || arg == "-h":
			kept = append(kept, arg)
		case names > 0:
			names--
			kept = append(kept, arg)
		default:
			words = append(words, arg)
		}
	}
	return append(append(kept, "--"), words...)
}

func takesExcluded(command *kong.Node) bool {
	if command == nil {
		return false
	}
	switch command.Target.Interface().(type) {
	case searchCommand, alertsFollow:
		return true
	}
	return false
}
