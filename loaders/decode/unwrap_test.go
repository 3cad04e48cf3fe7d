package decode

import (
	"strings"
	"testing"
	"time"
)

// wrap breaks text at a width, as mail programs do.
func wrap(text string, width int) string {
	var b strings.Builder
	n := 0
	for _, w := range strings.Fields(text) {
		switch {
		case n == 0:
		case n+1+len([]rune(w)) > width:
			b.WriteByte('\n')
			n = 0
		default:
			b.WriteByte(' ')
			n++
		}
		b.WriteString(w)
		n += len([]rune(w))
	}
	return b.String()
}

const prose = `We write about the harbour in the north, which was closed last spring without any notice to the towns that live
from it. Since then no ship has come in, the mills stand still, and nine hundred families do without the wages they had. We
have asked twice what the reasons are and were told nothing. The winter is near, and the road over the pass is closed from
November to April, so that coal and flour cannot be brought by land. We urge you to open the port to all ships before then.`

const block = "Sincerely,\n\nAna Bell\nMember of Congress\n\nCongresswoman Eleonora Featherstone-Haversham of the very Fourteenth District of the South\nJoe Hall"

// Broken lines come together at any width; lines that stand alone stay.
func TestUnwrap(t *testing.T) {
	text := strings.Join(strings.Fields(prose), " ")
	whole := "HARBOUR LETTER OF THE MEMBERS FOR THE NORTH, SENT TO THE MINISTER THIS MORNING BY POST\n\nDear Minister:\n\n" + text + "\n\n- " + text + "\n\n" + block
	for _, width := range []int{50, 60, 72, 78} {
		in := strings.ReplaceAll(strings.ReplaceAll(whole, "- "+text, wrap("- "+text, width)), text, wrap(text, width))
		if got := unwrap(in); got != whole {
			t.Errorf("unwrap(width %d) =\n%s\nwant\n%s", width, got, whole)
		}
	}
}

func TestNotUnwrapped(t *testing.T) {
	tests := []struct{ name, in string }{
		{"paragraphs", strings.Repeat("We urge you to open the port to all ships before the winter comes.\n", 40)},
		{"names", strings.Repeat("Congresswoman Eleonora Featherstone-Haversham (OH-14)\nAna Bell\n", 40)},
		{"a table", strings.Repeat("Congresswoman Eleonora Featherstone-Haversham     and Ana Bell\n", 40)},
		{"few lines", wrap("We urge you to open the port to all ships before the winter comes and the roads are closed.", 50)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := unwrap(tt.in); got != tt.in {
				t.Errorf("unwrap = %q, want it as it is", got)
			}
		})
	}
}

func TestUnwrapLinear(t *testing.T) {
	began := time.Now()
	unwrap(strings.Repeat(wrap(prose, 70)+"\n", 20_000))
	unwrap(strings.Repeat(strings.Repeat("a ", 40)+"\n", 100_000))
	if took := time.Since(began); took > slow {
		t.Errorf("10 MiB of short lines took %v", took)
	}
}
