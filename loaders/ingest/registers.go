package ingest

import (
	"context"
	"errors"
	"fmt"

	"demarche/graph"
	"demarche/graph/match"
	"demarche/loaders/emit"
	"demarche/loaders/letters"
	"demarche/loaders/registers"
	"demarche/schema/iri"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// edition is one register on its way into the store.
type edition struct {
	*registers.Edition
	path string
}

// readRegisters reads the registers behind paths, and the records that demarche brings along, before anything is
// written.
func (p *Pipeline) readRegisters(ctx context.Context, paths []string) ([]edition, error) {
	def, err := registers.Default(ctx)
	if err != nil {
		return nil, err
	}
	out := []edition{{def, "built-in records"}}
	for i, path := range paths {
		p.opts.Progress(Progress{Stage: "registers", Item: path, Done: int64(i), Total: int64(len(paths))})
		e, err := registers.Read(ctx, path)
		if err != nil {
			return nil, err
		}
		out = append(out, edition{e, path})
	}
	return out, nil
}

// applyRegisters writes the editions, each as one atomic change, and what follows from all registers together: which
// persons of different registers are one. It tells whether anything changed that readings of documents rest on.
func (p *Pipeline) applyRegisters(ctx context.Context, st *state, editions []edition, report *Report) (bool, error) {
	changed := false
	for i, e := range editions {
		change := emit.RegisterQuads(e.Edition)
		kept := *e.Edition
		kept.Report.Places = nil // paths of this machine, and no part of what the register says
		note, err := pack(&kept)
		if err != nil {
			return changed, fmt.Errorf("%s: %w", e.path, err)
		}
		var changes []registers.Change
		if p.opts.Diff {
			if changes, err = p.diff(ctx, change.Label, e.Edition); err != nil {
				return changed, fmt.Errorf("%s: %w", e.path, err)
			}
		}
		change.Note = note
		applied, err := p.applyChecked(ctx, []graph.Change{change})
		if err != nil {
			return changed, fmt.Errorf("%s: %w", e.path, err)
		}
		report.count(applied)
		if i > 0 || applied.Added+applied.Removed > 0 {
			report.Registers = append(report.Registers, RegisterReport{
				ID: e.Register.ID, Edition: e.Register.Edition,
				Records: e.Report, Added: applied.Added, Removed: applied.Removed, Changes: changes,
			})
		}
		changed = changed || applied.Added+applied.Removed > 0
		st.persons[change.Label] = e.Persons
	}
	change, err := p.identity(st)
	if err != nil {
		return changed, err
	}
	before := st.judgements
	applied, err := p.applyChecked(ctx, []graph.Change{change})
	if err != nil {
		return changed, err
	}
	report.count(applied)
	return changed || applied.Added+applied.Removed > 0 || before != p.judgementHash(), nil
}

// diff is what an edition says otherwise than the one in the store; everything when the store has none.
func (p *Pipeline) diff(ctx context.Context, label quad.IRI, e *registers.Edition) ([]registers.Change, error) {
	b, err := p.store.Note(ctx, label)
	if errors.Is(err, graph.ErrNotFound) {
		return registers.Diff(nil, e), nil
	}
	if err != nil {
		return nil, err
	}
	old := new(registers.Edition)
	if err := unpack(b, old); err != nil {
		return nil, err
	}
	return registers.Diff(old, e), nil
}

// identityNote remembers what the readings of documents rest on beside registers.
type identityNote struct {
	Judgements string `json:"judgements"` // hash of the set
}

// identity is the change of the label that says which persons of different registers are one human.
func (p *Pipeline) identity(st *state) (graph.Change, error) {
	change := graph.Change{Label: iri.IdentityLabel}
	pairs, _ := p.samePairs(st.allPersons())
	for _, pair := range pairs {
		change.Quads = append(change.Quads, quad.Quad{
			Subject: iri.Person(pair[0]), Predicate: vocab.SameAs,
			Object: iri.Person(pair[1]), Label: change.Label,
		})
	}
	note, err := pack(identityNote{p.judgementHash()})
	change.Note = note
	return change, err
}

// newReader is the reader of letters over the persons of the registers at hand.
func (p *Pipeline) newReader(st *state) *reader {
	var resolver letters.Resolver
	if x := p.index(st); x != nil {
		resolver = x
	}
	return &reader{letters: letters.NewReader(resolver, p.opts.Analyst), resolver: resolver, analyst: p.opts.Analyst, judgements: p.opts.Judgements}
}

// index is the matcher over the persons of the registers at hand, nil when there are none.
func (p *Pipeline) index(st *state) *match.Index {
	persons := st.allPersons()
	if len(persons) == 0 {
		return nil
	}
	_, groups := p.samePairs(persons)
	return match.NewIndex(persons, match.Options{Same: groups})
}

// Index is the matcher over the persons of the store's registers and the built-in records.
func (p *Pipeline) Index(ctx context.Context) (*match.Index, error) {
	st, err := p.readers(ctx)
	if err != nil {
		return nil, err
	}
	return p.index(st), nil
}

// readers is the state of a store that nothing is written to: one without registers has the built-in records.
func (p *Pipeline) readers(ctx context.Context) (*state, error) {
	st, err := readState(ctx, p.store)
	if err != nil || len(st.persons) > 0 {
		return st, err
	}
	def, err := p.readRegisters(ctx, nil)
	if err != nil {
		return nil, err
	}
	st.persons["built-in"] = def[0].Persons
	return st, nil
}

// applyChecked refuses quads that the vocabulary has no room for before it hands the changes to the store.
func (p *Pipeline) applyChecked(ctx context.Context, changes []graph.Change) (graph.Applied, error) {
	for _, c := range changes {
		for _, q := range c.Quads {
			if err := vocab.Check(q); err != nil {
				return graph.Applied{}, err
			}
		}
	}
	return p.store.Apply(ctx, changes)
}
