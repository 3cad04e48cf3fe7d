package cli

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"demarche/queries/export"
	"demarche/queries/network"
	"demarche/queries/paths"
	"demarche/schema"
	"demarche/schema/vocab"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
)

var update = flag.Bool("update", false, "rewrite the generated pages of docs/")

const docs = "../../../docs"

// generated holds a page of docs against what the code says.
func generated(t *testing.T, name, want string) {
	t.Helper()
	path := filepath.Join(docs, name)
	want = "<!-- Written by `go test ./cmd/internal/cli -update`; do not edit. -->\n\n" + want
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("docs/%s is stale; run go test ./cmd/internal/cli -update and read the diff:\n%s", name, diff)
	}
}

func TestCommandsPage(t *testing.T) {
	a := &app{Env: Env{Getenv: func(string) string { return "" }}}
	var b strings.Builder
	b.WriteString("# Commands\n\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 the data breaks a rule. Standard output holds the result only.\n" +
		"`--store S` (a folder, `postgres://…`, or `mem:`; default `$DEMARCHE_STORE`, else `./demarche-store`) fits every command.\n")
	var page func(c *cobra.Command)
	page = func(c *cobra.Command) {
		fmt.Fprintf(&b, "\n## %s\n\n%s.\n\n```\n%s\n```\n", strings.TrimPrefix(c.CommandPath(), "demarche "), strings.TrimSuffix(c.Short, "."), c.UseLine())
		if c.Long != "" {
			fmt.Fprintf(&b, "\n```text\n%s\n```\n", strings.TrimRight(c.Long, "\n"))
		}
		if c.Example != "" {
			fmt.Fprintf(&b, "\n```console\n%s\n```\n", strings.TrimSpace(regexp.MustCompile(`(?m)^  `).ReplaceAllString(c.Example, "$ ")))
		}
		if flags := c.LocalNonPersistentFlags().FlagUsages(); flags != "" {
			fmt.Fprintf(&b, "\n```text\n%s```\n", flags)
		}
		for _, sub := range c.Commands() {
			page(sub)
		}
	}
	for _, c := range a.root().Commands() {
		if c.Name() != "completion" && c.Name() != "help" {
			page(c)
		}
	}
	generated(t, "commands.md", b.String())
}

func TestDataModelPage(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Data model\n\nEverything is a statement with four parts: subject, predicate, object, and the document or register that says so. " +
		"Instances are `urn:demarche:KIND:ID`; `demarche vocab --format turtle|context|shacl` prints the same as an ontology, a JSON-LD context, and shapes.\n\n## Classes\n\n| class | IRI | meaning |\n|---|---|---|\n")
	for _, c := range vocab.Classes() {
		fmt.Fprintf(&b, "| %s | `%s` | %s |\n", c.Name, vocab.Compact(c.IRI), c.Doc)
	}
	b.WriteString("\n## Predicates\n\n| predicate | IRI | from | to | values | meaning |\n|---|---|---|---|---|---|\n")
	for _, p := range vocab.Predicates() {
		many := "one"
		if p.Many {
			many = "many"
		}
		fmt.Fprintf(&b, "| %s | `%s` | %s | %s | %s | %s |\n", p.Name, vocab.Compact(p.IRI), classNames(p.Domain), objectName(p), many, p.Doc)
	}
	b.WriteString("\n## Demand types\n\nThe codes are of the act that is asked for, not of the asking.\n\n| type | name | CAMEO | PLOVER | what it covers |\n|---|---|---|---|---|\n")
	for _, d := range schema.DemandTypes() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", d.Type, d.Name, d.CAMEO, d.PLOVER, d.Doc)
	}
	generated(t, "data-model.md", b.String())
}

func TestNetworksPage(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Networks, measures and formats\n\n## Networks\n\n" +
		"* `cosign`: people who signed the same letters; weights: " + strings.Join(weightNames(), ", ") + "\n" +
		"* `signatures`: people and letters (two-mode)\n* `demands`: people to those whom their letters aim at\n" +
		"* `recipients`: people to those whom they wrote to\n* `full`: the graph itself\n\n## Measures\n\n| measure | definition |\n|---|---|\n")
	for _, m := range network.Measures() {
		fmt.Fprintf(&b, "| `%s` | %s |\n", m.Name, m.About)
	}
	b.WriteString("\n## Formats\n\n| format | files | who reads it |\n|---|---|---|\n")
	for _, f := range export.Formats() {
		files := "one"
		if f.Folder {
			files = "a folder"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", f.Name, files, f.About)
	}
	b.WriteString("\nThe graph itself is written as `nquads`, `turtle`, `trig` and `jsonld`.\n\n## Named patterns of paths\n\n| name | pattern | meaning |\n|---|---|---|\n")
	for _, m := range paths.Metapaths() {
		fmt.Fprintf(&b, "| `%s` | `%s` | %s |\n", m.Name, strings.ReplaceAll(m.Pattern, "|", `\|`), m.About)
	}
	generated(t, "networks.md", b.String())
}

// README's console lines that call demarche are commands that exist, with flags that exist.
func TestReadmeCommands(t *testing.T) {
	b, err := os.ReadFile("../../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	a := &app{Env: Env{Getenv: func(string) string { return "" }}}
	found := 0
	for _, m := range regexp.MustCompile(`(?m)^\$ (?:bin/)?demarche ([^\n#]*)`).FindAllStringSubmatch(string(b), -1) {
		words := strings.Fields(m[1])
		c, rest, err := a.root().Find(words)
		if err != nil || c.Name() != words[0] && words[0] != "help" {
			t.Errorf("README: demarche %s: no such command", m[1])
			continue
		}
		found++
		for _, w := range rest {
			if name, ok := strings.CutPrefix(w, "--"); ok && c.Flags().Lookup(strings.SplitN(name, "=", 2)[0]) == nil {
				t.Errorf("README: demarche %s: no flag %s", m[1], w)
			}
		}
	}
	if found < 5 {
		t.Errorf("README shows %d commands, want the test to see at least 5", found)
	}
}
