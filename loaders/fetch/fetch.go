// Package fetch downloads registers from their publishers into a folder. Start with [Lookup] and [Client.Fetch]: what
// has not changed since is not downloaded again, what broke off is resumed, and a file appears under its name only when
// it is whole. It reads no register and follows no link inside one.
package fetch

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// The errors of this package, wrapped with the register and the address.
var (
	ErrUnknown  = errors.New("not a register that can be fetched")
	ErrTooLarge = errors.New("download is too large")
	ErrChecksum = errors.New("checksum does not match")
	ErrStatus   = errors.New("the publisher refused")
	ErrBroken   = errors.New("download broke off; fetch again to resume it")
	ErrBusy     = errors.New("another process is fetching it")
	ErrArchive  = errors.New("archive is not as expected")
)

// Client downloads into a folder, one subfolder for each register. It is safe for concurrent use by several goroutines
// for different registers; two fetches of one register at a time are refused where the system has locks.
type Client struct {
	Dir      string
	HTTP     *http.Client   // nil: a client with timeouts for connecting and for the first byte
	Progress func(Progress) // nil: none; called at most every 64 KiB and at the end of each file
	MaxBytes int64          // of one file; the register's own limit when 0
}

// Progress tells how far a file is. Total is -1 when the publisher does not say.
type Progress struct {
	Register, File string
	Done, Total    int64
}

// Status says what a fetch did with one file.
type Status string

// What a fetch did.
const (
	Downloaded Status = "downloaded" // whole
	Resumed    Status = "resumed"    // the rest of an earlier download
	Unchanged  Status = "unchanged"  // the publisher has nothing newer
)

// FileResult is one file of a register as it now lies on disk.
type FileResult struct {
	Path         string `json:"path"`
	URL          string `json:"url"`
	Status       Status `json:"status"`
	Bytes        int64  `json:"bytes"`
	SHA256       string `json:"sha256"`
	LastModified string `json:"lastModified,omitempty"` // as the publisher says it
}

// Result is what a fetch of a register gave. Load are the paths to give to `demarche load`.
type Result struct {
	Register string       `json:"register"`
	Load     []string     `json:"load"`
	Files    []FileResult `json:"files"`
}

