package names

import "strings"

// Sound reduces a folded English given name to what its spellings share: doubled letters are single, c, ck, ch and q before a
// consonant or back vowel are k, ph is f, a silent h falls, final ay, ey, ie, ee and y are i, other y is i. "Corey" and "Cory",
// "Chris" and "Cris", "Lindsay" and "Lindsey", "Artur" and "Arthur" sound alike; "Dan" and "Don" do not.
func Sound(folded string) string {
	s := soundPairs.Replace(folded)
	for _, e := range [...]string{"ay", "ey", "ie", "ee", "ye", "y"} {
		if len(s) > len(e)+1 && strings.HasSuffix(s, e) {
			s = s[:len(s)-len(e)] + "i"
			break
		}
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch c {
		case 'c':
			c = 'k'
			if i+1 < len(s) && (s[i+1] == 'e' || s[i+1] == 'i' || s[i+1] == 'y') {
				c = 's'
			}
		case 'q':
			c = 'k'
		case 'y':
			c = 'i'
		case 'z':
			c = 's'
		case 'h':
			if len(b) > 0 {
				continue
			}
		}
		if len(b) > 0 && b[len(b)-1] == c {
			continue
		}
		b = append(b, c)
	}
	return string(b)
}

var soundPairs = strings.NewReplacer("ck", "k", "ph", "f", "chr", "kr", "sch", "sk")
