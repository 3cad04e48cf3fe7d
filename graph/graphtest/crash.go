package graphtest

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"demarche/graph"
)

// crashVariable tells a test binary that it is the child of Crash: seed, first step, name of the store.
const crashVariable = "DEMARCHE_CRASH_CHILD"

// Crash starts the running test again as a child process that applies change after change to the store named by spec,
// kills it with SIGKILL at some moment, opens the store and compares: what the child reported holds, the change under
// way holds whole or not at all. It does so rounds times on one store. The test must do nothing before it calls Crash
// that a child may not repeat; spec is ignored in the child, which takes its parent's.
func Crash(t *testing.T, rounds int, spec string, open func(spec string) (graph.Store, error)) {
	t.Helper()
	if v := os.Getenv(crashVariable); v != "" {
		t.Fatal(crashChild(t, v, open))
	}
	const seed = 11
	r := rand.New(rand.NewPCG(seed, 2))
	walk, m, step := NewSteps(seed), NewModel(), 0
	for round := range rounds {
		acked, err := crashRound(t, fmt.Sprintf("%d %d %s", seed, step, spec), r)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		for ; step < acked; step++ {
			m.Apply(walk.Changes(m))
		}
		if err := crashCompare(t, spec, open, m); err == nil {
			continue
		} else if !strings.HasPrefix(err.Error(), "differs") {
			t.Fatalf("round %d: after step %d: %v", round, step, err)
		}
		m.Apply(walk.Changes(m)) // the change under way was committed before the kill
		step++
		if err := crashCompare(t, spec, open, m); err != nil {
			t.Fatalf("round %d: after step %d: %v", round, step, err)
		}
	}
	t.Logf("%d kills over %d changes", rounds, step)
}

func crashCompare(t *testing.T, spec string, open func(string) (graph.Store, error), m *Model) error {
	s, err := open(spec)
	if err != nil {
		return err
	}
	d, err := m.Diff(t.Context(), s)
	if cerr := s.Close(); err == nil {
		err = cerr
	}
	if err == nil && d != "" {
		err = fmt.Errorf("differs: %s", d)
	}
	return err
}

// crashRound runs one child until it is killed, and returns the number of steps that it reported as done.
func crashRound(t *testing.T, setting string, r *rand.Rand) (int, error) {
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.count=1")
	cmd.Env = append(os.Environ(), crashVariable+"="+setting)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return 0, err
	}
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	var start int
	if _, err := fmt.Sscanf(setting, "%d %d", new(int), &start); err != nil {
		return 0, err
	}
	acked, stop := start, start+r.IntN(30)
	lines := bufio.NewScanner(out)
	read := func() bool {
		for lines.Scan() {
			if _, err := fmt.Sscanf(lines.Text(), "applied %d", &acked); err == nil {
				return true
			} else if strings.HasPrefix(lines.Text(), "--- FAIL") || lines.Text() == "PASS" {
				return false
			}
		}
		return false
	}
	for acked < stop || acked == start {
		if !read() {
			err := cmd.Wait()
			return acked, fmt.Errorf("the child ended by itself: %w\n%s", err, stderr.String())
		}
	}
	for range r.IntN(2000) { // a little of the next change
		runtime.Gosched()
	}
	if err := cmd.Process.Kill(); err != nil {
		return acked, err
	}
	for read() { // what it reported before it died counts
	}
	_, _ = io.Copy(io.Discard, out)
	_ = cmd.Wait() // always "signal: killed"
	return acked, nil
}

// crashChild applies changes for ever, after those of its forerunners, and reports each on standard output.
func crashChild(t *testing.T, setting string, open func(string) (graph.Store, error)) error {
	var seed uint64
	var start int
	if _, err := fmt.Sscanf(setting, "%d %d", &seed, &start); err != nil {
		return err
	}
	spec := strings.SplitN(setting, " ", 3)[2]
	s, err := open(spec)
	if err != nil {
		return err
	}
	walk, m := NewSteps(seed), NewModel()
	for step := 0; ; step++ {
		changes := walk.Changes(m)
		m.Apply(changes)
		if step < start {
			continue
		}
		if _, err := s.Apply(t.Context(), changes); err != nil {
			return err
		}
		if _, err := fmt.Fprintf(os.Stdout, "applied %d\n", step+1); err != nil {
			return err
		}
	}
}
