package tree

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

// show writes a node in a short form: scalars quoted, lists in brackets, maps in braces.
func show(n *Node) string {
	if n == nil {
		return "nil"
	}
	var parts []string
	for i, item := range n.Items {
		if n.Kind == Map {
			parts = append(parts, n.Keys[i]+":"+show(item))
		} else {
			parts = append(parts, show(item))
		}
	}
	switch n.Kind {
	case List:
		return "[" + strings.Join(parts, " ") + "]"
	case Map:
		return "{" + strings.Join(parts, " ") + "}"
	}
	return fmt.Sprintf("%q", n.Value)
}

func read(text string) ([]string, error) {
	return YAML(context.Background(), "f", []byte(text), func(r Record) (string, error) {
		return fmt.Sprintf("%d %s %v %s", r.Line, r.Key, r.Item, show(r.Node)), nil
	})
}

func TestYAML(t *testing.T) {
	cases := []struct {
		name, text string
		want       []string
	}{
		{"list", "# head\n- a: 1\n  b: 2020-01-02\n\n- a: '00172'\n  b: ~\n", []string{
			`2  true {a:"1" b:"2020-01-02"}`, `5  true {a:"00172" b:""}`,
		}},
		{"list under a key", "x:\n- a\n- b\n", []string{`1 x false ""`, `2 x true "a"`, `3 x true "b"`}},
		{"mapping", "a: [1, 2]\n\"b c\": {d: yes}\n", []string{`1 a false ["1" "2"]`, `2 b c false {d:"yes"}`}},
		{"block scalar with lines like items", "- a: |\n    - b\n\n    # c\n- d\n", []string{`1  true {a:"- b\n\n# c\n"}`, `5  true "d"`}},
		{"document marks, comments, CRLF, byte order mark", "\xef\xbb\xbf%YAML 1.1\r\n---\r\n- a\r\n# x\r\n-\r\n  b: 1\r\n...\r\n", []string{
			`3  true "a"`, `6  true {b:"1"}`,
		}},
		{"quoted over lines", "- a: \"b\n    c\"\n- d\n", []string{`1  true {a:"b c"}`, `3  true "d"`}},
		{"alias inside a record", "- a: &x [1]\n  b: *x\n", []string{`1  true {a:["1"] b:["1"]}`}},
		{"nested lists", "- - a\n  - b\n", []string{`1  true ["a" "b"]`}},
		{"empty", "", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := read(c.text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" && len(c.want)+len(got) > 0 {
				t.Errorf("YAML(%q) (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

func TestYAMLErrors(t *testing.T) {
	cases := []struct {
		name, text string
		want       error
		place      string
	}{
		{"bad indent", "- a\n- b:\n    c: 1\n   d: 2\n", ErrSyntax, "f:"},
		{"tab", "- a\n- b:\n\tc: 1\n", ErrSyntax, "f:3: "},
		{"text at the margin", "plain text\n", ErrShape, "f:1: "},
		{"indented as a whole", "  - a: 1\n  - a: 2\n", ErrShape, "f:1: "},
		{"flow list over lines at the margin", "[a,\nb]\n", ErrSyntax, "f:1: "},
		{"alias across records", "- &x a\n- *x\n", ErrSyntax, "f:2: "},
		{"key twice", "- a: 1\n  a: 2\n", errDup, "f:"},
		{"list as key", "- [a]: 1\n", errScalar, "f:1: "},
		{"self reference", "- &x [*x]\n", ErrAlias, "f:1: "},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := read(c.text)
			if !errors.Is(err, c.want) || !strings.HasPrefix(err.Error(), c.place) {
				t.Errorf("YAML(%q) = %v, %v, want %v at %s", c.text, got, err, c.want, c.place)
			}
		})
	}
}

func TestWhole(t *testing.T) {
	n, err := Whole(context.Background(), "f", []byte("a: 1\nb:\n- x\n- y: z\nc:\n  - 7\nd: [q]\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := show(n), `{a:"1" b:["x" {y:"z"}] c:["7"] d:["q"]}`; got != want {
		t.Errorf("Whole = %s, want %s", got, want)
	}
	if n.Text("a") != "1" || n.Text("none", "deep") != "" || len(n.List("a")) != 1 || len(n.Texts("b")) != 1 || n.Get("b").Text() != "" {
		t.Errorf("reading %s gives the wrong values", show(n))
	}
	for text, want := range map[string]error{"a: 1\na: 2\n": errDup, "- a\n": ErrShape, "a: 1\n- b\n": ErrSyntax} {
		if _, err := Whole(context.Background(), "f", []byte(text)); !errors.Is(err, want) {
			t.Errorf("Whole(%q): %v, want %v", text, err, want)
		}
	}
}

func TestJSON(t *testing.T) {
	got, err := JSON(context.Background(), "f", []byte(`[{"a":[1,2.50,true,null],"b":{"c":"\u00e9"},"a":"last"}, "x"]`), func(n *Node) (string, error) {
		return show(n), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{`{a:"last" b:{c:"é"}}`, `"x"`}, got); diff != "" {
		t.Errorf("JSON (-want +got):\n%s", diff)
	}
	for _, text := range []string{"", "{}", "[", "[1", "[1,", "[1] x", `[{"a"`, `[{"a":1,}]`, "[" + strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40) + "]"} {
		if _, err := JSON(context.Background(), "f", []byte(text), func(n *Node) (string, error) { return "", nil }); err == nil || !strings.HasPrefix(err.Error(), "f: ") {
			t.Errorf("JSON(%q): %v, want an error", text, err)
		}
	}
}

// FuzzYAML compares reading by records with reading the file at once: where both succeed, they agree.
func FuzzYAML(f *testing.F) {
	for _, s := range []string{
		"- a: 1\n- b\n", "x:\n- a\n", "a: |\n  b\n- c\n", "---\n- a\n...\n", "- a: \"x\n  y\"\n", "# c\n\n- ? a\n  : b\n", "a: b: c\n", "- >\n\n x\n- y\n",
		"- 'a\n\n  b'\n", "&a a: *a\n", "- !!int 3\n", "a:\n    - b\nc: {d: [e]}\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		records, err := YAML(context.Background(), "f", data, func(r Record) (Record, error) { return r, nil })
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f:") || strings.Contains(err.Error(), "\n") {
				t.Fatalf("error %q", err)
			}
			return
		}
		var doc yaml.Node
		// A byte order mark inside the file is white space at the start of a record and text elsewhere.
		if len(records) == 0 || bytes.Contains(data, []byte("\ufeff")) || unmarshal(data, &doc) != nil || len(doc.Content) == 0 {
			return
		}
		b := builder{}
		whole, err := b.node(doc.Content[0], 0)
		if err != nil {
			return
		}
		switch {
		case whole.Kind == List && records[0].Item:
			if len(whole.Items) > len(records) {
				t.Fatalf("%d records of %d", len(records), len(whole.Items))
			}
			for i, item := range whole.Items {
				if show(item) != show(records[i].Node) {
					t.Fatalf("record %d is %s, want %s", i, show(records[i].Node), show(item))
				}
			}
		case whole.Kind == Map && !records[0].Item:
			if got, err := Whole(context.Background(), "f", data); err == nil && len(got.Keys) == len(whole.Keys) && show(got) != show(whole) {
				t.Fatalf("whole is %s, want %s", show(got), show(whole))
			}
		}
	})
}

func FuzzJSON(f *testing.F) {
	for _, s := range []string{`[{"a":1}]`, `[[],{},null,"x",-1e9]`, `[{"a":{"a":[{}]}}]`, `[`, "[\"\xff\"]"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := JSON(context.Background(), "f", data, func(n *Node) (string, error) { return show(n), nil })
		if err != nil && !strings.HasPrefix(err.Error(), "f: ") {
			t.Fatalf("error %q", err)
		}
	})
}
