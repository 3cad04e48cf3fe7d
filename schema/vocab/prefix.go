package vocab

// Prefix is the short name of a namespace.
type Prefix struct{ Name, Namespace string }

// Prefixes lists the namespaces of the vocabulary, by name.
func Prefixes() []Prefix {
	return []Prefix{
		{"bibo", bibo},
		{"dcterms", dcterms},
		{"dm", NS},
		{"foaf", foaf},
		{"oa", oa},
		{"org", org},
		{"owl", owl},
		{"rdf", rdf},
		{"rdfs", rdfs},
		{"schema", schemaO},
		{"skos", skos},
		{"xsd", xsd},
	}
}
