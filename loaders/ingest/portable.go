package ingest

import (
	"fmt"
	"strings"

	"demarche/graph"
	"demarche/schema/iri"
)

// restored is the place of a document that came out of an archive.
const restored = "archive"

// PortableNote is a note without what only this machine knows: the places that a document was loaded from. A document of
// a restored store is not replaced by its changed file; it stays until it is retracted.
func PortableNote(n graph.LabelNote) (graph.LabelNote, error) {
	if !strings.HasPrefix(string(n.Label), iri.Base+"document:") {
		return n, nil
	}
	var doc note
	if err := unpack(n.Note, &doc); err != nil {
		return n, fmt.Errorf("%s: %w", n.Label, err)
	}
	doc.Sources = []string{restored}
	packed, err := pack(doc)
	n.Note = packed
	return n, err
}
