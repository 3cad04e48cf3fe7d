// Package decode turns the bytes of a file into documents of normalized text: the first stage of the reader of letters.
// Start with [Reader.Documents]. The format is recognised from the content; one file may hold many documents (a line of
// a file of releases is one). Normalized text is what the store keeps and what every span points into: valid UTF-8 in
// composed form, \n line ends, no control characters, no-break and other odd spaces as plain ones, markup removed.
// It does not know what a letter is.
package decode

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"sort"
	"strings"

	"demarche/schema"
)

// The errors of this package; every error wraps one and names the file, and the line or page where there is one.
var (
	ErrEmpty       = errors.New("the file is empty")
	ErrBinary      = errors.New("not a text document")
	ErrTooLarge    = errors.New("the document is too large")
	ErrFormat      = errors.New("the document is damaged")
	ErrUnknownKind = errors.New("unknown kind")
	ErrNoText      = errors.New("the document has no text")
	ErrEncrypted   = errors.New("the document asks for a password")
	ErrEncoding    = errors.New("the text is in no encoding that is known")
)

// MaxBytes is the largest document that is read, from DESIGN section 8; a file of releases may be longer, its lines not.
const MaxBytes = 32 << 20

// Document is one normalized text with what its file tells of it.
type Document struct {
	Source    string // path as given, with #N for the Nth line of a file of releases
	FileName  string // base name of the file, with #N likewise
	Format    string // the Name of the Format that read it
	SHA256    string // hex, of the bytes the document came in: the file, or its line
	Text      string // normalized
	Title     string // as the file gives it beside the text, empty when it does not
	Published string // ISO date likewise
	URL       string // address of the published document likewise
	Pages     int    // of a PDF
	// Runs says which page of a PDF of several each part of Text stands on, by Start; nil for other documents.
	Runs []schema.PageRun
	// BlankPages is how many pages of a PDF have no text; they may be scans, signatures among them.
	BlankPages int
	// IsCut tells of a PDF that lacks its end; what stood there is lost.
	IsCut  bool
	Member string // person id of the member who released it, "bioguide:X", likewise
}

// Format is one input format.
type Format struct {
	Name string // the word for --as
	Doc  string // one line for help texts
	// Sniff tells whether the head of a file (at most [SniffBytes] bytes) is in this format; name is the base name.
	sniff func(name string, head []byte) bool
	read  func(ctx context.Context, f file) iter.Seq2[Document, error]
}

// SniffBytes is how much of a file's head the recognition of its format looks at.
const SniffBytes = 64 << 10

type file struct {
	source, name string
	format       string
	r            io.Reader // the whole file, head included
}

// Formats lists the formats in the order in which a file is tried.
func Formats() []Format { return formats() }

// Names lists the words that --as takes, sorted.
func Names() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.Name)
	}
	sort.Strings(names)
	return names
}

// Find returns the format of a name. The error wraps [ErrUnknownKind] and lists the names.
func Find(name string) (Format, error) {
	for _, f := range formats() {
		if f.Name == name {
			return f, nil
		}
	}
	return Format{}, fmt.Errorf("%w %q: known are %s", ErrUnknownKind, name, strings.Join(Names(), ", "))
}

// Sniff returns the format that the head of a file is in. The error wraps [ErrEmpty] or [ErrBinary].
func Sniff(name string, head []byte) (Format, error) {
	if len(head) == 0 {
		return Format{}, ErrEmpty
	}
	for _, f := range formats() {
		if f.sniff(name, head) {
			return f, nil
		}
	}
	if name := foreignName(head); name != "" {
		return Format{}, fmt.Errorf("%w but %s", ErrBinary, name)
	}
	return Format{}, ErrBinary
}

// Documents reads the documents of one file. Source is how the file is addressed and stands in every error; as forces
// a format, and an empty as recognises it. An error in one document of many does not stop the others: it is yielded in
// its place, and the reading goes on where the format allows it.
func Documents(ctx context.Context, source string, r io.Reader, as string) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		head := make([]byte, SniffBytes)
		n, err := io.ReadFull(r, head)
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
			yield(Document{}, fmt.Errorf("%s: %w", source, err))
			return
		}
		head = head[:n]
		name := baseName(source)
		var f Format
		if as != "" {
			f, err = Find(as)
			if err == nil && n == 0 {
				err = ErrEmpty
			}
		} else {
			f, err = Sniff(name, head)
		}
		if err != nil {
			yield(Document{}, fmt.Errorf("%s: %w", source, err))
			return
		}
		whole := io.MultiReader(strings.NewReader(string(head)), r)
		for d, err := range f.read(ctx, file{source: source, name: name, format: f.Name, r: whole}) {
			if !yield(d, err) {
				return
			}
		}
	}
}

func baseName(path string) string {
	if i := strings.LastIndexAny(path, `/\`); i >= 0 {
		return path[i+1:]
	}
	return path
}

// readAll reads a document of at most [MaxBytes]; the error wraps [ErrTooLarge].
func readAll(f file) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(f.r, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.source, err)
	}
	if len(b) > MaxBytes {
		return nil, fmt.Errorf("%s: %w: over %d MiB", f.source, ErrTooLarge, MaxBytes>>20)
	}
	return b, nil
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// one makes the reading of a format whose file is one document.
func one(convert func(f file, b []byte) (Document, error)) func(context.Context, file) iter.Seq2[Document, error] {
	return func(_ context.Context, f file) iter.Seq2[Document, error] {
		return func(yield func(Document, error) bool) {
			b, err := readAll(f)
			if err != nil {
				yield(Document{}, err)
				return
			}
			d, err := convert(f, b)
			if err == nil && strings.TrimSpace(d.Text) == "" {
				err = fmt.Errorf("%s: %w", f.source, ErrNoText)
			}
			d.Source, d.FileName, d.Format, d.SHA256 = f.source, f.name, f.format, hash(b)
			yield(d, err)
		}
	}
}
