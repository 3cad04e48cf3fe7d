package letters

import "demarche/schema"

// Document is one normalized text with what its file or feed tells of it. All spans of its [schema.Record] point into
// Text, in code points. Text is valid UTF-8 with \n line ends; nothing else is required of it.
type Document struct {
	Source    string           // how the document is addressed: a path, or file#line
	SHA256    string           // of the bytes that the document came in
	Text      string           // normalized text
	Title     string           // title that the file or feed gives beside the text, empty when it does not
	Published string           // ISO date that the file or feed gives, empty when it does not
	URL       string           // address of the published document, empty when unknown
	Member    string           // person id of the member who released it, "bioguide:X"; empty when unknown
	Pages     []schema.PageRun // of Text where it came from a PDF of several pages, else nil
	Folder    string           // publisher hint such as a feed name, empty when there is none
}
