package letters_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"demarche/loaders/letters"
)

// BenchmarkRead reads the unannotated releases with the registers loaded and reports releases a second on one core.
func BenchmarkRead(b *testing.B) {
	dir := sharedDir(b)
	files, _ := filepath.Glob(filepath.Join(dir, "press", "20*.jsonl"))
	docs := corpus(b, files)
	rd := letters.NewReader(registerIndex(b, dir), nil)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		rd.Read(docs[n%len(docs)])
		n++
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "releases/s")
}

// hostile are texts that nobody writes: each must be read in time linear in its length.
func hostile() map[string]string {
	signed := "May 1, 2012\n\nDear Secretary Bell:\n\n" + body + "\n\nSincerely,\n\n"
	names := strings.Repeat("Barbara Lee, Sheila Jackson Lee, Frank Pallone, Jr. and ", 10000)
	return map[string]string{
		"4 MiB line":                 strings.Repeat("We wrote a letter to Secretary Ann Bell today and Senator Lee said so. ", 4<<20/71),
		"4 MiB line of capitals":     "Today Senator Lee sent a letter to " + strings.Repeat("Barbara Lee John Lewis ", 4<<20/23),
		"4 MiB without spaces":       "letter" + strings.Repeat("x", 4<<20),
		"40,000 names in a block":    "May 1, 2012\n\nDear Secretary Bell:\n\n" + body + "\n\nSincerely,\n\n" + strings.Repeat("Barbara Lee\nMember of Congress\n", 40000),
		"40,000 names in a list":     "Today Senator Lee sent a letter to Secretary Bell. The letter was signed by " + names,
		"names in one block line":    "Dear Secretary Bell:\n\n" + body + "\n\nSincerely,\n" + names,
		"1 MiB of Dear":              strings.Repeat("Dear ", 1<<20/5),
		"1 MiB of Dear Mr. X:":       strings.Repeat("Dear Mr. Bell: ", 1<<20/15),
		"1 MiB of Sincerely":         strings.Repeat("Sincerely, ", 1<<20/11),
		"1 MiB of Dear X, Sincerely": strings.Repeat("Dear Mr. Bell:\nWe write to you about the harbour of the town today and ask for your help in this matter now.\nSincerely,\nBarbara Lee\n", 1<<20/130),
		"1 MiB of cc":                "Dear Mr. Bell:\n" + body + "\nSincerely,\n" + strings.Repeat("cc: Ann Bell\n", 1<<20/13),
		"1 MiB of quotes":            "In a letter today, " + strings.Repeat("“\"", 1<<20/5),
		"1 MiB of open quotes":       "Senator Lee sent a letter today. " + strings.Repeat("“We ", 1<<20/6),
		"1 MiB of brackets":          "Today Senator Lee (" + strings.Repeat("((", 1<<19) + " sent a letter",
		"1 MiB of joined by":         "Today Senator Lee sent a letter. " + strings.Repeat("joined by ", 1<<20/10),
		"1 MiB of The Honorable":     strings.Repeat("The Honorable ", 1<<20/14) + "\nDear Mr. Bell:\n" + body,
		"1 MiB of colons":            "letter " + strings.Repeat(":", 1<<20) + "Dear Mr. Bell: " + body,
		"1 MiB of numbers":           "Today Senator Lee and " + strings.Repeat("47 other ", 1<<20/9) + " sent a letter",
		"1 MiB of short lines":       "letter\n" + strings.Repeat("a\n", 1<<19) + "Dear Mr. Bell:\n" + body,
		"1 MiB of announcements":     strings.Repeat("The full text of the letter is below:\n", 1<<20/38) + body + body,
		"1 MiB of writing":           "Today Senator Lee urged action. “" + strings.Repeat("We ask,” Lee wrote “", 1<<20/22) + "”",
		"1 MiB of lost marks":        "Today  Senators " + strings.Repeat("Ann Lee  D CT   ", 1<<20/16) + " sent a letter",
		"1 MiB of tags":              "Today Senators " + strings.Repeat("Lee (D-CA), ", 1<<20/12) + "sent a letter to Senator Lee",
		"1 MiB of led by":            "Today a letter " + strings.Repeat("led by led by ", 1<<20/14) + "Senator Lee",
		"block of one letter":        signed + strings.Repeat("A", 256<<10),
		"block of glued capitals":    signed + "a" + strings.Repeat("BBMember", 32<<10),
		"block of initials":          signed + strings.Repeat("A. ", 64<<10),
		"block of digits":            signed + strings.Repeat("1234567890", 26<<10),
		"block of A, B and":          signed + strings.Repeat("Senators A, B and ", 14<<10),
		"block of glued names":       signed + strings.Repeat("BarbaraLeeMemberofCongress", 10<<10),
		"block of pairs":             signed + strings.Repeat("Barbara Lee     John Lewis\n", 10<<10),
		"1 MiB of dates":             "letter " + strings.Repeat("May 1, 2012 ", 1<<20/12) + "Dear Mr. Bell: " + body,
	}
}

// TestReadHostile reads hostile texts. Reading in the square of the length would take hours; the bound is loose because
// machines are busy.
func TestReadHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 35 MiB")
	}
	rd := letters.NewReader(rosterIndex(), nil)
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			rec := rd.Read(letters.Document{Source: name, Text: text, Published: "2012-05-02"})
			if d := time.Since(start); d > time.Duration(len(text)>>20+1)*30*time.Second {
				t.Errorf("Read of %d bytes took %v", len(text), d)
			}
			if len(rec.Letters) > 0 && len(rec.Letters[0].Signatures) > 100 {
				t.Errorf("%d signatures of three people", len(rec.Letters[0].Signatures))
			}
		})
	}
}
