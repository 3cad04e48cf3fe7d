package pdf

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// encoding maps the codes of a simple font to their text; a code without one is empty.
type encoding [256]string

// baseEncoding is one of the encodings that the format names (ISO 32000-1, annex D); StandardEncoding when unknown.
func baseEncoding(n name) encoding {
	var e encoding
	table := charmap.Windows1252
	switch n {
	case "WinAnsiEncoding":
	case "MacRomanEncoding":
		table = charmap.Macintosh
	default:
		for c := byte(' '); c < 127; c++ {
			e[c] = string(rune(c))
		}
		e['\''], e['`'] = "’", "‘"
		for i, r := range []rune(standardUpper) {
			if r != ' ' {
				e[0xa1+i] = string(r)
			}
		}
		return e
	}
	for c := 32; c < 256; c++ {
		if r := table.DecodeByte(byte(c)); r != utf8.RuneError && r >= 32 && r != 127 {
			e[c] = string(r)
		}
	}
	if n == "WinAnsiEncoding" { // the notes to table D.2: free codes are bullets, the soft hyphen is a hyphen
		for _, c := range []byte{0x7f, 0x81, 0x8d, 0x8f, 0x90, 0x9d} {
			e[c] = "•"
		}
		e[0xad] = "-"
	}
	return e
}

// standardUpper holds the characters of StandardEncoding from 0xA1 to 0xFB; a blank is no character.
const standardUpper = "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ –†‡· ¶•‚„”»…‰ ¿ `´ˆ˜¯˘˙¨ ˚¸ ˝˛ˇ—" +
	"                Æ ª    ŁØŒº     æ   ı  łøœß"

// glyphText is the text of a glyph's name by the rules of the Adobe Glyph List specification, section 2; empty when the
// name tells nothing.
func glyphText(g string) string {
	if g == ".notdef" {
		return ""
	}
	g, _, _ = strings.Cut(g, ".")
	if strings.ContainsRune(g, '_') && len(g) < 64 {
		var b strings.Builder
		for part := range strings.SplitSeq(g, "_") {
			b.WriteString(glyphText(part))
		}
		return b.String()
	}
	if len(g) == 1 {
		return g
	}
	if s, ok := glyphNames[g]; ok {
		return s
	}
	if hex, ok := strings.CutPrefix(g, "uni"); ok && len(hex) >= 4 && len(hex)%4 == 0 && len(hex) <= 32 {
		return hexText(hex)
	}
	if hex, ok := strings.CutPrefix(g, "u"); ok && len(hex) >= 4 && len(hex) <= 6 {
		if n, err := strconv.ParseUint(hex, 16, 32); err == nil && utf8.ValidRune(rune(n)) {
			return string(rune(n))
		}
	}
	// Letters with an accent are named letter and accent.
	base, size := utf8.DecodeRuneInString(g)
	letter, accent := string(base), g[size:]
	for _, l := range []string{"AE", "ae", "dotlessi"} {
		if rest, ok := strings.CutPrefix(g, l); ok && rest != "" {
			letter, accent = glyphNames[l], rest
		}
	}
	if mark, ok := accents[accent]; ok {
		return norm.NFC.String(letter + mark)
	}
	for _, suffix := range []string{"small", "oldstyle", "inferior", "superior"} {
		if rest, ok := strings.CutSuffix(g, suffix); ok && rest != "" {
			return glyphText(rest)
		}
	}
	return ""
}

func hexText(hex string) string {
	var units []uint16
	for i := 0; i+4 <= len(hex); i += 4 {
		n, err := strconv.ParseUint(hex[i:i+4], 16, 16)
		if err != nil {
			return ""
		}
		units = append(units, uint16(n))
	}
	return string(utf16.Decode(units))
}

var accents = map[string]string{
	"grave": "\u0300", "acute": "\u0301", "circumflex": "\u0302", "tilde": "\u0303", "macron": "\u0304", "breve": "\u0306",
	"dotaccent": "\u0307", "dieresis": "\u0308", "ring": "\u030a", "hungarumlaut": "\u030b", "caron": "\u030c",
	"cedilla": "\u0327", "commaaccent": "\u0326", "ogonek": "\u0328",
}

