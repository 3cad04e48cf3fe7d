// Package queries holds what all ways of asking share: the kinds of errors that users meet ([Error], [Code]), paging
// with opaque cursors ([Page]), and the limits of one request ([Limits]). The questions themselves live below:
// queries/corpus (typed reads), queries/gql (GraphQL), queries/httpapi (the server), queries/api (plain URLs),
// queries/network, queries/paths, queries/export.
package queries

import (
	"errors"
	"fmt"
	"net/http"
	"time"
)

// Code is the kind of an error, stable across releases.
type Code string

// The codes of errors.
const (
	BadRequest       Code = "BAD_REQUEST"       // the request itself is malformed
	ParseFailed      Code = "PARSE_FAILED"      // the document has a syntax error
	ValidationFailed Code = "VALIDATION_FAILED" // the document does not fit the schema
	BadInput         Code = "BAD_USER_INPUT"    // a variable, argument or parameter has a wrong value
	BadCursor        Code = "BAD_CURSOR"        // a cursor is not from here, or what it pointed at is gone
	TooComplex       Code = "TOO_COMPLEX"       // a limit on size or cost is exceeded
	TooLarge         Code = "PAYLOAD_TOO_LARGE"
	Timeout          Code = "TIMEOUT"
	Overloaded       Code = "OVERLOADED"
	NotFound         Code = "NOT_FOUND"
	NotPersisted     Code = "PERSISTED_QUERY_NOT_FOUND"
	NotAllowed       Code = "METHOD_NOT_ALLOWED"
	NotAcceptable    Code = "NOT_ACCEPTABLE"
	UnsupportedMedia Code = "UNSUPPORTED_MEDIA_TYPE"
	Unavailable      Code = "UNAVAILABLE"
	Internal         Code = "INTERNAL"
)

// Status is the HTTP status of a code.
func (c Code) Status() int {
	switch c {
	case BadRequest, ParseFailed, ValidationFailed, BadInput, BadCursor, TooComplex, NotPersisted:
		return http.StatusBadRequest
	case TooLarge:
		return http.StatusRequestEntityTooLarge
	case Timeout:
		return http.StatusGatewayTimeout
	case Overloaded, Unavailable:
		return http.StatusServiceUnavailable
	case NotFound:
		return http.StatusNotFound
	case NotAllowed:
		return http.StatusMethodNotAllowed
	case NotAcceptable:
		return http.StatusNotAcceptable
	case UnsupportedMedia:
		return http.StatusUnsupportedMediaType
	}
	return http.StatusInternalServerError
}

// Error is an error that a user may see.
type Error struct {
	Code    Code
	Message string
}

// Error is the message.
func (e *Error) Error() string { return e.Message }

// Errorf returns an [Error].
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{code, fmt.Sprintf(format, args...)}
}

// CodeOf is the code of an error, Internal for one that users must not see.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}

// Limits bound one request. The zero value of a field means the default of [DefaultLimits].
type Limits struct {
	Body        int           // bytes of a request body
	Tokens      int           // lexical tokens of a document
	Depth       int           // nesting of brackets in a document
	Definitions int           // operations and fragments of a document
	Spreads     int           // fragment spreads of a document
	Directives  int           // directives of a document
	Selections  int           // selected fields with fragments expanded
	Variables   int           // variables of a document
	Cost        int           // objects that an answer may hold by its page sizes
	Page        int           // largest page
	DefaultPage int           // page when neither first nor last is given
	Answer      int           // bytes of an answer
	Errors      int           // errors in an answer
	Time        time.Duration // of execution
}

// DefaultLimits are the limits for anonymous users.
func DefaultLimits() Limits {
	return Limits{
		Body: 256 << 10, Tokens: 2000, Depth: 20, Definitions: 16, Spreads: 60, Directives: 50, Selections: 500,
		Variables: 100, Cost: 20_000, Page: 500, DefaultPage: 20, Answer: 16 << 20, Errors: 20, Time: 10 * time.Second,
	}
}

// WithDefaults fills the unset limits.
func (l Limits) WithDefaults() Limits {
	d := DefaultLimits()
	for _, x := range [...]struct{ v, d *int }{
		{&l.Body, &d.Body},
		{&l.Tokens, &d.Tokens},
		{&l.Depth, &d.Depth},
		{&l.Definitions, &d.Definitions},
		{&l.Spreads, &d.Spreads},
		{&l.Directives, &d.Directives},
		{&l.Selections, &d.Selections},
		{&l.Variables, &d.Variables},
		{&l.Cost, &d.Cost},
		{&l.Page, &d.Page},
		{&l.DefaultPage, &d.DefaultPage},
		{&l.Answer, &d.Answer},
		{&l.Errors, &d.Errors},
	} {
		if *x.v == 0 {
			*x.v = *x.d
		}
	}
	if l.Time == 0 {
		l.Time = d.Time
	}
	return l
}
