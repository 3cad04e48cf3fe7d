package letters

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/loaders/letters/mention"
)

// ranks stand behind a soldier's name as if they were one.
var ranks = map[string]bool{"USA Ret": true, "USN Ret": true, "USMC Ret": true, "USAF Ret": true}

// pluralOffices open a salutation to the holders of an office who are not named: "Dear Presidents of the colleges".
var pluralOffices = []string{
	"presidents of", "governors of", "chancellors of", "secretaries of", "ministers of", "heads of", "leaders of", "chairs of", "directors of", "executives of", "administrators of", "commissioners of",
}

// pluralOffice tells whether small words after Dear begin with an office in the plural.
func pluralOffice(low string) bool {
	low = strings.TrimLeft(low, " ")
	for _, p := range pluralOffices {
		if strings.HasPrefix(low, p) {
			return true
		}
	}
	return false
}

// onlyTitles tells whether a name is nothing but a title: "Vice-President".
func onlyTitles(name string) bool {
	for _, f := range strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' }) {
		if !mention.IsTitleWord(f) && !strings.EqualFold(f, "vice") {
			return false
		}
	}
	return name != ""
}

// addressees leaves out addressees that are words of the text around an address and not an addressee.
func (w *work) addressees(list []recipient) []recipient {
	out := list[:0]
	for _, x := range list {
		if w.announces(x.office + x.body) {
			if x.name == "" {
				continue
			}
			x.office = ""
		}
		x.office, x.body = trimJoiner(x.office), trimJoiner(x.body)
		if x.name != "" && ranks[x.name] || strings.Trim(x.name, "US. ") == "" && x.name != "" {
			continue
		}
		if first, rest, ok := strings.Cut(x.name, " "); ok && headlineVerbs[lower(first)] {
			x.name = rest // "Letter Asking Secretary Costa"
		}
		if first, rest, ok := strings.Cut(x.name, " "); ok && strings.Contains(rest, " ") && frontWords[first] {
			x.name = rest
			if x.office == "" {
				x.office = first
			}
		}
		out = append(out, x)
	}
	return out
}

// frontWords end an office and stand before a name as if they were its first word: "National Security Advisor Ana Costa".
var frontWords = map[string]bool{
	"Advisor": true, "Adviser": true, "Counselor": true, "Supervisor": true, "Forester": true, "Superintendent": true, "Postmaster": true, "Comptroller": true, "Councilman": true, "Councilwoman": true,
	"Commander": true, "Commandant": true, "Designate": true, "Nominee": true, "Envoy": true, "Sheriff": true, "Chief": true, "Archivist": true, "Provost": true, "Treasurer": true,
}

// announces tells whether words announce a letter rather than name an office: "The members wrote:", "Full text of the
// letter:", an imperative in capitals.
func (w *work) announces(s string) bool {
	low := lower(s)
	if hasAny(low, []cue{"wrote:", "letter:", "below:", "follows:", "here:", "text of the", "is below", "the letter reads", "letter reads", "delivered via", "via email", "via e-mail", "<?xml"}) {
		return true
	}
	f := strings.Fields(s)
	return len(f) > 1 && strings.ToUpper(s) == s && headlineVerbs[lower(f[0])+"ing"] || len(f) > 1 && strings.ToUpper(s) == s && imperatives[lower(f[0])]
}

// imperatives open the second half of a headline in capitals: "LETTER ... TO REDUCE COSTS".
var imperatives = map[string]bool{
	"reduce": true, "protect": true, "stop": true, "save": true, "help": true, "support": true, "increase": true, "end": true, "fund": true, "provide": true, "release": true, "keep": true, "extend": true,
	"restore": true, "address": true, "prevent": true, "improve": true, "make": true, "investigate": true, "oppose": true, "urge": true, "ask": true, "request": true, "approve": true, "reject": true,
}

