package matching

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche/graph/match"
	"demarche/schema"
	"demarche/schema/date"
)

// goldSigner is a signer of a hand-annotated letter.
type goldSigner struct{ Name, ID, Tag string }

// goldDocument holds the letters of a hand-annotated document; a document of one letter has its fields at the top.
type goldDocument struct {
	Date    string       `json:"letter_date"`
	DocDate string       `json:"doc_date"`
	Signers []goldSigner `json:"signers"`
}

// TestGold asks for every signer of the hand-annotated letters with the letter's date and the chambers of the scheme of
// the id: all must be found, none wrongly.
func TestGold(t *testing.T) {
	dev, _ := filepath.Glob(filepath.Join(reference, "..", "letters", "dev", "*.gold.json"))
	seeds, err := os.ReadFile(filepath.Join(reference, "..", "letters", "seeds.gold.jsonl"))
	if err != nil || len(dev) == 0 {
		t.Skip("the annotated letters are missing")
	}
	docs := strings.Split(strings.TrimSpace(string(seeds)), "\n")
	for _, f := range dev {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, string(b))
	}
	x := realIndex(t)
	right, all := 0, 0
	for _, d := range docs {
		var g goldDocument
		if err := json.Unmarshal([]byte(d), &g); err != nil {
			t.Fatal(err)
		}
		day := g.Date
		if day == "" {
			day = g.DocDate
		}
		for _, s := range g.Signers {
			if s.ID == "" {
				continue
			}
			all++
			m := match.Mention{Name: s.Name + " " + s.Tag, Date: date.Date(day), Chamber: "sen,rep"}
			want := "bioguide:" + s.ID
			if strings.HasPrefix(s.ID, "ocd-person/") {
				m.Chamber, want = "upper,lower", s.ID
			}
			r := x.Match(m)
			if r.Decision == schema.Accepted && r.Person.ID == want {
				right++
				continue
			}
			t.Errorf("%q on %s = %s, want %s; %s", m.Name, day, r.Decision, want, explain(r))
		}
	}
	t.Logf("%d of %d signers", right, all)
}
