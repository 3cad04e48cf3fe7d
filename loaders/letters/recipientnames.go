package letters

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/loaders/letters/mention"
	"demarche/schema"
)

// courtesies are forms of address that name nobody.
var courtesies = map[string]bool{
	"your excellency": true, "excellency": true, "your excellencies": true, "excellencies": true, "his excellency": true, "her excellency": true,
	"to whom it may concern": true, "whom it may concern": true, "sir": true, "madam": true, "sirs": true, "sir or madam": true, "sir/madam": true, "madam or sir": true, "gentlemen": true,
	"ladies and gentlemen": true, "your honor": true, "your honour": true,
}

// courtesy tells whether words are a form of address and nothing else.
func courtesy(s string) bool {
	s = strings.Trim(lower(s), " ,:;.*_")
	return courtesies[strings.TrimPrefix(s, "dear ")]
}

// polished takes forms of address out of names and offices, and words of an office out of names: "Ana Costa Acting".
// Addressees of whom nothing remains are left out.
func (w *work) polished(list []recipient) []recipient {
	out := list[:0]
	for _, x := range list {
		bare := false
		for _, f := range []*string{&x.name, &x.office, &x.body} {
			if courtesy(*f) {
				*f, bare = "", true
			}
		}
		for _, pre := range []string{"Your Excellency ", "Your Excellency, ", "Excellency "} {
			x.name = strings.TrimPrefix(x.name, pre)
		}
		if bare && x.name == "" && x.office == "" && x.body == "" {
			continue
		}
		for _, tail := range runOn {
			if name, ok := strings.CutSuffix(x.name, " "+tail); ok && strings.Contains(name, " ") {
				x.name = name
				w.restOfOffice(&x, tail)
				break
			}
		}
		for _, f := range []*string{&x.office, &x.body} {
			if k := strings.Index(*f, " ["); k > 0 {
				*f = (*f)[:k] // "House Leadership [PDF]"
			}
		}
		if linkWords[x.name] || x.name == "" && (x.office == "U.S" || x.office == "U.S.") {
			continue
		}
		out = append(out, x)
	}
	return out
}

// runOn are words of an office that run on behind a name where a line break or comma was lost.
var runOn = []string{"Acting", "Interim", "Counsel", "Director", "Secretary", "Administrator", "Commissioner", "Chairman", "Chairwoman", "Assistant", "Deputy"}

// linkWords open a link under a letter and are nobody's name: "Read the letter".
var linkWords = map[string]bool{"Read": true, "Click": true, "Download": true, "View": true, "See": true}

// restOfOffice joins a word that was taken for a part of the name to the office that follows it.
func (w *work) restOfOffice(x *recipient, first string) {
	if x.office == "" && x.b < len(w.s) && w.s[x.b] == ' ' {
		if e := capitalsAfter(w.s, x.b+1, min(len(w.s), x.b+100)); e > x.b+1 && officeWord(w.s[x.b+1:e]) {
			x.office, x.b = w.s[x.b+1:e], e
		}
	}
	switch {
	case x.office == "" && first != "Acting" && first != "Interim":
		x.office = first
	case x.office != "" && !strings.Contains(x.office, first):
		x.office = first + " " + x.office
	}
}

// owner tells whether what stands behind the name m makes it the owner of something: "members of President X's cabinet".
func (w *work) owner(m *mention.Mention) bool {
	rest := w.s[m.End:min(len(w.s), m.End+5)]
	return (m.Title != "" || m.Words >= 2) && (strings.HasPrefix(rest, "’s ") || strings.HasPrefix(rest, "'s ") || strings.HasPrefix(rest, "s’ ") || strings.HasPrefix(rest, "’ "))
}

