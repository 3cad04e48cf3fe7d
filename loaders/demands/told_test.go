package demands

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/loaders/letters/segment"
	"demarche/schema"
)

// TestToldAsks has sentences of our own in which a release tells what a letter asks.
func TestToldAsks(t *testing.T) {
	a := newAnalyst(t)
	tests := []struct {
		name, text string
		want       []schema.DemandType
	}{
		{"gerund behind in", "Senator Vale led a letter urging President Costa and Secretary Lind in refusing the sale of fighter jets to the junta.", []schema.DemandType{"suspend_aid_or_sales"}},
		{"plain present of the writers", "In the letter, the lawmakers urge the agency to investigate the spill.", []schema.DemandType{"investigate"}},
		{"one inquiry told twice", "Senator Vale sent a letter urging the agency to investigate the spill. In the letter, the senator asked the agency to review how the port handled the wreck.", []schema.DemandType{"investigate"}},
		{"list behind a colon", "Senator Vale joined a letter requesting a series of steps, including:\n\nFreeze the assets of the generals.\n\nAsk the junta to move its guests out of the old palace.", []schema.DemandType{"sanction", "other"}},
		{"question how", "Senator Vale sent a letter to Secretary Lind questioning how the sale serves the island.", []schema.DemandType{"disclose_information"}},
		{"sums behind a colon", "Senator Vale sent a letter to the committee. The members are requesting that leaders support:\n\n$80 million for the harbour of Port Ellis.\n\n$10 million to dredge the southern channel.", []schema.DemandType{"legislate_or_fund", "legislate_or_fund"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			st := segment.NewText(tt.text)
			f := a.Read(Input{Text: st, Report: []schema.Span{{0, st.Len()}}, Date: "2021-03-04"})
			var got []schema.DemandType
			for _, d := range f.Demands {
				got = append(got, d.Type)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("types (-want +got):\n%s", diff)
			}
		})
	}
}
