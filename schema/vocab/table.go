package vocab

import "github.com/cayleygraph/quad"

// Class is one class of the vocabulary.
type Class struct {
	IRI  quad.IRI
	Name string // the word used in the API, docs and identifiers
	Doc  string
}

// Value says what may stand as the object of a predicate.
type Value int

// The kinds of objects.
const (
	Node    Value = iota // an IRI; Term.Range lists its classes
	String               // plain string
	Integer              // whole number
	Boolean              // true or false
	Dated                // xsd:date, xsd:gYearMonth or xsd:gYear by its precision
	Number               // xsd:decimal
)

// Term is one predicate of the vocabulary. Domain and Range list classes; an empty list allows any. A predicate with
// Many unset has at most one value for a subject within one label.
type Term struct {
	IRI    quad.IRI
	Name   string
	Domain []quad.IRI
	Value  Value
	Range  []quad.IRI
	Many   bool
	Walk   bool // a plain edge that paths and the full network walk
	Doc    string
}

type classes = []quad.IRI

// Classes lists every class, in the order in which the documentation shows them.
func Classes() []Class {
	return []Class{
		{Person, "Person", "A human, one node whatever offices they hold and however many registers list them."},
		{Organization, "Organization", "A chamber, caucus, agency, commission, government, party or company."},
		{Post, "Post", "An office that persons hold one after the other."},
		{Tenure, "Tenure", "One person's holding of one post over dates."},
		{Affiliation, "Affiliation", "One person's belonging to a party over dates."},
		{Letter, "Letter", "One text signed by one list of people and sent to one or more recipients."},
		{Signature, "Signature", "One person's place on one letter."},
		{Recipient, "Recipient", "One addressee of a letter, as printed and, where known, as an entity."},
		{Demand, "Demand", "An act that a letter or a quoted person asks for."},
		{DemandType, "DemandType", "A kind of act asked for, with its mapping to CAMEO and PLOVER."},
		{LegalBasis, "LegalBasis", "A law, act, section or resolution that a letter invokes or mentions."},
		{Statement, "Statement", "What a quoted person says in a document; not the letter's own text."},
		{Event, "Event", "Something that happened, or is to happen, as letters tell it."},
		{Country, "Country", "A country, or a contested territory under its register code."},
		{Document, "Document", "A file, or one record of a file, that carries or reports letters; also the label of what was read in it."},
		{Register, "Register", "One edition of an official list; also the label of what it says."},
		{Evidence, "Evidence", "A span of a document's normalized text that supports one statement."},
		{Sanction, "Sanction", "An actual listing on a sanctions list; only registers make one."},
		{Judgement, "Judgement", "A recorded decision that two nodes are, or are not, one."},
	}
}

// Predicates lists every predicate, in the order in which the documentation shows them.
func Predicates() []Term {
	var all []Term
	for _, group := range [][]Term{general, person, office, letterEdges, letter, place, demand, document, evidence, sanction} {
		all = append(all, group...)
	}
	return all
}

var general = []Term{
	{Type, "type", nil, Node, nil, false, false, "the class of a node"},
	{Label, "label", nil, String, nil, false, false, "the name to show"},
	{SameAs, "sameAs", nil, Node, nil, true, false, "another identifier of the same entity"},
	{Identifier, "identifier", nil, String, nil, true, false, "scheme:value in somebody's register"},
	{AlternateName, "alternateName", nil, String, nil, true, false, "a further form of the name, misprints included"},
}

var person = []Term{
	{GivenName, "givenName", classes{Person}, String, nil, false, false, "given name as the register has it"},
	{AdditionalName, "additionalName", classes{Person}, String, nil, false, false, "middle name"},
	{FamilyName, "familyName", classes{Person}, String, nil, false, false, "family name"},
	{NameSuffix, "nameSuffix", classes{Person}, String, nil, false, false, "Jr., III and the like"},
	{Nickname, "nickname", classes{Person}, String, nil, true, false, "a short or familiar given name"},
	{BirthDate, "birthDate", classes{Person}, Dated, nil, false, false, "date of birth"},
	{Gender, "gender", classes{Person}, String, nil, false, false, "gender as the register has it"},
	{Holds, "holds", classes{Person}, Node, classes{Tenure}, true, true, "has held a post over these dates"},
	{Affiliated, "affiliated", classes{Person}, Node, classes{Affiliation}, true, false, "belonged to a party over these dates"},
	{Provisional, "provisional", classes{Person, Organization}, Boolean, nil, false, false, "true when known from a text only"},
}

