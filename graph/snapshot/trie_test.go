package snapshot

import (
	"math/rand/v2"
	"testing"
)

func TestTrieAgainstMap(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	var cur trie[int]
	model := map[uint64]int{}
	type version struct {
		t trie[int]
		m map[uint64]int
	}
	var kept []version
	for batch := range 50 {
		e := new(edit)
		for range 100 {
			k, v := r.Uint64N(3000), r.Int()
			if r.IntN(2) == 0 {
				k <<= 40
			}
			cur = cur.set(e, k, v)
			model[k] = v
		}
		if batch%10 == 0 {
			m := map[uint64]int{}
			for k, v := range model {
				m[k] = v
			}
			kept = append(kept, version{cur, m})
		}
	}
	for i, v := range kept {
		if v.t.size != len(v.m) {
			t.Errorf("version %d has size %d, want %d", i, v.t.size, len(v.m))
		}
		for k, want := range v.m {
			if got, ok := v.t.get(k); !ok || got != want {
				t.Fatalf("version %d: get(%d) = %d, %v, want %d", i, k, got, ok, want)
			}
		}
		n := 0
		v.t.each(func(k uint64, got int) bool {
			n++
			if want, ok := v.m[k]; !ok || got != want {
				t.Fatalf("version %d: each yields %d = %d, want %d", i, k, got, want)
			}
			return true
		})
		if n != len(v.m) {
			t.Errorf("version %d: each yields %d keys, want %d", i, n, len(v.m))
		}
		if _, ok := v.t.get(1 << 63); ok {
			t.Error("a key that was never set is found")
		}
	}
}
