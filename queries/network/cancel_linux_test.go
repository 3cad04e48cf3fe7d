package network

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"
)

// patience is how long a measure may go on after its context ended.
const patience = 50 * time.Millisecond

// probe is a context that ends after so much time of the processor, and knows the longest time between two looks at it:
// the longest that a measure could go on after a cancellation. Processor time, since other programs may be running.
type probe struct {
	context.Context
	start, last, worst, end time.Duration
}

func (p *probe) look() {
	now := spent()
	p.worst, p.last = max(p.worst, now-p.last), now
}

func (p *probe) Err() error {
	if p.look(); p.last-p.start > p.end {
		return context.Canceled
	}
	return nil
}

// TestCancelledSoon runs every measure on a network of the size of a Congress with one worker and looks how long it goes
// on without asking whether it should.
func TestCancelledSoon(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	two := congress(t)
	p, bip := projection(t, two), two.graph()
	anywhere := func(int, int) bool { return true }
	group := make([]int32, p.Len())
	for name, run := range map[string]func(context.Context) error{
		"project":               func(ctx context.Context) error { _, err := two.Project(ctx, Gross, false); return err },
		"betweenness":           func(ctx context.Context) error { _, err := bip.Betweenness(ctx); return err },
		"betweenness, sampled":  func(ctx context.Context) error { _, err := bip.SampledBetweenness(ctx, 2000, 0.05, 1); return err },
		"betweenness, weighted": func(ctx context.Context) error { _, err := bip.WeightedBetweenness(ctx); return err },
		"closeness":             func(ctx context.Context) error { _, err := bip.Closeness(ctx, true); return err },
		"closeness, weighted":   func(ctx context.Context) error { _, err := p.WeightedCloseness(ctx); return err },
		"eigenvector":           func(ctx context.Context) error { _, err := bip.Eigenvector(ctx, 1e-15); return err },
		"pagerank":              func(ctx context.Context) error { _, err := bip.PageRank(ctx, 0.85, 1e-16); return err },
		"clustering":            func(ctx context.Context) error { _, _, err := p.Clustering(ctx); return err },
		"constraint":            func(ctx context.Context) error { _, err := p.Constraint(ctx); return err },
		"constraint, two-mode":  func(ctx context.Context) error { _, err := bip.Constraint(ctx); return err },
		"brokerage":             func(ctx context.Context) error { _, err := p.Brokerage(ctx, group); return err },
		"leiden":                func(ctx context.Context) error { _, _, err := p.Leiden(ctx, 1, 1); return err },
		"leiden, two-mode":      func(ctx context.Context) error { _, _, err := bip.Leiden(ctx, 1, 1); return err },
		"stability":             func(ctx context.Context) error { _, err := p.Stability(ctx, 1, 10, 1); return err },
		"sdsm": func(ctx context.Context) error {
			_, err := two.SDSM(ctx, BackboneOptions{Correction: Holm})
			return err
		},
		"sdsm, structural zeros": func(ctx context.Context) error {
			_, err := two.SDSM(ctx, BackboneOptions{Eligible: anywhere})
			return err
		},
		"fdsm": func(ctx context.Context) error { _, err := two.FDSM(ctx, BackboneOptions{}); return err },
		"fdsm, structural zeros": func(ctx context.Context) error {
			_, err := two.FDSM(ctx, BackboneOptions{Eligible: anywhere})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			runtime.GC() // its time is not the measure's
			now := spent()
			c := &probe{Context: context.Background(), start: now, last: now, end: 400 * time.Millisecond}
			err := run(c)
			c.look()
			if err != nil && !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
			t.Logf("asks at least every %v", c.worst.Round(10*time.Microsecond))
			if c.worst > patience {
				t.Errorf("goes on for %v of processor time after its context ended, want at most %v", c.worst, patience)
			}
		})
	}
}

func TestProgress(t *testing.T) {
	last, calls := 0, 0
	c := WithProgress(ctx, func(done, of int) {
		if done != last+1 || of != blocks {
			t.Errorf("progress %d of %d after %d", done, of, last)
		}
		last, calls = done, calls+1
	})
	if _, err := projection(t, congress(t)).Betweenness(c); err != nil || calls != blocks {
		t.Errorf("%d reports of progress and error %v, want %d and none", calls, err, blocks)
	}
}
