package cayleystore

import (
	"context"
	"errors"
	"slices"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
)

// collectQuads names all quads of an iterator of Cayley, sorted as N-Quads lines.
func collectQuads(qs cayley.QuadStore, shape iterator.Shape) ([]string, error) {
	var out []string
	it := shape.Iterate()
	for it.Next(context.Background()) {
		q, err := qs.Quad(it.Result())
		if err != nil {
			return nil, errors.Join(err, it.Close())
		}
		out = append(out, q.NQuad())
	}
	err := it.Err()
	slices.Sort(out)
	return out, errors.Join(err, it.Close())
}

// collectNodes names all nodes that Cayley has, sorted.
func collectNodes(qs cayley.QuadStore) ([]string, error) {
	var out []string
	it := qs.NodesAllIterator().Iterate()
	for it.Next(context.Background()) {
		v, err := qs.NameOf(it.Result())
		if err != nil {
			return nil, errors.Join(err, it.Close())
		}
		out = append(out, v.String())
	}
	err := it.Err()
	slices.Sort(out)
	return out, errors.Join(err, it.Close())
}
