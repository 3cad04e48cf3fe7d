package mention

import (
	"strings"
	"unicode/utf8"
)

// Mention is a name as printed at bytes [Start, End), with its title and tag. Title and Tag are empty when none is
// printed; Inherited says that the title was printed before an earlier name of the same list ("Senators A and B").
type Mention struct {
	Start, End int
	TitleStart int // Start when no title is printed before this name
	TagEnd     int // End when no tag is printed
	Title      string
	Office     Office
	Chamber    string
	State      string // told by the title: "Illinois State Senator"
	Plural     bool
	Inherited  bool
	HasTag     bool
	Tag        Tag
	Words      int // name words and initials, suffixes left out
}

// Name is the printed name in the text it was found in.
func (m Mention) Name(s string) string { return s[m.Start:m.End] }

// suffixes follow a surname, with or without a comma.
var suffixes = wordSet(`jr sr ii iii iv esq m.d md ph.d phd d.v.m dvm d.d.s dds ed.d edd pharm.d pharmd d.o r.n rn`)

// particles are lower-case words inside names.
var particles = wordSet(`de la del van von der den di da dos al bin ibn y du le el`)

// IsSuffix tells whether w is Jr., Sr., III and the like.
func IsSuffix(w string) bool { return suffixes[foldTitle(w)] }

// notName are capitalised words that are no part of a person's name: words that open sentences, bodies, places and the
// verbs of headlines.
var notName = wordSet(`the a an in on at of for from by with and or but as if to this that these those it its we our they their he his she her
	you your i my me us who what when where why how which while since after before because although though however therefore thus
	today yesterday tomorrow now then also both all some many most more over under nearly almost about additionally furthermore
	moreover finally first second third fourth earlier last next during despite given following below above here there not no yes
	dear sincerely respectfully regards thank thanks cc bcc re signed joining joined cosigning additional including include other others full text letter letters
	signatories signers cosigners co-signers lawmakers legislators colleagues members member staff press release contact immediate
	congress congressional senate house committee committees subcommittee subcommittees caucus caucuses council commission board
	bureau department departments agency administration authority office offices service services association foundation institute
	plan plans initiative initiatives treaty agreement agreements accord accords partnership alliance campaign divestment sanctions crisis strategy protocol relief
	institution university college school center centre corporation company inc llc corps army navy marines force forces guard court
	bill bills act acts resolution amendment law laws code section title report reports program programs project fund budget
	united states america american americans u.s us d.c nato eu un government federal national international bipartisan bicameral
	republicans republican democrats democrat democratic gop capitol hill washington white street avenue building room suite drive road
	january february march july september october november december monday tuesday wednesday thursday friday saturday sunday
	north south east west northern southern eastern western district city county state
	urge urges urging call calls calling lead leads leading led join joins send sends sent ask asks demand demands press presses introduce introduces
	announce announces applaud applauds praise praises condemn condemns question questions seek seeks push pushes write writes wrote pen pens request requests
	support supports oppose opposes statement statements response responds release releases secure secures highlight highlights
	reject rejects slam slams blast blasts criticize criticizes decry decries warn warns reiterate reiterates express expresses raise raises want wants say says tell tells vow vows fights renew renews
	continue continues launch launches probe probes defend defends cites urging presses pressing testify testifies
	health security defense homeland affairs foreign services appropriations judiciary armed intelligence veterans energy commerce
	education agriculture transportation justice treasury labor interior environment environmental protection policy rights human trade
	facebook twitter instagram youtube website phone fax email http https www follow share print back page photo video click
	co-lead co-leads organization organizations coalition network party minority majority international union league society
	administrator secretary president leader leadership whip speaker chairman chairwoman chair ranking
	internal revenue republic kingdom command central system reserve independence constitution pennsylvania massachusetts nuclear regulatory exchange securities communications geological survey avenue ave blvd boulevard plaza nations high commissioners unreadable illegible signature signatures print site filter browse attachment jewish armenian legislative progressive black hispanic asian pacific women's blue freedom`)

