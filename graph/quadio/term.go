package quadio

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// The datatypes that have a native value or need a special form.
const (
	xsdNS       = "http://www.w3.org/2001/XMLSchema#"
	xsdString   = xsdNS + "string"
	xsdInteger  = xsdNS + "integer"
	xsdBoolean  = xsdNS + "boolean"
	xsdDouble   = xsdNS + "double"
	xsdDecimal  = xsdNS + "decimal"
	xsdDateTime = xsdNS + "dateTime"
	rdfNS       = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	rdfType     = rdfNS + "type"
	rdfFirst    = rdfNS + "first"
	rdfRest     = rdfNS + "rest"
	rdfNil      = rdfNS + "nil"
)

// Literal takes a literal apart as RDF writes it: text, datatype (xsd:string for plain strings, empty with a language)
// and language. It is false for nodes and for values that RDF does not know.
func Literal(v quad.Value) (text, datatype, lang string, ok bool) {
	switch v := v.(type) {
	case quad.String:
		return string(v), xsdString, "", true
	case quad.TypedString:
		return string(v.Value), string(v.Type), "", true
	case quad.LangString:
		return string(v.Value), "", v.Lang, true
	case quad.Int:
		return strconv.FormatInt(int64(v), 10), xsdInteger, "", true
	case quad.Bool:
		return strconv.FormatBool(bool(v)), xsdBoolean, "", true
	case quad.Float:
		return formatDouble(float64(v)), xsdDouble, "", true
	case quad.Time:
		return time.Time(v).UTC().Format(time.RFC3339Nano), xsdDateTime, "", true
	}
	return "", "", "", false
}

// NewLiteral is the inverse of [Literal]: the native value when the text is exactly as that value is written, else the
// text with its type.
func NewLiteral(text, datatype, lang string) quad.Value {
	if lang != "" {
		return quad.LangString{Value: quad.String(text), Lang: lang}
	}
	switch datatype {
	case "", xsdString:
		return quad.String(text)
	case xsdInteger:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil && strconv.FormatInt(n, 10) == text {
			return quad.Int(n)
		}
	case xsdBoolean:
		if text == "true" || text == "false" {
			return quad.Bool(text == "true")
		}
	case xsdDouble:
		f, err := strconv.ParseFloat(text, 64)
		if err == nil && !math.IsNaN(f) && formatDouble(f) == text {
			return quad.Float(f)
		}
	}
	return quad.TypedString{Value: quad.String(text), Type: quad.IRI(datatype)}
}

func formatDouble(f float64) string {
	switch {
	case math.IsInf(f, 1):
		return "INF"
	case math.IsInf(f, -1):
		return "-INF"
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

// appendTerm appends the N-Quads form of a value, which Turtle and TriG read too.
func appendTerm(b []byte, v quad.Value) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return b, fmt.Errorf("a missing term: %w", ErrValue)
	case quad.IRI:
		return appendIRI(b, string(v))
	case quad.BNode:
		if !validBNode(string(v)) {
			return b, fmt.Errorf("blank node %q: %w", string(v), ErrValue)
		}
		return append(append(b, "_:"...), v...), nil
	}
	text, datatype, lang, ok := Literal(v)
	if !ok {
		return b, fmt.Errorf("a value of type %T: %w", v, ErrValue)
	}
	b, err := appendString(b, text)
	if err != nil {
		return b, err
	}
	switch {
	case lang != "":
		if !validLang(lang) {
			return b, fmt.Errorf("language tag %q: %w", lang, ErrValue)
		}
		return append(append(b, '@'), lang...), nil
	case datatype != xsdString && datatype != "":
		return appendIRI(append(b, "^^"...), datatype)
	}
	return b, nil
}

const hexDigits = "0123456789ABCDEF"

// appendIRI appends <iri>; what may not stand between the brackets is written as \uXXXX.
func appendIRI(b []byte, iri string) ([]byte, error) {
	if !isAbsolute(iri) || !utf8.ValidString(iri) {
		return b, fmt.Errorf("IRI %q: %w", iri, ErrValue)
	}
	b = append(b, '<')
	for i := 0; i < len(iri); i++ {
		if c := iri[i]; iriForbids(c) {
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		} else {
			b = append(b, c)
		}
	}
	return append(b, '>'), nil
}

// iriForbids tells which bytes an IRI reference may not hold (N-Quads, production IRIREF).
func iriForbids(c byte) bool {
	return c <= ' ' || c == '<' || c == '>' || c == '"' || c == '{' || c == '}' || c == '|' || c == '^' || c == '`' || c == '\\'
}

// appendString appends a quoted string with the escapes of canonical N-Quads: the short ones, \uXXXX for the other
// control characters, everything else as it is.
func appendString(b []byte, s string) ([]byte, error) {
	if !utf8.ValidString(s) {
		return b, fmt.Errorf("text %.40q is not UTF-8: %w", s, ErrValue)
	}
	b = append(b, '"')
	for i := 0; i < len(s); i++ {
		c := s[i]
		if k := strings.IndexByte("\b\t\n\f\r\"\\", c); k >= 0 {
			b = append(b, '\\', `btnfr"\`[k])
		} else if c < ' ' || c == 0x7f {
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		} else {
			b = append(b, c)
		}
	}
	return append(b, '"'), nil
}

// validLang is the production LANGTAG without its sign.
func validLang(s string) bool {
	for i, part := range strings.Split(s, "-") {
		if part == "" {
			return false
		}
		for _, c := range part {
			if !isLetter(c) && (i == 0 || !isDigit(c)) {
				return false
			}
		}
	}
	return true
}

// validBNode is the production BLANK_NODE_LABEL without its sign.
func validBNode(s string) bool {
	for i, c := range s {
		first := isNameStart(c) || c == '_' || '0' <= c && c <= '9'
		if !first && (i == 0 || !isNameRest(c) && c != '.') {
			return false
		}
	}
	return s != "" && s[len(s)-1] != '.' && utf8.ValidString(s)
}

// isNameStart is PN_CHARS_BASE.
func isNameStart(c rune) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || 0xc0 <= c && c <= 0x2ff && c != 0xd7 && c != 0xf7 ||
		0x370 <= c && c <= 0x1fff && c != 0x37e || c == 0x200c || c == 0x200d || 0x2070 <= c && c <= 0x218f ||
		0x2c00 <= c && c <= 0x2fef || 0x3001 <= c && c <= 0xd7ff || 0xf900 <= c && c <= 0xfdcf ||
		0xfdf0 <= c && c <= 0xfffd || 0x10000 <= c && c <= 0xeffff
}

// isNameRest is PN_CHARS.
func isNameRest(c rune) bool {
	return isNameStart(c) || c == '_' || c == '-' || '0' <= c && c <= '9' || c == 0xb7 || 0x300 <= c && c <= 0x36f ||
		c == 0x203f || c == 0x2040
}
