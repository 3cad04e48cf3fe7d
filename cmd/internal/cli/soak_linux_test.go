package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"demarche/graph"
	"demarche/graph/cayleystore"
	"demarche/graph/cayleystore/pgtest"
	"demarche/graph/generate"
)

// soakVariable asks for the soak and says how long it takes: DEMARCHE_SOAK=10m. With DEMARCHE_SOAK_STORE=postgres the
// store is a PostgreSQL; with DEMARCHE_SOAK_QUADS=1000000 the graph has about so many quads besides the sample.
const soakVariable = "DEMARCHE_SOAK"

// soakQueries are asked in turn by every client; %d is a number that changes.
var soakQueries = []string{
	`{legislators(where:{lettersSigned:{gte:2}}, first:50, orderBy:[{field:LETTERS_SIGNED, direction:DESC}]){totalCount nodes{name letters{totalCount}}}}`,
	`{letters(first:20, orderBy:[{field:DATE, direction:DESC}]){totalCount nodes{name date signatories(first:10){nodes{name party}} recipients{asName kind} demands(first:5){nodes{text evidence(first:1){nodes{quote}}}}}}}`,
	`{search(query:"member %d", first:10){edges{score node{__typename}}}}`,
	`{people(where:{name:{words:"schiff"}}){nodes{name letters(first:5){nodes{name}} coSigners(first:10){edges{sharedLetters node{name}}}}}}`,
	`{groupLetters(by:[YEAR, PARTY]){keys{value} letterCount}}`,
	`{paths(from:"person:bioguide:S001150", to:"person:own:zakir-hasanov", first:2){found distance}}`,
	`{dataset{version}}`,
}

// soakURLs are asked between them.
var soakURLs = []string{"/api/letters.csv", "/healthz", "/metrics", "/api/people.json", "/reconcile?queries=" + url.QueryEscape(`{"q0":{"query":"Adam Schiff"}}`)}

// sample is what one look at the server found.
type sample struct {
	after                 time.Duration
	anonymous, resident   int // KiB
	files, goroutines     int
	requests, loads, late int64
}

// soak is one server with its clients and its loader.
type soak struct {
	t                     *testing.T
	store, base           string
	pid                   int
	requests, loads, late atomic.Int64
	failed                atomic.Int64
	once                  sync.Once
}

// TestSoak serves a store to clients while loads change it, and watches memory, files and goroutines: they stay, and no
// request fails.
func TestSoak(t *testing.T) {
	length, err := time.ParseDuration(os.Getenv(soakVariable))
	if err != nil {
		t.Skip("takes minutes: set " + soakVariable + " to a duration such as 10m")
	}
	t.Chdir(t.TempDir())
	s := &soak{t: t, store: filepath.Join(t.TempDir(), "store")}
	if os.Getenv("DEMARCHE_SOAK_STORE") == "postgres" {
		server := pgtest.Start(t)
		defer func() { _ = server.Stop() }()
		s.store = server.URL()
		t.Setenv("XDG_CACHE_HOME", t.TempDir())
	}
	s.fill()
	stop := s.serve()
	ctx, cancel := context.WithTimeout(t.Context(), length)
	defer cancel()
	var tasks sync.WaitGroup
	for n := range 4 {
		tasks.Go(func() { s.ask(ctx, n) })
	}
	tasks.Go(func() { s.load(ctx) })
	samples := s.watch(ctx, length)
	tasks.Wait()
	stderr := stop()
	s.report(samples)
	if n := s.failed.Load(); n > 0 {
		t.Errorf("%d requests or loads failed", n)
	}
	if strings.Contains(stderr, "DATA RACE") || strings.Contains(stderr, "panic") {
		t.Errorf("the server says:\n%s", stderr)
	}
}

// fail reports the first failure whole and counts all.
func (s *soak) fail(format string, args ...any) {
	s.failed.Add(1)
	s.once.Do(func() { s.t.Errorf(format, args...) })
}

