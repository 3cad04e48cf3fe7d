package names

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Order is the order in which a name is printed.
type Order int

// The orders of names.
const (
	Natural      Order = iota // given names first, or not known
	Comma                     // "Surname, Given"
	SurnameFirst              // "SURNAME Given": the surname alone is in capitals
)

// Name is a parsed personal name. All words are folded ([Fold]); an initial is one letter. Given holds the given and middle
// names in printed order, Surname the words of the surname with its particles; when the name is one word it is the
// surname.
type Name struct {
	Given      []string
	Surname    []string
	Nick       []string // nicknames printed in quotation marks or parentheses, one entry for each
	Patronymic string   // "asgar" of "Asgar oglu", "ivanovich"; empty when there is none
	Suffix     string   // jr, sr, ii, iii, iv or empty
	Degrees    []string // md, phd, usn, ...
	Honorifics []string // the words taken away before the name
	Order      Order
	Tag        Tag
}

// Tag is what stands in parentheses after a name: "(D-CA)", "(R-TX-23)", "(CA-30)". Party is d, r, i or empty; State is in
// capitals.
type Tag struct{ Party, State, District string }

// Full joins the words of the name in natural order, without patronymic and suffix.
func (n Name) Full() string {
	return strings.Join(append(append([]string(nil), n.Given...), n.Surname...), " ")
}

// Family joins the words of the surname without spaces, the key under which spellings of compound surnames meet.
func (n Name) Family() string { return strings.Join(n.Surname, "") }

// Office is the first honorific that says that the person holds an office outside a legislature, empty when none does.
func (n Name) Office() string {
	for _, h := range n.Honorifics {
		if offices[h] {
			return h
		}
	}
	return ""
}

// word is one printed word with its folded form.
type word struct {
	raw  string
	fold string // may hold several words after a hyphen
}

// Parse reads a printed name. It never fails: a string without letters gives the zero Name, and what follows a second comma
// is left out.
func Parse(s string) Name {
	var n Name
	s = Clean(s)
	s = n.takeBrackets(s)
	s = n.takeQuoted(s)
	var parts [][]word
	for p := range strings.SplitSeq(s, ",") {
		ws := n.takeEnd(split(p, len(parts) > 0), len(parts) > 0)
		if len(ws) > 0 {
			parts = append(parts, ws)
		}
	}
	if len(parts) == 0 {
		return n
	}
	first := n.takeHonorifics(n.takeEnd(n.cutAtTitle(parts[0]), false))
	if len(parts) > 1 && isGivenPart(parts[1]) {
		given := n.takeHonorifics(parts[1])
		n.Order = Comma
		n.Surname = n.flatten(first)
		n.Given = n.flatten(given)
		if len(n.Surname) == 0 {
			n.Given, n.Surname = cut(n.Given, 1)
		}
		return n
	}
	if k := leadingCaps(first); k > 0 {
		n.Order = SurnameFirst
		n.Surname = n.flatten(first[:k])
		n.Given = n.flatten(first[k:])
		return n
	}
	n.natural(first)
	return n
}

// natural sets given names and surname of words in natural order.
func (n *Name) natural(ws []word) {
	all := n.flatten(ws)
	k := 1
	for k < len(all)-1 && particles[all[len(all)-1-k]] {
		k++
	}
	// A hyphenated last word is one surname of several words.
	if len(ws) > 0 {
		if h := strings.Count(ws[len(ws)-1].fold, " ") + 1; h > k && h < len(all) {
			k = h
		}
	}
	n.Given, n.Surname = cut(all, k)
}

// cut splits words before the last k.
func cut(all []string, k int) (head, tail []string) {
	i := max(0, len(all)-k)
	if i > 0 {
		head = all[:i:i]
	}
	if i < len(all) {
		tail = all[i:]
	}
	return head, tail
}

