//go:build amd64 || arm64

package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/tabwriter"

	"demarche/cmd/internal/faults"
)

// row is one line of the matrix.
type row struct {
	story, harm         string
	steps, tried, lived int
	whole, none         int // what was found: all of the change, nothing of it; the rest is some labels whole
}

// TestCrashMatrix harms every command that writes into the embedded store.
func TestCrashMatrix(t *testing.T) {
	ways, sample, all := harms, 3, stories()
	if testing.Short() {
		ways, sample = harms[:1], 1
		all = slices.DeleteFunc(all, func(s story) bool { return s.name != "load, replace" && s.name != "restore" })
	}
	b := newBench(t)
	var rows []row
	for _, s := range all {
		t.Run(s.name, func(t *testing.T) {
			b.t = t
			rows = append(rows, b.play(s, ways, sample)...)
		})
	}
	logMatrix(t, rows)
}

// play harms one story's command in every way, at every step, or at about so many of them when not all are asked for.
func (b *bench) play(s story, ways []harm, sample int) []row {
	t := b.t
	if err := os.RemoveAll(b.kept); err != nil {
		t.Fatal(err)
	}
	b.back()
	b.database.empty()
	b.prepare(s)
	b.keep()
	before := b.mustLabels()
	calm := b.harmed(s, func(int, faults.Step) faults.Verdict { return faults.Verdict{} })
	if calm.Code != 0 {
		t.Fatalf("%s: undisturbed: exit code %d: %s", s.name, calm.Code, calm.Stderr)
	}
	if os.Getenv(matrixVariable) == "steps" {
		for n, step := range calm.Steps {
			t.Logf("%s %d: %s", s.name, n, step)
		}
	}
	w := want{before: before, after: b.mustLabels(), dump: b.dump(), file: b.made(s)}
	var rows []row
	for _, h := range ways {
		r := row{story: s.name, harm: h.name, steps: len(calm.Steps)}
		for _, at := range pick(calm.Steps, h, sample) {
			b.back()
			out := b.harmed(s, h.from(at))
			if h.mend != nil {
				h.mend()
			}
			b.database.settle()
			place := fmt.Sprintf("%s, %s at step %d (%s)", s.name, h.name, at, calm.Steps[at])
			r.tried++
			if out.Code == 0 {
				r.lived++
			}
			b.told(place, h, out)
			switch b.look(place, s, w) {
			case "all":
				r.whole++
			case "none":
				r.none++
			}
			if t.Failed() {
				t.FailNow()
			}
		}
		rows = append(rows, r)
	}
	return rows
}

// pick lists the steps to harm: all that the harm can hit, or so many of them. Of equal steps in a row, such as the pages
// of one file, a sample takes the first and the last only.
func pick(steps []faults.Step, h harm, sample int) []int {
	var all, turns []int
	for n, s := range steps {
		if !h.hits(s) {
			continue
		}
		all = append(all, n)
		if n == 0 || n == len(steps)-1 || steps[n-1] != s || steps[n+1] != s {
			turns = append(turns, n)
		}
	}
	asked := os.Getenv(matrixVariable)
	if n, err := strconv.Atoi(asked); err == nil {
		sample = n
	}
	if asked == "all" || len(turns) <= sample {
		return all
	}
	var out []int
	for i := range sample { // spread over the turns, and at other places for every harm
		out = append(out, turns[(i*len(turns)+len(h.name))/sample%len(turns)])
	}
	return out
}

// want is what a command makes of a store when nothing disturbs it.
type want struct {
	before, after map[string]string // digests by label
	dump          []byte            // of the store after the command
	file          []byte            // that the command makes
}

