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

// networkMethods is the part of the page that no table of the code holds: formulas, sources, and how they are checked.
const networkMethods = `
Parallel edges are joined (weights added) before hops are counted; loops are left out.

| measure | formula | source |
|---|---|---|
| ` + "`betweenness`" + ` | sum over pairs s, t of the share of shortest s-t paths that pass v; with ` + "`--pivots`" + ` from k sampled sources, off by at most n(n-2) sqrt(ln(2n/0.05)/2k), half of it when undirected, with probability 0.95 | Brandes 2001; Brandes and Pich 2007 |
| ` + "`closeness`" + ` | r / sum of distances to the r nodes reached; ` + "`closeness_scaled`" + ` times r/(n-1) | Freeman 1978; Wasserman and Faust 1994 |
| ` + "`eigenvector`" + ` | leading eigenvector of the weights, largest entry 1; of a graph in several parts the largest eigenvalue's part alone | Bonacich 1972 |
| ` + "`pagerank`" + ` | 0.85 along weights, 0.15 anywhere; a node without edges spreads evenly | Page and others 1999 |
| ` + "`constraint`" + ` | sum over j of (p(i,j) + sum over q of p(i,q) p(q,j))², p the share of i's weight | Burt 1992 |
| ` + "`brokerage`" + ` | ordered pairs a, b with a to v to b and no edge a to b, by the groups of the three | Gould and Fernandez 1989 |
| ` + "`community`" + ` | best modularity found | Traag, Waltman and van Eck 2019 |

## The whole network

` + "`--summary`" + ` prints one row a property; ` + "`--windows MONTHS --step MONTHS`" + ` a row for each span of months.

| property | formula |
|---|---|
| density | joined pairs over possible ones; between the two modes where there are two |
| transitivity | closed triples over connected triples |
| degree assortativity | correlation of degrees over edges (Newman 2002) |
| group assortativity | (sum of e(g,g) - sum of a(g) b(g)) / (1 - sum of a(g) b(g)), e by weight (Newman 2003) |
| E-I index | (weight between groups - weight inside) / both (Krackhardt and Stern 1988) |
| group, best modularity | sum over groups of inside/2m - (strength/2m)² (Newman and Girvan 2004), of the party or of Leiden's partition |
| stability | mean normalized mutual information between the partitions of ten seeds |
| agreement | the same between the communities of two windows, of the people with edges in both |

## Backbones

| backbone | null model | source |
|---|---|---|
| ` + "`sdsm`" + ` | letters signed independently with p = xy/(1+xy), which gives every person and letter its number of signatures on average; shared letters are then Poisson-binomial, taken by the refined normal approximation | Neal 2014; Neal, Domagalski and Sagan 2021 |
| ` + "`fdsm`" + ` | random networks with exactly those numbers, by curveball trades; p = (1 + draws as extreme)/(1 + draws) | Strona and others 2014 |
| ` + "`disparity`" + ` | a person's weight spread evenly at random over their edges: (1 - w/s)^(k-1) at either end | Serrano, Boguñá and Vespignani 2009 |

Pairs are tested two-sided, those that share nothing included; sign 1 is more than chance, -1 fewer. Who was not in office on
the letter's date could not sign it: such structural zeros have probability 0 in SDSM, and no trade of FDSM makes one.
Corrections for the number of pairs: none, Bonferroni, Holm, and Benjamini and Hochberg's false discovery rate.

## Checks

The measures agree with igraph, networkx and gonum to 1e-9 (tests of ` + "`queries/network`" + `); igraph's and networkx's closeness
differ by the scaling above. SDSM agrees with R's backbone 2.1.3 on the Senate of the 114th Congress (5,253 pairs) in every
sign under every correction and to 7e-9 in every probability (R leaves out pairs that share nothing unless
missing.as.zero is set), the disparity filter in every edge. Every measure stops within 50 ms of a cancellation.
`

func TestNetworksPage(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Networks, measures and formats\n\n## Networks\n\n" +
		"* `cosign`: people who signed the same letters; weights: " + strings.Join(weightNames(), ", ") + "\n" +
		"* `signatures`: people and letters (two-mode)\n* `demands`: people to those whom their letters aim at\n" +
		"* `recipients`: people to those whom they wrote to\n* `full`: the graph itself\n\n## Weights of `cosign`\n\n| weight | undirected | directed, cosigner to lead |\n|---|---|---|\n")
	for _, w := range network.Weights() {
		directed := w.Formula(true)
		if directed == "none" || w == network.Jaccard || w == network.Cosine {
			directed = ""
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", w, w.Formula(false), directed)
	}
	b.WriteString("\n## Measures\n\n| measure | definition |\n|---|---|\n")
	for _, m := range network.Measures() {
		fmt.Fprintf(&b, "| `%s` | %s |\n", m.Name, m.About)
	}
	b.WriteString(networkMethods)
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
