package archive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"demarche/graph"
	"demarche/graph/quadio"

	"github.com/cayleygraph/quad"
)

// pull starts reading the quads one by one.
func (r *changeReader) pull(quads io.Reader) {
	next, stop := iter.Pull2(quadio.Read(context.Background(), quads, quadio.ReadOptions{Format: quadio.NQuads, Name: quadsFile}))
	r.stop = stop
	r.quads = func() (quad.Quad, error, bool) {
		q, err, ok := next()
		return q, err, ok
	}
}

// peek is the next quad, nil at the end.
func (r *changeReader) peek() (*quad.Quad, error) {
	if r.ahead == nil {
		q, err, ok := r.quads()
		if err != nil {
			return nil, damaged("%v", err)
		}
		if !ok {
			return nil, nil
		}
		r.ahead = &q
	}
	return r.ahead, nil
}

// peekNote is the next note, nil at the end.
func (r *changeReader) peekNote() (*noteLine, error) {
	if r.note == nil {
		var n noteLine
		err := r.notes.Decode(&n)
		if err == io.EOF {
			return nil, nil
		}
		if err != nil {
			return nil, damaged("%s: %v", notesFile, err)
		}
		r.note = &n
	}
	return r.note, nil
}

// next is everything of the next label; io.EOF after the last.
func (r *changeReader) next(ctx context.Context) (graph.Change, error) {
	if err := ctx.Err(); err != nil {
		return graph.Change{}, err
	}
	q, err := r.peek()
	if err != nil {
		return graph.Change{}, err
	}
	n, err := r.peekNote()
	if err != nil {
		return graph.Change{}, err
	}
	if q == nil && n == nil {
		return graph.Change{}, io.EOF
	}
	var c graph.Change
	if q != nil {
		label, ok := q.Label.(quad.IRI)
		if !ok {
			return c, damaged("%s: a quad without a label", quadsFile)
		}
		c.Label = label
	}
	if n != nil && (q == nil || quad.IRI(n.Label) < c.Label) {
		c.Label = quad.IRI(n.Label)
	}
	if c.Label <= r.last {
		return c, damaged("label %s is out of order", c.Label)
	}
	r.last = c.Label
	if n != nil && quad.IRI(n.Label) == c.Label {
		c.Note, r.note = n.Note, nil
	}
	return c, r.fill(&c)
}

// fill adds the label's quads and the texts that they name.
func (r *changeReader) fill(c *graph.Change) error {
	for {
		q, err := r.peek()
		if err != nil {
			return err
		}
		if q == nil || q.Label != quad.Value(c.Label) {
			return nil
		}
		r.ahead = nil
		c.Quads = append(c.Quads, *q)
		hash, ok := textHash(*q)
		if _, kept := r.texts[hash]; ok && (kept || r.missing == 0) {
			text, err := r.readText(hash)
			if err != nil {
				return err
			}
			c.Texts = append(c.Texts, text)
		}
	}
}

func (r *changeReader) readText(hash string) (string, error) {
	at, ok := r.texts[hash]
	if !ok {
		return "", damaged("the text %s is missing", hash)
	}
	b := make([]byte, at.bytes)
	if _, err := r.text.ReadAt(b, at.offset); err != nil {
		return "", fmt.Errorf("archive: %w", err)
	}
	var line textLine
	if err := json.Unmarshal(b, &line); err != nil {
		return "", damaged("%s: %v", textsFile, err)
	}
	if sum := sha256.Sum256([]byte(line.Text)); hex.EncodeToString(sum[:]) != hash {
		return "", damaged("the text %s has another hash", hash)
	}
	return line.Text, nil
}
