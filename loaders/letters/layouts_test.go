package letters_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"demarche/loaders/letters"
	"demarche/schema"
	"demarche/schema/date"
)

// sitting are the holders of a seat in a chamber on a day, in the order of their ids.
func sitting(ps []schema.Person, chamber string, on date.Date) []schema.Person {
	var out []schema.Person
	for _, p := range ps {
		for _, t := range p.Tenures {
			if t.Post.Chamber == chamber && t.During.Contains(on) && strings.HasPrefix(p.ID, "bioguide:") {
				out = append(out, p)
				break
			}
		}
	}
	return out
}

// printed is a form of a person's name as blocks print it, chosen by n.
func printed(p schema.Person, n int) string {
	given := p.Given
	if len(p.Nicknames) > 0 && n%3 == 0 {
		given = p.Nicknames[0]
	}
	if p.Middle != "" && n%2 == 0 && !strings.Contains(given, " ") {
		given += " " + p.Middle[:1] + "."
	}
	name := given + " " + p.Family
	if p.Suffix != "" && n%4 != 1 {
		name += ", " + p.Suffix
	}
	return name
}

// renderings put names into the layouts of real documents.
var renderings = []struct {
	name   string
	floorP float64 // least precision and recall by person id that the layout must keep
	floorR float64
	render func(names []string, ps []schema.Person) string
}{
	{"lines", .99, .97, func(n []string, _ []schema.Person) string { return strings.Join(n, "\n") }},
	{"over titles", .99, .97, func(n []string, _ []schema.Person) string {
		return strings.Join(n, "\nMember of Congress\n\n") + "\nMember of Congress"
	}},
	{"two columns flattened", .99, .95, func(n []string, _ []schema.Person) string { return columns(n, 2, " ") }},
	{"three columns flattened", .99, .95, func(n []string, _ []schema.Person) string { return columns(n, 3, " ") }},
	{"two columns apart", .99, .97, func(n []string, _ []schema.Person) string { return columns(n, 2, "          ") }},
	{"comma list", .99, .97, func(n []string, _ []schema.Person) string { return strings.Join(n, ", ") }},
	{"run", .98, .94, func(n []string, _ []schema.Person) string { return strings.Join(n, " ") }},
	{"capital run", .98, .94, func(n []string, _ []schema.Person) string { return strings.ToUpper(strings.Join(n, " ")) }},
	{"glued with titles", .99, .95, func(n []string, _ []schema.Person) string {
		return strings.Join(n, "Member of Congress") + "Member of Congress"
	}},
	{"glued", .98, .92, func(n []string, _ []schema.Person) string { return strings.Join(n, "") }},
	{"tags and semicolons", .99, .97, func(n []string, ps []schema.Person) string {
		var b strings.Builder
		for i := range n {
			t := ps[i].Tenures[len(ps[i].Tenures)-1]
			party := "D"
			if strings.HasPrefix(t.Party, "R") {
				party = "R"
			}
			fmt.Fprintf(&b, "%s (%s-%s); ", n[i], party, t.Post.State)
		}
		return b.String()
	}},
	{"with Rep.", .99, .97, func(n []string, _ []schema.Person) string { return "Rep. " + strings.Join(n, "\nRep. ") }},
	{"titles on the line", .99, .97, func(n []string, _ []schema.Person) string {
		return strings.Join(n, ", Member of Congress\n") + ", Member of Congress"
	}},
	{"strokes", .99, .97, func(n []string, _ []schema.Person) string { return "/s/ " + strings.Join(n, " /s/ ") }},
	{"bullets", .99, .97, func(n []string, _ []schema.Person) string { return "• " + strings.Join(n, "\n• ") }},
	{"lost characters", .99, .96, func(n []string, _ []schema.Person) string { return lost(strings.Join(n, "\n")) }},
	{"lost characters in a run", .98, .94, func(n []string, _ []schema.Person) string { return lost(strings.Join(n, " ")) }},
	{"misprints", .98, .90, func(n []string, _ []schema.Person) string { return misprints(n, "\n") }},
	{"misprints in two columns", .98, .90, func(n []string, _ []schema.Person) string {
		return columns(strings.Split(misprints(n, "|"), "|"), 2, " ")
	}},
	{"surnames", .99, .85, func(_ []string, ps []schema.Person) string { return families(ps, ", ") }},
	{"surnames in lines", .99, .85, func(_ []string, ps []schema.Person) string { return families(ps, "\n\n") }},
	{"numbered", .99, .97, func(n []string, _ []schema.Person) string {
		var b strings.Builder
		for i, x := range n {
			fmt.Fprintf(&b, "%d. %s\n", i+1, x)
		}
		return b.String()
	}},
}

// lost drops the letters with marks, as badly converted pages do.
func lost(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0x7f {
			return -1
		}
		return r
	}, s)
}

