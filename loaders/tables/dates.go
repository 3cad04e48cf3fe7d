package tables

import (
	"regexp"
	"strings"
	"time"

	"demarche/schema/date"
)

// dateWords turn the letters of a map's dateFormat into those of package time, longest first.
var dateWords = [][2]string{{"Month", "January"}, {"YYYY", "2006"}, {"Mon", "Jan"}, {"YY", "06"}, {"MM", "01"}, {"DD", "02"}, {"M", "1"}, {"D", "2"}}

// dateLayout is the layout of package time for "M/D/YYYY"; ok is false when it has no year or further letters.
func dateLayout(format string) (layout string, ok bool) {
	var b strings.Builder
	year := false
scan:
	for rest := format; rest != ""; {
		for _, w := range dateWords {
			if strings.HasPrefix(rest, w[0]) {
				b.WriteString(w[1])
				rest = rest[len(w[0]):]
				year = year || w[0][0] == 'Y'
				continue scan
			}
		}
		if c := rest[0]; c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
			return "", false
		}
		b.WriteByte(rest[0])
		rest = rest[1:]
	}
	return b.String(), year
}

// written are forms of dates that can be read one way only.
var written = []struct{ layout, iso string }{
	{"2 January 2006", time.DateOnly},
	{"January 2, 2006", time.DateOnly},
	{"2 Jan 2006", time.DateOnly},
	{"Jan 2, 2006", time.DateOnly},
	{"2-Jan-2006", time.DateOnly},
	{"January 2006", "2006-01"},
	{"Jan 2006", "2006-01"},
	{"2006/01/02", time.DateOnly},
	{"2006/1/2", time.DateOnly},
	{"2006.01.02", time.DateOnly},
	{"20060102", time.DateOnly},
	{"2006-1-2", time.DateOnly},
}

// isoTime is the time of day behind an ISO date; "2015-01-06T00:00:00Z" and "2015-01-06 00:00" are days here.
var isoTime = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})[T ]\d{2}:?\d{2}`)

// readDate reads a date in the map's formats, ISO 8601, or words; ok is false for anything else, such as 1/2/2015, which
// is two days without a format.
func readDate(s string, formats []string) (d date.Date, ok bool) {
	for _, format := range formats {
		layout, _ := dateLayout(format)
		if t, err := time.Parse(layout, s); err == nil {
			iso := time.DateOnly
			if !strings.Contains(format, "D") {
				if iso = "2006-01"; !strings.Contains(format, "M") {
					iso = "2006"
				}
			}
			return date.Date(t.Format(iso)), true
		}
	}
	if m := isoTime.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	if len(s) == 6 && strings.HasSuffix(s, ".0") { // a year that a spreadsheet took for a number
		s = s[:4]
	}
	if d, err := date.Parse(s); err == nil {
		return d, true
	}
	for _, w := range written {
		if t, err := time.Parse(w.layout, s); err == nil {
			return date.Date(t.Format(w.iso)), true
		}
	}
	return "", false
}
