package gql

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strconv"

	"demarche/graph"
	"demarche/queries"
	"demarche/queries/corpus"
	"demarche/schema/date"
)

// exec is one execution of a plan. It writes the answer as JSON while it walks: no tree of values is built.
type exec struct {
	ctx   context.Context
	e     *Engine
	doc   *document
	plan  *plan
	c     *corpus.Corpus
	vars  map[string]any
	buf   []byte
	args  []any // by planField.index: what prep returned
	path  []step
	errs  []*Error
	steps int
	arena []obj
}

// step is one part of the path to the value being written: a key, or an index where key is "".
type step struct {
	key string
	n   int
}

// errNull moves a null up to the nearest field that may be null; the error itself is noted already.
var errNull = errors.New("null")

// errAbsent is what a list resolver answers when the list itself is null.
var errAbsent = errors.New("absent")

// prepare reads the arguments of every field.
func (x *exec) prepare() []*Error {
	x.args = make([]any, len(x.plan.nodes))
	var errs []*Error
	fail := func(f *planField, err error) {
		if len(errs) < x.e.limits.Errors {
			e := asError(err)
			if e.Code == queries.Internal {
				e.Code = queries.BadInput
			}
			e.Message = f.def.name + ": " + e.Message
			e.Locations = x.doc.place(f.node.Loc)
			errs = append(errs, e)
		}
	}
	read := map[int]map[string]any{}
	for _, f := range x.plan.vars {
		args, err := x.doc.arguments(f.def.args, f.node.Arguments, x.vars, f.def.name)
		if err != nil {
			fail(f, err)
			continue
		}
		read[f.index] = args
	}
	if errs != nil {
		return errs
	}
	for _, f := range x.plan.nodes {
		args := f.args
		if args == nil {
			args = read[f.index]
		}
		if f.def.prep == nil {
			if args != nil {
				x.args[f.index] = args
			}
			continue
		}
		a, err := f.def.prep(x, args)
		if err != nil {
			fail(f, err)
			continue
		}
		x.args[f.index] = a
	}
	return errs
}

// guarded writes the data of the answer behind the first head bytes. A panic leaves data null and an error that hides it.
func (x *exec) guarded(head int) {
	defer func() {
		if r := recover(); r != nil {
			x.buf = append(x.buf[:head], "null"...)
			x.note(x.hidden(fmt.Errorf("panic: %v", r), stack()))
		}
	}()
	if err := x.selection(x.plan.root, obj{def: x.e.query, n: 1}); err != nil {
		x.buf = append(x.buf[:head], "null"...)
	}
}

func stack() []byte { return debug.Stack() }

func (x *exec) selection(s *selection, o obj) error {
	o.def = s.typ
	x.buf = append(x.buf, '{')
	for i, f := range s.fields {
		if i > 0 {
			x.buf = append(x.buf, ',')
		}
		x.buf = append(x.buf, f.text...)
		x.path = append(x.path, step{key: f.key})
		mark := len(x.buf)
		err := x.value(f, o)
		if err != nil {
			x.fail(f, err)
			if f.def.typ.nonNull {
				x.path = x.path[:len(x.path)-1]
				return errNull
			}
			x.buf = append(x.buf[:mark], "null"...)
		}
		x.path = x.path[:len(x.path)-1]
	}
	x.buf = append(x.buf, '}')
	return nil
}

func (x *exec) value(f *planField, o obj) error {
	if x.steps++; x.steps&127 == 0 {
		if err := x.check(); err != nil {
			return err
		}
	}
	d := f.def
	switch {
	case d.leaf != nil:
		return d.leaf(x, o, x.args[f.index])
	case d.one != nil:
		child, err := d.one(x, o, x.args[f.index])
		if err != nil {
			return err
		}
		return x.object(f, child, d.typ.nonNull)
	}
	mark := len(x.arena)
	items, err := d.many(x, o, x.args[f.index])
	if errors.Is(err, errAbsent) {
		x.null()
		return nil
	}
	if err != nil {
		return err
	}
	err = x.list(f, items)
	clear(x.arena[mark:])
	x.arena = x.arena[:mark]
	return err
}

