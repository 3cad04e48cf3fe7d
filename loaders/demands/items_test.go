package demands

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/loaders/letters/segment"
	"demarche/schema"
)

// families are letters and reports of our own words with the types that they ask for, in order.
var families = []struct {
	name   string
	report bool
	text   string
	want   []schema.DemandType
}{
	{
		"two sums in one sentence", false, "We request $5 million for the harbour library and $2 million for the lock museum.",
		[]schema.DemandType{"legislate_or_fund", "legislate_or_fund"},
	},
	{
		"sums added up", false, "We request $5 million for the harbour library and $2 million for the lock museum. In total, we support $7 million for both.",
		[]schema.DemandType{"legislate_or_fund", "legislate_or_fund"},
	},
	{
		"one sum and its growth", false, "We request $5 million for the harbour library, which is $1 million more than last year.",
		[]schema.DemandType{"legislate_or_fund"},
	},
	{
		"against two things", false, "We write to urge you to impose sanctions against the captains of the militia and against the bankers who pay them.",
		[]schema.DemandType{"sanction", "sanction"},
	},
	{
		"three acts of one type", false, "We encourage the agency to finalize the lantern rule, lift the old restrictions on sails, and extend the comment period for the mooring standard.",
		[]schema.DemandType{"rulemake_or_regulate", "rulemake_or_regulate", "rulemake_or_regulate"},
	},
	{
		"one inquiry in its steps", false, "We urge you to investigate the wreck, review the logs of the pilot, and examine the charts.",
		[]schema.DemandType{"investigate"},
	},
	{
		"more than what was asked before", false, "We urge you to demand the release of the sailors whom the junta holds. We ask you to call for the release of the sailors and other hostages as well as the bodies of the drowned.",
		[]schema.DemandType{"release_detainees", "release_detainees"},
	},
	{
		"the same once more", false, "We urge you to demand the release of the sailors whom the junta holds. Again, we ask you to press for the release of the sailors.",
		[]schema.DemandType{"release_detainees"},
	},
	{
		"asked once again", false, "We urge you to negotiate with the dockers. We again urge you to help both parties to a new negotiation this spring.",
		[]schema.DemandType{"ceasefire_or_negotiate"},
	},
	{
		"several asks without a type", false, "We urge you to convene the ferrymen of the sound. We ask that you work with the pilots on a calmer timetable. Lastly, we ask that you visit our island in spring.",
		[]schema.DemandType{"other", "other", "other"},
	},
	{
		"points back at the questions", false, "We ask that you explain how the lighthouse was sold. We request that you provide this information no later than May 3.",
		[]schema.DemandType{"disclose_information"},
	},
	{
		"earlier letter", false, "I wrote to the bureau on May 3, asking for a full investigation of the wreck. Therefore, I request a briefing on the wreck.",
		[]schema.DemandType{"disclose_information"},
	},
	{"requests that are a noun", false, "This letter follows two earlier requests from our colleagues that have met with silence.", nil},
	{
		"insertion after imperative", false, "It is imperative, both for the port and for the island, that the Department of State suspend the sale of torpedo boats.",
		[]schema.DemandType{"suspend_aid_or_sales"},
	},
	{"important to say", false, "We urge you to open an inquiry into the collision. It is important to repeat that the islands will not tolerate efforts to isolate the port.", []schema.DemandType{"investigate"}},
	{
		"what must further be done", false, "We urge you to open an inquiry into the collision. Further, the United States should take steps to ensure that the fighting does not spread.",
		[]schema.DemandType{"investigate", "ceasefire_or_negotiate"},
	},
	{"what one suggests doing", false, "We respectfully suggest reexamining how the lighthouse fund is audited.", []schema.DemandType{"investigate"}},
	{"what a reply suggests", false, "We write to request a briefing. Indeed, your reply suggests discrepancies.", []schema.DemandType{"disclose_information"}},
	{"clause without that before an infinitive", false, "We request the bureau provide a report to Congress to show whether it has the money to act.", []schema.DemandType{"disclose_information"}},
	{"a noun of doing before its purpose", false, "We write to urge swift passage of the United States Harbour and Ferry Act to protect jobs.", []schema.DemandType{"legislate_or_fund"}},
	{"possessive before an adjective", false, "We encourage you to stress the value of the navy's close security cooperation with our allies.", []schema.DemandType{"other"}},

	{"support told", true, "Senator Vale wrote a letter in support of the application by the town for a disaster loan.", []schema.DemandType{"provide_aid"}},
	{"relative clause", true, "In the letter the senators cite a strategy that calls for more money for the navy.", nil},
	{"passive", true, "The letter came with two reports, requested by the members, that the auditors released today.", nil},
	{"promise", true, "The mayor answered the letter by promising to support a federal bill on the ferry.", nil},
	{"families who seek to enter", true, "Senator Vale sent a letter demanding answers about families seeking to enter the country.", []schema.DemandType{"disclose_information"}},
	{"what the act is for", true, "Senator Vale sent a letter to the governor asking him to visit the quay to encourage new firms.", []schema.DemandType{"other"}},
	{"signer asks", true, "Today a letter went out. Vale called on the bureau to suspend the lease of the quay.", []schema.DemandType{"rulemake_or_regulate"}},
	{"signer asked last year", true, "Today a letter went out. Last year, Vale called on the bureau to suspend the lease of the quay.", nil},
	{"impact inquired about", true, "Senator Vale sent a letter inquiring about the effect of the relief bill on the island.", []schema.DemandType{"disclose_information"}},
}

