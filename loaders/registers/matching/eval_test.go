package matching

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"demarche/graph/match"
	"demarche/graph/match/identity"
	"demarche/graph/match/table"
	"demarche/schema"
	"demarche/schema/date"
	"demarche/schema/names"
)

// Floors of the evaluation, from the issue that asked for the matcher.
const (
	floorRight = 0.97
	floorLeft  = 0.97
	roofWrong  = 0.003
)

// printed is one printed name with the answer: the person's id, or empty when it must be left alone.
type printed struct {
	kind    string
	mention match.Mention
	want    string
}

func realIndex(t testing.TB) *match.Index {
	t.Helper()
	persons := realPersons(t)
	same, _ := identity.Find(persons)
	return match.NewIndex(persons, match.Options{Same: identity.Groups(same)})
}

// TestEvaluate prints the names of real legislators in all the ways that letters do, and asks for them with date and
// chamber; then names that must be left alone.
func TestEvaluate(t *testing.T) {
	x := realIndex(t)
	type tally struct{ right, wrong, left int }
	tallies := map[string]*tally{}
	var kinds []string
	var should, must, right, wrong, left int
	for _, c := range slices.Concat(positives(realPersons(t)), negatives(realPersons(t)), strangers(realPersons(t)), fixed()) {
		y := tallies[c.kind]
		if y == nil {
			y = &tally{}
			tallies[c.kind] = y
			kinds = append(kinds, c.kind)
		}
		r := x.Match(c.mention)
		got := ""
		if r.Decision == schema.Accepted {
			got = r.Person.ID
		}
		if c.want == "" {
			must++
		} else {
			should++
		}
		switch {
		case got == "" && c.want == "":
			y.right++
			left++
		case got == c.want:
			y.right++
			right++
		case got == "":
			y.left++
			t.Logf("left alone (%s): %+v: %s %s, want %s", c.kind, c.mention, r.Decision, explain(r), c.want)
		default:
			y.wrong++
			wrong++
			t.Logf("WRONG (%s): %+v: %s, want %q", c.kind, c.mention, explain(r), c.want)
		}
	}
	for _, k := range kinds {
		t.Logf("%-28s %+v", k, *tallies[k])
	}
	pRight, pWrong, pLeft := float64(right)/float64(should), float64(wrong)/float64(should+must), float64(left)/float64(must)
	t.Logf("right %d of %d (%.4f), wrong %d of %d (%.4f), left alone %d of %d (%.4f)", right, should, pRight, wrong, should+must, pWrong, left, must, pLeft)
	if pRight < floorRight || pWrong > roofWrong || pLeft < floorLeft {
		t.Errorf("right %.4f, wrong %.4f, left alone %.4f; want at least %v, at most %v, at least %v", pRight, pWrong, pLeft, floorRight, roofWrong, floorLeft)
	}
}

func explain(r match.Result) string {
	var b strings.Builder
	for i, c := range r.Candidates {
		if i == 3 {
			break
		}
		fmt.Fprintf(&b, "[%s %s %.3f %v] ", c.Person.ID, c.Person.Name, c.Score, c.Features)
	}
	return b.String()
}

// seat is one tenure of one person on a day inside it.
type seat struct {
	p   *schema.Person
	t   *schema.Tenure
	day date.Date
}

