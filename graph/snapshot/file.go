package snapshot

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"unsafe"

	"demarche/graph"
)

// A snapshot file is a header, a table of sections, and the sections, each beginning at a multiple of align. All numbers
// are little-endian. Arrays of 32-bit numbers are used in place when the file is mapped.
//
//	header   magic [8]byte, format uint32, sections uint32, version uint64, quads uint64, size uint64, identity of the
//	         store uint64, table checksum uint32, header checksum uint32
//	section  kind uint32, checksum uint32 (CRC-32C), offset uint64, length uint64 in bytes
const (
	magic        = "dmsnap\r\n"
	format       = 2
	headerBytes  = 56
	sectionBytes = 24
	align        = 64
)

// The sections, in the order of the file.
const (
	secClasses = iota
	secFirsts
	secOffsets
	secText
	secPredicates
	secRowNodes
	secRowOffsets
	secEnds
	secEdgeLabels
	secLabels
	secAlias
	secCanon
	secByCanon
	secItsAlias
	secJoins
	secSlots
	secCount
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// predicateWords is the length of a predicate's entry in its section: the id, then for both directions first, rows (the
// number of row nodes when sparse, of offsets less one when dense) and edges.
const predicateWords = 7

// littleEndian tells whether this machine can use the arrays of a file in place.
var littleEndian = binary.NativeEndian.Uint16([]byte{1, 0}) == 1

// words is the bytes of an array as the file has them.
func words[T ~uint32](a []T) []byte {
	if len(a) == 0 {
		return nil
	}
	if littleEndian {
		return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(a))), 4*len(a))
	}
	b := make([]byte, 0, 4*len(a))
	for _, v := range a {
		b = binary.LittleEndian.AppendUint32(b, uint32(v))
	}
	return b
}

// arrayOf is the inverse of words; on little-endian machines it shares memory with b.
func arrayOf[T ~uint32](b []byte) []T {
	if len(b) < 4 {
		return nil
	}
	if littleEndian && uintptr(unsafe.Pointer(unsafe.SliceData(b)))%4 == 0 {
		return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(b))), len(b)/4)
	}
	a := make([]T, len(b)/4)
	for i := range a {
		a[i] = T(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return a
}

// Save writes the snapshot to a file: whole, by way of a temporary file in the same folder, or not at all. A snapshot
// that carries changes over its base is laid out anew first.
func (s *Snapshot) Save(path string) error {
	f := s.base
	if s.over != nil {
		f = s.compacted()
	}
	return atomically(path, func(out *os.File) error { return f.write(out) })
}

// atomically makes a file by way of a temporary one, synced before it gets its name.
func atomically(path string, fill func(*os.File) error) error {
	tmp, err := temporary(path, fill)
	if err != nil {
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		_ = os.Remove(tmp)
		return fmt.Errorf("snapshot: writing %s: %w", path, err)
	}
	return syncFolder(filepath.Dir(path))
}

// temporary makes a file beside path, synced, and returns its name.
func temporary(path string, fill func(*os.File) error) (name string, err error) {
	out, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return "", fmt.Errorf("snapshot: %w", err)
	}
	defer func() {
		if err != nil {
			_ = out.Close()
			_ = os.Remove(out.Name())
			err = fmt.Errorf("snapshot: writing %s: %w", path, err)
		}
	}()
	if err = fill(out); err != nil {
		return "", err
	}
	if err = out.Sync(); err != nil {
		return "", err
	}
	return out.Name(), out.Close()
}

// syncFolder makes the names in a folder durable, where the system can.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync() // some systems cannot sync a folder; the file itself is safe
	return d.Close()
}

