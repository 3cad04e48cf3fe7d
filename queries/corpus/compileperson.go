package corpus

import (
	"slices"

	"demarche/graph"
	"demarche/schema/date"
)

// dated tells whether a filter's answer depends on the date it is asked for.
func (f *PersonFilter) dated() bool {
	if f.AsOf == "" && (f.Party != nil || f.State != nil || f.Chamber != nil || f.Post != nil || f.Legislator != nil || f.Official != nil) {
		return true
	}
	for _, list := range [][]PersonFilter{f.And, f.Or} {
		for i := range list {
			if list[i].dated() {
				return true
			}
		}
	}
	return f.Not != nil && f.Not.dated()
}

func (k *compiler) person(f *PersonFilter) (personTest, error) {
	if f == nil {
		return nil, nil
	}
	if err := k.enter(); err != nil {
		return nil, err
	}
	defer func() { k.depth-- }()
	var t tests
	if err := k.personFacts(&t, f); err != nil {
		return nil, err
	}
	plain := t.all()
	held := k.tenure(f)
	parts, err := k.personParts(f)
	if err != nil {
		return nil, err
	}
	return func(id graph.ID, on date.Date) bool {
		if f.AsOf != "" {
			on = f.AsOf
		}
		if plain != nil && !plain(id) || held != nil && !held(id, on) {
			return false
		}
		for _, p := range parts {
			if !p(id, on) {
				return false
			}
		}
		return true
	}, nil
}

// personParts compiles and, or and not.
func (k *compiler) personParts(f *PersonFilter) ([]personTest, error) {
	var parts, any []personTest
	for i := range f.And {
		x, err := k.person(&f.And[i])
		if err != nil {
			return nil, err
		}
		parts = append(parts, x)
	}
	for i := range f.Or {
		x, err := k.person(&f.Or[i])
		if err != nil {
			return nil, err
		}
		any = append(any, x)
	}
	if f.Or != nil {
		parts = append(parts, func(id graph.ID, on date.Date) bool {
			return slices.ContainsFunc(any, func(x personTest) bool { return x(id, on) })
		})
	}
	if f.Not != nil {
		x, err := k.person(f.Not)
		if err != nil {
			return nil, err
		}
		parts = append(parts, func(id graph.ID, on date.Date) bool { return !x(id, on) })
	}
	return parts, nil
}

// tenure compiles the conditions that depend on a date.
func (k *compiler) tenure(f *PersonFilter) personTest {
	c := k.c
	var parts []personTest
	if f.State != nil || f.Chamber != nil {
		parts = append(parts, func(id graph.ID, on date.Date) bool {
			t, ok := c.TenureOn(id, on)
			return ok && (f.State == nil || containsFold(f.State, t.State)) && (f.Chamber == nil || containsFold(f.Chamber, t.Chamber))
		})
	}
	if f.Party != nil {
		want := make([]string, len(f.Party))
		for i, p := range f.Party {
			want[i] = PartyKey(p)
		}
		parts = append(parts, func(id graph.ID, on date.Date) bool {
			p := c.PartyOn(id, on)
			return p != "" && slices.Contains(want, PartyKey(p))
		})
	}
	if test := textTest(f.Post); test != nil {
		parts = append(parts, func(id graph.ID, on date.Date) bool {
			for _, t := range c.Tenures(id) {
				if (on == "" || t.During.Contains(on)) && test(Fold(c.Label(t.Post))) {
					return true
				}
			}
			return false
		})
	}
	for _, x := range []struct {
		want *bool
		flag uint8
	}{{f.Legislator, flagLegislator}, {f.Official, flagOfficial}} {
		if x.want != nil {
			parts = append(parts, func(id graph.ID, on date.Date) bool { return c.inOffice(id, on, x.flag) == *x.want })
		}
	}
	if parts == nil {
		return nil
	}
	return func(id graph.ID, on date.Date) bool {
		for _, p := range parts {
			if !p(id, on) {
				return false
			}
		}
		return true
	}
}

func (c *Corpus) inOffice(id graph.ID, on date.Date, flag uint8) bool {
	r, ok := c.List(KindPerson).Rank(id)
	return ok && c.personFacts().flags[r]&flag != 0 && (on == "" || c.holds(id, on, flag == flagLegislator))
}

func (k *compiler) personFacts(t *tests, f *PersonFilter) error {
	c := k.c
	k.ids(t, f.IDs)
	if f.Bioguide != nil {
		t.add(func(id graph.ID) bool { return containsFold(f.Bioguide, c.IdentifierIn(id, "bioguide")) })
	}
	k.text(t, f.Name, c.T.Label, c.T.AlternateName, c.T.Nickname)
	k.oneOf(t, f.Gender, c.T.Gender)
	if f.Provisional != nil {
		t.add(func(id graph.ID) bool { return c.Provisional(id) == *f.Provisional })
	}
	l, cols := c.List(KindPerson), c.personFacts()
	for _, x := range []struct {
		f   *IntFilter
		col []uint32
	}{{f.LettersSigned, cols.signed}, {f.LettersReceived, cols.received}} {
		if x.f != nil {
			t.add(func(id graph.ID) bool {
				r, ok := l.Rank(id)
				return ok && x.f.Match(int(x.col[r]))
			})
		}
	}
	for _, x := range []struct {
		r    *LetterRelation
		each func(graph.ID, func(graph.ID) bool)
	}{{f.Letters, c.out(c.T.Signed)}, {f.Received, c.in(c.T.AddressedTo)}} {
		if x.r != nil {
			if err := relate(k, t, x.r.Some, x.r.None, x.r.Every, k.letterOfFew, x.each); err != nil {
				return err
			}
		}
	}
	if r := f.CoSigners; r != nil {
		undated := func(f *PersonFilter) (Test, error) {
			x, err := k.person(f)
			return func(id graph.ID) bool { return x(id, "") }, err
		}
		if err := relate(k, t, r.Some, r.None, r.Every, undated, c.eachCoSigner); err != nil {
			return err
		}
	}
	if r := f.TargetedBy; r != nil {
		return relate(k, t, r.Some, r.None, r.Every, k.demand, c.in(c.T.Targets))
	}
	return nil
}

func (c *Corpus) eachCoSigner(person graph.ID, yield func(graph.ID) bool) {
	for letter := range c.r.Out(person, c.T.Signed).Distinct() {
		for p := range c.r.In(letter, c.T.Signed).Distinct() {
			if p != person && !yield(p) {
				return
			}
		}
	}
}
