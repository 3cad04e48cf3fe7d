package explorer

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"demarche/queries"
)

func itoa(n int) string { return strconv.Itoa(n) }

// chambers are the values of GraphQL's Chamber by the words of registers, which addresses and groups use.
var chambers = map[string]string{"sen": "SENATE", "rep": "HOUSE", "upper": "UPPER", "lower": "LOWER", "exec": "EXECUTIVE"}

// chamber reads a chamber of an address.
func chamber(s string) (string, error) {
	if c, ok := chambers[strings.ToLower(s)]; ok {
		return c, nil
	}
	for _, c := range chambers {
		if strings.EqualFold(s, c) {
			return c, nil
		}
	}
	return "", queries.Errorf(queries.BadInput, "chamber: want sen, rep, upper, lower or exec, not %q", s)
}

// wholeNumber reads a number of an address.
func wholeNumber(name, s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0, queries.Errorf(queries.BadInput, "%s: want a whole number, not %q", name, s)
	}
	return n, nil
}

// signers reads the conditions on people that lists of letters and of people share.
func signers(q url.Values) (map[string]any, error) {
	where := map[string]any{}
	for _, name := range []string{"party", "state"} {
		if s := q.Get(name); s != "" {
			where[name] = []any{s}
		}
	}
	if s := q.Get("chamber"); s != "" {
		c, err := chamber(s)
		if err != nil {
			return nil, err
		}
		where["chamber"] = []any{c}
	}
	return where, nil
}

// letterFilter reads a LetterFilter from an address: q, from, to, country, demand, min, and of signers party, state,
// chamber; signer and recipient by id.
func letterFilter(q url.Values) (map[string]any, error) {
	where := map[string]any{}
	set(where, "text", strings.TrimSpace(q.Get("q")))
	dates := map[string]any{}
	set(dates, "gte", q.Get("from"))
	set(dates, "lte", q.Get("to"))
	if len(dates) > 0 {
		where["date"] = dates
	}
	if c := q.Get("country"); c != "" {
		where["countries"] = []any{c}
	}
	if d := q.Get("demand"); d != "" {
		where["demandTypes"] = []any{strings.ToUpper(strings.ReplaceAll(d, "-", "_"))}
	}
	who, err := signers(q)
	if err != nil {
		return nil, err
	}
	if s := q.Get("signer"); s != "" {
		who["ids"] = []any{s}
	}
	if len(who) > 0 {
		where["signatories"] = map[string]any{"some": who}
	}
	if s := q.Get("recipient"); s != "" {
		where["recipients"] = map[string]any{"some": map[string]any{"ids": []any{s}}}
	}
	if s := q.Get("min"); s != "" {
		n, err := wholeNumber("min", s)
		if err != nil {
			return nil, err
		}
		where["signatureCount"] = map[string]any{"gte": n}
	}
	return where, nil
}

// order reads the order of a list: one of fields, with a minus before it for the greatest first.
func order(q url.Values, standard string, fields ...string) ([]any, error) {
	s := q.Get("sort")
	if s == "" {
		s = standard
	}
	name, down := strings.CutPrefix(s, "-")
	for _, f := range fields {
		if strings.EqualFold(name, f) {
			direction := "ASC"
			if down {
				direction = "DESC"
			}
			return []any{map[string]any{"field": f, "direction": direction}}, nil
		}
	}
	return nil, queries.Errorf(queries.BadInput, "sort: want one of %s, not %q", strings.ToLower(strings.Join(fields, ", ")), name)
}

// letters is the list of letters with counts of what narrows it.
func (e *Explorer) letters(r *http.Request) (*view, error) {
	q := r.URL.Query()
	where, err := letterFilter(q)
	if err != nil {
		return nil, err
	}
	by, err := order(q, "-DATE", "DATE", "SIGNATURES", "CLAIMED_SIGNATURES", "DEMANDS")
	if err != nil {
		return nil, err
	}
	vars := map[string]any{"orderBy": by, "where": where}
	set(vars, "after", q.Get("after"))
	v, err := e.ask(r.Context(), "letters", vars)
	if err != nil {
		return nil, err
	}
	v.Page, v.Title = "letters", "Letters"
	v.More = map[string]any{"years": yearBars(listAt(v.Data, "years")), "csv": plainURL("letters", where), "network": "/network?" + networkParams(q).Encode()}
	return v, nil
}

// networkParams are the parameters of the network of the same letters.
func networkParams(q url.Values) url.Values {
	out := url.Values{}
	for from, to := range map[string]string{"from": "since", "to": "until", "country": "country", "demand": "demand", "party": "party", "state": "state", "chamber": "chamber"} {
		if s := q.Get(from); s != "" {
			out.Set(to, s)
		}
	}
	return out
}

// plainURL is the address of a list as CSV.
func plainURL(table string, where map[string]any) string {
	u := "/api/" + table + ".csv"
	if len(where) == 0 {
		return u
	}
	raw, err := json.Marshal(where)
	if err != nil {
		return u
	}
	return u + "?" + url.Values{"where": {string(raw)}}.Encode()
}

// people is the list of those who signed or received letters.
func (e *Explorer) people(r *http.Request) (*view, error) {
	q := r.URL.Query()
	where, err := signers(q)
	if err != nil {
		return nil, err
	}
	if s := strings.TrimSpace(q.Get("q")); s != "" {
		where["name"] = map[string]any{"words": s}
	}
	least := 1
	if s := q.Get("min"); s != "" {
		if least, err = wholeNumber("min", s); err != nil {
			return nil, err
		}
	}
	count, standard := "lettersSigned", "-LETTERS_SIGNED"
	switch q.Get("who") {
	case "", "signers":
	case "recipients":
		count, standard = "lettersReceived", "-LETTERS_RECEIVED"
	default:
		return nil, queries.Errorf(queries.BadInput, "who: want signers or recipients, not %q", q.Get("who"))
	}
	where[count] = map[string]any{"gte": least}
	by, err := order(q, standard, "NAME", "LETTERS_SIGNED", "LETTERS_RECEIVED")
	if err != nil {
		return nil, err
	}
	vars := map[string]any{"where": where, "orderBy": append(by, map[string]any{"field": "NAME"})}
	set(vars, "after", q.Get("after"))
	v, err := e.ask(r.Context(), "people", vars)
	if err != nil {
		return nil, err
	}
	v.Page, v.Title = "people", "People"
	v.More = map[string]any{"csv": plainURL("people", where)}
	return v, nil
}