func TestFamilies(t *testing.T) {
	a := newAnalyst(t)
	for _, c := range families {
		t.Run(c.name, func(t *testing.T) {
			in := letter(c.text, secretary)
			if c.report {
				s := segment.NewText(c.text)
				in = Input{
					Text: s, Report: []schema.Span{{0, s.Len()}}, Date: "2021-06-15",
					Recipients: []schema.Recipient{secretary}, Signers: map[string]bool{"Vale": true},
				}
			}
			var got []schema.DemandType
			for _, d := range a.Read(in).Demands {
				got = append(got, d.Type)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("Read(%q) types (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

// TestReportQuotesLetter keeps what a report quotes of a letter beside an excerpt that says something else, and drops
// what the excerpt says too.
func TestReportQuotesLetter(t *testing.T) {
	a := newAnalyst(t)
	for _, c := range []struct {
		report string
		want   int
	}{
		{"The caucus sent a letter urging him “to use diplomacy to bring peace to the strait.”", 2},
		{"The caucus sent a letter urging him “to de-escalate tensions and end the fighting.”", 1},
		{"The caucus sent a letter urging him to seek an end of the fighting in the strait.", 1},
	} {
		text := c.report + " “We urge you to de-escalate tensions and end the fighting.”"
		s := segment.NewText(text)
		n := segment.NewText(c.report).Len()
		got := a.Read(Input{
			Text: s, Body: []schema.Span{{n + 1, s.Len()}}, Report: []schema.Span{{0, n}}, Date: "2021-06-15",
			Recipients: []schema.Recipient{secretary},
		}).Demands
		if len(got) != c.want {
			t.Errorf("Read(%q) = %v, want %d demands", text, brief(got), c.want)
		}
	}
}

// TestGroupVoice holds who speaks for all writers of a letter.
func TestGroupVoice(t *testing.T) {
	for speaker, want := range map[string]bool{
		"the lawmakers": true, "The Senators": true, "they": true, "the California delegation": true,
		"Senator Vale": false, "": false, "the mayor of Port Ellis": false,
	} {
		if got := groupVoice(speaker); got != want {
			t.Errorf("groupVoice(%q) = %v, want %v", speaker, got, want)
		}
	}
	for after, want := range map[string]bool{
		",” began the lawmakers. More.": true, "began the lawmakers.": true, ",” said the mayor.": false, "": false, ",” he said.": false,
	} {
		if got := groupSays(after); got != want {
			t.Errorf("groupSays(%q) = %v, want %v", after, got, want)
		}
	}
}
