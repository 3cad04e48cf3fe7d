package names

import "strings"

// ParseTag reads what releases print after a legislator's name: D-CA, R-TX-23, CA-30, D-Calif., I, "D, NY". It tells false
// when s is no such tag.
func ParseTag(s string) (Tag, bool) {
	if len(s) > 24 {
		return Tag{}, false
	}
	var t Tag
	fields := strings.FieldsFunc(s, func(r rune) bool {
		return r == '-' || r == '–' || r == '—' || r == ',' || r == '/' || r == ' ' || r == '\u2010' || r == '\u2011' || r == '\u00a0' || r == ':'
	})
	if len(fields) == 0 || len(fields) > 4 {
		return Tag{}, false
	}
	for i, f := range fields {
		w := strings.ReplaceAll(Fold(f), " ", "")
		switch {
		case i == 0 && partyWords[w] != "":
			t.Party = partyWords[w]
		case t.State == "" && states[w] != "":
			t.State = states[w]
		case t.State == "" && i+1 < len(fields) && states[w+Fold(fields[i+1])] != "":
			t.State = states[w+Fold(fields[i+1])]
		case t.State != "" && states[Fold(fields[i-1])+w] != "":
			// The second word of a state already read.
		case t.State != "" && t.District == "" && isDistrict(w):
			t.District = strings.TrimLeft(strings.TrimRight(w, "sthndr"), "0")
			if w == "al" || w == "atlarge" {
				t.District = ""
			}
		default:
			return Tag{}, false
		}
	}
	return t, true
}

// State is the two-letter code of a state or territory of the United States given by code, name or press abbreviation,
// empty when s is none.
func State(s string) string { return states[strings.ReplaceAll(Fold(s), " ", "")] }

// Party is d, r or i for the name or letter of a party, else the folded name.
func Party(s string) string {
	f := Fold(s)
	if i := strings.IndexByte(f, ' '); i > 0 && partyWords[f] == "" {
		// "Democratic-Farmer-Labor" and the like go by their first word.
		if p := partyWords[f[:i]]; p != "" {
			return p
		}
	}
	if p := partyWords[f]; p != "" {
		return p
	}
	return f
}

func isDistrict(w string) bool {
	if w == "al" || w == "atlarge" {
		return true
	}
	w = strings.TrimRight(w, "sthndr")
	if w == "" || len(w) > 2 {
		return false
	}
	for i := range len(w) {
		if w[i] < '0' || w[i] > '9' {
			return false
		}
	}
	return true
}

var partyWords = map[string]string{
	"d": "d", "dem": "d", "democrat": "d", "democratic": "d", "dfl": "d", "r": "r", "rep": "r", "gop": "r",
	"republican": "r", "i": "i", "ind": "i", "independent": "i", "id": "i", "l": "l", "libertarian": "l", "g": "g", "green": "g",
}

// states maps folded codes, names and press abbreviations, their spaces taken away, to the postal code.
var states = func() map[string]string {
	m := map[string]string{}
	for _, row := range strings.Fields(stateRows) {
		words := strings.Split(row, "=")
		for _, w := range strings.Split(words[1], ",") {
			m[w] = words[0]
		}
		m[strings.ToLower(words[0])] = words[0]
	}
	return m
}()

// stateRows lists postal codes with names and Associated Press abbreviations, public facts.
const stateRows = `AL=alabama,ala AK=alaska AZ=arizona,ariz AR=arkansas,ark CA=california,calif,cal CO=colorado,colo CT=connecticut,conn
DE=delaware,del FL=florida,fla GA=georgia HI=hawaii ID=idaho IL=illinois,ill IN=indiana,ind IA=iowa KS=kansas,kan,kans KY=kentucky
LA=louisiana ME=maine MD=maryland MA=massachusetts,mass MI=michigan,mich MN=minnesota,minn MS=mississippi,miss MO=missouri MT=montana,mont
NE=nebraska,neb,nebr NV=nevada,nev NH=newhampshire NJ=newjersey NM=newmexico NY=newyork NC=northcarolina ND=northdakota OH=ohio
OK=oklahoma,okla OR=oregon,ore PA=pennsylvania,penn,penna RI=rhodeisland SC=southcarolina SD=southdakota TN=tennessee,tenn TX=texas,tex
UT=utah VT=vermont VA=virginia WA=washington,wash WV=westvirginia,wva WI=wisconsin,wis,wisc WY=wyoming,wyo DC=districtofcolumbia
PR=puertorico GU=guam VI=virginislands,usvirginislands AS=americansamoa MP=northernmarianaislands`
