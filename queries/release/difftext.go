package release

import (
	"fmt"
	"io"
	"strings"
)

// WriteText writes the difference for people: a line for each change, its cells and reasons below.
func (d *Difference) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s -> %s %s\n", d.Old.Name, d.Old.Version, d.New.Name, d.New.Version)
	for _, x := range compared {
		n := map[string]int{}
		for _, c := range d.Changes {
			if c.Table == x.table {
				n[c.Change]++
			}
		}
		count := d.Counts[x.table]
		fmt.Fprintf(&b, "%s\t%d -> %d\t%d added, %d removed, %d changed, %d re-identified\n", x.table, count.Old, count.New, n[Added], n[Removed], n[Changed], n[Reidentified])
	}
	for _, c := range d.Changes {
		fmt.Fprintf(&b, "\n%s %s: %s (%s)\n", c.Table, c.Change, line(c.Name), c.ID)
		for _, x := range c.Cells {
			fmt.Fprintf(&b, "  %s: %q, before %q\n", x.Column, x.New, x.Old)
		}
		for _, r := range c.Reasons {
			fmt.Fprintf(&b, "  because: %s\n", line(r))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func line(s string) string { return strings.Join(strings.Fields(s), " ") }
