package cli

import (
	"context"
	"os"
	"testing"
	"time"

	"demarche/cmd/internal/faults"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	if err := faults.Yield("demarche"); err != nil {
		panic(err)
	}
	testscript.Main(m, map[string]func(){
		"demarche": func() {
			env := Env{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Now: time.Now, Version: "test"}
			os.Exit(Run(context.Background(), os.Args[1:], env))
		},
	})
}

// TestScripts runs the command lines of testdata/script: each file is one story, with its input, its output and its
// errors.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", RequireExplicitExec: true, UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != ""})
}
