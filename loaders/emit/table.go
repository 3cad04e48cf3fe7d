package emit

import (
	"fmt"

	"demarche/graph"
	"demarche/loaders/tables"
	"demarche/schema"
	"demarche/schema/iri"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// Table returns everything that a table of two-mode data asserts, as the change of its label: its people as a register's,
// its items as letters, its rows as signatures.
func Table(t *tables.Table) graph.Change {
	people := RegisterQuads(t.Edition)
	b := newBuilder(people.Label)
	for _, q := range people.Quads {
		b.add(q.Subject.(quad.IRI), q.Predicate.(quad.IRI), q.Object)
	}
	for _, p := range t.Edition.Persons {
		if person := iri.Person(p.ID); iri.IsProvisional(person) {
			b.add(person, vocab.Provisional, quad.Bool(true))
		}
	}
	for _, p := range t.Known { // what the register says of them stands, their names here are further forms
		person := iri.Person(p.ID)
		b.add(person, vocab.Type, vocab.Person)
		for _, name := range append([]string{p.Name}, p.OtherNames...) {
			b.text(person, vocab.AlternateName, name)
		}
	}
	items := make(map[string]quad.IRI, len(t.Items))
	for _, it := range t.Items {
		letter := iri.Hash("letter", t.Edition.Register.ID, it.ID)
		items[it.ID] = letter
		b.node(letter, vocab.Letter, it.Name)
		b.text(letter, vocab.Title, it.Name)
		b.text(letter, vocab.Identifier, t.Edition.Register.ID+":"+it.ID)
		if it.Date != "" {
			b.date(letter, vocab.LetterDate, string(it.Date))
			b.text(letter, vocab.DateBasis, string(schema.DatePrinted))
		}
	}
	for _, p := range t.Places {
		letter, person := items[p.Item], iri.Person(p.Person)
		sig := iri.Hash("signature", string(letter), p.Person)
		b.add(sig, vocab.Type, vocab.Signature)
		b.add(sig, vocab.OnLetter, letter)
		b.add(sig, vocab.Signatory, person)
		b.text(sig, vocab.AsName, p.Name)
		b.text(sig, vocab.SignRole, string(p.Role))
		b.text(sig, vocab.Decision, string(schema.Accepted))
		b.text(sig, vocab.Locator, fmt.Sprintf("row %d", p.Row))
		b.add(person, vocab.Signed, letter)
	}
	return graph.Change{Label: people.Label, Quads: b.quads}
}
