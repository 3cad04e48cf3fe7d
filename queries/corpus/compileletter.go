package corpus

import (
	"strings"

	"demarche/graph"
	"demarche/schema/date"
)

func (k *compiler) letter(f *LetterFilter) (Test, error) {
	if f == nil {
		return nil, nil
	}
	if err := k.enter(); err != nil {
		return nil, err
	}
	defer func() { k.depth-- }()
	var t tests
	c := k.c
	k.ids(&t, f.IDs)
	k.letterFacts(&t, f)
	if f.Countries != nil {
		t.add(func(id graph.ID) bool {
			for n := range c.r.Out(id, c.T.Concerns).Distinct() {
				if containsFold(f.Countries, c.CountryCode(n)) {
					return true
				}
			}
			return false
		})
	}
	if f.DemandTypes != nil {
		t.add(func(id graph.ID) bool {
			for n := range c.r.Out(id, c.T.Makes).Distinct() {
				if containsFold(f.DemandTypes, c.DemandTypeOf(n)) {
					return true
				}
			}
			return false
		})
	}
	k.text(&t, f.Title, c.T.Title, c.T.Label)
	if f.Text != nil {
		words := wordsTest(*f.Text)
		t.add(func(id graph.ID) bool { return words(c.letterText(id)) })
	}
	if err := k.letterRelations(&t, f); err != nil {
		return nil, err
	}
	err := combine(&t, f.And, f.Or, f.Not, k.letter)
	return t.all(), err
}

// letterText is the folded text in which the words of LetterFilter.Text are looked for.
func (c *Corpus) letterText(letter graph.ID) string {
	parts := append(c.Texts(letter, c.T.Title), c.Texts(letter, c.T.Label)...)
	for d := range c.r.Out(letter, c.T.Makes).Distinct() {
		parts = append(parts, c.Text(d, c.T.Text))
	}
	return Fold(strings.Join(parts, " "))
}

func (k *compiler) letterFacts(t *tests, f *LetterFilter) {
	c := k.c
	if f.Date != nil {
		p, l := f.Date.pack(), c.List(KindLetter)
		cols := c.letterFacts()
		t.add(func(id graph.ID) bool {
			r, ok := l.Rank(id)
			return ok && p.match(cols.first[r], cols.last[r])
		})
	}
	k.oneOf(t, f.DateBasis, c.T.DateBasis)
	count := func(f *IntFilter, n func(graph.ID) int) {
		if f != nil {
			t.add(func(id graph.ID) bool { return f.Match(n(id)) })
		}
	}
	count(f.SignatureCount, c.CountSignatories)
	if f.ClaimedSignatures != nil {
		t.add(func(id graph.ID) bool {
			n, ok := c.Int(id, c.T.ClaimedSignatures)
			return ok && f.ClaimedSignatures.Match(n)
		})
	}
	count(f.RecipientCount, func(id graph.ID) int { return len(c.Recipients(id)) })
	count(f.DemandCount, func(id graph.ID) int { return countDistinct(c.r.Out(id, c.T.Makes)) })
	count(f.DocumentCount, func(id graph.ID) int { return len(c.Documents(id)) })
}

func (k *compiler) letterRelations(t *tests, f *LetterFilter) error {
	c := k.c
	if r := f.Signatories; r != nil {
		if err := k.signatories(t, r); err != nil {
			return err
		}
	}
	for _, x := range []struct {
		r    *EntityRelation
		each func(graph.ID, func(graph.ID) bool)
	}{{f.Recipients, c.out(c.T.AddressedTo)}, {f.Senders, c.out(c.T.SentBy)}, {f.Targets, c.eachTarget}} {
		if x.r != nil {
			if err := relate(k, t, x.r.Some, x.r.None, x.r.Every, k.entity, x.each); err != nil {
				return err
			}
		}
	}
	if r := f.Demands; r != nil {
		if err := relate(k, t, r.Some, r.None, r.Every, k.demand, c.out(c.T.Makes)); err != nil {
			return err
		}
	}
	if r := f.Events; r != nil {
		if err := relate(k, t, r.Some, r.None, r.Every, k.event, c.out(c.T.Mentions)); err != nil {
			return err
		}
	}
	if r := f.Documents; r != nil {
		return relate(k, t, r.Some, r.None, r.Every, k.document, c.eachDocument())
	}
	return nil
}

func (c *Corpus) eachDocument() func(graph.ID, func(graph.ID) bool) {
	return either(c.out(c.T.FullTextIn), c.out(c.T.ExcerptIn), c.out(c.T.ReportedIn))
}

