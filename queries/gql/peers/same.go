package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
)

// same holds that all servers answer the first variants of a question with equal data.
func same(all []server, q question) error {
	asked, err := bodies(question{q.name, q.query, q.variables[:min(50, len(q.variables))]})
	if err != nil {
		return err
	}
	for line := range bytes.Lines(asked) {
		var first any
		for i, s := range all {
			data, err := ask(s, line)
			if err != nil {
				return fmt.Errorf("%s: %s: %w", q.name, s.name, err)
			}
			if i == 0 {
				first = data
			} else if !reflect.DeepEqual(first, data) {
				return fmt.Errorf("%s: %s answers otherwise than %s to %s:\n%v\n%v", q.name, s.name, all[0].name, line, data, first)
			}
		}
	}
	return nil
}

// ask sends one request to a handler and reads the data of its answer.
func ask(s server, body []byte) (any, error) {
	r := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	var out struct {
		Data   any
		Errors []any
	}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || len(out.Errors) > 0 || out.Data == nil {
		return nil, fmt.Errorf("status %d: %.300s", w.Code, w.Body)
	}
	return out.Data, nil
}
