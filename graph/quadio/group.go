package quadio

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/cayleygraph/quad"
)

// ByLabel yields the quads of one label after the other: labels by their bytes, quads without label first, within each
// sorted and without repetition. All of quads is read before the first label comes, and an error of theirs comes alone;
// what does not fit in 64 MiB waits in temporary files, so that memory grows with the largest label only. A literal
// comes back as [NewLiteral] makes it. The slice that is yielded belongs to the caller.
func ByLabel(ctx context.Context, quads iter.Seq2[quad.Quad, error]) iter.Seq2[[]quad.Quad, error] {
	return func(yield func([]quad.Quad, error) bool) {
		s, err := sortQuads(ctx, quads, appendLabelled)
		if err != nil {
			yield(nil, err)
			return
		}
		defer s.close()
		g := grouper{yield: yield}
		if err = s.each(ctx, g.take); err == nil {
			err = g.flush()
		}
		if err != nil && !errors.Is(err, errStop) {
			yield(nil, err)
		}
	}
}

// appendLabelled appends the label as N-Quads writes it, nothing for none, a space, and the line of the statement. No
// term but a literal has a space in it, so that the records of one label are neighbours.
func appendLabelled(b []byte, q quad.Quad) (_ []byte, err error) {
	if err := checkPlaces(q); err != nil {
		return b, err
	}
	if q.Label != nil {
		if b, err = appendTerm(b, q.Label); err != nil {
			return b, err
		}
	}
	q.Label = nil
	return AppendNQuad(append(b, ' '), q)
}

// grouper gathers sorted records of one label.
type grouper struct {
	yield  func([]quad.Quad, error) bool
	prefix []byte // the label of the records at hand
	label  quad.Value
	quads  []quad.Quad
}

func (g *grouper) take(record []byte) error {
	prefix, line, _ := bytes.Cut(record, []byte{' '})
	if len(g.quads) > 0 && !bytes.Equal(prefix, g.prefix) {
		if err := g.flush(); err != nil {
			return err
		}
	}
	if len(g.quads) == 0 {
		g.prefix = append(g.prefix[:0], prefix...)
		g.label = nil
		if len(prefix) > 0 {
			p := lineParser{rest: string(prefix)}
			var err error
			if g.label, err = p.node("label"); err != nil {
				return fmt.Errorf("quadio: sorting: %w", err)
			}
		}
	}
	q, err := parseNQuad(strings.TrimSuffix(string(line), "\n"), "")
	if err != nil {
		return fmt.Errorf("quadio: sorting: %w", err)
	}
	q.Label = g.label
	g.quads = append(g.quads, q)
	return nil
}

func (g *grouper) flush() error {
	if len(g.quads) == 0 {
		return nil
	}
	quads := g.quads
	g.quads = nil
	if !g.yield(quads, nil) {
		return errStop
	}
	return nil
}
