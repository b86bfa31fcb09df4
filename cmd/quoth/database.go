package main

import (
	"context"
	"fmt"

	"quoth/knowledge"
	"quoth/knowledge/attempt"
	"quoth/knowledge/postgres"
	"quoth/knowledge/sqlite"
)

// onServer reports whether the database is one in PostgreSQL, and no file.
func (s Settings) onServer() bool { return postgres.IsAddress(s.DB) }

// database is what people are told of where the news is stored. A password is not in it.
func (s Settings) database() string {
	if s.onServer() {
		return postgres.Name(s.DB)
	}
	return s.DB
}

// openStore opens the database for commands, which use p.store.
func (p *Program) openStore(ctx context.Context, readOnly bool) error {
	store, err := p.openDatabase(ctx, readOnly)
	if err != nil {
		return err
	}
	p.store, p.guard = store, attempt.New(store, p.log, p.now)
	return nil
}

func (p *Program) openDatabase(ctx context.Context, readOnly bool) (knowledge.Store, error) {
	if p.onServer() {
		store, err := postgres.Open(ctx, p.DB, postgres.Options{Logger: p.log, Clock: p.now, ReadOnly: readOnly})
		if err != nil {
			return nil, err
		}
		return store, nil
	}
	store, err := sqlite.Open(ctx, p.DB, sqlite.Options{Logger: p.log, Clock: p.now, ReadOnly: readOnly})
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
