package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"demarche/queries"
	"demarche/queries/corpus"
	"demarche/queries/export"
	"demarche/queries/network"
	"demarche/queries/network/picture"
	"demarche/schema/date"
)

// networkParams are the parameters of a network beside the conditions on letters.
var networkParams = []struct{ name, doc string }{
	{"since", "Only letters from this date on."},
	{"until", "Only letters up to this date."},
	{"chamber", "Only signers of this chamber on the letter's date: sen, rep, upper, lower, exec."},
	{"party", "Only signers of this party on the letter's date."},
	{"state", "Only signers of this state on the letter's date."},
	{"country", "Only letters about this country, by code or name."},
	{"demand", "Only letters that ask for this kind of act."},
	{"recipient", "Only letters to this recipient."},
	{"weight", "How edges of cosign are weighted."},
	{"minWeight", "Edges below this are left out."},
	{"directed", "Whether edges of cosign lead from cosigner to lead."},
	{"isolates", "Whether people in office without an edge are kept."},
	{"table", "For csv, json and ndjson: edges (the default) or nodes."},
	{"where", "Conditions on letters as a JSON object; dotted conditions stand beside it."},
}

// network answers /api/network/KIND.FORMAT.
func (h *Handler) network(w http.ResponseWriter, r *http.Request) error {
	name, format := split(r.PathValue("file"))
	if !slices.Contains(network.Kinds(), network.Kind(name)) {
		return queries.Errorf(queries.NotFound, "there is no network %q; there are %v", clip(name), network.Kinds())
	}
	f, err := export.ByName(format)
	rows, drawn := slices.Contains(rowFormats(), format), slices.Contains(pictures, format)
	if !rows && !drawn && (err != nil || f.Folder) {
		return queries.Errorf(queries.NotFound, "networks come as %s, not as %q", strings.Join(networkFormats(), ", "), clip(format))
	}
	c := h.o.Source.Corpus()
	req, table, err := readNetwork(r.Context(), c, network.Kind(name), r.URL.Query())
	if err != nil {
		return err
	}
	if h.fresh(w, r, c) {
		return nil
	}
	n, err := network.Build(r.Context(), c, req)
	if err != nil {
		if r.Context().Err() != nil {
			return err
		}
		return badInput(err)
	}
	if rows {
		head(w, format, name+"-"+table, c)
		writeNetworkRows(w, format, table, n, uint64(c.Version()))
		return nil
	}
	if drawn {
		return h.draw(w, r, c, n, format)
	}
	w.Header().Set("Content-Type", networkType(f.Name))
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=\"%s-v%d.%s\"", name, c.Version(), f.Extension))
	if _, err := export.Write(r.Context(), w, n, f, export.Options{Creator: h.o.Creator, Licence: licences(c)}); err != nil {
		if errors.Is(err, export.ErrKind) {
			w.Header().Del("Content-Disposition")
			return badInput(err)
		}
		panic(http.ErrAbortHandler) // a cut file must not look whole
	}
	return nil
}

// pictures are the formats that are looked at: the picture, and the page with tables, definitions and citation.
var pictures = []string{"svg", "html"}

// drawnCSP lets a picture and a page style themselves and nothing else.
const drawnCSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// draw answers with a picture of a network, or with the page about it.
func (h *Handler) draw(w http.ResponseWriter, r *http.Request, c *corpus.Corpus, n *network.Network, format string) error {
	var out bytes.Buffer
	draw, kind := picture.SVG, "image/svg+xml"
	if format == "html" {
		draw, kind = picture.Report, "text/html; charset=utf-8"
	}
	if err := draw(r.Context(), &out, n, picture.Options{Licence: licences(c)}); err != nil {
		return err
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Security-Policy", drawnCSP)
	_, _ = w.Write(out.Bytes()) // the client may be gone
	return nil
}

func licences(c *corpus.Corpus) string {
	var out []string
	for _, g := range c.Registers() {
		if g.Licence != "" {
			out = append(out, g.Licence)
		}
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), ", ")
}

// networkFormats are the formats of networks in one file.
func networkFormats() []string {
	out := rowFormats()
	for _, f := range export.Formats() {
		if !f.Folder && !slices.Contains(out, f.Name) {
			out = append(out, f.Name)
		}
	}
	return append(out, pictures...)
}

func networkType(format string) string {
	switch format {
	case "gexf", "gexf-1.3", "graphml":
		return "application/xml; charset=utf-8"
	case "cytoscape", "cytoscape-js", "node-link", "graphology":
		return "application/json; charset=utf-8"
	case "spells", "incidence":
		return "text/csv; charset=utf-8"
	}
	return "text/plain; charset=utf-8"
}