// command is the real program.
func (s *soak) command(args ...string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		s.t.Fatal(err)
	}
	cmd := exec.Command(self, append([]string{"--store", s.store}, args...)...)
	cmd.Args[0] = "demarche"
	return cmd
}

// fill makes the store: a generated graph and the sample.
func (s *soak) fill() {
	quads, err := strconv.Atoi(os.Getenv("DEMARCHE_SOAK_QUADS"))
	if err != nil {
		quads = 100_000
	}
	store, err := cayleystore.OpenURL(s.t.Context(), s.store, cayleystore.Options{})
	if err != nil {
		s.t.Fatal(err)
	}
	var batch []graph.Change
	n := 0
	for c := range generate.Changes(generate.Options{Seed: 1, Quads: quads}) {
		if batch, n = append(batch, c), n+len(c.Quads); n > 50_000 {
			if _, err := store.Apply(s.t.Context(), batch); err != nil {
				s.t.Fatal(err)
			}
			batch, n = nil, 0
		}
	}
	if _, err = store.Apply(s.t.Context(), batch); err != nil {
		s.t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		s.t.Fatal(err)
	}
	if out, err := s.command("load", "--sample").CombinedOutput(); err != nil {
		s.t.Fatalf("load --sample: %v\n%s", err, out)
	}
}

var listening = regexp.MustCompile(` at (http://\S+)/`)

// serve starts the server; the returned function ends it and gives what it said.
func (s *soak) serve() func() string {
	cmd := s.command("serve", "--listen", "127.0.0.1:0")
	pipe, err := cmd.StderrPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	lines := bufio.NewScanner(pipe)
	var said bytes.Buffer
	for s.base == "" && lines.Scan() {
		said.WriteString(lines.Text() + "\n")
		if m := listening.FindStringSubmatch(lines.Text()); m != nil {
			s.base = m[1]
		}
	}
	if s.base == "" {
		s.t.Fatalf("the server did not start: %s", said.String())
	}
	s.pid = cmd.Process.Pid
	read := make(chan struct{})
	go func() {
		defer close(read)
		for lines.Scan() {
			if !strings.Contains(lines.Text(), "moved to a newer version") {
				said.WriteString(lines.Text() + "\n")
			}
		}
	}()
	return func() string {
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			s.t.Error(err)
		}
		<-read
		if err := cmd.Wait(); err != nil && !strings.Contains(err.Error(), "interrupt") {
			s.t.Errorf("serve ended with %v", err)
		}
		return said.String()
	}
}

// ask is one client.
func (s *soak) ask(ctx context.Context, n int) {
	client := &http.Client{Timeout: time.Minute}
	for i := n; ctx.Err() == nil; i++ {
		target := s.base + "/graphql?query=" + url.QueryEscape(strings.ReplaceAll(soakQueries[i%len(soakQueries)], "%d", strconv.Itoa(i%500)))
		if i%7 == 3 {
			target = s.base + soakURLs[i/7%len(soakURLs)]
		}
		resp, err := client.Get(target)
		if err != nil {
			s.fail("%s: %v", target, err)
			continue
		}
		body, err := io.ReadAll(resp.Body)
		err = errors.Join(err, resp.Body.Close())
		if err != nil || resp.StatusCode != http.StatusOK || bytes.Contains(body, []byte(`"errors"`)) {
			s.fail("%s: %v, %s\n%.500s", target, err, resp.Status, body)
		}
		s.requests.Add(1)
		pause(ctx, 10*time.Millisecond)
	}
}

