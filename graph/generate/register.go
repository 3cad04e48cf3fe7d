package generate

import (
	"fmt"

	"demarche/graph"
	"demarche/schema/iri"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

func register(slug, title string) *builder {
	b := newBuilder(iri.Register(slug))
	b.typed(b.Label, vocab.Register, title)
	b.add(b.Label, vocab.Edition, quad.String("generated"))
	return b
}

// congress is the register of members, posts and tenures.
func (w *world) congress() graph.Change {
	b := register("generated-congress", "Generated members of Congress")
	country := iri.Country("US")
	chambers := map[string]quad.IRI{"sen": iri.Organization("United States Senate"), "rep": iri.Organization("United States House of Representatives")}
	for _, chamber := range []string{"sen", "rep"} {
		b.typed(chambers[chamber], vocab.Organization, "Generated chamber "+chamber)
		b.add(chambers[chamber], vocab.Classification, quad.String("chamber"))
	}
	b.typed(country, vocab.Country, "United States")
	for seat := range seats {
		post, chamber, state := seatPost(seat)
		b.typed(post, vocab.Post, "Seat "+post.Short().String())
		b.add(post, vocab.PostIn, chambers[chamber])
		b.add(post, vocab.Chamber, quad.String(chamber))
		b.add(post, vocab.State, quad.String(state))
		b.add(post, vocab.InCountry, country)
	}
	for i, m := range w.members {
		b.member(i, m)
	}
	b.add(b.Label, vocab.RecordCount, quad.Int(len(w.members)))
	return b.Change
}

// seatPost is the post of a seat, its chamber and its state.
func seatPost(seat int) (post quad.IRI, chamber, state string) {
	state = countryCode(seat % 50)
	if seat < 100 {
		return quad.IRI(fmt.Sprintf("%spost:us-senate-%d", iri.Base, seat)), "sen", state
	}
	return quad.IRI(fmt.Sprintf("%spost:us-house-%d", iri.Base, seat)), "rep", state
}

// member writes one person with tenures.
func (b *builder) member(i int, m member) {
	person := Member(i)
	b.typed(person, vocab.Person, m.given+" "+m.family)
	b.add(person, vocab.GivenName, quad.String(m.given))
	b.add(person, vocab.FamilyName, quad.String(m.family))
	b.add(person, vocab.AlternateName, quad.String(m.family+", "+m.given))
	b.add(person, vocab.BirthDate, day(firstYear(m.terms[0])-50, i%336))
	b.add(person, vocab.Gender, quad.String([]string{"F", "M"}[i%2]))
	b.add(person, vocab.Identifier, quad.String(fmt.Sprintf("bioguide:X%06d", i)))
	b.add(person, vocab.Identifier, quad.String(fmt.Sprintf("wikidata:Q9%07d", i)))
	b.add(person, vocab.SameAs, iri.Wikidata(fmt.Sprintf("Q9%07d", i)))
	post, _, _ := seatPost(m.seat)
	for k, congress := range m.terms {
		tenure := iri.Hash("tenure", string(person), fmt.Sprint(congress))
		b.add(person, vocab.Holds, tenure)
		b.typed(tenure, vocab.Tenure, "")
		b.add(tenure, vocab.OnPost, post)
		b.add(tenure, vocab.StartDate, day(firstYear(congress), 2))
		b.add(tenure, vocab.EndDate, day(firstYear(congress)+2, 1))
		b.add(tenure, vocab.Party, quad.String([]string{"Democrat", "Republican"}[i%2]))
		b.add(tenure, vocab.Locator, quad.String(fmt.Sprintf("X%06d/terms/%d", i, k)))
	}
}

// offices is the register of officials whom letters go to.
func (w *world) offices() graph.Change {
	b := register("generated-officials", "Generated officials")
	for i := range officials {
		person, post, office := official(i), officePost(i), officeOf(i)
		name := officialName(i)
		b.typed(person, vocab.Person, name)
		b.typed(office, vocab.Organization, fmt.Sprintf("Department %d", i))
		b.add(office, vocab.Classification, quad.String("agency"))
		b.typed(post, vocab.Post, fmt.Sprintf("Secretary %d", i))
		b.add(post, vocab.PostIn, office)
		b.add(post, vocab.Chamber, quad.String("exec"))
		tenure := iri.Hash("tenure", string(person))
		b.add(person, vocab.Holds, tenure)
		b.typed(tenure, vocab.Tenure, "")
		b.add(tenure, vocab.OnPost, post)
		b.add(tenure, vocab.StartDate, quad.TypedString{Value: "1989", Type: vocab.Year})
	}
	return b.Change
}

func official(i int) quad.IRI   { return iri.Person(fmt.Sprintf("own:official-%d", i)) }
func officePost(i int) quad.IRI { return quad.IRI(fmt.Sprintf("%spost:secretary-%d", iri.Base, i)) }
func officeOf(i int) quad.IRI   { return iri.Organization(fmt.Sprintf("Department %d", i)) }
func officialName(i int) string { return given[i%len(given)] + " " + family(4000-i) }

// countryNames is the register of countries.
func (w *world) countryNames() graph.Change {
	b := register("generated-countries", "Generated countries")
	for i := range countries {
		b.typed(Country(i), vocab.Country, "Country "+countryCode(i))
		b.add(Country(i), vocab.Identifier, quad.String("iso3166:"+countryCode(i)))
		b.add(Country(i), vocab.AlternateName, quad.String("Republic of "+countryCode(i)))
	}
	return b.Change
}
