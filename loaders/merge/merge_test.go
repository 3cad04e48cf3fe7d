package merge

import (
	"slices"
	"testing"
)

// letter is a description whose text runs are given by number.
func letter(document, date, basis string, signers []string, shingles ...uint32) Description {
	return Description{Document: document, Date: date, Basis: basis, Mode: "full", Signers: signers, Recipients: []string{"name:pompeo"}, Shingles: shingles}
}

func TestSame(t *testing.T) {
	signers := []string{"bioguide:A", "bioguide:B"}
	a := letter("a", "2020-10-23", "printed", signers, 1, 2, 3)
	tests := []struct {
		name string
		b    Description
		want bool
	}{
		{"shared text and signers", letter("b", "2020-10-25", "release_date", signers[:1], 1, 2, 3), true},
		{"no date at all", letter("b", "", "", signers, 1, 2), true},
		{"same document", letter("a", "2020-10-23", "printed", signers, 1, 2, 3), false},
		{"two printed dates", letter("b", "2020-10-24", "printed", signers, 1, 2, 3), false},
		{"weeks apart", letter("b", "2020-12-01", "reported", signers, 1, 2, 3), false},
		{"no shared text, short lists", letter("b", "2020-10-23", "printed", signers, 7, 8), false},
		{"other signers", letter("b", "2020-10-23", "printed", []string{"bioguide:X", "bioguide:Y"}, 1, 2, 3), false},
		{"another recipient", Description{Document: "b", Date: "2020-10-23", Basis: "printed", Signers: signers, Recipients: []string{"name:esper"}, Shingles: []uint32{1, 2, 3}}, false},
	}
	for _, tt := range tests {
		if got := Same(a, tt.b) > 0; got != tt.want {
			t.Errorf("%s: Same is %v, want %v", tt.name, got, tt.want)
		}
		if Same(a, tt.b) != Same(tt.b, a) {
			t.Errorf("%s: Same depends on the order of its arguments", tt.name)
		}
	}
}

// Two letters of one document stay two, and the clusters do not depend on who came first.
func TestClusters(t *testing.T) {
	s := []string{"bioguide:A", "bioguide:B"}
	one, report := letter("one", "2020-10-23", "printed", s, 1, 2, 3), letter("two", "", "", s[:1], 1, 2, 3)
	report.Mode = "report"
	other := letter("two", "2021-01-01", "printed", s, 8, 9)
	other.Letter = 1
	for _, order := range [][]string{{"one", "two"}, {"two", "one"}} {
		set := NewSet()
		for _, d := range order {
			if d == "one" {
				set.Put("one", []Description{one})
			} else {
				set.Put("two", []Description{report, other})
			}
		}
		clusters := set.Clusters()
		var sizes []int
		for _, c := range clusters {
			sizes = append(sizes, len(c))
		}
		if !slices.Equal(sizes, []int{2, 1}) || clusters[0][0].Document != "one" {
			t.Errorf("order %v: clusters %v of sizes %v, want the letter with its report first, then the other letter", order, clusters, sizes)
		}
		set.Remove("two")
		if got := len(set.Clusters()); got != 1 {
			t.Errorf("order %v: %d clusters after a document went, want 1", order, got)
		}
	}
}
