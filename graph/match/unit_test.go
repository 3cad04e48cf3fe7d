package match

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/schema"
	"demarche/schema/date"
)

// seat is a person who holds one post.
func seat(id, given, middle, family, suffix, chamber, state, from, to string) schema.Person {
	return schema.Person{
		ID: id, Name: strings.Join(strings.Fields(given+" "+middle+" "+family+" "+suffix), " "), Given: given, Middle: middle, Family: family, Suffix: suffix,
		Tenures: []schema.Tenure{{Party: "Democrat", Post: schema.Post{Chamber: chamber, State: state, District: "3"}, During: date.Interval{Start: date.Date(from), End: date.Date(to)}}},
	}
}

// people is a small house with the traps that the issue names.
func people() []schema.Person {
	bob := seat("bioguide:M1", "Robert", "", "Menendez", "", "sen", "NJ", "2006-01-18", "2024-08-20")
	bob.Nicknames = []string{"Bob"}
	son := seat("bioguide:M2", "Robert", "J.", "Menendez", "Jr.", "rep", "NJ", "2023-01-03", "2027-01-03")
	son.Nicknames = []string{"Rob"}
	return []schema.Person{
		bob, son,
		seat("bioguide:R1", "Mike", "J.", "Rogers", "", "rep", "MI", "2001-01-03", "2015-01-03"),
		seat("bioguide:R2", "Mike", "D.", "Rogers", "", "rep", "AL", "2003-01-03", "2027-01-03"),
		seat("bioguide:P1", "Donald", "M.", "Payne", "", "rep", "NJ", "1989-01-03", "2012-03-06"),
		seat("bioguide:P2", "Donald", "", "Payne", "Jr.", "rep", "NJ", "2012-11-15", "2024-04-24"),
		seat("bioguide:H1", "Duncan", "Lee", "Hunter", "", "rep", "CA", "1981-01-05", "2009-01-03"),
		seat("bioguide:H2", "Duncan", "D.", "Hunter", "", "rep", "CA", "2009-01-06", "2020-01-13"),
		seat("bioguide:K1", "Steve", "", "King", "", "rep", "IA", "2003-01-03", "2021-01-03"),
		seat("bioguide:K2", "Peter", "T.", "King", "", "rep", "NY", "1993-01-03", "2021-01-03"),
		seat("bioguide:V1", "Nydia", "M.", "Velázquez", "", "rep", "NY", "1993-01-03", "2027-01-03"),
		seat("bioguide:W1", "Debbie", "", "Wasserman Schultz", "", "rep", "FL", "2005-01-03", "2027-01-03"),
		seat("bioguide:L1", "Barbara", "", "Lee", "", "rep", "CA", "1998-04-07", "2025-01-03"),
		seat("bioguide:J1", "Sheila", "", "Jackson Lee", "", "rep", "TX", "1995-01-03", "2024-07-19"),
		seat("ocd-person/1", "Susan", "", "Rubio", "", "upper", "CA", "2018-12-03", ""),
		seat("ocd-person/2", "Blanca", "", "Rubio", "", "lower", "CA", "2016-12-05", "2024-12-02"),
		seat("ocd-person/3", "Laura", "", "Friedman", "", "lower", "CA", "2016-12-05", "2024-12-01"),
		seat("own:hasanov", "Zakir", "", "Hasanov", "", "exec", "", "2013-10-22", ""),
		{ID: "ofac:16540", Name: "Olimzhon Adkhamovich SADIKOV", Given: "Olimzhon", Middle: "Adkhamovich", Family: "SADIKOV"},
		{ID: "ofac:1", Name: "Joseph Kabila", Given: "Joseph", Family: "Kabila"},
		seat("bioguide:F1", "Laura", "", "Friedman", "", "rep", "CA", "2025-01-03", "2027-01-03"),
	}
}

