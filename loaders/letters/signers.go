package letters

import (
	"sort"
	"strings"

	"demarche/loaders/letters/mention"
	"demarche/schema"
)

// signatures finds who signed: the names of the block under the letter, then those that the report's sentences name,
// each person once.
func (w *work) signatures(d *draft, l *schema.Letter, kind schema.Kind) {
	w.context(d)
	var list []signer
	if d.embedded >= 0 {
		list = w.blockSigners(d.embedded)
	}
	block := len(list)
	told := w.toldSigners(d)
	told = w.withRolls(d, list, told)
	sort.SliceStable(told, func(i, j int) bool { return told[i].a < told[j].a })
	list = append(list, told...)
	for i := range list {
		w.resolve(&list[i])
	}
	w.company(list)
	w.keepActing(list[block:], l)
	list = w.once(list, block, l)
	w.roles(list, kind)
	for i := range list {
		l.Signatures = append(l.Signatures, w.signature(&list[i], i+1))
	}
}

// context learns from letterheads, titles and senders in which chamber the signers sit.
func (w *work) context(d *draft) {
	w.chamber = ""
	if d.embedded >= 0 {
		e := w.lay.Letters[d.embedded]
		head := lower(w.lay.Text.Slice(schema.Span{e.Span[0], max(e.Span[0], e.Salutation[0])}))
		switch {
		case strings.HasPrefix(strings.TrimLeft(head, "*# "), "united states senate"):
			w.chamber = "sen"
		case strings.HasPrefix(strings.TrimLeft(head, "*# "), "house of representatives"), strings.HasPrefix(strings.TrimLeft(head, "*# "), "congress of the united states") && strings.Contains(head[:min(len(head), 90)], "house of representatives"):
			w.chamber = "rep"
		}
	}
	if w.chamber != "" {
		return
	}
	house, senate := 0, 0
	for i := range w.sentences {
		low := w.sentences[i].low
		if i > 0 && letterWord(low) < 0 && i != d.event && !w.sentences[i].headline || i > 60 {
			continue
		}
		if hasAny(low, []cue{"house members", "members of the house", "house colleagues", "representatives", "reps.", "congresswoman", "congressman", "rep. ", "representative ", "house democrats", "house republicans", "congresswomen", "congressmen"}) {
			house++
		}
		if hasAny(low, []cue{"senators", "senator ", "sens.", "sen. ", "senate colleagues", "members of the senate", "bicameral"}) {
			senate++
		}
	}
	switch {
	case house > 0 && senate == 0:
		w.chamber = "rep"
	case senate > 0 && house == 0:
		w.chamber = "sen"
	}
}

// blockSigners are the names under embedded letter i.
func (w *work) blockSigners(i int) []signer {
	e := w.lay.Letters[i]
	if e.Signatures[1] == 0 {
		return nil
	}
	a, b := w.lay.Text.Bytes(e.Signatures)
	bl := mention.ParseBlock(w.s, a, b, w.knower())
	var out []signer
	lead := 0
	for _, n := range bl.Entries {
		if n.Section == 0 {
			lead++
		}
	}
	for _, n := range bl.Entries {
		x := signer{
			a: n.Start, b: n.End, name: n.Name(w.s), canonical: n.Canonical, title: n.Title, chamber: n.Chamber, state: n.State, tag: n.Tag,
			mode: schema.SignatureTyped, rule: "block", role: schema.RoleSigner, bare: n.Bare,
		}
		if n.Chamber == "" {
			x.chamber = bl.Chamber
		}
		if x.chamber == "rep" && w.state != "" && x.title == "" {
			x.chamber = ""
		}
		if n.Slash {
			x.mode = schema.SignatureSlashS
		}
		if n.Bare {
			x.rule, x.mode = "block-surname", schema.SignatureListed
		}
		if len(bl.Headings) > 0 {
			x.mode = schema.SignatureListed
			if n.Section > 0 && lead > 0 {
				x.role = schema.RoleCosigner
			} else if n.Section == 0 {
				x.role = schema.RoleLead
			}
		}
		if x.title == "" && x.chamber == "rep" {
			x.title = ""
		}
		out = append(out, x)
	}
	return w.plausible(out)
}

// plausible drops names that the registers do not know when they know most of the block: words of titles and places.
func (w *work) plausible(in []signer) []signer {
	if w.r.resolver == nil || len(in) < 2 {
		return in
	}
	known := 0
	dec := make([]schema.Decision, len(in))
	for i := range in {
		x := in[i]
		if w.isLegislator(x.name) {
			dec[i] = schema.Accepted
		} else {
			w.resolve(&x)
			dec[i] = x.result.Decision
		}
		if dec[i] != schema.None && dec[i] != "" {
			known++
		}
	}
	if known*2 < len(in) {
		return in
	}
	out := in[:0]
	for i := range in {
		if dec[i] == schema.None && (w.placeLike(in[i].name) || in[i].title == "" && !in[i].tagged() && strings.Count(in[i].name, " ") == 0) {
			continue
		}
		out = append(out, in[i])
	}
	return out
}

func (x *signer) tagged() bool { return x.tag != (mention.Tag{}) }

// placeLike tells whether a name is that of a state or its capital rather than a person's.
func (w *work) placeLike(name string) bool {
	if mention.StateCode(name) != "" {
		return true
	}
	f := strings.Fields(name)
	return len(f) > 1 && mention.StateCode(strings.Join(f[len(f)-2:], " ")) != "" && len(f) == 2
}

