package segment

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// anchor is a salutation or closing at bytes [a, b); own tells that it fills its line.
type anchor struct {
	a, b int
	own  bool
	rule string
}

const longestSalutation = 320 // bytes: "Dear Chairmen A and B and Ranking Members C and D of the ... Committees:"

// salutations finds the places where letters address their readers, in order.
func salutations(s string, ls []line) []anchor {
	var out []anchor
	for _, l := range ls {
		w := l.text(s)
		if len(w) < 160 && openLetter(bare(w)) {
			out = append(out, anchor{l.a, l.b, true, "open-letter"})
			continue
		}
		if len(w) < longestSalutation && !strings.Contains(w, "Dear ") && bareSalutation(bare(w)) {
			out = append(out, anchor{l.a, l.b, true, "title-salutation"})
			continue
		}
		if x, ok := inlineTitle(s, l); ok {
			out = append(out, x)
			continue
		}
		for k := l.a; k < l.b; {
			j := strings.Index(s[k:l.b], "Dear")
			if j < 0 {
				break
			}
			a := k + j
			k = a + 4
			if x, ok := dearAt(s, a, l); ok {
				out = append(out, x)
				k = x.b
			}
		}
	}
	return out
}

// inlineTitles are salutations without Dear that may stand in the middle of a line, behind an address or date.
var inlineTitles = []string{"Mr. President", "Madam President", "Mr. Secretary", "Madam Secretary", "Mr. Speaker", "Madam Speaker", "Mr. Chairman", "Madam Chairwoman", "Madam Chair", "Mr. Attorney General", "To Whom It May Concern", "Your Excellency"}

// inlineTitle finds such a salutation in a line that has no Dear: digits of a date or postal code go before it, a mark and
// the words of a letter follow.
func inlineTitle(s string, l line) (anchor, bool) {
	w := l.text(s)
	if strings.Contains(w, "Dear ") {
		return anchor{}, false
	}
	if x, ok := flatTitle(s, l); ok {
		return x, true
	}
	for _, t := range inlineTitles {
		for k := 0; ; {
			j := strings.Index(w[k:], t)
			if j < 0 {
				break
			}
			k += j
			e := k + len(t)
			before := strings.TrimRight(w[:k], " \t*_\u00a0")
			if e < len(w) && strings.IndexByte(":;,", w[e]) >= 0 && before != "" && (before[len(before)-1] >= '0' && before[len(before)-1] <= '9' || t == "Your Excellency" && w[e] == ':') && (w[e] != ',' || commaEnds(w, e, len(w))) {
				return anchor{l.a + k, l.a + e + 1, false, "title-inline"}, true
			}
			k = e
		}
	}
	return anchor{}, false
}

// flatTitle finds a salutation without Dear in a line that runs on: a postal code, or words that announce the text of a
// letter, go before a title and a surname, a mark and the words of a letter follow: "20528 Acting Secretary Beers: We write",
// "Text of the letter: Mr. Holt, I write". The space behind the code may be lost.
func flatTitle(s string, l line) (anchor, bool) {
	w := l.text(s)
	for e := 0; e < len(w); e++ {
		if w[e] != ':' && (w[e] != ',' || e+1 >= len(w) || w[e+1] != ' ' && !unicode.IsUpper(rune(w[e+1]))) {
			continue
		}
		from := max(0, e-longestFlatTitle)
		a, glued := e, false
		for words := 0; words < 6 && !glued; words++ {
			b := strings.LastIndexByte(w[from:a], ' ') + from
			if b < from {
				break
			}
			f := w[b+1 : a]
			if n := codeDigits(f); n > 0 && n < len(f) && unicode.IsUpper(rune(f[n])) {
				a, glued = b+n, true
				break
			}
			if f == "" || !(f[0] >= 'A' && f[0] <= 'Z') && !connective[f] {
				break
			}
			a = b
			if !connective[f] && announcesText(w[:a]) && salutationTitles[strings.TrimRight(strings.ToLower(f), ".")] {
				break
			}
		}
		if a >= e || a-from < 6 || !glued && !zip(w[from:a]) && !announcesText(w[:a]) {
			continue
		}
		f := strings.Fields(w[a+1 : e])
		if len(f) < 2 || !salutationTitles[strings.TrimRight(strings.ToLower(f[0]), ".")] || !commaEnds(w, e, len(w)) {
			continue
		}
		return anchor{l.a + a + 1, l.a + e + 1, false, "title-inline"}, true
	}
	return anchor{}, false
}

