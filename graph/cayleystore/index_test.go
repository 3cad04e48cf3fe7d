package cayleystore

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"testing"

	"demarche/graph"
)

func TestMergeList(t *testing.T) {
	list := func(ids ...uint64) []byte {
		var b []byte
		for _, id := range ids {
			b = binary.AppendUvarint(b, id)
		}
		return b
	}
	add := func(id uint64) posting { return posting{id: id} }
	remove := func(id uint64) posting { return posting{id: id, remove: true} }
	tests := []struct {
		name  string
		old   []byte
		group []posting
		want  []byte
		err   error
	}{
		{"new", nil, []posting{add(3), add(300)}, list(3, 300), nil},
		{"append", list(1, 128), []posting{add(129)}, list(1, 128, 129), nil},
		{"remove first and last", list(1, 2, 300), []posting{remove(1), remove(300)}, list(2), nil},
		{"remove all", list(5), []posting{remove(5)}, list(), nil},
		{"remove and append", list(5, 6), []posting{remove(5), add(7)}, list(6, 7), nil},
		{"remove what is not there", list(5), []posting{remove(4)}, nil, graph.ErrCorrupt},
		{"cut short", []byte{0x80}, []posting{remove(4)}, nil, graph.ErrCorrupt},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := mergeList(tt.old, tt.group)
			if !errors.Is(err, tt.err) || !bytes.Equal(got, tt.want) {
				t.Errorf("mergeList(%x, %v) = %x, %v, want %x, %v", tt.old, tt.group, got, err, tt.want, tt.err)
			}
		})
	}
}

// FuzzDecode gives bytes of a damaged file to everything that takes an entry apart.
func FuzzDecode(f *testing.F) {
	f.Add([]byte{1, 2, 3}, uint64(2))
	f.Add(binary.AppendUvarint(be64(7), 300), uint64(300))
	f.Fuzz(func(t *testing.T, b []byte, id uint64) {
		if got, count, ok := decodeNode(b); ok {
			want := binary.AppendUvarint(binary.AppendUvarint(nil, got), count)
			if again, n, ok := decodeNode(want); !ok || again != got || n != count {
				t.Errorf("decodeNode(%x) = %d, %d, written and read %d, %d", b, got, count, again, n)
			}
		}
		if row, err := decodeLabelRow(b); err == nil {
			again, err := decodeLabelRow(binary.AppendUvarint(be64(uint64(row.changed)), row.quads))
			if err != nil || again != row {
				t.Errorf("decodeLabelRow(%x) = %+v, written and read %+v, %v", b, row, again, err)
			}
		}
		list, err := mergeList(b, []posting{{id: id, remove: true}})
		if err == nil && len(list) >= len(b) {
			t.Errorf("mergeList(%x) without %d = %x", b, id, list)
		}
		if list, err := mergeList(b, []posting{{id: id}}); err != nil || !slices.Equal(list, binary.AppendUvarint(slices.Clone(b), id)) {
			t.Errorf("mergeList(%x) with %d = %x, %v", b, id, list, err)
		}
	})
}