// glyphNames are the names of the Adobe Glyph List that Latin text uses and that no rule makes.
var glyphNames = map[string]string{
	"space": " ", "nbspace": " ", "nonbreakingspace": " ", "exclam": "!", "quotedbl": `"`, "numbersign": "#", "dollar": "$",
	"percent": "%", "ampersand": "&", "quotesingle": "'", "parenleft": "(", "parenright": ")", "asterisk": "*", "plus": "+",
	"comma": ",", "hyphen": "-", "sfthyphen": "\u00ad", "softhyphen": "\u00ad", "minus": "−", "period": ".", "slash": "/",
	"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
	"nine": "9", "colon": ":", "semicolon": ";", "less": "<", "equal": "=", "greater": ">", "question": "?", "at": "@",
	"bracketleft": "[", "backslash": `\`, "bracketright": "]", "asciicircum": "^", "underscore": "_", "grave": "`",
	"braceleft": "{", "bar": "|", "braceright": "}", "asciitilde": "~", "exclamdown": "¡", "cent": "¢", "sterling": "£",
	"currency": "¤", "yen": "¥", "brokenbar": "¦", "section": "§", "dieresis": "¨", "copyright": "©", "ordfeminine": "ª",
	"guillemotleft": "«", "logicalnot": "¬", "registered": "®", "macron": "¯", "degree": "°", "plusminus": "±",
	"twosuperior": "²", "threesuperior": "³", "acute": "´", "mu": "µ", "paragraph": "¶", "periodcentered": "·",
	"middot": "·", "cedilla": "¸", "onesuperior": "¹", "ordmasculine": "º", "guillemotright": "»", "onequarter": "¼",
	"onehalf": "½", "threequarters": "¾", "questiondown": "¿", "AE": "Æ", "ae": "æ", "OE": "Œ", "oe": "œ", "Oslash": "Ø",
	"oslash": "ø", "Lslash": "Ł", "lslash": "ł", "Eth": "Ð", "eth": "ð", "Thorn": "Þ", "thorn": "þ", "germandbls": "ß",
	"multiply": "×", "divide": "÷", "dotlessi": "ı", "florin": "ƒ", "fraction": "⁄", "schwa": "ə", "Schwa": "Ə",
	"Dcroat": "Đ", "dcroat": "đ", "Hbar": "Ħ", "hbar": "ħ", "kgreenlandic": "ĸ", "Eng": "Ŋ", "eng": "ŋ",
	"circumflex": "ˆ", "tilde": "˜", "breve": "˘", "dotaccent": "˙", "ring": "˚", "ogonek": "˛", "caron": "ˇ",
	"hungarumlaut": "˝", "endash": "–", "emdash": "—", "figuredash": "‒", "quoteleft": "‘", "quoteright": "’",
	"quotesinglbase": "‚", "quotedblleft": "“", "quotedblright": "”", "quotedblbase": "„", "dagger": "†", "daggerdbl": "‡",
	"bullet": "•", "ellipsis": "…", "perthousand": "‰", "guilsinglleft": "‹", "guilsinglright": "›", "Euro": "€",
	"trademark": "™", "fi": "fi", "fl": "fl", "ff": "ff", "ffi": "ffi", "ffl": "ffl", "longs": "s", "checkmark": "✓",
	"a71": "•", "a73": "■", "H17009": "•", "openbullet": "◦", "filledbox": "■", "blacksquare": "■", "square": "□",
}

// plainForm replaces ligatures by their letters and the bullets of symbol fonts by plain ones.
func plainForm(s string) string {
	for _, r := range s {
		switch {
		case r >= 0xfb00 && r <= 0xfb06:
			return norm.NFKC.String(s)
		case r == 0xf0b7 || r == 0xf0a7 || r == 0xf0d8 || r == 0xf076 || r == 0xf0fc:
			return strings.Map(func(r rune) rune {
				if r >= 0xf000 && r <= 0xf0ff {
					return '•'
				}
				return r
			}, s)
		case r >= 0xf020 && r <= 0xf07e: // a symbol font's copy of ASCII
			return strings.Map(func(r rune) rune {
				if r >= 0xf020 && r <= 0xf07e {
					return r - 0xf000
				}
				return r
			}, s)
		}
	}
	return s
}

// decodeText reads a text string: UTF-16 or UTF-8 with a mark, else PDFDocEncoding, of which Latin-1 is a good part.
func decodeText(s string) string {
	switch {
	case strings.HasPrefix(s, "\xfe\xff"):
		return utf16Text(s[2:])
	case strings.HasPrefix(s, "\xef\xbb\xbf"):
		return strings.ToValidUTF8(s[3:], "\ufffd")
	}
	out, err := charmap.Windows1252.NewDecoder().String(s)
	if err != nil {
		return ""
	}
	return out
}

func utf16Text(s string) string {
	units := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}
