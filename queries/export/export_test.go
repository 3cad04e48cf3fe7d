package export_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"demarche/queries/corpus"
	"demarche/queries/export"
	"demarche/queries/network"
	"demarche/queries/network/networktest"
)

// labels are awkward on purpose: markup, a spreadsheet formula, other scripts, line ends, an escape, nothing, a number,
// control characters and bytes that are no UTF-8.
var labels = []string{
	"plain", "D'Arcy, \"Kit\" & Heirs <y>]]>", "=SUM(A1:A9)", "Zoë Łukasik 日本語", "two\nlines", "C:\\temp\\",
	"", "0042", "bell\x07 and \x1b", "bad \xff utf", "plain", "*Edges", "-5", "%{a} ${b}", strings.Repeat("long ", 100),
}

// hostile is a directed network with parallel edges, a loop and an isolate, columns of every type and missing values.
func hostile(directed, twoMode bool) *network.Network {
	k := len(labels)
	n := &network.Network{Kind: network.Full, Directed: directed, Modes: []string{"person"}, Query: "network=full <&\">", Formula: "made up", Mode: make([]uint8, k)}
	if twoMode {
		n.Kind, n.Modes = network.Signatures, []string{"person", "letter"}
	}
	score := network.NewColumn("score", network.Real, k, "a number")
	flag := network.NewColumn("flag", network.Boolean, k, "a truth value")
	born := network.NewColumn("first", network.Date, k, "a date, partial at times")
	count := network.NewColumn("count", network.Integer, k, "a whole number")
	note := network.NewColumn("note", network.String, k, "a text")
	for i, l := range labels {
		n.ID, n.Label = append(n.ID, "urn:demarche:person:own:"+string(rune('a'+i))), append(n.Label, l)
		if twoMode && i >= k/2 {
			n.Mode[i] = 1
		}
		if i%2 == 1 {
			score.SetNumber(i, 1.5)
			born.SetText(i, "1950-01")
			note.SetText(i, l)
		} else {
			score.SetNumber(i, 2)
			count.SetNumber(i, float64(i))
			flag.SetBool(i, i%4 == 0)
		}
	}
	for i := range k / 2 {
		to := int32(i + k/2)
		n.Source, n.Target = append(n.Source, int32(i)), append(n.Target, to)
	}
	if !twoMode {
		n.Source, n.Target = append(n.Source, 0, 0), append(n.Target, int32(k/2), 0)
	}
	m := len(n.Source)
	kind := network.NewColumn("predicate", network.String, m, "a word")
	on := network.NewColumn("date", network.Date, m, "a date")
	quote := network.NewColumn("quote", network.String, m, "a sentence")
	for i := range n.Source {
		n.EdgeID, n.Weight = append(n.EdgeID, "e"+string(rune('a'+i))), append(n.Weight, 1+0.25*float64(i))
		kind.SetText(i, []string{"signed", "introduced"}[i%2])
		quote.SetText(i, labels[i%k])
		if i%3 > 0 {
			on.SetText(i, "2015-03-02")
		}
	}
	n.NodeColumns, n.EdgeColumns = []*network.Column{score, flag, born, count, note}, []*network.Column{kind, on, quote}
	return n
}

func networks(t *testing.T) map[string]*network.Network {
	t.Helper()
	all := map[string]*network.Network{"hostile-directed": hostile(true, false), "hostile-undirected": hostile(false, false), "hostile-twomode": hostile(false, true)}
	c := corpus.New(networktest.New(networktest.Small()))
	for _, k := range network.Kinds() {
		n, err := network.Build(context.Background(), c, network.Request{Kind: k})
		if err != nil {
			t.Fatal(err)
		}
		all[string(k)] = n
	}
	return all
}

