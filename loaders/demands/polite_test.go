package demands

import (
	"testing"

	"demarche/schema"
)

// TestPolite has ways of asking that no verb of asking opens, and words that look like asks of the letter and are none.
func TestPolite(t *testing.T) {
	a := newAnalyst(t)
	one := func(typ schema.DemandType) []schema.DemandType { return []schema.DemandType{typ} }
	checkFamilies(t, []asked{
		{"could you tell", "Could you tell me what this would mean for the pilots?", one("disclose_information")},
		{"helpful if you could", "It would be helpful if you could provide us with the charts.", one("disclose_information")},
		{"appreciate it if you would", "We would appreciate it if you would look into the matter.", one("investigate")},
		{"grateful if you could", "I would be grateful if you could approve the permit.", one("rulemake_or_regulate")},
		{"support in general terms", "We write to express our strong support for longer hours at the clinic.", one("other")},
		{"imperative without a type", "It is imperative that the Department of State keep the reading room as it is.", one("other")},
		{"support with adjectives", "We are writing to express our deep and continued support for the transfer of the boat to the museum.", one("other")},
		{"opposition with adjectives", "We write to voice our firm and united opposition to the proposed rule.", one("rulemake_or_regulate")},
		{"supported, then asked for", "We write in strong support of the request for a disaster declaration. We encourage you to issue the disaster declaration soon.", one("provide_aid")},
		{"demand to know", "We demand to know what was reviewed by the pilots.", one("disclose_information")},
		{"asked in a reproach", "It is plain, and how can we ask citizens to pay more?", nil},
		{"reproachful questions", "What purpose would this have? Why would they do it? We ask that the drill cease.", one("rulemake_or_regulate")},
		{"offer of help", "Please inform us if there is anything we can do.", nil},
		{"others ask the writers", "I have your card urging me to oppose the bill.", nil},
		{"a letter suggests", "Your letter suggests that a new panel be named.", nil},
		{"what is expected of nobody", "We expect Mr. Stone to be confirmed with ease.", nil},
		{"expected of the addressee", "We expect the Department to release the report.", one("disclose_information")},
		{"a body with a relative clause", "We request that the Board of Pilots and the Board of Ports, which share this task, jointly undertake an inquiry into the loss.", one("investigate")},
	}, func(text string) []schema.Demand { return a.Read(letter(text, secretary)).Demands })
}

// TestToldTwice has releases without the letter; the reason is whether the second sentence says that it adds something.
func TestToldTwice(t *testing.T) {
	a := newAnalyst(t)
	law := schema.DemandType("legislate_or_fund")
	checkFamilies(t, []asked{
		{"told again", "Senator Vale sent a letter urging members of the panel to keep the funding for village clinics. In it they urge the panel to pass the rural health amendment.", []schema.DemandType{law}},
		{"asked for something", "In a letter sent today, Senator Vale asked the harbour master for a list of the pilots.", []schema.DemandType{"disclose_information"}},
	}, func(text string) []schema.Demand {
		in := letter(text, appro)
		in.Body, in.Report, in.Full = nil, in.Body, false
		return a.Read(in).Demands
	})
}
