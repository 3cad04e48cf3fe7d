package matching

import (
	"encoding/json"
	"regexp"
	"strings"

	"demarche/graph/match"
	"demarche/schema/date"
	"demarche/schema/names"
)

// taggedName is a name that a release prints with a tag, and the state of the tag.
type taggedName struct {
	Mention match.Mention
	state   string
}

var tagPattern = regexp.MustCompile(`((?:[A-Z][\w.'’\-]*\s+){1,4}[A-Z][\w'’\-]+(?:,?\s+(?:Jr\.?|Sr\.?|III|II))?)\s*\(\s*([DRI]\s*[-–—,]\s*[A-Z][A-Za-z.]+(?:\s*[-–]\s*\d+)?)\.?\s*\)`)

// tagged finds the names with a tag of party and state in one release of a JSON Lines file.
func tagged(line []byte) []taggedName {
	var d struct{ Text, Date string }
	if json.Unmarshal(line, &d) != nil {
		return nil
	}
	var out []taggedName
	for _, m := range tagPattern.FindAllStringSubmatch(d.Text, -1) {
		tag, ok := names.ParseTag(strings.TrimSpace(m[2]))
		if !ok || tag.State == "" {
			continue
		}
		out = append(out, taggedName{match.Mention{Name: strings.Join(strings.Fields(m[1]), " "), Date: date.Date(d.Date), Chamber: "sen,rep"}, tag.State})
	}
	return out
}
