package release

import (
	"regexp"
	"strings"
)

// Class is what a licence allows.
type Class string

// The classes of licences.
const (
	Open       Class = "open"       // may be passed on and used by anybody, also for money
	Restricted Class = "restricted" // non-commercial, no derivatives, or all rights reserved
	Unknown    Class = "unknown"    // not stated, or not known here
)

// licence is one row of the table of open licences. Path is its text.
type licence struct {
	match      *regexp.Regexp // of the words of the stated licence, in small letters
	name, path string
}

// openLicences are conformant with the Open Definition 2.1 (opendefinition.org/licenses) or public domain.
var openLicences = []licence{
	{regexp.MustCompile(`\b(cc ?0|cc zero|creativecommons org publicdomain zero)\b`), "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"},
	{regexp.MustCompile(`\b(pddl)\b`), "PDDL-1.0", "https://opendatacommons.org/licenses/pddl/1-0/"},
	{regexp.MustCompile(`\b(u ?s government works?|government works?)\b`), "us-government-work", "https://www.usa.gov/government-works"},
	{regexp.MustCompile(`\bpublic domain\b`), "public-domain", ""},
	{regexp.MustCompile(`\b(cc by sa|attribution sharealike|licenses by sa)\b`), "CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"},
	{regexp.MustCompile(`\b(cc by|creative commons attribution|licenses by)\b`), "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"},
	{regexp.MustCompile(`\bodbl\b`), "ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/"},
	{regexp.MustCompile(`\bodc by\b`), "ODC-By-1.0", "https://opendatacommons.org/licenses/by/1-0/"},
	{regexp.MustCompile(`\b(ogl|open government licen[cs]e)\b`), "OGL", "https://www.nationalarchives.gov.uk/doc/open-government-licence/"},
	{regexp.MustCompile(`^(the )?mit( licen[cs]e)?$`), "MIT", "https://opensource.org/license/mit"},
	{regexp.MustCompile(`^apache( licen[cs]e)?( version)?( 2( 0)?)?$`), "Apache-2.0", "https://www.apache.org/licenses/LICENSE-2.0"},
	{regexp.MustCompile(`^(bsd|isc|unlicense)\b`), "", ""},
}

// restricted are words that close a licence, whatever else it says.
var restricted = regexp.MustCompile(`\b(nc|non ?commercial|nd|no ?deriv(ative|atives|s)?|all rights reserved|proprietary|research only|academic use|not for redistribution)\b`)

var notWords = regexp.MustCompile(`[^\p{L}\p{N}]+`)

// ClassOf judges a licence as a source states it: an SPDX id, a name or an address. What is not known to be open is
// Unknown, never Open.
func ClassOf(stated string) Class {
	words := licenceWords(stated)
	switch {
	case restricted.MatchString(words):
		return Restricted
	case known(words) != nil:
		return Open
	}
	return Unknown
}

func licenceWords(stated string) string {
	return strings.TrimSpace(notWords.ReplaceAllString(strings.ToLower(stated), " "))
}

func known(words string) *licence {
	for i := range openLicences {
		if openLicences[i].match.MatchString(words) {
			return &openLicences[i]
		}
	}
	return nil
}

var licenceName = regexp.MustCompile(`^[-a-zA-Z0-9._]+$`)

// licenceEntry is a stated licence as the data package wants it: a name, a path or both.
func licenceEntry(stated string) map[string]any {
	out := map[string]any{"title": stated}
	isURL := strings.HasPrefix(stated, "https://") || strings.HasPrefix(stated, "http://")
	if isURL {
		out["path"] = stated
	}
	if ClassOf(stated) == Open {
		l := known(licenceWords(stated))
		if l.name != "" {
			out["name"] = l.name
		}
		if l.path != "" && !isURL {
			out["path"] = l.path
		}
	}
	if licenceName.MatchString(stated) { // an SPDX id is more exact than our table
		out["name"] = stated
	}
	if out["name"] == nil && out["path"] == nil {
		out["name"] = strings.Trim(regexp.MustCompile(`[^-a-zA-Z0-9._]+`).ReplaceAllString(stated, "-"), "-")
	}
	return out
}
