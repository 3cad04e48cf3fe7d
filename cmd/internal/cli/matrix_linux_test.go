//go:build amd64 || arm64

package cli

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"demarche/cmd/internal/faults"
	"demarche/graph"
	"demarche/graph/cayleystore"
	"demarche/graph/snapshot"
)

// The crash matrix: every command that writes is stopped at every one of its steps, killed there or told that the disk is
// full or broken, and the store is looked at afterwards. A step is a system call, so nothing that the program or a
// library does to a file is left out. DEMARCHE_CRASH=all goes through every step, DEMARCHE_CRASH=20 takes twenty of each
// command and harm, DEMARCHE_CRASH=steps lists them; without it a few are taken.
const matrixVariable = "DEMARCHE_CRASH"

// harm is one way to stop a command.
type harm struct {
	name    string
	hits    func(s faults.Step) bool // the steps that it can hit
	verdict faults.Verdict
	lasting bool   // it hits every step from the chosen one on, else that one only
	says    string // what the command then says, when it lives on
	act     func() // done at the step, and mend before anybody looks; may be nil
	mend    func()
}

var harms = []harm{
	{name: "kill -9", hits: func(faults.Step) bool { return true }, verdict: faults.Verdict{Kill: true}},
	{
		name: "disk full", hits: func(s faults.Step) bool { return s.Space }, lasting: true,
		verdict: faults.Verdict{Error: syscall.ENOSPC}, says: "no space left on device",
	},
	{
		name: "disk error", hits: func(s faults.Step) bool { return s.Path != "socket" },
		verdict: faults.Verdict{Error: syscall.EIO}, says: "input/output error",
	},
}

// from is the harm as what decides about the steps of one run, from step at on: the order of steps may differ a little
// from run to run.
func (h harm) from(at int) func(int, faults.Step) faults.Verdict {
	struck := false
	return func(n int, s faults.Step) faults.Verdict {
		if n < at || struck && !h.lasting || !h.hits(s) {
			return faults.Verdict{}
		}
		struck = true
		if h.act != nil {
			h.act()
		}
		return h.verdict
	}
}

// story is one command that is harmed, on a store that earlier commands have left.
type story struct {
	name   string
	before [][]string // commands; a first word "write" makes or changes a file, "damage" flips a byte of one
	args   []string
	target string // what the command makes: "s", the store, or another file
}

const matrixLetter = `Congress of the United States
Washington, DC 20515

May %d, 2020

The Honorable Ann Example
Secretary of Examples

Dear Secretary Example:

We urge you to publish report %d on the examples, which was promised to our committee last year.

Sincerely,

Rep. Judy Chu
Member of Congress

Carol Quill %d
Member of Congress
`

func letterFile(n int) []string {
	return []string{"write", fmt.Sprintf("l%d.txt", n), fmt.Sprintf(matrixLetter, n%28+1, n, n)}
}

func stories() []story {
	base := [][]string{letterFile(1), letterFile(2), {"write", "r.json", matrixRegister}, {"load", "l1.txt", "r.json"}}
	with := func(more ...[]string) [][]string { return append(slices.Clone(base), more...) }
	var many [][]string // one short of the number of deltas that are written as one
	for n := range 33 {
		many = append(many, letterFile(10+n), []string{"load", fmt.Sprintf("l%d.txt", 10+n)})
	}
	return []story{
		{"first load", [][]string{letterFile(1), letterFile(2)}, []string{"load", "l1.txt", "l2.txt"}, "s"},
		{"load, delta", with(), []string{"load", "l2.txt"}, "s"},
		{"load, deltas merged", with(many...), []string{"load", "l2.txt"}, "s"},
		{"load, register and reread", with([]string{"write", "r.json", strings.ReplaceAll(matrixRegister, "1953-07-07", "1953-07-08")}), []string{"load", "r.json", "l2.txt"}, "s"},
		{"load, replace", with(letterFile(2), []string{"load", "l2.txt"}, []string{"write", "l1.txt", fmt.Sprintf(matrixLetter, 9, 9, 9)}), []string{"load", "l1.txt"}, "s"},
		{"dump", with(), []string{"dump", "-o", "out.demarche"}, "out.demarche"},
		{"restore", with([]string{"dump", "-o", "in.demarche"}, []string{"remove"}), []string{"restore", "in.demarche"}, "s"},
		{"check, snapshot lost", with([]string{"lose"}), []string{"check"}, "s"},
		{"check --repair, unused texts", with(letterFile(2), []string{"load", "l2.txt"}, []string{"write", "l1.txt", fmt.Sprintf(matrixLetter, 9, 9, 9)}, []string{"load", "l1.txt"}), []string{"check", "--repair"}, "s"},
	}
}

const matrixRegister = `[{"id": {"bioguide": "C001080"}, "name": {"first": "Judy", "last": "Chu", "official_full": "Judy Chu"}, "bio": {"birthday": "1953-07-07", "gender": "F"},
 "terms": [{"type": "rep", "start": "2019-01-03", "end": "2021-01-03", "state": "CA", "district": 27, "party": "Democrat"}]}]
`

// bench is the folder that stories are played in, with a copy of it as it was before the harm.
type bench struct {
	t        *testing.T
	root     string // work, tmp, cache below it
	kept     string
	store    string
	database *database // that the store lies in, nil for a folder
}

