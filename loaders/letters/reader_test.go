package letters_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/loaders/letters"
	"demarche/schema"
)

// digest prints what a record says, one fact a line, for comparing.
func digest(r schema.Record) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", r.Kind)
	for _, l := range r.Letters {
		fmt.Fprintf(&b, "letter %s %s", l.Mode, l.Date)
		if l.ClaimedSignatures != nil {
			fmt.Fprintf(&b, " claims %d", *l.ClaimedSignatures)
		} else if l.ClaimedText != "" {
			fmt.Fprintf(&b, " claims %q", l.ClaimedText)
		}
		b.WriteByte('\n')
		for _, s := range l.Senders {
			fmt.Fprintf(&b, "for %s\n", s.Name)
		}
		for _, s := range l.Signatures {
			id := s.Person[strings.LastIndexAny(s.Person, ":/")+1:]
			fmt.Fprintf(&b, "%s %s %s\n", s.Role, s.Name, id)
		}
		for _, x := range l.Recipients {
			fmt.Fprintf(&b, "%s %s", x.Kind, x.Name)
			if x.Office != "" {
				fmt.Fprintf(&b, " (%s)", x.Office)
			}
			if x.SeparateCopy {
				b.WriteString(" separate")
			}
			b.WriteByte('\n')
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

// body is a letter body of our own.
const body = `We write about the closing of the harbour at Port Ellis. The boats that feed four islands have nowhere to land, and the winter stores are low.

We urge you to open the harbour to relief ships before the first storm.`

func TestRead(t *testing.T) {
	rd := letters.NewReader(rosterIndex(), nil)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := letters.Document{Source: c.name, Text: strings.ReplaceAll(c.text, "BODY", body), Title: c.title, Published: c.published, Member: c.member}
			rec := rd.Read(d)
			checkSpans(t, d, rec)
			if diff := cmp.Diff(strings.TrimSpace(c.want), digest(rec)); diff != "" {
				t.Errorf("Read (-want +got):\n%s", diff)
			}
		})
	}
}
