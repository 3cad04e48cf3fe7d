package decode

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkReleases measures the reading of releases in docs/s; it takes the press releases beside the repository when
// they are there, else lines of our own of the same length.
func BenchmarkReleases(b *testing.B) {
	var data []byte
	files, _ := filepath.Glob("../../../shared/press/*.jsonl")
	for _, name := range files {
		part, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		data = append(data, part...)
	}
	if len(data) == 0 {
		line := `{"url":"https://a.example/1","title":"Example leads letter","date":"2020-10-09","text":"` +
			strings.Repeat(`Ann Example (D\u2013CA) said: “We urge you to act &amp; act now.”\n\n`, 40) + `"}` + "\n"
		data = []byte(strings.Repeat(line, 1000))
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	docs := 0
	for b.Loop() {
		for _, err := range Documents(context.Background(), "r.jsonl", bytes.NewReader(data), "releases") {
			if err == nil {
				docs++
			}
		}
	}
	b.ReportMetric(float64(docs)/b.Elapsed().Seconds(), "docs/s")
}

func BenchmarkNormalize(b *testing.B) {
	line := "Ann Example (D–CA) said: “We urge you to act and to act now.” The ferry   Morning Star\n\n"
	for _, bb := range []struct{ name, text string }{
		{"normal", strings.Repeat(line, 100)},
		{"ascii", strings.Repeat("We urge you to act and to act now, and to release the crew.\n", 130)},
		{"windows", strings.Repeat(strings.ReplaceAll(line, "\n", "\r\n"), 100)},
		{"decomposed", strings.Repeat("Ca\u0301rdenas "+line, 80)},
	} {
		b.Run("text="+bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(bb.text)))
			b.ReportAllocs()
			for b.Loop() {
				Normalize(bb.text)
			}
		})
	}
}
