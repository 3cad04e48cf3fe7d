//go:build unix

package snapshot_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"testing"

	"demarche/graph/snapshot"

	"github.com/cayleygraph/quad"
	"golang.org/x/sys/unix"
)

// fullFolder tells a test binary that it is the child of TestDirOnAFullDisk, and which folder it writes.
const fullFolder = "DEMARCHE_SNAPSHOT_FULL"

// TestDirOnAFullDisk lets a process write that may not write files of more than 64 KiB: its Write fails with an error, and
// the folder stays at the last version that fitted.
func TestDirOnAFullDisk(t *testing.T) {
	if path := os.Getenv(fullFolder); path != "" {
		fullChild(t, path)
		return
	}
	path := t.TempDir()
	cmd := exec.Command(os.Args[0], "-test.run=^TestDirOnAFullDisk$")
	cmd.Env = append(os.Environ(), fullFolder+"="+path)
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "refused: snapshot: writing") {
		t.Fatalf("the child: %v\n%s", err, out)
	}
	d := snapshot.NewDir(path)
	defer d.Close()
	s, err := d.Current()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Release()
	if err := checkWhole(s); err != nil || s.Version() != 2 {
		t.Errorf("version %d, want 2: %v", s.Version(), err)
	}
	if left, err := filepath.Glob(filepath.Join(path, ".*")); err != nil || len(left) > 0 {
		t.Errorf("temporary files are left: %v, %v", left, err)
	}
}

func fullChild(t *testing.T, path string) {
	signal.Ignore(unix.SIGXFSZ)
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: 1 << 16, Max: 1 << 16}); err != nil {
		t.Fatal(err)
	}
	store, d, r := newFakeStore(), snapshot.NewDir(path), rand.New(rand.NewPCG(3, 3))
	for version := range 3 {
		changes := map[quad.IRI][]quad.Quad{}
		for n := range []int{3, 5, 5000}[version] {
			l, quads := document(r, n)
			changes[l] = quads
		}
		store.set(changes)
		s, err := d.Write(context.Background(), store)
		if err != nil {
			fmt.Println("refused:", err)
			return
		}
		s.Release()
	}
	t.Error("a large file was written in spite of the limit")
}