// split cuts a printed part into words. Full stops separate initials ("G.K.") but not the letters of a degree ("M.D."), which
// never begins a name.
func split(p string, later bool) []word {
	var ws []word
	fields := strings.Fields(p)
	for i, f := range fields {
		f = unpossessive(f)
		compact := strings.ReplaceAll(f, ".", "")
		c := Fold(compact)
		if c == "" {
			continue
		}
		// Stops inside a word make initials ("J.R. Carter", "D.R. Obey"), but for "U.S." and degrees after a name.
		initials := strings.Contains(strings.TrimRight(f, "."), ".") && c != "us"
		if !initials && (suffixes[c] != "" || honorifics[c]) || degrees[c] && (later || i > 0 && endsHere(fields[i+1:])) && strings.Count(f, ".") > 1 {
			ws = append(ws, word{compact, c})
			continue
		}
		if strings.Contains(strings.TrimRight(f, "."), ".") && !lostLetter(f) {
			for q := range strings.SplitSeq(f, ".") {
				if t := Fold(q); t != "" {
					ws = append(ws, word{q, t})
				}
			}
			continue
		}
		ws = append(ws, word{f, Fold(compact)})
	}
	return ws
}

// unpossessive takes a genitive ending away.
func unpossessive(f string) string {
	for _, e := range [...]string{"'s", "’s"} {
		if len(f) > len(e)+2 && strings.HasSuffix(f, e) {
			return strings.TrimSuffix(f, e)
		}
	}
	return f
}

// endsHere tells whether only suffixes and degrees follow.
func endsHere(rest []string) bool {
	for _, f := range rest {
		if c := Fold(strings.ReplaceAll(f, ".", "")); !degrees[c] && suffixes[c] == "" {
			return false
		}
	}
	return true
}

// lostLetter tells whether a full stop stands between two small letters, in the place of an accented one ("Luj.n").
func lostLetter(f string) bool {
	for i := 1; i < len(f)-1; i++ {
		if f[i] == '.' {
			if !(f[i-1] >= 'a' && f[i-1] <= 'z' && f[i+1] >= 'a' && f[i+1] <= 'z') {
				return false
			}
		}
	}
	return true
}

// takeEnd takes suffixes and degrees from the end of a part. In the first part of a name at least one word stays.
func (n *Name) takeEnd(ws []word, later bool) []word {
	keep := 1
	if later {
		keep = 0
	}
	for len(ws) > keep {
		w := ws[len(ws)-1].fold
		switch {
		case suffixes[w] != "" && (later || len(ws) > 2 || w == "jr" || w == "sr"):
			n.Suffix = suffixes[w]
		case degrees[w] && (later || len(ws) > 2) && isCapitals(ws[len(ws)-1].raw):
			n.Degrees = append(n.Degrees, w)
		default:
			return ws
		}
		ws = ws[:len(ws)-1]
	}
	return ws
}

// cutAtTitle drops what stands before a legislator's title in the middle of a run ("Oakland Congresswoman Barbara Lee"), and the
// title and all after it when a title follows the name ("Eric Swalwell Member of Congress").
func (n *Name) cutAtTitle(ws []word) []word {
	for i := len(ws) - 1; i >= 1; i-- {
		if !midTitles[ws[i].fold] {
			continue
		}
		if i+1 == len(ws) || linkWords[ws[i+1].fold] {
			if i >= 2 {
				ws = ws[:i]
			}
			continue
		}
		n.Honorifics = append(n.Honorifics, ws[i].fold)
		return ws[i+1:]
	}
	return ws
}

// takeHonorifics takes honorifics from the front.
func (n *Name) takeHonorifics(ws []word) []word {
	for len(ws) > 1 {
		w := ws[0]
		if !honorifics[w.fold] {
			if i := strings.IndexByte(w.fold, ' '); i > 0 && allHonorific(w.fold) {
				n.Honorifics = append(n.Honorifics, strings.Fields(w.fold)...)
				ws = ws[1:]
				continue
			}
			return ws
		}
		if nameable[w.fold] && (len(ws) < 3 || len(ws[1].fold) == 1) {
			return ws
		}
		n.Honorifics = append(n.Honorifics, w.fold)
		ws = ws[1:]
	}
	return ws
}

func allHonorific(fold string) bool {
	for f := range strings.FieldsSeq(fold) {
		if !honorifics[f] {
			return false
		}
	}
	return true
}

