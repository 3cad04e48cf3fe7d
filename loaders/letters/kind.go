package letters

import (
	"strings"

	"demarche/loaders/letters/mention"
	"demarche/loaders/letters/segment"
	"demarche/schema"
)

// kind says what the document is, given that it has letters.
func (w *work) kind(ds []draft) schema.Kind {
	if ds[0].embedded >= 0 && !w.storyBefore(w.lay.Letters[ds[0].embedded].Span[0]) {
		return schema.KindLetter
	}
	if w.doc.Member != "" {
		return schema.KindPressRelease
	}
	release, news := 0, 0
	head := lower(w.s[:min(len(w.s), 3000)])
	for _, c := range []cue{"for immediate release", "contact:", "press release", "media contact", "press office", "source: united states", "source: congress", "source: u.s.", "source: office of", "source: sen", "source: rep"} {
		if strings.Contains(head, c) {
			release += 2
		}
	}
	if strings.Contains(head, "today") {
		release++
	}
	if strings.Contains(lower(w.s[max(0, len(w.s)-300):]), "###") || strings.Contains(w.s[max(0, len(w.s)-300):], "# # #") {
		release += 2
	}
	for _, x := range w.sentences {
		if strings.Contains(x.low, " reports.") || strings.Contains(x.low, " reports ") && strings.Contains(x.low, ", ") && !strings.Contains(x.low, "reports of") && !strings.Contains(x.low, "reports that") || strings.Contains(x.low, " reported.") {
			news++
		}
		if strings.Contains(x.low, "told the ") || strings.Contains(x.low, "told reporters") || strings.Contains(x.low, "said in a statement") || strings.Contains(x.low, "according to a copy of the letter") {
			news++
		}
	}
	if strings.HasPrefix(strings.TrimSpace(head), "date ") || strings.HasPrefix(head, "by ") {
		news++
	}
	if w.namesReleaser() {
		release += 2
	} else {
		for _, d := range []cue{" on monday", " on tuesday", " on wednesday", " on thursday", " on friday", " on saturday", " on sunday"} {
			if len(w.sentences) > 0 && strings.Contains(w.sentences[0].low, d) {
				news++
			}
		}
	}
	if news > release {
		return schema.KindNewsReport
	}
	return schema.KindPressRelease
}

// namesReleaser tells whether the first sentence names a legislator in the way of an office's own release.
func (w *work) namesReleaser() bool {
	for i := range w.sentences {
		if w.sentences[i].headline {
			continue
		}
		for _, m := range w.mentions(i) {
			if m.HasTag || m.Office == mention.Legislator {
				return true
			}
		}
		return false
	}
	return false
}

// storyBefore tells whether running text of the document stands before code point p.
func (w *work) storyBefore(p int) bool {
	for _, g := range w.lay.Segments {
		if g.Span[0] >= p {
			return false
		}
		switch g.Kind {
		case segment.Release, segment.Intro, segment.Contact:
			if g.Kind != segment.Release || g.Span.Len() > 90 || g.Span.Len() > 30 && strings.ContainsAny(w.lay.Text.Slice(schema.Span{g.Span[1] - 1, g.Span[1]}), ".:”\"") {
				return true
			}
		case segment.Boilerplate:
			if g.Span.Len() > 200 {
				return true
			}
		}
	}
	return false
}
