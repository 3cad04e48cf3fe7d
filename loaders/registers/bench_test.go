package registers

import (
	"context"
	"testing"
)

// BenchmarkRead reads every register of the reference folder, one after the other.
func BenchmarkRead(b *testing.B) {
	var paths []string
	for _, c := range referenceCounts {
		paths = append(paths, reference(b, c.name))
	}
	b.ReportAllocs()
	records := 0
	for b.Loop() {
		records = 0
		for _, path := range paths {
			e, err := Read(context.Background(), path)
			if err != nil {
				b.Fatal(err)
			}
			records += e.Report.Read
		}
	}
	b.ReportMetric(float64(records)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
}
