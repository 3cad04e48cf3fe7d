package snapshot

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"maps"
	"os"
	"slices"

	"demarche/graph"

	"github.com/cayleygraph/quad"
)

// A delta file leads from one version to a later one: a header, the terms in use, then the labels that changed with all
// they assert now.
//
//	header  magic [8]byte, format uint32, from uint64, to uint64, payload length uint64, payload CRC-32C uint32, header
//	        CRC-32C uint32
//	payload varints: number of terms, then kind, qualifier, text of each; number of labels, then the label's term,
//	        number of quads, and subject, predicate, object of each quad; terms count from 1
const (
	deltaMagic       = "dmdelta\n"
	deltaHeaderBytes = 44
)

// delta is what one file holds.
type delta struct {
	from, to graph.Version
	changes  []Change
}

// quads is the number of quads that the changed labels assert.
func (d *delta) quads() int {
	n := 0
	for _, c := range d.changes {
		n += len(c.Quads)
	}
	return n
}

// merge is several deltas, each leading on from the one before, as one: the last word on every label, by label.
func merge(all []delta) *delta {
	merged := &delta{from: all[0].from, to: all[len(all)-1].to}
	latest := map[string]Change{}
	for _, d := range all {
		for _, c := range d.changes {
			latest[c.Label.String()] = c
		}
	}
	for _, key := range slices.Sorted(maps.Keys(latest)) {
		merged.changes = append(merged.changes, latest[key])
	}
	return merged
}

func (d delta) save(path string) error {
	payload, err := d.payload()
	if err != nil {
		return err
	}
	le := binary.LittleEndian
	b := append([]byte(deltaMagic), 0, 0, 0, 0)
	le.PutUint32(b[8:], format)
	b = le.AppendUint64(b, uint64(d.from))
	b = le.AppendUint64(b, uint64(d.to))
	b = le.AppendUint64(b, uint64(len(payload)))
	b = le.AppendUint32(b, crc32.Checksum(payload, castagnoli))
	b = le.AppendUint32(b, crc32.Checksum(b, castagnoli))
	return atomically(path, func(out *os.File) error {
		_, err := out.Write(append(b, payload...))
		return err
	})
}

func (d delta) payload() ([]byte, error) {
	type key struct {
		class class
		text  string
	}
	ids := map[key]uint64{}
	var terms, body []byte
	put := func(v quad.Value) error {
		c, text, err := split(v)
		if err != nil {
			return err
		}
		id, ok := ids[key{c, text}]
		if !ok {
			id = uint64(len(ids)) + 1
			ids[key{c, text}] = id
			terms = append(terms, byte(c.kind))
			terms = appendText(terms, c.qualifier)
			terms = appendText(terms, text)
		}
		body = binary.AppendUvarint(body, id)
		return nil
	}
	body = binary.AppendUvarint(body, uint64(len(d.changes)))
	for _, c := range d.changes {
		if err := put(c.Label); err != nil {
			return nil, err
		}
		body = binary.AppendUvarint(body, uint64(len(c.Quads)))
		for _, q := range c.Quads {
			for _, v := range [...]quad.Value{q.Subject, q.Predicate, q.Object} {
				if err := put(v); err != nil {
					return nil, err
				}
			}
		}
	}
	return append(append(binary.AppendUvarint(nil, uint64(len(ids))), terms...), body...), nil
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// openDelta reads a file written by save; graph.ErrCorrupt, graph.ErrVersion and graph.ErrNotFound mean what they mean
// for Open.
func openDelta(path string) (delta, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return delta{}, fmt.Errorf("snapshot: %s: %w", path, graph.ErrNotFound)
	}
	if err != nil {
		return delta{}, fmt.Errorf("snapshot: %w", err)
	}
	d, err := decodeDelta(data)
	if err != nil {
		return delta{}, fmt.Errorf("snapshot: %s: %w", path, err)
	}
	return d, nil
}

func decodeDelta(data []byte) (d delta, err error) {
	le := binary.LittleEndian
	if len(data) < deltaHeaderBytes || string(data[:8]) != deltaMagic {
		return d, corrupt("no delta's header")
	}
	if v := le.Uint32(data[8:]); v > format {
		return d, fmt.Errorf("format %d: %w", v, graph.ErrVersion)
	}
	payload := data[deltaHeaderBytes:]
	switch {
	case crc32.Checksum(data[:deltaHeaderBytes-4], castagnoli) != le.Uint32(data[40:]):
		return d, corrupt("the header's checksum is wrong")
	case le.Uint64(data[28:]) != uint64(len(payload)):
		return d, corrupt("%d bytes of payload, not %d", len(payload), le.Uint64(data[28:]))
	case crc32.Checksum(payload, castagnoli) != le.Uint32(data[36:]):
		return d, corrupt("the payload's checksum is wrong")
	}
	d.from, d.to = graph.Version(le.Uint64(data[12:])), graph.Version(le.Uint64(data[20:]))
	p := payloadReader{rest: payload}
	terms := p.terms()
	term := func() quad.Value {
		n := p.number()
		if n == 0 || n > uint64(len(terms)) {
			p.bad = true
			return nil
		}
		return terms[n-1]
	}
	for n := p.count(); n > 0 && !p.bad; n-- {
		c := Change{Label: term()}
		for k := p.count(); k > 0 && !p.bad; k-- {
			c.Quads = append(c.Quads, quad.Quad{Subject: term(), Predicate: term(), Object: term(), Label: c.Label})
		}
		d.changes = append(d.changes, c)
	}
	if p.bad || len(p.rest) > 0 {
		return delta{}, corrupt("the payload is cut short")
	}
	return d, nil
}

// payloadReader reads varints and texts; bad stays set after the first that is not there.
type payloadReader struct {
	rest []byte
	bad  bool
}

func (p *payloadReader) number() uint64 {
	n, k := binary.Uvarint(p.rest)
	if k <= 0 || p.bad {
		p.bad = true
		return 0
	}
	p.rest = p.rest[k:]
	return n
}

// count is a number of things to come, each of at least one byte.
func (p *payloadReader) count() uint64 {
	n := p.number()
	if n > uint64(len(p.rest)) {
		p.bad = true
		return 0
	}
	return n
}

func (p *payloadReader) text() string {
	n := p.count()
	if p.bad {
		return ""
	}
	s := string(p.rest[:n])
	p.rest = p.rest[n:]
	return s
}

func (p *payloadReader) terms() []quad.Value {
	n := p.count()
	var out []quad.Value
	for ; n > 0 && !p.bad; n-- {
		if len(p.rest) == 0 || p.rest[0] == 0 || kind(p.rest[0]) >= kindEnd {
			p.bad = true
			break
		}
		c := class{kind: kind(p.rest[0])}
		p.rest = p.rest[1:]
		c.qualifier = p.text()
		out = append(out, c.join(p.text()))
	}
	return out
}
