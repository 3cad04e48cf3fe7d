package snapshot

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"demarche/graph"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// ErrRebuild is returned by [Snapshot.Apply] when changes join or part nodes that have edges, so that the snapshot has to
// be built anew.
var ErrRebuild = errors.New("the changes join or part nodes: build the snapshot anew")

// Change is one label with everything that it asserts now; without quads the label is gone. The quads' own labels are
// not looked at.
type Change struct {
	Label quad.Value
	Quads []quad.Quad
}

// Apply is the snapshot of the next version after changes of some labels, each named once. It costs a look at every
// label in the base when a label of the base changes, and otherwise only what the changes hold. The receiver stays as it
// is and both may be read at the same time.
func (s *Snapshot) Apply(version graph.Version, changes []Change) (*Snapshot, error) {
	old := s.over
	if old == nil {
		old = newOverlay(s.base)
	}
	next := *old
	next.version = version
	next.terms = old.terms.extend()
	next.counts = old.cloneCounts()
	u := &update{base: s.base, old: old, next: &next, batch: new(edit), mods: map[uint64]*mod{}, changed: map[graph.ID]bool{}}
	u.snapshot = &Snapshot{base: s.base, over: &next}
	if err := u.run(s, changes); err != nil {
		return nil, err
	}
	if s.base.memory != nil {
		s.base.memory.holders.Add(1)
	}
	u.snapshot.holders.Store(1)
	return u.snapshot, nil
}

// update is the making of one overlay out of another.
type update struct {
	base     *flat
	old      *overlay
	next     *overlay
	snapshot *Snapshot
	batch    *edit
	mods     map[uint64]*mod
	changed  map[graph.ID]bool // the labels that change
	fresh    []graph.ID        // labels of the base that die now
	sameAs   graph.ID
}

// mod is what happens to one row.
type mod struct {
	filter bool
	adds   []end
}

func (u *update) run(s *Snapshot, changes []Change) error {
	ids := make([]graph.ID, len(changes))
	for i, c := range changes {
		id, err := u.term(c.Label)
		if err != nil {
			return err
		}
		if u.changed[id] {
			return fmt.Errorf("snapshot: label %v changes twice", c.Label)
		}
		ids[i] = id
		u.changed[id] = true
		if _, ok := slices.BinarySearch(u.base.labels, id); ok && !u.old.dead[id] {
			u.fresh = append(u.fresh, id)
		}
	}
	// The joins come first: edges are kept under the representatives that hold afterwards.
	raw := make([][]edge, len(changes))
	for i, c := range changes {
		var err error
		if raw[i], err = u.edges(c.Quads); err != nil {
			return err
		}
	}
	if err := u.rejoin(s, ids, raw); err != nil {
		return err
	}
	u.retract(ids)
	for i := range changes {
		u.assert(ids[i], raw[i])
	}
	u.finish()
	return nil
}

// term is the number of a value as it stands in the dictionary, a new one when it does not.
func (u *update) term(v quad.Value) (graph.ID, error) {
	c, text, err := split(v)
	if err != nil {
		return 0, err
	}
	if id := u.base.find(c, text); id != 0 {
		return id, nil
	}
	if id := u.next.terms.find(c, text); id != 0 {
		return id, nil
	}
	if uint64(u.next.terms.first)+uint64(len(u.next.terms.list)) >= 1<<31 {
		return 0, errors.New("snapshot: more than 2 billion terms")
	}
	return u.next.terms.add(u.batch, c, text), nil
}

