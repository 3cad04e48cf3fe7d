package demands

import (
	"strings"

	"demarche/schema"
)

// congressWords are the words of the offices that make laws and budgets.
var congressWords = []string{
	"chairman", "chairwoman", "chair", "ranking member", "speaker", "majority leader", "minority leader",
	"democratic leader", "republican leader", "whip", "senator", "representative", "congress", "committee", "subcommittee", "house leadership", "appropriations",
}

// agencyWords tell that a chair is not one of a committee of Congress.
var agencyWords = []string{"commission", "federal reserve", "board", "agency", "company", "corporation", "joint chiefs", "ceo", "president"}

// toCongress tells whether the letter goes to legislators or their committees.
func toCongress(rs []schema.Recipient) bool {
	ranking := false
	for _, r := range rs {
		ranking = ranking || strings.Contains(strings.ToLower(r.Office), "ranking")
	}
	for _, r := range rs {
		s := strings.ToLower(r.Office + " " + r.Organization + " " + r.Name)
		if loneChair(r) && !ranking {
			continue // of a commission or company as likely as of a committee
		}
		if containsAny(s, congressWords) && !containsAny(s, agencyWords) {
			return true
		}
	}
	return false
}

// loneChair tells whether an addressee is called a chair of nothing that is told and is no legislator of the registers.
func loneChair(r schema.Recipient) bool {
	switch strings.ToLower(r.Office) {
	case "chairman", "chairwoman", "chair":
		return r.Organization == "" && r.Name != "" && !strings.HasPrefix(r.Person, "bioguide:")
	}
	return false
}

func containsAny(s string, list []string) bool {
	for _, w := range list {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// recipientWord tells whether token i is a word of a recipient's name or organization.
func (d *text) recipientWord(i int) bool {
	raw := d.raw(i)
	if len(raw) < 3 {
		return false
	}
	for _, r := range d.in.Recipients {
		if strings.ToUpper(raw) == raw && (initials(r.Organization) == raw || initials(r.Office) == raw) {
			return true
		}
		if strings.Contains(r.Name, raw) || strings.Contains(r.Organization, raw) || strings.Contains(r.Office, raw) {
			return true
		}
	}
	return false
}

// initials are the first letters of the capitalised words of a body's name: "Bureau of River Works" is BRW.
func initials(body string) string {
	var out []byte
	for _, f := range strings.Fields(body) {
		if f[0] >= 'A' && f[0] <= 'Z' && f != "U.S." && f != "United" && f != "States" {
			out = append(out, f[0])
		}
	}
	return string(out)
}

// addressee is how the letter's addressees are named in a demand.
func (d *text) addressee() string {
	var names []string
	for _, r := range d.in.Recipients {
		if r.Kind != "" && r.Kind != "to" {
			continue
		}
		switch {
		case r.Name != "":
			names = append(names, r.Name)
		case r.Office != "":
			names = append(names, r.Office)
		case r.Organization != "":
			names = append(names, r.Organization)
		}
	}
	return strings.Join(names, "; ")
}