func TestFormatsAreStable(t *testing.T) {
	for name, n := range networks(t) {
		for _, f := range export.Formats() {
			t.Run(name+"/"+f.Name, func(t *testing.T) {
				a, b := t.TempDir(), t.TempDir()
				_, err := export.WriteFolder(context.Background(), a, n, f, export.Options{})
				if errors.Is(err, export.ErrKind) {
					t.Skip(err)
				}
				if err != nil {
					t.Fatal(err)
				}
				m, err := export.WriteFolder(context.Background(), b, n, f, export.Options{})
				if err != nil {
					t.Fatal(err)
				}
				if len(m.Files) == 0 {
					t.Fatal("no files in the manifest")
				}
				files, _ := os.ReadDir(a)
				for _, file := range files {
					x, _ := os.ReadFile(filepath.Join(a, file.Name()))
					y, _ := os.ReadFile(filepath.Join(b, file.Name()))
					if !bytes.Equal(x, y) {
						t.Errorf("%s differs between two exports", file.Name())
					}
					if i := bytes.IndexFunc(x, func(r rune) bool { return r < 0x20 && r != '\t' && r != '\n' && r != '\r' }); i >= 0 && f.Name != "parquet" {
						t.Errorf("%s has a control character at %d", file.Name(), i)
					}
				}
				if strings.HasPrefix(name, "hostile") && f.Name != "incidence" && m.Stripped == 0 {
					t.Error("the manifest counts no stripped characters")
				}
			})
		}
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, f := range export.Formats() {
		dir := t.TempDir()
		if _, err := export.WriteFolder(ctx, dir, hostile(true, false), f, export.Options{}); !errors.Is(err, context.Canceled) && !errors.Is(err, export.ErrKind) {
			t.Errorf("%s: error %v, want context.Canceled", f.Name, err)
		}
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("%s leaves %d files behind", f.Name, len(left))
		}
	}
}

// TestIndependentReaders reads every file back with readers that did not write it.
func TestIndependentReaders(t *testing.T) {
	if testing.Short() {
		t.Skip("the readers are programs of others and take their time")
	}
	script := ""
	for dir, i := ".", 0; i < 6; dir, i = filepath.Join(dir, ".."), i+1 {
		if p := filepath.Join(dir, "shared", "peers", "exports", "verify.py"); exists(p) {
			script = p
		}
	}
	python, err := exec.LookPath("/usr/bin/python3")
	if script == "" || err != nil || exec.Command(python, "-c", "import networkx, igraph, lxml").Run() != nil {
		t.Skip("no verify.py beside the repository, or no python3 with networkx, igraph and lxml")
	}
	// networkx reads GEXF 1.3 from 3.5 on, and the call that verify.py reads node-link with is of 3.4.
	recent := exec.Command(python, "-c", "import networkx as n; assert tuple(map(int, n.__version__.split('.')[:2])) >= (3, 5)").Run() == nil
	dir, args := t.TempDir(), []string{script}
	for name, n := range networks(t) {
		for _, f := range export.Formats() {
			if (f.Name == "gexf-1.3" || f.Name == "node-link") && !recent || f.Name == "parquet" {
				t.Logf("%s is not read back here", f.Name)
				continue
			}
			to := filepath.Join(dir, name, f.Name)
			m, err := export.WriteFolder(context.Background(), to, n, f, export.Options{})
			if errors.Is(err, export.ErrKind) {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range m.Files { // the reader prints base names only
				named := filepath.Join(dir, name+"-"+f.Name+"-"+file.Name)
				if err := os.Rename(filepath.Join(to, file.Name), named); err != nil {
					t.Fatal(err)
				}
				args = append(args, named)
			}
		}
	}
	out, err := exec.Command(python, args...).CombinedOutput()
	if err == nil {
		t.Logf("%d files read back", len(args)-1)
		return
	}
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, "ERROR") || strings.Contains(line, "DISAGREE") || strings.Contains(line, "no reader") {
			t.Error(line)
		}
	}
	t.Error(err)
}

func exists(path string) bool { _, err := os.Stat(path); return err == nil }
