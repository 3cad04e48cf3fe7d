package segment

import (
	"fmt"
	"os"
	"testing"
)

func TestDump(t *testing.T) {
	f := os.Getenv("DUMP")
	if f == "" {
		t.Skip("no file")
	}
	b, _ := os.ReadFile(f)
	l := Split(string(b))
	for _, g := range l.Segments {
		w := l.Text.Slice(g.Span)
		if len(w) > 150 {
			w = w[:80] + " ... " + w[len(w)-60:]
		}
		fmt.Printf("%-11s %2d %q\n", g.Kind, g.Letter, w)
	}
	for _, q := range l.Quotations {
		w := l.Text.Slice(q.Span)
		fmt.Printf("QUOTE %v [%s] %.60q\n", q.OfLetter, q.Speaker, w)
	}
}
