package letters

import (
	"strings"

	"demarche/loaders/letters/mention"
	"demarche/loaders/letters/segment"
	"demarche/schema"
)

// lineLists are the signers of lists that stand line by line outside the letter, behind words that announce them: "The
// letter was signed by the following Members:", "Signatories:".
func (w *work) lineLists() []signer {
	var out []signer
	segs := w.lay.Segments
	for i := 0; i < len(segs); i++ {
		if segs[i].Letter >= 0 || segs[i].Kind == segment.Date || segs[i].Kind == segment.Contact {
			continue
		}
		a, b := w.lay.Text.Bytes(segs[i].Span)
		role, ok := announcesNames(lower(w.s[max(a, b-300):b]))
		if !ok {
			continue
		}
		j := i + 1
		for j < len(segs) && (w.nameLine(&segs[j]) || w.listLabel(&segs[j]) && j+1 < len(segs) && w.nameLine(&segs[j+1])) {
			j++
		}
		if j == i+1 {
			continue
		}
		_, end := w.lay.Text.Bytes(segs[j-1].Span)
		out = append(out, w.listBlock(b, end, role)...)
		i = j - 1
	}
	return out
}

// announcesNames tells whether a line ends by announcing the names of signers, and in which role.
func announcesNames(low string) (schema.Role, bool) {
	low = strings.TrimRight(low, " *_")
	if k := strings.LastIndexAny(low, ".!?"); k >= 0 && k < len(low)-1 {
		low = low[k+1:]
	}
	colon := strings.HasSuffix(low, ":")
	if !colon && len(low) > 60 {
		return "", false
	}
	if hasAny(low, []cue{"cosponsor", "co-sponsor", "bill", "resolution", "endors"}) || strings.Contains(low, "text of") && !hasAny(low, []cue{"list of", "signers", "signatories"}) {
		return "", false
	}
	if hasAny(low, []cue{"signed by", "signatories", "signers", "co-sign", "cosign", "signing the letter", "signed the letter", "joined by", "signed on to"}) || colon && strings.Contains(low, "letter") && strings.Contains(low, "join") {
		return schema.RoleCosigner, true
	}
	return "", false
}

// nameLine tells whether a segment outside letters can be a line of names: short and without running prose.
func (w *work) nameLine(g *segment.Segment) bool {
	if g.Letter >= 0 || g.Kind != segment.Release && g.Kind != segment.Headline {
		return false
	}
	t := w.lay.Text.Slice(g.Span)
	if len(t) > 4000 || strings.HasSuffix(t, ":") {
		return false
	}
	lowerWords, all := 0, 0
	for _, f := range strings.Fields(t) {
		if f[0] >= 'a' && f[0] <= 'z' && f != "and" && f != "of" && f != "the" && f != "de" {
			lowerWords++
		}
		all++
	}
	return lowerWords*6 <= all
}

// listLabel tells whether a segment heads a part of a list of names: "House:", "Senators:", "Ohio:".
func (w *work) listLabel(g *segment.Segment) bool {
	if g.Letter >= 0 || g.Span.Len() > 30 {
		return false
	}
	t, ok := strings.CutSuffix(strings.Trim(w.lay.Text.Slice(g.Span), " *_"), ":")
	if !ok {
		return false
	}
	return mention.StateCode(t) != "" || hasAny(lower(t), []cue{"house", "senate", "senator", "representative", "members", "democrats", "republicans"})
}

// listBlock reads the names of s[a:b].
func (w *work) listBlock(a, b int, role schema.Role) []signer {
	bl := mention.ParseBlock(w.s, a, b, w.knower())
	var out []signer
	for _, n := range bl.Entries {
		x := signer{
			a: n.Start, b: n.End, name: n.Name(w.s), canonical: n.Canonical, title: n.Title, chamber: n.Chamber, state: n.State, tag: n.Tag,
			mode: schema.SignatureListed, rule: "list", role: role, bare: n.Bare,
		}
		if x.chamber == "" {
			x.chamber = bl.Chamber
		}
		out = append(out, x)
	}
	return w.plausible(out)
}

// bracketed are the signers in brackets behind the noun that counts them: "and 19 Senate Democrats (Baldwin, Booker, ...)".
func (w *work) bracketed(i int) []signer {
	x := &w.sentences[i]
	for from := 0; ; {
		k := strings.Index(x.low[from:], "(")
		if k < 0 {
			return nil
		}
		k += from
		from = k + 1
		f := strings.Fields(x.low[max(0, k-24):k])
		if len(f) == 0 || !groupNouns[f[len(f)-1]] {
			continue
		}
		e := strings.Index(x.low[k:], ")")
		if e < 0 || strings.Count(x.low[k:k+e], ",") < 2 {
			continue
		}
		return w.listBlock(x.a+k+1, x.a+k+e, schema.RoleCosigner)
	}
}
