//go:build unix

package cayleystore

import (
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"github.com/cayleygraph/quad"

	"demarche/graph"
	"demarche/graph/graphtest"
)

// fullVariable tells the test binary that it is the child whose files may not grow.
const fullVariable = "DEMARCHE_FULL_CHILD"

// TestDiskFull lets every file of a process end at a limit, as a full disk does, and lifts the limit again. The process
// is a child, since the test binary writes files of its own.
func TestDiskFull(t *testing.T) {
	if os.Getenv(fullVariable) == "" {
		cmd := exec.Command(os.Args[0], "-test.run=^TestDiskFull$", "-test.v")
		cmd.Env = append(os.Environ(), fullVariable+"=1")
		out, err := cmd.CombinedOutput()
		t.Logf("%s", out)
		if err != nil {
			t.Fatal(err)
		}
		return
	}
	signal.Ignore(syscall.SIGXFSZ)
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		t.Skipf("no limit on files here: %v", err)
	}
	limit := func(bytes uint64) {
		now := was
		now.Cur = min(bytes, was.Max)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &now); err != nil {
			t.Fatal(err)
		}
	}
	defer limit(was.Cur)
	folder := t.TempDir()
	s, err := Open(t.Context(), folder, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	m, failed := graphtest.NewModel(), 0
	for i := range 60 {
		label := quad.IRI(fmt.Sprintf("d%d", i%7))
		c := graph.Change{Label: label, Texts: []string{strings.Repeat(fmt.Sprintf("text %d. ", i), 100)}, Note: []byte{byte(i)}}
		for k := range 60 {
			c.Quads = append(c.Quads, quad.Quad{Subject: quad.IRI(fmt.Sprintf("s%d", k)), Predicate: quad.IRI("p"), Object: quad.Int(i*k%91 + i), Label: label})
		}
		if i%3 != 0 {
			limit(uint64(i) * 9_000) // somewhere inside the files: it hits the texts or the quads
		}
		_, err := s.Apply(t.Context(), []graph.Change{c})
		limit(was.Cur)
		if err == nil {
			m.Apply([]graph.Change{c})
		} else {
			failed++
		}
		if i%10 == 9 {
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if s, err = Open(t.Context(), folder, Options{}); err != nil {
				t.Fatal(err)
			}
		}
		if d, err := m.Diff(t.Context(), s); err != nil || d != "" {
			t.Fatalf("step %d: %v\n%s", i, err, d)
		}
	}
	if err := verifyView(s, m.Quads()); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d of 60 changes met a full disk", failed)
	if failed == 0 || failed > 40 {
		t.Errorf("%d of 60 changes met a full disk, want some and not all", failed)
	}
}
