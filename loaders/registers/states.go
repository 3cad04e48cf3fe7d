package registers

import "strings"

// stateNames are the states and territories of the United States by their two-letter postal codes.
var stateNames = map[string]string{
	"AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
	"CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho",
	"IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine",
	"MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri",
	"MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico",
	"NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon",
	"PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee",
	"TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia",
	"WI": "Wisconsin", "WY": "Wyoming", "DC": "the District of Columbia", "PR": "Puerto Rico", "GU": "Guam",
	"VI": "the U.S. Virgin Islands", "AS": "American Samoa", "MP": "the Northern Mariana Islands",
	"PI": "the Philippine Islands", "DK": "Dakota Territory", "OL": "Orleans Territory",
}

// stateName is the name of a state, the code itself when it is none.
func stateName(code string) string {
	if n, ok := stateNames[code]; ok {
		return n
	}
	return code
}

// stateCode is the code of a state's name, "" when it is none.
func stateCode(name string) string {
	for code, n := range stateNames {
		if strings.EqualFold(n, name) {
			return code
		}
	}
	return ""
}

// delegates are the territories whose seat in the House has no vote, with the title of who holds it.
var delegates = map[string]string{
	"DC": "Delegate", "GU": "Delegate", "VI": "Delegate", "AS": "Delegate", "MP": "Delegate", "PR": "Resident Commissioner",
}

// house is how a state calls the lower house of its legislature and the members of it.
type house struct{ body, member string }

// lowerHouses are the states whose lower house is not the House of Representatives.
var lowerHouses = map[string]house{
	"CA": {"California State Assembly", "Assembly Member"},
	"NV": {"Nevada Assembly", "Assembly Member"},
	"NJ": {"New Jersey General Assembly", "Assembly Member"},
	"NY": {"New York State Assembly", "Assembly Member"},
	"WI": {"Wisconsin State Assembly", "Assembly Representative"},
	"MD": {"Maryland House of Delegates", "Delegate"},
	"VA": {"Virginia House of Delegates", "Delegate"},
	"WV": {"West Virginia House of Delegates", "Delegate"},
}

// upperHouses are the states that put "State" into the name of their senate, and the one without a lower house.
var upperHouses = map[string]string{
	"CA": "California State Senate", "NY": "New York State Senate", "GA": "Georgia State Senate",
	"WI": "Wisconsin State Senate", "PA": "Pennsylvania State Senate", "WA": "Washington State Senate",
	"UT": "Utah State Senate", "OR": "Oregon State Senate", "NE": "Nebraska Legislature",
}

// ordinal is 1st, 2nd, 3rd, 11th, ...; other text than a number stays.
func ordinal(s string) string {
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return s
	}
	if len(s) > 1 && s[len(s)-2] == '1' {
		return s + "th"
	}
	switch s[len(s)-1] {
	case '1':
		return s + "st"
	case '2':
		return s + "nd"
	case '3':
		return s + "rd"
	}
	return s + "th"
}

// possessive is California's, Illinois', the District of Columbia's.
func possessive(name string) string {
	if strings.HasSuffix(name, "s") {
		return name + "'"
	}
	return name + "'s"
}
