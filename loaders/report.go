package loaders

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Report counts what a loader did with the records of its input: Read = Kept + the sum of Dropped. The zero value is
// ready for use. It is not safe for concurrent use. Its JSON form is {"read":N,"kept":N,"dropped":{"reason":N},
// "places":{"reason":["FILE:LINE"]}} with sorted reasons.
type Report struct {
	Read    int                 `json:"read"`
	Kept    int                 `json:"kept"`
	Dropped map[string]int      `json:"dropped,omitempty"`
	Places  map[string][]string `json:"places,omitempty"` // the first few of each reason, in the order of the input
}

// maxPlaces is how many places of a reason a report names.
const maxPlaces = 5

// Keep counts one record that was kept.
func (r *Report) Keep() { r.Read++; r.Kept++ }

// Drop counts one record that was left out for the given reason, a short phrase without places ("vessel").
func (r *Report) Drop(reason string) {
	if r.Dropped == nil {
		r.Dropped = map[string]int{}
	}
	r.Read++
	r.Dropped[reason]++
}

// DropAt is Drop that remembers where: FILE:LINE, or what else finds the record in its file.
func (r *Report) DropAt(reason, place string) {
	r.Drop(reason)
	r.place(reason, place)
}

func (r *Report) place(reason, place string) {
	if len(r.Places[reason]) >= maxPlaces {
		return
	}
	if r.Places == nil {
		r.Places = map[string][]string{}
	}
	r.Places[reason] = append(r.Places[reason], place)
}

// Add counts everything that other counted.
func (r *Report) Add(other Report) {
	r.Read += other.Read
	r.Kept += other.Kept
	for reason, n := range other.Dropped {
		if r.Dropped == nil {
			r.Dropped = map[string]int{}
		}
		r.Dropped[reason] += n
	}
	for reason, places := range other.Places {
		for _, p := range places {
			r.place(reason, p)
		}
	}
}

// String is one line: "read 8975, kept 8220, dropped 755 (aircraft 285, vessel 470)", reasons sorted.
func (r Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "read %d, kept %d", r.Read, r.Kept)
	total, parts := 0, []string(nil)
	for _, reason := range slices.Sorted(maps.Keys(r.Dropped)) {
		total += r.Dropped[reason]
		parts = append(parts, fmt.Sprintf("%s %d", reason, r.Dropped[reason]))
	}
	if total > 0 {
		fmt.Fprintf(&b, ", dropped %d (%s)", total, strings.Join(parts, ", "))
	}
	return b.String()
}
