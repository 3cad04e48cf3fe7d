package snapshot_test

import (
	"context"
	"testing"

	"demarche/graph/cayleystore"
	"demarche/graph/graphtest"
	"demarche/graph/snapshot"
	"demarche/graph/snapshot/snapshottest"

	"github.com/google/go-cmp/cmp"
)

// TestRefreshFollowsARealStore drives a store through random changes and holds the refreshed snapshot against one built
// from the plain set that the store is held against.
func TestRefreshFollowsARealStore(t *testing.T) {
	ctx := context.Background()
	seeds := uint64(4)
	if testing.Short() {
		seeds = 1
	}
	for seed := range seeds {
		store, err := cayleystore.OpenMemory()
		if err != nil {
			t.Fatal(err)
		}
		d := snapshot.NewDir(t.TempDir())
		steps, model := graphtest.NewSteps(seed), graphtest.NewModel()
		var inMemory *snapshot.Snapshot
		for step := range 120 {
			changes := steps.Changes(model)
			if _, err := store.Apply(ctx, changes); err != nil {
				t.Fatal(err)
			}
			model.Apply(changes)
			if step%3 == 2 {
				continue
			}
			if inMemory, err = snapshot.Refresh(ctx, inMemory, store); err != nil {
				t.Fatal(err)
			}
			onDisk, err := d.Write(ctx, store)
			if err != nil {
				t.Fatal(err)
			}
			if step%10 == 0 {
				want := stateOf(t, snapshottest.FromQuads(t, model.Quads()), nil)
				for name, s := range map[string]*snapshot.Snapshot{"in memory": inMemory, "on disk": onDisk} {
					if diff := cmp.Diff(want, stateOf(t, s, nil)); diff != "" {
						t.Fatalf("seed %d, step %d, %s (-set +snapshot):\n%s", seed, step, name, diff)
					}
					if s.Version() != model.Version {
						t.Errorf("seed %d, step %d, %s: version %d, want %d", seed, step, name, s.Version(), model.Version)
					}
				}
			}
			onDisk.Release()
		}
		d.Close()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}
}
