package cli

import (
	"bufio"
	"fmt"

	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"
)

func (a *app) vocabCommand() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "vocab",
		Short: "Print the vocabulary: classes and predicates",
		Long: `Vocab prints the words of the graph: every class and predicate with its IRI, domain, range and meaning. As text it is a
table, as turtle an OWL ontology with SKOS demand types, as context the JSON-LD context, as shacl the shapes that every
graph must fit.`,
		Example: "  demarche vocab\n  demarche vocab --format turtle > demarche.ttl",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			out := bufio.NewWriter(a.Out)
			switch format {
			case "text":
				printVocabulary(out)
			case "turtle":
				vocab.WriteOntology(out)
			case "context":
				vocab.WriteContext(out)
			case "shacl":
				vocab.WriteShapes(out)
			default:
				return usage(c, fmt.Sprintf("unknown format %q: known are text, turtle, context, shacl", format))
			}
			return out.Flush()
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text, turtle, context or shacl")
	return c
}

func printVocabulary(out *bufio.Writer) {
	fmt.Fprintf(out, "CLASS\tIRI\tMEANING\n")
	for _, c := range vocab.Classes() {
		fmt.Fprintf(out, "%s\t%s\t%s\n", c.Name, string(c.IRI), c.Doc)
	}
	fmt.Fprintf(out, "\nPREDICATE\tIRI\tFROM\tTO\tMEANING\n")
	for _, p := range vocab.Predicates() {
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\n", p.Name, string(p.IRI), classNames(p.Domain), objectName(p), p.Doc)
	}
}

func classNames(iris []quad.IRI) string {
	if len(iris) == 0 {
		return "any"
	}
	s := ""
	for i, iri := range iris {
		if i > 0 {
			s += ", "
		}
		c, _ := vocab.LookupClass(iri)
		s += c.Name
	}
	return s
}

func objectName(p vocab.Term) string {
	if p.Value == vocab.Node {
		return classNames(p.Range)
	}
	return p.Value.String()
}
