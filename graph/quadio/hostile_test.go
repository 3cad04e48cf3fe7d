package quadio_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"demarche/graph/quadio"
)

// TestHostileFiles: what is nested or chained without end is refused, quickly and by name.
func TestHostileFiles(t *testing.T) {
	chain := `{"@context":{"t0":"u:x"`
	for i := range 5000 {
		chain += fmt.Sprintf(`,"t%d":"t%d"`, i+1, i)
	}
	for name, test := range map[string]struct {
		format quadio.Format
		text   string
	}{
		"JSON arrays":        {quadio.JSONLD, strings.Repeat("[", 1<<20)},
		"JSON graphs":        {quadio.JSONLD, strings.Repeat(`{"@graph":[`, 1<<16)},
		"JSON values":        {quadio.JSONLD, `{"u:p":` + strings.Repeat("[", 1<<20)},
		"JSON nodes":         {quadio.JSONLD, `{"u:p":` + strings.Repeat(`{"u:p":`, 5000) + `1` + strings.Repeat("}", 5001)},
		"chain of terms":     {quadio.JSONLD, chain + `},"t5000":1}`},
		"remote context":     {quadio.JSONLD, `{"@context":"https://schema.org","name":"x"}`},
		"Turtle lists":       {quadio.Turtle, "<u:a> <u:p> " + strings.Repeat("(", 1<<20)},
		"Turtle blank nodes": {quadio.Turtle, strings.Repeat("[ <u:p> ", 1<<20)},
		"endless string":     {quadio.Turtle, `<u:a> <u:p> """` + strings.Repeat("x", 33<<20)},
		"endless line":       {quadio.NQuads, `<u:a> <u:p> "` + strings.Repeat("x", 33<<20)},
		"a picture":          {quadio.Turtle, "\x89PNG\r\n\x1a\n\x00\x00"},
		"an empty JSON file": {quadio.JSONLD, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := read(test.text, quadio.ReadOptions{Format: test.format, Name: "x"})
			if !errors.Is(err, quadio.ErrSyntax) && !errors.Is(err, quadio.ErrUnsupported) {
				t.Fatalf("error %v, want a syntax error or what is not supported", err)
			}
			if len(err.Error()) > 300 || !strings.HasPrefix(err.Error(), "x:") {
				t.Errorf("the error is long or names no place: %.400s", err)
			}
		})
	}
}
