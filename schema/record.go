package schema

// Kind says what a document is.
type Kind string

// The kinds of documents.
const (
	KindLetter       Kind = "letter"        // the letter itself
	KindPressRelease Kind = "press_release" // a member's or body's release about a letter
	KindNewsReport   Kind = "news_report"   // somebody else's report about a letter
	KindOther        Kind = "other"         // not about a letter
)

// Span is the half-open range [start, end) in Unicode code points of a document's normalized text. It is written in
// JSON as a list of two numbers.
type Span [2]int

// Len is the number of code points in the span.
func (s Span) Len() int { return s[1] - s[0] }

// Record is what the reader of letters read out of one document: one line of `demarche extract`. Letters is empty and
// never nil in JSON for a document that is not about a letter.
type Record struct {
	Source    string `json:"source"`
	SHA256    string `json:"sha256"`
	Kind      Kind   `json:"kind"`
	Title     string `json:"title,omitempty"`
	Published string `json:"published,omitempty"` // ISO date, empty when the document does not say
	URL       string `json:"url,omitempty"`
	// Pages are the pages of the normalized text of a PDF of several, in its order; nil for other documents.
	Pages   []PageRun `json:"pages,omitempty"`
	Letters []Letter  `json:"letters"`
	// Told is how the sentence was weighed that speaks most of a letter; nil when none does. It explains and is not printed.
	Told *Told `json:"-"`
}

// Told is a sentence that tells of a letter, with what speaks for and against the letter's being the document's own matter.
type Told struct {
	Span    Span
	Weight  int // the sum of the grounds
	Enough  int // the least weight of a letter that is
	Grounds []Ground
}

// Ground is one piece of evidence, for (positive) or against (negative).
type Ground struct {
	Weight int
	Why    string
}

// PageRun is a stretch of normalized text that stands on one page: it goes on until the next one starts.
type PageRun struct {
	Start int `json:"start"` // code points of the normalized text
	Page  int `json:"page"`  // from 1
}

// PageOf returns the page on which a code point of the normalized text stands, 0 when the document has no pages to tell
// apart.
func (r Record) PageOf(at int) int {
	page := 0
	for _, run := range r.Pages {
		if run.Start > at {
			break
		}
		page = run.Page
	}
	return page
}

// Letter is one letter as one document carries or reports it.
type Letter struct {
	Title             string         `json:"title,omitempty"`
	Mode              DocumentMode   `json:"mode,omitempty"`
	Date              string         `json:"date,omitempty"`      // ISO, may be partial; empty when unknown
	DateBasis         DateBasis      `json:"dateBasis,omitempty"` // empty exactly when Date is
	DateSpan          *Span          `json:"dateSpan,omitempty"`  // where the date is printed, nil when it is not
	BodySpan          *Span          `json:"bodySpan,omitempty"`  // the letter's own text inside the document, nil for a mere report
	Senders           []Sender       `json:"senders,omitempty"`
	Signatures        []Signature    `json:"signatures"`
	ClaimedSignatures *int           `json:"claimedSignatures"` // the number the text itself claims, leads included
	ClaimedText       string         `json:"claimedText,omitempty"`
	ClaimedSpan       *Span          `json:"claimedSpan,omitempty"`
	Recipients        []Recipient    `json:"recipients"`
	Demands           []Demand       `json:"demands"`
	Targets           []Target       `json:"targets"`
	Countries         []string       `json:"countries"`
	CountryMentions   []CountryUse   `json:"countryMentions,omitempty"`
	Events            []EventMention `json:"events"`
	Legal             []LegalMention `json:"legal,omitempty"`
	Statements        []Statement    `json:"statements,omitempty"`
}

// DocumentMode says how a document gives a letter.
type DocumentMode string

// The ways a document gives a letter.
const (
	ModeFull    DocumentMode = "full"    // the whole letter stands in the document
	ModeExcerpt DocumentMode = "excerpt" // parts are quoted
	ModeReport  DocumentMode = "report"  // it is only told about
)

// DateBasis says where a letter's date comes from.
type DateBasis string

// The grounds of a letter's date, best first.
const (
	DatePrinted  DateBasis = "printed"      // printed in the letter
	DateReported DateBasis = "reported"     // a document tells it ("on Friday", "sent on June 3")
	DateRelease  DateBasis = "release_date" // only the release is dated and says that the letter is new ("today")
	DateInferred DateBasis = "inferred"
)

// Sender is a body in whose name a letter goes out; its members are never signers by that alone.
type Sender struct {
	Name string `json:"name"`
	Span *Span  `json:"span,omitempty"`
}

// Role is a signer's part in a letter.
type Role string

// The roles of signers. RoleSigner is used where the document tells no lead.
const (
	RoleLead     Role = "lead"
	RoleCosigner Role = "cosigner"
	RoleSigner   Role = "signer"
)

// SignatureMode is how a signature stands in the document.
type SignatureMode string