func (x *exec) list(f *planField, items []obj) error {
	inner := f.def.typ.list
	x.buf = append(x.buf, '[')
	for i, item := range items {
		if i > 0 {
			x.buf = append(x.buf, ',')
		}
		x.path = append(x.path, step{n: i})
		mark := len(x.buf)
		if err := x.object(f, item, inner.nonNull); err != nil {
			x.fail(f, err)
			if inner.nonNull {
				x.path = x.path[:len(x.path)-1]
				return errNull
			}
			x.buf = append(x.buf[:mark], "null"...)
		}
		x.path = x.path[:len(x.path)-1]
	}
	x.buf = append(x.buf, ']')
	return nil
}

func (x *exec) object(f *planField, o obj, nonNull bool) error {
	if o.isNull() {
		if nonNull {
			return fmt.Errorf("field %s answered null, which its type does not allow", f.def.name)
		}
		x.null()
		return nil
	}
	if len(f.subs) == 1 {
		return x.selection(f.subs[0].sel, o)
	}
	if o.def == nil {
		o.def = x.e.typeOf(x.c, o.id)
	}
	sel := f.sub(o.def)
	if sel == nil {
		if nonNull {
			return fmt.Errorf("field %s answered an object of an unknown type", f.def.name)
		}
		x.null()
		return nil
	}
	return x.selection(sel, o)
}

// check stops the execution when its time is over or its answer too large.
func (x *exec) check() error {
	if err := x.ctx.Err(); err != nil {
		return queries.Errorf(queries.Timeout, "the query took longer than it may; ask for less")
	}
	if len(x.buf) > x.e.limits.Answer {
		return queries.Errorf(queries.TooComplex, "the answer is larger than %d bytes; ask for less at a time", x.e.limits.Answer)
	}
	return nil
}

// fail notes an error of a field at the current path, once.
func (x *exec) fail(f *planField, err error) {
	if errors.Is(err, errNull) {
		return
	}
	e := asError(err)
	if e.Code == queries.Internal {
		e = x.hidden(err, nil)
	}
	e.Locations = x.doc.place(f.node.Loc)
	x.note(e)
}

func (x *exec) note(e *Error) {
	if len(x.errs) >= x.e.limits.Errors {
		return
	}
	for _, s := range x.path {
		if s.key != "" {
			e.Path = append(e.Path, s.key)
		} else {
			e.Path = append(e.Path, s.n)
		}
	}
	x.errs = append(x.errs, e)
}

// hidden logs an internal error and returns what a user may see of it.
func (x *exec) hidden(err error, stack []byte) *Error {
	return x.e.hidden(x.ctx, err, stack)
}

func (e *Engine) hidden(ctx context.Context, err error, stack []byte) *Error {
	id := "e" + strconv.FormatUint(e.failures.Add(1), 36)
	e.log.LogAttrs(ctx, slog.LevelError, "query failed", slog.String("id", id), slog.String("error", err.Error()), slog.String("stack", string(stack)))
	return &Error{Message: "internal error " + id, Code: queries.Internal, ID: id}
}

// The writers of leaf values.

func (x *exec) null()        { x.buf = append(x.buf, "null"...) }
func (x *exec) str(s string) { x.buf = appendString(x.buf, s) }
func (x *exec) int(n int)    { x.buf = strconv.AppendInt(x.buf, int64(n), 10) }
func (x *exec) bool(b bool)  { x.buf = strconv.AppendBool(x.buf, b) }

// opt writes a string, null when it is empty.
func (x *exec) opt(s string) {
	if s == "" {
		x.null()
		return
	}
	x.str(s)
}

func (x *exec) float(f float64) { x.buf = appendFloat(x.buf, f) }

func (x *exec) strs(list []string) {
	x.buf = append(x.buf, '[')
	for i, s := range list {
		if i > 0 {
			x.buf = append(x.buf, ',')
		}
		x.str(s)
	}
	x.buf = append(x.buf, ']')
}

// ids makes objects of one type of nodes. The slice is good until the field is written.
func (x *exec) objects(def *typeDef, ids []graph.ID) []obj {
	from := len(x.arena)
	for _, id := range ids {
		x.arena = append(x.arena, obj{def: def, id: id})
	}
	return x.arena[from:len(x.arena):len(x.arena)]
}

// asOf is the date argument of a field, unknown when it is not given.
func asOf(a any) date.Date {
	m, _ := a.(map[string]any)
	s, _ := m["asOf"].(string)
	return date.Date(s)
}
