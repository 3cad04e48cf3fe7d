package ingest

import (
	"context"
	"runtime"

	"demarche/graph"
	"demarche/graph/judgements"
	"demarche/loaders/letters"
)

// Options of [New].
type Options struct {
	Analyst letters.Analyst // reads demands, targets, countries and events; nil leaves them out
	Jobs    int             // documents read at a time; the number of processors when 0
	As      string          // forces a document format; recognised when empty
	// Judgements are the decisions of people on who is who; nil is none.
	Judgements *judgements.Set
	Diff       bool           // tell what each register says otherwise than its edition before
	Progress   func(Progress) // called from one goroutine; may be nil
}

// Pipeline loads files into one store. Its methods are not safe for concurrent use.
type Pipeline struct {
	store graph.Store
	opts  Options
}

// New returns a pipeline into store.
func New(store graph.Store, opts Options) *Pipeline {
	if opts.Jobs <= 0 {
		opts.Jobs = runtime.GOMAXPROCS(0)
	}
	if opts.Progress == nil {
		opts.Progress = func(Progress) {}
	}
	return &Pipeline{store: store, opts: opts}
}

// Load loads the files behind the arguments, as [Inputs] lists them. Everything is looked at before the first change: an
// argument that cannot be loaded leaves the store as it was. Registers come first, then documents in the order of the
// arguments; each document and register is whole in the store or not at all, whenever the load ends. Errors name the
// file and the place. Loading the same again changes nothing.
func (p *Pipeline) Load(ctx context.Context, args []string) (Report, error) {
	report := Report{Registers: []RegisterReport{}, Warnings: []string{}}
	inputs, err := Inputs(args)
	if err != nil {
		return report, err
	}
	plan, err := classify(ctx, inputs, p.opts.As)
	if err != nil {
		return report, err
	}
	report.Warnings = append(report.Warnings, plan.warnings...)
	for why, n := range plan.dropped {
		for range n {
			report.Documents.Drop(why)
		}
	}
	editions, err := p.readRegisters(ctx, plan.registers)
	if err != nil {
		return report, err
	}
	if _, err := p.loadGraphs(ctx, plan.graphs, &report); err != nil {
		return report, err
	}
	if len(plan.registers)+len(plan.documents) == 0 {
		return report, nil
	}
	return p.apply(ctx, editions, fileSource{plan, p.opts.As}, &report)
}

// apply writes editions and documents into the store.
func (p *Pipeline) apply(ctx context.Context, editions []edition, docs documentSource, report *Report) (Report, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	version, err := p.store.Version(ctx)
	if err != nil {
		return *report, err
	}
	report.Version = version
	st, err := readState(ctx, p.store)
	if err != nil {
		return *report, err
	}
	changed, err := p.applyRegisters(ctx, st, editions, report)
	if err != nil {
		return *report, err
	}
	w := &writer{Pipeline: p, state: st, report: report, reader: p.newReader(st)}
	if changed {
		if err := w.reread(ctx); err != nil {
			return *report, err
		}
	}
	err = w.documents(ctx, docs)
	return *report, err
}
