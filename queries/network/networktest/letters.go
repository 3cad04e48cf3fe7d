package networktest

import (
	"fmt"

	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// Signer is a person's place on a made-up letter.
type Signer struct {
	Person string // slug
	Role   string // lead, cosigner, signer
}

// Letter is a made-up letter.
type Letter struct {
	ID, Date, Title string
	Signers         []Signer
	To              string // slug of a person
	Country         string // ISO code, empty for none
	Demand          string // demand type, empty for none
	Target          string // slug of the demand's target, empty for none
}

// Person is a made-up person with one tenure from 2000 on.
type Person struct{ Slug, Name, Party, State, Chamber string }

// IRI is the identifier of a made-up thing of a kind.
func IRI(kind, id string) quad.IRI { return quad.IRI("urn:demarche:" + kind + ":" + id) }

// Quads writes persons and letters in the shape that the loaders write: one document per letter, one register for the
// persons, evidence for every plain edge.
func Quads(persons []Person, letters []Letter) []quad.Quad {
	w := &writer{label: IRI("register", "made-up")}
	w.put(w.label, vocab.Type, vocab.Register)
	w.put(w.label, vocab.Label, quad.String("Made-up register"))
	for _, p := range persons {
		w.person(p)
	}
	for _, l := range letters {
		w.letter(l)
	}
	return w.quads
}

type writer struct {
	label    quad.IRI
	document quad.IRI
	quads    []quad.Quad
	count    int
}

func (w *writer) put(s, p quad.IRI, o quad.Value) {
	w.quads = append(w.quads, quad.Quad{Subject: s, Predicate: p, Object: o, Label: w.label})
}

func (w *writer) person(p Person) {
	iri, tenure := IRI("person", "own:"+p.Slug), IRI("tenure", p.Slug)
	w.put(iri, vocab.Type, vocab.Person)
	w.put(iri, vocab.Label, quad.String(p.Name))
	if p.Chamber == "" {
		return
	}
	post, org := IRI("post", "us-"+p.Chamber+"-"+p.State), IRI("organization", "us-"+p.Chamber)
	w.put(iri, vocab.Holds, tenure)
	w.put(tenure, vocab.Type, vocab.Tenure)
	w.put(tenure, vocab.OnPost, post)
	w.put(tenure, vocab.Party, quad.String(p.Party))
	w.put(tenure, vocab.StartDate, quad.TypedString{Value: "2000-01-03", Type: vocab.Date})
	w.put(tenure, vocab.Locator, quad.String(p.Slug+"/terms/0"))
	w.put(post, vocab.Type, vocab.Post)
	w.put(post, vocab.Label, quad.String(p.Chamber+" for "+p.State))
	w.put(post, vocab.Chamber, quad.String(p.Chamber))
	w.put(post, vocab.State, quad.String(p.State))
	w.put(post, vocab.PostIn, org)
	w.put(org, vocab.Type, vocab.Organization)
	w.put(org, vocab.Label, quad.String("Chamber "+p.Chamber))
}

// fact writes a plain edge with its evidence and returns the evidence.
func (w *writer) fact(s, p, o quad.IRI, quote string) quad.IRI {
	w.put(s, p, o)
	w.count++
	e := IRI("evidence", fmt.Sprintf("%06d", w.count))
	w.put(e, vocab.Type, vocab.Evidence)
	w.put(e, vocab.InDocument, w.document)
	w.put(e, vocab.SpanStart, quad.Int(w.count))
	w.put(e, vocab.SpanEnd, quad.Int(w.count+len(quote)))
	w.put(e, vocab.Quote, quad.String(quote))
	w.put(e, vocab.Confidence, quad.TypedString{Value: "0.99", Type: vocab.Decimal})
	w.put(e, vocab.Subject, s)
	w.put(e, vocab.Predicate, p)
	w.put(e, vocab.Object, o)
	return e
}

func (w *writer) letter(l Letter) {
	letter := IRI("letter", l.ID)
	w.label = IRI("document", l.ID)
	w.document = w.label
	w.put(w.document, vocab.Type, vocab.Document)
	w.put(w.document, vocab.FileName, quad.String(l.ID+".txt"))
	w.put(letter, vocab.Type, vocab.Letter)
	w.put(letter, vocab.Label, quad.String("Letter of "+l.Date+": "+l.Title))
	w.put(letter, vocab.Title, quad.String(l.Title))
	if l.Date != "" {
		w.put(letter, vocab.LetterDate, quad.TypedString{Value: quad.String(l.Date), Type: vocab.Date})
	}
	w.put(letter, vocab.FullTextIn, w.document)
	for i, s := range l.Signers {
		person, sig := IRI("person", "own:"+s.Person), IRI("signature", l.ID+s.Person)
		e := w.fact(person, vocab.Signed, letter, "Sincerely, "+s.Person)
		w.put(sig, vocab.Type, vocab.Signature)
		w.put(sig, vocab.OnLetter, letter)
		w.put(sig, vocab.Signatory, person)
		w.put(sig, vocab.SignRole, quad.String(s.Role))
		w.put(sig, vocab.Order, quad.Int(i+1))
		w.put(sig, vocab.Decision, quad.String("accepted"))
		w.put(sig, vocab.Confidence, quad.TypedString{Value: "0.95", Type: vocab.Decimal})
		w.put(sig, vocab.HasEvidence, e)
	}
	if l.To != "" {
		w.fact(letter, vocab.AddressedTo, IRI("person", "own:"+l.To), "Dear "+l.To+":")
	}
	if l.Country != "" {
		c := IRI("country", l.Country)
		w.put(c, vocab.Type, vocab.Country)
		w.put(c, vocab.Label, quad.String("Country "+l.Country))
		w.fact(letter, vocab.Concerns, c, "the people of "+l.Country)
	}
	if l.Demand != "" {
		d := IRI("demand", l.ID)
		w.put(d, vocab.Type, vocab.Demand)
		w.put(d, vocab.Label, quad.String(l.Demand+" asked in "+l.ID))
		w.put(d, vocab.DemandedAct, IRI("demandtype", l.Demand))
		w.fact(letter, vocab.Makes, d, "We urge you to "+l.Demand+".")
		if l.Target != "" {
			w.fact(d, vocab.Targets, IRI("person", "own:"+l.Target), "We urge you to "+l.Demand+" "+l.Target+".")
		}
	}
}

// Small is a graph worked by hand: four signers, three letters, a recipient and a target.
func Small() []quad.Quad {
	return Quads([]Person{
		{"ann", "Ann Able", "Democrat", "CA", "rep"},
		{"bob", "Bob \"Bo\" <Baker>", "Republican", "NJ", "rep"},
		{"cyd", "Cyd Čapek", "Democrat", "CA", "sen"},
		{"dee", "=Dee(1+1)", "Independent", "VT", "sen"},
		{"eve", "Eve Envoy", "", "", ""},
		{"tom", "Tom Target", "", "", ""},
	}, []Letter{
		{"l1", "2019-03-04", "First", []Signer{{"ann", "lead"}, {"bob", "cosigner"}, {"cyd", "cosigner"}}, "eve", "AZ", "sanction", "tom"},
		{"l2", "2020-10-05", "Second\nline\\ \x07", []Signer{{"ann", "cosigner"}, {"bob", "lead"}}, "eve", "AM", "provide_aid", ""},
		{"l3", "2020-10-23", "Third, \"quoted\"", []Signer{{"dee", "signer"}}, "eve", "AZ", "sanction", "tom"},
	})
}
