package pathpeer

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"

	"demarche/graph/cayleystore/boltkv"
	"demarche/graph/cayleystore/table"
)

// LoadFile loads a file of N-Quads into a new database at path and returns the number of quads: Cayley's own reader and
// ApplyDeltas, a batch of quads at a time, over the same bbolt adapter that demarche stores in (Cayley's own would remap
// its file as it grows) and without Bloom filters, which only cost at loading.
func LoadFile(file, path string, batch int) (n int, err error) {
	in, err := os.Open(file)
	if err != nil {
		return 0, err
	}
	defer func() { _ = in.Close() }() // only read
	db, err := boltkv.Open(path, boltkv.Options{})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	opts := graph.Options{kv.OptNoBloom: true}
	if err := kv.Init(table.Adapt(db), opts); err != nil {
		return 0, fmt.Errorf("pathpeer: %w", err)
	}
	qs, err := kv.New(table.Adapt(db), opts)
	if err != nil {
		return 0, fmt.Errorf("pathpeer: %w", err)
	}
	reader := nquads.NewReader(bufio.NewReaderSize(in, 1<<20), false)
	deltas := make([]graph.Delta, 0, batch)
	for {
		var q quad.Quad
		if q, err = reader.ReadQuad(); err == nil {
			deltas = append(deltas, graph.Delta{Quad: q, Action: graph.Add})
			n++
		} else if !errors.Is(err, io.EOF) {
			return n, err
		}
		if len(deltas) == batch || err != nil && len(deltas) > 0 {
			if err := qs.ApplyDeltas(deltas, graph.IgnoreOpts{IgnoreDup: true}); err != nil {
				return n, fmt.Errorf("pathpeer: %w", err)
			}
			deltas = deltas[:0]
		}
		if err != nil {
			return n, nil
		}
	}
}
