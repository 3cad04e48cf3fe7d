package letters_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/loaders/letters"
	"demarche/schema"
)

func FuzzRead(f *testing.F) {
	for _, c := range cases {
		f.Add(strings.ReplaceAll(c.text, "BODY", body))
	}
	rd := letters.NewReader(rosterIndex(), nil)
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		d := letters.Document{Source: "fuzz", Text: s, Published: "2012-05-02", Member: "bioguide:L000551"}
		rec := rd.Read(d)
		checkSpans(t, d, rec)
		if rec.Kind == schema.KindOther != (len(rec.Letters) == 0) {
			t.Fatalf("kind %s with %d letters", rec.Kind, len(rec.Letters))
		}
		if diff := cmp.Diff(rec, rd.Read(d)); diff != "" {
			t.Fatalf("second reading differs:\n%s", diff)
		}
	})
}

// TestReadConcurrently reads all cases from several goroutines: the records are those of one.
func TestReadConcurrently(t *testing.T) {
	rd := letters.NewReader(rosterIndex(), nil)
	want := make([]string, len(cases))
	for i, c := range cases {
		want[i] = digest(rd.Read(letters.Document{Text: c.text, Published: c.published}))
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i, c := range cases {
				if got := digest(rd.Read(letters.Document{Text: c.text, Published: c.published})); got != want[i] {
					t.Errorf("%s: %s", c.name, got)
				}
			}
		})
	}
	wg.Wait()
}

// TestReadWithoutRegisters reads names by their shapes alone.
func TestReadWithoutRegisters(t *testing.T) {
	d := letters.Document{Published: "2012-05-01", Text: "Today, Senators Ana Bell (D-ME) and Joe Hall (R-UT) sent a letter to Secretary of State Kim Lo.\n\n" +
		"Joining them in sending the letter were Senators Max Roe (D-OR) and Pat May (R-ID).\n"}
	want := `press_release
letter report 2012-05-01
lead Ana Bell 
lead Joe Hall 
cosigner Max Roe 
cosigner Pat May 
to Kim Lo (Secretary of State)`
	if diff := cmp.Diff(want, digest(letters.NewReader(nil, nil).Read(d))); diff != "" {
		t.Errorf("Read (-want +got):\n%s", diff)
	}
}
