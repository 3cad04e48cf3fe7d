package cayleystore

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/lib/pq"

	"demarche/graph"
)

func TestName(t *testing.T) {
	for spec, want := range map[string]string{
		"letters":                        "letters",
		"mem:":                           "mem:",
		"postgres://u@h/db":              "postgres://u@h/db",
		"postgres://u:s3cret@h/db":       "postgres://u:xxxxx@h/db",
		"postgres://u@h/db?password=s":   "postgres://u@h/db",
		"postgres://u:s3 cret@h/db":      "postgres://…",
		"postgres://u:s3/cret@h/db":      "postgres://…",
		"postgres://u:s3%zzcret@h:1/db":  "postgres://…",
		"mysql://u:s3cret@h/db#fragment": "mysql://u:xxxxx@h/db",
	} {
		if got := Name(spec); got != want {
			t.Errorf("Name(%q) = %q, want %q", spec, got, want)
		}
	}
}

func TestExplain(t *testing.T) {
	for _, tt := range []struct {
		name string
		err  error
		says string
	}{
		{"password", &pq.Error{Code: "28P01", Message: "password authentication failed"}, "password authentication failed"},
		{"replica", &pq.Error{Code: "25006", Message: "cannot execute INSERT in a read-only transaction"}, "load into the primary"},
		{"shut down", &pq.Error{Code: "57P01", Message: "terminating connection"}, "what was committed is kept"},
		{"no TLS", pq.ErrSSLNotSupported, "sslmode=disable"},
		{"broken", fmt.Errorf("quad 4: %w", driver.ErrBadConn), "the connection to the server broke"},
		{"another", graph.ErrCorrupt, graph.ErrCorrupt.Error()},
	} {
		got := explain(tt.err)
		if !strings.Contains(got.Error(), tt.says) || !errors.Is(got, tt.err) {
			t.Errorf("%s: explain(%v) = %v, want %q in it", tt.name, tt.err, got, tt.says)
		}
	}
}

// TestNoServerIsNotNoStore: where the server's socket is missing, nobody may take the store for one that was never made.
func TestNoServerIsNotNoStore(t *testing.T) {
	for _, spec := range []string{
		"postgres://u@/db?sslmode=disable&host=" + t.TempDir(),
		"postgres://u@127.0.0.1:1/db?sslmode=verify-full&sslrootcert=" + t.TempDir() + "/none",
	} {
		if _, err := OpenURL(t.Context(), spec, Options{MustExist: true}); err == nil || errors.Is(err, fs.ErrNotExist) {
			t.Errorf("OpenURL(%s) = %v, want an error that is not fs.ErrNotExist", spec, err)
		}
	}
}

// TestPostgresErrors meets a real server with what people get wrong: each is one line without the password.
func TestPostgresErrors(t *testing.T) {
	good := freshSchema(t)
	p, err := OpenPostgres(t.Context(), good, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = p.Close() }()
	execSQL(t, good, "CREATE ROLE beggar LOGIN PASSWORD 's3cret'", "GRANT USAGE ON SCHEMA "+schemaOf(t, good)+" TO beggar",
		"GRANT SELECT ON ALL TABLES IN SCHEMA "+schemaOf(t, good)+" TO beggar")
	with := func(f func(u *url.URL)) string {
		u, err := url.Parse(good)
		if err != nil {
			t.Fatal(err)
		}
		u.User = url.UserPassword("demarche", "s3cret")
		f(u)
		return u.String()
	}
	for _, tt := range []struct{ name, url, says string }{
		{"no database", with(func(u *url.URL) { u.Path = "/none" }), `database "none" does not exist`},
		{"no server", "postgres://u:s3cret@127.0.0.1:1/db?sslmode=disable", "no server answers: dial tcp 127.0.0.1:1"},
		{"no port", "postgres://u:s3cret@127.0.0.1:none/db", "the address cannot be read"},
		{"blank in the password", "postgres://u:s3cret s3cret@127.0.0.1/db", "the address cannot be read"},
		{"slash in the password", "postgres://u:s3cret/s3cret@127.0.0.1/db", "the address cannot be read"},
		{"unknown mode", "postgres://u:s3cret@127.0.0.1/db?sslmode=s", "sslmode"},
		{"may only read", with(func(u *url.URL) { u.User = url.UserPassword("beggar", "s3cret") }), "loading also INSERT"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, err := OpenPostgres(t.Context(), tt.url, Options{})
			if err == nil {
				_, err = s.Apply(t.Context(), []graph.Change{{Label: "d", Quads: []quad.Quad{quad.MakeIRI("a", "b", "c", "d")}}})
				_ = s.Close()
			}
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Fatalf("error %v, want %q in it", err, tt.says)
			}
			if strings.Contains(err.Error(), "s3cret") || strings.Contains(err.Error(), "\n") || !strings.HasPrefix(err.Error(), "postgres://") {
				t.Errorf("error %q, want one line that begins with the store and holds no password", err)
			}
		})
	}
}

func schemaOf(t *testing.T, spec string) string {
	t.Helper()
	u, err := url.Parse(spec)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get("search_path")
}
