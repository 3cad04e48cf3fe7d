package pdf

import (
	"bytes"
	"compress/flate"
	"encoding/ascii85"
	"io"
)

// maxFilters is the longest chain of filters that is followed.
const maxFilters = 6

// unpack undoes the encryption and the filters of a stream (ISO 32000-1, 7.4). What a damaged stream gives up to the
// damage is kept; filters of pictures give nothing.
func (f *file) unpack(s *stream) []byte {
	b := s.raw
	if f.crypt != nil && s.dict["Type"] != name("XRef") {
		b = f.crypt.bytes(b, s.id, f.crypt.streams)
	}
	filters := f.list(s.dict["Filter"], s.dict["F"])
	params := f.list(s.dict["DecodeParms"], s.dict["DP"])
	if len(filters) > maxFilters {
		return nil
	}
	for i, filter := range filters {
		var parms dict
		if i < len(params) {
			parms = f.dictOf(params[i])
		}
		left := f.budget.unpacked
		switch f.nameOf(filter) {
		case "FlateDecode", "Fl":
			b = f.predict(inflate(b, left+1), parms)
		case "LZWDecode", "LZW":
			early, ok := f.intOf(parms["EarlyChange"])
			b = f.predict(expandLZW(b, left+1, !ok || early != 0), parms)
		case "ASCIIHexDecode", "AHx":
			b = []byte((&lexer{b: append([]byte("<"), b...)}).hex())
		case "ASCII85Decode", "A85":
			b = expand85(b)
		case "RunLengthDecode", "RL":
			b = expandRuns(b, left+1)
		case "Crypt":
		default:
			return nil
		}
		if !f.budget.take(&f.budget.unpacked, len(b), "the streams unpack to too much") {
			return nil
		}
	}
	if len(filters) == 0 && !f.budget.take(&f.budget.unpacked, len(b), "the streams hold too much") {
		return nil
	}
	return b
}

// list is a value that may stand alone or in an array; the second name is that of pictures inside content.
func (f *file) list(v, short any) array {
	if v == nil {
		v = short
	}
	switch x := f.resolve(v).(type) {
	case array:
		return x
	case nil:
		return nil
	case text: // the name of a file outside
		return nil
	default:
		return array{x}
	}
}

func inflate(b []byte, limit int) []byte {
	if len(b) < 3 {
		return nil
	}
	if b[0]&0x0f == 8 && (int(b[0])<<8|int(b[1]))%31 == 0 {
		b = b[2:]
	}
	out, _ := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(b)), int64(limit)))
	return out
}

func expand85(b []byte) []byte {
	if i := bytes.IndexByte(b, '~'); i >= 0 {
		b = b[:i]
	}
	b = bytes.TrimPrefix(bytes.TrimSpace(b), []byte("<~"))
	out := make([]byte, 4*len(b)+4) // a z is four bytes
	n, _, _ := ascii85.Decode(out, b, true)
	return out[:n]
}

func expandRuns(b []byte, limit int) []byte {
	var out []byte
	for len(b) > 1 && len(out) < limit {
		n := int(b[0])
		switch {
		case n == 128:
			return out
		case n < 128:
			n = min(n+1, len(b)-1)
			out = append(out, b[1:1+n]...)
			b = b[1+n:]
		default:
			out = append(out, bytes.Repeat(b[1:2], 257-n)...)
			b = b[2:]
		}
	}
	return out
}

// expandLZW undoes LZW with codes of 9 to 12 bits, high bits first. With early the width grows one code early.
func expandLZW(b []byte, limit int, early bool) []byte {
	type entry struct {
		prefix int
		last   byte
		size   int
	}
	const clear, end = 256, 257
	table := make([]entry, 4096)
	for i := range 256 {
		table[i] = entry{prefix: -1, last: byte(i), size: 1}
	}
	var out []byte
	next, width, previous := 258, 9, -1
	bits, have := 0, 0
	shift := 0
	if early {
		shift = 1
	}
	for _, c := range b {
		bits, have = bits<<8|int(c), have+8
		if have < width {
			continue
		}
		have -= width
		code := bits >> have
		bits &= 1<<have - 1
		switch {
		case code == end || len(out) > limit:
			return out
		case code == clear:
			next, width, previous = 258, 9, -1
			continue
		case code >= next && (code != next || previous < 0), code == 257:
			return out
		}
		from := code
		if code == next {
			from = previous
		}
		size := table[from].size
		start := len(out)
		out = append(out, make([]byte, size)...)
		for i, e := start+size-1, from; e >= 0 && i >= start; i-- {
			out[i] = table[e].last
			e = table[e].prefix
		}
		first := out[start]
		if code == next {
			out = append(out, first)
		}
		if previous >= 0 && next < 4096 {
			table[next] = entry{prefix: previous, last: first, size: table[previous].size + 1}
			next++
		}
		for width < 12 && next+shift >= 1<<width {
			width++
		}
		previous = code
	}
	return out
}

// predict undoes the PNG and TIFF predictors of a stream (only bytes of eight bits for TIFF).
func (f *file) predict(b []byte, parms dict) []byte {
	kind, ok := f.intOf(parms["Predictor"])
	if !ok || kind < 2 {
		return b
	}
	get := func(key name, fallback int) int {
		if n, ok := f.intOf(parms[key]); ok && n > 0 && n < 1<<16 {
			return n
		}
		return fallback
	}
	colors, depth, columns := get("Colors", 1), get("BitsPerComponent", 8), get("Columns", 1)
	pixel := max(1, colors*depth/8)
	row := (colors*depth*columns + 7) / 8
	if row > 1<<24 {
		return nil
	}
	if kind == 2 {
		for start := 0; start < len(b) && depth == 8; start += row {
			line := b[start:min(start+row, len(b))]
			for i := pixel; i < len(line); i++ {
				line[i] += line[i-pixel]
			}
		}
		return b
	}
	out := make([]byte, 0, len(b))
	above := make([]byte, row)
	for len(b) > 1 {
		n := min(row, len(b)-1)
		line := make([]byte, row)
		copy(line, b[1:1+n])
		unfilter(b[0], line, above, pixel)
		out = append(out, line[:n]...)
		above, b = line, b[1+n:]
	}
	return out
}

// unfilter undoes one line of the PNG filters (ISO/IEC 15948, 9.2).
func unfilter(kind byte, line, above []byte, pixel int) {
	for i := range line {
		left, corner := byte(0), byte(0)
		if i >= pixel {
			left, corner = line[i-pixel], above[i-pixel]
		}
		switch kind {
		case 1:
			line[i] += left
		case 2:
			line[i] += above[i]
		case 3:
			line[i] += byte((int(left) + int(above[i])) / 2)
		case 4:
			p := int(left) + int(above[i]) - int(corner)
			a, b, c := abs(p-int(left)), abs(p-int(above[i])), abs(p-int(corner))
			switch {
			case a <= b && a <= c:
				line[i] += left
			case b <= c:
				line[i] += above[i]
			default:
				line[i] += corner
			}
		}
	}
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
