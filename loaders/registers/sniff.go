package registers

import (
	"bytes"
	"path/filepath"
	"regexp"
	"strings"
)

// Kind is a register format.
type Kind string

// The register formats.
const (
	CongressYAML        Kind = "congress-yaml"         // congress-legislators: legislators-*.yaml, executive.yaml
	CongressJSON        Kind = "congress-json"         // the same as JSON
	CongressCSV         Kind = "congress-csv"          // the same as a table of last terms
	CommitteesYAML      Kind = "committees-yaml"       // congress-legislators: committees-current.yaml
	OpenStatesPerson    Kind = "openstates-person"     // one person's file of openstates/people
	OpenStatesCommittee Kind = "openstates-committee"  // one committee's file of openstates/people
	Records             Kind = "records"               // demarche's own hand-coded records
	OFACSDN             Kind = "ofac-sdn"              // sdn.csv
	OFACAlt             Kind = "ofac-alt"              // alt.csv, read beside sdn.csv
	OFACAdd             Kind = "ofac-add"              // add.csv, read beside sdn.csv
	FollowTheMoney      Kind = "followthemoney-ndjson" // entities as JSON lines
	CountryNames        Kind = "countrynames-yaml"     // opensanctions/countrynames
)

// HeadBytes is how much of a file [Sniff] wants to see.
const HeadBytes = 16 << 10

// The marks of the formats. Each looks at lines at the left margin or at a whole row.
var (
	congressMark   = regexp.MustCompile(`(?m)^- +id:[^\n]*\n(?:(?: |#)[^\n]*\n)*?  +(?:bioguide|govtrack|lis|icpsr_prez):`)
	congressOrder  = regexp.MustCompile(`(?m)^- +(?:id|name|bio|terms):[^\n]*\n`)
	committeeMark  = regexp.MustCompile(`(?m)^- +type: *(?:house|senate|joint)\b`)
	committeeID    = regexp.MustCompile(`(?m)^[- ] +thomas_id:`)
	ocdPerson      = regexp.MustCompile(`(?m)^id: *['"]?ocd-person/`)
	ocdCommittee   = regexp.MustCompile(`(?m)^id: *['"]?ocd-organization/`)
	recordsMark    = regexp.MustCompile(`(?m)^demarche-records: *`)
	congressHeader = regexp.MustCompile(`(?m)^[^\n]*\bbioguide_id\b`)
	sdnRow         = regexp.MustCompile(`^\d+,"[^\n]*?",(?:-0- ?|"[^"\n]*"),(?:-0- ?|"[^"\n]*")(?:,[^\n]*){8}`)
	altRow         = regexp.MustCompile(`^\d+,\d+,"(?:aka|fka|nka)","`)
	addRow         = regexp.MustCompile(`^\d+,\d+,(?:-0- ?|"[^"\n]*"),(?:-0- ?|"[^"\n]*"),(?:-0- ?|"[^"\n]*"),(?:-0- ?|")`)
	ftmLine        = regexp.MustCompile(`^\s*\{[^\n]*"schema"\s*:\s*"[A-Z]`)
	congressObject = regexp.MustCompile(`^\s*\[\s*\{`)
	listItem       = regexp.MustCompile(`(?m)^ *- \S`)
	countryKey     = regexp.MustCompile(`(?m)^["']?(?:[A-Z]{2,4}|[A-Z]{1,4}-[A-Z]{2,4})["']?: *(?:#[^\n]*)?\r?$`)
)

// Sniff recognises a register by the beginning of its content, at least [HeadBytes] of it or all; the name of the file
// decides only where content cannot. It is false for everything else, letters included.
func Sniff(path string, head []byte) (Kind, bool) {
	head = bytes.TrimPrefix(head[:min(len(head), HeadBytes)], []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(head, 0) >= 0 {
		return "", false
	}
	head = bytes.ReplaceAll(head, []byte("\r\n"), []byte("\n"))
	first := firstLine(head)
	switch {
	case recordsMark.Match(head):
		return Records, true
	case ocdPerson.Match(head):
		return OpenStatesPerson, true
	case ocdCommittee.Match(head):
		return OpenStatesCommittee, true
	case congressMark.Match(head), congressOrder.Match(head) && bytes.Contains(head, []byte("\n  terms:")) && bytes.Contains(head, []byte("bioguide:")):
		return CongressYAML, true
	case committeeMark.Match(head) && committeeID.Match(head):
		return CommitteesYAML, true
	case congressHeader.Match(first) && bytes.Contains(first, []byte("last_name")):
		return CongressCSV, true
	case congressObject.Match(head) && bytes.Contains(head, []byte(`"terms"`)) && (bytes.Contains(head, []byte(`"bioguide"`)) || bytes.Contains(head, []byte(`"govtrack"`))):
		return CongressJSON, true
	case ftmLine.Match(first) && bytes.Contains(first, []byte(`"properties"`)):
		return FollowTheMoney, true
	case altRow.Match(first):
		return OFACAlt, true
	case sdnRow.Match(first):
		return OFACSDN, true
	case addRow.Match(first):
		return OFACAdd, true
	case len(countryKey.FindAllIndex(head, 2)) == 2 && listItem.Match(head) && isCountryNames(head):
		return CountryNames, true
	}
	return "", false
}

// firstLine is the first line that is not empty.
func firstLine(head []byte) []byte {
	head = bytes.TrimLeft(head, " \t\n")
	if i := bytes.IndexByte(head, '\n'); i >= 0 {
		return head[:i]
	}
	return head
}

// isCountryNames tells whether nothing stands at the left margin but codes and comments.
func isCountryNames(head []byte) bool {
	for line := range bytes.Lines(head) {
		line = bytes.TrimRight(line, "\n")
		left := len(line) > 0 && line[0] != ' ' && line[0] != '\t' && line[0] != '#' && line[0] != '-'
		if left && !countryKey.Match(line) {
			return bytes.HasSuffix(head, line) && !bytes.HasSuffix(head, []byte("\n")) // a line cut by the end of the head
		}
	}
	return true
}

// fileDate is the ISO date in a file's name, empty when there is none.
func fileDate(path string) string {
	return nameDate.FindString(filepath.Base(path))
}

var nameDate = regexp.MustCompile(`\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b`)

// nameHas tells whether the file's name has the word.
func nameHas(path, word string) bool {
	return strings.Contains(strings.ToLower(filepath.Base(path)), word)
}
