package export

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"math"

	"demarche/queries/network"
)

// The numbers of the Parquet format in use (https://github.com/apache/parquet-format, parquet.thrift).
const (
	pqBool, pqInt64, pqDouble, pqBytes = 0, 2, 5, 6
	pqRequired, pqOptional             = 0, 1
	pqUTF8                             = 0
	pqPlain, pqRLE                     = 0, 3
	pqGzip                             = 2
	pqRowGroup                         = 1 << 16 // rows
)

// pqColumn is a column to write: text or number by its type, present nil when every value is there.
type pqColumn struct {
	name    string
	kind    int
	present func(i int) bool
	text    func(i int) string
	number  func(i int) float64
}

// writeParquet writes nodes.parquet and edges.parquet: plain encoding, one page per column and row group, gzip. Dates
// are strings, since they may be partial; missing values are nulls.
func writeParquet(j *job) error {
	n := j.n
	str := func(name string, f func(i int) string) pqColumn { return pqColumn{name: name, kind: pqBytes, text: f} }
	nodes := []pqColumn{str("id", func(i int) string { return n.ID[i] }), str("label", func(i int) string { return n.Label[i] }), str("kind", n.ModeOf)}
	edges := []pqColumn{
		str("id", func(i int) string { return n.EdgeID[i] }), str("source", func(i int) string { return n.ID[n.Source[i]] }),
		str("target", func(i int) string { return n.ID[n.Target[i]] }),
		{name: "weight", kind: pqDouble, number: func(i int) float64 { return n.Weight[i] }},
	}
	add := func(to []pqColumn, columns []*network.Column) []pqColumn {
		for _, c := range columns {
			kind := map[network.Type]int{network.Integer: pqInt64, network.Real: pqDouble, network.Boolean: pqBool}
			k, ok := kind[c.Type]
			if !ok {
				k = pqBytes
			}
			to = append(to, pqColumn{c.Name, k, c.Has, c.Text, c.Number})
		}
		return to
	}
	if err := j.parquet("nodes.parquet", n.Nodes(), add(nodes, n.NodeColumns)); err != nil {
		return err
	}
	return j.parquet("edges.parquet", n.Edges(), add(edges, n.EdgeColumns))
}

type pqChunk struct {
	offset, compressed, plain int64
	values                    int
}

func (j *job) parquet(name string, rows int, columns []pqColumn) error {
	w, err := j.open(name)
	if err != nil {
		return err
	}
	w.put("PAR1")
	at := int64(4)
	var groups [][]pqChunk
	var sizes []int
	for lo := 0; lo < rows || lo == 0; lo += pqRowGroup {
		if err := j.ctx.Err(); err != nil {
			return err
		}
		hi := min(rows, lo+pqRowGroup)
		var chunks []pqChunk
		for _, c := range columns {
			page, err := j.page(c, lo, hi)
			if err != nil {
				return err
			}
			page.offset = at
			at += page.compressed
			chunks = append(chunks, page.pqChunk)
			w.Write(page.bytes) // the error sticks in the writer
		}
		groups, sizes = append(groups, chunks), append(sizes, hi-lo)
	}
	var t thrift
	j.footer(&t, rows, columns, groups, sizes)
	w.Write(t.Bytes())
	w.Write(binary.LittleEndian.AppendUint32(nil, uint32(t.Len())))
	w.put("PAR1")
	return w.close()
}

type pqPage struct {
	pqChunk
	bytes []byte
}

// page encodes one column of one row group: definition levels when values may be missing, then the values.
func (j *job) page(c pqColumn, lo, hi int) (pqPage, error) {
	var raw []byte
	k := hi - lo
	if c.present != nil {
		levels := binary.AppendUvarint(nil, uint64((k+7)/8)<<1|1) // one bit-packed run
		levels = append(levels, packBits(k, func(i int) bool { return c.present(lo + i) })...)
		raw = append(binary.LittleEndian.AppendUint32(raw, uint32(len(levels))), levels...)
	}
	var bits []bool
	for i := lo; i < hi; i++ {
		if c.present != nil && !c.present(i) {
			continue
		}
		switch c.kind {
		case pqBytes:
			s := j.clean.text(c.text(i))
			raw = append(binary.LittleEndian.AppendUint32(raw, uint32(len(s))), s...)
		case pqInt64:
			raw = binary.LittleEndian.AppendUint64(raw, uint64(int64(c.number(i))))
		case pqDouble:
			raw = binary.LittleEndian.AppendUint64(raw, math.Float64bits(c.number(i)))
		case pqBool:
			bits = append(bits, c.number(i) == 1)
		}
	}
	raw = append(raw, packBits(len(bits), func(i int) bool { return bits[i] })...)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(raw); err != nil {
		return pqPage{}, err
	}
	if err := z.Close(); err != nil {
		return pqPage{}, err
	}
	var t thrift
	t.begin()
	t.i32(1, 0) // data page
	t.i32(2, len(raw))
	t.i32(3, packed.Len())
	t.field(5, thriftStruct)
	t.begin()
	t.i32(1, k)
	t.i32(2, pqPlain)
	t.i32(3, pqRLE)
	t.i32(4, pqRLE)
	t.end()
	t.end()
	head := t.Len()
	t.Write(packed.Bytes())
	return pqPage{pqChunk{compressed: int64(t.Len()), plain: int64(head + len(raw)), values: k}, t.Bytes()}, nil
}