// isGivenPart tells whether the words after a comma are given names rather than a title or a place.
func isGivenPart(ws []word) bool {
	if len(ws) > 4 {
		return false
	}
	for _, w := range ws {
		if honorifics[w.fold] && !nameable[w.fold] && w.fold != "dr" && w.fold != "hon" || w.fold == "of" || w.fold == "united" {
			return false
		}
		if r, _ := utf8.DecodeRuneInString(w.raw); !unicode.IsUpper(r) && !patronymicWords[w.fold] {
			return false
		}
	}
	return true
}

// leadingCaps is the number of leading words in capitals when later words are not: a surname printed first.
func leadingCaps(ws []word) int {
	k := 0
	for k < len(ws) && len(ws[k].fold) > 1 && isCapitals(ws[k].raw) {
		k++
	}
	if k == 0 || k == len(ws) || k > 3 {
		return 0
	}
	for i, w := range ws[k:] {
		// "MYERS Richard P." has its surname first, "JOSE E. Serrano" has not.
		if isCapitals(w.raw) && !(len(w.fold) == 1 && i > 0 && k+i == len(ws)-1) {
			return 0
		}
	}
	// Two or three capitals before a single name are initials without stops ("TJ Cox", "GK Butterfield").
	if k == 1 && len(ws[0].fold) <= 3 {
		return 0
	}
	return k
}

// isCapitals tells whether a word has a letter and no lower-case letter.
func isCapitals(s string) bool {
	has := false
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		has = has || unicode.IsUpper(r)
	}
	return has
}

// flatten lists the folded words and takes out a patronymic.
func (n *Name) flatten(ws []word) []string {
	var out []string
	for _, w := range ws {
		for f := range strings.FieldsSeq(w.fold) {
			if patronymicWords[f] && len(out) > 1 {
				n.Patronymic = out[len(out)-1]
				out = out[:len(out)-1]
				continue
			}
			out = append(out, f)
		}
	}
	for i := 1; i < len(out); i++ {
		if n.Patronymic == "" && len(out) > 2 && isSlavicPatronymic(out[i]) && i < len(out)-1 {
			n.Patronymic = out[i]
			out = append(out[:i:i], out[i+1:]...)
		}
	}
	return out
}

// isSlavicPatronymic tells whether a middle word ends like a Slavic patronymic.
func isSlavicPatronymic(f string) bool {
	for _, e := range []string{"ovich", "evich", "ovna", "evna", "ichna"} {
		if len(f) > len(e)+1 && strings.HasSuffix(f, e) {
			return true
		}
	}
	return false
}

// quotes pairs the opening and closing signs around a nickname.
var quotes = []struct{ open, shut string }{{"“", "”"}, {"\"", "\""}, {"‘", "’"}, {"«", "»"}, {"''", "''"}, {" '", "' "}, {"“", "“"}, {"”", "”"}}

// takeQuoted takes nicknames in quotation marks out of s.
func (n *Name) takeQuoted(s string) string {
	for _, q := range quotes {
		i := strings.Index(s, q.open)
		if i < 0 {
			continue
		}
		j := strings.Index(s[i+len(q.open):], q.shut)
		if j <= 0 {
			continue
		}
		inner := s[i+len(q.open) : i+len(q.open)+j]
		if len(inner) > 24 || strings.Contains(inner, ",") {
			continue
		}
		if f := Fold(inner); f != "" {
			n.Nick = append(n.Nick, f)
		}
		s = s[:i] + " " + s[i+len(q.open)+j+len(q.shut):]
	}
	return s
}

// takeBrackets takes parentheses out of s: tags of party, state and district, else a nickname.
func (n *Name) takeBrackets(s string) string {
	for range 3 {
		i := strings.IndexByte(s, '(')
		if i < 0 {
			return s
		}
		j := strings.IndexByte(s[i:], ')')
		inner, rest := s[i+1:], ""
		if j > 0 {
			inner, rest = s[i+1:i+j], s[i+j+1:]
		}
		if t, ok := ParseTag(inner); ok {
			n.Tag = t
		} else if f := Fold(inner); f != "" && len(f) <= 16 && strings.TrimSpace(rest) != "" && !strings.ContainsAny(f, "0123456789") && suffixes[f] == "" {
			n.Nick = append(n.Nick, f)
		} else if suffixes[f] != "" {
			n.Suffix = suffixes[f]
		}
		s = s[:i] + " " + rest
	}
	return s
}
