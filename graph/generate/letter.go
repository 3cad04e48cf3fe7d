package generate

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"demarche/graph"
	"demarche/schema/iri"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// plan is one letter before it is written down.
type plan struct {
	iri        quad.IRI
	date       quad.TypedString
	recipients []int
	countries  []int
	event      int
	demands    []int // types
	targets    []int // officials
	signers    []int
}

var demandTypes = []string{
	"ceasefire_or_negotiate", "sanction", "suspend_aid_or_sales", "release_detainees", "provide_aid", "investigate",
	"disclose_information", "condemn", "recognize", "legislate_or_fund", "rulemake_or_regulate", "appoint_or_remove", "protect", "other",
}

// letter makes the n-th letter: the document that carries it and, for one in ten, a release that reports it.
func (w *world) letter(n int) []graph.Change {
	congress := w.first + w.r.IntN(lastCongress-w.first+1)
	p := plan{
		iri:        iri.Hash("letter", fmt.Sprint(n), fmt.Sprint(w.r.Uint64())),
		date:       day(firstYear(congress)+w.r.IntN(2), w.r.IntN(336)),
		recipients: w.some(1+w.few(3), officials),
		countries:  w.some(1+w.few(3), countries),
		event:      w.skewed(events),
		signers:    w.signers(congress),
	}
	p.demands = w.some(1+w.few(3), len(demandTypes))
	for range p.demands {
		p.targets = append(p.targets, w.skewed(officials))
	}
	out := []graph.Change{w.write(p, "letter", len(p.signers))}
	if w.r.IntN(10) == 0 {
		out = append(out, w.write(p, "press_release", min(len(p.signers), 1+w.r.IntN(12))))
	}
	return out
}

// few is a small number, most often 0.
func (w *world) few(most int) int {
	n := 0
	for n < most && w.r.IntN(3) == 0 {
		n++
	}
	return n
}

