package snapshot_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"demarche/graph"
	"demarche/graph/snapshot"

	"github.com/cayleygraph/quad"
)

// crashFolder tells a test binary that it is the child of TestDirSurvivesKills, and which folder it writes.
const crashFolder = "DEMARCHE_SNAPSHOT_CRASH"

// TestDirSurvivesKills kills a writing process at some moment, thirty times over: the folder always opens, holds whole
// documents, and at least the version that the writer last told of.
func TestDirSurvivesKills(t *testing.T) {
	if path := os.Getenv(crashFolder); path != "" {
		crashChild(t, path)
		return
	}
	path, r := t.TempDir(), rand.New(rand.NewPCG(9, 9))
	for round := range 30 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestDirSurvivesKills$")
		cmd.Env = append(os.Environ(), crashFolder+"="+path, fmt.Sprintf("DEMARCHE_SNAPSHOT_FROM=%d", round*1000))
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		told := 0
		lines := bufio.NewScanner(out)
		for n := 1 + r.IntN(12); n > 0 && lines.Scan(); n-- {
			if told, err = strconv.Atoi(lines.Text()); err != nil {
				t.Fatalf("the child says %q", lines.Text())
			}
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for lines.Scan() { // what it told before the kill came
			if v, err := strconv.Atoi(lines.Text()); err == nil {
				told = v
			}
		}
		_ = cmd.Wait() // killed, as it should be
		d := snapshot.NewDir(path)
		s, err := d.Current()
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if int(s.Version()) < told {
			t.Errorf("round %d: version %d, the writer told of %d", round, s.Version(), told)
		}
		if err := checkWhole(s); err != nil {
			t.Errorf("round %d: %v", round, err)
		}
		s.Release()
		d.Close()
	}
	stale, err := filepath.Glob(filepath.Join(path, ".*"))
	if err != nil || len(stale) > 1 { // the last writer's own, at most
		t.Errorf("%d temporary files are left: %v", len(stale), err)
	}
}

// crashChild writes version after version and tells of each until it is killed. Its documents claim as many signers as
// they have, whatever version is seen.
func crashChild(t *testing.T, path string) {
	from, err := strconv.Atoi(os.Getenv("DEMARCHE_SNAPSHOT_FROM"))
	if err != nil {
		t.Fatal(err)
	}
	store, r := newFakeStore(), rand.New(rand.NewPCG(uint64(from), 1))
	store.version = graph.Version(from)
	d := snapshot.NewDir(path)
	for range 900 {
		changes := map[quad.IRI][]quad.Quad{}
		for range 40 {
			l, quads := document(r, r.IntN(200))
			changes[l] = quads
		}
		store.set(changes)
		s, err := d.Write(context.Background(), store)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println(s.Version())
		s.Release()
	}
}
