package quadio

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"strings"

	"github.com/cayleygraph/quad"
)

// Format is a syntax of RDF.
type Format string

// The formats. NTriples is read as N-Quads and written like it without labels.
const (
	NQuads Format = "nquads"
	Turtle Format = "turtle"
	TriG   Format = "trig"
	JSONLD Format = "jsonld"
)

// The errors of reading and writing, wrapped with the place.
var (
	ErrSyntax      = errors.New("syntax error")  // Read: the file is not in the format
	ErrUnsupported = errors.New("not supported") // Read: valid, but outside what is read here (remote contexts, ...)
	ErrValue       = errors.New("cannot be written as RDF")
	ErrFormat      = errors.New("unknown RDF format") // Read, Write
)

// ReadOptions tell Read about the file. Every field may be empty except Format.
type ReadOptions struct {
	Format Format
	Name   string     // the file's name in errors
	Base   string     // what relative IRIs are resolved against; without it they are errors
	Scope  string     // put before every blank node's name, see ScopeOf; empty keeps names as they are
	Label  quad.Value // the label of quads that the file puts in no named graph
}

// ScopeOf is the scope of the blank nodes of a file with this content hash. Names that already carry such a scope are
// kept, so that an exported graph reads back as itself.
func ScopeOf(content []byte) string {
	sum := sha256.Sum256(content)
	return scopePrefix + hex.EncodeToString(sum[:])[:scopeDigits]
}

const (
	scopePrefix = "dm"
	scopeDigits = 12
)

// Read yields the quads of r in the order of the file. After an error it yields nothing more; the error names file and
// line (JSON-LD: the place in the document). N-Quads (and so N-Triples), Turtle and TriG are read whole as the W3C
// recommendations of 2014 define them. JSON-LD 1.1 is read without framing and remote contexts, and without the keywords
// @import, @propagate, @json, @direction and scoped contexts; statements that JSON-LD would drop for an IRI or language
// tag that is none are errors; @context must precede the data it applies to, and a named graph's @id its @graph.
func Read(ctx context.Context, r io.Reader, opts ReadOptions) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		out := &output{ctx: ctx, yield: yield, label: opts.Label}
		var err error
		switch opts.Format {
		case NQuads:
			err = readNQuads(r, opts, out)
		case Turtle, TriG:
			err = readTurtle(r, opts, out)
		case JSONLD:
			err = readJSONLD(r, opts, out)
		default:
			err = fmt.Errorf("quadio: %q: %w", opts.Format, ErrFormat)
		}
		if err != nil && !errors.Is(err, errStop) {
			yield(quad.Quad{}, err)
		}
	}
}

// Write writes quads sorted and without repetitions and returns how many statements that were. The order is that of the
// lines in N-Quads, else by graph, subject, predicate (rdf:type first) and object. Turtle has no place for labels and
// drops them; TriG and JSON-LD write one named graph per label.
func Write(ctx context.Context, w io.Writer, f Format, quads iter.Seq2[quad.Quad, error]) (int, error) {
	switch f {
	case NQuads:
		return writeNQuads(ctx, w, quads)
	case Turtle, TriG:
		return writeTurtle(ctx, w, quads, f == TriG)
	case JSONLD:
		return writeJSONLD(ctx, w, quads)
	}
	return 0, fmt.Errorf("quadio: %q: %w", f, ErrFormat)
}

// FormatOf guesses the format of a file by its name, then by its first bytes; empty when neither tells.
func FormatOf(name string, head []byte) Format {
	switch strings.ToLower(path.Ext(name)) {
	case ".nq", ".nquads", ".nt", ".ntriples":
		return NQuads
	case ".ttl", ".turtle":
		return Turtle
	case ".trig":
		return TriG
	case ".jsonld":
		return JSONLD
	}
	head = bytes.TrimSpace(head)
	switch {
	case bytes.HasPrefix(head, []byte("@prefix")), bytes.HasPrefix(head, []byte("PREFIX ")), bytes.HasPrefix(head, []byte("@base")):
		return TriG // every Turtle document is a TriG document
	case bytes.HasPrefix(head, []byte("{")), bytes.HasPrefix(head, []byte("[")):
		if bytes.Contains(head, []byte(`"@context"`)) || bytes.Contains(head, []byte(`"@id"`)) || bytes.Contains(head, []byte(`"@graph"`)) {
			return JSONLD
		}
	case bytes.HasPrefix(head, []byte("<")):
		line, _, _ := bytes.Cut(head, []byte("\n"))
		if _, err := parseNQuad(string(bytes.TrimSuffix(line, []byte("\r"))), ""); err == nil {
			return NQuads
		}
	}
	return ""
}

// errStop ends reading when the consumer wants no more.
var errStop = errors.New("stopped")

// output hands quads to the consumer.
type output struct {
	ctx   context.Context
	yield func(quad.Quad, error) bool
	label quad.Value
	count int
}

func (o *output) emit(q quad.Quad) error {
	if q.Label == nil {
		q.Label = o.label
	}
	if o.count++; o.count%1024 == 0 {
		if err := o.ctx.Err(); err != nil {
			return err
		}
	}
	if !o.yield(q, nil) {
		return errStop
	}
	return nil
}

// scoped is a blank node of a file under the scope.
func scoped(scope, name string) quad.BNode {
	if scope == "" || isScoped(name) {
		return quad.BNode(name)
	}
	return quad.BNode(scope + "-" + name)
}

// isScoped tells whether a blank node's name already carries a scope made by ScopeOf.
func isScoped(name string) bool {
	rest, ok := strings.CutPrefix(name, scopePrefix)
	if !ok || len(rest) <= scopeDigits || rest[scopeDigits] != '-' {
		return false
	}
	return strings.Trim(rest[:scopeDigits], "0123456789abcdef") == ""
}
