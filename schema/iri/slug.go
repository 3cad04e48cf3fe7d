package iri

import (
	"strings"
	"unicode"

	"github.com/cayleygraph/quad"
	"golang.org/x/text/unicode/norm"

	"demarche/schema"
)

// slugRunes is the longest slug; a longer one is cut and ends in a hash of the whole.
const slugRunes = 80

// letters maps the Latin letters that Unicode does not decompose.
var letters = map[rune]string{
	'ə': "e", 'ı': "i", 'ß': "ss", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'æ': "ae", 'œ': "oe", 'ħ': "h",
}

// Slug is s as a stable identifier: lower case, accents dropped, runs of anything but letters and digits as one hyphen.
// Letters of other scripts stay. Apostrophes and full stops vanish without a hyphen ("U.S." is "us"). It is "x-" and a
// hash when nothing is left, and never empty.
func Slug(s string) string {
	var b strings.Builder
	n, gap := 0, false
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, "")) {
		r = unicode.ToLower(r)
		to, mapped := letters[r]
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' || r == 'ʼ' || r == '.':
			continue
		case !mapped && !unicode.IsLetter(r) && !unicode.IsDigit(r):
			gap = true
			continue
		case !mapped:
			to = string(r)
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
			n++
		}
		gap = false
		b.WriteString(to)
		n++
	}
	// Decomposed letters (Hangul, for one) are put together again.
	out := norm.NFC.String(b.String())
	if out == "" {
		return "x-" + Sum(s)[:8]
	}
	if n > slugRunes {
		runes := []rune(out)
		return strings.TrimRight(string(runes[:min(slugRunes-9, len(runes))]), "-") + "-" + Sum(out)[:8]
	}
	return out
}

// Post is the IRI of a post: us-senate-ca, us-house-ca-30, us-house-vt (at large), ca-upper-26, us-secretary-of-state.
// Two posts with one IRI are one. A post outside the chambers is told apart by country, state and name, and by its
// organization where the name does not speak of it ("Chairman").
func Post(p schema.Post) quad.IRI { return quad.IRI(Base + "post:" + postSlug(p)) }

func postSlug(p schema.Post) string {
	country := p.Country
	if country == "" && (p.Chamber == "sen" || p.Chamber == "rep") {
		country = "US"
	}
	switch p.Chamber {
	case "sen":
		return join(country, "senate", p.State)
	case "rep":
		return join(country, "house", p.State, p.District)
	case "upper", "lower":
		if p.State != "" {
			return join(p.State, p.Chamber, p.District)
		}
		return join(country, p.Chamber, p.Organization, p.District)
	}
	name := p.Name
	if p.Chamber == "" && !strings.Contains(Slug(name), "-of-") {
		return join(country, p.State, name, p.Organization, p.District)
	}
	return join(country, p.State, name, p.District)
}

// join slugs the parts that are not empty and joins them with hyphens.
func join(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, Slug(p))
		}
	}
	return Slug(strings.Join(out, "-"))
}
