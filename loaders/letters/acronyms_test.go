package letters

import "testing"

func TestSpelling(t *testing.T) {
	for _, c := range []struct{ text, acronym, want string }{
		{"a letter to the Harbour Safety Board ", "HSB", "Harbour Safety Board"},
		{"asked the Board of the Friends of Piers ", "BFP", "Board of the Friends of Piers"},
		{"the Air-Sea Rescue ", "ASR", "Air-Sea Rescue"},
		{"the Secretary of the Harbour Safety Office ", "HSB", ""},
		{"asked the U.S. Department of Harbours ", "USDH", "U.S. Department of Harbours"},
		{"the harbour board ", "HB", ""},
		{"Board ", "HB", ""},
	} {
		got := ""
		if a := spelling(c.text, c.acronym); a >= 0 {
			got = c.text[a : len(c.text)-1]
		}
		if got != c.want {
			t.Errorf("spelling(%q, %s) = %q, want %q", c.text, c.acronym, got, c.want)
		}
	}
}
