package registers

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// DefaultMaxBytes is the largest file that is read unless [Options] say otherwise.
const DefaultMaxBytes = 32 << 20

// Options of [ReadWith]. The zero value takes the defaults.
type Options struct {
	MaxBytes int64 // of one file; DefaultMaxBytes when 0
	Kind     Kind  // forces the format; recognised from the content when empty
}

// source is one file on its way through a reader.
type source struct {
	name   string // as errors and locators say it
	path   string // where it lies, for files that stand beside it; empty when it does not
	kind   Kind
	data   []byte
	sha256 string
	limit  int64 // of the files beside it

	published string // ISO date on which the publisher last changed it, empty when nobody wrote it down
}

// published is the date in the note that a download left beside the file as .NAME.fetch: a JSON object with the SHA-256
// of the file and the publisher's Last-Modified. It is empty unless the note speaks of just this content.
func published(path, sum string) string {
	text, err := os.ReadFile(filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".fetch"))
	if err != nil || len(text) > 64<<10 {
		return ""
	}
	var note struct {
		SHA256       string `json:"sha256"`
		LastModified string `json:"lastModified"`
	}
	if json.Unmarshal(text, &note) != nil || note.SHA256 != sum {
		return ""
	}
	t, err := time.Parse(time.RFC1123, note.LastModified)
	if err != nil {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

func newSource(name string, kind Kind, data []byte) source {
	sum := sha256.Sum256(data)
	return source{name: name, kind: kind, data: data, sha256: hex.EncodeToString(sum[:])}
}

// Read reads one register file, or a folder as [ReadFolder] does. The format is recognised by [Sniff]. Errors wrap
// [ErrUnknown], [ErrTooLarge], [ErrSyntax], the errors of package tree, or those of the file system, and name the file
// and the line or record.
func Read(ctx context.Context, path string) (*Edition, error) { return ReadWith(ctx, path, Options{}) }

// ReadWith is [Read] with options.
func ReadWith(ctx context.Context, path string, opt Options) (*Edition, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	if info.IsDir() {
		return readFolder(ctx, path, opt)
	}
	if e, err := readStream(ctx, path, opt); e != nil || err != nil {
		return e, err
	}
	s, err := readFile(path, opt)
	if err != nil {
		return nil, err
	}
	return readSource(ctx, s)
}

// readStream reads a file of a format that need not be held in memory; nil without an error for the other formats.
func readStream(ctx context.Context, path string, opt Options) (*Edition, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	defer func() { _ = f.Close() }() // only read
	limit := cmp.Or(opt.MaxBytes, DefaultMaxBytes)
	in := bufio.NewReaderSize(&limited{r: f, left: limit, name: path, limit: limit}, HeadBytes)
	head, err := in.Peek(HeadBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fileError(path, err)
	}
	if kind, _ := Sniff(path, head); cmp.Or(opt.Kind, kind) != FollowTheMoney {
		return nil, nil
	}
	e, err := streamFollowTheMoney(ctx, path, in)
	if err != nil {
		return nil, err
	}
	e.finish()
	return e, nil
}

// limited is a reader that fails with ErrTooLarge where [io.LimitedReader] would end.
type limited struct {
	r           io.Reader
	name        string
	left, limit int64
}

func (l *limited) Read(b []byte) (int, error) {
	n, err := l.r.Read(b)
	if l.left -= int64(n); l.left < 0 {
		return 0, fmt.Errorf("%w: over %d bytes", ErrTooLarge, l.limit)
	}
	return n, err
}

// ReadBytes reads one register whose content is at hand; name is used in errors and as a hint.
func ReadBytes(ctx context.Context, name string, data []byte) (*Edition, error) {
	kind, ok := Sniff(name, data)
	if !ok {
		return nil, fmt.Errorf("%s: %w", name, ErrUnknown)
	}
	return readSource(ctx, newSource(name, kind, data))
}

// ReadFolder reads a folder of openstates/people, with its subfolders, as one register. Files that are no person's or
// committee's are left alone; a folder without any is [ErrUnknown].
func ReadFolder(ctx context.Context, dir string) (*Edition, error) {
	return readFolder(ctx, dir, Options{})
}

func readFolder(ctx context.Context, dir string, opt Options) (*Edition, error) {
	var files []source
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || ctx.Err() != nil {
			return cmp.Or(err, ctx.Err())
		}
		if d.IsDir() || filepath.Ext(path) != ".yml" && filepath.Ext(path) != ".yaml" {
			return nil
		}
		s, err := readFile(path, opt)
		switch {
		case errors.Is(err, ErrUnknown):
			return nil
		case err != nil:
			return err
		case s.kind == OpenStatesPerson || s.kind == OpenStatesCommittee:
			files = append(files, s)
		}
		return nil
	})
	if err != nil {
		return nil, fileError(dir, err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: %w: no files of openstates/people in this folder", dir, ErrUnknown)
	}
	slices.SortFunc(files, func(a, b source) int { return cmp.Compare(a.sha256, b.sha256) })
	e, err := openStatesEdition(ctx, dir, files)
	if err != nil {
		return nil, err
	}
	e.finish()
	return e, nil
}

