package quadio_test

import (
	"bytes"
	"context"
	"io"
	"testing"

	"demarche/graph/generate"
	"demarche/graph/quadio"
)

var formats = []quadio.Format{quadio.NQuads, quadio.Turtle, quadio.TriG, quadio.JSONLD}

func BenchmarkWrite(b *testing.B) {
	for _, f := range formats {
		b.Run(string(f), func(b *testing.B) {
			n := 0
			b.ReportAllocs()
			for range b.N {
				k, err := quadio.Write(context.Background(), io.Discard, f, generate.Quads(generate.Options{Seed: 1, Quads: 100_000}))
				if err != nil {
					b.Fatal(err)
				}
				n += k
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "quads/s")
		})
	}
}

func BenchmarkRead(b *testing.B) {
	for _, f := range formats {
		b.Run(string(f), func(b *testing.B) {
			var text bytes.Buffer
			if _, err := quadio.Write(context.Background(), &text, f, generate.Quads(generate.Options{Seed: 1, Quads: 100_000})); err != nil {
				b.Fatal(err)
			}
			n := 0
			b.SetBytes(int64(text.Len()))
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				for _, err := range quadio.Read(context.Background(), bytes.NewReader(text.Bytes()), quadio.ReadOptions{Format: f, Name: "x"}) {
					if err != nil {
						b.Fatal(err)
					}
					n++
				}
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "quads/s")
		})
	}
}
