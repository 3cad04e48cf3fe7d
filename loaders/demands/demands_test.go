package demands

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/loaders/letters/segment"
	"demarche/schema"
)

// gist is what the tests of constructions look at.
type gist struct {
	Type      schema.DemandType
	Actor     string
	Target    string
	Polarity  string
	Force     string
	Condition string
	Basis     string
	Mode      string
}

func gists(ds []schema.Demand) []gist {
	var out []gist
	for _, d := range ds {
		out = append(out, gist{d.Type, d.Actor, d.Target, d.Polarity, d.Force, d.Condition, d.LegalBasis, d.BasisMode})
	}
	return out
}

// TestConstructions has a letter of our own words for every way of asking that the rules know.
func TestConstructions(t *testing.T) {
	a := newAnalyst(t)
	tests := []struct {
		name string
		text string
		want []gist
	}{
		{"verb and infinitive", "We urge you to impose sanctions on the generals.", []gist{
			{Type: "sanction", Actor: "Ruth Vale", Target: "the generals", Polarity: "for", Force: "urge"},
		}},
		{"that clause with another actor", "I ask that the Treasury Department sanction the oligarchs.", []gist{
			{Type: "sanction", Actor: "the Treasury Department", Polarity: "for", Force: "request"},
		}},
		{"purpose of writing", "We write to request that you investigate the spill.", []gist{
			{Type: "investigate", Actor: "Ruth Vale", Polarity: "for", Force: "request"},
		}},
		{"noun asked for", "We call for an independent inquiry into the crash.", []gist{
			{Type: "investigate", Actor: "Ruth Vale", Polarity: "for", Force: "urge"},
		}},
		{"chain", "We urge you to demand that Azerbaijan release the captives.", []gist{
			{Type: "release_detainees", Actor: "Ruth Vale", Target: "Azerbaijan", Polarity: "for", Force: "urge"},
		}},
		{"negation", "We urge you not to suspend military aid to Ukraine.", []gist{
			{Type: "suspend_aid_or_sales", Actor: "Ruth Vale", Target: "Ukraine", Polarity: "against", Force: "urge"},
		}},
		{"refraining", "We ask you to refrain from lifting the sanctions.", []gist{
			{Type: "sanction", Actor: "Ruth Vale", Polarity: "against", Force: "request"},
		}},
		{"opposition", "We write to express our strong opposition to the proposed rule.", []gist{
			{Type: "rulemake_or_regulate", Actor: "Ruth Vale", Polarity: "against", Force: "express"},
		}},
		{"condition", "If the junta does not yield, then the State Department should immediately suspend all arms sales to Myanmar.", []gist{
			{
				Type: "suspend_aid_or_sales", Actor: "the State Department", Target: "Myanmar", Polarity: "for", Force: "must",
				Condition: "If the junta does not yield",
			},
		}},
		{"law invoked", "We urge you to impose sanctions under the Global Magnitsky Act.", []gist{
			{
				Type: "sanction", Actor: "Ruth Vale", Polarity: "for", Force: "urge",
				Basis: "Global Magnitsky Human Rights Accountability Act", Mode: "invoked",
			},
		}},
		{"law mentioned elsewhere", "Congress passed the Global Magnitsky Act in 2016. We urge you to sanction the officials.", []gist{
			{
				Type: "sanction", Actor: "Ruth Vale", Polarity: "for", Force: "urge",
				Basis: "Global Magnitsky Human Rights Accountability Act", Mode: "mentioned",
			},
		}},
		{"joined acts of different types", "We urge you to release all political prisoners, suspend arms sales to the junta, and begin a dialogue.", []gist{
			{Type: "release_detainees", Actor: "Ruth Vale", Polarity: "for", Force: "urge"},
			{Type: "suspend_aid_or_sales", Actor: "Ruth Vale", Target: "the junta", Polarity: "for", Force: "urge"},
			{Type: "ceasefire_or_negotiate", Actor: "Ruth Vale", Polarity: "for", Force: "urge"},
		}},
		{"bullets", "We urge the administration to:\n\n• impose visa bans on the generals;\n\n• deliver food aid to the displaced.", []gist{
			{Type: "sanction", Actor: "Ruth Vale", Target: "the generals", Polarity: "for", Force: "urge"},
			{Type: "provide_aid", Actor: "Ruth Vale", Polarity: "for", Force: "urge"},
		}},
		{"ordinals", "We urge you to take three steps.\n\nFirst, the United States should suspend all military aid to the junta.\n\nSecond, the President must appoint a special envoy.", []gist{
			{Type: "suspend_aid_or_sales", Actor: "the United States", Target: "the junta", Polarity: "for", Force: "must"},
			{Type: "appoint_or_remove", Actor: "the President", Polarity: "for", Force: "must"},
		}},
		{"list of questions", "Please answer the following questions:\n\n1. Who signed the order?\n\n2. When was it signed?", []gist{
			{Type: "disclose_information", Actor: "Ruth Vale", Polarity: "for", Force: "request"},
		}},
		{"questions under headings", "We ask that you answer the following questions:\n\n1) Staff\n\nHow many are there?\n\n2) Money\n\nWho pays for it?", []gist{
			{Type: "disclose_information", Actor: "Ruth Vale", Polarity: "for", Force: "request"},
			{Type: "disclose_information", Actor: "Ruth Vale", Polarity: "for", Force: "request"},
		}},
		{"the same asked again", "We write to urge you to impose sanctions on the junta. The killings must stop. We again urge you to sanction the junta without delay.", []gist{
			{Type: "sanction", Actor: "Ruth Vale", Target: "the junta", Polarity: "for", Force: "urge"},
		}},
		{"closing courtesies", "Thank you for your attention. We look forward to your prompt reply. Please do not hesitate to contact us.", nil},
		{"an earlier letter", "In March we urged you to impose sanctions. You have not acted.", nil},
		{"a law that binds others", "The statute says that applicants must provide a form.", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := gists(a.Read(letter(tt.text, secretary)).Demands)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Read(%q) differs (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

// TestReports reads what a release tells when the letter's own words are missing.
func TestReports(t *testing.T) {
	a := newAnalyst(t)
	tests := []struct {
		name, text string
		want       []schema.DemandType
	}{
		{"participle", "Sen. Hall sent a letter to the president calling for strong sanctions against the general.", []schema.DemandType{"sanction"}},
		{"past", "In a letter, the members asked the department to investigate the crash.", []schema.DemandType{"investigate"}},
		{"third person", "The letter urges the agency to withdraw the proposed rule.", []schema.DemandType{"rulemake_or_regulate"}},
		{"no letter", "Sen. Hall voted for the bill and thanked his staff.", nil},
		{"headline", "Hall, Colleagues Urge Agency to Investigate Crash\n\nThe members wrote about the crash.", []schema.DemandType{"investigate"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := letter(tt.text, secretary)
			in.Report, in.Body, in.Full = in.Body, nil, false
			var got []schema.DemandType
			for _, d := range a.Read(in).Demands {
				got = append(got, d.Type)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Read(%q) differs (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

// TestBodyBeforeReport holds that a report adds nothing to a letter that stands in full.
func TestBodyBeforeReport(t *testing.T) {
	a := newAnalyst(t)
	body, report := "We urge you to impose sanctions on the junta.", "The letter calls on the agency to free the hostages."
	text := segment.NewText(body + "\n" + report)
	n := len(body)
	in := Input{Text: text, Body: []schema.Span{{0, n}}, Report: []schema.Span{{n + 1, text.Len()}}, Full: true, Recipients: []schema.Recipient{secretary}}
	if got := a.Read(in).Demands; len(got) != 1 || got[0].Type != "sanction" {
		t.Errorf("Read(letter in full) = %v, want one sanction", brief(got))
	}
	in.Full = false
	if got := a.Read(in).Demands; len(got) != 2 {
		t.Errorf("Read(excerpt) = %v, want the excerpt's and the report's demand", brief(got))
	}
}

func TestAsked(t *testing.T) {
	a := newAnalyst(t)
	text := segment.NewText("“The administration must condemn the attack,” said Rep. Fell.")
	got := a.Asked(text, schema.Span{1, 43}, "Rep. Fell")
	if len(got) != 1 || got[0].Type != "condemn" || got[0].Demander != "Rep. Fell" {
		t.Errorf("Asked(%q) = %+v, want a condemnation asked by Rep. Fell", text.String(), got)
	}
}

func TestTargets(t *testing.T) {
	a := newAnalyst(t)
	text := "Defense Minister Arman Vel, Deputy Minister of Defense (Air Force) Osun Tarik Velioglu and General Ivo Bran must be held accountable. " +
		"We call on you to impose consequences on those responsible. We also urge you to suspend arms sales to Turkey."
	var got []schema.Target
	for _, x := range a.Read(letter(text, secretary)).Targets {
		x.Span, x.Rule = schema.Span{}, ""
		got = append(got, x)
	}
	want := []schema.Target{
		{Name: "Arman Vel", Title: "Defense Minister", Kind: "person", Role: "against", Demands: []int{1}},
		{Name: "Osun Tarik Velioglu", Title: "Deputy Minister of Defense (Air Force)", Kind: "person", Role: "against", Demands: []int{1}},
		{Name: "Ivo Bran", Title: "General", Kind: "person", Role: "against", Demands: []int{1}},
		{Name: "Turkey", Kind: "country", Role: "against", Country: "TR", Demands: []int{2}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Targets differ (-want +got):\n%s", diff)
	}
}

func TestCountries(t *testing.T) {
	a := newAnalyst(t)
	tests := []struct {
		name, text string
		want       []string
		uses       []string
	}{
		{"adjective and capital", "Azeri troops crossed the line. Baku denied it.", []string{"AZ"}, []string{"AZ"}},
		{"contested beside", "The people of Arts'akh and of Nagorno-Karabagh fled to Armenia.", []string{"AM"}, []string{"AZ-NK", "AM"}},
		{"longer name wins", "Equatorial Guinea and Papua New Guinea and Guinea-Bissau.", []string{"GQ", "PG", "GW"}, []string{"GQ", "PG", "GW"}},
		{"states and peoples", "New Mexico, Georgia, Native American and Indian tribes, Vietnam veterans, Mexican American.", nil, nil},
		{"Georgia the country", "Georgia and its province of Abkhazia.", []string{"GE"}, []string{"GE", "GE-AB"}},
		{"a member named Jordan", "Congressman Jim Jordan spoke. Jordan said more.", nil, nil},
		{"Jordan the country", "Refugees crossed into Jordan.", []string{"JO"}, []string{"JO"}},
		{"small letters", "They served turkey on china.", nil, nil},
		{"the United States left out", "The United States and France agree.", []string{"FR"}, []string{"FR"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := a.Read(letter(tt.text))
			var uses []string
			for _, u := range f.Mentions {
				uses = append(uses, u.Code)
			}
			if diff := cmp.Diff(append([]string{}, tt.want...), f.Countries); diff != "" {
				t.Errorf("Countries of %q differ (-want +got):\n%s", tt.text, diff)
			}
			if diff := cmp.Diff(tt.uses, uses); diff != "" {
				t.Errorf("uses in %q differ (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

// TestEvents resolves dates against 15 June 2021, a Tuesday.
func TestEvents(t *testing.T) {
	a := newAnalyst(t)
	tests := []struct {
		text string
		want []string
	}{
		{"On September 27, 2020 they launched an attack.", []string{"2020-09-27"}},
		{"On 27 September 2020 they launched an attack.", []string{"2020-09-27"}},
		{"Since September 27<sup>th</sup>, shelling has continued.", []string{"2020-09-27"}},
		{"On June 3rd the army opened fire.", []string{"2021-06-03"}},
		{"The ceasefire of Saturday, June 12, was broken.", []string{"2021-06-12"}},
		{"Soldiers killed a boy on Friday.", []string{"2021-06-11"}},
		{"Soldiers killed a boy last Tuesday.", []string{"2021-06-08"}},
		{"The attack over the weekend was planned.", []string{"2021-06-13"}},
		{"A bomb exploded yesterday.", []string{"2021-06-14"}},
		{"On May 24th a gunman killed nine. Ten days earlier, another attack took place.", []string{"2021-05-24", "2021-05-14"}},
		{"The coup last month shocked us.", []string{"2021-05"}},
		{"The killings in March 2019 were horrible.", []string{"2019-03"}},
		{"On 5/9/2021 the bridge collapsed.", []string{"2021-05-09"}},
		{"Please respond to the attack report by June 30, 2021.", nil},
		{"We wrote to you about the attack in our letter of May 1, 2021.", nil},
		{"On September 31, 2020 there was an attack.", nil},
		{"The ambassador was nominated on February 18, 2021.", []string{"2021-02-18"}},
		{"The talks this Friday matter.", []string{"2021-06-18"}},                     // to come: the letter is of a Tuesday
		{"The August 29 elections must be free.", []string{"2021-08-29"}},             // elections asked about are to come
		{"The terrorist attacks of September 11 changed us.", []string{"2001-09-11"}}, // not of the year before the letter
		{"They have been detained since January 7, 2020.", []string{"2020-01-07"}},
		{"As of January 7, 2021, attacks had closed ten ports.", nil},                    // a state of things
		{"Send all records of attacks since January 1, 2020 to us.", nil},                // the bounds of a time
		{"The Oct. 7 attack on harbours was of another year.", []string{"2020-10-07"}},   // before the known attack of that day
		{"June 15, 2021 Statement on the attack that the members condemned there.", nil}, // the day of the letter itself
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			var got []string
			for _, e := range a.Read(letter(tt.text)).Events {
				got = append(got, e.Date)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Events of %q differ (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

// TestAddressedCountry holds that a country is a subject when one who is written to holds an office of it, however
// seldom the letter names it; Georgia may be the state.
func TestAddressedCountry(t *testing.T) {
	a := newAnalyst(t)
	text := strings.Repeat("We thank you and all those who worked with you for so long on this. ", 4) + "The record of Switzerland and of Georgia shows it, as Russia saw."
	for office, want := range map[string][]string{
		"Foreign Minister of Switzerland": {"CH"}, "Attorney General of Georgia": {}, "Secretary of State": {},
	} {
		got := a.Read(letter(text, schema.Recipient{Name: "Ruth Vale", Office: office})).Countries
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("countries of a letter to the %s (-want +got):\n%s", office, diff)
		}
	}
}

func TestLegal(t *testing.T) {
	a := newAnalyst(t)
	text := "Under Section 907 of the FREEDOM Support Act (Public Law 102-511), and as H.R. 1112 and S. Res. 150 and H.Con.Res. 281 say, " +
		"United Nations Security Council Resolution 1929 and Executive Order 13224 bind you. The Clean Air Act of 1970 and the Arms Trade Treaty do too. An F 16 is no bill."
	var got []string
	for _, l := range a.Read(letter(text)).Legal {
		got = append(got, l.Name)
	}
	want := []string{
		"Section 907 of the FREEDOM Support Act", "Public Law 102-511", "H.R. 1112", "S.Res. 150", "H.Con.Res. 281",
		"United Nations Security Council Resolution 1929", "Executive Order 13224", "Clean Air Act of 1970", "Arms Trade Treaty",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Legal differs (-want +got):\n%s", diff)
	}
}

// TestCodes holds laws cited by the codes, and treaties with what they are about.
func TestCodes(t *testing.T) {
	a := newAnalyst(t)
	for text, want := range map[string][]string{
		"Act under 42 U.S.C. § 1395w(b)(2) and 21 CFR 314.70.":                      {"42 U.S.C. 1395w(b)(2)", "21 CFR 314.70"},
		"The Surgeon may close the port by 42 U.S.C. Title 42 Sec. 265 at once.":    {"42 U.S.C. 265"},
		"E.O. 13581 and Executive Order 13224 stand.":                               {"Executive Order 13581", "Executive Order 13224"},
		"The JCPOA holds: the Joint Comprehensive Plan of Action is law.":           {"Joint Comprehensive Plan of Action"},
		"It broke the International Covenant on Civil and Political Rights of all.": {"International Covenant on Civil and Political Rights"},
		"The Harbour Peace Agreement failed. Our agreement did not.":                {"Harbour Peace Agreement"},
		"In 42 of 50 cases the code was kept.":                                      nil,
	} {
		var got []string
		for _, l := range a.Read(letter(text)).Legal {
			got = append(got, l.Name)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("Legal of %q differs (-want +got):\n%s", text, diff)
		}
	}
}
