package letters

import (
	"strings"

	"demarche/loaders/letters/mention"
	"demarche/loaders/letters/segment"
	"demarche/schema"
)

// markless is the length from which a text without any full stop and comma has lost its marks: no prose of that length
// does without.
const markless = 300

// lostMarks tells whether whoever stored the text put a space in the place of every mark: it has neither full stops nor
// commas, but the wide gaps that they leave.
func lostMarks(s string) bool {
	return len(s) >= markless && !strings.ContainsAny(s, ".,;()") && strings.Contains(s, "  ")
}

// restoreMarks puts marks back where [lostMarks] left gaps: brackets and hyphens of party tags, stops of initials and
// abbreviations, commas of dates and lists, apostrophes of genitives, line breaks for the widest gaps. Every mark takes the
// place of one space, so that all offsets stay true. Linear time.
func restoreMarks(s string) string {
	m := marker{s: []byte(s)}
	m.divide()
	for i := range m.ws {
		if m.ws[i].done {
			continue
		}
		if n := m.tag(i); n > 0 {
			for k := i; k < i+n; k++ {
				m.ws[k].done = true
			}
		}
	}
	for i := range m.ws {
		m.greeting(i)
	}
	for i := range m.ws {
		m.word(i)
	}
	return string(m.s)
}

// marker is a text whose marks are being restored.
type marker struct {
	s  []byte
	ws []markWord
}

// markWord is a word without spaces, with the number of spaces behind it.
type markWord struct {
	a, b, gap int
	done      bool // part of a tag
	broken    bool // a line break stands behind it
	greets    bool // ends a salutation
	opens     bool // starts a salutation
}

func (m *marker) divide() {
	s := m.s
	for i := 0; i < len(s); {
		if s[i] == ' ' || s[i] == '\n' || s[i] == '\t' {
			i++
			continue
		}
		j := i
		for j < len(s) && s[j] != ' ' && s[j] != '\n' && s[j] != '\t' {
			j++
		}
		k := j
		for k < len(s) && s[k] == ' ' {
			k++
		}
		m.ws = append(m.ws, markWord{a: i, b: j, gap: k - j, broken: k >= len(s) || s[k] == '\n'})
		i = k
	}
}

func (m *marker) text(i int) string { return string(m.s[m.ws[i].a:m.ws[i].b]) }

// tag restores the brackets of a party tag that starts at word i, "  D CT  ", "  R N C   ", "  AR 01  ", and returns its
// number of words, 0 when there is none. A wide gap goes before and behind.
func (m *marker) tag(i int) int {
	if i == 0 || m.ws[i-1].gap < 2 || m.ws[i-1].gap > 4 || m.ws[i].gap != 1 || !capital(m.s[m.ws[i-1].a]) {
		return 0
	}
	party := m.text(i)
	if party != "D" && party != "R" && party != "I" && party != "ID" && party != "DFL" {
		if i+1 < len(m.ws) && len(party) == 2 && mention.StateCode(party) != "" && digitsOnly(m.text(i+1)) && len(m.text(i+1)) <= 2 && m.ws[i+1].gap >= 2 {
			return m.enclose(i, 2)
		}
		return 0
	}
	state := ""
	for n := 1; n <= 3 && i+n < len(m.ws); n++ {
		state += m.text(i + n)
		end := m.ws[i+n].gap >= 2 || m.ws[i+n].broken
		if mention.StateCode(state) != "" && end {
			return m.enclose(i, n+1)
		}
		if mention.StateCode(state) != "" && i+n+1 < len(m.ws) && digitsOnly(m.text(i+n+1)) && (m.ws[i+n+1].gap >= 2 || m.ws[i+n+1].broken) {
			return m.enclose(i, n+2)
		}
		if end {
			return 0
		}
	}
	return 0
}

