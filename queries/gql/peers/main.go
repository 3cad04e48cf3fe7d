// Peers compares demarche's server with graph-gophers/graphql-go and 99designs/gqlgen over HTTP: the same questions, in
// the same part of the schema, over the same generated snapshot, in one process, asked by wrk. It is a module of its own,
// so that their code is no dependency of demarche. It writes the table of docs/graphql.md:
//
//	cd queries/gql/peers && go generate . && go run . -signatures 1000000
//
// wrk 4 must be on the path. The snapshot is kept in the file that -graph names and used again.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"

	"demarche/queries/corpus"
)

//go:generate go tool gqlgen generate

type options struct {
	time        time.Duration
	rounds      int
	connections int
}

func main() {
	signatures := flag.Int("signatures", 1_000_000, "how many signatures the generated graph has, about")
	file := flag.String("graph", "", "the file of the snapshot, made when it is missing; default in the temporary folder")
	var o options
	flag.DurationVar(&o.time, "time", 3*time.Second, "how long each server is asked each question in a round")
	flag.IntVar(&o.rounds, "rounds", 3, "rounds, of which the median counts")
	flag.IntVar(&o.connections, "connections", 16, "connections of wrk")
	flag.Parse()
	if *file == "" {
		*file = filepath.Join(os.TempDir(), fmt.Sprintf("demarche-peers-%d.snapshot", *signatures))
	}
	if err := compare(context.Background(), os.Stdout, *file, *signatures, o); err != nil {
		slog.Error(err.Error())
		os.Exit(1)
	}
}

// compare writes the table.
func compare(ctx context.Context, w io.Writer, file string, signatures int, o options) error {
	c, err := open(ctx, file, signatures)
	if err != nil {
		return err
	}
	asked, err := questions(c)
	if err != nil {
		return err
	}
	all, err := servers(c)
	if err != nil {
		return err
	}
	urls := make([]string, len(all))
	for i, s := range all {
		ln, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		srv := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
		defer func() { _ = srv.Close() }()
		go func() {
			if err := srv.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
				slog.Error(err.Error())
			}
		}()
		urls[i] = fmt.Sprintf("http://%s/graphql", ln.Addr())
	}
	fmt.Fprintf(w, "%d letters, %d signatures, %d people; %d connections, median of %d rounds of %v\n\n", len(c.List(corpus.KindLetter).IDs),
		len(c.List(corpus.KindSignature).IDs), len(c.List(corpus.KindPerson).IDs), o.connections, o.rounds, o.time)
	fmt.Fprintln(w, "| question | server | requests/s | p50 ms | p99 ms | demarche's rate to it |")
	fmt.Fprintln(w, "|---|---|---:|---:|---:|---:|")
	for _, q := range asked {
		if err := same(all, q); err != nil {
			return err
		}
		got, err := measure(ctx, urls, q, o)
		if err != nil {
			return err
		}
		for i, s := range all {
			f := got[i]
			fmt.Fprintf(w, "| %s | %s | %.0f | %.2f | %.2f | %.1f |\n", q.name, s.name, f.rate, ms(f.p50), ms(f.p99), got[0].rate/f.rate)
		}
	}
	return nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// measure asks every server in turn, round after round, and keeps the round of the median rate for each.
func measure(ctx context.Context, urls []string, q question, o options) ([]figures, error) {
	body, err := bodies(q)
	if err != nil {
		return nil, err
	}
	rounds := make([][]figures, len(urls))
	for range o.rounds {
		for i, url := range urls {
			f, err := wrk(ctx, url, body, o.time, o.connections)
			if err != nil {
				return nil, err
			}
			rounds[i] = append(rounds[i], f)
		}
	}
	out := make([]figures, len(urls))
	for i, r := range rounds {
		slices.SortFunc(r, func(a, b figures) int { return int(a.rate - b.rate) })
		out[i] = r[len(r)/2]
	}
	return out, nil
}
