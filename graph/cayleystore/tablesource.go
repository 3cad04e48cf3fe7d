package cayleystore

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"

	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"

	"demarche/graph"
	"demarche/graph/cayleystore/table"
)

// tableSource reads Cayley's tables in one transaction.
type tableSource struct {
	ctx   context.Context // of the survey
	tx    table.Tx
	leave func()
}

func numberRef(id uint64) ref {
	var r ref
	binary.BigEndian.PutUint64(r[:], id)
	return r
}

func (r ref) number() uint64 { return binary.BigEndian.Uint64(r[:]) }

func (t *tableSource) find(v quad.Value) (ref, bool, error) {
	id := nodeID(t.tx, v)
	return numberRef(id), id != 0, nil
}

func (t *tableSource) names(refs []ref) ([]quad.Value, error) {
	out := make([]quad.Value, len(refs))
	for i, r := range refs {
		var err error
		if out[i], err = nodeValue(t.tx.Table(logTable), r.number()); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// listed reads the quads of a list of an index.
func (t *tableSource) listed(list []byte, add func(p *proto.Primitive)) error {
	log := t.tx.Table(logTable)
	var key [8]byte
	for len(list) > 0 {
		id, size := binary.Uvarint(list)
		if size <= 0 {
			return fmt.Errorf("%w: list of quads", graph.ErrCorrupt)
		}
		list = list[size:]
		binary.BigEndian.PutUint64(key[:], id)
		var p proto.Primitive
		if b := log.Get(key[:]); b == nil {
			return fmt.Errorf("%w: no quad %d", graph.ErrCorrupt, id)
		} else if err := p.Unmarshal(b); err != nil {
			return fmt.Errorf("%w: quad %d: %w", graph.ErrCorrupt, id, err)
		}
		if !p.Deleted {
			add(&p)
		}
	}
	return nil
}

func (t *tableSource) out(subjects []ref) ([][]link, error) {
	out := make([][]link, len(subjects))
	for i, s := range subjects {
		for c := t.tx.Table(indexSubject).Scan(s[:8]); c.Next(); {
			err := t.listed(c.Value(), func(p *proto.Primitive) {
				out[i] = append(out[i], link{numberRef(p.Predicate), numberRef(p.Object), numberRef(p.Label)})
			})
			if err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func (t *tableSource) in(objects []ref, predicate ref, _ int) ([][]link, error) {
	out := make([][]link, len(objects))
	for i, o := range objects {
		for c := t.tx.Table(indexObject).Scan(append(bytes.Clone(o[:8]), predicate[:8]...)); c.Next(); {
			err := t.listed(c.Value(), func(p *proto.Primitive) {
				out[i] = append(out[i], link{predicate, numberRef(p.Subject), numberRef(p.Label)})
			})
			if err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func (t *tableSource) survey(of ref) ([]ref, []statement, error) {
	var found []statement
	seen := map[uint64]bool{}
	var preds []ref
	cursor := t.tx.Table(logTable).Scan(nil)
	for n := 0; cursor.Next(); n++ {
		if n%4096 == 0 && t.ctx.Err() != nil {
			return nil, nil, t.ctx.Err()
		}
		var p proto.Primitive
		if err := p.Unmarshal(cursor.Value()); err != nil {
			return nil, nil, fmt.Errorf("%w: entry %x of the log: %w", graph.ErrCorrupt, cursor.Key(), err)
		}
		if p.IsNode() || p.Deleted {
			continue
		}
		if !seen[p.Predicate] {
			seen[p.Predicate] = true
			preds = append(preds, numberRef(p.Predicate))
		}
		if p.Predicate == of.number() {
			found = append(found, statement{numberRef(p.Subject), numberRef(p.Object), numberRef(p.Label)})
		}
	}
	return preds, found, nil
}

func (t *tableSource) close() error {
	defer t.leave()
	return t.tx.Rollback()
}

// Reader opens the last committed version of the store to queries. ctx bounds the opening only; the store
// closes when the reader is closed.
func (s *Store) Reader(ctx context.Context) (*Reader, error) {
	leave, err := s.enter()
	if err != nil {
		return nil, err
	}
	tx, err := s.db.Begin(false)
	if err != nil {
		leave()
		return nil, s.named(err)
	}
	src := &tableSource{ctx: ctx, tx: tx, leave: leave}
	var r *Reader
	err = guard(func() error {
		r, err = newReader(graph.Version(getNumber(tx, keyVersion)), src, 1)
		return err
	})
	if err != nil {
		return nil, s.named(err)
	}
	src.ctx = context.WithoutCancel(ctx)
	return r, nil
}
