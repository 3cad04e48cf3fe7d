package ingest

import (
	"context"
	"fmt"

	"demarche/graph"
	"demarche/graph/match"
	"demarche/graph/match/identity"
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
		note, err := pack(e.Persons)
		if err != nil {
			return changed, fmt.Errorf("%s: %w", e.path, err)
		}
		change.Note = note
		applied, err := p.applyChecked(ctx, []graph.Change{change})
		if err != nil {
			return changed, fmt.Errorf("%s: %w", e.path, err)
		}
		report.count(applied)
		if i > 0 || applied.Added+applied.Removed > 0 {
			report.Registers = append(report.Registers, RegisterReport{ID: e.Register.ID, Edition: e.Register.Edition,
				Records: e.Report, Added: applied.Added, Removed: applied.Removed})
		}
		changed = changed || applied.Added+applied.Removed > 0
		st.persons[change.Label] = e.Persons
	}
	applied, err := p.applyChecked(ctx, []graph.Change{p.identity(st)})
	if err != nil {
		return changed, err
	}
	report.count(applied)
	return changed || applied.Added+applied.Removed > 0, nil
}

// identity is the change of the label that says which persons of different registers are one human.
func (p *Pipeline) identity(st *state) graph.Change {
	change := graph.Change{Label: iri.IdentityLabel}
	same, _ := identity.Find(st.allPersons())
	for _, pair := range same {
		change.Quads = append(change.Quads, quad.Quad{Subject: iri.Person(pair.A), Predicate: vocab.SameAs,
			Object: iri.Person(pair.B), Label: change.Label})
	}
	return change
}

// newReader is the reader of letters over the persons of the registers at hand.
func (p *Pipeline) newReader(st *state) *reader {
	var resolver letters.Resolver
	if persons := st.allPersons(); len(persons) > 0 {
		same, _ := identity.Find(persons)
		resolver = match.NewIndex(persons, match.Options{Same: identity.Groups(same)})
	}
	return &reader{letters: letters.NewReader(resolver, p.opts.Analyst), resolver: resolver}
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
