package fetch

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// The limits of an archive. The whole of openstates/people has 26,000 files and 31 MB.
const (
	maxEntries  = 200_000
	maxUnpacked = 512 << 20 // over all entries, the ones that are skipped too
	maxEntry    = 32 << 20
)

// unpackOnce unpacks an archive unless target holds what it has; a file beside target says which archive that was.
func unpackOnce(ctx context.Context, archive FileResult, folder, target string) error {
	mark := target + ".sha256"
	if have, err := os.ReadFile(mark); err == nil && string(have) == archive.SHA256+"\n" {
		if _, err := os.Stat(target); err == nil {
			return nil
		}
	}
	if err := unpack(ctx, archive.Path, folder, target); err != nil {
		return err
	}
	return os.WriteFile(mark, []byte(archive.SHA256+"\n"), 0o644)
}

// unpack writes the regular files below folder of a .tar.gz into target, which is replaced as a whole. The archive may
// have one more folder around everything, as those of GitHub do. Links and names that lead out are left alone.
func unpack(ctx context.Context, archive, folder, target string) (err error) {
	f, err := os.Open(archive)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // only read
	zr, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrArchive, err)
	}
	temp := target + ".new"
	if err := os.RemoveAll(temp); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(temp))
		}
	}()
	budget := &io.LimitedReader{R: zr, N: maxUnpacked}
	files := 0
	tr := tar.NewReader(budget)
	for n := 0; ; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		h, err := tr.Next()
		if errors.Is(err, io.EOF) && budget.N > 0 {
			break
		}
		switch {
		case budget.N <= 0:
			return fmt.Errorf("%w: unpacks to more than %d bytes", ErrTooLarge, int64(maxUnpacked))
		case err != nil:
			return fmt.Errorf("%w: %w", ErrArchive, err)
		case n >= maxEntries:
			return fmt.Errorf("%w: more than %d entries", ErrTooLarge, maxEntries)
		}
		name, ok := inside(h.Name, folder)
		if !ok || h.Typeflag != tar.TypeReg {
			continue
		}
		if h.Size > maxEntry {
			return fmt.Errorf("%w: %s has %d bytes", ErrTooLarge, h.Name, h.Size)
		}
		if err := writeEntry(filepath.Join(temp, filepath.FromSlash(name)), tr, h.Size); err != nil {
			return fmt.Errorf("%s: %w", h.Name, err)
		}
		files++
	}
	if files == 0 {
		return fmt.Errorf("%w: no files below %s", ErrArchive, folder)
	}
	if err := os.RemoveAll(target); err != nil {
		return err
	}
	return os.Rename(temp, target)
}

// inside is the name of an entry below folder, with or without one folder around.
func inside(name, folder string) (string, bool) {
	name = path.Clean(name)
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return "", false
	}
	_, rest, _ := strings.Cut(name, "/")
	for _, n := range []string{name, rest} {
		if below, ok := strings.CutPrefix(n, folder+"/"); ok {
			return below, true
		}
	}
	return "", false
}

func writeEntry(path string, r io.Reader, size int64) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { _ = out.Close() }() // the second one, but after an error
	if _, err := io.CopyN(out, r, size); errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: %w", ErrArchive, err)
	} else if err != nil {
		return err
	}
	return out.Close()
}