func packBits(k int, bit func(i int) bool) []byte {
	out := make([]byte, (k+7)/8)
	for i := range k {
		if bit(i) {
			out[i/8] |= 1 << (i % 8)
		}
	}
	return out
}

// footer writes the file's metadata.
func (j *job) footer(t *thrift, rows int, columns []pqColumn, groups [][]pqChunk, sizes []int) {
	t.begin()
	t.i32(1, 1)
	t.list(2, thriftStruct, len(columns)+1)
	t.begin()
	t.str(4, "schema")
	t.i32(5, len(columns))
	t.end()
	for _, c := range columns {
		t.begin()
		t.i32(1, c.kind)
		t.i32(3, map[bool]int{true: pqRequired, false: pqOptional}[c.present == nil])
		t.str(4, c.name)
		if c.kind == pqBytes {
			t.i32(6, pqUTF8)
		}
		t.end()
	}
	t.i64(3, int64(rows))
	t.list(4, thriftStruct, len(groups))
	for g, chunks := range groups {
		total := int64(0)
		t.begin()
		t.list(1, thriftStruct, len(chunks))
		for i, ch := range chunks {
			total += ch.plain
			t.begin()
			t.i64(2, ch.offset)
			t.field(3, thriftStruct)
			t.begin()
			t.i32(1, columns[i].kind)
			t.list(2, thriftI32, 2)
			t.zigzag(pqPlain)
			t.zigzag(pqRLE)
			t.list(3, thriftString, 1)
			t.text(columns[i].name)
			t.i32(4, pqGzip)
			t.i64(5, int64(ch.values))
			t.i64(6, ch.plain)
			t.i64(7, ch.compressed)
			t.i64(9, ch.offset)
			t.end()
			t.end()
		}
		t.i64(2, total)
		t.i64(3, int64(sizes[g]))
		t.end()
	}
	t.list(5, thriftStruct, 2)
	for _, kv := range [][2]string{{"demarche.query", j.n.Query}, {"demarche.formula", j.n.Formula}} {
		t.begin()
		t.str(1, kv[0])
		t.str(2, j.clean.text(kv[1]))
		t.end()
	}
	t.str(6, or(j.o.Creator, "demarche"))
	t.end()
}

// The types of Thrift's compact protocol in use.
const (
	thriftI32, thriftI64, thriftString, thriftList, thriftStruct = 5, 6, 8, 9, 12
)

// thrift writes structures in Thrift's compact protocol
// (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md).
type thrift struct {
	bytes.Buffer
	last  int
	outer []int
}

func (t *thrift) begin() { t.outer, t.last = append(t.outer, t.last), 0 }

func (t *thrift) end() {
	t.WriteByte(0)
	t.last = t.outer[len(t.outer)-1]
	t.outer = t.outer[:len(t.outer)-1]
}

func (t *thrift) uvarint(x uint64) { t.Write(binary.AppendUvarint(nil, x)) }

func (t *thrift) zigzag(x int64) { t.Write(binary.AppendVarint(nil, x)) }

func (t *thrift) field(id, kind int) {
	t.WriteByte(byte((id-t.last)<<4 | kind))
	t.last = id
}

func (t *thrift) i32(id, x int) {
	t.field(id, thriftI32)
	t.zigzag(int64(x))
}

func (t *thrift) i64(id int, x int64) {
	t.field(id, thriftI64)
	t.zigzag(x)
}

func (t *thrift) text(s string) {
	t.uvarint(uint64(len(s)))
	t.WriteString(s)
}

func (t *thrift) str(id int, s string) {
	t.field(id, thriftString)
	t.text(s)
}

func (t *thrift) list(id, kind, n int) {
	t.field(id, thriftList)
	if n < 15 {
		t.WriteByte(byte(n<<4 | kind))
		return
	}
	t.WriteByte(byte(0xf0 | kind))
	t.uvarint(uint64(n))
}
