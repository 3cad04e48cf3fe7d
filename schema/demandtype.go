package schema

// DemandTypeInfo describes one of the acts that letters ask for.
type DemandTypeInfo struct {
	Type   DemandType
	Name   string // to show
	CAMEO  string // the CAMEO 1.1 code of the act asked for, empty where none fits
	PLOVER string // the PLOVER event type likewise
	Doc    string
}

// DemandTypes lists the fourteen acts in the order of the extraction record. The codes are of the act that is asked for,
// not of the asking (CAMEO 1.1 codebook, 2012; PLOVER manual, 2023).
func DemandTypes() []DemandTypeInfo {
	return []DemandTypeInfo{
		{"ceasefire_or_negotiate", "ceasefire or negotiation", "087", "", "stop fighting, lower tensions, mediate, return to talks"},
		{"sanction", "sanctions", "163", "SANCTION", "impose penalties on persons, bodies or states, or tighten those in force"},
		{"suspend_aid_or_sales", "suspension of aid or sales", "162", "SANCTION", "stop, cut or withhold aid, arms, trade or licences"},
		{"release_detainees", "release of detainees", "0841", "", "free prisoners, return captives or remains"},
		{"provide_aid", "provision of aid", "070", "AID", "give money, goods, troops, relief or refuge"},
		{"investigate", "investigation", "090", "ACCUSE", "inquire, audit, review, hold hearings"},
		{"disclose_information", "disclosure of information", "", "", "answer questions, brief, publish, hand over documents"},
		{"condemn", "condemnation", "111", "ACCUSE", "denounce an act or a person in public"},
		{"recognize", "recognition", "", "", "recognize a state, a government, a genocide, a day or a merit"},
		{"legislate_or_fund", "legislation or funding", "", "", "pass, oppose or amend a bill; appropriate money"},
		{"rulemake_or_regulate", "rule or regulation", "", "", "issue, change, delay, keep or withdraw a rule, guidance or decision of an agency"},
		{"appoint_or_remove", "appointment or removal", "", "", "name, confirm, dismiss or ask to resign"},
		{"protect", "protection", "", "", "guard people, rights, places or nature from harm"},
		{"other", "another act", "", "", "an act that fits none of the others"},
	}
}

// DemandTypeName is the name to show of a type, the type itself when it is none of the fourteen.
func DemandTypeName(t DemandType) string {
	for _, d := range DemandTypes() {
		if d.Type == t {
			return d.Name
		}
	}
	return string(t)
}