// enclose puts brackets round the n words from i on, a hyphen behind the first.
func (m *marker) enclose(i, n int) int {
	m.s[m.ws[i].a-1] = '('
	m.s[m.ws[i].b] = '-'
	last := &m.ws[i+n-1]
	if n > 2 {
		for k := i + 1; k < i+n-1; k++ {
			if digitsOnly(m.text(k + 1)) {
				m.s[m.ws[k].b] = '-'
			} else if m.ws[k].b-m.ws[k].a == 1 {
				m.s[m.ws[k].b] = '.'
			}
		}
	}
	if last.b < len(m.s) && m.s[last.b] == ' ' {
		m.s[last.b] = ')'
		if last.gap > 2 && last.gap < lineGap {
			m.s[last.b+1] = ','
		}
	}
	return n
}

// Gaps from lineGap spaces on were line breaks with the marks around them.
const lineGap = 6

// abbreviated are the words that a short gap follows because their full stop is lost.
var abbreviated = map[string]bool{
	"Mr": true, "Mrs": true, "Ms": true, "Dr": true, "Sen": true, "Sens": true, "Rep": true, "Reps": true, "Jr": true, "Sr": true, "St": true, "Gov": true, "Gen": true, "Hon": true, "No": true, "Lt": true, "Wm": true,
}

// word restores what is lost behind word i.
func (m *marker) word(i int) {
	w := m.ws[i]
	if w.b >= len(m.s) || m.s[w.b] != ' ' {
		if !w.done || w.gap < lineGap {
			return
		}
	}
	if w.gap >= lineGap {
		m.s[w.b+w.gap-2], m.s[w.b+w.gap-1] = '\n', '\n'
		switch {
		case closingWord(m.text(i)):
			m.s[w.b] = ','
		case w.greets:
			m.s[w.b] = ':'
		}
		return
	}
	if i+1 >= len(m.ws) || w.done {
		return
	}
	t, next := m.text(i), m.text(i+1)
	one := len(t) == 1 && capital(t[0])
	switch {
	case w.gap == 1 && one && len(next) == 1 && capital(next[0]) && t != "A" && t != "I" && !m.ws[i+1].done:
		m.s[w.b] = '.' // U S, D C, R J
	case w.gap == 1 && closingWord(t) && capital(next[0]) && i > 0 && m.ws[i-1].gap == 1 && (m.text(i-1) == "am" || m.text(i-1) == "remain"):
		m.s[m.ws[i].a-1], m.s[w.b] = '\n', '\n' // "I am Sincerely Ann Lee"
	case w.gap == 1 && (next == "s" || next == "t") && t != "U":
		m.s[w.b] = '\''
	case w.gap == 1 && (t == "co" || t == "Co") && !capital(next[0]):
		m.s[w.b] = '-'
	case w.gap < 2:
	case (t == "cc" || t == "CC" || t == "Cc") && capital(next[0]):
		m.s[w.b] = ':'
	case w.greets:
		m.s[w.b] = ':'
	case m.ownLine(i):
		m.s[w.b+w.gap-1] = '\n'
	case closingWord(next) && w.gap > 2 && !abbreviated[t]:
		m.s[w.b] = '.'
	case closingWord(t) && capital(next[0]):
		m.s[w.b] = ','
	case m.ws[i+1].done && m.s[m.ws[i+1].a-1] == '(':
	case m.acronym(i + 1):
		n := m.ws[i+1]
		m.s[n.a-1], m.s[n.b] = '(', ')'
		m.ws[i+1].done = true
	case one && w.gap <= 4 && (t != "I" || i > 0 && capital(next[0]) && capital(m.s[m.ws[i-1].a]) && m.ws[i-1].gap == 1) || w.gap == 2 && abbreviated[t[:1]+strings.ToLower(t[1:])]:
		m.s[w.b] = '.'
	case digitsOnly(t) && len(t) <= 2 && yearAt(next):
		m.s[w.b] = ','
	case capital(next[0]) && segment.OpensSentence(next) || capital(next[0]) && w.gap == 3 && !capital(t[0]):
		m.s[w.b] = '.'
	case w.gap == 2 && (t[0] >= 'A' && t[0] <= 'Z' || t[0] >= 'a' && t[0] <= 'z'):
		m.s[w.b] = ','
	}
}

