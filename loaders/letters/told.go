package letters

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/graph/match"
	"demarche/loaders/letters/mention"
	"demarche/schema"
)

// toldSigners are the signers whom sentences about the letter name.
func (w *work) toldSigners(d *draft) []signer {
	w.stateContext()
	var out []signer
	for i := range w.sentences {
		x := &w.sentences[i]
		if x.headline || w.inQuote(i) && w.quoted(x.a) {
			continue
		}
		letter := letterWord(x.low) >= 0
		ev, passed := x.tells()
		if passed && i != d.event {
			continue
		}
		if i == d.event || ev && letter && i > d.event || ev && letter && d.event < 0 && d.embedded >= 0 {
			out = append(out, w.subject(i)...)
		} else if len(out) == 0 && d.event >= 0 && i > d.event && i <= d.event+3 && strings.Contains(x.low, " wrote ") {
			out = append(out, w.subject(i)...)
		}
		if letter || w.follows(i, d) || strings.Contains(x.low, "led by") && i < 3 && (d.event >= i && d.event-i < 3 || d.event < 0) && !hasAny(x.low, otherLists) {
			out = append(out, w.listed(i, letter)...)
		}
		if letter {
			out = append(out, w.bracketed(i)...)
		}
	}
	out = append(out, w.subjectBefore(d, out)...)
	out = append(out, w.lineLists()...)
	out = append(out, w.titleSigners(d, out)...)
	return out
}

// follows tells whether sentence i goes on with the letter without naming it: "Joining Lee and Ellison are ...".
func (w *work) follows(i int, d *draft) bool {
	low := w.sentences[i].low
	if hasAny(low, otherLists) || d.event >= 0 && i < d.event {
		return false
	}
	if i+1 < len(w.sentences) && hasAny(w.sentences[i+1].low, []cue{"at the press conference", "at the news conference", "at the event", "at the hearing"}) {
		return false
	}
	return strings.HasPrefix(low, "joining ") || strings.Contains(low, "joined by") || strings.Contains(low, "signers") || strings.Contains(low, "signatories") || strings.Contains(low, "signed by") ||
		strings.HasPrefix(low, "also joining") || strings.HasPrefix(low, "also signing") || strings.HasPrefix(low, "they were joined") || strings.Contains(low, "also signed")
}

// stateContext notes the state of a state's legislature that sends the letter.
func (w *work) stateContext() {
	w.state = ""
	if len(w.sentences) == 0 {
		return
	}
	for i := 0; i < len(w.sentences) && i < 4; i++ {
		x := &w.sentences[i]
		for _, body := range []string{" legislative ", " state legislature", " assembly", " general assembly", " legislature", " state senate"} {
			k := strings.Index(x.low, body)
			if k < 0 {
				continue
			}
			f := strings.Fields(w.s[max(x.a, x.a+k-40) : x.a+k])
			for j := len(f) - 1; j >= 0 && j >= len(f)-3; j-- {
				if c := mention.StateCode(f[j]); c != "" && len(f[j]) > 2 {
					w.state = c
					return
				}
			}
		}
	}
}

// subject are the legislators named before the verb of a sentence that tells of the letter: "Reps. A, B and C sent a
// letter", "In a letter to X, Senators A and B wrote".
func (w *work) subject(i int) []signer { return w.subjectAt(i, w.letterVerb(&w.sentences[i])) }

// subjectAt are the legislators named before the verb at offset verb of sentence i.
func (w *work) subjectAt(i, verb int) []signer {
	x := &w.sentences[i]
	if verb < 0 {
		return nil
	}
	led := strings.Contains(x.low[verb:min(len(x.low), verb+8)], "led") || strings.HasPrefix(x.low[verb:], "lead") || strings.Contains(x.low, "was joined by") || strings.Contains(x.low, "were joined by")
	also := hasAny(x.low[max(0, verb-8):min(len(x.low), verb+20)], []cue{"signed on", "signed onto", "also signed", "cosigned", "co-signed", "also joined", "joined the letter"})
	var out []signer
	for _, m := range w.mentions(i) {
		if m.Start-x.a >= verb {
			break
		}
		if !w.signerLike(&m) || w.object(x, &m) || w.quoted(m.Start) {
			continue
		}
		rule, role := "subject", schema.RoleLead
		if led {
			rule = "led"
		} else if also {
			rule, role = "signed-on", schema.RoleCosigner
		}
		out = append(out, w.signer(&m, role, rule))
	}
	return out
}