// codeDigits is the length of the postal code that w starts with, 0 for none.
func codeDigits(w string) int {
	n := 0
	for n < len(w) && (w[n] >= '0' && w[n] <= '9' || w[n] == '-' && n == 5) {
		n++
	}
	if n != 5 && n != 10 {
		return 0
	}
	return n
}

// announcesText tells whether words end by announcing the text of a letter: "Text of the letter:", "the full text of the
// letter is below and a copy is here."
func announcesText(before string) bool {
	t := strings.TrimRight(before, " \t*_\u00a0")
	if t == "" || t[len(t)-1] != ':' && t[len(t)-1] != '.' {
		return false
	}
	t = strings.ToLower(t[max(0, len(t)-100):])
	k := strings.LastIndex(t, "text of")
	if k < 0 {
		k = strings.LastIndex(t, "full letter")
	}
	return k >= 0 && strings.Contains(t[k:], "letter") && (t[len(t)-1] == ':' || strings.Contains(t[k:], "below") || strings.Contains(t[k:], "follows"))
}

// longestFlatTitle is the most bytes of a salutation with the postal code before it.
const longestFlatTitle = 120

// dearAt reads a salutation at "Dear".
func dearAt(s string, a int, l line) (anchor, bool) {
	if a+5 >= l.b || s[a+4] != ' ' && s[a+4] != '\t' && !strings.HasPrefix(s[a+4:], "\u00a0") {
		return anchor{}, false
	}
	if a > l.a {
		r, _ := utf8.DecodeLastRuneInString(s[l.a:a])
		if unicode.IsUpper(r) || strings.ContainsRune("-'’‘", r) {
			return anchor{}, false
		}
	}
	start := len(strings.TrimLeft(s[l.a:a], "*_#> \t")) == 0
	limit := min(l.b, a+longestSalutation)
	colon, comma := -1, -1
	for i := a + 5; i < limit; i++ {
		switch s[i] {
		case ':':
			colon = i
		case ',', ';':
			if comma < 0 && commaEnds(s, i, l.b) {
				comma = i
			}
		case '.', '!', '?':
			if endsSentence(s, a, i, i+1, l.b) && i+1 < l.b {
				limit = i
			}
		case '"':
			limit = i
		case ' ': // a mark that the text lost: "Dear Secretary Chao   We are writing"
			if s[i-1] != ' ' && strings.HasPrefix(s[i:limit], "  ") && comma < 0 && commaEnds(s, i, l.b) {
				comma = i
			}
		}
		if colon >= 0 {
			break
		}
	}
	end := -1
	switch {
	case colon >= 0 && (comma < 0 || !proseBetween(s, comma, colon)):
		end = colon
	case comma >= 0:
		end = comma
	case start && l.b-a < 120:
		end = l.b - 1 // "Dear Secretary Chao" without a mark
	}
	if end < 0 || !addressee(s[a+4:end]) {
		return anchor{}, false
	}
	e := end + 1
	for e < l.b && (s[e] == '*' || s[e] == '_') {
		e++
	}
	return anchor{a, e, start && e >= l.b-2, "dear"}, true
}

// commaEnds tells whether the comma at i can end a salutation: the line ends there, or a letter begins to speak.
func commaEnds(s string, i, b int) bool {
	rest := strings.TrimLeft(s[i+1:min(b, i+40)], "*_ \t\u00a0")
	if rest == "" {
		return true
	}
	k := strings.IndexAny(rest, " ,’'")
	if k < 0 {
		k = len(rest)
	}
	switch strings.ToLower(rest[:k]) {
	case "like", "by", "through", "throughout", "because", "if", "every", "many", "more", "millions", "just", "again", "among", "between", "during", "each", "even", "ever", "before", "based", "now", "another",
		"nearly", "almost", "no", "not", "once", "only", "please", "several", "so", "some", "such", "that", "they", "those", "too", "until", "upon", "what", "where", "which", "who", "why", "within", "without", "you",
		"yesterday", "two", "three", "four", "five", "hundreds", "thousands", "a", "an", "how", "after-", "about", "both", "enclosed", "attached", "regarding", "concerning", "allow", "let", "further", "he", "she", "all":
		return true
	case "we", "i", "as", "on", "in", "the", "this", "thank", "it", "our", "my", "following", "with", "for", "last", "today", "at", "over",
		"after", "amid", "congratulations", "recent", "given", "while", "since", "earlier", "despite", "pursuant", "to", "recently", "first", "your",
		"when", "although", "under", "these", "there":
		return true
	}
	return false
}