// placeOf tells whether the name m is the place in an office whose holder follows behind a comma: "Commanding General of
// Fort Salter, Maj. Gen. X". p is where the addressees begin.
func (w *work) placeOf(p int, m *mention.Mention, rest []mention.Mention) bool {
	for len(rest) > 0 && rankOnly(rest[0].Name(w.s)) {
		rest = rest[1:]
	}
	if m.HasTag || p >= m.Start || len(rest) == 0 || rest[0].Words < 2 {
		return false
	}
	next := &rest[0]
	before := strings.TrimRight(w.s[p:m.Start], " ")
	if !strings.HasSuffix(before, " of") && !strings.HasSuffix(before, " of the") && !strings.HasSuffix(before, " at") {
		return false
	}
	before = before[strings.LastIndexByte(before, ',')+1:]
	gap, comma := strings.CutPrefix(strings.TrimSpace(w.s[m.TagEnd:max(m.TagEnd, next.TitleStart)]), ",")
	return comma && (gap == "" || rankOnly(gap)) && (officeWord(before) || strings.Contains(before, "Command") || strings.Contains(before, "Superintend")) && !officeFollows(w.s[next.TagEnd:min(len(w.s), next.TagEnd+60)])
}

// rankOnly tells whether words are a soldier's rank and nothing else: "Maj. Gen.".
func rankOnly(s string) bool {
	f := strings.Fields(s)
	for _, x := range f {
		switch strings.ToLower(strings.Trim(x, ".,")) {
		case "maj", "major", "gen", "general", "lt", "lieutenant", "col", "colonel", "brig", "brigadier", "capt", "captain", "adm", "admiral", "rear", "vice", "commander", "cmdr", "sgt", "sergeant":
		default:
			return false
		}
	}
	return len(f) > 0
}

// ranked takes a rank off the name m and reads the office before the rank, where there is one; else office and start
// come back. p is where the addressees begin.
func (w *work) ranked(p int, m *mention.Mention, office string, start int) (string, int) {
	k := rankBefore(m.Name(w.s))
	at := start
	switch {
	case k > 0:
		at = m.Start
		m.Start += k
	case !rankOnly(office):
		return office, start
	}
	if o, a := w.rankedOffice(p, at); o != "" {
		return o, a
	}
	return office, start
}

// rankBefore is how many bytes of a name of three or more words are a rank before it: "Captain Ana Costa".
func rankBefore(name string) int {
	k := 0
	for {
		j := strings.IndexByte(name[k:], ' ')
		if j < 0 || !rankOnly(name[k:k+j]) || strings.Count(name[k:], " ") < 2 {
			return k
		}
		k += j + 1
	}
}

// rankedOffice is the office of a soldier whose rank stands between it and his name: "Commander of Fort Salter, Col.
// X". p is where the addressees begin, a where the rank does.
func (w *work) rankedOffice(p, a int) (office string, start int) {
	if p >= a {
		return "", a
	}
	seg, comma := strings.CutSuffix(strings.TrimRight(w.s[p:a], " "), ",")
	if !comma {
		return "", a
	}
	p += len(seg) - len(strings.TrimLeft(seg, " "))
	seg = strings.TrimLeft(seg, " ")
	if rest, ok := strings.CutPrefix(seg, "the "); ok {
		p, seg = p+len("the "), rest
	}
	if r, _ := utf8.DecodeRuneInString(seg); !unicode.IsUpper(r) || strings.ContainsAny(seg, ",;") || len(seg) > 120 || !strings.Contains(seg, " of ") && !strings.Contains(seg, " at ") {
		return "", a
	}
	return seg, p
}

// officeFollows tells whether an office of his own stands behind a name: ", Secretary of the Harbour".
func officeFollows(rest string) bool {
	rest, ok := strings.CutPrefix(rest, ", ")
	if !ok {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest)
	end := strings.IndexByte(rest, ' ')
	return unicode.IsUpper(r) && end > 0 && officeWord(rest[:end])
}

// quoteEndsBefore tells whether a quotation closes right before byte p, so that "wrote" there is followed by its speaker.
func (w *work) quoteEndsBefore(p int) bool {
	before := strings.TrimRight(w.s[max(0, p-8):p], " ,")
	return strings.HasSuffix(before, "”") || strings.HasSuffix(before, "\"") || strings.HasSuffix(before, "''") || strings.HasSuffix(before, "’’")
}

// urgedBetween tells whether somebody is urged by name in s[a:b], so that a "to" behind it is not the letter's: "In a
// letter on Friday, Senator X pressed Ambassador Y for answers about the subsidies to the Mill".
func (w *work) urgedBetween(a, b int) bool {
	for _, v := range []string{" pressed ", " urged ", " asked ", " called on ", " questioned "} {
		k := strings.Index(w.s[a:b], v)
		if k < 0 {
			continue
		}
		r, _ := utf8.DecodeRuneInString(w.s[a+k+len(v) : b])
		if unicode.IsUpper(r) {
			return true
		}
	}
	return false
}

