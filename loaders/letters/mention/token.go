// Package mention finds the names of persons in running text, lists and signature blocks, with what is printed around
// them: title, chamber, party, state and district. Start with [Scan] for prose and [Tokens] for the words themselves.
// It knows shapes and titles, not people: who a name is, is asked elsewhere.
package mention

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Class says what shape a token has.
type Class uint8

// The classes of tokens.
const (
	Punct   Class = iota // one punctuation mark or symbol
	Cap                  // a word that starts with a capital: Barbara, McGovern, LEE, O'Brien
	Initial              // initials with or without stops: M., G.K., J
	Lower                // a word that starts with a lower-case letter
	Number               // digits
	Break                // a line break, one token for one or more
	Gap                  // three or more spaces or a tab inside a line: a column border
)

// Token is a word, mark or break at the byte range [Start, End) of the text it was read from.
type Token struct {
	Class      Class
	Start, End int
	Glued      bool // no space before it although it is a word: "Lee|Member"
}

// Text is the token's text in s.
func (t Token) Text(s string) string { return s[t.Start:t.End] }

// Tokens divides s[a:b] in linear time. Words that were glued together ("LeeMember", "SerranoHenry", "20515Dear") are
// divided where a capital follows a small letter, name prefixes such as Mc and De left whole.
func Tokens(s string, a, b int) []Token {
	out := make([]Token, 0, (b-a)/5+4)
	for i := a; i < b; {
		r, n := utf8.DecodeRuneInString(s[i:b])
		switch {
		case r == '\n':
			j := i
			for j < b && (s[j] == '\n' || s[j] == ' ' || s[j] == '\t' || s[j] == '\r') {
				j++
			}
			out = append(out, Token{Class: Break, Start: i, End: j})
			i = j
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
			j := i
			tab := false
			for j < b {
				q, m := utf8.DecodeRuneInString(s[j:b])
				if q == '\n' || !unicode.IsSpace(q) && q != '\u200b' && q != '\ufeff' {
					break
				}
				tab = tab || q == '\t'
				j += m
			}
			if (tab || j-i >= 3 && !strings.Contains(s[i:j], "\u00a0")) && j < b && s[j] != '\n' && len(out) > 0 && out[len(out)-1].Class != Break {
				out = append(out, Token{Class: Gap, Start: i, End: j})
			}
			i = j
		case unicode.IsLetter(r):
			j := wordEnd(s, i, b)
			out = appendWord(out, s, i, j)
			i = j
		case r >= '0' && r <= '9':
			j := i
			for j < b && (s[j] >= '0' && s[j] <= '9') {
				j++
			}
			out = append(out, Token{Class: Number, Start: i, End: j})
			i = j
		default:
			out = append(out, Token{Class: Punct, Start: i, End: i + n})
			i += n
		}
	}
	return out
}

// wordEnd is the end of the word that starts at i: letters, marks, inner apostrophes and hyphens, and the stops of
// initials and of abbreviated titles.
func wordEnd(s string, i, b int) int {
	j := i
	for j < b {
		r, n := utf8.DecodeRuneInString(s[j:b])
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r):
			j += n
			continue
		case r == '\'' || r == '’' || r == '‘' || r == '`' || r == '-' || r == '\u2010' || r == '\u2011' || r == '\u00ad' || r == 'ʻ':
			if q, _ := utf8.DecodeRuneInString(s[j+n : b]); j+n < b && unicode.IsLetter(q) && j > i && !genitive(s, j+n, b) {
				j += n
				continue
			}
		case r == '.':
			if stopBelongs(s, i, j) {
				j++
				continue
			}
		}
		break
	}
	return j
}

// glue tells whether the word s[i:j] is "and" with a capitalised word stuck to it.
func glue(s string, i, j int) bool {
	if j < i+5 || s[i:i+3] != "and" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i+3 : j])
	return unicode.IsUpper(r)
}

// genitive tells whether the letter at k, behind an apostrophe, is the s of a genitive: "Takano's letter".
func genitive(s string, k, b int) bool {
	if s[k] != 's' || k+1 >= b {
		return s[k] == 's'
	}
	r, _ := utf8.DecodeRuneInString(s[k+1 : b])
	return !unicode.IsLetter(r)
}

// stopBelongs tells whether the full stop at j belongs to the word that started at i: an initial or an abbreviation.
func stopBelongs(s string, i, j int) bool {
	k := j
	for k > i && s[k-1] != '.' && s[k-1] != '-' {
		k--
	}
	part := s[k:j]
	if utf8.RuneCountInString(part) == 1 {
		r, _ := utf8.DecodeRuneInString(part)
		return unicode.IsUpper(r)
	}
	if last, n := utf8.DecodeLastRuneInString(part); unicode.IsUpper(last) {
		if before, _ := utf8.DecodeLastRuneInString(part[:len(part)-n]); unicode.IsLower(before) {
			return true // an initial glued to the word before it: "CongressH."
		}
	}
	if k == i && glue(s, i, j) { // "andSens."
		part = part[len("and"):]
	}
	if k == i && len(part) <= 6 {
		return stops[strings.ToLower(part)]
	}
	return false
}

