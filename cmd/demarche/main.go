// Command demarche turns advocacy letters into a knowledge graph that can be trusted: who signed which letter, to whom,
// demanding what, each fact with the sentence that says so.
//
//	demarche load --sample            a corpus to try things on
//	demarche load letters/ registers/ letters, releases, reports and public registers
//	demarche query '{letters(first:3){edges{node{name date}}}}'
//	demarche serve                    GraphQL and a playground on http://127.0.0.1:8080
//
// `demarche help` lists all commands.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"demarche/cmd/internal/cli"
)

// version is set by the linker.
var version = "unknown"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	env := cli.Env{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Now: time.Now, Version: version}
	code := cli.Run(ctx, os.Args[1:], env)
	stop()
	os.Exit(code)
}
