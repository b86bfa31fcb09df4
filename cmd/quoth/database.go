package main

import (
	"cmp"
	"context"
	"fmt"
	"regexp"

	"quoth/knowledge"
	"quoth/knowledge/attempt"
	"quoth/knowledge/postgres"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/tables"
)

// onServer reports whether the database is one in PostgreSQL, and no file.
func (s Settings) onServer() bool { return postgres.IsAddress(s.DB) }

// database is what people are told of where the news is stored. A password is not in it.
func (s Settings) database() string { return nameOf(s.DB) }

func nameOf(address string) string {
	if postgres.IsAddress(address) {
		return postgres.Name(address)
	}
	return address
}

// misspelt matches what was meant as the address of a database and is no file: it may hold a
// password, which a message about a file would tell.
var misspelt = regexp.MustCompile(`(?i)^[a-z][a-z0-9+.-]+:/|^postgres[a-z0-9+.-]*:|^\s*(host|user|dbname|service)\s*=|password\s*=`)

// checkAddress fails for the name of a database that is neither a file nor an address.
func checkAddress(database string) error {
	if !postgres.IsAddress(database) && misspelt.MatchString(database) {
		return postgres.ErrAddress
	}
	return nil
}

// openStore opens the database for commands, which use p.store.
func (p *Program) openStore(ctx context.Context, readOnly bool) error {
	opts := postgres.Options{ReadOnly: readOnly, Standby: p.Standby}
	var err error
	if opts.Cache, opts.CacheBytes, err = p.cache(); err != nil {
		return err
	}
	store, err := p.openDatabase(ctx, p.DB, opts)
	if err != nil {
		return err
	}
	p.store, p.guard = store, attempt.New(store, p.log, p.now)
	if moving, err := store.Moving(ctx); err != nil || moving {
		return cmp.Or(err, fmt.Errorf("%s is being moved to and is not whole: run quoth move again, which goes on", p.database()))
	}
	return nil
}

// database is a store that can be moved.
type database interface {
	knowledge.Store
	Moving(ctx context.Context) (bool, error)
	Tables() *tables.Store
}

// openDatabase opens a file, of which only opts.ReadOnly counts, or a database in PostgreSQL.
func (p *Program) openDatabase(ctx context.Context, address string, opts postgres.Options) (database, error) {
	if postgres.IsAddress(address) {
		opts.Logger, opts.Clock = p.log, p.now
		store, err := postgres.Open(ctx, address, opts)
		if err != nil {
			return nil, err
		}
		return store, nil
	}
	store, err := sqlite.Open(ctx, address, sqlite.Options{Logger: p.log, Clock: p.now, ReadOnly: opts.ReadOnly})
	if err != nil {
		return nil, err
	}
	return store, nil
}

// needFile fails for what is done with a database file alone, and says what is done instead
// with PostgreSQL.
func (s Settings) needFile(what, instead string) error {
	if s.onServer() {
		return fmt.Errorf("%s is for a database in a file: %s (docs/postgres.md)", what, instead)
	}
	return nil
}
