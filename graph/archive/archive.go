// Package archive puts a whole store into one file and back: the quads, the normalized texts, the loaders' notes and the
// caller's own files such as judgements. [Dump] writes it, [Open] checks it whole before [Archive.Restore] gives anything
// to a store. Stores that hold the same give the same bytes.
//
// An archive is a tar file compressed with Zstandard, so that `tar --zstd -xf` takes it apart:
//
//	quads.nq       N-Quads, by label, then by line
//	texts.ndjson   {"sha256", "text"} by hash
//	notes.ndjson   {"label", "note"} by label, the note in base64
//	...            the caller's files, by name
//	manifest.json  what there is, with the SHA-256 of every file; the last one
package archive

import (
	"errors"
	"fmt"

	"demarche/graph"
)

// ErrNotEmpty is wrapped by Restore when the store already holds something.
var ErrNotEmpty = errors.New("the store is not empty")

// formatVersion is the version of the layout; a newer one gives graph.ErrVersion.
const formatVersion = 1

// The names of the files in an archive.
const (
	quadsFile    = "quads.nq"
	textsFile    = "texts.ndjson"
	notesFile    = "notes.ndjson"
	manifestFile = "manifest.json"
)

// Manifest says what an archive holds.
type Manifest struct {
	Format int `json:"format"`
	Labels int `json:"labels"`
	Quads  int `json:"quads"`
	Texts  int `json:"texts"`
	Notes  int `json:"notes"`
	// Missing counts the texts that quads name and the store did not keep.
	Missing int    `json:"missing,omitempty"`
	Files   []File `json:"files"` // in the order of the archive
}

// File is one file of an archive.
type File struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// textLine and noteLine are the lines of texts.ndjson and notes.ndjson.
type textLine struct {
	SHA256 string `json:"sha256"`
	Text   string `json:"text"`
}

type noteLine struct {
	Label string `json:"label"`
	Note  []byte `json:"note"`
}

func damaged(format string, args ...any) error {
	return fmt.Errorf("archive: %w: %s", graph.ErrCorrupt, fmt.Sprintf(format, args...))
}
