package paths

import "demarche/graph"

// table numbers states by node: the states of one node are chained through next. It is a hash table with open
// addressing over 32-bit keys, which is several times faster here than a map.
type table struct {
	slots []uint64 // node << 32 | index of the chain's first state + 1, 0 when free
	used  int
	next  []int32 // by state: the next one of the same node, -1 at the end
}

const golden = 0x9E3779B97F4A7C15 // 2^64 over the golden ratio (Knuth, TAOCP 3, 6.4)

func (t *table) find(node graph.ID) (slot int) {
	mask := len(t.slots) - 1
	for i := int(uint64(node) * golden >> 33); ; i++ {
		if s := t.slots[i&mask]; s == 0 || graph.ID(s>>32) == node {
			return i & mask
		}
	}
}

// first is the first state of a node, -1 when it has none.
func (t *table) first(node graph.ID) int32 {
	if len(t.slots) == 0 {
		return -1
	}
	return int32(uint32(t.slots[t.find(node)])) - 1
}

// put chains state number i, which must be the next one, to its node.
func (t *table) put(node graph.ID, i int32) {
	if 2*t.used >= len(t.slots) {
		t.grow()
	}
	s := t.find(node)
	if t.slots[s] == 0 {
		t.used++
		t.next = append(t.next, -1)
	} else {
		t.next = append(t.next, int32(uint32(t.slots[s]))-1)
	}
	t.slots[s] = uint64(node)<<32 | uint64(uint32(i+1))
}

func (t *table) grow() {
	old := t.slots
	t.slots = make([]uint64, max(64, 2*len(old)))
	for _, s := range old {
		if s != 0 {
			t.slots[t.find(graph.ID(s>>32))] = s
		}
	}
}
