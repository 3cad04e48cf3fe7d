package emit_test

import (
	"strings"
	"testing"

	"demarche/loaders/emit"
	"demarche/schema"
	"demarche/schema/iri"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

const text = "Dear Secretary,\n\nWe urge you to free the captives whom Ruritania holds. Count Rupert must answer for it.\n\nSincerely,\n\nAnn Example\nBob Sample\n"

func spanOf(t *testing.T, s string) schema.Span {
	t.Helper()
	i := strings.Index(text, s)
	if i < 0 {
		t.Fatalf("%q is not in the text", s)
	}
	return schema.Span{i, i + len(s)} // the text is ASCII
}

func record(t *testing.T) schema.Record {
	return schema.Record{Kind: schema.KindLetter, Letters: []schema.Letter{{
		Mode: schema.ModeFull, Date: "2020-10", DateBasis: schema.DatePrinted,
		Signatures: []schema.Signature{
			{Name: "Ann Example", Order: 1, Role: schema.RoleSigner, Mode: schema.SignatureTyped, Decision: schema.Accepted, Person: "bioguide:E000001", Confidence: 0.98765, Rule: "block", Span: spanOf(t, "Ann Example")},
			{Name: "Bob Sample", Order: 2, Role: schema.RoleSigner, Mode: schema.SignatureTyped, Decision: schema.Ambiguous, Candidates: []string{"bioguide:S000001", "bioguide:S000002"}, Rule: "block", Span: spanOf(t, "Bob Sample")},
		},
		Recipients: []schema.Recipient{{Office: "Secretary", Kind: "to", Order: 1, Rule: "salutation", Span: spanOf(t, "Secretary")}},
		Demands:    []schema.Demand{{Type: "release_detainees", Text: "free the captives", Polarity: "for", Force: "urge", Demander: "letter", Order: 1, Rule: "urge", Span: spanOf(t, "free the captives")}},
		Targets:    []schema.Target{{Name: "Count Rupert", Kind: "person", Country: "XX", Rule: "must", Span: spanOf(t, "Count Rupert")}},
	}}}
}

func change(t *testing.T) map[string]bool {
	t.Helper()
	src := emit.Source{SHA256: strings.Repeat("ab", 32), Text: text, FileNames: []string{"letter.txt"}}
	id := emit.Identity{IRI: "urn:demarche:letter:1", Name: "Letter", Date: true}
	c := emit.Document(src, record(t), []emit.Identity{id})
	out := make(map[string]bool)
	for _, q := range c.Quads {
		if err := vocab.Check(q); err != nil {
			t.Error(err)
		}
		if q.Label != c.Label {
			t.Errorf("%v has another label than %s", q, c.Label)
		}
		line := q.String()
		if out[line] {
			t.Errorf("%s stands twice", line)
		}
		out[line] = true
	}
	return out
}

func TestDocument(t *testing.T) {
	got := change(t)
	doc := iri.Document(strings.Repeat("ab", 32))
	want := func(what string, s, p quad.IRI, o quad.Value, there bool) {
		t.Helper()
		q := quad.Quad{Subject: s, Predicate: p, Object: o, Label: doc}
		if got[q.String()] != there {
			t.Errorf("%s: %v there is %v, want %v", what, q, !there, there)
		}
	}
	letter := quad.IRI("urn:demarche:letter:1")
	want("a resolved signer signed", iri.Person("bioguide:E000001"), vocab.Signed, letter, true)
	want("an ambiguous one did not", iri.Person("bioguide:S000001"), vocab.Signed, letter, false)
	want("a partial date keeps its precision", letter, vocab.LetterDate, quad.TypedString{Value: "2020-10", Type: vocab.Month}, true)
	want("the letter stands in the document", letter, vocab.FullTextIn, doc, true)
	want("an office is addressed", letter, vocab.AddressedTo, iri.Post(schema.Post{Name: "Secretary"}), true)
	demand := iri.Hash("demand", string(letter), "release_detainees", "for", "free-the-captives")
	want("the letter makes the demand", letter, vocab.Makes, demand, true)
	want("the target hangs on the nearest demand", demand, vocab.Targets, iri.Person(iri.ProvisionalID("target", "count-rupert", "XX")), true)
}

// The quote of a mention is its sentence, and the text at the evidence's span is the quote.
func TestEvidenceQuotesTheSentence(t *testing.T) {
	quotes := 0
	for line := range change(t) {
		if strings.Contains(line, string(vocab.Quote)) {
			quotes++
			if strings.Contains(line, "captives") && !strings.Contains(line, "We urge you to free the captives whom Ruritania holds.") {
				t.Errorf("%s is not the whole sentence", line)
			}
		}
	}
	if want := 5; quotes != want { // two signatures, a recipient, a demand, a target
		t.Errorf("%d quotes, want %d", quotes, want)
	}
}

// Every sentence of a PDF of several pages knows its page; the sentences of other documents have none.
func TestDocumentPages(t *testing.T) {
	rec := record(t)
	second := spanOf(t, "Sincerely")[0]
	rec.Pages = []schema.PageRun{{Start: 0, Page: 1}, {Start: second, Page: 2}}
	letters := []emit.Identity{{IRI: "urn:demarche:letter:1", Name: "Letter"}}
	src := emit.Source{SHA256: strings.Repeat("ab", 32), Text: text}
	starts, pages := map[quad.Value]quad.Int{}, map[quad.Value]quad.Int{}
	for _, q := range emit.Document(src, rec, letters).Quads {
		switch q.Predicate {
		case vocab.SpanStart:
			starts[q.Subject] = q.Object.(quad.Int)
		case vocab.Page:
			pages[q.Subject] = q.Object.(quad.Int)
		}
	}
	seen := map[quad.Int]bool{}
	for node, start := range starts {
		want := quad.Int(1)
		if int(start) >= second {
			want = 2
		}
		if pages[node] != want {
			t.Errorf("the sentence at %d is on page %d, want %d", start, pages[node], want)
		}
		seen[want] = true
	}
	if len(seen) != 2 {
		t.Errorf("sentences of the pages %v, want of both", seen)
	}
	rec.Pages = nil
	for _, q := range emit.Document(src, rec, letters).Quads {
		if q.Predicate == vocab.Page {
			t.Errorf("%v in a document without pages", q)
		}
	}
}