// letterVerb is the place of the verb that the letter's writers govern, or -1.
func (w *work) letterVerb(x *sentence) int {
	best := -1
	k := letterWord(x.low)
	if k < 0 {
		for _, v := range []string{" wrote", " writes", " write ", " written", " writing"} {
			if j := strings.Index(x.low, v); j >= 0 && (best < 0 || j < best) {
				best = j + 1
			}
		}
		return best
	}
	return w.firstVerb(x)
}

// firstVerb is the place of the first verb of writing or asking in a sentence, or -1.
func (w *work) firstVerb(x *sentence) int {
	best := -1
	for _, v := range subjectVerbs {
		for from := 0; from < len(x.low); {
			j := strings.Index(x.low[from:], v)
			if j < 0 {
				break
			}
			j += from
			from = j + len(v)
			if j > 0 && x.low[j-1] != ' ' && x.low[j-1] != '(' || from < len(x.low) && x.low[from] >= 'a' && x.low[from] <= 'z' {
				continue
			}
			if w.quoted(x.a + j) {
				continue
			}
			if best < 0 || j < best {
				best = j
			}
			break
		}
	}
	return best
}

// object tells whether a name before the verb stands there as somebody else than the writer: "In response to President
// X", "Rep. X's bill", "introduced by Senator X".
func (w *work) object(x *sentence, m *mention.Mention) bool {
	if possessive(w.s, m.TagEnd) {
		return !strings.HasPrefix(strings.TrimLeft(w.s[min(len(w.s), m.TagEnd+len("’s")):], "s "), "letter")
	}
	low := x.low[:m.TitleStart-x.a]
	f := strings.Fields(low)
	if len(f) == 0 {
		return false
	}
	switch strings.Trim(f[len(f)-1], ",.;:") {
	case "to", "against", "of", "about", "following", "after", "than", "from", "for", "on", "between", "under", "replace", "succeed", "behind", "nominee", "support", "president", "the":
		if strings.HasSuffix(f[len(f)-1], ",") {
			return false
		}
		return f[len(f)-1] != "the" || m.Office == mention.Official
	case "by":
		if len(f) < 2 {
			return true
		}
		switch strings.Trim(f[len(f)-2], ",") {
		case "letter", "letters", "led", "joined", "signed", "co-led", "organized", "spearheaded", "authored", "co-signed", "cosigned", "sent", "written":
			return false
		}
		return true
	}
	return false
}

// possessive tells whether 's follows byte p.
func possessive(s string, p int) bool {
	t := s[min(p, len(s)):]
	return strings.HasPrefix(t, "'s") || strings.HasPrefix(t, "’s") || strings.HasPrefix(t, "' ") || strings.HasPrefix(t, "’ ")
}

// signerLike tells whether a mention can be a legislator who signs: a legislator's title or tag, or a name that the
// registers know.
func (w *work) signerLike(m *mention.Mention) bool {
	name := m.Name(w.s)
	if m.Office == mention.Official && !m.HasTag {
		return false
	}
	if m.HasTag && (m.Words >= 2 || m.Office == mention.Legislator) {
		return true
	}
	if m.Words < 2 {
		return (m.Office == mention.Legislator || m.Office == mention.NoOffice) && (w.full(m) != nil || w.member(m) != nil)
	}
	if w.isLegislator(name) {
		return true
	}
	if m.Office != mention.Legislator {
		return false
	}
	return w.r.resolver == nil || w.state != "" || m.Chamber == "upper" || m.Chamber == "lower" || w.misprinted(name)
}

// misprinted tells whether the registers know a person whom the name means although it is not spelt so.
func (w *work) misprinted(name string) bool {
	res := w.r.resolver.Resolve(match.Mention{Name: name, Date: w.asOf, Chamber: legislators})
	return res.Decision != schema.None
}

