package corpus

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A filter through two relations finds the same people whether it names the letters to look at or, inside "or", does not.
func TestCandidatesChangeNothing(t *testing.T) {
	ctx := context.Background()
	for name, r := range readers(t) {
		c := New(r)
		for _, bioguide := range []string{"A000001", "B000002", "X"} {
			direct := LetterFilter{Signatories: &PersonRelation{Some: &PersonFilter{Bioguide: []string{bioguide}}}}
			roundabout := LetterFilter{Or: []LetterFilter{direct}}
			for relation, of := range map[string]func(f *LetterFilter) *LetterRelation{
				"some":  func(f *LetterFilter) *LetterRelation { return &LetterRelation{Some: f} },
				"none":  func(f *LetterFilter) *LetterRelation { return &LetterRelation{None: f} },
				"every": func(f *LetterFilter) *LetterRelation { return &LetterRelation{Every: f} },
			} {
				got, err := c.FindPeople(ctx, &PersonFilter{Letters: of(&direct)}, "")
				if err != nil {
					t.Fatal(err)
				}
				want, err := c.FindPeople(ctx, &PersonFilter{Letters: of(&roundabout)}, "")
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(labels(c, want), labels(c, got)); diff != "" {
					t.Errorf("%s: %s letter signed by %s (-roundabout +direct):\n%s", name, relation, bioguide, diff)
				}
			}
		}
	}
}
