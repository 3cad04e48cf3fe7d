package snapshot

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"demarche/graph"
)

// folder is the files of a Dir.
type folder struct {
	bases  []baseFile  // newest first
	deltas []deltaFile // by from, then the farthest first
	stale  []string    // temporary files of killed writers
}

type baseFile struct {
	path    string
	version graph.Version
}

type deltaFile struct {
	path     string
	from, to graph.Version
	size     int64
}

func baseName(v graph.Version) string { return fmt.Sprintf("base-%016x.snap", uint64(v)) }
func deltaName(from, to graph.Version) string {
	return fmt.Sprintf("delta-%016x-%016x.snap", uint64(from), uint64(to))
}

func (d *Dir) list() (folder, error) {
	var out folder
	entries, err := os.ReadDir(d.path)
	if errors.Is(err, os.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return out, fmt.Errorf("snapshot: %w", err)
	}
	for _, e := range entries {
		var a, b uint64
		path := filepath.Join(d.path, e.Name())
		if n, _ := fmt.Sscanf(e.Name(), "base-%16x.snap", &a); n == 1 && e.Name() == baseName(graph.Version(a)) {
			out.bases = append(out.bases, baseFile{path, graph.Version(a)})
		} else if n, _ := fmt.Sscanf(e.Name(), "delta-%16x-%16x.snap", &a, &b); n == 2 && e.Name() == deltaName(graph.Version(a), graph.Version(b)) && a < b {
			out.deltas = append(out.deltas, deltaFile{path, graph.Version(a), graph.Version(b), sizeOf(e)})
		} else if ok, _ := filepath.Match(".*.snap.*", e.Name()); ok {
			out.stale = append(out.stale, path)
		}
	}
	slices.SortFunc(out.bases, func(a, b baseFile) int { return cmp.Compare(b.version, a.version) })
	slices.SortFunc(out.deltas, func(a, b deltaFile) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to))
	})
	return out, nil
}

// sizeOf is the size of a file, 0 when it has gone.
func sizeOf(e os.DirEntry) int64 {
	info, err := e.Info()
	if err != nil {
		return 0
	}
	return info.Size()
}

// end is the version that the files lead to.
func (f *folder) end() graph.Version {
	if chain := f.chain(); len(chain) > 0 {
		return chain[len(chain)-1].to
	}
	if len(f.bases) > 0 {
		return f.bases[0].version
	}
	return 0
}

// next is the delta to take from a version: of those that span it the one that begins last, which is the smallest, then
// the one that leads farthest. One that begins earlier does as well as one that begins there: it holds the last word on
// every label that changed since, so that applying it again to some of them changes nothing.
func (f *folder) next(v graph.Version) (deltaFile, bool) {
	var best deltaFile
	for _, d := range f.deltas {
		if d.from <= v && v < d.to && (best.to == 0 || d.from > best.from || d.from == best.from && d.to > best.to) {
			best = d
		}
	}
	return best, best.to != 0
}

// chain is the deltas that lead on from the newest base.
func (f *folder) chain() []deltaFile {
	var out []deltaFile
	if len(f.bases) > 0 {
		for d, ok := f.next(f.bases[0].version); ok; d, ok = f.next(d.to) {
			out = append(out, d)
		}
	}
	return out
}

// obsolete lists the files that are on no way from the newest base, all but the newest few deltas: readers that follow
// closely go on with those when the rest is written as one.
func (f *folder) obsolete() []string {
	out := f.stale
	needed := map[string]bool{}
	for _, d := range f.chain() {
		needed[d.path] = true
	}
	for i, b := range f.bases {
		if i > 0 {
			out = append(out, b.path)
		}
	}
	newest := slices.Clone(f.deltas)
	slices.SortFunc(newest, func(a, b deltaFile) int { return cmp.Or(cmp.Compare(b.to, a.to), cmp.Compare(b.from, a.from)) })
	for i, d := range newest {
		if !needed[d.path] && (i >= keptDeltas || len(f.bases) == 0 || d.to <= f.bases[0].version) {
			out = append(out, d.path)
		}
	}
	return out
}
