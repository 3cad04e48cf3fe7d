package cayleystore

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/cayley/graph/refs"

	"demarche/graph"
	"demarche/graph/cayleystore/table"
)

var (
	_ graph.Verifier = (*Store)(nil)
	_ graph.Verifier = (*Postgres)(nil)
)

// maxFaults is how many things Verify names.
const maxFaults = 20

// faults collects what is wrong.
type faults struct{ list []error }

func (f *faults) add(format string, args ...any) {
	if len(f.list) < maxFaults {
		f.list = append(f.list, fmt.Errorf("%w: "+format, append([]any{graph.ErrCorrupt}, args...)...))
	}
}

func (f *faults) err() error { return errors.Join(f.list...) }

// Verify checks the log against every index, the names and counts of nodes, the rows of labels, the change log, and all
// texts. It holds four bytes for every node and quad in memory.
func (s *Store) Verify(ctx context.Context) error {
	var bad error
	err := s.read(func(tx table.Tx) error {
		v := verifier{ctx: ctx, tx: tx}
		for _, step := range []func() error{v.log, v.nodes, v.indexes, v.labels, v.changes, v.memoryTexts} {
			if err := step(); err != nil {
				return err
			}
		}
		bad = v.err()
		return nil
	})
	if err != nil {
		return err
	}
	if s.pack != nil {
		bad = errors.Join(bad, s.pack.Verify(ctx))
	}
	if bad != nil {
		return s.named(bad)
	}
	return nil
}

// verifier goes through one version of an embedded store.
type verifier struct {
	ctx context.Context
	tx  table.Tx
	faults
	counts     []uint32 // quads that use each node, by number, plus one; 0 for what is no node
	nodeCount  int
	quadsCount int
}

// each walks over a table.
func (v *verifier) each(name string, f func(key, value []byte) error) error {
	n := 0
	for c := v.tx.Table(name).Scan(nil); c.Next(); n++ {
		if n%4096 == 0 && v.ctx.Err() != nil {
			return v.ctx.Err()
		}
		if err := f(c.Key(), c.Value()); err != nil {
			return fmt.Errorf("table %s: %w", name, err)
		}
	}
	return nil
}

