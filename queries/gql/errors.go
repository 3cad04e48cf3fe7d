package gql

import (
	"strconv"
	"unicode/utf8"

	"demarche/queries"
)

// Location is a place in a document: line and column from 1, the column in characters (code points).
type Location struct{ Line, Column int }

// Error is one entry of the errors list of an answer. Path holds strings and ints.
type Error struct {
	Message   string
	Code      queries.Code
	Locations []Location
	Path      []any
	ID        string         // of an internal error, as it stands in the log
	Detail    map[string]int // further numbers: cost, limit
}

// Error is the message.
func (e *Error) Error() string { return e.Message }

// locate turns a byte offset of a document into a place.
func locate(doc string, offset int) Location {
	loc := Location{1, 1}
	for i := 0; i < len(doc) && i < offset; {
		r, n := utf8.DecodeRuneInString(doc[i:])
		i += n
		switch {
		case r == '\r' && i < len(doc) && doc[i] == '\n':
		case r == '\n' || r == '\r':
			loc.Line, loc.Column = loc.Line+1, 1
		default:
			loc.Column++
		}
	}
	return loc
}

// append writes the error as the GraphQL specification shapes it, the code in extensions.
func (e *Error) append(b []byte) []byte {
	b = appendString(append(b, `{"message":`...), e.Message)
	if len(e.Locations) > 0 {
		b = append(b, `,"locations":[`...)
		for i, l := range e.Locations {
			if i > 0 {
				b = append(b, ',')
			}
			b = strconv.AppendInt(append(b, `{"line":`...), int64(l.Line), 10)
			b = append(strconv.AppendInt(append(b, `,"column":`...), int64(l.Column), 10), '}')
		}
		b = append(b, ']')
	}
	if len(e.Path) > 0 {
		b = append(b, `,"path":[`...)
		for i, p := range e.Path {
			if i > 0 {
				b = append(b, ',')
			}
			switch p := p.(type) {
			case string:
				b = appendString(b, p)
			case int:
				b = strconv.AppendInt(b, int64(p), 10)
			}
		}
		b = append(b, ']')
	}
	b = appendString(append(b, `,"extensions":{"code":`...), string(e.Code))
	if e.ID != "" {
		b = appendString(append(b, `,"id":`...), e.ID)
	}
	for _, k := range [...]string{"cost", "limit"} {
		if n, ok := e.Detail[k]; ok {
			b = append(b, ',', '"')
			b = append(b, k...)
			b = strconv.AppendInt(append(b, '"', ':'), int64(n), 10)
		}
	}
	return append(b, '}', '}')
}

// AppendErrors writes {"errors":[...]} for an answer that has no data.
func AppendErrors(b []byte, errs []*Error) []byte {
	b = append(b, `{"errors":[`...)
	for i, e := range errs {
		if i > 0 {
			b = append(b, ',')
		}
		b = e.append(b)
	}
	return append(b, ']', '}')
}

// asError makes an entry of an error: the message of a queries.Error is for users, anything else is internal and
// hidden by the caller.
func asError(err error) *Error {
	return &Error{Message: err.Error(), Code: queries.CodeOf(err)}
}