func (c *Corpus) eachTarget(letter graph.ID, yield func(graph.ID) bool) {
	for d := range c.r.Out(letter, c.T.Makes).Distinct() {
		for n := range c.r.Out(d, c.T.Targets).Distinct() {
			if !yield(n) {
				return
			}
		}
	}
}

// signatories is relate for people, whose filters are asked on the letter's date.
func (k *compiler) signatories(t *tests, r *PersonRelation) error {
	for i, f := range [...]*PersonFilter{r.Some, r.None, r.Every} {
		if f == nil {
			continue
		}
		x, err := k.person(f)
		if err != nil {
			return err
		}
		if x == nil {
			x = func(graph.ID, date.Date) bool { return true }
		}
		if !f.dated() {
			plain := memoize(func(id graph.ID) bool { return x(id, "") })
			t.add(func(letter graph.ID) bool { return k.anySigner(letter, plain, i != 2) == (i == 0) })
			continue
		}
		t.add(func(letter graph.ID) bool {
			on := k.c.LetterDate(letter)
			return k.anySigner(letter, func(id graph.ID) bool { return x(id, on) }, i != 2) == (i == 0)
		})
	}
	return nil
}

// anySigner tells whether the test gives want for any signer.
func (k *compiler) anySigner(letter graph.ID, test Test, want bool) bool {
	for p := range k.c.r.In(letter, k.c.T.Signed).Distinct() {
		if test(p) == want {
			return true
		}
		if k.over() {
			return false
		}
	}
	return false
}

// maxCandidates is from how many candidates on a filter rather looks at everything.
const maxCandidates = 20_000

// letterOfFew is letter for a relation: where the filter names the letters among which its own stand, those are tested
// once, and every other letter is known not to meet it.
func (k *compiler) letterOfFew(f *LetterFilter) (Test, error) {
	test, err := k.letter(f)
	if err != nil || test == nil {
		return test, err
	}
	few, ok := k.c.letterCandidates(f)
	if !ok || len(few) > maxCandidates {
		return test, nil
	}
	var met *memo
	return func(letter graph.ID) bool {
		if met == nil {
			met = &memo{}
			for _, l := range few {
				if k.over() {
					break
				}
				if test(l) {
					*met.cell(l) = 1
				}
			}
		}
		return *met.cell(letter) == 1
	}, nil
}

// letterCandidates are letters among which all that meet the filter stand, when the filter names them; by date.
func (c *Corpus) letterCandidates(f *LetterFilter) ([]graph.ID, bool) {
	if f == nil {
		return nil, false
	}
	switch {
	case f.IDs != nil:
		ids := c.nodes(f.IDs)
		ids = Keep(ids, func(id graph.ID) bool { return c.KindOf(id) == KindLetter })
		c.Sort(KindLetter, ids)
		return ids, true
	case f.Signatories != nil && f.Signatories.Some != nil:
		people, ok := c.personCandidates(f.Signatories.Some)
		if !ok || len(people) > 1000 {
			return nil, false
		}
		return c.union(KindLetter, people, func(p graph.ID) graph.Edges { return c.r.Out(p, c.T.Signed) }), true
	}
	for i := range f.And {
		if ids, ok := c.letterCandidates(&f.And[i]); ok {
			return ids, true
		}
	}
	return nil, false
}

func (c *Corpus) personCandidates(f *PersonFilter) ([]graph.ID, bool) {
	if f == nil {
		return nil, false
	}
	switch {
	case f.IDs != nil || f.Bioguide != nil:
		names := f.IDs
		if names == nil {
			for _, b := range f.Bioguide {
				names = append(names, "person:bioguide:"+b)
			}
		}
		ids := Keep(c.nodes(names), func(id graph.ID) bool { return c.KindOf(id) == KindPerson })
		c.Sort(KindPerson, ids)
		return ids, true
	case f.Letters != nil && f.Letters.Some != nil:
		letters, ok := c.letterCandidates(f.Letters.Some)
		if !ok || len(letters) > maxCandidates {
			return nil, false
		}
		return c.union(KindPerson, letters, func(l graph.ID) graph.Edges { return c.r.In(l, c.T.Signed) }), true
	}
	for i := range f.And {
		if ids, ok := c.personCandidates(&f.And[i]); ok {
			return ids, true
		}
	}
	return nil, false
}

func (c *Corpus) union(k Kind, from []graph.ID, edges func(graph.ID) graph.Edges) []graph.ID {
	seen := &memo{}
	var out []graph.ID
	for _, id := range from {
		for n := range edges(id).Distinct() {
			if cell := seen.cell(n); *cell == 0 {
				*cell = 1
				out = append(out, n)
			}
		}
	}
	c.Sort(k, out)
	return out
}
