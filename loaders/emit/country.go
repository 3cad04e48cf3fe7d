package emit

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// contested names the territories without a code of ISO 3166 that letters speak of, under the codes of the register.
var contested = map[string]string{
	"AZ-NK": "Nagorno-Karabakh", "GE-AB": "Abkhazia", "GE-OS": "South Ossetia", "CY-TRNC": "Northern Cyprus",
	"MD-PMR": "Transnistria", "UA-CRI": "Crimea", "UA-DPR": "Donetsk", "UA-LPR": "Luhansk", "SO-SOM": "Somaliland",
	"CN-XZ": "Tibet", "CN-XJ": "Xinjiang", "IQ-KRD": "Iraqi Kurdistan", "IN-JK": "Jammu and Kashmir", "XK": "Kosovo",
}

// countryName is the English name of a code, the code itself when nobody knows it.
func countryName(code string) string {
	if name, ok := contested[code]; ok {
		return name
	}
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	if name := display.English.Regions().Name(region); name != "" {
		return name
	}
	return code
}
