package mention

import "strings"

// Roll is a stretch of text in which names that the registers know stand one after the other, with nothing but titles,
// offices, tags, places and marks between them: a list, however it is printed.
type Roll struct {
	Start, End int     // bytes, from the first known name with its title to the last with its tag
	Entries    []Entry // the known names, in order
}

// farthestApart is how many bytes of offices and tags stand between two names of one roll at most.
const farthestApart = 220

// mostOnRoll is how many words with capitals a list of all 535 members has at most, offices told with the names.
const mostOnRoll = 8000

// Rolls finds the rolls of s[a:b] with at least fewest known names, in order. known must not be nil. Linear time.
func Rolls(s string, a, b, fewest int, known Known) []Roll {
	toks := Tokens(s, a, b)
	var out []Roll
	for i := 0; i < len(toks); {
		from, to, caps := i, stretchEnd(s, toks, i), 0
		for _, t := range toks[from:to] {
			if t.Class == Cap {
				caps++
			}
		}
		i = to + 1
		if caps < 2*fewest || caps > mostOnRoll {
			continue
		}
		out = appendRolls(out, ParseBlock(s, toks[from].Start, toks[to-1].End, known), s, fewest)
	}
	return out
}

// stretchEnd is the token behind the stretch that starts at token i: the first word of prose, or the stop or line break
// before a sentence or line that holds such a word.
func stretchEnd(s string, toks []Token, i int) int {
	stop := -1 // the last stop or break
	for k := i; k < len(toks); k++ {
		t := toks[k]
		switch w := t.Text(s); {
		case t.Class == Break || w == ".":
			stop = k
		case w == "#" || w == "?" || w == "!" || strings.EqualFold(w, "cc"):
			return k
		case t.Class == Lower && !rollWords[w]:
			if stop > i {
				return stop
			}
			return k
		}
	}
	return len(toks)
}

// rollWords are the words in small letters that may stand inside a roll.
var rollWords = wordSet(`and of the for on in at de la del van von der den y el le di du da dos al as well along with also or
	ranking member chairman chairwoman chair chairs co-chair co-chairs vice senior junior dean large at-large districts district`)

// appendRolls appends the rolls among the entries of a stretch.
func appendRolls(out []Roll, bl Block, s string, fewest int) []Roll {
	var r Roll
	flush := func() {
		if len(r.Entries) >= fewest {
			out = append(out, r)
		}
		r = Roll{}
	}
	for _, e := range bl.Entries {
		if !e.Known || e.Office == Official && !e.HasTag || e.Words == 1 && e.Start+1 < e.End && s[e.Start+1] == '-' {
			continue
		}
		if len(r.Entries) > 0 && e.TitleStart-r.End > farthestApart {
			flush()
		}
		if len(r.Entries) == 0 {
			r.Start = e.TitleStart
		}
		r.End = e.TagEnd
		r.Entries = append(r.Entries, e)
	}
	flush()
	return out
}
