// Package vocab is demarche's vocabulary as one table: every class and predicate with its IRI, domain, range, how many
// values it may have, and what it means. Ontology, JSON-LD context, SHACL shapes, documentation and the check of every
// loaded quad are generated from [Classes] and [Predicates]; nothing else in the project spells an IRI of the vocabulary.
package vocab

import "github.com/cayleygraph/quad"

// The namespaces in use. NS holds demarche's own terms.
const (
	NS      = "urn:demarche:ns#"
	rdf     = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	rdfs    = "http://www.w3.org/2000/01/rdf-schema#"
	owl     = "http://www.w3.org/2002/07/owl#"
	foaf    = "http://xmlns.com/foaf/0.1/"
	schemaO = "http://schema.org/"
	org     = "http://www.w3.org/ns/org#"
	bibo    = "http://purl.org/ontology/bibo/"
	dcterms = "http://purl.org/dc/terms/"
	oa      = "http://www.w3.org/ns/oa#"
	skos    = "http://www.w3.org/2004/02/skos/core#"
	xsd     = "http://www.w3.org/2001/XMLSchema#"
)

// The datatypes of typed literals. Plain strings are quad.String, whole numbers quad.Int, truth values quad.Bool.
const (
	Date    quad.IRI = xsd + "date"
	Month   quad.IRI = xsd + "gYearMonth"
	Year    quad.IRI = xsd + "gYear"
	Decimal quad.IRI = xsd + "decimal"
)

// The classes.
const (
	Person       quad.IRI = foaf + "Person"
	Organization quad.IRI = org + "Organization"
	Post         quad.IRI = org + "Post"
	Tenure       quad.IRI = NS + "Tenure"
	Affiliation  quad.IRI = NS + "Affiliation"
	Letter       quad.IRI = bibo + "Letter"
	Signature    quad.IRI = NS + "Signature"
	Recipient    quad.IRI = NS + "Recipient"
	Demand       quad.IRI = NS + "Demand"
	DemandType   quad.IRI = skos + "Concept"
	LegalBasis   quad.IRI = schemaO + "Legislation"
	Statement    quad.IRI = NS + "Statement"
	Event        quad.IRI = schemaO + "Event"
	Country      quad.IRI = schemaO + "Country"
	Document     quad.IRI = foaf + "Document"
	Register     quad.IRI = NS + "Register"
	Evidence     quad.IRI = NS + "Evidence"
	Sanction     quad.IRI = NS + "Sanction"
	Judgement    quad.IRI = NS + "Judgement"
)

