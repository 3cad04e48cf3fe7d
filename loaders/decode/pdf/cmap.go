package pdf

import "sort"

// cmap maps codes to text (a ToUnicode map) or to character ids, as a composite font's encoding does.
type cmap struct {
	texts  map[int]string
	ranges []textRange // sorted by lo once the map is read
	cids   []cidRange
	sizes  [5]bool // the lengths of codes in bytes that the code spaces name
}

type textRange struct {
	lo, hi int
	text   string // of lo; the last character counts up
}

type cidRange struct{ lo, hi, cid int }

// maxMapped is the largest number of entries of one map that are kept; there are 65,536 codes of two bytes.
const maxMapped = 1 << 17

// readCMap reads a CMap file (Adobe technical note 5014) as far as ToUnicode maps and embedded encodings use it.
func readCMap(b []byte, take func(int) bool) *cmap {
	m := &cmap{texts: map[int]string{}}
	l := &lexer{b: b, content: true}
	var args []any
	for {
		v, ok := l.next(0)
		if !ok || !take(1) || len(m.texts)+len(m.ranges)+len(m.cids) > maxMapped {
			break
		}
		word, isWord := v.(keyword)
		if !isWord {
			if len(args) < 4096 {
				args = append(args, v)
			}
			continue
		}
		switch word {
		case "endcodespacerange":
			for _, a := range args {
				if s, ok := a.(text); ok && len(s) >= 1 && len(s) <= 4 {
					m.sizes[len(s)] = true
				}
			}
		case "endbfchar":
			for i := 0; i+1 < len(args); i += 2 {
				if code, ok := args[i].(text); ok {
					if s, ok := args[i+1].(text); ok {
						m.texts[codeOf(code)] = utf16Text(string(s))
					}
				}
			}
		case "endbfrange":
			m.bfRanges(args)
		case "endcidrange":
			for i := 0; i+2 < len(args); i += 3 {
				lo, ok1 := args[i].(text)
				hi, ok2 := args[i+1].(text)
				cid, ok3 := args[i+2].(int)
				if ok1 && ok2 && ok3 {
					m.cids = append(m.cids, cidRange{codeOf(lo), codeOf(hi), cid})
				}
			}
		case "endcidchar":
			for i := 0; i+1 < len(args); i += 2 {
				code, ok1 := args[i].(text)
				cid, ok2 := args[i+1].(int)
				if ok1 && ok2 {
					m.cids = append(m.cids, cidRange{codeOf(code), codeOf(code), cid})
				}
			}
		}
		args = args[:0]
	}
	sort.SliceStable(m.ranges, func(i, j int) bool { return m.ranges[i].lo < m.ranges[j].lo })
	sort.SliceStable(m.cids, func(i, j int) bool { return m.cids[i].lo < m.cids[j].lo })
	return m
}

func (m *cmap) bfRanges(args []any) {
	for i := 0; i+2 < len(args); i += 3 {
		lo, ok1 := args[i].(text)
		hi, ok2 := args[i+1].(text)
		if !ok1 || !ok2 {
			continue
		}
		switch to := args[i+2].(type) {
		case text:
			m.ranges = append(m.ranges, textRange{codeOf(lo), codeOf(hi), utf16Text(string(to))})
		case array:
			for k, v := range to {
				if s, ok := v.(text); ok && codeOf(lo)+k <= codeOf(hi) {
					m.texts[codeOf(lo)+k] = utf16Text(string(s))
				}
			}
		}
	}
}

func codeOf(s text) int {
	n := 0
	for i := range min(len(s), 4) {
		n = n<<8 | int(s[i])
	}
	return n
}

// text is the text of a code, empty when the map has none.
func (m *cmap) text(code int) string {
	if m == nil {
		return ""
	}
	if s, ok := m.texts[code]; ok {
		return s
	}
	i := sort.Search(len(m.ranges), func(i int) bool { return m.ranges[i].lo > code })
	if i == 0 || m.ranges[i-1].hi < code {
		return ""
	}
	r := m.ranges[i-1]
	runes := []rune(r.text)
	if len(runes) == 0 {
		return ""
	}
	runes[len(runes)-1] += rune(code - r.lo)
	return string(runes)
}

func (m *cmap) cid(code int) int {
	i := sort.Search(len(m.cids), func(i int) bool { return m.cids[i].lo > code })
	if i == 0 || m.cids[i-1].hi < code {
		return 0
	}
	return m.cids[i-1].cid + code - m.cids[i-1].lo
}