// member is the person whom a surname alone means: the member who released the document, or the only legislator of that
// name whom the title names too; nil when that is not certain.
func (w *work) member(m *mention.Mention) *match.Result {
	if w.r.resolver == nil || m.Words > 2 || m.Words == 2 && m.Office != mention.Legislator {
		return nil
	}
	name := m.Name(w.s)
	if len(name) < 3 {
		return nil
	}
	if r, ok := w.members[name]; ok {
		return r
	}
	if w.members == nil {
		w.members = map[string]*match.Result{}
	}
	w.members[name] = nil
	res := w.r.resolver.Resolve(match.Mention{Name: name, Date: w.asOf, Chamber: cmp.Or(m.Chamber, "sen,rep")})
	sole := len(res.Candidates) == 1 && w.asOf != "" && (m.Office == mention.Legislator || strings.Contains(lower(w.title), lower(name)))
	for i, c := range res.Candidates {
		if c.Person == nil || c.Person.ID != w.doc.Member && !sole {
			continue
		}
		res.Decision, res.Person, res.Tenure, res.Score = schema.Accepted, c.Person, c.Tenure, res.Candidates[i].Score
		w.members[name] = &res
		return &res
	}
	return nil
}

// wholeNames is how far into the text whole names are collected for later surnames alone.
const wholeNames = 30000

// full is the mention with the whole name of somebody whom m names by surname alone, nil when the text has none.
func (w *work) full(m *mention.Mention) *mention.Mention {
	if w.whole == nil {
		w.whole = map[string]*mention.Mention{}
		for i := range w.sentences {
			if w.sentences[i].a > wholeNames {
				break
			}
			ms := w.mentions(i)
			for k := range ms {
				f := &ms[k]
				if f.Words < 2 || f.Office != mention.Legislator && !f.HasTag && !w.isLegislator(f.Name(w.s)) {
					continue
				}
				if s := surname(f.Name(w.s)); w.whole[s] == nil {
					w.whole[s] = f
				}
			}
		}
	}
	return w.whole[surname(m.Name(w.s))]
}

// signer makes a signer of a mention; a surname alone is replaced by the whole name where the text has it.
func (w *work) signer(m *mention.Mention, role schema.Role, rule string) signer {
	var sure *match.Result
	if m.Words == 2 && !m.HasTag {
		if f := w.full(m); f != nil && f.Words > 2 && strings.HasSuffix(f.Name(w.s), " "+m.Name(w.s)) {
			m = f // "McMorris Rodgers" of Cathy McMorris Rodgers
		} else {
			sure = w.member(m)
		}
	}
	if m.Words < 2 {
		if f := w.full(m); f != nil {
			g := *f
			if g.Chamber == "" {
				g.Chamber = m.Chamber
			}
			m = &g
		} else {
			sure = w.member(m)
		}
	}
	x := signer{a: m.Start, b: m.End, name: m.Name(w.s), title: m.Title, chamber: m.Chamber, state: m.State, tag: m.Tag, role: role, mode: schema.SignatureReported, rule: rule}
	if sure != nil {
		x.result, x.settled = *sure, true
	}
	if w.state != "" && x.state == "" && x.tag.State == "" {
		x.state = w.state
		switch x.chamber {
		case "sen":
			x.chamber = "upper"
		case "rep":
			x.chamber = "lower,rep"
		}
	}
	if x.chamber == "" && x.tag.District != "" {
		x.chamber = "rep"
	}
	return x
}

// listed are the signers of lists behind the cues of sentence i.
func (w *work) listed(i int, letter bool) []signer {
	x := &w.sentences[i]
	var out []signer
	done := 0
	for _, c := range listCues {
		if c.needs && !letter {
			continue
		}
		for from := 0; from < len(x.low); {
			k := strings.Index(x.low[from:], c.phrase)
			if k < 0 {
				break
			}
			k += from
			from = k + len(c.phrase)
			if k > 0 && isLetter(x.low[k-1]) || from < len(x.low) && isLetter(x.low[from]) || w.quoted(x.a+k) || ofBill(x.low[max(0, k-40):k]) {
				continue
			}
			found := w.listAt(i, x.a+from, c)
			if len(found) == 0 && (c.rule == "joining" || c.rule == "signers-include" || c.rule == "joined-letter" || c.rule == "joined") {
				found = w.listAt(i, x.a+from+behindVerb(x.low[from:]), c)
			}
			out = append(out, found...)
			if done++; done > 200 {
				return out
			}
		}
	}
	return out
}

// ofBill tells whether the words before a cue make it one of a bill: "legislation led by".
func ofBill(before string) bool {
	f := strings.Fields(before)
	for _, w := range f[max(0, len(f)-2):] {
		switch strings.Trim(w, ",.") {
		case "legislation", "bill", "act", "resolution", "amendment", "investigation", "measure", "brief", "hearing", "delegation", "trip", "bills":
			return true
		}
	}
	return false
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c == '-' }