func TestMatch(t *testing.T) {
	x := NewIndex(people(), Options{})
	cases := []struct {
		name string
		m    Mention
		want string // id, or the decision
	}{
		{"unique", Mention{Name: "Barbara Lee", Date: "2011-05-01", Chamber: "rep"}, "bioguide:L1"},
		{"part of a double surname with another given name", Mention{Name: "Sheila Lee", Date: "2011-05-01", Chamber: "rep"}, "bioguide:J1"},
		{"namesakes", Mention{Name: "Mike Rogers", Date: "2011-05-01", Chamber: "rep"}, "ambiguous"},
		{"namesakes by state", Mention{Name: "Mike Rogers", Date: "2011-05-01", Chamber: "rep", State: "Ala."}, "bioguide:R2"},
		{"namesakes by tag in the name", Mention{Name: "Rep. Mike Rogers (D-MI)", Date: "2011-05-01"}, "bioguide:R1"},
		{"namesakes by middle initial", Mention{Name: "Mike D. Rogers", Date: "2011-05-01"}, "bioguide:R2"},
		{"namesakes by date", Mention{Name: "Mike Rogers", Date: "2016-05-01"}, "bioguide:R2"},
		{"wrong state does not veto", Mention{Name: "Barbara Lee", Date: "2011-05-01", State: "NV", Party: "R", District: "9"}, "bioguide:L1"},
		{"father and son by chamber", Mention{Name: "Robert Menendez", Date: "2023-05-01", Chamber: "sen"}, "bioguide:M1"},
		{"father and son by nickname", Mention{Name: "Rob Menendez", Date: "2023-05-01"}, "bioguide:M2"},
		{"father and son without either", Mention{Name: "Robert Menendez", Date: "2023-05-01"}, "ambiguous"},
		{"father and son by suffix", Mention{Name: "Robert Menendez, Jr.", Date: "2023-05-01"}, "bioguide:M2"},
		{"the son is not the father", Mention{Name: "Donald Payne Jr.", Date: "2011-05-01", Chamber: "rep"}, "none"},
		{"the father by date", Mention{Name: "Donald M. Payne", Date: "2011-05-01", Chamber: "rep"}, "bioguide:P1"},
		{"the son by date", Mention{Name: "Donald Payne", Date: "2013-05-01", Chamber: "rep"}, "bioguide:P2"},
		{"the father's initial", Mention{Name: "Duncan L. Hunter", Date: "2010-05-01", Chamber: "rep"}, "ambiguous"},
		{"the father by his initial", Mention{Name: "Duncan L. Hunter", Date: "2008-05-01", Chamber: "rep"}, "bioguide:H1"},
		{"the son in his first days", Mention{Name: "Duncan Hunter", Date: "2009-01-07", Chamber: "rep"}, "bioguide:H2"},
		{"sisters", Mention{Name: "Blanca Rubio", Date: "2020-10-09", Chamber: "upper,lower", State: "CA"}, "ocd-person/2"},
		{"sister in the other chamber", Mention{Name: "Susan Rubio", Date: "2020-10-09", Chamber: "lower", State: "CA"}, "none"},
		{"another given name", Mention{Name: "Lester Friedman", Date: "2020-10-09"}, "none"},
		{"kings", Mention{Name: "Pete King", Date: "2020-10-09", Chamber: "rep"}, "bioguide:K2"},
		{"bare surname", Mention{Name: "Velázquez", Date: "2020-10-09", Chamber: "rep", State: "NY"}, "ambiguous"},
		{"bare surname with a title", Mention{Name: "Rep. Lee", Date: "2020-10-09", Chamber: "rep", State: "CA"}, "ambiguous"},
		{"accents lost", Mention{Name: "Nydia Velzquez", Date: "2020-10-09"}, "bioguide:V1"},
		{"two slips", Mention{Name: "Nydia Velasques", Date: "2020-10-09", Chamber: "rep"}, "bioguide:V1"},
		{"slip in both names", Mention{Name: "Nybia Velasquez", Date: "2020-10-09", Chamber: "rep"}, "bioguide:V1"},
		{"slip in both names and no chamber", Mention{Name: "Nybia Velasquez", Date: "2020-10-09"}, "ambiguous"},
		{"glued", Mention{Name: "DebbieWasserman-Schultz", Date: "2020-10-09"}, "bioguide:W1"},
		{"surname first", Mention{Name: "Wasserman Schultz Debbie", Date: "2020-10-09"}, "bioguide:W1"},
		{"just left", Mention{Name: "Barbara Lee", Date: "2025-01-08", Chamber: "rep"}, "bioguide:L1"},
		{"left long ago", Mention{Name: "Barbara Lee", Date: "2025-03-08", Chamber: "rep"}, "none"},
		{"governor", Mention{Name: "Governor Barbara Lee", Date: "2011-05-01"}, "ambiguous"},
		{"chief of staff", Mention{Name: "Barbara Lee", Title: "Chief of Staff", Date: "2011-05-01"}, "ambiguous"},
		{"two ids of one human on the day", Mention{Name: "Laura Friedman", Date: "2020-10-09"}, "ocd-person/3"},
		{"another state's chamber", Mention{Name: "Laura Friedman", Date: "2020-10-09", Chamber: "sen,lower", State: "NY"}, "none"},
		{"title narrows the chambers", Mention{Name: "Senator Robert Menendez", Date: "2023-05-01", Chamber: "sen,rep"}, "bioguide:M1"},
		{"an old title is a question", Mention{Name: "Senator Robert Menendez", Date: "2025-05-01"}, "ambiguous"},
		{"a named chamber stands against the title", Mention{Name: "Senator Robert Menendez", Date: "2023-05-01", Chamber: "rep"}, "bioguide:M2"},
		{"Azerbaijani letters", Mention{Name: "Zakir Əsgər oğlu Həsənov", Date: "2020-10-23"}, "own:hasanov"},
		{"over Russian", Mention{Name: "Закир Гасанов", Date: "2020-10-23"}, "own:hasanov"},
		{"transliteration", Mention{Name: "Zaqir Khasanov", Date: "2020-10-23"}, "own:hasanov"},
		{"a minister is no legislator", Mention{Name: "Zakir Hasanov", Date: "2020-10-23", Chamber: "sen,rep,upper,lower"}, "none"},
		{"namesake on a list of sanctions", Mention{Name: "Hikmat Sadigov", Date: "2020-10-23"}, "none"},
		{"two words of a list of sanctions", Mention{Name: "Joseph Kabila"}, "ambiguous"},
		{"full name of a list of sanctions", Mention{Name: "SADIKOV, Olimzhon Adkhamovich"}, "ofac:16540"},
		{"nothing", Mention{}, "none"},
		{"no letters", Mention{Name: "— (D-CA)"}, "none"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := x.Match(c.m)
			got := string(r.Decision)
			if r.Decision == schema.Accepted {
				got = r.Person.ID
			}
			if (r.Decision == schema.Accepted) != (r.Person != nil) {
				t.Errorf("Match(%+v) is %s with person %v", c.m, r.Decision, r.Person)
			}
			if got != c.want {
				t.Errorf("Match(%+v) = %s, want %s; %+v", c.m, got, c.want, r.Candidates)
			}
		})
	}
}

