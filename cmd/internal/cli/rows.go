package cli

import (
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"golang.org/x/term"
)

// rows prints a table: aligned for people on a terminal, separated by tabs into a pipe.
type rows struct {
	w   io.Writer
	tab *tabwriter.Writer
}

func newRows(w io.Writer) *rows {
	t := &rows{w: w}
	if isTerminal(w) {
		t.tab = tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
		t.w = t.tab
	}
	return t
}

// row prints one row; white space inside a cell becomes single spaces.
func (t *rows) row(cells ...string) {
	for i, c := range cells {
		cells[i] = strings.Join(strings.Fields(c), " ")
	}
	// A write error comes again at flush, or at the program's end.
	_, _ = io.WriteString(t.w, strings.Join(cells, "\t")+"\n")
}

func (t *rows) flush() error {
	if t.tab != nil {
		return t.tab.Flush()
	}
	return nil
}

func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
