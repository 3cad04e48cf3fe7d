package fetch

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// publisher serves one file with an ETag, in pieces that may break off.
type publisher struct {
	sync.Mutex
	body     []byte
	etag     string
	modified string
	cut      []int // for each answer with a body, after how many bytes it breaks off; 0 never
	noRange  bool  // always answers with the whole file
	log      []string
}

func (p *publisher) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.Lock()
	defer p.Unlock()
	p.log = append(p.log, strings.TrimSpace(r.Header.Get("Range")+" "+r.Header.Get("If-None-Match")+r.Header.Get("If-Modified-Since")))
	if p.etag != "" {
		w.Header().Set("ETag", p.etag)
	}
	if p.modified != "" {
		w.Header().Set("Last-Modified", p.modified)
	}
	if p.etag != "" && r.Header.Get("If-None-Match") == p.etag || p.modified != "" && r.Header.Get("If-Modified-Since") == p.modified {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body, status := p.body, http.StatusOK
	if from := r.Header.Get("Range"); from != "" && !p.noRange {
		if tag := r.Header.Get("If-Range"); tag == p.etag || tag == p.modified {
			var start int
			fmt.Sscanf(from, "bytes=%d-", &start)
			if start >= len(body) {
				w.WriteHeader(http.StatusRequestedRangeNotSatisfiable)
				return
			}
			w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", start, len(body)-1, len(body)))
			body, status = body[start:], http.StatusPartialContent
		}
	}
	w.Header().Set("Content-Length", fmt.Sprint(len(body)))
	w.WriteHeader(status)
	if len(p.cut) > 0 {
		n := p.cut[0]
		if p.cut = p.cut[1:]; n > 0 && n < len(body) {
			w.Write(body[:n])
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}
	}
	w.Write(body)
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

func setup(t *testing.T, p http.Handler) (*Client, Register) {
	t.Helper()
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	return &Client{Dir: t.TempDir()}, Register{Name: "sample", Files: []File{{Name: "list.yaml", URL: server.URL + "/list.yaml"}}}
}

// check fails unless the file holds want and no part is left.
func check(t *testing.T, c *Client, want []byte) {
	t.Helper()
	got, err := os.ReadFile(filepath.Join(c.Dir, "sample", "list.yaml"))
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("the file has %d bytes (%v), want %d", len(got), err, len(want))
	}
	if left, _ := filepath.Glob(filepath.Join(c.Dir, "sample", ".*.part*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func text(n int) []byte { return bytes.Repeat([]byte("0123456789abcdef"), n/16) }

func TestFetchAndNotModified(t *testing.T) {
	for _, c := range []struct{ name, etag, modified string }{
		{"etag", `"v1"`, ""}, {"weak etag", `W/"v1"`, ""}, {"date", "", "Mon, 05 Oct 2020 10:00:00 GMT"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &publisher{body: text(200_000), etag: c.etag, modified: c.modified}
			client, reg := setup(t, p)
			var last Progress
			client.Progress = func(p Progress) { last = p }
			first, err := client.Fetch(context.Background(), reg)
			if err != nil {
				t.Fatal(err)
			}
			if f := first.Files[0]; f.Status != Downloaded || f.SHA256 != sum(p.body) || f.Bytes != int64(len(p.body)) {
				t.Errorf("first fetch = %+v", f)
			}
			if last.Done != int64(len(p.body)) || last.Total != last.Done {
				t.Errorf("last progress = %+v", last)
			}
			check(t, client, p.body)
			second, err := client.Fetch(context.Background(), reg)
			if err != nil {
				t.Fatal(err)
			}
			if f := second.Files[0]; f.Status != Unchanged || f.SHA256 != sum(p.body) {
				t.Errorf("second fetch = %+v", f)
			}
			// A file that somebody damaged is not taken for the publisher's.
			if err := os.WriteFile(first.Files[0].Path, []byte("damaged"), 0o644); err != nil {
				t.Fatal(err)
			}
			if third, err := client.Fetch(context.Background(), reg); err != nil || third.Files[0].Status != Downloaded {
				t.Errorf("third fetch = %+v, %v", third, err)
			}
			check(t, client, p.body)
		})
	}
}

func TestResume(t *testing.T) {
	p := &publisher{body: text(300_000), etag: `"v1"`, cut: []int{100_000, 80_000, 0}}
	client, reg := setup(t, p)
	got, err := client.Fetch(context.Background(), reg)
	if err != nil {
		t.Fatal(err)
	}
	if got.Files[0].Status != Resumed {
		t.Errorf("status = %s, want %s", got.Files[0].Status, Resumed)
	}
	check(t, client, p.body)
	if want := []string{"", "bytes=100000-", "bytes=180000-"}; strings.Join(p.log, "|") != strings.Join(want, "|") {
		t.Errorf("asked %q, want %q", p.log, want)
	}
}

func TestResumeInAnotherRun(t *testing.T) {
	p := &publisher{body: text(300_000), etag: `"v1"`, cut: []int{1000, 1000, 1000, 0}}
	client, reg := setup(t, p)
	if _, err := client.Fetch(context.Background(), reg); !errors.Is(err, ErrBroken) {
		t.Fatalf("error = %v, want ErrBroken", err)
	}
	if _, err := os.Stat(filepath.Join(client.Dir, "sample", "list.yaml")); err == nil {
		t.Error("a part stands under the name of the file")
	}
	got, err := client.Fetch(context.Background(), reg)
	if err != nil || got.Files[0].Status != Resumed {
		t.Fatalf("second run = %+v, %v", got, err)
	}
	check(t, client, p.body)
}

func TestChangedFileRestarts(t *testing.T) {
	for _, noRange := range []bool{false, true} {
		p := &publisher{body: text(300_000), etag: `"v1"`, cut: []int{1000, 1000, 1000}, noRange: noRange}
		client, reg := setup(t, p)
		if _, err := client.Fetch(context.Background(), reg); !errors.Is(err, ErrBroken) {
			t.Fatalf("error = %v, want ErrBroken", err)
		}
		p.body, p.etag = bytes.ToUpper(text(150_000)), `"v2"`
		got, err := client.Fetch(context.Background(), reg)
		if err != nil || got.Files[0].Status != Downloaded {
			t.Fatalf("after the change = %+v, %v", got, err)
		}
		check(t, client, p.body)
	}
}

func TestShrunkFileRestarts(t *testing.T) {
	p := &publisher{body: text(300_000), etag: `"v1"`, cut: []int{200_000, 1, 1}}
	client, reg := setup(t, p)
	if _, err := client.Fetch(context.Background(), reg); !errors.Is(err, ErrBroken) {
		t.Fatal(err)
	}
	p.body = text(16_000) // a publisher who changes the file under one ETag
	if _, err := client.Fetch(context.Background(), reg); err != nil {
		t.Fatal(err)
	}
	check(t, client, p.body)
}

func TestRefusals(t *testing.T) {
	body := text(100_000)
	cases := []struct {
		name    string
		handler http.Handler
		change  func(*Client, *Register)
		want    error
		words   string
	}{
		{"not found", http.NotFoundHandler(), nil, ErrStatus, "404 Not Found"},
		{"wrong checksum", &publisher{body: body, etag: `"v1"`}, func(_ *Client, r *Register) { r.Files[0].SHA256 = strings.Repeat("0", 64) }, ErrChecksum, sum(body)},
		{"announced size", &publisher{body: body}, func(c *Client, _ *Register) { c.MaxBytes = 99_999 }, ErrTooLarge, "limit is 99999"},
		{"unannounced size", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			for range 100 {
				w.Write(body)
				w.(http.Flusher).Flush()
			}
		}), func(c *Client, _ *Register) { c.MaxBytes = 99_999 }, ErrTooLarge, "over 99999 bytes"},
		{"304 for nothing", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) }), nil, ErrStatus, "nothing is here"},
		{"endless redirect", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path, http.StatusFound)
		}), nil, nil, "redirects"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			client, reg := setup(t, c.handler)
			if c.change != nil {
				c.change(client, &reg)
			}
			_, err := client.Fetch(context.Background(), reg)
			if err == nil || c.want != nil && !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.words) || !strings.Contains(err.Error(), "sample") {
				t.Errorf("error = %v, want %v with %q", err, c.want, c.words)
			}
			if left, _ := filepath.Glob(filepath.Join(client.Dir, "sample", "*list*")); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func TestChecksumKeepsTheOldFile(t *testing.T) {
	p := &publisher{body: text(1600), etag: `"v1"`}
	client, reg := setup(t, p)
	reg.Files[0].SHA256 = strings.ToUpper(sum(p.body))
	old := p.body
	if _, err := client.Fetch(context.Background(), reg); err != nil {
		t.Fatal(err)
	}
	p.body, p.etag = text(3200), `"v2"`
	if _, err := client.Fetch(context.Background(), reg); !errors.Is(err, ErrChecksum) {
		t.Errorf("error = %v, want ErrChecksum", err)
	}
	check(t, client, old)
}

