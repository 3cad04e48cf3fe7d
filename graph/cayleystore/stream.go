package cayleystore

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"iter"
	"slices"

	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"

	"demarche/graph"
	"demarche/graph/cayleystore/table"
)

// nodeValue reads the value of a node from the log.
func nodeValue(log table.Table, id uint64) (quad.Value, error) {
	var p proto.Primitive
	b := log.Get(be64(id))
	if b == nil {
		return nil, fmt.Errorf("%w: no node %d", graph.ErrCorrupt, id)
	}
	if err := p.Unmarshal(b); err != nil {
		return nil, fmt.Errorf("%w: node %d: %w", graph.ErrCorrupt, id, err)
	}
	return primitiveValue(&p)
}

func primitiveValue(p *proto.Primitive) (quad.Value, error) {
	if !p.IsNode() {
		return nil, fmt.Errorf("%w: %d is no node", graph.ErrCorrupt, p.ID)
	}
	v, err := pquads.UnmarshalValue(p.Value)
	if err != nil || v == nil {
		return nil, fmt.Errorf("%w: node %d: %w", graph.ErrCorrupt, p.ID, err)
	}
	return v, nil
}

// nodeID finds a node's number, 0 when the store has no such node.
func nodeID(tx table.Tx, v quad.Value) uint64 {
	h := refs.HashOf(v)
	id, size := binary.Uvarint(tx.Table(table.Values).Get(h[:]))
	if size <= 0 {
		return 0
	}
	return id
}

// quadsOf lists the quads of a label, in the order of their numbers; none for 0.
func quadsOf(tx table.Tx, label uint64) ([]stored, error) {
	if label == 0 {
		return nil, nil
	}
	list := tx.Table(indexLabel).Get(be64(label))
	log := tx.Table(logTable)
	out := make([]stored, 0, len(list)/3)
	var key [8]byte
	for len(list) > 0 {
		id, size := binary.Uvarint(list)
		if size <= 0 {
			return nil, fmt.Errorf("%w: list of quads", graph.ErrCorrupt)
		}
		list = list[size:]
		binary.BigEndian.PutUint64(key[:], id)
		var p proto.Primitive
		b := log.Get(key[:])
		if b == nil {
			return nil, fmt.Errorf("%w: no quad %d", graph.ErrCorrupt, id)
		}
		if err := p.Unmarshal(b); err != nil {
			return nil, fmt.Errorf("%w: quad %d: %w", graph.ErrCorrupt, id, err)
		}
		if !p.Deleted {
			out = append(out, stored{s: p.Subject, p: p.Predicate, o: p.Object, l: p.Label, id: id})
		}
	}
	return out, nil
}

// labelQuads yields the quads of one label.
func labelQuads(ctx context.Context, tx table.Tx, label quad.IRI, yield func(quad.Quad, error) bool) {
	found, err := quadsOf(tx, nodeID(tx, label))
	if err != nil {
		yield(quad.Quad{}, fmt.Errorf("label %s: %w", label, err))
		return
	}
	names, err := namesOf(ctx, tx, found)
	if err != nil {
		yield(quad.Quad{}, fmt.Errorf("label %s: %w", label, err))
		return
	}
	for _, q := range found {
		if !yield(quad.Quad{Subject: names[q.s], Predicate: names[q.p], Object: names[q.o], Label: names[q.l]}, nil) {
			return
		}
	}
}

// namesOf reads every node of the quads once, in the order of the log.
func namesOf(ctx context.Context, tx table.Tx, quads []stored) (map[uint64]quad.Value, error) {
	ids := make([]uint64, 0, 4*len(quads))
	for _, q := range quads {
		ids = append(ids, q.s, q.p, q.o, q.l)
	}
	slices.SortFunc(ids, cmp.Compare[uint64])
	ids = slices.Compact(ids)
	names := make(map[uint64]quad.Value, len(ids))
	log := tx.Table(logTable)
	for i, id := range ids {
		if i%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		v, err := nodeValue(log, id)
		if err != nil {
			return nil, err
		}
		names[id] = v
	}
	return names, nil
}

// names maps Cayley's numbers to values: a position for each number, since quads are numbered among the nodes and would
// cost four times as much as a row of values.
type names struct {
	at     []uint32 // position in values plus one, by number
	values []quad.Value
}

func (n *names) set(id uint64, v quad.Value) {
	if id >= uint64(len(n.at)) {
		n.at = slices.Grow(n.at, int(id)+1-len(n.at))[:id+1]
	}
	n.values = append(n.values, v)
	n.at[id] = uint32(len(n.values))
}

func (n *names) get(id uint64) quad.Value {
	if id >= uint64(len(n.at)) || n.at[id] == 0 {
		return nil
	}
	return n.values[n.at[id]-1]
}

// allQuads yields every quad in one pass over the log, where a node always stands before the quads that use it.
func allQuads(ctx context.Context, tx table.Tx, yield func(quad.Quad, error) bool) {
	var known names
	fail := func(err error) { yield(quad.Quad{}, fmt.Errorf("quads: %w", err)) }
	cursor := tx.Table(logTable).Scan(nil)
	for n := 0; cursor.Next(); n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			fail(ctx.Err())
			return
		}
		var p proto.Primitive
		if err := p.Unmarshal(cursor.Value()); err != nil {
			fail(fmt.Errorf("%w: entry %x of the log: %w", graph.ErrCorrupt, cursor.Key(), err))
			return
		}
		if p.IsNode() {
			v, err := primitiveValue(&p)
			if err != nil {
				fail(err)
				return
			}
			known.set(p.ID, v)
			continue
		}
		if p.Deleted {
			continue
		}
		q := quad.Quad{Subject: known.get(p.Subject), Predicate: known.get(p.Predicate), Object: known.get(p.Object), Label: known.get(p.Label)}
		if q.Subject == nil || q.Predicate == nil || q.Object == nil || q.Label == nil {
			fail(fmt.Errorf("%w: quad %d has a missing node", graph.ErrCorrupt, p.ID))
			return
		}
		if !yield(q, nil) {
			return
		}
	}
}

// Quads streams the quads of one label, or of all when label is empty, as of the last commit before the first one is
// taken. It yields at most one error, last. The loop's body may call any method of the store but Close.
func (s *Store) Quads(ctx context.Context, label quad.IRI) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		stopped := false
		yield = body(yield)
		err := s.read(func(tx table.Tx) error {
			each := func(q quad.Quad, err error) bool {
				if err != nil {
					return yield(q, fmt.Errorf("%s: %w", s.name, err))
				}
				stopped = !yield(q, err)
				return !stopped
			}
			if label == "" {
				allQuads(ctx, tx, each)
			} else {
				labelQuads(ctx, tx, label, each)
			}
			return nil
		})
		if err != nil && !stopped {
			yield(quad.Quad{}, err)
		}
	}
}