// stops are abbreviations in names, titles and states that are written with a full stop.
var stops = wordSet(`jr sr wm st mr mrs ms dr hon rep reps sen sens gov lt gen col del amb prof rev chas jos geo thos
	edw benj adm maj capt sgt asm calif conn mass mich minn tenn wash wis ill ind ariz ark colo fla ga kan ky md mo mont neb nev okla
	ore pa va vt wyo tex ala miss la me del sc nc`)

// namePrefixes stand before a capital inside one surname: McGovern, DeFazio, LaMalfa.
var namePrefixes = wordSet(`mc mac de di da la le van von fitz del des du lo o d dal dos san el al bel ten ter la`)

// appendWord appends the word s[i:j], divided where words were glued together.
func appendWord(out []Token, s string, i, j int) []Token {
	start, glued := i, false
	if glue(s, i, j) {
		out = append(out, Token{Class: Lower, Start: i, End: i + 3}) // "andSens."
		start = i + 3
	}
	flush := func(end int) {
		if end > start {
			out = append(out, Token{Class: wordClass(s[start:end]), Start: start, End: end, Glued: glued})
			start, glued = end, true
		}
	}
	var prev rune
	for k := i; k < j; {
		r, n := utf8.DecodeRuneInString(s[k:j])
		switch {
		case k > start && unicode.IsUpper(r) && unicode.IsLower(prev) && !strings.HasPrefix(s[k:j], "II") && !strings.HasPrefix(s[k:j], "IV"):
			next, _ := utf8.DecodeRuneInString(s[k+n : j])
			if (unicode.IsLower(next) || k+n >= j || next == '.') && !namePrefixes[strings.ToLower(lastPart(s[start:k]))] {
				flush(k)
			}
		case k > start && unicode.IsLower(prev) && (s[k:j] == "II" || s[k:j] == "III" || s[k:j] == "IV" || strings.HasPrefix(s[k:j], "III") || strings.HasPrefix(s[k:j], "IVM") || strings.HasPrefix(s[k:j], "IIM")):
			flush(k) // "KennedyIII"
		case k > start && prev == '.' && unicode.IsUpper(r):
			if next, _ := utf8.DecodeRuneInString(s[k+n : j]); unicode.IsLower(next) && len(s[start:k]) > 2 || unicode.IsLower(next) && len(s[start:k]) == 2 {
				flush(k) // "Jr.Member", "J.Lewis"
			}
		case k > start+3 && unicode.IsUpper(r) && unicode.IsUpper(prev) && k-start < longGlued && gluedTitle(s[k:j]) && capitals(s[start:k]):
			flush(k) // "SCHIFFMember"
		case k > start+1 && unicode.IsUpper(r) && unicode.IsUpper(prev) && romanBefore(s[start:k]):
			if next, _ := utf8.DecodeRuneInString(s[k+n : j]); unicode.IsLower(next) {
				flush(k) // "IIIMember"
			}
		}
		prev = r
		k += n
	}
	flush(j)
	return out
}

// longGlued is the length, in bytes, from which a word is no name that something was glued to.
const longGlued = 64

func capitals(s string) bool { return strings.ToUpper(s) == s }

// gluedTitle tells whether s starts with a word that stands behind names in signature blocks.
func gluedTitle(s string) bool {
	for _, t := range []string{"Member", "United", "Chair", "Ranking", "Senator", "Congress", "Representative"} {
		if strings.HasPrefix(s, t) {
			return true
		}
	}
	return false
}

func romanBefore(s string) bool {
	return strings.HasSuffix(s, "II") || strings.HasSuffix(s, "IV")
}

// lastPart is what follows the last apostrophe or hyphen.
func lastPart(w string) string {
	if i := strings.LastIndexAny(w, "-'"); i >= 0 {
		return w[i+1:]
	}
	if i := strings.LastIndex(w, "’"); i >= 0 {
		return w[i+len("’"):]
	}
	return w
}

func wordClass(w string) Class {
	r, n := utf8.DecodeRuneInString(w)
	if !unicode.IsUpper(r) {
		if unicode.IsLetter(r) && !unicode.IsLower(r) {
			return Cap // scripts without case
		}
		if k := strings.IndexByte(w, '-'); k > 0 && k <= 3 { // al-Maliki, el-Sisi
			if q, _ := utf8.DecodeRuneInString(w[k+1:]); unicode.IsUpper(q) {
				return Cap
			}
		}
		return Lower
	}
	if n == len(w) || isInitials(w) {
		return Initial
	}
	return Cap
}

// isInitials tells whether w is single capitals with stops: "G.K.", "J.", "D.C".
func isInitials(w string) bool {
	letters := 0
	stop := true
	for _, r := range w {
		switch {
		case r == '.':
			stop = true
		case unicode.IsUpper(r) && stop:
			letters++
			stop = false
		default:
			return false
		}
	}
	return letters > 0
}

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}
