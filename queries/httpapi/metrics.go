package httpapi

import (
	"bytes"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// buckets are the upper bounds of the histogram of durations, in seconds.
var buckets = []float64{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10}

// metrics counts requests. It is safe for concurrent use.
type metrics struct {
	mu     sync.Mutex
	routes map[string]*routeMetrics
	flying atomic.Int64
	costs  atomic.Uint64
}

type routeMetrics struct {
	byStatus map[int]uint64
	buckets  []uint64
	count    uint64
	sum      float64
}

func newMetrics() *metrics { return &metrics{routes: map[string]*routeMetrics{}} }

func (m *metrics) cost(n int) { m.costs.Add(uint64(n)) }

func (m *metrics) add(route string, status int, took time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := m.routes[route]
	if r == nil {
		r = &routeMetrics{byStatus: map[int]uint64{}, buckets: make([]uint64, len(buckets))}
		m.routes[route] = r
	}
	r.byStatus[status]++
	r.count++
	r.sum += took.Seconds()
	for i, b := range buckets {
		if took.Seconds() <= b {
			r.buckets[i]++
		}
	}
}

// statusWriter notes the status of an answer.
type statusWriter struct {
	http.ResponseWriter
	status int
}

// WriteHeader begins the answer.
func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Flush sends what is held back.
func (w *statusWriter) Flush() {
	if f, ok := w.ResponseWriter.(http.Flusher); ok {
		f.Flush()
	}
}

// counted counts the requests of a route.
func (s *Server) counted(route string, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := s.o.Now()
		sw := &statusWriter{ResponseWriter: w}
		s.metrics.flying.Add(1)
		defer func() {
			s.metrics.flying.Add(-1)
			if sw.status == 0 {
				sw.status = http.StatusOK
			}
			s.metrics.add(route, sw.status, s.o.Now().Sub(start))
		}()
		h.ServeHTTP(sw, r)
	})
}

// serveMetrics writes the metrics as Prometheus reads them (text format 0.0.4).
func (s *Server) serveMetrics(w http.ResponseWriter, _ *http.Request) {
	var b bytes.Buffer
	head := func(name, kind, help string) { fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind) }
	m := s.metrics
	m.mu.Lock()
	names := make([]string, 0, len(m.routes))
	for n := range m.routes {
		names = append(names, n)
	}
	slices.Sort(names)
	head("demarche_http_requests_total", "counter", "Requests answered, by route and status.")
	for _, n := range names {
		codes := make([]int, 0, len(m.routes[n].byStatus))
		for c := range m.routes[n].byStatus {
			codes = append(codes, c)
		}
		slices.Sort(codes)
		for _, c := range codes {
			fmt.Fprintf(&b, "demarche_http_requests_total{route=%q,status=\"%d\"} %d\n", n, c, m.routes[n].byStatus[c])
		}
	}
	head("demarche_http_request_duration_seconds", "histogram", "Time to answer, by route.")
	for _, n := range names {
		r := m.routes[n]
		for i, le := range buckets {
			fmt.Fprintf(&b, "demarche_http_request_duration_seconds_bucket{route=%q,le=\"%s\"} %d\n", n, strconv.FormatFloat(le, 'g', -1, 64), r.buckets[i])
		}
		fmt.Fprintf(&b, "demarche_http_request_duration_seconds_bucket{route=%q,le=\"+Inf\"} %d\n", n, r.count)
		fmt.Fprintf(&b, "demarche_http_request_duration_seconds_sum{route=%q} %g\n", n, r.sum)
		fmt.Fprintf(&b, "demarche_http_request_duration_seconds_count{route=%q} %d\n", n, r.count)
	}
	m.mu.Unlock()
	head("demarche_http_requests_in_flight", "gauge", "Requests being answered.")
	fmt.Fprintf(&b, "demarche_http_requests_in_flight %d\n", m.flying.Load())
	head("demarche_graphql_cost_total", "counter", "Cost of all GraphQL queries executed.")
	fmt.Fprintf(&b, "demarche_graphql_cost_total %d\n", m.costs.Load())
	head("demarche_data_version", "gauge", "The version of the graph that answers come from.")
	fmt.Fprintf(&b, "demarche_data_version %d\n", s.o.Source.Corpus().Version())
	head("go_goroutines", "gauge", "Goroutines.")
	fmt.Fprintf(&b, "go_goroutines %d\n", runtime.NumGoroutine())
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	head("go_memstats_heap_alloc_bytes", "gauge", "Bytes of live heap objects.")
	fmt.Fprintf(&b, "go_memstats_heap_alloc_bytes %d\n", mem.HeapAlloc)
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(b.Bytes()) // the client may be gone
}
