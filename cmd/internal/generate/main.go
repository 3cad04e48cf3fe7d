// Generate writes a letters-shaped graph of graph/generate as N-Quads to standard output, for measurements:
//
//	go run ./cmd/internal/generate -quads 5000000 >letters.nq
//
// Equal flags write equal bytes.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"

	"demarche/graph/generate"
	"demarche/graph/quadio"
)

func main() {
	quads := flag.Int("quads", 1_000_000, "how many quads, at least; the last document is whole")
	seed := flag.Uint64("seed", 1, "another seed makes another graph")
	flag.Parse()
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	if err := write(out, generate.Options{Seed: *seed, Quads: *quads}); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1) //nolint:forbidigo // a program of its own, for measurements
	}
}

// write writes the quads in the order in which they are made: document by document.
func write(out *bufio.Writer, opts generate.Options) error {
	var line []byte
	for q, err := range generate.Quads(opts) {
		if err != nil {
			return err
		}
		if line, err = quadio.AppendNQuad(line[:0], q); err != nil {
			return err
		}
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
	return out.Flush()
}
