package corpus

import (
	"cmp"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/schema/date"
)

// LetterDate is the date of a letter; of several assertions the most precise, then the earliest.
func (c *Corpus) LetterDate(letter graph.ID) date.Date {
	var best date.Date
	for n := range c.r.Out(letter, c.T.LetterDate).Distinct() {
		d, err := date.Parse(c.r.Text(n))
		if err == nil && (len(d) > len(best) || (len(d) == len(best) && d < best)) {
			best = d
		}
	}
	return best
}

// Signatories are the distinct people who signed a letter (accepted and provisional), by name. The slice may be shared:
// do not write to it.
func (c *Corpus) Signatories(letter graph.ID) []graph.ID {
	if s := c.flatSignings(); s != nil {
		if r, ok := c.List(KindLetter).Rank(letter); ok {
			from, to := s.signerOff[r], s.signerOff[r+1]
			return s.signerIDs[from:to:to]
		}
	}
	return c.related(KindPerson, c.r.In(letter, c.T.Signed))
}

// CountSignatories is the number of distinct people who signed a letter.
func (c *Corpus) CountSignatories(letter graph.ID) int {
	return countDistinct(c.r.In(letter, c.T.Signed))
}

// Signatures are the signature nodes of a letter in the order of the text, ambiguous names included.
func (c *Corpus) Signatures(letter graph.ID) []graph.ID {
	return c.onLetter(letter, KindSignature)
}

// Recipients are the recipient nodes of a letter in the order of the text.
func (c *Corpus) Recipients(letter graph.ID) []graph.ID {
	return c.onLetter(letter, KindRecipient)
}

// onLetter are the nodes of a kind that stand on a letter, in the order of the text.
func (c *Corpus) onLetter(letter graph.ID, k Kind) []graph.ID {
	e := c.r.In(letter, c.T.OnLetter)
	out := make([]graph.ID, 0, e.Len())
	for n := range e.Distinct() {
		if c.KindOf(n) == k {
			out = append(out, n)
		}
	}
	c.sortByOrder(out)
	return out
}

func (c *Corpus) sortByOrder(ids []graph.ID) {
	if len(ids) < 2 {
		return
	}
	type row struct {
		order int
		id    graph.ID
	}
	rows := make([]row, len(ids))
	for i, id := range ids {
		rows[i] = row{c.minOrder(id), id}
	}
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.order, b.order), strings.Compare(c.r.Text(a.id), c.r.Text(b.id)))
	})
	for i, r := range rows {
		ids[i] = r.id
	}
}

// minOrder is a node's place in the text; where documents differ, the first document by IRI decides.
func (c *Corpus) minOrder(id graph.ID) int {
	n, ok := c.Int(id, c.T.Order)
	if !ok {
		return 1 << 30
	}
	return n
}

// Demands are the demands that a letter itself makes, in the order of the text.
func (c *Corpus) Demands(letter graph.ID) []graph.ID {
	out := distinct(c.r.Out(letter, c.T.Makes))
	c.sortByOrder(out)
	return out
}

// LetterOfDemand is the letter that makes a demand, 0 when a quoted person makes it.
func (c *Corpus) LetterOfDemand(demand graph.ID) graph.ID {
	for n := range c.r.In(demand, c.T.Makes).Distinct() {
		if c.KindOf(n) == KindLetter {
			return n
		}
	}
	return 0
}

// LettersOfDemand are the letters that make a demand.
func (c *Corpus) LettersOfDemand(demand graph.ID) []graph.ID {
	var out []graph.ID
	for n := range c.r.In(demand, c.T.Makes).Distinct() {
		if c.KindOf(n) == KindLetter {
			out = append(out, n)
		}
	}
	c.Sort(KindLetter, out)
	return out
}