// Scan finds the names in the prose s[a:b], in order; line breaks count as spaces. A name is a run of capitalised words.
// Names of bodies and places are left out as far as their words tell. Linear time.
func Scan(s string, a, b int) []Mention {
	toks := Tokens(s, a, b)
	n := 0
	for _, t := range toks {
		if t.Class != Break {
			toks[n] = t
			n++
		}
	}
	toks = toks[:n]
	var out []Mention
	for i := 0; i < len(toks); {
		if !startsName(s, toks, i) {
			i++
			continue
		}
		j, words := nameEnd(s, toks, i)
		m := Mention{Start: toks[i].Start, End: toks[j-1].End, Words: words}
		m.TitleStart = m.Start
		if t, ok := readTitle(s, toks, i); ok {
			m.TitleStart, m.Title, m.Office, m.Chamber, m.Plural, m.State = t.Start, s[t.Start:t.End], t.Office, t.Chamber, t.Plural, t.State
		}
		m.TagEnd = m.End
		next := j
		if tag, end, k, ok := readTag(s, toks, j); ok {
			m.HasTag, m.Tag, m.TagEnd, next = true, tag, end, k
		}
		out = append(out, m)
		i = max(next, i+1)
	}
	out = withoutTitles(out)
	inherit(s, out)
	return out
}

// withoutTitles drops what looked like a name and is part of the next one's title: the state of "Illinois State Senator".
func withoutTitles(ms []Mention) []Mention {
	n := 0
	for i := range ms {
		if i+1 < len(ms) && ms[i+1].TitleStart <= ms[i].Start {
			continue
		}
		ms[n] = ms[i]
		n++
	}
	return ms[:n]
}

// startsName tells whether token i may be the first word of a name.
func startsName(s string, toks []Token, i int) bool {
	t := toks[i]
	if t.Class != Cap && t.Class != Initial {
		return false
	}
	w := t.Text(s)
	f := foldTitle(w)
	if t.Class == Initial {
		if i+1 >= len(toks) || toks[i+1].Class != Cap && toks[i+1].Class != Initial || f == "i" && w == "I" || f == "a" && w == "A" {
			return false
		}
		if noInitials[f] {
			return false
		}
	}
	if suffixes[f] {
		return false
	}
	if givenLike[f] && i+1 < len(toks) && toks[i+1].Class >= Cap && toks[i+1].Class <= Initial && !toks[i+1].Glued {
		return toks[i+1].Class == Initial || !notName[foldTitle(toks[i+1].Text(s))] || surnameLike[foldTitle(toks[i+1].Text(s))]
	}
	if _, isTitle := titles[f]; t.Class == Cap && (isTitle || notName[f]) {
		return false
	}
	return true
}

// noInitials are abbreviations in capitals that are nobody's initials.
var noInitials = wordSet(`u.s u.s.a d.c n.w n.e s.w s.e u.n h.r p.l u.k m.c`)

// givenLike are words of notName and titles that are given names of legislators as well; they start a name when another
// name word follows.
var givenLike = wordSet(`bill gene grant frank mark rob will pat royal rush major bob earl gus guy art ray barry dean austin virginia carolina
	georgia dakota august april june may jan dean chase sterling brad chip jim hope joy grace faith christian`)

// nameEnd is the token behind the name that starts at i and the number of its words.
func nameEnd(s string, toks []Token, i int) (end, words int) {
	j := i + 1
	words = 1
	for j < len(toks) && words < 6 {
		t := toks[j]
		w := t.Text(s)
		f := foldTitle(w)
		switch {
		case t.Glued:
			return j, words
		case t.Class == Cap || t.Class == Initial:
			if suffixes[f] {
				return j + 1, words
			}
			if t.Class == Initial && noInitials[f] {
				return j, words
			}
			if _, isTitle := titles[f]; t.Class == Cap && (isTitle && !surnameLike[f] || notName[f] && !surnameLike[f]) {
				return j, words
			}
			words++
			j++
			continue
		case t.Class == Lower && particles[w] && afterParticles(s, toks, j) > 0:
			j = afterParticles(s, toks, j)
			continue
		case t.Class == Punct && w == ",":
			if j+1 < len(toks) && suffixes[foldTitle(toks[j+1].Text(s))] && !toks[j+1].Glued && toks[j+1].Class != Lower {
				return j + 2, words
			}
			return j, words
		case t.Class == Punct && isQuote(w) || w == "(":
			// a nickname: Robert "Bobby" Scott
			if k := nickname(s, toks, j); k > 0 {
				j = k
				continue
			}
			return j, words
		}
		return j, words
	}
	return j, words
}

