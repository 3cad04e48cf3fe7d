package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/schema"
)

// abbreviations end in a full stop that ends no sentence; lower case, without the stop.
var abbreviations = map[string]bool{
	"mr": true, "mrs": true, "ms": true, "dr": true, "hon": true, "rep": true, "reps": true, "sen": true, "sens": true,
	"gov": true, "gen": true, "col": true, "lt": true, "maj": true, "capt": true, "adm": true, "sgt": true, "rev": true,
	"prof": true, "pres": true, "sec": true, "asst": true, "st": true, "mt": true, "ft": true, "jr": true, "sr": true,
	"no": true, "nos": true, "vs": true, "v": true, "inc": true, "corp": true, "co": true, "ltd": true, "llc": true,
	"dept": true, "jan": true, "feb": true, "mar": true, "apr": true, "jun": true, "jul": true, "aug": true, "sep": true,
	"sept": true, "oct": true, "nov": true, "dec": true, "res": true, "pub": true, "stat": true, "art": true, "fig": true,
	"approx": true, "est": true, "messrs": true, "amb": true, "del": true, "supt": true, "atty": true, "wm": true,
	"calif": true, "conn": true, "mass": true, "mich": true, "minn": true, "tenn": true, "wash": true, "wis": true,
	"ill": true, "ind": true, "ariz": true, "ark": true, "colo": true, "fla": true, "ga": true, "kan": true, "ky": true,
	"md": true, "mo": true, "mont": true, "neb": true, "nev": true, "okla": true, "ore": true, "pa": true, "va": true,
	"vt": true, "wyo": true, "tex": true, "ala": true, "cong": true, "assn": true, "bros": true, "cf": true, "al": true,
}

// Sentences divides the text at sp into sentences, in order, without the whitespace between them. A line break ends a
// sentence when the next line is empty or starts a list item; other line breaks are spaces. Abbreviations, initials,
// decimals and section numbers do not end a sentence. Linear time.
func Sentences(t *Text, sp schema.Span) []schema.Span {
	a, b := t.Bytes(sp)
	var out []schema.Span
	for _, r := range SentenceBytes(t.String(), a, b) {
		out = append(out, t.Span(r[0], r[1]))
	}
	return out
}

// SentenceBytes is [Sentences] on byte offsets of s.
func SentenceBytes(s string, a, b int) [][2]int {
	var out [][2]int
	start := a
	emit := func(end int) {
		x, y := trim(s, start, end)
		if x < y {
			out = append(out, [2]int{x, y})
		}
		start = end
	}
	lost := lostStops(s, a, b)
	quote := b // where the quotation that i stands in begins, b in none
	for i := a; i < b; {
		c := s[i]
		switch {
		case c == "“"[0] && strings.HasPrefix(s[i:b], "“"):
			quote = i
			i += len("“")
		case c == "”"[0] && strings.HasPrefix(s[i:b], "”"):
			i += len("”")
			// A quotation of several sentences ends its last one, even where that has lost its stop.
			if quote < start && i+1 < b && s[i] == ' ' && s[i+1] >= 'A' && s[i+1] <= 'Z' {
				emit(i)
			}
			quote = b
		case lost && c == ' ' && s[i-1] != ' ' && gapEnds(s, i, b):
			emit(i)
			i++
		case c == '\n':
			if hardBreak(s, i, b) {
				emit(i)
			}
			i++
		case c == '.' || c == '!' || c == '?':
			j := i + 1
			for j < b && (s[j] == '.' || s[j] == '!' || s[j] == '?') {
				j++
			}
			if k := afterClosers(s, j, b); k > j {
				if strings.Contains(s[j:k], "”") {
					quote = b
				}
				j = k
			}
			if endsSentence(s, max(a, start), i, j, b) {
				emit(j)
			}
			i = j
		default:
			i++
		}
	}
	emit(b)
	return out
}

// lostStops tells whether a long text has no full stops although it has wide gaps: whoever stored it took its marks away.
func lostStops(s string, a, b int) bool {
	return b-a > 500 && s[a] != ' ' && !strings.ContainsAny(s[a:b], ".,") && strings.Contains(s[a:b], "  ")
}

// gapEnds tells whether the gap at i stands for a full stop: three spaces before a capital, or two before a word that
// opens sentences.
func gapEnds(s string, i, b int) bool {
	k := i
	for k < b && s[k] == ' ' {
		k++
	}
	if k-i < 2 || k >= b || s[k] < 'A' || s[k] > 'Z' {
		return false
	}
	return k-i > 2 || startsSentence(s[k:b])
}

// hardBreak tells whether the line break at i ends a sentence: the next line is empty or starts a list item.
func hardBreak(s string, i, b int) bool {
	j := i + 1
	for j < b && (s[j] == ' ' || s[j] == '\t') {
		j++
	}
	if j >= b || s[j] == '\n' {
		return true
	}
	r, n := utf8.DecodeRuneInString(s[j:b])
	switch r {
	case '•', '*', '-', '–', '·', '◦', '▪', '‣', '#':
		return j+n < b && (s[j+n] == ' ' || s[j+n] == '\t')
	}
	k := j
	for k < b && k-j < 3 && s[k] >= '0' && s[k] <= '9' {
		k++
	}
	return k > j && k < b && (s[k] == '.' || s[k] == ')')
}

