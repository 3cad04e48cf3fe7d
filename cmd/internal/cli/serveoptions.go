package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"demarche/queries"
	"demarche/queries/api"
)

// limits reads settings by name; what is not set has its default.
func limits(settings map[string]string) (queries.Limits, error) {
	var l queries.Limits
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		if err := l.Set(name, settings[name]); err != nil {
			return l, err
		}
	}
	return l, nil
}

// persisted are the GraphQL documents that may be asked for by their SHA-256 alone: the saved queries, and the .graphql
// files of a folder, unless that is "".
func persisted(folder string) (map[string]string, error) {
	docs, err := api.Persisted()
	if err != nil || folder == "" {
		return docs, err
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.graphql"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: no .graphql file", folder)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(text)
		docs[hex.EncodeToString(sum[:])] = string(text)
	}
	return docs, nil
}
