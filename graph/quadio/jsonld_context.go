package quadio

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// ldContext is an active context of JSON-LD. It is never changed after it is made.
type ldContext struct {
	base  string
	vocab string
	lang  string
	terms map[string]ldTerm
}

// ldTerm is a term's definition. An empty iri means that the term is declared as null.
type ldTerm struct {
	iri       string
	datatype  string // @id, @vocab, an IRI or empty
	lang      string
	hasLang   bool   // lang counts even when it is empty
	container string // @list, @set, @language, @index, @id, @type, @graph, @graph@id, @graph@index or empty
	index     string // the property that the keys of an @index container are values of, empty for none
	reverse   bool
	prefix    bool
	protected bool
}

// same tells whether two definitions differ in nothing but protection.
func (t ldTerm) same(u ldTerm) bool {
	t.protected, u.protected = false, false
	return t == u
}

var ldKeywords = []string{
	"@base", "@container", "@context", "@direction", "@graph", "@id", "@import", "@included", "@index", "@json", "@language",
	"@list", "@nest", "@none", "@prefix", "@propagate", "@protected", "@reverse", "@set", "@type", "@value", "@version", "@vocab",
}

func isKeyword(s string) bool {
	_, ok := slices.BinarySearch(ldKeywords, s)
	return ok
}

// likeKeyword tells whether a string is kept for later keywords: an @ and letters.
func likeKeyword(s string) bool {
	return len(s) > 1 && s[0] == '@' && strings.Trim(s[1:], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// contextKeys are the keywords that a context may have.
var contextKeys = []string{"@base", "@direction", "@import", "@language", "@propagate", "@protected", "@type", "@version", "@vocab"}

func unsupported(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrUnsupported, fmt.Sprintf(format, args...))
}

func invalid(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrSyntax, fmt.Sprintf(format, args...))
}

// extend is the context after a local one: null, an object, or a list of these.
func (c *ldContext) extend(local any, initial *ldContext) (*ldContext, error) {
	switch local := local.(type) {
	case nil:
		for _, term := range slices.Sorted(maps.Keys(c.terms)) {
			if c.terms[term].protected {
				return nil, invalid("the context is set to null, but the term %q is protected", term)
			}
		}
		return initial, nil
	case string:
		return nil, unsupported("the remote context %q: put it into the document", local)
	case []any:
		var err error
		for _, l := range local {
			if c, err = c.extend(l, initial); err != nil {
				return nil, err
			}
		}
		return c, nil
	case map[string]any:
		return c.define(local)
	}
	return nil, invalid("a context is neither an object nor null")
}

func (c *ldContext) define(local map[string]any) (*ldContext, error) {
	n := &ldContext{base: c.base, vocab: c.vocab, lang: c.lang, terms: maps.Clone(c.terms)}
	if n.terms == nil {
		n.terms = map[string]ldTerm{}
	}
	if err := checkContext(local); err != nil {
		return nil, err
	}
	d := definer{local: local, ctx: n, before: c.terms, protect: local["@protected"] == true, state: map[string]int{}}
	for _, key := range []string{"@import", "@propagate", "@direction"} {
		if v, ok := local[key]; ok && v != nil {
			return nil, unsupported("%s in a context", key)
		}
	}
	if v, ok := local["@base"]; ok {
		s, isString := v.(string)
		if v != nil && !isString {
			return nil, invalid("@base is no string")
		}
		if v != nil && !isAbsolute(s) {
			if n.base == "" {
				return nil, invalid("@base is the relative IRI %q and there is no base", s)
			}
			s = resolveIRI(n.base, s)
		}
		n.base = s
	}
	if v, ok := local["@vocab"]; ok {
		s, isString := v.(string)
		if v != nil && !isString {
			return nil, invalid("@vocab is no string")
		}
		if isString {
			if iri := n.expand(s, true); iri != "" || n.base == "" {
				s = iri
			} else {
				s = resolveIRI(n.base, s)
			}
			if s == "" {
				return nil, invalid("@vocab is relative and there is no base")
			}
		}
		n.vocab = s
	}
	if v, ok := local["@language"]; ok {
		s, isString := v.(string)
		if v != nil && !isString {
			return nil, invalid("@language is no string")
		}
		n.lang = s
	}
	if def, ok := local["@type"].(map[string]any); ok {
		t := ldTerm{iri: "@type", protected: d.protect}
		if on, ok := def["@protected"].(bool); ok {
			t.protected = on
		}
		if def["@container"] != nil {
			t.container = "@set"
		}
		if err := d.keep("@type", t); err != nil {
			return nil, err
		}
	}
	for _, term := range slices.Sorted(maps.Keys(local)) {
		if !likeKeyword(term) {
			if err := d.term(term); err != nil {
				return nil, err
			}
		}
	}
	return n, nil
}

