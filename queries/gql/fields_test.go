package gql

import (
	"strings"
	"testing"

	"demarche/queries"
)

// Every wanted value follows from the description of querytest.Sample.
func TestAnswers(t *testing.T) {
	e := newEngine(t, queries.Limits{})
	for _, tt := range []struct {
		name, query, want string
		vars              map[string]any
	}{
		{"keys in query order with aliases", `{b: dataset{version} a: dataset{id __typename}}`, `{"b":{"version":"7"},"a":{"id":"dataset:7","__typename":"Dataset"}}`, nil},
		{
			"node by id", `{node(id:"person:bioguide:A000001"){__typename id ... on Person{name bioguide}}}`,
			`{"node":{"__typename":"Person","id":"person:bioguide:A000001","name":"Ann Ahn","bioguide":"A000001"}}`, nil,
		},
		{"nodes keep order and gaps", `{nodes(ids:["country:AM","nope","bioguide:B000002"]){id}}`, `{"nodes":[{"id":"country:AM"},null,{"id":"person:bioguide:B000002"}]}`, nil},
		{"entity by iri", `{entity(iri:"urn:demarche:country:AZ"){kind name ...on Country{code}}}`, `{"entity":{"kind":"COUNTRY","name":"Azerbaijan","code":"AZ"}}`, nil},
		{
			"office by date", `{node(id:"bioguide:A000001"){...on Person{party chamber old:chamber(asOf:"2019-05-01") none:chamber(asOf:"2001") officeStatus(asOf:"2001") tenures(asOf:"2021-01"){post{name}}}}}`,
			`{"node":{"party":"Democrat","chamber":"SENATE","old":"HOUSE","none":null,"officeStatus":"NOT_APPLICABLE","tenures":[{"post":{"name":"Representative for California"}},{"post":{"name":"Senator for California"}}]}}`, nil,
		},
		{"legislators on a date", `{legislators(asOf:"2014-01-01"){nodes{name}}}`, `{"legislators":{"nodes":[{"name":"Ann Ahn"}]}}`, nil},
		{"officials", `{officials{nodes{name}}}`, `{"officials":{"nodes":[{"name":"Eve Ode"}]}}`, nil},
		{
			"party filter at the letter's date", `{letters(where:{signatories:{some:{chamber:[HOUSE]}}}){nodes{title}} senate:letters(where:{signatories:{every:{chamber:[SENATE]}}, date:{known:true}}){totalCount}}`,
			`{"letters":{"nodes":[{"title":"Letter on aid"},{"title":"Letter on the war"}]},"senate":{"totalCount":0}}`, nil,
		},
		{
			"nested relations", `{people(where:{letters:{some:{demands:{some:{targets:{some:{name:{eq:"zed zimin"}}}}}}}}){nodes{name}}}`,
			`{"people":{"nodes":[{"name":"Ann Ahn"},{"name":"Robert Bell"},{"name":"Cem Çelik"}]}}`, nil,
		},
		{
			"and or not none", `{letters(where:{or:[{countries:["AZ"]},{date:{known:false}}], not:{demandTypes:[SANCTION]}, signatories:{none:{bioguide:["A000001"]}}}){nodes{title}}}`,
			`{"letters":{"nodes":[{"title":"Letter to the agency"}]}}`, nil,
		},
		{
			"order by several keys", `{people(orderBy:[{field:LETTERS_SIGNED,direction:DESC},{field:NAME,direction:DESC}],first:3){nodes{name}}}`,
			`{"people":{"nodes":[{"name":"Robert Bell"},{"name":"Ann Ahn"},{"name":"Dee Doe"}]}}`, nil,
		},
		{"backwards", `{letters(last:1){nodes{title} pageInfo{hasPreviousPage hasNextPage}}}`, `{"letters":{"nodes":[{"title":"Letter on the war"}],"pageInfo":{"hasPreviousPage":true,"hasNextPage":false}}}`, nil},
		{
			"co-signers", `{node(id:"bioguide:A000001"){...on Person{coSigners(minShared:2){totalCount edges{sharedLetters weight node{name} letters{totalCount}}}}}}`,
			// One letter of two signers (1/1) and one of three (1/2).
			`{"node":{"coSigners":{"totalCount":1,"edges":[{"sharedLetters":2,"weight":1.5,"node":{"name":"Robert Bell"},"letters":{"totalCount":2}}]}}}`, nil,
		},
		{
			"signatures", `{letters(where:{date:{known:false}}){nodes{date dateStatus claimedSignaturesStatus signatures{nodes{order asName decision person{name} candidates{name}}}}}}`,
			`{"letters":{"nodes":[{"date":null,"dateStatus":"UNKNOWN","claimedSignaturesStatus":"NOT_APPLICABLE","signatures":{"nodes":[{"order":1,"asName":"Dee Doe","decision":"ACCEPTED","person":{"name":"Dee Doe"},"candidates":[]},{"order":2,"asName":"R. Roe","decision":"AMBIGUOUS","person":null,"candidates":[{"name":"Ann Ahn"},{"name":"Robert Bell"}]}]}}]}}`, nil,
		},
		{
			"letter", `{letters(where:{date:{eq:"2020-10"}}){nodes{date dateBasis claimedSignatures recipients{asName addressed entity{name}} demands{nodes{type text targets{nodes{name}}}} countries{nodes{code}} events{nodes{name date}} documents{mode document{fileName sort}}}}}`,
			`{"letters":{"nodes":[{"date":"2020-10-23","dateBasis":"PRINTED","claimedSignatures":3,"recipients":[{"asName":"Eve Ode","addressed":"TO","entity":{"name":"Eve Ode"}}],` +
				`"demands":{"nodes":[{"type":"SANCTION","text":"Sanction Zed Zimin.","targets":{"nodes":[{"name":"Zed Zimin"}]}},{"type":"PROVIDE_AID","text":"Send aid at once.","targets":{"nodes":[]}}]},` +
				`"countries":{"nodes":[{"code":"AM"},{"code":"AZ"}]},"events":{"nodes":[{"name":"attack","date":"2020-09-27"}]},` +
				`"documents":[{"mode":"FULL","document":{"fileName":"autumn.txt","sort":"LETTER"}},{"mode":"REPORT","document":{"fileName":"release.html","sort":"PRESS_RELEASE"}}]}]}}`, nil,
		},
		{
			"evidence of an edge", `{evidenceFor(subject:"bioguide:A000001",predicate:"dm:signed",object:"` + letterID("Letter on the war") + `"){nodes{quote document{fileName} start supports{predicate subject{name}}}}}`,
			`{"evidenceFor":{"nodes":[{"quote":"Ann Ahn led the letter","document":{"fileName":"release.html"},"start":40,"supports":{"predicate":"urn:demarche:ns#signed","subject":{"name":"Ann Ahn"}}},` +
				`{"quote":"Ann Ahn","document":{"fileName":"autumn.txt"},"start":10,"supports":{"predicate":"urn:demarche:ns#signed","subject":{"name":"Ann Ahn"}}}]}}`, nil,
		},
		{
			"groups", `{groupLetters(by:[COUNTRY,PARTY]){keys{value} letterCount signatureCount signatoryCount from to}}`,
			// Ann is a Democrat in one register, Cem Democratic in another: one party.
			`{"groupLetters":[{"keys":[{"value":"Armenia"},{"value":"Democrat"}],"letterCount":2,"signatureCount":3,"signatoryCount":2,"from":"2020-04","to":"2020-10-23"},` +
				`{"keys":[{"value":"Armenia"},{"value":"Republican"}],"letterCount":2,"signatureCount":2,"signatoryCount":1,"from":"2020-04","to":"2020-10-23"},` +
				`{"keys":[{"value":null},{"value":null}],"letterCount":1,"signatureCount":1,"signatoryCount":1,"from":null,"to":null},` +
				`{"keys":[{"value":"Azerbaijan"},{"value":"Democrat"}],"letterCount":1,"signatureCount":2,"signatoryCount":2,"from":"2020-10-23","to":"2020-10-23"},` +
				`{"keys":[{"value":"Azerbaijan"},{"value":"Republican"}],"letterCount":1,"signatureCount":1,"signatoryCount":1,"from":"2020-10-23","to":"2020-10-23"}]}`, nil,
		},
		{
			"groups of five dimensions", `{groupLetters(by:[SIGNATORY,DEMAND_TYPE,COUNTRY,YEAR,PARTY],where:{countries:["AZ"]},skip:3,first:1){keys{dimension value} letterCount signatureCount}}`,
			// Three signers, two demands, two countries: twelve groups of one letter, ordered by their values.
			`{"groupLetters":[{"keys":[{"dimension":"SIGNATORY","value":"Ann Ahn"},{"dimension":"DEMAND_TYPE","value":"sanction"},{"dimension":"COUNTRY","value":"Azerbaijan"},` +
				`{"dimension":"YEAR","value":"2020"},{"dimension":"PARTY","value":"Democrat"}],"letterCount":1,"signatureCount":1}]}`, nil,
		},
		{"groups passed over", `{groupLetters(by:[SIGNATORY,DEMAND_TYPE,COUNTRY,YEAR,PARTY],where:{countries:["AZ"]},skip:12){letterCount}}`, `{"groupLetters":[]}`, nil},
		{
			"search forgives accents", `{search(query:"celik",kinds:[PERSON]){edges{node{name} matchedOn matchKind score}}}`,
			`{"search":{"edges":[{"node":{"name":"Cem Çelik"},"matchedOn":"Cem Çelik","matchKind":"EXACT","score":0.85}]}}`, nil,
		},
		{
			"the office held when signing", `{letters(where:{date:{eq:"2020-10-23"}}){nodes{signatures{nodes{asName asTenure{start post{chamber}}}}}}}`,
			`{"letters":{"nodes":[{"signatures":{"nodes":[{"asName":"Ann Ahn","asTenure":{"start":"2013-01-03","post":{"chamber":"HOUSE"}}},` +
				`{"asName":"Robert Bell","asTenure":{"start":"2015-01-06","post":{"chamber":"SENATE"}}},{"asName":"Cem Celik","asTenure":{"start":"2018","post":{"chamber":"LOWER"}}}]}}]}}`, nil,
		},
		{"search by nickname", `{search(query:"rob bell",kinds:[PERSON]){nodes{name}}}`, `{"search":{"nodes":[{"name":"Robert Bell"}]}}`, nil},
		{"search by misspelling", `{search(query:"azerbajan"){edges{node{name} matchKind}}}`, `{"search":{"edges":[{"node":{"name":"Azerbaijan"},"matchKind":"SPELLING"}]}}`, nil},
		{
			"paths", `{paths(from:"bioguide:A000001",to:"own:zed-zimin",first:1,select:SHORTEST){found distance paths{length nodes{name} steps{predicate isInverse sources{name quote}}}}}`,
			`{"paths":{"found":true,"distance":3,"paths":[{"length":3,"nodes":[{"name":"Ann Ahn"},{"name":"Letter on the war"},{"name":"Sanction Zed Zimin."},{"name":"Zed Zimin"}],"steps":[` +
				`{"predicate":"urn:demarche:ns#signed","isInverse":false,"sources":[{"name":"release.html","quote":"Ann Ahn led the letter"},{"name":"autumn.txt","quote":"Ann Ahn"}]},` +
				`{"predicate":"urn:demarche:ns#makes","isInverse":false,"sources":[{"name":"autumn.txt","quote":"Sanction Zed Zimin."}]},` +
				`{"predicate":"urn:demarche:ns#targets","isInverse":false,"sources":[{"name":"autumn.txt","quote":"Sanction Zed Zimin."}]}]}]}}`, nil,
		},
		{
			"network", `{network(kind:COSIGN){nodeCount edgeCount nodes(first:1){label degree strength} edges{weight source{label} target{label}}}}`,
			`{"network":{"nodeCount":4,"edgeCount":3,"nodes":[{"label":"Ann Ahn","degree":2,"strength":3}],"edges":[{"weight":2,"source":{"label":"Ann Ahn"},"target":{"label":"Robert Bell"}},` +
				`{"weight":1,"source":{"label":"Ann Ahn"},"target":{"label":"Cem Çelik"}},{"weight":1,"source":{"label":"Robert Bell"},"target":{"label":"Cem Çelik"}}]}}`, nil,
		},
		{
			"evidence of targets", `{letters(where:{date:{eq:"2020-10-23"}}){nodes{targets{edges{node{name} evidence{quote}}} demands(first:1){nodes{targets{edges{evidence{quote}}}}} signatures(first:1){edges{evidence{quote}}}}}}`,
			`{"letters":{"nodes":[{"targets":{"edges":[{"node":{"name":"Zed Zimin"},"evidence":[{"quote":"Sanction Zed Zimin."}]}]},` +
				`"demands":{"nodes":[{"targets":{"edges":[{"evidence":[{"quote":"Sanction Zed Zimin."}]}]}}]},"signatures":{"edges":[{"evidence":[{"quote":"Ann Ahn"}]}]}}]}}`, nil,
		},
		{
			"evidence of co-signing", `{node(id:"ocd:3"){...on Person{coSigners(first:1){edges{node{name} evidence{quote document{fileName}}}}}} network(kind:COSIGN,since:"2020-05"){edges(first:1){from to letters{title} evidence{quote}}}}`,
			// Cem signed one letter with Ann and Bob; the release tells of Ann's signature once more.
			`{"node":{"coSigners":{"edges":[{"node":{"name":"Ann Ahn"},"evidence":[{"quote":"Cem Celik","document":{"fileName":"autumn.txt"}},` +
				`{"quote":"Ann Ahn led the letter","document":{"fileName":"release.html"}},{"quote":"Ann Ahn","document":{"fileName":"autumn.txt"}}]}]}},` +
				`"network":{"edges":[{"from":"2020-10-23","to":"2020-10-23","letters":[{"title":"Letter on the war"}],"evidence":[{"quote":"Ann Ahn led the letter"},{"quote":"Ann Ahn"},{"quote":"Robert Bell"}]}]}}`, nil,
		},
		{
			"evidence of the ends of networks", `{network(kind:DEMANDS,where:{demandTypes:[SANCTION]}){edges(first:1){source{label} target{label} letters{title} evidence{quote}}}}`,
			`{"network":{"edges":[{"source":{"label":"Ann Ahn"},"target":{"label":"Zed Zimin"},"letters":[{"title":"Letter on the war"}],"evidence":[{"quote":"Ann Ahn led the letter"},{"quote":"Ann Ahn"},{"quote":"Sanction Zed Zimin."}]}]}}`, nil,
		},
		{
			"evidence of the ends of signatures", `{network(kind:SIGNATURES,where:{demandTypes:[SANCTION]}){edges(first:1){from letters{title} evidence{quote}}}}`,
			`{"network":{"edges":[{"from":"2020-10-23","letters":[{"title":"Letter on the war"}],"evidence":[{"quote":"Ann Ahn led the letter"},{"quote":"Ann Ahn"}]}]}}`, nil,
		},
		{
			"why an end is null", `{node(id:"bioguide:A000001"){...on Person{tenures{start end endStatus}}}}`,
			`{"node":{"tenures":[{"start":"2013-01-03","end":"2021-01-02","endStatus":"KNOWN"},{"start":"2021-01-03","end":null,"endStatus":"NOT_APPLICABLE"}]}}`, nil,
		},
		{
			"measures", `{network(kind:COSIGN){nodes(first:1,orderBy:STRENGTH){label measure(name:CLUSTERING)} summary{components isolates largestComponent}}}`,
			`{"network":{"nodes":[{"label":"Ann Ahn","measure":1}],"summary":{"components":2,"isolates":1,"largestComponent":3}}}`, nil,
		},
		{"metrics", `{node(id:"ocd:3"){...on Person{metrics(network:COSIGN){degree rank}}}}`, `{"node":{"metrics":{"degree":2,"rank":1}}}`, nil},
		{
			"null literals", `query($n:Int=null){people(first:null, where:{lettersSigned:{gte:2,lt:null}, name:null}, after:null){totalCount} letters(first:$n){totalCount}}`,
			`{"people":{"totalCount":2},"letters":{"totalCount":3}}`, nil,
		},
		{"argument list of null only", `{letters(first:null){totalCount}}`, `{"letters":{"totalCount":3}}`, nil},
		{"skip and include", `query($y:Boolean!){dataset{version @skip(if:$y) id @include(if:$y) ...@include(if:$y){licences}}}`, `{"dataset":{"id":"dataset:7","licences":["CC0-1.0"]}}`, map[string]any{"y": true}},
		{"escapes", `{search(query:"\u{41}hn \uD83D\uDE00"){totalCount}}`, `{"search":{"totalCount":1}}`, nil},
		{"block strings", "{search(query:\"\"\"\n    ann\n      ahn\n  \"\"\"){totalCount}}", `{"search":{"totalCount":1}}`, nil},
		{"long strings", `{node(id:"` + strings.Repeat("x", 100) + `"){id} e:entity(iri:"urn:demarche:` + letterID("Letter on the war") + `"){id}}`, `{"node":null,"e":{"id":"` + letterID("Letter on the war") + `"}}`, nil},
		{"comments and marks", "\ufeff# é ü\n{ # ö\n dataset # é\n{version}}", `{"dataset":{"version":"7"}}`, nil},
		{
			"variables", `query($w:PersonFilter,$n:Int){people(where:$w,first:$n){nodes{name}}}`, `{"people":{"nodes":[{"name":"Cem Çelik"}]}}`,
			map[string]any{"w": map[string]any{"name": map[string]any{"words": "cel"}}, "n": float64(5)},
		},
		{"fragments on interfaces", `{node(id:"country:AM"){...F}} fragment F on Entity{name ...on Country{code letters{totalCount}}}`, `{"node":{"name":"Armenia","code":"AM","letters":{"totalCount":2}}}`, nil},
		{"merged fields", `{dataset{counts{people}} dataset{counts{letters}}}`, `{"dataset":{"counts":{"people":6,"letters":3}}}`, nil},
		{
			"introspection", `{__type(name:"Date"){kind name specifiedByURL fields{name} ofType{name}} __schema{queryType{name} mutationType{name}}}`,
			`{"__type":{"kind":"SCALAR","name":"Date","specifiedByURL":"` + dateURL + `","fields":null,"ofType":null},"__schema":{"queryType":{"name":"Query"},"mutationType":null}}`, nil,
		},
		{"wrapped types", `{__type(name:"Query"){fields{name type{kind name ofType{kind ofType{kind ofType{name}}}}}}}`, "", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := ask(t, e, tt.query, tt.vars)
			if tt.want == "" {
				if !strings.Contains(got, `{"name":"nodes","type":{"kind":"NON_NULL","name":null,"ofType":{"kind":"LIST","ofType":{"kind":"INTERFACE","ofType":null}}}}`) {
					t.Errorf("got %s", got)
				}
				return
			}
			if got != tt.want {
				t.Errorf("\ngot  %s\nwant %s", got, tt.want)
			}
		})
	}
}
