package match

import (
	"slices"
	"strings"

	"demarche/schema/names"
)

// Weights of what is printed around a name. A wrong tag costs less than the room between a full name and the threshold, so
// that it cannot veto a unique name; a right one decides between namesakes.
const (
	stateAgrees      = 0.04
	stateConflicts   = -0.06
	partyAgrees      = 0.01
	partyConflicts   = -0.04
	districtAgrees   = 0.02
	districtConflict = -0.01
	graceCost        = -0.07
	doubtCost        = -0.07 // long before the end of a tenure of unknown start
	suffixAgrees     = 0.02
	suffixUnknown    = -0.03
	suffixConflicts  = -0.35
)

// Chambers reads a list of chambers separated by commas: sen, rep, upper, lower, exec and what tables print for them
// ("Senate", "House", "Assembly"). It is nil for an empty list; unknown words are kept and fit nobody.
func Chambers(s string) []string {
	if s == "" {
		return nil
	}
	if !strings.Contains(s, ",") {
		switch s {
		case "sen":
			return chamberSen
		case "rep":
			return chamberRep
		}
	}
	var out []string
	for part := range strings.SplitSeq(s, ",") {
		c := strings.Trim(strings.Join(strings.Fields(strings.ToLower(part)), " "), ".")
		if w, ok := chamberWords[c]; ok {
			c = w
		}
		if c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

var (
	chamberSen = []string{"sen"}
	chamberRep = []string{"rep"}
)

var chamberWords = map[string]string{
	"senate": "sen", "senator": "sen", "us senate": "sen", "s": "sen", "house": "rep", "representative": "rep",
	"us house": "rep", "h": "rep", "house of representatives": "rep", "congress": "rep", "assembly": "lower", "state assembly": "lower", "state house": "lower",
	"state senate": "upper", "assemblymember": "lower", "executive": "exec", "senators": "sen", "representatives": "rep",
	"house of delegates": "lower", "general assembly": "lower", "state senator": "upper", "state representative": "lower", "any": "", "-": "",
}

// honorificChambers are the chambers that a title before a name can mean.
var honorificChambers = map[string][]string{
	"rep": {"rep", "lower"}, "representative": {"rep", "lower"}, "congressman": {"rep"}, "congresswoman": {"rep"}, "congressmember": {"rep"},
	"sen": {"sen", "upper"}, "senator": {"sen", "upper"}, "assemblymember": {"lower"}, "assemblyman": {"lower"}, "assemblywoman": {"lower"},
}

// narrow keeps of several allowed chambers, or of all when none is named, those that the title before the name can mean. A
// single named chamber stands against the title.
func narrow(chambers []string, n names.Name) []string {
	if len(chambers) == 1 {
		return chambers
	}
	for _, h := range n.Honorifics {
		can := honorificChambers[h]
		if can == nil {
			continue
		}
		if len(chambers) == 0 {
			return can
		}
		var both []string
		for _, c := range chambers {
			if slices.Contains(can, c) {
				both = append(both, c)
			}
		}
		if len(both) > 0 {
			return both
		}
	}
	return chambers
}

// weigh finds the tenure that fits the mention best and sets score and fits.
func (x *Index) weigh(q *query, h *hit) {
	e := &x.entries[h.entry]
	h.tenure, h.fits, h.score = nil, false, h.name
	if len(e.tenures) == 0 {
		// Nobody can tell when a person without posts could have signed.
		h.fits = len(q.chambers) == 0
		h.score = h.name - 0.02
		return
	}
	best := -1.0
	for i := range e.tenures {
		t := &e.tenures[i]
		if !q.chamberFits(t) {
			continue
		}
		c := t.covers(q.first, q.last)
		if c == 0 {
			continue
		}
		s := q.context(t)
		switch {
		case c < 1:
			s += graceCost
		case q.last != "" && q.last < t.doubt:
			s += doubtCost
		}
		if s > best || s == best && h.tenure != nil && h.tenure.from == "" {
			best, h.tenure, h.fits = s, t, true
		}
	}
	if h.fits {
		h.score = h.name + best
	}
	switch {
	case q.name.Suffix == "":
	case e.suffix == q.name.Suffix:
		h.score += suffixAgrees
	case e.suffix == "":
		h.score += suffixUnknown
	default:
		h.score += suffixConflicts
	}
}

// chamberFits tells whether t is a seat of a chamber that the mention allows. A state's chamber must be of the printed
// state.
func (q *query) chamberFits(t *tenure) bool {
	if len(q.chambers) == 0 {
		return true
	}
	for _, c := range q.chambers {
		if c == t.chamber {
			return c != "upper" && c != "lower" || q.state == "" || q.state == t.state
		}
	}
	return false
}

// context weighs the printed state, party and district against a tenure.
func (q *query) context(t *tenure) float64 {
	s := 0.0
	if q.state != "" && t.state != "" {
		if q.state == t.state {
			s += stateAgrees
			if q.district != "" && t.district != "" {
				if q.district == t.district {
					s += districtAgrees
				} else {
					s += districtConflict
				}
			}
		} else {
			s += stateConflicts
		}
	}
	if q.party != "" && t.party != "" {
		if q.party == t.party {
			s += partyAgrees
		} else if q.party != "i" && t.party != "i" {
			s += partyConflicts
		}
	}
	return s
}

// weighSuffixes turns a missing suffix into a conflict where a namesake, in the pool or not, bears the printed one: "Donald
// Payne Jr." is never the father.
func (x *Index) weighSuffixes(q *query, hs []hit) {
	if q.name.Suffix == "" {
		return
	}
	bearer := false
	for i := range hs {
		bearer = bearer || x.entries[hs[i].entry].suffix == q.name.Suffix && hs[i].name >= givenInitial
	}
	if !bearer {
		return
	}
	for i := range hs {
		if x.entries[hs[i].entry].suffix == "" {
			hs[i].score += suffixConflicts - suffixUnknown
		}
	}
}

// candidate explains a hit.
func (x *Index) candidate(q *query, h *hit) Candidate {
	e := &x.entries[h.entry]
	c := Candidate{Person: e.person, Score: min(1, h.score)}
	c.Features = append(c.Features, Feature{"surname", h.surname, h.note})
	if !h.bare {
		c.Features = append(c.Features, Feature{h.given.feature, h.given.score, h.given.note})
	}
	if q.name.Suffix != "" {
		f := Feature{"suffix", suffixConflicts, q.name.Suffix + "/" + e.suffix}
		switch e.suffix {
		case q.name.Suffix:
			f.Score = suffixAgrees
		case "":
			f.Score, f.Note = suffixUnknown, q.name.Suffix+", none in the register"
		}
		c.Features = append(c.Features, f)
	}
	t := h.tenure
	if t == nil {
		return c
	}
	c.Tenure = t.source
	if q.first != "" {
		f := Feature{"date", 0, "in office"}
		switch {
		case t.covers(q.first, q.last) < 1:
			f.Score, f.Note = graceCost, "within days of the tenure"
		case q.last < t.doubt:
			f.Score, f.Note = doubtCost, "long before the end, start unknown"
		case t.from == "":
			f.Note = "start unknown"
		}
		c.Features = append(c.Features, f)
	}
	if len(q.chambers) > 0 {
		c.Features = append(c.Features, Feature{"chamber", 0, t.chamber})
	}
	c.Features = append(c.Features, q.tagFeatures(t)...)
	return c
}

// tagFeatures explains [query.context].
func (q *query) tagFeatures(t *tenure) []Feature {
	var fs []Feature
	if q.state != "" && t.state != "" {
		f := Feature{"state", stateAgrees, t.state}
		if q.state != t.state {
			f.Score, f.Note = stateConflicts, q.state+"/"+t.state
		} else if q.district != "" && t.district != "" {
			d := Feature{"district", districtAgrees, t.district}
			if q.district != t.district {
				d.Score, d.Note = districtConflict, q.district+"/"+t.district
			}
			fs = append(fs, d)
		}
		fs = append(fs, f)
	}
	if q.party != "" && t.party != "" {
		f := Feature{"party", partyAgrees, t.party}
		if q.party != t.party {
			f.Score, f.Note = partyConflicts, q.party+"/"+t.party
			if q.party == "i" || t.party == "i" {
				f.Score = 0
			}
		}
		fs = append(fs, f)
	}
	return fs
}

// officeConflict tells whether the text gives the person an office outside legislatures that the hit's post is not.
func (q *query) officeConflict(h *hit) bool {
	if q.office == "" {
		return false
	}
	return h.tenure != nil && h.tenure.chamber != "" && h.tenure.chamber != "exec"
}

// titleOffices are words of a printed title that no sitting legislator bears.
var titleOffices = []string{
	"governor", "mayor", "ambassador", "chief of staff", "attorney general", "sheriff", "press secretary", "executive director",
	"communications director", "prime minister", "foreign minister", "legislative director", "deputy director", "professor", "superintendent",
	"spokesman", "spokeswoman", "spokesperson", "president and ceo", "city council",
}

// foreignOffice is the office outside legislatures that honorifics or title give, empty when a legislator's honorific
// stands there too.
func foreignOffice(n names.Name, title string) string {
	legislator := false
	for _, h := range n.Honorifics {
		switch h {
		case "rep", "reps", "representative", "sen", "sens", "senator", "senators", "congressman", "congresswoman", "delegate", "resident", "assemblymember",
			"assemblyman", "assemblywoman", "ranking", "chairman", "chairwoman", "congressmember":
			legislator = true
		}
	}
	if o := n.Office(); o != "" && (!legislator || o == "former") {
		return o
	}
	if title != "" && !legislator {
		t := strings.ToLower(title)
		for _, w := range titleOffices {
			if strings.Contains(t, w) {
				return w
			}
		}
	}
	return ""
}
