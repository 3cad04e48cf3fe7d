package match

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"

	"demarche/schema/names"
)

// fuzzyKeys finds the keys that differ little from a word: every key is stored under the hashes of the strings that arise
// when one letter, or two of a long key, are deleted (W. Garbe's symmetric deletion, 2012), and a word is looked up under
// its own deletions; the true distance is then computed.
type fuzzyKeys struct {
	keys []string
	rows []fuzzyRow // by hash
	seed maphash.Seed
}

type fuzzyRow struct {
	hash uint64
	key  int32
}

// Keys shorter than minFuzzy have no misprints that could be told from other names; two slips are looked for in keys of at
// least twoSlips letters.
const (
	minFuzzy = 3
	twoSlips = 6
)

func newFuzzyKeys(surnames map[string][]posting) fuzzyKeys {
	f := fuzzyKeys{seed: maphash.MakeSeed()}
	for k := range surnames {
		if len(k) >= minFuzzy {
			f.keys = append(f.keys, k)
		}
	}
	slices.Sort(f.keys)
	f.rows = make([]fuzzyRow, 0, 24*len(f.keys))
	for i, k := range f.keys {
		f.deletions(k, len(k) >= twoSlips, func(h uint64) { f.rows = append(f.rows, fuzzyRow{h, int32(i)}) })
	}
	slices.SortFunc(f.rows, func(a, b fuzzyRow) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.key, b.key))
	})
	return f
}

// deletions calls yield with the hash of s and of s less one letter, and less two when two is set.
func (f *fuzzyKeys) deletions(s string, two bool, yield func(uint64)) {
	var buf, buf2 [64]byte
	if len(s) > len(buf) {
		s = s[:len(buf)]
	}
	yield(maphash.String(f.seed, s))
	for i := range len(s) {
		if i > 0 && s[i] == s[i-1] {
			continue
		}
		b := append(append(buf[:0], s[:i]...), s[i+1:]...)
		yield(maphash.Bytes(f.seed, b))
		if !two {
			continue
		}
		for j := i; j < len(b); j++ {
			c := append(append(buf2[:0], b[:j]...), b[j+1:]...)
			yield(maphash.Bytes(f.seed, c))
		}
	}
}

// find calls yield with every key whose distance from word is 1, or 2 for long words, in the order of keys.
func (f *fuzzyKeys) find(word string, yield func(key string, distance int)) {
	if len(word) < minFuzzy || len(word) > 40 {
		return
	}
	two := len(word) >= twoSlips-1
	var hits []int32
	f.deletions(word, two, func(h uint64) {
		i, _ := slices.BinarySearchFunc(f.rows, h, func(r fuzzyRow, h uint64) int { return cmp.Compare(r.hash, h) })
		for ; i < len(f.rows) && f.rows[i].hash == h; i++ {
			hits = append(hits, f.rows[i].key)
		}
	})
	slices.Sort(hits)
	for _, i := range slices.Compact(hits) {
		k := f.keys[i]
		limit := 1
		if len(k) >= twoSlips {
			limit = 2
		}
		if d := names.OSA(word, k, limit); d > 0 && d <= limit {
			yield(k, d)
		}
	}
}

// ocrKey writes a word in the way in which letters that scanners confuse are one.
func ocrKey(s string) string { return ocrPairs.Replace(s) }

var ocrPairs = strings.NewReplacer("rn", "m", "vv", "w", "cl", "d", "nn", "m", "ll", "u", "ii", "u", "li", "h", "0", "o", "1", "l", "5", "s", "8", "b", "i", "l", "j", "l", "c", "e")
