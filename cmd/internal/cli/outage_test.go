package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"demarche/graph/cayleystore/pgtest"
)

// TestServeOutlivesTheDatabase kills the database under a server: it answers from its version, says so once, and moves on
// when the database is back.
func TestServeOutlivesTheDatabase(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a PostgreSQL twice")
	}
	database := pgtest.Start(t)
	defer func() { _ = database.Stop() }()
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Chdir(t.TempDir())
	env := func(errs io.Writer) Env {
		return Env{In: strings.NewReader(""), Out: io.Discard, Err: errs, Getenv: func(string) string { return "" }, Now: time.Now, Version: "test"}
	}
	load := func(n int) {
		t.Helper()
		name := fmt.Sprintf("l%d.txt", n)
		text := fmt.Sprintf("May %d, 2021\n\nDear Secretary Example:\n\nWe urge you to publish report %d.\n\nSincerely,\n\nCarol Quill\n", n, n)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		var errs strings.Builder
		if code := Run(t.Context(), []string{"load", "--store", database.URL(), name}, env(&errs)); code != exitOK {
			t.Fatal(errs.String())
		}
	}
	load(1)
	ctx, stop := context.WithCancel(t.Context())
	said, write := io.Pipe()
	ended := make(chan int)
	go func() {
		ended <- Run(ctx, []string{"serve", "--store", database.URL(), "--listen", "127.0.0.1:0"}, env(write))
		_ = write.Close()
	}()
	// The lines are taken all the time: the server must never wait for its reader.
	lines := make(chan string, 1000)
	go func() {
		defer close(lines)
		for s := bufio.NewScanner(said); s.Scan(); {
			lines <- s.Text()
		}
	}()
	wait := func(words string) string {
		t.Helper()
		for line := range lines {
			if strings.Contains(line, words) {
				return line
			}
		}
		t.Fatalf("the server never says %q", words)
		return ""
	}
	_, base, _ := strings.Cut(wait(" at http://"), " at ")
	answers := func() {
		t.Helper()
		resp, err := http.Get(base + "graphql?query={dataset{version}}")
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != http.StatusOK || !strings.Contains(string(body), `"version"`) {
			t.Errorf("the server answers %s, %q, %v", resp.Status, body, err)
		}
		_ = resp.Body.Close()
	}
	answers()
	if err := database.Kill(); err != nil {
		t.Fatal(err)
	}
	wait("the database cannot be read")
	answers()
	if err := database.Restart(); err != nil {
		t.Fatal(err)
	}
	wait("the database can be read again")
	load(2)
	wait("moved to a newer version")
	answers()
	stop()
	if code := <-ended; code != exitOK {
		t.Errorf("serve ended with %d", code)
	}
}
