package corpus

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/graph"
	"demarche/schema/names"
)

// Hit is one answer of a search. Score in (0,1] is 1 for the very form of words asked for.
type Hit struct {
	Node  graph.ID
	Kind  Kind
	Score float64
	Form  string // the form that matched, as the graph spells it
	How   MatchHow
}

// MatchHow says in what way a form fits a search.
type MatchHow uint8

// The ways in which a form fits, best first. Each word counts; the weakest word decides.
const (
	MatchExact    MatchHow = iota // the same words, accents and case aside
	MatchPrefix                   // a word begins with the word asked for
	MatchNickname                 // a known short or other form of a given name
	MatchScript                   // another transliteration from a foreign script
	MatchSpelling                 // one or two letters differ
)

// form is one searchable string of a node.
type form struct {
	node  graph.ID
	kind  Kind
	text  string
	words uint16
}

// searchIndex is an inverted index over the folded words of all forms, with every word also filed under itself less one
// letter, so that words one or two letters apart meet (the symmetric-delete method of Garbe, 2012).
type searchIndex struct {
	forms    []form
	words    []string           // sorted
	postings [][]uint32         // forms of each word, ascending
	deletes  map[string][]int32 // word less one letter -> words
	short    map[string][]int32 // formal given name -> its short forms
	skeleton map[string][]int32 // what transliterations agree on -> words
}

// searchKinds are the kinds that a search looks at, with the properties that hold their forms.
func (c *Corpus) searchForms() map[Kind][]graph.ID {
	t := &c.T
	return map[Kind][]graph.ID{
		KindPerson:       {t.Label, t.AlternateName, t.Nickname},
		KindOrganization: {t.Label, t.AlternateName},
		KindCountry:      {t.Label, t.AlternateName},
		KindPost:         {t.Label},
		KindEvent:        {t.Label},
		KindLegalBasis:   {t.Label, t.AlternateName},
		KindLetter:       {t.Label, t.Title},
		KindDocument:     {t.Label, t.Title, t.FileName},
		KindDemandType:   {t.Label},
	}
}

// SearchKinds are the kinds of nodes that [Corpus.Search] finds.
func SearchKinds() []Kind {
	return []Kind{KindPerson, KindOrganization, KindPost, KindLetter, KindDemandType, KindLegalBasis, KindEvent, KindCountry, KindDocument}
}

func (c *Corpus) index() *searchIndex {
	return c.search.get(func() *searchIndex {
		x := &searchIndex{deletes: map[string][]int32{}, skeleton: map[string][]int32{}}
		byWord := map[string][]uint32{}
		props := c.searchForms()
		for _, k := range SearchKinds() {
			for _, id := range c.List(k).IDs {
				x.addNode(c, k, id, props[k], byWord)
			}
		}
		for w := range byWord {
			x.words = append(x.words, w)
		}
		slices.Sort(x.words)
		x.postings = make([][]uint32, len(x.words))
		for i, w := range x.words {
			x.postings[i] = byWord[w]
			if utf8.RuneCountInString(w) < 3 {
				continue
			}
			eachDelete(w, func(d string) { x.deletes[d] = append(x.deletes[d], int32(i)) })
			key := names.Skeleton(w)
			x.skeleton[key] = append(x.skeleton[key], int32(i))
		}
		x.fileShort()
		return x
	})
}

func (x *searchIndex) addNode(c *Corpus, k Kind, id graph.ID, props []graph.ID, byWord map[string][]uint32) {
	seen := map[string]bool{}
	for _, p := range props {
		for n := range c.r.Out(id, p).Distinct() {
			text := c.r.Text(n)
			folded := Fold(text)
			if folded == "" || seen[folded] {
				continue
			}
			seen[folded] = true
			words := strings.Fields(folded)
			at := uint32(len(x.forms))
			x.forms = append(x.forms, form{id, k, text, uint16(min(len(words), 1<<16-1))})
			for _, w := range sortedUnique(words) {
				byWord[w] = append(byWord[w], at)
			}
		}
	}
}

func eachDelete(w string, yield func(string)) {
	last := ""
	for i, r := range w {
		if d := w[:i] + w[i+utf8.RuneLen(r):]; d != last {
			yield(d)
			last = d
		}
	}
}

// wordFit is how an indexed word fits a word asked for.
type wordFit struct {
	word  int
	score float64
	how   MatchHow
}

