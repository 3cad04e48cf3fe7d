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
	for _, r := range rs {
		s := strings.ToLower(r.Office + " " + r.Organization + " " + r.Name)
		if containsAny(s, congressWords) && !containsAny(s, agencyWords) {
			return true
		}
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
		if strings.Contains(r.Name, raw) || strings.Contains(r.Organization, raw) || strings.Contains(r.Office, raw) {
			return true
		}
	}
	return false
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
