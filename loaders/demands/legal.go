package demands

import (
	"strings"

	"demarche/loaders/demands/lexicon"
	"demarche/schema"
)

// legal finds laws, bills, sections, resolutions, orders and treaties, in the order of the text, each once. A law is
// invoked when a demand rests on it in its own sentence or an act is asked "under" it.
func (d *text) legal(ds []demand) []schema.LegalMention {
	asked := map[int]bool{}
	for i := range ds {
		asked[ds[i].sent] = true
	}
	var out []schema.LegalMention
	seen := map[string]int{}
	for n := range d.sents {
		s := &d.sents[n]
		if s.zone == zoneQuote || s.zone == zoneReport && d.full {
			continue
		}
		for i := s.lo; i < s.hi; i++ {
			lo, hi, name := d.law(s, i)
			if name == "" {
				continue
			}
			mode := "mentioned"
			if asked[n] && d.rests(s, lo) {
				mode = "invoked"
			}
			if k, ok := seen[name]; ok {
				if mode == "invoked" {
					out[k].Mode = mode
				}
			} else {
				seen[name] = len(out)
				out = append(out, schema.LegalMention{Name: name, Mode: mode, Span: d.span(lo, hi)})
			}
			i = max(i, hi-1)
		}
	}
	return out
}

// rests tells whether words that rest an act on a law stand just before token lo.
func (d *text) rests(s *sentence, lo int) bool {
	for i := max(s.lo, lo-6); i < lo; i++ {
		if d.word(i, d.w.under) || d.word(i, d.w.pursuant) {
			return true
		}
		switch d.raw(i) {
		case "accordance", "authority", "authorities", "consistent", "using", "required", "invoke", "through", "Under", "Pursuant", "implement", "enforce", "comply", "by":
			return true
		}
	}
	return false
}

// law reads a legal instrument that token i belongs to; the name is empty when there is none.
func (d *text) law(s *sentence, i int) (lo, hi int, name string) {
	t := &d.toks[i]
	if t.Kind == lexicon.Number {
		return d.code(s, i)
	}
	if t.Kind != lexicon.Word || !t.Cap {
		return 0, 0, ""
	}
	switch raw := d.raw(i); raw {
	case "Act", "Treaty", "Convention", "Charter", "Accords", "Protocol", "Amendment", "Agreement", "Covenant", "Accord":
		return d.namedLaw(s, i)
	case "Magnitsky":
		return i, i + 1, "Global Magnitsky Human Rights Accountability Act"
	case "Global":
		if i+1 < s.hi && d.raw(i+1) == "Magnitsky" {
			return d.magnitsky(s, i)
		}
	case "Public", "Pub", "P.L", "PL":
		return d.publicLaw(s, i)
	case "Resolution":
		if i+1 < s.hi && d.toks[i+1].Kind == lexicon.Number {
			return d.resolution(s, i)
		}
	case "Section", "Sec":
		return d.sectionOf(s, i)
	case "JCPOA", "Joint":
		return d.planOfAction(s, i)
	case "E.O", "EO":
		j := i + 1
		if d.raw(j) == "No" {
			j++
		}
		if d.mark(j, '.') {
			j++
		}
		if j < s.hi && d.toks[j].Kind == lexicon.Number {
			return i, j + 1, "Executive Order " + d.raw(j)
		}
	case "Executive":
		if i+2 < s.hi && d.raw(i+1) == "Order" && d.toks[i+2].Kind == lexicon.Number {
			return i, i + 3, "Executive Order " + d.raw(i+2)
		}
	case "H.R", "HR", "S", "H.Res", "S.Res", "H.J", "S.J", "H.Con", "H", "S.Con":
		return d.bill(s, i)
	}
	return 0, 0, ""
}

// magnitsky reads "Global Magnitsky [Human Rights Accountability] Act".
func (d *text) magnitsky(s *sentence, i int) (int, int, string) {
	j := i + 2
	for j < min(s.hi, i+6) && d.toks[j].Cap {
		j++
	}
	return i, j, "Global Magnitsky Human Rights Accountability Act"
}

