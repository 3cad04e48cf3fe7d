package httpapi

import (
	"container/list"
	"maps"
	"strings"
	"sync"

	"demarche/queries"
)

// maxPersisted bounds the bytes of documents that clients persisted themselves.
const maxPersisted = 8 << 20

// documents are persisted documents by hash: the ones the server was given, and the ones that clients sent together
// with their hash, most recent first. It is safe for concurrent use.
type documents struct {
	known map[string]string

	mu     sync.Mutex
	order  *list.List // of hashes
	byHash map[string]*list.Element
	text   map[string]string
	bytes  int
}

func newDocuments(known map[string]string) *documents {
	return &documents{known: maps.Clone(known), order: list.New(), byHash: map[string]*list.Element{}, text: map[string]string{}}
}

// resolve fills in the document that a request names by hash, or keeps the one it sends along.
func (d *documents) resolve(p *params, onlyKnown bool) *queries.Error {
	p.hash = strings.ToLower(p.hash)
	if p.query == "" {
		if doc, ok := d.known[p.hash]; ok {
			p.query = doc
			return nil
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		el := d.byHash[p.hash]
		if el == nil || onlyKnown {
			return queries.Errorf(queries.NotPersisted, "PersistedQueryNotFound")
		}
		d.order.MoveToFront(el)
		p.query = d.text[p.hash]
		return nil
	}
	if onlyKnown {
		if _, ok := d.known[hashOf(p.query)]; !ok {
			return queries.Errorf(queries.NotPersisted, "the server only answers its persisted documents")
		}
	}
	if p.hash == "" {
		return nil
	}
	if hashOf(p.query) != p.hash {
		return queries.Errorf(queries.BadRequest, "provided sha does not match query")
	}
	d.keep(p.hash, p.query)
	return nil
}

func (d *documents) keep(hash, doc string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.byHash[hash] != nil || len(doc) > maxPersisted {
		return
	}
	d.byHash[hash] = d.order.PushFront(hash)
	d.text[hash] = doc
	d.bytes += len(doc)
	for d.bytes > maxPersisted {
		last := d.order.Back()
		old := last.Value.(string)
		d.bytes -= len(d.text[old])
		delete(d.text, old)
		delete(d.byHash, old)
		d.order.Remove(last)
	}
}
