package corpus

import (
	"slices"

	"demarche/schema/names"
)

// otherNames are the indexed words that may be the same given name as w: its formal forms, its short forms and the
// other short forms of its formal forms.
func (x *searchIndex) otherNames(w string) []int32 {
	var out []int32
	for _, f := range append([]string{w}, names.Nicknames(w)...) {
		if i, ok := slices.BinarySearch(x.words, f); ok {
			out = append(out, int32(i))
		}
		out = append(out, x.short[f]...)
	}
	return out
}

// fileShort files every indexed short form under its formal forms.
func (x *searchIndex) fileShort() {
	x.short = map[string][]int32{}
	for i, w := range x.words {
		for _, f := range names.Nicknames(w) {
			x.short[f] = append(x.short[f], int32(i))
		}
	}
}
