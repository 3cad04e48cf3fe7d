package paths

import "demarche/graph"

// table numbers states: the states of one node are chained through next, the newest first. It is a hash table with open
// addressing over node numbers, which is several times faster here than a map, and it is kept from search to search: what
// it costs depends on the states of a search, never on the graph.
type table struct {
	states []state
	next   []int32  // by state: the one before it of the same node, -1 at the end
	slots  []uint32 // number of a node's newest state + 1, 0 when free; as many as a power of two
	spare  []uint32 // the slots before the last growth, to grow into
	shift  uint8    // 32 less that power
	used   int
}

const (
	golden   = 0x9E3779B9 // 2^32 over the golden ratio (Knuth, TAOCP 3, 6.4)
	minShift = 32 - 6     // of the smallest table, 64 slots
)

// reset empties the table. It goes back to few slots, which are cheap to clear.
func (t *table) reset() {
	t.states, t.next, t.used = t.states[:0], t.next[:0], 0
	if t.slots == nil {
		t.slots = make([]uint32, 1<<(32-minShift))
	}
	t.shift = minShift
	t.slots = t.slots[:1<<(32-minShift)]
	clear(t.slots)
}

// find is the slot of a node: the one that it has or the free one that it would get.
func (t *table) find(node graph.ID) uint32 {
	mask := uint32(len(t.slots) - 1)
	for i := uint32(node) * golden >> t.shift; ; i++ {
		if s := t.slots[i&mask]; s == 0 || t.states[s-1].node == node {
			return i & mask
		}
	}
}

// first is the newest state of a node, -1 when it has none.
func (t *table) first(node graph.ID) int32 { return int32(t.slots[t.find(node)]) - 1 }

// has is the number of a state, -1 when it is not there.
func (t *table) has(st state) int32 {
	for i := t.first(st.node); i >= 0; i = t.next[i] {
		if t.states[i] == st {
			return i
		}
	}
	return -1
}

// add is the number of a state, a new one when it is not there.
func (t *table) add(st state) int32 {
	n, _ := t.put(st)
	return n
}

// put is add that tells whether the state is new.
func (t *table) put(st state) (number int32, fresh bool) {
	slot := t.find(st.node)
	before := int32(t.slots[slot]) - 1
	for i := before; i >= 0; i = t.next[i] {
		if t.states[i] == st {
			return i, false
		}
	}
	number = int32(len(t.states))
	t.states, t.next = append(t.states, st), append(t.next, before)
	t.slots[slot] = uint32(number) + 1
	if before < 0 {
		if t.used++; 2*t.used >= len(t.slots) {
			t.grow()
		}
	}
	return number, true
}

// grow makes four times the slots.
func (t *table) grow() {
	old, n := t.slots, 4*len(t.slots)
	if cap(t.spare) < n {
		t.spare = make([]uint32, n)
	} else {
		t.spare = t.spare[:n]
		clear(t.spare)
	}
	t.slots, t.spare, t.shift = t.spare, old, t.shift-2
	for _, s := range old {
		if s != 0 {
			t.slots[t.find(t.states[s-1].node)] = s
		}
	}
}

// arena hands out slices of zeros that live as long as one search.
type arena[T any] struct {
	chunk []T
	used  int
}

func (a *arena[T]) reset() { a.used = 0 }

func (a *arena[T]) take(n int) []T {
	if a.used+n > len(a.chunk) {
		a.chunk, a.used = make([]T, max(n, 2*len(a.chunk), 256)), 0
	}
	out := a.chunk[a.used : a.used+n : a.used+n]
	a.used += n
	clear(out)
	return out
}