// checkContext looks at the keys of a context that are keywords.
func checkContext(local map[string]any) error {
	for _, key := range slices.Sorted(maps.Keys(local)) {
		if isKeyword(key) && !slices.Contains(contextKeys, key) {
			return invalid("a context defines the keyword %s", key)
		}
	}
	if v, ok := local["@version"]; ok && fmt.Sprint(v) != "1.1" {
		return invalid("@version is %v, not 1.1", v)
	}
	if v, ok := local["@protected"]; ok {
		if _, isBool := v.(bool); !isBool {
			return invalid("@protected is neither true nor false")
		}
	}
	v, ok := local["@type"]
	if !ok {
		return nil
	}
	def, isMap := v.(map[string]any)
	for key, value := range def {
		_, isBool := value.(bool)
		if key != "@container" && key != "@protected" || key == "@container" && value != "@set" || key == "@protected" && !isBool {
			return invalid("@type may be a set and protected, nothing else")
		}
	}
	if !isMap || len(def) == 0 {
		return invalid("a context defines the keyword @type")
	}
	return nil
}

// definer defines the terms of one local context, each after those it is made of.
type definer struct {
	local   map[string]any
	ctx     *ldContext
	before  map[string]ldTerm // of the context that is extended
	protect bool
	state   map[string]int // 1 under way, 2 done
	depth   int
}

func (d *definer) term(term string) error {
	switch d.state[term] {
	case 1:
		return invalid("the term %q is defined by itself", term)
	case 2:
		return nil
	}
	if d.depth++; d.depth > maxDepth {
		return invalid("the term %q is defined through more than %d others", term, maxDepth)
	}
	d.state[term] = 1
	defer func() { d.state[term] = 2; d.depth-- }()
	if term == "" {
		return invalid("a term is the empty string")
	}
	delete(d.ctx.terms, term)
	t := ldTerm{protected: d.protect}
	var err error
	switch def := d.local[term].(type) {
	case nil:
	case string:
		if likeKeyword(def) && !isKeyword(def) {
			return nil // kept for later keywords: as if there were no definition
		}
		if t.iri, err = d.expand(def); err != nil {
			return err
		}
		if err := d.checkMapping(term, t.iri, def); err != nil {
			return err
		}
		t.prefix = t.iri != "" && strings.ContainsAny(t.iri[len(t.iri)-1:], ":/?#[]@")
	case map[string]any:
		for _, key := range []string{"@id", "@reverse"} {
			if s, ok := def[key].(string); ok && likeKeyword(s) && !isKeyword(s) {
				return nil
			}
		}
		if t, err = d.object(term, def); err != nil {
			return err
		}
	default:
		return invalid("the term %q is neither a string nor an object", term)
	}
	return d.keep(term, t)
}

// keep puts a definition into the context, unless it changes one that is protected.
func (d *definer) keep(term string, t ldTerm) error {
	if old, ok := d.before[term]; ok && old.protected {
		if !old.same(t) {
			return invalid("the protected term %q is defined otherwise", term)
		}
		t.protected = true
	}
	d.ctx.terms[term] = t
	return nil
}

