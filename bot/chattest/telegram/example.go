package telegram

import (
	"slices"
	"strings"
)

// Fields are the names of the fields of a type.
func (s *Spec) Fields(kind string) (names []string) {
	for _, f := range s.items[kind].Fields {
		names = append(names, f.Name)
	}
	return names
}

// Example is an object of a type as small as it may be: what has to be there, and of the
// others those that are named.
func (s *Spec) Example(kind string, further ...string) map[string]any {
	item := s.items[kind]
	if len(item.Subtypes) > 0 {
		return s.Example(item.Subtypes[0])
	}
	object := map[string]any{}
	for _, f := range item.Fields {
		if f.Required || slices.Contains(further, f.Name) {
			object[f.Name] = s.example(f)
		}
	}
	return object
}

// example is a value of a field.
func (s *Spec) example(f specField) any {
	if m := onlyValue.FindStringSubmatch(f.Description); m != nil {
		return m[1] + m[2]
	}
	kind := f.Types[0]
	of, list := strings.CutPrefix(kind, "Array of ")
	switch {
	case list:
		return []any{s.example(specField{Types: []string{of}})}
	case kind == "Integer" || kind == "Float":
		return 1
	case kind == "Boolean" || kind == "True":
		return true
	case kind == "String":
		return "x"
	}
	return s.Example(kind)
}