var office = []Term{
	{OnPost, "post", classes{Tenure}, Node, classes{Post}, false, true, "the post that is held"},
	{StartDate, "startDate", classes{Tenure, Affiliation, Event, Sanction}, Dated, nil, false, false, "first day; unknown when absent"},
	{EndDate, "endDate", classes{Tenure, Affiliation, Event, Sanction}, Dated, nil, false, false, "last day; open or unknown when absent"},
	{Party, "party", classes{Tenure, Affiliation}, String, nil, false, false, "party as the register spells it"},
	{Locator, "locator", nil, String, nil, false, false, "where in the register the row stands"},
	{PostIn, "postIn", classes{Post}, Node, classes{Organization}, false, true, "the organization that the post belongs to"},
	{Chamber, "chamber", classes{Post}, String, nil, false, false, "sen, rep, upper, lower or exec"},
	{State, "state", classes{Post}, String, nil, false, false, "two-letter code of the state that the seat belongs to"},
	{District, "district", classes{Post}, String, nil, false, false, "district as the register has it"},
	{Classification, "classification", classes{Organization}, String, nil, false, false, "chamber, caucus, agency, commission, government, party, company"},
	{InCountry, "country", classes{Post, Organization, Person, Event}, Node, classes{Country}, true, false, "the country it belongs to"},
}

var letterEdges = []Term{
	{Signed, "signed", classes{Person}, Node, classes{Letter}, true, true, "put their name under the letter"},
	{AddressedTo, "addressedTo", classes{Letter}, Node, classes{Person, Post, Organization}, true, true, "goes to"},
	{Makes, "makes", classes{Letter, Statement}, Node, classes{Demand}, true, true, "asks for this act"},
	{Targets, "targets", classes{Demand}, Node, classes{Person, Organization, Country}, true, true, "against, or for, whom the act is asked"},
	{Concerns, "concerns", classes{Letter}, Node, classes{Country}, true, true, "is about this country or territory"},
	{Mentions, "mentions", classes{Letter}, Node, classes{Event}, true, true, "tells of this event"},
	{SentBy, "sentBy", classes{Letter}, Node, classes{Organization}, true, true, "goes out in the name of this body"},
}

var letter = []Term{
	{Title, "title", classes{Letter, Document}, String, nil, false, false, "title or headline"},
	{LetterDate, "date", classes{Letter}, Dated, nil, false, false, "the date of the letter"},
	{DateBasis, "dateBasis", classes{Letter}, String, nil, false, false, "printed, reported, release_date or inferred"},
	{ClaimedSignatures, "claimedSignatures", classes{Letter}, Integer, nil, false, false, "the number of signers that the text itself claims, leads included"},
	{ClaimedText, "claimedText", classes{Letter}, String, nil, false, false, "the words of the claim"},
	{FullTextIn, "fullTextIn", classes{Letter}, Node, classes{Document}, true, false, "the whole letter stands in this document"},
	{ExcerptIn, "excerptIn", classes{Letter}, Node, classes{Document}, true, false, "parts of the letter are quoted in this document"},
	{ReportedIn, "reportedIn", classes{Letter}, Node, classes{Document}, true, false, "this document tells of the letter"},
}

var place = []Term{
	{OnLetter, "onLetter", classes{Signature, Recipient}, Node, classes{Letter}, false, false, "the letter it stands on"},
	{Signatory, "signatory", classes{Signature}, Node, classes{Person}, false, false, "who signed"},
	{Candidate, "candidate", classes{Signature, Recipient}, Node, classes{Person}, true, false, "whom an ambiguous name might be"},
	{AsName, "asName", classes{Signature, Recipient}, String, nil, true, false, "the name as printed"},
	{AsTitle, "asTitle", classes{Signature}, String, nil, true, false, "the title as printed"},
	{AsOffice, "asOffice", classes{Recipient}, String, nil, true, false, "the office as printed"},
	{AsOrganization, "asOrganization", classes{Recipient}, String, nil, true, false, "the organization as printed"},
	{AsTenure, "asTenure", classes{Signature, Recipient}, Node, classes{Tenure}, false, false, "the post held on the letter's date"},
	{Order, "order", classes{Signature, Recipient, Demand}, Integer, nil, false, false, "place in the text, from 1"},
	{SignRole, "role", classes{Signature}, String, nil, false, false, "lead, cosigner or signer"},
	{Mode, "mode", classes{Signature}, String, nil, false, false, "listed, typed, slash_s or reported"},
	{Decision, "decision", classes{Signature, Recipient}, String, nil, false, false, "accepted, ambiguous or none"},
	{Confidence, "confidence", classes{Signature, Evidence}, Number, nil, false, false, "score in [0,1]"},
	{Addressee, "recipient", classes{Recipient}, Node, classes{Person, Post, Organization}, false, false, "who is addressed"},
	{Kind, "kind", classes{Recipient, Document}, String, nil, false, false, "to or cc; of a document its kind"},
	{SeparateCopy, "separateCopy", classes{Recipient}, Boolean, nil, false, false, "true when each recipient got a copy of their own"},
	{HasEvidence, "evidence", classes{Signature, Recipient, Demand, Statement}, Node, classes{Evidence}, true, false, "the span that supports it"},
}

