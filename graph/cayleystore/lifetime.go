package cayleystore

import (
	"fmt"
	"sync"

	"demarche/graph"
)

// lifetime lets the methods of a store finish before it closes, and none begin after.
type lifetime struct {
	name   string // of the store, for messages
	mu     sync.Mutex
	closed bool
	users  sync.WaitGroup
}

// enter keeps the store open until the returned function is called.
func (l *lifetime) enter() (leave func(), err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return nil, fmt.Errorf("%s: %w", l.name, graph.ErrClosed)
	}
	l.users.Add(1)
	return l.users.Done, nil
}

// end waits for the methods at work; it is false when the store was closed before.
func (l *lifetime) end() bool {
	l.mu.Lock()
	was := l.closed
	l.closed = true
	l.mu.Unlock()
	if was {
		return false
	}
	l.users.Wait()
	return true
}

// named puts the store's name before an error.
func (l *lifetime) named(err error) error { return fmt.Errorf("%s: %w", l.name, err) }