func newBench(t *testing.T) *bench {
	b := &bench{t: t, root: t.TempDir(), kept: filepath.Join(t.TempDir(), "kept"), store: "s"}
	for _, d := range []string{"work", "tmp", "cache"} {
		if err := os.Mkdir(filepath.Join(b.root, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("TMPDIR", filepath.Join(b.root, "tmp"))
	t.Setenv("XDG_CACHE_HOME", filepath.Join(b.root, "cache"))
	t.Chdir(filepath.Join(b.root, "work"))
	return b
}

// run runs a command in this process.
func (b *bench) run(args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	env := Env{In: strings.NewReader(""), Out: &out, Err: &err, Getenv: func(string) string { return "" }, Now: time.Now, Version: "test"}
	code = Run(b.t.Context(), append([]string{"--store", b.store}, args...), env)
	return code, out.String(), err.String()
}

func (b *bench) must(args ...string) {
	b.t.Helper()
	if code, _, stderr := b.run(args...); code != 0 {
		b.t.Fatalf("%v: exit code %d: %s", args, code, stderr)
	}
}

// prepare plays what comes before the harm.
func (b *bench) prepare(s story) {
	b.t.Helper()
	for _, c := range s.before {
		var err error
		switch c[0] {
		case "write":
			err = os.WriteFile(c[1], []byte(c[2]), 0o600)
		case "remove":
			err = os.RemoveAll("s")
			b.database.empty()
		case "lose":
			err = errors.Join(os.RemoveAll("s/snapshot"), os.RemoveAll(filepath.Join(b.root, "cache", "demarche")))
		default:
			b.must(c...)
		}
		if err != nil {
			b.t.Fatal(err)
		}
	}
}

// harmed runs the story's command as a program of its own, under a harm.
func (b *bench) harmed(s story, decide func(int, faults.Step) faults.Verdict) faults.Outcome {
	b.t.Helper()
	self, err := os.Executable()
	if err != nil {
		b.t.Fatal(err)
	}
	cmd := exec.Command(self, append([]string{"--store", b.store}, s.args...)...)
	out, err := faults.Run(cmd, faults.Watch{Folders: []string{b.root}, Sockets: b.database != nil}, decide)
	if errors.Is(err, faults.ErrUnsupported) {
		b.t.Skip(err)
	}
	if err != nil {
		b.t.Fatal(err)
	}
	return out
}

func (b *bench) keep() {
	b.t.Helper()
	if err := errors.Join(os.RemoveAll(b.kept), os.CopyFS(b.kept, os.DirFS(b.root))); err != nil {
		b.t.Fatal(err)
	}
	b.database.keep()
}

// back puts the folder back as it was kept.
func (b *bench) back() {
	b.t.Helper()
	for _, d := range []string{"work", "tmp", "cache"} {
		entries, err := os.ReadDir(filepath.Join(b.root, d))
		if err != nil {
			b.t.Fatal(err)
		}
		for _, e := range entries {
			if err := os.RemoveAll(filepath.Join(b.root, d, e.Name())); err != nil {
				b.t.Fatal(err)
			}
		}
	}
	if _, err := os.Stat(b.kept); err != nil {
		return // nothing is kept yet
	}
	err := fs.WalkDir(os.DirFS(b.kept), ".", func(path string, d fs.DirEntry, err error) error {
		to := filepath.Join(b.root, path)
		if err != nil || path == "." {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(to, 0o755)
		}
		content, err := os.ReadFile(filepath.Join(b.kept, path))
		if err != nil {
			return err
		}
		return os.WriteFile(to, content, 0o600)
	})
	if err != nil {
		b.t.Fatal(err)
	}
	b.database.back()
}

// labels is a digest of everything that each label of a store holds, its note and texts included; nil without a store.
func (b *bench) labels() (map[string]string, error) {
	ctx := b.t.Context()
	store, err := cayleystore.OpenURL(ctx, b.store, cayleystore.Options{MustExist: true})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = store.Close() }() // only read
	out := map[string]string{}
	labels, err := store.Labels(ctx)
	if err != nil {
		return nil, err
	}
	for _, l := range labels {
		var lines []string
		for q, err := range store.Quads(ctx, l) {
			if err != nil {
				return nil, err
			}
			lines = append(lines, q.String())
		}
		slices.Sort(lines)
		note, err := store.Note(ctx, l)
		if err != nil && !errors.Is(err, graph.ErrNotFound) {
			return nil, err
		}
		out[string(l)] = fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(lines, "\n")+string(note))))
	}
	return out, nil
}

// reading tells what a server that starts now would show: a snapshot that is whole, or none.
func (b *bench) reading() error {
	folder, err := (&app{store: b.store}).snapshotFolder()
	if err != nil {
		return err
	}
	d := snapshot.NewDir(folder)
	defer d.Close()
	r, err := d.Current()
	if errors.Is(err, graph.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	defer r.Release()
	n := 0
	for _, p := range r.Predicates() {
		n += r.Count(p)
	}
	if n == 0 && r.Version() > 0 && r.Quads() > 0 {
		return fmt.Errorf("the snapshot of version %d is empty", r.Version())
	}
	return nil
}
