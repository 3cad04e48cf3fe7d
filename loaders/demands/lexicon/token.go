package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Token is one word, number or mark of a text.
type Token struct {
	Start, End int32  // byte offsets into the text
	Word       int32  // number of the word in the lexicon's vocabulary, 0 when no entry uses it
	Hash       uint32 // of the lower-case word without a plural s, for comparing content; 0 for marks
	Kind       Kind
	Cap        bool // starts with a capital
	Adverb     bool // ends in -ly
	Mark       byte // the mark itself, 0 for words and numbers; dashes are '-', quotes '"', bullets '*'
}

// Kind says what a token is.
type Kind uint8

// The kinds of tokens.
const (
	Word Kind = iota
	Number
	Mark
)

// mojibake begins every typographic mark of a UTF-8 text that was read as Windows-1252.
const mojibake = "â€"

// maxWord is how many bytes of a word are looked at; longer words are in no lexicon.
const maxWord = 48

// tokenizer cuts a text; words are looked up in vocab.
type tokenizer struct {
	vocab map[string]int32
	s     string
	out   []Token
	buf   [maxWord]byte
}

// Tokenize appends the tokens of s[a:b] to dst. A word may hold inner full stops of an abbreviation ("U.S.") and inner
// apostrophes; a possessive 's is a token of its own; a hyphen inside a word divides it. Short HTML tags are skipped.
// It takes linear time.
func (l *Lexicon) Tokenize(s string, a, b int, dst []Token) []Token {
	t := tokenizer{vocab: l.words, s: s[:b], out: dst}
	t.run(a)
	return t.out
}

