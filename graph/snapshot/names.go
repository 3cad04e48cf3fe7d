package snapshot

import (
	"hash/crc32"
	"math/bits"
	"slices"
	"unsafe"

	"demarche/graph"
)

// The name index finds a term by its text without a search through the dictionary: slots is a hash table of terms with
// linear probing, a power of two long and at most two thirds full. A term that finds no room within maxProbes of its place
// is left out, so that nobody can make look-ups slow by choosing names; whoever comes to the end of the probes without an
// empty slot searches the dictionary.
const maxProbes = 24

// slot is where a term's probes begin.
func (f *flat) slot(class int, text string) uint64 {
	sum := crc32.Checksum(unsafe.Slice(unsafe.StringData(text), len(text)), castagnoli)
	h := (uint64(class)<<32 | uint64(sum)) * 0x9e3779b97f4a7c15 // Knuth's multiplicative hashing
	return h >> (64 - bits.TrailingZeros64(uint64(len(f.slots))))
}

// indexNames fills the name index.
func (f *flat) indexNames() {
	n := f.terms()
	if n == 0 {
		f.slots = nil
		return
	}
	f.slots = make([]graph.ID, 1<<bits.Len64(uint64(max(n+n/2, 2))-1))
	mask := uint64(len(f.slots) - 1)
	for i := range f.classes {
		for id := f.firsts[i]; id < f.firsts[i+1]; id++ {
			at := f.slot(i, f.view(graph.ID(id)))
			for range maxProbes {
				if f.slots[at] == 0 {
					f.slots[at] = graph.ID(id)
					break
				}
				at = (at + 1) & mask
			}
		}
	}
}

// find is the number of a term as it stands in the dictionary, 0 when it does not.
func (f *flat) find(c class, text string) graph.ID {
	i, ok := slices.BinarySearchFunc(f.classes, c, class.compare)
	if !ok {
		return 0
	}
	lo, hi := graph.ID(f.firsts[i]), graph.ID(f.firsts[i+1])
	if len(f.slots) < 2 {
		return f.search(lo, hi, text)
	}
	mask := uint64(len(f.slots) - 1)
	at := f.slot(i, text)
	for range maxProbes {
		id := f.slots[at]
		if id == 0 {
			return 0
		}
		if lo <= id && id < hi && f.view(id) == text {
			return id
		}
		at = (at + 1) & mask
	}
	return f.search(lo, hi, text)
}
