package demands

import (
	"testing"

	"demarche/schema"
)

// TestDepth has acts in which a word that stands deeper than what is asked for would give another type. The reason is
// the place of the misleading word.
func TestDepth(t *testing.T) {
	a := newAnalyst(t)
	one := func(typ schema.DemandType) []schema.DemandType { return []schema.DemandType{typ} }
	checkFamilies(t, []asked{
		{"infinitive of a relative kind", "We urge you to take part in the fair to be held in the capital.", one("other")},
		{"side clause", "We ask that you work with the islanders to find a way before penalties are imposed.", one("other")},
		{"tool of the act", "We urge you to use the harbour funds to buy surplus herring.", one("other")},
		{"noun before a noun", "We ask that you weigh the fire brigades' letters with care.", one("other")},
		{"without delay", "We urge you to act on this matter without delay.", one("other")},
		{"embedded question", "We ask the Inspector General to review how the contract was awarded.", one("investigate")},
		{"noun with a participle behind it", "We request information about the company's hiring of pilots.", one("disclose_information")},
		{"participle behind an inquiry", "We urge a formal investigation of the study used to justify moving the lighthouse.", one("investigate")},
		{"review and approve", "We ask that the agency review and approve the permit.", one("rulemake_or_regulate")},
		{"review and, as needed, adjust", "We ask that the agency review and, as needed, adjust the rules for crab pots.", one("rulemake_or_regulate")},
		{"review of an application", "We ask that the agency proceed with a review of the application.", one("rulemake_or_regulate")},
		{"carried by a noun", "We ask your assistance in ending the war on the island.", one("ceasefire_or_negotiate")},
		{"carried by toward", "We ask you to work toward the immediate release of Tomas Berg from prison.", one("release_detainees")},
		{"and to", "We urge you to oppose any declaration by one side and to support direct negotiations between them.", one("ceasefire_or_negotiate")},
		{"since the passage", "I ask that you provide a list of those hired since the passage of the Harbour Act.", one("disclose_information")},
		{"free as an adjective", "We urge you to widen access to free school lunches.", one("other")},
		{"made available", "We ask that you make more blankets and food available to the flooded towns.", one("provide_aid")},
		{"persons made available", "We ask that you make senior officials available to the committee.", one("disclose_information")},
		{"released in part", "We urge you to release as much of the remaining fuel money as you can.", one("provide_aid")},
		{"study released", "We write in support of releasing the Brandt Lock study.", one("disclose_information")},
		{"ban that is a rule", "We urge you to implement a ban on the trade in coral.", one("rulemake_or_regulate")},
		{"money at home", "We oppose any plan to reduce funding for the ferry.", one("legislate_or_fund")},
		{"object of the joined verb", "We urge you to rescind this invitation and weigh the consequences of it for the port.", one("rulemake_or_regulate")},
		{"passive with its thing before it", "We ask that the refugees in its custody not be returned.", one("protect")},
		{"said to somebody", "We ask you to reiterate to the premier that the decision protects millions of citizens.", one("other")},
		{"policy toward a country", "We urge you to reverse the policy toward the island.", one("other")},
		{"assessment provided", "I urge you to provide an honest assessment of what is short.", one("disclose_information")},
		{"evaluation completed", "We urge you to complete your evaluation of the pilots' claims of abuse.", one("investigate")},
		{"charged in passing", "We write to ask for an exemption for guides being assessed this fee.", one("rulemake_or_regulate")},
		{"inquiry with a purpose", "We ask that you begin a prompt review of the ferries to ensure that the rule is being carried out.", one("investigate")},
		{"request that a body act", "I write to support the island's request that the Agency provide technical assistance to perform assessments.", one("provide_aid")},
		{"full and complete", "We request that the bureau provide our offices with full and complete reports on the rule.", one("disclose_information")},
		{"efforts told of", "We request information on the efforts to secure the release of the hostages.", one("disclose_information")},
		{"hearing on a nomination", "We request a formal briefing on the nomination of Mr. Stone.", one("disclose_information")},
		{"delay for a rule", "We request a one year delay for the implementation of the rule.", one("rulemake_or_regulate")},
		{"a number provided", "We ask that you provide the number of those with visas.", one("disclose_information")},
		{"words between commas", "We request, pursuant to the Act, that the Commission conduct a study of this.", one("investigate")},
		{"review and declare", "We urge you to review the request and declare a physical disaster for the bay.", one("provide_aid")},
	}, func(text string) []schema.Demand { return a.Read(letter(text, secretary)).Demands })
}

// TestOneInquiry has letters that ask twice to be told something; the reason is whether the second ask says that it is
// another.
func TestOneInquiry(t *testing.T) {
	a := newAnalyst(t)
	told := schema.DemandType("disclose_information")
	checkFamilies(t, []asked{
		{"announced, then listed", "We turn to you to ask that you provide certain information on the quarry. Accordingly, we request that your office provide the following information:\n\n1. Who runs it?\n\n2. Since when?", []schema.DemandType{told}},
		{"clarification, then questions", "We write to request further clarification on the ferry. For this reason, please respond to these questions:\n\n1. Who runs it?\n\n2. Since when?", []schema.DemandType{told}},
		{"acts listed behind a first one", "We call on you to:\n\n• Establish clear criteria for measuring the catch.\n\n• Withdraw the rule on nets.\n\n• Oppose loans for the cannery.", []schema.DemandType{"rulemake_or_regulate", "rulemake_or_regulate", "provide_aid"}},
		{"further request", "I request all records on which the pilots relied. I further request that the port produce the charts asked for in May.", []schema.DemandType{told, told}},
	}, func(text string) []schema.Demand { return a.Read(letter(text, secretary)).Demands })
}
