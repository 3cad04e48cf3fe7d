package queries

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPage(t *testing.T) {
	list := []string{"a", "b", "c", "d", "e"}
	find := func(key string) int {
		for i, s := range list {
			if s == key {
				return i
			}
		}
		return -1
	}
	for _, tt := range []struct {
		name string
		p    Page
		want Window
		code Code
	}{
		{"default size", Page{First: -1, Last: -1}, Window{0, 3, 5, false, true}, ""},
		{"first", Page{First: 2, Last: -1}, Window{0, 2, 5, false, true}, ""},
		{"first after", Page{First: 2, Last: -1, After: Cursor("b")}, Window{2, 4, 5, true, true}, ""},
		{"last", Page{First: -1, Last: 2}, Window{3, 5, 5, true, false}, ""},
		{"last before", Page{First: -1, Last: 2, Before: Cursor("d")}, Window{1, 3, 5, true, true}, ""},
		{"first and last", Page{First: 4, Last: 2}, Window{2, 4, 5, true, true}, ""},
		{"after the last", Page{First: 2, Last: -1, After: Cursor("e")}, Window{5, 5, 5, true, false}, ""},
		{"after and before crossed", Page{First: 2, Last: -1, After: Cursor("d"), Before: Cursor("b")}, Window{4, 4, 5, true, true}, ""},
		{"none", Page{First: 0, Last: -1}, Window{0, 0, 5, false, true}, ""},
		{"gone", Page{First: 2, Last: -1, After: Cursor("x")}, Window{}, BadCursor},
		{"forged", Page{First: 2, Last: -1, After: "x"}, Window{}, BadCursor},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w, err := tt.p.Of(len(list), 3, find)
			if tt.code != "" {
				if CodeOf(err) != tt.code {
					t.Errorf("err = %v, want %s", err, tt.code)
				}
				return
			}
			if diff := cmp.Diff(tt.want, w); err != nil || diff != "" {
				t.Errorf("%v %s", err, diff)
			}
		})
	}
}

func FuzzCursorKey(f *testing.F) {
	f.Add(Cursor("person:bioguide:A000001"))
	f.Add("MTo")
	f.Fuzz(func(t *testing.T, s string) {
		key, err := CursorKey(s)
		if err != nil {
			return
		}
		if again, err := CursorKey(Cursor(key)); err != nil || again != key {
			t.Errorf("CursorKey(Cursor(%q)) = %q, %v", key, again, err)
		}
		if got := string(AppendCursor(nil, key)); got != Cursor(key) {
			t.Errorf("AppendCursor(%q) = %q, Cursor = %q", key, got, Cursor(key))
		}
	})
}

func TestLimitsWithDefaults(t *testing.T) {
	got := Limits{Cost: 5}.WithDefaults()
	want := DefaultLimits()
	want.Cost = 5
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
