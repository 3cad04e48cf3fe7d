package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Scripts and Makefiles go by the exit code; a person by the one line on standard error.
func TestExitCodes(t *testing.T) {
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty.txt")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		args []string
		want int
	}{
		{"help", []string{"help"}, exitOK},
		{"version", []string{"version"}, exitOK},
		{"no command", nil, exitOK},
		{"unknown command", []string{"lode"}, exitUsage},
		{"unknown flag", []string{"stats", "--papyrus"}, exitUsage},
		{"missing argument", []string{"load"}, exitUsage},
		{"unknown format of documents", []string{"load", "--as", "papyrus", empty}, exitUsage},
		{"unknown format of vocabulary", []string{"vocab", "--format", "papyrus"}, exitUsage},
		{"missing file", []string{"load", filepath.Join(dir, "nothing.txt")}, exitFailed},
		{"empty file", []string{"extract", empty}, exitFailed},
		{"missing store", []string{"stats", "--store", filepath.Join(dir, "nowhere")}, exitFailed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out, errs bytes.Buffer
			getenv := func(name string) string {
				return map[string]string{"DEMARCHE_STORE": filepath.Join(dir, "store")}[name]
			}
			env := Env{In: strings.NewReader(""), Out: &out, Err: &errs, Getenv: getenv, Now: func() time.Time { return time.Time{} }, Version: "test"}
			if got := Run(context.Background(), tt.args, env); got != tt.want {
				t.Errorf("Run(%q) = %d, want %d; it said %s", tt.args, got, tt.want, errs.String())
			}
			if tt.want != exitOK && (strings.Count(errs.String(), "\n") != 1 || !strings.HasPrefix(errs.String(), "demarche: ") || out.Len() > 0) {
				t.Errorf("Run(%q) said %q and printed %q, want one line on standard error and nothing else", tt.args, errs.String(), out.String())
			}
		})
	}
}

// Every command's help has an example and a text of its own.
func TestHelp(t *testing.T) {
	a := &app{Env: Env{Getenv: func(string) string { return "" }}}
	for _, c := range a.root().Commands() {
		if c.Name() == "completion" || c.Name() == "help" {
			continue
		}
		if c.Short == "" || !strings.Contains(c.Example, "demarche "+c.Name()) {
			t.Errorf("%s: the help has no example that runs it", c.Name())
		}
	}
}
