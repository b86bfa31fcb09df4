// Package postgres keeps what Quoth knows in a PostgreSQL database, for who has outgrown one
// machine: any number of processes, on any number of machines, may have it open.
//
// The tables and their statements are those of package tables; statement.go writes them as
// PostgreSQL reads them. What is of this package is how writers take turns, the schema, and
// what an error means.
//
// # Connections
//
// One connection of a process writes, and a few read; one more listens where alerts are sent. A writer holds the one row of the table
// writer until its transaction ends, so that the numbers of articles, segments and revisions
// ascend in the order of commits, as in SQLite. A lock on a row, unlike an advisory lock, is
// there in all databases that speak PostgreSQL's protocol. Readers never wait.
//
// The password stands in no error and no log: what is told of a database is its host and name.
package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/tables"
)

// Options are the settings of Open. The zero value is usable.
type Options struct {
	Logger      *slog.Logger     // slog.DiscardHandler's when nil
	Clock       func() time.Time // time.Now when nil
	LockTimeout time.Duration    // how long to wait for another writer; a minute when 0
	IdleTimeout time.Duration    // how long a change may do nothing before the server ends it; 15 s when 0
	ReadOnly    bool             // Write and every other change fail with knowledge.ErrReadOnly

	// Standby is the address of one server that follows the one of Open. What may
	// be stale (knowledge.MayBeStale) is read there while it is behind by no more than Behind; 10 s when 0.
	Standby string
	Behind  time.Duration

	// Cache is a folder on a disk of this machine for what was read of the search index last, up
	// to CacheBytes; "" for none. It is empty when a process starts, which goes on without it where
	// the folder is not there or can't be written in.
	Cache      string
	CacheBytes int64
}

// Store is a knowledge.Store in a PostgreSQL database. Make one with Open.
type Store struct {
	*tables.Store
	name   string // host and database
	config *pgx.ConnConfig
	log    *slog.Logger
	read   *sql.DB
	write  *sql.DB // one connection; nil when read-only

	standby *standby          // nil for none
	disk    *tables.BlockDisk // nil for none
}

var (
	_ knowledge.Store   = (*Store)(nil)
	_ audience.Awakener = (*Store)(nil)
)

// IsAddress reports whether a database is named as a PostgreSQL one is: postgres://….
func IsAddress(database string) bool {
	scheme, _, found := strings.Cut(database, "://")
	return found && (strings.EqualFold(scheme, "postgres") || strings.EqualFold(scheme, "postgresql"))
}

// Name is what may be told of a database of that address: its host and name, without the user
// and the password.
func Name(address string) string {
	config, err := parse(address)
	if err != nil {
		return "PostgreSQL"
	}
	return nameOf(config)
}

// ErrAddress means that an address is none. It does not show it.
var ErrAddress = errors.New("the address of the database cannot be read; write postgres://user:password@host/name, and in the password %40 for @, %2F for / and %25 for %")

// errSettings means that what follows the question mark of an address is wrong. It does not show
// it: a password may stand there.
var errSettings = errors.New("what follows ? in the address of the database cannot be read; check sslmode and the other settings there")

func parse(address string) (*pgx.ConnConfig, error) {
	scheme, rest, _ := strings.Cut(address, "://")
	if IsAddress(address) {
		address = strings.ToLower(scheme) + "://" + rest // pgx takes no other
	}
	config, err := pgx.ParseConfig(address)
	var file *fs.PathError
	switch {
	case errors.As(err, &file): // such as a certificate
		return nil, fmt.Errorf("the address of the database names a file that cannot be read: %w", file)
	case err != nil:
		before, _, _ := strings.Cut(address, "?")
		if _, err := pgx.ParseConfig(before); err == nil {
			return nil, errSettings
		}
		return nil, ErrAddress
	case strings.Contains(config.Host, "@") && !strings.HasPrefix(config.Host, "/") || strings.Contains(behindHost(rest), "@"):
		return nil, ErrAddress // a password that holds an @ or a / ended early, and would be told as a host and a name
	}
	return config, nil
}

// behindHost is what stands in an address without its scheme where the name of the database, and
// that of the first setting, are looked for.
func behindHost(rest string) string {
	if end := strings.IndexAny(rest, "@/"); end >= 0 && rest[end] == '@' {
		rest = rest[end+1:]
	}
	before, query, _ := strings.Cut(rest, "?")
	_, name, _ := strings.Cut(before, "/")
	setting, _, _ := strings.Cut(query, "=")
	return name + setting
}

