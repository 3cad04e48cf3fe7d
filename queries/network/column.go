package network

import (
	"math"
	"strconv"
)

// Type is the type of all values of a column.
type Type uint8

// The types of columns. Date values are ISO dates, which may be partial.
const (
	String Type = iota
	Integer
	Real
	Boolean
	Date
)

// String is the type's name: string, integer, real, boolean or date.
func (t Type) String() string {
	return [...]string{"string", "integer", "real", "boolean", "date"}[t]
}

// Column is one attribute of all nodes or all edges. A value that was never set is missing, which is neither 0 nor "".
// Name is lower-case ASCII; About says in one sentence what the values mean. Columns are not safe for writing from
// several goroutines.
type Column struct {
	Name, About string
	Type        Type

	text    []string
	number  []float64
	present []bool
	count   int
}

// NewColumn makes a column of n missing values.
func NewColumn(name string, t Type, n int, about string) *Column {
	c := &Column{Name: name, About: about, Type: t, present: make([]bool, n)}
	if t == String || t == Date {
		c.text = make([]string, n)
	} else {
		c.number = make([]float64, n)
	}
	return c
}

// Len is the number of values, missing ones included.
func (c *Column) Len() int { return len(c.present) }

// Count is the number of values that are not missing.
func (c *Column) Count() int { return c.count }

// Has tells whether value i is set.
func (c *Column) Has(i int) bool { return c.present[i] }

func (c *Column) set(i int) {
	if !c.present[i] {
		c.present[i] = true
		c.count++
	}
}

// SetText sets value i of a String or Date column; the empty string leaves it missing.
func (c *Column) SetText(i int, s string) {
	if s != "" {
		c.text[i] = s
		c.set(i)
	}
}

// SetNumber sets value i of an Integer or Real column. NaN and infinities stay missing.
func (c *Column) SetNumber(i int, x float64) {
	if !math.IsNaN(x) && !math.IsInf(x, 0) {
		c.number[i] = x
		c.set(i)
	}
}

// SetBool sets value i of a Boolean column.
func (c *Column) SetBool(i int, b bool) {
	c.number[i] = 0
	if b {
		c.number[i] = 1
	}
	c.set(i)
}

// Number is value i of an Integer, Real or Boolean column (0 or 1), and 0 when it is missing or the column is text.
func (c *Column) Number(i int) float64 {
	if c.number == nil {
		return 0
	}
	return c.number[i]
}

// Bool is value i of a Boolean column.
func (c *Column) Bool(i int) bool { return c.Number(i) == 1 }

// Text is value i in the one form that every export writes: the text itself, a decimal number in the shortest form
// that reads back equal (never in exponent form for integers), true or false; "" when it is missing.
func (c *Column) Text(i int) string {
	if !c.present[i] {
		return ""
	}
	switch c.Type {
	case Integer:
		return strconv.FormatFloat(c.number[i], 'f', 0, 64)
	case Real:
		return strconv.FormatFloat(c.number[i], 'g', -1, 64)
	case Boolean:
		return strconv.FormatBool(c.number[i] == 1)
	}
	return c.text[i]
}
