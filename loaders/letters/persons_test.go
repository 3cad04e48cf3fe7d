package letters_test

import (
	"strings"

	"demarche/graph/match"
	"demarche/schema"
	"demarche/schema/date"
)

// roster are real holders of posts with the dates of their service in round years: facts that the letters of our own
// invention in these tests need. Columns: id, name, given, family, chamber, state, district, party, start, end.
const roster = `bioguide:L000551|Barbara Lee|Barbara|Lee|rep|CA|13|Democrat|1998|2024
bioguide:L000287|John Lewis|John|Lewis|rep|GA|5|Democrat|1987|2020
bioguide:W000738|Lynn C. Woolsey|Lynn|Woolsey|rep|CA|6|Democrat|1993|2013
bioguide:S001150|Adam B. Schiff|Adam|Schiff|rep|CA|30|Democrat|2001|2024
bioguide:S000344|Brad Sherman|Brad|Sherman|rep|CA|32|Democrat|1997|2026
bioguide:P000034|Frank Pallone, Jr.|Frank|Pallone|rep|NJ|6|Democrat|1988|2026
bioguide:W000797|Debbie Wasserman Schultz|Debbie|Wasserman Schultz|rep|FL|25|Democrat|2005|2026
bioguide:E000179|Eliot L. Engel|Eliot|Engel|rep|NY|16|Democrat|1989|2021
bioguide:S001165|Albio Sires|Albio|Sires|rep|NJ|8|Democrat|2006|2023
bioguide:J000032|Sheila Jackson Lee|Sheila|Jackson Lee|rep|TX|18|Democrat|1995|2024
bioguide:N000147|Eleanor Holmes Norton|Eleanor|Norton|rep|DC|0|Democrat|1991|2026
bioguide:V000081|Nydia M. Velázquez|Nydia|Velázquez|rep|NY|7|Democrat|1993|2026
bioguide:C001097|Tony Cárdenas|Tony|Cárdenas|rep|CA|29|Democrat|2013|2025
bioguide:B001257|Gus M. Bilirakis|Gus|Bilirakis|rep|FL|12|Republican|2007|2026
bioguide:F000466|Brian K. Fitzpatrick|Brian|Fitzpatrick|rep|PA|1|Republican|2017|2026
bioguide:C001078|Gerald E. Connolly|Gerald|Connolly|rep|VA|11|Democrat|2009|2025
bioguide:D000598|Susan A. Davis|Susan|Davis|rep|CA|53|Democrat|2001|2021
bioguide:D000096|Danny K. Davis|Danny|Davis|rep|IL|7|Democrat|1997|2026
bioguide:N000002|Jerrold Nadler|Jerrold|Nadler|rep|NY|12|Democrat|1992|2026
bioguide:F000454|Bill Foster|Bill|Foster|rep|IL|11|Democrat|2008|2026
bioguide:M000639|Robert Menendez|Robert|Menendez|sen|NJ||Democrat|2006|2024
bioguide:C001070|Robert P. Casey, Jr.|Robert|Casey|sen|PA||Democrat|2007|2025
bioguide:D000563|Richard J. Durbin|Richard|Durbin|sen|IL||Democrat|1997|2026
bioguide:C001095|Tom Cotton|Tom|Cotton|sen|AR||Republican|2015|2026
bioguide:R000595|Marco Rubio|Marco|Rubio|sen|FL||Republican|2011|2025
bioguide:S001181|Jeanne Shaheen|Jeanne|Shaheen|sen|NH||Democrat|2009|2026
bioguide:V000128|Chris Van Hollen|Chris|Van Hollen|sen|MD||Democrat|2017|2026
bioguide:B001288|Cory A. Booker|Cory|Booker|sen|NJ||Democrat|2013|2026
bioguide:W000817|Elizabeth Warren|Elizabeth|Warren|sen|MA||Democrat|2013|2026
bioguide:S001194|Brian Schatz|Brian|Schatz|sen|HI||Democrat|2012|2026
bioguide:M000133|Edward J. Markey|Edward|Markey|sen|MA||Democrat|2013|2026
bioguide:C001035|Susan M. Collins|Susan|Collins|sen|ME||Republican|1997|2026
bioguide:M001153|Lisa Murkowski|Lisa|Murkowski|sen|AK||Republican|2002|2026
bioguide:L000174|Patrick J. Leahy|Patrick|Leahy|sen|VT||Democrat|1975|2023
bioguide:G000359|Lindsey Graham|Lindsey|Graham|sen|SC||Republican|2003|2026
bioguide:G000377|Kay Granger|Kay|Granger|rep|TX|12|Republican|1997|2025
bioguide:L000480|Nita M. Lowey|Nita|Lowey|rep|NY|17|Democrat|1989|2021
ocd-person/0001|Jesse Gabriel|Jesse|Gabriel|lower|CA|46|Democrat|2018|2026
ocd-person/0002|Susan Rubio|Susan|Rubio|upper|CA|22|Democrat|2018|2026
ocd-person/0003|Adrin Nazarian|Adrin|Nazarian|lower|CA|46|Democrat|2012|2022
own:mike-pompeo|Mike Pompeo|Mike|Pompeo|exec|||Republican|2018|2021
own:antony-blinken|Antony J. Blinken|Antony|Blinken|exec|||Democrat|2021|2025
own:joe-biden|Joseph R. Biden|Joe|Biden|exec|||Democrat|2021|2025
own:barack-obama|Barack Obama|Barack|Obama|exec|||Democrat|2009|2017`

// rosterIndex is an index of the roster.
func rosterIndex() *match.Index {
	var ps []schema.Person
	for _, row := range strings.Split(roster, "\n") {
		f := strings.Split(row, "|")
		org := map[string]string{"sen": "United States Senate", "rep": "United States House of Representatives", "upper": "California State Senate", "lower": "California State Assembly", "exec": "United States Government"}[f[4]]
		ps = append(ps, schema.Person{ID: f[0], Name: f[1], Given: f[2], Family: f[3], Tenures: []schema.Tenure{{
			Post:  schema.Post{Name: f[4] + " " + f[5], Chamber: f[4], State: f[5], District: f[6], Organization: org, Country: "US"},
			Party: f[7], During: date.Interval{Start: date.Date(f[8]), End: date.Date(f[9])},
		}}})
	}
	return match.NewIndex(ps, match.Options{})
}
