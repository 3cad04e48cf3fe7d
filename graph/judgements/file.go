package judgements

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// The file begins with one comment line and a heading. Cells are separated by tabs; a tab, line end or backslash in a cell is
// written \t, \n, \r, \\.
const (
	headLine = "# Judgements of demarche: who is who. Sorted; one judgement a line; merge by keeping both sides' lines."
	heading  = "left\tright\tverdict\twho\twhen\tnote"
	maxLine  = 1 << 16
)

// Load reads the file. A missing file is an empty set. Judgements that contradict each other, as a merge can bring
// together, are refused by name and line; so are lines that are no judgements.
func Load(path string) (*Set, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &Set{}, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	return Read(f, path)
}

// Read is [Load] from a reader; name stands in errors.
func Read(r io.Reader, name string) (*Set, error) {
	s := &Set{}
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 0, 4096), maxLine)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimSuffix(sc.Text(), "\r")
		if line == "" || line == heading || strings.HasPrefix(line, "#") {
			continue
		}
		if strings.HasPrefix(line, "<<<<<<<") || strings.HasPrefix(line, ">>>>>>>") || line == "=======" {
			return nil, fmt.Errorf("%s:%d: %w: mark of an unfinished merge", name, n, ErrSyntax)
		}
		j, err := parse(line)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		if err := s.Decide(j); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return s, nil
}

// parse reads one line.
func parse(line string) (Judgement, error) {
	if !utf8.ValidString(line) {
		return Judgement{}, fmt.Errorf("%w: not UTF-8", ErrSyntax)
	}
	f := strings.Split(line, "\t")
	if len(f) != 6 {
		return Judgement{}, fmt.Errorf("%w: %d cells, want 6", ErrSyntax, len(f))
	}
	for i := range f {
		f[i] = unescape.Replace(f[i])
	}
	return Judgement{f[0], f[1], Verdict(f[2]), f[3], f[4], f[5]}, nil
}

var (
	escape   = strings.NewReplacer("\\", `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)
	unescape = strings.NewReplacer(`\\`, "\\", `\t`, "\t", `\n`, "\n", `\r`, "\r")
)

// Write writes the set in the form of the file. Equal sets give equal bytes.
func (s *Set) Write(w io.Writer) error {
	b := bufio.NewWriter(w)
	b.WriteString(headLine + "\n" + heading + "\n")
	for _, j := range s.All() {
		for i, c := range []string{j.Left, j.Right, string(j.Verdict), j.Who, j.When, j.Note} {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(escape.Replace(strings.ToValidUTF8(c, "\ufffd")))
		}
		b.WriteByte('\n')
	}
	return b.Flush()
}

// Save writes the file whole or not at all: a new file beside it takes its place.
func (s *Set) Save(path string) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".judgements-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }() // gone already after the rename
	if err := s.Write(f); err != nil {
		return fmt.Errorf("%s: %w", path, errors.Join(err, f.Close()))
	}
	if err := errors.Join(f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return os.Rename(f.Name(), path)
}
