package api

import (
	"context"
	"reflect"

	"demarche/graph"
	"demarche/queries/corpus"
	"demarche/schema/date"
)

// column is one column of a list. Values are string ("" is missing), int, bool, []string, or nil for missing.
type column struct {
	name, typ, doc string
	value          func(c *corpus.Corpus, id graph.ID) any
}

// table is a list that can be asked for.
type table struct {
	name, doc string
	kind      corpus.Kind
	dated     bool // takes asOf
	filter    reflect.Type
	columns   []column
	find      func(ctx context.Context, c *corpus.Corpus, where map[string]any, on date.Date) ([]graph.ID, error)
}

func str(name, doc string, f func(c *corpus.Corpus, id graph.ID) string) column {
	return column{name, "string", doc, func(c *corpus.Corpus, id graph.ID) any { return f(c, id) }}
}

func num(name, doc string, f func(c *corpus.Corpus, id graph.ID) int) column {
	return column{name, "integer", doc, func(c *corpus.Corpus, id graph.ID) any { return f(c, id) }}
}

func labels(name, doc string, f func(c *corpus.Corpus, id graph.ID) []graph.ID) column {
	return column{name, "array", doc, func(c *corpus.Corpus, id graph.ID) any {
		out := []string{}
		for _, n := range f(c, id) {
			out = append(out, c.Label(n))
		}
		return out
	}}
}

func property(name, doc string, p func(t *corpus.Terms) graph.ID) column {
	return str(name, doc, func(c *corpus.Corpus, id graph.ID) string { return c.Text(id, p(&c.T)) })
}

func outs(p func(t *corpus.Terms) graph.ID) func(c *corpus.Corpus, id graph.ID) []graph.ID {
	return func(c *corpus.Corpus, id graph.ID) []graph.ID {
		var out []graph.ID
		for n := range c.Reader().Out(id, p(&c.T)).Distinct() {
			out = append(out, n)
		}
		return out
	}
}

var (
	colID   = str("id", "The global id.", func(c *corpus.Corpus, id graph.ID) string { return c.GlobalID(id) })
	colName = str("name", "What to call it.", func(c *corpus.Corpus, id graph.ID) string { return c.Label(id) })
)

func personColumns() []column {
	tenure := func(c *corpus.Corpus, id graph.ID) corpus.Tenure { t, _ := c.TenureOn(id, ""); return t }
	return []column{
		colID, colName,
		property("familyName", "The family name.", func(t *corpus.Terms) graph.ID { return t.FamilyName }),
		property("givenName", "The given name.", func(t *corpus.Terms) graph.ID { return t.GivenName }),
		str("bioguide", "The Bioguide id.", func(c *corpus.Corpus, id graph.ID) string { return c.IdentifierIn(id, "bioguide") }),
		str("party", "The latest party.", func(c *corpus.Corpus, id graph.ID) string { return c.PartyOn(id, "") }),
		str("state", "The state of the latest post.", func(c *corpus.Corpus, id graph.ID) string { return tenure(c, id).State }),
		str("chamber", "The chamber of the latest post: sen, rep, upper, lower, exec.", func(c *corpus.Corpus, id graph.ID) string { return tenure(c, id).Chamber }),
		num("lettersSigned", "The number of letters signed.", func(c *corpus.Corpus, id graph.ID) int { return c.CountSigned(id) }),
		num("lettersReceived", "The number of letters received.", func(c *corpus.Corpus, id graph.ID) int { return len(c.LettersReceived(id)) }),
		{"provisional", "boolean", "Whether known from texts only.", func(c *corpus.Corpus, id graph.ID) any { return c.Provisional(id) }},
	}
}

