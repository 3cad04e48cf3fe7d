// Package gql answers GraphQL: the whole schema of demarche over a corpus.Corpus. Make an [Engine] with [New] and call
// [Engine.Execute]; queries/httpapi puts it behind HTTP. The library graphql-go holds the schema, parses and validates;
// guards in front of it keep hostile documents away from its weak places, and plans of our own ([plan]) are executed
// and written as JSON without building a tree of values. The package never writes to the graph.
package gql

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"sync"
	"sync/atomic"

	"demarche/graph"
	"demarche/queries"
	"demarche/queries/corpus"
	"demarche/queries/network"

	"github.com/graphql-go/graphql"
)

// Source gives the corpus of the current version of the graph. It may give another one at any call; an execution keeps
// the one it began with.
type Source interface {
	Corpus() *corpus.Corpus
}

// Fixed is a Source of one corpus.
type Fixed struct{ C *corpus.Corpus }

// Corpus is the corpus.
func (f Fixed) Corpus() *corpus.Corpus { return f.C }

// Options are what an engine may be given; the zero value is good.
type Options struct {
	Limits    queries.Limits
	Documents int          // parsed documents kept; 0 is 500
	Log       *slog.Logger // internal errors; nil is slog.Default
	// ExportURL makes the address of an export of a network, from its request, a format, and the filter on letters as
	// JSON; nil offers no exports.
	ExportURL func(req network.Request, format, where string) string
	// Loaded tells when a version was loaded, as RFC 3339 writes it; nil or "" is not known.
	Loaded func(graph.Version) string
}

// Engine executes GraphQL requests. It is safe for concurrent use.
type Engine struct {
	src        Source
	limits     queries.Limits
	log        *slog.Logger
	exportURL  func(req network.Request, format, where string) string
	reg        *registry
	query      *typeDef
	metaFields map[string]*fieldDef
	schema     graphql.Schema
	rules      []graphql.ValidationRuleFn
	directives []directiveDef
	docs       *documentCache
	kinds      map[corpus.Kind]*typeDef
	failures   atomic.Uint64
	execs      sync.Pool
	results    resultCache
	networks   networkCache
	loaded     func(graph.Version) string
}

// New returns an engine. An error is a mistake in the schema.
func New(src Source, opts Options) (*Engine, error) {
	if opts.Documents == 0 {
		opts.Documents = 500
	}
	if opts.Log == nil {
		opts.Log = slog.Default()
	}
	e := &Engine{
		src: src, limits: opts.Limits.WithDefaults(), log: opts.Log, exportURL: opts.ExportURL, loaded: opts.Loaded,
		reg: newRegistry(), rules: rules(), docs: newDocumentCache(opts.Documents), kinds: map[corpus.Kind]*typeDef{},
	}
	defineSchema(e)
	e.query = e.reg.use("Query")
	e.directives = directiveDefs(e.reg)
	defineIntrospection(e)
	if err := e.reg.finish(); err != nil {
		return nil, err
	}
	schema, err := buildLibrarySchema(e.reg)
	if err != nil {
		return nil, fmt.Errorf("gql: %w", err)
	}
	e.schema = schema
	warm(&e.schema)
	return e, nil
}

// Request is one GraphQL request. Numbers in Variables are json.Number, so that they are checked exactly.
type Request struct {
	Query         string
	OperationName string
	Variables     map[string]any
}

// Response is the answer to a request. Body is the JSON of it.
type Response struct {
	Body    []byte
	HasData bool     // false when the request failed before execution: Body has no data entry
	Errors  []*Error // of the request or of fields
	Version graph.Version
	Cost    int
}