func (t *tokenizer) run(i int) {
	for i < len(t.s) {
		c := t.s[i]
		switch {
		case c == ' ' || c == '\n' || c == '\t' || c == '\r':
			i++
		case c >= '0' && c <= '9':
			i = t.number(i)
		case isLetter(c) || c >= utf8.RuneSelf:
			i = t.wordOrMark(i)
		case c == '<':
			i = t.tag(i)
		default:
			t.mark(i, i+1, c)
			i++
		}
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

func (t *tokenizer) mark(a, b int, c byte) {
	if c == '-' && b == a+1 && a > 0 && b < len(t.s) && isWordByte(t.s[a-1]) && isWordByte(t.s[b]) {
		return // a hyphen inside a word
	}
	if c == '\'' {
		c = '"'
	}
	t.out = append(t.out, Token{Start: int32(a), End: int32(b), Kind: Mark, Mark: c, Word: t.vocab[string(rune(c))]})
}

func isWordByte(c byte) bool { return isLetter(c) || isDigit(c) || c >= utf8.RuneSelf }

// tag skips a short tag such as <sup> or </b>; anything else is a mark.
func (t *tokenizer) tag(i int) int {
	end := strings.IndexByte(t.s[i:min(len(t.s), i+16)], '>')
	if end > 1 && (isLetter(t.s[i+1]) || t.s[i+1] == '/') {
		return i + end + 1
	}
	t.mark(i, i+1, '<')
	return i + 1
}

func (t *tokenizer) number(i int) int {
	j := i
	for j < len(t.s) && (isDigit(t.s[j]) || (j+1 < len(t.s) && (t.s[j] == ',' || t.s[j] == '.' || t.s[j] == ':') && isDigit(t.s[j+1]))) {
		j++
	}
	t.out = append(t.out, Token{Start: int32(i), End: int32(j), Kind: Number, Word: t.vocab[t.s[i:j]], Hash: hash([]byte(t.s[i:j]))})
	return j
}

// wordOrMark reads a word from i, or the mark that a rune beyond ASCII is.
func (t *tokenizer) wordOrMark(i int) int {
	r, n := utf8.DecodeRuneInString(t.s[i:])
	if strings.HasPrefix(t.s[i:], mojibake) {
		_, m := utf8.DecodeRuneInString(t.s[i+len(mojibake):])
		t.mark(i, i+len(mojibake)+m, '"')
		return i + len(mojibake) + m
	}
	if r >= utf8.RuneSelf && !unicode.IsLetter(r) {
		if m := markOf(r); m != 0 {
			t.mark(i, i+n, m)
		}
		return i + n
	}
	upper := unicode.IsUpper(r)
	j, k := i, 0
	for j < len(t.s) {
		r, n = utf8.DecodeRuneInString(t.s[j:])
		switch {
		case r < utf8.RuneSelf && isLetter(byte(r)):
			k = t.put(k, rune(byte(r)|0x20))
		case r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.Is(unicode.Mn, r)):
			if strings.HasPrefix(t.s[j:], mojibake) {
				return t.word(i, j, k, upper)
			}
			k = t.put(k, unicode.ToLower(r))
		case (r == '\'' || r == '’' || r == '‘') && j > i && letterAt(t.s, j+n):
			if possessive(t.s, j+n) {
				t.word(i, j, k, upper)
				t.out = append(t.out, Token{Start: int32(j), End: int32(j + n + 1), Kind: Word, Word: t.vocab["'s"]})
				return j + n + 1
			}
			k = t.put(k, '\'')
		case r == '.' && letterAt(t.s, j+1) && (j+2 >= len(t.s) || t.s[j+2] == '.') && initials(t.s[i:j]):
			k = t.put(k, '.') // U.S. and the like
		default:
			return t.word(i, j, k, upper)
		}
		j += n
	}
	return t.word(i, j, k, upper)
}

// initials tells whether s is single letters with full stops between them.
func initials(s string) bool {
	for i := range len(s) {
		if (i%2 == 0) != isLetter(s[i]) || (i%2 == 1 && s[i] != '.') {
			return false
		}
	}
	return len(s)%2 == 1
}

func letterAt(s string, i int) bool {
	return i < len(s) && (isLetter(s[i]) || s[i] >= 0xc3 && s[i] <= 0xca)
}

// possessive tells whether an s and then no letter stands at i.
func possessive(s string, i int) bool {
	return i < len(s) && s[i]|0x20 == 's' && (i+1 >= len(s) || !isWordByte(s[i+1]) || s[i+1] >= 0xe2)
}

func (t *tokenizer) put(k int, r rune) int {
	if k+utf8.UTFMax > maxWord {
		return maxWord + 1 // too long: in no lexicon
	}
	return k + utf8.EncodeRune(t.buf[k:], r)
}

func (t *tokenizer) word(i, j, k int, upper bool) int {
	tok := Token{Start: int32(i), End: int32(j), Kind: Word, Cap: upper}
	if k <= maxWord {
		w := t.buf[:k]
		tok.Word = t.vocab[string(w)]
		tok.Adverb = k > 4 && w[k-1] == 'y' && w[k-2] == 'l'
		tok.Hash = hash(w)
	}
	t.out = append(t.out, tok)
	if j < len(t.s) && t.s[j] == '.' && k > 2 && t.buf[k-2] == '.' {
		return j + 1 // the last stop of an abbreviation
	}
	return j
}

// hash is FNV-1a of the word without its plural ending.
func hash(w []byte) uint32 {
	n := len(w)
	if n > 4 && w[n-1] == 's' && w[n-2] != 's' {
		n--
	}
	h := uint32(2166136261)
	for _, c := range w[:min(n, maxWord)] {
		h = (h ^ uint32(c)) * 16777619
	}
	return h | 1
}

// markOf maps typographic marks to the plain ones; 0 is to be skipped.
func markOf(r rune) byte {
	switch r {
	case '“', '”', '„', '«', '»', '"', '‘', '’':
		return '"'
	case '–', '—', '―', '−':
		return '-'
	case '•', '·', '◦', '▪', '‣', '●', '○', '■', '□', '➢', '\uf0b7', '\uf0a7':
		return '*'
	case '…':
		return ';'
	case '§':
		return '#'
	}
	return 0
}
