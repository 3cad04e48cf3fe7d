package httpapi

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
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

// TestStormLeavesNothing holds that under more clients than it answers, some of whom hang up, the server refuses with 503
// and Retry-After, stops what nobody waits for, and is as it was afterwards, without a goroutine more.
func TestStormLeavesNothing(t *testing.T) {
	h := newServer(t, Options{Concurrent: 2, Wait: time.Millisecond})
	before := runtime.NumGoroutine()
	srv := httptest.NewServer(h)
	client := srv.Client()
	heavy := srv.URL + "/graphql?query=" + url.QueryEscape(`{people(first:20){nodes{letters(first:20){nodes{signatories(first:20){nodes{name}}}}}}}`)
	var answered, refused, gone atomic.Int64
	var wg sync.WaitGroup
	for g := range 32 {
		wg.Go(func() {
			for i := range 20 {
				ctx, cancel := context.WithCancel(t.Context())
				req, err := http.NewRequestWithContext(ctx, http.MethodGet, heavy, nil)
				if err != nil {
					t.Error(err)
				}
				if (g+i)%4 == 0 { // hangs up while the server works
					time.AfterFunc(time.Duration(i)*100*time.Microsecond, cancel)
				}
				resp, err := client.Do(req)
				switch {
				case err != nil:
					gone.Add(1)
				case resp.StatusCode == http.StatusServiceUnavailable && resp.Header.Get("Retry-After") != "":
					refused.Add(1)
				case resp.StatusCode == http.StatusOK:
					answered.Add(1)
				default:
					t.Errorf("status %d, Retry-After %q", resp.StatusCode, resp.Header.Get("Retry-After"))
				}
				if err == nil {
					_, _ = io.Copy(io.Discard, resp.Body)
					_ = resp.Body.Close()
				}
				cancel()
			}
		})
	}
	wg.Wait()
	resp, err := client.Get(heavy)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusOK || answered.Load() == 0 {
		t.Errorf("afterwards: status %d; %d answered, %d refused, %d hung up", resp.StatusCode, answered.Load(), refused.Load(), gone.Load())
	}
	client.CloseIdleConnections()
	srv.Close()
	for start := time.Now(); runtime.NumGoroutine() > before && time.Since(start) < 10*time.Second; {
		runtime.Gosched()
	}
	if now := runtime.NumGoroutine(); now > before {
		t.Errorf("%d goroutines, %d before", now, before)
	}
}

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