// trimJoiner cuts a joining word that leads to nothing off the end of an office or body.
func trimJoiner(s string) string {
	for {
		t := strings.TrimRight(s, " ,;:")
		for _, j := range []string{" and the", " and", " the", " to", " of", " for"} {
			t = strings.TrimSuffix(t, j)
		}
		if t == s {
			return s
		}
		s = t
	}
}

// nextName is where a further addressee begins in the words behind an addressee's name: "Secretary of the Harbour and
// Ana Costa", 0 for none.
func (w *work) nextName(seg string) int {
	for from := 0; ; {
		k := strings.Index(seg[from:], " and ")
		if k < 0 {
			return 0
		}
		from += k
		rest := seg[from+len(" and "):]
		if ms := mention.Scan(rest, 0, len(rest)); len(ms) > 0 && ms[0].Start == 0 && ms[0].Words >= 2 && ms[0].Words <= 3 && !bodyWords(ms[0].Name(rest)) && !bodyHead(rest) && personal(rest[ms[0].End:]) {
			return from
		}
		from += len(" and ")
	}
}

// personal tells whether what follows a name of two or three words fits a person: nothing or a comma.
func personal(rest string) bool {
	rest = strings.TrimLeft(rest, " ")
	return rest == "" || rest[0] == ',' || rest[0] == '('
}

// officeBeforeComma reads the office before a comma and a name: "Inspector General of the Navy, Ana Costa".
func (w *work) officeBeforeComma(p int, m *mention.Mention) (office string, start int) {
	if p >= m.Start {
		return "", m.Start
	}
	seg := strings.TrimRight(w.s[p:m.Start], " ")
	if !strings.HasSuffix(seg, ",") {
		return "", m.Start
	}
	seg = strings.TrimSuffix(seg, ",")
	x := 0
	for _, pre := range []string{", and the ", " and the ", ", and ", " and ", ", ", "the "} {
		if strings.HasPrefix(seg, pre) {
			x = len(pre)
			break
		}
	}
	office = seg[x:]
	r, _ := utf8.DecodeRuneInString(office)
	if !unicode.IsUpper(r) || !officeWord(office) || len(office) > 120 || strings.ContainsAny(office, ",;") || titleOnly(office) && office != "Speaker" {
		return "", m.Start
	}
	return office, p + x
}

// bodyTails follow the words of a body's name: "Harbour Safety Agency".
var bodyTails = []string{
	"Agency", "Administration", "Commission", "Bureau", "Department", "Service", "Services", "Authority", "Board", "Office", "Committee", "Subcommittee", "Corporation", "Corps", "Council", "Institute", "Institutes", "System", "Center", "Centers", "Association", "Company", "University",
}

// institution are last words of bodies that are nobody's surname.
var institution = map[string]bool{
	"Enforcement": true, "Registry": true, "Evaluation": true, "Substances": true, "Protection": true, "Management": true, "Resettlement": true, "Affairs": true, "Safety": true, "Security": true, "Defense": true,
	"Intelligence": true, "Relations": true, "Development": true, "Health": true, "Education": true, "Commerce": true, "Recovery": true, "Works": true, "Resources": true, "Operations": true, "Investigation": true,
	"Administration": true, "Statistics": true, "Transportation": true, "Agriculture": true, "Communications": true, "Trade": true, "Budget": true, "Technology": true, "Prevention": true, "Reclamation": true, "Workers": true,
	"Federation": true, "League": true, "Union": true, "Foundation": true, "Society": true, "Organization": true, "Alliance": true, "Coalition": true, "Network": true, "Association": true, "Division": true,
}

// official is the holder of an office whom m names by surname alone where the text gives the whole name and the office:
// "Secretary of Harbours Ana Costa ... wrote to Costa".
func (w *work) official(m *mention.Mention) (recipient, bool) {
	last := surname(m.Name(w.s))
	for i := range w.sentences {
		if i > 12 || w.sentences[i].a > wholeNames {
			break
		}
		for k, f := range w.mentions(i) {
			if f.Words < 2 || f.Office == mention.Legislator || f.HasTag || surname(f.Name(w.s)) != last {
				continue
			}
			if x, ok := w.officeHolder(i, k); ok {
				return x, true
			}
		}
	}
	return recipient{}, false
}

