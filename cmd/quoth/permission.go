package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"quoth/knowledge/postgres"
)

// secrets are the variables that hold what nobody else may read.
var secrets = []string{"TELEGRAM_TOKEN", "TELEGRAM_SECRET", "DISCORD_TOKEN", "QUOTH_ADMIN_TOKEN", "QUOTH_METRICS_TOKEN"}

// checkPermissions names the files that hold people's questions, addresses with keys, or
// tokens, and that others on this machine may read.
func checkPermissions(_ context.Context, p *Program) []finding {
	if runtime.GOOS == "windows" { // others' rights are not told in a file's mode there
		return nil
	}
	files := []string{p.DB, p.DB + "-wal", p.DB + "-shm"}
	values, err := readEnvFile(".env")
	if err == nil && (postgres.IsAddress(values["QUOTH_DB"]) || slices.ContainsFunc(secrets, func(name string) bool { return values[name] != "" })) {
		files = append(files, ".env")
	}
	for _, name := range append([]string{"QUOTH_DB", "QUOTH_DB_READ"}, secrets...) {
		if file := os.Getenv(name + "_FILE"); file != "" {
			files = append(files, file)
		}
	}
	if dir := os.Getenv("QUOTH_BACKUPS"); dir != "" {
		backups, _ := filepath.Glob(filepath.Join(dir, "quoth-*.db"))
		files = append(append(files, dir), backups...)
	}
	var found []finding
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil || info.Mode().Perm()&0o077 == 0 {
			continue
		}
		closed := info.Mode().Perm() &^ 0o077
		found = append(found, finding{What: "permissions", OK: true, Warning: true, State: fmt.Sprintf("%s may be read by others (%03o)", file, info.Mode().Perm()),
			Mend: fmt.Sprintf("chmod %03o %s", closed, file)})
	}
	return found
}
