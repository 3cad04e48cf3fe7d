package lexicon

// trie finds phrases of words. Node 0 is the root.
type trie struct {
	next    map[uint64]int32 // node<<32|word -> node
	entries [][]int32        // entries that end at a node
	begins  []bool           // by word: some phrase begins with it
}

func newTrie() *trie { return &trie{next: map[uint64]int32{}, entries: make([][]int32, 1)} }

func key(node, word int32) uint64 { return uint64(uint32(node))<<32 | uint64(uint32(word)) }

// add files entry under the phrase.
func (t *trie) add(words []int32, entry int32) {
	node := int32(0)
	for _, w := range words {
		k := key(node, w)
		n, ok := t.next[k]
		if !ok {
			n = int32(len(t.entries))
			t.entries = append(t.entries, nil)
			t.next[k] = n
		}
		node = n
	}
	t.entries[node] = append(t.entries[node], entry)
	for int(words[0]) >= len(t.begins) {
		t.begins = append(t.begins, make([]bool, 1+int(words[0])-len(t.begins))...)
	}
	t.begins[words[0]] = true
}

// walk calls found for every entry whose phrase begins at token i, shorter phrases first. end is the token after the
// phrase.
func (t *trie) walk(toks []Token, i int, found func(entry int32, end int)) {
	w := toks[i].Word
	if w == 0 || int(w) >= len(t.begins) || !t.begins[w] {
		return
	}
	node := int32(0)
	for j := i; j < len(toks) && toks[j].Word != 0; j++ {
		n, ok := t.next[key(node, toks[j].Word)]
		if !ok {
			return
		}
		node = n
		for _, e := range t.entries[node] {
			found(e, j+1)
		}
	}
}
