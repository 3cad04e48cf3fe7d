package tree

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// JSON reads the items of a JSON file that is one list and turns each into a T with fn, in order. Errors name the file
// and the number of the record, from 1. The Line of the nodes is 0.
func JSON[T any](ctx context.Context, file string, data []byte, fn func(*Node) (T, error)) ([]T, error) {
	dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	if t, err := dec.Token(); err != nil || t != json.Delim('[') {
		return nil, fmt.Errorf("%s: %w: want a JSON list", file, ErrShape)
	}
	var out []T
	for n := 1; dec.More(); n++ {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return nil, fmt.Errorf("%s: record %d: %w", file, n, jsonError(err))
		}
		node, err := Value(raw)
		if err != nil {
			return nil, fmt.Errorf("%s: record %d: %w", file, n, err)
		}
		v, err := fn(node)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	if _, err := dec.Token(); err != nil {
		return nil, fmt.Errorf("%s: record %d: %w", file, len(out)+1, jsonError(err))
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: %w: text after the list", file, ErrSyntax)
	}
	return out, nil
}

// Value reads one JSON value. Numbers and truth values keep their spelling; a key that stands twice keeps its last
// value, as JSON readers do.
func Value(raw []byte) (*Node, error) {
	if len(raw) > MaxRecord {
		return nil, fmt.Errorf("%w: over %d bytes", ErrRecord, MaxRecord)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	n, err := value(dec, 0)
	if err != nil {
		return nil, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: text after the value", ErrSyntax)
	}
	return n, nil
}

func value(dec *json.Decoder, depth int) (*Node, error) {
	if depth > MaxDepth {
		return nil, fmt.Errorf("%w: deeper than %d", ErrNesting, MaxDepth)
	}
	t, err := dec.Token()
	if err != nil {
		return nil, jsonError(err)
	}
	switch t := t.(type) {
	case json.Delim:
		n := &Node{Kind: List}
		if t == '{' {
			n.Kind = Map
		}
		return n, members(dec, n, depth)
	case string:
		return &Node{Value: t}, nil
	case nil:
		return &Node{}, nil
	default:
		return &Node{Value: fmt.Sprint(t)}, nil
	}
}

// members reads the rest of a list or object into n.
func members(dec *json.Decoder, n *Node, depth int) error {
	at := map[string]int{}
	for dec.More() {
		key := ""
		if n.Kind == Map {
			t, err := dec.Token()
			if err != nil {
				return jsonError(err)
			}
			key = t.(string) // the decoder accepts nothing else here
		}
		v, err := value(dec, depth+1)
		if err != nil {
			return err
		}
		if i, ok := at[key]; ok && n.Kind == Map {
			n.Items[i] = v
			continue
		}
		if n.Kind == Map {
			at[key] = len(n.Keys)
			n.Keys = append(n.Keys, key)
		}
		n.Items = append(n.Items, v)
	}
	if _, err := dec.Token(); err != nil {
		return jsonError(err)
	}
	return nil
}

func jsonError(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: it ends inside a value", ErrSyntax)
	}
	return fmt.Errorf("%w: %s", ErrSyntax, err.Error())
}
