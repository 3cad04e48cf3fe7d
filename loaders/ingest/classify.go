package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"demarche/graph/quadio"
	"demarche/loaders/decode"
	"demarche/loaders/registers"
)

// plan is what the inputs of one load are.
type plan struct {
	registers []string // files and folders of registers, each once, in order
	documents []Input
	graphs    []graphFile    // files of RDF
	dropped   map[string]int // reason -> files inside folders that are neither
	warnings  []string
	bytes     int64
}

// classify looks into every input before anything is written. A named file that cannot be loaded is an error; one that
// was found in a folder is counted as dropped and told in a warning. As forces a document format.
func classify(ctx context.Context, inputs []Input, as string) (*plan, error) {
	if err := KnownFormat(as); err != nil {
		return nil, err
	}
	p := &plan{dropped: make(map[string]int)}
	for _, in := range inputs {
		err := p.place(ctx, in, as)
		switch {
		case err == nil:
		case in.Folder == "":
			return nil, err
		default:
			p.dropped[reason(err)]++
			p.warnings = append(p.warnings, "dropped: "+err.Error())
		}
	}
	if len(p.registers)+len(p.documents)+len(p.graphs) == 0 {
		return nil, fmt.Errorf("%s: %w: no document or register among %d files", inputs[0].Folder, ErrNoInput, len(inputs))
	}
	return p, nil
}

// KnownFormat tells whether as is a word for --as: a format of documents or of RDF, or empty. The error wraps
// [decode.ErrUnknownKind] and lists the words.
func KnownFormat(as string) error {
	if as == "" || slices.Contains(rdfNames, quadio.Format(as)) {
		return nil
	}
	if _, err := decode.Find(as); err != nil {
		return fmt.Errorf("%w %q: known are %s", decode.ErrUnknownKind, as, strings.Join(FormatNames(), ", "))
	}
	return nil
}

// FormatNames lists the words that --as takes, sorted.
func FormatNames() []string {
	names := decode.Names()
	for _, f := range rdfNames {
		names = append(names, string(f))
	}
	slices.Sort(names)
	return names
}

func (p *plan) place(ctx context.Context, in Input, as string) error {
	if in.Path == "-" {
		p.documents = append(p.documents, in)
		return nil
	}
	info, err := os.Stat(in.Path)
	if err != nil {
		return err
	}
	switch mode := info.Mode(); {
	case mode&fs.ModeNamedPipe != 0 && in.Folder == "": // can be read once only
		p.documents = append(p.documents, in)
		return nil
	case mode.IsDir() && in.Folder != "":
		if _, err := os.ReadDir(in.Path); err != nil {
			return err
		}
		return fmt.Errorf("%s: %w: a link to a folder is not followed", in.Path, ErrIrregular)
	case !mode.IsRegular():
		return fmt.Errorf("%s: %w", in.Path, ErrIrregular)
	}
	head, err := readHead(in.Path)
	if err != nil {
		return err
	}
	if f := rdfFormat(in.Path, as, head); f != "" {
		p.graphs = append(p.graphs, graphFile{in.Path, f})
		return nil
	}
	if as == "" {
		if kind, ok := registers.Sniff(in.Path, head); ok {
			p.register(in, kind)
			return nil
		}
	}
	name := as
	if as == "" {
		f, err := decode.Sniff(filepath.Base(in.Path), head)
		if err != nil {
			return fmt.Errorf("%s: %w", in.Path, err)
		}
		name = f.Name
	} else if len(head) == 0 {
		return fmt.Errorf("%s: %w", in.Path, decode.ErrEmpty)
	}
	isMany := name == "releases" || name == "mail" && decode.IsMailbox(head)
	if !isMany && info.Size() > decode.MaxBytes {
		return fmt.Errorf("%s: %w: %d MiB, the limit is %d MiB", in.Path, decode.ErrTooLarge, info.Size()>>20, decode.MaxBytes>>20)
	}
	if in.Folder == "" && !isMany {
		if err := readable(ctx, in.Path, as); err != nil {
			return err
		}
	}
	p.bytes += info.Size()
	p.documents = append(p.documents, in)
	return nil
}

// readable decodes a file that is one document, or a mail with what is attached: a named file of which nothing can be
// read stops the load before it begins.
func readable(ctx context.Context, path, as string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // only read
	var first error
	for _, err := range decode.Documents(ctx, path, f, as) {
		if err == nil {
			return nil
		}
		if first == nil {
			first = err
		}
	}
	return first
}

// register notes a register file; files that are one register together are noted as their folder, those that are read
// beside another file are not noted.
func (p *plan) register(in Input, kind registers.Kind) {
	path := in.Path
	switch kind {
	case registers.OFACAlt, registers.OFACAdd:
		return
	case registers.OpenStatesPerson, registers.OpenStatesCommittee:
		if in.Folder != "" {
			path = stateFolder(in)
		}
	}
	if !slices.Contains(p.registers, path) {
		p.registers = append(p.registers, path)
	}
}

// stateFolder is the folder of a state in a tree of openstates/people, never above the folder that was given.
func stateFolder(in Input) string {
	dir := filepath.Dir(in.Path)
	switch filepath.Base(dir) {
	case "legislature", "retired", "committees", "executive", "municipalities":
		if filepath.Clean(dir) != filepath.Clean(in.Folder) {
			return filepath.Dir(dir)
		}
	}
	return dir
}

func readHead(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	head := make([]byte, decode.SniffBytes)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return head[:n], nil
}

// reason is the short phrase under which a file or document that cannot be loaded is counted.
func reason(err error) string {
	for _, r := range []struct {
		err  error
		word string
	}{
		{decode.ErrEmpty, "empty"},
		{decode.ErrBinary, "not a text document"},
		{decode.ErrTooLarge, "too large"},
		{decode.ErrNoText, "no text"},
		{decode.ErrFormat, "damaged"},
		{decode.ErrEncoding, "unknown encoding"},
		{decode.ErrEncrypted, "asks for a password"},
		{ErrIrregular, "no file"},
	} {
		if errors.Is(err, r.err) {
			return r.word
		}
	}
	return unreadable
}

// unreadable is the reason of an error that says nothing about the document: the disk, the network, the end of time.
const unreadable = "unreadable"
