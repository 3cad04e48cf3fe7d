package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

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
	return store, a.noStore(err)
}

// openReading opens the store of --store for a command that changes nothing; several of them run side by side.
func (a *app) openReading(ctx context.Context) (graph.Store, error) {
	store, err := cayleystore.OpenURL(ctx, a.store, cayleystore.Options{MustExist: true, ReadOnly: true})
	return store, a.noStore(err)
}

// noStore says what to do where there is no store.
func (a *app) noStore(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: no store here: load something first, for example demarche load --sample", cayleystore.Name(a.store))
	}
	return err
}

// openOrEmpty is the store of --store for reading, or an empty one in memory where there is none.
func (a *app) openOrEmpty(ctx context.Context) (graph.Store, error) {
	store, err := cayleystore.OpenURL(ctx, a.store, cayleystore.Options{MustExist: true, ReadOnly: true})
	if errors.Is(err, fs.ErrNotExist) {
		return cayleystore.OpenMemory()
	}
	return store, err
}

// snapshotFolder is where the snapshot of the store lies: inside an embedded store's folder, in the user's cache for a
// shared database. It is empty for a store in memory.
func (a *app) snapshotFolder() (string, error) {
	switch {
	case a.store == "mem:":
		return "", nil
	case !strings.Contains(a.store, "://"):
		return filepath.Join(a.store, "snapshot"), nil
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(a.store))
	return filepath.Join(cache, "demarche", hex.EncodeToString(sum[:8])), nil
}

// openReader is the view of the store's last version that a command asks its questions of. The caller releases it. While
// another process loads, or where the store may not be written, it is the last version that was left behind whole.
func (a *app) openReader(ctx context.Context) (*snapshot.Snapshot, error) {
	folder, err := a.snapshotFolder()
	if err != nil {
		return nil, err
	}
	store, err := a.openExisting(ctx)
	if (errors.Is(err, graph.ErrLocked) || isReadOnly(err)) && folder != "" {
		if r, serr := snapshot.NewDir(folder).Current(); serr == nil {
			return r, nil
		}
	}
	if err != nil {
		return nil, err
	}
	var r *snapshot.Snapshot
	if folder != "" {
		r, err = snapshot.NewDir(folder).Write(ctx, store)
	}
	if folder == "" || isReadOnly(err) { // nowhere to keep it: read it for this once
		r, err = buildSnapshot(ctx, store)
	}
	return r, errors.Join(err, store.Close())
}

// isReadOnly tells whether an error comes of a folder or file system that may not be written.
func isReadOnly(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
}

func buildSnapshot(ctx context.Context, store graph.Store) (*snapshot.Snapshot, error) {
	version, err := store.Version(ctx)
	if err != nil {
		return nil, err
	}
	return snapshot.Build(ctx, version, store.Quads(ctx, ""))
}

// refresh brings the snapshot up to date after a load, so that servers see it and the next command opens at once.
func (a *app) refresh(ctx context.Context, store graph.Store) error {
	folder, err := a.snapshotFolder()
	if err != nil || folder == "" {
		return err
	}
	d := snapshot.NewDir(folder)
	a.beside = append(a.beside, d) // closed at the very end, when the store is free for others
	r, err := d.Write(ctx, store)
	if err == nil {
		r.Release()
	}
	return err
}

// rebuild throws the snapshot away and makes it anew.
func (a *app) rebuild(ctx context.Context, store graph.Store) error {
	folder, err := a.snapshotFolder()
	if err != nil || folder == "" {
		return err
	}
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	return a.refresh(ctx, store)
}
