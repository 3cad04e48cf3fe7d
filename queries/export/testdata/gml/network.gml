graph [
  directed 0
  comment "network=signatures"
  node [
    id 0
    label "Ann Able"
    iri "urn:demarche:person:own:ann"
    kind "person"
    party "Democrat"
    state "CA"
    chamber "rep"
    provisional 0
    letters 2
    led 1
    first "2019-03-04"
    last "2020-10-05"
  ]
  node [
    id 1
    label "Bob &quot;Bo&quot; <Baker>"
    iri "urn:demarche:person:own:bob"
    kind "person"
    party "Republican"
    state "NJ"
    chamber "rep"
    provisional 0
    letters 2
    led 1
    first "2019-03-04"
    last "2020-10-05"
  ]
  node [
    id 2
    label "Cyd &#268;apek"
    iri "urn:demarche:person:own:cyd"
    kind "person"
    party "Democrat"
    state "CA"
    chamber "sen"
    provisional 0
    letters 1
    led 0
    first "2019-03-04"
    last "2019-03-04"
  ]
  node [
    id 3
    label "=Dee(1+1)"
    iri "urn:demarche:person:own:dee"
    kind "person"
    party "Independent"
    state "VT"
    chamber "sen"
    provisional 0
    letters 1
    led 0
    first "2020-10-23"
    last "2020-10-23"
  ]
  node [
    id 4
    label "Letter of 2019-03-04: First"
    iri "urn:demarche:letter:l1"
    kind "letter"
    date "2019-03-04"
    signers 3
    recipients "Eve Envoy"
    countries "AZ"
    demands "sanction"
    documents "l1.txt"
  ]
  node [
    id 5
    label "Letter of 2020-10-05: Second&#10;line&#92; "
    iri "urn:demarche:letter:l2"
    kind "letter"
    date "2020-10-05"
    signers 2
    recipients "Eve Envoy"
    countries "AM"
    demands "provide_aid"
    documents "l2.txt"
  ]
  node [
    id 6
    label "Letter of 2020-10-23: Third, &quot;quoted&quot;"
    iri "urn:demarche:letter:l3"
    kind "letter"
    date "2020-10-23"
    signers 1
    recipients "Eve Envoy"
    countries "AZ"
    demands "sanction"
    documents "l3.txt"
  ]
  edge [
    source 0
    target 4
    name "urn:demarche:signature:l1ann"
    weight 1.0
    role "lead"
    date "2019-03-04"
    document "l1.txt"
    quote "Sincerely, ann"
  ]
  edge [
    source 0
    target 5
    name "urn:demarche:signature:l2ann"
    weight 1.0
    role "cosigner"
    date "2020-10-05"
    document "l2.txt"
    quote "Sincerely, ann"
  ]
  edge [
    source 1
    target 4
    name "urn:demarche:signature:l1bob"
    weight 1.0
    role "cosigner"
    date "2019-03-04"
    document "l1.txt"
    quote "Sincerely, bob"
  ]
  edge [
    source 1
    target 5
    name "urn:demarche:signature:l2bob"
    weight 1.0
    role "lead"
    date "2020-10-05"
    document "l2.txt"
    quote "Sincerely, bob"
  ]
  edge [
    source 2
    target 4
    name "urn:demarche:signature:l1cyd"
    weight 1.0
    role "cosigner"
    date "2019-03-04"
    document "l1.txt"
    quote "Sincerely, cyd"
  ]
  edge [
    source 3
    target 6
    name "urn:demarche:signature:l3dee"
    weight 1.0
    role "signer"
    date "2020-10-23"
    document "l3.txt"
    quote "Sincerely, dee"
  ]
]
