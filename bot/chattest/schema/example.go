package schema

import (
	"encoding/json"
	"slices"
)

// deepest is how many objects an example holds within each other, beyond what is required.
const deepest = 4

// Example is a value that fits a schema, as small as it may be: of an object what is required,
// and of its other properties those that are named.
func (s *Document) Example(schema any, further ...string) any {
	return s.example(schema, deepest, further)
}

func (s *Document) example(schema any, depth int, further []string) any {
	o, _ := schema.(Object)
	if ref, ok := o["$ref"].(string); ok {
		target, _ := s.Resolve(ref)
		return s.example(target, depth, further)
	}
	if v, set := o["const"]; set {
		return v
	}
	if set := List(o["enum"]); len(set) > 0 {
		return set[0]
	}
	for _, kind := range []string{"oneOf", "anyOf", "allOf"} {
		if all := List(o[kind]); len(all) > 0 {
			return s.example(s.filled(all), depth, further)
		}
	}
	kinds := types(o["type"])
	if len(kinds) > 1 {
		kinds = slices.DeleteFunc(kinds, func(kind string) bool { return kind == "null" })
	}
	if len(kinds) == 0 {
		return Object{}
	}
	switch kinds[0] {
	case "object":
		return s.exampleObject(o, depth, further)
	case "array":
		if depth == 0 {
			return []any{}
		}
		return []any{s.example(o["items"], depth-1, nil)}
	case "string":
		return exampleText(o)
	case "integer", "number":
		if least, set := o["minimum"]; set {
			return least
		}
		return json.Number("1")
	case "boolean":
		return true
	}
	return nil
}

// filled is the first of several schemas that is not that of null.
func (s *Document) filled(all []any) any {
	for _, schema := range all {
		if o, ok := schema.(Object); !ok || o["type"] != "null" {
			return schema
		}
	}
	return all[0]
}

func (s *Document) exampleObject(o Object, depth int, further []string) Object {
	object := Object{}
	properties, _ := o["properties"].(Object)
	for name, schema := range properties {
		if slices.Contains(List(o["required"]), any(name)) || slices.Contains(further, name) {
			object[name] = s.example(schema, max(0, depth-1), nil)
		}
	}
	return object
}

func exampleText(o Object) string {
	switch o["format"] {
	case "snowflake":
		return "1"
	case "date-time":
		return "2024-05-06T12:00:00Z"
	case "uri":
		return "https://example.com/"
	}
	return "x"
}
