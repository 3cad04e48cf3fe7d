package vocab_test

import (
	"errors"
	"testing"

	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

func TestCheck(t *testing.T) {
	const doc, letter = quad.IRI("urn:demarche:document:1"), quad.IRI("urn:demarche:letter:1")
	day := func(v string, typ quad.IRI) quad.Value { return quad.TypedString{Value: quad.String(v), Type: typ} }
	tests := []struct {
		name string
		q    quad.Quad
		ok   bool
	}{
		{"edge", quad.Quad{Subject: quad.IRI("urn:demarche:person:own:a"), Predicate: vocab.Signed, Object: letter, Label: doc}, true},
		{"class", quad.Quad{Subject: letter, Predicate: vocab.Type, Object: vocab.Letter, Label: doc}, true},
		{"full date", quad.Quad{Subject: letter, Predicate: vocab.LetterDate, Object: day("2020-10-23", vocab.Date), Label: doc}, true},
		{"month", quad.Quad{Subject: letter, Predicate: vocab.LetterDate, Object: day("2020-10", vocab.Month), Label: doc}, true},
		{"month typed as day", quad.Quad{Subject: letter, Predicate: vocab.LetterDate, Object: day("2020-10", vocab.Date), Label: doc}, false},
		{"day that does not exist", quad.Quad{Subject: letter, Predicate: vocab.LetterDate, Object: day("2021-02-29", vocab.Date), Label: doc}, false},
		{"unknown class", quad.Quad{Subject: letter, Predicate: vocab.Type, Object: quad.IRI("urn:x"), Label: doc}, false},
		{"unknown predicate", quad.Quad{Subject: letter, Predicate: quad.IRI("urn:x"), Object: letter, Label: doc}, false},
		{"literal for a node", quad.Quad{Subject: letter, Predicate: vocab.Makes, Object: quad.String("x"), Label: doc}, false},
		{"node for a literal", quad.Quad{Subject: letter, Predicate: vocab.Title, Object: letter, Label: doc}, false},
		{"no label", quad.Quad{Subject: letter, Predicate: vocab.Title, Object: quad.String("x")}, false},
		{"space in an IRI", quad.Quad{Subject: quad.IRI("urn:a b"), Predicate: vocab.Title, Object: quad.String("x"), Label: doc}, false},
		{"invalid UTF-8", quad.Quad{Subject: letter, Predicate: vocab.Title, Object: quad.String("\xff"), Label: doc}, false},
		{"control character", quad.Quad{Subject: letter, Predicate: vocab.Title, Object: quad.String("a\x00"), Label: doc}, false},
		{"count", quad.Quad{Subject: letter, Predicate: vocab.ClaimedSignatures, Object: quad.Int(51), Label: doc}, true},
		{"count as text", quad.Quad{Subject: letter, Predicate: vocab.ClaimedSignatures, Object: quad.String("51"), Label: doc}, false},
		{"confidence", quad.Quad{Subject: letter, Predicate: vocab.Confidence, Object: day("0.97", vocab.Decimal), Label: doc}, true},
		{"confidence in words", quad.Quad{Subject: letter, Predicate: vocab.Confidence, Object: day("high", vocab.Decimal), Label: doc}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := vocab.Check(tt.q)
			if (err == nil) != tt.ok {
				t.Errorf("Check(%v) = %v, want ok %v", tt.q, err, tt.ok)
			}
			if err != nil && !errors.Is(err, vocab.ErrVocabulary) {
				t.Errorf("Check(%v) = %v, want it to wrap ErrVocabulary", tt.q, err)
			}
		})
	}
}

// The table is the only place of a term: each IRI and each name stands once, every term has words, and every class
// that a domain or range names is in the table of classes.
func TestTable(t *testing.T) {
	iris, names := map[quad.IRI]bool{}, map[string]bool{}
	for _, c := range vocab.Classes() {
		if iris[c.IRI] || names[c.Name] || c.Doc == "" {
			t.Errorf("class %s: stands twice or has no words", c.Name)
		}
		iris[c.IRI], names[c.Name] = true, true
	}
	for _, p := range vocab.Predicates() {
		if iris[p.IRI] || names[p.Name] || p.Doc == "" {
			t.Errorf("predicate %s: stands twice or has no words", p.Name)
		}
		iris[p.IRI], names[p.Name] = true, true
		for _, c := range append(append([]quad.IRI{}, p.Domain...), p.Range...) {
			if _, ok := vocab.LookupClass(c); !ok {
				t.Errorf("predicate %s: class %s is not in the table", p.Name, c)
			}
		}
		if p.Value != vocab.Node && len(p.Range) > 0 {
			t.Errorf("predicate %s: a literal has no range of classes", p.Name)
		}
	}
}
