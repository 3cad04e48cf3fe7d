package quadio

import (
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
	hasLang   bool // lang counts even when it is empty
	container string
	reverse   bool
	prefix    bool
}

var ldKeywords = []string{
	"@base", "@container", "@context", "@direction", "@graph", "@id", "@import", "@included", "@index", "@json", "@language",
	"@list", "@nest", "@none", "@prefix", "@propagate", "@protected", "@reverse", "@set", "@type", "@value", "@version", "@vocab",
}

func isKeyword(s string) bool {
	_, ok := slices.BinarySearch(ldKeywords, s)
	return ok
}

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
	d := definer{local: local, ctx: n, state: map[string]int{}}
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
		if s != "" && n.base != "" && !isAbsolute(s) {
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
			if !isAbsolute(s) && !strings.HasPrefix(s, "_:") {
				return nil, unsupported("the relative @vocab %q", s)
			}
			s = n.expand(s, true)
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
	for _, term := range slices.Sorted(maps.Keys(local)) {
		if !strings.HasPrefix(term, "@") {
			if err := d.term(term); err != nil {
				return nil, err
			}
		}
	}
	return n, nil
}

// definer defines the terms of one local context, each after those it is made of.
type definer struct {
	local map[string]any
	ctx   *ldContext
	state map[string]int // 1 under way, 2 done
	depth int
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
	delete(d.ctx.terms, term)
	var t ldTerm
	var err error
	switch def := d.local[term].(type) {
	case nil:
	case string:
		if t.iri, err = d.expand(def); err != nil {
			return err
		}
		t.prefix = t.iri != "" && strings.ContainsAny(t.iri[len(t.iri)-1:], ":/?#[]@")
	case map[string]any:
		if t, err = d.object(term, def); err != nil {
			return err
		}
	default:
		return invalid("the term %q is neither a string nor an object", term)
	}
	d.ctx.terms[term] = t
	return nil
}

// object reads a term's expanded definition.
func (d *definer) object(term string, def map[string]any) (t ldTerm, err error) {
	id := term
	for _, key := range slices.Sorted(maps.Keys(def)) {
		v := def[key]
		s, isString := v.(string)
		switch key {
		case "@protected":
			continue
		case "@prefix":
			t.prefix = v == true
			continue
		case "@context", "@nest", "@index", "@direction":
			return t, unsupported("%s in the definition of the term %q", key, term)
		case "@container":
			if list, ok := v.([]any); ok && len(list) == 1 {
				s, isString = list[0].(string)
			}
			if s != "@list" && s != "@set" && s != "@language" {
				return t, unsupported("the container %v of the term %q", v, term)
			}
			t.container = s
		case "@id", "@reverse":
			if v == nil {
				return ldTerm{}, nil
			}
			id, t.reverse = s, key == "@reverse"
		case "@language":
			t.lang, t.hasLang = s, true
			isString = isString || v == nil
		case "@type":
			if t.datatype, err = d.expand(s); err != nil {
				return t, err
			}
			if t.datatype == "@json" {
				return t, unsupported("@json as the type of the term %q", term)
			}
		default:
			return t, invalid("unknown key %q in the definition of the term %q", key, term)
		}
		if !isString {
			return t, invalid("%s of the term %q is no string", key, term)
		}
	}
	if id == term && !strings.Contains(term, ":") {
		t.iri = d.ctx.vocab + term
		if d.ctx.vocab == "" {
			return t, invalid("the term %q has no IRI", term)
		}
		return t, nil
	}
	t.iri, err = d.expand(id)
	return t, err
}

// expand expands an IRI inside the context being defined.
func (d *definer) expand(s string) (string, error) {
	first, _, _ := strings.Cut(s, ":")
	for _, name := range []string{s, first} {
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
	if strings.HasPrefix(s, "@") && s != "@" && strings.Trim(s[1:], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		return "" // reserved for later keywords
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
