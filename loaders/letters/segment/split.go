package segment

// split is the first form: every non-empty line is release text.
func split(t *Text) *Layout {
	l := &Layout{Text: t}
	s := t.String()
	for a := 0; a < len(s); {
		b := a
		for b < len(s) && s[b] != '\n' {
			b++
		}
		if x, y := trim(s, a, b); x < y {
			l.Segments = append(l.Segments, Segment{Kind: Release, Span: t.Span(x, y), Letter: -1, Rule: "line"})
		}
		a = b + 1
	}
	return l
}