// proseBetween tells whether s[a:b] has three words in small letters in a row.
func proseBetween(s string, a, b int) bool { return prose(s, a, b) < b }

// addressee tells whether w can be what follows "Dear": capitalised words, titles and connectives.
func addressee(w string) bool {
	w = strings.TrimSpace(w)
	if w == "" {
		return false
	}
	upper, lower := 0, 0
	for _, f := range strings.Fields(w) {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(f, `"“(*_[`))
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r) && !connective[strings.Trim(f, ",:;")]:
			lower++
		}
	}
	return upper > 0 && lower <= upper+1 && lower <= 4
}

// salutationTitles open a salutation without Dear.
var salutationTitles = map[string]bool{
	"secretary": true, "president": true, "mr": true, "mrs": true, "ms": true, "madam": true, "madame": true,
	"senator": true, "senators": true, "chairman": true, "chairwoman": true, "chair": true, "director": true, "administrator": true, "governor": true, "speaker": true,
	"ambassador": true, "general": true, "commissioner": true, "leader": true, "attorney": true, "prime": true, "excellency": true, "your": true, "honorable": true,
	"leaders": true, "dr": true, "representative": true, "mayor": true, "commissioners": true, "acting": true,
}

// bareSalutation tells whether a whole line is a salutation without Dear: "Secretary Pompeo,", "Mr. President:",
// "To Whom It May Concern:".
func bareSalutation(w string) bool {
	if len(w) > 80 || len(w) < 6 || !strings.HasSuffix(w, ",") && !strings.HasSuffix(w, ":") {
		return false
	}
	l := strings.ToLower(w)
	if strings.HasPrefix(l, "to whom it may concern") {
		return true
	}
	f := strings.Fields(strings.TrimRight(w, ",:"))
	if len(f) < 2 || len(f) > 6 || !salutationTitles[strings.TrimRight(strings.ToLower(f[0]), ".")] {
		return false
	}
	for _, x := range f[1:] {
		r, _ := utf8.DecodeRuneInString(x)
		if !unicode.IsUpper(r) && !connective[x] {
			return false
		}
	}
	return true
}

// openLetter tells whether a whole line heads an open letter: "An Open Letter to the Leaders of X:".
func openLetter(w string) bool {
	l := strings.ToLower(w)
	return (strings.HasPrefix(l, "an open letter to ") || strings.HasPrefix(l, "open letter to ")) && strings.HasSuffix(w, ":")
}

// closingWords are the lines that close a letter, lower case without punctuation.
var closingWords = map[string]bool{
	"sincerely": true, "sincerely yours": true, "yours sincerely": true, "most sincerely": true, "very sincerely": true,
	"respectfully": true, "respectfully yours": true, "respectfully submitted": true, "very respectfully": true, "most respectfully": true,
	"yours truly": true, "very truly yours": true, "truly yours": true, "very truly": true, "regards": true, "best regards": true, "warm regards": true, "warmest regards": true,
	"kind regards": true, "best wishes": true, "with best wishes": true, "with respect": true, "best": true, "cordially": true, "with appreciation": true, "with gratitude": true,
	"in solidarity": true, "yours in service": true, "yours": true, "faithfully": true, "yours faithfully": true, "with kind regards": true, "with warm regards": true, "gratefully": true,
	"with great respect": true, "in service": true, "with thanks": true, "thank you": true, "many thanks": true, "in friendship": true, "yours very truly": true, "with sincere appreciation": true, "sincerly": true, "sincerley": true, "signed": true, "with deep respect": true, "yours respectfully": true,
}