// misprints doubles or drops a letter inside every eighth name.
func misprints(n []string, sep string) string {
	out := make([]string, len(n))
	for i, x := range n {
		if k := strings.LastIndexByte(strings.TrimSuffix(x, ", Jr."), ' ') + 3; i%8 == 3 && k+2 < len(x) {
			if i%16 == 3 {
				x = x[:k] + x[k+1:]
			} else {
				x = x[:k] + x[k:k+1] + x[k:]
			}
		}
		out[i] = strings.ToValidUTF8(x, "")
	}
	return strings.Join(out, sep)
}

// families are surnames alone.
func families(ps []schema.Person, sep string) string {
	var out []string
	for _, p := range ps {
		out = append(out, p.Family)
	}
	return strings.Join(out, sep)
}

func columns(n []string, k int, gap string) string {
	var b strings.Builder
	for i := 0; i < len(n); i += k {
		row := n[i:min(i+k, len(n))]
		b.WriteString(strings.Join(row, gap) + "\n" + strings.TrimSpace(strings.Repeat("Member of Congress"+gap, len(row))) + "\n\n")
	}
	return b.String()
}

// TestLayoutsOfTheHouse prints sixty members of the House of several years in every layout, in several forms of their
// names, and asks who is read. The members come from the registers, the letters are invented.
func TestLayoutsOfTheHouse(t *testing.T) {
	if testing.Short() {
		t.Skip("reads all registers")
	}
	dir := sharedDir(t)
	idx := registerIndex(t, dir)
	rd := letters.NewReader(idx, nil)
	verbose := os.Getenv("DEMARCHE_MISSES") != ""
	for _, r := range renderings {
		t.Run(r.name, func(t *testing.T) {
			tp, fp, fn := 0, 0, 0
			for k, day := range []string{"2004-05-03", "2008-05-05", "2013-06-03", "2019-06-03", "2022-06-01"} {
				ps := sitting(idx.Persons(), "rep", date.Date(day))
				rng := rand.New(rand.NewPCG(uint64(k), 7))
				rng.Shuffle(len(ps), func(i, j int) { ps[i], ps[j] = ps[j], ps[i] })
				ps = ps[:60]
				var names []string
				for i, p := range ps {
					names = append(names, printed(p, i+k))
				}
				text := "Congress of the United States\nHouse of Representatives\nWashington, DC 20515\n\n" + longDate(day) + "\n\nThe Honorable Ana Bell\nSecretary of Commerce\nWashington, DC 20230\n\nDear Secretary Bell:\n\n" + body + "\n\nSincerely,\n\n" + r.render(names, ps) + "\n"
				rec := rd.Read(letters.Document{Source: r.name, Text: text, Published: day})
				a, b, c := scoreSigners(t, rec, ps, verbose)
				tp, fp, fn = tp+a, fp+b, fn+c
			}
			p, rc := float64(tp)/float64(max(tp+fp, 1)), float64(tp)/float64(tp+fn)
			t.Logf("%s: P %.4f R %.4f (tp %d, fp %d, fn %d)", r.name, p, rc, tp, fp, fn)
			if p < r.floorP || rc < r.floorR {
				t.Errorf("%s: precision %.4f, recall %.4f, want at least %.2f and %.2f", r.name, p, rc, r.floorP, r.floorR)
			}
		})
	}
}

func scoreSigners(t *testing.T, rec schema.Record, ps []schema.Person, verbose bool) (tp, fp, fn int) {
	want := map[string]bool{}
	for _, p := range ps {
		want[p.ID] = true
	}
	for _, l := range rec.Letters {
		for _, s := range l.Signatures {
			switch {
			case s.Person == "":
				if verbose {
					t.Logf("unresolved %q %s %v", s.Name, s.Decision, s.Candidates)
				}
			case want[s.Person]:
				tp++
				delete(want, s.Person)
			default:
				fp++
				if verbose {
					t.Logf("wrong %q = %s", s.Name, s.Person)
				}
			}
		}
	}
	if verbose {
		for _, p := range ps {
			if want[p.ID] {
				t.Logf("missed %s %s", p.ID, p.Name)
			}
		}
	}
	return tp, fp, len(want)
}

func longDate(iso string) string {
	months := strings.Fields("January February March April May June July August September October November December")
	var y, m, d int
	if _, err := fmt.Sscanf(iso, "%d-%d-%d", &y, &m, &d); err != nil {
		return iso
	}
	return fmt.Sprintf("%s %d, %d", months[m-1], d, y)
}

