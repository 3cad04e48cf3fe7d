package names

// letters maps lower-case letters that Unicode does not decompose to what English-language texts print for them.
// Cyrillic follows BGN/PCGN in its simplified press form, Armenian the Eastern BGN/PCGN romanization of 1981 without its
// apostrophes.
var letters = map[rune]string{
	'ı': "i", 'ə': "a", 'ğ': "g", 'ş': "s", 'ș': "s", 'ț': "t", 'ţ': "t", 'ç': "c", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th",
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ŋ': "ng", 'ħ': "h", 'ŧ': "t", 'ĸ': "k", 'ſ': "s", 'ɛ': "e", 'ɔ': "o",
	// Cyrillic.
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ё': "e", 'ж': "zh", 'з': "z", 'и': "i", 'й': "y", 'к': "k", 'л': "l",
	'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh",
	'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya", 'і': "i", 'ї': "yi", 'є': "ye", 'ґ': "g", 'ў': "u",
	'ә': "a", 'ғ': "gh", 'ҝ': "g", 'ө': "o", 'ү': "u", 'һ': "h", 'ҹ': "j", 'қ': "q", 'ң': "ng", 'ј': "y", 'љ': "lj", 'њ': "nj", 'ћ': "c",
	'ђ': "dj", 'џ': "dz",
	// Armenian.
	'ա': "a", 'բ': "b", 'գ': "g", 'դ': "d", 'ե': "e", 'զ': "z", 'է': "e", 'ը': "y", 'թ': "t", 'ժ': "zh", 'ի': "i", 'լ': "l", 'խ': "kh",
	'ծ': "ts", 'կ': "k", 'հ': "h", 'ձ': "dz", 'ղ': "gh", 'ճ': "ch", 'մ': "m", 'յ': "y", 'ն': "n", 'շ': "sh", 'ո': "o", 'չ': "ch", 'պ': "p",
	'ջ': "j", 'ռ': "r", 'ս': "s", 'վ': "v", 'տ': "t", 'ր': "r", 'ց': "ts", 'ւ': "v", 'փ': "p", 'ք': "k", 'օ': "o", 'ֆ': "f", 'և': "ev",
}

// azerbaijani maps the letters that Azerbaijani reads in its own way to the usual English rendering.
var azerbaijani = map[rune]string{
	'ə': "a", 'c': "j", 'ç': "ch", 'ş': "sh", 'ğ': "gh", 'q': "g", 'x': "kh", 'ı': "i", 'j': "zh", 'ö': "o", 'ü': "u",
}

// windows1252 holds the runes that Windows-1252 has between 0x80 and 0x9F.
var windows1252 = map[rune]byte{
	'€': 0x80, '‚': 0x82, 'ƒ': 0x83, '„': 0x84, '…': 0x85, '†': 0x86, '‡': 0x87, 'ˆ': 0x88, '‰': 0x89, 'Š': 0x8a, '‹': 0x8b, 'Œ': 0x8c,
	'Ž': 0x8e, '‘': 0x91, '’': 0x92, '“': 0x93, '”': 0x94, '•': 0x95, '–': 0x96, '—': 0x97, '˜': 0x98, '™': 0x99, 'š': 0x9a, '›': 0x9b,
	'œ': 0x9c, 'ž': 0x9e, 'Ÿ': 0x9f,
}
