package gql

func defineEnums(r *registry) {
	r.enum("EntityKind", "What kind of thing an entity is.",
		"PERSON", "person", "A human.", "ORGANIZATION", "organization", "A body: chamber, caucus, agency, commission, government, company.",
		"POST", "post", "An office that persons hold one after the other.", "TENURE", "tenure", "A person's holding of a post.",
		"AFFILIATION", "affiliation", "A person's belonging to a party.",
		"LETTER", "letter", "One text signed by one list of people.", "SIGNATURE", "signature", "One person's place on one letter.",
		"RECIPIENT", "recipient", "One addressee of one letter.", "DEMAND", "demand", "An act asked for.",
		"DEMAND_TYPE", "demandtype", "A kind of act asked for.", "LEGAL_BASIS", "legal", "A law, section or resolution.",
		"STATEMENT", "statement", "What a quoted person says.", "EVENT", "event", "Something that happened or will.",
		"COUNTRY", "country", "A country or contested territory.", "DOCUMENT", "document", "A file that carries or reports letters.",
		"REGISTER", "register", "An official list.", "EVIDENCE", "evidence", "A place in a document.", "SANCTION", "sanction", "An actual listing, from a register.")
	r.enum("SortDirection", "The direction of an ordering.", "ASC", "asc", "Smallest, earliest or first in the alphabet first.", "DESC", "desc", "The other way round.")
	r.enum("Chamber", "Where a seat or post belongs.", "SENATE", "sen", "The United States Senate.", "HOUSE", "rep", "The United States House of Representatives.",
		"UPPER", "upper", "The upper house of a state's legislature.", "LOWER", "lower", "The lower house of a state's legislature.", "EXECUTIVE", "exec", "An executive.")
	r.enum("DateBasis", "Where a letter's date comes from, best first.", "PRINTED", "printed", "Printed in the letter.", "REPORTED", "reported", "A document tells it.",
		"RELEASE_DATE", "release_date", "Only the release is dated.", "INFERRED", "inferred", "Inferred from what stands around.")
	r.enum("DocumentMode", "How a document gives a letter.", "FULL", "full", "The whole letter stands in it.", "EXCERPT", "excerpt", "Parts are quoted.", "REPORT", "report", "It is only told about.")
	r.enum("DocumentKind", "What a document is.", "LETTER", "letter", "The letter itself.", "PRESS_RELEASE", "press_release", "A member's or body's release about a letter.",
		"NEWS_REPORT", "news_report", "Somebody else's report about a letter.", "OTHER", "other", "Not about a letter.")
	r.enum("SignerRole", "A signer's part in a letter.", "LEAD", "lead", "Leads the letter.", "COSIGNER", "cosigner", "Signs along.", "SIGNER", "signer", "Signs; the document tells no lead.")
	r.enum("SignatureMode", "How a signature stands in a document.", "LISTED", "listed", "In a list or block of names.", "TYPED", "typed", "A typed name over a title.",
		"SLASH_S", "slash_s", "/s/ and a name.", "REPORTED", "reported", "Told in a sentence.")
	r.enum("Decision", "The outcome of asking who a printed name is.", "ACCEPTED", "accepted", "One person, above the threshold.", "AMBIGUOUS", "ambiguous", "Several persons fit: an open question.",
		"NONE", "none", "Nobody in the registers fits.")
	r.enum("RecipientKind", "How a recipient is addressed.", "TO", "to", "The letter is addressed to it.", "CC", "cc", "It gets a copy.")
	r.enum("Polarity", "Whether an act is asked for or spoken against.", "FOR", "for", "The act is asked for.", "AGAINST", "against", "The act is to be left undone or ended.")
	r.enum("Force", "How strongly an act is asked for.", "MUST", "must", "It must be done.", "URGE", "urge", "It is urged.", "REQUEST", "request", "It is requested.", "EXPRESS", "express", "A wish or view is expressed.")
	r.enum("BasisMode", "How a law stands with a demand.", "INVOKED", "invoked", "The act is asked for under it.", "MENTIONED", "mentioned", "It is only mentioned.")
	r.enum("DemandType", "The kinds of acts that letters ask for.",
		"CEASEFIRE_OR_NEGOTIATE", "ceasefire_or_negotiate", "Stop fighting, or negotiate.", "SANCTION", "sanction", "Impose sanctions.",
		"SUSPEND_AID_OR_SALES", "suspend_aid_or_sales", "Stop aid or sales.", "RELEASE_DETAINEES", "release_detainees", "Release prisoners.",
		"PROVIDE_AID", "provide_aid", "Give aid or help.", "INVESTIGATE", "investigate", "Investigate.", "DISCLOSE_INFORMATION", "disclose_information", "Tell, brief, publish or answer.",
		"CONDEMN", "condemn", "Condemn in words.", "RECOGNIZE", "recognize", "Recognize.", "LEGISLATE_OR_FUND", "legislate_or_fund", "Pass a law or fund something.",
		"RULEMAKE_OR_REGULATE", "rulemake_or_regulate", "Make, change or withdraw a rule.", "APPOINT_OR_REMOVE", "appoint_or_remove", "Appoint or remove somebody.",
		"PROTECT", "protect", "Protect people or places.", "OTHER", "other", "Anything else.")
	r.enum("ValueStatus", "Why a value is there or not.", "KNOWN", "known", "The value is known.", "UNKNOWN", "unknown", "There is or may be a value; nobody told it.",
		"NOT_APPLICABLE", "not_applicable", "There is no value to know.")
	r.enum("MatchKind", "In what way a form fits a search; of several words the weakest decides.", "EXACT", "exact", "The same words, accents and case aside.",
		"PREFIX", "prefix", "A word begins with the word asked for.", "NICKNAME", "nickname", "A short or other form of a given name.",
		"TRANSLITERATION", "script", "Another rendering of a word of a foreign script.", "SPELLING", "spelling", "One or two letters differ.")
	r.enum("LetterDimension", "What letters are grouped by. Signer dimensions are taken together from each signature on the letter's date, demand dimensions together from each demand.",
		"YEAR", "0", "The year of the letter.", "MONTH", "1", "The month of the letter.", "COUNTRY", "2", "A country that the letter is about.", "EVENT", "3", "An event that it mentions.",
		"RECIPIENT", "4", "To whom it is addressed.", "SENDER", "5", "The body in whose name it goes out.", "DATE_BASIS", "6", "Where its date comes from.", "DOCUMENT_KIND", "7", "The kind of a document that gives it.",
		"SIGNATORY", "8", "Who signed.", "PARTY", "9", "The signer's party.", "STATE", "10", "The signer's state.", "CHAMBER", "11", "The signer's chamber.",
		"DEMAND_TYPE", "12", "The kind of act asked for.", "TARGET", "13", "Against whom the act is asked.", "ACTOR", "14", "Who is to act.")
	orders := func(name, what string, triples ...string) {
		r.enum(name+"OrderField", "By what "+what+" are ordered.", triples...)
		r.input(name+"Order", "One key of an ordering of "+what+".", r.arg("field", name+"OrderField!", "By what."),
			r.arg("direction", "SortDirection", "In what direction.").withDefault("ASC", "asc"))
	}
	orders("Person", "people", "NAME", "name", "Family name, then given name.", "LETTERS_SIGNED", "lettersSigned", "The number of letters signed.",
		"LETTERS_RECEIVED", "lettersReceived", "The number of letters received.", "BIRTH_DATE", "birthDate", "The date of birth, unknown ones first.")
	orders("Letter", "letters", "DATE", "date", "The date of the letter, unknown ones first.", "TITLE", "title", "The label.", "SIGNATURES", "signatures", "The number of people who signed.",
		"CLAIMED_SIGNATURES", "claimedSignatures", "The number that the text claims.", "DEMANDS", "demands", "The number of demands.")
	orders("Demand", "demands", "TEXT", "text", "The text.", "TYPE", "type", "The kind of act.")
	orders("Event", "events", "DATE", "date", "The date, unknown ones first.", "NAME", "name", "The name.", "LETTERS", "letters", "The number of letters that mention it.")
	orders("Document", "documents", "ISSUED", "issued", "The date of issue, unknown ones first.", "TITLE", "title", "The title.")
	orders("Entity", "organizations, posts or countries", "NAME", "name", "The name.", "LETTERS", "letters", "The number of letters addressed to it, sent by it, about it or mentioning it.")
}
