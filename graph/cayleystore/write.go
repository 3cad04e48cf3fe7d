package cayleystore

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/quad/pquads"

	"demarche/graph"
	"demarche/graph/cayleystore/table"
)

// Cayley's tables beside table.Values and table.Counts.
const (
	logTable  = "log"
	metaTable = "meta"

	indexSubject = "sp"
	indexObject  = "ops"
	indexLabel   = "c"

	keyHorizon = "horizon" // the highest number given out, little-endian
	keySize    = "size"    // number of quads, little-endian
)

// stored is a quad by Cayley's numbers: subject, predicate, object, label, and its own.
type stored struct{ s, p, o, l, id uint64 }

// writer carries one batch into one transaction, in the order of the methods' calls in write.
type writer struct {
	ctx     context.Context
	tx      table.Tx
	b       *batch
	added   []stored
	removed []stored
	byID    map[uint64]uint64 // positions in b.nodes, of nodes that the store has
	ids     idAllocator
	arena   arena
}

// outcome is what became of each change.
type outcome struct{ before, added, removed int }

// write applies the exact difference between the old and the new quads of every label of the batch.
func (w *writer) write() ([]outcome, error) {
	if err := w.resolve(); err != nil {
		return nil, err
	}
	out := make([]outcome, len(w.b.changes))
	adds := make([][]triple, len(w.b.changes))
	for i := range w.b.changes {
		var err error
		if out[i], adds[i], err = w.difference(&w.b.changes[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", w.b.changes[i].label, err)
		}
		if err := w.ctx.Err(); err != nil {
			return nil, err
		}
	}
	if err := w.numberNodes(adds); err != nil {
		return nil, err
	}
	for _, step := range []func() error{w.writeLog, w.writeNodes, w.writeIndexes, w.writeMeta} {
		if err := w.ctx.Err(); err != nil {
			return nil, err
		}
		if err := step(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// resolve finds the numbers of the nodes that the store has, walking the table in its own order.
func (w *writer) resolve() error {
	values := w.tx.Table(table.Values)
	for n, at := range w.byHash() {
		if n%4096 == 0 && w.ctx.Err() != nil {
			return w.ctx.Err()
		}
		nd := &w.b.nodes[at]
		if v := values.Get(nd.hash[:]); v != nil {
			var ok bool
			if nd.id, nd.count, ok = decodeNode(v); !ok {
				return fmt.Errorf("%w: number of node %v", graph.ErrCorrupt, nd.value)
			}
		}
	}
	return nil
}

// decodeNode takes an entry of table.Values apart: the node's number and the number of quads that use it.
func decodeNode(b []byte) (id, count uint64, ok bool) {
	id, n := binary.Uvarint(b)
	if n <= 0 || id == 0 {
		return 0, 0, false
	}
	count, m := binary.Uvarint(b[n:])
	return id, count, m > 0 && count > 0
}

// byHash lists the positions of the nodes by hash.
func (w *writer) byHash() []uint32 {
	order := make([]uint32, len(w.b.nodes))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(x, y uint32) int {
		return bytes.Compare(w.b.nodes[x].hash[:], w.b.nodes[y].hash[:])
	})
	return order
}

// difference compares a label's old quads with its new ones; it returns the triples to add, by positions, and notes the
// quads to remove.
func (w *writer) difference(c *labelChange) (outcome, []triple, error) {
	old, err := quadsOf(w.tx, w.b.nodes[c.node].id)
	if err != nil {
		return outcome{}, nil, err
	}
	out := outcome{before: len(old)}
	if len(old) == 0 {
		out.added = len(c.triples)
		return out, c.triples, nil
	}
	have := make(map[triple]bool, len(old))
	for _, q := range old {
		have[triple{q.s, q.p, q.o}] = true
	}
	var adds []triple
	for _, t := range c.triples {
		ids := triple{w.b.nodes[t[0]].id, w.b.nodes[t[1]].id, w.b.nodes[t[2]].id}
		if have[ids] {
			have[ids] = false
		} else {
			adds = append(adds, t)
		}
	}
	for _, q := range old {
		if have[triple{q.s, q.p, q.o}] {
			if err := w.remove(q); err != nil {
				return out, nil, err
			}
			out.removed++
		}
	}
	out.added = len(adds)
	return out, adds, nil
}

// remove counts a quad's nodes down; those that no new quad names are read from the log.
func (w *writer) remove(q stored) error {
	if w.byID == nil {
		w.byID = make(map[uint64]uint64)
		for i, nd := range w.b.nodes {
			if nd.id != 0 {
				w.byID[nd.id] = uint64(i)
			}
		}
	}
	for _, id := range [4]uint64{q.s, q.p, q.o, q.l} {
		at, ok := w.byID[id]
		if !ok {
			v, err := nodeValue(w.tx.Table(logTable), id)
			if err != nil {
				return err
			}
			nd := node{value: v, hash: refs.HashOf(v)}
			if nd.id, nd.count, ok = decodeNode(w.tx.Table(table.Values).Get(nd.hash[:])); !ok || nd.id != id {
				return fmt.Errorf("%w: number of node %v", graph.ErrCorrupt, v)
			}
			at = uint64(len(w.b.nodes))
			w.b.nodes = append(w.b.nodes, nd)
			w.byID[id] = at
		}
		w.b.nodes[at].delta--
	}
	w.removed = append(w.removed, q)
	return nil
}

// idAllocator gives out numbers after the store's horizon.
type idAllocator struct{ before, horizon, size uint64 }

func (a *idAllocator) next() uint64 {
	a.horizon++
	return a.horizon
}

// metaNumber reads one of Cayley's own numbers, 0 when it is not there yet.
func metaNumber(tx table.Tx, key string) (uint64, error) {
	b := tx.Table(metaTable).Get([]byte(key))
	if b == nil {
		return 0, nil
	}
	if len(b) != 8 {
		return 0, fmt.Errorf("%w: %s of %d bytes", graph.ErrCorrupt, key, len(b))
	}
	return binary.LittleEndian.Uint64(b), nil
}

// numberNodes counts the nodes of the quads to add, and numbers first the new ones among them, then the quads, so that
// the log never names a node before it comes.
func (w *writer) numberNodes(adds [][]triple) error {
	var err error
	if w.ids.before, err = metaNumber(w.tx, keyHorizon); err != nil {
		return err
	}
	if w.ids.size, err = metaNumber(w.tx, keySize); err != nil {
		return err
	}
	w.ids.horizon = w.ids.before
	total := 0
	use := func(at uint64) {
		nd := &w.b.nodes[at]
		nd.delta++
		if nd.id == 0 {
			nd.id, nd.fresh = w.ids.next(), true
		}
	}
	for i, ts := range adds {
		total += len(ts)
		for _, t := range ts {
			use(t[0])
			use(t[1])
			use(t[2])
			use(w.b.changes[i].node)
		}
	}
	w.added = make([]stored, 0, total)
	for i, ts := range adds {
		label := w.b.nodes[w.b.changes[i].node].id
		for _, t := range ts {
			w.added = append(w.added, stored{
				s: w.b.nodes[t[0]].id, p: w.b.nodes[t[1]].id, o: w.b.nodes[t[2]].id, l: label, id: w.ids.next(),
			})
		}
	}
	return nil
}

// writeLog appends new nodes and quads and takes removed quads out; removed nodes go in writeNodes.
func (w *writer) writeLog() error {
	log := w.tx.Table(logTable)
	for _, q := range w.removed {
		if err := log.Delete(be64(q.id)); err != nil {
			return err
		}
	}
	var fresh []uint32
	for i, nd := range w.b.nodes {
		if nd.fresh {
			fresh = append(fresh, uint32(i))
		}
	}
	slices.SortFunc(fresh, func(x, y uint32) int { return cmp.Compare(w.b.nodes[x].id, w.b.nodes[y].id) })
	var key [8]byte
	put := func(p *proto.Primitive) error {
		b := w.arena.take(p.ProtoSize())
		if _, err := p.MarshalTo(b); err != nil {
			return err
		}
		binary.BigEndian.PutUint64(key[:], p.ID)
		return log.Put(key[:], b)
	}
	var p proto.Primitive
	for _, at := range fresh {
		nd := &w.b.nodes[at]
		value, err := pquads.MarshalValue(nd.value)
		if err != nil {
			return fmt.Errorf("value %v: %w", nd.value, err)
		}
		p = proto.Primitive{ID: nd.id, Value: value}
		if err := put(&p); err != nil {
			return err
		}
	}
	for _, q := range w.added {
		p = proto.Primitive{ID: q.id, Subject: q.s, Predicate: q.p, Object: q.o, Label: q.l}
		if err := put(&p); err != nil {
			return err
		}
	}
	return nil
}

// writeNodes counts nodes up and down; a node that no quad uses any more goes with its name.
func (w *writer) writeNodes() error {
	values, log := w.tx.Table(table.Values), w.tx.Table(logTable)
	for _, at := range w.byHash() {
		nd := &w.b.nodes[at]
		if nd.delta == 0 {
			continue
		}
		count := int64(nd.count) + int64(nd.delta)
		if count < 0 {
			return fmt.Errorf("%w: number of quads of node %v", graph.ErrCorrupt, nd.value)
		}
		if count > 0 {
			if err := values.Put(nd.hash[:], w.arena.uvarints(nd.id, uint64(count))); err != nil {
				return err
			}
			continue
		}
		if err := values.Delete(nd.hash[:]); err != nil {
			return err
		}
		if err := log.Delete(be64(nd.id)); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) writeMeta() error {
	meta := w.tx.Table(metaTable)
	if len(w.added) > 0 {
		if err := meta.Put([]byte(keyHorizon), binary.LittleEndian.AppendUint64(nil, w.ids.horizon)); err != nil {
			return err
		}
	}
	size := w.ids.size + uint64(len(w.added)) - uint64(len(w.removed))
	if size == w.ids.size {
		return nil
	}
	return meta.Put([]byte(keySize), binary.LittleEndian.AppendUint64(nil, size))
}

// arena hands out small byte slices that live until the transaction ends.
type arena struct{ free []byte }

func (a *arena) take(n int) []byte {
	if n > len(a.free) {
		a.free = make([]byte, max(n, 64<<10))
	}
	b := a.free[:n:n]
	a.free = a.free[n:]
	return b
}

func (a *arena) uvarints(x, y uint64) []byte {
	var buf [2 * binary.MaxVarintLen64]byte
	n := binary.PutUvarint(buf[:], x)
	n += binary.PutUvarint(buf[n:], y)
	b := a.take(n)
	copy(b, buf[:])
	return b
}