// afterClosers skips closing quotes, brackets and footnote marks after a stop.
func afterClosers(s string, j, b int) int {
	for j < b {
		r, n := utf8.DecodeRuneInString(s[j:b])
		switch r {
		case '"', '\'', '”', '’', ')', ']', '»':
			j += n
			continue
		case '[': // a footnote mark: [12]
			k := j + 1
			for k < b && k-j < 5 && s[k] >= '0' && s[k] <= '9' {
				k++
			}
			if k > j+1 && k < b && s[k] == ']' {
				j = k + 1
				continue
			}
		}
		return j
	}
	return j
}

// endsSentence judges the stop at i whose closers end at j.
func endsSentence(s string, a, i, j, b int) bool {
	if j >= b {
		return true
	}
	r, n := utf8.DecodeRuneInString(s[j:b])
	if !unicode.IsSpace(r) {
		// glued sentences: "aid.We urge", but not "U.S.C." or "a.m.Eastern"
		if s[i] != '.' || j != i+1 || !unicode.IsUpper(r) || i-3 < a || !lowerRun(s[i-3:i]) || j+n >= b {
			return s[i] != '.' && unicode.IsUpper(r) && j > i
		}
		r2, _ := utf8.DecodeRuneInString(s[j+n : b])
		return unicode.IsLower(r2) || r2 == ' '
	}
	k := j
	for k < b && (s[k] == ' ' || s[k] == '\t' || s[k] == '\n') {
		k++
	}
	if k < b {
		if next, _ := utf8.DecodeRuneInString(s[k:b]); unicode.IsLower(next) {
			return false
		}
	}
	if s[i] != '.' || j > i+1 && s[i+1] == '.' {
		return true
	}
	if j == i+2 && s[i+1] == ')' && partyTag(s[max(a, i-16):i]) { // "(R-Ind.) Energy Chair"
		return startsSentence(s[k:b])
	}
	w := i
	for w > a && s[w-1] != ' ' && s[w-1] != '\n' && s[w-1] != '\t' && s[w-1] != '(' && i-w < 16 {
		w--
	}
	word := strings.ToLower(strings.TrimLeft(s[w:i], `"'“‘[`))
	if cut := strings.TrimPrefix(word, "and"); cut != word && len(cut) > 2 && abbreviations[cut] { // "andSens."
		return false
	}
	if abbreviations[word] || i-w <= 2 && w < i && s[w] >= '0' && s[w] <= '9' && strings.TrimSpace(s[a:w]) == "" {
		return false // the number of a list item
	}
	if strings.Contains(word, ".") { // U.S, N.W, a.m: a stop unless a name or number follows
		return j > i+1 || startsSentence(s[k:b])
	}
	if utf8.RuneCountInString(word) == 1 && (word != "i" || capitalBefore(s, a, w)) { // an initial
		return word[0] >= '0' && word[0] <= '9'
	}
	return true
}

// partyTag tells whether words end in an open bracket with a party and the beginning of a state: "Jim Banks (R-Ind".
func partyTag(before string) bool {
	k := strings.LastIndexByte(before, '(')
	if k < 0 || k+2 >= len(before) {
		return false
	}
	return strings.IndexByte("DRI", before[k+1]) >= 0 && (before[k+2] == '-' || before[k+2] == ',' || strings.HasPrefix(before[k+2:], "–") || strings.HasPrefix(before[k+2:], "D-"))
}

// capitalBefore tells whether the word before byte w is capitalised, so that "I." behind it is an initial: "Joseph I. Lee".
func capitalBefore(s string, a, w int) bool {
	i := w
	for i > a && s[i-1] == ' ' {
		i--
	}
	j := i
	for j > a && s[j-1] != ' ' && s[j-1] != '\n' {
		j--
	}
	r, _ := utf8.DecodeRuneInString(s[j:i])
	return unicode.IsUpper(r)
}

// sentenceOpeners are words that open a sentence often and a proper name never.
var sentenceOpeners = map[string]bool{
	"the": true, "we": true, "this": true, "these": true, "it": true, "in": true, "our": true, "as": true, "if": true,
	"for": true, "on": true, "while": true, "however": true, "that": true, "those": true, "they": true, "i": true,
	"he": true, "she": true, "with": true, "when": true, "since": true, "and": true, "but": true, "there": true,
	"to": true, "dear": true, "sincerely": true, "by": true, "at": true, "after": true, "an": true, "a": true,
}

// OpensSentence tells whether a text begins with a word that opens sentences often and names never.
func OpensSentence(s string) bool { return startsSentence(s) }

func startsSentence(s string) bool {
	i := 0
	for i < len(s) && i < 12 && (s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z') {
		i++
	}
	return sentenceOpeners[strings.ToLower(s[:i])]
}

func lowerRun(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

// trim moves a and b inwards over whitespace.
func trim(s string, a, b int) (int, int) {
	for a < b {
		r, n := utf8.DecodeRuneInString(s[a:b])
		if !unicode.IsSpace(r) && r != '\u200b' && r != '\ufeff' {
			break
		}
		a += n
	}
	for a < b {
		r, n := utf8.DecodeLastRuneInString(s[a:b])
		if !unicode.IsSpace(r) && r != '\u200b' && r != '\ufeff' {
			break
		}
		b -= n
	}
	return a, b
}