// The predicates, each a verb or noun read subject to object.
const (
	Type   quad.IRI = rdf + "type"
	Label  quad.IRI = rdfs + "label"
	SameAs quad.IRI = owl + "sameAs"

	// Person.
	AlternateName  quad.IRI = schemaO + "alternateName"
	GivenName      quad.IRI = schemaO + "givenName"
	AdditionalName quad.IRI = schemaO + "additionalName"
	FamilyName     quad.IRI = schemaO + "familyName"
	NameSuffix     quad.IRI = schemaO + "honorificSuffix"
	Nickname       quad.IRI = foaf + "nick"
	BirthDate      quad.IRI = schemaO + "birthDate"
	Gender         quad.IRI = schemaO + "gender"
	Identifier     quad.IRI = dcterms + "identifier" // "scheme:value"
	Holds          quad.IRI = NS + "holds"
	Affiliated     quad.IRI = NS + "affiliated"
	Provisional    quad.IRI = NS + "provisional" // true for a person known from a text only

	// Tenure, Affiliation, Post, Organization.
	OnPost         quad.IRI = NS + "post"
	StartDate      quad.IRI = schemaO + "startDate"
	EndDate        quad.IRI = schemaO + "endDate"
	Party          quad.IRI = NS + "party"
	Locator        quad.IRI = NS + "locator" // where in the register the row stands
	PostIn         quad.IRI = org + "postIn"
	Chamber        quad.IRI = NS + "chamber"
	State          quad.IRI = NS + "state"
	District       quad.IRI = NS + "district"
	Classification quad.IRI = org + "classification"
	InCountry      quad.IRI = NS + "country"

	// The plain edges of a letter, for walking.
	Signed      quad.IRI = NS + "signed"      // Person -> Letter
	AddressedTo quad.IRI = NS + "addressedTo" // Letter -> Person, Post or Organization
	Makes       quad.IRI = NS + "makes"       // Letter or Statement -> Demand
	Targets     quad.IRI = NS + "targets"     // Demand -> Person, Organization or Country
	Concerns    quad.IRI = NS + "concerns"    // Letter -> Country
	Mentions    quad.IRI = NS + "mentions"    // Letter -> Event
	SentBy      quad.IRI = NS + "sentBy"      // Letter -> Organization

	// Letter.
	Title             quad.IRI = dcterms + "title"
	LetterDate        quad.IRI = dcterms + "date"
	DateBasis         quad.IRI = NS + "dateBasis"
	ClaimedSignatures quad.IRI = NS + "claimedSignatures"
	ClaimedText       quad.IRI = NS + "claimedText"
	FullTextIn        quad.IRI = NS + "fullTextIn" // Letter -> Document
	ExcerptIn         quad.IRI = NS + "excerptIn"
	ReportedIn        quad.IRI = NS + "reportedIn"

	// Signature, Recipient: a place on a letter.
	OnLetter       quad.IRI = NS + "onLetter"
	Signatory      quad.IRI = NS + "signatory"
	Candidate      quad.IRI = NS + "candidate" // whom an ambiguous name might be
	AsName         quad.IRI = NS + "asName"
	AsTitle        quad.IRI = NS + "asTitle"
	AsOffice       quad.IRI = NS + "asOffice"
	AsOrganization quad.IRI = NS + "asOrganization"
	AsTenure       quad.IRI = NS + "asTenure"
	Order          quad.IRI = NS + "order"
	SignRole       quad.IRI = NS + "role"
	Mode           quad.IRI = NS + "mode"
	Decision       quad.IRI = NS + "decision"
	Confidence     quad.IRI = NS + "confidence"
	Addressee      quad.IRI = NS + "recipient" // Recipient -> Person, Post or Organization
	Kind           quad.IRI = NS + "kind"      // to, cc; a document's kind
	SeparateCopy   quad.IRI = NS + "separateCopy"
	HasEvidence    quad.IRI = NS + "evidence"

	// Demand, Statement, Event, LegalBasis.
	DemandedAct quad.IRI = NS + "demandType" // Demand -> DemandType
	Text        quad.IRI = NS + "text"
	AskedOf     quad.IRI = NS + "addressee" // the printed addressee
	Actor       quad.IRI = NS + "actor"
	TargetText  quad.IRI = NS + "targetText"
	Polarity    quad.IRI = NS + "polarity"
	Force       quad.IRI = NS + "force"
	Condition   quad.IRI = NS + "condition"
	BasedOn     quad.IRI = NS + "legalBasis" // Demand or Letter -> LegalBasis
	BasisMode   quad.IRI = NS + "basisMode"
	DemandedBy  quad.IRI = NS + "demander" // Demand -> Letter or Person
	Speaker     quad.IRI = NS + "speaker"
	StatedIn    quad.IRI = NS + "statedIn"
	EventType   quad.IRI = NS + "eventType"

	// Document, Register.
	FileName     quad.IRI = NS + "fileName"
	SHA256       quad.IRI = NS + "sha256"
	TextSHA256   quad.IRI = NS + "textSha256"
	Issued       quad.IRI = dcterms + "issued"
	Source       quad.IRI = dcterms + "source"
	PublishedBy  quad.IRI = dcterms + "publisher"
	Edition      quad.IRI = NS + "edition"
	Licence      quad.IRI = dcterms + "license"
	RecordCount  quad.IRI = NS + "records"
	Rule         quad.IRI = NS + "rule"
	Subject      quad.IRI = rdf + "subject" // Evidence: the statement that the span supports
	Predicate    quad.IRI = rdf + "predicate"
	Object       quad.IRI = rdf + "object"
	InDocument   quad.IRI = oa + "hasSource"
	SpanStart    quad.IRI = oa + "start"
	SpanEnd      quad.IRI = oa + "end"
	Quote        quad.IRI = oa + "exact"
	Page         quad.IRI = NS + "page"
	Sanctioned   quad.IRI = NS + "sanctioned" // Sanction -> Person or Organization
	Authority    quad.IRI = NS + "authority"
	Program      quad.IRI = NS + "program"
	ListingDate  quad.IRI = NS + "listingDate"
	JudgedName   quad.IRI = NS + "judgedName"
	JudgedPerson quad.IRI = NS + "judgedPerson"
	Verdict      quad.IRI = NS + "verdict"
)