// StatementsOfDemand are the quoted statements that make a demand.
func (c *Corpus) StatementsOfDemand(demand graph.ID) []graph.ID {
	var out []graph.ID
	for n := range c.r.In(demand, c.T.Makes).Distinct() {
		if c.KindOf(n) == KindStatement {
			out = append(out, n)
		}
	}
	c.Sort(KindStatement, out)
	return out
}

// Targets are the distinct people, organizations and countries at which the demands of a letter aim, by label.
func (c *Corpus) Targets(letter graph.ID) []graph.ID {
	var out []graph.ID
	for d := range c.r.Out(letter, c.T.Makes).Distinct() {
		for t := range c.r.Out(d, c.T.Targets).Distinct() {
			out = append(out, t)
		}
	}
	c.sortByLabel(out)
	return slices.Compact(out)
}

func (c *Corpus) sortByLabel(ids []graph.ID) {
	if len(ids) < 2 {
		return
	}
	slices.SortFunc(ids, func(a, b graph.ID) int {
		return cmp.Or(strings.Compare(c.Label(a), c.Label(b)), strings.Compare(c.r.Text(a), c.r.Text(b)))
	})
}

// Countries are the countries that a letter is about, by name.
func (c *Corpus) Countries(letter graph.ID) []graph.ID {
	return c.related(KindCountry, c.r.Out(letter, c.T.Concerns))
}

// CountryCode is the ISO 3166-1 alpha-2 code of a country node, or a contested territory's register code.
func (c *Corpus) CountryCode(country graph.ID) string {
	if code := c.IdentifierIn(country, "iso3166"); code != "" {
		return code
	}
	return strings.TrimPrefix(c.r.Text(country), countryNS)
}

// Events are the events that a letter mentions, by date.
func (c *Corpus) Events(letter graph.ID) []graph.ID {
	return c.related(KindEvent, c.r.Out(letter, c.T.Mentions))
}

// LetterDocument is a document that carries or reports a letter. Mode is full, excerpt or report.
type LetterDocument struct {
	Document  graph.ID
	Predicate graph.ID
	Mode      string
}

// Documents are the documents of a letter: full texts first, then excerpts and reports, each by issue date.
func (c *Corpus) Documents(letter graph.ID) []LetterDocument {
	var out []LetterDocument
	for _, m := range [...]struct {
		p    graph.ID
		mode string
	}{{c.T.FullTextIn, "full"}, {c.T.ExcerptIn, "excerpt"}, {c.T.ReportedIn, "report"}} {
		for _, d := range c.related(KindDocument, c.r.Out(letter, m.p)) {
			out = append(out, LetterDocument{d, m.p, m.mode})
		}
	}
	return out
}

// LettersIn are the letters that a document carries or reports, by date.
func (c *Corpus) LettersIn(document graph.ID) []graph.ID {
	var out []graph.ID
	for _, p := range [...]graph.ID{c.T.FullTextIn, c.T.ExcerptIn, c.T.ReportedIn} {
		for n := range c.r.In(document, p).Distinct() {
			out = append(out, n)
		}
	}
	c.Sort(KindLetter, out)
	return slices.Compact(out)
}

// StatementsIn are the quoted statements of a document, by text.
func (c *Corpus) StatementsIn(document graph.ID) []graph.ID {
	return c.related(KindStatement, c.r.In(document, c.T.StatedIn))
}

// StatementsBy are the statements of a quoted person.
func (c *Corpus) StatementsBy(person graph.ID) []graph.ID {
	return c.related(KindStatement, c.r.In(person, c.T.Speaker))
}

// DemandTypeName is the last part of a demand type's IRI: "sanction", "provide_aid".
func (c *Corpus) DemandTypeName(concept graph.ID) string {
	return strings.TrimPrefix(c.r.Text(concept), demandNS)
}

// DemandTypeOf is the type of a demand as in [Corpus.DemandTypeName].
func (c *Corpus) DemandTypeOf(demand graph.ID) string {
	return c.DemandTypeName(c.One(demand, c.T.DemandedAct))
}