// memory is what is remembered of a file, or of a part of one, beside it.
type memory struct {
	URL          string `json:"url"`
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"lastModified,omitempty"`
	SHA256       string `json:"sha256,omitempty"` // of the whole file; empty for a part
	Bytes        int64  `json:"bytes"`
}

// attempts is how often one call resumes a download that breaks off.
const attempts = 3

// Fetch brings the register's files up to date. On an error the files of before are still there, and whole.
func (c *Client) Fetch(ctx context.Context, r Register) (Result, error) {
	dir := filepath.Join(c.Dir, r.Name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return Result{}, fmt.Errorf("fetch: %s: %w", r.Name, err)
	}
	unlock, err := lock(filepath.Join(dir, ".lock"))
	if err != nil {
		return Result{}, fmt.Errorf("fetch: %s: %w", r.Name, err)
	}
	defer unlock()
	result := Result{Register: r.Name}
	for _, f := range r.Files {
		one, err := c.file(ctx, r, f, dir)
		if err != nil {
			return Result{}, fmt.Errorf("fetch: %s: %s: %w", r.Name, f.URL, err)
		}
		if f.Folder != "" {
			target := filepath.Join(dir, r.Name)
			if err := unpackOnce(ctx, one, f.Folder, target); err != nil {
				return Result{}, fmt.Errorf("fetch: %s: %s: %w", r.Name, f.URL, err)
			}
			result.Load = append(result.Load, target)
		} else if !f.Companion {
			result.Load = append(result.Load, one.Path)
		}
		result.Files = append(result.Files, one)
	}
	return result, nil
}

// file brings one file up to date.
func (c *Client) file(ctx context.Context, r Register, f File, dir string) (FileResult, error) {
	path := filepath.Join(dir, f.Name)
	d := download{
		client: c, register: r, file: f, path: path, part: filepath.Join(dir, "."+f.Name+".part"),
		limit: cmp.Or(c.MaxBytes, r.MaxBytes, DefaultMaxBytes),
	}
	var last error
	for range attempts {
		result, err := d.try(ctx)
		if err == nil || !errors.Is(err, ErrBroken) || ctx.Err() != nil {
			return result, err
		}
		last = err
	}
	return FileResult{}, last
}

// download is one file on its way.
type download struct {
	client     *Client
	register   Register
	file       File
	path, part string
	limit      int64
}

// try asks once, for what is missing.
func (d *download) try(ctx context.Context) (FileResult, error) {
	have, _ := recall(d.path)
	if have.URL != d.file.URL || have.SHA256 == "" || hashOf(d.path) != have.SHA256 {
		have = memory{}
	}
	begun, _ := recall(d.part)
	offset := size(d.part)
	if begun.URL != d.file.URL || begun.validator() == "" || offset <= 0 {
		begun, offset = memory{}, 0
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, d.file.URL, nil)
	if err != nil {
		return FileResult{}, err
	}
	req.Header.Set("User-Agent", "demarche")
	req.Header.Set("Accept-Encoding", "identity") // or ranges would count compressed bytes
	switch {
	case offset > 0:
		req.Header.Set("Range", "bytes="+strconv.FormatInt(offset, 10)+"-")
		req.Header.Set("If-Range", begun.validator())
	case have.ETag != "":
		req.Header.Set("If-None-Match", have.ETag)
	case have.LastModified != "":
		req.Header.Set("If-Modified-Since", have.LastModified)
	}
	resp, err := d.client.http().Do(req)
	if err != nil {
		return FileResult{}, err
	}
	defer func() { _ = resp.Body.Close() }() // only read
	return d.answer(ctx, resp, have, begun, offset)
}

// answer takes the publisher's answer.
func (d *download) answer(ctx context.Context, resp *http.Response, have, begun memory, offset int64) (FileResult, error) {
	result := FileResult{Path: d.path, URL: d.file.URL, Status: Downloaded}
	switch resp.StatusCode {
	case http.StatusNotModified:
		if have.SHA256 == "" {
			return result, fmt.Errorf("%w: it says that nothing has changed, but nothing is here", ErrStatus)
		}
		result.Status, result.Bytes, result.SHA256, result.LastModified = Unchanged, have.Bytes, have.SHA256, have.LastModified
		return result, d.checked(result.SHA256)
	case http.StatusPartialContent:
		if start, ok := rangeStart(resp.Header.Get("Content-Range")); !ok || start != offset || !begun.same(resp.Header) {
			d.forget()
			return result, fmt.Errorf("%w: it sent another part than the one asked for", ErrBroken)
		}
		result.Status = Resumed
	case http.StatusRequestedRangeNotSatisfiable:
		d.forget()
		return result, fmt.Errorf("%w: the rest of the file is not there any more", ErrBroken)
	case http.StatusOK:
		offset = 0
	default:
		return result, fmt.Errorf("%w: %s", ErrStatus, resp.Status)
	}
	now := memory{URL: d.file.URL, ETag: resp.Header.Get("ETag"), LastModified: resp.Header.Get("Last-Modified")}
	if err := d.receive(ctx, resp, now, offset); err != nil {
		return result, err
	}
	now.SHA256, now.Bytes = hashOf(d.part), size(d.part)
	if err := d.checked(now.SHA256); err != nil {
		d.forget()
		return result, err
	}
	if err := d.keep(now); err != nil {
		return result, err
	}
	result.Bytes, result.SHA256, result.LastModified = now.Bytes, now.SHA256, now.LastModified
	return result, nil
}

// receive writes the body behind the first offset bytes of the part.
func (d *download) receive(ctx context.Context, resp *http.Response, now memory, offset int64) error {
	total := int64(-1)
	if resp.ContentLength >= 0 {
		total = offset + resp.ContentLength
	}
	if total > d.limit {
		d.forget()
		return fmt.Errorf("%w: %d bytes, the limit is %d", ErrTooLarge, total, d.limit)
	}
	if err := remember(d.part, now); err != nil {
		return err
	}
	out, err := os.OpenFile(d.part, os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer func() { _ = out.Close() }() // the second one, but after an error
	if err := out.Truncate(offset); err != nil {
		return err
	}
	if _, err := out.Seek(offset, io.SeekStart); err != nil {
		return err
	}
	done, buf := offset, make([]byte, 64<<10)
	for {
		n, readErr := resp.Body.Read(buf)
		if done += int64(n); done > d.limit {
			d.forget()
			return fmt.Errorf("%w: over %d bytes", ErrTooLarge, d.limit)
		}
		if _, err := out.Write(buf[:n]); err != nil {
			return err
		}
		d.progress(done, total)
		switch {
		case errors.Is(readErr, io.EOF) && (total < 0 || done == total):
			return cmp.Or(out.Sync(), out.Close())
		case ctx.Err() != nil:
			return ctx.Err()
		case readErr != nil:
			return fmt.Errorf("%w: after %d bytes: %w", ErrBroken, done, readErr)
		}
	}
}

func (d *download) progress(done, total int64) {
	if d.client.Progress != nil {
		d.client.Progress(Progress{Register: d.register.Name, File: d.file.Name, Done: done, Total: total})
	}
}

// checked compares a hash with the one that the caller wants.
func (d *download) checked(sum string) error {
	if want := d.file.SHA256; want != "" && !strings.EqualFold(want, sum) {
		return fmt.Errorf("%w: sha256 is %s, want %s", ErrChecksum, sum, want)
	}
	return nil
}

// keep puts the finished part in its place.
func (d *download) keep(now memory) error {
	if err := os.Rename(d.part, d.path); err != nil {
		return err
	}
	_ = os.Remove(notePath(d.part)) // a note without its part is not read
	return remember(d.path, now)
}

// forget throws a part away; what stays of it is overwritten from its beginning.
func (d *download) forget() {
	_ = os.Remove(d.part)
	_ = os.Remove(notePath(d.part))
}

// validator is what tells one version of a file from another: a strong ETag, else the date of the last change.
func (m memory) validator() string {
	if m.ETag != "" && !strings.HasPrefix(m.ETag, "W/") {
		return m.ETag
	}
	return m.LastModified
}

// same tells whether an answer speaks of the version that m is a part of, as far as it says.
func (m memory) same(h http.Header) bool {
	etag, modified := h.Get("ETag"), h.Get("Last-Modified")
	return (etag == "" || m.ETag == "" || etag == m.ETag) && (modified == "" || m.LastModified == "" || modified == m.LastModified)
}

// rangeStart is the first byte of a Content-Range, "bytes 100-199/200".
func rangeStart(header string) (int64, bool) {
	text, ok := strings.CutPrefix(header, "bytes ")
	first, _, cut := strings.Cut(text, "-")
	n, err := strconv.ParseInt(first, 10, 64)
	return n, ok && cut && err == nil
}

func (c *Client) http() *http.Client {
	if c.HTTP != nil {
		return c.HTTP
	}
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.ResponseHeaderTimeout = time.Minute
	return &http.Client{Transport: t, CheckRedirect: redirect}
}

// redirect follows ten hops and never leaves https for http.
func redirect(req *http.Request, via []*http.Request) error {
	switch last := via[len(via)-1]; {
	case len(via) >= 10:
		return errors.New("more than ten redirects")
	case last.URL.Scheme == "https" && req.URL.Scheme != "https":
		return fmt.Errorf("redirect from https to %s", req.URL.Scheme)
	}
	return nil
}

// notePath is the hidden file beside a file that says where it came from; loaders/registers reads the date of
// the edition there.
func notePath(path string) string {
	return filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".fetch")
}

// remember writes what is known of a file beside it.
func remember(path string, m memory) error {
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	note := notePath(path)
	if err := os.WriteFile(note+".new", append(text, '\n'), 0o644); err != nil {
		return err
	}
	return os.Rename(note+".new", note)
}

// recall reads it again; the zero memory where there is none or it is damaged.
func recall(path string) (memory, error) {
	text, err := os.ReadFile(notePath(path))
	if err != nil {
		return memory{}, err
	}
	var m memory
	if err := json.Unmarshal(text, &m); err != nil {
		return memory{}, err
	}
	return m, nil
}

// hashOf is the SHA-256 of a file in hex, empty when it cannot be read.
func hashOf(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer func() { _ = f.Close() }() // only read
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}

func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil || info.Mode()&fs.ModeType != 0 {
		return 0
	}
	return info.Size()
}
