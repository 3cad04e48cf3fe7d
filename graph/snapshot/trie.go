package snapshot

import "math/bits"

// trie is a persistent map from 64-bit keys: set returns a new trie that shares what did not change, so that readers of
// the old one are never disturbed. It is a hash array mapped trie (Bagwell 2001) with 64-way nodes over a bijective
// mixing of the key, hence without collisions. The zero trie is empty.
type trie[V any] struct {
	root *trieNode[V]
	size int
}

type trieNode[V any] struct {
	edit    *edit
	bitmap  uint64
	entries []trieEntry[V]
}

type trieEntry[V any] struct {
	child *trieNode[V] // nil for a leaf
	key   uint64       // mixed
	value V
}

// edit marks the nodes that one batch of changes made and may still write to.
type edit struct{ _ byte }

// mix is the finalizer of SplitMix64, a bijection.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func (t trie[V]) get(key uint64) (v V, ok bool) {
	key = mix(key)
	n := t.root
	for shift := 0; n != nil; shift += 6 {
		bit := uint64(1) << (key >> shift & 63)
		if n.bitmap&bit == 0 {
			return v, false
		}
		e := &n.entries[bits.OnesCount64(n.bitmap&(bit-1))]
		if e.child == nil {
			if e.key == key {
				return e.value, true
			}
			return v, false
		}
		n = e.child
	}
	return v, false
}

// set returns the trie with the key's value replaced. Nodes made under the same batch are changed in place.
func (t trie[V]) set(batch *edit, key uint64, v V) trie[V] {
	root, added := t.root.set(batch, 0, mix(key), v)
	if added {
		t.size++
	}
	t.root = root
	return t
}

func (n *trieNode[V]) set(batch *edit, shift int, key uint64, v V) (*trieNode[V], bool) {
	bit := uint64(1) << (key >> shift & 63)
	if n == nil {
		return &trieNode[V]{batch, bit, []trieEntry[V]{{key: key, value: v}}}, true
	}
	at := bits.OnesCount64(n.bitmap & (bit - 1))
	if n.bitmap&bit == 0 {
		next := &trieNode[V]{batch, n.bitmap | bit, make([]trieEntry[V], 0, len(n.entries)+1)}
		next.entries = append(next.entries, n.entries[:at]...)
		next.entries = append(next.entries, trieEntry[V]{key: key, value: v})
		next.entries = append(next.entries, n.entries[at:]...)
		return next, true
	}
	if n.edit != batch {
		n = &trieNode[V]{batch, n.bitmap, append([]trieEntry[V](nil), n.entries...)}
	}
	e := &n.entries[at]
	switch {
	case e.child != nil:
		child, added := e.child.set(batch, shift+6, key, v)
		e.child = child
		return n, added
	case e.key == key:
		e.value = v
		return n, false
	}
	child, _ := (*trieNode[V])(nil).set(batch, shift+6, e.key, e.value)
	child, _ = child.set(batch, shift+6, key, v)
	*e = trieEntry[V]{child: child}
	return n, true
}

// each yields every key and value, in no order that means anything but always the same.
func (t trie[V]) each(yield func(key uint64, v V) bool) { t.root.each(yield) }

func (n *trieNode[V]) each(yield func(uint64, V) bool) bool {
	if n == nil {
		return true
	}
	for i := range n.entries {
		e := &n.entries[i]
		if e.child != nil {
			if !e.child.each(yield) {
				return false
			}
		} else if !yield(unmix(e.key), e.value) {
			return false
		}
	}
	return true
}

// unmix is the inverse of mix: each multiplier is replaced by its inverse modulo 2^64.
func unmix(x uint64) uint64 {
	x = (x ^ x>>31 ^ x>>62) * 0x319642b2d24d8ec3
	x = (x ^ x>>27 ^ x>>54) * 0x96de1b173f119089
	return x ^ x>>30 ^ x>>60
}
