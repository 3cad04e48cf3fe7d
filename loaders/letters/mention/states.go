package mention

import "strings"

// stateNames maps full names and customary abbreviations, folded by [foldState], to the two-letter codes of states and
// territories with a seat in the Congress.
var stateNames = func() map[string]string {
	m := map[string]string{}
	for _, row := range strings.Split(stateTable, "\n") {
		f := strings.Split(row, "|")
		code := strings.TrimSpace(f[0])
		if code == "" {
			continue
		}
		m[strings.ToLower(code)] = code
		for _, name := range f[1:] {
			m[foldState(name)] = code
		}
	}
	return m
}()

// stateTable: code, full name, then the abbreviations of newspapers.
const stateTable = `AL|Alabama|Ala
AK|Alaska
AZ|Arizona|Ariz
AR|Arkansas|Ark
CA|California|Calif|Cal
CO|Colorado|Colo
CT|Connecticut|Conn
DE|Delaware|Del
DC|District of Columbia|D.C.
FL|Florida|Fla
GA|Georgia|Ga
HI|Hawaii|Hawai'i
ID|Idaho|Ida
IL|Illinois|Ill
IN|Indiana|Ind
IA|Iowa
KS|Kansas|Kan|Kans
KY|Kentucky|Ky
LA|Louisiana|La
ME|Maine
MD|Maryland|Md
MA|Massachusetts|Mass
MI|Michigan|Mich
MN|Minnesota|Minn
MS|Mississippi|Miss
MO|Missouri|Mo
MT|Montana|Mont
NE|Nebraska|Neb|Nebr
NV|Nevada|Nev
NH|New Hampshire|N.H.
NJ|New Jersey|N.J.
NM|New Mexico|N.M.|N.Mex
NY|New York|N.Y.
NC|North Carolina|N.C.
ND|North Dakota|N.D.|N.Dak
OH|Ohio
OK|Oklahoma|Okla
OR|Oregon|Ore|Oreg
PA|Pennsylvania|Pa|Penn|Penna
RI|Rhode Island|R.I.
SC|South Carolina|S.C.
SD|South Dakota|S.D.|S.Dak
TN|Tennessee|Tenn
TX|Texas|Tex
UT|Utah
VT|Vermont|Vt
VA|Virginia|Va
WA|Washington|Wash
WV|West Virginia|W.Va.
WI|Wisconsin|Wis|Wisc
WY|Wyoming|Wyo
PR|Puerto Rico|P.R.
GU|Guam
VI|Virgin Islands|V.I.|USVI
AS|American Samoa
MP|Northern Mariana Islands|CNMI`

// foldState keeps the letters of s in lower case.
func foldState(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		if r >= 'a' && r <= 'z' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// StateCode is the two-letter code of a state or territory of the United States written in full, abbreviated or as a
// code; empty when s is none.
func StateCode(s string) string {
	if len(s) > 32 {
		return ""
	}
	return stateNames[foldState(s)]
}

// Tag is what stands in brackets behind a legislator's name.
type Tag struct{ Party, State, District string }

// ParseTag reads the inside of a tag: D-CA, D-Calif., R-TX-23, CA-12, NY 17, IL, I-Vt., D-Waukegan. The party alone or
// a town instead of a state is a tag too; ok is false for anything else.
func ParseTag(s string) (t Tag, ok bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 40 {
		return Tag{}, false
	}
	s = strings.NewReplacer("–", "-", "—", "-", "‑", "-", "‐", "-", "\u00ad", "", "/", "-", "_", "-", ",", "-", "‘", "'", "’", "'", "ʻ", "'").Replace(s)
	parts := strings.Split(s, "-")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	if p := partyCode(parts[0]); p != "" {
		t.Party = p
		parts = parts[1:]
		if len(parts) == 0 {
			return t, true
		}
	}
	state, district := parts[0], ""
	if c := StateCode(trimDigits(state)); c != "" && !strings.ContainsAny(trimDigits(state), "0123456789") {
		t.State = c
		district = digits(state)
		if len(parts) > 1 {
			district = districtCode(parts[1])
		}
		t.District = district
		return t, true
	}
	if t.Party != "" && len(state) > 2 && isUpperWord(state) { // a home town
		if len(parts) > 1 {
			t.District = districtCode(parts[1])
		}
		return t, true
	}
	return Tag{}, false
}

func partyCode(s string) string {
	switch strings.ToUpper(strings.TrimSuffix(s, ".")) {
	case "D", "DEM", "DFL":
		return "D"
	case "R", "REP":
		return "R"
	case "I", "ID", "IND":
		return "I"
	}
	return ""
}

// trimDigits removes a district number from the end: "CA12", "NY 17".
func trimDigits(s string) string {
	return strings.TrimSpace(strings.TrimRight(strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(s, "th"), "st"), "nd"), "rd"), "0123456789"), " "))
}

func digits(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r >= '0' && r <= '9' {
			b.WriteRune(r)
		}
	}
	return strings.TrimLeft(b.String(), "0")
}

// districtCode is a district without leading zeros; seats at large have none.
func districtCode(s string) string { return digits(s) }

func isUpperWord(s string) bool { return s != "" && s[0] >= 'A' && s[0] <= 'Z' }
