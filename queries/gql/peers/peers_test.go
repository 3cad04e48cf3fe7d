package main

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"demarche/queries/corpus"
)

var small = sync.OnceValues(func() (*corpus.Corpus, error) {
	s, err := build(context.Background(), 30_000)
	if err != nil {
		return nil, err
	}
	return corpus.New(s), nil
})

// TestSameAnswers holds that the servers answer every question with equal data.
func TestSameAnswers(t *testing.T) {
	c, err := small()
	if err != nil {
		t.Fatal(err)
	}
	all, err := servers(c)
	if err != nil {
		t.Fatal(err)
	}
	asked, err := questions(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range asked {
		if err := same(all, q); err != nil {
			t.Error(err)
		}
	}
}

// BenchmarkServers asks the handlers without a network between.
func BenchmarkServers(b *testing.B) {
	c, err := small()
	if err != nil {
		b.Fatal(err)
	}
	all, err := servers(c)
	if err != nil {
		b.Fatal(err)
	}
	asked, err := questions(c)
	if err != nil {
		b.Fatal(err)
	}
	for _, q := range asked {
		body, err := bodies(q)
		if err != nil {
			b.Fatal(err)
		}
		lines := bytes.SplitAfter(bytes.TrimSpace(body), []byte("\n"))
		for _, s := range all {
			b.Run(strings.ReplaceAll(q.name, " ", "-")+"/"+s.name, func(b *testing.B) {
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					answer(b, s, lines[i%len(lines)])
				}
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "queries/s")
			})
		}
	}
}

// answer asks a handler and throws the answer away.
func answer(b *testing.B, s server, body []byte) {
	b.Helper()
	r := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		b.Fatalf("%s: %d", s.name, w.Code)
	}
}
