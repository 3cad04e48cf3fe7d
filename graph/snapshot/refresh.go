package snapshot

import (
	"context"
	"errors"
	"fmt"

	"demarche/graph"

	"github.com/cayleygraph/quad"
)

// Where it is cheaper to stream the store than to carry changes: when the changed labels assert more than manyQuads and
// more than half of what the snapshot holds.
const manyQuads = 200_000

// Refresh is the snapshot of the store's present version: prev itself when it is current and of this very store, prev with the labels that
// changed since when the store is a graph.ChangeLog, and otherwise one built by streaming the store. prev may be nil.
// The caller releases the result; prev keeps its holders.
func Refresh(ctx context.Context, prev *Snapshot, store graph.Store) (*Snapshot, error) {
	next, _, err := refresh(ctx, prev, store)
	if err == nil && next.wasteful() {
		compacted := next.Compacted()
		next.Release()
		return compacted, nil
	}
	return next, err
}

// refresh also returns the changes that lead from prev to the result, nil when it was built by streaming.
func refresh(ctx context.Context, prev *Snapshot, store graph.Store) (*Snapshot, *delta, error) {
	version, err := store.Version(ctx)
	if err != nil {
		return nil, nil, err
	}
	whose, err := identity(ctx, store)
	if err != nil {
		return nil, nil, err
	}
	if prev != nil && prev.base.store != whose && whose != 0 {
		prev = nil // of a store that was here before
	}
	if prev != nil && prev.Version() == version && prev.Acquire() {
		return prev, &delta{from: version, to: version}, nil
	}
	if prev != nil && prev.Version() < version {
		d, err := changesSince(ctx, prev, store)
		if err != nil {
			return nil, nil, err
		}
		if d != nil {
			d.to = version
			next, err := prev.Apply(version, d.changes)
			if err == nil || !errors.Is(err, ErrRebuild) {
				return next, d, err
			}
		}
	}
	next, err := Build(ctx, version, store.Quads(ctx, ""))
	if err == nil {
		next.base.store = whose
	}
	return next, nil, err
}

// identity is the store's, 0 when it has none.
func identity(ctx context.Context, store graph.Store) (uint64, error) {
	if known, ok := store.(graph.Identified); ok {
		return known.Identity(ctx)
	}
	return 0, nil
}

// changesSince reads the labels that changed; nil when the store keeps no log or when too much changed.
func changesSince(ctx context.Context, prev *Snapshot, store graph.Store) (*delta, error) {
	log, ok := store.(graph.ChangeLog)
	if !ok {
		return nil, nil
	}
	labels, err := log.Changes(ctx, prev.Version())
	if err != nil {
		return nil, err
	}
	d := &delta{from: prev.Version()}
	limit := max(manyQuads, prev.Quads()/2)
	n := 0
	for _, l := range labels {
		c := Change{Label: l}
		for q, err := range store.Quads(ctx, l) {
			if err != nil {
				return nil, fmt.Errorf("snapshot: label %s: %w", l, err)
			}
			c.Quads = append(c.Quads, quad.Quad{Subject: q.Subject, Predicate: q.Predicate, Object: q.Object, Label: l})
		}
		if n += len(c.Quads); n > limit {
			return nil, nil
		}
		d.changes = append(d.changes, c)
	}
	return d, nil
}