// Execute answers a request. It never panics; it stops when ctx ends or the time of the limits is over.
func (e *Engine) Execute(ctx context.Context, req Request) (resp Response) {
	c := e.src.Corpus()
	resp.Version = c.Version()
	defer func() {
		if r := recover(); r != nil {
			resp = e.refuse(resp, e.hidden(ctx, fmt.Errorf("panic: %v", r), stack()))
		}
	}()
	if len(req.Query) > e.limits.Body {
		return e.refuse(resp, tooMuch("", -1, "the document is larger than %d bytes", e.limits.Body))
	}
	doc, key := e.docs.get(req.Query)
	if doc == nil {
		var errs []*Error
		if doc, errs = e.parse(req.Query); errs != nil {
			return e.refuse(resp, errs...)
		}
		e.docs.put(key, doc)
	}
	op, err := doc.operation(req.OperationName)
	if err != nil {
		return e.refuse(resp, err)
	}
	vars, errs := doc.coerceVariables(e.reg, op, req.Variables)
	if errs != nil {
		return e.refuse(resp, errs[:min(len(errs), e.limits.Errors)]...)
	}
	p, err := doc.plan(e, op, vars)
	if err != nil {
		return e.refuse(resp, err)
	}
	ctx, cancel := context.WithTimeout(ctx, e.limits.Time)
	defer cancel()
	return e.execute(ctx, resp, &exec{ctx: ctx, e: e, doc: doc, plan: p, c: c, vars: vars})
}

func (e *Engine) execute(ctx context.Context, resp Response, x *exec) Response {
	if old, _ := e.execs.Get().(*exec); old != nil {
		x.buf, x.arena, x.path = old.buf[:0], old.arena[:0], old.path[:0]
	}
	defer func() { e.execs.Put(&exec{buf: keepSmall(x.buf), arena: x.arena, path: x.path}) }()
	if errs := x.prepare(); errs != nil {
		return e.refuse(resp, errs...)
	}
	resp.Cost = x.cost()
	if resp.Cost > e.limits.Cost {
		err := asError(queries.Errorf(queries.TooComplex, "the query may answer with %d objects by its page sizes; at most %d are allowed: take smaller pages or fewer levels", resp.Cost, e.limits.Cost))
		err.Detail = map[string]int{"cost": resp.Cost, "limit": e.limits.Cost}
		return e.refuse(resp, err)
	}
	x.buf = append(x.buf, `{"data":`...)
	head := len(x.buf)
	x.guarded(head)
	if ctx.Err() != nil { // filters may have given up: what they said counts no more
		x.buf, x.errs, x.path = append(x.buf[:head], "null"...), nil, x.path[:0]
		x.note(asError(x.check()))
	}
	if err := x.c.Reader().Err(); err != nil {
		return e.refuse(resp, e.hidden(ctx, err, nil))
	}
	if len(x.errs) > 0 {
		x.buf = append(x.buf, `,"errors":[`...)
		for i, err := range x.errs {
			if i > 0 {
				x.buf = append(x.buf, ',')
			}
			x.buf = err.append(x.buf)
		}
		x.buf = append(x.buf, ']')
	}
	x.buf = append(x.buf, `,"extensions":{"version":`...)
	x.buf = strconv.AppendUint(x.buf, uint64(resp.Version), 10)
	x.buf = strconv.AppendInt(append(x.buf, `,"cost":{"requested":`...), int64(resp.Cost), 10)
	x.buf = strconv.AppendInt(append(x.buf, `,"limit":`...), int64(e.limits.Cost), 10)
	x.buf = append(x.buf, `}}}`...)
	resp.HasData, resp.Errors = true, x.errs
	resp.Body = append(make([]byte, 0, len(x.buf)), x.buf...)
	return resp
}

// maxKept is the largest buffer that is kept for the next request.
const maxKept = 1 << 20

func keepSmall(b []byte) []byte {
	if cap(b) > maxKept {
		return nil
	}
	return b
}

func (e *Engine) refuse(resp Response, errs ...*Error) Response {
	resp.HasData, resp.Errors = false, errs
	resp.Body = AppendErrors(nil, errs)
	return resp
}

// Limits are the limits in force.
func (e *Engine) Limits() queries.Limits { return e.limits }

// typeOf is the concrete type of a node, nil for a node of no known class.
func (e *Engine) typeOf(c *corpus.Corpus, id graph.ID) *typeDef { return e.kinds[c.KindOf(id)] }
