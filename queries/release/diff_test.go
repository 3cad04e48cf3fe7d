package release

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche/graph/judgements"
	"demarche/queries/internal/querytest"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
)

// edited is the sample after an edit of every quad; nil drops it.
func edited(f func(q quad.Quad) (quad.Quad, bool)) []quad.Quad {
	var out []quad.Quad
	for _, q := range sample() {
		if q, ok := f(q); ok {
			out = append(out, q)
		}
	}
	return out
}

// from replaces a node everywhere.
func replaced(from, to quad.IRI) []quad.Quad {
	return edited(func(q quad.Quad) (quad.Quad, bool) {
		if q.Subject == from {
			q.Subject = to
		}
		if q.Object == from {
			q.Object = to
		}
		return q, true
	})
}

func summary(d *Difference) []string {
	out := []string{}
	for _, c := range d.Changes {
		cells := []string{}
		for _, x := range c.Cells {
			cells = append(cells, x.Column+" "+x.Old+" > "+x.New)
		}
		s := strings.Join([]string{c.Table, c.Change, c.Name}, " ")
		out = append(out, strings.Join(append([]string{s}, append(cells, c.Reasons...)...), "; "))
	}
	return out
}

func TestDiff(t *testing.T) {
	decided := &judgements.Set{}
	autumn := document("autumn.txt")
	if err := decided.Decide(judgements.Judgement{
		Left:  judgements.MentionKey(strings.TrimPrefix(autumn, "urn:demarche:document:"), "Cem Celik"),
		Right: "own:other-cem", Verdict: judgements.Positive, Who: "ed", When: "2026-01-01",
	}); err != nil {
		t.Fatal(err)
	}
	other := func(g *querytest.Graph) {
		g.Register("more", "More people", "CC0-1.0")
		g.Person("own:other-cem", "Cem", "Celik")
	}
	moved := func(f func(q quad.Quad) (quad.Quad, bool)) []quad.Quad {
		g := &querytest.Graph{Quads: edited(f)}
		other(g)
		return g.Quads
	}
	// The autumn letter's third signature is another person's.
	reread := func(q quad.Quad) (quad.Quad, bool) {
		if q.Label == quad.IRI(autumn) {
			for _, at := range []*quad.Value{&q.Subject, &q.Object} {
				if *at == quad.IRI("urn:demarche:person:ocd:3") {
					*at = quad.IRI("urn:demarche:person:own:other-cem")
				}
			}
		}
		return q, true
	}
	for _, x := range []struct {
		name     string
		old, new []quad.Quad
		oldO     Options
		newO     Options
		want     []string
	}{
		{name: "nothing", old: sample(), new: sample(), want: []string{}},
		{name: "a letter added", old: sample(), new: sample(func(g *querytest.Graph) {
			g.Document("new.txt", "letter", "2021")
			l := g.Letter("A new letter", "2021-05-05")
			g.Sign("urn:demarche:person:bioguide:A000001", l, 1, "A. Ahn")
		}), want: []string{"letter added A new letter; document added: new.txt", "signature added A. Ahn; document added: new.txt"}},
		{
			name: "a document removed", old: sample(), new: edited(func(q quad.Quad) (quad.Quad, bool) { return q, q.Label != quad.IRI(document("spring.txt")) }),
			want: []string{
				"letter removed Letter on aid; document removed: spring.txt", "signature removed Ann Ahn; document removed: spring.txt",
				"signature removed Bob Bell; document removed: spring.txt", "recipient removed Eve Ode; document removed: spring.txt",
				"demand removed We ask you to send aid.; document removed: spring.txt",
			},
		},
		{
			name: "a demand read differently", old: sample(), new: edited(func(q quad.Quad) (quad.Quad, bool) {
				if q.Predicate == vocab.Force && q.Subject == demandOf("Send aid at once.") {
					q.Object = quad.String("must")
				}
				return q, true
			}), oldO: Options{Creator: "demarche 1"}, newO: Options{Creator: "demarche 2"},
			want: []string{"demand changed Send aid at once.; force urge > must; read by another version of the program: demarche 2, before demarche 1"},
		},
		{
			name: "re-identified by a judgement", old: sample(other), new: moved(reread), newO: Options{Judgements: decided},
			want: []string{"signature re-identified Cem Celik; person person:ocd:3 > person:own:other-cem; " +
				"judgement: mention:" + strings.TrimPrefix(autumn, "urn:demarche:document:") + "#cem-celik positive own:other-cem (ed)"},
		},
		{
			name: "re-identified by a register", old: sample(), new: moved(reread),
			want: []string{"signature re-identified Cem Celik; person person:ocd:3 > person:own:other-cem; register added: More people"},
		},
		{name: "a letter renamed", old: sample(), new: replaced(letterOf("Letter on aid"), "urn:demarche:letter:ffff"), want: []string{
			"letter changed Letter on aid; id " + strings.TrimPrefix(string(letterOf("Letter on aid")), "urn:demarche:") + " > letter:ffff; read differently",
		}},
	} {
		t.Run(x.name, func(t *testing.T) {
			d, err := Diff(write(t, x.old, x.oldO), write(t, x.new, x.newO))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(x.want, summary(d)); diff != "" {
				t.Errorf("Diff (-want +got):\n%s", diff)
			}
		})
	}
}

// The next three find what the sample calls by name.
func find(p quad.IRI, v string) quad.IRI {
	for _, q := range querytest.Sample() {
		if q.Predicate == p && q.Object == quad.String(v) {
			return q.Subject.(quad.IRI)
		}
	}
	return ""
}

func document(file string) string   { return string(find(vocab.FileName, file)) }
func demandOf(text string) quad.IRI { return find(vocab.Text, text) }
func letterOf(t string) quad.IRI    { return find(vocab.Title, t) }

func TestDiffRefuses(t *testing.T) {
	good := write(t, sample(), Options{})
	if _, err := Diff(t.TempDir(), good); !errors.Is(err, ErrFolder) {
		t.Errorf("an empty folder: %v, want ErrFolder", err)
	}
	bad := write(t, sample(), Options{})
	if err := os.WriteFile(filepath.Join(bad, "letter.csv"), []byte("id,name\na,1\na,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Diff(good, bad); err == nil || !strings.Contains(err.Error(), "letter.csv: line 3: a stands twice") {
		t.Errorf("a key twice: %v", err)
	}
}

func FuzzReadTable(f *testing.F) {
	f.Add("id,name\na,1\n")
	f.Add("id\n\"a\nb\"\n")
	f.Add("")
	f.Fuzz(func(t *testing.T, s string) {
		columns, rows, err := readTable(strings.NewReader(s), []string{"id"})
		if err != nil {
			return
		}
		for id, row := range rows {
			if row["id"] != id || len(row) > len(columns) {
				t.Errorf("readTable(%q): row %q = %v", s, id, row)
			}
		}
	})
}