// readFile reads a file up to the limit and recognises it.
func readFile(path string, opt Options) (source, error) {
	limit := cmp.Or(opt.MaxBytes, DefaultMaxBytes)
	f, err := os.Open(path)
	if err != nil {
		return source{}, fileError(path, err)
	}
	defer func() { _ = f.Close() }() // only read
	var buf bytes.Buffer
	if info, err := f.Stat(); err == nil && info.Size() <= limit {
		buf.Grow(int(info.Size()) + bytes.MinRead)
	}
	n, err := buf.ReadFrom(io.LimitReader(f, limit+1))
	switch {
	case err != nil:
		return source{}, fileError(path, err)
	case n > limit:
		return source{}, fmt.Errorf("%s: %w: over %d bytes", path, ErrTooLarge, limit)
	}
	kind, ok := opt.Kind, true
	if kind == "" {
		kind, ok = Sniff(path, buf.Bytes())
	}
	if !ok {
		return source{}, fmt.Errorf("%s: %w", path, ErrUnknown)
	}
	s := newSource(path, kind, buf.Bytes())
	s.path, s.limit = path, limit
	s.published = published(path, s.sha256)
	return s, nil
}

// fileError is an error of the file system as "PATH: what".
func fileError(path string, err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return fmt.Errorf("%s: %w", pe.Path, pe.Err)
	}
	return fmt.Errorf("%s: %w", path, err)
}

// readSource reads a recognised file.
func readSource(ctx context.Context, s source) (*Edition, error) {
	read := readers()[s.kind]
	if read == nil {
		return nil, fmt.Errorf("%s: %w: kind %q", s.name, ErrUnknown, s.kind)
	}
	e, err := read(ctx, s)
	if err != nil {
		return nil, err
	}
	e.Register.Edition = cmp.Or(e.Register.Edition, s.published)
	e.finish()
	return e, nil
}

// readers is the reader of each format.
func readers() map[Kind]func(context.Context, source) (*Edition, error) {
	one := func(ctx context.Context, s source) (*Edition, error) {
		return openStatesEdition(ctx, s.name, []source{s})
	}
	return map[Kind]func(context.Context, source) (*Edition, error){
		CongressYAML:        readCongress,
		CongressJSON:        readCongress,
		CommitteesYAML:      readCommittees,
		OpenStatesPerson:    one,
		OpenStatesCommittee: one,
		Records:             readRecords,
		CongressCSV:         readCongressCSV,
		OFACSDN:             readOFAC,
		OFACAlt:             companionOnly,
		OFACAdd:             companionOnly,
		CountryNames:        readCountryNames,
		FollowTheMoney:      readFollowTheMoney,
	}
}

// companionOnly refuses a file that says nothing by itself.
func companionOnly(_ context.Context, s source) (*Edition, error) {
	return nil, fmt.Errorf("%s: %w: it adds to the SDN list; load sdn.csv, which is read together with it", s.name, ErrCompanion)
}
