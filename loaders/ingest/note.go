package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"demarche/graph"
	"demarche/loaders/decode"
	"demarche/loaders/emit"
	"demarche/loaders/merge"
	"demarche/schema"

	"github.com/klauspost/compress/zstd"
)

// note is the pipeline's memory of one document, kept beside its quads and no part of the graph: how to read the
// document again, and what its letters are recognised by in others. All of it can be derived again from the text.
type note struct {
	Format    string              `json:"format"`
	SHA256    string              `json:"sha256"`
	Text      string              `json:"textSha256"`
	Sources   []string            `json:"sources"`   // where it was loaded from, sorted: absolute paths, or addresses
	FileNames []string            `json:"fileNames"` // sorted
	Title     string              `json:"title,omitempty"`
	Published string              `json:"published,omitempty"`
	URL       string              `json:"url,omitempty"`
	Member    string              `json:"member,omitempty"`
	Record    schema.Record       `json:"record"`
	Letters   []merge.Description `json:"letters,omitempty"`
	Written   []emit.Identity     `json:"written,omitempty"` // the identities that the stored quads were written with
}

// document is the input of the reader of letters as the note remembers it; text is the stored text.
func (n *note) document(text string) decode.Document {
	name := ""
	if len(n.FileNames) > 0 {
		name = n.FileNames[0]
	}
	return decode.Document{
		Source: name, FileName: name, Format: n.Format, SHA256: n.SHA256, Text: text,
		Title: n.Title, Published: n.Published, URL: n.URL, Member: n.Member, Runs: n.Record.Pages,
	}
}

// source is the document as quads show it.
func (n *note) source(text string) emit.Source {
	return emit.Source{
		SHA256: n.SHA256, TextSHA256: n.Text, Text: text, FileNames: n.FileNames,
		Title: n.Title, Published: n.Published, URL: n.URL,
	}
}

// with adds a place and a file name and tells whether that changed the note.
func (n *note) with(source, fileName string) bool {
	a := insert(&n.Sources, source)
	b := insert(&n.FileNames, fileName)
	return a || b
}

// without takes a place away and tells whether it was there.
func (n *note) without(source string) bool {
	i, ok := slices.BinarySearch(n.Sources, source)
	if ok {
		n.Sources = slices.Delete(n.Sources, i, i+1)
	}
	return ok
}

// insert puts s into a sorted list and tells whether it was new.
func insert(list *[]string, s string) bool {
	i, ok := slices.BinarySearch(*list, s)
	if !ok {
		*list = slices.Insert(*list, i, s)
	}
	return !ok
}

var (
	encoder, _ = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	decoder, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0))
)

// pack is v as compressed JSON.
func pack(v any) ([]byte, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return encoder.EncodeAll(b, nil), nil
}

// unpack is the inverse of pack; the error wraps [graph.ErrCorrupt].
func unpack(b []byte, v any) error {
	raw, err := decoder.DecodeAll(b, nil)
	if err == nil {
		dec := json.NewDecoder(bytes.NewReader(raw))
		if err = dec.Decode(v); err == nil {
			_, err = dec.Token()
			if errors.Is(err, io.EOF) {
				return nil
			}
			err = fmt.Errorf("text after the note")
		}
	}
	return fmt.Errorf("%w: note: %w", graph.ErrCorrupt, err)
}
