package cli

import (
	"strings"
	"testing"
	"time"

	"demarche/loaders/ingest"
)

// A line is no longer than a terminal is wide, and no name of a file steers it.
func TestProgressLine(t *testing.T) {
	var out strings.Builder
	p := newProgress(Env{Err: &out, Now: func() time.Time { return time.Unix(0, 0) }})
	p.live = true
	p.show(ingest.Progress{Stage: "documents", Item: strings.Repeat("folder/", 40) + "a\x1b[2Jb.txt", Count: 1})
	line := strings.TrimPrefix(out.String(), "\r\033[K")
	if n := len([]rune(line)); n != lineWidth || !strings.HasSuffix(line, "folder/a?[2Jb.txt") || !strings.HasPrefix(line, "documents: 1  …") {
		t.Errorf("line of %d characters %q, want %d that end with the name", n, line, lineWidth)
	}
}

// TestProgress: on a terminal one line is written over, with the rate and the time left, and taken away at the end; into a
// pipe nothing is written.
func TestProgress(t *testing.T) {
	for _, tt := range []struct {
		name string
		live bool
		want string
	}{
		{"terminal", true, "\r\033[Kdocuments: 1  a.txt\r\033[Kdocuments: 400  200/s  50%  2s left  b.txt\r\033[Kquads: 7  \r\033[K"},
		{"pipe", false, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out strings.Builder
			now := time.Unix(0, 0)
			p := newProgress(Env{Err: &out, Now: func() time.Time { return now }})
			p.live = tt.live
			p.show(ingest.Progress{Stage: "documents", Item: "a.txt", Count: 1, Done: 1, Total: 100})
			now = now.Add(10 * time.Millisecond) // too soon to write again
			p.show(ingest.Progress{Stage: "documents", Item: "a2.txt", Count: 2, Done: 2, Total: 100})
			now = now.Add(1990 * time.Millisecond)
			p.show(ingest.Progress{Stage: "documents", Item: "b.txt", Count: 400, Done: 50, Total: 100})
			p.count("quads", 7)
			p.done()
			if out.String() != tt.want {
				t.Errorf("wrote %q, want %q", out.String(), tt.want)
			}
		})
	}
}