// TestOfficeEndsSeat: a register that lets a seat run to the end of the Congress does not make a secretary a member.
func TestOfficeEndsSeat(t *testing.T) {
	p := seat("bioguide:S1", "Hilda", "", "Solis", "", "rep", "CA", "2009-01-06", "2011-01-03")
	p.Tenures = append(p.Tenures, schema.Tenure{
		Post:   schema.Post{Name: "Secretary of Labor", Chamber: "exec", Country: "US"},
		During: date.Interval{Start: "2009-02-24", End: "2013-01-22"},
	})
	x := NewIndex([]schema.Person{p}, Options{})
	for day, want := range map[date.Date]schema.Decision{"2009-02-01": schema.Accepted, "2009-10-02": schema.None} {
		if r := x.Match(Mention{Name: "Hilda Solis", Date: day, Chamber: "rep"}); r.Decision != want {
			t.Errorf("Match on %s = %s, want %s", day, r.Decision, want)
		}
	}
	if r := x.Match(Mention{Name: "Secretary Hilda Solis", Date: "2009-10-02"}); r.Decision != schema.Accepted || r.Tenure.Post.Chamber != "exec" {
		t.Errorf("Match of the secretary = %+v, want accepted as secretary", r)
	}
}

// TestArticleTitle: the name that a person goes by may stand in the identifiers only.
func TestArticleTitle(t *testing.T) {
	p := seat("bioguide:C1", "H.", "L.", "Callahan", "", "rep", "AL", "1985-01-03", "2003-01-03")
	p.Identifiers = map[string]string{"wikipedia": "Sonny Callahan (politician)"}
	x := NewIndex([]schema.Person{p}, Options{})
	if r := x.Match(Mention{Name: "Sonny Callahan", Date: "1999-05-05", Chamber: "rep"}); r.Decision != schema.Accepted {
		t.Errorf("Match = %+v, want accepted", r)
	}
}

// TestSame: one human under two ids is ambiguous without a date until the ids are joined.
func TestSame(t *testing.T) {
	m := Mention{Name: "Laura Friedman"}
	if r := NewIndex(people(), Options{}).Match(m); r.Decision != schema.Ambiguous {
		t.Errorf("Match before joining = %s, want ambiguous", r.Decision)
	}
	same := map[string]string{"ocd-person/3": "bioguide:F1", "bioguide:F1": "bioguide:F1"}
	if r := NewIndex(people(), Options{Same: same}).Match(m); r.Decision != schema.Accepted {
		t.Errorf("Match after joining = %s, want accepted", r.Decision)
	}
}

