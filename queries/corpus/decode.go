package corpus

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"demarche/schema/date"
)

// Decode fills a filter struct of this package from a tree of maps, lists and plain values, as GraphQL input objects
// and dotted URL parameters give them. Keys are the Go names with a small first letter; ids is IDs. Strings become
// numbers and truth values where the filter wants them; one value becomes a list of one. Errors name the key.
func Decode(from map[string]any, into any) error {
	return decodeStruct(from, reflect.ValueOf(into).Elem(), "")
}

func decodeStruct(from map[string]any, to reflect.Value, path string) error {
	for key, v := range from {
		if v == nil {
			continue
		}
		field := to.FieldByNameFunc(func(n string) bool { return keyOf(n) == key })
		if !field.IsValid() {
			return fmt.Errorf("%s%s: no such condition; there are %s", path, key, strings.Join(keysOf(to.Type()), ", "))
		}
		if err := decodeValue(v, field, path+key); err != nil {
			return err
		}
	}
	return nil
}

func keyOf(goName string) string {
	switch goName {
	case "IDs":
		return "ids"
	case "SHA256":
		return "sha256"
	}
	return strings.ToLower(goName[:1]) + goName[1:]
}

func keysOf(t reflect.Type) []string {
	var out []string
	for i := range t.NumField() {
		out = append(out, keyOf(t.Field(i).Name))
	}
	return out
}

func decodeValue(v any, to reflect.Value, path string) error {
	switch to.Kind() {
	case reflect.Pointer:
		to.Set(reflect.New(to.Type().Elem()))
		return decodeValue(v, to.Elem(), path)
	case reflect.Struct:
		m, ok := v.(map[string]any)
		if !ok {
			return fmt.Errorf("%s: want a set of conditions, such as %s.%s", path, path, keysOf(to.Type())[0])
		}
		return decodeStruct(m, to, path+".")
	case reflect.Slice:
		list, ok := v.([]any)
		if !ok {
			list = []any{v}
		}
		to.Set(reflect.MakeSlice(to.Type(), len(list), len(list)))
		for i, x := range list {
			if err := decodeValue(x, to.Index(i), path); err != nil {
				return err
			}
		}
		return nil
	}
	return decodePlain(v, to, path)
}

func decodePlain(v any, to reflect.Value, path string) error {
	switch to.Kind() {
	case reflect.String:
		s, ok := v.(string)
		if !ok {
			return fmt.Errorf("%s: want text", path)
		}
		if to.Type() == reflect.TypeFor[date.Date]() {
			d, err := date.Parse(s)
			if err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
			s = string(d)
		}
		to.SetString(s)
	case reflect.Int:
		switch n := v.(type) {
		case int:
			to.SetInt(int64(n))
		case string:
			i, err := strconv.Atoi(n)
			if err != nil {
				return fmt.Errorf("%s: %q is not a whole number", path, n)
			}
			to.SetInt(int64(i))
		default:
			return fmt.Errorf("%s: want a whole number", path)
		}
	case reflect.Bool:
		switch b := v.(type) {
		case bool:
			to.SetBool(b)
		case string:
			x, err := strconv.ParseBool(b)
			if err != nil {
				return fmt.Errorf("%s: %q is neither true nor false", path, b)
			}
			to.SetBool(x)
		default:
			return fmt.Errorf("%s: want true or false", path)
		}
	case reflect.Uint8: // Kind
		s, ok := v.(string)
		for k, name := range kindNames {
			if ok && k > 0 && strings.EqualFold(s, name) {
				to.SetUint(uint64(k))
				return nil
			}
		}
		return fmt.Errorf("%s: %v is no kind of entity", path, v)
	}
	return nil
}

// Key is the key by which [Decode] finds a field of a filter.
func Key(goName string) string { return keyOf(goName) }
