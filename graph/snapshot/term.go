package snapshot

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
)

// kind is the sort of a term. The order of the constants is the order of terms in the dictionary.
type kind uint8

const (
	kindIRI kind = iota + 1
	kindBNode
	kindString
	kindTyped // literal with a datatype that has no native form here
	kindLang
	kindInt
	kindFloat
	kindBool
	kindTime
	kindEnd // one past the last kind
)

// class is what terms share beside their text: the kind, and the datatype or language for those that have one.
type class struct {
	kind      kind
	qualifier string
}

func (c class) compare(d class) int {
	return cmp.Or(cmp.Compare(c.kind, d.kind), strings.Compare(c.qualifier, d.qualifier))
}

// split takes a value apart into its class and text. It refuses values that the graph does not hold: nil, sequences and
// other implementations of quad.Value.
func split(v quad.Value) (class, string, error) {
	switch v := v.(type) {
	case quad.IRI:
		return class{kind: kindIRI}, string(v), nil
	case quad.BNode:
		return class{kind: kindBNode}, string(v), nil
	case quad.String:
		return class{kind: kindString}, string(v), nil
	case quad.TypedString:
		return class{kindTyped, string(v.Type)}, string(v.Value), nil
	case quad.LangString:
		return class{kindLang, v.Lang}, string(v.Value), nil
	case quad.Int:
		return class{kind: kindInt}, strconv.FormatInt(int64(v), 10), nil
	case quad.Float:
		return class{kind: kindFloat}, strconv.FormatFloat(float64(v), 'g', -1, 64), nil
	case quad.Bool:
		return class{kind: kindBool}, strconv.FormatBool(bool(v)), nil
	case quad.Time:
		return class{kind: kindTime}, time.Time(v).UTC().Format(time.RFC3339Nano), nil
	}
	return class{}, "", fmt.Errorf("snapshot: a value of type %T cannot stand in a quad", v)
}

// join is the inverse of split. A text that its class does not fit, possible only in a damaged file, comes back as a
// plain string.
func (c class) join(text string) quad.Value {
	switch c.kind {
	case kindIRI:
		return quad.IRI(text)
	case kindBNode:
		return quad.BNode(text)
	case kindTyped:
		return quad.TypedString{Value: quad.String(text), Type: quad.IRI(c.qualifier)}
	case kindLang:
		return quad.LangString{Value: quad.String(text), Lang: c.qualifier}
	case kindInt:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return quad.Int(n)
		}
	case kindFloat:
		if f, err := strconv.ParseFloat(text, 64); err == nil {
			return quad.Float(f)
		}
	case kindBool:
		return quad.Bool(text == "true")
	case kindTime:
		if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
			return quad.Time(t)
		}
	}
	return quad.String(text)
}