// TestOrderOfPersons: the order in which persons come does not matter.
func TestOrderOfPersons(t *testing.T) {
	ps := people()
	x := NewIndex(ps, Options{})
	for i, j := 0, len(ps)-1; i < j; i, j = i+1, j-1 {
		ps[i], ps[j] = ps[j], ps[i]
	}
	y := NewIndex(ps, Options{})
	for _, name := range []string{"Mike Rogers", "Robert Menendez", "Laura Friedman", "Rep. Lee", "Nydia Velasquez"} {
		a, b := x.Match(Mention{Name: name}), y.Match(Mention{Name: name})
		if d := cmp.Diff(a, b); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestGazetteer(t *testing.T) {
	x := NewIndex(people(), Options{})
	for name, want := range map[string]bool{
		"Barbara Lee": true, "Rep. Debbie Wasserman Schultz": true, "Lee": false, "Barbara King": false, "White House": false,
		"Bob Menendez": true, "R. Menendez": true,
	} {
		if got := x.IsName(name); got != want {
			t.Errorf("IsName(%q) = %v, want %v", name, got, want)
		}
	}
	if x.IsNameOn("Barbara Lee", "1990-01-01", "rep") || !x.IsNameOn("Barbara Lee", "2010-01-01", "rep") {
		t.Error("IsNameOn does not mind the date")
	}
	if !x.KnownSurname("wassermanschultz") || !x.KnownSurname("schultz") || x.KnownSurname("newsom") || !x.KnownGiven("bob") {
		t.Error("KnownSurname or KnownGiven is wrong")
	}
}

func TestSegment(t *testing.T) {
	x := NewIndex(people(), Options{})
	words := strings.Fields("Barbara Lee Debbie Wasserman Schultz and others Steve King Peter T. King")
	type part struct {
		words, id string
	}
	var got []part
	for _, p := range x.Segment(words, Mention{Date: "2010-05-01", Chamber: "rep"}) {
		id := ""
		if p.Result.Person != nil {
			id = p.Result.Person.ID
		}
		got = append(got, part{strings.Join(words[p.Start:p.End], " "), id})
	}
	want := []part{{"Barbara Lee", "bioguide:L1"}, {"Debbie Wasserman Schultz", "bioguide:W1"}, {"Steve King", "bioguide:K1"}, {"Peter T. King", "bioguide:K2"}}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(part{})); d != "" {
		t.Error(d)
	}
}

// FuzzMatch: no panic; a person exactly when accepted, candidates in order, scores in [0,1].
func FuzzMatch(f *testing.F) {
	f.Add("Rep. Mike Rogers (R-AL)", "2011-05-01", "rep", "AL", "R")
	f.Add("VELÁZQUEZ, Nydia M.", "2011", "sen,upper", "NY", "")
	f.Add("Me1endez R0bert", "", "lower", "zz", "d")
	x := NewIndex(people(), Options{})
	f.Fuzz(func(t *testing.T, name, day, chamber, state, party string) {
		r := x.Match(Mention{Name: name, Date: date.Date(day), Chamber: chamber, State: state, Party: party})
		if (r.Decision == schema.Accepted) != (r.Person != nil) || r.Score < 0 || r.Score > 1 {
			t.Errorf("%q: %s %v %v", name, r.Decision, r.Person, r.Score)
		}
		for i, c := range r.Candidates {
			if c.Person == nil || c.Score > 1 || i > 0 && c.Score > r.Candidates[i-1].Score {
				t.Errorf("%q: candidates out of order", name)
			}
		}
	})
}

// FuzzNewIndex: registers may hold anything; an index takes it, and a person's own full name never finds somebody else.
func FuzzNewIndex(f *testing.F) {
	f.Add("Nydia M. Velázquez", "Nydia", "M.", "Velázquez", "", "Nyd", "2001", "2003")
	f.Add("...", "", "II", "(", "Jr.", "\"", "x", "")
	f.Add("J.D. Vance", "J.D. (James)", "(David)", "Vance", "", "", "2023-01-03", "2025-01-10")
	f.Fuzz(func(t *testing.T, name, given, middle, family, suffix, nick, from, to string) {
		p := seat("a", given, middle, family, suffix, "rep", "CA", from, to)
		p.Name, p.Nicknames, p.OtherNames = name, []string{nick}, []string{family + ", " + given, nick}
		p.Identifiers = map[string]string{"wikipedia": name}
		x := NewIndex([]schema.Person{p, seat("b", "Barbara", "", "Lee", "", "rep", "CA", "1998-04-07", "2025-01-03")}, Options{})
		for _, n := range []string{name, given + " " + family, nick + family} {
			if r := x.Match(Mention{Name: n}); r.Decision == schema.Accepted && r.Person.ID == "b" && !strings.Contains(strings.ToLower(n), "l") {
				t.Errorf("%q is %s", n, r.Person.Name)
			}
		}
	})
}
