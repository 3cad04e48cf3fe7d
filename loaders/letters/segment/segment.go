// Package segment divides the normalized text of a document into the parts that letters and releases are made of:
// letterhead, date, address block, salutation, body, closing, signature block, cc, boilerplate, the text of a release,
// quotations with their speakers. Start with [Split]; [Sentences] divides a span. It resolves no names and judges no
// content. All spans are code points of the text; [Text] converts them to bytes and back.
package segment

import "demarche/schema"

// Kind says what part of a document a segment is.
type Kind string

// The kinds of segments.
const (
	Headline    Kind = "headline"    // title lines of a release
	Release     Kind = "release"     // running text of a release or report, outside embedded letters
	Contact     Kind = "contact"     // press contacts, phone numbers, "FOR IMMEDIATE RELEASE"
	Intro       Kind = "intro"       // the line that announces an embedded letter: "The full text of the letter is below:"
	Letterhead  Kind = "letterhead"  // "Congress of the United States"
	Date        Kind = "date"        // the date line of a letter
	Address     Kind = "address"     // address block of one or more recipients
	Subject     Kind = "subject"     // "RE: ..."
	Salutation  Kind = "salutation"  // "Dear ...:"
	Body        Kind = "body"        // a paragraph of a letter's own text
	Closing     Kind = "closing"     // "Sincerely,"
	Signatures  Kind = "signatures"  // the block of names under a closing
	CC          Kind = "cc"          // copies
	Footnotes   Kind = "footnotes"   // notes under a letter
	Boilerplate Kind = "boilerplate" // "###", "About ...", navigation, social media
)

// Segment is one part of a document.
type Segment struct {
	Kind   Kind
	Span   schema.Span // code points
	Letter int         // index into Layout.Letters, -1 outside embedded letters
	Rule   string      // why it is what it is, a short name
}

// Quotation is a passage in quotation marks.
type Quotation struct {
	Span        schema.Span // the words inside the marks
	Speaker     string      // the person as printed ("Rep. Cox"), empty when nobody is named
	SpeakerSpan schema.Span // where the speaker is printed, empty span when Speaker is
	OfLetter    bool        // the text says that it quotes the letter ("the Members wrote", "reads the letter")
}

// Embedded is a letter whose own text stands in the document. Spans that do not apply are empty ([0,0]).
type Embedded struct {
	Span       schema.Span   // from letterhead or date to the end of cc
	Date       schema.Span   //
	Address    schema.Span   // all address blocks
	Salutation schema.Span   //
	Body       []schema.Span // paragraphs in order
	Closing    schema.Span   //
	Signatures schema.Span   //
	CC         schema.Span   //
}

// Layout is the segmentation of one text. Segments are in order of the text and do not overlap; whitespace between
// them belongs to none.
type Layout struct {
	Text       *Text
	Segments   []Segment
	Letters    []Embedded
	Quotations []Quotation // outside embedded letters, in order
}

// Split divides text, which must be valid UTF-8. It takes linear time, never fails and is deterministic: a text in
// which nothing is recognised is one Release segment a paragraph.
func Split(text string) *Layout {
	return split(NewText(text))
}
