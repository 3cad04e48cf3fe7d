package querytest

import (
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// Sample is a small graph that the tests of queries share. Three letters, five signers:
//
//	spring 2020-04 (month only) to the Secretary, about AM: Ann Ahn, Bob Bell
//	autumn 2020-10-23 to the Secretary, about AZ and AM, two demands (sanction against Zed Zimin, provide_aid): Ann Ahn, Bob Bell, Cem Çelik
//	undated to the Agency: Dee Doe (provisional), and an ambiguous "R. Roe" who may be Ann Ahn or Bob Bell
//
// Ann Ahn: house CA Democrat 2013-2021-01-02, then senate CA Democrat. Bob Bell: senate NY Republican since 2015 (Robert).
// Cem Çelik: California Assembly, Democrat. Eve Ode: secretary of state 2019-2021, receives both dated letters.
func Sample() []quad.Quad {
	g := &Graph{}
	g.Register("people", "A register of people", "CC0-1.0")
	ann := g.Person("bioguide:A000001", "Ann", "Ahn")
	bob := g.Person("bioguide:B000002", "Robert", "Bell", "Bob Bell")
	cem := g.Person("ocd:3", "Cem", "Çelik")
	eve := g.Person("own:eve-ode", "Eve", "Ode")
	zed := g.Person("own:zed-zimin", "Zed", "Zimin")
	state := g.Organization("state", "Department of State", "agency")
	agency := g.Organization("agency", "Agency for Tests", "agency")
	house, senCA := g.Post("us-house-ca-1", "Representative for California", "rep", "CA"), g.Post("us-senate-ca", "Senator for California", "sen", "CA")
	senNY, lower := g.Post("us-senate-ny", "Senator for New York", "sen", "NY"), g.Post("ca-lower-1", "Assembly Member", "lower", "CA")
	secretary := g.Post("us-secretary-of-state", "Secretary of State", "exec", "")
	g.Add(secretary, vocab.PostIn, state)
	g.Tenure(ann, house, "Democrat", "2013-01-03", "2021-01-02")
	g.Tenure(ann, senCA, "Democrat", "2021-01-03", "")
	g.Tenure(bob, senNY, "Republican", "2015-01-06", "")
	g.Tenure(cem, lower, "Democratic", "2018", "")
	g.Tenure(eve, secretary, "", "2019-04", "2021-01-20")
	am, az := g.Country("AM", "Armenia"), g.Country("AZ", "Azerbaijan")

	g.Document("spring.txt", "letter", "2020-04")
	spring := g.Letter("Letter on aid", "2020-04")
	g.Sign(ann, spring, 1, "Ann Ahn")
	g.Sign(bob, spring, 2, "Bob Bell")
	g.Recipient(spring, eve, 1, "Eve Ode")
	g.Edge(spring, vocab.Concerns, am, "aid to Armenia")
	g.Demand(spring, "provide_aid", "We ask you to send aid.", 1)

	g.Document("autumn.txt", "letter", "2020-10-23")
	autumn := g.Letter("Letter on the war", "2020-10-23")
	g.Add(autumn, vocab.ClaimedSignatures, quad.Int(3))
	g.Sign(ann, autumn, 1, "Ann Ahn")
	g.Sign(bob, autumn, 2, "Robert Bell")
	g.Sign(cem, autumn, 3, "Cem Celik")
	g.Recipient(autumn, eve, 1, "Eve Ode")
	g.Edge(autumn, vocab.Concerns, az, "Azerbaijan's attack")
	g.Edge(autumn, vocab.Concerns, am, "on Armenia")
	g.Demand(autumn, "sanction", "Sanction Zed Zimin.", 1, zed)
	g.Demand(autumn, "provide_aid", "Send aid at once.", 2)
	g.Event(autumn, "attack", "2020-09-27")
	g.Document("release.html", "press_release", "2020-10-24")
	g.Add(autumn, vocab.ReportedIn, g.label)
	g.Add(ann, vocab.Signed, autumn)
	g.Evidence(ann, vocab.Signed, autumn, 40, "Ann Ahn led the letter")

	g.Document("undated.txt", "letter", "")
	undated := g.Letter("Letter to the agency", "")
	dee := g.Person("name:00000000000000dd", "Dee", "Doe")
	g.Add(dee, vocab.Provisional, quad.Bool(true))
	g.Sign(dee, undated, 1, "Dee Doe")
	roe := quad.IRI(ns + "signature:" + hash("roe"))
	g.Add(roe, vocab.Type, vocab.Signature)
	g.Add(roe, vocab.OnLetter, undated)
	g.str(roe, vocab.AsName, "R. Roe")
	g.Add(roe, vocab.Order, quad.Int(2))
	g.str(roe, vocab.Decision, "ambiguous")
	g.Add(roe, vocab.Candidate, ann)
	g.Add(roe, vocab.Candidate, bob)
	g.Recipient(undated, agency, 1, "Agency for Tests")
	return g.Quads
}