// officeHolder is mention k of sentence i as an addressee, false when no office is told of it.
func (w *work) officeHolder(i, k int) (recipient, bool) {
	m := &w.mentions(i)[k]
	office, start := w.officeOf(i, k)
	if office == "" {
		if m.Office != mention.Official {
			return recipient{}, false
		}
		office, start = m.Title, m.TitleStart
	}
	return recipient{a: start, b: m.End, name: m.Name(w.s), office: office, kind: "to", rule: "letter-to+whole-name", title: m.Title}, true
}

// partOfBody tells whether the name m, which has no title, is a piece of a body's name in the list that starts at p:
// a body's last word stands behind it, or "Office of" and the like before it.
func (w *work) partOfBody(p int, m *mention.Mention, end int) bool {
	if m.Title != "" || m.HasTag {
		return false
	}
	rest := strings.TrimLeft(w.s[m.End:min(end, m.End+40)], " ")
	for _, t := range bodyTails {
		if strings.HasPrefix(rest, t) && (len(rest) == len(t) || !isLetter(rest[len(t)])) {
			return true
		}
	}
	if words := strings.Fields(m.Name(w.s)); m.Words == 2 && institution[words[len(words)-1]] {
		return true
	}
	before := strings.TrimRight(w.s[p:max(p, m.Start)], " ")
	if k := strings.LastIndexByte(before, ','); k >= 0 && m.Words <= 2 && strings.HasSuffix(before, " of") && officeWord(before[k:]) {
		return true // "Ana Costa, Superintendent of Public Works"
	}
	for _, pre := range []string{"Office of", "Office of the", "Bureau of", "Department of", "Department of the", "Division of", "Administration of", "Director of", "Directors of", "Board of", "Commission on", "Committee on", "Institute of", "Corps of", "Agency for", "Administration for", "Center for", "Centers for", "Council on", "Institute for", "Corporation for", "Office for"} {
		if strings.HasSuffix(before, pre) {
			return m.Words <= 2 || strings.HasPrefix(rest, "(")
		}
	}
	return false
}

// speaksFor tells whether a named addressee found later may speak for the bodies found first: his office names one of
// them, or is one of a government that the bodies belong to.
func (w *work) speaksFor(list, bodies []recipient) bool {
	for _, x := range list {
		for _, b := range bodies {
			for _, f := range strings.Fields(b.office + " " + b.body) {
				f = strings.Trim(f, "(),.")
				if titleOnly(strings.TrimSpace(b.office)) || strings.EqualFold(b.office, "president") {
					return strings.Contains(lower(x.office+" "+x.title), lower(strings.TrimSpace(b.office)))
				}
				if len(f) >= 3 && f != "U.S" && f != "the" && !joiners[f] && strings.Contains(x.office+" "+x.title, f) && !plainWord[f] {
					return true
				}
			}
			if strings.Contains(b.body, "Administration") && x.office != "" {
				return true
			}
		}
	}
	return false
}

// plainWord are words of bodies that say nothing about which body it is.
var plainWord = map[string]bool{"Department": true, "Office": true, "Committee": true, "House": true, "Senate": true, "Federal": true, "National": true, "Administration": true, "Secretary": true, "President": true}

// leadership tells whether words in small letters name the leaders of a parliament or committee: "congressional
// leadership", "subcommittee leaders", "House appropriators".
func leadership(s string) bool {
	f := strings.Fields(lower(s))
	if len(f) < 2 || len(f) > 6 {
		return false
	}
	switch f[len(f)-1] {
	case "leadership", "leaders", "appropriators", "conferees", "negotiators":
		return strings.Contains(lower(s), "congress") || strings.Contains(lower(s), "committee") || strings.Contains(lower(s), "house") || strings.Contains(lower(s), "senate")
	}
	return false
}