func letterColumns() []column {
	return []column{
		colID, str("date", "The date.", func(c *corpus.Corpus, id graph.ID) string { return string(c.LetterDate(id)) }),
		property("dateBasis", "Where the date comes from: printed, reported, release_date, inferred.", func(t *corpus.Terms) graph.ID { return t.DateBasis }),
		colName, property("title", "The title that a document gives it.", func(t *corpus.Terms) graph.ID { return t.Title }),
		num("signatures", "The number of people who signed.", func(c *corpus.Corpus, id graph.ID) int { return c.CountSignatories(id) }),
		{"claimedSignatures", "integer", "The number of signatures that the text claims.", func(c *corpus.Corpus, id graph.ID) any {
			if n, ok := c.Int(id, c.T.ClaimedSignatures); ok {
				return n
			}
			return nil
		}},
		labels("senders", "The bodies in whose name it goes out.", outs(func(t *corpus.Terms) graph.ID { return t.SentBy })),
		labels("recipients", "To whom it is addressed.", outs(func(t *corpus.Terms) graph.ID { return t.AddressedTo })),
		{"countries", "array", "The codes of the countries that it is about.", func(c *corpus.Corpus, id graph.ID) any {
			out := []string{}
			for _, n := range c.Countries(id) {
				out = append(out, c.CountryCode(n))
			}
			return out
		}},
		{"demandTypes", "array", "The kinds of acts that it asks for.", func(c *corpus.Corpus, id graph.ID) any {
			out, seen := []string{}, map[string]bool{}
			for _, d := range c.Demands(id) {
				if t := c.DemandTypeOf(d); !seen[t] {
					seen[t] = true
					out = append(out, t)
				}
			}
			return out
		}},
		labels("targets", "Against whom it asks acts.", (*corpus.Corpus).Targets),
		labels("events", "What it mentions.", (*corpus.Corpus).Events),
		labels("documents", "The documents that give it.", func(c *corpus.Corpus, id graph.ID) []graph.ID {
			var out []graph.ID
			for _, d := range c.Documents(id) {
				out = append(out, d.Document)
			}
			return out
		}),
		labels("signatories", "Who signed.", (*corpus.Corpus).Signatories),
	}
}

func demandColumns() []column {
	lit := property
	return []column{
		colID, str("type", "The kind of act.", func(c *corpus.Corpus, id graph.ID) string { return c.DemandTypeOf(id) }),
		lit("text", "The sentence or clause.", func(t *corpus.Terms) graph.ID { return t.Text }),
		lit("addressee", "Of whom it is asked, as printed.", func(t *corpus.Terms) graph.ID { return t.AskedOf }),
		lit("actor", "Who is to act, as printed.", func(t *corpus.Terms) graph.ID { return t.Actor }),
		lit("polarity", "for or against.", func(t *corpus.Terms) graph.ID { return t.Polarity }),
		lit("force", "must, urge, request or express.", func(t *corpus.Terms) graph.ID { return t.Force }),
		lit("condition", "On what condition.", func(t *corpus.Terms) graph.ID { return t.Condition }),
		labels("targets", "Against whom.", outs(func(t *corpus.Terms) graph.ID { return t.Targets })),
		labels("legalBases", "The laws it rests on.", outs(func(t *corpus.Terms) graph.ID { return t.BasedOn })),
		{"letters", "array", "The ids of the letters that make it.", func(c *corpus.Corpus, id graph.ID) any {
			out := []string{}
			for _, n := range c.LettersOfDemand(id) {
				out = append(out, c.GlobalID(n))
			}
			return out
		}},
	}
}

func otherColumns(k corpus.Kind) []column {
	count := num("letters", "The number of letters addressed to it, sent by it, about it or mentioning it.", func(c *corpus.Corpus, id graph.ID) int { return len(c.LettersAbout(id)) })
	switch k {
	case corpus.KindCountry:
		return []column{colID, str("code", "The ISO 3166-1 alpha-2 code.", func(c *corpus.Corpus, id graph.ID) string { return c.CountryCode(id) }), colName, count}
	case corpus.KindEvent:
		return []column{colID, colName, property("date", "When it begins.", func(t *corpus.Terms) graph.ID { return t.StartDate }), property("type", "What sort of event.", func(t *corpus.Terms) graph.ID { return t.EventType }), count}
	case corpus.KindDocument:
		return []column{
			colID, property("fileName", "The name of the file.", func(t *corpus.Terms) graph.ID { return t.FileName }), property("title", "The title.", func(t *corpus.Terms) graph.ID { return t.Title }),
			property("kind", "letter, press_release, news_report or other.", func(t *corpus.Terms) graph.ID { return t.Kind }), property("issued", "When it was issued.", func(t *corpus.Terms) graph.ID { return t.Issued }),
			property("url", "Where it was published.", func(t *corpus.Terms) graph.ID { return t.Source }), property("sha256", "The SHA-256 of the file.", func(t *corpus.Terms) graph.ID { return t.SHA256 }),
			num("letters", "The number of letters that it carries or reports.", func(c *corpus.Corpus, id graph.ID) int { return len(c.LettersIn(id)) }),
		}
	}
	return []column{colID, colName, property("classification", "What sort of body.", func(t *corpus.Terms) graph.ID { return t.Classification }), count}
}

