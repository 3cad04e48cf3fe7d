package cayleystore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/kv"
	hkv "github.com/hidal-go/hidalgo/kv"

	"demarche/graph"
	"demarche/graph/cayleystore/boltkv"
	"demarche/graph/cayleystore/memkv"
	"demarche/graph/cayleystore/table"
	"demarche/graph/internal/durable"
	"demarche/graph/texts"
)

// Files of a store's folder.
const (
	formatFile = "FORMAT"
	quadsFile  = "quads.bolt"
	textsFile  = "texts.pack"

	formatLine = "demarche store "
)

// Options are the choices at opening; the zero value is right for the command.
type Options struct {
	MustExist bool // refuse, with fs.ErrNotExist, instead of making a new store
	ReadOnly  bool // implies MustExist; a folder is shared with others who only read, and changes are refused
	NoSync    bool // do not wait for the disk; a crash of the machine may then damage the store. Not for postgres
}

// TextsFile is the pack of texts of the store in folder, for texts.OpenReader.
func TextsFile(folder string) string { return filepath.Join(folder, textsFile) }

// OpenURL opens the store that spec names: a folder, "mem:" for a new one in memory, or a postgres:// URL.
func OpenURL(ctx context.Context, spec string, opts Options) (graph.Store, error) {
	switch spec {
	case "":
		return nil, errors.New("cayleystore: the store has no name")
	case "mem:":
		return OpenMemory()
	}
	if scheme, _, ok := strings.Cut(spec, "://"); ok {
		if scheme == "postgres" || scheme == "postgresql" {
			return OpenPostgres(ctx, spec, opts)
		}
		return nil, fmt.Errorf("%s: unknown kind of store %q: known are mem:, postgres:// and folders", Name(spec), scheme+"://")
	}
	return Open(ctx, spec, opts)
}

// OpenMemory makes an empty store that ends with the process.
func OpenMemory() (*Store, error) { return newStore("mem:", memkv.New()) }

// newStore lays a store in db, or finds the one that is there. It owns db only when it succeeds.
func newStore(name string, db table.DB) (*Store, error) {
	s := &Store{lifetime: lifetime{name: name}, db: db}
	if err := s.prepare(); err != nil {
		return nil, err
	}
	return s, nil
}

// Open opens the store in folder, which is made when it does not exist. A folder that holds other things is refused.
// Errors: graph.ErrLocked at once when another process has it, graph.ErrVersion when a newer demarche wrote it,
// graph.ErrCorrupt when it is damaged, fs.ErrNotExist when Options.MustExist finds none.
func Open(ctx context.Context, folder string, opts Options) (*Store, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if opts.ReadOnly {
		return openReadOnly(folder)
	}
	if err := checkFolder(folder, opts); err != nil {
		return nil, err
	}
	s, err := openQuads(folder, boltkv.Options{NoSync: opts.NoSync})
	if err != nil {
		return nil, err
	}
	var committed uint64
	err = s.read(func(tx table.Tx) error {
		committed = getNumber(tx, keyTexts)
		return nil
	})
	if err == nil {
		s.pack, err = texts.Open(TextsFile(folder), int64(committed))
	}
	if err == nil { // only now is it a whole store
		err = writeFormat(folder)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// openQuads opens the file of quads of a store in folder.
func openQuads(folder string, opts boltkv.Options) (*Store, error) {
	db, err := boltkv.Open(filepath.Join(folder, quadsFile), opts)
	if errors.Is(err, graph.ErrLocked) {
		return nil, fmt.Errorf("%s: %w", folder, graph.ErrLocked)
	}
	if err != nil {
		return nil, err
	}
	s, err := newStore(folder, db)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

// openReadOnly opens a whole store beside others who do the same. It changes nothing in the folder.
func openReadOnly(folder string) (*Store, error) {
	b, err := os.ReadFile(filepath.Join(folder, formatFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: no store: %w", folder, fs.ErrNotExist)
	}
	if err == nil {
		err = checkFormat(folder, b)
	}
	if err != nil {
		return nil, err
	}
	s, err := openQuads(folder, boltkv.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	s.texts, err = texts.OpenReader(TextsFile(folder))
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// checkFolder makes the folder or checks that what it holds is a store of this version.
func checkFolder(folder string, opts Options) error {
	b, err := os.ReadFile(filepath.Join(folder, formatFile))
	if err == nil {
		return checkFormat(folder, b)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: %w", folder, err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: %w", folder, err)
	}
	begun := false // an Open that was cut off before it wrote the format
	for _, e := range entries {
		switch e.Name() {
		case quadsFile, textsFile, formatFile + ".new", quadsFile + ".new", textsFile + ".new":
			begun = true
		default:
			return fmt.Errorf("%s: the folder is not empty and holds no store of demarche", folder)
		}
	}
	if opts.MustExist && !begun {
		return fmt.Errorf("%s: no store: %w", folder, fs.ErrNotExist)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	return nil
}

func checkFormat(folder string, b []byte) error {
	line, ok := strings.CutPrefix(string(bytes.TrimSpace(b)), formatLine)
	n, err := strconv.Atoi(line)
	if !ok || err != nil || n < 1 {
		return fmt.Errorf("%s: %w: %q names no format", folder, graph.ErrCorrupt, formatFile)
	}
	if n > Format {
		return fmt.Errorf("%s: format %d, this demarche knows up to %d: %w", folder, n, Format, graph.ErrVersion)
	}
	return nil
}

// writeFormat marks the folder as a store unless it is marked.
func writeFormat(folder string) error {
	path := filepath.Join(folder, formatFile)
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	f, err := os.Create(path + ".new")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(f, "%s%d\n", formatLine, Format)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(path+".new", path); err != nil {
		return err
	}
	return durable.SyncFolder(folder)
}

// prepare lays Cayley's and our tables in a new store, and checks the format of an old one.
func (s *Store) prepare() error {
	var format uint64
	err := s.read(func(tx table.Tx) error {
		format = getNumber(tx, keyFormat)
		return nil
	})
	if err != nil {
		return err
	}
	if format > Format {
		return fmt.Errorf("%s: format %d, this demarche knows up to %d: %w", s.name, format, Format, graph.ErrVersion)
	}
	if format != 0 {
		return nil
	}
	if err := guard(s.initCayley); err != nil {
		return err
	}
	tx, err := s.db.Begin(true)
	if err != nil {
		return err
	}
	if err := guard(func() error { return putNumber(tx, keyFormat, Format) }); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// initCayley lets Cayley lay out its tables; it takes the indexes from a variable of its package and saves them.
func (s *Store) initCayley() error {
	initMu.Lock()
	defer initMu.Unlock()
	saved := kv.DefaultQuadIndexes
	kv.DefaultQuadIndexes = indexes()
	defer func() { kv.DefaultQuadIndexes = saved }()
	err := kv.Init(table.Adapt(s.db), cayley.Options{kv.OptNoBloom: true})
	if errors.Is(err, cayley.ErrDatabaseExists) { // cut off before our own tables came
		return nil
	}
	if errors.Is(err, hkv.ErrNotFound) {
		return fmt.Errorf("%w: %w", graph.ErrCorrupt, err)
	}
	return err
}
