package quadio

import (
	"bufio"
	"bytes"
	"container/heap"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
)

// runBytes is how much the sorter holds in memory before it writes a sorted run to a temporary file: at 64 MiB and
// about 150 bytes a quad a run has some 450,000 quads.
const runBytes = 64 << 20

// sorter sorts records by bytes and drops repetitions, in bounded memory.
type sorter struct {
	limit int
	buf   []byte
	ends  []int // record i is buf[ends[i-1]:ends[i]]
	runs  []*os.File
}

func newSorter() *sorter { return &sorter{limit: runBytes} }

// add takes the record that fill appends.
func (s *sorter) add(fill func([]byte) ([]byte, error)) error {
	n := len(s.buf)
	b, err := fill(s.buf)
	if err != nil {
		s.buf = b[:n]
		return err
	}
	s.buf = b
	s.ends = append(s.ends, len(b))
	if len(s.buf) >= s.limit {
		return s.spill()
	}
	return nil
}

// sorted is the records in memory, in order, without repetitions.
func (s *sorter) sorted() [][]byte {
	recs := make([][]byte, len(s.ends))
	start := 0
	for i, end := range s.ends {
		recs[i] = s.buf[start:end:end]
		start = end
	}
	slices.SortFunc(recs, bytes.Compare)
	return slices.CompactFunc(recs, bytes.Equal)
}

// spill writes the records in memory to a temporary file.
func (s *sorter) spill() error {
	f, err := os.CreateTemp("", "demarche-sort-")
	if err != nil {
		return fmt.Errorf("quadio: sorting: %w", err)
	}
	s.runs = append(s.runs, f)
	w := out{bufio.NewWriterSize(f, 1<<20)}
	var n [binary.MaxVarintLen64]byte
	for _, rec := range s.sorted() {
		w.putBytes(n[:binary.PutUvarint(n[:], uint64(len(rec)))])
		w.putBytes(rec)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("quadio: sorting: %w", err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("quadio: sorting: %w", err)
	}
	s.buf, s.ends = s.buf[:0], s.ends[:0]
	return nil
}

// close removes the temporary files.
func (s *sorter) close() {
	for _, f := range s.runs {
		_ = f.Close()
		_ = os.Remove(f.Name())
	}
	s.runs = nil
}

// each calls yield for every record in order. The record is valid during the call only.
func (s *sorter) each(ctx context.Context, yield func([]byte) error) error {
	if len(s.runs) == 0 {
		for i, rec := range s.sorted() {
			if i%4096 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			if err := yield(rec); err != nil {
				return err
			}
		}
		return nil
	}
	if err := s.spill(); err != nil {
		return err
	}
	return s.merge(ctx, yield)
}

func (s *sorter) merge(ctx context.Context, yield func([]byte) error) error {
	h := make(runHeap, 0, len(s.runs))
	for _, f := range s.runs {
		r := &run{in: bufio.NewReaderSize(f, 1<<18)}
		if ok, err := r.next(); err != nil {
			return err
		} else if ok {
			h = append(h, r)
		}
	}
	heap.Init(&h)
	var last []byte
	for n := 0; len(h) > 0; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		r := h[0]
		if n == 0 || !bytes.Equal(r.rec, last) {
			if err := yield(r.rec); err != nil {
				return err
			}
			last = append(last[:0], r.rec...)
		}
		ok, err := r.next()
		if err != nil {
			return err
		}
		if ok {
			heap.Fix(&h, 0)
		} else {
			heap.Pop(&h)
		}
	}
	return nil
}

// run reads one sorted file.
type run struct {
	in  *bufio.Reader
	rec []byte
}

func (r *run) next() (bool, error) {
	n, err := binary.ReadUvarint(r.in)
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	if err == nil {
		r.rec = slices.Grow(r.rec[:0], int(n))[:n]
		_, err = io.ReadFull(r.in, r.rec)
	}
	if err != nil {
		return false, fmt.Errorf("quadio: sorting: %w", err)
	}
	return true, nil
}

// runHeap has the run with the least record on top.
type runHeap []*run

func (h runHeap) Len() int           { return len(h) }
func (h runHeap) Less(i, j int) bool { return bytes.Compare(h[i].rec, h[j].rec) < 0 }
func (h runHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *runHeap) Push(x any)        { *h = append(*h, x.(*run)) }
func (h *runHeap) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}

// out is a buffered writer that keeps its first error for Flush.
type out struct{ *bufio.Writer }

func (o out) put(s string)      { _, _ = o.WriteString(s) }
func (o out) putBytes(b []byte) { _, _ = o.Write(b) }
