// The program postgres runs the evaluation over SQLite and over PostgreSQL and compares the
// answers, byte by byte but for the time that they took. It starts a PostgreSQL of its own.
//
//	go run .ci/postgres/main.go PROGRAM EVALUATE.py [--task TASK …]
//
// PROGRAM is quoth. What evaluate.py runs in its place is this program under another name: each
// --db FILE becomes a database of its own, and what is answered is kept.
package main

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"quoth/knowledge/postgrestest"
)

// What evaluate.py hands on to the program that it runs.
const (
	programKey = "EVALUATED_PROGRAM" // quoth
	serverKey  = "EVALUATED_SERVER"  // the address of a database; "" for files
	answersKey = "EVALUATED_ANSWERS" // the file that keeps what is answered
)

func main() {
	run := compare
	if os.Getenv(programKey) != "" {
		run = standIn
	}
	if err := run(context.Background(), os.Args[1:]); err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			os.Exit(exit.ExitCode())
		}
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// compare evaluates a program over both.
func compare(ctx context.Context, args []string) error {
	if len(args) < 2 {
		return errors.New("usage: postgres PROGRAM EVALUATE.py [--task TASK …]")
	}
	cluster, err := postgrestest.Start(ctx)
	if err != nil {
		return err
	}
	defer cluster.Stop()
	server, _, err := cluster.New(ctx, true)
	if err != nil {
		return err
	}
	program, err := filepath.Abs(args[0])
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "quoth-evaluation-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	files, err := evaluate(ctx, filepath.Join(folder, "sqlite"), program, "", args[1:])
	if err != nil {
		return err
	}
	served, err := evaluate(ctx, filepath.Join(folder, "postgres"), program, server, args[1:])
	if err != nil {
		return err
	}
	differ := 0
	for i := range max(len(files), len(served)) {
		if i >= len(files) || i >= len(served) || files[i] != served[i] {
			if differ++; differ == 1 && i < min(len(files), len(served)) {
				fmt.Printf("over SQLite:     %s\nover PostgreSQL: %s\n", files[i], served[i])
			}
		}
	}
	fmt.Printf("%d of %d answers differ\n", differ, len(files))
	if differ > 0 || len(files) == 0 {
		return errors.New("SQLite and PostgreSQL do not answer alike")
	}
	return nil
}

var elapsed = regexp.MustCompile(`"elapsed_ms":[0-9.e+-]+,?`)

// evaluate runs evaluate.py, and returns what the program answered, a line an answer.
func evaluate(ctx context.Context, kept, program, server string, args []string) ([]string, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	fmt.Printf("over %s:\n", cmp.Or(server, "SQLite"))
	c := exec.CommandContext(ctx, "python3", slices.Insert(slices.Clone(args), 1, self)...)
	c.Env = append(os.Environ(), programKey+"="+program, serverKey+"="+server, answersKey+"="+kept)
	c.Stdout, c.Stderr = os.Stdout, os.Stderr
	if err := c.Run(); err != nil {
		return nil, err
	}
	answers, err := os.ReadFile(kept)
	if err != nil {
		return nil, err
	}
	return strings.Split(strings.TrimSpace(elapsed.ReplaceAllString(string(answers), "")), "\n"), nil
}

// standIn does what quoth is asked to do, and keeps what it answers to a batch.
func standIn(ctx context.Context, args []string) error {
	args = slices.Clone(args)
	if i := slices.Index(args, "--db"); i >= 0 && i+1 < len(args) && os.Getenv(serverKey) != "" {
		address, err := databaseOf(ctx, args[i+1])
		if err != nil {
			return err
		}
		args[i+1] = address
	}
	var answers bytes.Buffer
	c := exec.CommandContext(ctx, os.Getenv(programKey), args...)
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
	if slices.Contains(args, "--batch") {
		c.Stdout = &answers
	}
	if err := c.Run(); err != nil {
		return err
	}
	if answers.Len() == 0 {
		return nil
	}
	if _, err := os.Stdout.Write(answers.Bytes()); err != nil {
		return err
	}
	kept, err := os.OpenFile(os.Getenv(answersKey), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = kept.Write(answers.Bytes())
	return errors.Join(err, kept.Close())
}

// databaseOf returns the address of the database in place of a file, which is made empty then:
// evaluate.py looks whether it is there.
func databaseOf(ctx context.Context, file string) (string, error) {
	server := os.Getenv(serverKey)
	name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	address, err := url.Parse(server)
	if err != nil {
		return "", err
	}
	address.Path = "/" + name
	if _, err := os.Stat(file); err == nil {
		return address.String(), nil
	}
	db, err := sql.Open("pgx", server)
	if err != nil {
		return "", err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, `CREATE DATABASE "`+name+`" TEMPLATE template0`); err != nil {
		return "", err
	}
	return address.String(), os.WriteFile(file, nil, 0o600)
}