// seats samples tenures since 1990, evenly over the persons.
func seats(persons []schema.Person, n int) []seat {
	var all []seat
	for i := range persons {
		p := &persons[i]
		for j := range p.Tenures {
			t := &p.Tenures[j]
			switch t.Post.Chamber {
			case "sen", "rep", "upper", "lower":
			default:
				continue
			}
			s := t.During.Start.First()
			if s < "1990" || len(s) != 10 {
				continue
			}
			day := s.AddDays(int(hash(p.ID+string(s)) % 300))
			if t.During.End != "" && day > t.During.End.Last() {
				day = s
			}
			office := func(u schema.Tenure) bool { return u.Post.Chamber == "exec" && u.During.Contains(day) }
			if slices.ContainsFunc(p.Tenures, office) {
				continue // the register lets the seat run on although an office ended it
			}
			all = append(all, seat{p, t, day})
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:min(n, len(all))]
}

func hash(s string) uint64 {
	h := fnv.New64a()
	io.WriteString(h, s)
	return h.Sum64()
}

// forms are the ways of printing a name. Each returns an empty string where it does not apply.
var forms = []struct {
	kind  string
	print func(r *rand.Rand, p *schema.Person) string
}{
	{"full", func(_ *rand.Rand, p *schema.Person) string { return p.Name }},
	{"first and last", func(_ *rand.Rand, p *schema.Person) string { return join(calling(p), p.Family) }},
	{"official first", func(_ *rand.Rand, p *schema.Person) string { return join(p.Given, p.Family) }},
	{"middle initial", func(_ *rand.Rand, p *schema.Person) string {
		if p.Middle == "" {
			return ""
		}
		return join(p.Given, string([]rune(p.Middle)[:1])+".", p.Family)
	}},
	{"capitals, title", func(_ *rand.Rand, p *schema.Person) string {
		return "THE HONORABLE " + strings.ToUpper(join(calling(p), p.Family))
	}},
	{"surname, given", func(_ *rand.Rand, p *schema.Person) string { return p.Family + ", " + calling(p) }},
	{"SURNAME given", func(_ *rand.Rand, p *schema.Person) string {
		if len(p.Family) < 4 {
			return ""
		}
		return strings.ToUpper(p.Family) + " " + calling(p)
	}},
	{"nickname in quotes", func(_ *rand.Rand, p *schema.Person) string {
		if len(p.Nicknames) == 0 {
			return ""
		}
		return p.Given + " “" + p.Nicknames[0] + "” " + p.Family
	}},
	{"two initials", func(_ *rand.Rand, p *schema.Person) string {
		if p.Middle == "" || strings.HasSuffix(p.Given, ".") {
			return ""
		}
		return p.Given[:1] + "." + p.Middle[:1] + ". " + p.Family
	}},
	{"short form of the table", func(r *rand.Rand, p *schema.Person) string {
		fs := names.ShortForms(names.Fold(p.Given))
		if len(fs) == 0 || len(p.Nicknames) > 0 {
			return ""
		}
		return join(title(fs[r.IntN(min(2, len(fs)))]), p.Family)
	}},
	{"accents dropped", func(_ *rand.Rand, p *schema.Person) string {
		s := join(calling(p), p.Family)
		out := strings.Map(func(r rune) rune {
			if r > 127 {
				return -1
			}
			return r
		}, s)
		if out == s {
			return ""
		}
		return out
	}},
	{"mojibake", func(_ *rand.Rand, p *schema.Person) string {
		s := join(calling(p), p.Family)
		var b strings.Builder
		for i := range len(s) {
			b.WriteRune(rune(s[i])) // every byte read as Latin-1
		}
		if b.String() == s {
			return ""
		}
		return b.String()
	}},
	{"double surname", func(_ *rand.Rand, p *schema.Person) string {
		switch {
		case strings.Contains(p.Family, "-"):
			return join(calling(p), strings.ReplaceAll(p.Family, "-", " "))
		case strings.Contains(p.Family, " "):
			return join(calling(p), strings.ReplaceAll(p.Family, " ", "-"))
		}
		return ""
	}},
	{"suffix", func(_ *rand.Rand, p *schema.Person) string {
		if p.Suffix == "" {
			return ""
		}
		return "Rep. " + join(calling(p), p.Family) + ", " + p.Suffix
	}},
	{"glued", func(_ *rand.Rand, p *schema.Person) string {
		return strings.ReplaceAll(calling(p)+p.Family, " ", "")
	}},
	{"Markdown", func(_ *rand.Rand, p *schema.Person) string { return "**Rep. " + join(calling(p), p.Family) + "**" }},
	{"misprint in the surname", func(r *rand.Rand, p *schema.Person) string {
		s := slip(r, p.Family)
		if s == "" {
			return ""
		}
		return join(calling(p), s)
	}},
	{"misprint in the given name", func(r *rand.Rand, p *schema.Person) string {
		s := slip(r, calling(p))
		if s == "" {
			return ""
		}
		return join(s, p.Family)
	}},
	{"scanner", func(r *rand.Rand, p *schema.Person) string {
		s := p.Family
		for _, c := range [][2]string{{"rn", "m"}, {"m", "rn"}, {"l", "1"}, {"o", "0"}, {"cl", "d"}, {"i", "l"}} {
			if i := strings.LastIndex(s, c[0]); i > 0 && len(s) > 4 {
				return join(calling(p), s[:i]+c[1]+s[i+len(c[0]):])
			}
		}
		return ""
	}},
}

func join(parts ...string) string { return strings.Join(parts, " ") }

func title(s string) string {
	r := []rune(s)
	r[0] = unicode.ToUpper(r[0])
	return string(r)
}

// calling is the name that a person goes by.
func calling(p *schema.Person) string {
	if len(p.Nicknames) > 0 {
		return p.Nicknames[0]
	}
	if strings.HasSuffix(p.Given, ".") && p.Middle != "" {
		return p.Given + " " + p.Middle
	}
	return p.Given
}

// slip makes one misprint inside a word of at least five letters: a letter lost, doubled, changed or moved.
func slip(r *rand.Rand, s string) string {
	if len(s) < 5 {
		return ""
	}
	i := 1 + r.IntN(len(s)-2)
	letter := func(b byte) bool { return b >= 'a' && b <= 'z' }
	if !letter(s[i]) || !letter(s[i+1]) {
		return ""
	}
	switch r.IntN(4) {
	case 0:
		return s[:i] + s[i+1:]
	case 1:
		return s[:i] + s[i:i+1] + s[i:]
	case 2:
		vowels := "aeiou"
		if k := strings.IndexByte(vowels, s[i]); k >= 0 {
			return s[:i] + vowels[(k+1)%5:(k+1)%5+1] + s[i+1:]
		}
		return s[:i] + string("bcdfgklmnprst"[r.IntN(13)]) + s[i+1:]
	}
	if s[i] == s[i+1] {
		return s[:i] + s[i+1:]
	}
	return s[:i] + s[i+1:i+2] + s[i:i+1] + s[i+2:]
}

// positives prints sampled people; a form that another holder of the chamber on the day shares must be left alone, unless the
// state is given.
func positives(persons []schema.Person) []printed {
	var out []printed
	for k, f := range forms {
		r := rand.New(rand.NewPCG(7, uint64(k)))
		n := 0
		for _, s := range seats(persons, 4000) {
			if n == 60 {
				break
			}
			if s.p.Given == "" || s.p.Family == "" {
				continue
			}
			name := f.print(r, s.p)
			if name == "" || homonym(persons, s, false) {
				continue
			}
			n++
			m := match.Mention{Name: name, Date: s.day, Chamber: s.t.Post.Chamber}
			if c := m.Chamber; c == "upper" || c == "lower" || n%3 == 0 {
				m.State = s.t.Post.State
			} else if n%10 == 1 {
				m.State = "GU" // a wrong tag does not veto a unique name
			}
			out = append(out, printed{f.kind, m, s.p.ID})
		}
	}
	// Namesakes of one chamber and day: the state decides, and without it nobody does.
	for _, s := range seats(persons, 20000) {
		if s.t.Post.Chamber != "rep" || !namesake(persons, s) {
			continue
		}
		m := match.Mention{Name: join(calling(s.p), s.p.Family), Date: s.day, Chamber: "rep"}
		out = append(out, printed{"namesake without state", m, ""})
		if !homonym(persons, s, true) {
			m.State = s.t.Post.State
			out = append(out, printed{"namesake with state", m, s.p.ID})
		}
	}
	return out
}

// namesake tells whether somebody else of the chamber on the day bears exactly the name that the person goes by.
func namesake(persons []schema.Person, s seat) bool {
	for i := range persons {
		p := &persons[i]
		if p.ID != s.p.ID && p.Family == s.p.Family && calling(p) == calling(s.p) && slices.ContainsFunc(p.Tenures, func(t schema.Tenure) bool {
			return t.Post.Chamber == s.t.Post.Chamber && t.During.Contains(s.day)
		}) {
			return true
		}
	}
	return false
}

// homonym tells whether somebody else of the chamber on the day, and of the state when asked, bears the surname with a given
// name that may be the same.
func homonym(persons []schema.Person, s seat, sameState bool) bool {
	mine := given(s.p)
	for i := range persons {
		p := &persons[i]
		if p.ID == s.p.ID || names.Fold(p.Family) != names.Fold(s.p.Family) {
			continue
		}
		holds := slices.ContainsFunc(p.Tenures, func(t schema.Tenure) bool {
			return t.Post.Chamber == s.t.Post.Chamber && t.During.Contains(s.day) && (!sameState && (t.Post.Chamber == "rep" || t.Post.Chamber == "sen") || t.Post.State == s.t.Post.State)
		})
		if !holds {
			continue
		}
		for _, a := range mine {
			for _, b := range given(p) {
				if a[0] == b[0] || names.SameGiven(a, b) {
					return true
				}
			}
		}
	}
	return false
}

func given(p *schema.Person) []string {
	out := names.Words(p.Given)
	for _, n := range p.Nicknames {
		out = append(out, names.Words(n)...)
	}
	return out
}

// negatives are generated names that belong to nobody in the pool: bare surnames, members long out of office, given names
// of others.
func negatives(persons []schema.Person) []printed {
	var out []printed
	first := []string{"Horatio", "Priscilla", "Thaddeus", "Wilhelmina", "Octavian", "Bettina", "Lysander", "Rosamund", "Ignatius", "Philippa"}
	for i, s := range seats(persons, 150) {
		if s.p.Family == "" || s.p.Given == "" {
			continue
		}
		m := match.Mention{Date: s.day, Chamber: s.t.Post.Chamber, State: s.t.Post.State}
		switch i % 3 {
		case 0:
			m.Name = []string{"", "Rep. ", "Senator ", "Mr. "}[i%4] + s.p.Family
			out = append(out, printed{"bare surname", m, ""})
		case 1:
			m.Name = first[i%len(first)] + " " + s.p.Family
			out = append(out, printed{"somebody else's given name", m, ""})
		default:
			m.Name, m.Date = join(s.p.Given, s.p.Family), "1985-05-05"
			if before := func(t schema.Tenure) bool { return t.During.Start.First() < "1986" }; slices.ContainsFunc(s.p.Tenures, before) || homonym(persons, seat{s.p, s.t, m.Date}, false) {
				continue
			}
			out = append(out, printed{"not in office", m, ""})
		}
	}
	return out
}

// strangers pair the first name that one member goes by with the surname of another of the same chamber: nobody's name, unless
// the two given names can be one.
func strangers(persons []schema.Person) []printed {
	var out []printed
	all := seats(persons, 1200)
	for i, s := range all {
		o := all[(i+1)%len(all)]
		if s.p.Family == "" || o.p.Given == "" || o.p.Family == "" {
			continue
		}
		other := *s.p
		other.ID, other.Given, other.Nicknames = "", calling(o.p), nil
		if homonym(persons, seat{&other, s.t, s.day}, false) {
			continue
		}
		m := match.Mention{Name: join(other.Given, s.p.Family), Date: s.day, Chamber: s.t.Post.Chamber}
		if m.Chamber == "upper" || m.Chamber == "lower" {
			m.State = s.t.Post.State
		}
		out = append(out, printed{"stranger of a known surname", m, ""})
	}
	return out
}

// fixed are real people whom texts of members name beside members: governors, ministers, staff, officials. None held a seat of
// the registers on the day.
func fixed() []printed {
	var out []printed
	for line := range strings.Lines(leftAlone) {
		f := strings.Split(strings.TrimSpace(line), "|")
		if len(f) != 3 {
			continue
		}
		for _, chamber := range strings.Split(f[2], "+") {
			out = append(out, printed{"governors, ministers, staff", match.Mention{Name: f[0], Date: date.Date(f[1]), Chamber: chamber}, ""})
		}
	}
	return out
}

const leftAlone = `Mike Pompeo|2020-10-09|+rep
Gavin Newsom|2020-10-09|+rep
Governor Arnold Schwarzenegger|2008-05-01|+rep
Robert Gates|2010-05-01|+sen+rep
Secretary of State Condoleezza Rice|2007-05-01|+rep
Secretary John Kerry|2014-05-01|+sen
Chuck Hagel|2013-06-01|+sen
Leon Panetta|2012-05-01|+rep
Rahm Emanuel|2009-06-01|+rep
Ray LaHood|2010-06-01|+rep
Tony Blair|2006-06-01|+rep
Gordon Brown|2009-06-01|+rep
David Cameron|2012-06-01|+rep
Angela Merkel|2012-06-01|+rep
Benjamin Netanyahu|2012-06-01|+rep+sen
Ehud Barak|2010-06-01|+rep
Mahmoud Abbas|2010-06-01|+rep
Recep Tayyip Erdoğan|2020-10-09|+rep
Ilham Aliyev|2020-10-09|+rep
Zakir Həsənov|2020-10-23|+rep
Nikol Pashinyan|2020-10-23|+rep
Mohammed bin Salman|2018-10-23|+rep+sen
Jamal Khashoggi|2018-10-23|+rep
Aung San Suu Kyi|2007-10-24|+sen
Than Shwe|2007-10-24|+sen
Teodoro Obiang|2022-01-10|+rep
Hassan Rouhani|2016-05-01|+rep
Ban Ki-moon|2010-06-01|+rep+sen
Kofi Annan|2005-06-01|+rep
Jerry Brown|2012-05-01|+rep
Rick Perry|2012-05-01|+rep
Andrew Cuomo|2014-05-01|+rep
Chris Christie|2012-05-01|+rep+sen
Deval Patrick|2012-05-01|+rep
Scott Walker|2012-05-01|+rep
Mitt Romney|2012-05-01|+sen
Bill Richardson|2008-05-01|+rep
Mike Pence|2015-05-01|+rep
Nikki Haley|2012-05-01|+rep+sen
Eric Holder|2012-05-01|+rep
Janet Napolitano|2011-05-01|+rep
Kathleen Sebelius|2011-05-01|+rep
Arne Duncan|2011-05-01|+rep
Ken Salazar|2011-05-01|+sen
Tom Vilsack|2011-05-01|+rep
Steven Chu|2011-05-01|+rep
Timothy Geithner|2011-05-01|+rep
Ben Bernanke|2011-05-01|+rep
Lisa Jackson|2011-05-01|+rep
Margaret Hamburg|2011-05-01|+rep
Susan Rice|2011-05-01|+rep
Samantha Power|2014-05-01|+rep
Betty Ford|2005-05-01|+rep
Dana Perino|2008-05-01|+rep
Robert Gibbs|2010-05-01|+rep
Jay Carney|2012-05-01|+rep
Josh Earnest|2015-05-01|+rep
Leonard Peltier|2022-01-10|+sen
Alan Gross|2012-05-01|+rep
Julian Assange|2012-05-01|+rep
Muhammad Yunus|2011-05-01|+rep
Wen Jiabao|2010-05-01|+rep
Hu Jintao|2010-05-01|+rep
Kevin Rudd|2009-05-01|+rep
Stephen Harper|2010-05-01|+rep
Felipe Calderon|2010-05-01|+rep
Manuel Zelaya|2009-08-01|+rep
Alvaro Uribe|2009-08-01|+rep
`

// BenchmarkMatchTable measures the rows that the table matcher answers on the real registers: half of them plain, the rest
// misprints and strangers.
func BenchmarkMatchTable(b *testing.B) {
	x := realIndex(b)
	var in bytes.Buffer
	in.WriteString("name,date,chamber,state\n")
	rows := 0
	for _, c := range slices.Concat(positives(realPersons(b)), negatives(realPersons(b)), fixed()) {
		fmt.Fprintf(&in, "\"%s\",%s,%s,%s\n", strings.ReplaceAll(c.mention.Name, `"`, `""`), c.mention.Date, c.mention.Chamber, c.mention.State)
		rows++
	}
	b.ResetTimer()
	for b.Loop() {
		if _, err := table.Match(bytes.NewReader(in.Bytes()), io.Discard, x, table.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// TestPress asks for every "Name (D-CA)" of the real releases without its tag: where the answer is accepted, the tag's state
// must be the person's, but for the releases' own slips.
func TestPress(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(reference, "..", "press", "*.jsonl"))
	if len(files) == 0 {
		t.Skip("the real releases are missing")
	}
	x := realIndex(t)
	var accepted, wrong, left int
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for line := range bytes.Lines(b) {
			for _, c := range tagged(line) {
				r := x.Match(c.Mention)
				switch {
				case r.Decision != schema.Accepted:
					left++
					t.Logf("left alone: %q %s (%s): %s %s", c.Mention.Name, c.Mention.Date, c.state, r.Decision, explain(r))
				case r.Tenure.Post.State != c.state:
					wrong++
					t.Logf("other state: %q %s (%s): %s", c.Mention.Name, c.Mention.Date, c.state, explain(r))
				default:
					accepted++
				}
			}
		}
	}
	t.Logf("tagged names: %d accepted in agreement with the tag, %d against it, %d left alone", accepted, wrong, left)
	if n := accepted + wrong + left; float64(accepted) < floorRight*float64(n) || float64(wrong) > 0.01*float64(n) {
		t.Errorf("%d of %d accepted in agreement with the printed tag, %d against", accepted, n, wrong)
	}
}
