package queries

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// settings are the limits that [Limits.Set] knows, by name.
func (l *Limits) settings() map[string]*int {
	return map[string]*int{
		"body": &l.Body, "tokens": &l.Tokens, "depth": &l.Depth, "definitions": &l.Definitions, "spreads": &l.Spreads,
		"directives": &l.Directives, "selections": &l.Selections, "variables": &l.Variables, "cost": &l.Cost,
		"page": &l.Page, "answer": &l.Answer,
	}
}

// LimitNames are the names that [Limits.Set] takes, sorted.
func LimitNames() []string {
	names := []string{"time"}
	for n := range (&Limits{}).settings() {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// Set sets one limit by name: a whole number of 1 or more, a duration such as 30s for time. The error says what is wrong.
func (l *Limits) Set(name, value string) error {
	if name == "time" {
		d, err := time.ParseDuration(value)
		if err != nil || d <= 0 {
			return fmt.Errorf("time: %q is no duration such as 30s", value)
		}
		l.Time = d
		return nil
	}
	to := l.settings()[name]
	if to == nil {
		return fmt.Errorf("there is no limit %q; there are %s", name, strings.Join(LimitNames(), ", "))
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 {
		return fmt.Errorf("%s: %q is no whole number of 1 or more", name, value)
	}
	*to = n
	return nil
}