// namedLaw reads the capitalised name that ends at token i, with a year.
func (d *text) namedLaw(s *sentence, i int) (int, int, string) {
	lo := i
	for lo > s.lo && i-lo < 14 {
		p := lo - 1
		if d.toks[p].Kind == lexicon.Word && d.toks[p].Cap && !(p == s.lo && d.is(p, preposition|determiner|first)) {
			lo = p
			continue
		}
		small := d.is(p, conj|preposition|determiner) || d.word(p, d.w.to) || d.mark(p, ',') && d.is(i, 0)
		if small && p > s.lo && d.toks[p-1].Kind == lexicon.Word && d.toks[p-1].Cap && !d.is(p-1, preposition|determiner) && lo < i {
			lo = p - 1
			continue
		}
		break
	}
	for lo < i && (d.is(lo, determiner|preposition|conj) || d.word(lo, d.w.to)) {
		lo++
	}
	if lo == i {
		return 0, 0, ""
	}
	hi := i + 1
	if hi+1 < s.hi && d.word(hi, d.w.of) && d.toks[hi+1].Kind == lexicon.Number {
		hi += 2
	}
	if r := d.raw(i); hi == i+1 && (r == "Convention" || r == "Covenant" || r == "Treaty") {
		hi = d.matter(hi, s.hi)
	}
	name := clean(d.slice(lo, hi))
	if strings.Contains(name, "Magnitsky") {
		name = "Global Magnitsky Human Rights Accountability Act"
	}
	return lo, hi, name
}

// matter is the end of what a treaty is about behind its name that ends at i: "on the Rights of Harbours and Rivers".
func (d *text) matter(i, hi int) int {
	if i+1 >= hi || d.raw(i) != "on" && d.raw(i) != "against" && d.raw(i) != "for" {
		return i
	}
	j := i + 1
	for j < min(hi, i+14) && d.toks[j].Kind == lexicon.Word && (d.toks[j].Cap || d.is(j, conj|preposition|determiner)) {
		j++
	}
	for j > i && !d.toks[j-1].Cap {
		j--
	}
	if j <= i+1 {
		return i
	}
	return j
}

// publicLaw reads "Public Law 114-328", "Pub. L. No. 114-328", "P.L. 114-328".
func (d *text) publicLaw(s *sentence, i int) (int, int, string) {
	j := i + 1
	for j < min(s.hi, i+6) && d.toks[j].Kind != lexicon.Number {
		if r := d.raw(j); r != "Law" && r != "L" && r != "No" && r != "." {
			return 0, 0, ""
		}
		j++
	}
	if j+1 >= s.hi || j == i+1 && d.raw(i) == "Public" || d.toks[j].Kind != lexicon.Number || d.toks[j+1].Kind != lexicon.Number {
		return 0, 0, ""
	}
	return i, j + 2, "Public Law " + d.raw(j) + "-" + d.raw(j+1)
}

// resolution reads "[United Nations Security Council] Resolution 1929".
func (d *text) resolution(s *sentence, i int) (int, int, string) {
	lo := i
	for lo > s.lo && i-lo < 6 && d.toks[lo-1].Cap && !d.is(lo-1, determiner) {
		lo--
	}
	return lo, i + 2, clean(d.slice(lo, i+2))
}

// sectionOf reads "Section 907 of the FREEDOM Support Act".
func (d *text) sectionOf(s *sentence, i int) (int, int, string) {
	j := i + 1
	if d.mark(j, '.') {
		j++
	}
	if j >= s.hi || d.toks[j].Kind != lexicon.Number {
		return 0, 0, ""
	}
	hi := j + 1
	for hi < min(s.hi, j+5) && (d.mark(hi, '(') || d.mark(hi, ')') || d.toks[hi].End-d.toks[hi].Start == 1 && d.toks[hi].Kind != lexicon.Mark) {
		hi++
	}
	name := "Section " + strings.TrimSpace(d.slice(j, hi))
	if d.word(hi, d.w.of) {
		for k := hi + 1; k < min(s.hi, hi+12); k++ {
			if d.raw(k) != "Act" && d.raw(k) != "Treaty" && d.raw(k) != "Charter" {
				continue
			}
			if lo, end, law := d.namedLaw(s, k); law != "" && lo <= hi+3 {
				return i, end, name + " of the " + law
			}
		}
	}
	return i, hi, name
}