func TestRedirect(t *testing.T) {
	p := &publisher{body: text(1600), etag: `"v1"`}
	mux := http.NewServeMux()
	mux.Handle("/real", p)
	mux.HandleFunc("/list.yaml", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/real", http.StatusFound) })
	client, reg := setup(t, mux)
	if _, err := client.Fetch(context.Background(), reg); err != nil {
		t.Fatal(err)
	}
	check(t, client, p.body)
	from, _ := http.NewRequest(http.MethodGet, "https://a.example/", nil)
	to, _ := http.NewRequest(http.MethodGet, "http://a.example/", nil)
	if redirect(to, []*http.Request{from}) == nil {
		t.Error("a redirect from https to http is followed")
	}
}

func TestCancelled(t *testing.T) {
	client, reg := setup(t, &publisher{body: text(1600)})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := client.Fetch(ctx, reg); !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v, want context.Canceled", err)
	}
}

func TestBusy(t *testing.T) {
	client, reg := setup(t, &publisher{body: text(1600)})
	dir := filepath.Join(client.Dir, "sample")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	unlock, err := lock(filepath.Join(dir, ".lock"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Fetch(context.Background(), reg); !errors.Is(err, ErrBusy) {
		t.Errorf("error = %v, want ErrBusy", err)
	}
	unlock()
	if _, err := client.Fetch(context.Background(), reg); err != nil {
		t.Error(err)
	}
}

// entry is one entry of a test archive.
type entry struct {
	name, body string
	kind       byte
}

func archive(t *testing.T, entries ...entry) []byte {
	t.Helper()
	var buf bytes.Buffer
	zw := gzip.NewWriter(&buf)
	tw := tar.NewWriter(zw)
	for _, e := range entries {
		h := &tar.Header{Name: e.name, Mode: 0o644, Size: int64(len(e.body)), Typeflag: tar.TypeReg}
		if e.kind != 0 {
			h.Typeflag, h.Size, h.Linkname = e.kind, 0, "/etc/passwd"
		}
		if err := tw.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if h.Size > 0 {
			if _, err := tw.Write([]byte(e.body)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := errors.Join(tw.Close(), zw.Close()); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestFolderOfAnArchive(t *testing.T) {
	p := &publisher{etag: `"v1"`, body: archive(t,
		entry{name: "people-main/data/ca/legislature/a.yml", body: "id: ocd-person/1\n"},
		entry{name: "people-main/data/ny/legislature/b.yml", body: "id: ocd-person/2\n"},
		entry{name: "people-main/data/ca/legislature/link.yml", kind: tar.TypeSymlink},
		entry{name: "people-main/data/ca/../../../../evil.yml", body: "no"},
		entry{name: "/people-main/data/ca/evil.yml", body: "no"},
	)}
	client, reg := setup(t, p)
	reg.Files[0] = File{Name: "people.tar.gz", URL: reg.Files[0].URL, Folder: "data/ca"}
	for range 2 {
		got, err := client.Fetch(context.Background(), reg)
		if err != nil {
			t.Fatal(err)
		}
		var files []string
		filepath.WalkDir(got.Load[0], func(path string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				rel, _ := filepath.Rel(got.Load[0], path)
				files = append(files, filepath.ToSlash(rel))
			}
			return err
		})
		if want := "legislature/a.yml"; strings.Join(files, " ") != want {
			t.Errorf("unpacked %q, want %q", files, want)
		}
	}
	for name, body := range map[string][]byte{
		"not gzip": []byte("plain"), "cut": p.body[:len(p.body)/2], "no such folder": archive(t, entry{name: "x/data/ny/a.yml", body: "a"}),
	} {
		t.Run(name, func(t *testing.T) {
			p.body, p.etag = body, `"`+name+`"`
			if _, err := client.Fetch(context.Background(), reg); !errors.Is(err, ErrArchive) {
				t.Errorf("error = %v, want ErrArchive", err)
			}
			if _, err := os.Stat(filepath.Join(client.Dir, "sample", "sample", "legislature", "a.yml")); err != nil {
				t.Errorf("the files of before are gone: %v", err)
			}
		})
	}
}

func TestLookup(t *testing.T) {
	for _, r := range Known() {
		got, err := Lookup(r.Name)
		if err != nil || got.Name != r.Name || r.Title == "" || r.Licence == "" {
			t.Errorf("Lookup(%q) = %+v, %v", r.Name, got, err)
		}
		for _, f := range r.Files {
			if !strings.HasPrefix(f.URL, "https://") {
				t.Errorf("%s: %s is not https", r.Name, f.URL)
			}
		}
	}
	if r, err := Lookup("openstates-il"); err != nil || r.Files[0].Folder != "data/il" {
		t.Errorf("Lookup(openstates-il) = %+v, %v", r, err)
	}
	if _, err := Lookup("nothing"); !errors.Is(err, ErrUnknown) || !strings.Contains(err.Error(), "ofac-sdn") {
		t.Errorf("Lookup(nothing): %v", err)
	}
}
