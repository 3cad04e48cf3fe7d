// Package date has ISO 8601 dates that may be partial ("2020", "2020-10", "2020-10-23") and closed intervals of them.
// Start with [Parse], [Interval.Contains]. It knows no clock and no time zone.
package date

import (
	"errors"
	"fmt"
	"time"
)

// ErrSyntax is wrapped by the error of [Parse] for anything that is not a calendar date.
var ErrSyntax = errors.New("not an ISO date")

// Date is a year, a year and month, or a day in ISO 8601 form; the zero value is an unknown date. Dates of one
// precision compare as strings do.
type Date string

// Parse returns the date in s, which must be YYYY, YYYY-MM or YYYY-MM-DD and exist in the calendar. The empty string is
// the unknown date. The error wraps [ErrSyntax].
func Parse(s string) (Date, error) {
	layout := ""
	switch len(s) {
	case 0:
		return "", nil
	case 4:
		layout = "2006"
	case 7:
		layout = "2006-01"
	case 10:
		layout = time.DateOnly
	default:
		return "", fmt.Errorf("%q: %w", s, ErrSyntax)
	}
	if _, err := time.Parse(layout, s); err != nil {
		return "", fmt.Errorf("%q: %w", s, ErrSyntax)
	}
	return Date(s), nil
}

// First is the first day that the date covers, a full date. The unknown date stays unknown.
func (d Date) First() Date {
	switch len(d) {
	case 4:
		return d + "-01-01"
	case 7:
		return d + "-01"
	}
	return d
}

// Last is the last day that the date covers.
func (d Date) Last() Date {
	switch len(d) {
	case 4:
		return d + "-12-31"
	case 7:
		t, err := time.Parse("2006-01", string(d))
		if err != nil {
			return d
		}
		return Date(t.AddDate(0, 1, -1).Format(time.DateOnly))
	}
	return d
}

// AddDays moves a full date by n days. Partial, unknown and malformed dates are returned as they are.
func (d Date) AddDays(n int) Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return d
	}
	return Date(t.AddDate(0, 0, n).Format(time.DateOnly))
}

// Interval is a closed range of dates. An unknown Start or End is open on that side.
type Interval struct{ Start, End Date }

// Contains tells whether any day of d lies in the interval. The unknown date lies in every interval.
func (i Interval) Contains(d Date) bool {
	if d == "" {
		return true
	}
	return (i.Start == "" || i.Start.First() <= d.Last()) && (i.End == "" || d.First() <= i.End.Last())
}

// Overlaps tells whether the two intervals share a day.
func (i Interval) Overlaps(j Interval) bool {
	return (i.Start == "" || j.End == "" || i.Start.First() <= j.End.Last()) &&
		(j.Start == "" || i.End == "" || j.Start.First() <= i.End.Last())
}
