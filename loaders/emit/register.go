package emit

import (
	"maps"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"demarche/graph"
	"demarche/loaders/registers"
	"demarche/schema"
	"demarche/schema/date"
	"demarche/schema/iri"
	"demarche/schema/literal"
	"demarche/schema/vocab"
)

// RegisterQuads returns everything that one edition of a register asserts, as the change of the register's label. The
// order of the quads follows the edition, so that the same edition gives the same quads in the same order.
func RegisterQuads(e *registers.Edition) graph.Change {
	w := registerWriter{
		builder: newBuilder(iri.Register(e.Register.ID)), persons: make(map[string]bool, len(e.Persons)),
		posts: map[schema.Post]quad.IRI{}, declared: map[quad.IRI]bool{}, said: map[[2]quad.IRI]bool{},
		items: map[string]int{},
	}
	w.register(e.Register)
	for _, c := range e.Countries {
		node := w.country(c.Code, c.Name)
		for _, a := range c.Aliases {
			w.text(node, vocab.AlternateName, a)
		}
		w.text(node, vocab.Locator, c.Locator)
	}
	for _, o := range e.Organizations {
		w.listed(o)
	}
	for _, p := range e.Persons {
		w.persons[p.ID] = true
		w.items[p.Identifiers["wikidata"]]++
	}
	for _, p := range e.Persons {
		w.person(p)
	}
	for i, s := range e.Sanctions {
		if i > 0 && s == e.Sanctions[i-1] {
			continue
		}
		w.sanction(s)
	}
	return graph.Change{Label: w.label, Quads: w.quads}
}

// registerWriter writes one edition.
type registerWriter struct {
	*builder
	persons  map[string]bool // by id
	posts    map[schema.Post]quad.IRI
	declared map[quad.IRI]bool    // posts, countries and organizations
	items    map[string]int       // how many persons have a Wikidata item
	said     map[[2]quad.IRI]bool // subjects with a predicate that has one value at most
}

// add appends a statement, only the first one where the vocabulary allows one value: rows that share a node, such as
// two spellings of one post, never contradict each other within a register.
func (w *registerWriter) add(s, p quad.IRI, o quad.Value) {
	if t, ok := vocab.Lookup(p); ok && !t.Many && p != vocab.Type && o != nil && o != quad.IRI("") {
		if w.said[[2]quad.IRI{s, p}] {
			return
		}
		w.said[[2]quad.IRI{s, p}] = true
	}
	w.builder.add(s, p, o)
}

// text appends a plain string unless it is empty.
func (w *registerWriter) text(s, p quad.IRI, v string) {
	if v != "" {
		w.add(s, p, literal.Text(v))
	}
}

// date appends a date unless it is unknown.
func (w *registerWriter) date(s, p quad.IRI, d date.Date) {
	if lit, ok := literal.Date(d); ok {
		w.add(s, p, lit)
	}
}

// node declares a node: its class and its name.
func (w *registerWriter) node(s, class quad.IRI, name string) {
	w.add(s, vocab.Type, class)
	w.text(s, vocab.Label, name)
}

// first tells whether it is asked for a node for the first time.
func (w *registerWriter) first(node quad.IRI) bool {
	if w.declared[node] {
		return false
	}
	w.declared[node] = true
	return true
}

func (w *registerWriter) register(r schema.Register) {
	name := r.Title
	if name == "" {
		name = r.ID
	}
	w.node(w.label, vocab.Register, name)
	w.text(w.label, vocab.PublishedBy, r.Publisher)
	w.text(w.label, vocab.Edition, r.Edition)
	w.text(w.label, vocab.Licence, r.Licence)
	w.text(w.label, vocab.SHA256, r.SHA256)
	w.text(w.label, vocab.Source, r.URL)
	w.number(w.label, vocab.RecordCount, r.Records)
}

// country declares a country; an empty name is looked up. It gives the empty IRI for an empty code.
func (w *registerWriter) country(code, name string) quad.IRI {
	if code == "" {
		return ""
	}
	code = strings.ToUpper(code)
	node := iri.Country(code)
	if !w.first(node) {
		return node
	}
	if name == "" {
		name = countryName(code)
	}
	w.node(node, vocab.Country, name)
	scheme := "iso3166:"
	if len(code) != 2 {
		scheme = "countrynames:"
	}
	w.text(node, vocab.Identifier, scheme+code)
	return node
}

// body declares an organization by name, once; class may be empty.
func (w *registerWriter) body(name, class string, country quad.IRI) quad.IRI {
	if name == "" {
		return ""
	}
	node := iri.Organization(name)
	if !w.first(node) {
		return node
	}
	w.node(node, vocab.Organization, name)
	w.text(node, vocab.Classification, class)
	w.add(node, vocab.InCountry, country)
	return node
}

// listed declares an organization that stands in the register itself.
func (w *registerWriter) listed(o schema.Organization) {
	country := w.country(o.Country, "")
	var node quad.IRI
	if o.ID == "" {
		node = w.body(o.Name, o.Classification, country)
	} else {
		node = iri.OrganizationID(o.ID)
		w.node(node, vocab.Organization, o.Name)
		w.text(node, vocab.Classification, o.Classification)
		w.add(node, vocab.InCountry, country)
	}
	for _, a := range o.Aliases {
		w.text(node, vocab.AlternateName, a)
	}
	w.identifiers(node, o.Identifiers)
	w.text(node, vocab.Locator, o.Locator)
}

