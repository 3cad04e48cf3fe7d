package picture_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"demarche/queries/corpus"
	"demarche/queries/network"
	"demarche/queries/network/networktest"
	"demarche/queries/network/picture"
)

func build(t *testing.T, k network.Kind) *network.Network {
	t.Helper()
	n, err := network.Build(context.Background(), corpus.New(networktest.New(networktest.Small())), network.Request{Kind: k})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func wellFormed(t *testing.T, b []byte) {
	t.Helper()
	for d := xml.NewDecoder(bytes.NewReader(b)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

func TestSVGAndReport(t *testing.T) {
	for _, k := range network.Kinds() {
		t.Run(string(k), func(t *testing.T) {
			n := build(t, k)
			var a, b bytes.Buffer
			if err := picture.SVG(context.Background(), &a, n, picture.Options{}); err != nil {
				t.Fatal(err)
			}
			if err := picture.SVG(context.Background(), &b, n, picture.Options{}); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(a.Bytes(), b.Bytes()) {
				t.Error("two pictures of one network differ")
			}
			wellFormed(t, a.Bytes())
			if !strings.Contains(a.String(), "Ann Able") || strings.Contains(a.String(), "<Baker>") {
				t.Error("labels are missing or not escaped")
			}
			var page bytes.Buffer
			if err := picture.Report(context.Background(), &page, n, picture.Options{Licence: "CC0-1.0"}); err != nil {
				t.Fatal(err)
			}
			for _, want := range []string{"<svg", "How to cite", "CC0-1.0", "Ann Able"} {
				if !strings.Contains(page.String(), want) {
					t.Errorf("the report lacks %q", want)
				}
			}
			if strings.Contains(page.String(), "<script") || strings.Contains(page.String(), "src=") {
				t.Error("the report refers to outside files")
			}
		})
	}
}

func TestEdgesOfSize(t *testing.T) {
	empty := &network.Network{Kind: network.Cosign, Modes: []string{"person"}}
	var b bytes.Buffer
	if err := picture.SVG(context.Background(), &b, empty, picture.Options{}); err != nil {
		t.Fatal(err)
	}
	wellFormed(t, b.Bytes())
	r := rand.New(rand.NewPCG(1, 1))
	big := &network.Network{Kind: network.Cosign, Modes: []string{"person"}, Formula: "made up"}
	for i := range 2000 {
		big.ID, big.Label, big.Mode = append(big.ID, fmt.Sprint("n", i)), append(big.Label, fmt.Sprint("Person ", i)), append(big.Mode, 0)
	}
	for i := range 5000 {
		big.Source, big.Target = append(big.Source, r.Int32N(2000)), append(big.Target, r.Int32N(2000))
		big.EdgeID, big.Weight = append(big.EdgeID, fmt.Sprint("e", i)), append(big.Weight, 1+r.Float64())
	}
	b.Reset()
	if err := picture.SVG(context.Background(), &b, big, picture.Options{}); err != nil {
		t.Fatal(err)
	}
	wellFormed(t, b.Bytes())
	if !strings.Contains(b.String(), "not drawn: 1700 weaker nodes") {
		t.Error("the picture does not say what it leaves out")
	}
	if err := picture.SVG(context.Background(), &b, big, picture.Options{Colour: "nosuch"}); err == nil {
		t.Error("an unknown column is no error")
	}
}
