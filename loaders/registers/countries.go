package registers

import (
	"context"
	"fmt"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"demarche/loaders/registers/tree"
	"demarche/schema"
)

// notCountries are keys of countrynames that stand for no country or territory.
var notCountries = map[string]string{
	"FAIL": "names that mean no country", "ZZ": "the whole world", "UN": "international body", "EU": "international body",
}

// readCountryNames reads opensanctions/countrynames: a mapping of codes to lists of names.
func readCountryNames(ctx context.Context, s source) (*Edition, error) {
	e := &Edition{Register: schema.Register{
		ID: "countrynames", Title: "Country names in many languages", Publisher: "opensanctions/countrynames", Licence: "MIT",
		URL: "https://github.com/opensanctions/countrynames", Edition: fileDate(s.name), SHA256: s.sha256,
	}}
	root, err := tree.Whole(ctx, s.name, s.data)
	if err != nil {
		return nil, err
	}
	for i, code := range root.Keys {
		n := root.Items[i]
		if n.Kind == tree.Map {
			return nil, n.At(s.name, fmt.Errorf("%w: the names of %s are not a list", ErrSyntax, code))
		}
		names := distinct(root.Texts(code), "")
		switch reason, skip := notCountries[code]; {
		case skip:
			e.Report.DropAt(reason, n.Place(s.name))
		case len(names) == 0:
			e.Report.DropAt("country without a name", n.Place(s.name))
		default:
			c := schema.Country{Code: code, Name: countryName(code, names), Locator: code}
			for _, name := range names {
				if name != c.Name && !isCode(code, name) {
					c.Aliases = append(c.Aliases, name)
				}
			}
			e.Report.Keep()
			e.Countries = append(e.Countries, c)
		}
	}
	return e, nil
}

// englishNames are the names of codes that Unicode's tables do not know, or name in an unusual way.
var englishNames = map[string]string{
	"AN": "Netherlands Antilles", "CD": "Democratic Republic of the Congo", "CG": "Republic of the Congo", "CI": "Côte d'Ivoire",
	"CN-BJ": "Beijing", "CN-CQ": "Chongqing", "CN-SH": "Shanghai", "CN-XZ": "Tibet", "CSHH": "Czechoslovakia",
	"CSXX": "Serbia and Montenegro", "DD": "East Germany", "HK": "Hong Kong", "MD-PMR": "Transnistria", "MK": "North Macedonia",
	"MM": "Myanmar", "MO": "Macau", "SZ": "Eswatini", "SUHH": "Soviet Union", "YUCS": "Yugoslavia", "ZR": "Zaire",
	"UA-DPR": "Donetsk People's Republic", "UA-LPR": "Luhansk People's Republic", "PS": "Palestine", "CP": "Clipperton Island",
}

// countryName is the English name of a code, else the register's first name. The label says nothing of whose a contested
// territory is.
func countryName(code string, names []string) string {
	if n := englishNames[code]; n != "" {
		return n
	}
	if region, err := language.ParseRegion(code); err == nil && len(code) == 2 && region.IsCountry() {
		if n := display.English.Regions().Name(region); n != "" && n != "Unknown Region" {
			return n
		}
	}
	for _, n := range names {
		if !isCode(code, n) {
			return n
		}
	}
	return names[0]
}

// isCode tells whether a name is just the code in another spelling: "AZ--NK", "GEAB".
func isCode(code, name string) bool {
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= 'A' && r <= 'Z' {
				return r
			}
			return -1
		}, strings.ToUpper(s))
	}
	return len(name) <= len(code)+2 && letters(code) == letters(name)
}

// spelledCountries are names in addresses of the SDN list that differ from the English names of ISO codes.
var spelledCountries = map[string]string{
	"burma": "MM", "congo, democratic republic of the": "CD", "congo, republic of the": "CG", "cote d ivoire": "CI",
	"czech republic": "CZ", "korea, north": "KP", "korea, south": "KR", "macau": "MO", "hong kong": "HK", "the gambia": "GM",
	"bosnia and herzegovina": "BA", "antigua and barbuda": "AG", "trinidad and tobago": "TT", "west bank": "PS",
	"region: gaza": "PS", "palestinian": "PS", "saint kitts and nevis": "KN", "saint vincent and the grenadines": "VC",
	"north macedonia, the republic of": "MK", "turkey": "TR", "swaziland": "SZ", "cabo verde": "CV",
}

// countryCodes maps lower-case English names of countries to ISO codes.
func countryCodes() map[string]string {
	out := make(map[string]string, 300)
	names := display.English.Regions()
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string([]rune{a, b})
			region, err := language.ParseRegion(code)
			if err != nil || !region.IsCountry() || region.Canonicalize() != region || region.String() != code {
				continue
			}
			if name := names.Name(region); name != "" {
				out[strings.ToLower(name)] = code
			}
		}
	}
	for name, code := range spelledCountries {
		out[name] = code
	}
	return out
}
