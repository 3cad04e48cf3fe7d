//go:build linux && (amd64 || arm64)

package faults

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/unix"
)

func TestMain(m *testing.M) {
	if err := Yield("writer"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if os.Args[0] == "writer" {
		if err := write(os.Args[1]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// write makes a file the careful way.
func write(folder string) error {
	if err := os.Mkdir(filepath.Join(folder, "d"), 0o755); err != nil {
		return err
	}
	path := filepath.Join(folder, "d", "f")
	f, err := os.Create(path + ".new")
	if err != nil {
		return err
	}
	_, err = f.WriteString("all of it")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.WriteFile(os.DevNull, []byte("elsewhere"), 0o600); err != nil { // does not count
		return err
	}
	return os.Rename(path+".new", path)
}

func run(t *testing.T, folder string, decide func(int, Step) Verdict) Outcome {
	t.Helper()
	out, err := Run(exec.Command(os.Args[0], folder), Watch{Folders: []string{folder}}, decide)
	if errors.Is(err, ErrUnsupported) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestRun(t *testing.T) {
	folder := t.TempDir()
	out := run(t, folder, func(int, Step) Verdict { return Verdict{} })
	want := []Step{
		{"mkdir", "d", true}, {"create", "d/f.new", true}, {"write", "d/f.new", true}, {"fsync", "d/f.new", false}, {"rename", "d/f", false},
	}
	if d := cmp.Diff(want, out.Steps); d != "" || out.Code != 0 {
		t.Fatalf("Run() ended with %d and %s, steps (-want +got):\n%s", out.Code, out.Stderr, d)
	}
	b, err := os.ReadFile(filepath.Join(folder, "d", "f"))
	if err != nil || string(b) != "all of it" {
		t.Errorf("the program left %q, %v", b, err)
	}
}

func TestRunKills(t *testing.T) {
	folder := t.TempDir()
	out := run(t, folder, func(n int, _ Step) Verdict { return Verdict{Kill: n == 2} })
	if out.Code != -1 || len(out.Steps) != 3 {
		t.Errorf("Run() ended with %d after %v, want a kill at the third step", out.Code, out.Steps)
	}
	info, err := os.Stat(filepath.Join(folder, "d", "f.new"))
	if err != nil || info.Size() != 0 {
		t.Errorf("the file was to be made and empty: %v, %v", info, err)
	}
}

func TestRunFails(t *testing.T) {
	folder := t.TempDir()
	out := run(t, folder, func(_ int, s Step) Verdict {
		if s.Call == "write" {
			return Verdict{Error: syscall.Errno(unix.ENOSPC)}
		}
		return Verdict{}
	})
	if want := fmt.Sprintf("write %s: no space left on device\n", filepath.Join(folder, "d", "f.new")); out.Code != 1 || out.Stderr != want {
		t.Errorf("Run() ended with %d and %q, want 1 and %q", out.Code, out.Stderr, want)
	}
}
