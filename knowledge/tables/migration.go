package tables

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

// Migration is a step from one schema to the next.
type Migration struct {
	Number int // from 1
	Name   string
	SQL    string
}

// Migrations reads the numbered files of a folder in order. It fails when their
// numbers are not 1, 2, 3, …
func Migrations(files fs.FS, folder string) ([]Migration, error) {
	entries, err := fs.ReadDir(files, folder)
	if err != nil {
		return nil, err
	}
	var all []Migration
	for _, entry := range entries {
		name := entry.Name()
		prefix, _, ok := strings.Cut(name, "_")
		number, err := strconv.Atoi(prefix)
		if !ok || err != nil || len(prefix) != 4 || !strings.HasSuffix(name, ".sql") {
			return nil, fmt.Errorf("migration %q: want a name such as 0001_articles.sql", name)
		}
		text, err := fs.ReadFile(files, folder+"/"+name)
		if err != nil {
			return nil, err
		}
		all = append(all, Migration{number, name, string(text)})
	}
	slices.SortStableFunc(all, func(a, b Migration) int { return cmp.Compare(a.Number, b.Number) })
	for i, m := range all {
		if m.Number != i+1 {
			return nil, fmt.Errorf("migration %s: want number %d here", m.Name, i+1)
		}
	}
	return all, nil
}
