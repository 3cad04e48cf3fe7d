package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"demarche/graph"
	"demarche/graph/cayleystore"
	"demarche/graph/snapshot"
)

// openStore opens the store of --store for writing and makes it when it does not exist.
func (a *app) openStore(ctx context.Context) (graph.Store, error) {
	return cayleystore.OpenURL(ctx, a.store, cayleystore.Options{})
}

// openExisting opens the store of --store and refuses to make a new one.
func (a *app) openExisting(ctx context.Context) (graph.Store, error) {
	store, err := cayleystore.OpenURL(ctx, a.store, cayleystore.Options{MustExist: true})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: no store here: load something first, for example demarche load --sample", a.store)
	}
	return store, err
}

// openReader is the view of the store's last version that a command asks its questions of.
func (a *app) openReader(ctx context.Context) (*snapshot.Snapshot, error) {
	store, err := a.openExisting(ctx)
	if err != nil {
		return nil, err
	}
	r, err := buildSnapshot(ctx, store)
	return r, errors.Join(err, store.Close())
}

func buildSnapshot(ctx context.Context, store graph.Store) (*snapshot.Snapshot, error) {
	version, err := store.Version(ctx)
	if err != nil {
		return nil, err
	}
	return snapshot.Build(ctx, version, store.Quads(ctx, ""))
}

// refresh brings what is derived from the store up to date after a load.
func (a *app) refresh(context.Context, graph.Store) error { return nil }
