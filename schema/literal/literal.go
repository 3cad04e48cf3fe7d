// Package literal makes the literals of the graph out of plain values: [Text] cleans strings, [Date] types a date by
// its precision. It knows no predicate.
package literal

import (
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"demarche/schema/date"
	"demarche/schema/vocab"
)

// Text is s as a plain string literal: valid UTF-8 (broken bytes become U+FFFD), tabs and line ends kept, other control
// characters (C0, DEL, C1) as one space.
func Text(s string) quad.String { return quad.String(Clean(s)) }

// Clean is the text of [Text].
func Clean(s string) string {
	if clean(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if control(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

func clean(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, control)
}

func control(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r <= 0x9f
}

// Date is d typed as xsd:date, xsd:gYearMonth or xsd:gYear; false for the unknown date.
func Date(d date.Date) (quad.TypedString, bool) {
	t := quad.TypedString{Value: quad.String(d)}
	switch len(d) {
	case 4:
		t.Type = vocab.Year
	case 7:
		t.Type = vocab.Month
	case 10:
		t.Type = vocab.Date
	default:
		return quad.TypedString{}, false
	}
	return t, true
}
