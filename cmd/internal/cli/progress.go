package cli

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"demarche/loaders/ingest"
)

// progress tells on standard error how far a long work is: a line that is written over on a terminal, nothing in a pipe.
type progress struct {
	Env
	live  bool
	began time.Time
	last  time.Time
	stage string
	wrote bool
}

func newProgress(env Env) *progress {
	now := env.Now()
	return &progress{Env: env, live: isTerminal(env.Err), began: now, last: now}
}

// redraw is how often the line is written.
const redraw = 100 * time.Millisecond

func (p *progress) show(s ingest.Progress) {
	if !p.live {
		return
	}
	now := p.Now()
	if s.Stage != p.stage {
		p.stage, p.began = s.Stage, now
	} else if now.Sub(p.last) < redraw {
		return
	}
	p.last, p.wrote = now, true
	line := fmt.Sprintf("%s: %d", s.Stage, s.Count)
	if secs := now.Sub(p.began).Seconds(); secs > 0.5 && s.Count > 0 {
		line += fmt.Sprintf("  %.0f/s", float64(s.Count)/secs)
		if s.Total > 0 && s.Done > 0 {
			left := time.Duration(secs * float64(s.Total-s.Done) / float64(s.Done) * float64(time.Second))
			line += fmt.Sprintf("  %d%%  %s left", 100*s.Done/s.Total, left.Round(time.Second))
		}
	}
	line = fmt.Sprintf("%.70s", line)
	fmt.Fprintf(p.Err, "\r\033[K%s  %s", line, ending(s.Item, lineWidth-len(line)-2))
}

// lineWidth is how long the line may be: one that a terminal breaks cannot be written over.
const lineWidth = 79

// ending is the last n characters of the name of a file, which tell most, without any that would steer the terminal.
func ending(name string, n int) string {
	runes := []rune(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '?'
		}
		return r
	}, name))
	if len(runes) <= n {
		return string(runes)
	}
	return "…" + string(runes[len(runes)-n+1:])
}

// count shows how many of what are done.
func (p *progress) count(stage string, done int) { p.show(ingest.Progress{Stage: stage, Count: done}) }

// done takes the line away.
func (p *progress) done() {
	if p.wrote {
		fmt.Fprint(p.Err, "\r\033[K")
	}
}