// addressLines is how many lines above a salutation are searched for an address that no rule of layout found.
const addressLines = 10

// addressAbove is the address right above a salutation whose letter has none, as where a second letter follows the
// signature of the first: the lines from the nearest "The Honorable" on. It is empty when there is none.
func (w *work) addressAbove(salutation schema.Span) schema.Span {
	end := w.lay.Text.Byte(salutation[0])
	b := end
	for range addressLines {
		for b > 0 && w.s[b-1] != '\n' {
			b--
		}
		if b == 0 {
			break
		}
		b--
		a := strings.LastIndexByte(w.s[:b], '\n') + 1
		line := strings.TrimSpace(w.s[a:b])
		if len(line) > 90 || strings.HasSuffix(line, ".") && !strings.HasSuffix(line, "D.C.") || valedictory(line) {
			break
		}
		if len(honorables(w.s, a, b)) > 0 {
			return w.span(a, end)
		}
		b = a
	}
	return schema.Span{}
}

// valedictory tells whether a line closes a letter.
func valedictory(line string) bool {
	low := lower(line)
	return strings.HasPrefix(low, "sincerely") || strings.HasPrefix(low, "respectfully") || strings.HasPrefix(low, "yours") || strings.HasPrefix(low, "best regards")
}

// company tells whether one capitalised word is the name of a company: by its spelling, or because it is well known.
func company(word string) bool {
	return companies[word] || camel(word)
}

// camel tells whether a word has a capital behind small letters as companies' names do and surnames do not.
func camel(word string) bool {
	for _, pre := range []string{"Mc", "Mac", "De", "Du", "La", "Le", "Di", "Van", "Von", "O’", "O'", "Fitz", "Vander", "St", "Del", "Des", "Da", "El", "Al", "San"} {
		if strings.HasPrefix(word, pre) {
			return false
		}
	}
	small := false
	for _, r := range word {
		switch {
		case unicode.IsUpper(r) && small:
			return true
		case unicode.IsLower(r):
			small = true
		case !unicode.IsLetter(r):
			return false
		}
	}
	return false
}

// companies are well-known companies whose names are one word.
var companies = map[string]bool{
	"Google": true, "Alphabet": true, "Amazon": true, "Apple": true, "Meta": true, "Facebook": true, "Twitter": true, "Microsoft": true, "Uber": true, "Lyft": true, "Zoom": true, "Pfizer": true, "Moderna": true,
	"Boeing": true, "Tesla": true, "Netflix": true, "Walmart": true, "Amtrak": true, "Verizon": true, "Comcast": true, "Instagram": true, "Snapchat": true, "Reddit": true, "Spotify": true, "Airbnb": true,
	"Robinhood": true, "Equifax": true, "Mylan": true, "Juul": true, "Nike": true, "Disney": true, "Costco": true, "Kroger": true, "Chevron": true, "Venmo": true, "Mastercard": true, "Visa": true, "Citigroup": true,
	"Oracle": true, "Intel": true, "Nvidia": true, "Anthropic": true, "Coinbase": true, "Binance": true, "Roblox": true, "Discord": true, "Telegram": true, "Starbucks": true, "Toyota": true, "Honda": true,
	"Volkswagen": true, "Takata": true, "Cigna": true, "Aetna": true, "Humana": true, "Purdue": true, "Nestle": true, "Experian": true, "Ticketmaster": true, "Expedia": true, "Huawei": true, "Zelle": true,
}

// companyList reads one-word companies behind "letter to": "PayPal", "PayPal, Zoom, and Lyft". All of a list must be companies.
func (w *work) companyList(p, end int) []recipient {
	var out []recipient
	for _, part := range splitList(w.s[p:end]) {
		a, b := p+part[0], p+part[1]
		if a < b && w.s[a] == ' ' || !company(w.s[a:b]) {
			return nil
		}
		out = append(out, recipient{a: a, b: b, office: w.s[a:b], body: w.s[a:b], kind: "to", rule: "letter-to"})
	}
	return out
}
