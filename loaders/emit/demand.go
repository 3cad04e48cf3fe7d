package emit

import (
	"slices"

	"demarche/schema"
	"demarche/schema/iri"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// demands writes the demands of a letter and whom they aim at.
func (e *emitter) demands(letter quad.IRI, l schema.Letter) {
	nodes := make(map[int]quad.IRI, len(l.Demands))
	for _, d := range l.Demands {
		nodes[d.Order] = e.demand(letter, letter, d)
	}
	for _, t := range l.Targets {
		target := e.target(t)
		for _, order := range aims(l, t) {
			e.add(nodes[order], vocab.Targets, target)
			e.evidence(nodes[order], vocab.Targets, target, t.Span, t.Rule, 0)
		}
	}
}

// demandKey makes two documents' readings of one sentence one demand.
func demandKey(d schema.Demand) []string {
	return []string{string(d.Type), d.Polarity, iri.Slug(d.Text)}
}

// demand writes one demand that a letter or a statement makes; by is the letter, or the person who speaks.
func (e *emitter) demand(maker, by quad.IRI, d schema.Demand) quad.IRI {
	node := iri.Hash("demand", append([]string{string(maker)}, demandKey(d)...)...)
	e.node(node, vocab.Demand, demandName(d))
	kind := iri.DemandType(string(d.Type))
	e.node(kind, vocab.DemandType, schema.DemandTypeName(d.Type))
	e.add(node, vocab.DemandedAct, kind)
	e.builder.text(node, vocab.Text, d.Text)
	e.builder.text(node, vocab.AskedOf, d.Addressee)
	e.builder.text(node, vocab.Actor, d.Actor)
	e.builder.text(node, vocab.TargetText, d.Target)
	e.builder.text(node, vocab.Polarity, d.Polarity)
	e.builder.text(node, vocab.Force, d.Force)
	e.builder.text(node, vocab.Condition, d.Condition)
	if d.LegalBasis != "" {
		law := e.law(d.LegalBasis)
		e.add(node, vocab.BasedOn, law)
		e.evidence(node, vocab.BasedOn, law, d.Span, d.Rule, 0)
		e.builder.text(node, vocab.BasisMode, d.BasisMode)
	}
	e.number(node, vocab.Order, d.Order)
	e.add(node, vocab.DemandedBy, by)
	e.add(maker, vocab.Makes, node)
	e.add(node, vocab.HasEvidence, e.evidence(maker, vocab.Makes, node, d.Span, d.Rule, 0))
	return node
}

func demandName(d schema.Demand) string {
	name := schema.DemandTypeName(d.Type)
	if d.Polarity == "against" {
		name = "not: " + name
	}
	if d.Target != "" {
		name += " (" + d.Target + ")"
	}
	return name
}

// aims is the orders of the demands that a target belongs to: those that the reader named, else the demand whose span
// is nearest to the target's.
func aims(l schema.Letter, t schema.Target) []int {
	if len(t.Demands) > 0 {
		known := slices.DeleteFunc(slices.Clone(t.Demands), func(order int) bool {
			return !slices.ContainsFunc(l.Demands, func(d schema.Demand) bool { return d.Order == order })
		})
		if len(known) > 0 {
			return known
		}
	}
	best, distance := -1, 0
	for _, d := range l.Demands {
		if gap := max(d.Span[0]-t.Span[1], t.Span[0]-d.Span[1], 0); best < 0 || gap < distance {
			best, distance = d.Order, gap
		}
	}
	if best < 0 {
		return nil
	}
	return []int{best}
}

func (e *emitter) target(t schema.Target) quad.IRI {
	switch {
	case t.Kind == "country":
		return e.country(t.Country)
	case t.Person != "":
		return e.registered(t.Person, t.Name)
	case t.Kind == "person":
		return e.provisional(t.Name, "target", iri.Slug(t.Name), t.Country)
	}
	body := iri.Organization(t.Name)
	e.node(body, vocab.Organization, t.Name)
	return body
}
