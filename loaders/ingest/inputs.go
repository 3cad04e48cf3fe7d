package ingest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

// The errors of finding inputs.
var (
	ErrNoInput   = errors.New("nothing to load")
	ErrIrregular = errors.New("not a regular file")
)

// Input is one file to load.
type Input struct {
	Path   string // as given, or found below a folder that was given; "-" is standard input
	Folder string // the folder argument that it was found below, empty for a file that was named
	Number int    // the one document of the file that is meant, from 1, as "file#N" addresses it; 0 is all
}

// address adds the number of the document that is meant to a path.
func (in Input) address(path string) string {
	if in.Number == 0 {
		return path
	}
	return fmt.Sprintf("%s#%d", path, in.Number)
}

// Inputs lists the files behind arguments: files as they are, one document of a file of many as "file#N", folders with everything below them, patterns with what
// they match, "-" for standard input. The order is that of the arguments, and by path inside a folder; a file stands
// once. Names that begin with a full stop are passed over inside folders, and links are followed to files only; what else
// is there and cannot be read is listed too, for the report. The error names the argument.
func Inputs(args []string) ([]Input, error) {
	var out []Input
	seen := make(map[string]bool)
	add := func(in Input) {
		if key := in.address(filepath.Clean(in.Path)); !seen[key] {
			seen[key] = true
			out = append(out, in)
		}
	}
	for _, arg := range args {
		paths, err := expand(arg)
		if err != nil {
			return nil, err
		}
		for _, path := range paths {
			if file, n := oneOf(path); n > 0 {
				add(Input{Path: file, Number: n})
			} else if err := walk(path, add); err != nil {
				return nil, err
			}
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: %w", strings.Join(args, " "), ErrNoInput)
	}
	return out, nil
}

// oneOf parts "file#N" into the file and the number of a document in it; n is 0 for all other arguments.
func oneOf(arg string) (file string, n int) {
	if _, err := os.Stat(arg); err == nil {
		return "", 0
	}
	i := strings.LastIndexByte(arg, '#')
	if i < 0 {
		return "", 0
	}
	if info, err := os.Stat(arg[:i]); err != nil || !info.Mode().IsRegular() {
		return "", 0
	}
	n, err := strconv.Atoi(arg[i+1:])
	if err != nil || n < 1 {
		return "", 0
	}
	return arg[:i], n
}

// expand is the paths behind one argument. A path that exists is taken as it is, whatever characters it has.
func expand(arg string) ([]string, error) {
	if arg == "-" {
		return []string{arg}, nil
	}
	_, err := os.Stat(arg)
	if _, n := oneOf(arg); n > 0 {
		return []string{arg}, nil
	}
	if err == nil || !strings.ContainsAny(arg, "*?[") {
		return []string{arg}, err
	}
	paths, err := filepath.Glob(arg)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", arg, err)
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("%s: %w: no file matches", arg, ErrNoInput)
	}
	sort.Strings(paths)
	return paths, nil
}

func walk(path string, add func(Input)) error {
	if path == "-" {
		add(Input{Path: path})
		return nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		if !info.Mode().IsRegular() && info.Mode()&fs.ModeNamedPipe == 0 {
			return fmt.Errorf("%s: %w", path, ErrIrregular)
		}
		add(Input{Path: path})
		return nil
	}
	found := 0
	err = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		switch {
		case p == path && err != nil:
			return err
		case p == path:
		case strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return filepath.SkipDir
			}
		case err != nil, !d.IsDir(): // a folder that cannot be read stands for what is in it
			found++
			add(Input{Path: p, Folder: path})
		}
		return nil
	})
	if err == nil && found == 0 {
		err = fmt.Errorf("%s: %w: the folder has no files", path, ErrNoInput)
	}
	return err
}
