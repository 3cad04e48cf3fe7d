package reconcile

import (
	"bytes"
	"html/template"
	"net/http"

	"demarche/queries"
)

var previewPage = template.Must(template.New("preview").Parse(`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{.Name}}</title>
<style>body{font:14px/1.4 system-ui,sans-serif;margin:12px;color:#1c2430;background:#fff}h1{font-size:17px;margin:0 0 4px}p{margin:0 0 8px;color:#4b5563}
dl{margin:0;display:grid;grid-template-columns:max-content 1fr;gap:2px 12px}dt{color:#4b5563}dd{margin:0}</style></head>
<body><h1>{{.Name}}</h1><p>{{.Description}}</p><dl>{{range .Facts}}<dt>{{.Name}}</dt><dd>{{.Text}}</dd>{{end}}</dl></body></html>
`))

// fact is a line of a preview.
type fact struct{ Name, Text string }

// preview serves a small page about an entity, made to stand in a frame of another site.
func (s *service) preview(w http.ResponseWriter, r *http.Request) {
	id := r.URL.Query().Get("id")
	e, err := s.opt.Source.Get(r.Context(), id)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if e == nil {
		s.fail(w, r, queries.Errorf(queries.NotFound, "no entity %q", id))
		return
	}
	data := struct {
		Name, Description string
		Facts             []fact
	}{e.Name, e.Description, nil}
	for _, p := range s.opt.Properties {
		if p.Query || p.Type != "" && p.Type != e.Type {
			continue
		}
		vs, err := s.opt.Source.Values(r.Context(), id, p.ID, "")
		if err != nil {
			s.fail(w, r, err)
			return
		}
		for _, v := range vs[:min(3, len(vs))] {
			data.Facts = append(data.Facts, fact{p.Name, v.text()})
		}
	}
	var b bytes.Buffer
	if err := previewPage.Execute(&b, data); err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	_, _ = w.Write(b.Bytes()) // the client may have gone
}
