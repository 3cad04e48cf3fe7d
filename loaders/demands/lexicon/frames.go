package lexicon

import (
	"fmt"
	"strings"
)

// Place says where, seen from the words of a frame, the one acted on is named.
type Place uint8

// The places of frames.
const (
	Object  Place = iota // the verb's object: "designate X"
	Account              // the verb's object before a word of account: "hold X accountable"
	Actor                // who is to act: "call on X to resign"
	Near                 // behind a preposition that follows the noun: "extradition of X"
	Far                  // behind a preposition some words on: "sanctions under the act against X"
)

// The roles of frames.
const (
	Against = "against" // the act goes against whom the frame names
	For     = "for"     // it is asked for the good of whom the frame names
	Post    = "post"    // somebody for a post: for or against as the demand is
)

// Frame is a row of frames.tsv: words with the place of the one acted on.
type Frame struct {
	Role  string
	Place Place
	Preps []int32         // word numbers
	Types map[string]bool // demand types that it counts in, nil for all
	Not   map[string]bool // demand types that it does not count in
}

// Fits tells whether the frame counts in a demand of the type.
func (f *Frame) Fits(typ string) bool { return (f.Types == nil || f.Types[typ]) && !f.Not[typ] }

// Head is a class of heads.tsv; a word may belong to several.
type Head uint16

// The classes of heads.tsv.
const (
	Government Head = 1 << iota
	Member
	Company
	Thing
	Own
	Lifting
	Doubting
	Particle
	Suffered
	Stopping
)

// headClasses are the names that heads.tsv gives its classes.
var headClasses = map[string]Head{
	"government": Government, "member": Member, "company": Company, "thing": Thing, "own": Own, "lifting": Lifting,
	"doubting": Doubting, "particle": Particle, "suffered": Suffered, "stopping": Stopping,
}

// Heads is the set of classes of the word, which is folded to lower case; 0 for a word of none.
func (l *Lexicon) Heads(word string) Head {
	if len(word) > maxWord {
		return 0
	}
	return l.heads[strings.ToLower(word)]
}

// Body is the kind, person or organization, of a name that bodies.tsv lists; empty for any other.
func (l *Lexicon) Body(name string) string { return l.bodies[name] }

func (l *Lexicon) loadFrames(inf inflector) error {
	rows, err := readTSV("frames.tsv", 4)
	if err != nil {
		return err
	}
	for n, r := range rows {
		f := Frame{Role: r.cols[0]}
		place := strings.Fields(r.cols[1])
		switch place[0] {
		case "object":
			f.Place = Object
		case "account":
			f.Place = Account
		case "actor":
			f.Place = Actor
		case "near":
			f.Place = Near
		case "far":
			f.Place = Far
		default:
			return fmt.Errorf("lexicon: frames.tsv:%d: unknown place %q", r.line, place[0])
		}
		for _, p := range place[1:] {
			f.Preps = append(f.Preps, l.ID(p))
		}
		for _, t := range items(r.cols[2]) {
			if t == "*" {
				continue
			}
			if not, ok := strings.CutPrefix(t, "!"); ok {
				if f.Not == nil {
					f.Not = map[string]bool{}
				}
				f.Not[not] = true
				continue
			}
			if f.Types == nil {
				f.Types = map[string]bool{}
			}
			f.Types[t] = true
		}
		l.Frames = append(l.Frames, f)
		for _, p := range items(r.cols[3]) {
			e := entry{kind: frameEntry, value: int32(n)}
			if f.Place < Near {
				l.inflected(inf, p, e)
				continue
			}
			l.phrase(p, e)
			if !strings.HasSuffix(p, "s") {
				l.phrase(third(p), e)
			}
		}
	}
	return l.loadHeads()
}

func (l *Lexicon) loadHeads() error {
	rows, err := readTSV("heads.tsv", 2)
	if err != nil {
		return err
	}
	l.heads = map[string]Head{}
	for _, r := range rows {
		c, ok := headClasses[r.cols[0]]
		if !ok {
			return fmt.Errorf("lexicon: heads.tsv:%d: unknown class %q", r.line, r.cols[0])
		}
		for _, w := range items(r.cols[1]) {
			l.heads[w] |= c
		}
	}
	if rows, err = readTSV("bodies.tsv", 2); err != nil {
		return err
	}
	l.bodies = map[string]string{}
	for _, r := range rows {
		for _, name := range items(r.cols[1]) {
			l.bodies[name] = r.cols[0]
		}
	}
	return nil
}
