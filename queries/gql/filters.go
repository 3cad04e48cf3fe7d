package gql

// defineFilters defines the input types of filters. Their fields are those of the filter structs in queries/corpus,
// which a test holds.
func defineFilters(r *registry) {
	r.input("IntFilter", "Numbers that meet every given bound.", r.arg("eq", "Int", "Equal."), r.arg("ne", "Int", "Not equal."), r.arg("gt", "Int", "Greater."), r.arg("gte", "Int", "Greater or equal."),
		r.arg("lt", "Int", "Less."), r.arg("lte", "Int", "Less or equal."), r.arg("in", "[Int!]", "One of these."))
	r.input("DateFilter", "Dates that meet every given bound. A partial date counts by the days it covers; an unknown date meets no bound.",
		r.arg("eq", "Date", "Within this date: 2020 takes every day of the year."), r.arg("gt", "Date", "Behind the last day."), r.arg("gte", "Date", "On the first day or later."),
		r.arg("lt", "Date", "Before the first day."), r.arg("lte", "Date", "On the last day or earlier."), r.arg("known", "Boolean", "Whether the date is known."))
	r.input("TextFilter", "Text that meets every given condition. Case, accents and punctuation do not count.", r.arg("eq", "String", "The same words."), r.arg("in", "[String!]", "The same words as one of these."),
		r.arg("contains", "String", "Contains this."), r.arg("startsWith", "String", "Begins with this."), r.arg("words", "String", "Has every one of these words, or words that begin with them, in any order."))
	logic := func(name, what string, more ...*argDef) {
		fields := []*argDef{
			r.arg("and", "["+name+"Filter!]", "All of these hold."), r.arg("or", "["+name+"Filter!]", "At least one of these holds."), r.arg("not", name+"Filter", "This does not hold."),
			r.arg("ids", "[ID!]", "One of these, by global id or IRI."),
		}
		r.input(name+"Filter", what+" that meet every given condition.", append(fields, more...)...)
		r.input(name+"Relation", "A condition on all related "+what+".", r.arg("some", name+"Filter", "At least one meets this."), r.arg("none", name+"Filter", "None meets this."),
			r.arg("every", name+"Filter", "Every one meets this; also where there is none."))
	}
	logic("Letter", "letters",
		r.arg("text", "String", "Every word stands in the title, label or demands."), r.arg("title", "TextFilter", "The title or label."), r.arg("date", "DateFilter", "The date."), r.arg("dateBasis", "[DateBasis!]", "Where the date comes from: one of these."),
		r.arg("countries", "[String!]", "About one of these countries, by ISO 3166-1 alpha-2 code."), r.arg("demandTypes", "[DemandType!]", "Asks for one of these kinds of acts."),
		r.arg("signatureCount", "IntFilter", "The number of people who signed."), r.arg("claimedSignatures", "IntFilter", "The number of signatures that the text claims."), r.arg("recipientCount", "IntFilter", "The number of recipients."),
		r.arg("demandCount", "IntFilter", "The number of demands."), r.arg("documentCount", "IntFilter", "The number of documents that give it."), r.arg("signatories", "PersonRelation", "Who signed; their post and party on the letter's date."),
		r.arg("recipients", "EntityRelation", "To whom it is addressed."), r.arg("senders", "EntityRelation", "The bodies in whose name it goes out."), r.arg("targets", "EntityRelation", "Against whom an act is asked."),
		r.arg("demands", "DemandRelation", "What it asks for."), r.arg("events", "EventRelation", "What it mentions."), r.arg("documents", "DocumentRelation", "The documents that give it."))
	logic("Person", "people",
		r.arg("bioguide", "[String!]", "One of these Bioguide ids."), r.arg("name", "TextFilter", "Any form of the name."), r.arg("party", "[String!]", "One of these parties; D, Democrat and Democratic are one."),
		r.arg("state", "[String!]", "Holds a post of one of these states, by two-letter code."), r.arg("chamber", "[Chamber!]", "Holds a post in one of these."), r.arg("post", "TextFilter", "Holds a post of this name."),
		r.arg("gender", "[String!]", "The gender that a register states."), r.arg("provisional", "Boolean", "Whether known from texts only."), r.arg("legislator", "Boolean", "Whether holding a seat of a legislature."),
		r.arg("official", "Boolean", "Whether holding a post outside legislatures."), r.arg("asOf", "Date", "The date on which party, state, chamber and post are asked; else the date of the letter that led here, the query's date, or the latest tenure."),
		r.arg("lettersSigned", "IntFilter", "The number of letters signed."), r.arg("lettersReceived", "IntFilter", "The number of letters received."), r.arg("letters", "LetterRelation", "The letters signed."),
		r.arg("received", "LetterRelation", "The letters received."), r.arg("coSigners", "PersonRelation", "The people who signed with them."), r.arg("targetedBy", "DemandRelation", "The demands that aim at them."))
	logic("Entity", "people, posts, organizations, countries or events",
		r.arg("kinds", "[EntityKind!]", "Of one of these kinds."), r.arg("name", "TextFilter", "Any form of the name."), r.arg("classification", "[String!]", "For organizations: chamber, caucus, agency, commission, government, company."),
		r.arg("country", "[String!]", "Is or belongs to one of these countries, by code."), r.arg("letters", "LetterRelation", "The letters addressed to it, sent by it, about it or mentioning it."), r.arg("letterCount", "IntFilter", "The number of these letters."))
	logic("Demand", "demands",
		r.arg("types", "[DemandType!]", "For one of these kinds of acts."), r.arg("text", "TextFilter", "The sentence or clause."), r.arg("addressee", "TextFilter", "Of whom it is asked, as printed."), r.arg("actor", "TextFilter", "Who is to act, as printed."),
		r.arg("legalBasis", "TextFilter", "The law it rests on."), r.arg("polarity", "[Polarity!]", "For or against."), r.arg("force", "[Force!]", "How strongly."), r.arg("quoted", "Boolean", "Whether a quoted person makes it and not the letter."),
		r.arg("targets", "EntityRelation", "Against whom."), r.arg("letters", "LetterRelation", "The letters that make it."))
	logic("Event", "events", r.arg("name", "TextFilter", "The name."), r.arg("types", "[String!]", "One of these types."), r.arg("date", "DateFilter", "The date."),
		r.arg("letters", "LetterRelation", "The letters that mention it."), r.arg("letterCount", "IntFilter", "The number of letters that mention it."))
	logic("Document", "documents", r.arg("title", "TextFilter", "The title or file name."), r.arg("kinds", "[DocumentKind!]", "One of these kinds."), r.arg("issued", "DateFilter", "The date of issue."),
		r.arg("sha256", "[String!]", "The SHA-256 of the file, in hexadecimal."), r.arg("letters", "LetterRelation", "The letters that it carries or reports."), r.arg("letterCount", "IntFilter", "The number of these letters."))
}
