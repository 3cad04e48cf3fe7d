package vocab

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/cayleygraph/quad"
)

// String is the word for a kind of object in documentation.
func (v Value) String() string {
	return [...]string{"node", "text", "whole number", "truth value", "date", "decimal number"}[v]
}

// Compact is the IRI with the prefix of its namespace ("dm:signed"), or in full where it has none.
func Compact(iri quad.IRI) string {
	for _, p := range Prefixes() {
		if local, ok := strings.CutPrefix(string(iri), p.Namespace); ok && local != "" && !strings.ContainsAny(local, "/#:") {
			return p.Name + ":" + local
		}
	}
	return "<" + string(iri) + ">"
}

// WriteOntology writes the vocabulary as an OWL ontology in Turtle. Write errors are w's to keep.
func WriteOntology(w io.Writer) {
	writePrefixes(w)
	fmt.Fprintf(w, "\n<%s> a owl:Ontology ;\n    rdfs:label \"demarche\" .\n", strings.TrimSuffix(NS, "#"))
	for _, c := range Classes() {
		fmt.Fprintf(w, "\n%s a owl:Class ;\n    rdfs:label %q ;\n    rdfs:comment %q .\n", Compact(c.IRI), c.Name, c.Doc)
	}
	for _, p := range Predicates() {
		if p.IRI == Type {
			continue
		}
		kind := "owl:DatatypeProperty"
		if p.Value == Node {
			kind = "owl:ObjectProperty"
		}
		fmt.Fprintf(w, "\n%s a %s ;\n    rdfs:label %q ;\n", Compact(p.IRI), kind, p.Name)
		writeUnion(w, "rdfs:domain", p.Domain)
		writeUnion(w, "rdfs:range", p.Range)
		fmt.Fprintf(w, "    rdfs:comment %q .\n", p.Doc)
	}
}

func writePrefixes(w io.Writer) {
	for _, p := range Prefixes() {
		fmt.Fprintf(w, "@prefix %s: <%s> .\n", p.Name, p.Namespace)
	}
}

// writeUnion writes one class as it is and several as their union: several rdfs:domain would mean all at once.
func writeUnion(w io.Writer, property string, classes []quad.IRI) {
	switch len(classes) {
	case 0:
	case 1:
		fmt.Fprintf(w, "    %s %s ;\n", property, Compact(classes[0]))
	default:
		fmt.Fprintf(w, "    %s [ a owl:Class ; owl:unionOf ( %s ) ] ;\n", property, compactAll(classes))
	}
}

func compactAll(classes []quad.IRI) string {
	var words []string
	for _, c := range classes {
		words = append(words, Compact(c))
	}
	return strings.Join(words, " ")
}

// WriteContext writes the JSON-LD 1.1 context of the vocabulary: a JSON object with the one key @context.
func WriteContext(w io.Writer) {
	context := map[string]any{}
	for _, p := range Prefixes() {
		context[p.Name] = p.Namespace
	}
	for _, c := range Classes() {
		context[c.Name] = Compact(c.IRI)
	}
	for _, p := range Predicates() {
		term := map[string]any{"@id": Compact(p.IRI)}
		if p.Value == Node {
			term["@type"] = "@id"
		}
		context[p.Name] = term
	}
	context["type"] = "@type"
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	// Maps of strings always encode; what w refuses it keeps.
	_ = enc.Encode(map[string]any{"@context": context})
}

// WriteShapes writes SHACL shapes: for each class the predicates that its nodes may have, with the kind and, where it
// is bounded, the number of their values.
func WriteShapes(w io.Writer) {
	writePrefixes(w)
	fmt.Fprintf(w, "@prefix sh: <http://www.w3.org/ns/shacl#> .\n")
	for _, c := range Classes() {
		fmt.Fprintf(w, "\n%sShape%s a sh:NodeShape ;\n    sh:targetClass %s", "dm:", c.Name, Compact(c.IRI))
		for _, p := range Predicates() {
			if !applies(p, c.IRI) {
				continue
			}
			fmt.Fprintf(w, " ;\n    sh:property [ sh:path %s ; %s%s ]", Compact(p.IRI), objectShape(p), classShape(p))
		}
		fmt.Fprint(w, " .\n")
	}
}

func applies(p Term, class quad.IRI) bool {
	for _, d := range p.Domain {
		if d == class {
			return true
		}
	}
	return false
}

func objectShape(p Term) string {
	switch p.Value {
	case Node:
		return "sh:nodeKind sh:IRI"
	case Integer:
		return "sh:datatype xsd:integer"
	case Boolean:
		return "sh:datatype xsd:boolean"
	case Number:
		return "sh:datatype xsd:decimal"
	case Dated:
		return "sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYearMonth ] [ sh:datatype xsd:gYear ] )"
	}
	return "sh:datatype xsd:string"
}

func classShape(p Term) string {
	switch len(p.Range) {
	case 0:
		return ""
	case 1:
		return " ; sh:class " + Compact(p.Range[0])
	}
	var words []string
	for _, c := range p.Range {
		words = append(words, "[ sh:class "+Compact(c)+" ]")
	}
	return " ; sh:or ( " + strings.Join(words, " ") + " )"
}
