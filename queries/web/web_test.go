package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func get(t *testing.T, h http.Handler, target, encoding string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, target, nil)
	r.Header.Set("Accept-Encoding", encoding)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestPlayground(t *testing.T) {
	h := Playground("/playground/")
	res := get(t, h, "/playground/", "gzip")
	if !HasPlayground() {
		body, _ := io.ReadAll(res.Body)
		if !strings.Contains(string(body), "built without Node") {
			t.Errorf("GET /playground/ = %s, want the page that says what is missing", body)
		}
		return
	}
	if res.Header().Get("Content-Encoding") != "gzip" || !strings.Contains(res.Header().Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("GET /playground/: headers %v, want gzip and a strict policy", res.Header())
	}
	zip, err := gzip.NewReader(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	packed, err := io.ReadAll(zip)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(get(t, h, "/playground/", "").Body)
	if err != nil {
		t.Fatal(err)
	}
	if string(packed) != string(plain) || !strings.Contains(string(plain), "demarche playground") {
		t.Error("the page differs by encoding, or is not the playground")
	}
	if res := get(t, h, "/playground/../web.go", ""); res.Code != http.StatusNotFound {
		t.Errorf("GET outside the pages = %d, want 404", res.Code)
	}
	r := httptest.NewRequest(http.MethodPost, "/playground/", nil)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST /playground/ = %d, want 405", w.Code)
	}
}
