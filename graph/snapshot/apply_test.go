package snapshot_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"demarche/graph"
	"demarche/graph/snapshot"
	"demarche/graph/snapshot/snapshottest"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
)

// graphState is everything that a reader can see, in words.
type graphState struct {
	Edges      [][4]string
	Predicates []string
	Labels     []string
	Aliases    map[string][]string
	Quads      int
}

func stateOf(t *testing.T, s *snapshot.Snapshot, names []quad.Value) graphState {
	t.Helper()
	st := graphState{Edges: edgesOf(t, s), Predicates: texts(s, s.Predicates()), Labels: texts(s, s.Labels()), Quads: s.Quads()}
	st.Aliases = map[string][]string{}
	for _, v := range names {
		if id := s.ID(v); id != 0 {
			st.Aliases[quad.ToString(v)] = append([]string{s.Text(id)}, s.Aliases(id)...)
		}
	}
	return st
}

// TestApplyAgainstBuild changes random labels step after step and compares with a snapshot built from the same quads.
func TestApplyAgainstBuild(t *testing.T) {
	seeds := uint64(12)
	if testing.Short() {
		seeds = 2
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 3))
			state := map[string][]quad.Quad{}
			nodes := 5 + r.IntN(40)
			var names []quad.Value
			for i := range nodes + 20 {
				names = append(names, quad.IRI(fmt.Sprintf("n%03d", i)))
			}
			for i := range 6 {
				names = append(names, quad.IRI(fmt.Sprintf("p%d", i)))
			}
			for i := range 9 {
				change(r, state, fmt.Sprintf("doc%d", i), nodes)
			}
			cur := snapshottest.FromQuads(t, flatten(state))
			rebuilt := 0
			for step := range 40 {
				var changes []snapshot.Change
				for i := range r.IntN(3) + 1 {
					l := fmt.Sprintf("doc%d", (step*3+i+r.IntN(2)*100)%12)
					if r.IntN(6) == 0 {
						delete(state, l)
					} else {
						change(r, state, l, nodes+r.IntN(20))
					}
					changes = append(changes, snapshot.Change{Label: quad.IRI(l), Quads: state[l]})
				}
				changes = lastOfEach(changes)
				before := stateOf(t, cur, names)
				next, err := cur.Apply(graph.Version(step+2), changes)
				want := snapshottest.FromQuads(t, flatten(state))
				switch {
				case errors.Is(err, snapshot.ErrRebuild):
					rebuilt++
					cur = want
					continue
				case err != nil:
					t.Fatal(err)
				}
				if diff := cmp.Diff(before, stateOf(t, cur, names)); diff != "" {
					t.Fatalf("step %d changed the version before it:\n%s", step, diff)
				}
				if diff := cmp.Diff(stateOf(t, want, names), stateOf(t, next, names)); diff != "" {
					t.Fatalf("step %d (-built +applied):\n%s", step, diff)
				}
				if step%10 == 9 {
					sameFile(t, want, next.Compacted())
				}
				cur = next
				if r.IntN(15) == 0 {
					cur = next.Compacted()
				}
			}
			if rebuilt > 35 {
				t.Errorf("%d of 40 steps had to be built anew", rebuilt)
			}
		})
	}
}

// sameFile tells whether two snapshots have the same arrays, versions aside.
func sameFile(t *testing.T, want, got *snapshot.Snapshot) {
	t.Helper()
	dir := t.TempDir()
	var files [2][]byte
	for i, s := range []*snapshot.Snapshot{want, got} {
		path := filepath.Join(dir, fmt.Sprint(i))
		if err := s.Save(path); err != nil {
			t.Fatal(err)
		}
		var err error
		if files[i], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
		clear(files[i][16:24]) // the version
		clear(files[i][52:56]) // the header's checksum
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Fatal("the compacted snapshot is laid out unlike a built one")
	}
}

// change gives a label new quads: some edges, now and then a literal or an owl:sameAs.
func change(r *rand.Rand, state map[string][]quad.Quad, l string, nodes int) {
	var quads []quad.Quad
	for range r.IntN(30) {
		q := quad.Quad{Subject: node(r, nodes), Predicate: predicate(r), Object: node(r, nodes), Label: quad.IRI(l)}
		switch r.IntN(40) {
		case 0:
			q.Object = quad.Int(r.IntN(5))
		case 1:
			if l == "doc3" {
				q.Predicate = vocab.SameAs
			}
		}
		quads = append(quads, q)
	}
	state[l] = quads
}

func lastOfEach(changes []snapshot.Change) []snapshot.Change {
	var out []snapshot.Change
	seen := map[quad.Value]bool{}
	for i := len(changes) - 1; i >= 0; i-- {
		if !seen[changes[i].Label] {
			seen[changes[i].Label] = true
			out = append(out, changes[i])
		}
	}
	return out
}

func flatten(state map[string][]quad.Quad) []quad.Quad {
	var out []quad.Quad
	for i := range 12 {
		out = append(out, state[fmt.Sprintf("doc%d", i)]...)
	}
	return out
}
