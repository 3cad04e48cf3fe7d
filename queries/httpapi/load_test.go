package httpapi

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync"
	"testing"
	"time"

	"demarche/graph/snapshot"
	"demarche/queries/corpus"
	"demarche/queries/gql"
	"demarche/queries/internal/querytest"
)

var bigServer = sync.OnceValues(func() (*httptest.Server, error) {
	s, err := snapshot.Build(context.Background(), 1, querytest.Big())
	if err != nil {
		return nil, err
	}
	src := gql.Fixed{C: corpus.New(s)}
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	e, err := gql.New(src, gql.Options{Log: quiet})
	if err != nil {
		return nil, err
	}
	return httptest.NewServer(New(Options{Engine: e, Source: src, Log: quiet})), nil
})

// BenchmarkHTTP asks over loopback from 16 connections; client and server share the machine.
func BenchmarkHTTP(b *testing.B) {
	srv, err := bigServer()
	if err != nil {
		b.Fatal(err)
	}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 32, DisableCompression: true}}
	for _, q := range []struct{ name, query string }{
		{"person", `{node(id:"bioguide:B000010"){...on Person{id name party state chamber bioguide letters(first:5){totalCount}}}}`},
		{"legislators50", `{legislators(first:50,orderBy:[{field:LETTERS_SIGNED,direction:DESC}]){totalCount edges{cursor node{id name party state letters(first:0){totalCount}}}}}`},
		{"twoRelations", `{people(where:{letters:{some:{signatories:{some:{bioguide:["B000123"]}}}}},first:20){totalCount nodes{name}}}`},
	} {
		b.Run(q.name, func(b *testing.B) {
			var mu sync.Mutex
			var took []time.Duration
			b.SetParallelism(8)
			b.RunParallel(func(pb *testing.PB) {
				var mine []time.Duration
				for pb.Next() {
					start := time.Now()
					resp, err := client.Get(srv.URL + "/graphql?query=" + url.QueryEscape(q.query))
					if err != nil {
						b.Error(err)
						return
					}
					_, _ = io.Copy(io.Discard, resp.Body)
					_ = resp.Body.Close()
					if resp.StatusCode != http.StatusOK {
						b.Errorf("status %d", resp.StatusCode)
						return
					}
					mine = append(mine, time.Since(start))
				}
				mu.Lock()
				took = append(took, mine...)
				mu.Unlock()
			})
			slices.Sort(took)
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "requests/s")
			if len(took) > 0 {
				b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
			}
		})
	}
}
