package web

import (
	"compress/gzip"
	"embed"
	"errors"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

//go:embed all:static
var static embed.FS

// playgroundCSP lets the page run its own scripts and workers and ask its own server, and nothing else. Monaco, the
// editor, writes style elements, hence 'unsafe-inline' for styles.
const playgroundCSP = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; img-src 'self' data:; " +
	"style-src 'self' 'unsafe-inline'; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const pageCSP = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// HasPlayground tells whether the playground was built into this binary.
func HasPlayground() bool {
	_, err := fs.Stat(static, "static/playground/index.html.gz")
	return err == nil
}

// Playground serves GraphiQL below prefix, which ends in a slash ("/playground/"). In a binary that was built without
// Node every page says what is missing and how to ask without it.
func Playground(prefix string) http.Handler {
	return http.StripPrefix(prefix, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !HasPlayground() {
			page(w, r, "static/missing.html")
			return
		}
		name := path.Clean("/" + r.URL.Path)[1:]
		if name == "" {
			name = "index.html"
		}
		w.Header().Set("Content-Security-Policy", playgroundCSP)
		if strings.HasPrefix(name, "assets/") { // their names carry a hash of the content
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		} else {
			w.Header().Set("Cache-Control", "no-cache")
		}
		packed(w, r, "static/playground/"+name+".gz")
	}))
}

// page serves one embedded file as it is.
func page(w http.ResponseWriter, r *http.Request, name string) {
	if !readOnly(w, r) {
		return
	}
	w.Header().Set("Content-Security-Policy", pageCSP)
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	http.ServeFileFS(w, r, static, name)
}

// packed serves a file that is embedded in gzip form, unpacked for a client that does not take that.
func packed(w http.ResponseWriter, r *http.Request, name string) {
	if !readOnly(w, r) {
		return
	}
	f, err := static.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		http.NotFound(w, r)
		return
	}
	if err != nil {
		http.Error(w, "cannot read the page", http.StatusInternalServerError)
		return
	}
	defer func() { _ = f.Close() }() // only read
	h := w.Header()
	h.Set("Content-Type", contentType(strings.TrimSuffix(name, ".gz")))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Add("Vary", "Accept-Encoding")
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		copyBody(w, r, f)
		return
	}
	plain, err := gzip.NewReader(f)
	if err != nil {
		http.Error(w, "cannot read the page", http.StatusInternalServerError)
		return
	}
	copyBody(w, r, plain)
}

func copyBody(w http.ResponseWriter, r *http.Request, body io.Reader) {
	if r.Method == http.MethodHead {
		return
	}
	// An error here is the client's leaving; there is nobody to tell.
	_, _ = io.Copy(w, body)
}

func readOnly(w http.ResponseWriter, r *http.Request) bool {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return true
	}
	w.Header().Set("Allow", "GET, HEAD")
	http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
	return false
}

// contentType does not depend on the tables of the machine for the types that the pages use.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".html":
		return "text/html; charset=utf-8"
	case ".ttf":
		return "font/ttf"
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}