// log counts nodes and quads; a node must stand before the quads that use it.
func (v *verifier) log() error {
	horizon, err := metaNumber(v.tx, keyHorizon)
	if err != nil {
		return err
	}
	err = v.each(logTable, func(key, value []byte) error {
		var p proto.Primitive
		if err := p.Unmarshal(value); err != nil || len(key) != 8 || p.ID != binary.BigEndian.Uint64(key) || p.ID > horizon {
			v.add("entry %x of the log: %v", key, err)
			return nil
		}
		if p.IsNode() {
			v.counts = slices.Grow(v.counts, int(p.ID)+1-len(v.counts))[:p.ID+1]
			v.counts[p.ID] = 1
			v.nodeCount++
			return nil
		}
		v.quadsCount++
		for _, id := range [4]uint64{p.Subject, p.Predicate, p.Object, p.Label} {
			if id >= uint64(len(v.counts)) || v.counts[id] == 0 {
				v.add("quad %d: node %d is missing", p.ID, id)
			} else {
				v.counts[id]++
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if size, err := metaNumber(v.tx, keySize); err != nil {
		return err
	} else if size != uint64(v.quadsCount) {
		v.add("%d quads in the log, want %d", v.quadsCount, size)
	}
	return nil
}

// nodes compares every node's entry with its name and its quads.
func (v *verifier) nodes() error {
	log, seen := v.tx.Table(logTable), 0
	err := v.each(table.Values, func(key, value []byte) error {
		seen++
		id, count, ok := decodeNode(value)
		if !ok {
			v.add("entry of node %x", key)
			return nil
		}
		name, err := nodeValue(log, id)
		if err != nil {
			v.add("node %x: %v", key, err)
			return nil
		}
		if h := refs.HashOf(name); !bytes.Equal(h[:], key) {
			v.add("node %v has the hash of another one", name)
		}
		if id >= uint64(len(v.counts)) || v.counts[id] == 0 {
			v.add("node %v is missing in the log", name)
		} else if used := uint64(v.counts[id] - 1); used != count {
			v.add("node %v: %d quads use it, its entry says %d", name, used, count)
		}
		return nil
	})
	if err == nil && seen != v.nodeCount {
		v.add("%d nodes by hash, want %d as in the log", seen, v.nodeCount)
	}
	return err
}

// indexes checks that each list holds, rising, quads of its key, and that every index has as many as the log. An index
// that lacks a quad or has it twice then has another number.
func (v *verifier) indexes() error {
	log := v.tx.Table(logTable)
	for _, index := range []struct {
		name string
		key  func(p *proto.Primitive) []uint64
	}{
		{indexSubject, func(p *proto.Primitive) []uint64 { return []uint64{p.Subject, p.Predicate} }},
		{indexObject, func(p *proto.Primitive) []uint64 { return []uint64{p.Object, p.Predicate, p.Subject} }},
		{indexLabel, func(p *proto.Primitive) []uint64 { return []uint64{p.Label} }},
	} {
		total := 0
		err := v.each(index.name, func(key, list []byte) error {
			last := uint64(0)
			for len(list) > 0 {
				id, size := binary.Uvarint(list)
				if size <= 0 || id <= last {
					v.add("index %s: list of %x", index.name, key)
					return nil
				}
				list, last = list[size:], id
				total++
				var p proto.Primitive
				if err := p.Unmarshal(log.Get(be64(id))); err != nil || p.ID != id || p.IsNode() {
					v.add("index %s: no quad %d", index.name, id)
					continue
				}
				var want []byte
				for _, n := range index.key(&p) {
					want = binary.BigEndian.AppendUint64(want, n)
				}
				if !bytes.Equal(key, want) {
					v.add("index %s: quad %d stands under %x, want %x", index.name, id, key, want)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		if total != v.quadsCount {
			v.add("index %s has %d quads, want %d", index.name, total, v.quadsCount)
		}
	}
	return nil
}

// labels compares the rows of labels with the quads that they count.
func (v *verifier) labels() error {
	version, total := graph.Version(getNumber(v.tx, keyVersion)), uint64(0)
	err := v.each(labelTable, func(key, value []byte) error {
		row, err := decodeLabelRow(value)
		if err != nil || row.changed == 0 || row.changed > version {
			v.add("row of label %s: version %d: %v", key, row.changed, err)
			return nil
		}
		total += row.quads
		if v.tx.Table(changeTable).Get(changeKey(row.changed, string(key))) == nil {
			v.add("label %s is missing in the change log", key)
		}
		return nil
	})
	if err == nil && total != uint64(v.quadsCount) {
		v.add("the labels count %d quads, want %d", total, v.quadsCount)
	}
	return err
}

// changes looks for entries of the change log, and notes, of labels that have no row.
func (v *verifier) changes() error {
	err := v.each(changeTable, func(key, _ []byte) error {
		if len(key) <= 8 {
			v.add("entry %x of the change log", key)
			return nil
		}
		row, ok, err := getLabel(v.tx, string(key[8:]))
		if err != nil || !ok || uint64(row.changed) != binary.BigEndian.Uint64(key) {
			v.add("entry %x of the change log is not that of its label", key)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return v.each(noteTable, func(key, _ []byte) error {
		if _, ok, err := getLabel(v.tx, string(key)); err != nil || !ok {
			v.add("a note of the unknown label %s", key)
		}
		return nil
	})
}

func (v *verifier) memoryTexts() error {
	return v.each(textTable, func(key, value []byte) error {
		if !sumIs(value, key) {
			v.add("text %x has other words", key)
		}
		return nil
	})
}
