package quadio

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"

	"github.com/cayleygraph/quad"
)

// AppendNQuad appends the line of a quad, with its end. A nil label is left out. The error wraps ErrValue.
func AppendNQuad(b []byte, q quad.Quad) ([]byte, error) {
	if err := checkPlaces(q); err != nil {
		return b, err
	}
	terms := [...]quad.Value{q.Subject, q.Predicate, q.Object, q.Label}
	var err error
	for i, v := range terms {
		if i == 3 && v == nil {
			break
		}
		if b, err = appendTerm(b, v); err != nil {
			return b, err
		}
		b = append(b, ' ')
	}
	return append(b, ".\n"...), nil
}

// checkPlaces tells what RDF forbids: literals as subject or label, and anything but an IRI as predicate.
func checkPlaces(q quad.Quad) error {
	if _, ok := q.Subject.(quad.Identifier); !ok {
		return fmt.Errorf("subject %v: %w", q.Subject, ErrValue)
	}
	if _, ok := q.Predicate.(quad.IRI); !ok {
		return fmt.Errorf("predicate %v: %w", q.Predicate, ErrValue)
	}
	if _, ok := q.Label.(quad.Identifier); !ok && q.Label != nil {
		return fmt.Errorf("label %v: %w", q.Label, ErrValue)
	}
	return nil
}

// sortQuads feeds quads to a sorter in the form that encode gives them.
func sortQuads(ctx context.Context, quads iter.Seq2[quad.Quad, error], encode func([]byte, quad.Quad) ([]byte, error)) (*sorter, error) {
	s := newSorter()
	n := 0
	for q, err := range quads {
		if err == nil {
			if n++; n%4096 == 0 {
				err = ctx.Err()
			}
		}
		if err == nil {
			err = s.add(func(b []byte) ([]byte, error) { return encode(b, q) })
			if err != nil {
				err = fmt.Errorf("quadio: quad %d: %w", n, err)
			}
		}
		if err != nil {
			s.close()
			return nil, err
		}
	}
	return s, nil
}

func writeNQuads(ctx context.Context, w io.Writer, quads iter.Seq2[quad.Quad, error]) (int, error) {
	s, err := sortQuads(ctx, quads, AppendNQuad)
	if err != nil {
		return 0, err
	}
	defer s.close()
	out := bufio.NewWriterSize(w, 1<<16)
	n := 0
	err = s.each(ctx, func(line []byte) error {
		n++
		_, err := out.Write(line)
		return err
	})
	if err != nil {
		return n, err
	}
	return n, out.Flush()
}