// sentences tell of signers in the words of releases; %s stands for the names.
var sentences = []struct {
	name   string
	n      int
	floorP float64
	floorR float64
	render func(names []string, ps []schema.Person, senate bool) string
}{
	{"signed by, with tags", 40, .99, .97, func(n []string, ps []schema.Person, senate bool) string {
		return "Today, Jo Roe reported on Port Ellis. A letter was sent to Secretary of Commerce Ana Bell today. The letter was signed by " + title(senate) + " " + listed(n, ps, true) + "."
	}},
	{"signed by, plain", 40, .99, .97, func(n []string, ps []schema.Person, senate bool) string {
		return "A letter was sent to Secretary of Commerce Ana Bell today. The letter was also signed by U.S. " + title(senate) + " " + listed(n, ps, false) + "."
	}},
	{"subject", 6, .99, .97, func(n []string, ps []schema.Person, senate bool) string {
		return "WASHINGTON, D.C. – U.S. " + title(senate) + " " + listed(n, ps, true) + " today sent a letter to Secretary of Commerce Ana Bell."
	}},
	{"subject wrote", 6, .99, .97, func(n []string, ps []schema.Person, senate bool) string {
		return "Washington — " + title(senate) + " " + listed(n, ps, false) + " wrote to Secretary of Commerce Ana Bell urging her to open the harbour."
	}},
	{"joined by", 12, .99, .97, func(n []string, ps []schema.Person, senate bool) string {
		return "Washington — " + n[0] + " (D-" + ps[0].Tenures[0].Post.State + ") sent a letter to Secretary of Commerce Ana Bell today. " + n[0] + " was joined by " + title(senate) + " " + listed(n[1:], ps[1:], true) + " in sending the letter."
	}},
	{"joining are", 12, .99, .97, func(n []string, ps []schema.Person, senate bool) string {
		return title(senate) + " " + listed(n[:2], ps, true) + " led colleagues in a letter to Secretary of Commerce Ana Bell. Joining them in signing the letter are " + title(senate) + " " + listed(n[2:], ps[2:], true) + "."
	}},
	{"list behind a colon", 30, .99, .97, func(n []string, ps []schema.Person, senate bool) string {
		return title(senate) + " " + listed(n[:2], ps, true) + " led colleagues in a letter to Secretary of Commerce Ana Bell today.\n\nThe full list of signers:\n\n" + strings.Join(n[2:], "\n") + "\n\nThe harbour of Port Ellis has been closed for a year and no ship may land there."
	}},
	{"surnames in a sentence", 10, .99, .70, func(n []string, ps []schema.Person, senate bool) string {
		return "A letter was sent to Secretary of Commerce Ana Bell today. It was signed by " + title(senate) + " " + families(ps, ", ") + ", who sent the letter."
	}},
}

func title(senate bool) string {
	if senate {
		return "Senators"
	}
	return "Representatives"
}

// listed joins names with commas and "and", each with its tag where asked for.
func listed(n []string, ps []schema.Person, tags bool) string {
	out := make([]string, len(n))
	for i := range n {
		out[i] = n[i]
		if tags {
			t := ps[i].Tenures[len(ps[i].Tenures)-1]
			party := "D"
			if strings.HasPrefix(t.Party, "R") {
				party = "R"
			}
			out[i] += " (" + party + "-" + t.Post.State + ")"
		}
	}
	return strings.Join(out[:len(out)-1], ", ") + ", and " + out[len(out)-1]
}

// TestSentencesOfTheCongress tells of signers from both chambers in the sentences of releases.
func TestSentencesOfTheCongress(t *testing.T) {
	if testing.Short() {
		t.Skip("reads all registers")
	}
	dir := sharedDir(t)
	idx := registerIndex(t, dir)
	rd := letters.NewReader(idx, nil)
	verbose := os.Getenv("DEMARCHE_MISSES") != ""
	for _, r := range sentences {
		t.Run(r.name, func(t *testing.T) {
			tp, fp, fn := 0, 0, 0
			for k, day := range []string{"2004-05-03", "2006-05-05", "2008-05-05", "2011-06-03", "2013-06-03", "2016-06-03", "2019-06-03", "2022-06-01"} {
				for _, chamber := range []string{"sen", "rep"} {
					ps := sitting(idx.Persons(), chamber, date.Date(day))
					rng := rand.New(rand.NewPCG(uint64(k), 11))
					rng.Shuffle(len(ps), func(i, j int) { ps[i], ps[j] = ps[j], ps[i] })
					ps = ps[:r.n]
					var names []string
					for i, p := range ps {
						names = append(names, printed(p, i+k))
					}
					rec := rd.Read(letters.Document{Source: r.name, Text: r.render(names, ps, chamber == "sen"), Published: day})
					a, b, c := scoreSigners(t, rec, ps, verbose)
					tp, fp, fn = tp+a, fp+b, fn+c
				}
			}
			p, rc := float64(tp)/float64(max(tp+fp, 1)), float64(tp)/float64(tp+fn)
			t.Logf("%s: P %.4f R %.4f (tp %d, fp %d, fn %d)", r.name, p, rc, tp, fp, fn)
			if p < r.floorP || rc < r.floorR {
				t.Errorf("%s: precision %.4f, recall %.4f, want at least %.2f and %.2f", r.name, p, rc, r.floorP, r.floorR)
			}
		})
	}
}