// afterParticles is the token behind the particles at j when a capitalised word follows them, else 0.
func afterParticles(s string, toks []Token, j int) int {
	for k := j; k < len(toks) && k < j+3; k++ {
		if toks[k].Class == Lower && particles[toks[k].Text(s)] {
			continue
		}
		if toks[k].Class == Cap && !toks[k].Glued {
			return k
		}
		return 0
	}
	return 0
}

// surnameLike are words of notName that are surnames of legislators as well; they may end a name but not start one.
var surnameLike = wordSet(`price black west young rice rose hill king love north bishop justice pastor judge may june august second day center fields forbes guest case mayor castle`)

func isQuote(w string) bool {
	switch w {
	case `"`, "“", "”", "'", "‘", "’":
		return true
	}
	return false
}

// nickname returns the token behind a bracketed or quoted nickname that starts at j and is followed by a surname, or 0.
func nickname(s string, toks []Token, j int) int {
	if j+3 >= len(toks) || toks[j+1].Class != Cap {
		return 0
	}
	k := j + 2
	closer := toks[k].Text(s)
	open := toks[j].Text(s)
	if open == "(" && closer != ")" || open != "(" && !isQuote(closer) {
		return 0
	}
	w := foldTitle(toks[k+1].Text(s))
	if toks[k+1].Class != Cap || notName[w] || toks[k+1].Glued && false {
		return 0
	}
	if _, ok := ParseTag(toks[j+1].Text(s)); ok && open == "(" {
		return 0
	}
	if _, isTitle := titles[w]; isTitle {
		return 0
	}
	return k + 1
}

// readTag reads a bracketed tag that starts at token j, an optional comma before it, and returns the byte and the
// token behind it.
func readTag(s string, toks []Token, j int) (Tag, int, int, bool) {
	if j >= len(toks) {
		return Tag{}, 0, 0, false
	}
	open := toks[j].Text(s)
	if open == "," && j+1 < len(toks) {
		j++
		open = toks[j].Text(s)
	}
	if toks[j].Class != Punct || open != "(" && open != "[" {
		return Tag{}, 0, 0, false
	}
	closer := map[string]string{"(": ")", "[": "]"}[open]
	for k := j + 1; k < len(toks) && k <= j+10; k++ {
		if toks[k].Class == Punct && toks[k].Text(s) == closer {
			tag, ok := ParseTag(s[toks[j].End:toks[k].Start])
			return tag, toks[k].End, k + 1, ok
		}
	}
	return Tag{}, 0, 0, false
}

// inherit gives the names of a list the plural title before its first name: "Senators A (D-CA), B and C".
func inherit(s string, ms []Mention) {
	for i := 1; i < len(ms); i++ {
		p := ms[i-1]
		m := &ms[i]
		if m.Office != NoOffice || !p.Plural && !p.Inherited || p.Office == NoOffice {
			continue
		}
		if ListGlue(s[p.TagEnd:m.TitleStart]) {
			m.Office, m.Chamber, m.State, m.Inherited = p.Office, p.Chamber, p.State, true
		}
	}
}

// ListGlue tells whether gap holds nothing but what stands between the names of a list: commas, semicolons, "and",
// "&", "as well as", bullets, line breaks.
func ListGlue(gap string) bool {
	if len(gap) > 40 {
		return false
	}
	for gap != "" {
		r, n := utf8.DecodeRuneInString(gap)
		switch {
		case strings.ContainsRune(" \t\n\r,;&•*·|", r) || r == '\u00a0':
			gap = gap[n:]
		default:
			w := gap
			if k := strings.IndexAny(gap, " ,;\n"); k >= 0 {
				w = gap[:k]
			}
			switch strings.ToLower(w) {
			case "and", "as", "well", "along", "with", "also", "plus", "fellow", "or":
				gap = gap[len(w):]
			default:
				return false
			}
		}
	}
	return true
}
