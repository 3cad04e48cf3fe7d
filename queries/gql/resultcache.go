package gql

import (
	"container/list"
	"encoding/json"
	"sync"

	"demarche/graph"
	"demarche/queries/corpus"
)

// resultCache keeps the lists of nodes that root fields found, for one corpus: pages of one list and repeated questions
// search once. It is safe for concurrent use.
type resultCache struct {
	mu    sync.Mutex
	of    *corpus.Corpus
	order *list.List // of *found, most recent first
	byKey map[string]*list.Element
	nodes int
}

type found struct {
	key string
	ids []graph.ID
}

// maxCachedNodes bounds the nodes kept over all lists, 4 bytes each.
const maxCachedNodes = 4 << 20

// get answers from the cache or finds the list and keeps it. The list must not be written to.
func (rc *resultCache) get(c *corpus.Corpus, field string, args map[string]any, find func() ([]graph.ID, error)) ([]graph.ID, error) {
	raw, err := json.Marshal([]any{field, args["where"], args["orderBy"], args["asOf"]})
	if err != nil {
		return nil, err
	}
	key := string(raw)
	rc.mu.Lock()
	if rc.of != c {
		rc.of, rc.order, rc.byKey, rc.nodes = c, list.New(), map[string]*list.Element{}, 0
	}
	if el := rc.byKey[key]; el != nil {
		rc.order.MoveToFront(el)
		rc.mu.Unlock()
		return el.Value.(*found).ids, nil
	}
	rc.mu.Unlock()
	ids, err := find()
	if err != nil {
		return nil, err
	}
	rc.mu.Lock()
	defer rc.mu.Unlock()
	if rc.of != c || rc.byKey[key] != nil {
		return ids, nil
	}
	rc.byKey[key] = rc.order.PushFront(&found{key, ids})
	rc.nodes += len(ids) + 64
	for rc.nodes > maxCachedNodes {
		last := rc.order.Back()
		f := last.Value.(*found)
		rc.nodes -= len(f.ids) + 64
		delete(rc.byKey, f.key)
		rc.order.Remove(last)
	}
	return ids, nil
}
