package demands

import (
	"testing"

	"demarche/loaders/letters/segment"
	"demarche/schema"
)

// TestCounted keeps every ask that a letter counts, also those that fit no type.
func TestCounted(t *testing.T) {
	a := newAnalyst(t)
	got := a.Read(letter("First, we urge you to bring the games to our beautiful city. "+
		"Second, we urge you to paint the old lighthouse in bright colors. "+
		"Third, we urge you to impose sanctions on the generals who ordered the coup.", secretary)).Demands
	want := []schema.DemandType{"other", "other", "sanction"}
	if len(got) != len(want) {
		t.Fatalf("Read() = %v, want %d demands", brief(got), len(want))
	}
	for i := range want {
		if got[i].Type != want[i] {
			t.Errorf("demand %d is %s, want %s", i+1, got[i].Type, want[i])
		}
	}
}

// TestGroupAsks reads what "the lawmakers" ask in a sentence that does not name the letter.
func TestGroupAsks(t *testing.T) {
	a := newAnalyst(t)
	for _, text := range []string{
		"The senators request information on how the ferry was bought.",
		"The lawmakers requested information on how the ferry was bought.",
	} {
		s := segment.NewText(text)
		got := a.Read(Input{Text: s, Report: []schema.Span{{0, s.Len()}}, Date: "2021-06-15", Recipients: []schema.Recipient{secretary}}).Demands
		if len(got) != 1 || got[0].Type != "disclose_information" {
			t.Errorf("Read(%q) = %v, want one disclose_information", text, brief(got))
		}
	}
}

// TestTakenIntoAccount asks for nothing definite.
func TestTakenIntoAccount(t *testing.T) {
	a := newAnalyst(t)
	if got := a.Read(letter("We request that you take this into account when you consider the bill.", secretary)).Demands; len(got) != 0 {
		t.Errorf("Read() = %v, want none", brief(got))
	}
}
