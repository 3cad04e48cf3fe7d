package pdf

import "encoding/binary"

// glyphIDs reads the character map of a TrueType font backwards: the text of every glyph. It serves fonts of composite
// text without a ToUnicode map, whose codes are the glyphs' numbers. Only format 4, the one of Windows, is read.
func glyphIDs(b []byte) map[int]string {
	u16 := func(at int) int {
		if at < 0 || at+2 > len(b) {
			return 0
		}
		return int(binary.BigEndian.Uint16(b[at:]))
	}
	u32 := func(at int) int {
		if at < 0 || at+4 > len(b) {
			return 0
		}
		return int(binary.BigEndian.Uint32(b[at:]))
	}
	table := 0
	for i := range min(u16(4), 64) {
		if at := 12 + 16*i; at+16 <= len(b) && string(b[at:at+4]) == "cmap" {
			table = u32(at + 8)
		}
	}
	if table == 0 {
		return nil
	}
	m := map[int]string{}
	left := 1 << 18 // characters that are looked at: segments may overlap
	for i := range min(u16(table+2), 64) {
		at := table + u32(table+4+8*i+4)
		if u16(at) != 4 {
			continue
		}
		segments := u16(at+6) / 2
		for s := range segments {
			end, start := u16(at+14+2*s), u16(at+16+2*segments+2*s)
			delta, offset := u16(at+16+4*segments+2*s), u16(at+16+6*segments+2*s)
			for c := start; c <= end && c < 0xffff && left > 0; c++ {
				left--
				id := c + delta
				if offset != 0 {
					if id = u16(at + 16 + 6*segments + 2*s + offset + 2*(c-start)); id != 0 {
						id += delta
					}
				}
				if id &= 0xffff; id != 0 && m[id] == "" {
					m[id] = string(rune(c))
				}
			}
		}
	}
	return m
}
