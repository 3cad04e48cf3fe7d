package httpapi

import (
	"net/http"
	"os"
	"testing"
	"time"
)

// TestServeForAudit serves the sample at the address in DEMARCHE_AUDIT for as many seconds as DEMARCHE_AUDIT_SECONDS
// says, so that the audit of GraphQL over HTTP and the schema's drift check can run against it.
func TestServeForAudit(t *testing.T) {
	addr := os.Getenv("DEMARCHE_AUDIT")
	if addr == "" {
		t.Skip("DEMARCHE_AUDIT is not set")
	}
	d, err := time.ParseDuration(os.Getenv("DEMARCHE_AUDIT_FOR"))
	if err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{Addr: addr, Handler: newServer(t, Options{}), ReadHeaderTimeout: time.Second}
	time.AfterFunc(d, func() { _ = srv.Close() })
	if err := srv.ListenAndServe(); err != http.ErrServerClosed {
		t.Fatal(err)
	}
}
