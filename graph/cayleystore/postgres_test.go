package cayleystore

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"demarche/graph"
	"demarche/graph/cayleystore/pgtest"
	"demarche/graph/graphtest"
)

// server is one PostgreSQL for all tests; TestMain stops it.
var server struct {
	sync.Mutex
	*pgtest.Server
	schemas int
}

func TestMain(m *testing.M) {
	code := m.Run()
	if server.Server != nil {
		if err := server.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

// freshSchema names a new empty schema of the server by its URL.
func freshSchema(t testing.TB) string {
	t.Helper()
	server.Lock()
	defer server.Unlock()
	if server.Server == nil {
		server.Server = pgtest.Start(t)
	}
	server.schemas++
	name := fmt.Sprintf("s%d", server.schemas)
	execSQL(t, server.URL(), "CREATE SCHEMA "+name)
	return server.URL("search_path", name)
}

func execSQL(t testing.TB, url string, statements ...string) {
	t.Helper()
	db, err := sql.Open("postgres", url)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range statements {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func verifyPostgres(s graph.Store, want []quad.Quad) error {
	qs, err := s.(*Postgres).QuadStore()
	if err != nil {
		return err
	}
	return errors.Join(verifyCayley(qs, want), qs.Close())
}

func TestPostgres(t *testing.T) {
	graphtest.Run(t, steps()/4, func(t *testing.T) graphtest.Place {
		url := freshSchema(t)
		var left atomic.Int64
		left.Store(-1)
		return graphtest.Place{
			Open: func() (graph.Store, error) {
				p, err := OpenPostgres(t.Context(), url, Options{})
				if err != nil {
					return nil, err
				}
				p.hook = func() error {
					if n := left.Load(); n < 0 {
						return nil
					} else if n > 0 {
						left.Add(-1)
						return nil
					}
					return errInjected
				}
				return p, nil
			},
			Lasting:   true,
			Verify:    verifyPostgres,
			FailAfter: func(n int) { left.Store(int64(n % 10)) },
		}
	})
}

func TestPostgresClientKilled(t *testing.T) {
	url := ""
	if os.Getenv("DEMARCHE_CRASH_CHILD") == "" {
		url = freshSchema(t)
	}
	graphtest.Crash(t, rounds(20, 4), url, func(spec string) (graph.Store, error) {
		return OpenPostgres(t.Context(), spec, Options{})
	})
}

// TestPostgresKilled crashes the server while changes run, again and again: each Apply that was reported holds, the one
// under way holds whole or not at all.
func TestPostgresKilled(t *testing.T) {
	own := pgtest.Start(t)
	defer func() {
		if err := own.Stop(); err != nil {
			t.Error(err)
		}
	}()
	url := own.URL()
	r := rand.New(rand.NewPCG(5, 5))
	m, walk := graphtest.NewModel(), graphtest.NewSteps(5)
	for round := range rounds(4, 1) {
		p, err := OpenPostgres(t.Context(), url, Options{})
		if err != nil {
			t.Fatal(err)
		}
		begun, killed := make(chan struct{}), make(chan error, 1)
		go func() {
			<-begun
			killed <- own.Kill()
		}()
		var inFlight []graph.Change
		after := r.IntN(15)
		for step := 0; ; step++ {
			changes := walk.Changes(m)
			if step == after {
				close(begun)
			}
			if _, err := p.Apply(t.Context(), changes); err != nil {
				inFlight = changes
				break
			}
			m.Apply(changes)
		}
		if err := errors.Join(<-killed, own.Restart()); err != nil {
			t.Fatal(err)
		}
		next := m.Clone()
		next.Apply(inFlight)
		var diffs [2]string
		for i, model := range []*graphtest.Model{m, next} {
			if diffs[i], err = model.Diff(t.Context(), p); err != nil {
				t.Fatal(err)
			}
		}
		switch {
		case diffs[0] == "":
		case diffs[1] == "":
			m = next
		default:
			t.Fatalf("round %d: neither before nor after the change under way:\n%s\n%s", round, diffs[0], diffs[1])
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestPostgresLoaders lets several loaders replace the same labels at once: every label is whole, and the version has
// moved once per Apply.
func TestPostgresLoaders(t *testing.T) {
	url := freshSchema(t)
	const loaders, rounds, labels, size = 4, 25, 5, 12
	var wg sync.WaitGroup
	for l := range loaders {
		wg.Go(func() {
			p, err := OpenPostgres(t.Context(), url, Options{})
			if err != nil {
				t.Error(err)
				return
			}
			r := rand.New(rand.NewPCG(uint64(l), 3))
			for i := range rounds {
				c := graph.Change{Label: quad.IRI(fmt.Sprintf("d%d", r.IntN(labels))), Note: fmt.Appendf(nil, "%d %d", l, i)}
				for k := range size {
					c.Quads = append(c.Quads, quad.Quad{
						Subject: quad.IRI(fmt.Sprintf("s%d", k)), Predicate: quad.IRI("by"), Object: quad.String(c.Note), Label: c.Label,
					})
				}
				if _, err := p.Apply(t.Context(), []graph.Change{c}); err != nil {
					t.Error(err)
				}
			}
			if err := p.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	p, err := OpenPostgres(t.Context(), url, Options{MustExist: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = p.Close() }()
	if v, err := p.Version(t.Context()); err != nil || v != loaders*rounds {
		t.Errorf("Version() = %d, %v, want %d", v, err, loaders*rounds)
	}
	var all []quad.Quad
	for l := range labels {
		label := quad.IRI(fmt.Sprintf("d%d", l))
		note, err := p.Note(t.Context(), label)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for q, err := range p.Quads(t.Context(), label) {
			if err != nil {
				t.Fatal(err)
			}
			if q.Object != quad.String(note) {
				t.Errorf("%v is not of the loader %s that wrote last", q, note)
			}
			all = append(all, q)
			n++
		}
		if n != size {
			t.Errorf("label %s has %d quads, want %d", label, n, size)
		}
	}
	if err := verifyPostgres(p, all); err != nil {
		t.Error(err)
	}
}

// TestPostgresReplica reads everything from a replica while the primary changes, and cannot write there.
func TestPostgresReplica(t *testing.T) {
	primary := pgtest.Start(t)
	defer func() {
		if err := primary.Stop(); err != nil {
			t.Error(err)
		}
	}()
	w, err := OpenPostgres(t.Context(), primary.URL(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	standby, err := primary.Standby()
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := standby.Stop(); err != nil {
			t.Error(err)
		}
	}()
	r, err := OpenPostgres(t.Context(), standby.URL(), Options{MustExist: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	m, walk := graphtest.NewModel(), graphtest.NewSteps(3)
	for range rounds(20, 5) {
		changes := walk.Changes(m)
		m.Apply(changes)
		if _, err := w.Apply(t.Context(), changes); err != nil {
			t.Fatal(err)
		}
		// The first changes may have been answered before the primary knew of its replica.
		for v, err := r.Version(t.Context()); v < m.Version; v, err = r.Version(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
		}
		if d, err := m.Diff(t.Context(), r); err != nil || d != "" {
			t.Fatalf("%v\n%s", err, d)
		}
	}
	if _, err := r.Apply(t.Context(), walk.Changes(m)); err == nil {
		t.Error("the replica took a change")
	}
	if d, err := m.Diff(t.Context(), r); err != nil || d != "" {
		t.Fatalf("after the refusal: %v\n%s", err, d)
	}
}

func TestOpenPostgresRefuses(t *testing.T) {
	open := func(url string, opts Options) error {
		p, err := OpenPostgres(t.Context(), url, opts)
		if err != nil {
			return err
		}
		return errors.Join(errors.New("it was opened"), p.Close())
	}
	url := freshSchema(t)
	if err := open(url, Options{MustExist: true}); err == nil || !strings.Contains(err.Error(), "no store") {
		t.Errorf("an empty schema that must be a store: %v", err)
	}
	foreign := freshSchema(t)
	p, err := OpenPostgres(t.Context(), foreign, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Apply(t.Context(), []graph.Change{{Label: "d", Quads: []quad.Quad{quad.MakeIRI("a", "b", "c", "d")}}}); err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	execSQL(t, foreign, "UPDATE demarche_meta SET number = 2 WHERE key = 'format'")
	if err := open(foreign, Options{}); !errors.Is(err, graph.ErrVersion) {
		t.Errorf("a newer format: %v, want ErrVersion", err)
	}
	execSQL(t, foreign, "DROP TABLE demarche_meta")
	if err := open(foreign, Options{}); err == nil || !strings.Contains(err.Error(), "no store of demarche") {
		t.Errorf("a graph of Cayley's own: %v", err)
	}
	secret := "postgres://reader:secret@127.0.0.1:1/none?sslmode=disable&connect_timeout=2"
	if err := open(secret, Options{}); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("no server: %v, want an error without the password", err)
	}
}

// TestPostgresReadsBackslashes holds a text that Cayley would read as a NUL.
func TestPostgresReadsBackslashes(t *testing.T) {
	p, err := OpenPostgres(t.Context(), freshSchema(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = p.Close() }()
	qs := []quad.Quad{{Subject: quad.IRI("s"), Predicate: quad.IRI("p"), Object: quad.String(`a \x00 b`), Label: quad.IRI("d")}}
	if _, err := p.Apply(t.Context(), []graph.Change{{Label: "d", Quads: qs}}); err != nil {
		t.Fatal(err)
	}
	if err := verifyPostgres(p, qs); err != nil {
		t.Error(err)
	}
}

// BenchmarkPostgresLoad is the rate into a real PostgreSQL with its default settings; peer is Cayley's ApplyDeltas on the
// same server in the same batches.
func BenchmarkPostgresLoad(b *testing.B) {
	for _, size := range []struct{ quads, batch int }{{10_000, graphtest.LetterQuads}, {100_000, 10_000}, {300_000, 100_000}} {
		name := fmt.Sprintf("quads=%d/batch=%d", size.quads, size.batch)
		run := func(name string, f func(b *testing.B)) {
			b.Run(name, func(b *testing.B) {
				for b.Loop() {
					f(b)
				}
				b.ReportMetric(float64(size.quads)*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
			})
		}
		run(name+"/demarche", func(b *testing.B) {
			p, err := OpenPostgres(b.Context(), freshSchema(b), Options{})
			if err != nil {
				b.Fatal(err)
			}
			err = batches(size.quads, size.batch, func(cs []graph.Change) error {
				_, err := p.Apply(b.Context(), cs)
				return err
			})
			if err := errors.Join(err, p.Close()); err != nil {
				b.Fatal(err)
			}
		})
		run(name+"/peer", func(b *testing.B) {
			url := freshSchema(b)
			if err := cayley.InitQuadStore("postgres", url, nil); err != nil {
				b.Fatal(err)
			}
			qs, err := cayley.NewQuadStore("postgres", url, nil)
			if err != nil {
				b.Fatal(err)
			}
			err = batches(size.quads, size.batch, func(cs []graph.Change) error {
				var deltas []cayley.Delta
				for _, c := range cs {
					for _, q := range c.Quads {
						deltas = append(deltas, cayley.Delta{Quad: q, Action: cayley.Add})
					}
				}
				return qs.ApplyDeltas(deltas, cayley.IgnoreOpts{IgnoreDup: true})
			})
			if err := errors.Join(err, qs.Close()); err != nil {
				b.Fatal(err)
			}
		})
	}
}