// told checks what a command that was not killed says: either it did all, or it says on one line what is wrong.
func (b *bench) told(place string, h harm, out faults.Outcome) {
	b.t.Helper()
	if out.Code == -1 || out.Code == 0 {
		return
	}
	said := strings.TrimPrefix(out.Stderr, "demarche: removed 1 unused texts\n")
	if strings.HasPrefix(said, "demarche: kept until here: ") {
		_, said, _ = strings.Cut(said, "\n")
	}
	if out.Code != 1 || strings.Count(said, "\n") != 1 || !strings.HasPrefix(said, "demarche: ") || !strings.Contains(said, h.says) {
		b.t.Errorf("%s: exit code %d: %q, want 1 and one line with %q", place, out.Code, out.Stderr, h.says)
	}
}

// look opens the store after the harm: it is sound, every label in it is as before or as after, and the same command
// again makes what it makes undisturbed.
func (b *bench) look(place string, s story, w want) string {
	t := b.t
	t.Helper()
	if err := b.reading(); err != nil {
		t.Errorf("%s: a server could not start: %v", place, err)
	}
	now, err := b.labels()
	if err != nil {
		t.Errorf("%s: the store does not open: %v", place, err)
		return ""
	}
	found := "some"
	if same(now, w.before) {
		found = "none"
	} else if same(now, w.after) {
		found = "all"
	}
	for l, digest := range now {
		if digest != w.before[l] && digest != w.after[l] {
			t.Errorf("%s: label %s is neither as before nor as after", place, l)
		}
	}
	for l := range w.before {
		if _, ok := w.after[l]; ok && now[l] == "" {
			t.Errorf("%s: label %s is lost", place, l)
		}
	}
	if now != nil {
		if code, stdout, stderr := b.run("check"); code != 0 {
			t.Errorf("%s: check: exit code %d: %s\n%s", place, code, stderr, stdout)
		}
	}
	if s.target != "s" {
		if got := b.made(s); got != nil && !bytes.Equal(got, w.file) {
			t.Errorf("%s: %s is there and not whole", place, s.target)
		}
	}
	if s.args[0] == "restore" && now != nil {
		if !same(now, w.after) && len(now) > 0 {
			t.Errorf("%s: the store is there and not whole", place)
		} else if len(now) > 0 {
			return found
		}
	}
	if code, _, stderr := b.run(s.args...); code != 0 {
		t.Errorf("%s: again: exit code %d: %s", place, code, stderr)
	}
	if left, err := filepath.Glob(filepath.Join(b.root, ".*.restoring")); err != nil || len(left) > 0 {
		t.Errorf("%s: again: %q are left behind (%v)", place, left, err)
	}
	if !bytes.Equal(b.made(s), w.file) {
		t.Errorf("%s: again: %s is not what it is undisturbed", place, s.target)
	}
	if !bytes.Equal(b.dump(), w.dump) {
		t.Errorf("%s: again: the store is not what it is undisturbed", place)
	}
	return found
}

func same(a, b map[string]string) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		if b[k] != v {
			return false
		}
	}
	return true
}

func (b *bench) mustLabels() map[string]string {
	b.t.Helper()
	m, err := b.labels()
	if err != nil {
		b.t.Fatal(err)
	}
	return m
}

// dump is the store as an archive, nil when there is none.
func (b *bench) dump() []byte {
	b.t.Helper()
	path := filepath.Join(b.root, "tmp", "whole.demarche")
	if code, _, stderr := b.run("dump", "-o", path); code != 0 {
		b.t.Errorf("dump: %s", stderr)
		return nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		b.t.Fatal(err)
	}
	return content
}

// made is the file that a story's command makes, nil for a store.
func (b *bench) made(s story) []byte {
	if s.target == "s" {
		return nil
	}
	content, err := os.ReadFile(s.target)
	if err != nil {
		return nil
	}
	return content
}

func logMatrix(t *testing.T, rows []row) {
	var out strings.Builder
	w := tabwriter.NewWriter(&out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "command\tharm\tsteps\tharmed at\twent through\tfound all\tfound none\tfound some labels\t")
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\t\n", r.story, r.harm, r.steps, r.tried, r.lived, r.whole, r.none, r.tried-r.whole-r.none)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	t.Logf("after every one: the store opens, check finds nothing, no label is half there, and the same command again gives the same dump\n%s", out.String())
}
