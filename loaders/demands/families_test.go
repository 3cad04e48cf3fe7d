package demands

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/loaders/letters/segment"
	"demarche/schema"
)

// asked is a text of our own with the types of demand that it makes, in order.
type asked struct {
	name, text string
	want       []schema.DemandType
}

func checkFamilies(t *testing.T, tests []asked, read func(text string) []schema.Demand) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []schema.DemandType
			for _, d := range read(tt.text) {
				got = append(got, d.Type)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Read(%q) differs (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

// TestListsAsked has the layouts in which a letter lists what it asks for.
func TestListsAsked(t *testing.T) {
	a := newAnalyst(t)
	items := []schema.DemandType{"ceasefire_or_negotiate", "provide_aid", "release_detainees"}
	checkFamilies(t, []asked{
		{"call for, bullets", "We urge you to call for:\n\n• An immediate ceasefire on both banks of the river;\n\n• Unhindered delivery of food and medicine to the valley;\n\n• The release of all hostages.", items},
		{"call for, dashes", "Therefore, we urge you to call for:\n\n- An immediate ceasefire on both banks of the river\n\n- Unhindered delivery of food and medicine to the valley\n\n- The release of all hostages", items},
		{"call for, en dashes", "Therefore, we urge you to call for:\n\n– An immediate ceasefire on both banks of the river\n– Unhindered delivery of food and medicine to the valley\n– The release of all hostages", items},
		{"call for, lines", "We urge you to call for:\n\nAn immediate ceasefire on both banks of the river;\n\nUnhindered delivery of food and medicine to the valley; and\n\nThe release of all hostages.", items},
		{"call for, numbers", "We call for:\n\n1. An immediate ceasefire on both banks of the river.\n\n2. Unhindered delivery of food and medicine to the valley.\n\n3. The release of all hostages.", items},
		{"ask that you, numbers", "We ask that you:\n\n1. Broker a ceasefire on both banks of the river.\n\n2. Deliver food and medicine to the valley.\n\n3. Secure the release of all hostages.", items},
		{"ask that you, bullets", "We respectfully ask that you:\n\n• Broker a ceasefire on both banks of the river\n• Deliver food and medicine to the valley\n• Secure the release of all hostages", items},
		{"ask that you, lines", "To that end, we ask that you:\n\nBroker a ceasefire on both banks of the river;\n\nDeliver food and medicine to the valley; and\n\nSecure the release of all hostages.", items},
		{"request that the Department, letters", "We request that the Department:\n\na) Broker a ceasefire on both banks of the river;\n\nb) Deliver food and medicine to the valley; and\n\nc) Secure the release of all hostages.", items},
		{"urge you to, roman numerals", "We urge you to:\n\n(i) broker a ceasefire on both banks of the river;\n\n(ii) deliver food and medicine to the valley; and\n\n(iii) secure the release of all hostages.", items},
		{"the following actions", "We ask that you take the following actions without delay:\n\n• Broker a ceasefire on both banks of the river.\n\n• Deliver food and medicine to the valley.\n\n• Secure the release of all hostages.", items},
		{"signs of other kinds", "We urge you to:\n\n▪ Broker a ceasefire on both banks of the river\n▪ Deliver food and medicine to the valley\n▪ Secure the release of all hostages", items},
		{"arrows", "We call on the Administration to:\n➢ Broker a ceasefire on both banks of the river.\n➢ Deliver food and medicine to the valley.\n➢ Secure the release of all hostages.", items},
		{"letters with stops", "We request that you:\n\na. Broker a ceasefire on both banks of the river;\n\nb. Deliver food and medicine to the valley; and\n\nc. Secure the release of all hostages.", items},
		{"long dashes", "We ask that you do the following:\n\n— Broker a ceasefire on both banks of the river;\n— Deliver food and medicine to the valley;\n— Secure the release of all hostages.", items},
		{"to, dangling", "For these reasons we urge you to\n\n• broker a ceasefire on both banks of the river;\n• deliver food and medicine to the valley; and\n• secure the release of all hostages.", items},
		{"requests below", "We have the following requests:\n\n1. Broker a ceasefire on both banks of the river.\n\n2. Deliver food and medicine to the valley.\n\n3. Secure the release of all hostages.", items},
		{"specifically", "Specifically, we call for:\n• Immediate ceasefire on both banks of the river;\n• Humanitarian aid for the valley;\n• Release of all hostages;", items},
		{"in a sentence", "We urge you to call for: an immediate ceasefire on both banks of the river; unhindered delivery of food and medicine to the valley; and the release of all hostages.", items},
		{"numbers in a sentence", "We ask that you (1) broker a ceasefire on both banks of the river, (2) deliver food and medicine to the valley, and (3) secure the release of all hostages.", items},
		{"a line between", "We urge you to call for the following.\n\n• An immediate ceasefire on both banks of the river;\n\n• Unhindered delivery of food and medicine to the valley;\n\n• The release of all hostages.", items},
	}, func(text string) []schema.Demand { return a.Read(letter(text, secretary)).Demands })
}

// TestMustBeDone has the sentences that say what should be done without asking for it.
func TestMustBeDone(t *testing.T) {
	a := newAnalyst(t)
	checkFamilies(t, []asked{
		{"released", "The three fishermen have sat in a cell since spring. They should be immediately released.", []schema.DemandType{"release_detainees"}},
		{"must be freed", "The pastor and his son must be released without delay.", []schema.DemandType{"release_detainees"}},
		{"cancel and reallocate", "The State Department should cancel the shipment of rifles to the island and reallocate the funds to relief.", []schema.DemandType{"suspend_aid_or_sales", "legislate_or_fund"}},
		{"agency by letters", "DHS should rescind the rule at once.", []schema.DemandType{"rulemake_or_regulate"}},
		{"ICE", "ICE must release the fishermen.", []schema.DemandType{"release_detainees"}},
		{"the funds", "The funds for the ferry should be immediately released.", []schema.DemandType{"provide_aid"}},
		{"the report", "The report on the crash must be released to the public.", []schema.DemandType{"disclose_information"}},
		{"tells of others", "Boats must be released from their moorings with care.", nil},
	}, func(text string) []schema.Demand { return a.Read(letter(text, secretary)).Demands })
}

// TestOneWord has acts whose type one word would give wrongly.
func TestOneWord(t *testing.T) {
	a := newAnalyst(t)
	checkFamilies(t, []asked{
		{"release of money", "We urge you to release the remaining heating assistance funding for this winter.", []schema.DemandType{"provide_aid"}},
		{"release of LIHEAP funds", "We urge you to release the remaining LIHEAP funds immediately.", []schema.DemandType{"provide_aid"}},
		{"release of a report", "We urge you to release the report on the bridge.", []schema.DemandType{"disclose_information"}},
		{"release of records of persons", "We ask you to release all records of the detained fishermen.", []schema.DemandType{"disclose_information"}},
		{"release of the data", "We call for the release of the data on the spill.", []schema.DemandType{"disclose_information"}},
		{"immediate release of funds", "We request the immediate release of emergency funds to the county.", []schema.DemandType{"provide_aid"}},
		{"release of persons", "We ask you to release the fishermen and their captain.", []schema.DemandType{"release_detainees"}},
		{"pending an inquiry", "We request that you immediately suspend the permit of the mine pending an investigation into the spill.", []schema.DemandType{"rulemake_or_regulate"}},
		{"clemency petition", "We write in support of the clemency petition of Ana Costa.", []schema.DemandType{"release_detainees"}},
		{"posthumous pardon", "We ask that you grant a posthumous pardon to Ana Costa.", []schema.DemandType{"release_detainees"}},
		{"commutation", "We respectfully request a commutation of the sentence of Ana Costa.", []schema.DemandType{"release_detainees"}},
		{"pass legislation", "We urge you to complete work on legislation for the harbour.", []schema.DemandType{"legislate_or_fund"}},
		{"clemency", "We urge you to consider clemency for Ana Costa.", []schema.DemandType{"release_detainees"}},
		{"pardon", "We ask that you pardon Ana Costa.", []schema.DemandType{"release_detainees"}},
		{"commute", "We write to ask that you commute the sentence of Ana Costa.", []schema.DemandType{"release_detainees"}},
		{"use of the pardon power", "We urge you to use your clemency power to help those serving unjust sentences.", []schema.DemandType{"release_detainees"}},
		{"finalize legislation", "We urge you to finalize legislation on the harbour before the recess.", []schema.DemandType{"legislate_or_fund"}},
		{"a plan to divest", "We urge the board to develop a plan to divest from the company.", []schema.DemandType{"other"}},
		{"engage in recommendations", "We ask that you engage in the recommendations of the panel.", []schema.DemandType{"other"}},
		{"engage with the families", "We ask you to engage with the families on the next steps.", []schema.DemandType{"other"}},
		{"engage the parties", "We urge you to engage diplomatically with both governments.", []schema.DemandType{"ceasefire_or_negotiate"}},
	}, func(text string) []schema.Demand { return a.Read(letter(text, secretary)).Demands })
}

// TestSecondAct has sentences that ask for two things.
func TestSecondAct(t *testing.T) {
	a := newAnalyst(t)
	checkFamilies(t, []asked{
		{"rescind and brief", "We urge you to rescind the rule and provide a briefing to our staff by May 1.", []schema.DemandType{"rulemake_or_regulate", "disclose_information"}},
		{"halt and submit", "We call on the agency to halt the sale of the rifles and to submit a report to Congress on it.", []schema.DemandType{"suspend_aid_or_sales", "disclose_information"}},
		{"withdraw and hold", "We ask that you withdraw the proposed rule and hold a hearing on the harm that it does.", []schema.DemandType{"rulemake_or_regulate", "investigate"}},
		{"fire and appoint", "We urge you to dismiss the director and release the report on his travels.", []schema.DemandType{"appoint_or_remove", "disclose_information"}},
		{"reverse and explain", "We urge you to reverse the decision on the lighthouse and to explain how it was made.", []schema.DemandType{"rulemake_or_regulate", "disclose_information"}},
		{"condemn and sanction", "We call on you to condemn the coup and impose sanctions on the generals.", []schema.DemandType{"condemn", "sanction"}},
		{"suspend and free", "We ask you to suspend arms sales to the junta and to press for the release of the monks.", []schema.DemandType{"suspend_aid_or_sales", "release_detainees"}},
	}, func(text string) []schema.Demand { return a.Read(letter(text, secretary)).Demands })
}

// TestBackground has releases that tell of acts other than the letter.
func TestBackground(t *testing.T) {
	a := newAnalyst(t)
	const lead = "Sen. Hall sent a letter to the secretary calling for an investigation of the crash.\n\n"
	one := []schema.DemandType{"investigate"}
	checkFamilies(t, []asked{
		{"month and year", lead + "In May 2020, Senator Hall led a letter urging the department to impose sanctions on the junta.", one},
		{"last month", lead + "Last July, Hall sent a letter urging the president to release all hostages.", one},
		{"previously", lead + "Hall previously called on the agency to withdraw the proposed rule.", one},
		{"has previously", lead + "Senator Hall has also previously urged the department to provide humanitarian aid to the valley.", one},
		{"earlier this year", lead + "Earlier this year, the lawmakers wrote to the governor requesting a disaster declaration.", one},
		{"year alone", lead + "In 2019, Hall joined colleagues in a letter urging the agency to withdraw the proposed rule.", one},
		{"weekday last", lead + "Last week, Hall asked the president to condemn the coup.", one},
		{"years ago", lead + "Two years ago, Hall and others urged the department to impose sanctions on the junta.", one},
		{"this past", lead + "This past March, Hall led a letter urging the president to release all hostages.", one},
		{"has led", lead + "Hall has long called on the department to provide humanitarian aid to the valley. He also sent a letter in June 2019 urging sanctions on the junta.", one},
		{"follows a letter", lead + "The letter follows a letter that Hall sent in January, which urged the agency to withdraw the proposed rule.", one},
		{"day of it", "On May 4, 2021, Sen. Hall sent a letter to the secretary calling for an investigation of the crash.", one},
		{"last week's own letter", "Last week, Sen. Hall sent a letter to the secretary calling for an investigation of the crash.", one},
		{"in April, only it", "In April, members of the caucus sent a letter urging the department to investigate the crash.", one},
	}, func(text string) []schema.Demand {
		in := letter(text, secretary)
		in.Report, in.Body, in.Full, in.Signers = in.Body, nil, false, map[string]bool{"Hall": true}
		return a.Read(in).Demands
	})
}

// TestQuotedOthers has a letter that quotes somebody else's demand.
func TestQuotedOthers(t *testing.T) {
	a := newAnalyst(t)
	checkFamilies(t, []asked{
		{"two sentences of a mother", "“I demand that the army release my daughter. I will not rest,” her mother told the court. We ask you to investigate the raid.", []schema.DemandType{"investigate"}},
		{"a mother", "Her mother told a newspaper: “I demand that the army release my daughter.” We ask you to investigate the raid.", []schema.DemandType{"investigate"}},
		{"what others could ask", "The mill can ask you to overturn the ruling. We ask you to investigate the raid.", []schema.DemandType{"investigate"}},
		{"a general", "We ask you to investigate the raid. “We call on the people to boycott the port,” General Bran said on the radio.", []schema.DemandType{"investigate"}},
		{"our earlier words", "As we wrote, “we urge you to impose sanctions on the junta.” We ask you to investigate the raid.", []schema.DemandType{"sanction", "investigate"}},
	}, func(text string) []schema.Demand { return a.Read(letter(text, secretary)).Demands })
	checkFamilies(t, []asked{
		{"the whole letter is quoted", "“We urge you to impose sanctions on the junta,” the members wrote.", []schema.DemandType{"sanction"}},
	}, func(text string) []schema.Demand {
		s := segment.NewText(text)
		return a.Read(Input{Text: s, Body: []schema.Span{{1, 44}}, Recipients: []schema.Recipient{secretary}}).Demands
	})
}
