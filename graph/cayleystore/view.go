package cayleystore

import (
	"errors"
	"fmt"
	"sync"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/kv"

	"demarche/graph"
	"demarche/graph/cayleystore/table"
)

// initMu guards kv.DefaultQuadIndexes, by which alone Cayley takes other indexes.
var initMu sync.Mutex

// View is one version of an embedded store as Cayley sees it. It belongs to one goroutine at a time and must be closed;
// an open view keeps the pages of its version in the file.
type View struct {
	QuadStore cayley.QuadStore // pass this, never a handle around it, to Cayley's paths
	Version   graph.Version

	store *Store
	tx    table.Tx
	leave func()
}

// View opens the last committed version to Cayley, read-only.
func (s *Store) View() (*View, error) {
	leave, err := s.enter()
	if err != nil {
		return nil, err
	}
	tx, err := s.db.Begin(false)
	if err != nil {
		leave()
		return nil, fmt.Errorf("%s: %w", s.name, err)
	}
	qs, err := kv.New(table.AdaptTx(tx), cayley.Options{kv.OptNoBloom: true})
	if err != nil {
		leave()
		return nil, fmt.Errorf("%s: %w", s.name, errors.Join(err, tx.Rollback()))
	}
	return &View{QuadStore: qs, Version: graph.Version(getNumber(tx, keyVersion)), store: s, tx: tx, leave: leave}, nil
}

// Close ends the view; nothing of it may be used afterwards. Closing twice does nothing.
func (v *View) Close() error {
	if v.leave == nil {
		return nil
	}
	defer v.leave()
	v.leave = nil
	return v.tx.Rollback()
}
