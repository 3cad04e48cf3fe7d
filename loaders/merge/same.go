package merge

import (
	"slices"
	"time"

	"demarche/schema"
)

// Thresholds of [Same]. They were set on the founding documents and on the pairs of releases of one letter among the
// annotated ones; each is on the careful side, because a wrong merge is worse than two letters.
const (
	sharedText   = 2    // sampled runs of eight words: about sixteen words of common text
	covered      = 0.75 // share of the shorter list of signers that the longer one must have
	looseDays    = 10   // between dates of which one is not printed
	exactDays    = 2    // likewise, where no text is shared
	fewestNames  = 4    // signers that two lists must have to agree without shared text
	namesOverlap = 0.9  // Jaccard index of the two lists in that case
)

// Same says how strongly two letters of different documents are one letter: 0 when they are not, else the number of
// shared text runs, or 1 when the lists alone agree.
func Same(a, b Description) int {
	if a.Document == b.Document || !agreeRecipients(a, b) || !agreeSigners(a, b) {
		return 0
	}
	days, known := apart(a, b)
	printed := a.Basis == string(schema.DatePrinted) && b.Basis == string(schema.DatePrinted)
	if printed && days != 0 || known && days > looseDays {
		return 0
	}
	if n := common(a.Shingles, b.Shingles); n >= sharedText && meet(a, b) {
		return n
	}
	if known && days <= exactDays && len(a.Signers) >= fewestNames && len(b.Signers) >= fewestNames &&
		jaccard(a.Signers, b.Signers) >= namesOverlap && common(a.Recipients, b.Recipients) > 0 &&
		(common(a.Countries, b.Countries) > 0 || len(a.Countries)+len(b.Countries) == 0) && common(a.Shingles, b.Shingles) > 0 {
		return 1
	}
	return 0
}

// meet tells whether the two share a signer or a recipient: text alone may be a quotation of a third letter.
func meet(a, b Description) bool {
	return common(a.Signers, b.Signers) > 0 || common(a.Recipients, b.Recipients) > 0
}

func agreeRecipients(a, b Description) bool {
	return len(a.Recipients) == 0 || len(b.Recipients) == 0 || common(a.Recipients, b.Recipients) > 0
}

func agreeSigners(a, b Description) bool {
	short := min(len(a.Signers), len(b.Signers))
	return short == 0 || float64(common(a.Signers, b.Signers)) >= covered*float64(short)
}

// apart is the distance of the two dates in days; a date of publication stands in for an unknown one. False when one of
// them stays unknown.
func apart(a, b Description) (int, bool) {
	day := func(d Description) string {
		if d.Date != "" {
			return d.Date
		}
		return d.Published
	}
	ta, errA := time.Parse(time.DateOnly, day(a))
	tb, errB := time.Parse(time.DateOnly, day(b))
	if errA != nil || errB != nil {
		return 0, false
	}
	days := int(ta.Sub(tb).Hours() / 24)
	return max(days, -days), true
}

// common counts what two sorted lists share.
func common[T uint32 | string](a, b []T) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case b[0] < a[0]:
			b = b[1:]
		default:
			n++
			a, b = a[1:], b[1:]
		}
	}
	return n
}

func jaccard(a, b []string) float64 {
	n := common(a, b)
	return float64(n) / float64(max(len(a)+len(b)-n, 1))
}

// sortedPair orders two indices.
func sortedPair(i, j int) [2]int {
	p := [2]int{i, j}
	slices.Sort(p[:])
	return p
}