// checkMapping tells what a term may not stand for: nothing, @context, and, of a term that looks like an IRI, another one.
func (d *definer) checkMapping(term, iri, printed string) error {
	switch {
	case iri == "@context":
		return invalid("the term %q stands for @context", term)
	case !strings.HasPrefix(iri, "@") && !strings.HasPrefix(iri, "_:") && !isAbsolute(iri):
		return invalid("the term %q stands for %q, which is no IRI", term, printed)
	case !strings.ContainsAny(strings.Trim(term, ":"), ":") && !strings.Contains(term, "/"):
		return nil
	}
	if prefix, _, _ := strings.Cut(term, ":"); d.local[prefix] != nil && d.state[prefix] == 0 {
		if err := d.term(prefix); err != nil {
			return err
		}
	}
	if d.ctx.expand(term, true) != iri { // as if it had no definition of its own
		return invalid("the term %q, an IRI itself, stands for another one, %s", term, iri)
	}
	return nil
}

// object reads a term's expanded definition.
func (d *definer) object(term string, def map[string]any) (t ldTerm, err error) {
	t.protected = d.protect
	id := term
	if def["@reverse"] != nil {
		for _, key := range []string{"@id", "@nest"} {
			if _, ok := def[key]; ok {
				return t, invalid("the reverse term %q has %s too", term, key)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(def)) {
		if err := d.entry(&t, term, key, def[key]); err != nil {
			return t, err
		}
		if key != "@id" && key != "@reverse" {
			continue
		}
		name, isString := def[key].(string)
		switch t.reverse = key == "@reverse"; {
		case def[key] == nil && !t.reverse:
			return ldTerm{protected: t.protected}, nil
		case !isString:
			return t, invalid("%s of the term %q is no string", key, term)
		}
		id = name
	}
	if t.index != "" && !strings.HasSuffix(t.container, "@index") {
		return t, invalid("the term %q has @index and no such container", term)
	}
	if t.container == "@type" && t.datatype != "" && t.datatype != "@id" && t.datatype != "@vocab" {
		return t, invalid("the term %q has the container @type and another type than a node's", term)
	}
	if t.reverse && t.container != "" && t.container != "@set" && t.container != "@index" {
		return t, invalid("the reverse term %q has the container %s", term, t.container)
	}
	if id != term {
		if t.iri, err = d.expand(id); err != nil {
			return t, err
		}
		if t.reverse && !isAbsolute(t.iri) {
			return t, invalid("the reverse term %q stands for %q, which is no IRI", term, id)
		}
		return t, d.checkMapping(term, t.iri, id)
	}
	return t, d.byName(term, &t)
}

// entry reads one entry of a term's expanded definition, all but @id and @reverse.
func (d *definer) entry(t *ldTerm, term, key string, v any) (err error) {
	s, isString := v.(string)
	switch key {
	case "@id", "@reverse":
		return nil
	case "@protected", "@prefix":
		on, isBool := v.(bool)
		if !isBool {
			return invalid("%s of the term %q is neither true nor false", key, term)
		}
		if key == "@protected" {
			t.protected = on
		} else if t.prefix = on; on && strings.ContainsAny(term, ":/") {
			return invalid("the term %q cannot be a prefix", term)
		}
		return nil
	case "@context", "@direction":
		return unsupported("%s in the definition of the term %q", key, term)
	case "@container":
		if t.container, err = containerOf(v); err != nil {
			return fmt.Errorf("%w in the definition of the term %q", err, term)
		}
		return nil
	case "@language":
		t.lang, t.hasLang = s, true
		isString = isString || v == nil
	case "@nest": // of use in compaction only
		if isKeyword(s) && s != "@nest" {
			return invalid("@nest of the term %q is %s", term, s)
		}
	case "@index":
		property, err := d.expand(s)
		if err != nil || !isAbsolute(property) {
			return cmp.Or(err, invalid("@index of the term %q is no property", term))
		}
		t.index = s
	case "@type":
		if err := d.datatype(t, term, s); err != nil {
			return err
		}
	default:
		return invalid("unknown key %q in the definition of the term %q", key, term)
	}
	if !isString {
		return invalid("%s of the term %q is no string", key, term)
	}
	return nil
}

// datatype sets the type of a term's values.
func (d *definer) datatype(t *ldTerm, term, s string) (err error) {
	if t.datatype, err = d.expand(s); err != nil {
		return err
	}
	switch {
	case t.datatype == "@json":
		return unsupported("@json as the type of the term %q", term)
	case t.datatype == "@none":
		t.datatype = ""
	case t.datatype != "@id" && t.datatype != "@vocab" && !isAbsolute(t.datatype) || strings.HasPrefix(t.datatype, "_:"):
		return invalid("the type of the term %q is no IRI", term)
	}
	return nil
}

// containerOf is the container of a term; @set, which only tells of compaction, is left out of combinations.
func containerOf(v any) (string, error) {
	var names []string
	for _, item := range listOf(v) {
		s, ok := item.(string)
		if !ok {
			return "", invalid("@container has %v", item)
		}
		names = append(names, s)
	}
	slices.Sort(names)
	all := strings.Join(names, "")
	if len(names) > 1 {
		names = slices.DeleteFunc(names, func(s string) bool { return s == "@set" })
	}
	switch joined := strings.Join(names, ""); joined {
	case "@list":
		if all == "@list" {
			return joined, nil
		}
	case "@set", "@language", "@index", "@id", "@type", "@graph", "@graph@id", "@graph@index":
		return joined, nil
	}
	return "", invalid("the container %v", v)
}

// byName gives a term without @id the IRI that its own name stands for.
func (d *definer) byName(term string, t *ldTerm) (err error) {
	prefix, suffix, compact := strings.Cut(term, ":")
	switch {
	case compact && prefix != "":
		if t.iri, err = d.expand(term); err != nil {
			return err
		}
		if p, ok := d.ctx.terms[prefix]; ok && p.iri != "" && !strings.HasPrefix(suffix, "//") {
			t.iri = p.iri + suffix
		}
	case d.ctx.vocab != "":
		t.iri = d.ctx.vocab + term
	case strings.Contains(term, "/"):
		t.iri = d.ctx.expand(term, false)
	}
	if t.iri == "" {
		return invalid("the term %q has no IRI", term)
	}
	return nil
}

// expand expands an IRI inside the context being defined.
func (d *definer) expand(s string) (string, error) {
	first, suffix, compact := strings.Cut(s, ":")
	names := []string{s, first}
	if !compact || first == "_" || strings.HasPrefix(suffix, "//") {
		names = names[:1]
	}
	for _, name := range names {
		if _, ok := d.local[name]; ok && !strings.HasPrefix(name, "@") && d.state[name] != 2 && d.state[s] != 1 {
			if err := d.term(name); err != nil {
				return "", err
			}
		}
	}
	return d.ctx.expand(s, true), nil
}

// expand turns a term, compact or relative IRI into an IRI, blank node (_:x) or keyword; the empty string when it is
// none. With vocab set terms and @vocab count, else the base does.
func (c *ldContext) expand(s string, vocab bool) string {
	if isKeyword(s) {
		return s
	}
	if likeKeyword(s) {
		return "" // kept for later keywords
	}
	if t, ok := c.terms[s]; ok && vocab {
		return t.iri
	}
	if prefix, suffix, ok := strings.Cut(s, ":"); ok && prefix != "" {
		if prefix == "_" || strings.HasPrefix(suffix, "//") {
			return s
		}
		if t, ok := c.terms[prefix]; ok && t.prefix && t.iri != "" {
			return t.iri + suffix
		}
		if isAbsolute(s) {
			return s
		}
	}
	switch {
	case vocab && c.vocab != "":
		return c.vocab + s
	case !vocab && c.base != "":
		return resolveIRI(c.base, s)
	}
	return ""
}