var demand = []Term{
	{DemandedAct, "demandType", classes{Demand}, Node, classes{DemandType}, false, false, "the kind of act"},
	{Text, "text", classes{Demand, Statement}, String, nil, false, false, "the words as they stand"},
	{AskedOf, "addressee", classes{Demand}, String, nil, false, false, "whom the sentence speaks to"},
	{Actor, "actor", classes{Demand}, String, nil, false, false, "who is to act"},
	{TargetText, "targetText", classes{Demand}, String, nil, false, false, "against or for whom, as printed"},
	{Polarity, "polarity", classes{Demand}, String, nil, false, false, "for the act, or against it"},
	{Force, "force", classes{Demand}, String, nil, false, false, "must, urge, request or express"},
	{Condition, "condition", classes{Demand}, String, nil, false, false, "the condition as printed"},
	{BasedOn, "legalBasis", classes{Demand, Letter}, Node, classes{LegalBasis}, true, true, "the law that is invoked or mentioned"},
	{BasisMode, "basisMode", classes{Demand}, String, nil, false, false, "invoked or mentioned"},
	{DemandedBy, "demander", classes{Demand}, Node, classes{Letter, Person}, false, false, "who asks"},
	{Speaker, "speaker", classes{Statement}, Node, classes{Person}, false, false, "who is quoted"},
	{StatedIn, "statedIn", classes{Statement}, Node, classes{Document}, false, false, "the document that quotes"},
	{EventType, "eventType", classes{Event}, String, nil, false, false, "a word of the event lexicon"},
}

var document = []Term{
	{FileName, "fileName", classes{Document, Register}, String, nil, true, false, "name of the file, without folders"},
	{SHA256, "sha256", classes{Document, Register}, String, nil, false, false, "hash of the bytes as loaded"},
	{TextSHA256, "textSha256", classes{Document}, String, nil, false, false, "hash of the normalized text that spans point into"},
	{Issued, "issued", classes{Document}, Dated, nil, false, false, "date of publication"},
	{Source, "source", classes{Document, Register}, String, nil, false, false, "address at the publisher"},
	{PublishedBy, "publisher", classes{Document, Register}, String, nil, false, false, "who publishes it"},
	{Edition, "edition", classes{Register}, String, nil, false, false, "the publisher's date or version"},
	{Licence, "licence", classes{Register}, String, nil, false, false, "terms of use"},
	{RecordCount, "records", classes{Register}, Integer, nil, false, false, "how many records were kept"},
}

var evidence = []Term{
	{Subject, "subject", classes{Evidence}, Node, nil, false, false, "subject of the supported statement"},
	{Predicate, "predicate", classes{Evidence}, Node, nil, false, false, "predicate of the supported statement"},
	{Object, "object", classes{Evidence}, Node, nil, false, false, "object of the supported statement"},
	{InDocument, "inDocument", classes{Evidence}, Node, classes{Document}, false, false, "the document whose normalized text has the span"},
	{SpanStart, "start", classes{Evidence}, Integer, nil, false, false, "first code point of the span"},
	{SpanEnd, "end", classes{Evidence}, Integer, nil, false, false, "code point after the span"},
	{Quote, "quote", classes{Evidence}, String, nil, false, false, "the text at the span"},
	{Page, "page", classes{Evidence}, Integer, nil, false, false, "the page of a PDF of several on which the span starts, from 1"},
	{Rule, "rule", classes{Evidence}, String, nil, false, false, "the rule that found it"},
}

var sanction = []Term{
	{Sanctioned, "sanctioned", classes{Sanction}, Node, classes{Person, Organization}, false, true, "who is listed"},
	{Authority, "authority", classes{Sanction}, String, nil, false, false, "who listed them"},
	{Program, "program", classes{Sanction}, String, nil, true, false, "programme or legal ground"},
	{ListingDate, "listingDate", classes{Sanction}, Dated, nil, false, false, "date of the listing"},
	{JudgedName, "judgedName", classes{Judgement}, String, nil, false, false, "the printed name that was judged"},
	{JudgedPerson, "judgedPerson", classes{Judgement}, Node, classes{Person}, true, false, "the person judged about"},
	{Verdict, "verdict", classes{Judgement}, String, nil, false, false, "positive, negative or unsure"},
}