// write writes the sections after a gap, then the header and the table into the gap.
func (f *flat) write(out *os.File) error {
	gap := int64(headerBytes + secCount*sectionBytes)
	w := &sectionWriter{out: bufio.NewWriterSize(out, 1<<20)}
	if _, err := out.Seek(gap, io.SeekStart); err != nil {
		return err
	}
	w.offset = gap
	for kind := range secCount {
		w.begin(uint32(kind))
		f.section(kind, w.add)
	}
	if err := w.out.Flush(); err != nil {
		return err
	}
	head := make([]byte, 0, gap)
	head = append(head, magic...)
	head = binary.LittleEndian.AppendUint32(head, format)
	head = binary.LittleEndian.AppendUint32(head, secCount)
	head = binary.LittleEndian.AppendUint64(head, uint64(f.version))
	head = binary.LittleEndian.AppendUint64(head, uint64(f.quads))
	head = binary.LittleEndian.AppendUint64(head, uint64(w.offset))
	head = binary.LittleEndian.AppendUint64(head, f.store)
	head = binary.LittleEndian.AppendUint32(head, crc32.Checksum(w.table(), castagnoli))
	head = binary.LittleEndian.AppendUint32(head, crc32.Checksum(head, castagnoli))
	_, err := out.WriteAt(append(head, w.table()...), 0)
	return err
}

// section hands the parts of a section to add.
func (f *flat) section(kind int, add func([]byte)) {
	switch kind {
	case secClasses:
		for _, c := range f.classes {
			b := append([]byte{byte(c.kind)}, binary.AppendUvarint(nil, uint64(len(c.qualifier)))...)
			add(append(b, c.qualifier...))
		}
	case secFirsts:
		add(words(f.firsts))
	case secOffsets:
		add(words(f.offsets))
	case secText:
		add(f.text)
	case secPredicates:
		for i := range f.predicates {
			p := &f.predicates[i]
			add(words([]uint32{
				uint32(p.id), uint32(p.fwd.first), uint32(p.fwd.count()), uint32(len(p.fwd.ends)),
				uint32(p.rev.first), uint32(p.rev.count()), uint32(len(p.rev.ends)),
			}))
		}
	case secRowNodes, secRowOffsets, secEnds, secEdgeLabels:
		for i := range f.predicates {
			for _, r := range []*rows{&f.predicates[i].fwd, &f.predicates[i].rev} {
				switch kind {
				case secRowNodes:
					add(words(r.nodes))
				case secRowOffsets:
					add(words(r.offsets))
				case secEnds:
					add(words(r.ends))
				case secEdgeLabels:
					add(words(r.labels))
				}
			}
		}
	case secLabels:
		add(words(f.labels))
	case secAlias:
		add(words(f.alias))
	case secCanon:
		add(words(f.canon))
	case secByCanon:
		add(words(f.byCanon))
	case secItsAlias:
		add(words(f.itsAlias))
	case secJoins:
		for _, j := range f.joins {
			add(words([]graph.ID{j.subject, j.object, j.label}))
		}
	case secSlots:
		add(words(f.slots))
	}
}

// count is the number of rows, empty ones between dense rows included.
func (r *rows) count() int { return max(len(r.offsets)-1, 0) }

// sectionWriter writes aligned sections and remembers where they stand.
type sectionWriter struct {
	out      *bufio.Writer
	offset   int64
	sections []section
}

type section struct {
	kind, sum      uint32
	offset, length uint64
}

func (w *sectionWriter) begin(kind uint32) {
	for w.offset%align != 0 {
		_ = w.out.WriteByte(0)
		w.offset++
	}
	w.sections = append(w.sections, section{kind: kind, offset: uint64(w.offset)})
}

// add appends to the section that is open; bufio keeps the first error for Flush.
func (w *sectionWriter) add(b []byte) {
	s := &w.sections[len(w.sections)-1]
	s.sum = crc32.Update(s.sum, castagnoli, b)
	s.length += uint64(len(b))
	w.offset += int64(len(b))
	_, _ = w.out.Write(b)
}

func (w *sectionWriter) table() []byte {
	var b []byte
	for _, s := range w.sections {
		b = binary.LittleEndian.AppendUint32(b, s.kind)
		b = binary.LittleEndian.AppendUint32(b, s.sum)
		b = binary.LittleEndian.AppendUint64(b, s.offset)
		b = binary.LittleEndian.AppendUint64(b, s.length)
	}
	return slices.Clip(b)
}
