package export_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"demarche/queries/export"
	"demarche/queries/network"
)

// congress is a two-mode network of the size of the 114th Congress: 546 people, 10,223 letters, 140,000 signatures.
func congress() *network.Network {
	const people, letters, signatures = 546, 10_223, 140_000
	r := rand.New(rand.NewPCG(114, 1))
	n := &network.Network{Kind: network.Signatures, Modes: []string{"person", "letter"}, Formula: "one edge per person and letter signed", Query: "network=signatures"}
	for i := range people + letters {
		kind, mode := "person", uint8(0)
		if i >= people {
			kind, mode = "letter", 1
		}
		n.ID, n.Label, n.Mode = append(n.ID, fmt.Sprintf("urn:demarche:%s:%05d", kind, i)), append(n.Label, fmt.Sprintf("%s number %d", kind, i)), append(n.Mode, mode)
	}
	role, on := network.NewColumn("role", network.String, signatures, "role"), network.NewColumn("date", network.Date, signatures, "date")
	for i := range signatures {
		n.Source, n.Target = append(n.Source, int32(i*people/signatures)), append(n.Target, people+r.Int32N(letters))
		n.EdgeID, n.Weight = append(n.EdgeID, fmt.Sprintf("urn:demarche:signature:%06d", i)), append(n.Weight, 1)
		role.SetText(i, "cosigner")
		on.SetText(i, "2015-03-02")
	}
	n.EdgeColumns = []*network.Column{role, on}
	return n
}

func BenchmarkWrite(b *testing.B) {
	n := congress()
	for _, f := range export.Formats() {
		b.Run(fmt.Sprintf("%s/edges=%d", f.Name, n.Edges()), func(b *testing.B) {
			dir := filepath.Join(b.TempDir(), "x")
			for b.Loop() {
				m, err := export.WriteFolder(context.Background(), dir, n, f, export.Options{})
				if err != nil {
					b.Fatal(err)
				}
				size := int64(0)
				for _, file := range m.Files {
					size += file.Bytes
				}
				b.SetBytes(size)
			}
		})
	}
}
