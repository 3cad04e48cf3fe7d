package demands

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestBodies holds which bodies an act goes against; the sentences are our own.
func TestBodies(t *testing.T) {
	a := newAnalyst(t)
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"sanctions on a body", "We urge you to impose sanctions on the Red Lantern Brigade for its raids.", []string{"Red Lantern Brigade"}},
		{"abbreviation", "We urge you to impose sanctions against the RLB for its raids.", []string{"RLB"}},
		{"under a law", "We urge you to impose sanctions under the Harbour Freedom Act on those who ordered the raids.", nil},
		{"own department", "We urge the Treasury to impose sanctions on Department of State request.", nil},
		{"government inquired into", "We ask you to investigate whether the Government of Nigeria paid for the raid.", []string{"Government of Nigeria"}},
		{"headline", "Senators Urge Secretary To Impose Sanctions On Red Lantern Brigade", nil},
		{"head of a bureau is no person", "We urge you to fire Director Harbour Safety Bureau at once.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, x := range a.Read(letter(c.text, secretary)).Targets {
				got = append(got, x.Name)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("targets (-want +got):\n%s", diff)
			}
		})
	}
}
