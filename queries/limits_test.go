package queries

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestSetLimits(t *testing.T) {
	var got Limits
	for _, s := range []string{"cost=50000", "page=1000", "time=1m30s", "depth=12"} {
		name, value, _ := strings.Cut(s, "=")
		if err := got.Set(name, value); err != nil {
			t.Errorf("Set(%s): %v", s, err)
		}
	}
	want := Limits{Cost: 50_000, Page: 1000, Time: 90 * time.Second, Depth: 12}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("limits (-want +got):\n%s", diff)
	}
	for _, s := range []string{"nope=1", "cost=", "cost=0", "cost=-1", "cost=1.5", "time=3", "time=-1s", "=1"} {
		name, value, _ := strings.Cut(s, "=")
		if err := new(Limits).Set(name, value); err == nil {
			t.Errorf("Set(%s) takes it", s)
		}
	}
	for _, n := range LimitNames() {
		if value := map[bool]string{true: "1s", false: "1"}[n == "time"]; new(Limits).Set(n, value) != nil {
			t.Errorf("%s is named and cannot be set", n)
		}
	}
}
