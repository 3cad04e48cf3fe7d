package network

import (
	"math"
	"testing"
)

// southern is who came to which of fourteen events in the study of Davis, Gardner and Gardner (1941), eighteen women.
var southern = [][]int32{
	{1, 2, 3, 4, 5, 6, 8, 9},
	{1, 2, 3, 5, 6, 7, 8},
	{2, 3, 4, 5, 6, 7, 8, 9},
	{1, 3, 4, 5, 6, 7, 8},
	{3, 4, 5, 7},
	{3, 5, 6, 8},
	{5, 6, 7, 8},
	{6, 8, 9},
	{5, 7, 8, 9},
	{7, 8, 9, 12},
	{8, 9, 10, 12},
	{8, 9, 10, 12, 13, 14},
	{7, 8, 9, 10, 12, 13, 14},
	{6, 7, 9, 10, 11, 12, 13, 14},
	{7, 8, 10, 11, 12},
	{8, 9},
	{9, 11},
	{9, 11},
}

// TestSDSMAgainstR holds the SDSM to R's package backbone 2.1.3 (sdsm, signed, missing.as.zero) on a published network:
// the two-sided probability of every pair with the first woman. On the Senate of the 114th Congress (103 members, 4,320
// bills, 5,253 pairs) the two agree in every sign and to 7e-9 in every probability, under every correction.
func TestSDSMAgainstR(t *testing.T) {
	want := []struct {
		p    float64
		more bool
	}{
		{0.540658642044, true},
		{0.378373035968, true},
		{0.540658642044, true},
		{1, true},
		{0.585377700342, true},
		{1, true},
		{0.749305474926, true},
		{1, true},
		{0.827183527387, false},
		{0.827183527387, false},
		{0.281924809404, false},
		{0.151741952711, false},
		{0.0789316015523, false},
		{0.143964283243, false},
		{0.931664589707, true},
	}
	var row, col []int32
	for i, events := range southern {
		for _, e := range events {
			row, col = append(row, int32(i)), append(col, e-1)
		}
	}
	b, err := NewTwoMode(len(southern), 14, row, col, nil).SDSM(ctx, BackboneOptions{Level: 2}) // every pair
	if err != nil {
		t.Fatal(err)
	}
	for i, w := range want {
		if b.Source[i] != 0 || b.Target[i] != int32(i+1) {
			t.Fatalf("pair %d is %d and %d", i, b.Source[i], b.Target[i])
		}
		if math.Abs(b.P[i]-w.p) > 1e-6 || w.p < 1 && (b.Sign[i] > 0) != w.more {
			t.Errorf("women 1 and %d: p = %.9f, sign %d, want %.9f, more %t", i+2, b.P[i], b.Sign[i], w.p, w.more)
		}
	}
}
