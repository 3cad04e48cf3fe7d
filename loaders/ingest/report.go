package ingest

import (
	"demarche/graph"
	"demarche/loaders"
	"demarche/loaders/registers"
)

// Report tells what one load did. Its JSON form is that of `demarche load --json`.
type Report struct {
	Documents loaders.Report   `json:"documents"`
	Registers []RegisterReport `json:"registers"`
	Quads     int              `json:"quads,omitempty"` // read from files of RDF
	Letters   int              `json:"letters"`         // different letters in the store after the load
	Reread    int              `json:"reread"`          // stored documents that were read again because registers changed
	Warnings  []string         `json:"warnings"`        // one line each, naming file and place
	Added     int              `json:"added"`           // quads
	Removed   int              `json:"removed"`         // quads
	Version   graph.Version    `json:"version"`         // of the store after the load
}

// RegisterReport tells what one register brought.
type RegisterReport struct {
	ID      string         `json:"id"`
	Edition string         `json:"edition,omitempty"`
	Records loaders.Report `json:"records"`
	Added   int            `json:"added"`
	Removed int            `json:"removed"`
	// Changes is what this edition says otherwise than the one before, when [Options.Diff] asks for it.
	Changes []registers.Change `json:"changes,omitempty"`
}

func (r *Report) count(a graph.Applied) {
	r.Added += a.Added
	r.Removed += a.Removed
	r.Version = max(r.Version, a.Version)
}

// Progress tells how far a load is.
type Progress struct {
	Stage string // "registers", "documents", "reading again"
	Item  string // the file at hand
	Done  int64  // bytes
	Total int64  // bytes, 0 when unknown
	Count int    // documents or records so far
}
