package lexicon

// Marks is what the lexicon says about the phrases that begin at one token. Zero values mean nothing.
type Marks struct {
	Verbs    uint32 // set of verb classes, bit by number
	Objects  uint64 // set of object classes
	Form     Form   // of the verb
	VerbEnd  int32  // token after the longest verb phrase
	ObjEnd   int32  // token after the longest object phrase
	Ask      int16  // index into Asks plus one, of the longest phrase
	AskForm  Form
	AskEnd   int32
	Country  int16 // index into Countries plus one
	CountryE int32
	Naming   Naming
	Event    int16 // index into Events plus one
	EventE   int32
	Frames   uint32 // set of rows of Lexicon.Frames, of the longest phrase
	FrameEnd int32
	FrameAs  Form // of a frame's verb
}

// Naming is how a word names a country.
type Naming uint8

// The ways to name a country.
const (
	ByName   Naming = iota // Ruritania
	ByPeople               // Ruritanian, Ruritanians
	ByPlace                // its capital, a region, who rules it
)

// Mark looks every token up once and returns one Marks a token. A country inside a longer country name or inside a
// phrase that is no country is left out, and so is an object inside a longer one. Linear in the number of tokens.
func (l *Lexicon) Mark(toks []Token, dst []Marks) []Marks {
	if cap(dst) < len(toks) {
		dst = make([]Marks, len(toks))
	}
	dst = dst[:len(toks)]
	clear(dst)
	covered := 0 // tokens before it belong to a name already found
	objects := 0 // tokens before it belong to an object already found
	for i := range toks {
		m := &dst[i]
		notCountry := 0
		l.trie.walk(toks, i, func(e int32, end int) {
			en := &l.entries[e]
			switch en.kind {
			case verbEntry:
				if m.VerbEnd < int32(end) {
					m.Verbs, m.VerbEnd, m.Form = 0, int32(end), en.form
				}
				m.Verbs |= 1 << en.value
			case objectEntry:
				if i < objects {
					return
				}
				if m.ObjEnd < int32(end) {
					m.Objects, m.ObjEnd = 0, int32(end)
				}
				m.Objects |= 1 << en.value
			case askEntry:
				if m.AskEnd <= int32(end) {
					m.Ask, m.AskForm, m.AskEnd = int16(en.value)+1, en.form, int32(end)
				}
			case countryEntry:
				if toks[i].Cap && i >= covered {
					m.Country, m.CountryE, m.Naming = int16(en.value)+1, int32(end), Naming(en.form)
				}
			case notCountryEntry:
				if toks[i].Cap {
					notCountry = end
				}
			case frameEntry:
				if m.FrameEnd < int32(end) {
					m.Frames, m.FrameEnd, m.FrameAs = 0, int32(end), 0
				}
				m.Frames |= 1 << en.value
				if en.form != 0 {
					m.FrameAs = en.form
				}
			case eventEntry:
				m.Event, m.EventE = int16(en.value)+1, int32(end)
			}
		})
		if notCountry >= int(m.CountryE) && notCountry > 0 {
			m.Country, m.CountryE = 0, 0
			covered = max(covered, notCountry)
		}
		covered = max(covered, int(m.CountryE))
		objects = max(objects, int(m.ObjEnd))
		if m.Verbs&l.noVerb != 0 {
			m.Verbs = 0
		}
		if m.Objects&l.none != 0 {
			m.Objects = 0
		}
	}
	return dst
}