// inlineClosings may close a letter in the middle of a line.
var inlineClosings = []string{
	"Sincerely yours", "Sincerely Yours", "Yours sincerely", "Most sincerely", "Sincerely", "SINCERELY", "Respectfully submitted", "Respectfully yours", "Very respectfully",
	"Respectfully", "Very truly yours", "Yours truly", "Best regards", "Warm regards", "Kind regards", "Cordially", "Best Regards", "Warmest regards", "In service", "In solidarity", "With appreciation", "With gratitude", "With respect", "Yours in service", "Signed by",
}

// closings finds the places where letters close, in order.
func closings(s string, ls []line) []anchor {
	var out []anchor
	for _, l := range ls {
		w := bare(l.text(s))
		if len(w) < 40 && closingWords[strings.ToLower(strings.TrimSpace(strings.TrimRight(w, ",.:;-–— ")))] {
			if lw := strings.ToLower(w); lw != "signed" && lw != "best" || strings.HasSuffix(w, ",") {
				out = append(out, anchor{l.a, l.b, true, "closing-line"})
				continue
			}
		}
		out = appendInline(out, s, l)
	}
	return out
}

// appendInline appends the closings in the middle of l, in order.
func appendInline(out []anchor, s string, l line) []anchor {
	w := l.text(s)
	var found []anchor
	for _, c := range inlineClosings {
		for k := 0; ; {
			j := strings.Index(w[k:], c)
			if j < 0 {
				break
			}
			k += j
			if e, ok := closingAt(s, l.a+k, l.a+k+len(c), l); ok {
				found = append(found, anchor{l.a + k, e, false, "closing-inline"})
			}
			k += len(c)
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].a < found[j].a })
	end := -1
	for _, f := range found {
		if f.a >= end {
			out = append(out, f)
			end = f.b
		}
	}
	return out
}

// titled tells whether w starts with a legislator's title.
func titled(w string) bool {
	for _, t := range []string{"Sen", "Rep", "Congress", "Member", "U.S. Sen", "U.S. Rep", "United States Sen"} {
		if strings.HasPrefix(w, t) {
			return true
		}
	}
	return false
}

// closingAt judges a closing at [i, e): a sentence ends before it, and a comma, a name or the end follows.
func closingAt(s string, i, e int, l line) (int, bool) {
	before := strings.TrimRight(s[l.a:i], " \t*_\u00a0")
	if before != "" {
		r, _ := utf8.DecodeLastRuneInString(before)
		lost := strings.HasSuffix(s[l.a:i], "  ") && strings.HasPrefix(s[e:l.b], "  ") // a text that lost its marks
		if !strings.ContainsRune(`.!?)”"’]:;,`, r) && !(i > l.a && s[i-1] != ' ' && unicode.IsLower(r)) && !lost {
			return 0, false
		}
		if r == ',' && strings.HasPrefix(s[i:], "Respectfully") {
			return 0, false
		}
	}
	j := e
	for j < l.b && (s[j] == ' ' || s[j] == '\t' || s[j] == '*') {
		j++
	}
	if j >= l.b {
		return l.b, true
	}
	if s[j] == ',' || s[j] == '.' || s[j] == ':' || s[j] == '-' || s[j] == ';' {
		j++
		for j < l.b && (s[j] == ' ' || s[j] == '\t' || s[j] == '*' || s[j] == '_' || s[j] == '-') {
			j++
		}
		if j >= l.b {
			return l.b, true
		}
	} else if j == e {
		return 0, false // "Sincerelyx"
	}
	if strings.HasPrefix(s[i:], "Signed by") && !titled(s[j:l.b]) {
		return 0, false
	}
	r, n := utf8.DecodeRuneInString(s[j:l.b])
	if !unicode.IsUpper(r) && r != '/' && r != '#' && r != '_' && r != '[' && r != '(' {
		return 0, false
	}
	if commaEnds(s, j-1, l.b) && unicode.IsUpper(r) && n == 1 { // "Respectfully, we ask"
		return 0, false
	}
	return j, true
}

// Closes tells whether words in small letters end in the closing of a letter, marks behind it left out.
func Closes(low string) bool {
	for n, k := 0, len(low); n < 3; n++ {
		k = strings.LastIndexAny(low[:k], " \n\t.,;:!?>”\"")
		if closingWords[strings.TrimSpace(low[k+1:])] {
			return true
		}
		if k < 0 {
			return false
		}
	}
	return false
}
