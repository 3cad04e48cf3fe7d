package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"demarche/graph"
	"demarche/graph/archive"
	"demarche/graph/cayleystore"
	"demarche/graph/judgements"
	"demarche/loaders/ingest"

	"github.com/spf13/cobra"
)

// archivedJudgements is the name of the judgements inside an archive.
const archivedJudgements = "judgements.tsv"

// restoreBatch is how many quads go into one change of a store that nobody else sees yet.
const restoreBatch = 200_000

// portable is a store whose notes tell nothing of the machine that it lies on.
type portable struct{ graph.Store }

// Notes lists the notes without the places that documents were loaded from.
func (p portable) Notes(ctx context.Context) iter.Seq2[graph.LabelNote, error] {
	return func(yield func(graph.LabelNote, error) bool) {
		for n, err := range p.Store.Notes(ctx) {
			if err == nil {
				n, err = ingest.PortableNote(n)
			}
			if !yield(n, err) {
				return
			}
		}
	}
}

func (a *app) dumpCommand() *cobra.Command {
	var output string
	c := &cobra.Command{
		Use:   "dump [-o FILE]",
		Short: "Write the whole store into one archive",
		Long: `Dump writes the quads, the normalized texts and the judgements of a store into one archive (tar, compressed with
Zstandard) with a manifest of hashes. Equal stores give equal bytes, whatever was loaded first and from where. For the
graph alone as RDF see export.`,
		Example: "  demarche dump -o letters.demarche\n  demarche dump | ssh host 'demarche restore -'",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			store, err := a.openReading(c.Context())
			if err != nil {
				return err
			}
			defer func() { _ = store.Close() }() // only read
			judged, err := a.loadJudgements(c.Context(), store)
			if err != nil {
				return err
			}
			files := map[string][]byte{}
			if judged.Len() > 0 {
				var b bytes.Buffer
				if err := judged.Write(&b); err != nil {
					return err
				}
				files[archivedJudgements] = b.Bytes()
			}
			progress := newProgress(a.Env)
			defer progress.done()
			return a.toFile(output, func(w io.Writer) error {
				manifest, err := archive.Dump(c.Context(), w, portable{store}, files, progress.count)
				if err == nil && manifest.Missing > 0 {
					progress.done()
					a.warn("%d texts are not in the store and not in the archive: their documents were loaded as a graph alone", manifest.Missing)
				}
				return err
			})
		},
	}
	c.Flags().StringVarP(&output, "output", "o", "", "file to write; standard output without it")
	return c
}

func (a *app) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: "Make a store out of an archive",
		Long: `Restore makes the store of --store, which must not exist yet or be empty, out of an archive that dump wrote. The archive
is checked whole before anything is written; a damaged one leaves nothing behind.`,
		Example: "  demarche restore --store copy letters.demarche",
		Args:    someArgs(1, 1, "FILE"),
		RunE: func(c *cobra.Command, args []string) error {
			in := a.In
			if args[0] != "-" {
				f, err := os.Open(args[0])
				if err != nil {
					return err
				}
				defer func() { _ = f.Close() }() // only read
				in = f
			}
			arch, err := archive.Open(in)
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			defer func() { _ = arch.Close() }() // only read
			return a.restore(c.Context(), arch)
		},
	}
}

// restore fills a database in one change, and a folder under another name that it gives up only when it is whole.
func (a *app) restore(ctx context.Context, arch *archive.Archive) error {
	if a.store == "mem:" || strings.Contains(a.store, "://") {
		store, err := a.openStore(ctx)
		if err != nil {
			return err
		}
		return errors.Join(a.fill(ctx, arch, store, 0), store.Close())
	}
	if entries, err := os.ReadDir(a.store); err == nil && len(entries) > 0 {
		return fmt.Errorf("%s: %w: restore into a new one", a.store, archive.ErrNotEmpty)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	target := filepath.Clean(a.store)
	a.store = filepath.Join(filepath.Dir(target), "."+filepath.Base(target)+".restoring")
	if err := removeHalf(ctx, a.store); err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(a.store) }() // gone already after the rename
	store, err := cayleystore.OpenURL(ctx, a.store, cayleystore.Options{})
	if err != nil {
		return err
	}
	if err := errors.Join(a.fill(ctx, arch, store, restoreBatch), store.Close()); err != nil {
		return err
	}
	if err := os.Remove(target); err != nil && !errors.Is(err, fs.ErrNotExist) { // an empty folder
		return err
	}
	return os.Rename(a.store, target)
}

// removeHalf removes what a restore that was killed left behind; a store that another process is filling is an error.
func removeHalf(ctx context.Context, half string) error {
	if _, err := os.Stat(half); err != nil {
		return nil // nothing was left, or the making of it will tell what is wrong
	}
	store, err := cayleystore.OpenURL(ctx, half, cayleystore.Options{})
	if errors.Is(err, graph.ErrLocked) {
		return err
	}
	if err == nil { // else it is broken, as a killed restore may leave it
		if err := store.Close(); err != nil {
			return err
		}
	}
	return os.RemoveAll(half)
}

func (a *app) fill(ctx context.Context, arch *archive.Archive, store graph.Store, batch int) error {
	progress := newProgress(a.Env)
	err := arch.Restore(ctx, store, batch, progress.count)
	progress.done()
	if errors.Is(err, archive.ErrNotEmpty) {
		return fmt.Errorf("%s: %w: restore into a new one", cayleystore.Name(a.store), archive.ErrNotEmpty)
	}
	if err != nil {
		return err
	}
	b, err := arch.File(archivedJudgements)
	if err == nil {
		set, rerr := judgements.Read(bytes.NewReader(b), archivedJudgements)
		if rerr == nil {
			rerr = a.saveJudgements(ctx, store, set)
		}
		if rerr != nil {
			return rerr
		}
	} else if !errors.Is(err, graph.ErrNotFound) {
		return err
	}
	return a.refresh(ctx, store)
}