// some draws n different things.
func (w *world) some(n, of int) []int {
	var out []int
	for len(out) < n {
		if k := w.skewed(of); !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

// signers draws from the Congress: a log-normal number with median 9, each member by activity.
func (w *world) signers(congress int) []int {
	n := min(int(math.Exp(2.2+1.1*w.r.NormFloat64()))+1, mostSigners)
	sitting := w.sitting[congress]
	taken := map[int]bool{}
	var out []int
	for tries := 0; len(out) < n && tries < 100*n; tries++ {
		m := sitting[w.r.IntN(len(sitting))]
		if !taken[m] && w.r.Float64()*6 < w.members[m].activity {
			taken[m] = true
			out = append(out, m)
		}
	}
	return out
}

// page writes the text of a document and the evidence in it.
type page struct {
	*builder
	text strings.Builder
	at   int // code points so far
	rule string
}

// say appends a sentence and returns its span.
func (p *page) say(sentence string) [2]int {
	start := p.at
	p.text.WriteString(sentence + "\n")
	p.at += utf8.RuneCountInString(sentence) + 1
	return [2]int{start, p.at - 1}
}

// prove writes the evidence of one edge and returns it.
func (p *page) prove(span [2]int, quote string, s, predicate quad.IRI, o quad.IRI) quad.IRI {
	e := iri.Hash("evidence", string(p.Label), string(s), string(predicate), string(o))
	p.typed(e, vocab.Evidence, "")
	p.add(e, vocab.InDocument, p.Label)
	p.add(e, vocab.SpanStart, quad.Int(span[0]))
	p.add(e, vocab.SpanEnd, quad.Int(span[1]))
	p.add(e, vocab.Quote, quad.String(quote))
	p.add(e, vocab.Rule, quad.String(p.rule))
	p.add(e, vocab.Confidence, quad.TypedString{Value: "1", Type: vocab.Decimal})
	p.add(e, vocab.Subject, s)
	p.add(e, vocab.Predicate, predicate)
	p.add(e, vocab.Object, o)
	return e
}

// edge writes a plain edge with its evidence.
func (p *page) edge(sentence string, s, predicate, o quad.IRI) quad.IRI {
	p.add(s, predicate, o)
	return p.prove(p.say(sentence), sentence, s, predicate, o)
}

// write writes one document of a letter with its first signers.
func (w *world) write(l plan, kind string, signers int) graph.Change {
	p := &page{builder: newBuilder(iri.Document(hash(string(l.iri) + kind))), rule: "generated"}
	p.typed(p.Label, vocab.Document, "Document of "+string(l.date.Value))
	p.add(p.Label, vocab.Kind, quad.String(kind))
	p.add(p.Label, vocab.SHA256, quad.String(hash(string(l.iri)+kind)))
	p.add(p.Label, vocab.FileName, quad.String(string(l.date.Value)+"-"+kind+".txt"))
	first := w.members[l.signers[0]]
	p.typed(l.iri, vocab.Letter, fmt.Sprintf("Letter of %s to %s (%s %s and %d others)", l.date.Value, officialName(l.recipients[0]), first.given, first.family, len(l.signers)-1))
	p.add(l.iri, vocab.LetterDate, l.date)
	p.add(l.iri, vocab.DateBasis, quad.String("printed"))
	in := vocab.FullTextIn
	if kind != "letter" {
		in = vocab.ReportedIn
	}
	p.add(l.iri, in, p.Label)
	p.add(l.iri, vocab.ClaimedSignatures, quad.Int(len(l.signers)))
	p.say(string(l.date.Value))
	p.recipients(l)
	p.matters(l)
	p.demands(l)
	for i, m := range l.signers[:signers] {
		p.signature(l, i, m, w.members[m])
	}
	text := p.text.String()
	p.Texts = []string{text}
	p.add(p.Label, vocab.TextSHA256, quad.String(hash(text)))
	return p.Change
}

func hash(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

func (p *page) recipients(l plan) {
	for i, o := range l.recipients {
		node := iri.Hash("recipient", string(l.iri), fmt.Sprint(o))
		p.typed(node, vocab.Recipient, "")
		p.add(node, vocab.OnLetter, l.iri)
		p.add(node, vocab.Addressee, official(o))
		p.add(node, vocab.AsName, quad.String(officialName(o)))
		p.add(node, vocab.AsOffice, quad.String(fmt.Sprintf("Secretary %d", o)))
		p.add(node, vocab.Kind, quad.String("to"))
		p.add(node, vocab.SeparateCopy, quad.Bool(false))
		p.add(node, vocab.Order, quad.Int(i+1))
		p.add(node, vocab.Decision, quad.String("accepted"))
		p.add(node, vocab.HasEvidence, p.edge("The Honorable "+officialName(o), l.iri, vocab.AddressedTo, official(o)))
	}
}

func (p *page) matters(l plan) {
	for _, c := range l.countries {
		p.edge("We write about Country "+countryCode(c)+".", l.iri, vocab.Concerns, Country(c))
	}
	event := iri.Hash("event", fmt.Sprint(l.event))
	p.typed(event, vocab.Event, fmt.Sprintf("Event %d", l.event))
	p.add(event, vocab.StartDate, day(1989+l.event%36, l.event%336))
	p.edge(fmt.Sprintf("We recall event %d.", l.event), l.iri, vocab.Mentions, event)
}

func (p *page) demands(l plan) {
	for i, kind := range l.demands {
		node, typ := iri.Hash("demand", string(l.iri), fmt.Sprint(i)), iri.DemandType(demandTypes[kind])
		p.typed(typ, vocab.DemandType, demandTypes[kind])
		text := fmt.Sprintf("We urge you to act %d on %s.", i+1, demandTypes[kind])
		p.typed(node, vocab.Demand, text)
		p.add(node, vocab.DemandedAct, typ)
		p.add(node, vocab.Text, quad.String(text))
		p.add(node, vocab.Polarity, quad.String("for"))
		p.add(node, vocab.Force, quad.String("urge"))
		p.add(node, vocab.DemandedBy, l.iri)
		p.add(node, vocab.Order, quad.Int(i+1))
		p.add(node, vocab.HasEvidence, p.edge(text, l.iri, vocab.Makes, node))
		p.edge(fmt.Sprintf("This concerns %s, point %d.", officialName(l.targets[i]), i+1), node, vocab.Targets, official(l.targets[i]))
	}
}

func (p *page) signature(l plan, i, n int, m member) {
	person, name := Member(n), m.given+" "+m.family
	node := iri.Hash("signature", string(l.iri), string(person))
	p.typed(node, vocab.Signature, "")
	p.add(node, vocab.OnLetter, l.iri)
	p.add(node, vocab.Signatory, person)
	p.add(node, vocab.AsName, quad.String(name))
	p.add(node, vocab.AsTitle, quad.String("Member of Congress"))
	p.add(node, vocab.Order, quad.Int(i+1))
	role := "cosigner"
	if i == 0 {
		role = "lead"
	}
	p.add(node, vocab.SignRole, quad.String(role))
	p.add(node, vocab.Mode, quad.String("listed"))
	p.add(node, vocab.Confidence, quad.TypedString{Value: "1", Type: vocab.Decimal})
	p.add(node, vocab.Decision, quad.String("accepted"))
	p.add(node, vocab.HasEvidence, p.edge(name, person, vocab.Signed, l.iri))
}
