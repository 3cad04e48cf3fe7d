package httpapi

import (
	"compress/gzip"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"demarche/queries"
)

// wrap puts around all routes what every answer gets: a request id, safe headers, CORS, compression, and an error that
// hides what a panic says.
func (s *Server) wrap(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := requestID(r)
		head := w.Header()
		head.Set("X-Request-Id", id)
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Referrer-Policy", "no-referrer")
		head.Set("X-Frame-Options", "DENY")
		head.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		head.Set("Cross-Origin-Opener-Policy", "same-origin")
		z := &zipper{ResponseWriter: w, accepts: acceptsGzip(r)}
		defer s.finish(z, r, id)
		if !s.hostAllowed(r.Host) {
			fail(z, queries.Errorf(queries.BadRequest, "this server does not answer under the name %q", clip(r.Host)))
			return
		}
		if s.cors(z, r) {
			return
		}
		h.ServeHTTP(z, r)
	})
}

// finish sends what the answer holds back. A panic becomes an error that hides what it says; an answer that is begun
// is broken off, so that it does not look whole.
func (s *Server) finish(z *zipper, r *http.Request, id string) {
	p := recover()
	if p == nil {
		z.close()
		return
	}
	cause, _ := p.(error)
	aborted := errors.Is(cause, http.ErrAbortHandler)
	if !aborted {
		s.o.Log.LogAttrs(r.Context(), slog.LevelError, "panic", slog.String("id", id), slog.String("error", fmt.Sprint(p)), slog.String("stack", string(debug.Stack())))
	}
	if z.begun || aborted {
		panic(http.ErrAbortHandler)
	}
	z.head, z.status = nil, 0
	z.Header().Del("Content-Encoding")
	z.Header().Del("Content-Disposition")
	fail(z, queries.Errorf(queries.Internal, "internal error, request %s", id))
	z.close()
}

func clip(s string) string {
	if len(s) > 60 {
		return s[:60] + "…"
	}
	return s
}

// requestID takes the client's id when it is sane, else makes one.
func requestID(r *http.Request) string {
	id := r.Header.Get("X-Request-Id")
	sane := id != "" && len(id) <= 64
	for _, c := range id {
		sane = sane && (c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_' || c == '.')
	}
	if sane {
		return id
	}
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

func (s *Server) hostAllowed(host string) bool {
	if len(s.o.Hosts) == 0 {
		return true
	}
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	return slices.ContainsFunc(s.o.Hosts, func(h string) bool { return strings.EqualFold(h, strings.Trim(host, "[]")) })
}

// cors answers preflights and marks answers for the origins that may ask. It reports whether the request is answered.
func (s *Server) cors(w http.ResponseWriter, r *http.Request) bool {
	if len(s.o.Origins) == 0 {
		return false
	}
	h := w.Header()
	h.Add("Vary", "Origin")
	origin := r.Header.Get("Origin")
	any := slices.Contains(s.o.Origins, "*")
	if origin == "" || !any && !slices.Contains(s.o.Origins, origin) {
		return false
	}
	if any {
		origin = "*"
	}
	h.Set("Access-Control-Allow-Origin", origin)
	h.Set("Access-Control-Expose-Headers", "ETag, X-Request-Id, Retry-After, Content-Disposition")
	if r.Method != http.MethodOptions || r.Header.Get("Access-Control-Request-Method") == "" {
		return false
	}
	h.Set("Access-Control-Allow-Methods", "GET, HEAD, POST")
	h.Set("Access-Control-Allow-Headers", "Content-Type, Accept, If-None-Match, X-Request-Id")
	h.Set("Access-Control-Max-Age", "86400")
	w.WriteHeader(http.StatusNoContent)
	return true
}

// bounded answers so many requests at a time and refuses the rest after a short wait.
func (s *Server) bounded(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case s.slots <- struct{}{}:
		default:
			t := time.NewTimer(s.o.Wait)
			defer t.Stop()
			select {
			case s.slots <- struct{}{}:
			case <-t.C:
				fail(w, queries.Errorf(queries.Overloaded, "the server answers %d requests already; try again soon", s.o.Concurrent))
				return
			case <-r.Context().Done():
				return
			}
		}
		defer func() { <-s.slots }()
		h.ServeHTTP(w, r)
	})
}

func acceptsGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		if name == "gzip" && strings.ReplaceAll(params, " ", "") != "q=0" {
			return true
		}
	}
	return false
}

// minZip is the smallest body that compressing helps.
const minZip = 1024

var gzips = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(io.Discard, gzip.BestSpeed)
	return z
}}

// zipper compresses bodies of text from minZip bytes on, when the client takes that and nobody did it already.
type zipper struct {
	http.ResponseWriter
	accepts bool
	status  int
	head    []byte // held back until it is clear whether compressing helps
	begun   bool
	gz      *gzip.Writer
}

// WriteHeader notes the status; it is sent with the first part of the body.
func (z *zipper) WriteHeader(status int) {
	if z.status == 0 {
		z.status = status
	}
}

// Write writes a part of the body.
func (z *zipper) Write(b []byte) (int, error) {
	if z.begun {
		return z.send(b)
	}
	if len(z.head)+len(b) < minZip {
		z.head = append(z.head, b...)
		return len(b), nil
	}
	z.begin(true)
	if len(z.head) > 0 {
		if _, err := z.send(z.head); err != nil {
			return 0, err
		}
	}
	return z.send(b)
}

func (z *zipper) send(b []byte) (int, error) {
	if z.gz != nil {
		return z.gz.Write(b)
	}
	return z.ResponseWriter.Write(b)
}

func (z *zipper) begin(large bool) {
	z.begun = true
	if z.status == 0 {
		z.status = http.StatusOK
	}
	h := z.Header()
	zippable := h.Get("Content-Encoding") == "" && isText(h.Get("Content-Type"))
	if zippable || z.status == http.StatusNotModified { // 304 varies as the answer that it stands for
		h.Add("Vary", "Accept-Encoding")
	}
	if z.accepts && large && zippable && z.status != http.StatusNoContent && z.status != http.StatusNotModified {
		h.Set("Content-Encoding", "gzip")
		h.Del("Content-Length")
		z.gz = gzips.Get().(*gzip.Writer)
		z.gz.Reset(z.ResponseWriter)
	}
	z.ResponseWriter.WriteHeader(z.status)
}

// Flush sends what is held back.
func (z *zipper) Flush() {
	if !z.begun {
		z.begin(true)
		if len(z.head) > 0 {
			_, _ = z.send(z.head) // the client may be gone
		}
	}
	if z.gz != nil {
		_ = z.gz.Flush() // the client may be gone
	}
	if f, ok := z.ResponseWriter.(http.Flusher); ok {
		f.Flush()
	}
}

func (z *zipper) close() {
	if !z.begun {
		z.begin(false)
		if len(z.head) > 0 {
			_, _ = z.send(z.head) // the client may be gone
		}
	}
	if z.gz != nil {
		_ = z.gz.Close() // the client may be gone
		gzips.Put(z.gz)
		z.gz = nil
	}
}

func isText(contentType string) bool {
	t, _, _ := strings.Cut(contentType, ";")
	return strings.HasPrefix(t, "text/") || strings.HasSuffix(t, "json") || strings.HasSuffix(t, "xml") || strings.HasSuffix(t, "javascript")
}
