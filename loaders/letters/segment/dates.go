package segment

import (
	"strconv"
	"time"
	"unicode"
	"unicode/utf8"
)

// DateAt is a calendar day printed in a text. ISO is YYYY-MM-DD.
type DateAt struct {
	ISO        string
	Start, End int  // bytes
	Numeric    bool // 01.06.2016, 2020-10-09: the form of feeds rather than of letters
}

var months = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
	"september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7,
	"aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

// Dates finds the full calendar days in s[a:b]: "January 6, 2016", "6 January 2016", "Sept. 3rd, 2019", "2020-10-09",
// "01.06.2016", "12/04/12" (month first). Linear time.
func Dates(s string, a, b int) []DateAt {
	var out []DateAt
	for i := a; i < b; {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			if d, ok := numericDate(s, i, b); ok && (i == a || !isWordByte(s[i-1])) {
				out = append(out, d)
				i = d.End
				continue
			}
			j := i
			for j < b && s[j] >= '0' && s[j] <= '9' {
				j++
			}
			if d, ok := dayFirst(s, i, j, b); ok {
				out = append(out, d)
				j = d.End
			}
			i = j
		case c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= utf8.RuneSelf:
			j := i
			for j < b && (s[j] >= 'A' && s[j] <= 'Z' || s[j] >= 'a' && s[j] <= 'z' || s[j] >= utf8.RuneSelf) {
				j++
			}
			if d, ok := monthFirst(s, i, j, b); ok {
				out = append(out, d)
				j = d.End
			}
			i = j
		default:
			i++
		}
	}
	return out
}

func isWordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '-' || c == '/' || c == '.' || c == '$'
}

// number reads up to max digits at i.
func number(s string, i, b, limit int) (v, end int) {
	end = i
	for end < b && end-i < limit && s[end] >= '0' && s[end] <= '9' {
		v = v*10 + int(s[end]-'0')
		end++
	}
	if end < b && s[end] >= '0' && s[end] <= '9' {
		return 0, i
	}
	return v, end
}

func skipSpace(s string, i, b int) int {
	for i < b {
		r, n := utf8.DecodeRuneInString(s[i:b])
		if !unicode.IsSpace(r) || r == '\n' {
			break
		}
		i += n
	}
	return i
}

// monthFirst reads "June 3, 2010" where the month word is s[i:j].
func monthFirst(s string, i, j, b int) (DateAt, bool) {
	m := monthOf(s[i:j])
	if m == 0 && j-i > 5 { // a month glued to the word before it: "PELOSIFebruary 1, 2008"
		for k := j - 1; k > i && k > j-10; k-- {
			if s[k] >= 'A' && s[k] <= 'Z' {
				m = monthOf(s[k:j])
				i = k
				break
			}
		}
	}
	if m == 0 {
		return DateAt{}, false
	}
	k := j
	if k < b && s[k] == '.' {
		k++
	}
	k = skipSpace(s, k, b)
	day, e := number(s, k, b, 2)
	if e == k {
		return DateAt{}, false
	}
	e = ordinal(s, e, b)
	e = skipSpace(s, e, b)
	if e < b && (s[e] == ',' || s[e] == '.') {
		e = skipSpace(s, e+1, b)
	}
	year, end := number(s, e, b, 4)
	if end-e != 4 {
		return DateAt{}, false
	}
	return checked(year, m, day, i, end, false)
}

// dayFirst reads "3 June 2010" where the day is s[i:j].
func dayFirst(s string, i, j, b int) (DateAt, bool) {
	day, e := number(s, i, b, 2)
	if e != j {
		return DateAt{}, false
	}
	e = skipSpace(s, ordinal(s, e, b), b)
	k := e
	for k < b && (s[k] >= 'A' && s[k] <= 'Z' || s[k] >= 'a' && s[k] <= 'z') {
		k++
	}
	m := monthOf(s[e:k])
	if m == 0 {
		return DateAt{}, false
	}
	k = skipSpace(s, k, b)
	if k < b && s[k] == ',' {
		k = skipSpace(s, k+1, b)
	}
	year, end := number(s, k, b, 4)
	if end-k != 4 {
		return DateAt{}, false
	}
	return checked(year, m, day, i, end, false)
}

func monthOf(w string) int {
	if len(w) < 3 || len(w) > 9 || w[0] < 'A' || w[0] > 'Z' {
		return 0
	}
	low := make([]byte, len(w))
	for i := 0; i < len(w); i++ {
		low[i] = w[i] | 0x20
	}
	return months[string(low)]
}

// ordinal skips th, st, nd, rd and their superscript form.
func ordinal(s string, e, b int) int {
	for _, o := range []string{"<sup>th</sup>", "<sup>st</sup>", "<sup>nd</sup>", "<sup>rd</sup>", "th", "st", "nd", "rd"} {
		if e+len(o) <= b && s[e:e+len(o)] == o {
			return e + len(o)
		}
	}
	return e
}

// numericDate reads 2020-10-09, 10.18.2018, 12.04.12 and 1/6/2016 at i.
func numericDate(s string, i, b int) (DateAt, bool) {
	x, e := number(s, i, b, 4)
	if e == i || e >= b || s[e] != '-' && s[e] != '.' && s[e] != '/' {
		return DateAt{}, false
	}
	sep := s[e]
	y, e2 := number(s, e+1, b, 2)
	if e2 == e+1 || e2 >= b || s[e2] != sep {
		return DateAt{}, false
	}
	z, end := number(s, e2+1, b, 4)
	if n := end - e2 - 1; n != 4 && n != 2 && n != 1 {
		return DateAt{}, false
	}
	switch {
	case e-i == 4 && sep == '-' && end-e2-1 == 2:
		return checked(x, y, z, i, end, true)
	case e-i <= 2 && end-e2-1 == 4:
		return checked(z, x, y, i, end, true)
	case e-i <= 2 && end-e2-1 == 2 && sep != '-':
		return checked(2000+z, x, y, i, end, true)
	}
	return DateAt{}, false
}

func checked(year, month, day, start, end int, numeric bool) (DateAt, bool) {
	if year < 1776 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31 {
		return DateAt{}, false
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day {
		return DateAt{}, false
	}
	return DateAt{ISO: pad(year, 4) + "-" + pad(month, 2) + "-" + pad(day, 2), Start: start, End: end, Numeric: numeric}, true
}

func pad(n, width int) string {
	s := strconv.Itoa(n)
	for len(s) < width {
		s = "0" + s
	}
	return s
}
