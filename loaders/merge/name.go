package merge

import (
	"fmt"
	"strings"
)

// Date is the date that the letter goes by, that of its first member on the best ground, and the ground. Both are empty
// when no document dates the letter.
func (c Cluster) Date() (date, basis string) {
	for _, d := range c {
		if d.Date != "" && (date == "" || basisRank(d.Basis) < basisRank(basis)) {
			date, basis = d.Date, d.Basis
		}
	}
	return date, basis
}

// Name is the name that the letter is shown by: "Letter of 2020-10-23 to Mike Pompeo, signed by TJ Cox and 50 others".
func (c Cluster) Name() string {
	var b strings.Builder
	b.WriteString("Letter")
	if date, _ := c.Date(); date != "" {
		b.WriteString(" of " + date)
	}
	lead, signers := "", 0
	var to []string
	for _, d := range c {
		if lead == "" {
			lead = d.Lead
		}
		if len(to) == 0 {
			to = d.To
		}
		signers = max(signers, len(d.Signers), d.Claimed)
	}
	switch {
	case len(to) == 1:
		b.WriteString(" to " + to[0])
	case len(to) > 1:
		fmt.Fprintf(&b, " to %s and %s", to[0], others(len(to)-1))
	}
	switch {
	case lead == "":
	case signers == 0:
		b.WriteString(", from " + lead)
	case signers == 1:
		b.WriteString(", signed by " + lead)
	default:
		fmt.Fprintf(&b, ", signed by %s and %s", lead, others(signers-1))
	}
	return b.String()
}

func others(n int) string {
	if n == 1 {
		return "1 other"
	}
	return fmt.Sprintf("%d others", n)
}
