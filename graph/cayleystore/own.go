package cayleystore

import (
	"encoding/binary"
	"fmt"

	"demarche/graph"
	"demarche/graph/cayleystore/table"
)

// Tables and keys that are ours, beside Cayley's in the same file and transactions.
const (
	ownTable    = "demarche" // format, version, texts
	labelTable  = "labels"   // label -> version of its last change, number of quads
	noteTable   = "notes"    // label -> note
	changeTable = "changes"  // version, label -> nothing: the last change of each label
	textTable   = "texts"    // sha-256 -> text, in stores without a pack

	keyFormat  = "format"
	keyVersion = "version"
	keyTexts   = "texts" // size of the pack that this version of the store counts on
)

// Format is the number of the layout that this package writes; stores with a higher one are refused.
const Format = 1

func getNumber(tx table.Tx, key string) uint64 {
	b := tx.Table(ownTable).Get([]byte(key))
	if len(b) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(b)
}

func putNumber(tx table.Tx, key string, n uint64) error {
	return tx.Table(ownTable).Put([]byte(key), be64(n))
}

func be64(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// labelRow is what the store remembers of a label; a label without quads keeps its row, so that followers learn of its
// end.
type labelRow struct {
	changed graph.Version
	quads   uint64
}

func getLabel(tx table.Tx, label string) (labelRow, bool, error) {
	b := tx.Table(labelTable).Get([]byte(label))
	if b == nil {
		return labelRow{}, false, nil
	}
	row, err := decodeLabelRow(b)
	if err != nil {
		return row, false, fmt.Errorf("label %s: %w", label, err)
	}
	return row, true, nil
}

func decodeLabelRow(b []byte) (labelRow, error) {
	if len(b) < 9 {
		return labelRow{}, fmt.Errorf("%w: row of %d bytes", graph.ErrCorrupt, len(b))
	}
	n, size := binary.Uvarint(b[8:])
	if size <= 0 {
		return labelRow{}, fmt.Errorf("%w: row without a count", graph.ErrCorrupt)
	}
	return labelRow{changed: graph.Version(binary.BigEndian.Uint64(b)), quads: n}, nil
}

// putLabel moves a label to a new version of the change log.
func putLabel(tx table.Tx, label string, old labelRow, now labelRow) error {
	changes := tx.Table(changeTable)
	if old.changed != 0 {
		if err := changes.Delete(changeKey(old.changed, label)); err != nil {
			return err
		}
	}
	if err := changes.Put(changeKey(now.changed, label), []byte{}); err != nil {
		return err
	}
	row := binary.AppendUvarint(be64(uint64(now.changed)), now.quads)
	return tx.Table(labelTable).Put([]byte(label), row)
}

func changeKey(v graph.Version, label string) []byte {
	return append(be64(uint64(v)), label...)
}