func (w *registerWriter) identifiers(node quad.IRI, ids map[string]string) {
	for _, scheme := range slices.Sorted(maps.Keys(ids)) {
		values := []string{ids[scheme]}
		if scheme == "fec" || strings.HasSuffix(scheme, "openstates") { // several ids in one field
			values = strings.Fields(ids[scheme])
		}
		for _, v := range values {
			w.text(node, vocab.Identifier, scheme+":"+v)
		}
	}
}

func (w *registerWriter) person(p schema.Person) {
	node := iri.Person(p.ID)
	w.node(node, vocab.Person, p.Name)
	w.text(node, vocab.GivenName, p.Given)
	w.text(node, vocab.AdditionalName, p.Middle)
	w.text(node, vocab.FamilyName, p.Family)
	w.text(node, vocab.NameSuffix, p.Suffix)
	for _, n := range p.Nicknames {
		w.text(node, vocab.Nickname, n)
	}
	for _, n := range p.OtherNames {
		w.text(node, vocab.AlternateName, n)
	}
	w.date(node, vocab.BirthDate, p.Birth)
	w.text(node, vocab.Gender, gender(p.Gender))
	w.identifiers(node, p.Identifiers)
	// An item that two persons of one register share is a slip of the register: it must not make them one.
	if item := p.Identifiers["wikidata"]; w.items[item] == 1 {
		w.add(node, vocab.SameAs, iri.Wikidata(item))
	}
	for _, t := range p.Tenures {
		w.tenure(node, t)
	}
	for _, a := range p.Affiliations {
		aff := iri.Hash("affiliation", string(node), a.Party, string(a.During.Start), string(a.During.End))
		w.add(node, vocab.Affiliated, aff)
		w.add(aff, vocab.Type, vocab.Affiliation)
		w.text(aff, vocab.Party, a.Party)
		w.during(aff, a.During)
	}
}

// tenure is identified by who, which post and since when or until when, so that a register that learns the end of an
// open tenure speaks of the same one, and two registers that know the same start do too.
func (w *registerWriter) tenure(person quad.IRI, t schema.Tenure) {
	post := w.post(t.Post)
	node := TenureIRI(person, t)
	if !w.first(node) { // two rows of one post from one day, as of somebody who left and came back to a seat
		node = iri.Hash("tenure", string(node), t.Locator)
	}
	w.add(person, vocab.Holds, node)
	w.add(node, vocab.Type, vocab.Tenure)
	w.add(node, vocab.OnPost, post)
	w.text(node, vocab.Party, t.Party)
	w.during(node, t.During)
	w.text(node, vocab.Locator, t.Locator)
}

// TenureIRI identifies a tenure by its person, post and start; by its locator where the start is unknown.
func TenureIRI(person quad.IRI, t schema.Tenure) quad.IRI {
	since := string(t.During.Start)
	if since == "" {
		since = t.Locator
	}
	return iri.Hash("tenure", string(person), string(iri.Post(t.Post)), since)
}

func (w *registerWriter) during(node quad.IRI, d date.Interval) {
	w.date(node, vocab.StartDate, d.Start)
	w.date(node, vocab.EndDate, d.End)
}

// post declares a post, once.
func (w *registerWriter) post(p schema.Post) quad.IRI {
	if node, ok := w.posts[p]; ok {
		return node
	}
	node := iri.Post(p)
	w.posts[p] = node
	if !w.first(node) {
		return node
	}
	country := w.country(p.Country, "")
	class := ""
	switch p.Chamber {
	case "sen", "rep", "upper", "lower":
		class = "chamber"
	}
	w.node(node, vocab.Post, p.Name)
	w.add(node, vocab.PostIn, w.body(p.Organization, class, country))
	w.text(node, vocab.Chamber, p.Chamber)
	w.text(node, vocab.State, p.State)
	w.text(node, vocab.District, p.District)
	w.add(node, vocab.InCountry, country)
	return node
}

func (w *registerWriter) sanction(s schema.Sanction) {
	subject := iri.OrganizationID(s.Subject)
	if w.persons[s.Subject] {
		subject = iri.Person(s.Subject)
	}
	node := iri.Hash("sanction", s.Subject, s.Authority, s.Program, s.Locator)
	w.add(node, vocab.Type, vocab.Sanction)
	w.add(node, vocab.Sanctioned, subject)
	w.text(node, vocab.Authority, s.Authority)
	w.text(node, vocab.Program, s.Program)
	w.date(node, vocab.ListingDate, s.Listed)
	w.date(node, vocab.EndDate, s.Ended)
	w.text(node, vocab.Locator, s.Locator)
}

// gender gives the words of registers one spelling: M and F; every other word stands as it is.
func gender(s string) string {
	switch strings.ToLower(s) {
	case "m", "male":
		return "M"
	case "f", "female":
		return "F"
	}
	return s
}