func nameOf(c *pgx.ConnConfig) string {
	return fmt.Sprintf("PostgreSQL database %s at %s port %d", c.Database, c.Host, c.Port)
}

// Session settings: a writer whose machine is gone must not hold up the others for long, and
// one that waits does not wait for ever.
const (
	lockTimeout = time.Minute
	idleTimeout = 15 * time.Second // between two statements of a transaction; a merge takes a second
	connectWait = 10 * time.Second
	behind      = 10 * time.Second // of a standby: as long as a killed process goes unnoticed
)

// Open opens the database at an address, such as postgres://user:password@host/name?sslmode=…,
// and brings it to this program's schema, unless opts.ReadOnly is set. The database itself must
// be there.
//
// Errors: knowledge.ErrNewerSchema (nothing is changed), ErrUnreachable, ErrSetUp, ErrLocked,
// ErrReadOnly, ErrFull; fs.ErrNotExist for the database and fs.ErrPermission for the user.
func Open(ctx context.Context, address string, opts Options) (*Store, error) {
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	if opts.Clock == nil {
		opts.Clock = time.Now
	}
	if opts.LockTimeout <= 0 {
		opts.LockTimeout = lockTimeout
	}
	if opts.IdleTimeout <= 0 {
		opts.IdleTimeout = idleTimeout
	}
	if opts.Behind <= 0 {
		opts.Behind = behind
	}
	config, err := parse(address)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	s := &Store{name: nameOf(config), config: config, log: opts.Logger}
	if err := s.connect(ctx, config, opts); err != nil {
		s.Close()
		return nil, fmt.Errorf("open store: %w", explain(ctx, s.name, err))
	}
	return s, nil
}

func (s *Store) connect(ctx context.Context, config *pgx.ConnConfig, opts Options) error {
	configure(config)
	steps, err := tables.Migrations(migrationFiles, "migrations")
	if err != nil {
		return err
	}
	if !opts.ReadOnly {
		s.write = openPool(config, 1, map[string]string{
			"lock_timeout":                        milliseconds(opts.LockTimeout),
			"idle_in_transaction_session_timeout": milliseconds(opts.IdleTimeout),
		})
		if err := migrate(ctx, s.write, s.name, steps, opts.LockTimeout); err != nil {
			return err
		}
	}
	readOnly := map[string]string{"default_transaction_read_only": "on"}
	if config.ValidateConnect != nil {
		readOnly = nil // with it, target_session_attrs=read-write would take this connection for a standby's
	}
	s.read = openPool(config, readers(), readOnly)
	if opts.ReadOnly {
		version, err := schemaVersion(ctx, s.read)
		if err != nil {
			return err
		}
		if version < len(steps) {
			return fmt.Errorf("%s has the older schema %d and was opened to read only; start quoth once to bring it up to date", s.name, version)
		}
		if version > len(steps) {
			return newerSchema(s.name, version, len(steps))
		}
	}
	if opts.Standby != "" {
		if err := s.openStandby(opts.Standby, opts, steps); err != nil {
			return err
		}
	}
	if opts.Cache != "" {
		if s.disk, err = tables.NewBlockDisk(opts.Cache, opts.CacheBytes); err != nil {
			opts.Logger.WarnContext(ctx, "store: block cache unavailable", "error", err, "advice", "make the folder, for the user that the program runs as")
		}
	}
	s.Store, err = tables.New(ctx, engine{s}, s.read, tables.Options{Logger: opts.Logger, Clock: opts.Clock, Disk: s.disk})
	return err
}

// configure sets what every connection has, where its address does not say otherwise.
func configure(config *pgx.ConnConfig) {
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectWait
	}
	config.DialFunc = dialer(config.ConnectTimeout).DialContext
	config.RuntimeParams["client_encoding"] = "UTF8" // whatever the database or the user was set to
	if _, named := config.RuntimeParams["application_name"]; !named {
		config.RuntimeParams["application_name"] = "quoth"
	}
}

// readers is how many connections read.
func readers() int { return max(4, 2*runtime.GOMAXPROCS(0)) }

func milliseconds(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }

// Close waits for what is under way and ends the connections.
func (s *Store) Close() error {
	var errs []error
	if s.Store != nil {
		errs = append(errs, s.Store.Close())
	}
	if s.disk != nil {
		errs = append(errs, s.disk.Close())
	}
	pools := []*sql.DB{s.read, s.write}
	if s.standby != nil {
		pools = append(pools, s.standby.db)
	}
	for _, db := range pools {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(errs...)
}
