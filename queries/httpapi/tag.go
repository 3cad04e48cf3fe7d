package httpapi

import (
	"crypto/sha256"
	"encoding/base64"
	"strconv"
)

// Tag is the entity tag of an answer that depends on the data version and some strings alone.
func Tag(version uint64, parts ...string) string {
	h := sha256.New()
	for _, part := range parts {
		h.Write([]byte(strconv.Itoa(len(part))))
		h.Write([]byte{0})
		h.Write([]byte(part))
	}
	return `W/"` + versionMark(version) + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:15]) + `"`
}

// Matches tells whether an If-None-Match header names the tag.
func Matches(header, tag string) bool { return matches(header, tag) }