// acronym tells whether word i stands alone in capitals between gaps, so that brackets are lost: "Agency  FEMA  has".
func (m *marker) acronym(i int) bool {
	w, t := m.ws[i], m.text(i)
	if m.ws[i-1].gap != 2 || w.gap < 2 || w.gap >= lineGap || len(t) < 2 || len(t) > 6 || m.s[w.b] != ' ' {
		return false
	}
	return t != "II" && t != "III" && t != "DC" && !abbreviated[t[:1]+strings.ToLower(t[1:])] && strings.Trim(t, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// longestGreeting is how many words a salutation has at most.
const longestGreeting = 30

// greeting marks the word that ends the salutation that starts at word i: "Dear" and words with capitals up to the gap
// behind which the letter begins to speak. Gaps before "and" and before a further title are those of commas.
func (m *marker) greeting(i int) {
	t0 := m.text(i)
	if !strings.HasSuffix(t0, "Dear") || len(t0) > 4 && (capital(t0[len(t0)-5]) || t0[len(t0)-5] == '-') || m.ws[i].gap == 0 || m.ws[i].gap > 2 {
		return
	}
	for k := i + 1; k < len(m.ws) && k <= i+longestGreeting; k++ {
		w := &m.ws[k]
		t := m.text(k)
		if !capital(t[0]) && !greetingWords[t] {
			return
		}
		if w.gap < 2 && !w.broken || w.gap == 2 && (abbreviated[t] || len(t) == 1 && capital(t[0])) {
			continue
		}
		if w.gap < lineGap && !w.broken && k+1 < len(m.ws) && (m.text(k+1) == "and" || w.gap == 2 && greetedTitles[m.text(k+1)]) {
			continue
		}
		w.greets = !w.done && !w.broken
		m.ws[i].opens = len(t0) == len("Dear") && m.headed(i)
		return
	}
}

// longestHead is how many words the date and addressees over a salutation have at most.
const longestHead = 60

// headed tells whether lines of a letter's head stand before the salutation at word i.
func (m *marker) headed(i int) bool {
	for k := i - 1; k > 0 && k >= i-longestHead; k-- {
		if m.ws[k-1].gap >= 2 && (m.honorable(k) || m.dateOver(k)) {
			return true
		}
	}
	return false
}

// greetingWords are the words in small letters of salutations.
var greetingWords = map[string]bool{"and": true, "of": true, "the": true, "on": true, "for": true, "de": true, "von": true, "van": true}

// greetedTitles are the titles before the later names of a salutation.
var greetedTitles = map[string]bool{
	"Chairman": true, "Chairwoman": true, "Chairmen": true, "Chair": true, "Ranking": true, "Secretary": true, "Senator": true, "Senators": true, "Leader": true, "Majority": true,
	"Minority": true, "Speaker": true, "Director": true, "Administrator": true, "Commissioner": true, "Governor": true, "Representative": true, "Congressman": true, "General": true, "Attorney": true, "Acting": true, "President": true, "Prime": true, "Ambassador": true, "Mr": true, "Ms": true, "Mrs": true, "Dr": true,
}

// ownLine tells whether the gap behind word i ends a line of a letter's head: a salutation, an addressee or the date over
// one stands behind it, or that date before it.
func (m *marker) ownLine(i int) bool {
	return m.ws[i+1].opens || m.honorable(i+1) || m.dateOver(i+1) || i >= 2 && m.dateOver(i-2)
}

func (m *marker) honorable(i int) bool {
	return i+1 < len(m.ws) && m.text(i) == "The" && m.text(i+1) == "Honorable"
}

// dateOver tells whether a day starts at word i over an addressee: "July 25  2005   The Honorable", or a title.
func (m *marker) dateOver(i int) bool {
	if i+3 >= len(m.ws) || m.ws[i].gap != 1 || m.ws[i+2].gap < 2 || len(m.text(i+2)) != 4 || !yearAt(m.text(i+2)) || !digitsOnly(m.text(i+1)) || len(m.text(i+1)) > 2 {
		return false
	}
	return m.honorable(i+3) || m.ws[i+2].gap > 2 && greetedTitles[m.text(i+3)]
}

// yearAt tells whether a word starts with the four digits of a year and no fifth.
func yearAt(s string) bool {
	return len(s) >= 4 && digitsOnly(s[:4]) && (len(s) == 4 || s[4] < '0' || s[4] > '9')
}

func closingWord(t string) bool { return t == "Sincerely" || t == "Respectfully" || t == "Cordially" }

func capital(c byte) bool { return c >= 'A' && c <= 'Z' }

func digitsOnly(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// better tells whether the reading plain of a text as it is stored finds more of letters in full, of signers whom the
// registers know or of printed dates than the reading restored of its restored text, and no less of any. Of the plain
// reading only names in blocks count, for its sentences have lost their bounds, unless the other finds nothing at all.
func better(plain, restored *schema.Record) bool {
	x, y := weighReading(plain, true), weighReading(restored, false)
	return x.full >= y.full && x.signers >= y.signers && x.dates >= y.dates && (x.full > y.full || x.signers > y.signers || x.dates > y.dates)
}

// weight counts what a reading found.
type weight struct{ full, signers, dates int }

func weighReading(r *schema.Record, printed bool) weight {
	var w weight
	for i := range r.Letters {
		l := &r.Letters[i]
		if l.Mode == schema.ModeFull && len(l.Signatures) > 0 {
			w.full++
		}
		if l.DateBasis == schema.DatePrinted {
			w.dates++
		}
		for k := range l.Signatures {
			if g := &l.Signatures[k]; g.Decision == schema.Accepted && !(printed && g.Mode == schema.SignatureReported) {
				w.signers++
			}
		}
	}
	return w
}

// unmark gives the quoted words of a record that was read from the restored text the marks of the stored text, so that every
// quotation equals the text at its span.
func unmark(rec *schema.Record, stored string, restored *segment.Text) {
	names := map[string]string{} // of demands, which name people without a place
	back := func(s *string, sp schema.Span) {
		if *s == "" || sp[1] == 0 {
			return
		}
		a, b := restored.Bytes(sp)
		if k := strings.Index(restored.String()[a:b], *s); k >= 0 {
			was := stored[a+k : a+k+len(*s)]
			names[*s] = was
			*s = was
		}
	}
	for i := range rec.Letters {
		l := &rec.Letters[i]
		for k := range l.Senders {
			if l.Senders[k].Span != nil {
				back(&l.Senders[k].Name, *l.Senders[k].Span)
			}
		}
		if l.ClaimedSpan != nil {
			back(&l.ClaimedText, *l.ClaimedSpan)
		}
		for k := range l.Signatures {
			back(&l.Signatures[k].Name, l.Signatures[k].Span)
		}
		for k := range l.Recipients {
			x := &l.Recipients[k]
			back(&x.Name, x.Span)
			back(&x.Office, x.Span)
			back(&x.Organization, x.Span)
		}
		for k := range l.Targets {
			back(&l.Targets[k].Name, l.Targets[k].Span)
		}
		for k := range l.Events {
			back(&l.Events[k].Name, l.Events[k].Span)
		}
		for k := range l.Legal {
			back(&l.Legal[k].Name, l.Legal[k].Span)
		}
		for k := range l.Statements {
			back(&l.Statements[k].Text, l.Statements[k].Span)
		}
		for k := range l.Demands {
			x := &l.Demands[k]
			back(&x.Text, x.Span)
			for _, s := range []*string{&x.Addressee, &x.Actor, &x.Target, &x.Demander} {
				if was, ok := names[*s]; ok {
					*s = was
				}
			}
		}
	}
}
