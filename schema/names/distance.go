package names

// OSA is the optimal string alignment distance of two folded words: insertions, deletions, substitutions and transpositions
// of neighbours, no substring edited twice. It stops early and returns limit+1 as soon as the distance must exceed limit.
// Words longer than 63 bytes are compared by their first 63.
func OSA(a, b string, limit int) int {
	if a == b {
		return 0
	}
	if len(a) > 63 {
		a = a[:63]
	}
	if len(b) > 63 {
		b = b[:63]
	}
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	var rows [3][64]int
	for j := 0; j <= len(b); j++ {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		prev2, prev, cur := &rows[(i+1)%3], &rows[(i+2)%3], &rows[i%3]
		cur[0] = i
		best := cur[0]
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			v := min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				v = min(v, prev2[j-2]+1)
			}
			cur[j] = v
			best = min(best, v)
		}
		if best > limit {
			return limit + 1
		}
	}
	return min(rows[len(a)%3][len(b)], limit+1)
}
