//go:build amd64 || arm64

package cli

import (
	"database/sql"
	"errors"
	"net/url"
	"testing"

	_ "github.com/lib/pq" // the driver

	"demarche/cmd/internal/faults"
	"demarche/graph/cayleystore/pgtest"
)

// database is what a bench's store lies in when that is no folder, with a copy of it. Its methods do nothing for nil.
type database struct {
	t      *testing.T
	server *pgtest.Server
}

// url names one of the server's databases.
func (d *database) url(name string) string {
	u, err := url.Parse(d.server.URL())
	if err != nil {
		d.t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

// do runs statements in one of the databases.
func (d *database) do(name string, statements ...string) {
	d.t.Helper()
	db, err := sql.Open("postgres", d.url(name))
	if err != nil {
		d.t.Fatal(err)
	}
	for _, s := range statements {
		_, xerr := db.ExecContext(d.t.Context(), s)
		err = errors.Join(err, xerr)
	}
	if err := errors.Join(err, db.Close()); err != nil {
		d.t.Fatal(err)
	}
}

func (d *database) empty() {
	if d != nil {
		d.do("postgres", "DROP DATABASE IF EXISTS work WITH (FORCE)", "CREATE DATABASE work")
	}
}

func (d *database) keep() {
	if d != nil {
		d.settle()
		d.do("postgres", "DROP DATABASE IF EXISTS kept WITH (FORCE)", "CREATE DATABASE kept TEMPLATE work")
	}
}

// back copies the database again. PostgreSQL copies a sequence with numbers ahead that the log of the new database does not
// have, so that a crash would give them out twice: setting the sequence logs it.
func (d *database) back() {
	if d != nil {
		d.do("postgres", "DROP DATABASE IF EXISTS work WITH (FORCE)", "CREATE DATABASE work TEMPLATE kept")
		d.do("work", `DO $$ BEGIN PERFORM setval(oid::regclass, last_value) FROM pg_class, pg_sequences
			WHERE relkind = 'S' AND relname = sequencename AND last_value IS NOT NULL; END $$`)
	}
}

// settle waits until the server has ended what it did for a client that is gone.
func (d *database) settle() {
	if d == nil {
		return
	}
	db, err := sql.Open("postgres", d.url("postgres"))
	if err != nil {
		d.t.Fatal(err)
	}
	defer func() { _ = db.Close() }() // only read
	for busy := 1; busy > 0; {
		err := db.QueryRowContext(d.t.Context(), "SELECT count(*), pg_sleep(0.005) FROM pg_stat_activity WHERE datname = 'work'").Scan(&busy, new(string))
		if err != nil {
			d.t.Fatal(err)
		}
	}
}

// TestCrashMatrixPostgres harms every command that writes into a shared store, and the server.
func TestCrashMatrixPostgres(t *testing.T) {
	if testing.Short() {
		t.Skip("harms the program some hundred times")
	}
	server := pgtest.Start(t)
	defer func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	}()
	b := newBench(t)
	b.database = &database{t, server}
	// Copies would wait for the disk; only programs are killed here, not the machine.
	b.database.do("postgres", "CREATE DATABASE kept", "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
	b.store = b.database.url("work")
	down := false
	gone := harm{
		name: "server killed", hits: func(s faults.Step) bool { return s.Path == "socket" }, says: "server",
		act: func() {
			if err := server.Kill(); err != nil {
				t.Error(err)
			}
			down = true
		},
		mend: func() { // a run may have ended before the step
			if !down {
				return
			}
			if err := server.Restart(); err != nil {
				t.Error(err)
			}
			down = false
		},
	}
	var rows []row
	for _, s := range stories() {
		t.Run(s.name, func(t *testing.T) {
			b.t, b.database.t = t, t
			rows = append(rows, b.play(s, append([]harm{gone}, harms...), 1)...)
		})
	}
	logMatrix(t, rows)
}
