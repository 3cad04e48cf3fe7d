package snapshot

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"slices"
	"sync/atomic"
	"time"

	"demarche/graph"
)

// Open maps a file written by Save into memory, where the system can, and checks its checksums: at memory speed when the
// file is in the cache. A truncated or altered file gives graph.ErrCorrupt, one of a newer format graph.ErrVersion, a
// missing one graph.ErrNotFound; build the snapshot again from the store then.
//
// The snapshot begins with one holder. The memory is given back a minute after [Snapshot.Release] has been called once more
// often than [Snapshot.Acquire]; without Release it stays for the life of the process.
func Open(path string) (*Snapshot, error) {
	data, unmap, err := mapFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("snapshot: %s: %w", path, graph.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	f, err := decode(data)
	if err != nil {
		unmap()
		return nil, fmt.Errorf("snapshot: %s: %w", path, err)
	}
	f.memory = &memory{unmap: unmap}
	f.memory.holders.Store(1)
	s := &Snapshot{base: f}
	s.holders.Store(1)
	return s, nil
}

// memory is a mapped file that several snapshots share.
type memory struct {
	holders atomic.Int64
	unmap   func()
}

// grace is how long a file stays mapped after its last holder is gone: longer than any request lives, so that edges
// which somebody still walks while the collector has already taken the snapshot away are there to the end. It costs
// address space, and the room of a replaced file.
const grace = time.Minute

func (m *memory) release() {
	if m != nil && m.holders.Add(-1) == 0 {
		time.AfterFunc(grace, m.unmap)
	}
}

// Acquire adds a holder. It is false when the snapshot is already given back.
func (s *Snapshot) Acquire() bool {
	for {
		n := s.holders.Load()
		if n <= 0 {
			return false
		}
		if s.holders.CompareAndSwap(n, n+1) {
			return true
		}
	}
}

// Release takes a holder away; after the last one nothing may be read from the snapshot. Texts and values that it gave
// stay valid, edges do not.
func (s *Snapshot) Release() {
	if s.holders.Add(-1) == 0 {
		s.base.memory.release()
	}
}

func corrupt(format string, args ...any) error {
	return fmt.Errorf("%w: %s", graph.ErrCorrupt, fmt.Sprintf(format, args...))
}

// decode checks a file's bytes and lays the arrays over them.
func decode(data []byte) (*flat, error) {
	if len(data) < headerBytes || string(data[:8]) != magic {
		return nil, corrupt("no snapshot's header")
	}
	le := binary.LittleEndian
	if v := le.Uint32(data[8:]); v > format {
		return nil, fmt.Errorf("format %d: %w", v, graph.ErrVersion)
	} else if v < format {
		return nil, corrupt("format %d is read no more: the snapshot has to be built anew", v)
	}
	if crc32.Checksum(data[:headerBytes-4], castagnoli) != le.Uint32(data[headerBytes-4:]) {
		return nil, corrupt("the header's checksum is wrong")
	}
	if size := le.Uint64(data[32:]); size != uint64(len(data)) {
		return nil, corrupt("%d bytes, not the %d that were written", len(data), size)
	}
	if le.Uint32(data[12:]) != secCount || len(data) < headerBytes+secCount*sectionBytes {
		return nil, corrupt("a wrong number of sections")
	}
	table := data[headerBytes : headerBytes+secCount*sectionBytes]
	if crc32.Checksum(table, castagnoli) != le.Uint32(data[48:]) {
		return nil, corrupt("the table's checksum is wrong")
	}
	var parts [secCount][]byte
	end := uint64(headerBytes + secCount*sectionBytes)
	for i := range parts {
		entry := table[i*sectionBytes:]
		offset, length := le.Uint64(entry[8:]), le.Uint64(entry[16:])
		if le.Uint32(entry) != uint32(i) || offset > uint64(len(data)) || length > uint64(len(data))-offset {
			return nil, corrupt("section %d lies outside the file", i)
		}
		if offset < end || !allZero(data[end:offset]) {
			return nil, corrupt("something lies before section %d", i)
		}
		end = offset + length
		parts[i] = data[offset : offset+length : offset+length]
		if crc32.Checksum(parts[i], castagnoli) != le.Uint32(entry[4:]) {
			return nil, corrupt("the checksum of section %d is wrong", i)
		}
	}
	f := &flat{version: graph.Version(le.Uint64(data[16:])), quads: int(le.Uint64(data[24:])), store: le.Uint64(data[40:])}
	if end != uint64(len(data)) {
		return nil, corrupt("something lies after the last section")
	}
	if err := f.load(&parts); err != nil {
		return nil, err
	}
	return f, f.check()
}

func allZero(b []byte) bool {
	for _, c := range b {
		if c != 0 {
			return false
		}
	}
	return true
}

// load lays the arrays over the sections.
func (f *flat) load(parts *[secCount][]byte) error {
	for b := parts[secClasses]; len(b) > 0; {
		n, k := binary.Uvarint(b[1:])
		if k <= 0 || n > uint64(len(b)-1-k) {
			return corrupt("a class is cut short")
		}
		f.classes = append(f.classes, class{kind(b[0]), string(b[1+k : 1+k+int(n)])})
		b = b[1+k+int(n):]
	}
	f.firsts = arrayOf[uint32](parts[secFirsts])
	f.offsets = arrayOf[uint32](parts[secOffsets])
	f.text = parts[secText]
	f.labels = arrayOf[graph.ID](parts[secLabels])
	f.alias, f.canon = arrayOf[graph.ID](parts[secAlias]), arrayOf[graph.ID](parts[secCanon])
	f.byCanon, f.itsAlias = arrayOf[graph.ID](parts[secByCanon]), arrayOf[graph.ID](parts[secItsAlias])
	f.slots = arrayOf[graph.ID](parts[secSlots])
	joins := arrayOf[graph.ID](parts[secJoins])
	for i := 0; i+2 < len(joins); i += 3 {
		f.joins = append(f.joins, join{joins[i], joins[i+1], joins[i+2]})
	}
	nodes, offsets := cutter[graph.ID]{arrayOf[graph.ID](parts[secRowNodes])}, cutter[uint32]{arrayOf[uint32](parts[secRowOffsets])}
	ends, labels := cutter[graph.ID]{arrayOf[graph.ID](parts[secEnds])}, cutter[graph.ID]{arrayOf[graph.ID](parts[secEdgeLabels])}
	entries := arrayOf[uint32](parts[secPredicates])
	for ; len(entries) >= predicateWords; entries = entries[predicateWords:] {
		p := predicate{id: graph.ID(entries[0])}
		for i, r := range []*rows{&p.fwd, &p.rev} {
			first, count, edges := entries[1+3*i], int(entries[2+3*i]), int(entries[3+3*i])
			ok := true
			if r.first = graph.ID(first); first == 0 {
				r.nodes, ok = nodes.cut(count, ok)
			}
			r.offsets, ok = offsets.cut(count+1, ok)
			r.ends, ok = ends.cut(edges, ok)
			r.labels, ok = labels.cut(edges, ok)
			if !ok {
				return corrupt("the arrays of predicate %d are too short", p.id)
			}
		}
		f.predicates = append(f.predicates, p)
	}
	f.indexPredicates()
	return nil
}

// cutter takes arrays off the front of a longer one.
type cutter[T any] struct{ rest []T }

func (c *cutter[T]) cut(n int, ok bool) ([]T, bool) {
	if !ok || n < 0 || n > len(c.rest) {
		return nil, false
	}
	a := c.rest[:n:n]
	c.rest = c.rest[n:]
	return a, true
}

// check tests what reading relies on, so that a file which is wrong in spite of its checksums cannot make it panic. It
// looks at offsets and at the small arrays; the edges themselves are only looked up, never used as places.
func (f *flat) check() error {
	n := uint32(f.terms())
	switch {
	case len(f.offsets) == 0 || f.offsets[0] != 0 || !ascending(f.offsets, uint32(len(f.text))):
		return corrupt("the dictionary's offsets are out of order")
	case len(f.firsts) != len(f.classes)+1 || f.firsts[0] != 1 || !ascending(f.firsts, n+1) || f.firsts[len(f.classes)] != n+1:
		return corrupt("the dictionary's classes are out of order")
	case len(f.slots)&(len(f.slots)-1) != 0:
		return corrupt("the name index has %d places, which is no power of two", len(f.slots))
	case len(f.alias) != len(f.canon) || len(f.alias) != len(f.byCanon) || len(f.alias) != len(f.itsAlias):
		return corrupt("the joined nodes differ in number")
	case !slices.IsSorted(f.alias) || !slices.IsSorted(f.byCanon) || !slices.IsSorted(f.labels):
		return corrupt("the joined nodes or labels are out of order")
	}
	for _, list := range [][]graph.ID{f.alias, f.canon, f.itsAlias, f.labels} {
		for _, id := range list {
			if uint32(id) > n {
				return corrupt("a node %d beyond the %d of the dictionary", id, n)
			}
		}
	}
	for i := range f.predicates {
		p := &f.predicates[i]
		if uint32(p.id) > n || p.id == 0 || i > 0 && p.id <= f.predicates[i-1].id {
			return corrupt("the predicates are out of order")
		}
		for _, r := range []*rows{&p.fwd, &p.rev} {
			if r.offsets[0] != 0 || !ascending(r.offsets, uint32(len(r.ends))) || r.offsets[len(r.offsets)-1] != uint32(len(r.ends)) {
				return corrupt("the rows of predicate %d are out of order", p.id)
			}
		}
	}
	return nil
}

// ascending tells whether a never falls and stays up to limit.
func ascending(a []uint32, limit uint32) bool {
	last := uint32(0)
	for _, v := range a {
		if v < last {
			return false
		}
		last = v
	}
	return last <= limit
}
