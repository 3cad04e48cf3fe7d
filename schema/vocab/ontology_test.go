package vocab_test

import (
	"encoding/json"
	"strings"
	"testing"

	"demarche/schema/vocab"
)

func TestCompact(t *testing.T) {
	if got := vocab.Compact(vocab.Signed); got != "dm:signed" {
		t.Errorf("Compact(%s) = %s, want dm:signed", vocab.Signed, got)
	}
	if got := vocab.Compact("urn:other"); got != "<urn:other>" {
		t.Errorf("Compact(urn:other) = %s, want it in full", got)
	}
}

// Every term of the table is in every generated form.
func TestGeneratedFormsAreComplete(t *testing.T) {
	var ontology, context, shapes strings.Builder
	vocab.WriteOntology(&ontology)
	vocab.WriteContext(&context)
	vocab.WriteShapes(&shapes)
	var doc struct {
		Context map[string]any `json:"@context"`
	}
	if err := json.Unmarshal([]byte(context.String()), &doc); err != nil {
		t.Fatalf("context: %v", err)
	}
	for _, c := range vocab.Classes() {
		if !strings.Contains(ontology.String(), "\n"+vocab.Compact(c.IRI)+" a owl:Class") {
			t.Errorf("ontology lacks class %s", c.Name)
		}
		if !strings.Contains(shapes.String(), "sh:targetClass "+vocab.Compact(c.IRI)) {
			t.Errorf("shapes lack class %s", c.Name)
		}
	}
	for _, p := range vocab.Predicates() {
		if _, ok := doc.Context[p.Name]; !ok {
			t.Errorf("context lacks %s", p.Name)
		}
		if p.IRI != vocab.Type && !strings.Contains(ontology.String(), "\n"+vocab.Compact(p.IRI)+" a owl:") {
			t.Errorf("ontology lacks %s", p.Name)
		}
	}
}
