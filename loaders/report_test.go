package loaders

import (
	"encoding/json"
	"testing"
)

func TestReport(t *testing.T) {
	var r Report
	r.Keep()
	r.Drop("vessel")
	r.Add(Report{Read: 3, Kept: 1, Dropped: map[string]int{"vessel": 1, "aircraft": 1}})
	if got, want := r.String(), "read 5, kept 2, dropped 3 (aircraft 1, vessel 2)"; got != want {
		t.Errorf("String = %q, want %q", got, want)
	}
	text, err := json.Marshal(r)
	if want := `{"read":5,"kept":2,"dropped":{"aircraft":1,"vessel":2}}`; err != nil || string(text) != want {
		t.Errorf("JSON = %s, %v, want %s", text, err, want)
	}
	var empty Report
	empty.Add(Report{Dropped: map[string]int{"x": 0}})
	if got, want := empty.String(), "read 0, kept 0"; got != want {
		t.Errorf("String of nothing = %q, want %q", got, want)
	}
}
