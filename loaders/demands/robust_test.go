package demands

import (
	"strings"
	"testing"
	"time"

	"demarche/loaders/letters/segment"
	"demarche/schema"
)

// sample is a letter of our own words with most constructions.
const sample = `We write to express our grave concern about the shelling of Stepanakert and urge you to act.

On October 5th, rockets struck a market. Three days later, a hospital was bombed. We call on the Administration to suspend all arms sales to Azerbaijan under Section 907 of the FREEDOM Support Act (Public Law 102-511).

We urge you to take the following steps:

1. Impose sanctions on Defense Minister Arman Vel and General Tarik Osun under the Global Magnitsky Act;
2. Provide humanitarian assistance to the displaced families of Artsakh; and
3. Press Baku to release all prisoners of war.

If Ankara does not withdraw its advisers, then the State Department should immediately halt the sale of fighter jets to Turkey. The President must not certify the waiver. Please answer the following questions by November 20:

- What steps has the Department taken?
- When will Congress be briefed?

We look forward to your prompt reply.`

func input(s string) Input {
	t := segment.NewText(s)
	return Input{Text: t, Body: []schema.Span{{0, t.Len()}}, Full: true, Date: "2020-10-23", Recipients: []schema.Recipient{secretary}}
}

// TestLinear reads texts made to hurt: ten times the length may not take much more than ten times as long.
func TestLinear(t *testing.T) {
	a := newAnalyst(t)
	for name, unit := range map[string]string{
		"asks":            "we urge you to impose sanctions on Aab" + " ",
		"sentences":       "We urge you to suspend aid to Mali, release Bob and protect Zed in 1999. ",
		"questions":       "What did you do? ",
		"items":           "\n1. Impose sanctions on Mali:",
		"countries":       "Georgia Jordan Chad Armenia ",
		"titles":          "President Minister (",
		"officials":       "President Ab Cd must be held accountable. ",
		"targets":         "We urge you to sanction Aa Bb, General Cc Dd and the Ee Ff Company's head. ",
		"names":           "We urge you to investigate Mr. Abc Abc Abc Abc, ",
		"passives":        "Aa Bb, Cc Dd and Ee Ff must be sanctioned ",
		"dates":           "attack on May 3, ten days later ",
		"laws":            "Section 3 of the Act of Act (Public Law H.R. S. ",
		"commas":          ", and, and to ",
		"acts":            "Aa Act of the ",
		"if":              "if a if ",
		"to":              "we urge to to to ",
		"modals":          "they must, be held and should be cut, ",
		"joined":          "we urge you to impose sanctions, and to suspend aid, release Bob and urge ",
		"and urge":        "and urge, and request ",
		"sums":            "and $1 million for ",
		"we request sums": "we request $1 for a and $2 for b, ",
		"against":         "impose sanctions against A and against B ",
		"quotes":          "we said \"urge you to\" ",
		"quoted":          "\"we urge you to free Bob\" said they ",
		"imperative":      "it is imperative, and it is vital, ",
		"mojibake":        "â€™s â€",
	} {
		t.Run(name, func(t *testing.T) {
			short, long := strings.Repeat(unit, 2000), strings.Repeat(unit, 20000)
			t0 := time.Now()
			a.Read(input(short))
			t1 := time.Now()
			a.Read(input(long))
			d1, d2 := t1.Sub(t0), time.Since(t1)
			if d2 > 60*d1+5*time.Second {
				t.Errorf("Read(%q repeated) took %v for 2,000 and %v for 20,000", unit, d1, d2)
			}
		})
	}
}

// TestSpans holds the contract of spans: the text at the span is the quoted value.
func TestSpans(t *testing.T) {
	a := newAnalyst(t)
	for _, s := range []string{sample, "é" + sample, strings.ReplaceAll(sample, "We", "“Wë")} {
		in := input(s)
		f := a.Read(in)
		if len(f.Demands) == 0 || len(f.Targets) == 0 || len(f.Events) == 0 || len(f.Legal) == 0 || len(f.Mentions) == 0 {
			t.Fatalf("Read(sample) found too little: %d demands, %d targets, %d events, %d laws, %d countries",
				len(f.Demands), len(f.Targets), len(f.Events), len(f.Legal), len(f.Mentions))
		}
		for i, d := range f.Demands {
			if got := in.Text.Slice(d.Span); got != d.Text {
				t.Errorf("demand %d: text at %v is %q, want %q", i, d.Span, got, d.Text)
			}
			if d.Order != i+1 || d.Rule == "" || d.Demander != "letter" {
				t.Errorf("demand %d = %+v, want order %d, a rule and the letter as demander", i, d, i+1)
			}
		}
		for _, x := range f.Targets {
			if got := strings.Join(strings.Fields(in.Text.Slice(x.Span)), " "); got != x.Name {
				t.Errorf("target %q stands at %v as %q", x.Name, x.Span, got)
			}
		}
	}
}

func BenchmarkRead(b *testing.B) {
	a := newAnalyst(b)
	in := input(strings.Repeat(sample+"\n\n", 3))
	b.SetBytes(int64(len(in.Text.String())))
	b.ReportAllocs()
	for b.Loop() {
		a.Read(in)
	}
}

// FuzzRead holds that no text makes the analyst panic and that every span lies in the text.
func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Add("Iranâ€™s <sup>th</sup> 27<sup>th</sup> of May; (1) do; (2) not")
	f.Add("Abc. Def Ghi") // zones that overlap
	f.Add("We urge you to free Bob and we")
	f.Add("We urge you to impose sanctions on the Red Brigade against")
	f.Add("we urge\x00 \u2028 to \xff")
	a := newAnalyst(f)
	f.Fuzz(func(t *testing.T, s string) {
		in := input(s)
		n := in.Text.Len()
		in.Report = []schema.Span{{0, n / 2}}
		in.Quotes = []schema.Span{{n / 2, n}}
		for _, full := range []bool{true, false} {
			in.Full = full
			r := a.Read(in)
			for _, d := range r.Demands {
				if d.Span[0] < 0 || d.Span[1] > n || d.Span[0] >= d.Span[1] {
					t.Fatalf("Read(%q): span %v of %d", s, d.Span, n)
				}
			}
		}
	})
}