// fits finds the indexed words that fit w. Prefixes count for words of two letters and more, misspellings for words of
// four letters (one letter off) and eight (two letters off), transliterations for words of foreign scripts.
func (x *searchIndex) fits(w string, foreign bool) []wordFit {
	best := map[int]wordFit{}
	put := func(i int, score float64, how MatchHow) {
		if old, ok := best[i]; !ok || score > old.score {
			best[i] = wordFit{i, score, how}
		}
	}
	at, _ := slices.BinarySearch(x.words, w)
	for i := at; i < len(x.words) && strings.HasPrefix(x.words[i], w) && i < at+500; i++ {
		if x.words[i] == w {
			put(i, 1, MatchExact)
		} else if len(w) >= 2 {
			put(i, 0.9*(0.8+0.2*float64(len(w))/float64(len(x.words[i]))), MatchPrefix)
		}
	}
	for _, i := range x.otherNames(w) {
		put(int(i), 0.85, MatchNickname)
	}
	n := utf8.RuneCountInString(w)
	if foreign && n >= 3 {
		for _, i := range x.skeleton[names.Skeleton(w)] {
			put(int(i), 0.85, MatchScript)
		}
	}
	if n >= 4 {
		limit := 1
		if n >= 8 {
			limit = 2
		}
		near := func(key string) {
			for _, i := range x.deletes[key] {
				if d := distance(w, x.words[i], limit); d <= limit && d > 0 {
					put(int(i), 0.9-0.3*float64(d)*4/float64(n+4), MatchSpelling)
				}
			}
			if i, ok := slices.BinarySearch(x.words, key); ok && key != w && utf8.RuneCountInString(key) >= 3 {
				put(i, 0.9-0.3*4/float64(n+4), MatchSpelling)
			}
		}
		near(w)
		eachDelete(w, near)
	}
	out := make([]wordFit, 0, len(best))
	for _, f := range best {
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b wordFit) int { return cmp.Compare(a.word, b.word) })
	return out
}

// Search finds people, organizations, countries, posts, events, laws, letters and documents by the words of their
// names, forgiving case, accents, unfinished words, short forms of given names, script, spelling, and titles before
// names ("Rep. Schiff"). Kinds limits the answer; nil asks for all. The order is score, then kind, then name; it depends
// on nothing else.
func (c *Corpus) Search(query string, kinds []Kind) []Hit {
	x := c.index()
	words := strings.Fields(Fold(query))
	words = words[:min(len(words), maxSearchWords)]
	if len(words) == 0 {
		return nil
	}
	titles := titlesLast(query, words)
	required := len(words) - titles
	foreign := strings.ContainsFunc(query, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
	acc := map[uint32]*searchState{}
	for n, w := range words {
		this := map[uint32]wordFit{}
		for _, f := range x.fits(w, foreign) {
			for _, at := range x.postings[f.word] {
				if old, ok := this[at]; !ok || f.score > old.score {
					this[at] = f
				}
			}
		}
		for at, f := range this {
			s := acc[at]
			if s == nil {
				if n >= required {
					continue
				}
				s = &searchState{}
				acc[at] = s
			}
			if n < required {
				if s.found < n && required <= 2 {
					continue
				}
				s.found++
				s.how = max(s.how, f.how)
			}
			s.score += f.score
			s.words++
		}
	}
	best := map[graph.ID]Hit{}
	for at, s := range acc {
		f := x.forms[at]
		if missing := required - s.found; missing > 0 && (required <= 2 || missing > required/3) {
			continue
		}
		if kinds != nil && !slices.Contains(kinds, f.kind) {
			continue
		}
		// A title that the form does not have costs nothing; one that it has counts like any word.
		asked := float64(max(required, s.words))
		score := s.score / asked * (0.7 + 0.3*min(1, asked/float64(f.words)))
		h := Hit{f.node, f.kind, score, f.text, s.how}
		if old, ok := best[f.node]; !ok || h.Score > old.Score || (h.Score == old.Score && h.Form < old.Form) {
			best[f.node] = h
		}
	}
	return c.rankHits(best)
}

// maxSearchWords is how many words of a search are looked at.
const maxSearchWords = 12

// searchState is how far a form fits the words so far.
type searchState struct {
	score float64
	how   MatchHow
	found int // of the words that are no titles
	words int // of all
}

// titlesLast puts the titles before a name behind the other words, and counts them; none when nothing else is there.
func titlesLast(query string, words []string) int {
	titles := names.Parse(query).Honorifics
	isTitle := func(w string) bool { return slices.Contains(titles, w) }
	if !slices.ContainsFunc(words, func(w string) bool { return !isTitle(w) }) {
		return 0
	}
	slices.SortStableFunc(words, func(a, b string) int {
		switch {
		case isTitle(a) == isTitle(b):
			return 0
		case isTitle(a):
			return 1
		}
		return -1
	})
	n := 0
	for _, w := range words {
		if isTitle(w) {
			n++
		}
	}
	return n
}

func (c *Corpus) rankHits(best map[graph.ID]Hit) []Hit {
	out := make([]Hit, 0, len(best))
	for _, h := range best {
		out = append(out, h)
	}
	slices.SortFunc(out, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Kind, b.Kind),
			cmp.Compare(c.List(a.Kind).rank.at(a.Node), c.List(b.Kind).rank.at(b.Node)))
	})
	return out
}

// distance is the Damerau-Levenshtein distance (optimal string alignment) of two words, limit+1 when it is larger than
// limit.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if d := len(x) - len(y); d > limit || -d > limit {
		return limit + 1
	}
	if len(y) > 64 || len(x) > 64 {
		return limit + 1
	}
	var rows [3][66]int
	prev2, prev, cur := &rows[0], &rows[1], &rows[2]
	for j := 0; j <= len(y); j++ {
		prev[j] = j
	}
	for i := 1; i <= len(x); i++ {
		cur[0] = i
		low := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
			low = min(low, cur[j])
		}
		if low > limit {
			return limit + 1
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(y)]
}
