package ingest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"demarche/graph/judgements"
	"demarche/graph/match/identity"
	"demarche/loaders/merge"
	"demarche/schema"
	"demarche/schema/iri"

	"github.com/cayleygraph/quad"
)

// mentionKey is the id of a printed name in a document, under which judgements speak of it. It outlives every reload of
// the same content.
func mentionKey(document quad.IRI, name string) string {
	return judgements.MentionKey(strings.TrimPrefix(string(document), iri.Base+"document:"), name)
}

// judge lets the judgements have the last word on who the names of a record are.
func judge(set *judgements.Set, label quad.IRI, rec *schema.Record) {
	if set == nil || set.Len() == 0 {
		return
	}
	for i := range rec.Letters {
		l := &rec.Letters[i]
		for j := range l.Signatures {
			s := &l.Signatures[j]
			s.Decision, s.Person, s.Candidates = judged(set, mentionKey(label, s.Name), s.Decision, s.Person, s.Candidates)
			if s.Decision == schema.Accepted && s.Confidence == 0 {
				s.Confidence = 1
			}
		}
		for j := range l.Recipients {
			if r := &l.Recipients[j]; r.Name != "" {
				r.Decision, r.Person, _ = judged(set, mentionKey(label, r.Name), r.Decision, r.Person, nil)
			}
		}
		for j := range l.Targets {
			t := &l.Targets[j]
			if t.Kind == "person" {
				_, t.Person, _ = judged(set, mentionKey(label, t.Name), schema.None, t.Person, nil)
			}
		}
	}
}

// judged is what a decision becomes: a positive judgement makes it, a negative one on the person takes it back, negative
// ones on candidates leave the others.
func judged(set *judgements.Set, key string, d schema.Decision, person string, candidates []string) (schema.Decision, string, []string) {
	for _, id := range set.Group(key) {
		if !strings.HasPrefix(id, "mention:") {
			return schema.Accepted, set.Entity(key), nil
		}
	}
	if person != "" && set.Verdict(key, person) == judgements.Negative {
		d, person = schema.None, ""
	}
	var left []string
	for _, c := range candidates {
		if set.Verdict(key, c) != judgements.Negative {
			left = append(left, c)
		}
	}
	if d == schema.Ambiguous && len(left) == 0 {
		d = schema.None
	}
	return d, person, left
}

// samePairs is which persons are one: what shared ids and births show, less what was judged apart, and what was judged
// one. Groups maps every such id to one of its group.
func (p *Pipeline) samePairs(persons []schema.Person) (pairs [][2]string, groups map[string]string) {
	same, _ := identity.Find(persons)
	var found [][2]string
	for _, s := range same {
		found = append(found, [2]string{s.A, s.B})
	}
	set := p.opts.Judgements
	if set == nil {
		set = new(judgements.Set)
	}
	all := set.With(found, "registers")
	for _, j := range all.All() {
		if j.Verdict == judgements.Positive && !strings.HasPrefix(j.Left, "mention:") && !strings.HasPrefix(j.Right, "mention:") {
			pairs = append(pairs, [2]string{j.Left, j.Right})
		}
	}
	return pairs, all.Groups()
}

// judgementHash tells one set of judgements from another.
func (p *Pipeline) judgementHash() string {
	if p.opts.Judgements == nil || p.opts.Judgements.Len() == 0 {
		return ""
	}
	var b bytes.Buffer
	// A buffer takes everything.
	_ = p.opts.Judgements.Write(&b)
	sum := sha256.Sum256(b.Bytes())
	return hex.EncodeToString(sum[:])
}

// Rejudge brings the store in line with the judgements: which persons are one, and who the names in documents are.
// Documents are read again only when the judgements differ from those of the last load.
func (p *Pipeline) Rejudge(ctx context.Context) (Report, error) {
	report := Report{Registers: []RegisterReport{}, Warnings: []string{}}
	return p.apply(ctx, nil, noSource{}, &report)
}

// describe is what the letters of a record are recognised by.
func describe(label quad.IRI, rec schema.Record, text string) []merge.Description {
	var parts []merge.Description
	if len(rec.Letters) > 0 {
		runes := []rune(text)
		for i := range rec.Letters {
			parts = append(parts, merge.Describe(string(label), rec, i, runes))
		}
	}
	return parts
}
