package demands

import (
	"testing"

	"demarche/schema"
)

// TestStrayWord has acts beside a word that says another type.
func TestStrayWord(t *testing.T) {
	a := newAnalyst(t)
	one := func(typ schema.DemandType) []schema.DemandType { return []schema.DemandType{typ} }
	checkFamilies(t, []asked{
		{"initiate an inquiry", "We urge you to initiate an inquiry into the sale of the ferry.", one("investigate")},
		{"begin an inquiry", "We ask that you begin an inquiry into how the ferry company sets its fares.", one("investigate")},
		{"launch an investigation", "We urge the commission to launch an investigation of the merger of the ferry companies.", one("investigate")},
		{"open an inquiry", "We ask that you open an inquiry into the conduct of the harbour judge.", one("investigate")},
		{"rescind the appointment", "We urge you to rescind your decision to appoint Ana Costa to the port authority.", one("appoint_or_remove")},
		{"reconsider the nomination", "We ask that you reconsider your nomination of Ana Costa to the port authority.", one("appoint_or_remove")},
		{"withdraw this appointment", "We urge you to withdraw this appointment.", one("appoint_or_remove")},
		{"rescind this appointment", "We call on you to immediately rescind this appointment.", one("appoint_or_remove")},
		{"reconsider the decision to nominate", "We urge you to reconsider your decision to nominate Ana Costa.", one("appoint_or_remove")},
		{"her appointment", "We urge you to rescind her appointment to the board.", one("appoint_or_remove")},
		{"a name's appointment", "We urge you to rescind Ana Costa's appointment to the board.", one("appoint_or_remove")},
		{"its decision to nominate", "We urge the board to reconsider its decision to nominate Ana Costa.", one("appoint_or_remove")},
		{"a rule on appointments", "We urge you to rescind the rule on the appointment of pilots.", one("rulemake_or_regulate")},
		{"a rule and an appointment", "We urge you to rescind the rule and withdraw this appointment.", []schema.DemandType{"rulemake_or_regulate", "appoint_or_remove"}},
		{"no such condition", "We urge you to impose no such condition on farmers.", one("rulemake_or_regulate")},
		{"summary", "We request a summary of the rules that apply to the harbour.", one("disclose_information")},
		{"overview", "We request an overview of the safety programs at the port.", one("disclose_information")},
		{"description", "We request a description of the sanctions in place.", one("disclose_information")},
		{"account", "We request an account of the aid sent to the valley.", one("disclose_information")},
		{"update", "We request an update of the funding for the bridge.", one("disclose_information")},
		{"update on", "We request an update on the funding for the bridge.", one("disclose_information")},
		{"implore", "We implore you to condemn the coup.", one("condemn")},
		{"beseech", "I beseech you to condemn the coup.", one("condemn")},
		{"entreat", "We entreat you to condemn the coup.", one("condemn")},
		{"should refrain", "The Department should refrain from imposing sanctions on the junta.", one("sanction")},
		{"should cut ties", "The Department should cut ties with the company.", one("other")},
		{"should cut ties with a government", "The Department should cut ties with the government of Belarus.", one("suspend_aid_or_sales")},
		{"not to discretion", "We urge you to exercise your discretion to waive the deadline.", one("rulemake_or_regulate")},
		{"cut ties", "We urge the university to cut ties with the company.", one("other")},
		{"discretion", "We urge you to exercise maximum discretion in reading the reports of late filers.", one("other")},
		{"remember the needs", "We urge you to remember the needs of rural towns.", one("other")},
		{"recall the needs", "We ask you to recall the needs of rural towns.", one("other")},
		{"clear public statements", "We urge you to make clear public statements encouraging people to carpool.", one("other")},
		{"public statement condemning", "We urge you to make a public statement condemning the coup.", one("condemn")},
		{"metrics for lending institutions", "We urge you to institute metrics for lending institutions.", one("rulemake_or_regulate")},
		{"impose that requirement", "We urge you to impose that requirement on carriers.", one("rulemake_or_regulate")},
		{"impose no requirement", "We urge you to impose no requirement on carriers.", one("rulemake_or_regulate")},
		{"impose sanctions", "We urge you to impose sanctions on the generals.", one("sanction")},
		{"impose tariffs", "We urge you to impose penalties on the company.", one("sanction")},
		{"repeal and replace", "We urge you to repeal and replace the law on commissioners of the port.", one("legislate_or_fund")},
		{"repeal and replace an act", "We urge you to repeal and replace the Affordable Ferries Act.", one("legislate_or_fund")},
		{"impose costs", "We urge you to impose costs on the regime in Belarus.", one("sanction")},
		{"remember the genocide", "We urge you to remember the victims of the genocide.", one("recognize")},
		{"repeal", "We urge you to repeal the harbour act.", one("legislate_or_fund")},
	}, func(text string) []schema.Demand { return a.Read(letter(text, secretary)).Demands })
}

// TestStrayWordAgainst has acts that are not to be done.
func TestStrayWordAgainst(t *testing.T) {
	a := newAnalyst(t)
	for _, text := range []string{
		"We urge you not to initiate any investigation of the ferry company.",
		"We ask that you not open an inquiry into the ferry company.",
	} {
		got := a.Read(letter(text, secretary)).Demands
		if len(got) != 1 || got[0].Type != "investigate" || got[0].Polarity != "against" {
			t.Errorf("Read(%q) = %+v, want one investigate, against", text, got)
		}
	}
	const refrain = "The Department should refrain from imposing sanctions on the junta."
	if got := a.Read(letter(refrain, secretary)).Demands; len(got) != 1 || got[0].Polarity != "against" {
		t.Errorf("Read(%q) = %+v, want one, against", refrain, got)
	}
}