// code reads "42 U.S.C. 1983", "42 U.S.C. § 1395w(b)", "21 CFR 314.70", and a code cited by title: "42 U.S.C. Title 42 Sec. 265".
func (d *text) code(s *sentence, i int) (int, int, string) {
	which := ""
	switch j := i + 1; {
	case j+1 >= s.hi:
		return 0, 0, ""
	case d.raw(j) == "U.S.C" || d.raw(j) == "USC" || d.raw(j) == "U.S" && d.raw(j+1) == "C":
		which = "U.S.C."
	case d.raw(j) == "CFR" || d.raw(j) == "C.F.R":
		which = "CFR"
	default:
		return 0, 0, ""
	}
	for j := i + 2; j < min(s.hi, i+9); j++ {
		t := &d.toks[j]
		switch {
		case t.Kind == lexicon.Number && d.raw(j-1) != "Title":
			hi := d.subsections(j+1, s.hi)
			return i, hi, d.raw(i) + " " + which + " " + strings.TrimSuffix(d.slice(j, hi), ".")
		case t.Kind == lexicon.Number, t.Kind == lexicon.Mark:
		case d.raw(j) != "Section" && d.raw(j) != "section" && d.raw(j) != "Sec" && d.raw(j) != "sec" && d.raw(j) != "Title" && d.raw(j) != "Part" && d.raw(j) != "part" && d.raw(j) != "C":
			return 0, 0, ""
		}
	}
	return 0, 0, ""
}

// subsections is the end of "(b)(2)" behind the number of a section that ends at j.
func (d *text) subsections(j, hi int) int {
	if j < hi && d.toks[j].Kind == lexicon.Word && d.toks[j].Start == d.toks[j-1].End && d.toks[j].End-d.toks[j].Start <= 2 {
		j++
	}
	for j+2 < hi && d.mark(j, '(') && d.toks[j+1].End-d.toks[j+1].Start <= 3 && d.mark(j+2, ')') {
		j += 3
	}
	return j
}

// planOfAction reads the nuclear agreement with Iran of 2015 by its name or its initials.
func (d *text) planOfAction(s *sentence, i int) (int, int, string) {
	const name = "Joint Comprehensive Plan of Action"
	if d.raw(i) == "JCPOA" {
		return i, i + 1, name
	}
	if i+5 <= s.hi && clean(d.slice(i, i+5)) == name {
		return i, i + 5, name
	}
	return 0, 0, ""
}

// bill reads "H.R. 5128", "S. 1601", "H. Res. 12", "S.J. Res. 5".
func (d *text) bill(s *sentence, i int) (int, int, string) {
	var b strings.Builder
	j := i
	for ; j < min(s.hi, i+7) && d.toks[j].Kind != lexicon.Number; j++ {
		r := d.raw(j)
		switch {
		case r == ".":
		case r == "H" || r == "S" || r == "R" || r == "Res" || r == "J" || r == "Con" || strings.Contains(r, "."):
			b.WriteString(r + ".")
		case r == "HR":
			b.WriteString("H.R.")
		default:
			return 0, 0, ""
		}
	}
	if j >= s.hi || d.toks[j].Kind != lexicon.Number || j == i+1 && !d.gap(i, j) {
		return 0, 0, ""
	}
	n := d.raw(j)
	if len(n) > 5 || strings.ContainsAny(n, ",:") {
		return 0, 0, ""
	}
	return i, j + 1, b.String() + " " + strings.TrimSuffix(n, ".")
}

// gap tells whether a full stop belongs to the letters before the number: "H.R. 12" but not "F 16".
func (d *text) gap(i, j int) bool {
	between := d.s[d.toks[i].Start:d.toks[j].Start]
	return strings.Contains(between, ".") || d.raw(i) == "HR"
}

// clean joins a name that a line break divides.
func clean(s string) string { return strings.Join(strings.Fields(s), " ") }