// load changes one of fifty letters after the other, and looks when the server shows it.
func (s *soak) load(ctx context.Context) {
	for i := 0; ctx.Err() == nil; i++ {
		name := fmt.Sprintf("soak%d.txt", i%50)
		if err := os.WriteFile(name, fmt.Appendf(nil, matrixLetter, i%28+1, i, i%90), 0o600); err != nil {
			s.fail("%v", err)
			return
		}
		out, err := s.command("load", "--json", name).Output()
		var report struct{ Version int }
		if jerr := json.Unmarshal(out, &report); err != nil || jerr != nil {
			s.fail("load: %v, %v: %s", err, jerr, out)
			continue
		}
		s.loads.Add(1)
		for began := time.Now(); s.version() < report.Version; {
			if time.Since(began) > 2*time.Second {
				s.late.Add(1)
				break
			}
			pause(ctx, 20*time.Millisecond)
		}
		pause(ctx, time.Second)
	}
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

var metric = regexp.MustCompile(`(?m)^(demarche_data_version|go_goroutines) (\d+)$`)

// metrics reads the server's own numbers.
func (s *soak) metrics() map[string]int {
	out := map[string]int{}
	resp, err := http.Get(s.base + "/metrics")
	if err != nil {
		s.fail("%v", err)
		return out
	}
	body, err := io.ReadAll(resp.Body)
	if err = errors.Join(err, resp.Body.Close()); err != nil {
		s.fail("%v", err)
	}
	for _, m := range metric.FindAllStringSubmatch(string(body), -1) {
		out[m[1]], _ = strconv.Atoi(m[2])
	}
	return out
}

func (s *soak) version() int { return s.metrics()["demarche_data_version"] }

// watch takes forty samples.
func (s *soak) watch(ctx context.Context, length time.Duration) []sample {
	var out []sample
	began := time.Now()
	for ctx.Err() == nil {
		pause(ctx, length/40)
		if ctx.Err() != nil {
			break
		}
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.pid))
		files, ferr := os.ReadDir(fmt.Sprintf("/proc/%d/fd", s.pid))
		if err := errors.Join(err, ferr); err != nil {
			s.fail("the server is gone: %v", err)
			break
		}
		field := func(name string) int {
			_, rest, _ := strings.Cut(string(status), "\n"+name+":")
			n, _ := strconv.Atoi(strings.Fields(rest + " 0")[0])
			return n
		}
		out = append(out, sample{
			time.Since(began), field("RssAnon"), field("VmRSS"), len(files), s.metrics()["go_goroutines"],
			s.requests.Load(), s.loads.Load(), s.late.Load(),
		})
	}
	return out
}

// report prints the samples and holds the last quarter against the second one: the first is for warming up.
func (s *soak) report(samples []sample) {
	var b strings.Builder
	fmt.Fprintf(&b, "%8s %12s %12s %6s %10s %9s %6s %5s\n", "after", "RssAnon KiB", "VmRSS KiB", "files", "goroutines", "requests", "loads", "late")
	for _, x := range samples {
		fmt.Fprintf(&b, "%8s %12d %12d %6d %10d %9d %6d %5d\n", x.after.Round(time.Second), x.anonymous, x.resident, x.files, x.goroutines, x.requests, x.loads, x.late)
	}
	s.t.Logf("store %s, %d requests, %d failed, %d loads, %d seen later than 2 s\n%s", cayleystore.Name(s.store), s.requests.Load(), s.failed.Load(), s.loads.Load(), s.late.Load(), b.String())
	if len(samples) < 20 {
		s.t.Skip("too short to tell whether anything grows")
	}
	quarter := len(samples) / 4
	early, late := samples[quarter:2*quarter], samples[len(samples)-quarter:]
	for _, m := range []struct {
		name  string
		of    func(sample) int
		slack int
	}{
		{"anonymous memory in KiB", func(x sample) int { return x.anonymous }, 24 << 10},
		{"files", func(x sample) int { return x.files }, 6},
		{"goroutines", func(x sample) int { return x.goroutines }, 10},
	} {
		was, is := median(early, m.of), median(late, m.of)
		if is > was+was/5+m.slack {
			s.t.Errorf("%s grew from %d in the second quarter to %d in the last", m.name, was, is)
		}
	}
}

func median(samples []sample, of func(sample) int) int {
	var all []int
	for _, x := range samples {
		all = append(all, of(x))
	}
	slices.Sort(all)
	return all[len(all)/2]
}
