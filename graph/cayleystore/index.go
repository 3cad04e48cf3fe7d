package cayleystore

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/quad"

	"demarche/graph"
)

// indexes are those of the facts' measurements: both directions, and the label without which one document's quads need
// a scan. Cayley keeps the list in the file.
func indexes() []kv.QuadIndex {
	return []kv.QuadIndex{
		{Dirs: []quad.Direction{quad.Subject, quad.Predicate}},
		{Dirs: []quad.Direction{quad.Object, quad.Predicate, quad.Subject}},
		{Dirs: []quad.Direction{quad.Label}},
	}
}

// posting is one quad's place in an index: key, then the quad's number. remove takes it out.
type posting struct {
	key    [3]uint64
	id     uint64
	remove bool
}

func comparePostings(a, b posting) int {
	for i := range a.key {
		if a.key[i] != b.key[i] {
			return cmp.Compare(a.key[i], b.key[i])
		}
	}
	return cmp.Compare(a.id, b.id)
}

// writeIndexes brings the added and removed quads into each index. An index maps the numbers of some directions to the
// list of quads that have them, as varints in rising order.
func (w *writer) writeIndexes() error {
	ps := make([]posting, len(w.added)+len(w.removed))
	for _, index := range []struct {
		name  string
		parts int
		key   func(q stored) [3]uint64
	}{
		{indexSubject, 2, func(q stored) [3]uint64 { return [3]uint64{q.s, q.p} }},
		{indexObject, 3, func(q stored) [3]uint64 { return [3]uint64{q.o, q.p, q.s} }},
		{indexLabel, 1, func(q stored) [3]uint64 { return [3]uint64{q.l} }},
	} {
		for i, q := range w.added {
			ps[i] = posting{key: index.key(q), id: q.id}
		}
		for i, q := range w.removed {
			ps[len(w.added)+i] = posting{key: index.key(q), id: q.id, remove: true}
		}
		slices.SortFunc(ps, comparePostings)
		if err := w.writeIndex(index.name, index.parts, ps); err != nil {
			return fmt.Errorf("index %s: %w", index.name, err)
		}
	}
	return nil
}

func (w *writer) writeIndex(name string, parts int, ps []posting) error {
	t := w.tx.Table(name)
	var key [24]byte
	for len(ps) > 0 {
		n := 1
		for n < len(ps) && ps[n].key == ps[0].key {
			n++
		}
		group := ps[:n]
		ps = ps[n:]
		for i := range parts {
			binary.BigEndian.PutUint64(key[8*i:], group[0].key[i])
		}
		k := key[:8*parts]
		var list []byte
		if !w.isFresh(group[0].key[:parts]) {
			list = t.Get(k)
		}
		list, err := mergeList(list, group)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			err = t.Delete(k)
		} else {
			err = t.Put(k, list)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// isFresh tells whether some node of a key is new with this batch, so that the index cannot have the key: a new node's
// number is above the horizon that the batch began with.
func (w *writer) isFresh(key []uint64) bool {
	for _, id := range key {
		if id > w.ids.before {
			return true
		}
	}
	return false
}

// mergeList returns a new list: old without the removed ones, then the added ones, which are always higher.
func mergeList(old []byte, group []posting) ([]byte, error) {
	removed := 0
	for _, p := range group {
		if p.remove {
			removed++
		}
	}
	list := make([]byte, 0, len(old)+5*(len(group)-removed))
	if removed == 0 {
		list = append(list, old...)
	} else {
		for rest := old; len(rest) > 0; {
			id, size := binary.Uvarint(rest)
			if size <= 0 {
				return nil, fmt.Errorf("%w: list of quads", graph.ErrCorrupt)
			}
			at, ok := slices.BinarySearchFunc(group, id, func(p posting, id uint64) int { return cmp.Compare(p.id, id) })
			if ok && group[at].remove {
				removed--
			} else {
				list = append(list, rest[:size]...)
			}
			rest = rest[size:]
		}
		if removed != 0 {
			return nil, fmt.Errorf("%w: %d removed quads are missing in a list", graph.ErrCorrupt, removed)
		}
	}
	for _, p := range group {
		if !p.remove {
			list = binary.AppendUvarint(list, p.id)
		}
	}
	return list, nil
}