// behindVerb is the offset behind the verb that puts the names last: "Cosigning the letter to X were A and B".
func behindVerb(low string) int {
	best := 0
	low = low[:min(len(low), 260)]
	for _, v := range []string{" were ", " are ", " include ", " includes ", " is ", " was ", ": "} {
		if k := strings.Index(low, v); k >= 0 && (best == 0 || k+len(v) < best) {
			best = k + len(v)
		}
	}
	return best
}

// listAt reads the names of a list that starts behind byte p of sentence i and goes on as long as only list words stand
// between the names.
func (w *work) listAt(i, p int, c listCue) []signer {
	var out []signer
	pos := p
	state := ""
	for _, m := range w.mentions(i) {
		if m.TitleStart < pos {
			if m.Start < pos {
				continue
			}
			m.TitleStart = pos
		}
		if m.Words <= 2 && m.Office == mention.NoOffice && mention.StateCode(m.Name(w.s)) != "" {
			continue
		}
		first := len(out) == 0 && pos == p
		if gap := w.s[pos:m.TitleStart]; !listGap(gap, first) && (first || !m.HasTag || !apposition(gap)) {
			if !first && !m.HasTag && apposed(gap) {
				continue // a name inside the description of the one before
			}
			break
		}
		if first {
			state = stateIn(w.s[pos:m.TitleStart])
		}
		if m.State == "" && m.Tag.State == "" {
			m.State = state
		}
		pos = m.TagEnd
		if possessive(w.s, m.TagEnd) || m.Office == mention.Official && !m.HasTag {
			if first {
				break
			}
			continue
		}
		if !w.signerLike(&m) {
			if w.r.resolver == nil && m.Office == mention.Legislator && m.Words >= 2 || len(out) > 0 && m.Words >= 2 && w.r.resolver == nil {
				out = append(out, w.signer(&m, c.role, c.rule))
			}
			continue
		}
		out = append(out, w.signer(&m, c.role, c.rule))
	}
	return out
}

// stateIn is the state that the words before a list name: "all Michigan House Members:".
func stateIn(gap string) string {
	f := strings.Fields(gap)
	for i, x := range f {
		if len(x) < 4 || x[0] < 'A' || x[0] > 'Z' {
			continue
		}
		if c := mention.StateCode(x); c != "" {
			return c
		}
		if i+1 < len(f) {
			if c := mention.StateCode(x + " " + f[i+1]); c != "" {
				return c
			}
		}
	}
	return ""
}

// listGap tells whether gap may stand between the names of a list of signers: list words, offices and appositions.
func listGap(gap string, first bool) bool {
	if len(gap) > 260 {
		return false
	}
	words := 0
	for i := 0; i < len(gap); {
		r, n := utf8.DecodeRuneInString(gap[i:])
		if !unicode.IsLetter(r) {
			if r == '.' && i+2 < len(gap) && gap[i+1] == ' ' && i > 0 && words > 2 || r == '?' || r == '“' || r == '"' || r == '”' {
				return false
			}
			i += n
			continue
		}
		j := i
		for j < len(gap) {
			q, m := utf8.DecodeRuneInString(gap[j:])
			if !unicode.IsLetter(q) && q != '-' && q != '\'' && q != '’' && !(q == '.' && j+m < len(gap) && gap[j+m] != ' ') {
				break
			}
			j += m
		}
		word := gap[i:j]
		words++
		if unicode.IsLower(r) && !listWords[strings.TrimSuffix(word, ".")] {
			return false
		}
		if strings.EqualFold(word, "secretary") || strings.EqualFold(word, "president") && first {
			return false
		}
		i = j
	}
	return words <= 34
}

// titleSigners are the members whom the document's title or first words make the writers when nothing else names any:
// "Schatz Urges Biden" above "In his letter, Schatz cites".
func (w *work) titleSigners(d *draft, have []signer) []signer {
	if len(have) > 0 {
		return nil
	}
	var out []signer
	for i := range w.sentences {
		x := &w.sentences[i]
		if x.headline || i > 12 {
			continue
		}
		k := letterWord(x.low)
		if k < 0 && i != d.event {
			continue
		}
		for _, m := range w.mentions(i) {
			if m.Office == mention.Official || w.quoted(m.Start) || !w.signerLike(&m) {
				continue
			}
			if w.object(x, &m) {
				continue
			}
			out = append(out, w.signer(&m, schema.RoleLead, "told"))
		}
		if len(out) > 0 {
			return out
		}
	}
	return out
}
