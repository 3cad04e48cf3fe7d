// Package iri makes the identifiers of demarche's instances, `urn:demarche:KIND:ID`, and reads them back. Start with
// [Person] and its inverse [PersonID], [Post], and [Hash] for things that are identified by what they consist of. Every
// function returns a valid IRI for any input: what an IRI cannot hold is percent-encoded. The words of the vocabulary
// (classes, predicates) are in schema/vocab.
package iri

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// Base begins every instance IRI of demarche.
const Base = "urn:demarche:"

const (
	personBase   = Base + "person:"
	wikidataBase = "http://www.wikidata.org/entity/"
	ocdPrefix    = "ocd-person/"
	// hashDigits is the length of hashed identifiers: 64 bits, a chance under 1e-5 of one clash in ten million things.
	hashDigits = 16
)

// IdentityLabel is the label of the owl:sameAs quads between registers.
const IdentityLabel quad.IRI = Base + "register:identity"

// Person is the IRI of a person's register id: "bioguide:X" gives urn:demarche:person:bioguide:X, "ocd-person/UUID"
// gives urn:demarche:person:ocd:UUID. The empty id gives the empty IRI.
func Person(id string) quad.IRI {
	if id == "" {
		return ""
	}
	if uuid, ok := strings.CutPrefix(id, ocdPrefix); ok {
		return quad.IRI(personBase + "ocd:" + Escape(uuid))
	}
	return quad.IRI(personBase + Escape(id))
}

// PersonID is the inverse of [Person]; false when v is no person's IRI.
func PersonID(v quad.IRI) (string, bool) {
	rest, ok := strings.CutPrefix(string(v), personBase)
	if !ok || rest == "" {
		return "", false
	}
	if uuid, ok := strings.CutPrefix(rest, "ocd:"); ok {
		return ocdPrefix + Unescape(uuid), true
	}
	return Unescape(rest), true
}

// ProvisionalID is the person id "name:HASH16" of somebody known from a text only; parts are what identifies the mention.
func ProvisionalID(parts ...string) string { return "name:" + Sum(parts...) }

// IsProvisional tells whether v is the IRI of a person known from a text only.
func IsProvisional(v quad.IRI) bool { return strings.HasPrefix(string(v), personBase+"name:") }

// Hash is the IRI of a thing of the given kind ("letter", "demand", ...) that parts identify.
func Hash(kind string, parts ...string) quad.IRI { return quad.IRI(Base + kind + ":" + Sum(parts...)) }

// Sum is the first 16 hex digits of the SHA-256 over the parts, each preceded by its length in bytes and a colon, so
// that no two lists of parts run together.
func Sum(parts ...string) string {
	h := sha256.New()
	var n []byte
	for _, p := range parts {
		n = append(strconv.AppendInt(n[:0], int64(len(p)), 10), ':')
		h.Write(n)
		h.Write([]byte(p))
	}
	return hex.EncodeToString(h.Sum(nil))[:hashDigits]
}

// Document is the IRI, and the label, of the document whose content has the given SHA-256 in hex; 32 digits are kept.
func Document(sha256hex string) quad.IRI {
	return quad.IRI(Base + "document:" + Escape(strings.ToLower(sha256hex[:min(len(sha256hex), 32)])))
}

// Register is the IRI, and the label, of a register.
func Register(slug string) quad.IRI { return quad.IRI(Base + "register:" + Escape(slug)) }

// RegisterSlug is the inverse of [Register]; false when v is no register's IRI.
func RegisterSlug(v quad.IRI) (string, bool) {
	rest, ok := strings.CutPrefix(string(v), Base+"register:")
	return Unescape(rest), ok && rest != ""
}

// Organization is the IRI of the organization of that name; names with the same [Slug] are one organization.
func Organization(name string) quad.IRI { return quad.IRI(Base + "organization:" + Slug(name)) }

// OrganizationID is the IRI of an organization that a register knows by an id: "ofac:36" gives
// urn:demarche:organization:ofac:36, "ocd-organization/UUID" gives urn:demarche:organization:ocd:UUID.
func OrganizationID(id string) quad.IRI {
	if uuid, ok := strings.CutPrefix(id, "ocd-organization/"); ok {
		id = "ocd:" + uuid
	}
	return quad.IRI(Base + "organization:" + Escape(id))
}

// Country is the IRI of a country or contested territory by its code, "AZ" or "AZ-NK".
func Country(code string) quad.IRI {
	return quad.IRI(Base + "country:" + Escape(strings.ToUpper(code)))
}

// CountryCode is the inverse of [Country]; false when v is no country's IRI.
func CountryCode(v quad.IRI) (string, bool) {
	rest, ok := strings.CutPrefix(string(v), Base+"country:")
	return Unescape(rest), ok && rest != ""
}

// DemandType is the IRI of a demand type by its name in extraction records, which is its last part: "provide_aid".
func DemandType(name string) quad.IRI { return quad.IRI(Base + "demandtype:" + Escape(name)) }

// Legal is the IRI of a law, act or resolution by its canonical name.
func Legal(name string) quad.IRI { return quad.IRI(Base + "legal:" + Slug(name)) }

// Wikidata is the IRI of the Wikidata item "Q1234"; empty when id is no item's id.
func Wikidata(id string) quad.IRI {
	if len(id) < 2 || id[0] != 'Q' || strings.Trim(id[1:], "0123456789") != "" {
		return ""
	}
	return quad.IRI(wikidataBase + id)
}

// Valid tells what makes v no IRI that can be written in N-Quads: emptiness, no scheme, spaces, control characters, one
// of <>"{}|\^` or bytes that are no UTF-8. It returns nil for a valid one.
func Valid(v quad.IRI) error {
	s := string(v)
	switch i := strings.IndexByte(s, ':'); {
	case s == "":
		return fmt.Errorf("iri: empty")
	case i <= 0:
		return fmt.Errorf("iri: %q has no scheme", s)
	case !utf8.ValidString(s):
		return fmt.Errorf("iri: %q is not UTF-8", s)
	}
	for i, r := range s {
		if !allowed(r) {
			return fmt.Errorf("iri: %q has %q at byte %d", s, r, i)
		}
	}
	return nil
}

// allowed tells whether an IRI may hold r as it stands (N-Quads 1.1, production IRIREF; RFC 3987 for the C1 controls).
func allowed(r rune) bool {
	if r < utf8.RuneSelf {
		return r > ' ' && r < 0x7f && !forbidden[r]
	}
	return r > 0x9f && r != '\ufffd' && r != '\u2028' && r != '\u2029'
}

// forbidden are the printable ASCII characters that an IRI cannot hold.
var forbidden = [utf8.RuneSelf]bool{'<': true, '>': true, '"': true, '{': true, '}': true, '|': true, '\\': true, '^': true, '`': true}

// Escape percent-encodes every byte that an IRI cannot hold, and the percent sign, so that [Unescape] gives s back.
func Escape(s string) string {
	ok := true
	for i := 0; i < len(s) && ok; i++ {
		ok = s[i] < utf8.RuneSelf && s[i] != '%' && allowed(rune(s[i]))
	}
	if ok {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r != '%' && r != utf8.RuneError && allowed(r) {
			b.WriteString(s[i : i+n])
		} else {
			for _, c := range []byte(s[i : i+n]) {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		}
		i += n
	}
	return b.String()
}

// Unescape is the inverse of [Escape]; a percent sign without two hex digits stands for itself.
func Unescape(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if c, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				b = append(b, byte(c))
				i += 2
				continue
			}
		}
		b = append(b, s[i])
	}
	return string(b)
}