// The modes of signatures.
const (
	SignatureListed   SignatureMode = "listed"   // in a list or block of names
	SignatureTyped    SignatureMode = "typed"    // typed name over a title
	SignatureSlashS   SignatureMode = "slash_s"  // /s/ Name
	SignatureReported SignatureMode = "reported" // told in a sentence
)

// Signature is one person's place on one letter, as printed.
type Signature struct {
	Name       string        `json:"name"`
	Title      string        `json:"title,omitempty"`
	Party      string        `json:"party,omitempty"`    // printed tag: D, R, I
	State      string        `json:"state,omitempty"`    // printed tag: two-letter code
	District   string        `json:"district,omitempty"` // printed tag
	Chamber    string        `json:"chamber,omitempty"`  // sen, rep, upper, lower, or empty when the text does not tell
	Order      int           `json:"order"`              // from 1, in the order of the text
	Role       Role          `json:"role"`
	Mode       SignatureMode `json:"mode"`
	Person     string        `json:"person,omitempty"` // register id (bioguide:X, ocd-person/UUID); empty when not resolved
	Confidence float64       `json:"confidence,omitempty"`
	Decision   Decision      `json:"decision"`
	Candidates []string      `json:"candidates,omitempty"` // register ids when ambiguous, best first
	Rule       string        `json:"rule"`                 // the rule that found the name
	Span       Span          `json:"span"`
}

// Decision is the outcome of asking who a printed name is.
type Decision string

// The decisions on a name.
const (
	Accepted  Decision = "accepted"  // one person, above the threshold
	Ambiguous Decision = "ambiguous" // several persons fit: an open question
	None      Decision = "none"      // nobody in the registers fits
)

// Recipient is one addressee of a letter. Name or Office is set, often both.
type Recipient struct {
	Name         string   `json:"name,omitempty"`
	Office       string   `json:"office,omitempty"`
	Organization string   `json:"organization,omitempty"`
	Kind         string   `json:"kind"` // to, cc
	Person       string   `json:"person,omitempty"`
	Decision     Decision `json:"decision,omitempty"`
	SeparateCopy bool     `json:"separateCopy"`
	Order        int      `json:"order"`
	Rule         string   `json:"rule"`
	Span         Span     `json:"span"`
}

// DemandType is one of the fourteen acts that letters ask for.
type DemandType string

// Demand is an act asked for.
type Demand struct {
	Type       DemandType `json:"type"`
	Text       string     `json:"text"` // the clause or sentence as it stands at Span
	Addressee  string     `json:"addressee,omitempty"`
	Actor      string     `json:"actor,omitempty"`
	Target     string     `json:"target,omitempty"`
	Polarity   string     `json:"polarity"` // for, against
	Force      string     `json:"force"`    // must, urge, request, express
	Condition  string     `json:"condition,omitempty"`
	LegalBasis string     `json:"legalBasis,omitempty"`
	BasisMode  string     `json:"basisMode,omitempty"` // invoked, mentioned
	Demander   string     `json:"demander"`            // "letter" or a person's name
	Order      int        `json:"order"`
	Rule       string     `json:"rule"`
	Span       Span       `json:"span"`
}

// Target is a person, body or country against whom the letter asks an act, or for whom: whose release or appointment.
type Target struct {
	Name    string `json:"name"`
	Title   string `json:"title,omitempty"`
	Kind    string `json:"kind"`           // person, organization, country
	Role    string `json:"role,omitempty"` // against, for
	Country string `json:"country,omitempty"`
	Person  string `json:"person,omitempty"`  // register id when resolved
	Demands []int  `json:"demands,omitempty"` // the Order of the demands that aim at it
	Rule    string `json:"rule"`
	Span    Span   `json:"span"`
}

// CountryUse is the first place where a country that the letter is about stands in the text.
type CountryUse struct {
	Code    string `json:"code"` // ISO 3166-1 alpha-2, or a contested territory's register code such as AZ-NK
	Subject bool   `json:"subject"`
	Count   int    `json:"count"` // how often it is named
	Span    Span   `json:"span"`
}

// EventMention is something that happened, or will, as the letter tells it.
type EventMention struct {
	Name string `json:"name"`
	Type string `json:"type,omitempty"` // a word of the event lexicon
	Date string `json:"date,omitempty"` // ISO, may be partial
	Rule string `json:"rule"`
	Span Span   `json:"span"`
}

// LegalMention is a law, act, section or resolution named in the letter.
type LegalMention struct {
	Name string `json:"name"` // canonical: "Public Law 114-328", "Global Magnitsky Human Rights Accountability Act"
	Mode string `json:"mode"` // invoked, mentioned
	Span Span   `json:"span"`
}

// Statement is what a quoted person says in a document about a letter; it is not the letter's text.
type Statement struct {
	Speaker string `json:"speaker"`
	Person  string `json:"person,omitempty"`
	Text    string `json:"text"`
	Span    Span   `json:"span"`
	// Demands is what the person asks for; it is never the letter's.
	Demands []Demand `json:"demands,omitempty"`
}
