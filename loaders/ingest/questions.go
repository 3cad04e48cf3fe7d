package ingest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"demarche/graph/judgements"
	"demarche/graph/match"
	"demarche/graph/match/identity"
	"demarche/schema"
	"demarche/schema/date"

	"github.com/cayleygraph/quad"
)

// Question is a name that nobody can tell alone: whom does it name, or are two persons of the registers one. Its JSON
// form is that of `demarche review --json`.
type Question struct {
	Key        string      `json:"key"`  // of the mention, or the id of the first person
	Kind       string      `json:"kind"` // mention, persons
	Name       string      `json:"name"`
	Title      string      `json:"title,omitempty"`
	Document   string      `json:"document,omitempty"`
	Source     string      `json:"source,omitempty"` // name of the document's file
	Letter     string      `json:"letter,omitempty"`
	Date       string      `json:"date,omitempty"`
	Quote      string      `json:"quote,omitempty"`
	Wanted     int         `json:"wanted"` // how many open mentions have the same name
	Candidates []Candidate `json:"candidates"`
}

// Candidate is one person that a question is about, with what speaks for it.
type Candidate struct {
	Person  string   `json:"person"`
	Name    string   `json:"name"`
	Office  string   `json:"office,omitempty"` // held on the date
	Locator string   `json:"locator,omitempty"`
	Score   float64  `json:"score"`
	Reasons []string `json:"reasons"`
}

// maxCandidates is how many candidates a question shows.
const maxCandidates = 8

// Questions lists what is open: signatures whose name fits several persons, or nearly fits one, and persons of two
// registers who may be one. The most wanted come first, then the oldest. What was judged unsure stays; what was judged
// otherwise is gone.
func (p *Pipeline) Questions(ctx context.Context) ([]Question, error) {
	st, err := p.readers(ctx)
	if err != nil {
		return nil, err
	}
	index := p.index(st)
	out := []Question{}
	if index == nil {
		return out, nil
	}
	for _, label := range st.documents {
		n, err := loadNote(ctx, p.store, label)
		if err != nil || n == nil {
			return nil, err
		}
		text, err := p.store.Text(ctx, n.Text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", label, err)
		}
		out = append(out, p.mentions(label, n, []rune(text), index)...)
	}
	out = append(out, p.doubles(st.allPersons())...)
	wanted := make(map[string]int)
	for _, q := range out {
		wanted[q.Name]++
	}
	for i := range out {
		out[i].Wanted = wanted[out[i].Name]
	}
	slices.SortStableFunc(out, func(a, b Question) int {
		return cmp.Or(-cmp.Compare(a.Wanted, b.Wanted), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Date, b.Date), cmp.Compare(a.Key, b.Key))
	})
	return out, nil
}

// mentions is the open signatures of one document.
func (p *Pipeline) mentions(label quad.IRI, n *note, text []rune, index *match.Index) []Question {
	var out []Question
	for i, l := range n.Record.Letters {
		day, _ := date.Parse(l.Date)
		for _, s := range l.Signatures {
			if s.Decision == schema.Accepted {
				continue
			}
			res := index.Match(match.Mention{Name: s.Name, Title: s.Title, Date: day, Chamber: s.Chamber, State: s.State, Party: s.Party, District: s.District})
			q := Question{
				Key: mentionKey(label, s.Name), Kind: "mention", Name: s.Name, Title: s.Title, Document: string(label),
				Date: cmp.Or(l.Date, n.Record.Published), Quote: around(text, s.Span),
			}
			if len(n.FileNames) > 0 {
				q.Source = n.FileNames[0]
			}
			if i < len(n.Written) {
				q.Letter = n.Written[i].Name
			}
			for _, c := range res.Candidates[:min(len(res.Candidates), maxCandidates)] {
				if p.opts.Judgements == nil || p.opts.Judgements.Verdict(q.Key, c.Person.ID) != judgements.Negative {
					q.Candidates = append(q.Candidates, candidate(c))
				}
			}
			if len(q.Candidates) > 0 {
				out = append(out, q)
			}
		}
	}
	return out
}

func candidate(c match.Candidate) Candidate {
	out := Candidate{Person: c.Person.ID, Name: c.Person.Name, Score: float64(int(c.Score*1000+0.5)) / 1000, Reasons: []string{}}
	if c.Tenure != nil {
		out.Office = fmt.Sprintf("%s, %s to %s", c.Tenure.Post.Name, cmp.Or(string(c.Tenure.During.Start), "?"), cmp.Or(string(c.Tenure.During.End), "?"))
		out.Locator = c.Tenure.Locator
	}
	for _, f := range c.Features {
		out.Reasons = append(out.Reasons, strings.TrimSpace(fmt.Sprintf("%s %.2f %s", f.Name, f.Score, f.Note)))
	}
	return out
}

// around is the text about a span, as much as helps a reader.
func around(text []rune, span schema.Span) string {
	const side = 80
	from, to := max(span[0]-side, 0), min(span[1]+side, len(text))
	return strings.Join(strings.Fields(string(text[min(from, to):to])), " ")
}

// doubles is the pairs of persons who may be one.
func (p *Pipeline) doubles(persons []schema.Person) []Question {
	byID := make(map[string]*schema.Person, len(persons))
	for i := range persons {
		byID[persons[i].ID] = &persons[i]
	}
	_, open := identity.Find(persons)
	var out []Question
	for _, pair := range open {
		if v := p.verdict(pair.A, pair.B); v == judgements.Positive || v == judgements.Negative {
			continue
		}
		q := Question{Key: pair.A, Kind: "persons", Name: byID[pair.A].Name}
		for _, id := range []string{pair.A, pair.B} {
			c := Candidate{Person: id, Name: byID[id].Name, Score: pair.Score, Reasons: []string{pair.Reason}}
			if t := byID[id].Tenures; len(t) > 0 {
				c.Office, c.Locator = t[len(t)-1].Post.Name, t[len(t)-1].Locator
			}
			q.Candidates = append(q.Candidates, c)
		}
		out = append(out, q)
	}
	return out
}

func (p *Pipeline) verdict(a, b string) judgements.Verdict {
	if p.opts.Judgements == nil {
		return judgements.None
	}
	return p.opts.Judgements.Verdict(a, b)
}
