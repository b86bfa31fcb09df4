package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/joho/godotenv"

	"quoth/bot"
	"quoth/bot/webhook"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/postgres"
)

const defaultDB = "quoth.db"

// Settings is what every command may be configured with: by flag, then by
// environment, then by the file .env.
type Settings struct {
	DB        string `name:"db" env:"QUOTH_DB" default:"${db}" help:"The database: a file, or the address of one in PostgreSQL, postgres://user:password@host/name. Whoever lists the processes sees a flag: set the variable instead where it has a password." placeholder:"FILE"`
	Standby   string `name:"db-read" hidden:"" env:"QUOTH_DB_READ" help:"A standby of the PostgreSQL database, one server, as postgres://user:password@host/name: what people ask is read there while it is at most ten seconds behind."`
	Cache     string `name:"cache" hidden:"" env:"QUOTH_CACHE" help:"A folder on a disk of this machine for what was read of the search index in PostgreSQL last, and how much of it: /var/cache/quoth=2GB; without an amount 1GB."`
	LogLevel  string `env:"QUOTH_LOG" default:"info" enum:"debug,info,warn,error" help:"How much is logged: debug, info, warn or error."`
	Operators string `env:"QUOTH_OPERATORS" help:"Who may use /admin: platform:user, separated by commas, for example telegram:12345,discord:67890." placeholder:"LIST"`
}

// allowlist reads whom the bot answers; nil for everybody.
func allowlist(entries string) (*bot.Allowlist, error) {
	if strings.TrimSpace(entries) == "" {
		return nil, nil
	}
	a := &bot.Allowlist{Platforms: []string{webhook.Platform}}
	for _, entry := range list(entries) {
		platform, user, ok := strings.Cut(entry, ":")
		place, err := knowledge.ParseAudience(entry)
		switch {
		case entry == "invited":
		case err == nil:
			a.Places = append(a.Places, place)
		case ok && !strings.Contains(user, ":") && user != "" && (platform == "telegram" || platform == "discord"):
			a.People = append(a.People, audience.Person{Platform: platform, User: user})
		default:
			return nil, usagef("QUOTH_ADMIT has an entry that is no person, chat or server: write telegram:12345, telegram:chat:NUMBER, discord:server:NUMBER or invited")
		}
	}
	return a, nil
}

// operators reads the list of operators.
func (s Settings) operators() ([]audience.Person, error) {
	var people []audience.Person
	for entry := range strings.SplitSeq(s.Operators, ",") {
		if entry = strings.TrimSpace(entry); entry == "" {
			continue
		}
		platform, user, ok := strings.Cut(entry, ":")
		if !ok || user == "" || platform != "telegram" && platform != "discord" && platform != "terminal" {
			return nil, usagef("QUOTH_OPERATORS has an entry that is not platform:user: write telegram:12345 or discord:67890")
		}
		people = append(people, audience.Person{Platform: platform, User: user})
	}
	return people, nil
}

// Validate fails on flags that are given without a value.
func (s Settings) Validate() error {
	if s.DB == "" {
		return errors.New("--db needs the name of a file or the address of a database")
	}
	if s.Standby != "" && !(s.onServer() && postgres.IsAddress(s.Standby)) {
		return errors.New("QUOTH_DB_READ needs the address of a standby, postgres://user:password@host/name, of the PostgreSQL database in QUOTH_DB")
	}
	if _, _, err := s.cache(); err != nil {
		return err
	}
	return checkAddress(s.DB)
}

// cacheBytes is how much is kept on the disk of this machine, where it is not said.
const cacheBytes = 1 << 30

// cache reads in which folder what was read of the search index is kept, and how much of it; ""
// for none.
func (s Settings) cache() (folder string, size int64, err error) {
	folder, size = strings.TrimSpace(s.Cache), cacheBytes
	if i := strings.LastIndexByte(folder, '='); i >= 0 {
		if m := amount.FindStringSubmatch(strings.TrimSpace(folder[i+1:])); m != nil {
			n, _ := strconv.ParseInt(m[1], 10, 64)
			folder, size = strings.TrimSpace(folder[:i]), n*units[strings.ToLower(m[2])]
		}
	}
	if s.Cache != "" && (folder == "" || size == 0) {
		return "", 0, errors.New("QUOTH_CACHE needs a folder, and may have how much goes there: /var/cache/quoth=2GB")
	}
	if s.Cache != "" && !s.onServer() {
		return "", 0, errors.New("QUOTH_CACHE is for a database in PostgreSQL, which QUOTH_DB does not name: leave it out")
	}
	return folder, size, nil
}

// loadEnvironment adds the variables of a .env file, if there is one, to those of
// the environment that are not set; and for each variable NAME of the program
// that is not set, reads the file that NAME_FILE names. An empty variable of the
// program's counts as not set.
func loadEnvironment(file string, names []variable) error {
	for _, v := range names {
		for _, name := range []string{v.Name, v.Name + "_FILE"} {
			if os.Getenv(name) == "" {
				os.Unsetenv(name)
			}
		}
	}
	values, err := readEnvFile(file)
	if err != nil {
		return err
	}
	for name, value := range values {
		if _, set := os.LookupEnv(name); !set && value != "" {
			os.Setenv(name, value)
		}
	}
	for _, v := range names {
		path, given := os.LookupEnv(v.Name + "_FILE")
		if _, set := os.LookupEnv(v.Name); set || !given {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("the file that %s_FILE names can't be read: check the path and its permissions", v.Name)
		}
		if value := strings.TrimRight(string(data), "\r\n"); value != "" {
			os.Setenv(v.Name, value)
		}
	}
	return nil
}

// readEnvFile reads a .env file; nothing when there is none. What stands in it is
// secret and never part of an error.
func readEnvFile(file string) (map[string]string, error) {
	f, err := os.Open(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case errors.Is(err, fs.ErrPermission):
		return nil, fmt.Errorf("%s can't be read: give this user the right to, or remove it", file)
	case err != nil:
		return nil, fmt.Errorf("%s can't be read: %w", file, err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a folder, and a file is expected: rename or remove it", file)
	}
	values, err := godotenv.Parse(f)
	if err != nil {
		return nil, fmt.Errorf("%s can't be read: lines of the form NAME=value are expected", file)
	}
	return values, nil
}

// variable is an environment variable that the program reads.
type variable struct {
	Name    string
	Default string
	Help    string
}

// variables returns those of the command line's flags, in their order.
func variables(line *kong.Application) []variable {
	var all []variable
	seen := map[string]bool{}
	kong.Visit(line, func(node kong.Visitable, next kong.Next) error { // fails only where this does
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
	return all
}