// once keeps one signature of each person: the first place where the name is printed, with what later places add. The
// first block signers come from the letter itself and are kept; those told later must be legislators.
func (w *work) once(list []signer, block int, l *schema.Letter) []signer {
	byPerson := map[string]int{}
	byName := map[string]int{}
	var out []signer
	for i := range list {
		x := list[i]
		id := personOf(x.result)
		name := foldName(x.name)
		k, dup := -1, false
		if id != "" {
			k, dup = lookup(byPerson, id)
		}
		if !dup {
			k, dup = lookup(byName, name)
			if dup && id != "" && personOf(out[k].result) != "" && personOf(out[k].result) != id {
				dup = false
			}
		}
		if !dup && i >= block && block > 0 {
			k, dup = sameSurname(out[:min(block, len(out))], &x)
		}
		if dup {
			merge(&out[k], &x, i >= block && k < block)
			if id != "" {
				byPerson[id] = k
			}
			continue
		}
		if i >= block && w.recipientToo(l, &x) {
			continue
		}
		if id != "" {
			byPerson[id] = len(out)
		}
		byName[name] = len(out)
		out = append(out, x)
	}
	return out
}

func lookup(m map[string]int, key string) (int, bool) { k, ok := m[key]; return k, ok }

// merge takes over from a second mention what the first does not tell.
func merge(x, y *signer, told bool) {
	if y.role == schema.RoleLead {
		x.role = schema.RoleLead
	}
	if x.mode == schema.SignatureSlashS {
		// the typed name below the stroke is the better form
		x.name, x.a, x.b = y.name, y.a, y.b
		x.canonical = y.canonical
	}
	if !x.tagged() {
		x.tag = y.tag
	}
	if x.chamber == "" {
		x.chamber = y.chamber
	}
	if personOf(x.result) == "" && personOf(y.result) != "" {
		x.result = y.result
	}
	if told && x.title == "" {
		x.title = y.title
	}
}

// sameSurname finds the block signer that a sentence names again in another form: same surname, and the only one.
func sameSurname(block []signer, x *signer) (int, bool) {
	s := surname(x.name)
	found := -1
	for i := range block {
		if surname(block[i].name) != s {
			continue
		}
		if personOf(block[i].result) != "" && personOf(x.result) != "" {
			continue
		}
		if found >= 0 {
			return -1, false
		}
		found = i
	}
	return found, found >= 0
}

// recipientToo tells whether the person is an addressee of the letter: nobody writes to himself.
func (w *work) recipientToo(l *schema.Letter, x *signer) bool {
	id := personOf(x.result)
	for _, r := range l.Recipients {
		if r.Name == "" {
			continue
		}
		if id != "" && r.Person == id || surname(r.Name) == surname(x.name) && (foldName(r.Name) == foldName(x.name) || !strings.Contains(r.Name, " ") && r.Person == "") {
			return true
		}
	}
	return false
}

// foldName is a name in small letters without marks, stops and generation suffixes.
func foldName(s string) string {
	var words []string
	for _, f := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\t' || r == '\u00a0' }) {
		f = strings.Trim(f, ".*\"“”'’()")
		if f == "" || mention.IsSuffix(f) {
			continue
		}
		words = append(words, f)
	}
	return strings.Join(words, " ")
}

// surname is the last word of a folded name; of "Davis (Danny)" the first.
func surname(s string) string {
	if k := strings.Index(s, " ("); k > 0 && strings.HasSuffix(s, ")") {
		s = s[:k]
	}
	f := foldName(s)
	return f[strings.LastIndex(f, " ")+1:]
}

// roles tells leads from cosigners: by headings of the block, by what sentences say, else by nothing.
func (w *work) roles(list []signer, kind schema.Kind) {
	lead, other := 0, 0
	for i := range list {
		switch list[i].role {
		case schema.RoleLead:
			lead++
		default:
			other++
		}
	}
	switch {
	case lead == 0 && len(list) == 1 && kind != schema.KindLetter:
		list[0].role = schema.RoleLead
	case lead > 0 && other > 0:
		for i := range list {
			if list[i].role != schema.RoleLead {
				list[i].role = schema.RoleCosigner
			}
		}
	case lead > 3 && other == 0 && !anyLed(list): // "A, B, C, D and E sent a letter" tells no lead
		for i := range list {
			list[i].role = schema.RoleSigner
		}
	case lead == 0 && len(list) > 1 && kind == schema.KindPressRelease && w.releaser(&list[0]):
		for i := range list {
			list[i].role = schema.RoleCosigner
		}
		list[0].role = schema.RoleLead
	}
}

func anyLed(list []signer) bool {
	for i := range list {
		if list[i].rule == "led" {
			return true
		}
	}
	return false
}

// releaser tells whether x is the member whose office released the document: the one it says so of, or the only person
// it quotes.
func (w *work) releaser(x *signer) bool {
	if w.doc.Member != "" {
		return personOf(x.result) == w.doc.Member
	}
	found := false
	for _, q := range w.lay.Quotations {
		if q.Speaker == "" || q.OfLetter {
			continue
		}
		if surname(q.Speaker) != surname(x.name) {
			return false
		}
		found = true
	}
	return found
}
