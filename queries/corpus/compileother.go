package corpus

import (
	"slices"

	"demarche/graph"
)

func (k *compiler) entity(f *EntityFilter) (Test, error) {
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
	if f.Kinds != nil {
		t.add(func(id graph.ID) bool { return slices.Contains(f.Kinds, c.KindOf(id)) })
	}
	k.text(&t, f.Name, c.T.Label, c.T.AlternateName, c.T.Nickname)
	k.oneOf(&t, f.Classification, c.T.Classification)
	if f.Country != nil {
		t.add(func(id graph.ID) bool {
			if c.KindOf(id) == KindCountry {
				return containsFold(f.Country, c.CountryCode(id))
			}
			for _, n := range c.r.Out(id, c.T.InCountry).Nodes {
				if containsFold(f.Country, c.CountryCode(n)) {
					return true
				}
			}
			return false
		})
	}
	if r := f.Letters; r != nil {
		if err := relate(k, &t, r.Some, r.None, r.Every, k.letter, c.eachLetter()); err != nil {
			return nil, err
		}
	}
	if f.LetterCount != nil {
		t.add(func(id graph.ID) bool { return f.LetterCount.Match(len(c.LettersAbout(id))) })
	}
	err := combine(&t, f.And, f.Or, f.Not, k.entity)
	return t.all(), err
}

func (c *Corpus) eachLetter() func(graph.ID, func(graph.ID) bool) {
	return either(c.in(c.T.AddressedTo), c.in(c.T.SentBy), c.in(c.T.Concerns), c.in(c.T.Mentions))
}

// LettersAbout are the letters addressed to a node, sent by it, about it or mentioning it, by date.
func (c *Corpus) LettersAbout(node graph.ID) []graph.ID {
	var out []graph.ID
	c.eachLetter()(node, func(n graph.ID) bool { out = append(out, n); return true })
	c.Sort(KindLetter, out)
	return slices.Compact(out)
}

func (k *compiler) demand(f *DemandFilter) (Test, error) {
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
	if f.Types != nil {
		t.add(func(id graph.ID) bool { return containsFold(f.Types, c.DemandTypeOf(id)) })
	}
	k.text(&t, f.Text, c.T.Text)
	k.text(&t, f.Addressee, c.T.AskedOf)
	k.text(&t, f.Actor, c.T.Actor)
	if test := textTest(f.LegalBasis); test != nil {
		t.add(func(id graph.ID) bool {
			for _, n := range c.r.Out(id, c.T.BasedOn).Nodes {
				if test(Fold(c.Label(n))) {
					return true
				}
			}
			return false
		})
	}
	k.oneOf(&t, f.Polarity, c.T.Polarity)
	k.oneOf(&t, f.Force, c.T.Force)
	if f.Quoted != nil {
		t.add(func(id graph.ID) bool { return (c.LetterOfDemand(id) == 0) == *f.Quoted })
	}
	if r := f.Targets; r != nil {
		if err := relate(k, &t, r.Some, r.None, r.Every, k.entity, c.out(c.T.Targets)); err != nil {
			return nil, err
		}
	}
	if r := f.Letters; r != nil {
		each := func(id graph.ID, yield func(graph.ID) bool) {
			for n := range c.r.In(id, c.T.Makes).Distinct() {
				if c.KindOf(n) == KindLetter && !yield(n) {
					return
				}
			}
		}
		if err := relate(k, &t, r.Some, r.None, r.Every, k.letter, each); err != nil {
			return nil, err
		}
	}
	err := combine(&t, f.And, f.Or, f.Not, k.demand)
	return t.all(), err
}

func (k *compiler) event(f *EventFilter) (Test, error) {
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
	k.text(&t, f.Name, c.T.Label)
	k.oneOf(&t, f.Types, c.T.EventType)
	if f.Date != nil {
		t.add(func(id graph.ID) bool { return f.Date.Match(c.Date(id, c.T.StartDate)) })
	}
	if r := f.Letters; r != nil {
		if err := relate(k, &t, r.Some, r.None, r.Every, k.letter, c.in(c.T.Mentions)); err != nil {
			return nil, err
		}
	}
	if f.LetterCount != nil {
		t.add(func(id graph.ID) bool { return f.LetterCount.Match(countDistinct(c.r.In(id, c.T.Mentions))) })
	}
	err := combine(&t, f.And, f.Or, f.Not, k.event)
	return t.all(), err
}

func (k *compiler) document(f *DocumentFilter) (Test, error) {
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
	k.text(&t, f.Title, c.T.Title, c.T.FileName, c.T.Label)
	k.oneOf(&t, f.Kinds, c.T.Kind)
	k.oneOf(&t, f.SHA256, c.T.SHA256)
	if f.Issued != nil {
		t.add(func(id graph.ID) bool { return f.Issued.Match(c.Date(id, c.T.Issued)) })
	}
	if r := f.Letters; r != nil {
		each := either(c.in(c.T.FullTextIn), c.in(c.T.ExcerptIn), c.in(c.T.ReportedIn))
		if err := relate(k, &t, r.Some, r.None, r.Every, k.letter, each); err != nil {
			return nil, err
		}
	}
	if f.LetterCount != nil {
		t.add(func(id graph.ID) bool { return f.LetterCount.Match(len(c.LettersIn(id))) })
	}
	err := combine(&t, f.And, f.Or, f.Not, k.document)
	return t.all(), err
}
