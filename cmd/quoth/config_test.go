package main

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// TestEnvExample compares .env.example with the program: every variable stands
// there once, in the program's order, with its default and one line before it
// that explains it.
func TestEnvExample(t *testing.T) {
	file, err := os.Open(filepath.Join(moduleRoot(t), ".env.example"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var got []variable
	explanation := ""
	for lines := bufio.NewScanner(file); lines.Scan(); {
		line := strings.TrimSpace(lines.Text())
		name, value, ok := strings.Cut(strings.TrimPrefix(line, "#"), "=")
		switch {
		case ok && !strings.Contains(name, " "):
			got = append(got, variable{name, value, explanation})
			explanation = ""
		case strings.HasPrefix(line, "# "):
			explanation = line[2:]
		}
	}
	want := knownVariables()
	for i, v := range want {
		v.Default = strings.ReplaceAll(v.Default, "${db}", defaultDB)
		if i >= len(got) {
			t.Errorf(".env.example lacks\n# %s\n#%s=%s", v.Help, v.Name, v.Default)
			continue
		}
		if got[i] != v {
			t.Errorf(".env.example has\n# %s\n#%s=%s\nwhere the program has\n# %s\n#%s=%s", got[i].Help, got[i].Name, got[i].Default, v.Help, v.Name, v.Default)
		}
	}
	for _, extra := range got[min(len(want), len(got)):] {
		t.Errorf(".env.example has %s, which the program does not read", extra.Name)
	}
}

// knownVariables are those of the command line.
var knownVariables = sync.OnceValue(func() []variable {
	parser, err := newParser(&commands{}, Streams{}, func(int) {})
	if err != nil {
		panic(err)
	}
	return variables(parser.Model)
})

func TestVariableFromFile(t *testing.T) {
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret")
	if err := os.WriteFile(secret, []byte("telegram:1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("QUOTH_OPERATORS_FILE", secret)
	t.Setenv("QUOTH_OPERATORS", "")
	os.Unsetenv("QUOTH_OPERATORS")
	if err := loadEnvironment(filepath.Join(dir, ".env"), knownVariables()); err != nil {
		t.Fatal(err)
	}
	if got := os.Getenv("QUOTH_OPERATORS"); got != "telegram:1" {
		t.Errorf("QUOTH_OPERATORS is %q after reading the file that QUOTH_OPERATORS_FILE names", got)
	}
	t.Setenv("QUOTH_DB_FILE", filepath.Join(dir, "absent"))
	os.Unsetenv("QUOTH_DB")
	err := loadEnvironment(filepath.Join(dir, ".env"), knownVariables())
	if err == nil || !strings.Contains(err.Error(), "QUOTH_DB_FILE") {
		t.Errorf("an absent file gives %v, want an error that names QUOTH_DB_FILE", err)
	}
}

func TestEnvironmentComesBeforeFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), ".env")
	if err := os.WriteFile(file, []byte("QUOTH_DB=from-file.db\nQUOTH_LOG=debug\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("QUOTH_DB", "from-environment.db")
	t.Setenv("QUOTH_LOG", "")
	os.Unsetenv("QUOTH_LOG")
	if err := loadEnvironment(file, knownVariables()); err != nil {
		t.Fatal(err)
	}
	if db, log := os.Getenv("QUOTH_DB"), os.Getenv("QUOTH_LOG"); db != "from-environment.db" || log != "debug" {
		t.Errorf("QUOTH_DB=%q QUOTH_LOG=%q, want from-environment.db and debug", db, log)
	}
}

func TestEmptyVariableIsNotSet(t *testing.T) {
	folder := t.TempDir()
	file, secret := filepath.Join(folder, ".env"), filepath.Join(folder, "secret")
	for path, content := range map[string]string{file: "QUOTH_DB=\nQUOTH_LOG=debug\n", secret: "telegram:1\n"} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, value := range map[string]string{"QUOTH_DB": "", "QUOTH_DB_FILE": "", "QUOTH_LOG": "", "QUOTH_OPERATORS": "", "QUOTH_OPERATORS_FILE": secret} {
		t.Setenv(name, value)
	}
	if err := loadEnvironment(file, knownVariables()); err != nil {
		t.Fatal(err)
	}
	if db, set := os.LookupEnv("QUOTH_DB"); set {
		t.Errorf("QUOTH_DB is %q, want that it is not set", db)
	}
	if log, operators := os.Getenv("QUOTH_LOG"), os.Getenv("QUOTH_OPERATORS"); log != "debug" || operators != "telegram:1" {
		t.Errorf("QUOTH_LOG=%q QUOTH_OPERATORS=%q, want debug and telegram:1", log, operators)
	}
}

// TestCacheSetting reads how much of the search index is kept where.
func TestCacheSetting(t *testing.T) {
	const server = "postgres://quoth@/quoth"
	for value, want := range map[string]struct {
		folder string
		size   int64
	}{
		"": {"", 1 << 30}, "/var/cache/quoth": {"/var/cache/quoth", 1 << 30}, "cache=500MB": {"cache", 500 << 20}, "c = 2 gb": {"c", 2 << 30}, "/a=b=1GB": {"/a=b", 1 << 30}, "/a=b": {"/a=b", 1 << 30},
	} {
		folder, size, err := Settings{DB: server, Cache: value}.cache()
		if folder != want.folder || size != want.size || err != nil {
			t.Errorf("%q is %d bytes in %q, %v", value, size, folder, err)
		}
	}
	for _, s := range []Settings{{DB: server, Cache: "/c=2"}, {DB: server, Cache: "/c=30d"}, {DB: server, Cache: "=2GB"}, {DB: server, Cache: "/c=0GB"}, {DB: "a.db", Cache: "/c"}} {
		if err := s.Validate(); err == nil || !strings.Contains(err.Error(), "QUOTH_CACHE") {
			t.Errorf("%q: %v", s.Cache, err)
		}
	}
}
