package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/joho/godotenv"

	"quoth/knowledge"
)

const defaultDB = "quoth.db"

// Settings is what every command may be configured with: by flag, then by
// environment, then by the file .env.
type Settings struct {
	DB        string `name:"db" env:"QUOTH_DB" default:"${db}" help:"The database file." placeholder:"FILE"`
	LogLevel  string `env:"QUOTH_LOG" default:"info" enum:"debug,info,warn,error" help:"How much is logged: debug, info, warn or error."`
	Operators string `env:"QUOTH_OPERATORS" help:"Who may use /admin: platform:user, separated by commas, for example telegram:12345,discord:67890." placeholder:"LIST"`
}

// operators reads the list of operators.
func (s Settings) operators() ([]knowledge.Person, error) {
	var people []knowledge.Person
	for entry := range strings.SplitSeq(s.Operators, ",") {
		if entry = strings.TrimSpace(entry); entry == "" {
			continue
		}
		platform, user, ok := strings.Cut(entry, ":")
		if !ok || user == "" || platform != "telegram" && platform != "discord" && platform != "terminal" {
			return nil, usagef("QUOTH_OPERATORS has an entry that is not platform:user: write telegram:12345 or discord:67890")
		}
		people = append(people, knowledge.Person{Platform: platform, User: user})
	}
	return people, nil
}

// loadEnvironment adds the variables of a .env file, if there is one, to those of
// the environment that are not set; and for each variable NAME of the program
// that is not set, reads the file that NAME_FILE names.
func loadEnvironment(file string) error {
	values, err := godotenv.Read(file)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%s can't be read: lines of the form NAME=value are expected", file)
	}
	for name, value := range values {
		if _, set := os.LookupEnv(name); !set {
			os.Setenv(name, value)
		}
	}
	names, err := variables()
	if err != nil {
		return err
	}
	for _, v := range names {
		path, given := os.LookupEnv(v.Name + "_FILE")
		if _, set := os.LookupEnv(v.Name); set || !given || path == "" {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("the file that %s_FILE names can't be read: check the path and its permissions", v.Name)
		}
		os.Setenv(v.Name, strings.TrimRight(string(data), "\r\n"))
	}
	return nil
}

// variable is an environment variable that the program reads.
type variable struct {
	Name    string
	Default string
	Help    string
}

// variables returns those of the command line's flags, in their order.
func variables() ([]variable, error) {
	var line commands
	parser, err := newParser(&line, Streams{}, func(int) {})
	if err != nil {
		return nil, err
	}
	var all []variable
	seen := map[string]bool{}
	err = kong.Visit(parser.Model, func(node kong.Visitable, next kong.Next) error {
		if flag, ok := node.(*kong.Flag); ok {
			for _, name := range flag.Envs {
				if !seen[name] {
					seen[name] = true
					all = append(all, variable{name, flag.Default, flag.Help})
				}
			}
		}
		return next(nil)
	})
	return all, err
}