func people(base func(f *corpus.PersonFilter)) func(context.Context, *corpus.Corpus, map[string]any, date.Date) ([]graph.ID, error) {
	return func(ctx context.Context, c *corpus.Corpus, where map[string]any, on date.Date) ([]graph.ID, error) {
		f := &corpus.PersonFilter{}
		if err := corpus.Decode(where, f); err != nil {
			return nil, badInput(err)
		}
		both := &corpus.PersonFilter{And: []corpus.PersonFilter{*f}}
		base(both)
		ids, test, err := c.CandidatePeople(ctx, both, on)
		if err != nil {
			return nil, tooComplex(err)
		}
		return corpus.KeepContext(ctx, ids, test)
	}
}

func filtered[F any](k corpus.Kind, compile func(*corpus.Corpus, context.Context, *F) (corpus.Test, error)) func(context.Context, *corpus.Corpus, map[string]any, date.Date) ([]graph.ID, error) {
	return func(ctx context.Context, c *corpus.Corpus, where map[string]any, _ date.Date) ([]graph.ID, error) {
		f := new(F)
		if err := corpus.Decode(where, f); err != nil {
			return nil, badInput(err)
		}
		test, err := compile(c, ctx, f)
		if err != nil {
			return nil, tooComplex(err)
		}
		return corpus.KeepContext(ctx, c.List(k).IDs, test)
	}
}

// tables are the lists, in the order of the documentation.
func tables() []table {
	yes := true
	person, letter := reflect.TypeFor[corpus.PersonFilter](), reflect.TypeFor[corpus.LetterFilter]()
	entity := reflect.TypeFor[corpus.EntityFilter]()
	return []table{
		{"letters", "All letters, by date.", corpus.KindLetter, false, letter, letterColumns(), filtered(corpus.KindLetter, (*corpus.Corpus).TestLetters)},
		{"legislators", "People who hold or held a seat of a legislature, by family name.", corpus.KindPerson, true, person, personColumns(), people(func(f *corpus.PersonFilter) { f.Legislator = &yes })},
		{"officials", "People who hold or held a post outside legislatures, by family name.", corpus.KindPerson, true, person, personColumns(), people(func(f *corpus.PersonFilter) { f.Official = &yes })},
		{"people", "All people, by family name.", corpus.KindPerson, true, person, personColumns(), people(func(*corpus.PersonFilter) {})},
		{"demands", "All demands, by text.", corpus.KindDemand, false, reflect.TypeFor[corpus.DemandFilter](), demandColumns(), filtered(corpus.KindDemand, (*corpus.Corpus).TestDemands)},
		{"events", "All events, by date.", corpus.KindEvent, false, reflect.TypeFor[corpus.EventFilter](), otherColumns(corpus.KindEvent), filtered(corpus.KindEvent, (*corpus.Corpus).TestEvents)},
		{"countries", "All countries, by name.", corpus.KindCountry, false, entity, otherColumns(corpus.KindCountry), filtered(corpus.KindCountry, (*corpus.Corpus).TestEntities)},
		{"organizations", "All bodies, by name.", corpus.KindOrganization, false, entity, otherColumns(corpus.KindOrganization), filtered(corpus.KindOrganization, (*corpus.Corpus).TestEntities)},
		{"documents", "All documents, by date of issue.", corpus.KindDocument, false, reflect.TypeFor[corpus.DocumentFilter](), otherColumns(corpus.KindDocument), filtered(corpus.KindDocument, (*corpus.Corpus).TestDocuments)},
	}
}