// edges numbers quads without joining nodes.
func (u *update) edges(quads []quad.Quad) ([]edge, error) {
	out := make([]edge, 0, len(quads))
	for _, q := range quads {
		var e edge
		var err error
		if e.predicate, err = u.term(q.Predicate); err != nil {
			return nil, err
		}
		if q.Predicate == quad.Value(vocab.SameAs) {
			u.sameAs = e.predicate
		}
		if e.subject, err = u.term(q.Subject); err != nil {
			return nil, err
		}
		if e.object, err = u.term(q.Object); err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// rejoin works the joined nodes out again when owl:sameAs statements come or go.
func (u *update) rejoin(s *Snapshot, ids []graph.ID, raw [][]edge) error {
	joins := s.joins()
	kept := make([]join, 0, len(joins))
	for _, j := range joins {
		if !u.changed[j.label] {
			kept = append(kept, j)
		}
	}
	for i, edges := range raw {
		for _, e := range edges {
			if e.predicate == u.sameAs && u.sameAs != 0 && e.subject != e.object && u.joinable(e.subject) && u.joinable(e.object) {
				kept = append(kept, join{e.subject, e.object, ids[i]})
			}
		}
	}
	slices.SortFunc(kept, compareJoins)
	kept = slices.Compact(kept)
	if slices.Equal(kept, joins) {
		return nil
	}
	canon := components(kept, func(id graph.ID) int {
		if u.snapshot.classOf(id).kind == kindBNode {
			return 4
		}
		return rank(u.snapshot.view(id))
	}, func(a, b graph.ID) bool { return u.snapshot.view(a) < u.snapshot.view(b) })
	touched := map[graph.ID]bool{}
	for _, list := range [][]join{joins, kept} {
		for _, j := range list {
			touched[j.subject], touched[j.object] = true, true
		}
	}
	for id := range touched {
		was, is := s.resolve(id), id
		if c, ok := canon[id]; ok {
			is = c
		}
		if was != is && (was != id || s.hasEdges(id)) {
			return ErrRebuild
		}
	}
	u.next.canon, u.next.joins = canon, kept
	u.next.group = map[graph.ID][]graph.ID{}
	for _, a := range slices.Sorted(maps.Keys(canon)) {
		u.next.group[canon[a]] = append(u.next.group[canon[a]], a)
	}
	return nil
}

func (u *update) joinable(id graph.ID) bool { return u.snapshot.classOf(id).kind <= kindBNode }

// hasEdges tells whether a term stands in a statement as subject or object.
func (s *Snapshot) hasEdges(id graph.ID) bool {
	if int(id) > s.Terms() {
		return false
	}
	for _, p := range s.predicates() {
		if s.Out(id, p).Len() > 0 || s.In(id, p).Len() > 0 {
			return true
		}
	}
	return false
}

// touch is the change of a row.
func (u *update) touch(key uint64) *mod {
	m := u.mods[key]
	if m == nil {
		m = &mod{}
		u.mods[key] = m
	}
	return m
}

func (u *update) both(e edge, change func(m *mod, other graph.ID)) {
	change(u.touch(rowKey(e.predicate, e.subject, false)), e.object)
	change(u.touch(rowKey(e.predicate, e.object, true)), e.subject)
}

// retract takes the old quads of the changed labels away.
func (u *update) retract(ids []graph.ID) {
	for _, id := range ids {
		old, _ := u.old.labels.get(uint64(id))
		for _, e := range old {
			u.both(e, func(*mod, graph.ID) {}) // finish drops edges of changed labels
			u.lose(e, 1)
		}
		u.next.added -= len(old)
		if len(old) > 0 {
			u.next.labels = u.next.labels.set(u.batch, uint64(id), nil)
			u.next.doubt = u.next.doubt.set(u.batch, uint64(id), struct{}{})
		}
	}
	if len(u.fresh) == 0 {
		return
	}
	u.next.dead = maps.Clone(u.old.dead)
	if u.next.dead == nil {
		u.next.dead = map[graph.ID]bool{}
	}
	for _, id := range u.fresh {
		u.next.dead[id] = true
		u.next.doubt = u.next.doubt.set(u.batch, uint64(id), struct{}{})
	}
	u.base.labelled(u.fresh, func(e edge) {
		u.both(e, func(m *mod, _ graph.ID) { m.filter = true })
		u.lose(e, 1)
		u.next.dropped++
	})
}

// lose counts an edge that went.
func (u *update) lose(e edge, n int) {
	for _, id := range []graph.ID{e.subject, e.predicate, e.object} {
		u.next.doubt = u.next.doubt.set(u.batch, uint64(id), struct{}{})
	}
	u.count(e.predicate, -n)
}

func (u *update) count(predicate graph.ID, n int) {
	was, ok := u.next.counts[predicate]
	if !ok {
		if p := u.base.predicate(predicate); p != nil {
			was = len(p.fwd.ends)
		}
	}
	u.next.counts[predicate] = was + n
	u.next.quads += n
}

// assert adds the new quads of one label.
func (u *update) assert(label graph.ID, raw []edge) {
	for i, e := range raw {
		if e.predicate == u.sameAs && u.sameAs != 0 {
			raw[i].subject, raw[i].object = joinEdge(join{e.subject, e.object, label}, u.snapshot.resolve)
		} else {
			raw[i].subject, raw[i].object = u.snapshot.resolve(e.subject), u.snapshot.resolve(e.object)
		}
	}
	slices.SortFunc(raw, compareEdges)
	raw = slices.Compact(raw)
	for _, e := range raw {
		u.both(e, func(m *mod, other graph.ID) { m.adds = append(m.adds, end{other, label}) })
		u.count(e.predicate, 1)
	}
	u.next.added += len(raw)
	if len(raw) > 0 {
		u.next.labels = u.next.labels.set(u.batch, uint64(label), raw)
	}
}

// finish makes the new patches of the rows that changed.
func (u *update) finish() {
	for key, m := range u.mods {
		old, ok := u.old.rows.get(key)
		p := &patch{filter: m.filter}
		slices.SortFunc(m.adds, compareEnds)
		if ok {
			p.filter = p.filter || old.filter
			p.adds = u.mergeEnds(old.adds, m.adds)
		} else {
			p.adds = m.adds
		}
		u.next.rows = u.next.rows.set(u.batch, key, p)
	}
	u.next.inUse = nil
	u.next.inUse = u.snapshot.predicates()
}

// mergeEnds is the old ends that still hold and the new ones, both sorted; no end is in both.
func (u *update) mergeEnds(old, fresh []end) []end {
	out := make([]end, 0, len(old)+len(fresh))
	for _, e := range old {
		if u.changed[e.label] {
			continue
		}
		for len(fresh) > 0 && compareEnds(fresh[0], e) < 0 {
			out = append(out, fresh[0])
			fresh = fresh[1:]
		}
		out = append(out, e)
	}
	return append(out, fresh...)
}
