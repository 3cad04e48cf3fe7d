package merge

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"

	"demarche/schema"
	"demarche/schema/iri"
)

// Description is what a letter is recognised by in other documents. It is kept as JSON with the document's note, so its
// fields have short names.
type Description struct {
	Document   string   `json:"-"` // label of the document
	Letter     int      `json:"-"` // which letter of it
	Mode       string   `json:"m,omitempty"`
	Date       string   `json:"d,omitempty"` // ISO, may be partial; empty when unknown
	Basis      string   `json:"b,omitempty"`
	Published  string   `json:"p,omitempty"` // of the document
	Signers    []string `json:"s,omitempty"` // person ids, or "name:" and the slug of an unresolved name; sorted
	Claimed    int      `json:"n,omitempty"` // claimed signatures, 0 when not claimed
	Recipients []string `json:"r,omitempty"` // words that a recipient is known by: person id, surname, office; sorted
	Countries  []string `json:"c,omitempty"`
	Shingles   []uint32 `json:"t,omitempty"` // sampled hashes of runs of words of the letter's text; sorted
	Lead       string   `json:"l,omitempty"` // first signer as printed, else the sending body
	To         []string `json:"a,omitempty"` // recipients as printed, in order
}

const (
	// shingleWords is the length of the runs of words that are hashed: long enough that two texts hardly share one by
	// chance, short enough to survive the cuts of an excerpt (Broder 1997 uses 10; releases quote shorter clauses).
	shingleWords = 8
	// sampling keeps the hashes that this divides (Broder's mod-m sketch), so that two texts keep the same ones.
	sampling = 4
	// maxShingles bounds the sketch of one letter; the smallest hashes are kept, in every text the same ones.
	maxShingles = 256
)

// Describe reads the description of the i-th letter of a record. Text is the document's normalized text.
func Describe(document string, rec schema.Record, i int, text []rune) Description {
	l := rec.Letters[i]
	d := Description{Document: document, Letter: i, Mode: string(l.Mode), Published: rec.Published, Countries: slices.Clone(l.Countries)}
	if l.Date != "" {
		d.Date, d.Basis = l.Date, string(l.DateBasis)
	}
	switch {
	case len(l.Signatures) > 0:
		d.Lead = l.Signatures[0].Name
	case len(l.Senders) > 0:
		d.Lead = l.Senders[0].Name
	}
	for _, s := range l.Signatures {
		if s.Decision == schema.Accepted {
			d.Signers = append(d.Signers, s.Person)
		} else {
			d.Signers = append(d.Signers, "name:"+iri.Slug(s.Name))
		}
	}
	if l.ClaimedSignatures != nil {
		d.Claimed = *l.ClaimedSignatures
	}
	for _, r := range l.Recipients {
		if r.Kind == "to" {
			d.Recipients = append(d.Recipients, recipientWords(r)...)
			d.To = append(d.To, cmp.Or(r.Name, r.Office, r.Organization))
		}
	}
	if l.BodySpan != nil {
		text = text[min(max(l.BodySpan[0], 0), len(text)):min(max(l.BodySpan[1], 0), len(text))]
	}
	d.Shingles = sketch(string(text))
	for _, list := range []*[]string{&d.Signers, &d.Recipients, &d.Countries} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return d
}

// recipientWords is what a recipient is known by: the surname, and the words of the office that tell offices apart.
func recipientWords(r schema.Recipient) []string {
	var words []string
	if parts := strings.Split(iri.Slug(r.Name), "-"); r.Name != "" {
		last := parts[len(parts)-1]
		if len(parts) > 1 && (last == "jr" || last == "sr" || last == "ii" || last == "iii" || last == "iv") {
			last = parts[len(parts)-2]
		}
		words = append(words, "name:"+last)
	}
	if office := iri.Slug(r.Office); r.Office != "" {
		words = append(words, "office:"+strings.TrimPrefix(office, "us-"))
	}
	if r.Name == "" && r.Office == "" && r.Organization != "" {
		words = append(words, "organization:"+iri.Slug(r.Organization))
	}
	return words
}

// sketch is the sorted mod-m sketch of the runs of words of a text (Broder, On the resemblance and containment of
// documents, 1997, doi:10.1109/SEQUEN.1997.666900).
func sketch(text string) []uint32 {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var out []uint32
	for i := 0; i+shingleWords <= len(words); i++ {
		h := fnv.New64a()
		for _, w := range words[i : i+shingleWords] {
			h.Write([]byte(w))
			h.Write([]byte{' '})
		}
		if sum := h.Sum64(); sum%sampling == 0 {
			out = append(out, uint32(sum>>32))
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out[:min(len(out), maxShingles)]
}

// better orders the letters of a cluster: the first is the one that the others are read beside.
func better(a, b Description) int {
	return cmp.Or(
		cmp.Compare(modeRank(a.Mode), modeRank(b.Mode)),
		cmp.Compare(basisRank(a.Basis), basisRank(b.Basis)),
		-cmp.Compare(len(a.Signers), len(b.Signers)),
		cmp.Compare(a.Document, b.Document),
		cmp.Compare(a.Letter, b.Letter),
	)
}

func modeRank(m string) int {
	switch schema.DocumentMode(m) {
	case schema.ModeFull:
		return 0
	case schema.ModeExcerpt:
		return 1
	}
	return 2
}

func basisRank(b string) int {
	switch schema.DateBasis(b) {
	case schema.DatePrinted:
		return 0
	case schema.DateReported:
		return 1
	case schema.DateRelease:
		return 2
	case schema.DateInferred:
		return 3
	}
	return 4
}