// readNetwork reads the parameters of a network; what is none of them is a condition on letters.
func readNetwork(ctx context.Context, c *corpus.Corpus, kind network.Kind, q url.Values) (req network.Request, table string, err error) {
	req.Kind, table = kind, "edges"
	rest := url.Values{}
	for key, v := range q {
		s := v[0]
		switch key {
		case "since":
			req.Filter.From, err = date.Parse(s)
		case "until":
			req.Filter.To, err = date.Parse(s)
		case "chamber":
			req.Filter.Chamber = s
		case "party":
			req.Filter.Party = s
		case "state":
			req.Filter.State = s
		case "country":
			req.Filter.Country = s
		case "demand":
			req.Filter.Demand = s
		case "recipient":
			req.Filter.Recipient = s
		case "weight":
			req.Weight = network.Weight(s)
		case "minWeight":
			req.MinWeight, err = strconv.ParseFloat(s, 64)
		case "directed":
			req.Directed, err = strconv.ParseBool(s)
		case "isolates":
			req.Isolates, err = strconv.ParseBool(s)
		case "table":
			table = s
			if s != "edges" && s != "nodes" {
				err = fmt.Errorf("want edges or nodes")
			}
		case "limit", "offset", "orderBy", "asOf":
			err = fmt.Errorf("networks have no such parameter")
		default:
			rest[key] = v
		}
		if err != nil {
			return req, "", queries.Errorf(queries.BadInput, "%s: %v", key, err)
		}
	}
	lq, err := readListQuery(networkTable, rest)
	if err != nil || len(lq.where) == 0 {
		return req, table, err
	}
	f := &corpus.LetterFilter{}
	if err := corpus.Decode(lq.where, f); err != nil {
		return req, "", badInput(err)
	}
	test, err := c.TestLetters(ctx, f)
	if err != nil {
		return req, "", tooComplex(err)
	}
	req.Filter.Letters = test
	return req, table, nil
}

var networkTable = table{name: "network"}

// writeNetworkRows writes the edges or nodes of a network as rows.
func writeNetworkRows(w http.ResponseWriter, format, table string, n *network.Network, version uint64) {
	if table == "nodes" {
		names := []string{"id", "label", "mode"}
		for _, col := range n.NodeColumns {
			names = append(names, col.Name)
		}
		out := newRows(w, format, names, version, n.Nodes())
		for i := range n.Nodes() {
			if out.row(append([]any{n.ID[i], n.Label[i], n.ModeOf(i)}, columnValues(n.NodeColumns, i)...)) != nil {
				return
			}
		}
		_ = out.end() // the client may be gone
		return
	}
	names := []string{"source", "target", "weight", "sourceLabel", "targetLabel"}
	for _, col := range n.EdgeColumns {
		names = append(names, col.Name)
	}
	out := newRows(w, format, names, version, n.Edges())
	for i := range n.Edges() {
		s, t := n.Source[i], n.Target[i]
		if out.row(append([]any{n.ID[s], n.ID[t], n.Weight[i], n.Label[s], n.Label[t]}, columnValues(n.EdgeColumns, i)...)) != nil {
			return
		}
	}
	_ = out.end() // the client may be gone
}

func columnValues(cols []*network.Column, i int) []any {
	out := make([]any, len(cols))
	for j, c := range cols {
		if c.Has(i) {
			out[j] = c.Text(i)
		}
	}
	return out
}

// NetworkURL is the address of a network in a format, from its request and the conditions on letters as a GraphQL
// filter in JSON ("" for none). It fits gql.Options.ExportURL.
func NetworkURL(req network.Request, format, where string) string {
	q := url.Values{}
	set := func(name, v string) {
		if v != "" {
			q.Set(name, v)
		}
	}
	f := req.Filter
	set("since", string(f.From))
	set("until", string(f.To))
	set("chamber", f.Chamber)
	set("party", f.Party)
	set("state", f.State)
	set("weight", string(req.Weight))
	if req.MinWeight != 0 {
		set("minWeight", strconv.FormatFloat(req.MinWeight, 'g', -1, 64))
	}
	if req.Directed {
		set("directed", "true")
	}
	if req.Isolates {
		set("isolates", "true")
	}
	if json.Valid([]byte(where)) {
		set("where", where)
	}
	u := "/api/network/" + string(req.Kind) + "." + format
	if len(q) > 0 {
		u += "?" + q.Encode()
	}
	return u
}
