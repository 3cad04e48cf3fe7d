package check_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"iter"
	"slices"
	"strings"
	"testing"

	"demarche/graph"
	"demarche/graph/check"
	"demarche/graph/snapshot/snapshottest"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
)

const (
	doc    = quad.IRI("urn:demarche:document:d")
	letter = quad.IRI("urn:demarche:letter:l")
	schiff = quad.IRI("urn:demarche:person:bioguide:S001150")
	proof  = quad.IRI("urn:demarche:evidence:e")
	text   = "Նամակ. Signed, Adam Schiff"
)

// fake is a store of fixed quads and texts.
type fake struct {
	graph.Store
	quads []quad.Quad
	texts map[string]string
}

func (f *fake) Version(context.Context) (graph.Version, error) { return 1, nil }

func (f *fake) Labels(context.Context) ([]quad.IRI, error) {
	var out []quad.IRI
	for _, q := range f.quads {
		if l := q.Label.(quad.IRI); !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	slices.Sort(out)
	return out, nil
}

func (f *fake) Quads(_ context.Context, label quad.IRI) iter.Seq2[quad.Quad, error] {
	var out []quad.Quad
	for _, q := range f.quads {
		if label == "" || q.Label == quad.Value(label) {
			out = append(out, q)
		}
	}
	return snapshottest.Seq(out)
}

func (f *fake) Text(_ context.Context, sum string) (string, error) {
	if t, ok := f.texts[sum]; ok {
		return t, nil
	}
	return "", graph.ErrNotFound
}

func sum(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

// sound is one letter with one signer and the evidence of it.
func sound() *fake {
	q := func(s, p quad.IRI, o quad.Value) quad.Quad {
		return quad.Quad{Subject: s, Predicate: p, Object: o, Label: doc}
	}
	return &fake{texts: map[string]string{sum(text): text}, quads: []quad.Quad{
		q(doc, vocab.Type, vocab.Document), q(doc, vocab.TextSHA256, quad.String(sum(text))),
		q(letter, vocab.Type, vocab.Letter), q(schiff, vocab.Type, vocab.Person), q(schiff, vocab.Signed, letter),
		q(proof, vocab.Type, vocab.Evidence), q(proof, vocab.InDocument, doc), q(proof, vocab.SpanStart, quad.Int(15)),
		q(proof, vocab.SpanEnd, quad.Int(26)), q(proof, vocab.Quote, quad.String("Adam Schiff")),
		q(proof, vocab.Subject, schiff), q(proof, vocab.Predicate, vocab.Signed), q(proof, vocab.Object, letter),
	}}
}

func TestRun(t *testing.T) {
	replace := func(f *fake, predicate quad.IRI, object quad.Value) {
		for i := range f.quads {
			if f.quads[i].Predicate == quad.Value(predicate) {
				f.quads[i].Object = object
			}
		}
	}
	remove := func(f *fake, drop func(quad.Quad) bool) { f.quads = slices.DeleteFunc(f.quads, drop) }
	for name, test := range map[string]struct {
		hurt func(f *fake)
		want map[check.Rule]int
	}{
		"sound": {func(*fake) {}, nil},
		"unknown predicate": {func(f *fake) {
			f.quads = append(f.quads, quad.Quad{Subject: letter, Predicate: quad.IRI("urn:x:p"), Object: schiff, Label: doc})
		}, map[check.Rule]int{check.Vocabulary: 1}},
		"two values where one may be": {func(f *fake) {
			f.quads = append(f.quads, quad.Quad{Subject: proof, Predicate: vocab.Quote, Object: quad.String("zz"), Label: doc})
		}, map[check.Rule]int{check.Cardinality: 1, check.Spans: 1}},
		"a span one off":             {func(f *fake) { replace(f, vocab.SpanStart, quad.Int(14)) }, map[check.Rule]int{check.Spans: 1}},
		"a span in bytes":            {func(f *fake) { replace(f, vocab.SpanEnd, quad.Int(31)) }, map[check.Rule]int{check.Spans: 1}},
		"no text":                    {func(f *fake) { clear(f.texts) }, map[check.Rule]int{check.Texts: 1, check.Spans: 1}},
		"another text":               {func(f *fake) { f.texts[sum(text)] = "x" }, map[check.Rule]int{check.Texts: 1, check.Spans: 1}},
		"evidence of something else": {func(f *fake) { replace(f, vocab.Predicate, vocab.Makes) }, map[check.Rule]int{check.Support: 1}},
		"a letter without a class": {func(f *fake) {
			remove(f, func(q quad.Quad) bool { return q.Object == quad.Value(vocab.Letter) })
		}, map[check.Rule]int{check.Dangling: 1}},
		"a letter that signs": {func(f *fake) {
			replace(f, vocab.Signed, schiff)
			for i := range f.quads {
				if f.quads[i].Predicate == quad.Value(vocab.Signed) {
					f.quads[i].Subject = letter
				}
			}
		}, map[check.Rule]int{check.Domain: 1, check.Range: 1, check.Support: 1}},
		"a label that is nothing": {func(f *fake) {
			f.quads = append(f.quads, quad.Quad{Subject: letter, Predicate: vocab.Title, Object: quad.String("x"), Label: letter})
		}, map[check.Rule]int{check.Labels: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			f := sound()
			test.hurt(f)
			report, err := check.Run(context.Background(), f, snapshottest.FromQuads(t, f.quads), check.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := map[check.Rule]int{}
			for _, finding := range report.Findings {
				if finding.Broken > 0 {
					got[finding.Rule] = finding.Broken
				}
				if finding.Broken > 0 != (len(finding.Examples) > 0) {
					t.Errorf("%s: %d broken, %d examples", finding.Rule, finding.Broken, len(finding.Examples))
				}
			}
			want := test.want
			if want == nil {
				want = map[check.Rule]int{}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s\n%+v", diff, report.Findings)
			}
			if report.OK() != (len(want) == 0) {
				t.Errorf("OK() = %v", report.OK())
			}
		})
	}
}

// TestRunFindsAnotherSnapshot: a snapshot that lacks a quad, or has one more, does not pass.
func TestRunFindsAnotherSnapshot(t *testing.T) {
	f := sound()
	for name, quads := range map[string][]quad.Quad{
		"one less": f.quads[1:],
		"one more": append(slices.Clone(f.quads), quad.Quad{Subject: schiff, Predicate: vocab.Label, Object: quad.String("x"), Label: doc}),
	} {
		t.Run(name, func(t *testing.T) {
			report, err := check.Run(context.Background(), f, snapshottest.FromQuads(t, quads), check.Options{Examples: 1})
			if err != nil {
				t.Fatal(err)
			}
			last := report.Findings[len(report.Findings)-1]
			if last.Rule != check.Snapshot || last.Broken == 0 || len(last.Examples) != 1 {
				t.Errorf("finding %+v", last)
			}
		})
	}
}

func TestRunWithoutReader(t *testing.T) {
	report, err := check.Run(context.Background(), sound(), nil, check.Options{})
	if err != nil || !report.OK() {
		t.Fatalf("%+v, %v", report, err)
	}
	var rules []string
	for _, f := range report.Findings {
		rules = append(rules, string(f.Rule))
	}
	if got := strings.Join(rules, " "); got != "vocabulary cardinality texts spans support" {
		t.Errorf("rules %s", got)
	}
}
