package tree

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

// Record is one top-level record of a file: an item of the list that the file is (Key empty), a key with its value
// (Key and the value as Node), or an item of the list under a key when that list stands at the left margin.
type Record struct {
	Key  string
	Item bool
	*Node
}

// YAML reads the records of a YAML file in block style and turns each into a T with fn, in parallel; the results stand
// in the order of the file. The first error in that order stops it. Errors name the file and the line. The file holds
// one document, a list or a mapping; a record is an item or a key. A mapping wanted whole is put together by [Whole].
func YAML[T any](ctx context.Context, file string, data []byte, fn func(Record) (T, error)) ([]T, error) {
	if bytes.IndexByte(data, '\r') >= 0 { // YAML 1.2, section 5.4: a carriage return ends a line, alone or before a line feed
		data = bytes.ReplaceAll(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	}
	chunks, err := split(file, data)
	if err != nil {
		return nil, err
	}
	out, errs := make([]T, len(chunks)), make([]error, len(chunks))
	workers := min(runtime.GOMAXPROCS(0), (len(chunks)+7)/8)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(chunks) && ctx.Err() == nil; i += workers {
				var r Record
				if r, errs[i] = parse(file, chunks[i]); errs[i] == nil {
					out[i], errs[i] = fn(r)
				}
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Whole reads a YAML file that is one mapping.
func Whole(ctx context.Context, file string, data []byte) (*Node, error) {
	records, err := YAML(ctx, file, data, func(r Record) (Record, error) { return r, nil })
	if err != nil {
		return nil, err
	}
	whole := &Node{Kind: Map, Line: 1}
	for _, r := range records {
		switch {
		case r.Key == "":
			return nil, r.At(file, fmt.Errorf("%w: want a mapping, not a list", ErrShape))
		case r.Item && len(whole.Keys) > 0:
			last := whole.Items[len(whole.Items)-1]
			if last.Kind == Scalar && last.Value == "" {
				*last = Node{Kind: List, Line: last.Line}
			}
			if last.Kind != List {
				return nil, r.At(file, fmt.Errorf("%w: an item under a key that has a value", ErrSyntax))
			}
			last.Items = append(last.Items, r.Node)
		case whole.Get(r.Key) != nil:
			return nil, r.At(file, fmt.Errorf("%q: %w", r.Key, errDup))
		default:
			whole.Keys, whole.Items = append(whole.Keys, r.Key), append(whole.Items, r.Node)
		}
	}
	return whole, nil
}

// parse reads one chunk.
func parse(file string, c chunk) (Record, error) {
	var doc yaml.Node
	if err := unmarshal(c.text, &doc); err != nil {
		return Record{}, yamlError(file, c.line, err)
	}
	if len(doc.Content) == 0 {
		return Record{}, fmt.Errorf("%s:%d: %w: empty record", file, c.line, ErrSyntax)
	}
	b := builder{base: c.line - 1}
	root, err := b.node(doc.Content[0], 0)
	if err != nil {
		return Record{}, fmt.Errorf("%s:%d: %w", file, b.line, err)
	}
	r := Record{Key: c.key, Item: c.item, Node: root}
	switch {
	case c.item && root.Kind == List && len(root.Items) == 1:
		r.Node = root.Items[0]
	case !c.item && root.Kind == Map && len(root.Keys) == 1:
		r.Key, r.Node = root.Keys[0], root.Items[0]
	default:
		return Record{}, fmt.Errorf("%s:%d: %w", file, c.line, ErrShape)
	}
	return r, nil
}

// unmarshal is yaml.Unmarshal with a panic of the library as an error.
func unmarshal(text []byte, doc *yaml.Node) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("yaml: %v", p)
		}
	}()
	return yaml.Unmarshal(text, doc)
}

// yamlPlace is how the library begins its messages.
var yamlPlace = regexp.MustCompile(`^yaml:(?: unmarshal errors:\s*)?(?: line (\d+):)? ?`)

// yamlError puts the file and its line before a message of the library, which counts lines inside the chunk.
func yamlError(file string, line int, err error) error {
	msg := err.Error()
	if m := yamlPlace.FindStringSubmatch(msg); m != nil {
		msg = msg[len(m[0]):]
		if n, err := strconv.Atoi(m[1]); err == nil {
			line += n - 1
		}
	}
	if strings.Contains(msg, "exceeded max depth") {
		return fmt.Errorf("%s:%d: %w: deeper than %d", file, line, ErrNesting, MaxDepth)
	}
	return fmt.Errorf("%s:%d: %w: %s", file, line, ErrSyntax, msg)
}

// builder turns the library's nodes into ours, with the limits. Its line is where it was last.
type builder struct {
	base, line int
	nodes      int // made so far, aliases expanded
	aliases    int // open aliases
}

func (b *builder) node(y *yaml.Node, depth int) (*Node, error) {
	if b.aliases == 0 {
		b.line = b.base + y.Line
	}
	b.nodes++
	switch {
	case depth > MaxDepth && b.aliases > 0, b.nodes > MaxExpanded && b.aliases > 0:
		return nil, fmt.Errorf("%w: expands to more than %d values", ErrAlias, MaxExpanded)
	case depth > MaxDepth:
		return nil, fmt.Errorf("%w: deeper than %d", ErrNesting, MaxDepth)
	}
	switch y.Kind {
	case yaml.AliasNode:
		if y.Alias == nil {
			return nil, errors.New("alias of nothing")
		}
		b.aliases++
		n, err := b.node(y.Alias, depth+1)
		b.aliases--
		return n, err
	case yaml.ScalarNode:
		n := &Node{Value: y.Value, Line: b.base + y.Line}
		if y.Tag == "!!null" {
			n.Value = ""
		}
		return n, nil
	case yaml.SequenceNode:
		n := &Node{Kind: List, Line: b.base + y.Line, Items: make([]*Node, 0, len(y.Content))}
		for _, c := range y.Content {
			item, err := b.node(c, depth+1)
			if err != nil {
				return nil, err
			}
			n.Items = append(n.Items, item)
		}
		return n, nil
	case yaml.MappingNode:
		return b.mapping(y, depth)
	}
	return nil, fmt.Errorf("%w: unknown kind of node", ErrSyntax)
}

func (b *builder) mapping(y *yaml.Node, depth int) (*Node, error) {
	n := &Node{Kind: Map, Line: b.base + y.Line}
	seen := make(map[string]bool, len(y.Content)/2)
	for i := 0; i+1 < len(y.Content); i += 2 {
		key, err := b.node(y.Content[i], depth+1)
		if err != nil {
			return nil, err
		}
		if key.Kind != Scalar {
			return nil, errScalar
		}
		if seen[key.Value] {
			return nil, fmt.Errorf("%q: %w", key.Value, errDup)
		}
		value, err := b.node(y.Content[i+1], depth+1)
		if err != nil {
			return nil, err
		}
		seen[key.Value] = true
		n.Keys, n.Items = append(n.Keys, key.Value), append(n.Items, value)
	}
	return n, nil
}
