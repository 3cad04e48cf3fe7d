package export

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// writePajek writes a .net file: vertices 1..N with their labels, people before letters, then edges or arcs with one
// number each. Quotes cannot be escaped in this format and become apostrophes; backslashes become slashes; labels that
// repeat get their number, since readers take them for identifiers. With Options.TwoMode the header is Pajek's
// two-mode one (*Vertices N N1), which networkx and igraph's label reader refuse. Attributes other than the weight are
// left to the other formats.
func writePajek(j *job) error {
	w, err := j.open("")
	if err != nil {
		return err
	}
	n := j.n
	w.put("*Vertices ", strconv.Itoa(n.Nodes()))
	if j.o.TwoMode && n.TwoMode() {
		w.put(" ", strconv.Itoa(firstMode(n.Mode)))
	}
	w.put("\n")
	labels := j.uniqueLabels(func(s string) string {
		return strings.NewReplacer(`"`, "'", `\`, "/").Replace(j.clean.line(s))
	}, 0)
	if err := j.every(n.Nodes(), func(i int) error {
		w.put(strconv.Itoa(i+1), ` "`, labels[i], "\"\n")
		return nil
	}); err != nil {
		return err
	}
	if n.Directed {
		w.put("*Arcs\n")
	} else {
		w.put("*Edges\n")
	}
	if err := j.every(n.Edges(), func(i int) error {
		w.put(strconv.Itoa(int(n.Source[i])+1), " ", strconv.Itoa(int(n.Target[i])+1), " ", number(n.Weight[i]), "\n")
		return nil
	}); err != nil {
		return err
	}
	return w.close()
}

func firstMode(mode []uint8) int {
	k := 0
	for _, m := range mode {
		if m == 0 {
			k++
		}
	}
	return k
}

// uniqueLabels are the nodes' labels after tidying, never empty, cut to limit bytes when it is positive, each different
// from all others without regard to case.
func (j *job) uniqueLabels(tidy func(string) string, limit int) []string {
	out := make([]string, j.n.Nodes())
	seen := make(map[string]bool, len(out))
	for i, l := range j.n.Label {
		s := tidy(l)
		if s == "" {
			s = "node"
		}
		if limit > 0 && len(s) > limit {
			s = s[:limit]
			j.short++
		}
		for k := 2; seen[strings.ToLower(s)]; k++ {
			suffix := fmt.Sprintf("_%d", i+1)
			if k > 2 {
				suffix = fmt.Sprintf("_%d_%d", i+1, k)
			}
			if limit > 0 && len(s)+len(suffix) > limit {
				s = s[:limit-len(suffix)]
			}
			s += suffix
		}
		seen[strings.ToLower(s)] = true
		out[i] = s
	}
	return out
}

// ascii spells s with letters, digits and underscores of ASCII only, accents taken off.
func ascii(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.':
			b.WriteRune(r)
		case unicode.IsSpace(r) || r == '-' || r == '_':
			b.WriteByte('_')
		}
	}
	return b.String()
}

// writeDL writes UCINET's DL as an edge list with labels of at most 18 ASCII characters, which is where UCINET cuts.
// The header is on one line in the one form that igraph also reads. Undirected edges stand in both directions, since
// UCINET reads arcs. With Options.TwoMode a two-mode network gets nr, nc and format=edgelist2, for UCINET and Pajek only.
func writeDL(j *job) error {
	w, err := j.open("")
	if err != nil {
		return err
	}
	n := j.n
	labels := j.uniqueLabels(func(s string) string { return ascii(j.clean.text(s)) }, 18)
	two := j.o.TwoMode && n.TwoMode()
	first := firstMode(n.Mode)
	if two {
		w.put("DL nr=", strconv.Itoa(first), " nc=", strconv.Itoa(n.Nodes()-first), "\nformat = edgelist2\nrow labels:\n",
			strings.Join(labels[:first], "\n"), "\ncolumn labels:\n", strings.Join(labels[first:], "\n"), "\ndata:\n")
	} else {
		w.put("DL n=", strconv.Itoa(n.Nodes()), "\nformat = edgelist1\nlabels:\n", strings.Join(labels, "\n"), "\ndata:\n")
	}
	if err := j.every(n.Edges(), func(i int) error {
		s, t, weight := int(n.Source[i])+1, int(n.Target[i])+1, number(n.Weight[i])
		if two {
			t -= first
		}
		w.put(strconv.Itoa(s), " ", strconv.Itoa(t), " ", weight, "\n")
		if !n.Directed && !two && s != t {
			w.put(strconv.Itoa(t), " ", strconv.Itoa(s), " ", weight, "\n")
		}
		return nil
	}); err != nil {
		return err
	}
	return w.close()
}
