package queries

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

// Page is what part of a list is asked for, as Relay's cursor connections define it. First and Last are -1 when not
// given.
type Page struct {
	First, Last   int
	After, Before string
}

// Window is a part [Lo, Hi) of a list of Total entries.
type Window struct {
	Lo, Hi, Total int
	Less, More    bool // entries stand before Lo, behind Hi
}

// cursorMark begins every cursor before encoding; it names the form of the cursor.
const cursorMark = "1:"

// Cursor is the opaque cursor of an entry: it names the entry and not its place, so it stays good over data versions
// for as long as the entry is in the list.
func Cursor(key string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(cursorMark + key))
}

// AppendCursor appends [Cursor] to a buffer.
func AppendCursor(b []byte, key string) []byte {
	var stack [128]byte
	raw := append(append(stack[:0], cursorMark...), key...)
	return base64.RawURLEncoding.AppendEncode(b, raw)
}

// CursorKey is the key inside a cursor.
func CursorKey(cursor string) (string, error) {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if key, ok := strings.CutPrefix(string(raw), cursorMark); err == nil && ok && len(key) < 1000 && utf8.ValidString(key) {
		return key, nil
	}
	return "", Errorf(BadCursor, "%q is not a cursor of this server", clip(cursor))
}

func clip(s string) string {
	if len(s) > 40 {
		return strings.ToValidUTF8(s[:40], "") + "…"
	}
	return s
}

// Of computes the window of the page over a list of total entries. find tells the place of the entry that a cursor's
// key names, -1 when it is not in the list. Pages are cut to at most size entries, size also when neither First nor
// Last is set.
func (p Page) Of(total, size int, find func(key string) int) (Window, error) {
	w := Window{Hi: total, Total: total}
	place := func(cursor, name string) (int, error) {
		key, err := CursorKey(cursor)
		if err != nil {
			return 0, err
		}
		if i := find(key); i >= 0 {
			return i, nil
		}
		return 0, Errorf(BadCursor, "%s: the entry behind this cursor is not in this list (another list, or gone in this data version); start again without it", name)
	}
	if p.After != "" {
		i, err := place(p.After, "after")
		if err != nil {
			return w, err
		}
		w.Lo = i + 1
	}
	if p.Before != "" {
		i, err := place(p.Before, "before")
		if err != nil {
			return w, err
		}
		w.Hi = max(i, w.Lo)
	}
	first := p.First
	if first < 0 && p.Last < 0 {
		first = size
	}
	if first >= 0 && w.Hi-w.Lo > first {
		w.Hi = w.Lo + first
	}
	if p.Last >= 0 && w.Hi-w.Lo > p.Last {
		w.Lo = w.Hi - p.Last
	}
	w.Less, w.More = w.Lo > 0, w.Hi < total
	return w, nil
}
