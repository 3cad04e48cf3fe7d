package cli

import (
	"os"
	"path/filepath"
	"strings"
	"time"
)

// loaded tells when the newest version came into the store's folder, as RFC 3339 writes it: laying out the snapshot is
// the last step of a load, so the newest file of it is that version's. It is "" for a store in memory or in a database,
// where nobody notes it.
func (a *app) loaded() string {
	if a.store == "mem:" || strings.Contains(a.store, "://") {
		return ""
	}
	files, err := filepath.Glob(filepath.Join(a.store, "snapshot", "*.snap"))
	if err != nil {
		return ""
	}
	var at time.Time
	for _, f := range files {
		if info, err := os.Stat(f); err == nil && info.ModTime().After(at) {
			at = info.ModTime()
		}
	}
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339)
}
